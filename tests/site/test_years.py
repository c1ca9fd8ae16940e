"""What a site says of its years: this one first, the others in the past, on any day of a build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from calculator import Circular, carried_circulars, load_circular
from calculator.answers import words
from calculator.model.deciding import window_on
from calculator.model.decision import window_that_counts
from calculator.model.duties import Window
from calculator.site.dated import over_html, window_states_html
from tests.answers.markup import read_html
from tests.known import CLASSES
from tests.site.building import build, copy_project, edit
from tests.site.links import broken_links, read_pages

NANTES = load_circular("nantes-2020-2021")
YEARS = [circular.year for circular in carried_circulars().all]
AFTER_ALL = date(2030, 10, 1)
OVER = "Cette page parle de l’année scolaire {}, qui est terminée."
PINNED = "    circulars: circulars\n    pinned: {}\n"


def text(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def article(page: BeautifulSoup) -> Tag:
    return page.select("article")[0]  # the others are sheets, in it


def over(page: BeautifulSoup) -> list[str]:
    """The notices that a page's year is over, those alone that are shown."""
    return [text(one) for one in page.select(".calc-over:not([hidden])")]


# --- Where a window stands --------------------------------------------------------------------


def of_exams(circular: Circular) -> list[tuple[Window, ...]]:
    rules = (rule for duty in circular.exams for rule in duty.rules)
    return list(dict.fromkeys(rule.windows for rule in rules if rule.windows))


def opening(windows: tuple[Window, ...]) -> str:
    return str(windows[0].opens)


def states(windows: tuple[Window, ...], on: date) -> list[Tag]:
    html = window_states_html(windows, year=NANTES.school_year, on=on)
    return BeautifulSoup(html, "html.parser").find_all("span", recursive=False)


def whole_year(circular: Circular) -> Iterator[date]:
    year = circular.school_year
    yield from (year.begins + timedelta(n) for n in range((year.ends - year.begins).days + 1))


@pytest.mark.parametrize("windows", of_exams(NANTES), ids=opening)
def test_each_day_of_a_year_has_one_state_in_the_words_of_answers(
    windows: tuple[Window, ...],
) -> None:
    for day in whole_year(NANTES):
        (shown,) = (one for one in states(windows, day) if "hidden" not in one.attrs)
        assert str(shown["data-calc-first"]) <= day.isoformat() <= str(shown["data-calc-last"])
        counting = window_that_counts([window_on(window, day) for window in windows])
        assert counting
        assert text(shown) == words.capitalised(words.window_in_days(counting))
        for count in shown.select("[data-calc-to]"):  # which the browser brings up to date
            days = (date.fromisoformat(str(count["data-calc-to"])) - day).days
            assert count.get_text() == str(days)


@pytest.mark.parametrize("windows", of_exams(NANTES), ids=opening)
def test_states_are_the_same_on_whatever_day_a_site_is_built(windows: tuple[Window, ...]) -> None:
    spans = [
        [(one["data-calc-first"], one["data-calc-last"]) for one in states(windows, day)]
        for day in (NANTES.school_year.begins, date(2021, 3, 10), AFTER_ALL)
    ]
    assert spans[0] == spans[1] == spans[2]
    days = [date.fromisoformat(str(day)) for span in spans[0] for day in span]
    assert (days[0], days[-1]) == (NANTES.school_year.begins, NANTES.school_year.ends)
    for last, first in zip(days[1:-1:2], days[2::2], strict=True):
        assert first - last == timedelta(1)


@pytest.mark.parametrize(("day", "shown"), [("2021-08-31", False), ("2021-09-01", True)])
def test_a_year_is_over_the_day_after_its_last(day: str, *, shown: bool) -> None:
    html = over_html([NANTES], date.fromisoformat(day), "../")
    (notice,) = read_html(html).select("p")
    assert text(notice) == f"{OVER.format('2020-2021')} Voir cette année"
    assert notice["data-calc-after"] == "2021-08-31"
    assert ("hidden" not in notice.attrs) is shown


# --- The site that is published ---------------------------------------------------------------


@pytest.fixture(scope="module")
def published(site_folder: Path) -> dict[str, BeautifulSoup]:
    return read_pages(site_folder)


@pytest.fixture(scope="module")
def this_year(published: dict[str, BeautifulSoup]) -> str:
    (heading,) = published[""].select("h2#essentiel")
    return heading.get_text().removeprefix("L’année scolaire ").removesuffix("¶")


