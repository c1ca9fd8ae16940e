"""The day that an answer is for: said, and changed when a reader opens its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.driving import CALCULATOR, READY, choose_day, open_calculator
from tests.browser.targets import RESULT

TOOLS = [CALCULATOR, "etablissement/", "liste/"]
TODAY = "Réponse pour aujourd’hui, 10 mars 2021. Changer de jour"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which it is 10 March 2021."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2021, 3, 10, 12, tzinfo=UTC))
    yield page
    context.close()


def field(page: Page) -> Locator:
    return page.get_by_label("Date de référence")


def summary(page: Page) -> Locator:
    return page.locator("[data-calc-reference] > summary")


@pytest.mark.parametrize("path", TOOLS)
def test_the_day_is_said_and_changed_by_keyboard_and_today_is_a_key_away(
    page: Page, site: str, path: str
) -> None:
    open_calculator(page, site, path)
    back = page.get_by_role("button", name="Revenir à aujourd’hui")
    expect(summary(page)).to_have_text(TODAY)
    expect(field(page)).to_be_hidden()
    summary(page).press("Enter")
    expect(field(page)).to_have_value("2021-03-10")
    expect(back).to_be_hidden()
    field(page).fill("2021-05-01")
    expect(summary(page)).to_have_text("Réponse pour le 1er mai 2021. Changer de jour")
    unset = "Réponse pour un jour à indiquer. Changer de jour"
    field(page).fill("")
    expect(summary(page)).to_have_text(unset)
    field(page).fill("2021-05-02")
    field(page).evaluate("field => (field.value = '20211-05-02')")  # a digit too many
    field(page).dispatch_event("input")
    expect(summary(page)).to_have_text(unset)
    back.press("Enter")
    expect(summary(page)).to_have_text(TODAY)
    expect(summary(page)).to_be_focused()
    expect(field(page)).to_be_hidden()
    expect(field(page)).to_have_value("2021-03-10")


def test_the_answer_follows_the_day_there_and_back(page: Page, site: str) -> None:
    open_calculator(page, site)
    page.get_by_label("Classe de l’élève").select_option("3e")
    choose_day(page, "2021-05-12")
    expect(page.locator(RESULT)).to_contain_text("dernier jour")
    page.get_by_role("button", name="Revenir à aujourd’hui").click()
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours")
    choose_day(page, "2021-05-12")
    page.get_by_role("button", name="Tout recommencer").click()
    expect(summary(page)).to_have_text(TODAY)
    expect(field(page)).to_be_hidden()


@pytest.mark.parametrize(
    ("link", "says", "shown"),
    [
        ("class_level=3e", TODAY, False),  # a link for the day on which it is opened
        ("class_level=3e&on=2021-05-12", "Réponse pour le 12 mai 2021. Changer de jour", True),
        ("class_level=3e&on=2021-02-30", TODAY, True),  # a day to look at: it is not the link's
    ],
)
def test_a_link_with_a_day_shows_its_field(
    page: Page, site: str, link: str, says: str, shown: bool
) -> None:
    open_calculator(page, site, f"{CALCULATOR}#{link}")
    expect(summary(page)).to_have_text(says)
    expect(field(page)).to_be_visible(visible=shown)


def test_a_day_that_is_refused_is_shown(page: Page, site: str) -> None:
    """Long after the last text, today itself is refused: nobody opened its field."""
    page.clock.set_fixed_time(datetime(2019, 3, 10, 12, tzinfo=UTC))
    open_calculator(page, site)
    page.get_by_label("Classe de l’élève").select_option("3e")
    expect(page.locator("[data-calc-problems]")).to_contain_text("aucun texte", timeout=READY)
    expect(field(page)).to_be_visible()
    expect(field(page)).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("path", TOOLS)
def test_a_year_that_is_being_typed_is_said_to_be_no_day(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    for typed in ("0002-03-10", "0020-03-10", "0202-03-10"):
        choose_day(page, typed)
        expect(summary(page)).to_have_text("Réponse pour un jour à indiquer. Changer de jour")
    choose_day(page, "2021-03-10")
    expect(summary(page)).to_have_text(TODAY)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_of_another_time_is_refused(page: Page, site: str, day: str) -> None:
    open_calculator(page, site, f"{CALCULATOR}#class_level=3e")
    choose_day(page, day)
    expect(page.locator("[data-calc-problems]")).to_contain_text("une date de 1900 à 2199")
    expect(page.locator(RESULT)).to_be_empty()
    page.get_by_role("button", name="Revenir à aujourd’hui").click()
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours")
    expect(page.locator("[data-calc-problems]")).to_be_empty()
