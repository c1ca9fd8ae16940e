"""What a reader takes away from an answer: its link, its text, its calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from calculator import Case, decide, load_circular
from calculator.answers.events import decision_calendar
from calculator.render.as_jcal import to_jcal
from calculator.render.as_text import as_text
from tests.browser.driving import READY, Watch, choose_day, fill, lose_python, open_calculator
from tests.browser.takeaway import BAR, CASE, ON
from tests.browser.targets import RESULT, Opened, opened

TARGETS = ("public", "intranet", "offline")
CIRCULAR = load_circular("nantes-2020-2021")
LINK_SAYS = "[data-link-says]"
PUBLIC = CASE.replace("prive-sous-contrat", "public")


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest, dist: Path) -> Iterator[Opened]:
    """Each of the three sites."""
    with opened(request.param, dist / request.param) as site:
        yield site


def said(page: Page) -> str:
    return page.locator(f"{BAR} [role=status]").inner_text()


def address(page: Page) -> str:
    """Where the link to the answer leads, as the browser resolves it."""
    href = page.get_by_role("link", name="Lien vers cette réponse").evaluate("link => link.href")
    return str(href)


def fragment(page: Page) -> str:
    return address(page).partition("#")[2]


def pasted(page: Page) -> str:
    """What the clipboard holds."""
    page.evaluate(
        """() => {
            const box = document.createElement("textarea");
            box.id = "pasted";
            document.body.append(box);
            box.focus();
        }"""
    )
    page.keyboard.press("Control+V")
    return page.locator("#pasted").input_value()


# --- The link ---------------------------------------------------------------------------------


def test_a_link_restores_the_case_on_every_target(page: Page, target: Opened) -> None:
    open_calculator(page, target.address, target.calculator)
    expect(page.locator(BAR)).to_be_hidden()  # nothing to take away yet
    fill(page, "tle-gt", "2021-03-10", "public")
    page.locator("summary", has_text="Niveaux Pix").click()
    page.get_by_label("1.1 Mener une recherche").fill("2")
    page.get_by_label("5.2 Évoluer").fill("1")
    expect(page.locator(RESULT)).to_contain_text("L’élève a 2 compétences")
    expect(page.locator(BAR)).to_be_visible()
    assert "#" not in page.url  # nothing is written in the address before a link is asked for
    assert fragment(page) == (
        "class_level=tle-gt&establishment=public&on=2021-03-10&levels=2--------------1"
    )
    answer = page.locator(RESULT).inner_text()

    watch = Watch(page.context)
    other = page.context.new_page()
    other.goto(address(page))
    expect(other.locator(RESULT)).to_contain_text("L’élève a 2 compétences", timeout=READY)
    assert other.locator(RESULT).inner_text() == answer
    expect(other.locator(LINK_SAYS)).to_contain_text("rempli avec le lien")
    expect(other.get_by_label("1.1 Mener une recherche")).to_be_visible()
    assert not [url for url in watch.requests if "tle-gt" in url.partition("#")[0]]
    assert watch.problems == []


def test_a_link_is_for_the_day_it_is_opened_unless_another_was_chosen(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(timezone_id="Europe/Paris")
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2021, 3, 10, 12, tzinfo=UTC))
    open_calculator(page, site)
    page.get_by_label("Classe de l’élève").select_option("3e")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours")
    assert fragment(page) == PUBLIC
    without_day = address(page)
    choose_day(page, "2021-05-12")
    expect(page.locator(RESULT)).to_contain_text("dernier jour")
    assert fragment(page) == f"{PUBLIC}&on=2021-05-12"
    page.clock.set_fixed_time(datetime(2021, 3, 11, 12, tzinfo=UTC))
    page.goto(without_day)
    page.reload()
    expect(page.locator(RESULT)).to_contain_text("il reste 62 jours", timeout=READY)
    context.close()


def test_back_and_forward_go_from_case_to_case(page: Page, target: Opened) -> None:
    open_calculator(page, target.address, target.calculator)
    result = page.locator(RESULT)
    for class_level, words in (("3e", "il reste 63 jours"), ("cm2", "bilan périodique")):
        fill(page, class_level, "2021-03-10")
        expect(result).to_contain_text(words)
        page.get_by_role("link", name="Lien vers cette réponse").click()
        expect(page).to_have_url(re.compile(f"class_level={class_level}&"))
    page.evaluate("history.back()")
    page.evaluate("location.hash = '#class_level=5e&on=2021-03-10'")
    expect(result).to_contain_text("5e, établissement public")
    page.evaluate("location.hash = '#class_level=3e&on=2021-03-10'")
    expect(result).to_contain_text("il reste 63 jours")
    page.evaluate("history.back()")
    expect(result).to_contain_text("5e, établissement public")
    expect(page.get_by_label("Classe de l’élève")).to_have_value("5e")


def test_an_address_never_says_another_case_than_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}calculateur/#{CASE}&{ON}")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours", timeout=READY)
    page.get_by_label("Classe de l’élève").select_option("tle-gt")
    expect(page).to_have_url(f"{site}calculateur/")
    expect(page.locator(LINK_SAYS)).to_be_hidden()
    page.goto(f"{site}calculateur/#{CASE}&{ON}")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours", timeout=READY)
    page.get_by_role("button", name="Tout recommencer").click()
    expect(page).to_have_url(f"{site}calculateur/")
    expect(page.locator(BAR)).to_be_hidden()


LEVELS = "Niveaux Pix de l’élève (facultatif)"


@pytest.mark.parametrize(
    ("given", "answers", "left_aside"),
    [
        (f"{CASE}&on=2021-02-30", "3e, établissement privé", "Date de référence"),
        (f"{CASE}&on=hier", "3e, établissement privé", "Date de référence"),
        (f"{CASE}&on=", "3e, établissement privé", "Date de référence"),
        (f"{CASE}&{ON}&levels=1x", "il reste 63 jours", LEVELS),
        (f"{CASE}&{ON}&levels={'1' * 17}", "il reste 63 jours", LEVELS),
        (f"class_level=9e&{ON}", "Choisissez une classe", "Classe de l’élève"),
        (f"class_level=3e&establishment=x&{ON}", "établissement public", "Établissement"),
        (f"class_level=%E0%A4%A&{ON}", "Choisissez une classe", "Classe de l’élève"),
        (f"{CASE}&{ON}&last_report_date=%3Cb%3E", "63 jours", "Date du dernier bilan périodique"),
        (f"{CASE}&{ON}&levels=9", "« 9 » n’est pas accepté", None),  # the rules say so
        (f"{CASE}&{ON}&unknown=<img src=x>&__proto__=1", "63 jours", "unknown, __proto__"),
        (f"{CASE}&{ON}&unknown", "il reste 63 jours", "unknown"),
        (f"{CASE}&{ON}&{ON}", "il reste 63 jours", None),
        (f"{CASE}&{ON}&on=2021-03-11", "il reste 63 jours", "on"),
    ],
)
def test_what_a_link_says_wrong_is_left_aside_field_by_field(
    page: Page, site: str, given: str, answers: str, left_aside: str | None
) -> None:
    watch = Watch(page.context)
    page.goto(f"{site}calculateur/#{given}")
    expect(page.locator(f"{RESULT}, [data-calc-problems]", has_text=answers)).to_be_visible(
        timeout=READY
    )
    says = page.locator(LINK_SAYS)
    if left_aside is None:
        expect(says).to_contain_text("Le formulaire est rempli")
    else:
        expect(says).to_contain_text(f"n’est pas reprise : {left_aside}.")
    assert watch.problems == []


@pytest.mark.parametrize("given", ["", "#champs", "#a=b", "#=&=&", "#&&%"])
def test_another_fragment_is_none_of_ours(page: Page, site: str, given: str) -> None:
    page.goto(f"{site}calculateur/{given}")
    expect(page.locator(RESULT)).to_contain_text("Choisissez une classe", timeout=READY)
    expect(page.locator(LINK_SAYS)).to_be_hidden()


# --- Copying ----------------------------------------------------------------------------------


def open_case(page: Page, site: Opened, more: str = "") -> None:
    page.goto(f"{site.address}{site.calculator}#{CASE}&{ON}{more}")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours", timeout=READY)


def test_the_text_and_the_link_are_copied_on_every_target(page: Page, target: Opened) -> None:
    """On the intranet, plain http is no secure context: the browser has no clipboard there."""
    open_case(page, target)
    assert page.evaluate("Boolean(navigator.clipboard)") == ("intranet" not in target.address)
    button = page.get_by_role("button", name="Copier le résumé")
    button.click()
    expect(page.locator(f"{BAR} [role=status]")).to_have_text("Copié.")
    expect(button).to_be_focused()
    expect(page.locator(f"{BAR} textarea")).to_be_hidden()
    case = Case.of("3e", "prive-sous-contrat")
    decision = decide(case, date(2021, 3, 10), CIRCULAR)
    assert pasted(page) == as_text(decision, width=None)

    open_case(page, target)
    page.reload()
    expect(page.locator(BAR)).to_be_visible(timeout=READY)
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator(f"{BAR} [role=status]")).to_contain_text("Copié.")
    on_disk = target.address.startswith("file:")
    assert ("ne s’ouvre que sur cet appareil" in said(page)) == on_disk
    assert pasted(page) == f"{target.address}{target.calculator}#{CASE}&{ON}"


def test_a_text_that_a_browser_will_not_copy_is_selected(page: Page, dist: Path) -> None:
    page.add_init_script("document.execCommand = () => false")
    with opened("intranet", dist / "intranet") as site:
        open_case(page, site)
        page.get_by_role("button", name="Copier le résumé").click()
        expect(page.locator(f"{BAR} [role=status]")).to_contain_text("copiez-le avec Ctrl + C")
        box = page.locator(f"{BAR} textarea")
        expect(box).to_be_focused()
        selected = box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
        assert selected.startswith("3e, établissement privé sous contrat")
        page.keyboard.press("Control+C")
        assert pasted(page) == selected


def test_a_copy_of_before_is_not_said_of_another_answer(page: Page, site: str) -> None:
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10")
    page.get_by_role("button", name="Copier le résumé").click()
    expect(page.locator(f"{BAR} [role=status]")).to_have_text("Copié.")
    fill(page, "tle-gt", "2021-03-10")
    expect(page.locator(f"{BAR} [role=status]")).to_be_hidden()


def test_nothing_is_taken_away_once_python_is_gone(page: Page, site: str) -> None:
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10")
    expect(page.locator(BAR)).to_be_visible()
    lose_python(page)
    expect(page.locator(RESULT)).to_contain_text("Une erreur inattendue s’est produite")
    expect(page.locator(BAR)).to_be_hidden()


# --- The calendar -----------------------------------------------------------------------------


def downloaded(page: Page, role: str) -> tuple[str, bytes]:
    with page.expect_download() as waited:
        page.locator(BAR).get_by_text("Calendrier (.ics)", exact=True).locator(
            "visible=true"
        ).click()
    assert page.locator(BAR).get_by_role(role, name="Calendrier (.ics)").is_visible()  # type: ignore[arg-type]
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


def test_the_calendar_of_a_class_is_the_site_s_file(page: Page, target: Opened) -> None:
    open_case(page, target)
    name, content = downloaded(page, "link")
    assert name == "2020-2021-3e.ics"
    assert content == (target.folder / "calendriers/2020-2021-3e.ics").read_bytes()


def without_stamps(jcal: Any) -> Any:
    name, properties, events = jcal
    return [
        name,
        properties,
        [
            [kind, [one for one in said if one[0] != "dtstamp"], *rest]
            for kind, said, *rest in events
        ],
    ]


@pytest.mark.parametrize(
    ("class_level", "establishment", "last_report", "events"),
    [("3e", "public", None, 2), ("cm2", "prive-sous-contrat", "2021-06-15", 1)],
)
def test_a_calendar_that_only_the_reader_s_case_tells_is_written_in_the_browser(
    page: Page,
    target: Opened,
    class_level: str,
    establishment: str,
    last_report: str | None,
    events: int,
) -> None:
    watch = Watch(page.context)
    open_calculator(page, target.address, target.calculator)
    fill(page, class_level, "2021-03-10", establishment)
    if last_report:
        page.get_by_label("Date du dernier bilan périodique").fill(last_report)
    expect(page.locator(BAR).get_by_role("button", name="Calendrier (.ics)")).to_be_visible()
    assert not [url for url in watch.requests if "calendar-writer" in url]  # not before it is asked
    name, content = downloaded(page, "button")
    assert name == f"2020-2021-{class_level}.ics"
    case = Case.of(class_level, establishment, last_report_date=last_report)
    decision = decide(case, date(2021, 3, 10), CIRCULAR)
    written, meant = Calendar.from_ical(content).to_jcal(), decision_calendar(decision)
    assert meant is not None
    assert without_stamps(written) == without_stamps(to_jcal(meant))
    assert content.count(b"\r\nDTSTAMP:") == events
    assert content.count(b"BEGIN:VEVENT\r\n") == events
    expect(page.locator(f"{BAR} [role=status]")).to_contain_text("Calendrier prêt")
    downloaded(page, "button")  # once more, with what is there already
    assert len([url for url in watch.requests if "calendar-writer" in url]) == 1
    assert watch.outside(target.address) == []
    assert watch.problems == []


def test_an_answer_without_a_date_offers_no_calendar(page: Page, site: str) -> None:
    open_calculator(page, site)
    for class_level, establishment in (("cm2", "public"), ("3e", "prive-hors-contrat")):
        fill(page, class_level, "2021-03-10", establishment)
        expect(page.get_by_role("button", name="Copier le résumé")).to_be_visible()
        visible = page.locator(BAR).get_by_text("Calendrier (.ics)").locator("visible=true")
        expect(visible).to_have_count(0)


def test_a_script_that_is_missing_is_said(page: Page, site: str) -> None:
    page.route("**/calendar-writer.*", lambda route: route.abort())
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10", "public")
    page.get_by_role("button", name="Calendrier (.ics)").click()
    expect(page.locator(f"{BAR} [role=status]")).to_contain_text("n’a pas pu être préparé")


@pytest.mark.parametrize(
    ("given", "left_aside"),
    [
        ("on=2021-02-30", "Date de référence"),
        (f"{ON}&session.college.1=hier", "Sessions au collège, Jour 1"),
        (f"{ON}&session.college.9=2021-13-01", "Sessions au collège, Jour 9"),
        (f"{ON}&class.cm2=oui", "CM2"),
        (f"{ON}&lead.registration.unit=siècles", "Unité du délai, Inscrire"),
    ],
)
def test_a_link_to_a_school_names_the_field_that_is_left_aside(
    page: Page, site: str, given: str, left_aside: str
) -> None:
    page.goto(f"{site}etablissement/#class.3e=1&{given}")
    says = page.locator(LINK_SAYS)
    expect(says).to_contain_text(f"n’est pas reprise : {left_aside}", timeout=READY)