def test_each_year_has_its_page_and_the_list_of_all_leads_to_it(
    published: dict[str, BeautifulSoup], this_year: str
) -> None:
    listed = article(published["annees/"]).select("li")
    assert [item.select("a")[0]["href"] for item in listed] == [f"{year}/" for year in YEARS]
    assert [year for year, item in zip(YEARS, listed, strict=True) if "cette année" in text(item)]
    for year in YEARS:
        page = published[f"annees/{year}/"]
        assert text(page.select("h1")[0]).startswith(f"Année scolaire {year}")
        circulars = [circular for circular in carried_circulars().all if circular.year == year]
        links = [str(link["href"]) for link in page.select(".calc-buttons a")]
        chosen = [parse_qs(urlsplit(link).fragment) for link in links]
        assert chosen == [{"circular": [circular.id]} for circular in circulars for _ in (1, 2)]
        assert over(page) == ([f"{OVER.format(year)} Voir cette année"] if year < this_year else [])


@pytest.mark.parametrize("class_level", CLASSES)
def test_the_sheets_of_another_year_tell_it_in_the_past(
    published: dict[str, BeautifulSoup], class_level: str
) -> None:
    page = published[f"fiches/2020-2021/{class_level}/"]
    assert text(page.select("h1")[0]).endswith(", 2020-2021 ¶")
    assert over(page) == [f"{OVER.format('2020-2021')} Voir cette année"]
    said = text(article(page))
    assert "demandait pour cette classe en 2020-2021" in said
    assert "Année scolaire 2020-2021 terminée" in said
    assert " est obligatoire" not in said
    links = [str(link["href"]) for link in page.select("a.md-button")]
    chosen = [parse_qs(urlsplit(link).fragment)["circular"] for link in links]
    assert chosen == [["nantes-2020-2021"]] * 3
    back = {str(link["href"]) for link in article(page).select("a[href]")}
    assert f"../../{class_level}/" in back  # the sheet of this year


def test_this_year_has_the_sheets_without_a_year_in_their_address(
    published: dict[str, BeautifulSoup], this_year: str
) -> None:
    for class_level in CLASSES:
        page = published[f"fiches/{class_level}/"]
        assert text(page.select("h1")[0]).endswith(f", {this_year} ¶")
        assert over(page) == []
        links = [str(link["href"]) for link in page.select("a.md-button")]
        assert not [link for link in links if "circular=" in link]  # the day chooses
        other = f"../2020-2021/{class_level}/"
        assert other in {link.get("href") for link in article(page).select("a")}


def test_other_years_are_in_the_menu_once_and_not_in_the_search(
    published: dict[str, BeautifulSoup], site_folder: Path
) -> None:
    menu = [str(link["href"]) for link in published[""].select(".md-nav--primary a[href]")]
    assert [link for link in menu if "fiches/2020-2021/" in link] == ["fiches/2020-2021/"]
    index = json.loads((site_folder / "search/search_index.json").read_text("utf-8"))["docs"]
    assert not [one for one in index if one["location"].startswith("fiches/2020-2021/")]
    assert [one for one in index if one["location"].startswith("fiches/3e/")]


def test_the_search_shows_nothing_of_what_a_page_says_of_another_day(site_folder: Path) -> None:
    index = json.loads((site_folder / "search/search_index.json").read_text("utf-8"))["docs"]
    assert not [one["location"] for one in index if "qui est terminée" in one["text"]]
    (home,) = (one["text"] for one in index if one["location"] == "#essentiel")
    assert "lundi 15 mars" in home
    assert "Ouverture" not in home
    assert "Il reste" not in home


@pytest.mark.parametrize("page", ["calculateur/", "liste/", "etablissement/"])
def test_each_form_chooses_a_year_and_at_first_that_of_the_day(
    published: dict[str, BeautifulSoup], page: str
) -> None:
    (field,) = published[page].select("select[name=circular]")
    options = field.select("option")
    assert text(options[0]) == "Celle de la date de référence"
    assert options[0].get("value") == ""
    assert [text(option) for option in options[1:]] == YEARS
    assert not field.select("option[selected][value!='']")


def test_a_page_that_comments_a_text_says_when_its_year_is_over(
    published: dict[str, BeautifulSoup],
) -> None:
    for path in ("circulaire/", "certification-college/", "questions/"):
        assert over(published[path]) == [f"{OVER.format('2020-2021')} Voir cette année"]
    for path in ("", "calculateur/", "glossaire/", "a-propos/"):
        assert over(published[path]) == []


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("fiches/3e/", {"2025-2026": "#class_level=3e&", "2020-2021": "../2020-2021/3e/"}),
        ("fiches/2020-2021/3e/", {"2026-2027": "../../3e/", "2024-2025": "#class_level=3e&"}),
        ("fiches/", {"2025-2026": "../annees/2025-2026/", "2020-2021": "2020-2021/"}),
        ("fiches/2020-2021/", {"2026-2027": "../", "2021-2022": "../../annees/2021-2022/"}),
    ],
)
def test_a_sheet_leads_to_the_other_years(
    published: dict[str, BeautifulSoup], path: str, links: dict[str, str]
) -> None:
    (line,) = published[path].select("article p:-soup-contains('Une autre année')")
    found = {text(link).split()[-1]: str(link["href"]) for link in line.select("a")}
    own = "2020-2021" if "2020-2021" in path else YEARS[0]
    assert {own, *found} == set(YEARS)
    for year, address in links.items():
        assert address in found[year]
        if "#" in address:
            assert found[year].endswith(f"circular=france-{year}")


