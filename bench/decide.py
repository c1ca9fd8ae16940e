"""Decisions per second, in CPython and in the browser's Python (run by Node)."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.pages import DIST, NODE_MODULES, ROOT

# The same text runs in both; its last line is the result.
LOOP = """
from datetime import date
from itertools import product
from time import perf_counter

from calculator import Case, carried_circulars, decide

circulars = carried_circulars()
words = circulars.vocabulary
days = [date(2021, month, 10) for month in range(1, 7)]
cases = [
    (Case.of(level, kind, {"1.1": 1, "2.3": 4}), day)
    for level, kind, day in product(words.classes, words.establishments, days)
]

def rate():
    start = perf_counter()
    for case, day in cases:
        decide(case, day, circulars.for_day(day))
    return len(cases) / (perf_counter() - start)

best = round(max(rate() for _ in range(9)))
"""


def measure(report: Callable[[str], None]) -> dict[str, int]:
    """The best of several runs over every class and kind of school, in decisions per second."""
    report("decide: CPython, then Pyodide")
    namespace: dict[str, int] = {}
    exec(LOOP, namespace)  # noqa: S102  # our own text
    return {f"cpython_{platform.python_version()}": namespace["best"], "pyodide": _in_pyodide()}


def _in_pyodide() -> int:
    node = shutil.which("node")
    if node is None:
        sys.exit("Node is missing.")
    (library,) = (DIST / "public/assets/engine").glob("library.*.zip")
    script = Path(__file__).with_suffix(".mjs")
    command = [node, str(script), str(NODE_MODULES / "pyodide"), str(library), LOOP]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)
