"""The site's own answer in Chromium, before Python is there, and as Python's comes.

Goals: within 250 ms of navigation for a permalink, on each target; within 100 ms of the choice of a
class on the public site; there too, a layout shift of at most 0.01 in the calculator when Python's
answer takes its place, what is below moving with the answer's own height; at most 25 kB of page,
with brotli.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

import brotli
from playwright.sync_api import Browser, Route, sync_playwright

from bench.pages import DIST
from calculator.site.release import TARGETS
from tests.browser.targets import opened
from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path, serving

ROUNDS = 7
WASM = "**/assets/engine/wasm.*"
ANSWERS = "**/assets/calculator/answers-*"
PATIENCE = 120_000
"""How long a page may take, in ms."""

CHOOSE = """() => new Promise((painted) => {
    const choice = document.querySelector("[name=class_level]");
    const start = performance.now();
    choice.value = "3e";
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    if (!document.querySelector("[data-calc-result] article")) throw new Error("no answer");
    requestAnimationFrame(() => setTimeout(() => painted(performance.now() - start)));
})"""
CASE = "class_level=3e&establishment=public&on=2027-03-20"
# The page marks when it has shown an answer.
NOTE_SHOWN = """window.shown = new Promise((tell) => {
    new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) {
            if (name === "calculator:shown") tell(startTime);
        }
    }).observe({ type: "mark", buffered: true });
})"""
# What moves in or above the calculator, and what only moves below it.
OBSERVE = """() => {
    const calculator = document.querySelector("[data-calc-calculator]");
    const below = ({ node }) =>
        node && calculator.compareDocumentPosition(node) === Node.DOCUMENT_POSITION_FOLLOWING;
    window.shifts = { shift: 0, shift_below: 0 };
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
            shifts[sources.every(below) ? "shift_below" : "shift"] += value;
        }
    }).observe({ type: "layout-shift" });
}"""
# The shifts of the frame that shows the answer are known after it.
SHIFTS = "() => new Promise((told) => setTimeout(() => told(shifts), 500))"


def measure(report: Callable[[str], None]) -> dict[str, Any]:
    """Measure in pages that have read nothing before; the numbers are medians.

    Returns:
        `shown` and, for each target, `permalink`, in ms; `shift` and `shift_below`, as Cumulative
        Layout Shift counts them; the bytes of the page with brotli.
    """
    with serving(DIST / "public") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=CHROMIUM_ARGUMENTS,
        )
        runs = []
        for number in range(ROUNDS):
            report(f"sheet: round {number + 1} of {ROUNDS}")
            runs.append(_visit(browser, f"{site}calculateur/"))
        permalink = {
            target: statistics.median(_arrive(browser, target) for _ in range(ROUNDS))
            for target in TARGETS
        }
        browser.close()
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    page = (DIST / "public/calculateur/index.html").read_bytes()
    return {
        "shown": round(medians["shown"], 1),
        "permalink": {target: round(took) for target, took in permalink.items()},
        "shift": round(medians["shift"], 4),
        "shift_below": round(medians["shift_below"], 4),
        "page_brotli": len(brotli.compress(page)),
    }


def _visit(browser: Browser, url: str) -> dict[str, float]:
    """Choose a class while a part of Python is held back, then let it come."""
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(WASM, hold)
    with page.expect_request(WASM), page.expect_response(ANSWERS):
        page.goto(url)
    shown: float = page.evaluate(CHOOSE)
    page.locator("[data-calc-result]").scroll_into_view_if_needed()
    page.evaluate(OBSERVE)
    for route in held:
        route.continue_()
    page.locator("[data-calc-progress]").wait_for(state="hidden")
    shifts: dict[str, float] = page.evaluate(SHIFTS)
    context.close()
    return {"shown": shown, **shifts}


def _arrive(browser: Browser, target: str) -> float:
    """Open a permalink in a page that has read nothing before."""
    with opened(target, DIST / target) as site:
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        page.add_init_script(NOTE_SHOWN)
        page.goto(f"{site.address}{site.calculator}#{CASE}")
        took: float = page.evaluate("shown")
        context.close()
    return took
