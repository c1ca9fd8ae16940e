"""XML a piece at a time, over the parser that Python is built with; no DTD, so no entity of any."""

from __future__ import annotations

import pyexpat
import re
from collections.abc import Callable, Iterable, Mapping

from calculator.lists.encodings import TABLES, WINDOWS

_DEEPEST = 64
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_KNOWN = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
_OF_PARSER = (*_KNOWN, "utf-16le", "utf-16be")
_OTHERS = {
    "iso-8859-15": TABLES["ISO-8859-15"],
    "latin9": TABLES["ISO-8859-15"],
    "windows-1252": TABLES[WINDOWS],
    "cp1252": TABLES[WINDOWS],
}
_HEAD = 200


class Malformed(ValueError):
    """XML that cannot be read to its end, or that declares what no list needs."""


class UnknownEncoding(Malformed):
    """XML that declares an encoding that is not read; its name is the argument."""


class Reader:
    """Calls functions for what comes in an XML document.

    What the parser does not know how to decode, and Python's part in the browser neither, is taken
    for ISO-8859-1, and each of its 256 letters replaced by the right one.
    """

    def __init__(
        self,
        start: Callable[[str, Mapping[str, str]], object],
        end: Callable[[str], object],
        text: Callable[[str], object],
    ) -> None:
        """Begin with the functions to call.

        Args:
            start: Takes the name of an element, without its prefix, and its attributes, with.
            end: Takes the name of an element.
            text: Takes text.
        """
        self._start, self._end, self._text = start, end, text
        self._depth = 0
        self._head: bytes | None = b""
        self._letters: dict[int, str] | None = None
        self._parser: pyexpat.XMLParserType

    def feed(self, piece: bytes) -> None:
        """Read what comes next.

        Raises:
            Malformed: When it is no such XML.
        """
        if self._head is None:
            self._parse(piece, last=False)
            return
        self._head += piece
        if len(self._head) >= _HEAD:
            self._begin()

    def close(self) -> None:
        """Read the rest.

        Raises:
            Malformed: As `feed`.
        """
        if self._head is not None:
            self._begin()
        self._parse(b"", last=True)

    def _begin(self) -> None:
        head, self._head = self._head or b"", None
        declared = _DECLARED.search(head[:_HEAD])
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if encoding in _OTHERS:
            table = _OTHERS[encoding]
            self._letters = {code: table[code] for code in range(0x80, 0x100)}
            self._parser = pyexpat.ParserCreate("iso-8859-1")
        elif encoding in _KNOWN:
            self._parser = pyexpat.ParserCreate()
            self._parser.XmlDeclHandler = self._declared
        else:
            raise UnknownEncoding(encoding)
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._told
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        self._parse(head, last=False)

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except pyexpat.ExpatError as error:
            raise Malformed(str(error)) from error

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Malformed
        if self._letters is not None:
            attributes = {key: self._decoded(value) for key, value in attributes.items()}
        self._start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _ended(self, name: str) -> None:
        self._depth -= 1
        self._end(name.rpartition(":")[2] if ":" in name else name)

    def _told(self, text: str) -> None:
        self._text(self._decoded(text))

    def _decoded(self, text: str) -> str:
        return text if self._letters is None or text.isascii() else text.translate(self._letters)

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        """Refuse an encoding that only the parser has seen, as in UTF-16, and does not know."""
        if encoding is not None and encoding.lower() not in _OF_PARSER:
            raise UnknownEncoding(encoding)

    def _refuse(self, *_: object) -> None:
        raise Malformed


def read(
    pieces: Iterable[bytes],
    start: Callable[[str, Mapping[str, str]], object],
    end: Callable[[str], object] = lambda _: None,
    text: Callable[[str], object] = lambda _: None,
) -> None:
    """Read a whole document; see `Reader`.

    Raises:
        Malformed: When it is no such XML.
    """
    reader = Reader(start, end, text)
    for piece in pieces:
        reader.feed(piece)
    reader.close()
