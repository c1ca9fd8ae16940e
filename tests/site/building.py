"""Builds the site from an altered copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.conftest import ROOT, epoch

CIRCULAR = "circulars/nantes-2020-2021/circular.toml"
NATIONAL = ["france-*"]
"""The folders of the circulars of other years than that of `CIRCULAR`."""
_COPIED = ("calculator", "circulars", "docs", "includes", "schemas")


def copy_project(destination: Path, *, every_year: bool = False) -> Path:
    """Copy what the site is made of, to be changed at will.

    Args:
        destination: The folder to fill.
        every_year: Whether to copy every circular; else that of Nantes alone, built faster.
    """
    for name in _COPIED:
        ignored = shutil.ignore_patterns("__pycache__", *([] if every_year else NATIONAL))
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
    project: Path, settings: str = "mkdocs.yml", *, strict: bool = True, on: date | None = None
) -> subprocess.CompletedProcess[str]:
    """Build a target into the folder "built" of a project, as on a day."""
    built = str(project / "built")
    mode = "--strict" if strict else "--no-strict"
    command = ("mkdocs", "build", mode, "--config-file", settings, "--site-dir", built)
    return _run(project, *command, on=on)


def _run(
    project: Path, module: str, *arguments: str, on: date | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    if on:
        environment["SOURCE_DATE_EPOCH"] = epoch(on)
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=project,
        env={**os.environ, **environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
