"""Texts of cells: how they are compared, and the values that they hold."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date, timedelta

from calculator.lists.letters import PLAIN

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ASKS_CARE = re.compile('^[=+@\t-]|[;"\r\n]').search
_ASKS_QUOTES = re.compile('[;"\r\n]').search
_TIME = r"(?: +(?:à +)?(\d\d?)[:h](\d\d)(?::\d\d)?(?: ?([AaPp])[Mm])?)?"
_DAY_FIRST = re.compile(
    r"(?:(\d\d?)/(\d\d?)/(\d{4}|\d\d)|(\d\d?)([-.])(\d\d?)\5(\d{4}))" + _TIME, re.ASCII
)
_YEAR_FIRST = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::\d\d(?:[.,]\d+)?)? ?(?:Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_MONTH_NAMES = [
    re.compile(start)
    for start in (
        *("jan", "fe", "mar", "a[vp]r", "ma[iy]", "juin|jun"),
        *("juil|jul", "aou|aug", "sep", "oct", "nov", "dec"),
    )
]
_WRITTEN_OUT = re.compile(
    r"(?:[a-z]+\.? )?(\d\d?)(?:er)?[ -]([a-z]{3,9})\.?[ -](\d{4}|\d\d)" + _TIME.replace("à", "a"),
    re.ASCII,
)
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,](\d+))?", re.ASCII)
_DAY_ZERO = date(1899, 12, 30)
"""Of the days that spreadsheet programs count, when they do not write them as dates."""


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, one kind of apostrophe, single spaces."""
    text = text.lower()
    if not text.isascii():
        text = text.translate(PLAIN)
    return " ".join(text.split())


def one_line(text: str) -> str:
    """The text fit for a terminal: spaces for line breaks and tabs, a mark for other controls."""
    if text.isprintable():
        return text
    text = re.sub(r"[\t\n\r\v\f\x85\u2028\u2029]+", " ", text)
    return "".join(
        c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def csv_line(cells: Iterable[str]) -> str:
    """A line for a spreadsheet program: `;` between cells, and a Windows line end.

    A cell that would be a formula gets an apostrophe before it, as in the exports of Pix.
    """
    return ";".join(map(csv_cell, cells)) + "\r\n"


def csv_cell(text: str) -> str:
    """A cell of `csv_line`."""
    if not _ASKS_CARE(text):
        return text
    if text.startswith(_FORMULA):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if _ASKS_QUOTES(text) else text


def unescaped(text: str) -> str:
    """A cell's text without spaces around, and without the `'` that Pix puts before `- = @ +`."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("-", "=", "@", "+") else text


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of a line on its own; none when it is too long to be one."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def sortable_date(text: str) -> str | None:
    """A day or a day and time as a text that sorts (2021-02-02 10:15); None when it is neither.

    Args:
        text: Year first (2021-02-02, 2021-02-02T10:15:00+01:00), day first (02/02/2021 10:15,
            02.02.2021, 02-02-2021 10:15:00 AM), written out (2 février 2021, 2-févr.-21), or the
            number of the day as spreadsheet programs count them (44229). An offset is left out:
            the time is the one written.
    """
    half = None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day, hour, minute = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        slashed, (hour, minute, half) = found.group(1, 2, 3), found.group(8, 9, 10)
        day, month, year = slashed if slashed[0] else found.group(4, 6, 7)
    elif found := _SERIAL.fullmatch(text):
        return _serial_date(*found.groups())
    elif found := _WRITTEN_OUT.fullmatch(fold(text)):
        day, name, year, hour, minute, half = found.groups()
        month = month_number(name)
    else:
        return None
    try:
        read = date(_whole_year(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    if hour is None:
        return read
    if half and not 1 <= int(hour) <= 12:
        return None
    at = int(hour) % 12 + 12 * (half in "Pp") if half else int(hour)
    return f"{read} {at:02}:{minute}" if at < 24 and int(minute) < 60 else None


def month_number(name: str) -> int:
    """Which month a folded name or its beginning is, in French or in English; 0 for none."""
    return next((n for n, start in enumerate(_MONTH_NAMES, start=1) if start.match(name)), 0)


def _whole_year(year: str) -> int:
    """Of two figures: nobody in a list was born, or will be certified, after 2068."""
    short = int(year)
    return short if len(year) == 4 else short + (2000 if short < 69 else 1900)


def _serial_date(days: str, part: str | None) -> str:
    read = (_DAY_ZERO + timedelta(int(days))).isoformat()
    minutes = round(float(f"0.{part or 0}") * 1440)
    return f"{read} {minutes // 60:02}:{minutes % 60:02}" if 0 < minutes < 1440 else read
