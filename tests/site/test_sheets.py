"""The sheets: one page per class, in the menu, and the same words in the calculator's page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import brotli
import pytest
from bs4 import BeautifulSoup, Tag

from calculator import load_circular
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_html import sheet_html
from calculator.render.tables import rule_decision
from calculator.site.sheets import class_sheets, menu_with_sheets
from tests.known import CLASSES, KINDS
from tests.site.links import read_pages

CIRCULAR = load_circular("nantes-2020-2021")
TROISIEME = CIRCULAR.vocabulary.class_level("3e")
TEMPLATE = re.compile(r"<template data-class-level=.*?</template>", re.DOTALL)
MOST_FOR_SHEETS = 25_000
"""How many bytes the sheets may add to the calculator's page, with brotli."""


@pytest.fixture(scope="module")
def pages(site_folder: Path) -> dict[str, BeautifulSoup]:
    return read_pages(site_folder)


@pytest.fixture(scope="module")
def calculator(pages: dict[str, BeautifulSoup]) -> BeautifulSoup:
    return pages["calculateur/"]


def said(class_level: ClassLevel, kind: Establishment, heading: int, up: str) -> str:
    """What the views say, as a page that is so deep in the site has it (see `close`)."""
    decision = rule_decision(class_level, CIRCULAR, kind)
    return sheet_html(decision, lambda page: up + page.removesuffix(".md") + "/", heading)


def close(html: str) -> str:
    """Without the spaces that keep the words of blocks apart in the search."""
    return html.replace("> <", "><")


@pytest.mark.parametrize("class_level", CLASSES)
def test_a_page_says_of_each_kind_of_school_what_the_views_say(
    site_folder: Path, class_level: ClassLevel
) -> None:
    html = (site_folder / f"fiches/{class_level}/index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert page.select("h1")[0].get_text().startswith(f"Fiche {class_level.label}")
    assert page.select("title")[0].get_text().startswith(f"Fiche {class_level.label} - ")
    for kind in KINDS:
        assert page.select_one(f"h2#{kind}") is not None
        assert close(html).count(said(class_level, kind, heading=3, up="../../")) == 1


@pytest.mark.parametrize("class_level", CLASSES)
def test_a_page_opens_the_calculator_with_its_class_and_each_kind_of_school(
    pages: dict[str, BeautifulSoup], calculator: BeautifulSoup, class_level: ClassLevel
) -> None:
    links = [str(link["href"]) for link in pages[f"fiches/{class_level}/"].select("a.md-button")]
    assert {urlsplit(link).path for link in links} == {"../../calculateur/"}
    cases = [dict(parse_qsl(urlsplit(link).fragment, strict_parsing=True)) for link in links]
    kinds = ("prive-sous-contrat", "public", "prive-hors-contrat")  # those addressed come first
    assert cases == [{"class_level": class_level, "establishment": kind} for kind in kinds]
    for name, value in [field for case in cases for field in case.items()]:
        assert calculator.select(f"select[name={name}] option[value='{value}']")


@pytest.mark.parametrize("class_level", CLASSES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_calculator_has_each_sheet_once_with_the_same_words(
    calculator: BeautifulSoup, class_level: ClassLevel, kind: Establishment
) -> None:
    (template,) = calculator.select(
        f"template[data-class-level='{class_level}'][data-kinds~={kind}]"
    )
    expected = said(class_level, kind, heading=2, up="../")
    assert close(template.decode_contents()) == BeautifulSoup(expected, "html.parser").decode()


def test_sheets_weigh_little(site_folder: Path) -> None:
    page = (site_folder / "calculateur/index.html").read_text("utf-8")
    without = TEMPLATE.sub("", page)
    assert len(without) < len(page) / 2
    sizes = [len(brotli.compress(html.encode())) for html in (page, without)]
    assert sizes[0] - sizes[1] < MOST_FOR_SHEETS


@pytest.mark.parametrize("where", ["", "fiches/", "calculateur/", "fiches/3e/"])
def test_the_menu_leads_to_every_sheet(pages: dict[str, BeautifulSoup], where: str) -> None:
    labels = {link.get_text(strip=True) for link in pages[where].select(".md-nav--primary a[href]")}
    assert labels >= {"Toutes les classes", *(level.label for level in CLASSES)}


def test_the_page_of_all_lists_classes_by_stage(pages: dict[str, BeautifulSoup]) -> None:
    content = pages["fiches/"].select("article")[0]
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
    assert [section["title"] for section in found] == ["Fiche 3e"]
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


def test_sheets_go_where_the_menu_says_and_nowhere_else() -> None:
    menu = ["index.md", {"Calculateur": "calculateur.md"}, {"Fiches": "fiches/index.md"}, {"A": []}]
    first, second, sheets, last = menu_with_sheets(menu, CIRCULAR.vocabulary)
    assert [first, second, last] == [menu[0], menu[1], menu[3]]
    (title, below), *others = sheets.items()
    assert (title, others) == ("Fiches", [])
    assert [next(iter(entry)) for entry in below] == [
        "Toutes les classes",
        *(stage.label for stage in CIRCULAR.vocabulary.stages),
    ]
