"""From the bytes of a file to what its lines say, each of them accounted for."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from calculator.lists import names
from calculator.lists.columns import (
    ABSENT,
    SESSION_TITLE,
    Columns,
    Kind,
    RepeatedColumn,
    recognise,
)
from calculator.lists.decoding import LIST_EXPECTED, Decoder
from calculator.lists.encodings import DAMAGED, WINDOWS
from calculator.lists.entries import Entries, OtherTitles
from calculator.lists.errors import NotAList
from calculator.lists.lines import WHOLE_LINE, PupilList
from calculator.lists.pasted import is_around, pupils_of_page, stacked_titles
from calculator.lists.texts import cells_of, fold
from calculator.lists.titles import ROLES, lines_that_may_be_titles, plain_title
from calculator.model.errors import quote

_SEPARATORS = ";,\t|"
_SAYS_SEPARATOR = {fold(f"sep={separator}") for separator in _SEPARATORS}
"""What spreadsheet programs may write first; the titles tell as much."""
_TITLES_WITHIN = 40
_LONGEST_ENTRY = 12
_LINES_AT_ONCE = 500
_END = "\x17"
_QUOTES_IN_PAIRS = "autant de guillemets ouvrants que fermants"
_NO_SUCH_CELL = "des cellules de moins de 131 072 signes"
_UNSURE_TITLES = "un élève, ou les titres de colonnes d’une liste"
_OTHER_TITLES = "d’autres titres de colonnes à la ligne {}, suivis à partir de là."


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

    def __init__(self, file: str, notes: Iterable[str] = ()) -> None:
        """Begin with a file of that name, for messages.

        Args:
            file: The name.
            notes: What is known already of how it is read.
        """
        self._file = file
        self._decoder = Decoder(file)
        self._notes = [*notes]
        self._entries = Entries(file, self._is_titles)
        self._waiting: list[str] = []
        self._next = 1
        self._columns: Columns | None = None
        self._separator = ""
        self._found = False
        self._pasted = False

    def feed(self, chunk: bytes) -> None:
        """Read what comes next.

        Raises:
            NotAList: As `read_list`.
        """
        self._take(self._decoder.feed(chunk), last=False)

    def read_lines(self, lines: list[str]) -> PupilList:
        """Read a whole list that is lines of text already.

        Raises:
            NotAList: As `read_list`.
        """
        self._take(lines, last=True)
        return self._end()

    def close(self) -> PupilList:
        """Read what is left, and give it all.

        Raises:
            NotAList: As `read_list`.
        """
        self._take(self._decoder.close(), last=True)
        return self._end()

    def _end(self) -> PupilList:
        self._note_how()
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
            headers=self._entries.headers,
            blank=self._entries.blank,
            lines=tuple(self._entries.lines),
            results=tuple(self._entries.results),
            set_aside=tuple(self._entries.set_aside),
            spans=self._entries.spans,
            notes=tuple(self._notes),
        )
        self._found = self._found or bool(part.lines or part.results or part.set_aside)
        self._entries.clear()
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
        if self._pasted:
            self._waiting = lines
            if last:
                self._take_page(lines)
            return
        for start in range(0, len(lines), _LINES_AT_ONCE):
            end = start + _LINES_AT_ONCE
            self._take_some(self._waiting + lines[start:end], last=last and end >= len(lines))

    def _take_some(self, lines: list[str], *, last: bool) -> None:
        self._waiting = []
        if not self._entries.has_values and (places := lines_that_may_be_titles(lines)):
            lines = self._follow_titles(lines, places)
        rows = self._rows(lines)
        if len(rows) != len(lines) + 1:  # an entry spans lines, or swallowed the end
            self._take_apart(lines, last=last)
            return
        try:
            self._entries.read(self._next, rows[:-1])
        except OtherTitles as found:
            place = found.number - self._next
            self._next = found.number
            self._take_some(self._follow(lines[place:]), last=last)
        else:
            self._next += len(lines)

    def _follow_titles(self, lines: list[str], places: list[int]) -> list[str]:
        """Read up to the last line of titles among these, which may be of other columns.

        Args:
            lines: Some lines.
            places: Which of them may be titles.

        Returns:
            The lines after it.
        """
        start = 0
        for place in places:
            if place < start:
                continue
            columns, span, separator = self._other_titles(lines[place : place + _LONGEST_ENTRY])
            if columns is None:
                continue
            self._take_apart(lines[start:place], last=True)
            if columns.titles != tuple(self._entries.titles):
                self._notes.append(_OTHER_TITLES.format(self._next))
            self._use(columns, separator)
            self._entries.headers += span
            self._next += span
            start = place + span
        return lines[start:]

    def _follow(self, lines: list[str]) -> list[str]:
        """Follow the titles that the first of these lines is; give the lines after it."""
        rest = self._follow_titles(lines, [0])
        if len(rest) == len(lines):
            self._entries.put_aside(self._next, WHOLE_LINE, quote(lines[0]), _UNSURE_TITLES)
            self._next += 1
            return lines[1:]
        return rest

    def _other_titles(self, lines: list[str]) -> tuple[Columns | None, int, str]:
        try:
            return self._titles(lines)
        except NotAList:  # titles it is not, then
            return None, 1, ""

    def _take_page(self, lines: list[str]) -> None:
        """Read what was copied from a page, whose rows may be cut into lines."""
        self._waiting = []
        rows = self._rows(lines)
        if all(len(row) >= self._entries.width - 1 or not any(row) for row in rows[:-1]):
            self._take_some(lines, last=True)
            return
        place = 0
        for row, span in pupils_of_page(lines, self._entries.titles):
            if span > 1:
                self._entries.spans[self._next] = span
            if row is None:
                self._no_row(lines[place])
            else:
                try:
                    self._entries.read(self._next, [row])
                except OtherTitles:
                    self._entries.spans.pop(self._next, None)
                    self._take_page(self._follow(lines[place:]))
                    return
            place += span
            self._next += span

    def _no_row(self, line: str) -> None:
        if is_around(line):
            self._entries.headers += 1
        elif line.strip():
            self._entries.put_aside(
                self._next, WHOLE_LINE, quote(line.strip()), "la ligne d’un élève"
            )
        else:
            self._entries.blank += 1

    def _use(self, columns: Columns, separator: str) -> None:
        """Read what comes by these columns."""
        if self._columns is None:
            self._columns = columns
        self._separator = separator
        self._entries.use(columns)

    def _is_titles(self, row: list[str]) -> bool:
        """Whether a row, or a line that other separators cut, announces a list."""
        try:
            return (recognise(row) if len(row) > 1 else self._titles(row)[0]) is not None
        except (NotAList, RepeatedColumn):
            return False

    def _after_titles(self, lines: list[str]) -> list[str]:
        for place in range(min(len(lines), _TITLES_WITHIN)):
            columns, span, separator = self._titles(lines[place : place + _LONGEST_ENTRY])
            if columns is None:
                titles, span = stacked_titles(lines[place:])
                known = titles is not None and self._is_titles(titles)
                columns, separator = (recognise(titles or ()) if known else None), "\t"
            if columns is None or not self._holds_both_names(columns, separator, lines[place:]):
                continue
            self._pasted = columns.kind is Kind.PUPILS_PAGE and separator == "\t"
            for before in lines[:place]:
                self._before_titles(before)
            self._use(columns, separator)
            self._entries.headers += span
            self._next += span
            return lines[place + span :]
        first = next((line for line in lines if line.strip()), "")
        if SESSION_TITLE in plain_title(first):
            found = "une inscription à des sessions (Pix Certif), qui ne dit rien des compétences"
            raise NotAList(self._file, found, LIST_EXPECTED)
        raise NotAList(self._file, f"comme première ligne {quote(first)}", LIST_EXPECTED)

    def _holds_both_names(self, columns: Columns, separator: str, lines: list[str]) -> bool:
        """Whether a column « Nom », without « Prénom », holds both in some line below."""
        place = columns.places.get("full_name", ABSENT)
        if place == ABSENT or plain_title(columns.titles[place]) not in ROLES["last_name"]:
            return True
        rows = (cells_of(line, separator) for line in lines[1:])
        return any(names.split_name(row[place].strip()) for row in rows if len(row) > place)

    def _titles(self, lines: list[str]) -> tuple[Columns | None, int, str]:
        """The columns by the separator that gives most of them, how many lines they span, and it.

        Args:
            lines: The first of them, and those that follow it.
        """
        best, best_span, best_separator = None, 1, ""
        for separator in _SEPARATORS:
            row, span = _entry(lines, separator)
            try:
                columns = recognise(row or cells_of(lines[0], separator))
            except RepeatedColumn as error:
                found = f"deux fois la colonne {quote(error)}"
                raise NotAList(self._file, found, "une seule colonne de ce titre") from error
            if columns and (best is None or len(columns.places) > len(best.places)):
                best, best_span, best_separator = columns, span, separator
        return best, best_span, best_separator

    def _before_titles(self, line: str) -> None:
        if fold(line.replace('"', "")) in _SAYS_SEPARATOR or (self._pasted and is_around(line)):
            self._entries.headers += 1
        elif line.strip(' \t;,"'):
            expected = "les titres des colonnes d’abord"
            self._entries.put_aside(self._next, WHOLE_LINE, quote(line), expected)
        else:
            self._entries.blank += 1
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
                self._entries.put_aside(self._next, WHOLE_LINE, quote(lines[place]), expected)
            else:
                if span > 1:
                    self._entries.spans[self._next] = span
                try:
                    self._entries.read(self._next, [row])
                except OtherTitles:
                    self._entries.spans.pop(self._next, None)
                    self._take_some(self._follow(lines[place:]), last=last)
                    return
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
        return (
            (None, 1)
            if len(row) != self._entries.width or self._entries.width in alone
            else (row, span)
        )

    def _note_how(self) -> None:
        """Say what a person should check of how the file was read."""
        if self._decoder.encoding not in ("", WINDOWS, DAMAGED):
            self._notes.append(f"accents lus dans l’encodage {self._decoder.encoding}.")
        if self._decoder.repaired:
            before, after = map(quote, self._decoder.repaired)
            self._notes.append(f"texte décodé deux fois, réparé : {before} est lu {after}.")
        self._notes += self._entries.notes()


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
