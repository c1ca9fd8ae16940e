"""A browser as a reader uses it: the same steps can be taken in all that the tests drive."""

from __future__ import annotations

import io
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ElementHandle, Error
from pypdf import PdfReader

from tests.browser.driving import READY, Watch

SEARCH = "[data-md-component=search-query]"
TYPE = f"""(words) => {{
    const field = document.querySelector({SEARCH!r});
    field.value = words;
    field.dispatchEvent(new KeyboardEvent("keyup"));
}}"""


SET = """(field, value) => {
    field.value = value;
    for (const kind of ["input", "change"]) {
        field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
}"""
"""Fills a field in, in browsers where nothing better does."""
CENTRE = """(element) => {
    const [{ left, top, width, height }] = element.getClientRects(); // of its first line
    return [left + width / 2, top + height / 2];
}"""


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
    def version(self) -> str:
        """What the browser says of itself: « 109.0.5412.0 »."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Load a page."""

    @abstractmethod
    def back(self) -> None:
        """Go back to the page before."""

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
    def choose(self, css: str, file: Path) -> None:
        """Choose a file from the disk."""

    @abstractmethod
    def save(self, css: str) -> bytes:
        """Click on a link to a file that the browser saves: what it saved."""

    @abstractmethod
    def printed(self) -> list[str]:
        """The text of each page that the browser prints of what it shows."""

    def choose_day(self, day: str) -> None:
        """Open the field of the day that an answer is for, and fill it in."""
        self.click("[data-calc-reference] > summary")
        self.fill("[name=on]", day)

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


class Watched(Reader):
    """A browser that tells what happens in it."""

    @abstractmethod
    def errors(self) -> list[str]:
        """What went wrong since the last call: in consoles, uncaught, or against a policy."""

    @abstractmethod
    def workers(self) -> list[str]:
        """The addresses of the workers that pages started since the last call."""


class Chromium(Watched):
    """A tab of Chromium, driven by Playwright."""

    failure = Error

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self.page = context.new_page()
        self._watch = Watch(context)
        self._workers: list[str] = []
        self.page.on("worker", lambda worker: self._workers.append(worker.url))

    def version(self) -> str:
        browser = self._context.browser
        return browser.version if browser else ""

    def open(self, url: str) -> None:
        self.page.goto(url)

    def back(self) -> None:
        self.page.go_back()

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

    def choose(self, css: str, file: Path) -> None:
        self.page.locator(css).set_input_files(file)

    def printed(self) -> list[str]:
        return pdf_texts(self.page.pdf(prefer_css_page_size=True))

    def save(self, css: str) -> bytes:
        with self.page.expect_download() as download:
            self.click(css)
        return download.value.path().read_bytes()

    def errors(self) -> list[str]:
        return _taken(self._watch.problems)

    def workers(self) -> list[str]:
        return _taken(self._workers)


class OldChromium(Chromium):
    """The same where Playwright cannot tell whether an element can be clicked on."""

    def text(self, css: str) -> str:
        return str(self._element(css).evaluate("(element) => element.innerText"))

    def click(self, css: str) -> None:
        element = self._element(css)
        element.evaluate(
            "(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })"
        )
        x, y = element.evaluate(CENTRE)
        self.page.mouse.click(x, y)

    def fill(self, css: str, text: str) -> None:
        self._element(css).evaluate(SET, text)

    def select(self, css: str, value: str) -> None:
        self.fill(css, value)

    def _element(self, css: str) -> ElementHandle:
        found: list[ElementHandle] = []

        def there() -> bool:
            found[:] = self.page.query_selector_all(css)
            return bool(found)

        until(there, css)
        return found[0]


def pdf_texts(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def _taken(items: list[str]) -> list[str]:
    taken = items.copy()
    items.clear()
    return taken
