"""What the tests share: the site built once, served on loopback, and a real browser."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.foreign import Altered, altered_circular

# What a test does is checked, never how long it takes on a busy machine.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
BUILT_ON = date(2026, 11, 26)
"""The day of the site that the tests share, whose year it speaks of first."""
PREFIX = "/sous/un-chemin/"
"""The site is served below this path: it must not assume that it is at a host's root."""
INTRANET_HOST = "intranet.test"
"""Loopback for the browsers, which in plain http do not take it for a secure context."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: none is to be run alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder below `PREFIX`, says nothing."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the browser may leave in the middle
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Lets as many wait as a browser opens: those beyond would try again after a second."""

    request_queue_size = 128


def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder on loopback until the fixture that asked for it ends."""
    handler_of_folder = functools.partial(handler, directory=str(folder))
    with Server(("127.0.0.1", 0), handler_of_folder) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()


serving = contextlib.contextmanager(serve)
"""The same until a `with` block ends."""


def on_intranet(site: str) -> str:
    """A served site's address on the host that makes no secure context."""
    return site.replace("127.0.0.1", INTRANET_HOST)


def epoch(day: date) -> str:
    """The noon of a day as `SOURCE_DATE_EPOCH` has it."""
    return str(int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()))


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Everything that is published, built strictly: the three targets, the zip, the checksums.

    Workers share it: the first to ask builds it, the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        folder = folder.parent
    made = folder / "release/dist"
    with FileLock(folder / "release.lock"):
        if not made.exists():  # it is there as soon as it is whole
            release = [sys.executable, "-m", "calculator.site.release", "--output", str(made)]
            environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch(BUILT_ON)}
            subprocess.run(release, cwd=ROOT, env=environment, check=True)
    return made


@pytest.fixture(scope="session")
def site_folder(dist: Path) -> Path:
    """The public site."""
    return dist / "public"


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the public site's home page, ending with "/"."""
    yield from serve(site_folder)


def program(*names: str) -> str:
    """The path of a program that a test drives: the first that this machine has.

    Where there is none, the test is skipped, but in CI it fails.
    """
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    for name in filter(None, names):
        if found := shutil.which(name, path=path):
            return found
    return missing(names[-1])


def missing(name: str) -> NoReturn:
    """Skip a test for want of what it drives; in CI, fail it."""
    message = f"{name} is missing: run tools/ensure-test-programs.sh, or install it."
    if "CI" in os.environ:
        pytest.fail(message)
    pytest.skip(message)


CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--host-resolver-rules=MAP {INTRANET_HOST} 127.0.0.1",
)
"""It may be run as root, looks up nothing by itself, and knows the intranet's host."""


def chromium_path() -> str:
    """The Chromium to drive: `$CHROMIUM`, or the first one found."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return program(os.environ.get("CHROMIUM", ""), *names)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives every Chromium."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium that looks up nothing by itself."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, in French, with nothing in its cache."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    yield context.new_page()
    context.close()


@pytest.fixture
def altered(tmp_path: Path) -> Altered:
    """The road-safety circular with some of its texts replaced by others."""
    return functools.partial(altered_circular, tmp_path)
