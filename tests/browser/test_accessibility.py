"""What those who read by ear or enlarge meet: every page and every state of `STATES`.

The pages are those of the built site: a new one is checked as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests.browser.screens import NARROW, NARROWEST, PALETTE, TALL
from tests.browser.states import STATES, State
from tests.browser.targets import unlike
from tests.conftest import ROOT

pytestmark = pytest.mark.long

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


def paths(site_folder: Path) -> list[str]:
    """Every page of the site that is not alike another."""
    return [path.removesuffix("index.html") for path in unlike(site_folder)]


# --- Every page, every state ------------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "size"), [("light", TALL), ("dark", NARROW)])
def test_axe_finds_nothing_wrong_in_any_page(
    tab: Page, site: str, site_folder: Path, scheme: Any, size: ViewportSize
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size(size)
    found = {}
    for path in paths(site_folder):
        tab.goto(site + path)
        found[path] = violations(tab)
    assert len(found) > 15
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_page_can_be_read_in_a_window_of_320_pixels(
    tab: Page, site: str, site_folder: Path
) -> None:
    tab.set_viewport_size(NARROWEST)
    found = {}
    for path in paths(site_folder):
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
