"""`calculator table`: all the decisions of a school year, for a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from calculator.cli.files import FILE, is_standard_output, writing
from calculator.cli.options import (
    OneOfEach,
    circular_of,
    circular_option,
    circulars_option,
    day_of,
    on_option,
)
from calculator.cli.refusing import Refusal, shown, unwritable
from calculator.cli.streams import say_bytes, say_utf8
from calculator.decision_table import COLUMNS, TYPES, decision_table
from calculator.lists.texts import csv_line
from calculator.model.circular import Circular
from calculator.parquet import NoParquet, as_parquet, parquet_line

_CSV, _PARQUET = "csv", "parquet"


@click.command("table", cls=OneOfEach)
@on_option
@circular_option("celle de la date")
@circulars_option
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    type=FILE,
    help="Écrire la table dans un fichier (.csv ou .parquet), sauf autre --format.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([_CSV, _PARQUET], case_sensitive=False),
    help="Forme de la table (par défaut : csv ; avec -o, parquet ou csv d’après le nom).",
)
def table_command(
    on: str | None,
    circular_name: str | None,
    folder: Path | None,
    output: Path | None,
    form: str | None,
) -> None:
    """Écrire toutes les réponses d’une année, à joindre à des élèves dans une base de données.

    Une ligne par classe, type d’établissement, période et nombre de compétences atteintes (vide
    quand il n’est pas connu). Les noms et les codes sont ceux du JSON. Une base de données lit
    les deux formes ; en Parquet, les dates et les nombres ont déjà leur type.
    """
    circular = circular_of(folder, circular_name, day_of(on))
    to_standard = output is None or is_standard_output(output)
    if (form or _form_of(output)) == _PARQUET:
        content = _parquet(_lines(circular, parquet_line), output)
        if output is None or to_standard:
            say_bytes(content)
            return
        with writing(output) as opened:
            opened.write(content)
        return
    lines = _lines(circular, csv_line)
    if output is None or to_standard:
        for line in lines:
            say_utf8(line)
        return
    with writing(output) as opened:
        for line in lines:
            opened.write(line.encode())


def _form_of(output: Path | None) -> str:
    return _PARQUET if output and output.suffix.lower() == ".parquet" else _CSV


def _lines(circular: Circular, line_of: Callable[[Iterable[str]], str]) -> Iterator[str]:
    yield line_of(COLUMNS)
    yield from map(line_of, decision_table(circular))


def _parquet(lines: Iterator[str], output: Path | None) -> bytes:
    try:
        return as_parquet(TYPES, lines)
    except NoParquet as missing:
        name = shown(output) if output else "sortie standard"
        raise Refusal(
            f"{name} : pour écrire en Parquet, il faut duckdb ({missing}) ; sans lui, demandez la "
            "table en CSV : toute base de données la lit."
        ) from missing
    except OSError as error:
        raise unwritable(output or Path("-"), error) from error
