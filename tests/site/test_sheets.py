"""The sheets: one page per class, in the menu, to which the calculator's page leads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import brotli
import pytest
from bs4 import BeautifulSoup, Tag

from calculator import Circular, carried_circulars, load_circular
from calculator.model.vocabulary import ClassLevel
from calculator.render.as_html import sheet_html
from calculator.render.tables import rule_decision
from calculator.site.facts import SiteFacts
from calculator.site.sheets import class_sheets, menu_with_sheets
from tests.conftest import BUILT_ON
from tests.known import CLASSES, KINDS
from tests.making import gathered
from tests.site.links import read_pages

Kinds = tuple[str, ...]

CIRCULAR = load_circular("nantes-2020-2021")
(CURRENT,) = carried_circulars().of_day(BUILT_ON)
APART: list[Kinds] = [(kind,) for kind in ("prive-sous-contrat", "public", "prive-hors-contrat")]
"""The kinds of school that a sheet of Nantes is for: those addressed come first."""
TOGETHER: list[Kinds] = [("public", "prive-sous-contrat"), ("prive-hors-contrat",)]
FOLDERS = [("fiches/2020-2021/", CIRCULAR, APART), ("fiches/", CURRENT, TOGETHER)]
"""The sheets of two years, with the kinds of school of each sheet."""
TROISIEME = CIRCULAR.vocabulary.class_level("3e")
MOST_FOR_THE_CALCULATOR = 25_000
"""How many bytes the calculator's page may have, with brotli."""


@pytest.fixture(scope="module")
def pages(site_folder: Path) -> dict[str, BeautifulSoup]:
    return read_pages(site_folder)


@pytest.fixture(scope="module")
def calculator(pages: dict[str, BeautifulSoup]) -> BeautifulSoup:
    return pages["calculateur/"]


def said(
    circular: Circular, class_level: ClassLevel, kinds: Kinds, heading: int, depth: int
) -> str:
    """What the views say, as a page that is so deep in the site has it (see `close`)."""
    known = [KINDS[KINDS.index(kind)] for kind in kinds]
    decision = rule_decision(class_level, circular, known[0], on=BUILT_ON)

    def link(page: str) -> str:
        return "../" * depth + page.removesuffix(".md") + "/"

    return sheet_html(decision, link, heading, known, page=kinds[0])


def close(html: str) -> str:
    """Without the spaces that keep the words of blocks apart in the search."""
    return html.replace("> <", "><")


