"""`calculator serve` and `mkdocs serve` while a circular is written, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.foreign import FOLDER, IDS, SITE

FILE = f"circulars/{IDS[SITE]}/circular.toml"
BUILT = 300_000  # milliseconds: the engine may have to be made
SEEN = 60_000
TEXT = "circulaire/2022-10-03/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = shutil.copytree(FOLDER / SITE, tmp_path / "site")
    (ROOT / ".cache").mkdir(exist_ok=True)
    for name in ("node_modules", ".cache"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@contextmanager
def served(site: Path, *command: str) -> Iterator[str]:
    """Serve a site, and stop as Ctrl-C does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [part.format(port=port) for part in command]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (
        (site / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=site,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as running,
    ):
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(lambda: bool(read(f"{address}_atelier/version")), running)
            yield address
        finally:
            running.send_signal(signal.SIGINT)
            try:
                running.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
    assert "Traceback" not in (site / "log").read_text("utf-8")


def read(address: str) -> str:
    try:
        with urlopen(address, timeout=60) as answer:
            return str(answer.read().decode())
    except URLError:
        return ""


def wait_for(done: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
    for _ in range(BUILT // 500):
        assert running.poll() is None
        if done():
            return
        time.sleep(0.5)
    raise AssertionError("nothing is served")


SERVE = ("calculator", "serve", "--port", "{port}")
OF_MKDOCS = ("mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:{port}")


@pytest.mark.parametrize("command", [SERVE, OF_MKDOCS], ids=["calculator", "mkdocs"])
def test_a_broken_circular_leaves_the_last_good_site_and_says_why(
    site: Path, command: tuple[str, ...], page: Page
) -> None:
    good = (site / FILE).read_text("utf-8")
    with served(site, *command) as address:
        page.goto(address + TEXT)
        bar = page.locator(".atelier-bar")
        expect(bar).to_have_text("Atelier : Aucune faute.")
        (site / FILE).write_text(good.replace("schema = 1", "schema ="), "utf-8")
        expect(bar).to_have_text("Atelier : 1 faute.", timeout=SEEN)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        (site / FILE).write_text(good.replace('status = "mandatory"', 'status = "x"'), "utf-8")
        note = page.locator("#assr + .atelier-note")
        expect(note).to_contain_text("« x »", timeout=SEEN)
        note.get_by_role("link").click()
        expect(page.locator(".atelier-place mark").first).to_contain_text('status = "x"')
        expect(page.get_by_text("le dernier qui a pu être fait")).to_be_visible(timeout=SEEN)
        (site / FILE).write_text(good.replace("2023-02-10", "2023-02-11"), "utf-8")
        expect(page.get_by_role("heading", name="Exemples à revoir")).to_be_visible(timeout=SEEN)
        page.goto(address + "calculateur/")  # once it is made again
        expect(page.get_by_text("11 février 2023").first).to_be_attached(timeout=SEEN)
        (site / FILE).write_text(good, "utf-8")
        expect(bar).to_have_text("Atelier : Aucune faute.", timeout=SEEN)


def test_a_site_that_cannot_be_built_yet_is_when_it_can(site: Path, page: Page) -> None:
    good = (site / FILE).read_text("utf-8")
    (site / FILE).write_text(good.replace("schema = 1", "schema ="), "utf-8")
    with served(site, *SERVE) as address:
        page.goto(address)
        expect(page.get_by_text(re.compile("ligne [0-9]+, colonne")).first).to_be_visible()
        expect(page.get_by_text("Le site sera fait dès que")).to_be_visible()
        (site / FILE).write_text(good, "utf-8")
        expect(page.get_by_text("Aucune faute.")).to_be_visible(timeout=BUILT)
        wait_until = time.monotonic() + BUILT / 1000
        while "<h1" not in read(address + TEXT) and time.monotonic() < wait_until:
            time.sleep(0.5)
        page.goto(address + TEXT)
        expect(page.locator(".atelier-bar")).to_have_text("Atelier : Aucune faute.")


@pytest.mark.parametrize("faulty", [True, False])
def test_a_port_that_is_taken_is_said(site: Path, *, faulty: bool) -> None:
    if faulty:
        (site / FILE).write_text("schema =", "utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "calculator", "serve", "--port"]
        done = subprocess.run(
            [*command, str(taken.getsockname()[1])], cwd=site, capture_output=True, check=False
        )
    assert done.returncode == 2
    assert "rien ne peut y être servi" in done.stderr.decode()
    assert "--port" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
