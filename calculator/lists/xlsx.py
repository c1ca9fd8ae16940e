"""Workbooks of Excel (.xlsx): the values of cells, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from calculator.lists import markup
from calculator.lists.sheets import (
    ROWS_AT_MOST,
    Sheet,
    TooLarge,
    day_text,
    number_text,
    whole_number,
)
from calculator.lists.zipped import Archive, Damaged

_OF_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""The formats that Excel has without saying, of days and times."""
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How Excel writes characters that XML has not: « _x000D_ » at the end of a line of a title."""
_BOOLEANS = {"1": "VRAI", "0": "FAUX"}


class Macros(ValueError):
    """A workbook with programs in it."""


def is_xlsx(archive: Archive) -> bool:
    """Whether an archive is such a workbook."""
    return _workbook(archive) is not None


def read_xlsx(archive: Archive) -> list[Sheet]:
    """The sheets of a workbook, in their order.

    Raises:
        Macros: When there are programs in it.
        Damaged: When a part of it is missing.
        Malformed: When a part of it cannot be read.
        TooLarge: When a sheet has more cells than any list.
    """
    workbook = _workbook(archive)
    if workbook is None:
        raise Damaged
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise Macros
    folder = workbook.rpartition("/")[0]
    targets = _targets(archive, folder, workbook.rpartition("/")[2])
    reading = _Workbook()
    markup.read(archive.pieces(workbook), reading.start)
    texts = _SharedTexts()
    days: list[bool] = []
    for kind, target in targets.values():
        if kind == "sharedStrings" and target in archive:
            markup.read(archive.pieces(target), texts.start, texts.end, texts.text)
        elif kind == "styles" and target in archive:
            styles = _Styles()
            markup.read(archive.pieces(target), styles.start)
            days = styles.days
    sheets = []
    for name, hidden, reference in reading.sheets:
        kind, target = targets.get(reference, ("", ""))
        if kind == "worksheet":
            cells = _Cells(Sheet(name, hidden), texts.all, days, from_1904=reading.from_1904)
            markup.read(archive.pieces(target), cells.start, cells.end, cells.text)
            sheets.append(cells.sheet)
    return sheets


def _workbook(archive: Archive) -> str | None:
    """Where the workbook itself is, which the archive says; None when it is none."""
    if "_rels/.rels" not in archive:
        return None
    for kind, target in _targets(archive, "", "").values():
        if kind == "officeDocument" and target.endswith("workbook.xml"):
            return target
    return None


def _targets(archive: Archive, folder: str, name: str) -> dict[str, tuple[str, str]]:
    """What a part of the archive refers to: the kind and the place, by the reference."""
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, _resolved(folder, attributes.get("Target", ""))

    place = f"{folder}/_rels/{name}.rels" if folder else "_rels/.rels"
    if place in archive:
        markup.read(archive.pieces(place), start)
    return found


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


class _Workbook:
    """The names of sheets, which are hidden, and how days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif name == "sheet":
            reference = next((one for key, one in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, reference))


class _Styles:
    """Which styles show a number as a day."""

    def __init__(self) -> None:
        self.days: list[bool] = []
        self._formats: dict[str, bool] = {}
        self._in_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            told = _NOT_FORMAT.sub("", attributes.get("formatCode", "")).lower()
            general = told in ("general", "standard")
            shows_day = not general and any(letter in told for letter in "dyjm")
            self._formats[attributes.get("numFmtId", "")] = shows_day
        elif name in ("cellXfs", "cellStyleXfs", "dxfs"):
            self._in_cells = name == "cellXfs"
        elif name == "xf" and self._in_cells:
            number = attributes.get("numFmtId", "0")
            known = whole_number(number) in _OF_DAYS
            self.days.append(self._formats.get(number, known))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(escaped: re.Match[str]) -> str:
    code = int(escaped[1], 16)
    return chr(code) if ord(" ") <= code < 0xD800 else " "  # no sign of control, no half of one


class _SharedTexts:
    """The texts that cells refer to by their number."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._parts: list[str] = []
        self._reading = self._aside = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        if name == "t":
            self._reading = not self._aside
        elif name == "rPh":  # how it is pronounced
            self._aside = True

    def end(self, name: str) -> None:
        if name == "t":
            self._reading = False
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self.all.append(_unescaped("".join(self._parts)))
            self._parts = []

    def text(self, text: str) -> None:
        if self._reading:
            self._parts.append(text)


class _Cells:
    """The cells of a sheet."""

    def __init__(
        self, sheet: Sheet, texts: list[str], days: list[bool], *, from_1904: bool
    ) -> None:
        self.sheet = sheet
        self._texts, self._days, self._from_1904 = texts, days, from_1904
        self._row = self._column = -1
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._reading = self._aside = False
        self._columns: dict[str, int] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = self._number(letters) if letters else self._column + 1
            self._parts = []
        elif name in ("v", "t"):
            self._reading = not self._aside
        elif name == "row":
            told = whole_number(attributes.get("r", ""))
            self._row = told - 1 if told else self._row + 1
            if self._row >= ROWS_AT_MOST:
                raise TooLarge
            self._column = -1
            self.sheet.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "rPh":
            self._aside = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name == "c":
            text = self._value("".join(self._parts))
            if text:
                self.sheet.put(self._row, self._column, text)
        elif name in ("v", "t"):
            self._reading = False
        elif name == "rPh":
            self._aside = False

    def text(self, text: str) -> None:
        if self._reading:
            self._parts.append(text)

    def _value(self, told: str) -> str:
        kind = self._kind
        if kind == "s":
            place = whole_number(told)
            if place is None or place >= len(self._texts):
                raise Damaged
            return self._texts[place]
        if kind == "n":
            style = whole_number(self._style)
            if style is not None and style < len(self._days) and self._days[style]:
                return day_text(told, from_1904=self._from_1904)
            return number_text(told)
        if kind == "b":
            return _BOOLEANS.get(told, told)
        if kind == "d":
            return told.removesuffix("T00:00:00").removesuffix("T00:00:00Z")
        return _unescaped(told)

    def _number(self, letters: str) -> int:
        if letters not in self._columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._columns[letters] = number - 1
        return self._columns[letters]

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if corners[0] and corners[1]:
            (column, row), (last_column, last_row) = corners[0].groups(), corners[1].groups()
            rows = int(row) - 1, int(last_row) - 1
            self.sheet.merged.append((*rows, self._number(column), self._number(last_column)))
