"""What those who read by ear, go by keyboard or enlarge meet: every page and every state.

A state is a page as a reader has brought it: to check another, add it to `STATES`. The pages are
those of the built site: a new one is checked as soon as it is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tests.browser.driving import CALCULATOR, READY, fill
from tests.browser.readers import SEARCH
from tests.browser.targets import READY_TO_SEARCH, SEARCH_IS_OPEN, SEARCH_SAYS
from tests.browser.test_establishment import fill_school, session_day
from tests.conftest import ROOT
from tests.lists.test_samples import SAMPLES

LIST = "liste/"
SCHOOL = "etablissement/"
SHEETS = {"fiches/", "fiches/cm2/", "fiches/3e/", "fiches/tle-gt/", "fiches/2020-2021/3e/"}
"""One of each sort: all sheets come from one template."""
DAY = "2021-03-10"
WIDE: ViewportSize = {"width": 1280, "height": 800}
TALL: ViewportSize = {"width": 1280, "height": 4000}
"""As high as the menu: where it scrolls, axe takes a link at its edge for what is seen of it."""
NARROW: ViewportSize = {"width": 390, "height": 800}
NARROWEST: ViewportSize = {"width": 320, "height": 640}
"""What 1280 pixels are once enlarged four times (WCAG 1.4.10)."""

# --- What is checked --------------------------------------------------------------------------

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""All that axe has for WCAG 2.2 AA, and its good practices; no rule and no part is left out."""
VIOLATIONS = """async (rules) => {
    const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
}"""
LOST = """() => {
    // What sticks out of the window to the right, unless it scrolls in a place of its own that a
    // keyboard reaches.
    const width = document.documentElement.clientWidth;
    const scrolls = (part) => part.closest("[tabindex='0'], pre") !== null;
    const out = [...document.querySelectorAll("body *")].filter((part) => {
        const { left, right, width: wide } = part.getBoundingClientRect();
        return wide > 1 && left >= 0 && right > width + 1 && !scrolls(part)
            && part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    });
    const names = out.map((part) => `${part.tagName}.${part.className} ${part.textContent.trim()}`);
    const wide = document.documentElement.scrollWidth > width ? ["the page scrolls sideways"] : [];
    return [...wide, ...names.map((name) => name.slice(0, 80))];
}"""
CUT = """() => {
    // Boxes of one's own that hide a part of their words.
    const boxes = document.querySelectorAll(
        ".md-content :is(a, button, label, legend, summary, th, td, p, li, option)");
    return [...boxes].filter((box) => {
        const style = getComputedStyle(box);
        return box.checkVisibility() && style.overflow !== "visible" && !box.matches(".calc-unseen")
            && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
    }).map((box) => box.outerHTML.slice(0, 80));
}"""
SPACED = """() => {
    // WCAG 1.4.12; a sheet made by script is no matter of the page's policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
UNSPACED = "() => { document.adoptedStyleSheets = [] }"
PALETTE = "(scheme) => { document.body.dataset.mdColorScheme = scheme }"

STOP = """() => {
    // Where the tab key has led, and what is wrong with how it shows.
    const luminance = (...layers) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        for (const layer of layers) {
            canvas.fillStyle = layer;
            canvas.fillRect(0, 0, 1, 1);
        }
        const channels = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
            .map((c) => c / 255)
            .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    };
    const focused = document.activeElement;
    if (focused === document.body) return null;
    // A box of the theme is drawn by what stands for it.
    const box = focused.matches(".md-option") ? focused.nextElementSibling
        : !focused.matches(".md-nav__toggle") ? focused
        : focused.parentElement.querySelector(
            focused.checked ? ":scope > nav > .md-nav__title" : ":scope > .md-nav__link");
    const style = getComputedStyle(box);
    const inside = parseFloat(style.outlineOffset) < 0;
    const grounds = [];
    for (let part = inside ? box : box.parentElement; part; part = part.parentElement) {
        grounds.unshift(getComputedStyle(part).backgroundColor);
    }
    const [dark, light] = [
        luminance("white", ...grounds), luminance("white", ...grounds, style.outlineColor),
    ].sort((a, b) => a - b);
    const { left, top, width, height } = box.getClientRects()[0] ?? new DOMRect();
    const seen = document.elementFromPoint(
        left + width / 2, Math.max(top, 0) + Math.min(height, innerHeight - Math.max(top, 0)) / 2);
    const wrong = [];
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no line");
    if ((light + 0.05) / (dark + 0.05) < 3) wrong.push("a line that does not stand out");
    const covered = !seen || !(box.contains(seen) || seen.contains(box));
    if (covered) wrong.push(`under ${seen?.className}`);
    const name = focused.ariaLabel || focused.labels?.[0]?.textContent || focused.textContent;
    return {
        name,
        wrong: wrong.map((what) => `${focused.outerHTML.slice(0, 80)}: ${what}`),
        first: focused.matches(".md-skip"),
    };
}"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found: list[str] = page.evaluate(VIOLATIONS, RULES)
    return found


