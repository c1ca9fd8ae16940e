"""What a reader takes away on paper: an answer is one sheet, without the site around it."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from calculator.model.vocabulary import ClassLevel
from tests.browser.driving import READY, open_calculator
from tests.browser.takeaway import BAR, CASE, ON
from tests.browser.targets import RESULT
from tests.browser.test_establishment import THREE_SESSIONS
from tests.conftest import serving
from tests.known import CLASSES

SIXTEEN = "levels=1111111111111111"
"""The longest answer: it names every competence."""
ONE_SESSION = (
    "#establishment=prive-sous-contrat&class.3e=1&class.cm2=1&on=2021-01-04"
    "&session.college.1=2021-04-29"
)


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words_of(pdf: PdfReader) -> str:
    return plain(" ".join(sheet.extract_text() for sheet in pdf.pages))


def plain(text: str) -> str:
    """A text without ligatures, special spaces and line ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def test_the_answer_for_every_class_is_one_sheet(page: Page, site: str) -> None:
    open_calculator(page, site)
    for level in CLASSES:
        page.goto(f"{site}calculateur/#class_level={level}&establishment=public&{ON}&{SIXTEEN}")
        result = page.locator(RESULT)
        expect(result).to_contain_text(f"{level.label}, établissement public", timeout=READY)
        expect(result).to_contain_text("L’élève a 16 compétences")
        (sheet,) = printed(page).pages
        assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]  # A4, in points


def test_a_sheet_says_the_answer_its_paragraphs_and_where_to_find_it(page: Page, site: str) -> None:
    page.goto(f"{site}calculateur/#{CASE}&{ON}")
    expect(page.locator(BAR)).to_be_visible(timeout=READY)  # with the address, once Python is there
    words = words_of(printed(page))
    assert "il reste 63 jours" in words
    for kept in (
        "Certification obligatoire : inscrire l’élève à une session de certification.",
        "circulaire du 16 décembre 2020, § 5 calendrier",
        "https://github.com/1024pix/pix/pull/2889",
    ):
        assert kept in words
    assert f"{site}calculateur/#{CASE}&{ON}" in words.replace(" ", "")
    for left in ("Classe de l’élève", "Copier", "Tout recommencer", "Les champs", "Accueil"):
        assert left not in words
    assert "En facile à lire" not in words  # it says again what is above it


@pytest.mark.parametrize(("link", "sheets"), [(THREE_SESSIONS, 3), (ONE_SESSION, 2)])
def test_a_plan_fills_its_sheets(page: Page, site: str, link: str, sheets: int) -> None:
    """No sheet ends early because what follows it is kept together."""
    page.goto(f"{site}etablissement/{link}")
    expect(page.locator(BAR)).to_be_visible(timeout=READY)
    pdf = printed(page)
    assert len(pdf.pages) == sheets
    assert "circulaire du 16 décembre 2020, § 3" in words_of(pdf)


@pytest.mark.parametrize("level", CLASSES)
def test_the_page_of_a_class_has_a_sheet_of_paper_for_each_kind_of_school(
    page: Page, site: str, level: ClassLevel
) -> None:
    page.goto(f"{site}fiches/{level}/")
    pdf = printed(page)
    subjects = page.locator(".calc-answer__subject").all_inner_texts()
    assert len(pdf.pages) == len(subjects) > 1
    for paper, subject in zip(pdf.pages, subjects, strict=True):
        assert plain(subject) in plain(paper.extract_text())
    words = words_of(pdf)
    assert f"Fiche {level.label}" in words
    for left in ("Ouvrir le calculateur", "Toutes les fiches", "Le calculateur, lui, répond"):
        assert left in page.inner_text("main")
        assert left not in words


@pytest.mark.parametrize("missing", [False, True])
def test_a_dated_answer_is_printed_alone_before_python_answers(
    page: Page, site: str, missing: bool
) -> None:
    subject = "3e, établissement privé sous contrat, année scolaire 2026-2027, le jeudi 26"
    page.route("**/assets/engine/wasm.*", lambda asked: asked.abort() if missing else None)
    page.goto(f"{site}calculateur/#{CASE}&on=2026-11-26")
    place = page.locator("[data-calc-sheet]" if missing else RESULT)
    expect(place).to_contain_text(subject, timeout=READY)
    told = page.get_by_text("n’a pas pu démarrer") if missing else page.get_by_role("progressbar")
    expect(told.first).to_be_visible()
    pdf = printed(page)
    assert len(pdf.pages) == 1
    words = words_of(pdf)
    assert subject in words
    assert "code de l’éducation, art. D. 121-1" in words
    for left in ("Classe de l’élève", "arrive…", "n’a pas pu", "Cette réponse en ligne"):
        assert left not in words


def test_print_is_black_on_white_in_the_dark_too(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}calculateur/#{CASE}&{ON}")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours", timeout=READY)
    page.emulate_media(media="print")
    page.wait_for_timeout(700)  # for what moves to be where it goes
    colours = page.evaluate(
        """() => [...document.querySelectorAll("body, .calc-answer, .calc-answer *")]
            .filter(one => one.checkVisibility())
            .map(one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])"""
    )
    assert {ink for ink, _ in colours} <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    assert {paper for _, paper in colours} <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    context.close()


def test_the_button_prints(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => { document.title = 'printed' }")
    page.goto(f"{site}calculateur/#{CASE}&{ON}")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours", timeout=READY)
    page.get_by_role("button", name="Imprimer").click()
    expect(page).to_have_title("printed")


@pytest.mark.parametrize("path", ["", "certification-college/", "questions/"])
def test_other_pages_print_without_the_site_around_them(page: Page, dist: Path, path: str) -> None:
    with serving(dist / "public") as address:
        page.goto(address + path)
        words = words_of(printed(page))
        title = page.get_by_role("heading", level=1).inner_text().removesuffix("¶")
        assert plain(title) in words
        assert "Table des matières" not in words
