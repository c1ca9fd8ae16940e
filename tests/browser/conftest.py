"""The browsers beside today's Chromium, a visit by any of them, and pages that tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.browser.driving import Watch
from tests.browser.firefox import Firefox, start_firefox
from tests.browser.list_page import ListPage
from tests.browser.old_chromium import old_chromium
from tests.browser.readers import Chromium, OldChromium, Reader
from tests.browser.screens import WIDE
from tests.browser.targets import opened
from tests.browser.tasks import DRIVEN, Visit
from tests.browser.webkit import start_webkit, start_webkit_16
from tests.conftest import CHROMIUM_ARGUMENTS


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """A headless Firefox that reaches nothing but loopback."""
    with start_firefox() as firefox:
        yield firefox


@pytest.fixture(scope="module")
def driven(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """The browser that a file of tests names, in its `BROWSER`."""
    name = request.module.BROWSER
    with ExitStack() as until_the_end:
        if name == "firefox":
            yield request.getfixturevalue("firefox")
        elif name == "webkit":
            yield until_the_end.enter_context(start_webkit())
        elif name == "webkit-16":
            yield until_the_end.enter_context(start_webkit_16())
        else:
            _, _, version = name.partition("-")
            playwright: Playwright = request.getfixturevalue("playwright")
            browser: Browser = (
                playwright.chromium.launch(
                    executable_path=old_chromium(version), args=CHROMIUM_ARGUMENTS
                )
                if version
                else request.getfixturevalue("browser")
            )
            context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
            until_the_end.callback(browser.close if version else context.close)
            yield (OldChromium if version else Chromium)(context)


@pytest.fixture(scope="module")
def visit(
    request: pytest.FixtureRequest,
    driven: Reader,
    dist: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visit]:
    """That browser on a target."""
    of_table = DRIVEN[request.module.BROWSER]
    # WebKit knows no name for loopback but its own, which it takes for secure.
    secure = True if of_table.driven.startswith("webkit") else None
    with opened(request.param, dist / request.param, secure=secure) as site:
        answers = request.param in of_table.answers_on
        yield Visit(driven, of_table, site, answers, tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def listed(browser: Browser, site: str) -> Iterator[ListPage]:
    """One page for all that is undone when other files are chosen; nothing may go wrong in it."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    watch = Watch(context)
    yield ListPage(context.new_page(), f"{site}liste/")
    assert watch.problems == []
    assert watch.outside(site) == []
    context.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all: what a page fetched is not fetched again."""
    context = browser.new_context(
        locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce", viewport=WIDE
    )
    yield context
    context.close()
