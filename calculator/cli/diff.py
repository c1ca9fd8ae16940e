"""`calculator diff`: what changes from one circular to another."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click

from calculator.changes.as_json import changes_json
from calculator.changes.as_text import changes_csv, changes_text
from calculator.changes.comparing import Comparison, compare
from calculator.cli.files import FILE, is_standard_output, keep_apart, writing
from calculator.cli.options import (
    OneOfEach,
    circular_named,
    circulars_of,
    circulars_option,
    folder_of,
    name_refused,
)
from calculator.cli.streams import say, say_json, say_utf8
from calculator.model.circular import Circular
from calculator.model.library import Circulars
from calculator.schema.loading import CIRCULAR
from calculator.schema.reading import read_file

_FORMS: dict[str, Callable[[Comparison], str]] = {
    "text": lambda pair: changes_text(pair) + "\n",
    "json": lambda pair: changes_json(pair) + "\n",
    "csv": changes_csv,
}
_SAY: dict[str, Callable[[str], None]] = {
    "text": lambda content: say(content, end=""),
    "json": lambda content: say_json(content, end=""),
    "csv": say_utf8,
}


@click.command("diff", cls=OneOfEach)
@click.argument("before", metavar="AVANT")
@click.argument("after", metavar="APRÈS")
@circulars_option
@click.option(
    "--format",
    "form",
    type=click.Choice([*_FORMS], case_sensitive=False),
    help="Forme de la réponse (par défaut : text ; avec -o, d’après le nom du fichier).",
)
@click.option("-o", "--output", metavar="FICHIER", type=FILE, help="Écrire dans un fichier.")
def diff_command(
    before: str, after: str, folder: Path | None, form: str | None, output: Path | None
) -> None:
    """Dire ce qui change d’une année à une autre, ou d’une version à une autre.

    AVANT, APRÈS : une année scolaire si une seule circulaire en parle (2024-2025), le nom d’une
    circulaire, ou un fichier .toml.
    """
    keep_apart(output, (file for name in (before, after) if (file := _file_of(name))))
    known = cache(lambda: _known(folder))
    found = [_named(name, folder, known) for name in (before, after)]
    form = form or _form_of(output)
    content = _FORMS[form](compare(*found))
    if output is None or is_standard_output(output):
        _SAY[form](content)
        return
    with writing(output) as opened:
        opened.write(content.encode("utf-8", "replace"))


def _file_of(name: str) -> Path | None:
    """The file that is named, when it is no name of a circular."""
    path = Path(name)
    if path.suffix.lower() == ".toml":
        return path
    return path / CIRCULAR if os.sep in name or (os.altsep or os.sep) in name else None


def _known(folder: Path | None) -> Circulars:
    circulars = circulars_of(folder)
    name_refused(circulars)
    return circulars


def _named(name: str, folder: Path | None, known: Callable[[], Circulars]) -> Circular:
    file = _file_of(name)
    return read_file(file, folder_of(folder)) if file else circular_named(name, known())


def _form_of(output: Path | None) -> str:
    """The form that the name of a file asks for."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return ending if ending in _FORMS else "text"
