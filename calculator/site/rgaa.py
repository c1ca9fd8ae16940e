"""The RGAA's criteria as the authors judged them, which pages and their rate come from."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from calculator.answers.words import full_date
from calculator.render.as_html import Markup, element, joined, table_html

STATEMENT = "accessibilite.md"
"""The page that says how accessible the site is, linked from the foot of every other."""
_COLUMNS = ("Critère", "Ce qu’il demande", "Constat", "Ce qui le montre")
_UNKNOWN = "conformité non évaluée"


class Verdict(StrEnum):
    """What was found of a criterion."""

    MET = "conforme"
    UNMET = "non conforme"
    UNUSED = "sans objet"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, on the whole sample.

    Attributes:
        number: « 9.4 ».
        asks: What it asks, in a few words.
        verdict: What was found: met only where every page of the sample meets it.
        evidence: What shows it, or why it has no object.
        tests: The keys of the tests that hold it.
    """

    number: str
    asks: str
    verdict: Verdict
    evidence: str
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Every criterion, and what they were judged on.

    Attributes:
        on: The day of the last judgment.
        sample: The pages looked at, by their name.
        tests: What the tests named by criteria make sure of, by their key.
        themes: The criteria of each theme, by its name.
    """

    on: date
    sample: dict[str, str]
    tests: dict[str, str]
    themes: dict[str, tuple[Criterion, ...]]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All of them, in order."""
        return tuple(one for theme in self.themes.values() for one in theme)

    def having(self, verdict: Verdict) -> tuple[Criterion, ...]:
        """Those of which that was found."""
        return tuple(one for one in self.criteria if one.verdict is verdict)

    @property
    def rate(self) -> str:
        """« 93,65 % »: criteria met among those that have an object, never rounded up."""
        met, unmet = len(self.having(Verdict.MET)), len(self.having(Verdict.UNMET))
        hundredths = 10_000 * met // (met + unmet) if met + unmet else 0
        return f"{hundredths // 100},{hundredths % 100:02} %"

    @property
    def state(self) -> str:
        """« partiellement conforme », as the decree of 2019 names it."""
        met, unmet = len(self.having(Verdict.MET)), len(self.having(Verdict.UNMET))
        if not unmet:
            return "totalement conforme"
        return "partiellement conforme" if met >= unmet else "non conforme"


def read_grid(file: Path) -> Grid:
    """The grid of a file.

    Raises:
        PluginError: When it cannot be read.
    """
    try:
        return _grid(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise PluginError(
            f"{file} : cette grille du RGAA ne peut pas être lue ({error})."
        ) from error


def _grid(told: dict[str, Any]) -> Grid:
    themes = {
        theme["name"]: tuple(
            Criterion(number, asks, Verdict(verdict), evidence, tuple(tests))
            for number, asks, verdict, evidence, *tests in theme["criteria"]
        )
        for theme in told["themes"]
    }
    tests = {key: says for key, (says, *_) in told["tests"].items()}
    return Grid(told["on"], told["sample"], tests, themes)


def judged(grid: Grid | None) -> Grid:
    """The grid that a page writes of.

    Raises:
        ValueError: When the site has none.
    """
    if grid is None:
        raise ValueError("aucune grille du RGAA : réglage « rgaa » du greffon, dans mkdocs.yml")
    return grid


def state_of(grid: Grid | None) -> str:
    """What the foot of every page says of the site."""
    return grid.state if grid else _UNKNOWN


def summary_html(grid: Grid) -> Markup:
    """The state of the site and its rate, and by whom they were found."""
    met, unmet = len(grid.having(Verdict.MET)), len(grid.having(Verdict.UNMET))
    return joined(
        [
            element("p", element("strong", f"Conformité au RGAA 4.1 : {grid.state}.")),
            element(
                "p",
                "C’est une auto-évaluation, faite par les auteurs du site le "
                f"{full_date(grid.on)} : ce n’est pas un audit. "
                f"Sur {len(grid.criteria)} critères, {met + unmet} s’appliquent aux "
                f"pages évaluées. Elles en respectent {met}, soit ",
                element("strong", grid.rate),
                ".",
            ),
        ]
    )


def failures_html(grid: Grid) -> Markup:
    """The criteria that are not met, and why; that there is none."""
    items = [
        element("li", element("strong", f"{one.number} : {one.asks}."), f" {one.evidence}")
        for one in grid.having(Verdict.UNMET)
    ]
    if not items:
        return element("p", "Aucun critère non respecté n’est connu dans les pages évaluées.")
    return element("ul", *items)


def grid_markdown(grid: Grid, block: Callable[[str], str]) -> str:
    """Every criterion, theme by theme, below a count of each; the titles are Markdown's."""
    sample = element("ul", *(element("li", f"{n} : {what}") for n, what in grid.sample.items()))
    counts = [
        (name, *(str(sum(one.verdict is v for one in theme)) for v in Verdict))
        for name, theme in (*grid.themes.items(), ("Total", grid.criteria))
    ]
    parts = [
        "## Les pages évaluées { #pages }",
        block(sample),
        "## Le compte { #compte }",
        block(table_html("Critères par thème", ("Thème", *Verdict), counts)),
    ]
    for number, (name, theme) in enumerate(grid.themes.items(), start=1):
        title = f"{number}. {name}"
        table = table_html(title, _COLUMNS, (_row(one, grid) for one in theme))
        parts += [f"## {title} {{ #theme-{number} }}", block(table)]
    return "\n\n".join(parts)


def _row(one: Criterion, grid: Grid) -> tuple[str, ...]:
    tests = [element("p", f"Test : {grid.tests[key]}", class_="calc-hint") for key in one.tests]
    verdict = element("strong", one.verdict) if one.verdict is Verdict.UNMET else one.verdict
    return one.number, one.asks, verdict, joined([one.evidence, *tests])