# --- Sites of other days and of fewer years ---------------------------------------------------


@pytest.fixture(scope="module")
def every_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("years"), every_year=True)


def built(project: Path, on: date) -> dict[str, BeautifulSoup]:
    done = build(project, on=on)
    assert done.returncode == 0, done.stderr
    assert broken_links(project / "built") == []
    return read_pages(project / "built")


def test_built_in_a_year_that_no_text_speaks_of_it_says_that_its_own_is_over(
    every_year: Path,
) -> None:
    pages = built(every_year, AFTER_ALL)
    last = YEARS[0]
    assert text(pages[""].select("h2#essentiel")[0]).startswith(f"L’année scolaire {last}")
    for path in ("", f"annees/{last}/", "fiches/3e/"):
        assert over(pages[path]) == [OVER.format(last)]  # no page of a later year to lead to
    assert "État au 1er octobre 2030" in text(article(pages[""]))
    assert "demandait pour cette classe" in text(article(pages["fiches/3e/"]))
    assert "Année scolaire 2026-2027 terminée" in text(article(pages["fiches/3e/"]))
    assert "cette année" not in text(article(pages["annees/"])).partition("Voici")[2]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(1980, 1, 1), "2020-2021"),  # before all texts: a release without Git
        (date(2021, 9, 1), "2021-2022"),
    ],
)
def test_the_home_page_speaks_of_the_year_of_the_day_it_is_built(
    every_year: Path, day: date, year: str
) -> None:
    pages = built(every_year, day)
    home = text(article(pages[""]))
    assert f"L’année scolaire {year}" in home
    assert f"État au {words.short_date(day)}" in home
    assert over(pages[""]) == over(pages["fiches/3e/"]) == over(pages[f"annees/{year}/"]) == []
    assert text(pages["fiches/3e/"].select("h1")[0]).endswith(f", {year} ¶")
    shown = pages[""].select("[data-calc-first]:not([hidden])")
    assert all(str(one["data-calc-first"]) <= day.isoformat() for one in shown)


def test_a_site_that_is_pinned_to_a_text_is_about_it_alone_on_any_day(every_year: Path) -> None:
    settings = every_year / "mkdocs.yml"
    kept = settings.read_text("utf-8")
    edit(settings, "    circulars: circulars\n", PINNED.format("nantes-2020-2021"))
    try:
        pages = built(every_year, date(2021, 3, 10))
    finally:
        settings.write_text(kept, "utf-8")
    assert "L’année scolaire 2020-2021" in text(article(pages[""]))
    assert "Il reste 63 jours" in text(article(pages[""]))
    assert text(pages["fiches/3e/"].select("h1")[0]).endswith(", 2020-2021 ¶")
    assert not [path for path in pages if path.startswith("fiches/2020-2021/")]
    assert not [path for path in pages if over(pages[path])]
    assert not [page for page in pages.values() if "Voir cette année" in page.get_text()]
    links = [str(link["href"]) for link in pages["fiches/3e/"].select("a.md-button")]
    assert {parse_qs(urlsplit(link).fragment)["circular"][0] for link in links} == {NANTES.id}
    for path in ("calculateur/", "liste/", "etablissement/"):
        (chosen,) = pages[path].select("select[name=circular] option[selected]")
        assert chosen["value"] == NANTES.id


def test_a_site_is_pinned_to_a_text_that_it_has(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    settings = project / "mkdocs.yml"
    edit(settings, "    circulars: circulars\n", PINNED.format("nantes-1789-1790"))
    done = build(project)
    assert done.returncode != 0
    assert "mkdocs.yml, pinned : " in done.stderr
    assert "nantes-1789-1790" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_of_one_year_has_no_other_to_lead_to(tmp_path: Path) -> None:
    pages = built(copy_project(tmp_path), date(2021, 3, 10))
    assert not [path for path in pages if path.startswith(("annees/", "changements/"))]
    assert "Les autres années" not in text(article(pages[""]))
    assert not pages["calculateur/"].select("select[name=circular]")
    assert "Autres années" not in text(pages["fiches/"])
