"""The pupils of the list page as HTML: a row each, and beside it what is opened of one."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.answers import words
from calculator.answers.lists import RosterWords, class_words, doubt_words, nearest_words
from calculator.lists.answers import PupilAnswer
from calculator.render.as_html import Markup, element, joined, marked_html
from calculator.render.list_html import button_html, missing_words

_NOBODY = "Aucun élève ne répond à ces choix."
_CAPTION = "Élèves"
_COLUMNS = {
    "name": "Élève",
    "class": "Classe",
    "situation": "Situation",
    "missing": "Compétences manquantes",
}
_MORE_COLUMNS = ("Les plus proches", "À faire")
_FLAG = element(
    "span",
    element("span", "!", aria_hidden="true"),
    element("span", "à vérifier", class_="calc-unseen"),
    class_="calc-flag",
)
_TITLES = (*_COLUMNS.values(), *_MORE_COLUMNS)


def pupils_html(
    rows: Iterable[tuple[int, PupilAnswer]],
    said: RosterWords,
    *,
    total: int,
    page: int,
    last: int,
    sort: str,
    backwards: bool,
    opened: tuple[int, Markup] | None = None,
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
        opened: The pupil whose detail is shown, by place, and that detail.
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
    heads += [element("th", title, scope="col", class_="calc-unsorted") for title in _MORE_COLUMNS]
    place_opened, detail = opened or (None, None)
    body = []
    for place, pupil in rows:
        shown = detail if place == place_opened else None
        body.append(_row(place, pupil, said, is_opened=shown is not None))
        if shown is not None:
            body.append(_detail_row(shown))
    of_pages = f", page {page + 1} sur {last + 1}" if last else ""
    parts = [
        element(
            "p", f"{words.count(total, 'élève')}{of_pages}." if total else _NOBODY, data_said=""
        ),
        element(
            "div",
            element(
                "table",
                element("caption", _CAPTION),
                element("thead", element("tr", *heads)),
                element("tbody", *body),
            ),
            class_="calc-table calc-table--sorts calc-pupils",
            role="region",
            aria_label=_CAPTION,
            tabindex="0",
        ),
    ]
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
        f"Classe : {line.class_name}." if line.class_name else "",
        f"Situation : {said.situation(pupil.situation)}.",
        f"Compétences manquantes : {pupil.missing}." if pupil.missing else "",
        f"À faire : {step.what}",
        step.by_when,
        f"Les plus proches : {nearest_words(pupil)}." if pupil.nearest else "",
        *doubt_words(pupil),
        f"Lu dans {line.file}, ligne {line.number}. Repose sur : {said.rests_on(pupil)}.",
    ]
    return joined(
        [
            element("h3", f"{line.last_name} {line.first_name}", tabindex="-1"),
            element("ul", *(element("li", one) for one in told if one)),
            answer,
        ]
    )


def _row(place: int, pupil: PupilAnswer, said: RosterWords, *, is_opened: bool) -> Markup:
    line = pupil.line
    name = button_html(
        f"pupil:{place}", f"{line.last_name} {line.first_name}", link=True, expanded=is_opened
    )
    word = said.situation(pupil.situation)
    situation = marked_html("span", word, data_situation=pupil.situation.value)
    doubts = doubt_words(pupil)
    # On a phone the row is one line, without what there is to do: that there is a doubt stays.
    flag = [_FLAG] if doubts else []
    hints = (element("p", doubt, class_="calc-hint") for doubt in doubts)
    cells = (
        class_words(line.class_name),
        joined([situation, *flag]),
        missing_words(pupil),
        nearest_words(pupil),
        joined([said.next_step(pupil).what, *hints]),
    )
    return element(
        "tr",
        element("th", name, scope="row"),
        *(
            element("td", cell, data_label=title)
            for title, cell in zip(_TITLES[1:], cells, strict=True)
        ),
        class_="calc-pupil",
    )


def _detail_row(detail: Markup) -> Markup:
    """The part of the page that is one pupil, beside its row."""
    part = element(
        "section", detail, data_part="pupil", class_="calc-result", aria_label="Un élève"
    )
    return element("tr", element("td", part, colspan=str(len(_TITLES))), class_="calc-opened")
