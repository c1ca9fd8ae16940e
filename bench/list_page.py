"""The page of lists in Chromium, on the public site: from a dropped file to its answers.

Two times are added: from the drop to the table of classes, and from « Voir les réponses » to the
table of pupils; what a person does in between does not count. Goals: 2,000 pupils within 1 s, and
100,000 without a task of the page's own thread longer than 200 ms.
"""

from __future__ import annotations

import base64
import statistics
from collections.abc import Callable

from playwright.sync_api import Browser, sync_playwright

from bench.boot import OBSERVE
from bench.pages import DIST
from bench.roster import export
from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path, serving

SIZES = {2_000: 5, 100_000: 1}
"""How many rounds for how many pupils."""
PATIENCE = 300_000
"""How long a page may take, in ms."""

MAKE = """([content]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    window.dropped = new DataTransfer();
    dropped.items.add(new File([bytes], "export.csv"));
    document.querySelector("[name=on]").value = "2021-03-10";
}"""
MEASURE = """async () => {
    const shown = (name) => new Promise((done) => {
        new MutationObserver((_, observer) => {
            const part = document.querySelector(`[data-part="${name}"]`);
            if (part.hidden || !part.querySelector("table")) return;
            observer.disconnect();
            // Painted, and not only there.
            requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        }).observe(document.querySelector(".calc-list"), { childList: true, subtree: true });
    });
    const timed = async (name, act) => {
        const there = shown(name);
        const start = performance.now();
        act();
        return await there - start;
    };
    const from = performance.now();
    const zone = document.querySelector("[data-drop]");
    const drop = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
    const classes = await timed("classes", () => zone.dispatchEvent(drop));
    const answer = document.querySelector("button[value=answer]");
    const answers = await timed("pupils", () => answer.click());
    await new Promise((done) => setTimeout(done, 100));
    const tasks = longTasks.filter((task) => task.startTime >= from);
    return [classes, answers, Math.max(0, ...tasks.map((task) => task.duration))];
}"""


def measure(report: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """The medians of several runs, each in a page that has read nothing before, in ms.

    Returns:
        For each number of pupils: `classes`, `answers`, their sum `shown`, and `longest_task`.
    """
    measured = {}
    with serving(DIST / "public") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=CHROMIUM_ARGUMENTS,
        )
        for pupils, rounds in SIZES.items():
            report(f"list page: {pupils} pupils")
            content = export(pupils)
            runs = [_visit(browser, f"{site}liste/", content) for _ in range(rounds)]
            classes, answers, longest = (statistics.median(of) for of in zip(*runs, strict=True))
            measured[str(pupils)] = {
                "classes": round(classes, 1),
                "answers": round(answers, 1),
                "shown": round(classes + answers, 1),
                "longest_task": round(longest, 1),
            }
        browser.close()
    return measured


def _visit(browser: Browser, url: str, content: bytes) -> tuple[float, float, float]:
    context = browser.new_context(locale="fr-FR")
    context.add_init_script(OBSERVE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(url)
    page.locator("[data-calc-progress]").wait_for(state="hidden")
    page.evaluate(MAKE, [base64.b64encode(content).decode()])
    classes, answers, longest = page.evaluate(MEASURE)
    context.close()
    return classes, answers, longest