def lost(page: Page) -> list[str]:
    """What cannot be read without scrolling sideways, or is cut."""
    found: list[str] = page.evaluate(LOST) + page.evaluate(CUT)
    return found


# --- States -----------------------------------------------------------------------------------


def ready(page: Page) -> None:
    expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)


def never_ready(page: Page) -> None:
    expect(page.locator("[data-calc-progress]")).to_be_visible()


def answered(page: Page, class_level: str = "3e", says: str = "il reste 63 jours") -> None:
    ready(page)
    fill(page, class_level, DAY)
    expect(page.locator("[data-calc-result]")).to_contain_text(says)


def with_a_sheet(page: Page) -> None:
    never_ready(page)
    fill(page, "3e", "2026-11-26")  # of the year whose sheets the page brings
    expect(page.locator("[data-calc-sheet]")).to_contain_text("Sessions possibles")


def copied(page: Page) -> None:
    answered(page)
    page.get_by_role("button", name="Copier le résumé").click()
    expect(page.locator("[data-takeaway] [role=status]")).not_to_be_empty()


def planned(page: Page) -> None:
    ready(page)
    fill_school(page)
    session_day(page, "2021-04-29")
    expect(page.locator("[data-calc-result]")).to_contain_text("5 étapes")


def with_a_wrong_lead(page: Page) -> None:
    planned(page)
    page.locator("summary", has_text="Délais des étapes").click()
    page.get_by_label("Inscrire les élèves à la session", exact=True).fill("dix")
    expect(page.locator("[data-calc-result]")).to_contain_text("« dix » n’est pas accepté")


def with_levels(page: Page) -> None:
    answered(page)
    page.locator("summary", has_text="Niveaux Pix").click()
    page.get_by_label("1.1 Mener une recherche").fill("2")
    expect(page.locator("[data-calc-result]")).to_contain_text("il manque 4 compétences")


def with_a_wrong_level(page: Page) -> None:
    with_levels(page)
    page.get_by_label("1.1 Mener une recherche").fill("9")
    expect(page.locator("[data-calc-result]")).to_contain_text("« 9 » n’est pas accepté")


def of_a_year_that_is_over(page: Page) -> None:
    ready(page)
    fill(page, "3e", "2026-11-26")
    page.get_by_label("Année scolaire", exact=True).select_option("nantes-2020-2021")
    expect(page.locator("[data-calc-result]")).to_contain_text("Année scolaire 2020-2021 terminée")


def of_an_unknown_year(page: Page) -> None:
    ready(page)
    fill(page, "3e", "2020-08-31")
    expect(page.locator("[data-calc-result]")).to_contain_text("Années connues")


def failed(page: Page) -> None:
    result = page.locator("[data-calc-result], [data-part=problems]")
    expect(result).to_contain_text("n’a pas pu être téléchargé", timeout=READY)


