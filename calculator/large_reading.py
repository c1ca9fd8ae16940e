"""Parts of a long file of text, read by several processes at once.

The titles and the first lines are read by one. Then each part is read as if what comes before it
changed nothing: whether that is so is seen once it has been read, and it is read again when not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from calculator.lists.columns import Columns
from calculator.lists.decoding import Decoder
from calculator.lists.errors import NotAList
from calculator.lists.files import FileReader
from calculator.lists.reading import ListReader
from calculator.packing_lines import packed_part

_PART = 1 << 19
"""How many bytes a part has."""


@dataclass(frozen=True, slots=True)
class State:
    """What the lines before decide of how a line is read.

    Attributes:
        first: The columns of the file.
        columns: Those of the last titles.
        separator: What separates cells.
        encoding: The encoding of what is not Unicode; empty when all is.
        lost: Why no line can be read; empty when they can.
        splits: The names that were taken apart, as far as they are told.
    """

    first: Columns
    columns: Columns
    separator: str
    encoding: str
    lost: str
    splits: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file, to be read.

    Attributes:
        file: The file's name.
        place: Which file it is.
        state: How to read it.
        number: The number of its first line.
        content: Its lines, with their ends.
    """

    file: str
    place: int
    state: State
    number: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PartRead:
    """What a part says.

    Attributes:
        blocks: Its lines, as `packed_part` packs them.
        entries: How many there are.
        headers: How many lines are titles.
        blank: How many are blank.
        notes: What is to be known of how it was read.
        repaired: As the decoder's.
    """

    blocks: dict[int, bytes] = field(repr=False)
    entries: int
    headers: int
    blank: int
    notes: tuple[str, ...]
    repaired: tuple[str, str] | None


def read_part(part: Part) -> PartRead | None:
    """Read a part; None when what follows must be read otherwise than it was itself."""
    reader = _Reader.resumed(part)
    try:
        reader.feed(part.content)
    except NotAList:
        return None
    read = reader.part()
    if read is None or reader.state != part.state or read.size + 1 != _after(part):
        return None
    return PartRead(
        packed_part(part.place, read),
        len(read.lines) + len(read.results) + len(read.set_aside),
        read.headers,
        read.blank,
        read.notes,
        reader.repaired,
    )


class SharedReader(FileReader):
    """Reads a file, parts of which others may read."""

    def _new_list(self) -> ListReader:
        self._text = _Reader(self._file)
        return self._text

    _text: _Reader | None = None

    @property
    def can_be_shared(self) -> bool:
        """Whether the next line can be read without those before it."""
        return self._text is not None and self._text.state is not None

    def parts(self, place: int, chunks: Iterator[bytes], left: list[bytes]) -> Iterator[Part]:
        """What comes next of the file, in parts.

        Args:
            place: Which file it is.
            chunks: What comes next.
            left: Gets what is no whole line, or too long a one.
        """
        reader = self._text
        state = reader.state if reader else None
        if reader is None or state is None:
            return
        number, waiting = reader.number, b""
        try:
            for chunk in chunks:
                waiting += chunk
                if len(waiting) < _PART:
                    continue
                end = waiting.rfind(b"\n") + 1
                if not end:
                    break
                part = Part(self._file, place, state, number, waiting[:end])
                number, waiting = _after(part), waiting[end:]
                yield part
        finally:
            left.append(waiting)

    def take_over(self, part: Part, read: PartRead) -> None:
        """Go on after a part that another has read."""
        if self._text:
            self._text.take_over(part, read)


class _Decoder(Decoder):
    """One that can begin in the middle of a file."""

    def resume(self, encoding: str) -> None:
        self._head, self.encoding = None, encoding
        if encoding:
            self._unnamed.encoding = encoding

    @property
    def between_lines(self) -> bool:
        return self._head is None and not (self._wide or self._pending or self._waiting)


class _Reader(ListReader):
    """One that can begin in the middle of a file, and go on after what another has read."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._decoder = self._bytes = _Decoder(file)

    @classmethod
    def resumed(cls, part: Part) -> Self:
        state, reader = part.state, cls(part.file)
        reader._bytes.resume(state.encoding)
        reader._columns, reader._next = state.first, part.number
        reader._use(state.columns, state.separator)
        reader._entries.lost, reader._entries.splits = state.lost, [*state.splits]
        return reader

    @property
    def number(self) -> int:
        return self._next

    @property
    def repaired(self) -> tuple[str, str] | None:
        return self._bytes.repaired

    @property
    def state(self) -> State | None:
        """The state; None where a line must be read after those before it."""
        if self._columns is None or self._pasted or self._waiting or not self._bytes.between_lines:
            return None
        entries = self._entries
        return State(
            self._columns,
            entries.columns,
            self._separator,
            self._bytes.encoding,
            entries.lost,
            tuple(entries.splits),
        )

    def take_over(self, part: Part, read: PartRead) -> None:
        self._next = _after(part)
        self._entries.headers += read.headers
        self._entries.blank += read.blank
        self._notes += read.notes
        self._bytes.repaired = self._bytes.repaired or read.repaired
        self._found = self._found or read.entries > 0


def _after(part: Part) -> int:
    """The number of the line after a part: its ends are those that the decoder knows."""
    content = part.content
    alone = content.count(b"\r") - content.count(b"\r\n") if b"\r" in content else 0
    return part.number + content.count(b"\n") + alone
