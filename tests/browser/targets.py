"""The site in its three forms, each opened where its readers find it, and used as they do."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from playwright.sync_api import Page, expect

from calculator.site.package_index import pages_of
from tests.browser.driving import READY, fill, open_calculator
from tests.browser.firefox import Firefox
from tests.browser.readers import until
from tests.conftest import QuietHandler, on_intranet, serving
from tests.known import CLASSES

OF_EACH_SORT = ("cm2", "3e", "tle-gt")
"""Classes that stand for all."""
RESULT = "[data-calc-result]"
SEARCH = "[data-md-component=search-query]"
SEARCH_IS_OPEN = "[data-md-toggle=search]"
SEARCH_SAYS = ".md-search-result__meta"
SEARCH_STARTS = "Initialisation de la recherche"
READY_TO_SEARCH = "Taper pour démarrer la recherche"
ALTERED = "n’est pas celui qui a été publié"
MISSING = "n’a pas pu être téléchargé"


@dataclass(frozen=True, slots=True)
class Opened:
    """A site that a browser can open.

    Attributes:
        folder: Its files.
        address: The address of the folder, which ends with "/".
        home: The path of its home page.
        calculator: The path of its calculator.
    """

    folder: Path
    address: str
    home: str
    calculator: str

    def path(self, public: str) -> str:
        """The path of a page here, from the one that it has on the public site."""
        page, mark, fragment = public.partition("#")
        if self.home:
            page = f"{page.removesuffix('/')}.html" if page else self.home
        return page + mark + fragment

    def pages(self) -> list[str]:
        """The address of each of its pages, as its links have it; of those alike, one of a sort."""
        paths = unlike(self.folder)
        if self.home == "":
            paths = [path.removesuffix("index.html") for path in paths]
        return [self.address + path for path in paths]


def unlike(folder: Path) -> list[str]:
    """The path of every page of a site's files; of the sheets of a year, one of each sort.

    One template makes them for every class: what browsers say of one, they say of the others.
    """
    files = sorted(file.relative_to(folder).as_posix() for file in pages_of(folder))
    return [path for path in files if not (path.startswith("fiches/") and is_alike(path))]


def is_alike(path: str) -> bool:
    """Whether it is the sheet of a class for which another class stands."""
    name = PurePosixPath(path.removesuffix("/index.html").removesuffix(".html")).name
    return name in CLASSES and name not in OF_EACH_SORT


@contextlib.contextmanager
def opened(
    target: str,
    folder: Path,
    handler: type[QuietHandler] = QuietHandler,
    *,
    secure: bool | None = None,
) -> Iterator[Opened]:
    """Open a site as its readers do.

    Args:
        target: Which one: public or intranet, on a server, or offline, on a disk.
        folder: Its files, or an altered copy of them.
        handler: How they are served.
        secure: Whether the server's name makes a secure context; as it should, when not said.
    """
    paths = ("", "calculateur/") if target == "public" else ("index.html", "calculateur.html")
    if target == "offline":
        yield Opened(folder, f"{folder.as_uri()}/", *paths)
        return
    if secure is None:
        secure = target == "public"
    with serving(folder, handler) as address:
        yield Opened(folder, address if secure else on_intranet(address), *paths)


def ask(page: Page, site: Opened) -> None:
    """Ask the calculator, and wait for the right answer."""
    open_calculator(page, site.address, site.calculator)
    fill(page, "3e", "2021-03-10")
    expect(page.locator(RESULT)).to_contain_text("il reste 63 jours")


def find_a_page(page: Page) -> None:
    """Find a page with the search, and go to it."""
    open_search(page)
    page.keyboard.type("certification lycée")
    page.locator(".md-search-result__item a[href*='certification-lycee']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("La certification au lycée")


def open_search(page: Page) -> None:
    """Go to the search's field until the theme, which may not listen yet, opens its results."""

    def opened() -> bool:
        page.locator(SEARCH).blur()
        page.locator(SEARCH).click()
        return page.locator(SEARCH_IS_OPEN).is_checked()

    until(opened, "an open search")


def wait_for_search(firefox: Firefox) -> None:
    """Wait until the search of a page can be used."""
    says = f"document.querySelector({SEARCH_SAYS!r}).innerText"
    firefox.click(SEARCH)
    firefox.wait_until(f"{says}.includes({READY_TO_SEARCH!r})")


def assert_no_answer(page: Page, says: str) -> None:
    """Ask at once, then again when it is said why there is no answer."""
    fill(page, "3e", "2021-03-10")
    result = page.locator(RESULT)
    expect(result).to_contain_text(says, timeout=READY)
    words = result.inner_text()
    assert "Le calculateur n’a pas pu démarrer" in words
    assert "il reste" not in words
    fill(page, "tle-gt", "2021-03-10")
    page.wait_for_timeout(200)
    assert result.inner_text() == words


def copy_of(folder: Path, destination: Path, changes: Mapping[Path, bytes | None]) -> Path:
    """Copy a site, except that some of its files have another content, or are not there."""
    shutil.copytree(folder, destination, copy_function=os.link)
    for file, content in changes.items():
        changed = destination / file.relative_to(folder)
        changed.unlink()  # and not written to: it is the original too
        if content is not None:
            changed.write_bytes(content)
    return destination
