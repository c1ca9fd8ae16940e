"""The schools of a folder of lists: a sub-folder each, or those that a column « UAI » names.

Every line of a file is of a school: one without a UAI, a blank one and the titles are of « sans
UAI », so that what becomes of them adds up to the lines of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from calculator.lists.decoding import Decoder
from calculator.lists.lines import PupilList
from calculator.lists.texts import cells_of
from calculator.lists.titles import plain_title
from calculator.sorting import Pair, Sorted

NO_UAI = "sans UAI"
"""The school of the lines that name none."""

_UAI = re.compile(r"\d{7}[A-Z]", re.ASCII)
_TITLES = re.compile(r"(?:(?:code|numero|n|identifiant) )?(?:uai|rne)(?: .*)?")
_SEPARATORS = ";,\t|"
_TITLES_WITHIN = 40
_LONGEST_ENTRY = 12
_HELD_AT_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a file that are of one school, beneath the file's titles.

    Attributes:
        file: The file's name, for messages.
        content: The lines, in UTF-8.
        numbers: The number that each line of the content has in the file.
        titles: How many of the first lines are titles, which only « sans UAI » accounts for.
        blank: Whether all the other lines are blank, or titles again.
    """

    file: str
    content: bytes
    numbers: tuple[int, ...]
    titles: int
    blank: bool

    def renumbered(self, part: PupilList) -> PupilList:
        """What was read of the content, with the numbers that the lines have in the file."""
        numbers = self.numbers
        return replace(
            part,
            lines=tuple(line._replace(number=numbers[line.number - 1]) for line in part.lines),
            results=tuple(
                one._replace(line=one.line._replace(number=numbers[one.line.number - 1]))
                for one in part.results
            ),
            set_aside=tuple(replace(one, number=numbers[one.number - 1]) for one in part.set_aside),
            spans={numbers[first - 1]: lines for first, lines in part.spans.items()},
        )


@dataclass(frozen=True, slots=True)
class School:
    """A school of a folder.

    Attributes:
        name: The sub-folder's name, or the UAI.
        files: Its files.
        parts: Its lines of files that hold several schools.
    """

    name: str
    files: tuple[Path, ...] = ()
    parts: tuple[Part, ...] = field(default=(), repr=False)


def folders_of(folder: Path, without: Path) -> dict[str, tuple[Path, ...]]:
    """The files of each sub-folder, by its name, in alphabetical order.

    Args:
        folder: The folder of the schools.
        without: A folder to leave aside, that of the answers.

    Raises:
        OSError: When a folder cannot be read.
    """
    return {
        one.name: tuple(_files_of(one))
        for one in sorted(folder.iterdir())
        if one.is_dir() and not _is_hidden(one) and not _same(one, without)
    }


def files_beside(folder: Path) -> list[Path]:
    """The files that are in the folder itself.

    Raises:
        OSError: When it cannot be read.
    """
    return [one for one in sorted(folder.iterdir()) if not one.is_dir() and not _is_hidden(one)]


def _files_of(folder: Path) -> Iterator[Path]:
    for one in sorted(folder.iterdir()):
        if _is_hidden(one):
            continue
        if one.is_dir() and not one.is_symlink():
            yield from _files_of(one)
        else:
            yield one


def _is_hidden(one: Path) -> bool:
    """Whether a file is one that systems and spreadsheet programs leave behind."""
    return one.name.startswith((".", "~$")) or one.name.lower() in ("thumbs.db", "desktop.ini")


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


class ByUai:
    """The lines of files, by the school that their column « UAI » names."""

    def __init__(self) -> None:
        """Begin with no file."""
        self._lines = Sorted[str](_HELD_AT_MOST)
        self._files: list[tuple[str, list[tuple[int, str]]]] = []
        self.names: set[str] = set()
        """The schools."""

    def read(self, file: str, chunks: Iterable[bytes]) -> bool:
        """Take the lines of a file.

        Args:
            file: Its name, for messages.
            chunks: Its bytes.

        Returns:
            Whether it has such a column; nothing of it is taken when not.

        Raises:
            NotAList: When it is no text.
        """
        numbered = enumerate(_lines(file, chunks), start=1)
        head: list[tuple[int, str]] = []
        for number, line in numbered:
            head.append((number, line))
            separator, at = _column(line)
            if at is not None:
                break
            if number == _TITLES_WITHIN:
                return False
        else:
            return False
        place, title = len(self._files), head[-1][1]
        self._files.append((file, head))
        for entry in ([pair] for pair in head):
            self._add(NO_UAI, place, entry)
        for entry in _entries(numbered):
            name = NO_UAI
            if entry[0][1] != title:
                cells = cells_of("\n".join(line for _, line in entry), separator)
                name = _uai(cells[at]) if len(cells) > at else NO_UAI
            self._add(name, place, entry)
        return True

    def schools(self) -> Iterator[tuple[str, tuple[Part, ...]]]:
        """Each school and its lines, in alphabetical order."""
        for name, lines in groupby(self._lines.pairs(), key=lambda pair: str(pair[0][0])):
            by_file = groupby(lines, key=lambda pair: int(pair[0][1]))
            yield name, tuple(self._part(name, place, some) for place, some in by_file)

    def _add(self, name: str, place: int, entry: Iterable[tuple[int, str]]) -> None:
        self.names.add(name)
        for number, line in entry:
            self._lines.add((name, place, number), line)

    def _part(self, name: str, place: int, pairs: Iterable[Pair[str]]) -> Part:
        file, head = self._files[place]
        lines = [(number, line) for (_, _, number), line in pairs]
        numbered = lines if name == NO_UAI else [*head, *lines]
        content = "\n".join(line for _, line in numbered).encode("utf-8", "replace")
        title, rest = head[-1][1], numbered[len(head) :]
        blank = all(line == title or not line.strip(' \t;,|"') for _, line in rest)
        return Part(file, content, tuple(number for number, _ in numbered), len(head), blank)


def _lines(file: str, chunks: Iterable[bytes]) -> Iterator[str]:
    decoder = Decoder(file)
    for chunk in chunks:
        yield from decoder.feed(chunk)
    yield from decoder.close()


def _column(line: str) -> tuple[str, int | None]:
    """What separates the titles of a line, and where « UAI » is among them."""
    for separator in _SEPARATORS:
        titles = [plain_title(cell) for cell in cells_of(line, separator)]
        found = [at for at, title in enumerate(titles) if _TITLES.fullmatch(title)]
        if found and len(titles) > 1:
            return separator, found[0]
    return "", None


def _entries(numbered: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Lines, those together that a quoted cell spans; a quote that never ends spans none."""
    waiting: list[tuple[int, str]] = []
    quotes = 0
    for pair in numbered:
        waiting.append(pair)
        quotes += pair[1].count('"')
        if quotes % 2 == 0:
            yield waiting
        elif len(waiting) < _LONGEST_ENTRY:
            continue
        else:
            yield from ([one] for one in waiting)
        waiting, quotes = [], 0
    yield from ([one] for one in waiting)


def _uai(cell: str) -> str:
    name = cell.strip().strip("'").upper()
    return name if _UAI.fullmatch(name) else NO_UAI
