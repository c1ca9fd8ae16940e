"""The sheets (« fiches »): a page per class, which says what is asked of it on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from calculator.answers.pupil import Answer, sheet
from calculator.answers.references import Link
from calculator.answers.words import capitalised, establishment_words, listed
from calculator.model.circular import Circular
from calculator.model.decision import Decision
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_html import NOTHING, Markup, element, sheet_html
from calculator.render.tables import rule_decision
from calculator.site.facts import SiteFacts
from calculator.site.links import told_link

_FOLDER = "fiches/"
_ALL = f"{_FOLDER}index.md"
UNPRINTED = "calc-unprinted"
"""The class of what stands around the sheets of a page, and is not printed with them."""

_PAGE = """\
---
title: "Fiche {label}, {year}"
description: "Classe : {label}. Ce que {text} en {year} : quoi, par qui, pour quand et pourquoi."
school_year: "{year}"{search}
---

# Fiche {label}, {year}

Ce que {text} pour cette classe en {year} : quoi, par qui, pour quand et pourquoi. \
Le calculateur, lui, répond pour un élève et pour un jour.
{{: .{unprinted} }}

{{{{ sheets_of_other_years("{code}") }}}}

{{{{ class_sheets("{code}", "calculateur.md") }}}}

[Toutes les fiches de {year}](index.md)
{{: .{unprinted} }}
"""
_PAGE_OF_ALL = """\
---
title: "Fiches par classe, {year}"
description: "Une fiche par classe : ce que {text} en {year}, par qui, pour quand et pourquoi."
school_year: "{year}"{search}
---

# Fiches par classe, {year}

Chaque fiche dit ce que {text} pour une classe en {year} : quoi, par qui, pour \
quand et pourquoi. Pour tout voir d’un coup, lisez les [tableaux]({tables}).

{{{{ sheets_of_other_years() }}}}

{lists}
"""
# The search leads to this year first: its own pages are enough for it.
_UNSEARCHED = "\nsearch:\n  exclude: true"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is asked of a class, in the kinds of establishment for which it is the same.

    Attributes:
        class_level: The class.
        kinds: The kinds of establishment.
        decision: What the rules decide for the first of them, as for the others.
    """

    class_level: ClassLevel
    kinds: tuple[Establishment, ...]
    decision: Decision

    @property
    def circular(self) -> Circular:
        """The text that asks it."""
        return self.decision.circular

    @property
    def title(self) -> str:
        """« Établissement public », « Établissement public ou privé sous contrat »."""
        return capitalised(establishment_words(self.kinds))

    def html(self, link: Link, heading: int) -> Markup:
        """The sheet, its first heading at a level."""
        return sheet_html(self.decision, link, heading, self.kinds, page=self.kinds[0])


def class_sheets(
    class_level: ClassLevel, circular: Circular, on: date | None = None
) -> list[Sheet]:
    """The sheets of a class; what is the same for several kinds of establishment is said once.

    Args:
        class_level: The class.
        circular: The text.
        on: The day of the reader: a year that is over is told in the past.
    """
    same: dict[Answer, list[Decision]] = {}
    # Those whom the circular addresses come first.
    first = circular.default_establishment
    for kind in sorted(circular.vocabulary.establishments, key=lambda kind: kind != first):
        decision = rule_decision(class_level, circular, kind, on=on)
        said = replace(sheet(decision), subject="")
        same.setdefault(said, []).append(decision)
    return [
        Sheet(class_level, tuple(d.case.establishment for d in decisions), decisions[0])
        for decisions in same.values()
    ]


def case_fragment(class_level: ClassLevel, establishment: Establishment, **others: str) -> str:
    """What follows `#` in an address of the calculator with these chosen: its fields."""
    return urlencode({"class_level": class_level, "establishment": establishment, **others})


def sheet_page(class_level: ClassLevel, year: str | None = None) -> str:
    """The page of a class, in the site: « fiches/3e.md », « fiches/2020-2021/3e.md »."""
    return f"{_folder(year)}{class_level}.md"


