"""How long the site takes to build, beside the same pages without our plugin.

Goal: at most 1.5 times as long. Both have what they need installed and, for ours, the engine made
by an earlier build: what an editor waits for after a change.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.utils import get_build_datetime

from bench.pages import ROOT
from calculator import carried_circulars
from calculator.site.facts import SiteFacts
from calculator.site.sheets import sheet_pages
from calculator.site.years import year_pages

ROUNDS = 7
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def measure(report: Callable[[str], None], rounds: int = ROUNDS) -> dict[str, float]:
    """Build with and without, in turn.

    Args:
        report: Told of each round.
        rounds: How many; the numbers are medians.

    Returns:
        Seconds with the plugin, seconds without, and how many times as long.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        workshop = Path(folder)
        write_pages_alone(workshop)
        times: dict[str, list[float]] = {"with_plugin": [], "without": []}
        for number in range(rounds + 1):  # the first fills the caches, and does not count
            report(f"build: round {number} of {rounds}")
            took = {
                "with_plugin": build_pages(ROOT, workshop / "with"),
                "without": build_pages(workshop, workshop / "without"),
            }
            if number:
                for name, seconds in took.items():
                    times[name].append(seconds)
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    ratio = medians["with_plugin"] / medians["without"]
    return {name: round(value, 3) for name, value in {**medians, "ratio": ratio}.items()}


def write_pages_alone(workshop: Path) -> None:
    """The same pages and settings, without what only our plugin understands."""
    for name in ("docs", "includes", "calculator/site/overrides"):
        shutil.copytree(ROOT / name, workshop / name, ignore=shutil.ignore_patterns("main.html"))
    unused: Any = None  # what these pages have no use for
    facts = SiteFacts(
        carried_circulars(), get_build_datetime().date(), None, unused, unused, (), {}
    )
    for place, markdown in {**sheet_pages(facts), **year_pages(facts)}.items():
        page = workshop / "docs" / place
        page.parent.mkdir(exist_ok=True, parents=True)
        page.write_text(markdown, "utf-8")
    for page in (workshop / "docs").rglob("*.md"):
        page.write_text(_EXPRESSION.sub("", page.read_text("utf-8")), "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    plugins = re.compile(r"^  calculator:\n(    .*\n)*", re.MULTILINE)
    settings, count = plugins.subn("", settings)
    if count != 1:
        raise ValueError("mkdocs.yml: the calculator plugin is not where it was")
    settings = settings.replace("strict: true", "strict: false")  # links to what is not there
    (workshop / "mkdocs.yml").write_text(settings, "utf-8")


def build_pages(folder: Path, site: Path) -> float:
    """Build the site whose `mkdocs.yml` is in a folder.

    Returns:
        The seconds it took.

    Raises:
        ValueError: It does not build; MkDocs says why.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
    start = time.perf_counter()
    built = subprocess.run(
        command, cwd=folder, env=environment, check=False, stderr=subprocess.PIPE
    )
    if built.returncode:
        raise ValueError(f"{folder} does not build:\n{built.stderr.decode()}")
    return time.perf_counter() - start
