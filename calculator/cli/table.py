"""`calculator table`: all the decisions of a school year, for a database."""

from __future__ import annotations

from collections.abc import Iterator
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
from calculator.cli.streams import say_utf8
from calculator.decision_table import COLUMNS, decision_table
from calculator.lists.texts import csv_line
from calculator.model.circular import Circular


@click.command("table", cls=OneOfEach)
@on_option
@circular_option("celle de la date")
@circulars_option
@click.option(
    "-o", "--output", metavar="FICHIER.csv", type=FILE, help="Écrire la table dans un fichier."
)
def table_command(
    on: str | None, circular_name: str | None, folder: Path | None, output: Path | None
) -> None:
    """Écrire toutes les réponses d’une année, à joindre à des élèves dans une base de données.

    Une ligne par classe, type d’établissement, période et nombre de compétences atteintes (vide
    quand il n’est pas connu). Les noms et les codes sont ceux du JSON.
    """
    lines = _lines(circular_of(folder, circular_name, day_of(on)))
    if output is None or is_standard_output(output):
        for line in lines:
            say_utf8(line)
        return
    with writing(output) as opened:
        for line in lines:
            opened.write(line.encode())


def _lines(circular: Circular) -> Iterator[str]:
    yield csv_line(COLUMNS)
    yield from map(csv_line, decision_table(circular))
