"""From navigation to the first Python answer, in Chromium: our targets beside stock and floors.

Rounds are interleaved, each page in a context of its own with nothing in its cache; the numbers are
medians. Goals: 0.40 of stock over http, 0.45 from a disk, 4.0 MB with brotli, no task of the page
longer than 50 ms. The row "text" is a page of the site without the calculator: the theme alone.
"""

from __future__ import annotations

import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.pages import Candidate, candidates
from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path

ROUNDS = 7
SLOW_LINE = {
    "offline": False,
    "latency": 70,  # ms
    "downloadThroughput": 2_000_000 / 8,  # bytes per second: 2 Mbit/s, a rural line
    "uploadThroughput": 500_000 / 8,
}
SLOW_ROUNDS = 1
PATIENCE = 120_000
"""How long a page may take, in ms."""

# Tasks of the page's own thread that last more than 50 ms.
OBSERVE = """
window.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries()))
    .observe({ type: "longtask", buffered: true });
"""
LONGEST = """() => {
    const loaded = performance.getEntriesByType("navigation")[0].loadEventEnd;
    const longest = (tasks) => Math.max(0, ...tasks.map((task) => task.duration));
    const after = longTasks.filter((task) => loaded && task.startTime >= loaded);
    return { longest_task: longest(longTasks), longest_task_once_loaded: longest(after) };
}"""

Times = dict[str, list[float]]


def measure(
    report: Callable[[str], None], rounds: int = ROUNDS, slow_rounds: int = SLOW_ROUNDS
) -> dict[str, Any]:
    """Measure everything.

    Args:
        report: Told of each round, for whoever waits.
        rounds: How many rounds.
        slow_rounds: How many on a slow line.

    Returns:
        For each page: times in ms, ratios to stock, transfer in bytes.
    """
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as workshop,
        candidates(Path(workshop)) as pages,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=CHROMIUM_ARGUMENTS,
        )
        cold: dict[str, Times] = {page.name: defaultdict(list) for page in pages}
        slow: dict[str, list[float]] = defaultdict(list)
        for number in range(rounds + 1):  # the first warms the machine, and does not count
            report(f"boot: round {number} of {rounds}")
            for page in pages:
                visits = _visit_twice(browser, page)
                if number:
                    for name, value in visits.items():
                        cold[page.name][name].append(value)
        for number in range(slow_rounds):
            for page in pages:
                if page.name in {"stock", "public", "micropython"}:
                    report(f"boot: slow line, {page.name}, {number + 1} of {slow_rounds}")
                    slow[page.name].append(_visit_slowly(browser, page))
        browser.close()
        stock = statistics.median(cold["stock"]["answer"])
        return {
            page.name: {
                **{name: round(statistics.median(v), 1) for name, v in cold[page.name].items()},
                "of_stock": round(statistics.median(cold[page.name]["answer"]) / stock, 3),
                "transfer": page.transfer(),
                "slow_line": _median(slow[page.name]),
            }
            for page in pages
        }


def _median(values: Iterable[float]) -> float | None:
    known = list(values)
    return round(statistics.median(known), 1) if known else None


def _visit_twice(browser: Browser, candidate: Candidate) -> dict[str, float]:
    """The first visit with an empty cache, then a second."""
    context = browser.new_context(locale="fr-FR")
    context.add_init_script(OBSERVE)
    first = context.new_page()
    visit = {"answer": _answer_time(first, candidate), **_phases(first), **first.evaluate(LONGEST)}
    first.close()
    second = context.new_page()
    visit["second_visit"] = _answer_time(second, candidate)
    context.close()
    return visit


def _visit_slowly(browser: Browser, candidate: Candidate) -> float:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    session = _throttled(context, page)
    time = _answer_time(page, candidate)
    session.detach()
    context.close()
    return time


def _throttled(context: BrowserContext, page: Page) -> Any:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    return session


def _answer_time(page: Page, candidate: Candidate) -> float:
    """From navigation to the answer in the page, in ms."""
    page.goto(candidate.url, wait_until="commit")
    time: float = page.evaluate(
        """([name, patience]) => new Promise((answered, failed) => {
            setTimeout(failed, patience, new Error(`no ${name}`));
            new PerformanceObserver((list) => {
                for (const mark of list.getEntriesByName(name)) answered(mark.startTime);
            }).observe({ entryTypes: ["mark", "paint"] });
            for (const mark of performance.getEntriesByName(name)) answered(mark.startTime);
        })""",
        [candidate.answered, PATIENCE],
    )
    return time


def _phases(page: Page) -> dict[str, float]:
    """When each step of our engine ended, in ms from navigation; nothing for the others."""
    phases: list[tuple[str, float]] = page.evaluate(
        "performance.getEntriesByName('calculator:ready')[0]?.detail ?? []"
    )
    return {f"phase_{name}": time for name, time in phases}
