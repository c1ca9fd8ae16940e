"""No line of a page or of an answer breaks in a compound, which is copied with its hyphen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import READY

ANSWER = "calculateur/#class_level=3e-prepa-metiers&establishment=public&on=2021-03-10"
SHEET = "fiches/2020-2021/3e-prepa-metiers/"
BROKEN = """(spaces) => [...document.querySelectorAll("article .calc-compound")]
    .filter((one) => ((one.style.whiteSpace = spaces), true))
    .filter((one) => one.getClientRects().length > 1).map((one) => one.textContent)"""
COPIED = """() => {
    getSelection().selectAllChildren(document.querySelector(".calc-answer"));
    return getSelection().toString();
}"""


@pytest.mark.parametrize("path", [ANSWER, SHEET])
def test_no_line_breaks_in_a_compound(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    expect(page.locator(".calc-answer").first).to_be_visible(timeout=READY)
    for fold in page.locator("article details").all():
        fold.evaluate("(fold) => { fold.open = true; }")
    before = set()
    for width in range(320, 480, 8):
        page.set_viewport_size({"width": width, "height": 800})
        before |= set(page.evaluate(BROKEN, "normal"))
        assert page.evaluate(BROKEN, "") == [], width
    assert "prépa-métiers" in before  # what would break
    copied = page.evaluate(COPIED)
    assert "3e prépa-métiers" in copied
    assert "2020-2021" in copied