def chosen(page: Page, *files: tuple[str, bytes]) -> None:
    ready(page)
    page.get_by_label("Établissement", exact=True).select_option("prive-sous-contrat")
    page.get_by_label("Date de référence").fill(DAY)
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files
    ]
    page.locator("#calc-files").set_input_files(payloads)


def with_classes(page: Page) -> None:
    samples = (next(SAMPLES.glob(f"{start}*")) for start in ("01b", "06b"))
    plain = b"nom;prenom;classe;competences\nA;Ada;Les Lynx;5\nB;Bo;7Z\nseul\n"
    chosen(page, *((file.name, file.read_bytes()) for file in samples), ("liste.csv", plain))
    expect(part(page, "classes")).to_be_visible()


def with_answers(page: Page) -> None:
    with_classes(page)
    page.locator("button[value=answer]").click()
    expect(part(page, "pupils")).to_be_visible()
    aside = part(page, "summary").locator("details", has_text="Lignes mises de côté")
    expect(aside).to_have_attribute("open", "")
    page.locator("#calc-list-reminder").select_option(index=1)
    expect(part(page, "reminder")).to_be_visible()


def with_a_pupil(page: Page) -> None:
    with_answers(page)
    part(page, "pupils").locator("tbody button").first.click()
    expect(part(page, "pupil")).to_be_visible()


def with_no_pupil(page: Page) -> None:
    with_answers(page)
    page.locator("#calc-list-name").fill("personne")
    expect(part(page, "pupils")).to_contain_text("0 élève")


def without_a_day(page: Page) -> None:
    with_answers(page)
    page.get_by_label("Date de référence").fill("")
    expect(part(page, "summary")).to_contain_text("rien n’est indiqué")


def with_a_refused_file(page: Page) -> None:
    chosen(page, ("photo.csv", b"PK\x03\x04"))
    expect(part(page, "problems")).to_be_visible()


def searching(page: Page) -> None:
    page.locator(SEARCH).click()
    page.keyboard.type("lycee")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def part(page: Page, name: str) -> Locator:
    return page.locator(f'[data-part="{name}"]')


@dataclass(frozen=True)
class State:
    """A page as a reader has brought it.

    Attributes:
        path: The page.
        reach: Brings it there, and waits until it is.
        without: The files that do not come, or that never answer.
    """

    path: str
    reach: Callable[[Page], None]
    without: tuple[str, Literal["missing", "silent"]] | None = None