@pytest.mark.parametrize("class_level", CLASSES)
@pytest.mark.parametrize(("folder", "circular", "sheets"), FOLDERS)
def test_a_page_says_of_each_kind_of_school_what_the_views_say(
    site_folder: Path,
    folder: str,
    circular: Circular,
    sheets: list[Kinds],
    class_level: ClassLevel,
) -> None:
    html = (site_folder / folder / class_level / "index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    title = f"Fiche {class_level.label}, {circular.year}"
    assert page.select("h1")[0].get_text() == f"{title}¶"
    assert page.select("title")[0].get_text().startswith(f"{title} - ")
    assert sorted(kind for kinds in sheets for kind in kinds) == sorted(KINDS)
    for kinds in sheets:
        assert page.select_one(f"h2#{kinds[0]}") is not None
        depth = folder.count("/") + 1
        assert close(html).count(said(circular, class_level, kinds, 3, depth)) == 1


@pytest.mark.parametrize("class_level", CLASSES)
@pytest.mark.parametrize(
    ("folder", "sheets", "chosen"),
    [
        ("fiches/2020-2021/", APART, {"circular": "nantes-2020-2021"}),
        ("fiches/", TOGETHER, {}),  # the day chooses
    ],
)
def test_a_page_opens_the_calculator_with_its_class_and_each_kind_of_school(
    pages: dict[str, BeautifulSoup],
    calculator: BeautifulSoup,
    folder: str,
    sheets: list[Kinds],
    chosen: dict[str, str],
    class_level: ClassLevel,
) -> None:
    links = [str(link["href"]) for link in pages[f"{folder}{class_level}/"].select("a.md-button")]
    depth = folder.count("/") + 1
    assert {urlsplit(link).path for link in links} == {"../" * depth + "calculateur/"}
    cases = [dict(parse_qsl(urlsplit(link).fragment, strict_parsing=True)) for link in links]
    kinds = [kind for kinds in sheets for kind in kinds]
    assert cases == [
        {"class_level": class_level, "establishment": kind, **chosen} for kind in kinds
    ]
    for name, value in [field for case in cases for field in case.items()]:
        assert calculator.select(f"select[name={name}] option[value='{value}']")


@pytest.mark.parametrize("class_level", CLASSES)
def test_the_calculator_leads_to_each_sheet_of_this_year(
    calculator: BeautifulSoup, class_level: ClassLevel
) -> None:
    (template,) = calculator.select(f"template[data-class-level='{class_level}']")
    assert [link["href"] for link in template.select("a")] == [f"../fiches/{class_level}/"]
    year = CURRENT.school_year
    assert template["data-begins"] == year.begins.isoformat()
    assert template["data-ends"] == year.ends.isoformat()


def test_the_calculator_weighs_little(site_folder: Path) -> None:
    page = (site_folder / "calculateur/index.html").read_bytes()
    assert len(brotli.compress(page)) < MOST_FOR_THE_CALCULATOR


@pytest.mark.parametrize("where", ["", "fiches/", "calculateur/", "fiches/3e/"])
def test_the_menu_leads_to_every_sheet(pages: dict[str, BeautifulSoup], where: str) -> None:
    labels = {link.get_text(strip=True) for link in pages[where].select(".md-nav--primary a[href]")}
    assert labels >= {"Toutes les classes", "2020-2021", *(level.label for level in CLASSES)}


@pytest.mark.parametrize("folder", ["fiches/", "fiches/2020-2021/"])
def test_the_page_of_all_lists_classes_by_stage(
    pages: dict[str, BeautifulSoup], folder: str
) -> None:
    content = pages[folder].select("article")[0]
    listed: dict[str, list[str]] = {}
    for part in content.select("h2, h2 ~ ul li a"):
        if part.name == "h2":
            stage = part.get_text().removesuffix("¶")
            listed[stage] = []
        else:
            listed[stage].append(str(part["href"]))
    assert listed == {
        stage.label: [f"{level}/" for level in levels]
        for stage, levels in CIRCULAR.vocabulary.by_stage()
    }


def test_without_javascript_the_calculator_s_page_leads_to_every_sheet(
    calculator: BeautifulSoup,
) -> None:
    found = [
        (link.get_text(), str(link["href"]))
        for link in calculator.select("noscript a")
        if isinstance(link, Tag)
    ]
    expected = [(level.label, f"../fiches/{level}/") for level in CLASSES]
    assert [link for link in found if "fiches" in link[1]] == expected


def test_the_search_knows_a_sheet_by_its_title_alone(site_folder: Path) -> None:
    """Seventy-eight sheets that look alike would hide the other pages."""
    index = json.loads((site_folder / "search/search_index.json").read_text("utf-8"))["docs"]
    found = [section for section in index if section["location"].startswith("fiches/3e/")]
    assert [section["title"] for section in found] == [f"Fiche 3e, {CURRENT.year}"]
    (calculator,) = [section for section in index if section["location"] == "calculateur/"]
    assert "D. 121-1" not in found[0]["text"] + calculator["text"]


def test_what_is_the_same_for_several_kinds_of_school_is_said_once() -> None:
    alike = replace(CIRCULAR, notices=())  # those say to public schools that it is not for them
    together, apart = class_sheets(TROISIEME, alike)
    assert together.kinds == ("prive-sous-contrat", "public")
    assert together.title == "Établissement privé sous contrat ou public"
    assert "3e, établissement privé sous contrat ou public, année" in together.html(str, 2)
    assert apart.kinds == ("prive-hors-contrat",)
    assert len(class_sheets(TROISIEME, CIRCULAR)) == 3


@pytest.mark.parametrize(
    ("circulars", "years"),
    [([CURRENT, CIRCULAR], ["2020-2021"]), ([CURRENT], []), ([CIRCULAR], [])],
)
def test_sheets_go_where_the_menu_says_and_nowhere_else(
    circulars: list[Circular], years: list[str]
) -> None:
    unused: Any = None  # what the menu has no use for
    facts = SiteFacts(gathered(*circulars), BUILT_ON, None, unused, unused, (), {})
    menu = ["index.md", {"Calculateur": "calculateur.md"}, {"Fiches": "fiches/index.md"}, {"A": []}]
    first, second, sheets, last = menu_with_sheets(menu, facts)
    assert [first, second, last] == [menu[0], menu[1], menu[3]]
    (title, below), *others = sheets.items()
    assert (title, others) == ("Fiches", [])
    assert [next(iter(entry)) for entry in below] == [
        "Toutes les classes",
        *(stage.label for stage in CIRCULAR.vocabulary.stages),
        *(["Autres années"] if years else []),
    ]
    if years:
        leads = [{f"Fiches de {year}": f"fiches/{year}/index.md"} for year in years]
        assert below[-1] == {"Autres années": leads}
