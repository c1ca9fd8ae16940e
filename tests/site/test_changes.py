"""« Ce qui change »: which texts are compared, the pages, their place in the menu, the feed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from calculator import Circular
from calculator.changes.comparing import ChangeKind
from calculator.site.changes import (
    change_names,
    change_pages,
    followed,
    menu_with_changes,
    wants_changes,
)
from calculator.site.feed import atom, entries_of
from tests.changes.years import later
from tests.making import change, made_up, window, with_windows
from tests.site.building import build, copy_project
from tests.site.links import broken_links, read_pages
from tests.site.test_build import a_year_later, make_lycee_mandatory

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://site.example/sous/un-chemin/"
FIRST, SECOND = made_up(), later()
MENU = [{"Accueil": "index.md"}, {"Ce qui change": "changements/index.md"}, {"À propos": "a.md"}]


def of(issuer: str, year: int, name: str = "") -> Circular:
    school_year = f"{year}-{year + 1}"
    return made_up(id=f"{name or issuer}-{school_year}", issuer=issuer, school_year=school_year)


# --- Which texts are compared -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([], []),
        ([("a", 2020)], []),
        ([("a", 2021), ("a", 2020)], ["a-2020-2021 a-2021-2022"]),
        # each the only one of its year
        ([("b", 2021), ("a", 2020)], ["a-2020-2021 b-2021-2022"]),
        # a year that nothing is known of is passed over
        ([("a", 2023), ("a", 2020)], ["a-2020-2021 a-2023-2024"]),
        # several of a year: each with that of its issuer
        (
            [("a", 2021), ("b", 2021), ("a", 2020), ("b", 2020)],
            ["a-2020-2021 a-2021-2022", "b-2020-2021 b-2021-2022"],
        ),
        # one of another issuer is not what several follow, nor what follows several
        ([("b", 2021), ("c", 2021), ("a", 2020)], []),
        ([("c", 2021), ("a", 2020), ("b", 2020)], []),
        (
            [("b", 2022), ("b", 2021), ("a", 2020)],
            ["b-2021-2022 b-2022-2023", "a-2020-2021 b-2021-2022"],
        ),
    ],
)
def test_which_texts_follow_which(known: list[tuple[str, int]], expected: list[str]) -> None:
    pairs = followed(of(issuer, year) for issuer, year in known)
    assert [f"{pair.before.id} {pair.after.id}" for pair in pairs] == expected


def test_two_texts_of_one_issuer_and_year_are_not_told_apart() -> None:
    assert followed([of("a", 2021), of("a", 2020), of("a", 2020, "a-bis")]) == []


# --- Pages and menu ---------------------------------------------------------------------------


def test_without_two_years_there_is_neither_page_nor_entry_in_the_menu() -> None:
    assert change_pages([], feed=False) == {}
    assert menu_with_changes(MENU, []) == [MENU[0], MENU[2]]


def test_the_menu_has_a_page_for_each_year_where_the_site_says() -> None:
    menu = menu_with_changes(MENU, followed([SECOND, FIRST]))
    assert menu == [
        MENU[0],
        {
            "Ce qui change": [
                {"Tous les changements": "changements/index.md"},
                {"2020-2021 et 2021-2022": "changements/nantes-2021-2022.md"},
            ]
        },
        MENU[2],
    ]


@pytest.mark.parametrize(("menu", "wants"), [(None, True), (MENU, True), (MENU[:1], False)])
def test_a_site_whose_menu_does_not_name_them_has_no_such_pages(
    menu: list[dict[str, str]] | None, *, wants: bool
) -> None:
    assert wants_changes(menu) is wants


def test_pages_of_the_same_years_name_their_issuers() -> None:
    known = [of("a", 2021), of("b", 2021), of("a", 2020), of("b", 2020)]
    pages = change_pages(followed(known), feed=False)
    titles = [re.findall("(?m)^# (.+)$", markdown)[0] for markdown in pages.values()]
    assert titles[1:] == [f"Ce qui change entre 2020-2021 et 2021-2022 ({who})" for who in "ab"]
    assert "Atom" not in "".join(pages.values())


def test_a_page_that_names_no_year_says_which_there_are() -> None:
    changes = change_names(followed([SECOND, FIRST]), str, str)["changes"]
    with pytest.raises(ValueError, match="ne suit aucun texte ; il faut nantes-2021-2022"):
        changes("nantes-2020-2021")
    none = change_names([], str, str)["changes"]
    with pytest.raises(ValueError, match="aucune circulaire n’en suit une autre"):
        none("nantes-2020-2021")


def test_a_year_in_which_nothing_changes_says_so() -> None:
    pair = followed([of("a", 2021), of("a", 2020)])
    assert change_names(pair, str, str)["changes"](pair[0].after.id).startswith("Rien ne change")


# --- The feed ---------------------------------------------------------------------------------

MOVED = [
    change("2021-04-07", "2021-03-08", "2021-06-25"),
    change("2021-06-01", None, None),
]
MOVING = made_up(with_windows("3e", window("2021-03-08", "2021-05-12", changes=MOVED)))
PAGES = {"": f"{SITE}changements/", SECOND.id: f"{SITE}changements/{SECOND.id}/"}


def feed_of(*circulars: Circular) -> ET.Element:
    entries = entries_of(circulars, followed(circulars))
    written = atom(entries, f"{SITE}changements.atom", "Mon site", "Éditeur & fils", PAGES)
    assert written.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return ET.fromstring(written)


def text(element: ET.Element, name: str) -> str:
    """The one text of a name."""
    (found,) = element.findall(f"{ATOM}{name}")
    assert found.text
    return found.text


def test_the_feed_has_all_that_the_format_asks_for() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and moment each, an author, a link that leads on."""
    feed = feed_of(SECOND, MOVING)
    entries = feed.findall(f"{ATOM}entry")
    for one in (feed, *entries):
        assert text(one, "id")
        assert text(one, "title")
        assert datetime.fromisoformat(text(one, "updated")).tzinfo
    assert len({text(one, "id") for one in entries}) == len(entries) == 3
    assert text(feed, "title") == "Ce qui change : Mon site"
    (author,) = feed.findall(f"{ATOM}author")
    assert text(author, "name") == "Éditeur & fils"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}changements.atom", "alternate": f"{SITE}changements/"}
    assert text(feed, "updated") == max(text(one, "updated") for one in entries)
    assert all(urlsplit(str(link.get("href"))).scheme for link in feed.iter(f"{ATOM}link"))