STATES = {
    "calculator, loading": State(CALCULATOR, never_ready, ("**/wasm.*", "silent")),
    "calculator, failed": State(CALCULATOR, failed, ("**/wasm.*", "missing")),
    "calculator, empty": State(CALCULATOR, ready),
    "calculator, an answer": State(CALCULATOR, answered),
    "calculator, an answer with levels": State(CALCULATOR, with_levels),
    "calculator, a wrong level": State(CALCULATOR, with_a_wrong_level),
    "calculator, a year that is over": State(CALCULATOR, of_a_year_that_is_over),
    "calculator, an unknown year": State(CALCULATOR, of_an_unknown_year),
    "calculator, a sheet": State(CALCULATOR, with_a_sheet, ("**/wasm.*", "silent")),
    "calculator, copied": State(CALCULATOR, copied),
    "school, empty": State(SCHOOL, ready),
    "school, a plan": State(SCHOOL, planned),
    "school, a wrong lead": State(SCHOOL, with_a_wrong_lead),
    "list, loading": State(LIST, never_ready, ("**/wasm.*", "silent")),
    "list, failed": State(LIST, failed, ("**/wasm.*", "missing")),
    "list, empty": State(LIST, ready),
    "list, a refused file": State(LIST, with_a_refused_file),
    "list, classes": State(LIST, with_classes),
    "list, answers": State(LIST, with_answers),
    "list, a pupil": State(LIST, with_a_pupil),
    "list, no pupil": State(LIST, with_no_pupil),
    "list, no day": State(LIST, without_a_day),
    "search": State("", searching),
}


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all: what a page fetched is not fetched again."""
    context = browser.new_context(
        locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce", viewport=WIDE
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def tab(context: BrowserContext) -> Page:
    """The tab of all pages as they are first shown."""
    return context.new_page()


@pytest.fixture(scope="module", params=STATES)
def reached(request: pytest.FixtureRequest, context: BrowserContext, site: str) -> Iterator[Page]:
    """A page in each state, on a laptop."""
    state: State = STATES[request.param]
    page = context.new_page()
    if state.without:
        files, how = state.without
        page.route(files, lambda route: route.abort() if how == "missing" else None)
    page.goto(site + state.path)
    state.reach(page)
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.close()


def paths(site_folder: Path, *, alike: bool) -> Iterable[str]:
    """Every page of the site; of the sheets, all those that are `alike`, or one of each sort."""
    for file in sorted(site_folder.rglob("*.html")):
        path = file.relative_to(site_folder).as_posix().removesuffix("index.html")
        if alike or path in SHEETS or not path.startswith("fiches/"):
            yield path


# --- Every page, every state ------------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "size"), [("light", TALL), ("dark", NARROW)])
def test_axe_finds_nothing_wrong_in_any_page(
    tab: Page, site: str, site_folder: Path, scheme: Any, size: ViewportSize
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size(size)
    found = {}
    for path in paths(site_folder, alike=scheme == "light"):
        tab.goto(site + path)
        found[path] = violations(tab)
    assert len(found) > 15
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_page_can_be_read_in_a_window_of_320_pixels(
    tab: Page, site: str, site_folder: Path
) -> None:
    tab.set_viewport_size(NARROWEST)
    found = {}
    for path in paths(site_folder, alike=False):
        tab.goto(site + path)
        found[path] = lost(tab)
        tab.evaluate(SPACED)
        found[f"{path}, spaced"] = lost(tab)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_wrong_in_any_state(reached: Page) -> None:
    for scheme, size in (("default", TALL), ("slate", NARROW)):
        reached.set_viewport_size(size)
        reached.evaluate(PALETTE, scheme)
        reached.evaluate("scrollTo(0, 0)")  # what is half behind the header is no small target
        assert violations(reached) == []


def test_every_state_can_be_read_in_a_window_of_320_pixels(reached: Page) -> None:
    reached.set_viewport_size(NARROWEST)
    assert lost(reached) == []
    reached.evaluate(SPACED)
    assert lost(reached) == []
    reached.evaluate(UNSPACED)


# --- By keyboard ------------------------------------------------------------------------------


def stops(page: Page, key: str = "Tab") -> tuple[list[str], list[str]]:
    """Press a key from the address bar to the end of the page: the stops, and what is wrong there.

    A field of several parts, such as a date, is one stop.
    """
    page.evaluate(
        """() => {
            document.body.tabIndex = -1;
            document.body.focus();
            document.body.removeAttribute("tabindex");
            scrollTo(0, 0);
        }"""
    )
    names: list[str] = []
    wrong: list[str] = []
    for _ in range(400):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or (names and stop["first"]):
            return names, wrong
        if stop["wrong"]:  # the search is still being opened by it
            page.wait_for_timeout(200)
            wrong += page.evaluate(STOP)["wrong"]
        name = " ".join(stop["name"].split())
        if names[-1:] != [name]:
            names.append(name)
    pytest.fail(f"no end: {names[-5:]}")


IN_ORDER = {
    "calculator, an answer with levels": (
        *("Classe de l’élève", "Année scolaire", "Établissement", "Date de référence"),
        "Niveaux Pix",
        *("1.1 Mener une recherche", "Tout recommencer", "Les dates de la frise"),
        *("circulaire du 16 décembre 2020", "Copier le lien"),
    ),
    "list, a pupil": (
        *("Année scolaire", "Établissement", "Date de référence", "Choisissez vos fichiers CSV"),
        *("Niveau de la classe 3A", "Voir les réponses", "Nom ou prénom", "Élève"),
        *("ALPHONOS Ada", "Télécharger les réponses (CSV)", "Copier le rappel"),
    ),
    "school, a plan": (
        *("CP", "Tout cocher ou décocher : École", "3e"),
        *("Année scolaire", "Établissement", "Date de référence"),
        *("Qui est concerné le…", "Sessions au collège, Jour 1", "Délais des étapes"),
        *("Tout recommencer", "Ce qui est demandé", "circulaire du 16 décembre 2020"),
        *("Les dates de la frise", "Les étapes, dans l’ordre", "Qui peut passer", "Copier le lien"),
    ),
}


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "default"), (NARROW, "slate")])
@pytest.mark.parametrize("state", IN_ORDER)
def test_the_tab_key_goes_through_a_page_in_order_and_each_stop_is_seen(
    context: BrowserContext, site: str, state: str, size: ViewportSize, scheme: str
) -> None:
    page = context.new_page()
    page.goto(site + STATES[state].path)
    STATES[state].reach(page)
    page.set_viewport_size(size)
    page.evaluate(PALETTE, scheme)
    forward, wrong = stops(page)
    assert wrong == []
    order = ["Aller au contenu", "Mode clair", "Rechercher", *IN_ORDER[state]]
    if size is NARROW:
        order.insert(1, "Menu")
    rest = iter(forward)
    assert [one for one in order if not any(name.startswith(one) for name in rest)] == []
    backward, wrong = stops(page, "Shift+Tab")
    assert wrong == []
    assert set(forward[1:]) - set(backward) <= {READY_TO_SEARCH}  # while the search is open
    page.close()


@pytest.fixture
def keyboard_page(context: BrowserContext, site: str) -> Iterator[Page]:
    """A page that is gone through by keyboard only."""
    page = context.new_page()
    page.goto(site)
    expect(page.locator(SEARCH_SAYS)).to_have_text(READY_TO_SEARCH)
    yield page
    page.close()


def tab_to(page: Page, css: str) -> None:
    """Press the tab key until an element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(css).evaluate_all("all => all.includes(document.activeElement)"):
            return
    pytest.fail(f"{css} cannot be reached by keyboard")


