"""What readers do on the site, in today's WebKit, which is Safari's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.readers import Reader
from tests.browser.tasks import Visit, is_of_the_table, visits

BROWSER = "webkit"


def test_it_is_the_browser_of_the_table(driven: Reader) -> None:
    assert is_of_the_table(BROWSER, driven.version())


@pytest.mark.parametrize(("visit", "task"), visits(BROWSER), indirect=["visit"])
def test_a_reader_can(visit: Visit, task: Callable[[Visit], None]) -> None:
    task(visit)
