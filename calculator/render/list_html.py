"""The parts of the list page as HTML: the classes to check, the counts, the pupils, one pupil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calculator.answers import words
from calculator.answers.lists import (
    RosterWords,
    accounting_words,
    class_words,
    dates_of,
    doubt_words,
    nearest_words,
    notices_of,
    pupils_words,
    set_aside_words,
    superseded_words,
    unread_words,
)
from calculator.answers.references import Link
from calculator.lists.answering import summary
from calculator.lists.answers import PupilAnswer, RosterAnswer, Situation
from calculator.lists.classes import ClassMap
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import PupilList
from calculator.lists.rosters import Roster
from calculator.model.vocabulary import Vocabulary
from calculator.render.as_html import (
    NOTHING,
    Markup,
    citations_html,
    element,
    joined,
    notices_html,
    table_html,
)

_LISTED_AT_MOST = 200
_CLASSES_AT_MOST = 150
"""More classes than any school has: beyond, only those to ask are shown."""
_BAR = 200
"""The width of a bar of the chart, in its own units."""
_NO_LEVEL = "Choisissez un niveau"
_NOBODY = "Aucun élève ne répond à ces choix."
_NO_NEED = "donné élève par élève"
_COLUMNS = {
    "name": "Élève",
    "class": "Classe",
    "situation": "Situation",
    "missing": "Compétences manquantes",
}
_MORE_COLUMNS = ("Les plus proches", "À faire")


def classes_html(roster: Roster, classes: ClassMap, vocabulary: Vocabulary) -> Markup:
    """The level of each class, to be checked before anything is decided.

    Args:
        roster: The pupils.
        classes: The levels as their names say, where they do.
        vocabulary: The classes to choose from.
    """
    counts = roster.class_names
    many = len(counts) > _CLASSES_AT_MOST
    shown = [
        (place, name, level)
        for place, (name, level) in enumerate(classes.levels.items())
        if (level is None and name not in classes.given) or not many
    ]
    rows = [
        (
            class_words(name),
            words.grouped(counts[name]),
            _NO_NEED
            if name in classes.given
            else _levels(place, class_words(name), level, vocabulary),
        )
        for place, name, level in shown[:_CLASSES_AT_MOST]
    ]
    asked = len(classes.unknown)
    hint = "Vérifiez le niveau de chaque classe, et corrigez-le si besoin."
    if asked:
        hint += (
            f" Pour {words.count(asked, 'classe')}, le nom ne dit pas le niveau : choisissez-le, "
            "sinon ses élèves resteront sans réponse."
        )
    if many:
        hint += " Les autres classes, trop nombreuses, ne sont pas affichées."
    read = (_read(one) for one in roster.lists)
    return joined(
        [
            element("h2", "Vos classes", tabindex="-1"),
            element("ul", *(element("li", one) for one in read)),
            element("p", hint),
            table_html("Classes et niveaux", ("Classe", "Élèves", "Niveau"), rows),
            element("p", button_html("answer", "Voir les réponses", primary=True)),
        ]
    )


def summary_html(answered: RosterAnswer, said: RosterWords, link: Link) -> Markup:
    """The counts, in total and by class, as a chart and its table, and the dates."""
    counts = summary(answered.standing)
    present = list(counts.total)
    rows = [_counts_row("Total", counts.total, present)]
    rows += [
        _counts_row(class_words(name), numbers, present)
        for name, numbers in counts.by_class.items()
        if len(counts.by_class) <= _CLASSES_AT_MOST
    ]
    titles = [
        "Classe",
        "Élèves",
        *(words.capitalised(said.situation(one)) for one in present),
        "Répartition",
    ]
    marks = [None, None, *(one.value for one in present), None]
    heads = [
        element("th", title, scope="col", data_situation=mark)
        for title, mark in zip(titles, marks, strict=True)
    ]
    return joined(
        [
            element("h2", "Les réponses", tabindex="-1"),
            element(
                "p",
                f"{pupils_words(answered)}, le "
                f"{words.full_date(answered.on)}, établissement {answered.establishment.label}.",
                data_said="",
            ),
            table_html("Élèves par situation et par classe", titles, rows, heads),
            element(
                "ul",
                *(
                    element("li", told, " ", citations_html(rests_on, answered.circular, link))
                    for told, rests_on in dates_of(answered, said)
                ),
                class_="calc-reasons",
            ),
            _notices(answered, link),
            _lines(answered),
        ]
    )


def filters_html(answered: RosterAnswer) -> Markup:
    """What to show of the pupils."""
    classes = [(str(n), class_words(name)) for n, name in enumerate(answered.classes.levels)]
    said = RosterWords(answered)
    situations = [(one.value, words.capitalised(said.situation(one))) for one in Situation]
    fields = (
        _field(
            "Nom ou prénom",
            "calc-list-name",
            element("input", id="calc-list-name", name="name", type="search"),
        ),
        choice_html("Classe", "class", [("", "Toutes"), *classes]),
        choice_html("Situation", "situation", [("", "Toutes"), *situations]),
    )
    return joined(
        [
            element("h2", "Les élèves"),
            element("div", *fields, class_="calc-fields", data_do="view"),
        ]
    )


def pupils_html(
    rows: Iterable[tuple[int, PupilAnswer]],
    said: RosterWords,
    *,
    total: int,
    page: int,
    last: int,
    sort: str,
    backwards: bool,
) -> Markup:
    """Some of the pupils as a table.

    Args:
        rows: The pupils to show, each with the place that names it.
        said: The words of their answers.
        total: How many there are in all, on other pages too.
        page: Which page this is, from 0.
        last: The last page.
        sort: The column they are sorted by.
        backwards: Whether from the last to the first.
    """
    order = "descending" if backwards else "ascending"
    heads = [
        element(
            "th",
            button_html(f"sort:{name}", title, link=True),
            scope="col",
            aria_sort=order if name == sort else None,
        )
        for name, title in _COLUMNS.items()
    ]
    heads += [element("th", title, scope="col") for title in _MORE_COLUMNS]
    titles = (*_COLUMNS.values(), *_MORE_COLUMNS)
    body = (_pupil_row(place, pupil, said) for place, pupil in rows)
    shown = f"{words.count(total, 'élève')}, page {page + 1} sur {last + 1}."
    parts = [element("p", shown if total else _NOBODY, data_said="")]
    parts.append(table_html("Élèves", titles, body, heads))
    if last:
        buttons = []
        if page > 0:
            buttons.append(button_html(f"page:{page - 1}", "Page précédente"))
        if page < last:
            buttons.append(button_html(f"page:{page + 1}", "Page suivante"))
        parts.append(element("p", *buttons, class_="calc-buttons"))
    return joined(parts)


def pupil_html(pupil: PupilAnswer, said: RosterWords, answer: Markup) -> Markup:
    """One pupil: what to do, then the answer that the calculator gives.

    Args:
        pupil: The pupil.
        said: The words of the roster.
        answer: That answer; empty when the class level is not known.
    """
    line, step = pupil.line, said.next_step(pupil)
    told = [
        f"Situation : {said.situation(pupil.situation)}.",
        f"À faire : {step.what}",
        step.by_when,
        f"Les plus proches : {nearest_words(pupil)}." if pupil.nearest else "",
        *doubt_words(pupil),
        f"Lu dans {line.file}, ligne {line.number}. Repose sur : {said.rests_on(pupil)}.",
    ]
    return joined(
        [
            element("h2", f"{line.last_name} {line.first_name}", tabindex="-1"),
            element("ul", *(element("li", one) for one in told if one)),
            answer,
        ]
    )


# --- Pieces -----------------------------------------------------------------------------------


def _read(one: PupilList) -> str:
    told = [f"{one.file} : {one.columns.kind.label}.", *map(words.capitalised, one.notes)]
    return " ".join(filter(None, (*told, unread_words(one.columns))))


def _lines(answered: RosterAnswer) -> Markup:
    """What became of every line; those to look at are listed, the first of them at least."""
    parts = [element("ul", *(element("li", accounting_words(one)) for one in answered.accounting))]
    aside = set_aside_words(answered.set_aside)
    replaced = [superseded_words(one) for one in answered.superseded]
    for title, lines, shown in (
        ("Lignes mises de côté", aside, ""),
        ("Lignes remplacées", replaced, None),
    ):
        if lines:
            listed = [element("li", line) for line in lines[:_LISTED_AT_MOST]]
            if len(lines) > _LISTED_AT_MOST:
                listed.append(
                    element("li", button_html("download:lines", "Toutes ces lignes (texte)"))
                )
            summed = element("summary", f"{title} ({words.grouped(len(lines))})")
            parts.append(element("details", summed, element("ul", *listed), open=shown))
    return joined(parts)


def _notices(answered: RosterAnswer, link: Link) -> Markup:
    """What is to be known beside the answers, folded: the totals come first."""
    notices = notices_of(answered)
    shown = notices_html(notices, answered.circular, link)
    folded = element("details", element("summary", f"À savoir ({len(notices)})"), shown)
    return folded if notices else NOTHING


def _pupil_row(place: int, pupil: PupilAnswer, said: RosterWords) -> tuple[str, ...]:
    line = pupil.line
    doubts = (element("p", doubt, class_="calc-hint") for doubt in doubt_words(pupil))
    return (
        button_html(f"pupil:{place}", f"{line.last_name} {line.first_name}", link=True),
        class_words(line.class_name),
        said.situation(pupil.situation),
        missing_words(pupil),
        nearest_words(pupil),
        joined([said.next_step(pupil).what, *doubts]),
    )


def missing_words(pupil: PupilAnswer) -> str:
    """How many competences are missing; empty when that is not known."""
    return "" if pupil.missing is None else str(pupil.missing)


def _counts_row(
    name: str, counts: Mapping[Situation, int], present: list[Situation]
) -> tuple[str, ...]:
    total = sum(counts.values())
    numbers = (words.grouped(counts.get(one, 0)) for one in present)
    return name, words.grouped(total), *numbers, _bar(counts, total)


def _bar(counts: Mapping[Situation, int], total: int) -> Markup:
    """The counts side by side; the cells before say the same to those who cannot see it."""
    parts, start = [], 0.0
    for situation, number in counts.items():
        width = _BAR * number / total
        parts.append(
            element(
                "rect",
                x=f"{start:.1f}",
                width=f"{width:.1f}",
                height="14",
                data_situation=situation.value,
            )
        )
        start += width
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {_BAR} 14",
        width=str(_BAR),
        height="14",
        class_="calc-bar",
        aria_hidden="true",
    )


def _levels(place: int, name: str, level: ClassLevel | None, vocabulary: Vocabulary) -> Markup:
    options = [element("option", _NO_LEVEL, value="")]
    for stage, classes in vocabulary.by_stage():
        levels = (
            element("option", one.label, value=one, selected="" if str(one) == level else None)
            for one in classes
        )
        options.append(element("optgroup", *levels, label=stage.label))
    return element(
        "select",
        *options,
        name=f"class.{place}",
        aria_label=f"Niveau de la classe {name}",
        required="" if level is None else None,
    )


def _field(label: str, id_: str, control: Markup) -> Markup:
    return element("div", element("label", label, for_=id_), control, class_="calc-field")


def choice_html(label: str, name: str, options: Iterable[tuple[str, str]]) -> Markup:
    """A choice among options, each its value and its text."""
    id_ = f"calc-list-{name}"
    choices = (element("option", text, value=value) for value, text in options)
    return _field(label, id_, element("select", *choices, id=id_, name=name))


def button_html(do: str, text: str, *, primary: bool = False, link: bool = False) -> Markup:
    """A button that asks the page for something."""
    kind = "calc-link" if link else "md-button md-button--primary" if primary else "md-button"
    return element("button", text, type="submit", name="do", value=do, class_=kind)
