"""`calculator lsu`: who lacks a level in the last report of the livret scolaire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from calculator.answers.list_livret import (
    LivretAnswer,
    answer_livret,
    counted_words,
    lacks_words,
    listed_words,
    name_words,
    total_words,
)
from calculator.answers.lists import class_words
from calculator.answers.references import cited
from calculator.cli.files import FILE, chunks, is_standard_output, keep_apart, writing
from calculator.cli.options import (
    OneOfEach,
    circular_of,
    circular_option,
    circulars_option,
    classes_option,
    day_of,
    establishment_option,
    kind_of,
    on_option,
)
from calculator.cli.refusing import Refusal, named, unreadable
from calculator.cli.roster import corrections_of
from calculator.cli.streams import say, say_utf8
from calculator.lists.livret import Checked, Pupil, read_livrets
from calculator.lists.texts import csv_line, one_line
from calculator.render.as_html import element, joined, table_html

_COLUMNS = (
    *("Classe", "Nom", "Prénom", "Dernier bilan", "Domaines sans niveau"),
    *("Compétences sans niveau", "Niveaux hors de l’échelle", "Autres bilans"),
)
_PRINTED = ("Élève", "Dernier bilan", "Domaines sans niveau", "Niveaux hors de l’échelle")
_STYLE = (
    "body{font:12pt/1.4 sans-serif;margin:2rem}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #777;padding:.3rem;text-align:left;vertical-align:top}"
    "section+section{break-before:page}caption{display:none}.calc-compound{white-space:nowrap}"
)


@click.command("lsu", cls=OneOfEach)
@click.argument("files", metavar="FICHIER…", nargs=-1, required=True, type=FILE)
@establishment_option
@on_option
@circular_option("celle de la date")
@circulars_option
@classes_option
@click.option(
    "-o", "--output", metavar="FICHIER", type=FILE, help="Écrire dans un fichier (.csv ou .html)."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "html"], case_sensitive=False),
    help="Forme du résultat (par défaut : text ; avec -o, html ou csv d’après le nom). html donne "
    "une liste à imprimer par classe.",
)
def lsu_command(
    files: tuple[Path, ...],
    establishment: str | None,
    on: str | None,
    circular_name: str | None,
    folder: Path | None,
    classes_file: Path | None,
    output: Path | None,
    form: str | None,
) -> None:
    """Vérifier les niveaux saisis dans le livret scolaire.

    FICHIER : l’export XML du livret scolaire (LSU), ou l’archive qui le contient. Seul le dernier
    bilan périodique de l’année scolaire compte.

    Code de sortie : 0 si rien ne manque, 1 si un élève n’a pas de niveau dans un domaine ou si une
    classe est à préciser, 2 si rien n’a pu être lu, ou écrit.
    """
    keep_apart(output, (*files, classes_file))
    circular = circular_of(folder, circular_name, day_of(on))
    corrections = corrections_of(classes_file) if classes_file else {}
    kind = kind_of(establishment, circular)
    found = answer_livret(_read(files), corrections, kind, circular)
    form = form or ("html" if output and output.suffix.lower() in (".html", ".htm") else None)
    form = form or ("csv" if output else "text")
    if output is not None and not is_standard_output(output):
        with writing(output) as opened:
            opened.write("".join(_FORMS[form](found)).encode())
        say(total_words(found))
    else:
        told = "".join(_FORMS[form](found))
        say(told, end="") if form == "text" else say_utf8(told)
    if found.lacking or found.unknown:
        raise click.exceptions.Exit(1)


def _read(files: Sequence[Path]) -> list[Pupil]:
    return read_livrets((named(file), _pieces(file)) for file in files)


def _pieces(file: Path) -> Iterator[bytes]:
    try:
        yield from chunks(file)
    except OSError as error:
        raise Refusal(unreadable(file, error)) from error


# --- Forms ----------------------------------------------------------------------------------------


def _text(found: LivretAnswer) -> Iterator[str]:
    rule = found.duty.rule
    yield f"{found.duty.duty.label} : {found.duty.duty.todo_all}.\n"
    yield f"[{cited(rule.citations, found.circular)}]\n\n{total_words(found)}\n"
    for name, pupils in found.classes.items():
        lacking = [one for one in pupils if not one.is_complete]
        title = f"{class_words(name)}{_to_say(found, name)} : {counted_words(pupils)}"
        yield f"\n{one_line(title)}.\n"
        for one in lacking:
            yield f"  {one_line(name_words(one))} : {one_line(' ; '.join(lacks_words(one)))}.\n"


def _csv(found: LivretAnswer) -> Iterator[str]:
    yield "\ufeff" + csv_line(_COLUMNS)
    for name, pupils in found.classes.items():
        for one in pupils:
            last, others = "oui" if one.has_last else "non", str(one.others or "")
            lists = (one.domains, one.competences, one.outside)
            names = name, one.pupil.last_name, one.pupil.first_name
            yield csv_line((*names, last, *(", ".join(each) for each in lists), others))


def _html(found: LivretAnswer) -> Iterator[str]:
    title = f"{found.duty.duty.label}, {found.circular.year}"
    rests_on = cited(found.duty.rule.citations, found.circular, in_full=True)
    sections = (
        element(
            "section",
            element("h1", f"{title} : {class_words(name)}{_to_say(found, name)}"),
            element("p", f"{found.duty.duty.todo_all} ({rests_on})."),
            element("p", f"{counted_words(pupils)}."),
            table_html(class_words(name), _PRINTED, [_printed(one) for one in pupils]),
        )
        for name, pupils in found.classes.items()
    )
    head = joined((element("title", title), element("style", _STYLE)))
    meta = '<meta charset="utf-8">'
    yield f'<!doctype html>\n<html lang="fr"><head>{meta}{head}</head>\n<body>{joined(sections)}'
    yield "</body></html>\n"


_FORMS: dict[str, Callable[[LivretAnswer], Iterator[str]]] = {
    "text": _text,
    "csv": _csv,
    "html": _html,
}


def _printed(one: Checked) -> tuple[str, ...]:
    return (
        name_words(one),
        "oui" if one.has_last else "non",
        listed_words(one.domains),
        listed_words(one.outside),
    )


def _to_say(found: LivretAnswer, name: str) -> str:
    """What is to be done for a class whose level nobody knows."""
    return " (niveau à préciser avec --classes)" if name in found.unknown else ""
