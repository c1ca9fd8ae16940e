"""The other real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.firefox import Firefox, start_firefox


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """A headless Firefox that reaches nothing but loopback."""
    with start_firefox() as firefox:
        yield firefox
