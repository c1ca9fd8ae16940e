"""From bytes to lines of text, whatever program wrote them; or what the file is instead."""

from __future__ import annotations

import codecs

from calculator.lists.encodings import Unnamed
from calculator.lists.errors import NotAList
from calculator.lists.twice import may_be_twice, repaired

LIST_EXPECTED = (
    "un tableau (CSV, .xlsx ou .ods) : un export de Pix Orga ou de Pix Certif, ou une liste "
    "« nom;prenom;classe » ; ou l’export XML de SIECLE"
)
_SAVE_AS_CSV = (
    "le même tableau enregistré en CSV (dans le tableur : Fichier, Enregistrer sous, puis le type "
    "« CSV UTF-8 » ou « Texte CSV »)"
)
_SIGNATURES = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"II*\0", "une image"),
    (b"RIFF", "une image ou un son"),
    (b"\x1f\x8b", "une archive"),
    (b"7z\xbc\xaf", "une archive"),
    (b"Rar!", "une archive"),
    (b"{\\rtf", "un document de traitement de texte"),
    (b"<", "une page web ou un fichier XML"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_OPENDOCUMENT_SHEET = b"opendocument.spreadsheet"
_BOM = "\ufeff"
_HEAD = 4096
_PIECE = 1 << 18
_LONGEST_LINE = 1 << 20
_ENOUGH = 1 << 16
"""So many bytes say which encoding a file that names none is in."""
_NULS = 0.2


class Decoder:
    r"""Turns the chunks of a file into lines of text, without their ends.

    UTF-8 and UTF-16, with a byte order mark or none. A line that is neither is read in the encoding
    that suits the file, and waits until enough of them are there to tell: a file whose first accent
    is on line 40,000 needs no second reading, and files put end to end are read too. Text that was
    decoded twice is repaired. Lines end with `\r\n`, `\n` or `\r`.

    Attributes:
        repaired: The first text that was repaired, and what it became; None when none was.
        encoding: The name of the encoding of what is not Unicode; empty when all is.
    """

    def __init__(self, file: str) -> None:
        """Begin with a file of that name, for messages."""
        self._file = file
        self._head: bytes | None = b""
        self._wide = ""
        self._half = b""
        self._pending = b""
        self._unnamed = Unnamed()
        self._waiting: list[bytes] = []
        self._waiting_size = 0
        self.repaired: tuple[str, str] | None = None
        self.encoding = ""

    def feed(self, chunk: bytes) -> list[str]:
        """Take bytes, of any number, and give the lines that end in them.

        Raises:
            NotAList: When they cannot be those of a list.
        """
        if self._head is None:
            return self._cut(chunk)
        self._head += chunk
        return [] if len(self._head) < _HEAD else self._begin()

    def close(self) -> list[str]:
        """Give the last lines.

        Raises:
            NotAList: As `feed`.
        """
        lines = [] if self._head is None else self._begin()
        if self._half:
            self._wide = ""
            lines += self._cut_piece("\N{REPLACEMENT CHARACTER}".encode())
        if self._pending:
            lines += self._texts(self._pending.removesuffix(b"\r"))
        return [*lines, *self._settled()]

    def _begin(self) -> list[str]:
        head, self._head = self._head or b"", None
        _refuse_what_is_no_text(self._file, head)
        if head.startswith(codecs.BOM_UTF8):
            head = head[len(codecs.BOM_UTF8) :]
        elif head.startswith(codecs.BOM_UTF16_LE):
            self._wide, head = "le", head[2:]
        elif head.startswith(codecs.BOM_UTF16_BE):
            self._wide, head = "be", head[2:]
        else:
            self._wide = _wide_without_mark(head[:_HEAD])
        return self._cut(head)

    def _cut(self, chunk: bytes) -> list[str]:
        if len(chunk) <= _PIECE:
            return self._cut_piece(chunk)
        lines = []
        for start in range(0, len(chunk), _PIECE):
            lines += self._cut_piece(chunk[start : start + _PIECE])
        return lines

    def _cut_piece(self, piece: bytes) -> list[str]:
        piece = self._narrowed(piece) if self._wide else piece
        if b"\0" in piece:
            raise NotAList(self._file, "un fichier binaire, pas du texte", LIST_EXPECTED)
        data = self._pending + piece
        held = b"\r" if data.endswith(b"\r") else b""  # the first half of an end, perhaps
        if b"\r" in data:
            data = data.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        end = data.rfind(b"\n")
        self._pending = data[end + 1 :] + held
        if len(self._pending) > _LONGEST_LINE:
            raise NotAList(self._file, "une ligne de plus d’un million de signes", LIST_EXPECTED)
        return self._texts(data[:end]) if end >= 0 else []

    def _texts(self, lines: bytes) -> list[str]:
        if self._waiting:
            return self._wait(lines)
        try:
            text = lines.decode()
        except UnicodeDecodeError:
            return self._wait(lines)
        if may_be_twice(text):
            text = self._repair(text)
        if _BOM in text:  # of a file put after another
            return [line.removeprefix(_BOM) for line in text.split("\n")]
        return text.split("\n")

    def _wait(self, lines: bytes) -> list[str]:
        """Keep lines that are not all UTF-8 until it is known what they are; then give them."""
        self._waiting += lines.split(b"\n")
        self._waiting_size += len(lines)
        return self._settled() if self.encoding or self._waiting_size > _ENOUGH else []

    def _settled(self) -> list[str]:
        lines, self._waiting = self._waiting, []
        if not lines:
            return []
        texts = list(map(_unicode, lines))
        strange = [line for line, text in zip(lines, texts, strict=True) if text is None]
        if strange:
            if not self.encoding:
                self._unnamed.learn(strange)
            self.encoding = self._unnamed.encoding
        return [
            self._unnamed.read(line) if text is None else self._repair(text)
            for line, text in zip(lines, texts, strict=True)
        ]

    def _repair(self, text: str) -> str:
        better = repaired(text) if may_be_twice(text) else text
        if better != text and self.repaired is None:
            before, after = text.split("\n"), better.split("\n")
            self.repaired = next(
                pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]
            )
        return better

    def _narrowed(self, piece: bytes) -> bytes:
        """The UTF-16 piece as UTF-8; half a character waits for the next piece."""
        data = self._half + piece
        decode = codecs.utf_16_le_decode if self._wide == "le" else codecs.utf_16_be_decode
        text, used = decode(data, "replace", False)
        self._half = data[used:]
        return text.encode()


