"""The forms of the site: fields from the vocabulary, words from templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import jinja2

from calculator.answers.references import Link
from calculator.answers.sessions import ranges_words, session_label
from calculator.answers.words import MONTHS, capitalised, classes_words, in_classes
from calculator.ask.pupil import CIRCULAR_FIELD, NO_CLASS_YET
from calculator.ask.school import (
    CLASS_FIELD,
    DAY_FIELD,
    DAY_LABEL,
    LEAD_FIELD,
    SESSION_FIELD,
    UNIT,
    ZONE_FIELD,
)
from calculator.model.circular import ZONE_LABEL, Circular
from calculator.model.duties import Input, InputType, LeadUnit
from calculator.model.vocabulary import ClassLevel, Place
from calculator.render.as_html import prompt_html
from calculator.site.sheets import sheet_page

FAILURES = {
    "missing": "Un fichier du calculateur n’a pas pu être téléchargé. Vérifiez la connexion, "
    "puis rechargez la page. Si ce site est dans un dossier, décompressez de nouveau toute "
    "l’archive. Si cela continue, un filtre du réseau le bloque peut-être : prévenez la personne "
    "qui gère ce site.",
    "altered": "Un fichier du calculateur n’est pas celui qui a été publié : il est abîmé, ou "
    "il vient d’une autre version du site. Par prudence, aucune réponse n’est donnée. Rechargez "
    "la page. Si cela continue, prévenez la personne qui gère ce site.",
    "filtered": "À la place d’un fichier du calculateur, c’est une page web qui est arrivée : "
    "souvent celle d’un filtre du réseau, d’un antivirus, ou d’une connexion à ouvrir. Essayez "
    "depuis un autre réseau ; sinon, demandez à la personne qui gère le réseau d’autoriser ce "
    "site.",
    "memory": "Cet appareil n’a pas assez de mémoire disponible. Fermez d’autres onglets ou "
    "d’autres programmes, puis rechargez la page.",
    "unsupported": "Ce navigateur est trop ancien pour le calculateur. Il faut au moins l’un "
    "de ceux-ci : {needed}. Mettez-le à jour, ou prenez-en un autre.",
    "disabled": "Un réglage de ce navigateur désactive WebAssembly, dont le calculateur a "
    "besoin. Avec Edge, c’est la « sécurité renforcée » : ajoutez ce site à ses exceptions. Sur "
    "un iPhone, un iPad ou un Mac, c’est le « mode Isolement » : désactivez-le pour ce site. "
    "Sinon, voyez avec la personne qui gère cet appareil, ou essayez avec un autre navigateur.",
    "blocked": "Le navigateur ou le réseau de l’établissement bloque un fichier du "
    "calculateur. Rechargez la page, ou essayez avec un autre navigateur ; sinon, prévenez la "
    "personne qui gère ce site.",
    "refused": "Le navigateur n’a pas exécuté le programme de cette page : le serveur envoie "
    "sans doute la règle de sécurité (Content-Security-Policy) d’une autre version du site, ou "
    "une extension du navigateur bloque les programmes. Prévenez la personne qui gère ce site.",
    "silent": "Le calculateur ne répond plus depuis 30 secondes. Rechargez la page ; si la "
    "connexion est lente, laissez-lui plus de temps.",
    "broken": "Une erreur inattendue s’est produite. Rechargez la page. Si cela continue, "
    "prévenez la personne qui gère ce site.",
}
"""What the page says when Python cannot start, by `Reason` of `web/protocol.d.ts`; `needed` are the
lowest versions of browsers."""

MOST_SESSIONS = 9
"""How many days of sessions of each kind a school can fill in."""

templates = jinja2.Environment(
    loader=jinja2.PackageLoader("calculator.site"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)
"""The HTML that is neither an answer nor a page's own."""


def not_found_html(site_name: str, home: str | None, whose: str) -> str:
    """The page of a wrong address.

    Args:
        site_name: The site's name.
        home: The path of the home page on its server, if it is known.
        whose: Whose site it is, and whose it is not.
    """
    template = templates.get_template("not-found.html")
    return template.render(site_name=site_name, home=home, whose=whose)


