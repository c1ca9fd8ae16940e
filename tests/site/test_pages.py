"""The built site: its words come from the circular and the rules, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from calculator import load_circular
from calculator.site.release import TARGETS
from tests.conftest import ROOT
from tests.known import CLASSES
from tests.site.links import broken_links, is_bare, links, read_pages

DOCS = ROOT / "docs"
CIRCULAR = Path("circulaire/2020-12-16.md")
SOURCE = Path(__file__).parent / "data/circulaire-2020-12-16.txt"
WRITTEN = sorted(page.relative_to(DOCS) for page in DOCS.rglob("*.md"))


@pytest.fixture(scope="module")
def pages(site_folder: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of the public site by its path ("", "calculateur/", …)."""
    return read_pages(site_folder)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_the_circular_is_there_word_for_word(pages: dict[str, BeautifulSoup]) -> None:
    text = SOURCE.read_text("utf-8")
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)  # the mail address's link markup
    text = re.sub(r"</?sup>", "", text)
    shown = pages["circulaire/2020-12-16/"].select_one(".calc-source")
    assert shown is not None
    assert words(shown.get_text().replace("6 e", "6e")) == words(text)


@pytest.mark.parametrize(
    ("paragraph", "begins"),
    [
        ("objet", "Objet : Développer et certifier"),
        ("p-1", "Élément-clé pour l'apprentissage"),
        ("p-2", "En CM2 et en 6e"),
        ("p-3", "La formation des élèves"),
        ("p-4", "Les élèves pourront ainsi"),
        ("p-5-college", "Au collège la certification des compétences numériques est maintenue"),
        ("p-5-modalites", "Le chef d'établissement fixe"),
        ("p-5-calendrier", "Le calendrier de certification"),
        ("p-5-lycee", "Dans les lycées"),
        ("p-5-prepa-metiers", "Les élèves en classe de 3e prépa-métiers"),
        ("p-6", "Pour rappel"),
    ],
)
def test_each_paragraph_has_its_anchor(
    pages: dict[str, BeautifulSoup], paragraph: str, begins: str
) -> None:
    anchored = pages["circulaire/2020-12-16/"].find(id=paragraph)
    assert anchored is not None
    assert " ".join(anchored.get_text().split()).startswith(begins)
    assert (
        anchored["data-mark"] == load_circular("nantes-2020-2021").main_source.paragraphs[paragraph]
    )


@pytest.mark.parametrize("page", [p for p in WRITTEN if p != CIRCULAR], ids=str)
def test_no_date_that_the_rules_know_is_typed_in_a_page(page: Path) -> None:
    text = (DOCS / page).read_text("utf-8")
    text = text.replace(CIRCULAR.name, "").replace("16 décembre 2020", "")
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    assert not re.search(
        r"\d(er)? (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
        r"|décembre)",
        text,
    )


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("certification-college/", "du lundi 8 mars au mercredi 12 mai 2021"),
        ("certification-lycee/", "du lundi 11 janvier au jeudi 20 mai 2021"),
        ("certification-lycee/", "L’obligation est reportée à 2021-2022"),
        ("prepa-metiers/", "du lundi 8 mars au mercredi 12 mai 2021"),
        ("cm2-6e/", "dernier bilan périodique"),
        ("annees/2020-2021/", "du lundi 8 mars au mercredi 12 mai 2021"),
        ("annees/2020-2021/", "25 juin 2021"),
        ("organiser-une-session/", "mercredi 12 mai 2021"),
        ("diplomes/", "3e, 3e SEGPA et 3e prépa-métiers"),
        ("circulaire/", "jeudi 20 mai 2021"),
        ("", "lundi 15 mars au vendredi 11 juin 2027"),  # the year of the build
        ("calculateur/", "lundi 15 mars au vendredi 11 juin 2027"),
    ],
)
def test_pages_say_what_the_rules_say(
    pages: dict[str, BeautifulSoup], page: str, says: str
) -> None:
    text = " ".join(pages[page].get_text(" ").split())
    assert says in text
    assert "{{" not in text
    assert "data-kept" not in str(pages[page])


def test_the_table_of_who_is_concerned_has_every_class(pages: dict[str, BeautifulSoup]) -> None:
    table = pages["annees/2020-2021/"].select_one("table")
    assert table is not None
    first = " ".join(cell.get_text() for cell in table.select("tbody th"))
    for level in CLASSES:
        in_a_whole = level.startswith(("2de", "1re", "tle", "cap", "bts", "cpge"))
        assert (level.label in first) != in_a_whole
    assert "Toutes les classes de lycée et CAP" in first
    assert "BTS et CPGE" in first
    assert "hors contrat" in first


def test_every_class_can_be_chosen(pages: dict[str, BeautifulSoup]) -> None:
    options = pages["calculateur/"].select("select[name=class_level] option")
    assert [option["value"] for option in options] == ["", *CLASSES]


@pytest.mark.parametrize("target", TARGETS)
def test_every_link_leads_to_a_page_and_an_anchor(dist: Path, target: str) -> None:
    folder = dist / target
    assert sum(len(page.addresses) for page in links(folder).values()) > 500
    assert broken_links(folder) == []


@pytest.mark.parametrize("target", TARGETS)
def test_every_page_names_its_icon(dist: Path, target: str) -> None:
    """Without one, a browser asks the host for /favicon.ico, which is not the site's."""
    for path, page in read_pages(dist / target).items():
        assert page.select("link[rel=icon][href]"), path


@pytest.mark.parametrize("target", TARGETS)
def test_every_page_asks_for_its_scripts_as_it_begins(dist: Path, target: str) -> None:
    """Where a security policy is stated, Chromium asks for a script only once it comes to it.

    A script of the head, which it comes to at once, needs nothing.
    """
    for path, page in read_pages(dist / target).items():
        if is_bare(path):
            continue
        ahead = [link["href"] for link in page.select("head link[rel=preload][as=script]")]
        scripts, late = (
            {script["src"] for script in page.select(css)}
            for css in ("script[src]", "body script[src]")
        )
        assert len(ahead) == len(set(ahead)), path
        assert late <= set(ahead) <= scripts, path
        assert ahead, path


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, BeautifulSoup]) -> None:
    for path, soup in pages.items():
        loaded = soup.select(
            "script[src], img, iframe, source, link[rel~=stylesheet], link[rel~=icon]"
        )
        assert loaded or path == "404.html", path
        for element in loaded:
            url = urlsplit(str(element.get("src") or element.get("href")))
            assert not url.netloc, f"{path}: {element}"


def test_every_page_has_a_title_a_description_and_one_heading(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, soup in pages.items():
        if path == "404.html":
            continue
        assert soup.html is not None
        assert soup.html["lang"] == "fr"
        assert len(soup.select("h1")) == 1, path
        description = soup.select_one("meta[name=description]")
        assert description is not None
        assert len(str(description["content"])) > 40, path
