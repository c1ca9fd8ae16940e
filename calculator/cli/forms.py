"""The forms in which the answers for lists are written to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from calculator.cli.refusing import Refusal
from calculator.lists.answers import Answers
from calculator.lists.texts import csv_line
from calculator.parquet import INSTALL, NoParquet, as_parquet
from calculator.render.list_tables import (
    COLUMNS,
    answer_cells,
    roster_csv,
    roster_json,
    roster_text,
)
from calculator.render.list_xlsx import roster_xlsx

WORKBOOK, PARQUET = "xlsx", "parquet"
FORMS: dict[str, Callable[[Answers], Iterator[str]]] = {
    "table": roster_text,
    "csv": roster_csv,
    "json": roster_json,
}
_NUMBERS = ("Compétences atteintes", "Compétences manquantes", "Ligne")
_TYPES = {title: "BIGINT" if title in _NUMBERS else "VARCHAR" for title in COLUMNS}


def form_of(output: Path | None) -> str:
    """The form that the name of a file asks for."""
    if output is None:
        return "table"
    suffix = output.suffix.lower().removeprefix(".")
    return suffix if suffix in (WORKBOOK, PARQUET) else "csv"


def pieces(answers: Answers, form: str) -> Iterator[bytes]:
    """The answers as the bytes of a file.

    Raises:
        Refusal: When nothing here writes that form.
    """
    if form == WORKBOOK:
        return roster_xlsx(answers)
    if form == PARQUET:
        lines = map(csv_line, (COLUMNS, *answer_cells(answers)))
        return iter((parquet(_TYPES, lines),))
    return (line.encode("utf-8", "replace") for line in FORMS[form](answers))


def parquet(types: dict[str, str], lines: Iterator[str]) -> bytes:
    """A table as the content of a Parquet file.

    Raises:
        Refusal: When nothing here writes it.
    """
    try:
        return as_parquet(types, lines)
    except NoParquet as error:
        raise Refusal(f"Pour écrire en Parquet, il faut duckdb : {INSTALL}.") from error