def calculator_html(
    circulars: Sequence[Circular],
    pinned: Circular | None,
    *,
    pages: Mapping[str, str],
    calendar_script: str,
    tables_anchor: str,
    to_page: Link,
    needed: str,
) -> str:
    """The calculator as HTML.

    Args:
        circulars: The texts that it answers from, those of the current year first.
        pinned: The one that is chosen at first, if one is.
        pages: Address of each source's page and of the calendars, for the answers' links.
        calendar_script: Address of what writes a calendar that only the browser knows.
        tables_anchor: Where on the page the static tables are.
        to_page: From a page of the site to its address relative to this page.
        needed: The lowest versions of browsers, in French.
    """
    vocabulary = circulars[0].vocabulary
    domains = groupby(vocabulary.competences.values(), attrgetter("domain"))
    has_levels = any(circular.has_levels for circular in circulars)
    return templates.get_template("calculator.html").render(
        pages=pages,
        calendar_script=calendar_script,
        tables_anchor=tables_anchor,
        prompt=prompt_html(NO_CLASS_YET),
        begins=circulars[0].school_year.begins,
        ends=circulars[0].school_year.ends,
        sheet_address=lambda class_level: to_page(sheet_page(class_level)),
        stages=vocabulary.by_stage(),
        domains=[(domain, list(group)) for domain, group in domains] if has_levels else [],
        levels_label=vocabulary.levels_label,
        lowest=vocabulary.levels[0],
        highest=vocabulary.levels[-1],
        competence_count=len(vocabulary.competences),
        **_shared(circulars, pinned, needed),
    )


def list_html(
    circulars: Sequence[Circular],
    pinned: Circular | None,
    *,
    pages: Mapping[str, str],
    tables: str,
    needed: str,
) -> str:
    """The form that takes lists of pupils, as HTML.

    Args:
        circulars: The texts that it answers from, those of the current year first.
        pinned: The one that is chosen at first, if one is.
        pages: Address of each source's page, for the answers' links.
        tables: Where the static tables are.
        needed: The lowest versions of browsers, in French.
    """
    template = templates.get_template("list.html")
    return template.render(pages=pages, tables=tables, **_shared(circulars, pinned, needed))


def establishment_html(
    circulars: Sequence[Circular],
    pinned: Circular | None,
    *,
    pages: Mapping[str, str],
    calendar_script: str,
    tables: str,
    steps: str | None,
    needed: str,
) -> str:
    """The form of a school, as HTML.

    Args:
        circulars: The texts that it answers from, those of the current year first.
        pinned: The one that is chosen at first, if one is.
        pages: Address of each source's page, for the answers' links.
        calendar_script: Address of what writes the calendar of a plan.
        tables: Where the static tables are.
        steps: The page that says how a session is prepared, if there is one.
        needed: The lowest versions of browsers, in French.
    """
    planned = [circular for circular in circulars if circular.planned]
    plan = planned[0].planned.plan if planned and planned[0].planned else None
    vocabulary = circulars[0].vocabulary
    places = vocabulary.places if plan else ()
    numbers = range(1, MOST_SESSIONS + 1)
    return templates.get_template("establishment.html").render(
        pages=pages,
        calendar_script=calendar_script,
        tables=tables,
        steps=steps,
        groups=vocabulary.by_stage(),
        places=places,
        windows={place: _window_hints(planned, place) for place in places},
        sitting={place: _when(_sitting(circulars, place), CLASS_FIELD) for place in places},
        planning=" ".join(
            [f"{SESSION_FIELD}{place}.{n}" for place in places for n in numbers] + [DAY_FIELD]
        ),
        numbers=numbers,
        shown=3,
        session_label=session_label,
        leads=[(step, step.lead) for step in plan.steps if step.lead] if plan else [],
        lead_remark=plan.lead_remark if plan else "",
        units=list(LeadUnit),
        class_field=CLASS_FIELD,
        session_field=SESSION_FIELD,
        lead_field=LEAD_FIELD,
        zones=sorted({zone for circular in circulars for zone in circular.zones}),
        zone_field=ZONE_FIELD,
        zone_label=ZONE_LABEL,
        day_field=DAY_FIELD if any(circular.exams for circular in circulars) else None,
        day_label=DAY_LABEL,
        unit=UNIT,
        **_shared(circulars, pinned, needed, CLASS_FIELD, InputType.DATE),  # a mark is a pupil's
    )


