"""The package index of a site, as pip reads it; `tests/browser/test_parity.py` has micropip."""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from calculator.site.package_index import index_files, pages_of
from tests.conftest import serving

WHEEL_NAME = "calculator_rules-0-py3-none-any.whl"


def pip(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a pip command, which reaches nothing but loopback."""
    _, *arguments = shlex.split(command)
    own = ["--target", str(folder), "--no-cache-dir", "--disable-pip-version-check", "--isolated"]
    return subprocess.run(
        [sys.executable, *arguments, *own], capture_output=True, text=True, check=False
    )


def documented(site: Path, start: str, address: str) -> str:
    """The command of the page for developers that begins so."""
    page = next(file for file in pages_of(site) if "developpeurs" in file.as_posix())
    blocks = BeautifulSoup(page.read_text("utf-8"), "html.parser").select("pre code")
    (command,) = [text for block in blocks if (text := block.get_text()).startswith(start)]
    return command.replace("https://votre-site.example/", address)


@pytest.mark.parametrize("target", ["public", "intranet"])
def test_pip_installs_by_name_from_any_copy_as_the_page_says(
    dist: Path, target: str, tmp_path: Path
) -> None:
    with serving(dist / target) as address:  # below a path
        done = pip(
            documented(dist / target, "python -m pip install --index-url", address), tmp_path
        )
    assert done.returncode == 0, done.stderr
    code = "import calculator; print(calculator.__file__, len(calculator.carried_circulars().all))"
    ran = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path[:0] = [{str(tmp_path)!r}]; {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith(str(tmp_path))


def test_pip_refuses_a_wheel_that_is_not_the_one_of_the_index(dist: Path, tmp_path: Path) -> None:
    shutil.copytree(dist / "public/assets/python", tmp_path / "site/assets/python")
    (wheel,) = (tmp_path / "site/assets/python").glob("*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"\n")
    with serving(tmp_path / "site") as address:
        command = documented(dist / "public", "python -m pip install --index-url", address)
        done = pip(command, tmp_path / "installed")
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_each_site_has_it_but_the_folder_to_open(dist: Path) -> None:
    for target, pages in {"public": 2, "intranet": 2, "offline": 0}.items():
        assert len(list((dist / target / "assets/python").rglob("*.html"))) == pages
        assert not any("assets" in page.parts for page in pages_of(dist / target))


def lock_of(folder: Path) -> Path:
    entry = {
        "name": "calculator-rules",
        "version": "0",
        "file_name": WHEEL_NAME,
        "install_dir": "site",
        "sha256": hashlib.sha256(b"").hexdigest(),
        "package_type": "package",
        "imports": ["calculator"],
        "depends": [],
    }
    lock = folder / "pyodide-lock.json"
    lock.write_text(json.dumps({"info": {}, "packages": {"calculator-rules": entry}}), "utf-8")
    return lock


def test_it_leads_to_the_wheel_beside_it_with_its_checksum(tmp_path: Path) -> None:
    files = index_files(lock_of(tmp_path), tmp_path)
    assert set(files) == {
        "assets/python/simple/index.html",
        "assets/python/simple/calculator-rules/index.html",
    }
    links = {
        uri: BeautifulSoup(file.read_text("utf-8"), "html.parser").select_one("a")
        for uri, file in files.items()
    }
    assert {uri: link["href"] for uri, link in links.items() if link} == {
        "assets/python/simple/index.html": "calculator-rules/",
        "assets/python/simple/calculator-rules/index.html": (
            f"../../{WHEEL_NAME}#sha256={hashlib.sha256(b'').hexdigest()}"
        ),
    }


def test_only_the_index_is_no_page(tmp_path: Path) -> None:
    for name in ("simple/index.html", "assets/python/simple/a/index.html", "assets/python/a.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    pages = {page.relative_to(tmp_path).as_posix() for page in pages_of(tmp_path)}
    assert pages == {"simple/index.html", "assets/python/a.html"}
