"""`calculator check`: are the files of a circular correct?"""

from __future__ import annotations

from pathlib import Path

import click

from calculator.cli.campaigns import described
from calculator.cli.files import FILE
from calculator.cli.options import OneOfEach
from calculator.cli.refusing import Refusal, shown, unreadable
from calculator.cli.streams import say
from calculator.schema.reading import read_circulars


@click.command("check", cls=OneOfEach)
@click.argument("file", metavar="DOSSIER|FICHIER.toml", type=FILE)
def check_command(file: Path) -> None:
    """Vérifier un dossier de circulaires, celui d’une circulaire, ou son fichier."""
    try:
        circulars = read_circulars(file)
    except OSError as error:
        raise Refusal(unreadable(file, error)) from error
    say(f"{shown(file.name)} : correct.")
    for circular in circulars.all:
        say(described(circular))
