"""What readers do on the site, in the oldest Chromium in which the calculator answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.readers import Reader
from tests.browser.style import selector_lists
from tests.browser.tasks import Visit, is_of_the_table, visits

BROWSER = "chromium-103"


def test_it_is_the_browser_of_the_table(driven: Reader) -> None:
    assert is_of_the_table(BROWSER, driven.version())


@pytest.mark.parametrize(("visit", "task"), visits(BROWSER), indirect=["visit"])
def test_a_reader_can(visit: Visit, task: Callable[[Visit], None]) -> None:
    task(visit)


def test_no_rule_is_lost_for_one_selector_that_is_not_known(driven: Reader) -> None:
    """A browser skips the whole rule: what it may not know stands alone."""
    driven.open("about:blank")
    known = """(lists) => lists.filter((list) => list.length > 1 &&
        list.some((one) => !CSS.supports(`selector(${one})`)))"""
    assert driven.evaluate("CSS.supports('selector(:has(a))')") is False
    assert driven.evaluate(known, selector_lists()) == []
