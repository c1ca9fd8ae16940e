"""What the markup of every page is held to, for those who do not see it."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag

from tests.site.links import read_pages

NAVIGATION = (
    ".md-nav",  # the menus of the site and of the page
    ".calc-doors",
    ".md-footer__inner",  # the page before, the page after
)


@pytest.fixture(scope="module")
def pages(site_folder: Path) -> dict[str, BeautifulSoup]:
    """Every page by its path."""
    return read_pages(site_folder)


def wrong(pages: dict[str, BeautifulSoup], selector: str) -> dict[str, str]:
    """The first element of each page that should not be there."""
    found = {path: page.select_one(selector) for path, page in pages.items()}
    return {path: str(one)[:120] for path, one in found.items() if one}


@pytest.mark.parametrize(
    "selector",
    [
        "svg:not([aria-hidden=true], [role=img][aria-label])",  # RGAA 1.1 and 1.2
        "img:not([alt])",
        "th:not([scope])",  # 5.7
        f"nav:not({', '.join(NAVIGATION)})",  # 9.2
        "main main, header ~ header",
        "input[type=checkbox][autocomplete], [tabindex='']",  # 8.2
        "html:not(.calc-framed) [target], meta[http-equiv=refresh]",  # 13.1, 13.2; a frame says it
        "font, center, marquee, blink, b, i, u, [align], [bgcolor]",  # 10.1
    ],
)
def test_no_page_has(pages: dict[str, BeautifulSoup], selector: str) -> None:
    assert wrong(pages, selector) == {}


def test_every_page_has_its_language_its_title_and_its_zones(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        assert page.select_one("html[lang=fr]"), path
        assert [len(page.select(zone)) for zone in ("main", "h1", "title")] == [1, 1, 1], path
        assert page.select("body > header, .calc-framed > body"), path  # of another's page
        assert page.select("footer"), path
    # A frame has the title of the page whose tool it shows.
    whole = [page for page in pages.values() if not page.select(".calc-framed")]
    titles = Counter(page.title.get_text() for page in whole if page.title)
    assert [title for title, times in titles.items() if times > 1] == []


def test_labels_and_descriptions_name_what_is_there_once(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        ids = Counter(str(one["id"]) for one in page.select("[id]"))
        assert [one for one, times in ids.items() if times > 1] == [], path
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            named = {i for one in page.select(f"[{name}]") for i in str(one[name]).split()}
            assert named <= set(ids), path


OF_A_TEXT = ["calc-answer", "calc-notice", "calc-notes", "calc-reasons"]
"""Where the sentences of circulars are."""
IN_GUILLEMETS = re.compile(r"«\s([^»]+)\s»")


def test_words_taken_from_a_text_are_quotations(pages: dict[str, BeautifulSoup]) -> None:
    text = plain(pages["circulaire/2020-12-16/"].select("article")[0].get_text())
    quotations = sum(len(page.select("q")) for page in pages.values())
    assert quotations > 20
    for path, page in pages.items():
        for string in page.select("main")[0].find_all(string=IN_GUILLEMETS):
            assert not string.find_parent(class_=OF_A_TEXT), f"{path}: {string}"
            for words in map(plain, IN_GUILLEMETS.findall(string)):
                assert " " not in words or words not in text, f"{path}: {words}"


def test_the_search_quotes_what_pages_quote(
    pages: dict[str, BeautifulSoup], site_folder: Path
) -> None:
    text = plain(pages["circulaire/2020-12-16/"].select("article")[0].get_text())
    index = json.loads((site_folder / "search/search_index.json").read_text("utf-8"))["docs"]
    excerpts = [BeautifulSoup(entry["text"], "html.parser") for entry in index]
    assert sum(len(excerpt.select("q")) for excerpt in excerpts) > 20
    for excerpt in excerpts:
        for string in excerpt.find_all(string=IN_GUILLEMETS):
            for words in map(plain, IN_GUILLEMETS.findall(string)):
                assert " " not in words or words not in text, string


def plain(text: str) -> str:
    return " ".join(text.replace("'", "’").split())


def test_titles_go_down_one_level_at_a_time(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        levels = [int(title.name[1]) for title in page.select("main :is(h1, h2, h3, h4, h5, h6)")]
        assert levels[0] == 1, path
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert jumps == [], path


@pytest.mark.parametrize("place", [".md-nav--primary", "article"])
def test_links_that_are_named_alike_lead_to_the_same_place(
    pages: dict[str, BeautifulSoup], place: str
) -> None:
    found = {}
    for path, page in pages.items():
        places: dict[str, set[str]] = defaultdict(set)
        for link in page.select(f"{place} a[href]:not([aria-hidden], template a)"):
            places[name_of(link)].add(urljoin(f"http://site/{path}", str(link["href"])))
        for name, leads in places.items():
            if len(leads) > 1:
                found[f"{path}: {name}"] = sorted(leads)
    assert found == {}


def name_of(link: Tag) -> str:
    name = str(link.get("aria-label") or link.get_text())
    return " ".join(name.split())