def test_the_feed_tells_each_move_of_a_window_and_each_year_the_latest_first() -> None:
    entries = feed_of(SECOND, MOVING).findall(f"{ATOM}entry")
    found = [(text(one, "updated")[:10], text(one, "title")) for one in entries]
    moved = "Dates changées en 2020-2021 : certification, 3e et 3e SEGPA"
    year = "Ce qui change entre 2020-2021 et 2021-2022"
    assert sorted(found, reverse=True) == [
        ("2021-06-01", moved),
        ("2021-04-07", moved),
        ("2020-12-16", year),
    ]
    assert [day for day, _ in found] == ["2021-06-01", "2021-04-07", "2020-12-16"]
    assert text(entries[1], "content").splitlines() == [
        (
            "Avant : du lundi 8 mars au mercredi 12 mai 2021 "
            "[circulaire du 16 décembre 2020, § 5 calendrier]."
        ),
        (
            "Depuis le mercredi 7 avril 2021 : du lundi 8 mars au vendredi 25 juin 2021 "
            "[circulaire du 16 décembre 2020, § 5 calendrier]."
        ),
    ]
    assert "Certification, 3e et 3e SEGPA : du mardi 8 mars au jeudi 12 mai 2022 [" in text(
        entries[2], "content"
    )
    (link,) = entries[2].findall(f"{ATOM}link")
    assert link.get("href") == PAGES[SECOND.id]


def test_an_entry_keeps_its_name_when_others_come_or_the_site_moves() -> None:
    def names(*circulars: Circular) -> set[str]:
        entries = feed_of(*circulars).findall(f"{ATOM}entry")
        return {text(entry, "id") for entry in entries}

    assert names(MOVING) < names(SECOND, MOVING)
    once = made_up(with_windows("3e", window("2021-03-08", "2021-05-12", changes=MOVED[:1])))
    assert names(once) < names(MOVING)
    assert all(name.startswith("urn:uuid:") for name in names(MOVING))


