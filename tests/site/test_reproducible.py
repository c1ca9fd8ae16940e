"""The same sources give the same bytes, whatever the folder, the person and the machine."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

import brotli
import pytest

from calculator.site.cache import Cache
from tests.conftest import ROOT, program

pytestmark = pytest.mark.long

NOT_COPIED = (
    *(".git", ".venv", ".cache", ".hypothesis", ".*_cache"),
    *("*.egg-info", "__pycache__", "build", "dist", ".dist-*", "wheels", "node_modules"),
)
NEEDED_FROM_NPM = (
    *("@esbuild", "@jridgewell", "acorn", "binaryen", "esbuild", "ical.js", "pyodide", "terser"),
)
LONG_AGO = 86400.0
"""The second day of 1970, older than any file in a zip can be."""


@pytest.fixture(scope="module")
def elsewhere(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release made again, from a copy of the project, by somebody else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    project, cache = folder / "Copie n° 2 de l’été", folder / "cache"
    copy_project(project)
    (folder / "tsconfig.json").write_text("{}", encoding="utf-8")  # of another project
    share_wasm(dist, cache)
    sbom = json.loads((dist / "sbom.cdx.json").read_text("utf-8"))
    date = datetime.fromisoformat(sbom["metadata"]["timestamp"])
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(project),
        "PYTHONHASHSEED": "1789",
        "HOME": str(folder / "home"),
        "LANG": "C",
        "TZ": "Pacific/Kiritimati",
        "SOURCE_DATE_EPOCH": str(int(date.timestamp())),
        "SITE_URL": os.environ.get("SITE_URL", ""),
    }
    release = [sys.executable, "-m", "calculator.site.release", "--output", "published"]
    subprocess.run(
        [*release, "--cache", str(cache)], cwd=project, env=environment, umask=0o077, check=True
    )
    return project / "published"


def copy_project(project: Path) -> None:
    """Copy what a release is made of, for its owner alone, and dated otherwise."""
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*NOT_COPIED))
    (project / "tsconfig.json").unlink()  # for editors and the linter: the build is to ignore it
    for name in NEEDED_FROM_NPM:
        shutil.copytree(ROOT / "node_modules" / name, project / "node_modules" / name)
    for path in project.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (LONG_AGO, LONG_AGO))


def share_wasm(dist: Path, cache: Path) -> None:
    """Have the WebAssembly that comes with Pyodide compressed once: it takes a minute.

    The same function compresses everything else again.
    """
    (wasm,) = (dist / "public/assets/engine").glob("wasm.*.wasm")
    compressed = wasm.with_name(f"{wasm.name}.br")
    made_from = [wasm, brotli.version.encode()]
    Cache(cache).file("br", made_from, partial(shutil.copyfile, compressed))


def test_a_release_made_elsewhere_is_the_same_to_the_byte(dist: Path, elsewhere: Path) -> None:
    names = {
        file.relative_to(folder).as_posix()
        for folder in (dist, elsewhere)
        for file in folder.rglob("*")
        if file.is_file()
    }
    assert {"SHA256SUMS", "offline.zip", "sbom.cdx.json", "servers/nginx.conf"} <= names
    by_telling = sorted(names, key=lambda name: (name == "SHA256SUMS", name))
    different = [d for name in by_telling if (d := difference(dist / name, elsewhere / name))]
    assert not different, "\n".join([f"{len(different)} files differ:", *different[:10]])


def test_everybody_may_read_what_is_made_for_its_owner_alone(elsewhere: Path) -> None:
    for path in (elsewhere, *elsewhere.rglob("*")):
        rights = stat.S_IMODE(path.stat().st_mode)
        assert rights == (0o755 if path.is_dir() else 0o644), path


def difference(first: Path, second: Path) -> str:
    """What tells two files apart, in a line; nothing when they are the same."""
    for here, other in ((first, second), (second, first)):
        if not other.is_file():
            return f"only {here}"
    mine, theirs = first.read_bytes(), second.read_bytes()
    if mine == theirs:
        return ""
    pairs = enumerate(zip(mine, theirs, strict=False))
    place = next((n for n, (a, b) in pairs if a != b), min(len(mine), len(theirs)))
    around = slice(max(0, place - 20), place + 20)
    return f"{first} at byte {place}: {mine[around]!r}, elsewhere {theirs[around]!r}"


def test_the_checksums_are_those_of_every_file(dist: Path) -> None:
    check = [program("sha256sum"), "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=dist, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    checked = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    files = {file.relative_to(dist).as_posix() for file in dist.rglob("*") if file.is_file()}
    assert checked == files - {"SHA256SUMS"}
