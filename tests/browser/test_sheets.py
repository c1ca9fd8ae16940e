"""What the calculator shows until the answer takes its place, or when none comes.

With something told of the pupil, the dated answer for the class (`test_dated.py`); where the site's
own answers cannot be had, the way to the sheet of the class, of this school year alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from calculator.site.release import TARGETS
from tests.browser.driving import (
    CALCULATOR,
    OWN_ANSWERS,
    READY,
    Held,
    choose_day,
    fill,
    lose_python,
    open_calculator,
)
from tests.browser.targets import MISSING, RESULT, copy_of, opened

SHEET = "[data-calc-sheet]"
STATE = "[data-calc-state]"
WAITING = "La réponse pour cet élève arrive…"
PARTLY = "Réponse pour la classe, à cette date ; la réponse pour cet élève arrive…"
TODAY = "2026-11-26"
"""A day of the year whose sheets the page leads to."""
WITH_LEVELS = "#class_level=3e&on=2021-03-10&levels=2"

PLACE = "(one) => one.getBoundingClientRect().top + scrollY"
NOTE_CHANGES = """window.changes = [];
new MutationObserver((all) => {
    for (const { target } of all) {
        const live = target.closest?.("main :is([aria-live], [role=status])");
        if (live?.textContent) changes.push(live.textContent);
    }
}).observe(document, { childList: true, subtree: true })"""


@pytest.fixture
def python(page: Page, site: str) -> Held:
    """Python on its way to the calculator's page, which is open."""
    held = Held(page)
    page.goto(site + CALCULATOR)
    return held


@pytest.fixture
def alone(page: Page) -> None:
    """A site whose answers cannot be had: the way to the sheets is left."""
    page.route(OWN_ANSWERS, lambda route: route.abort())


@pytest.mark.usefixtures("alone", "python")
def test_a_class_leads_to_its_sheet_without_the_answers_of_the_site(page: Page) -> None:
    sheet = page.locator(f"{SHEET} a")
    for class_level, name in [("3e", "Fiche 3e"), ("cp", "Fiche CP"), ("cm2", "Fiche CM2")]:
        fill(page, class_level, TODAY)
        expect(sheet).to_have_text(name)
    expect(page.locator(STATE)).to_have_text(WAITING)
    expect(page.locator("[data-calc-progress]")).to_be_in_viewport()
    sheet.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fiche CM2, 2026-2027")


@pytest.mark.usefixtures("alone", "python")
def test_no_day_leads_to_the_sheet_of_another_year(page: Page) -> None:
    fill(page, "3e", TODAY)
    expect(page.locator(SHEET)).to_contain_text("Fiche 3e")
    fill(page, "3e", "1999-03-10")
    expect(page.locator(SHEET)).to_be_empty()


