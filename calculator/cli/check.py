"""`calculator check`: are the files of circulars correct, with their pages and their examples?"""

from __future__ import annotations

from pathlib import Path

import click

from calculator.answers.words import count
from calculator.cli.files import FILE
from calculator.cli.options import HERE, OneOfEach
from calculator.cli.refusing import shown
from calculator.cli.streams import say, warn
from calculator.schema.report import check


@click.command("check", cls=OneOfEach)
@click.argument("path", metavar="[DOSSIER|FICHIER.toml]", type=FILE, default=HERE)
@click.option(
    "--docs",
    metavar="DOSSIER",
    type=FILE,
    help="Dossier des pages (par défaut, « docs » à côté de celui des circulaires).",
)
def check_command(path: Path, docs: Path | None) -> None:
    """Vérifier un dossier de circulaires, celui d’une circulaire, ou un fichier.

    Sans rien, c’est le dossier « circulars » d’ici.

    Toutes les fautes sont dites à la fois : forme du fichier, dates, classes, renvois aux
    paragraphes, pages, exemples. Code de sortie : 0 si tout est correct, 2 sinon.
    """
    report = check(path, docs)
    for warning in report.warnings:
        warn(f"Remarque : {warning}")
    for fault in report.faults:
        warn(str(fault))
    if report.faults:
        raise click.exceptions.Exit(2)
    for name in report.checked:
        say(f"{shown(name)} : correct.")
    if report.examples:
        say(f"{count(report.examples, 'exemple')} : les réponses sont celles attendues.")
