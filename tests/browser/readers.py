"""A browser as a reader uses it: the same steps can be taken in Chromium and in Firefox."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Error

from tests.browser.driving import READY, Watch

SEARCH = "[data-md-component=search-query]"
TYPE = f"""(words) => {{
    const field = document.querySelector({SEARCH!r});
    field.value = words;
    field.dispatchEvent(new KeyboardEvent("keyup"));
}}"""


def until(check: Callable[[], object], what: str, seconds: float = READY / 1000) -> None:
    """Wait until a check says yes.

    Raises:
        TimeoutError: When it still says no after so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not after {seconds} s: {what}")
        time.sleep(0.05)


class Reader(ABC):
    """A browser with one tab; an element is the first that a CSS selector finds."""

    failure: type[Exception]
    """What `evaluate` raises, for instance while a page goes away."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Load a page."""

    @abstractmethod
    def evaluate(self, js: str, argument: object = None) -> Any:
        """The value of an expression in the page; a function is called, a promise waited for."""

    @abstractmethod
    def text(self, css: str) -> str:
        """What a person sees of an element."""

    @abstractmethod
    def click(self, css: str) -> None:
        """Click on an element, once it is there."""

    @abstractmethod
    def fill(self, css: str, text: str) -> None:
        """Replace what a field holds."""

    @abstractmethod
    def select(self, css: str, value: str) -> None:
        """Choose an option by its value."""

    @abstractmethod
    def save(self, css: str) -> bytes:
        """Click on a link to a file that the browser saves: what it saved."""

    @abstractmethod
    def errors(self) -> list[str]:
        """What went wrong since the last call: in consoles, uncaught, or against a policy."""

    @abstractmethod
    def workers(self) -> list[str]:
        """The addresses of the workers that pages started since the last call."""

    def wait_until(self, condition: str, seconds: float = READY / 1000) -> None:
        """Wait until an expression is true in the page, or in the one that follows it."""
        until(lambda: self._holds(condition), condition, seconds)

    def _holds(self, condition: str) -> bool:
        try:
            return bool(self.evaluate(condition))
        except self.failure:
            return False


def search(reader: Reader, words: str) -> None:
    """Have the theme search for words at once: it looks at its field when a key goes up."""
    reader.evaluate(TYPE, words)


class Chromium(Reader):
    """A tab of Chromium, driven by Playwright."""

    failure = Error

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self._watch = Watch(context)
        self._workers: list[str] = []
        self.page.on("worker", lambda worker: self._workers.append(worker.url))

    def open(self, url: str) -> None:
        self.page.goto(url)

    def evaluate(self, js: str, argument: object = None) -> Any:
        return self.page.evaluate(js, argument)

    def text(self, css: str) -> str:
        return self.page.locator(css).first.inner_text()

    def click(self, css: str) -> None:
        self.page.locator(css).first.click()

    def fill(self, css: str, text: str) -> None:
        self.page.locator(css).first.fill(text)

    def select(self, css: str, value: str) -> None:
        self.page.locator(css).first.select_option(value)

    def save(self, css: str) -> bytes:
        with self.page.expect_download() as download:
            self.click(css)
        return download.value.path().read_bytes()

    def errors(self) -> list[str]:
        return _taken(self._watch.problems)

    def workers(self) -> list[str]:
        return _taken(self._workers)


def _taken(items: list[str]) -> list[str]:
    taken = items.copy()
    items.clear()
    return taken
