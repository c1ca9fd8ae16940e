"""What a screen reader tells: all of a tool from its title to its end, and an answer that comes."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.driving import CALCULATOR, READY, choose_day, fill
from tests.browser.states import (
    DAY,
    LIST,
    SCHOOL,
    STATES,
    chosen,
    part,
    planned,
    ready,
    with_classes,
)
from tests.conftest import ROOT

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


def heard(parts: list[str]) -> str:
    """What is said of the parts of a page: sentences, each with its end."""
    told = (" ".join(part.split()) for part in parts)
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in told)


def test_an_answer_is_said_once_by_its_head(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + CALCULATOR)
    expect(page.locator("[data-calc-said]")).to_contain_text("Choisissez une", timeout=READY)
    page.evaluate(NOTE_WHAT_IS_SAID)
    window = "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours."
    # How sure the dates are is heard too, and the warning.
    subject = (
        "3e, établissement privé sous contrat, année scolaire 2020-2021, le mercredi 10 mars 2021."
    )
    warning = (
        "Changement signalé, à vérifier : en avril 2021, les fenêtres de certification auraient "
        "été prolongées jusqu’au vendredi 25 juin 2021, au collège comme au lycée (2 autres plus "
        "bas)."
    )
    dates = f"{window} texte publié ici. {warning}"
    fill(page, "3e", DAY)
    said_once(
        page,
        f"{subject} Certification obligatoire : inscrire l’élève à une session de certification. "
        f"{dates}",
    )
    page.locator("summary", has_text="Niveaux Pix").click()
    page.get_by_label("1.1 Mener une recherche").press_sequentially("2111")
    said_once(
        page,
        f"{subject} Certification obligatoire : il manque 1 compétence à l’élève. {dates}",
    )
    page.get_by_label("1.1 Mener une recherche").fill("1")  # another level, the same answer
    expect(page.locator("[data-calc-result]")).to_contain_text("1.1")
    page.wait_for_timeout(1_000)
    assert page.evaluate("said") == []
    choose_day(page, "")
    expect(page.locator("[data-calc-said]")).to_contain_text("rien n’est indiqué")
    page.close()


def test_what_a_school_is_asked_is_said_once(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + SCHOOL)
    expect(page.locator("[data-calc-said]")).to_contain_text("Cochez les classes", timeout=READY)
    page.evaluate(NOTE_WHAT_IS_SAID)
    planned(page)
    parts = page.locator("[data-calc-result] [data-said]").all_text_contents()
    said_once(page, heard(parts))
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
    choose_day(page, "")
    expect(page.locator("[data-calc-said]")).to_contain_text("rien n’est indiqué")
    chosen(page, ("photo.csv", b"PK\x03\x04"))
    expect(page.locator("[data-calc-said]")).to_contain_text("photo.csv")
    page.close()


# --- From the title of a tool to its end --------------------------------------------------------

READ_ALOUD = """async () => {
    // Each thing told, and where it leads when it is a link.
    const { virtual } = reader;
    const container = document.querySelector("article");
    await virtual.start({ container });
    const told = [];
    do {
        const phrase = (await virtual.lastSpokenPhrase()).replace(/\\s+/g, " ");
        told.push([phrase, virtual.activeNode.href ?? ""]);
        await virtual.next();
    } while (virtual.activeNode !== container);
    await virtual.stop();
    return told;
}"""
TOLD_IN_ORDER = {
    "calculator, an answer with levels": (
        "heading, Un élève, level 1",
        "combobox, Classe de l’élève, 3e, Obligatoire., has popup listbox, not expanded, required",
        "group, Collège",
        "combobox, Année scolaire, has popup listbox, not expanded",
        "combobox, Établissement, prive-sous-contrat, has popup listbox, not expanded",
        "Réponse pour le 10 mars 2021. Changer de jour",
        "Date de référence, 2021-03-10, Obligatoire. Aujourd’hui, sauf si vous la changez.",
        "button, Revenir à aujourd’hui",
        "group, 1. Information et données",
        "textbox, 1.1 Mener une recherche et une veille d’information, 2, Un niveau de 0 à 8",
        "button, Tout mettre à 0",
        "region, Réponse",
        "heading, Certification obligatoire : il manque 4 compétences à l’élève",
        "heading, À faire, level 3",
        "image, Frise de l’année scolaire 2020-2021. Sessions : sessions du lundi 8 mars",
        "region, Garder ou partager",
        "button, Copier le lien",
        "button, Tout recommencer",
        "heading, Les champs",
        "table, Classe par classe, en 2026-2027",
        "columnheader, Classes",
        "rowheader, 3e",
    ),
    "list, a pupil": (
        "heading, Liste d’élèves, level 1",
        "Réponse pour le 10 mars 2021. Changer de jour",
        "Date de référence, 2021-03-10, Obligatoire.",
        "Choisissez vos fichiers, ou déposez-les ici, CSV",
        "status",
        "heading, Vos classes, level 2",
        "table, Classes et niveaux",
        "columnheader, Niveau",
        "rowheader, 3A",
        "combobox, Niveau de la classe 3A, 3e, has popup listbox, not expanded",
        "combobox, Niveau de la classe Les Lynx, has popup listbox, not expanded, required",
        "button, Voir les réponses",
        "heading, Les réponses, level 2",
        "term",
        "table, Élèves par situation et par classe",
        "rowheader, Total",
        "heading, Les élèves, level 2",
        "searchbox, Nom ou prénom",
        "table, Élèves",
        "button, ALPHONOS Ada",
        "heading, Garder ou partager, level 2",
        "textbox, Rappel",
    ),
    "school, a plan": (
        "heading, Mon établissement, level 1",
        "group, Vos classes",
        "group, École",
        "checkbox, CM2",
        "button, Tout cocher ou décocher : École",
        "checkbox, 3e",
        "combobox, Année scolaire",
        "group, Sessions au collège",
        "Sessions au collège, Jour 1, 2021-04-29",
        "region, Réponse",
        "heading, Prochaine date : vendredi 19 février 2021",
        "heading, À faire, dans l’ordre des dates, level 3",
        "button, Copier le lien",
    ),
}
NAMELESS = re.compile(
    "(button|checkbox|combobox|heading|image|img|link|region|searchbox|table|textbox)"
    r"(, (not checked|checked|has popup listbox|not expanded|required|level \d))*"
)


@pytest.fixture(scope="module")
def reader() -> str:
    """A screen reader that runs in a page, as a script."""
    package = "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
    bundle = ("node_modules/.bin/esbuild", package, "--bundle", "--global-name=reader")
    done = subprocess.run(bundle, cwd=ROOT, capture_output=True, text=True, check=True)
    return f"{done.stdout}; window.reader = reader;"


@pytest.mark.parametrize("state", TOLD_IN_ORDER)
def test_a_tool_is_told_in_order_and_nothing_in_it_lacks_a_name(
    context: BrowserContext, site: str, reader: str, state: str
) -> None:
    page = context.new_page()
    page.goto(site + STATES[state].path)
    STATES[state].reach(page)
    page.evaluate(reader)
    told = page.evaluate(READ_ALOUD)
    phrases = [phrase for phrase, _ in told]
    rest = iter(phrases)
    expected = TOLD_IN_ORDER[state]
    assert [one for one in expected if not any(said.startswith(one) for said in rest)] == []
    assert [phrase for phrase in phrases if NAMELESS.fullmatch(phrase)] == []
    leads = defaultdict(set)
    for phrase, address in told:
        if address and not phrase.startswith("end of"):
            leads[phrase].add(address)
    assert {phrase: found for phrase, found in leads.items() if len(found) > 1} == {}
    page.close()
