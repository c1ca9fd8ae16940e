"""`calculator check`: is a campaign file correct?"""

from __future__ import annotations

from pathlib import Path

import click

from calculator.cli.campaigns import described
from calculator.cli.files import FILE
from calculator.cli.options import OneOfEach
from calculator.cli.refusing import Refusal, shown, unreadable
from calculator.cli.streams import say
from calculator.rules.reading import read_campaign


@click.command("check", cls=OneOfEach)
@click.argument("file", metavar="FICHIER.toml", type=FILE)
def check_command(file: Path) -> None:
    """Vérifier un fichier de campagne."""
    try:
        campaign = read_campaign(file)
    except OSError as error:
        raise Refusal(unreadable(file, error)) from error
    say(f"{shown(file.name)} : fichier correct.")
    say(described(campaign))
