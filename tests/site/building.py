"""Builds the site from an altered copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

CIRCULAR = "circulars/nantes-2020-2021/circular.toml"
_COPIED = ("calculator", "circulars", "docs", "includes", "schemas")


def copy_project(destination: Path) -> Path:
    """Copy what the site is made of, to be changed at will."""
    for name in _COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, destination / name, ignore=ignored)
    for settings in (*ROOT.glob("mkdocs*.yml"), ROOT / "tsconfig.json"):  # esbuild reads it too
        shutil.copy(settings, destination)
    (ROOT / ".cache").mkdir(exist_ok=True)
    for name in ("node_modules", ".cache"):
        (destination / name).symlink_to(ROOT / name)
    return destination


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def calculate(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a project."""
    return _run(project, "calculator", *arguments)


def build(
    project: Path, settings: str = "mkdocs.yml", *, strict: bool = True
) -> subprocess.CompletedProcess[str]:
    """Build a target into the folder "built" of a project."""
    built = str(project / "built")
    mode = "--strict" if strict else "--no-strict"
    return _run(project, "mkdocs", "build", mode, "--config-file", settings, "--site-dir", built)


def _run(project: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=project,
        env={**os.environ, **environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