def test_the_menu_of_a_narrow_window_opens_and_closes_by_keyboard(keyboard_page: Page) -> None:
    page = keyboard_page
    page.set_viewport_size(NARROW)
    menu = page.get_by_role("button", name="Menu")
    college = page.locator(".md-nav__link", has_text="Au collège")
    tab_to(page, "[aria-label=Menu]")
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    group = page.get_by_role("checkbox", name="Certifier")
    tab_to(page, f"#{group.get_attribute('id')}")
    expect(group).to_be_focused()
    expect(college).to_be_hidden()
    page.keyboard.press("Space")
    expect(college).to_be_visible()
    tab_to(page, ".md-nav__link[href$='certification-college/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("au collège"))


def test_the_palette_is_changed_by_keyboard(keyboard_page: Page) -> None:
    page = keyboard_page
    tab_to(page, ".md-option")
    expect(page.get_by_role("radio", name="Mode clair")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("radio", name="Mode sombre")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_a_result_of_the_search_is_reached_with_the_tab_key(keyboard_page: Page) -> None:
    page = keyboard_page
    tab_to(page, SEARCH)
    page.keyboard.type("certification lycee")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^\s*\d+ documents trouvés"))
    tab_to(page, ".md-search-result__link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("au lycée"))


def test_the_search_closes_when_the_tab_key_leaves_it(keyboard_page: Page, site: str) -> None:
    page = keyboard_page
    page.goto(site + "glossaire/")  # which shows the menu beside it
    expect(page.locator(SEARCH_SAYS)).to_have_text(READY_TO_SEARCH)
    tab_to(page, SEARCH)
    expect(page.locator(SEARCH_IS_OPEN)).to_be_checked()
    tab_to(page, ".md-nav__link")
    expect(page.locator(SEARCH_IS_OPEN)).not_to_be_checked()


def test_a_letter_alone_does_nothing(keyboard_page: Page) -> None:
    """WCAG 2.1.4: whoever dictates says letters; the theme has keys of one letter."""
    page = keyboard_page
    page.goto(page.url + "calculateur/")
    for key in "fs/pn.,":
        page.keyboard.press(key)
    expect(page.locator(SEARCH_IS_OPEN)).not_to_be_checked()
    assert page.url.endswith("/calculateur/")
    assert page.evaluate("document.activeElement === document.body")


def test_the_skip_link_leads_past_the_menu(keyboard_page: Page) -> None:
    page = keyboard_page
    page.goto(page.url + "calculateur/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Classe de l’élève")).to_be_focused()


# --- By ear -----------------------------------------------------------------------------------

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
    said_once(page, page.locator("[data-calc-result] [data-said]").inner_text())
    page.close()


def test_a_failure_is_said(context: BrowserContext, site: str) -> None:
    for path in (CALCULATOR, LIST, SCHOOL):
        page = context.new_page()
        page.route("**/wasm.*", lambda route: route.abort())
        page.goto(site + path)
        said = page.locator("[data-calc-said]")
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
    said_once(page, "1 élève, page 1 sur 1.")
    page.get_by_label("Établissement", exact=True).select_option("public")
    expect(summary).to_contain_text("le mercredi 10 mars 2021, établissement public.")
    said_once(page, f"{summary.inner_text()} 1 élève, page 1 sur 1.")
    page.get_by_label("Date de référence").fill("")
    expect(page.locator("[data-calc-said]")).to_contain_text("rien n’est indiqué")
    chosen(page, ("photo.csv", b"PK\x03\x04"))
    expect(page.locator("[data-calc-said]")).to_contain_text("photo.csv")
    page.close()


# --- The reader's own settings ----------------------------------------------------------------


def test_nothing_moves_for_those_who_ask_for_less_motion(keyboard_page: Page) -> None:
    moving = keyboard_page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((part) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(part);
            return parseFloat(transitionDuration) > 0 || animationName !== "none"
                || scrollBehavior === "smooth";
        }).map((part) => part.className)"""
    )
    assert moving == []


@pytest.mark.parametrize(
    "state", ["calculator, a wrong level", "list, a pupil", "school, a wrong lead"]
)
def test_controls_and_states_are_seen_in_the_reader_s_own_colours(
    context: BrowserContext, site: str, state: str
) -> None:
    page = context.new_page()
    page.emulate_media(forced_colors="active")
    page.goto(site + STATES[state].path)
    STATES[state].reach(page)
    without_a_line = page.evaluate(
        """() => {
            const boxes = ".calc-form :is(select, input, textarea, .md-button), .calc-answer,"
                + " .calc-notice, .calc-error, .md-search__form";
            return [...document.querySelectorAll(boxes)].filter((box) => {
                const style = getComputedStyle(box);
                const line = parseFloat(style.borderBottomWidth) >= 0.5
                    && style.borderBottomStyle !== "none"
                    && style.borderBottomColor !== style.backgroundColor;
                const drawn = ["file", "checkbox"].includes(box.type); // by the browser
                return box.checkVisibility() && !drawn && !line;
            }).map((box) => box.outerHTML.slice(0, 100));
        }"""
    )
    assert without_a_line == []
    colours = page.evaluate(
        """() => [...document.querySelectorAll(".calc-bar rect")]
            .map((bar) => getComputedStyle(bar).fill)"""
    )
    assert "list" not in state or len(set(colours)) >= 3
    wrong = page.locator("[aria-invalid=true]")
    if "wrong" in state:
        expect(wrong).to_have_css("border-style", "dashed")
    page.close()
