"""`calculator lsu`: who lacks a level in the last report of the livret scolaire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from calculator.answers import words
from calculator.answers.references import cited
from calculator.cli.files import FILE, chunks, is_standard_output, keep_apart, writing
from calculator.cli.options import (
    OneOfEach,
    circular_of,
    circular_option,
    circulars_option,
    day_of,
    establishment_option,
    on_option,
)
from calculator.cli.refusing import Refusal, named, unreadable
from calculator.cli.roster import corrections_of
from calculator.cli.streams import say, say_utf8
from calculator.lists.classes import ClassMap
from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import csv_line, one_line
from calculator.livret import Checked, Pupil, by_class, check, read_livrets
from calculator.model.case import CIRCULAR_LABEL, Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import DutyOn
from calculator.model.errors import InvalidCase
from calculator.render.as_html import element, joined, table_html

_INPUT = "last_report_date"
"""The key of the day of the last report: a duty that asks it is done in that report."""
_COLUMNS = (
    *("Classe", "Nom", "Prénom", "Dernier bilan", "Domaines sans niveau"),
    *("Compétences sans niveau", "Niveaux hors de l’échelle", "Autres bilans"),
)
_PRINTED = ("Élève", "Dernier bilan", "Domaines sans niveau", "Niveaux hors de l’échelle")
_STYLE = (
    "body{font:12pt/1.4 sans-serif;margin:2rem}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #777;padding:.3rem;text-align:left;vertical-align:top}"
    "section+section{break-before:page}caption{display:none}"
)


@dataclass(frozen=True, slots=True)
class _Livret:
    """What was found, class by class.

    Attributes:
        circular: The text.
        duty: What it asks, for the first of the classes.
        classes: The pupils of the classes of whom it is asked, or may be.
        asked: Those of whom it is asked.
        unknown: The classes whose level nobody knows.
        passed_over: How many pupils are in other classes.
    """

    circular: Circular
    duty: DutyOn
    classes: dict[str, list[Checked]]
    asked: frozenset[str]
    unknown: tuple[str, ...]
    passed_over: int

    @property
    def lacking(self) -> int:
        """How many pupils lack something."""
        return sum(not one.is_complete for some in self.classes.values() for one in some)


@click.command("lsu", cls=OneOfEach)
@click.argument("files", metavar="FICHIER…", nargs=-1, required=True, type=FILE)
@establishment_option
@on_option
@circular_option("celle de la date")
@circulars_option
@click.option(
    "--classes",
    "classes_file",
    metavar="FICHIER.csv",
    type=FILE,
    help="Niveau de chaque classe (« classe;niveau »), quand son nom ne suffit pas.",
)
@click.option(
    "-o", "--output", metavar="FICHIER", type=FILE, help="Écrire dans un fichier (.csv ou .html)."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "html"]),
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
    kind = establishment if establishment is not None else circular.default_establishment
    found = _found(_read(files), corrections, kind, circular)
    form = form or ("html" if output and output.suffix.lower() in (".html", ".htm") else None)
    form = form or ("csv" if output else "text")
    if output is not None and not is_standard_output(output):
        with writing(output) as opened:
            opened.write("".join(_FORMS[form](found)).encode())
        say(_total(found))
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


def _found(
    pupils: list[Pupil], corrections: dict[str, ClassLevel | None], kind: str, circular: Circular
) -> _Livret:
    names = dict.fromkeys(pupil.class_name for pupil in pupils)
    levels = ClassMap.of(names).corrected(corrections).levels
    duties = {name: _duty(level, kind, circular) for name, level in levels.items() if level}
    first = next(filter(None, duties.values()), None) or _any_duty(kind, circular)
    year, vocabulary = circular.school_year.first, circular.vocabulary
    unknown = tuple(name for name, level in levels.items() if level is None)
    checked = [
        check(pupil, year, vocabulary)
        for pupil in pupils
        if pupil.class_name in unknown or duties.get(pupil.class_name)
    ]
    return _Livret(
        circular=circular,
        duty=first,
        classes=by_class(checked),
        asked=frozenset(name for name, duty in duties.items() if duty),
        unknown=unknown,
        passed_over=len(pupils) - len(checked),
    )


def _duty(level: str, kind: str, circular: Circular) -> DutyOn | None:
    """What a text asks in the last report of a class; None when it asks nothing there."""
    if level not in circular.classes:
        return None
    decision = decide(Case(level, kind), circular.school_year.begins, circular)
    due = (one for one in decision.duties if one.duty.asks == _INPUT and one.rule.status.is_due)
    return next(due, None)


def _any_duty(kind: str, circular: Circular) -> DutyOn:
    """What a text asks in the last report of some class.

    Raises:
        InvalidCase: When it asks nothing there.
    """
    found = (_duty(str(level), kind, circular) for level in circular.classes)
    duty = next(filter(None, found), None)
    if duty is None or not circular.vocabulary.competences:
        expected = (
            "un texte qui demande une saisie dans le dernier bilan de ce type d’établissement"
        )
        raise InvalidCase("circular", CIRCULAR_LABEL, circular.id, expected)
    return duty


# --- Forms ----------------------------------------------------------------------------------------


def _text(found: _Livret) -> Iterator[str]:
    rule = found.duty.rule
    yield f"{found.duty.duty.label} : {found.duty.duty.todo_all}.\n"
    yield f"[{cited(rule.citations, found.circular)}]\n\n{_total(found)}\n"
    for name, pupils in found.classes.items():
        lacking = [one for one in pupils if not one.is_complete]
        title = f"{_class(name)}{_level_to_say(found, name)} : {_counted(pupils)}"
        yield f"\n{one_line(title)}.\n"
        for one in lacking:
            yield f"  {one_line(_name(one))} : {one_line(' ; '.join(_lacks(one)))}.\n"


def _csv(found: _Livret) -> Iterator[str]:
    yield "\ufeff" + csv_line(_COLUMNS)
    for name, pupils in found.classes.items():
        for one in pupils:
            last, others = "oui" if one.has_last else "non", str(one.others or "")
            lists = (one.domains, one.competences, one.outside)
            names = name, one.pupil.last_name, one.pupil.first_name
            yield csv_line((*names, last, *(", ".join(each) for each in lists), others))


def _html(found: _Livret) -> Iterator[str]:
    title = f"{found.duty.duty.label}, {found.circular.year}"
    rests_on = cited(found.duty.rule.citations, found.circular, in_full=True)
    sections = (
        element(
            "section",
            element("h1", f"{title} : {_class(name)}{_level_to_say(found, name)}"),
            element("p", f"{found.duty.duty.todo_all} ({rests_on})."),
            element("p", f"{_counted(pupils)}."),
            table_html(_class(name), _PRINTED, [_printed(one) for one in pupils]),
        )
        for name, pupils in found.classes.items()
    )
    head = joined((element("title", title), element("style", _STYLE)))
    meta = '<meta charset="utf-8">'
    yield f'<!doctype html>\n<html lang="fr"><head>{meta}{head}</head>\n<body>{joined(sections)}'
    yield "</body></html>\n"


_FORMS: dict[str, Callable[[_Livret], Iterator[str]]] = {"text": _text, "csv": _csv, "html": _html}


def _printed(one: Checked) -> tuple[str, ...]:
    return _name(one), "oui" if one.has_last else "non", _list(one.domains), _list(one.outside)


def _total(found: _Livret) -> str:
    number = sum(map(len, found.classes.values()))
    told = f"{words.count(number, 'élève')}, dont {found.lacking} à compléter."
    if found.passed_over:
        told += (
            f" {words.count(found.passed_over, 'autre élève', 'autres élèves')}, dont la classe "
        )
        told += "n’est pas de celles à qui le texte le demande."
    return told


def _counted(pupils: Sequence[Checked]) -> str:
    lacking = sum(not one.is_complete for one in pupils)
    return f"{words.count(len(pupils), 'élève')}, {lacking or 'aucun'} à compléter"


def _lacks(one: Checked) -> Iterator[str]:
    """What is missing for a pupil, a few words each."""
    if not one.has_last:
        others = words.count(one.others, "autre bilan", "autres bilans")
        yield "pas de dernier bilan de l’année" + (f" ({others})" if one.others else "")
        return
    if one.domains:
        yield f"pas de niveau en {_list(one.domains)}"
        yield f"compétences sans niveau : {', '.join(one.competences)}"
    if one.outside:
        yield f"niveaux hors de l’échelle : {_list(one.outside)}"


def _list(texts: Sequence[str]) -> str:
    return ", ".join(f"« {text} »" for text in texts)


def _name(one: Checked) -> str:
    return f"{one.pupil.last_name} {one.pupil.first_name}"


def _class(name: str) -> str:
    return name or "sans classe"


def _level_to_say(found: _Livret, name: str) -> str:
    return " (niveau à préciser avec --classes)" if name in found.unknown else ""
