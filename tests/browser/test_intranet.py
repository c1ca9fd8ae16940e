"""The site for an intranet: plain http, servers that nobody has set, caches that keep too much."""

from __future__ import annotations

import dataclasses
import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.driving import READY, Watch, fill
from tests.browser.firefox import Firefox
from tests.browser.targets import (
    MISSING,
    RESULT,
    SEARCH,
    SEARCH_SAYS,
    SEARCH_STARTS,
    ask,
    assert_no_answer,
    copy_of,
    find_a_page,
    opened,
    wait_for_search,
)
from tests.conftest import PREFIX, QuietHandler, program, serving
from tests.site.building import build, copy_project, edit
from tests.site.links import broken_links

INTRANET = "intranet"


class Old(QuietHandler):
    """A server of another age, in HTTP/1.0: no compression, no ranges, no dates, no index.html.

    Attributes:
        known: The types of the files that it knows.
        unknown: The type of all others.
    """

    known: ClassVar[Mapping[str, str]] = {
        ".css": "text/css",
        ".html": "text/html",
        ".js": "application/x-javascript",
        ".png": "image/png",
    }
    unknown = "application/octet-stream"

    def send_head(self) -> Any:
        if self.serves(Path(urlsplit(self.path).path)):
            return super().send_head()
        self.send_error(404)
        return None

    def serves(self, path: Path) -> bool:
        return path.suffix != ""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return self.known.get(Path(path).suffix, self.unknown)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Last-Modified":
            super().send_header(keyword, value)


class Text(Old):
    """For it, what it does not know is text; and it does not say how long a file is."""

    unknown = "text/plain"

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Content-Length":
            super().send_header(keyword, value)


class Indexed(Text):
    """It opens index.html by itself, which the public site's addresses ask for."""

    def serves(self, path: Path) -> bool:
        return True


class Strict(Text):
    """It also forbids browsers to think otherwise."""

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


class Iis(Old):
    """It refuses the files that are not in this list: what IIS serves without any setting."""

    known: ClassVar[Mapping[str, str]] = {
        **Old.known,
        ".bin": "application/octet-stream",
        ".gif": "image/gif",
        ".gz": "application/x-gzip",
        ".htm": "text/html",
        ".ico": "image/x-icon",
        ".jpg": "image/jpeg",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".xml": "text/xml",
        ".zip": "application/x-zip-compressed",
    }

    def serves(self, path: Path) -> bool:
        return path.suffix in self.known


class OldIis(Iis):
    """Earlier, the list was shorter."""

    known: ClassVar[Mapping[str, str]] = {
        suffix: type_ for suffix, type_ in Iis.known.items() if suffix not in {".json", ".svg"}
    }


@pytest.mark.parametrize("server", [Old, Text, Strict, Iis])
def test_it_answers_and_finds_on_servers_that_are_not_set(
    page: Page, dist: Path, server: type[QuietHandler]
) -> None:
    watch = Watch(page.context)
    with opened(INTRANET, dist / INTRANET, server) as site:
        ask(page, site)
        assert page.evaluate("[isSecureContext, crypto.subtle, navigator.serviceWorker]") == [
            False,
            None,
            None,
        ]
        find_a_page(page)
        assert watch.outside(site.address) == []
        assert watch.problems == []


def test_firefox_answers_and_finds_there_too(firefox: Firefox, dist: Path) -> None:
    with opened(INTRANET, dist / INTRANET, Strict) as site:
        firefox.open(site.address + site.calculator)
        assert firefox.evaluate("[isSecureContext, crypto.subtle === undefined]") == [False, True]
        firefox.select("[name=class_level]", "3e")
        firefox.choose_day("2021-03-10")
        says = f"document.querySelector({RESULT!r}).innerText"
        firefox.wait_until(f"{says}.includes('il reste 63 jours')")
        firefox.click(SEARCH)
        firefox.fill(SEARCH, "certification lycée")
        firefox.click(".md-search-result__item a[href*='certification-lycee']")
        firefox.wait_until("location.pathname.endsWith('/certification-lycee.html')")
        wait_for_search(firefox)
        assert firefox.errors() == []


def test_a_server_that_refuses_json_takes_the_search_away_and_nothing_else(
    page: Page, dist: Path
) -> None:
    watch = Watch(page.context)
    with opened(INTRANET, dist / INTRANET, OldIis) as site:
        ask(page, site)
        page.locator(SEARCH).click()
        page.keyboard.type("certification lycée")
        expect(page.locator(SEARCH_SAYS)).to_contain_text(SEARCH_STARTS)
        refused = {problem for problem in watch.problems if site.address in problem}
        mark = f"404 {site.address}assets/images/mark.svg"  # the tab takes a PNG instead
        assert refused - {mark} == {f"404 {site.address}search/search_index.json"}


@pytest.mark.parametrize(("target", "server"), [("public", Indexed), (INTRANET, Old)])
def test_a_copy_made_with_wget_is_a_working_mirror(
    page: Page, dist: Path, tmp_path: Path, target: str, server: type[QuietHandler]
) -> None:
    """The copy is then served below another path, by a server that is worse."""
    with serving(dist / target) as address:
        mirror(dist / target, address, tmp_path)
    copied = tmp_path / PREFIX.strip("/")
    assert broken_links(copied) == []
    for name in ("**/*.html", "assets/engine/*", "assets/python/*"):
        for file in (dist / target).glob(name):
            if file.is_file() and file.suffix not in {".br", ".gz"} and file.name != "404.html":
                assert (copied / file.relative_to(dist / target)).read_bytes() == file.read_bytes()
    watch = Watch(page.context)
    with opened(target, tmp_path, server, secure=False) as host:
        site = dataclasses.replace(host, address=host.address.removesuffix("/") + PREFIX)
        ask(page, site)
        find_a_page(page)
        assert watch.outside(site.address) == []
        assert watch.problems == []