def _folder(year: str | None) -> str:
    """Where the sheets of a year are; those of the current one when none is given."""
    return f"{_FOLDER}{year}/" if year else _FOLDER


def sheet_pages(facts: SiteFacts) -> dict[str, str]:
    """The Markdown of every page of sheets, by its place in the site."""
    years = facts.years_with_sheets
    pages: dict[str, str] = {}
    for year in years:
        folder = None if year == years[0] else year
        pages |= _pages_of_year(facts.years[year], folder, facts.day)
    return pages


def _pages_of_year(circulars: Sequence[Circular], folder: str | None, on: date) -> dict[str, str]:
    """The pages of a year.

    Args:
        circulars: The texts of that year.
        folder: The name of its folder; None for the current year.
        on: The day of the build.
    """
    vocabulary = circulars[0].vocabulary
    lists = "\n\n".join(
        f"## {stage.label}\n\n" + "\n".join(f"- [{c.label}]({c}.md)" for c in classes)
        for stage, classes in vocabulary.by_stage()
    )
    up = "../" if folder else ""
    words_of_year = {
        "year": circulars[0].year,
        "text": _asking(circulars, on),
        "search": _UNSEARCHED if folder else "",
        "unprinted": UNPRINTED,
    }
    pages = {
        f"{_folder(folder)}index.md": _PAGE_OF_ALL.format(
            lists=lists,
            tables=f"{up}../calculateur.md#tableaux",
            **words_of_year,
        )
    }
    for level in vocabulary.classes:
        pages[sheet_page(level, folder)] = _PAGE.format(
            code=level, label=level.label, **words_of_year
        )
    return pages


def sheets_of_other_years_html(facts: SiteFacts, year: str, code: str, link: Link) -> Markup:
    """Links to the other years, latest first.

    A year that has no sheets of its own is answered for by the calculator, or by its page.

    Args:
        facts: What all pages share.
        year: The year of the page.
        code: The class of the page; empty for all.
        link: From a page of the site to its address relative to this page.
    """
    with_sheets = facts.years_with_sheets
    level = facts.circulars.vocabulary.class_level(code) if code else None
    links = []
    for other in sorted(facts.years, reverse=True):
        if other == year:
            continue
        told = ""
        if other in with_sheets:
            told = f"Fiche {level.label}, " if level else "Fiches, "
            folder = _folder(None if other == with_sheets[0] else other)
            href = link(f"{folder}{code or 'index'}.md")
        elif level:
            told = f"Calculateur, {level.label}, "
            circular = facts.years[other][0]
            asked = case_fragment(level, circular.default_establishment, circular=circular.id)
            href = f"{link('calculateur.md')}#{asked}"
        else:
            href = link(f"annees/{other}.md")
        links.append(told_link(other, href, before=told))
    if not links:
        return NOTHING
    return element("p", "Une autre année : ", Markup(" · ".join(links)), class_=UNPRINTED)


def _asking(circulars: Sequence[Circular], on: date) -> str:
    """« la circulaire demande », « les textes demandaient »."""
    names = list(dict.fromkeys(circular.text.name for circular in circulars))
    several = len(names) > 1 or names[0].startswith("les ")
    ending = ("aient" if several else "ait") if circulars[0].is_over(on) else ""
    return f"{listed(names)} demand{ending or ('ent' if several else 'e')}"


def menu_with_sheets(menu: list[Any], facts: SiteFacts) -> list[Any]:
    """The menu of `mkdocs.yml`, where the page of all sheets gets the others below it."""
    stages = [
        {stage.label: [{c.label: sheet_page(c)} for c in classes]}
        for stage, classes in facts.circulars.vocabulary.by_stage()
    ]
    below = [{"Toutes les classes": _ALL}, *stages]
    _, *others = facts.years_with_sheets
    if others:
        below.append(
            {"Autres années": [{f"Fiches de {y}": f"{_folder(y)}index.md"} for y in others]}
        )
    return [
        dict.fromkeys(entry, below) if isinstance(entry, dict) and _ALL in entry.values() else entry
        for entry in menu
    ]
