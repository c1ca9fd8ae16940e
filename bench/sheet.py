"""The sheet of a class in Chromium, on the public site: before Python is there, and as it comes.

Goals: a sheet painted within 100 ms of the choice of its class; a layout shift of at most 0.01 in
the calculator when the answer takes its place, what is below moving with the answer's own height;
at most 25 kB of sheets, with brotli, in the page.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable

import brotli
from playwright.sync_api import Browser, Route, sync_playwright

from bench.pages import DIST
from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path, serving

ROUNDS = 7
SHEET = re.compile(r"<template data-class-level=.*?</template>", re.DOTALL)
WASM = "**/assets/engine/wasm.*"
PATIENCE = 120_000
"""How long a page may take, in ms."""

CHOOSE = """() => new Promise((painted) => {
    const choice = document.querySelector("[name=class_level]");
    const start = performance.now();
    choice.value = "3e";
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    if (!document.querySelector("[data-calc-sheet] article")) throw new Error("no sheet");
    requestAnimationFrame(() => setTimeout(() => painted(performance.now() - start)));
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


def measure(report: Callable[[str], None]) -> dict[str, float]:
    """Measure in pages that have read nothing before; the numbers are medians.

    Returns:
        `shown` in ms; `shift` and `shift_below`, as Cumulative Layout Shift counts them; the bytes
        of the page with brotli, and how many of them are sheets.
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
        browser.close()
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    page = (DIST / "public/calculateur/index.html").read_text("utf-8")
    size, without = (len(brotli.compress(html.encode())) for html in (page, SHEET.sub("", page)))
    return {
        "shown": round(medians["shown"], 1),
        "shift": round(medians["shift"], 4),
        "shift_below": round(medians["shift_below"], 4),
        "page_brotli": size,
        "sheets_brotli": size - without,
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
    with page.expect_request(WASM):
        page.goto(url)
    shown: float = page.evaluate(CHOOSE)
    page.locator("[data-calc-sheet]").scroll_into_view_if_needed()
    page.evaluate(OBSERVE)
    for route in held:
        route.continue_()
    page.locator("[data-calc-result] article").wait_for()
    shifts: dict[str, float] = page.evaluate(SHIFTS)
    context.close()
    return {"shown": shown, **shifts}
