"""From the entries of a file to what they say, each of them accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from calculator.lists import names
from calculator.lists.columns import ABSENT, Columns, Kind
from calculator.lists.lines import LEFT_SOME_DAY, WHOLE_LINE, Line, Result, SetAside
from calculator.lists.rows import Rows, Said
from calculator.lists.texts import fold, unescaped
from calculator.lists.titles import are_titles, lines_that_may_be_titles, names_a_column
from calculator.lists.values import EXPECTED_CLASS, NO_ERROR, UnexpectedValue
from calculator.model.errors import quote

_LEGIBLE = "un nom lisible : enregistrez le fichier en CSV UTF-8"
_NO_FOOT = "un élève, et non un total ou une mention"
_IN_TWO = "un nom en capitales et un prénom en minuscules, ou deux colonnes"
_LOST = "des titres connus à la ligne {}, puisque cette ligne dit que les colonnes changent"
_SPLITS_TOLD = 3
_INACTIVE = frozenset("IiSsDdRrEeÉé")


def is_inactive(class_name: str) -> bool:
    """Whether a class is that of the pupils who left, as SIECLE has one."""
    return _LEFT.fullmatch(fold(class_name)) is not None


_LEFT = re.compile("(?:eleves )?(?:inactif|inactive|sorti|sortie|demissionnaire|radie|radiee)s?")


class OtherTitles(Exception):
    """A line of titles where a pupil's could be; its number."""

    def __init__(self, number: int) -> None:
        """Keep the number."""
        self.number = number
        super().__init__(number)


