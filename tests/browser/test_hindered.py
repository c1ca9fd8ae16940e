"""A policy, a setting, a filter or an old server stands in the way: it works, or that is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, AnyStr

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Route, expect

from tests.browser.driving import CALCULATOR, READY, fill, open_calculator
from tests.browser.firefox import Firefox
from tests.browser.targets import RESULT, find_a_page, opened
from tests.conftest import CHROMIUM_ARGUMENTS, QuietHandler, chromium_path

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite

SCHEME = "document.body.dataset.mdColorScheme"
TOOLS = (CALCULATOR, "liste/", "etablissement/")


def chromium(playwright: Playwright, folder: Path, *arguments: str) -> BrowserContext:
    """A Chromium with settings of its own."""
    return playwright.chromium.launch_persistent_context(
        folder,
        executable_path=chromium_path(),
        args=[*CHROMIUM_ARGUMENTS, *arguments],
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )


@pytest.fixture
def without_cookies(playwright: Playwright, tmp_path: Path) -> Iterator[Page]:
    """A page of a Chromium in which « all cookies » are blocked."""
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(settings), "utf-8")
    context = chromium(playwright, tmp_path)
    yield context.new_page()
    context.close()


def test_without_storage_search_palette_and_calculator_work(
    without_cookies: Page, site: str
) -> None:
    page = without_cookies
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site + "404.html")  # a page of ours without scripts
    with pytest.raises(Error, match="Access is denied"):
        page.evaluate("localStorage")
    page.goto(site)
    before = page.evaluate(SCHEME)
    page.locator("[data-md-component=palette] label:not([hidden])").click()
    page.wait_for_function(f"{SCHEME} !== {before!r}")
    find_a_page(page)
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours")
    assert errors == []


def test_webassembly_switched_off_by_a_setting_is_told(
    playwright: Playwright, tmp_path: Path, site: str
) -> None:
    context = chromium(playwright, tmp_path, "--js-flags=--jitless --no-expose-wasm")
    page = context.new_page()
    page.goto(site + CALCULATOR)
    assert page.evaluate("typeof WebAssembly") == "undefined"
    expect(page.locator(RESULT)).to_contain_text("Un réglage de ce navigateur")
    context.close()


class Stale(QuietHandler):
    """Sends the security policy of a version of the site whose scripts were others."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "script-src 'self' 'wasm-unsafe-eval' blob:")
        super().end_headers()


@pytest.mark.parametrize("path", TOOLS)
def test_a_script_refused_by_a_stale_policy_is_told(page: Page, dist: Path, path: str) -> None:
    with opened("public", dist / "public", Stale) as site:
        page.goto(site.address + path)
        message = page.get_by_role("alert")
        expect(message).to_contain_text("la règle de sécurité (Content-Security-Policy)")
        expect(page.get_by_text("Chargement du calculateur…")).to_be_hidden()
        expect(page.locator("form.calc-form")).to_be_hidden()


@pytest.mark.parametrize("path", TOOLS)
def test_a_browser_that_cannot_read_the_script_is_told(page: Page, site: str, path: str) -> None:
    def spoil(route: Route) -> None:
        html = route.fetch().text()
        policy = html.index('<meta http-equiv="Content-Security-Policy"')
        html = html[:policy] + html[html.index(">", policy) + 1 :]
        begins = html.index("<script data-engine")
        begins = html.index(">", begins) + 1
        route.fulfill(body=f"{html[:begins]}?!{html[begins:]}", content_type="text/html")

    page.route(f"**/{path}", spoil)
    page.add_init_script("delete Object.hasOwn")
    page.goto(site + path)
    expect(page.get_by_role("alert")).to_contain_text("trop ancien")
    expect(page.locator("form.calc-form")).to_be_hidden()


@pytest.mark.parametrize("part", ["python.*", "wasm.*", "library.*"])
@pytest.mark.parametrize("target", ["public", "intranet"])
def test_the_page_of_a_filter_in_place_of_a_file_is_told(
    page: Page, dist: Path, target: str, part: str
) -> None:
    blocked = "\ufeff\n<!DOCTYPE html><html><title>Accès refusé</title>"

    def block(route: Route) -> None:
        route.fulfill(body=blocked, content_type="text/html")

    page.route(f"**/assets/engine/{part}", block)
    with opened(target, dist / target) as site:
        page.goto(site.address + site.calculator)
        expect(page.locator(RESULT)).to_contain_text("un filtre", timeout=READY)


def test_what_cannot_be_unpacked_is_for_a_browser_that_is_too_old(page: Page, dist: Path) -> None:
    page.add_init_script("delete self.DecompressionStream")
    with opened("intranet", dist / "intranet") as site:
        page.goto(site.address + site.calculator)
        expect(page.locator(RESULT)).to_contain_text("Safari 16.4")


def test_a_page_left_while_python_starts_lets_the_next_one_start(
    firefox: Firefox, dist: Path
) -> None:
    """Firefox keeps the page, and with it what compiles Python."""
    go = Event()

    class Halfway(QuietHandler):
        def copyfile(self, source: SupportsRead[AnyStr], outputfile: SupportsWrite[AnyStr]) -> None:
            if "/engine/wasm." in self.path:
                outputfile.write(source.read(1_000_000))
                go.wait(READY / 1000)
            super().copyfile(source, outputfile)

    with opened("public", dist / "public", Halfway) as site:
        for tool in TOOLS:
            firefox.open(f"{site.address}{tool}")
            firefox.wait_until("document.querySelector('[data-calc-progress] progress').value > 0")
        go.set()
        firefox.open(f"{site.address}etablissement/?next")
        for _ in range(2):
            firefox.wait_until("document.querySelector('[data-calc-progress]').hidden")
            firefox.wait_until("!document.querySelector('[data-calc-result][aria-busy]')")
            assert "n’a pas pu démarrer" not in firefox.text(RESULT)
            firefox.back()  # to a page that starts once more


@pytest.mark.parametrize("lacking", ["**/assets/javascripts/bundle.*", "**/*.js"])
def test_without_the_theme_script_the_menu_is_whole(page: Page, site: str, lacking: str) -> None:
    page.route(lacking, lambda route: route.abort())
    page.goto(site + "certification-college/")
    expect(page.locator(".md-search")).to_be_hidden()
    menu = page.locator(".md-sidebar--primary").bounding_box()
    links = page.locator(".md-sidebar--primary .md-nav").first.bounding_box()
    assert menu
    assert links
    assert menu["height"] >= links["height"] > 0
