"""`calculator new`: the repository of a site for another circular."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from calculator.cli.files import FILE, new_in
from calculator.cli.options import OneOfEach
from calculator.cli.refusing import Refusal, shown, unreadable, unwritable
from calculator.cli.stopping import undone_when_stopped
from calculator.cli.streams import say
from calculator.scaffold.answers import QUESTIONS, Question, checked, example_days
from calculator.scaffold.texts import paragraphs_of
from calculator.scaffold.writing import write_site
from calculator.schema.report import check

_GENERATOR = "crcn-calculator"
SITE_EXTRA = f"installez ce qui fabrique les sites : pip install '{_GENERATOR}[site]'"


def _asked(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each question."""
    for question in reversed(QUESTIONS):
        known = f" ({', '.join(question.known)})" if question.known else ""
        help_text = f"{question.label}{known}."
        option = click.option(f"--{question.key}", question.key, metavar="…", help=help_text)
        command = option(command)
    return command


@click.command("new", cls=OneOfEach)
@click.argument("folder", metavar="DOSSIER", type=FILE)
@click.option("--yes", is_flag=True, help="Ne rien demander : prendre l’exemple pour le reste.")
@click.option("--official", is_flag=True, help="Le site est celui de qui a écrit le texte.")
@click.option("--text", metavar="FICHIER", type=FILE, help="Le texte entier (.txt, .md, .docx).")
@click.option(
    "--paragraphs",
    "cites",
    metavar="N,N…",
    help="Les numéros des paragraphes du texte qui disent ce qui est demandé.",
)
@_asked
def new_command(
    folder: Path, yes: bool, official: bool, text: Path | None, cites: str | None, **given: Any
) -> None:
    """Faire le dépôt d’un site pour une autre circulaire.

    Les questions sont posées une à une ; une réponse donnée en option n’est plus demandée. Sans
    texte, le site en montre un d’exemple, à remplacer.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(f"{shown(folder)} : ce dossier existe et n’est pas vide.")
    if cites and text is None:
        raise Refusal("--paragraphs va avec --text.")
    paragraphs = _paragraphs(text) if text else []
    told = {key: value for key, value in given.items() if value is not None}
    answers = checked(_answered(told, yes=yes, example=text is None), official=official)
    numbers = _numbers(paragraphs, cites, yes=yes) if paragraphs else []
    try:
        _write_whole(folder, lambda made: write_site(made, answers, paragraphs, numbers))
    except ImportError as error:
        raise Refusal(f"Jinja est introuvable : {SITE_EXTRA}.") from error
    except OSError as error:
        raise unwritable(folder, error) from error
    faults = check(folder / "circulars", folder / "docs").faults
    if faults:  # an answer that no rule of ours foresaw: it is shown where it is
        raise Refusal("\n".join(["Le site est fait, mais :", *map(str, faults)]))
    say(f"{shown(folder)} : le site est prêt. Pour le voir :")
    say(f"  cd {shown(folder)}")
    say("  calculator serve")


def _write_whole(folder: Path, write: Callable[[Path], None]) -> None:
    """Fill a folder, or leave it as it was: what is written goes beside it first."""
    beside = new_in(folder.absolute().parent)
    undo = partial(shutil.rmtree, beside, ignore_errors=True)
    with undone_when_stopped(undo):
        try:
            write(beside)
            folder.mkdir(exist_ok=True)
            for made in beside.iterdir():
                made.rename(folder / made.name)
        finally:
            undo()


def _paragraphs(text: Path) -> list[str]:
    try:
        return paragraphs_of(text)
    except OSError as error:
        raise Refusal(unreadable(text, error)) from error


def _answered(told: dict[str, str], *, yes: bool, example: bool) -> dict[str, str]:
    """The answers to all questions: those told, those asked, those of the example."""
    today = date.today()  # noqa: DTZ011  # the machine's own, as in options.py
    days = example_days(told, today) if example else {}  # a true text has its own
    answers = {}
    for question in QUESTIONS:
        usual = question.example or days.get(question.key, "")
        if question.key in told:
            answers[question.key] = told[question.key]
        else:
            answers[question.key] = usual if yes else _ask(question, usual)
    return answers


def _ask(question: Question, usual: str) -> str:
    known = f" ({', '.join(question.known)})" if question.known else ""
    answer = click.prompt(f"{question.label}{known}", default=usual, show_default=bool(usual))
    return str(answer)


def _numbers(paragraphs: list[str], cites: str | None, *, yes: bool) -> list[int]:
    """The paragraphs that say what is asked: nobody can guess them.

    Raises:
        Refusal: When none is named, or one that there is not.
    """
    if cites is None and not yes:
        for number, text in enumerate(paragraphs, 1):
            say(f"{number:3}. {text[:90]}")
        cites = str(click.prompt("Numéros des paragraphes qui disent ce qui est demandé"))
    expected = f"des numéros de 1 à {len(paragraphs)}, séparés par des virgules"
    if cites is None:
        raise Refusal(f"--paragraphs : à donner avec --text ; il faut {expected}.")
    numbers = [int(n) for n in cites.split(",") if n.strip().isdecimal()]
    if len(numbers) != len(cites.split(",")) or not all(0 < n <= len(paragraphs) for n in numbers):
        raise Refusal(f"--paragraphs : {cites} ; il faut {expected}.")
    return list(dict.fromkeys(numbers))
