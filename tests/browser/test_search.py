"""The search of every target: what a person types without accents finds the same."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from calculator.site.release import TARGETS
from tests.browser.readers import SEARCH, Chromium, Watched, search
from tests.browser.targets import opened
from tests.conftest import serve

SAYS = 'document.querySelector(".md-search-result__meta").textContent'
FORGOTTEN = f"/initialisation|taper/i.test({SAYS})"
# As many as are shown at first, for those that it says it found: it says so before it shows them.
SHOWN = f"""(() => {{
    const says = {SAYS};
    const found = /aucun/i.test(says) ? 0 : Number(says.match(/\\d+/)?.[0] ?? NaN);
    return document.querySelectorAll(".md-search-result__item").length >= Math.min(found, 10);
}})()"""
RESULTS = """() => [...document.querySelectorAll(".md-search-result__link")].map((link) => {
    const texts = (css) => [...link.querySelectorAll(css)].map((one) => one.textContent);
    const lacking = texts("del");
    link.querySelector(".md-search-result__terms")?.remove();
    return [link.href, link.innerHTML, texts("mark"), lacking];
})"""


@dataclass(frozen=True)
class Result:
    """What a person sees of a result.

    Attributes:
        page: Where it leads, anchor included.
        text: Its title and its excerpt.
        marked: The words that stand out in them.
        lacking: The words looked for that are said not to be there, as if typed without accents.
    """

    page: str
    text: str
    marked: tuple[str, ...]
    lacking: tuple[str, ...]


@pytest.fixture(scope="module", params=["public", "intranet", "offline", "offline in Firefox"])
def reader(request: pytest.FixtureRequest, dist: Path) -> Iterator[Watched]:
    """A browser on the home page of a target, ready to search."""
    name, *in_firefox = request.param.split(" in ")
    if in_firefox:
        firefox: Watched = request.getfixturevalue("firefox")
        yield begun(firefox, (dist / name / "index.html").as_uri())
        return
    context = request.getfixturevalue("browser").new_context(locale="fr-FR")
    if name == "offline":
        yield begun(Chromium(context), (dist / name / "index.html").as_uri())
    else:
        for address in serve(dist / name):
            yield begun(Chromium(context), f"{address}index.html")
    context.close()


def begun(reader: Watched, home: str) -> Watched:
    reader.open(home)
    reader.click(SEARCH)
    reader.wait_until(f"/taper/i.test({SAYS})")  # what is typed before is looked for in nothing
    return reader


def results(reader: Watched, words: str) -> list[Result]:
    """What the search shows for some words, once it has shown that those before are forgotten."""
    for typed, condition in (("", FORGOTTEN), (words, SHOWN)):
        search(reader, typed)
        reader.wait_until(condition)
    return [
        Result(page_of(address), without_markup(html), tuple(marked), tuple(map(plain, lacking)))
        for address, html, marked, lacking in reader.evaluate(RESULTS)
    ]


def page_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path.removesuffix('/').removesuffix('.html')}#{parts.fragment}"


def without_markup(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html))


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@pytest.fixture(scope="module")
def written(dist: Path) -> set[str]:
    """Every word of the site, as it is written; the names of files depend on the target."""
    indexes = [
        json.loads((dist / target / "search/search_index.json").read_text("utf-8"))
        for target in TARGETS
    ]
    texts = (
        f"{section['title']} {section['text']}" for index in indexes for section in index["docs"]
    )
    return set().union(*(words_of(without_markup(text)) for text in texts))


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("certification-lycee", "certification lycée|certification lycee|CERTIFICATION LYCÉE"),
        ("certification-lycee", "lycée|lycee|Lycee|LYCÉE|lyce\N{COMBINING ACUTE ACCENT}e"),
        ("certification-college", "au collège|au college|AU COLLEGE"),
        ("prepa-metiers", "prépa-métiers|prepa-metiers|Prepa-Métiers"),
        ("prepa-metiers", "prépa métiers|prepa metiers"),
        ("cm2-6e", "bilan périodique|bilan periodique|BILAN PERIODIQUE"),
        ("cm2-6e", "échéance|echeance|l’échéance|l'echeance|L’ÉCHÉANCE"),
        ("cadre-crcn", "compétences|competences|compètences|COMPETENCES"),
        ("questions", "académie de Nantes|academie de nantes"),
        ("circulaire/2020-12-16", "équipe pédagogique|equipe pedagogique|l’équipe pedagogique"),
        ("developpeurs", "decision|décision"),  # without an accent in its code
        ("certification-lycee", "oeuvre lycee|œuvre lycée"),  # a word that no page has
    ],
)
def test_words_are_found_with_or_without_accents_and_shown_as_they_are_written(
    reader: Watched, written: set[str], page: str, typed: str
) -> None:
    expected, *others = (results(reader, words) for words in typed.split("|"))
    pages = dict.fromkeys(result.page.partition("#")[0] for result in expected)
    assert any(found.endswith(f"/{page}") for found in list(pages)[:3])
    assert any(result.marked for result in expected)
    for result in expected:
        assert words_of(result.text) <= written
    for found in others:
        assert found == expected
    assert reader.errors() == []


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("certification lycee", "certification-lycee"),
        ("3eme prepa metiers", "prepa-metiers fiches/3e-prepa-metiers"),
        ("bareme", "cette-annee#certifiable"),
        ("quand passer pix 3eme", "certification-college fiches/3e"),
        ("Quand doit-on passer Pix en troisième ?", "cette-annee#certification"),
        ("pix obligatoire terminale", "certification-lycee fiches/tle-gt fiches/tle-pro"),
        ("combien de competences pour etre certifiable", "cette-annee#certifiable"),
        ("livret scolaire cm2", "cm2-6e fiches/cm2"),
        ("livret sixième", "cm2-6e fiches/6e"),
        ("ecole hors contrat", "questions#hors-contrat"),
        ("bts certification", "certification-lycee questions#bts-cpge fiches/bts-1 fiches/bts-2"),
        ("importer liste eleves pix orga", "liste"),
        ("segpa", "cette-annee#ne-sait-pas"),
        ("diplome brevet pix", "diplomes"),
        ("bac pix", "questions#diplome diplomes"),
        ("inscription pix 5eme", "pix-des-la-5e fiches/5e"),
        ("pix gratuit", "questions#cout"),
        ("mon enfant absent session", "questions#absence"),
        ("organiser session", "organiser-une-session"),
        ("accessibilite", "accessibilite"),
        ("calendrier ics", "organiser-une-session#agenda"),
        ("plan des sessions", "etablissement organiser-une-session"),
        ("dates 2026-2027", "cette-annee#dates"),
        ("date limite certification 3e", "cette-annee#dates"),
        ("rattrapage", "cette-annee#dates"),
        ("parcoursup", "cette-annee#savoir"),
        ("attestation 6e", "cette-annee#attestation-6e"),
        ("pix ia", "cette-annee#pix-ia"),
        ("certificabilité", "cette-annee#certifiable"),
        ("export pix orga csv", "cette-annee#export liste#fichiers"),
        ("rgpd données élèves", "cette-annee#rgpd"),
        ("absent le jour de la certification", "cette-annee#absence"),
        ("ulis", "cette-annee#ne-sait-pas"),
        ("tiers temps", "cette-annee#ne-sait-pas"),
    ],
)
def test_the_page_that_answers_a_question_comes_first(
    reader: Watched, typed: str, pages: str
) -> None:
    """A page may be named with the section that answers: it is one of those shown first."""
    found = [result.page for result in results(reader, typed)]
    assert found
    right = [page.partition("#") for page in pages.split()]
    assert any(
        found[0].partition("#")[0].endswith(f"/{page}")
        and (not anchor or any(one.endswith(f"/{page}#{anchor}") for one in found[:4]))
        for page, _, anchor in right
    ), found[:4]


def test_a_word_that_a_page_lacks_is_said_and_no_other(reader: Watched) -> None:
    first, *_ = results(reader, "la oeuvre du lycee a xylophone")
    assert first.page.endswith("/certification-lycee#")
    assert first.lacking == ("oeuvre", "xylophone")
    assert "lycée" in first.marked


@pytest.mark.parametrize(
    ("typed", "completed"), [("lyc", "lycée"), ("lycee", "lycee"), ("aca", "académie")]
)
def test_a_word_is_completed_with_its_accents(
    page: Page, site: str, typed: str, completed: str
) -> None:
    page.goto(site)
    page.locator(SEARCH).click()
    page.keyboard.type(typed, delay=50)
    expect(page.locator("[data-md-component=search-suggest]")).to_have_text(completed)


def test_what_is_pasted_is_looked_for(page: Page, site: str) -> None:
    page.goto(f"{site}glossaire/")
    field = page.locator(SEARCH)
    field.click()
    page.wait_for_function(FORGOTTEN)
    field.fill("certification lycée")  # no key goes up
    expect(page.locator(".md-search-result__item").first).to_contain_text("lycée")


def test_an_excerpt_keeps_words_apart(dist: Path) -> None:
    index = json.loads((dist / "public/search/search_index.json").read_text("utf-8"))
    texts = " ".join(section["text"] for section in index["docs"])
    assert "avr. mai juin" in texts
    assert re.findall(r"avr\.mai|QuoiDates|CE1CE2|jourssemaines|2020-2021Quoi", texts) == []


def test_nothing_of_the_search_is_fetched_before_it_is_opened(page: Page, site: str) -> None:
    """Its index takes as long to make as Python does to start."""
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page.goto(site, wait_until="networkidle")
    assert not any(path.endswith("search_index.json") for path in fetched)
    page.locator(SEARCH).click()
    page.locator(SEARCH).fill("certification")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert [path for path in fetched if path.endswith("search_index.json")]


@pytest.mark.parametrize("target", ["public", "intranet", "offline"])
def test_an_address_can_ask_for_words(page: Page, dist: Path, target: str) -> None:
    with opened(target, dist / target) as place:
        page.goto(f"{place.address}{place.home}?q=certification")
        expect(page.locator(SEARCH)).to_have_value("certification")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