@pytest.mark.usefixtures("alone", "python")
def test_without_a_class_it_is_asked_for(page: Page) -> None:
    sheet = page.locator(SHEET)
    expect(sheet).to_contain_text("Choisissez une classe")
    expect(page.locator(STATE)).to_be_empty()
    fill(page, "3e", TODAY, "public")
    expect(sheet).to_contain_text("Fiche 3e")
    page.get_by_role("button", name="Tout recommencer").click()
    expect(sheet).to_contain_text("Choisissez une classe")
    expect(page.locator(STATE)).to_be_empty()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_answer_takes_the_place_of_the_sheet(page: Page, python: Held, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(page.url + WITH_LEVELS)
    expect(page.locator(STATE)).to_have_text(PARTLY)
    box, headline = page.locator(f"{SHEET} article"), page.locator(f"{SHEET} h2")
    places = box.evaluate(PLACE), headline.evaluate(PLACE)
    python.let_come()
    result = page.locator(RESULT)
    expect(result).to_contain_text("il manque 4 compétences", timeout=READY)
    expect(page.locator(SHEET)).to_be_empty()
    expect(page.locator(STATE)).to_be_empty()
    box, headline = result.locator("article"), result.locator("h2")
    assert (box.evaluate(PLACE), headline.evaluate(PLACE)) == places
    fill(page, "cm2", "2021-03-10")
    expect(result).to_contain_text("La circulaire ne donne pas de date")
    expect(page.locator(SHEET)).to_be_empty()


def test_what_is_said_aloud_is_said_once(page: Page, python: Held) -> None:
    """What is shown is read where it is; that an answer comes is heard, and then the answer."""
    page.goto(page.url + WITH_LEVELS)
    expect(page.locator(STATE)).to_have_text(PARTLY)
    page.evaluate(NOTE_CHANGES)
    page.get_by_label("1.1 Mener une recherche").fill("1")
    choose_day(page, "2021-03-11")
    expect(page.locator(SHEET)).to_contain_text("il reste 62 jours")
    expect(page.locator(RESULT)).to_have_attribute("aria-busy", "true")
    python.let_come()
    expect(page.locator(RESULT)).to_contain_text("il reste 62 jours", timeout=READY)
    assert page.locator(RESULT).get_attribute("aria-busy") is None
    expect(page.locator("[data-calc-said]")).to_contain_text("il reste 62 jours")
    told = page.evaluate("changes")
    assert len(told) == 1
    assert "il reste 62 jours" in told[0]


@pytest.mark.parametrize("target", TARGETS)
def test_a_site_without_its_engine_keeps_the_dated_answers(
    page: Page, dist: Path, tmp_path: Path, target: str
) -> None:
    engine: dict[Path, bytes | None] = dict.fromkeys((dist / target / "assets/engine").iterdir())
    with opened(target, copy_of(dist / target, tmp_path / "site", engine)) as site:
        page.goto(site.address + site.calculator)
        message, sheet = page.locator(RESULT), page.locator(SHEET)
        expect(message).to_contain_text(MISSING, timeout=READY)
        for class_level, on, says in [
            ("3e", "2021-03-10", "il reste 63 jours"),
            ("2de-pro", "2021-05-19", "il reste 1 jour"),
            ("2de-pro", TODAY, "Parcours Pix IA obligatoire"),
        ]:
            fill(page, class_level, on)
            expect(sheet).to_contain_text(says)
            expect(message).to_contain_text(MISSING)
            assert message.evaluate(PLACE) < sheet.evaluate(PLACE)
        expect(page.locator(STATE)).to_be_empty()


def test_what_the_page_knows_comes_back_when_python_goes_away(page: Page, site: str) -> None:
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours")
    lose_python(page)
    expect(page.locator(RESULT)).to_contain_text("Une erreur inattendue s’est produite")
    expect(page.locator(SHEET)).to_contain_text("il reste 63 jours")
    choose_day(page, TODAY)
    expect(page.locator(SHEET)).to_contain_text("ouverture dans 109 jours")


@pytest.mark.parametrize("target", TARGETS)
def test_without_javascript_every_sheet_is_a_link_away(
    browser: Browser, dist: Path, target: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with opened(target, dist / target) as site:
        page.goto(site.address + site.calculator)
        page.locator("noscript").get_by_role("link", name="3e prépa-métiers").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Fiche 3e prépa-métiers")
        subject = page.locator(".calc-answer__subject").first
        expect(subject).to_contain_text("année scolaire 2026-2027")
        page.locator("article").get_by_role("link", name="2020-2021").click()
        past = "Les sessions étaient possibles du lundi 8 mars au mercredi 12 mai 2021."
        expect(page.get_by_text(past).first).to_be_visible()
        page.locator("summary", has_text="Pourquoi").first.click()
        page.get_by_role("link", name="§ 5 prépa-métiers").first.click()
        expect(page.locator("#p-5-prepa-metiers")).to_be_in_viewport()
    context.close()


def test_a_link_opens_what_it_leads_into(page: Page, site: str) -> None:
    page.goto(f"{site}fiches/2020-2021/3e/#public-a-savoir")
    expect(page.locator("details[open]")).to_have_id("public-a-savoir")
    page.goto(f"{site}fiches/2020-2021/3e/#public-pourquoi")
    expect(page.locator("#public-pourquoi")).to_have_attribute("open", "")
