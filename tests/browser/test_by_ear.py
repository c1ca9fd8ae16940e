"""What a screen reader is told when an answer comes: once, and no more than is needed."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.driving import CALCULATOR, READY, fill
from tests.browser.states import DAY, LIST, SCHOOL, chosen, part, planned, ready, with_classes

NOTE_WHAT_IS_SAID = """() => {
    window.said = [];
    const live = "[role=status], [role=alert], [aria-live]";
    window.places = [...document.querySelectorAll(`.md-content :is(${live})`)];
    for (const place of places) {
        new MutationObserver(() => said.push(place.textContent.replace(/\\s+/g, " ").trim()))
            .observe(place, { childList: true, characterData: true, subtree: true });
    }
}"""


def said_once(page: Page, text: str) -> None:
    """Wait until a text is said, then until nothing more could be; and forget it."""
    page.wait_for_function("(text) => said.some((one) => one.includes(text))", arg=text)
    page.wait_for_timeout(1_000)
    assert [one for one in page.evaluate("said.splice(0)") if one] == [text]


def test_an_answer_is_said_once_and_only_its_headline(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + CALCULATOR)
    expect(page.locator("[data-calc-said]")).to_contain_text("Choisissez une", timeout=READY)
    page.evaluate(NOTE_WHAT_IS_SAID)
    window = "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours."
    dates = f"{window} texte publié ici"  # how sure they are is heard too
    fill(page, "3e", DAY)
    said_once(
        page,
        f"Certification obligatoire : inscrire l’élève à une session de certification. {dates}",
    )
    page.locator("summary", has_text="Niveaux Pix").click()
    page.get_by_label("1.1 Mener une recherche").press_sequentially("2111")
    said_once(
        page,
        "Certification obligatoire : il manque 1 compétence à l’élève, le faire progresser sur "
        f"Pix, puis l’inscrire à une session de certification. {dates}",
    )
    page.get_by_label("1.1 Mener une recherche").fill("1")  # another level, the same answer
    expect(page.locator("[data-calc-result]")).to_contain_text("1.1")
    page.wait_for_timeout(1_000)
    assert page.evaluate("said") == []
    page.get_by_label("Date de référence").fill("")
    expect(page.locator("[data-calc-said]")).to_contain_text("rien n’est indiqué")
    page.close()


def test_what_a_school_is_asked_is_said_once(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + SCHOOL)
    expect(page.locator("[data-calc-said]")).to_contain_text("Cochez les classes", timeout=READY)
    page.evaluate(NOTE_WHAT_IS_SAID)
    planned(page)
    parts = page.locator("[data-calc-result] [data-said]").all_text_contents()
    said_once(page, " ".join(" ".join(parts).split()))
    page.close()


def test_a_failure_is_said(context: BrowserContext, site: str) -> None:
    for path in (CALCULATOR, LIST, SCHOOL):
        page = context.new_page()
        page.route("**/wasm.*", lambda route: route.abort())
        page.goto(site + path)
        said = page.get_by_role("alert")
        expect(said).to_contain_text("Le calculateur n’a pas pu démarrer.", timeout=READY)
        expect(said).to_contain_text("n’a pas pu être téléchargé")
        page.close()


def test_what_a_list_becomes_is_said_once(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + LIST)
    ready(page)
    with_classes(page)
    page.wait_for_timeout(1_000)
    page.evaluate(NOTE_WHAT_IS_SAID)
    page.locator("button[value=answer]").click()
    expect(part(page, "pupils")).to_be_visible()
    summary = part(page, "summary").locator("[data-said]")
    said_once(
        page, f"{summary.inner_text()} {part(page, 'pupils').locator('[data-said]').inner_text()}"
    )
    page.locator("#calc-list-name").press_sequentially("foxtrin")
    said_once(page, "1 élève.")
    page.get_by_label("Établissement", exact=True).select_option("public")
    expect(summary).to_contain_text("le mercredi 10 mars 2021, établissement public.")
    said_once(page, f"{summary.inner_text()} 1 élève.")
    page.get_by_label("Date de référence").fill("")
    expect(page.locator("[data-calc-said]")).to_contain_text("rien n’est indiqué")
    chosen(page, ("photo.csv", b"PK\x03\x04"))
    expect(page.locator("[data-calc-said]")).to_contain_text("photo.csv")
    page.close()
