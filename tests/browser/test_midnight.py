"""A page that is open when another day comes: all that it says of today is of the new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.browser.driving import CALCULATOR, READY, Held, choose_day, lose_python, open_calculator
from tests.browser.list_page import many, plain

EVE = datetime(2021, 3, 10, 12, tzinfo=UTC)
MORROW = datetime(2021, 3, 11, 7, tzinfo=UTC)
SAYS = "Réponse pour aujourd’hui, {} mars 2021. Changer de jour"
ANNOUNCED = """() => {
    window.announced = [];
    const place = document.querySelector("[data-calc-said]");
    new MutationObserver(() => place.textContent && announced.push(place.textContent))
        .observe(place, { childList: true, characterData: true, subtree: true });
}"""

COMING = {
    "seen again": "document.dispatchEvent(new Event('visibilitychange'))",
    "kept by the browser": (
        "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));"
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    ),
    "window in front": "dispatchEvent(new Event('focus'))",
}
"""What a browser tells a page whose reader comes back to it."""


class Tool(NamedTuple):
    """A tool, what is asked of it, its answer, what is heard of it, and a field being filled in."""

    path: str
    ask: Callable[[Page], None]
    answer: str
    heard: str
    typed: str
    text: str


def ask_of_a_pupil(page: Page) -> None:
    page.get_by_label("Classe de l’élève").select_option("3e")
    page.get_by_text("de l’élève (facultatif)").click()


def ask_of_a_school(page: Page) -> None:
    page.get_by_label("3e", exact=True).check()


PUPILS = plain("AVRIL;Anne;3e A;2", "BRUN;Bob;3e A;5")


def choose_list(page: Page, file: tuple[str, bytes] = PUPILS) -> None:
    name, content = file
    payload: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("#calc-files").set_input_files([payload])


def ask_of_a_list(page: Page) -> None:
    choose_list(page)
    page.locator('button[value="answer"]').click()


PUPIL = Tool("calculateur", ask_of_a_pupil, "[data-calc-result]", "{} jours", "5.2 ", "2")
SCHOOL = Tool(
    "etablissement",
    ask_of_a_school,
    "[data-calc-result]",
    "{} jours",
    "Jour envisagé",
    "2021-04-29",
)
LIST = Tool("liste", ask_of_a_list, '[data-part="summary"]', "{1} mars", "Nom ou prénom", "A")
TOOLS = [PUPIL, SCHOOL, LIST]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which it is 10 March 2021."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    page = context.new_page()
    page.clock.set_fixed_time(EVE)
    yield page
    context.close()


def field(page: Page) -> Locator:
    return page.get_by_label("Date de référence")


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-calc-reference] > summary")).to_have_text(words)


def come_back(page: Page, day: datetime = MORROW, how: str = "seen again") -> None:
    page.clock.set_fixed_time(day)
    page.evaluate(COMING[how])


@pytest.mark.parametrize("tool", TOOLS, ids=[tool.path for tool in TOOLS])
@pytest.mark.parametrize("address", ["{}/", "cadre/{}.html"])
def test_each_tool_answers_again_for_the_new_day(
    page: Page, site: str, tool: Tool, address: str
) -> None:
    open_calculator(page, site, address.format(tool.path))
    tool.ask(page)
    answer = page.locator(tool.answer)
    expect(answer).to_contain_text("63 jours", timeout=READY)
    says(page, SAYS.format(10))
    expect(page.locator("[data-calc-said]")).to_contain_text(tool.heard.format(63, 10))
    page.evaluate(ANNOUNCED)
    for number, how in enumerate(COMING, 1):
        come_back(page, EVE + timedelta(number), how)
        expect(answer).to_contain_text(f"{63 - number} jours")
        says(page, SAYS.format(10 + number))
        expect(field(page)).to_have_value(f"2021-03-{10 + number}")
        heard = tool.heard.format(63 - number, 10 + number)
        expect(page.locator("[data-calc-said]")).to_contain_text(heard)
        page.wait_for_timeout(300)  # after which WebKit has emptied a form that comes back
        expect(field(page)).to_have_value(f"2021-03-{10 + number}")
        assert page.evaluate("announced.length") == number
        page.evaluate(COMING[how])  # on the same day, nothing is asked again
    assert page.evaluate("announced.length") == len(COMING)


@pytest.mark.parametrize("tool", TOOLS, ids=[tool.path for tool in TOOLS])
def test_midnight_comes_while_one_looks(page: Page, site: str, tool: Tool) -> None:
    page.clock.install(time=datetime(2021, 3, 10, 22, 58, tzinfo=UTC))  # 23.58 in Paris
    open_calculator(page, site, f"{tool.path}/")
    tool.ask(page)
    page.clock.run_for(1000)
    expect(page.locator(tool.answer)).to_contain_text("63 jours", timeout=READY)
    now = page.evaluate("Date.now()") / 1000
    page.clock.run_for(int((datetime(2021, 3, 10, 23, tzinfo=UTC).timestamp() - now) * 1000) - 500)
    says(page, SAYS.format(10))
    page.clock.run_for(2000)
    says(page, SAYS.format(11))
    expect(page.locator(tool.answer)).to_contain_text("62 jours")


def test_a_computer_that_slept_says_so_within_a_minute(page: Page, site: str) -> None:
    page.clock.install(time=EVE)
    open_calculator(page, site)
    page.clock.pause_at(EVE + timedelta(minutes=10))
    page.clock.set_system_time(MORROW)  # its timers did not go on
    says(page, SAYS.format(10))
    page.clock.run_for(60_000)
    says(page, SAYS.format(11))


def test_what_nobody_sees_waits_until_it_is_seen(page: Page, site: str) -> None:
    open_calculator(page, site)
    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => !window.seen })")
    come_back(page)
    says(page, SAYS.format(10))
    page.evaluate("window.seen = true")
    come_back(page)
    says(page, SAYS.format(11))


def by_field(day: str) -> Callable[[Page], None]:
    return lambda page: choose_day(page, day)


def by_link(day: str) -> Callable[[Page], None]:
    return lambda page: page.evaluate("day => (location.hash = `on=${day}`)", day)


def anew(page: Page) -> None:
    choose_day(page, "2021-05-12")
    page.get_by_role("button", name="Tout recommencer").click()


def today_after_all(page: Page) -> None:
    choose_day(page, "2021-05-12")
    page.get_by_role("button", name="Revenir à aujourd’hui").click()


def today_after_a_link(page: Page) -> None:
    by_link("2021-05-12")(page)
    page.get_by_role("button", name="Revenir à aujourd’hui").click()


NEW, OTHER = SAYS.format(11), "Réponse pour {}. Changer de jour"


@pytest.mark.parametrize(
    ("path", "choose", "day", "words"),
    [
        *(
            (tool.path, *row)
            for tool in TOOLS
            for row in (
                (by_field("2021-05-12"), "2021-05-12", OTHER.format("le 12 mai 2021")),
                (by_field("2021-03-10"), "2021-03-10", OTHER.format("le 10 mars 2021")),
                (by_field(""), "", OTHER.format("un jour à indiquer")),
                (today_after_all, "2021-03-11", NEW),
            )
        ),
        *(
            (tool.path, *row)
            for tool in (PUPIL, SCHOOL)
            for row in (
                (by_link("2021-05-12"), "2021-05-12", OTHER.format("le 12 mai 2021")),
                (by_link("2021-03-10"), "2021-03-10", OTHER.format("le 10 mars 2021")),
                (by_link("2021-02-30"), "2021-03-11", NEW),  # it is the link of no day
                (today_after_a_link, "2021-03-11", NEW),
                (anew, "2021-03-11", NEW),
            )
        ),
    ],
)
def test_a_day_that_the_reader_chose_stays_and_no_other(
    page: Page, site: str, path: str, choose: Callable[[Page], None], day: str, words: str
) -> None:
    page.goto(f"{site}{path}/")
    says(page, SAYS.format(10))
    choose(page)
    for how in COMING:
        come_back(page, how=how)
    page.wait_for_timeout(300)
    expect(field(page)).to_have_value(day)
    says(page, words)


def test_the_link_of_a_chosen_day_names_it_on_that_very_day_too(page: Page, site: str) -> None:
    link = page.get_by_role("link", name="Lien vers cette réponse")
    open_calculator(page, site, f"{CALCULATOR}#class_level=3e&on=2021-03-10")
    expect(link).to_have_attribute("href", re.compile("on=2021-03-10"), timeout=READY)
    page.get_by_label("Établissement", exact=True).select_option("prive-sous-contrat")
    expect(link).to_have_attribute("href", re.compile("prive-sous-contrat&on=2021-03-10"))
    choose_day(page, "2021-03-11")
    page.get_by_role("button", name="Revenir à aujourd’hui").click()
    expect(link).not_to_have_attribute("href", re.compile("on="))
    come_back(page)
    expect(page.locator(PUPIL.answer)).to_contain_text("62 jours")
    expect(link).not_to_have_attribute("href", re.compile("on="))


@pytest.mark.parametrize("tool", TOOLS, ids=[tool.path for tool in TOOLS])
def test_what_is_being_typed_is_not_touched(page: Page, site: str, tool: Tool) -> None:
    open_calculator(page, site, f"{tool.path}/")
    tool.ask(page)
    expect(page.locator(tool.answer)).to_contain_text("63 jours", timeout=READY)
    typed = page.get_by_label(tool.typed)
    typed.fill(tool.text)
    if tool is not SCHOOL:
        typed.evaluate("field => field.setSelectionRange(0, 1)")
    come_back(page)
    says(page, SAYS.format(11))
    expect(page.locator(tool.answer)).to_contain_text("62 jours")
    expect(typed).to_be_focused()
    expect(typed).to_have_value(tool.text)
    if tool is not SCHOOL:
        assert typed.evaluate("field => field.selectionEnd - field.selectionStart") == 1


@pytest.mark.parametrize(
    ("tool", "css"),
    [
        (PUPIL, "[data-calc-result] summary"),
        (PUPIL, "[data-calc-result] .calc-answer__headline"),
        (PUPIL, "[data-calc-result] details li a >> nth=1"),
        (SCHOOL, "[data-calc-result] summary"),
        (LIST, '[data-part="pupils"] button[value="pupil:1"]'),
        (LIST, '[data-part="summary"] h2'),
    ],
)
def test_the_focus_stays_in_the_answer(page: Page, site: str, tool: Tool, css: str) -> None:
    open_calculator(page, site, f"{tool.path}/")
    tool.ask(page)
    answer = page.locator(tool.answer)
    expect(answer).to_contain_text("63 jours", timeout=READY)
    answer.evaluate("part => part.querySelectorAll('details').forEach((fold) => fold.open = true)")
    page.locator(css).first.evaluate("(one) => { one.tabIndex = one.tabIndex; one.focus(); }")
    unfolded = answer.locator("details[open]").count()
    before = page.evaluate("document.activeElement.textContent")
    come_back(page)
    expect(answer).to_contain_text("62 jours")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == before.replace("63 jours", "62 jours")
    assert answer.locator("details[open]").count() == unfolded


def test_a_list_stays_as_it_is_shown(page: Page, site: str) -> None:
    open_calculator(page, site, "liste/")
    choose_list(page, many(120))
    page.locator('button[value="answer"]').click()
    pupils = page.locator('[data-part="pupils"]')
    page.get_by_role("button", name="Page suivante").click()
    expect(pupils).to_contain_text("page 2 sur 3")
    come_back(page)
    expect(page.locator(LIST.answer)).to_contain_text("jeudi 11 mars 2021")
    expect(pupils).to_contain_text("page 2 sur 3")
    expect(pupils.locator("tbody th").first).to_have_text("NOM000050 Prénom")


def test_a_list_that_is_not_answered_yet_is_not_answered_by_midnight(page: Page, site: str) -> None:
    open_calculator(page, site, "liste/")
    choose_list(page)
    expect(page.locator('[data-part="classes"]')).to_contain_text("3e A")
    come_back(page)
    says(page, SAYS.format(11))
    expect(page.locator(LIST.answer)).to_be_hidden()
    page.locator('button[value="answer"]').click()
    expect(page.locator(LIST.answer)).to_contain_text("62 jours")


def test_a_list_outlives_a_day_of_a_year_without_a_text(page: Page, site: str) -> None:
    page.clock.set_fixed_time(datetime(2027, 8, 31, 12, tzinfo=UTC))
    open_calculator(page, site, "liste/")
    choose_list(page)
    page.locator('button[value="answer"]').click()
    expect(page.locator(LIST.answer)).to_contain_text("2026-2027", timeout=READY)
    come_back(page, datetime(2027, 9, 1, 12, tzinfo=UTC))
    expect(page.locator("[data-calc-problems]")).to_contain_text("aucun texte")
    expect(page.locator(LIST.answer)).to_be_hidden()
    choose_day(page, "2021-03-10")
    expect(page.locator(LIST.answer)).to_contain_text("63 jours")


def test_the_dated_answer_follows_where_python_is_not(page: Page, site: str) -> None:
    Held(page)
    page.goto(f"{site}{CALCULATOR}#class_level=3e")
    expect(page.locator(PUPIL.answer)).to_contain_text("63 jours")
    come_back(page)
    expect(page.locator(PUPIL.answer)).to_contain_text("62 jours")
    expect(page).to_have_url(re.compile("#class_level=3e$"))


def test_the_dated_answer_follows_where_python_is_gone(page: Page, site: str) -> None:
    open_calculator(page, site, f"{CALCULATOR}#class_level=3e")
    lose_python(page)
    sheet = page.locator("[data-calc-sheet]")
    expect(sheet).to_contain_text("63 jours")
    come_back(page)
    expect(sheet).to_contain_text("62 jours")