def mirror(folder: Path, address: str, destination: Path) -> None:
    """Copy a served site as its page for developers says."""
    (page,) = [file for file in folder.rglob("*.html") if "developpeurs" in file.as_posix()]
    blocks = BeautifulSoup(page.read_text("utf-8"), "html.parser").select("pre code")
    (command,) = [text for block in blocks if (text := block.get_text()).startswith("wget ")]
    said, *arguments = shlex.split(command.replace("https://votre-site.example/", address))
    subprocess.run(
        [program(said), *arguments],
        cwd=destination,
        env={"PATH": os.environ["PATH"], "HOME": str(destination)},  # no proxy, no settings
        stderr=subprocess.DEVNULL,
        check=True,
    )


DAY = date(2027, 3, 20)
"""A day of the year that the page's table tells."""
NATIONAL = "circulars/france-2026-2027/circular.toml"
BEFORE = ("11 juin 2027", "83")
AFTER = ("12 juin 2027", "84")
"""When a window closes, in the page's table, and the days left, in the engine's answer."""


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The intranet's site after an update of a date, which its pages and its engine tell."""
    project = copy_project(tmp_path_factory.mktemp("project"), every_year=True)
    edit(project / NATIONAL, "closes = 2027-06-11", "closes = 2027-06-12")
    (project / NATIONAL).with_name("examples.csv").unlink()  # they expect the first date
    done = build(project, "mkdocs.intranet.yml", strict=False, on=DAY)
    assert done.returncode == 0, done.stderr
    return project / "built"


def told(page: Page) -> tuple[str, str]:
    """What the page and the engine tell, once the latter has answered."""
    fill(page, "3e", DAY.isoformat())
    result = page.locator(RESULT)
    expect(result).to_contain_text("Sessions possibles", timeout=READY)
    left = re.search(r"il reste (\d+) jours", result.inner_text())
    table = page.get_by_role("table", name="Fenêtre de certification").inner_text()
    closes = re.search(r"\d+ juin 2027", table)
    assert left
    assert closes
    return closes[0], left[1]


class Kept(QuietHandler):
    """Tells browsers, and the caches on the way, to keep for ever the files of some addresses.

    Attributes:
        kept: What these addresses look like.
        asked: What it was asked for.
    """

    kept: ClassVar[str]
    asked: ClassVar[list[str]] = []

    def end_headers(self) -> None:
        self.asked.append(self.path)
        keep = re.search(self.kept, self.path)
        self.send_header("Cache-Control", f"max-age={10**9}, immutable" if keep else "no-store")
        super().end_headers()


class KeptFiles(Kept):
    """All but the pages."""

    kept = r"(?<!\.html)$"


class KeptPages(Kept):
    """The pages, and all that is small."""

    kept = r"^(?!.*/assets/engine/)"


class KeptAll(Kept):
    """Everything, for ever."""

    kept = ""


@pytest.mark.parametrize(
    ("server", "tells"), [(KeptFiles, AFTER), (KeptAll, BEFORE), (KeptPages, MISSING)]
)
def test_an_update_is_never_mixed_with_what_was_kept_before(
    page: Page,
    dist: Path,
    updated: Path,
    tmp_path: Path,
    server: type[Kept],
    tells: tuple[str, str] | str,
) -> None:
    """Someone who has been there before an update comes back after it.

    A page names the files of its engine by their contents, and says their checksums. So a new page
    gives the new answer, whatever files were kept; an old page gives the old answer, when its files
    were kept too, or else says that one is missing: no answer is ever made of both releases. The
    index of the search has one name for ever: it may be of another release than the page.
    """
    place = tmp_path / "place"
    place.symlink_to(dist / INTRANET)
    with opened(INTRANET, place, server) as site:
        page.goto(site.address + site.calculator)
        assert told(page) == BEFORE
        place.unlink()
        place.symlink_to(updated)
        server.asked.clear()
        again = page.context.new_page()
        again.goto(site.address + site.calculator)
        if isinstance(tells, str):
            assert_no_answer(again, tells)
        else:
            assert told(again) == tells
        asked = [path.removeprefix(PREFIX) for path in server.asked if re.search(server.kept, path)]
        assert [path for path in asked if (dist / INTRANET / path).is_file()] == []


def test_an_update_that_is_not_finished_is_said(
    page: Page, dist: Path, updated: Path, tmp_path: Path
) -> None:
    """The pages are new, the engine is still the old one."""
    old = {file.name for file in (dist / INTRANET / "assets/engine").iterdir()}
    engine = (updated / "assets/engine").iterdir()
    to_come = {file: None for file in engine if file.name not in old}
    assert to_come
    folder = copy_of(updated, tmp_path / "unfinished", to_come)
    with opened(INTRANET, folder) as site:
        page.goto(site.address + site.calculator)
        assert_no_answer(page, MISSING)


def test_a_copy_is_updated_with_wget_too(
    page: Page, dist: Path, updated: Path, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    copy = tmp_path / "copy"
    copy.mkdir()
    with serving(place) as address:
        for release in (dist / INTRANET, updated):
            place.unlink(missing_ok=True)
            place.symlink_to(release)
            mirror(release, address, copy)
    with opened(INTRANET, copy / PREFIX.strip("/")) as site:
        page.goto(site.address + site.calculator)
        assert told(page) == AFTER
