"""The sheets (« fiches »): a page per class, which says what is asked of it on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from calculator.answers.pupil import Answer, sheet
from calculator.answers.references import Link
from calculator.answers.words import capitalised, establishment_words, listed
from calculator.model.circular import Circular
from calculator.model.decision import Decision
from calculator.model.vocabulary import ClassLevel, Establishment, Vocabulary
from calculator.render.as_html import Markup, sheet_html
from calculator.render.tables import rule_decision

_FOLDER = "fiches/"
_ALL = f"{_FOLDER}index.md"
UNPRINTED = "calc-unprinted"
"""The class of what stands around the sheets of a page, and is not printed with them."""

_PAGE = """\
---
title: "Fiche {label}"
description: "Classe : {label}. Ce que {text} en {year} : quoi, par qui, pour quand et pourquoi."
---

# Fiche {label}

Ce que {text} pour cette classe en {year} : quoi, par qui, pour quand et pourquoi. \
Le calculateur, lui, répond pour un élève et pour un jour.
{{: .{unprinted} }}

{{{{ class_sheets("{code}", "calculateur.md") }}}}

[Toutes les fiches](index.md)
{{: .{unprinted} }}
"""
_PAGE_OF_ALL = """\
---
title: "Fiches par classe"
description: "Une fiche par classe : ce que {text} en {year}, par qui, pour quand et pourquoi."
---

# Fiches par classe

Chaque fiche dit ce que {text} pour une classe en {year} : quoi, par qui, pour \
quand et pourquoi. Pour tout voir d’un coup, lisez les [tableaux](../calculateur.md#tableaux).

{lists}
"""


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
        return sheet_html(self.decision, link, heading, self.kinds)


def class_sheets(class_level: ClassLevel, circular: Circular) -> list[Sheet]:
    """The sheets of a class; what is the same for several kinds of establishment is said once."""
    same: dict[Answer, list[Decision]] = {}
    # Those whom the circular addresses come first.
    first = circular.default_establishment
    for kind in sorted(circular.vocabulary.establishments, key=lambda kind: kind != first):
        decision = rule_decision(class_level, circular, kind)
        said = replace(sheet(decision), subject="")
        same.setdefault(said, []).append(decision)
    return [
        Sheet(class_level, tuple(d.case.establishment for d in decisions), decisions[0])
        for decisions in same.values()
    ]


def case_fragment(class_level: ClassLevel, establishment: Establishment, **others: str) -> str:
    """What follows `#` in an address of the calculator with these chosen: its fields."""
    return urlencode({"class_level": class_level, "establishment": establishment, **others})


def sheet_page(class_level: ClassLevel) -> str:
    """The page of a class, in the site: « fiches/3e.md »."""
    return f"{_FOLDER}{class_level}.md"


def sheet_pages(circulars: Sequence[Circular]) -> dict[str, str]:
    """The Markdown of every page of sheets, by its place in the site.

    Args:
        circulars: The texts of the year that they are about.
    """
    year, vocabulary = circulars[0].year, circulars[0].vocabulary
    names = list(dict.fromkeys(circular.text.name for circular in circulars))
    several = len(names) > 1 or names[0].startswith("les ")
    text = f"{listed(names)} {'demandent' if several else 'demande'}"
    lists = "\n\n".join(
        f"## {stage.label}\n\n" + "\n".join(f"- [{c.label}]({c}.md)" for c in classes)
        for stage, classes in vocabulary.by_stage()
    )
    pages = {
        sheet_page(c): _PAGE.format(
            code=c, label=c.label, year=year, text=text, unprinted=UNPRINTED
        )
        for c in vocabulary.classes
    }
    return {_ALL: _PAGE_OF_ALL.format(year=year, text=text, lists=lists), **pages}


def menu_with_sheets(menu: list[Any], vocabulary: Vocabulary) -> list[Any]:
    """The menu of `mkdocs.yml`, where the page of all sheets gets the others below it."""
    stages = [
        {stage.label: [{c.label: sheet_page(c)} for c in classes]}
        for stage, classes in vocabulary.by_stage()
    ]
    below = [{"Toutes les classes": _ALL}, *stages]
    return [
        dict.fromkeys(entry, below) if isinstance(entry, dict) and _ALL in entry.values() else entry
        for entry in menu
    ]
