"""`calculator decide`: the answer for one pupil."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from calculator.cli.files import FILE, small_file
from calculator.cli.options import (
    OneOfEach,
    answer_format_option,
    circular_of,
    circular_option,
    circulars_option,
    class_of,
    day_of,
    establishment_option,
    inputs_of,
    inputs_option,
    kind_of,
    last_report_option,
    on_option,
)
from calculator.cli.refusing import Refusal, shown, unreadable
from calculator.cli.streams import say, say_json
from calculator.model.case import LEVELS_LABEL, Case
from calculator.model.deciding import decide
from calculator.model.errors import InvalidCase
from calculator.render.as_json import as_json
from calculator.render.as_text import as_text
from calculator.schema.bounds import LARGEST, LARGEST_WORDS, excess


@click.command("decide", cls=OneOfEach)
@click.option(
    "--class",
    "class_level",
    required=True,
    metavar="CLASSE",
    help="Classe : son code (3e) ou son nom (« 3ème A », TG).",
)
@establishment_option
@on_option
@circular_option("celle de la date")
@circulars_option
@click.option(
    "--level",
    "levels",
    multiple=True,
    metavar="COMPÉTENCE=NIVEAU",
    help="Niveau d’une compétence, par exemple 1.1=2 ; à répéter.",
)
@click.option(
    "--levels-file",
    metavar="FICHIER.json",
    type=FILE,
    help='Niveaux dans un fichier JSON, par exemple {"1.1": 2, "1.2": 0}.',
)
@inputs_option
@last_report_option
@answer_format_option
def decide_command(
    class_level: str,
    establishment: str | None,
    on: str | None,
    circular_name: str | None,
    folder: Path | None,
    levels: tuple[str, ...],
    levels_file: Path | None,
    inputs: tuple[str, ...],
    last_report: str | None,
    output: str,
) -> None:
    """Répondre pour un élève."""
    day = day_of(on)
    levels_given = _levels(levels, levels_file)
    circular = circular_of(folder, circular_name, day)
    given = inputs_of(inputs, last_report, circular)
    kind = kind_of(establishment, circular)
    decision = decide(
        Case.of(class_of(class_level, circular), kind, levels_given, **given), day, circular
    )
    if output == "json":
        say_json(as_json(decision))
    else:
        say(as_text(decision))


def _levels(options: tuple[str, ...], file: Path | None) -> dict[str, object]:
    levels = dict(_levels_of(file)) if file else {}
    given: set[str] = set()
    for option in options:
        index, equals, level = option.partition("=")
        if not (equals and level):
            raise InvalidCase("levels", LEVELS_LABEL, option, "COMPÉTENCE=NIVEAU, comme 1.1=2")
        if index in given:
            raise InvalidCase("levels", LEVELS_LABEL, option, f"un seul niveau pour {index}")
        given.add(index)
        levels[index] = level
    return levels


def _levels_of(file: Path) -> Mapping[str, object]:
    label, expected = f"Fichier {shown(file.name)}", 'un objet JSON comme {"1.1": 2, "1.2": 0}'
    try:
        content = small_file(file)
    except OSError as error:
        raise Refusal(unreadable(file, error)) from error
    large = len(content) > LARGEST
    found = f"plus de {LARGEST_WORDS}" if large else _parsed(content)
    if not isinstance(found, dict):
        raise InvalidCase("levels", label, found, expected)
    return found


def _parsed(content: bytes) -> object:
    """What the JSON says, or in words why it says nothing."""
    try:
        text = content.decode("utf-8-sig")
        too_much = excess(text)
        return too_much.found if too_much else json.loads(text, object_pairs_hook=_one_of_each)
    except (UnicodeDecodeError, json.JSONDecodeError):
        return "contenu illisible"


def _one_of_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object none of whose keys is there twice: one of the values would be forgotten."""
    known: dict[str, object] = {}
    for key, value in pairs:
        if key in known:
            raise InvalidCase("levels", LEVELS_LABEL, key, "un seul niveau par compétence")
        known[key] = value
    return known