def _refuse_what_is_no_text(file: str, head: bytes) -> None:
    if not head.removeprefix(codecs.BOM_UTF8).strip():
        raise NotAList(file, "un fichier vide", LIST_EXPECTED)
    if head.startswith(_ZIP):
        if b"xl/" in head or b"[Content_Types].xml" in head or _OPENDOCUMENT_SHEET in head:
            raise NotAList(file, "un classeur de tableur (.xlsx ou .ods)", _SAVE_AS_CSV)
        raise NotAList(file, "une archive ou un document bureautique", LIST_EXPECTED)
    if head.startswith(_OLD_OFFICE):
        raise NotAList(file, "un ancien document bureautique (.xls, .doc)", _SAVE_AS_CSV)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise NotAList(file, kind, LIST_EXPECTED)
    if head.startswith(codecs.BOM_UTF32_LE) or (
        b"\0" in head
        and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        and not _wide_without_mark(head[:_HEAD])
    ):
        raise NotAList(file, "un fichier binaire, pas du texte", LIST_EXPECTED)


def _wide_without_mark(head: bytes) -> str:
    """Which of the two UTF-16 this is, that nothing announces; empty when it is none."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    least = len(head) * _NULS
    if odd > least and even < odd / 10:
        return "le"
    return "be" if even > least and odd < even / 10 else ""


def _unicode(line: bytes) -> str | None:
    try:
        return line.decode().removeprefix(_BOM)
    except UnicodeDecodeError:
        return None
