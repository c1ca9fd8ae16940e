"""What those who go by keyboard meet, and those who set colours and motion themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browser.readers import SEARCH
from tests.browser.screens import NARROW, PALETTE, WIDE
from tests.browser.states import STATES
from tests.browser.targets import READY_TO_SEARCH, SEARCH_IS_OPEN, SEARCH_STARTS

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
        *("Classe de l’élève", "Année scolaire", "Établissement", "Réponse pour le 10 mars 2021."),
        *("Date de référence", "Revenir à aujourd’hui", "Niveaux Pix"),
        *("1.1 Mener une recherche", "Aussi à faire", "Pourquoi", "À savoir"),
        *("Les dates de la frise", "Copier le lien", "Tout recommencer"),
    ),
    "list, a pupil": (
        *("Année scolaire", "Établissement", "Réponse pour le 10 mars 2021.", "Date de référence"),
        *("Revenir à aujourd’hui", "Choisissez vos fichiers"),
        *("Niveau de la classe 3A", "Voir les réponses", "Nom ou prénom", "Élève"),
        *("ALPHONOS Ada", "Télécharger les réponses (CSV)", "Copier le rappel"),
    ),
    "school, a plan": (
        *("CP", "Tout cocher ou décocher : École", "3e"),
        *("Année scolaire", "Établissement", "Réponse pour le 4 janvier 2021."),
        *("Date de référence", "Revenir à aujourd’hui"),
        *("Sessions au collège, Jour 1", "Jour envisagé", "Délais des étapes"),
        *("Les dates suivantes", "Les dates de la frise", "Les étapes en détail"),
        *("Ce qui est demandé", "À savoir", "Copier le lien", "Tout recommencer"),
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
    assert set(forward[1:]) - set(backward) <= {
        SEARCH_STARTS,
        READY_TO_SEARCH,
    }  # while the search is open
    page.close()


@pytest.fixture
def keyboard_page(context: BrowserContext, site: str) -> Iterator[Page]:
    """A page that is gone through by keyboard only."""
    page = context.new_page()
    page.goto(site)
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
    college = page.locator(".md-nav__link", has_text="Certifier au collège")
    tab_to(page, "[aria-label=Menu]")
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    group = page.get_by_role("checkbox", name="La circulaire de 2020")
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
    above = ".md-search-result__list :is(h1:not([aria-level='2']), h2:not([aria-level='3']))"
    expect(page.locator(above)).to_have_count(0)  # the page has a title of its own
    tab_to(page, ".md-search-result__link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("au lycée"))


def test_the_search_closes_when_the_tab_key_leaves_it(keyboard_page: Page, site: str) -> None:
    page = keyboard_page
    page.goto(site + "glossaire/")  # which shows the menu beside it
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


def test_what_is_told_of_a_link_stays_under_the_mouse_and_goes_with_escape(
    keyboard_page: Page,
) -> None:
    """WCAG 1.4.13."""
    page = keyboard_page
    page.goto(page.url + "certification-lycee/")
    link = page.locator("article a[title]:not(.headerlink)").first
    told = page.locator(".md-tooltip2__inner")
    link.focus()
    expect(told).to_have_text("§\N{NO-BREAK SPACE}5 lycée, circulaire du 16 décembre 2020")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    expect(told).to_have_count(0)
    link.hover()
    expect(told).to_be_visible()
    told.hover()
    page.wait_for_timeout(600)  # the theme waits a quarter of a second
    expect(told).to_be_visible()


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
