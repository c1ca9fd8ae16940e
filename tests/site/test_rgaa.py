"""The RGAA's criteria: all there, each shown by something, and the rate that of the rows."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from mkdocs.exceptions import PluginError

from calculator.site.rgaa import Criterion, Grid, Verdict, failures_html, read_grid, state_of
from tests.conftest import ROOT

FILE = ROOT / "includes/rgaa.toml"
GRID = read_grid(FILE)
PER_THEME = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""How many criteria each theme of the RGAA 4.1 has."""


def test_every_criterion_is_there_once_in_order() -> None:
    expected = [
        [f"{theme}.{number}" for number in range(1, count + 1)]
        for theme, count in enumerate(PER_THEME, start=1)
    ]
    assert [[one.number for one in theme] for theme in GRID.themes.values()] == expected
    assert len(GRID.criteria) == sum(PER_THEME) == 106


@pytest.mark.parametrize("one", GRID.criteria, ids=lambda one: one.number)
def test_a_criterion_says_what_shows_it_and_names_tests_that_are_told(one: Criterion) -> None:
    assert re.fullmatch(r"\S.*[^.?]", one.asks)
    assert re.fullmatch(r"\S.*\.", one.evidence)
    assert set(one.tests) <= set(GRID.tests)


def test_the_tests_that_are_named_exist_and_each_serves() -> None:
    told = tomllib.loads(FILE.read_text("utf-8"))["tests"]
    for name in (name for _, *names in told.values() for name in names):
        file, _, function = name.partition("::")
        assert f"def {function}(" in (ROOT / file).read_text("utf-8"), name
    assert all(names for _, *names in told.values())
    assert {key for one in GRID.criteria for key in one.tests} == set(told)


def of(*verdicts: Verdict) -> Grid:
    rows = tuple(Criterion("1.1", "Demande", one, "Vu.") for one in verdicts)
    return Grid(date(2026, 11, 27), {}, {}, {"Images": rows})


@pytest.mark.parametrize(
    ("verdicts", "rate", "state"),
    [
        ([Verdict.MET] * 3, "100,00 %", "totalement conforme"),
        ([Verdict.MET, Verdict.UNUSED], "100,00 %", "totalement conforme"),
        ([Verdict.MET] * 2 + [Verdict.UNMET], "66,66 %", "partiellement conforme"),
        ([Verdict.MET, Verdict.UNMET], "50,00 %", "partiellement conforme"),
        ([Verdict.MET] + [Verdict.UNMET] * 2, "33,33 %", "non conforme"),
        ([Verdict.MET] * 29_999 + [Verdict.UNMET], "99,99 %", "partiellement conforme"),
    ],
)
def test_the_rate_counts_what_applies_and_is_never_rounded_up(
    verdicts: list[Verdict], rate: str, state: str
) -> None:
    assert (of(*verdicts).rate, of(*verdicts).state) == (rate, state)


def test_criteria_that_are_not_met_are_told_and_that_there_is_none() -> None:
    (told,) = BeautifulSoup(failures_html(of(Verdict.UNMET)), "html.parser").select("ul > li")
    assert words(told) == "1.1 : Demande. Vu."
    none = failures_html(of(Verdict.MET, Verdict.UNUSED))
    assert none == "<p>Aucun critère non respecté n’est connu dans les pages évaluées.</p>"


def test_a_site_that_was_not_judged_says_so() -> None:
    assert state_of(None) == "conformité non évaluée"


@pytest.mark.parametrize("text", ["", "on = ", "themes = 1", FILE.read_text("utf-8")[:-9]])
def test_a_file_that_is_no_grid_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rgaa.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PluginError, match="cette grille du RGAA ne peut pas être lue"):
        read_grid(file)


def test_pages_say_what_the_rows_say(site_folder: Path) -> None:
    grid, statement, home = (
        BeautifulSoup((site_folder / path / "index.html").read_text("utf-8"), "html.parser")
        for path in ("grille-rgaa", "accessibilite", "")
    )
    tables = [table for table in grid.select("table") if len(table.select("thead th")) == 4]
    rows = [row.select("th, td") for table in tables[1:] for row in table.select("tbody tr")]
    assert [(cells[0].get_text(), cells[2].get_text()) for cells in rows] == [
        (one.number, one.verdict) for one in GRID.criteria
    ]
    for page in (grid, statement):
        for said in (GRID.rate, f"RGAA 4.1 : {GRID.state}", "auto-évaluation", "pas un audit"):
            assert said in words(page)
    for one in GRID.having(Verdict.UNMET):
        assert f"{one.number} : {one.asks}." in words(statement)
    assert f"Accessibilité : {GRID.state}" in words(home)


def words(page: Tag) -> str:
    return " ".join(page.get_text().split())
