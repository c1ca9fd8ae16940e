"""The sheets (« fiches »): a page per class, which says what is asked of it on any day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from calculator.rules.campaign import Campaign
from calculator.rules.decision import Decision
from calculator.rules.vocabulary import ClassLevel, Establishment, Stage
from calculator.views.answer import Answer, sheet
from calculator.views.as_html import Markup, sheet_html
from calculator.views.calendar_events import DEFAULT_ESTABLISHMENT
from calculator.views.references import Link
from calculator.views.tables import rule_decision

_FOLDER = "fiches/"
_ALL = f"{_FOLDER}index.md"
UNPRINTED = "crcn-unprinted"
"""The class of what stands around the sheets of a page, and is not printed with them."""

_PAGE = """\
---
title: "Fiche {label}"
description: "Classe : {label}. Ce que la circulaire demande en {year} : quoi, par qui, pour quand \
et pourquoi, dans le public et dans le privé."
---

# Fiche {label}

Ce que la circulaire demande pour cette classe en {year} : quoi, par qui, pour quand et pourquoi. \
Le calculateur, lui, répond pour un élève et pour un jour.
{{: .{unprinted} }}

{{{{ class_sheets("{code}", "calculateur.md") }}}}

[Toutes les fiches](index.md)
{{: .{unprinted} }}
"""
_PAGE_OF_ALL = """\
---
title: "Fiches par classe"
description: "Une fiche par classe, du CP au lycée, au CAP, au BTS et en CPGE : ce que la \
circulaire demande en {year}, par qui, pour quand et pourquoi."
---

# Fiches par classe

Chaque fiche dit ce que la circulaire demande pour une classe en {year} : quoi, par qui, pour \
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
        campaign: The campaign they decided from.
    """

    class_level: ClassLevel
    kinds: tuple[Establishment, ...]
    decision: Decision
    campaign: Campaign

    @property
    def title(self) -> str:
        """« Établissement public », « Établissement public ou privé sous contrat »."""
        return f"Établissement {' ou '.join(kind.label for kind in self.kinds)}"

    def html(self, link: Link, heading: int) -> Markup:
        """The sheet, its first heading at a level."""
        return sheet_html(self.decision, self.campaign, link, heading, self.kinds)


def class_sheets(class_level: ClassLevel, campaign: Campaign) -> list[Sheet]:
    """The sheets of a class; what is the same for several kinds of establishment is said once."""
    same: dict[Answer, list[Decision]] = {}
    # Those whom the circular addresses come first.
    for kind in sorted(Establishment, key=lambda kind: kind is not DEFAULT_ESTABLISHMENT):
        decision = rule_decision(class_level, campaign, kind)
        said = replace(sheet(decision, campaign), subject="")
        same.setdefault(said, []).append(decision)
    return [
        Sheet(class_level, tuple(d.case.establishment for d in decisions), decisions[0], campaign)
        for decisions in same.values()
    ]


def case_fragment(class_level: ClassLevel, establishment: Establishment) -> str:
    """What follows `#` in an address of the calculator with these two chosen: its fields."""
    return urlencode({"class_level": class_level, "establishment": establishment})


def sheet_page(class_level: ClassLevel) -> str:
    """The page of a class, in the site: « fiches/3e.md »."""
    return f"{_FOLDER}{class_level}.md"


def sheet_pages(campaign: Campaign) -> dict[str, str]:
    """The Markdown of every page of sheets, by its place in the site."""
    year = campaign.name
    lists = "\n\n".join(
        f"## {stage}\n\n" + "\n".join(f"- [{c.label}]({c}.md)" for c in classes)
        for stage, classes in classes_by_stage()
    )
    pages = {
        sheet_page(c): _PAGE.format(code=c.value, label=c.label, year=year, unprinted=UNPRINTED)
        for c in ClassLevel
    }
    return {_ALL: _PAGE_OF_ALL.format(year=year, lists=lists), **pages}


def classes_by_stage() -> list[tuple[Stage, list[ClassLevel]]]:
    """Every class, in the order of schooling."""
    return [(stage, [c for c in ClassLevel if c.stage is stage]) for stage in Stage]


def menu_with_sheets(menu: list[Any]) -> list[Any]:
    """The menu of `mkdocs.yml`, where the page of all sheets gets the others below it."""
    stages = [
        {stage.value: [{c.label: sheet_page(c)} for c in classes]}
        for stage, classes in classes_by_stage()
    ]
    below = [{"Toutes les classes": _ALL}, *stages]
    return [
        dict.fromkeys(entry, below) if isinstance(entry, dict) and _ALL in entry.values() else entry
        for entry in menu
    ]
