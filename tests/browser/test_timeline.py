"""The picture of the school year, as it is seen on a screen or a phone, in both palettes."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.driving import contrast, fill, open_calculator

PICTURE = ".calc-timeline"
WIDTHS = [320, 390, 1280]


def boxes(labels: Locator) -> list[FloatRect]:
    """Where each label that is shown stands in its picture, in CSS pixels, without its halo."""
    found: list[FloatRect] = labels.evaluate_all(
        """labels => labels.filter((label) => getComputedStyle(label).display !== "none")
            .map((label) => {
                const { x, y, width, height } = label.getBBox();
                const left = label.getScreenCTM().e;
                return { x: x + left - label.closest("figure").getBoundingClientRect().x, y, width,
                    height };
            })"""
    )
    return found


def overlap(one: FloatRect, other: FloatRect) -> bool:
    beside = (
        one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"],
        one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"],
    )
    return not any(beside)


def assert_legible(page: Page, picture: Locator) -> None:
    """Words have their size, stay inside the picture, and hide no others."""
    expect(picture.locator(":scope > svg")).to_be_visible()
    drawn = picture.locator(":scope > svg").bounding_box()
    assert drawn is not None
    labels = boxes(picture.locator(":scope > svg text"))
    assert len(labels) >= 6
    for one, other in combinations(labels, 2):
        assert not overlap(one, other), (one, other)
    for label in labels:
        assert label["x"] >= -1
        assert label["x"] + label["width"] <= drawn["width"] + 1
    size = picture.locator("text").first.evaluate("text => getComputedStyle(text).fontSize")
    assert float(size.removesuffix("px")) >= 11
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_words_can_be_read_at_any_width(browser: Browser, site: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for path, windows in (("organiser-une-session/", 2), ("certification-lycee/", 1)):
        page.goto(site + path)
        picture = page.locator(PICTURE)
        assert_legible(page, picture)
        assert picture.locator(".calc-timeline__window").count() == windows + 1  # and the key's
        picture.locator("summary").click()
        expect(picture.get_by_text("premier calendrier")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_day_asked_is_pointed_out_in_the_answer(
    browser: Browser, site: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    open_calculator(page, site)
    picture = page.locator("[data-calc-result]").locator(PICTURE)
    for day, words in (
        ("2020-09-01", "← 1er septembre 2020"),
        ("2021-03-10", "10 mars 2021"),
        ("2021-05-30", "30 mai 2021"),
        ("2021-08-31", "31 août 2021"),
    ):
        fill(page, "3e", day)
        expect(picture.locator("text").get_by_text(words, exact=True)).to_be_visible()
        assert_legible(page, picture)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_words_stand_out_in_both_palettes(
    browser: Browser, site: str, scheme: Any
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(site + "organiser-une-session/")
    picture = page.locator(f"{PICTURE} > svg")
    for mark, paint, least in (
        ("text", "fill", 4.5),  # WCAG 1.4.3
        (".calc-timeline__window", "fill", 3),  # WCAG 1.4.11
        (".calc-timeline__reported", "stroke", 3),
        (".calc-timeline__holidays", "stroke", 3),
        (".calc-timeline__public", "stroke", 3),
    ):
        colours = f"""mark => {{
            const {{ {paint}: front, {paint}Opacity: opacity }} = getComputedStyle(mark);
            return [front, opacity, getComputedStyle(document.body).backgroundColor];
        }}"""
        assert contrast(picture.locator(mark).first, colours) >= least, mark
    page.close()