class Entries:
    """What the entries of a file say, as they come.

    Attributes:
        lines: What they say of pupils.
        results: What they say of certifications.
        set_aside: Those that could not be used.
        spans: How many lines an entry spans, by the number of its first, when more than one.
        blank: How many lines are blank.
        headers: How many are titles of columns.
        width: How many columns there are.
        columns: The columns.
        splits: Some of the names that were in one column, and how they were taken apart.
        lost: Why no line can be read until the next titles; empty when they can.
    """

    def __init__(self, file: str, is_titles: Callable[[list[str]], bool]) -> None:
        """Begin with a file of that name.

        Args:
            file: Its name.
            is_titles: Whether a row that can be no pupil's is one of titles.
        """
        self._file, self._is_titles = file, is_titles
        self.lines: list[Line] = []
        self.results: list[Result] = []
        self.set_aside: list[SetAside] = []
        self.spans: dict[int, int] = {}
        self.blank = self.headers = self.width = 0
        self.splits: list[tuple[str, str, str]] = []
        self.lost = ""
        self.columns: Columns
        self._at: Rows
        self.read: Callable[[int, list[list[str]]], None]
        """Takes rows that follow each other, and the number of the first.

        It raises `OtherTitles` at a row of titles.
        """

    def use(self, columns: Columns) -> None:
        """Read what comes by these columns."""
        self.columns, self._at, self.lost = columns, Rows(columns), ""
        self.width = len(columns.titles)
        of_results = columns.kind is Kind.RESULTS
        self.read = self._read_results if of_results else self._read_pupils

    @property
    def titles(self) -> list[str]:
        """The titles of the columns."""
        return self._at.titles

    @property
    def has_values(self) -> bool:
        """Whether some column holds values that no title is."""
        return self._at.has_values

    def clear(self) -> None:
        """Forget what was said, but for the counts."""
        self.lines, self.results, self.set_aside, self.spans = [], [], [], {}

    def notes(self) -> list[str]:
        """How names in one column were taken apart."""
        if not self.splits:
            return []
        told = " ; ".join(
            f"{quote(text)} est lu : nom {last}, prénom {first}"
            for text, last, first in self.splits
        )
        return [f"nom et prénom étaient dans une seule colonne. {told}."]

    def _read_pupils(self, first: int, rows: list[list[str]]) -> None:
        file, put, at = self._file, self.lines.append, self._at
        more = bool(at.others) or max(at.left, at.level_name, at.already, at.situation) >= 0
        # What a named tuple's own constructor does, without its call for each of many lines.
        new_line: Callable[[tuple[Any, ...]], Line] = partial(tuple.__new__, Line)
        rest = () if more else ("", None, None)
        for number, row, last_name, first_name in self._named(first, rows):
            try:
                said = at.said(row)
                if more:
                    said = self._with_more(number, row, last_name, first_name, said)
            except UnexpectedValue as error:
                self._unexpected(number, row, error)
            else:
                line = new_line((file, number, last_name, first_name, *said, *rest))
                if line.class_name[:1] in _INACTIVE and is_inactive(line.class_name):
                    line = line._replace(left=line.left or LEFT_SOME_DAY)
                put(line)

    def _with_more(
        self, number: int, row: list[str], last_name: str, first_name: str, said: Said
    ) -> tuple[Any, ...]:
        """What a row says in the columns that few lists have, too."""
        already, on = self._at.certified_already(row)
        if self._at.says_not_shared(row):
            said = *said[:3], False, *said[4:]
        class_name, level = self._at.in_class(row, said[0])
        left, other = self._at.beside(row)
        all_said = class_name, *said[1:], left, level, other
        if already:
            line = Line(self._file, number, last_name, first_name, *all_said)
            self.results.append(Result(line._replace(sent=on), True, "", None, ""))
        return all_said

    def _read_results(self, first: int, rows: list[list[str]]) -> None:
        for number, row, last_name, first_name in self._named(first, rows):
            try:
                who_and_when, certified, status, pix, told = self._at.certified(row)
            except UnexpectedValue as error:
                self._unexpected(number, row, error, f"{last_name} {first_name}")
                continue
            who = self._file, number, last_name, first_name, *who_and_when
            line = Line(*who, None, None, None, None, None)
            self.results.append(Result(line, certified, status, pix, told))

    def _named(
        self, first: int, rows: list[list[str]]
    ) -> Iterator[tuple[int, list[str], str, str]]:
        """The rows of pupils, made to fit, with their numbers and names; others are accounted for.

        Args:
            first: The number of the first row.
            rows: Rows that follow each other.
        """
        at, width = self._at, self.width
        names_of = self._how_named()
        last_at, first_at, are_plain = at.last_name, at.first_name, names.PLAIN.fullmatch
        for number, row in enumerate(rows, first):
            if self.lost and any(map(str.strip, row)):
                self._look_for_titles(number, row)
                self.put_aside(number, WHOLE_LINE, quote(" ".join(filter(None, row))), self.lost)
                continue
            if len(row) != width:
                self._look_for_titles(number, row)
                if not self._fits(number, row):
                    continue
            row.append("")
            if names_of is not None:
                both = names_of(number, row)
                if both is None:
                    continue
                last_name, first_name = both
            else:
                last_name, first_name = row[last_at].strip(), row[first_at].strip()
            if are_plain(f"{last_name}\n{first_name}"):
                yield number, row, last_name, first_name
                continue
            if last_name[:1] == "'" or first_name[:1] == "'":
                last_name, first_name = unescaped(last_name), unescaped(first_name)
            if self._are_names(number, row, last_name, first_name):
                yield number, row, last_name, first_name

    def _are_names(self, number: int, row: list[str], last_name: str, first_name: str) -> bool:
        """Whether the names of a row are those of a pupil; it is accounted for when not."""
        if self._is_foot(number, row):
            return False
        if (
            not (last_name and first_name)
            or names.is_number(last_name)
            or names.is_number(first_name)
            or are_titles(last_name, first_name)
        ):
            self._no_pupil(number, row)
            return False
        if names.is_error(f"{last_name} {first_name}"):
            self.put_aside(number, WHOLE_LINE, quote(f"{last_name} {first_name}"), NO_ERROR)
            return False
        if names.is_illegible(last_name) or names.is_illegible(first_name):
            self.put_aside(number, WHOLE_LINE, quote(f"{last_name} {first_name}"), _LEGIBLE)
            return False
        return True

    def _how_named(self) -> Callable[[int, list[str]], tuple[str, str] | None] | None:
        """What gives the names of a row; None where each is a cell."""
        if self._at.full_name != ABSENT:
            return self._names_in_one
        in_parts = max(self._at.second_last_name, self._at.particle) != ABSENT
        return self._last_name_in_parts if in_parts else None

    def _last_name_in_parts(self, _number: int, row: list[str]) -> tuple[str, str]:
        """The names of a row whose last name may have a particle before it, or a second one."""
        at = self._at
        last_name, second = row[at.last_name].strip(), row[at.second_last_name].strip()
        if names.has_letter(second):  # and not « - »
            last_name = f"{last_name} {second}".strip()
        return names.with_particle(row[at.particle], last_name), row[at.first_name].strip()

    def _names_in_one(self, number: int, row: list[str]) -> tuple[str, str] | None:
        """The names that a single column holds; None, and accounted for, when it is not told."""
        text = " ".join(row[self._at.full_name].split())
        if not names.has_letter(text):
            self._no_pupil(number, row)
            return None
        if names.is_foot(fold(text)):
            self.put_aside(number, WHOLE_LINE, quote(text), _NO_FOOT)
            return None
        if names.is_error(text):
            self.put_aside(number, WHOLE_LINE, quote(text), NO_ERROR)
            return None
        both = names.split_name(text, first_before=self._at.first_before)
        if both is None:
            expected = _LEGIBLE if names.is_illegible(text) else _IN_TWO
            if [cell.strip() for cell in row[: self.width]] == self._at.titles:
                self._no_pupil(number, row)
            else:
                self.put_aside(number, WHOLE_LINE, quote(text), expected)
            return None
        if len(self.splits) < _SPLITS_TOLD and (not self.splits or len(text.split()) > 2):
            self.splits.append((text, *both))
        return both

    def _is_foot(self, number: int, row: list[str]) -> bool:
        """Whether a row is a foot; it is set aside then."""
        cells = [cell.strip() for cell in row if cell.strip()]
        if not any(map(names.is_foot, map(fold, (*cells[:2], " ".join(cells[:3]))))):
            return False
        self.put_aside(number, WHOLE_LINE, quote(" ".join(cells)), _NO_FOOT)
        return True

    def _fits(self, number: int, row: list[str]) -> bool:
        """Whether a row of another width can be read; if so, it is made to fit."""
        width, cells = self.width, len(row)
        if not any(map(str.strip, row)):
            self.blank += self.spans.get(number, 1)
            return False
        if cells > width and not any(map(str.strip, row[width:])):
            del row[width:]
            return True
        if width > cells > self._at.last_needed:
            row += [""] * (width - cells)
            return True
        expected = f"{width} cellules, autant que de titres"
        self.put_aside(number, WHOLE_LINE, f"{cells} cellule{'s' if cells > 1 else ''}", expected)
        return False

    def _no_pupil(self, number: int, row: list[str]) -> None:
        """Account for a row without a name, or that has the title of a column for one."""
        self._look_for_titles(number, row[: self.width])
        cells = [cell.strip() for cell in row[: self.width]]
        if not any(cells):
            self.blank += self.spans.get(number, 1)
        elif cells == self._at.titles:
            self.headers += self.spans.get(number, 1)
        else:
            self.put_aside(number, WHOLE_LINE, quote(" ".join(cells)), "un nom et un prénom")

    def _unexpected(
        self, number: int, row: list[str], error: UnexpectedValue, who: str = ""
    ) -> None:
        self._look_for_titles(number, row[: self.width])
        if sum(map(names_a_column, row)) > 1 or error.expected is EXPECTED_CLASS:
            self.lost = _LOST.format(number)
        column = " ".join((self._at.column_of(row, error) or WHOLE_LINE).split())
        found = quote(error.found.strip()) if error.found.strip() else "rien"
        told = f"{found} pour {who}" if who else found
        self.put_aside(number, column, told, error.expected)

    def put_aside(self, number: int, column: str, found: str, expected: str) -> None:
        """Say what a line that cannot be used has, and what it should have."""
        self.set_aside.append(SetAside(self._file, number, column, found, expected))

    def _look_for_titles(self, number: int, row: list[str]) -> None:
        """Stop at a row that cannot be a pupil's, when it is one of titles.

        Raises:
            OtherTitles: When it is.
        """
        if lines_that_may_be_titles([";".join(row)]) and self._is_titles(row):
            raise OtherTitles(number)