def test_a_page_seen_years_later_does_not_date_its_year() -> None:
    late = {"authority": "reported", "title": "P", "short_title": "p", "date": "2026-11-26"}

    def rest_on_it(data: dict[str, dict[str, object]]) -> None:
        data["sources"]["vue"] = late | {"page": None, "url": None, "paragraphs": {}}

    cites = window("2022-03-07", "2022-05-13", cites=["vue"])
    year = later(rest_on_it, with_windows("3e", cites), with_windows("tle-gt", cites))
    (entry,) = entries_of([FIRST, year], followed([year, FIRST]))
    assert entry.updated.isoformat() == "2020-12-16"  # of the other window
    only = later(rest_on_it, *(with_windows(c, cites) for c in ("3e", "3e-prepa-metiers", "bts-1")))
    (entry,) = entries_of([FIRST, only], followed([only, FIRST]))
    assert entry.updated.isoformat() == "2021-09-01"


# --- The built site ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a second year, and the address of its site."""
    project = copy_project(tmp_path_factory.mktemp("years"))
    texts, circulars = project / "docs/circulaire", project / "circulars"
    second = circulars / "nantes-2021-2022"
    shutil.copy(texts / "2020-12-16.md", texts / "2021-12-16.md")
    shutil.copytree(circulars / "nantes-2020-2021", second)
    for file in (texts / "2021-12-16.md", second / "circular.toml", second / "examples.csv"):
        a_year_later(file)
    make_lycee_mandatory(second)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SITE_URL", SITE)
        yield project


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    done = build(project)
    assert done.returncode == 0, done.stderr
    return project / "built"


def test_the_site_says_what_changes_with_links_to_both_paragraphs(built: Path) -> None:
    pages = read_pages(built)
    page = pages["changements/nantes-2021-2022/"]
    assert page.select("h1")[0].get_text().startswith("Ce qui change entre 2020-2021 et 2021-2022")
    titles = [one.get_text().removesuffix("¶") for one in page.select("h2")]
    assert titles == [ChangeKind.STATUS.label, ChangeKind.DATES.label]
    row = page.select("table")[0].select("tbody tr")[0]
    assert "Facultative" in row.get_text()
    links = [str(link["href"]) for link in row.select("a")]
    assert links == [f"../../circulaire/{year}-12-16/#p-5-lycee" for year in (2020, 2021)]
    for where in ("", "changements/", "fiches/3e/"):
        menu = pages[where].select(".md-nav--primary a[href]")
        assert "2020-2021 et 2021-2022" in {link.get_text(strip=True) for link in menu}
    assert [link for link in broken_links(built) if not link.startswith("404.html")] == []


def test_the_site_has_a_feed_that_leads_to_its_pages(built: Path) -> None:
    feed = ET.parse(built / "changements.atom").getroot()
    assert text(feed, "id") == f"{SITE}changements.atom"
    for link in feed.iter(f"{ATOM}link"):
        file = str(link.get("href")).removeprefix(SITE)
        assert (built / file / "index.html" if file.endswith("/") else built / file).is_file()
    home = BeautifulSoup((built / "index.html").read_text("utf-8"), "html.parser")
    (told,) = home.select("link[rel=alternate][type='application/atom+xml']")
    assert told["href"] == "changements.atom"
    assert "../changements.atom" in (built / "changements/index.html").read_text("utf-8")


def test_a_copy_for_an_intranet_has_the_pages_and_no_feed(project: Path, built: Path) -> None:
    done = build(project, "mkdocs.intranet.yml")
    assert done.returncode == 0, done.stderr
    assert (built / "changements/nantes-2021-2022.html").is_file()
    assert not (built / "changements.atom").exists()
    assert "changements.atom" not in (built / "index.html").read_text("utf-8")
    assert "Atom" not in (built / "changements/index.html").read_text("utf-8")