def _window_hints(circulars: Sequence[Circular], place: Place) -> str:
    """The same for each text of the current year, named where there are several."""
    current = [circular for circular in circulars if circular.year == circulars[0].year]
    hints = [(circular, _window_hint(circular, place)) for circular in current]
    if len(hints) == 1:
        return hints[0][1]
    return " ".join(f"{capitalised(circular.name)} : {hint}" for circular, hint in hints)


def _window_hint(circular: Circular, place: Place) -> str:
    """Who sits sessions at a place, and when they can be held."""
    every = [
        (window, level)
        for duty in circular.planned_together
        for rule in duty.rules
        for window in rule.windows
        for level in rule.classes
        if place in level.places
    ]
    if not every:
        return f"Aucune session en {circular.year}."
    known = [(window, level) for window, level in every if window.days] or every
    windows = {window.days: window for window, _ in known}
    days = ranges_words(windows.values())
    classes = capitalised(classes_words({level for _, level in known}, circular.vocabulary))
    return f"{classes}. En {circular.year} : {days}."


class Choices(NamedTuple):
    """The field that chooses a text, or its year."""

    label: str
    none: str
    circulars: list[tuple[Circular, str]]
    pinned: Circular | None


def _shared(
    circulars: Sequence[Circular],
    pinned: Circular | None,
    needed: str,
    of_class: str = "class_level=",
    asked: InputType | None = None,
) -> dict[str, Any]:
    """What the forms have in common: the kinds of school, what only the reader knows."""
    inputs = {key: one for c in reversed(circulars) for key, one in c.inputs.items()}
    return {
        "establishments": circulars[0].vocabulary.establishments,
        "default_establishment": circulars[0].default_establishment,
        "choices": _choices(circulars, pinned),
        "circular_field": CIRCULAR_FIELD,
        "months": MONTHS,
        "inputs": [
            (one, _serves(one, circulars), _when(_asking(one, circulars), of_class))
            for one in inputs.values()
            if asked in (None, one.type)
        ],
        "failures": [(reason, said.format(needed=needed)) for reason, said in FAILURES.items()],
    }


def _choices(circulars: Sequence[Circular], pinned: Circular | None) -> Choices | None:
    """What a reader can choose from; None when there is one text alone.

    The day chooses by itself where each year has but one text.
    """
    if len(circulars) == 1:
        return None
    years = Counter(circular.year for circular in circulars)
    by_year = sorted(circulars, key=lambda one: -one.school_year.first)
    return Choices(
        "Année scolaire" if max(years.values()) == 1 else "Texte",
        "Celle de la date de référence" if max(years.values()) == 1 else "Choisissez un texte",
        [(c, c.year if years[c.year] == 1 else f"{c.year}, {c.name}") for c in by_year],
        pinned,
    )


def _serves(asked: Input, circulars: Sequence[Circular]) -> str:
    """« en 3e »: the classes for which an input matters in the current year."""
    current = [circular for circular in circulars if circular.year == circulars[0].year]
    classes = _asking(asked, current)
    return in_classes(classes_words(classes, circulars[0].vocabulary)) if classes else ""


def _asking(asked: Input, circulars: Iterable[Circular]) -> set[ClassLevel]:
    """The classes for which an input matters."""
    classes: set[ClassLevel] = set()
    for duty in (duty for circular in circulars for duty in circular.duties):
        mark = duty.condition.mark if duty.condition else None
        if asked.key in (duty.asks, mark):
            classes |= {c for rule in duty.rules if rule.status.is_due for c in rule.classes}
    return classes


def _sitting(circulars: Iterable[Circular], place: Place) -> set[ClassLevel]:
    """The classes whose sessions can be held at a place."""
    return {
        level
        for circular in circulars
        for duty in circular.planned_together
        for rule in duty.rules
        if rule.windows
        for level in rule.classes
        if place in level.places
    }


def _when(classes: Iterable[ClassLevel], field: str) -> str:
    """The values of fields, of which one makes a part of a form matter."""
    chosen = "" if field.endswith("=") else "=1"
    return " ".join(sorted(f"{field}{level}{chosen}" for level in classes))
