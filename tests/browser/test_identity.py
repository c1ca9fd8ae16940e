"""What the site looks like in its two palettes: every word can be read, every control seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

GROUNDS = ("--md-default-bg-color", "--md-code-bg-color")
WORDS = [
    *("--md-default-fg-color", "--md-default-fg-color--light", "--md-typeset-a-color"),
    *("--md-accent-fg-color", "--md-code-fg-color", "--calc-warn", "--calc-error"),
]
CODE = [
    f"--md-code-hl-{kind}-color"
    for kind in (
        *("keyword", "string", "number", "name", "function", "constant", "special"),
        *("operator", "punctuation", "comment", "generic", "variable"),
    )
]
PAIRS = [
    *((colour, ground, 4.5) for colour in WORDS for ground in GROUNDS),
    *((colour, "--md-code-bg-color", 4.5) for colour in CODE),
    ("--md-primary-bg-color", "--md-primary-fg-color", 4.5),  # header
    ("--md-primary-bg-color--light", "--md-primary-fg-color", 4.5),  # what to type in the search
    ("--md-footer-fg-color", "--md-footer-bg-color", 4.5),
    ("--md-footer-fg-color--light", "--md-footer-bg-color--dark", 4.5),
    ("--md-footer-fg-color--lighter", "--md-footer-bg-color--dark", 4.5),
    ("--md-accent-bg-color", "--md-accent-fg-color", 4.5),  # a button under the pointer
    *(("--md-default-fg-color--lighter", ground, 3) for ground in GROUNDS),  # around controls
]
"""A colour, what it is on, and the least contrast (WCAG 1.4.3 and 1.4.11)."""
PAGES = ["", "certification-college/", "calculateur/", "developpeurs/"]

MEASURE = """pairs => {
    // Painted on a canvas, any CSS colour becomes red, green and blue.
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const probe = document.body.appendChild(document.createElement("i"));
    const paint = (property) => {
        probe.style.color = "";
        probe.style.color = `var(${property})`;
        context.fillStyle = getComputedStyle(probe).color;
        context.fillRect(0, 0, 1, 1);
    };
    const luminance = () => {
        const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data]
            .map((c) => c / 255)
            .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return pairs.map(([colour, ground]) => {
        paint(ground);
        const behind = luminance();
        paint(colour);
        const [light, dark] = [behind, luminance()].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
    });
}"""


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in one palette."""
    context = browser.new_context(locale="fr-FR", color_scheme=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_colours_stand_out_from_what_they_are_on(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    named = page.evaluate(
        "names => names.filter(name => getComputedStyle(document.body).getPropertyValue(name))",
        sorted({name for colour, ground, _ in PAIRS for name in (colour, ground)}),
    )
    assert {name for colour, ground, _ in PAIRS for name in (colour, ground)} == set(named)
    found = page.evaluate(MEASURE, [[colour, ground] for colour, ground, _ in PAIRS])
    poor = {
        f"{colour} on {ground}": round(contrast, 2)
        for (colour, ground, least), contrast in zip(PAIRS, found, strict=True)
        if contrast < least
    }
    assert poor == {}


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 800), (768, 1024), (390, 844)], ids=["desk", "tablet", "phone"]
)
def test_the_home_page_shows_its_doors_and_whose_it_is_not_in_one_screen(
    browser: Browser, site: str, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2026, 11, 26, 12, tzinfo=UTC))
    page.goto(site)
    whose = page.get_by_text("ni de l’académie de Nantes ni de Pix").first
    doors = page.get_by_role("navigation", name="Par où commencer").get_by_role("link").all()
    assert len(doors) >= 2
    for shown in (whose, *doors, page.get_by_role("heading", name="L’année scolaire 2026-2027")):
        expect(shown).to_be_in_viewport(ratio=1)
    if width == 1280:
        for entry in page.locator(".calc-glance > div").all():
            expect(entry).to_be_in_viewport(ratio=1)
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_the_window(browser: Browser, site: Any, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


@pytest.mark.parametrize("path", ["calculateur/", "liste/"])
def test_a_form_has_its_place_before_its_script_runs(page: Page, site: str, path: str) -> None:
    """Else what is below moves when it comes: a script that does not is put at the form's end."""

    def held_in_the_form(route: Route) -> None:
        response = route.fetch()
        *before, form = response.text().partition('class="calc-form"')
        held = form.replace("</form>", '</form><script src="held.js"></script>', 1)
        route.fulfill(response=response, body="".join((*before, held)))

    page.route(site + path, held_in_the_form)
    page.route("**/held.js", lambda route: None)
    with page.expect_request("**/held.js"):
        page.goto(site + path, wait_until="commit")
    expect(page.locator("form.calc-form")).to_be_visible()
    assert page.locator("[data-calc-calculator], [data-calc-list]").get_attribute("hidden") == ""
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_palette_is_the_system_s_until_one_is_chosen(
    browser: Browser, site: str, system: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=system)
    page = context.new_page()
    body, schemes = page.locator("body"), {"light": "default", "dark": "slate"}
    kept = "Object.keys(localStorage).filter((key) => key.includes('__palette'))"
    other: Literal["light", "dark"] = "light" if system == "dark" else "dark"
    for now in (system, other, system):
        page.emulate_media(color_scheme=now)
        page.goto(f"{site}glossaire/")
        expect(body).to_have_attribute("data-md-color-scheme", schemes[now])
        assert page.evaluate(kept) == []
    page.locator("[data-md-component=palette] label:not([hidden])").click()
    expect(body).to_have_attribute("data-md-color-scheme", schemes[other])
    assert len(page.evaluate(kept)) == 1
    page.goto(site)
    expect(body).to_have_attribute("data-md-color-scheme", schemes[other])
    context.close()
