"""From the bytes of a file to what its lines say, each of them accounted for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from calculator.lists import values
from calculator.lists.columns import ABSENT, Columns, Kind, RepeatedColumn, recognise
from calculator.lists.decoding import LIST_EXPECTED, Decoder
from calculator.lists.errors import NotAList
from calculator.lists.lines import NOT_GIVEN, WHOLE_LINE, Line, PupilList, Result, SetAside
from calculator.lists.pix import COMPETENCES, LEVELS
from calculator.lists.texts import cells_of, fold, unescaped
from calculator.lists.values import UnexpectedValue, Values
from calculator.model.errors import quote

PIX_PER_LEVEL = 8
"""By the code of Pix; used where a file gives pix and no levels."""

_SEPARATORS = ";,\t"
_SAYS_SEPARATOR = {fold(f"sep={separator}") for separator in _SEPARATORS}
"""What spreadsheet programs may write first; the titles tell as much."""
_TITLES_WITHIN = 40
_LONGEST_ENTRY = 12
_LINES_AT_ONCE = 500
_END = "\x17"
_QUOTES_IN_PAIRS = "autant de guillemets ouvrants que fermants"
_NO_SUCH_CELL = "des cellules de moins de 131 072 signes"
_NONE_GIVEN = bytes([NOT_GIVEN]) * len(COMPETENCES)


def read_list(file: str, chunks: Iterable[bytes]) -> PupilList:
    """Read a file.

    Args:
        file: Its name, for messages.
        chunks: Its bytes, in pieces of any size.

    Raises:
        NotAList: When there is no list in it that we know; no more of it is read than it takes to
            see that.
    """
    reader = ListReader(file)
    for chunk in chunks:
        reader.feed(chunk)
    return reader.close()


class ListReader:
    """Reads a file as its bytes come; between two pieces, one may show progress or stop."""

    def __init__(self, file: str) -> None:
        """Begin with a file of that name, for messages."""
        self._file = file
        self._decoder = Decoder(file)
        self._waiting: list[str] = []
        self._next = 1
        self._columns: Columns | None = None
        self._width = 0
        self._separator = ""
        self._headers = self._blank = 0
        self._lines: list[Line] = []
        self._results: list[Result] = []
        self._set_aside: list[SetAside] = []
        self._spans: dict[int, int] = {}
        self._found = False
        self._at: _At
        self._read: Callable[[int, list[list[str]]], None]

    def feed(self, chunk: bytes) -> None:
        """Read what comes next.

        Raises:
            NotAList: As `read_list`.
        """
        self._take(self._decoder.feed(chunk), last=False)

    def close(self) -> PupilList:
        """Read what is left, and give it all.

        Raises:
            NotAList: As `read_list`.
        """
        self._take(self._decoder.close(), last=True)
        rest = self.part()
        if rest is None or not self._found:
            raise NotAList(self._file, "des titres de colonnes, et aucun élève", LIST_EXPECTED)
        return rest

    def part(self) -> PupilList | None:
        """Give the lines read since the last time, and keep none; nothing before the titles.

        For files larger than memory: `close` gives those that are left, and counts all.
        """
        if self._columns is None:
            return None
        part = PupilList(
            file=self._file,
            columns=self._columns,
            size=self._next - 1,
            headers=self._headers,
            blank=self._blank,
            lines=tuple(self._lines),
            results=tuple(self._results),
            set_aside=tuple(self._set_aside),
            spans=self._spans,
        )
        self._found = self._found or bool(part.lines or part.results or part.set_aside)
        self._lines.clear()
        self._results.clear()
        self._set_aside.clear()
        self._spans = {}
        return part

    # --- Lines to entries ---------------------------------------------------------------------

    def _take(self, lines: list[str], *, last: bool) -> None:
        lines = self._waiting + lines
        if self._columns is None:
            if len(lines) < _TITLES_WITHIN + _LONGEST_ENTRY and not last:
                self._waiting = lines
                return
            lines = self._after_titles(lines)
        self._waiting = []
        for start in range(0, len(lines), _LINES_AT_ONCE):
            end = start + _LINES_AT_ONCE
            self._take_some(self._waiting + lines[start:end], last=last and end >= len(lines))

    def _take_some(self, lines: list[str], *, last: bool) -> None:
        self._waiting = []
        rows = self._rows(lines)
        if len(rows) == len(lines) + 1:  # no entry spans lines, or swallowed the end
            self._read(self._next, rows[:-1])
            self._next += len(lines)
        else:
            self._take_apart(lines, last=last)

    def _after_titles(self, lines: list[str]) -> list[str]:
        for place in range(min(len(lines), _TITLES_WITHIN)):
            columns, span = self._titles(lines[place : place + _LONGEST_ENTRY])
            if columns is None:
                continue
            self._columns, self._width = columns, len(columns.titles)
            self._at = _At(columns)
            of_results = columns.kind is Kind.RESULTS
            self._read = self._read_results if of_results else self._read_pupils
            for before in lines[:place]:
                self._before_titles(before)
            self._headers += span
            self._next += span
            return lines[place + span :]
        first = next((line for line in lines if line.strip()), "")
        if "numero de session preexistante" in fold(first):
            found = "une inscription à des sessions (Pix Certif), qui ne dit rien des compétences"
            raise NotAList(self._file, found, LIST_EXPECTED)
        raise NotAList(self._file, f"comme première ligne {quote(first)}", LIST_EXPECTED)

    def _titles(self, lines: list[str]) -> tuple[Columns | None, int]:
        """The columns by the separator that gives most of them, and how many lines they span.

        Args:
            lines: The first of them, and those that follow it.
        """
        best, best_span = None, 1
        for separator in _SEPARATORS:
            row, span = _entry(lines, separator)
            try:
                columns = recognise(row or cells_of(lines[0], separator))
            except RepeatedColumn as error:
                found = f"deux fois la colonne {quote(error)}"
                raise NotAList(self._file, found, "une seule colonne de ce titre") from error
            if columns and (best is None or len(columns.places) > len(best.places)):
                best, best_span, self._separator = columns, span, separator
        return best, best_span

    def _before_titles(self, line: str) -> None:
        if fold(line) in _SAYS_SEPARATOR:
            self._headers += 1
        elif line.strip(' \t;,"'):
            expected = "les titres des colonnes d’abord"
            self._put_aside(self._next, WHOLE_LINE, quote(line), expected)
        else:
            self._blank += 1
        self._next += 1

    def _rows(self, lines: list[str]) -> list[list[str]]:
        return _rows(lines, self._separator)

    def _take_apart(self, lines: list[str], *, last: bool) -> None:
        """Read entry by entry: some span lines, and some never end."""
        place = 0
        while place < len(lines):
            row, span = self._entry(lines, place)
            if row is None and not last and len(lines) - place < _LONGEST_ENTRY:
                self._waiting = lines[place:]  # its end may be to come
                return
            if row is None:
                too_long = len(lines[place]) > csv.field_size_limit()
                expected = _NO_SUCH_CELL if too_long else _QUOTES_IN_PAIRS
                self._put_aside(self._next, WHOLE_LINE, quote(lines[place]), expected)
            else:
                if span > 1:
                    self._spans[self._next] = span
                self._read(self._next, [row])
            place += span
            self._next += span

    def _entry(self, lines: list[str], place: int) -> tuple[list[str] | None, int]:
        """The entry that begins at a line, and how many it spans; None when it has no end."""
        some = lines[place : place + _LONGEST_ENTRY]
        row, span = _entry(some, self._separator)
        if row is None or span == 1:
            return row, span
        # Only a whole row may span lines, and hold none: a stray quote takes no other.
        alone = (len(cells_of(line, self._separator)) for line in some[1:span])
        return (None, 1) if len(row) != self._width or self._width in alone else (row, span)

    # --- Entries to what they say -------------------------------------------------------------

    def _read_pupils(self, first: int, rows: list[list[str]]) -> None:
        file, put = self._file, self._lines.append
        for number, row, last_name, first_name in self._named(first, rows):
            try:
                said = self._at.said(row)
            except UnexpectedValue as error:
                self._unexpected(number, row, error)
            else:
                put(Line(file, number, last_name, first_name, *said))

    def _read_results(self, first: int, rows: list[list[str]]) -> None:
        for number, row, last_name, first_name in self._named(first, rows):
            try:
                (class_name, birth, taken), certified, status, pix = self._at.certified(row)
            except UnexpectedValue as error:
                self._unexpected(number, row, error)
                continue
            who = self._file, number, last_name, first_name, class_name, birth, taken
            line = Line(*who, None, None, None, None, None)
            certification = values.class_name(row[self._at.number])
            self._results.append(Result(line, certified, status, pix, certification))

    def _named(
        self, first: int, rows: list[list[str]]
    ) -> Iterator[tuple[int, list[str], str, str]]:
        """The rows of pupils, made to fit, with their numbers and names; others are accounted for.

        Args:
            first: The number of the first row.
            rows: Rows that follow each other.
        """
        at, width = self._at, self._width
        for number, row in enumerate(rows, first):
            if len(row) != width and not self._fits(number, row):
                continue
            row.append("")
            last_name, first_name = row[at.last_name].strip(), row[at.first_name].strip()
            if not (last_name or first_name) or (last_name, first_name) == at.names:
                self._no_pupil(number, row)
                continue
            if last_name[:1] == "'" or first_name[:1] == "'":
                last_name, first_name = unescaped(last_name), unescaped(first_name)
            yield number, row, last_name, first_name

    def _fits(self, number: int, row: list[str]) -> bool:
        """Whether a row of another width can be read; if so, it is made to fit."""
        width, cells = self._width, len(row)
        if not any(map(str.strip, row)):
            self._blank += self._spans.get(number, 1)
            return False
        if cells > width and not any(map(str.strip, row[width:])):
            del row[width:]
            return True
        if width > cells > self._at.last_needed:
            row += [""] * (width - cells)
            return True
        expected = f"{width} cellules, autant que de titres"
        self._put_aside(number, WHOLE_LINE, f"{cells} cellule{'s' if cells > 1 else ''}", expected)
        return False

    def _no_pupil(self, number: int, row: list[str]) -> None:
        """Account for a row without a name, or that has the title of a column for one."""
        cells = [cell.strip() for cell in row[: self._width]]
        if not any(cells):
            self._blank += self._spans.get(number, 1)
        elif cells == self._at.titles:
            self._headers += self._spans.get(number, 1)
        else:
            self._put_aside(number, WHOLE_LINE, quote(" ".join(cells)), "un nom et un prénom")

    def _unexpected(self, number: int, row: list[str], error: UnexpectedValue) -> None:
        at = self._at
        columns = (
            title
            for place, title in enumerate(at.titles)
            if row[place] == error.found and at.values.get(place) is error.values
        )
        column = " ".join(next(columns, WHOLE_LINE).split())
        found = error.found.strip()
        self._put_aside(number, column, quote(found) if found else "rien", error.expected)

    def _put_aside(self, number: int, column: str, found: str, expected: str) -> None:
        self._set_aside.append(SetAside(self._file, number, column, found, expected))


def _rows(lines: list[str], separator: str, *, strict: bool = False) -> list[list[str]]:
    """The rows of these lines and of a last one, unless an open quote swallows it."""
    try:
        return list(csv.reader([*lines, _END], delimiter=separator, strict=strict))
    except csv.Error:
        return []


def _entry(lines: list[str], separator: str) -> tuple[list[str] | None, int]:
    """The entry that begins with these lines, and how many it spans; None when it has no end.

    It may span several only when well quoted, and in a cell that no separator is in: between two
    stray quotes are cells, perhaps of another pupil.
    """
    for span in range(1, len(lines) + 1):
        some = [f"{line}\n" for line in lines[:span]]
        rows = _rows(some, separator)
        if len(rows) != 2:
            continue
        (row, _), cut = rows, any("\n" in cell and separator in cell for cell in rows[0])
        if span > 1 and (cut or _rows(some, separator, strict=True) != rows):
            return None, 1
        return row, span
    return None, 1


class _At:
    """Where the columns of a file are, and the values met in them by their text."""

    def __init__(self, columns: Columns) -> None:
        self.kind, self.titles = columns.kind, list(columns.titles)
        self.on_page = columns.kind is Kind.PUPILS_PAGE
        place = {role: columns.places.get(role, ABSENT) for role in _ROLES}
        self.last_name, self.first_name = place["last_name"], place["first_name"]
        self.class_name, self.birth, self.date = place["class_name"], place["birth"], place["date"]
        self.certifiable, self.count = place["certifiable"], place["count"]
        self.shared, self.status, self.total = place["shared"], place["status"], place["total"]
        self.number = place["number"]
        self.names = self.titles[self.last_name], self.titles[self.first_name]
        needed = (self.last_name, self.first_name, self.class_name)
        self.last_needed = max(needed) if self.kind is Kind.PLAIN else len(self.titles)

        self.class_names = Values(values.class_name, "un nom de classe")
        self.days = Values(values.day, values.EXPECTED_DAY)
        self.counts = Values(values.count, values.EXPECTED_COUNT)
        self.pages = Values(values.on_pupils_page, values.EXPECTED_ON_PAGE)
        self.statuses = Values(values.status, values.EXPECTED_STATUS)
        self.totals = Values(values.total, values.EXPECTED_PIX)
        self._answers = Values(values.yes_no, values.EXPECTED_YES_NO)
        levels = Values(values.level, values.EXPECTED_LEVEL)
        pix = Values(values.pix, values.EXPECTED_PIX)
        self.level, self.pix = levels.__getitem__, pix.__getitem__
        self.has_levels = any(at != ABSENT for at in columns.levels)
        self.level_cells = itemgetter(*columns.levels)
        self.pix_cells = itemgetter(*columns.pix)
        self.values: dict[int, object] = {
            **dict.fromkeys(columns.levels, levels),
            **dict.fromkeys(columns.pix, pix),
            self.birth: self.days,
            self.date: self.days,
            self.shared: self._answers,
            self.certifiable: self.pages if self.on_page else self._answers,
            self.count: self.counts,
            self.status: self.statuses,
            self.total: self.totals,
        }

    def said(self, row: list[str]) -> _Said:
        """What a row says of a pupil.

        Raises:
            UnexpectedValue: When a cell holds no value of its column.
        """
        answers = self._answers
        levels: bytes | None = bytes(map(self.level, self.level_cells(row)))
        pix: bytes | None = bytes(map(self.pix, self.pix_cells(row)))
        (reached,) = self.counts[row[self.count]]
        class_name, birth = self.class_names[row[self.class_name]], self.days[row[self.birth]]
        if self.on_page:
            certifiable, shared, sent = self.pages[row[self.certifiable]]
        else:
            (certifiable,), (shared,) = answers[row[self.certifiable]], answers[row[self.shared]]
            sent = self.days[row[self.date]]
        if pix == _NONE_GIVEN:
            pix = None
        elif pix and not self.has_levels:
            levels = pix.translate(_LEVEL_BY_PIX)
        if levels == _NONE_GIVEN:
            levels = pix = None
            told = certifiable is not None or reached is not None
            if shared is None and self.kind is Kind.PROFILES and not told and self._says_na(row):
                shared = False
        if shared is False and (levels is not None or certifiable or reached):
            expected = _NOT_SHARED if levels is not None else _NOT_SHARED_YET_TOLD
            raise UnexpectedValue(answers, row[self.shared], expected)
        if shared is False:
            certifiable = reached = None
        return class_name, birth, sent, shared, levels, pix, certifiable, reached

    def _says_na(self, row: list[str]) -> bool:
        """Whether a row without a profile has « NA » where one would be, as Pix writes it."""
        cells = (*self.level_cells(row), *self.pix_cells(row))
        return any(map(str.strip, (row[self.shared], row[self.certifiable], *cells)))

    def certified(self, row: list[str]) -> tuple[tuple[str, str, str], bool, str, int | None]:
        """What a row of results says: class, birth and day; whether certified, status and pix.

        Raises:
            UnexpectedValue: As `said`.
        """
        class_name, birth = self.class_names[row[self.class_name]], self.days[row[self.birth]]
        (pix,) = self.totals[row[self.total]]
        who = class_name, birth, self.days[row[self.date]]
        if self.status != ABSENT:
            return who, *self.statuses[row[self.status]], pix
        if pix is None:
            raise UnexpectedValue(self.totals, row[self.total], values.EXPECTED_TOTAL)
        return who, pix > 0, "", pix


_Said = tuple[str, str, str, bool | None, bytes | None, bytes | None, bool | None, int | None]
_ROLES = (
    "last_name", "first_name", "class_name", "birth", "date",
    "shared", "certifiable", "count", "number", "status", "total",
)  # fmt: skip
_LEVEL_BY_PIX = bytes(min(pix // PIX_PER_LEVEL, LEVELS[-1]) for pix in range(NOT_GIVEN)) + bytes(
    [NOT_GIVEN]
)
_NOT_SHARED = "Oui, puisque des niveaux sont donnés"
_NOT_SHARED_YET_TOLD = "Oui, puisque la certifiabilité est donnée"
