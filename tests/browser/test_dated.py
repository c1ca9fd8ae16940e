"""The dated answer that is there before Python: the same to the letter, and nothing flips."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from calculator.ask.pupil import answer_form
from calculator.site.release import TARGETS
from calculator.site.states import states_of
from tests.browser.driving import CALCULATOR, OWN_ANSWERS, READY, Held, Watch, fill
from tests.browser.targets import RESULT, copy_of, opened
from tests.known import CIRCULAR, CLASSES, KINDS

SHEET = "[data-calc-sheet]"
STATE = "[data-calc-state]"
TAKEAWAY = "[data-takeaway]"
PAGES = {"circulaire/2020-12-16.md": "../circulaire/2020-12-16/"}
CASE = "#class_level=3e&on=2021-05-20&establishment=prive-sous-contrat"
CLOSED = "le dernier jour était le mercredi 12 mai 2021"

# Fills the form in case by case and waits for what it shows: `[shown, expected]` where they differ.
DIFFERENT = """async (asked) => {
    const form = document.querySelector("form.calc-form");
    const result = document.querySelector("[data-calc-result]");
    const parsed = document.createElement("template");
    const different = [];
    for (const [fields, expected] of asked) {
        for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
        form.dispatchEvent(new Event("input"));
        parsed.innerHTML = expected;
        const until = performance.now() + 5000;
        while (result.innerHTML !== parsed.innerHTML && performance.now() < until) {
            await new Promise((done) => setTimeout(done));
        }
        if (result.innerHTML !== parsed.innerHTML) different.push([result.innerHTML, expected]);
    }
    return different;
}"""
NOTE_HEADLINES = """window.headlines = [];
new MutationObserver(() => {
    const found = document.querySelector("main .calc-answer__headline")?.textContent;
    if (found && found !== headlines.at(-1)) headlines.push(found);
}).observe(document, { childList: true, subtree: true })"""


def cases() -> Iterator[dict[str, str]]:
    """The first and the last day of every state."""
    for level in CLASSES:
        for kind in KINDS:
            for state in states_of(CIRCULAR, level, kind):
                for on in sorted({state.first, state.last}):
                    yield {
                        "class_level": str(level),
                        "establishment": str(kind),
                        "on": on.isoformat(),
                    }


def said_by_python(fields: dict[str, str]) -> str:
    answer = json.loads(answer_form(json.dumps({"fields": fields, "pages": PAGES})))
    html: str = answer["html"]
    return html


def test_every_state_is_shown_as_python_says_it(page: Page, site: str) -> None:
    Held(page)
    page.goto(site + CALCULATOR)
    asked = [(fields, said_by_python(fields)) for fields in cases()]
    assert len(asked) > 500
    assert page.evaluate(DIFFERENT, asked) == []


@pytest.mark.parametrize("target", TARGETS)
def test_a_link_shows_its_answer_before_python_on_every_target(
    page: Page, dist: Path, target: str
) -> None:
    watch = Watch(page.context)
    page.add_init_script(NOTE_HEADLINES)
    with opened(target, dist / target) as site:
        page.goto(site.address + site.calculator + CASE)
        expect(page.locator(RESULT)).to_contain_text(CLOSED)
        expect(page.locator(TAKEAWAY)).to_be_visible(timeout=READY)
        expect(page.locator(RESULT)).to_contain_text(CLOSED)
    shown, ready = page.evaluate(
        """["shown", "ready"].map(
            (name) => performance.getEntriesByName(`calculator:${name}`)[0].startTime)"""
    )
    assert shown < ready
    assert page.evaluate("headlines.length") == 1
    assert watch.problems == []


def test_what_is_shown_stays_in_its_place_when_python_says_the_same(page: Page, site: str) -> None:
    python = Held(page)
    page.goto(site + CALCULATOR + CASE)
    result = page.locator(RESULT)
    expect(result).to_contain_text(CLOSED)
    assert result.get_attribute("aria-busy") is None
    expect(page.locator(STATE)).to_be_empty()
    expect(page.locator("[data-calc-said]")).to_contain_text(CLOSED)
    result.get_by_text("Pourquoi", exact=True).click()
    article = result.locator("article").element_handle()
    python.let_come()
    expect(page.locator(TAKEAWAY)).to_be_visible(timeout=READY)
    assert article.evaluate("(one) => one.isConnected")
    assert result.locator("[data-fold=pourquoi]").get_attribute("open") is not None


def test_what_is_told_of_the_pupil_waits_for_python(page: Page, site: str) -> None:
    python = Held(page)
    page.goto(site + CALCULATOR + "#class_level=3e&on=2021-03-10&levels=11111")
    expect(page.locator(SHEET)).to_contain_text("il reste 63 jours")
    expect(page.locator(STATE)).to_contain_text("la réponse pour cet élève arrive…")
    expect(page.locator(RESULT)).to_be_empty()
    page.get_by_role("button", name="Effacer les niveaux").click()
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours")
    expect(page.locator(SHEET)).to_be_empty()
    page.get_by_label("1.1 Mener une recherche").fill("2")
    expect(page.locator(RESULT)).to_be_empty()
    python.let_come()
    expect(page.locator(RESULT)).to_contain_text("il manque 4 compétences", timeout=READY)
    expect(page.locator(SHEET)).to_be_empty()


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_reader_chooses_decides_of_no_request(page: Page, dist: Path, target: str) -> None:
    asked = []
    for case in ("", CASE, "#class_level=cm2&on=2020-10-01&last_report_date=2021-06-15"):
        watch = Watch(page.context)
        with opened(target, dist / target) as site:
            page.goto("about:blank")
            page.goto(site.address + site.calculator + case)
            expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
            fill(page, "tle-gt", "2021-03-10", "public")
            expect(page.locator(RESULT)).to_contain_text("facultative")
            urls = [url.partition("#")[0] for url in watch.requests]
            asked.append({one.removeprefix(site.address) for one in urls if "blob:" not in one})
    assert asked[0] == asked[1] == asked[2]


def another_version(route: Route) -> None:
    response = route.fetch()
    answers = response.json() | {"version": "0" * 12}
    answers["blocks"] = ["d’une autre version"] * len(answers["blocks"])
    route.fulfill(json=answers)


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=404, body="absent"),
        lambda route: route.fulfill(body="<!doctype html><p>Connectez-vous"),
        another_version,
        lambda _: None,
    ],
    ids=["cut", "missing", "a page", "another version", "never"],
)
def test_without_the_file_a_link_leads_to_the_sheet(page: Page, site: str, answer: object) -> None:
    python = Held(page)
    page.route(OWN_ANSWERS, answer)  # type: ignore[arg-type]
    page.goto(f"{site}{CALCULATOR}#class_level=3e&establishment=public&on=2026-11-26")
    expect(page.locator(SHEET)).to_contain_text("Fiche 3e")
    expect(page.locator(STATE)).to_contain_text("arrive")
    expect(page.locator(RESULT)).to_be_empty()
    python.let_come()
    expect(page.locator(RESULT)).to_contain_text("ouverture dans 109 jours", timeout=READY)
    expect(page.locator(SHEET)).to_be_empty()


def test_pages_of_a_disk_do_without_the_file_too(page: Page, dist: Path, tmp_path: Path) -> None:
    folder = dist / "offline"
    missing: dict[Path, bytes | None] = dict.fromkeys(folder.glob("assets/calculator/answers-*"))
    with opened("offline", copy_of(folder, tmp_path / "site", missing)) as site:
        page.goto(site.address + site.calculator + CASE)
        expect(page.locator(RESULT)).to_contain_text(CLOSED, timeout=READY)
        fill(page, "tle-gt", "2021-05-20")
        expect(page.locator(RESULT)).to_contain_text("dernier jour")
