"""The pages of the school years: one for each, and the list of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from calculator.answers.words import capitalised, listed
from calculator.model.circular import Circular
from calculator.site.facts import SiteFacts

_FOLDER = "annees/"
_ALL = f"{_FOLDER}index.md"

_PAGE = """\
---
title: "Année scolaire {year}"
description: "Ce qui {was} demandé en {year}, classe par classe, avec les dates et leurs sources."
school_year: "{year}"
---

# Année scolaire {year}

{texts}.

{{{{ tools_of_year("calculateur.md", "etablissement.md") }}}}

## Qui {who} concerné {{ #qui-est-concerne }}

{{{{ who_is_concerned() }}}}

## Les dates {{ #dates }}

{{{{ windows() }}}}

## Les sources {{ #sources }}

{{{{ sources() }}}}

[Toutes les années](index.md)
"""
_PAGE_OF_ALL = """\
---
title: "Toutes les années"
description: "Ce que ce site sait de chaque année scolaire, de {first} à {last}."
---

# Toutes les années

Le calculateur répond pour l’année scolaire du jour demandé. Voici celles que ce site connaît.

{items}
"""


def year_pages(facts: SiteFacts) -> dict[str, str]:
    """The Markdown of the pages of years, by their place in the site; none for one year alone."""
    years = sorted(facts.years)
    if len(years) == 1:
        return {}
    items = "\n".join(
        f"- [{year}]({year}.md){_state(facts.years[year], facts)} : {_texts(facts.years[year])}"
        for year in reversed(years)
    )
    pages = {_ALL: _PAGE_OF_ALL.format(first=years[0], last=years[-1], items=items)}
    for year, circulars in facts.years.items():
        over = circulars[0].is_over(facts.day)
        pages[f"{_FOLDER}{year}.md"] = _PAGE.format(
            year=year,
            texts=capitalised(_texts(circulars)),
            was="était" if over else "est",
            who="était" if over else "est",
        )
    return pages


def year_names(facts: SiteFacts) -> dict[str, Callable[[str], str]]:
    """What pages can write of years between braces.

    `other_years` is a link to the page of all years at an address, after another link; nothing
    where one year alone is known.
    """
    several = len(facts.years) > 1
    return {"other_years": lambda page: f" · [Les autres années]({page})" if several else ""}


def menu_with_years(menu: list[Any], facts: SiteFacts) -> list[Any]:
    """The menu of `mkdocs.yml`, where the page of all years gets the others below it.

    It has no such page where one year alone is known.
    """
    years = sorted(facts.years, reverse=True)
    below = [{"Toutes les années": _ALL}, *({year: f"{_FOLDER}{year}.md"} for year in years)]
    made = []
    for entry in menu:
        is_ours = isinstance(entry, dict) and _ALL in entry.values()
        if not is_ours:
            made.append(entry)
        elif len(years) > 1:
            made.append(dict.fromkeys(entry, below))
    return made


def _state(circulars: Sequence[Circular], facts: SiteFacts) -> str:
    year = circulars[0].school_year
    return " (cette année)" if facts.day in year else ""


def _texts(circulars: Sequence[Circular]) -> str:
    """« académie de Nantes, circulaire du 16 décembre 2020 »."""
    return listed(circular.name for circular in circulars)
