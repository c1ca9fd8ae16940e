"""The forms in which the answers for lists are written to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from calculator.cli.refusing import Refusal
from calculator.large_rows import KeptRows
from calculator.lists.answers import Answers, RosterAnswer
from calculator.parquet import INSTALL, NoParquet, as_parquet, parquet_line
from calculator.render.list_tables import (
    COLUMNS,
    answer_cells,
    csv_rows,
    json_rows,
    text_rows,
    whole_csv,
    whole_json,
    whole_text,
)
from calculator.render.list_xlsx import whole_xlsx, xlsx_rows

WORKBOOK, PARQUET = "xlsx", "parquet"
FORMS: dict[str, Callable[[Answers, Iterable[str]], Iterator[str]]] = {
    "table": whole_text,
    "csv": whole_csv,
    "json": whole_json,
}


def _parquet_rows(answered: RosterAnswer) -> Iterator[str]:
    return map(parquet_line, answer_cells(answered))


ROWS: dict[str, Callable[[RosterAnswer], Iterator[str]]] = {
    "table": text_rows,
    "csv": csv_rows,
    "json": json_rows,
    WORKBOOK: xlsx_rows,
    PARQUET: _parquet_rows,
}
"""What each form writes of a pupil."""
_NUMBERS = ("Compétences atteintes", "Compétences manquantes", "Ligne")
_TYPES = {title: "BIGINT" if title in _NUMBERS else "VARCHAR" for title in COLUMNS}
_AT_ONCE = 500


def form_of(output: Path | None) -> str:
    """The form that the name of a file asks for."""
    if output is None:
        return "table"
    suffix = output.suffix.lower().removeprefix(".")
    return suffix if suffix in (WORKBOOK, PARQUET) else "csv"


def pieces(answers: Answers, rows: Iterable[str], form: str) -> Iterator[bytes]:
    """The answers as the bytes of a file.

    Args:
        answers: The answers.
        rows: What that form writes of each pupil.
        form: The form.

    Raises:
        Refusal: When nothing here writes that form.
    """
    if form == WORKBOOK:
        return whole_xlsx(answers, rows)
    if form == PARQUET:
        return iter((parquet(_TYPES, chain((parquet_line(COLUMNS),), rows)),))
    if form == "csv" and isinstance(rows, KeptRows):
        return chain(_encoded(whole_csv(answers, ())), rows.joined())
    return _encoded(FORMS[form](answers, rows))


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    while some := "".join(islice(lines, _AT_ONCE)):
        yield some.encode("utf-8", "replace")


def parquet(types: dict[str, str], lines: Iterator[str]) -> bytes:
    """A table as the content of a Parquet file.

    Raises:
        Refusal: When nothing here writes it.
    """
    try:
        return as_parquet(types, lines)
    except NoParquet as error:
        raise Refusal(f"Pour écrire en Parquet, il faut duckdb : {INSTALL}.") from error
