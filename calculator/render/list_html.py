"""The parts of the list page as HTML: the classes to check, the counts, what to choose among."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calculator.answers import words
from calculator.answers.lists import (
    RosterWords,
    accounting_words,
    class_words,
    dates_of,
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
_NOBODY_READ = "Aucun élève n’a été lu"
_NOBODY_ANSWERED = "Aucun élève n’a de réponse : voici ce qui a été lu."
_NO_CLASSES = (
    "Aucune colonne de classes n’est reconnue : si le fichier en a une, intitulez-la « Classe » ou "
    "« Division », puis rechargez-le."
)
_NO_LEVEL = "Choisissez un niveau"
_NO_NEED = "donné élève par élève"


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
    read = element("ul", *(element("li", _read(one)) for one in roster.lists))
    if not counts:
        return joined(
            [
                element("h2", _NOBODY_READ, tabindex="-1"),
                read,
                _listed(
                    "Lignes mises de côté", set_aside_words(roster.set_aside[:_LISTED_AT_MOST])
                ),
            ]
        )
    return joined(
        [
            element("h2", "Vos classes", tabindex="-1"),
            read,
            element("p", hint),
            table_html("Classes et niveaux", ("Classe", "Élèves", "Niveau"), rows),
            element("p", button_html("answer", "Voir les réponses", primary=True)),
        ]
    )


def summary_html(answered: RosterAnswer, said: RosterWords, link: Link) -> Markup:
    """The counts, in total and by class, as a chart and its table, and the dates."""
    title = element("h2", "Les réponses", tabindex="-1")
    if not answered.pupils:
        nobody = element("p", _NOBODY_ANSWERED, data_said="")
        return joined([title, nobody, _lines(answered)])
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
            title,
            element(
                "p",
                f"{pupils_words(answered)}, le "
                f"{words.full_date(answered.on)}, établissement {answered.establishment.label}.",
                data_said="",
            ),
            _figures(counts.total, said),
            element(
                "div",
                table_html("Élèves par situation et par classe", titles, rows, heads),
                class_="calc-counts",
            ),
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


# --- Pieces -----------------------------------------------------------------------------------


def _read(one: PupilList) -> str:
    told = [f"{one.file} : {one.columns.kind.label}.", *map(words.capitalised, one.notes)]
    lacking = _NO_CLASSES if one.columns.lacks_classes else ""
    return " ".join(filter(None, (*told, lacking, unread_words(one.columns))))


def _lines(answered: RosterAnswer) -> Markup:
    """What became of every line; those to look at are listed, the first of them at least."""
    parts = [element("ul", *(element("li", accounting_words(one)) for one in answered.accounting))]
    aside = set_aside_words(answered.set_aside)
    replaced = [superseded_words(one) for one in answered.superseded]
    parts.append(_listed("Lignes mises de côté", aside))
    parts.append(_listed("Lignes remplacées", replaced, is_open=False))
    return joined(parts)


def _listed(title: str, lines: list[str], *, is_open: bool = True) -> Markup:
    """Lines to look at, the first of them at least."""
    if not lines:
        return NOTHING
    listed = [element("li", line) for line in lines[:_LISTED_AT_MOST]]
    if len(lines) > _LISTED_AT_MOST:
        listed.append(element("li", button_html("download:lines", "Toutes ces lignes (texte)")))
    summed = element("summary", f"{title} ({words.grouped(len(lines))})")
    return element("details", summed, element("ul", *listed), open="" if is_open else None)


def _notices(answered: RosterAnswer, link: Link) -> Markup:
    """What is to be known beside the answers, folded: the totals come first."""
    notices = notices_of(answered)
    shown = notices_html(notices, answered.circular, link, heading=3)
    folded = element("details", element("summary", f"À savoir ({len(notices)})"), shown)
    return folded if notices else NOTHING


def missing_words(pupil: PupilAnswer) -> str:
    """How many competences are missing; empty when that is not known."""
    return "" if pupil.missing is None else str(pupil.missing)


def _figures(counts: Mapping[Situation, int], said: RosterWords) -> Markup:
    """The totals in large figures, with their bar: what is to be seen first."""
    total = sum(counts.values())
    here = total - counts.get(Situation.LEFT, 0)
    shown: list[tuple[str, int, str | None]] = [("élève" if here < 2 else "élèves", here, None)]
    shown += [(said.situation(one), number, one.value) for one, number in counts.items()]
    figures = (
        element(
            "div",
            element("dt", label),
            element("dd", words.grouped(number)),
            data_situation=situation,
        )
        for label, number, situation in shown
    )
    return joined([element("dl", *figures, class_="calc-figures"), _bar(counts, total)])


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
        preserveAspectRatio="none",
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


def button_html(
    do: str, text: str, *, primary: bool = False, link: bool = False, expanded: bool | None = None
) -> Markup:
    """A button that asks the page for something, or opens and closes something beside it."""
    kind = "calc-link" if link else "md-button md-button--primary" if primary else "md-button"
    opens = None if expanded is None else "true" if expanded else "false"
    return element(
        "button", text, type="submit", name="do", value=do, class_=kind, aria_expanded=opens
    )
