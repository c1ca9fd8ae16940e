"""A head of school's path through the school page, in a real browser, with the real engine."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.driving import CALCULATOR, READY, Watch, choose_day
from tests.browser.targets import Opened, opened

PAGE = "etablissement/"
RESULT = "[data-calc-result]"
PLAN = "Les étapes, dans l’ordre des dates"


STEPS = [date(2021, *d) for d in ((2, 19), (3, 18), (4, 8), (4, 9), (4, 29))]
"""The days of the steps towards a session on 29 April 2021."""


def open_school(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)


def fill_school(page: Page) -> None:
    page.get_by_label("Établissement", exact=True).select_option("prive-sous-contrat")
    choose_day(page, "2021-01-04")
    page.get_by_label("3e", exact=True).check()
    page.get_by_label("CM2").check()


def session_day(page: Page, name: str) -> None:
    page.get_by_role("group", name="Sessions au collège").get_by_label("Jour 1").fill(name)


def unfolded_steps(page: Page) -> Locator:
    """The steps of the plan, in the table that the answer folds."""
    steps = page.locator(RESULT).locator("details", has_text=PLAN)
    expect(steps).to_have_count(1)
    steps.evaluate("fold => fold.open = true")
    return steps.locator("table tbody tr")


def test_from_the_menu_to_a_plan(page: Page, site: str) -> None:
    watch = Watch(page.context)
    page.goto(site + CALCULATOR)
    page.get_by_role("link", name="Mon établissement").first.click()
    result = page.locator(RESULT)
    expect(result).to_contain_text("Cochez les classes de votre établissement", timeout=READY)
    fill_school(page)
    expect(result).to_contain_text("Prochaine date : lundi 8 mars 2021")
    expect(result).to_contain_text("Choisissez plus haut au moins un jour de session")
    session_day(page, "2021-04-29")
    expect(result).to_contain_text("Prochaine date : vendredi 19 février 2021")
    expect(result.get_by_role("listitem").first).to_contain_text(
        "Jeudi 29 avril 2021, au collège : 3e"
    )
    steps = unfolded_steps(page)
    expect(steps).to_have_count(5)
    expect(steps.nth(3)).to_contain_text("Vendredi 9 avril 2021")
    expect(steps.nth(3)).to_contain_text("jeudi 15 avril 2021 (vacances de printemps)")
    said = page.get_by_role("status").filter(has_text="Prochaine date : vendredi 19 février")
    expect(said).to_have_count(1)
    assert watch.outside(site) == []
    assert watch.problems == []


def test_a_school_is_asked_what_changes_its_answer(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    college = page.get_by_role("group", name="Sessions au collège")
    lycee = page.get_by_role("group", name="Sessions au lycée")
    zone, report = page.get_by_label("Zone"), page.get_by_label("Date du dernier bilan")
    for hidden in (college, lycee, zone, report):
        expect(hidden).to_be_hidden()
    page.get_by_label("3e", exact=True).check()
    expect(college).to_be_visible()
    expect(lycee).to_be_hidden()
    session_day(page, "2021-04-29")
    expect(zone).to_be_visible()
    page.get_by_label("CM2").check()
    expect(report).to_be_visible()


def test_a_lead_time_of_one_s_own_moves_a_step(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    fill_school(page)
    session_day(page, "2021-04-01")
    expect(unfolded_steps(page).nth(3)).to_contain_text("Jeudi 18 mars 2021")
    page.locator("summary", has_text="Délais des étapes").click()
    page.get_by_label("Inscrire les élèves à la session", exact=True).fill("3")
    page.get_by_label("Unité du délai, Inscrire les élèves à la session").select_option("days")
    expect(page.locator(RESULT)).to_contain_text("Lundi 29 mars 2021")
    page.get_by_label("Inscrire les élèves à la session", exact=True).fill("dix")
    expect(page.locator("[data-calc-problems]")).to_contain_text("« dix » n’est pas accepté")
    wrong = page.get_by_label("Inscrire les élèves à la session", exact=True)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile("n’est pas accepté"))
    page.get_by_role("button", name="Tout recommencer").click()
    expect(page.locator(RESULT)).to_contain_text("Cochez les classes")


def test_a_day_to_check_is_told_and_its_field_is_marked(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    fill_school(page)
    session_day(page, "2021-02-10")
    expect(page.locator(RESULT)).to_contain_text("dans la fenêtre du lycée, pas dans celle")
    day = page.get_by_role("group", name="Sessions au collège").get_by_label("Jour 1")
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_accessible_description(re.compile("dans la fenêtre du lycée, pas dans"))
    session_day(page, "2021-04-05")
    expect(page.locator(RESULT)).to_contain_text("personne n’est en classe ce jour-là (lundi de")
    expect(day).not_to_have_attribute("aria-invalid", "true")


def test_the_days_chosen_are_in_the_picture_of_the_year(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    fill_school(page)
    picture = page.locator(RESULT).get_by_role("img", name="Frise de l’année scolaire 2020-2021")
    expect(picture).to_be_visible()
    expect(picture.locator(".calc-timeline__session")).to_have_count(0)
    session_day(page, "2021-04-29")
    expect(picture.locator(".calc-timeline__session")).to_have_count(1)
    expect(picture).to_have_accessible_name(re.compile("Session choisie : jeudi 29 avril 2021"))


def test_who_is_concerned_on_a_day(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    fill_school(page)
    page.get_by_label("Jour envisagé").fill("2021-04-28")
    day = page.get_by_role("table", name="Qui peut passer la certification le mercredi 28 avril")
    expect(day.locator("tbody tr")).to_have_count(2)
    expect(day).to_contain_text("Oui. Certification obligatoire")


def test_a_day_has_the_plan_of_its_own_year_unless_another_is_chosen(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    fill_school(page)
    result, day = page.locator(RESULT), page.get_by_label("Date de référence")
    day.fill("2026-11-26")
    expect(result).to_contain_text("Lundi 15 mars 2027")
    expect(result).to_contain_text("Vendredi 11 juin 2027")
    session_day(page, "2021-04-29")
    page.get_by_label("Année scolaire", exact=True).select_option("nantes-2020-2021")
    expect(result).to_contain_text("Année scolaire 2020-2021 terminée")
    past = page.get_by_role("table", name="Ce qui était demandé à l’établissement")
    expect(past).to_contain_text("du lundi 8 mars au mercredi 12 mai 2021")
    expect(page.get_by_role("table", name=PLAN)).to_have_count(0)
    expect(page.get_by_role("button", name="Calendrier (.ics)")).to_be_hidden()
    page.get_by_label("Année scolaire", exact=True).select_option("")
    day.fill("2020-08-31")
    expect(page.locator("[data-calc-problems]")).to_contain_text(
        "aucun texte pour l’année scolaire 2019-2020"
    )
    expect(day).to_have_attribute("aria-invalid", "true")


def test_a_group_of_classes_is_ticked_by_keyboard(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    choose_day(page, "2021-01-04")
    college = page.get_by_role("group", name="Collège", exact=True)
    college.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(RESULT)).to_contain_text("6e, 5e, 4e, 3e, 6e SEGPA")
    assert college.get_by_role("checkbox", checked=True).count() == 9
    page.keyboard.press("Enter")
    expect(page.locator(RESULT)).to_contain_text("Cochez les classes")


@pytest.mark.parametrize("target", ["public", "intranet", "offline"])
def test_every_target_makes_the_same_plan_and_its_calendar(
    page: Page, dist: Path, target: str
) -> None:
    with opened(target, dist / target) as site:
        open_school(page, school_of(site))
        fill_school(page)
        session_day(page, "2021-04-29")
        expect(unfolded_steps(page)).to_have_count(5)
        with page.expect_download() as download:
            page.get_by_role("button", name="Calendrier (.ics)").click()
        calendar = Calendar.from_ical(download.value.path().read_bytes())
        window = [date(2021, 3, 8), date(2021, 5, 12)]  # p-5-calendrier
        assert [event.decoded("dtstart") for event in calendar.walk("VEVENT")] == [*window, *STEPS]
        page.locator(RESULT).get_by_role("link", name="§ 5 calendrier").filter(
            visible=True
        ).first.click()
        expect(page.locator("#p-5-calendrier")).to_be_in_viewport()


def school_of(site: Opened) -> str:
    return site.address + site.calculator.replace("calculateur", "etablissement")


def test_a_link_fills_the_form_in_again(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    fill_school(page)
    session_day(page, "2021-04-29")
    expect(page.locator(RESULT)).to_contain_text("Jeudi 29 avril 2021, au collège")
    link = page.get_by_role("link", name="Lien vers cette réponse").evaluate("link => link.href")
    again = page.context.new_page()
    assert link.startswith(f"{site}{PAGE}#")
    open_school(again, link)
    expect(unfolded_steps(again)).to_have_count(5)
    expect(again.get_by_label("3e", exact=True)).to_be_checked()
    expect(again.get_by_label("Date de référence")).to_have_value("2021-01-04")


THREE_SESSIONS = (
    "#establishment=prive-sous-contrat&class.3e=1&class.3e-prepa-metiers=1&class.tle-gt=1"
    "&on=2021-01-04&session.college.1=2021-03-15&session.college.2=2021-04-29"
    "&session.lycee.1=2021-02-01"
)
HEIGHT = "document.documentElement.scrollHeight"


def test_a_plan_fits_a_phone_its_form_folded_once_it_is_filled_in(
    browser: Browser, site: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="fr-FR")
    open_school(page, f"{site}{PAGE}{THREE_SESSIONS}")
    expect(page.locator(RESULT)).to_contain_text("Lundi 15 mars 2021, au collège")
    classes = page.get_by_role("group", name="Vos classes")
    expect(classes).to_be_hidden()
    assert page.evaluate(HEIGHT) <= 4000
    page.locator("summary", has_text="Vos classes et vos sessions").press("Enter")
    expect(page.get_by_label("3e", exact=True)).to_be_checked()
    page.get_by_role("button", name="Voir la réponse").click()
    expect(page.locator(".calc-answer__headline")).to_be_focused()
    expect(classes).to_be_hidden()
    assert page.evaluate(HEIGHT) <= 4000
    page.close()


def test_the_form_of_a_link_is_open_where_it_has_something_to_look_at_and_on_wide_screens(
    browser: Browser, site: str
) -> None:
    for width, more in ((390, "&class.9e=1"), (390, "&zone=Z"), (1280, "")):
        page = browser.new_page(viewport={"width": width, "height": 844}, locale="fr-FR")
        open_school(page, f"{site}{PAGE}{THREE_SESSIONS}{more}")
        expect(page.locator(RESULT)).to_contain_text("Lundi 15 mars 2021, au collège")
        expect(page.get_by_role("group", name="Vos classes")).to_be_visible()
        page.close()


def test_without_javascript_the_page_says_where_to_read(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGE)
    message = page.locator("noscript .calc-error")
    expect(message).to_contain_text("a besoin de JavaScript, qui est désactivé")
    expect(page.locator("form.calc-form")).to_be_hidden()
    message.get_by_role("link", name="tableaux du calculateur").click()
    expect(page.get_by_role("table", name="Fenêtre de certification")).to_be_visible()
    context.close()


def test_without_webassembly_the_page_says_so(page: Page, site: str) -> None:
    page.add_init_script("WebAssembly = undefined")
    page.goto(site + PAGE)
    expect(page.locator(RESULT)).to_contain_text("désactive WebAssembly")
    expect(page.locator(RESULT).get_by_role("link", name="la page de préparation")).to_be_visible()


def test_a_plan_is_printed_without_the_form(page: Page, site: str) -> None:
    open_school(page, site + PAGE)
    fill_school(page)
    session_day(page, "2021-04-29")
    expect(page.locator(RESULT)).to_contain_text("Jeudi 29 avril 2021, au collège")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("form.calc-form")).to_be_hidden()
    expect(page.get_by_role("table", name=PLAN)).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    open_school(page, site + PAGE)
    fill_school(page)
    session_day(page, "2021-04-29")
    expect(page.locator(RESULT)).to_contain_text("Jeudi 29 avril 2021, au collège")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
