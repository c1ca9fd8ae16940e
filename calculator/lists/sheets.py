"""A sheet of a workbook, whatever its format: rows of texts, made into lines as a list has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

ROWS_AT_MOST = 1 << 20
COLUMNS_AT_MOST = 1 << 10
_CELLS_AT_MOST = 1 << 23
_TO_QUOTE = re.compile(r"[;\"\r\n]")
_BREAKS = re.compile(r"[\r\n]+")
_FIRST_OF_1900 = date(1899, 12, 30)
_FROM_1900_TO_1904 = 1462
_LEAP_DAY_THAT_WAS_NONE = 60
_LAST_DAY = 2_958_465


class TooLarge(ValueError):
    """A sheet with more cells than any list has."""


@dataclass(slots=True)
class Sheet:
    """A sheet.

    Attributes:
        name: Its name.
        hidden: Whether a person does not see it.
        rows: The texts of its cells.
        hidden_rows: How many rows a person does not see.
        merged: Ranges of cells that are shown as one: first row, last row, first and last column.
    """

    name: str
    hidden: bool = False
    rows: list[list[str]] = field(default_factory=list)
    hidden_rows: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    cells: int = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Write a text.

        Raises:
            TooLarge: When the sheet has more cells than any list.
        """
        if row >= ROWS_AT_MOST or column >= COLUMNS_AT_MOST or self.cells > _CELLS_AT_MOST:
            raise TooLarge
        rows = self.rows
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        missing = column - len(cells)
        if missing < 0:
            cells[column] = text
            return
        self.cells += missing + 1
        if missing:
            cells += [""] * missing
        cells.append(text)

    def lines(self) -> list[str]:
        """The rows as lines with `;` between cells, one each: their numbers are those shown.

        Raises:
            TooLarge: As `put`.
        """
        for first, last, column, last_column in self.merged:
            if column == last_column and 0 <= first < last < len(self.rows):
                row = self.rows[first]
                text = row[column] if column < len(row) else ""
                self.cells += last - first  # ranges may be over each other
                for below in range(first + 1, last + 1) if text else ():
                    self.put(below, column, text)
        return list(map(_line, self.rows))


def whole_number(text: str) -> int | None:
    """A number of rows, cells or the like; None when it is none, or beyond all of them."""
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _line(row: Iterable[str]) -> str:
    line = ";".join(row)
    if _TO_QUOTE.search(line) is None or not any(map(_TO_QUOTE.search, row)):
        return line
    return ";".join(_quoted(_BREAKS.sub(" ", text)) for text in row)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text


def number_text(text: str) -> str:
    """A number as a person typed it: « 3 » for 3.0, « 40.1 » for 40.100000000000001."""
    if text.isdigit():
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    if number.is_integer() and abs(number) < 1 << 53:
        return str(int(number))
    return f"{number:.12g}"


def day_text(text: str, *, from_1904: bool = False) -> str:
    """The day, and the time if there is one, that a number stands for; the text when none."""
    try:
        told = float(text)
    except ValueError:
        return text
    number = told + _FROM_1900_TO_1904 * from_1904
    if told < 1 or not number <= _LAST_DAY:
        return number_text(text)
    days, minutes = int(number), round(number % 1 * 1440)
    if minutes == 1440:
        days, minutes = days + 1, 0
    day = _FIRST_OF_1900 + timedelta(days + (days < _LEAP_DAY_THAT_WAS_NONE))
    return f"{day.isoformat()} {minutes // 60:02}:{minutes % 60:02}" if minutes else day.isoformat()
