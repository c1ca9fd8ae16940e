"""Workbooks of before 2007 (.xls), for the command line, where python-calamine is installed."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from calculator.lists.errors import NotAList
from calculator.lists.sheets import Sheet, number_text

_INSTALL = (
    "le même tableau enregistré en .xlsx ou en CSV, ou l’installation de python-calamine "
    "(pip install python-calamine)"
)
_EXPECTED = "un classeur .xls sans mot de passe, ou le même tableau enregistré en .xlsx ou en CSV"


def read_old(file: str, content: bytes) -> list[Sheet]:
    """The sheets of such a workbook, in their order.

    Raises:
        NotAList: When nothing here reads it, or when it cannot be read.
    """
    try:
        import python_calamine as calamine  # noqa: PLC0415  # an optional extra
    except ImportError as error:
        raise NotAList(file, "un classeur de l’ancien format (.xls)", _INSTALL) from error
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet(workbook, each) for each in workbook.sheets_metadata]
    except calamine.CalamineError as error:
        found = "un ancien document que rien ici ne sait lire"
        raise NotAList(file, found, _EXPECTED) from error


def _sheet(workbook: Any, described: Any) -> Sheet:
    sheet = Sheet(described.name, hidden=str(described.visible) != "SheetVisibleEnum.Visible")
    cells = workbook.get_sheet_by_name(described.name)
    for row, values in enumerate(cells.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if text := _text(value):
                sheet.put(row, column, text)
    return sheet


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):  # whole numbers come so, too
        return number_text(repr(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)
