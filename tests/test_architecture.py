"""The line that the browser package may not cross: standard library only."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from calculator.site.wheel import IN_BROWSER

PACKAGE = Path(__file__).parents[1] / "calculator"
SHIPPED = sorted(
    [
        PACKAGE / "__init__.py",
        *(file for name in IN_BROWSER for file in (PACKAGE / name).rglob("*.py")),
    ]
)

REASONING = sorted([*(PACKAGE / "model").rglob("*.py"), *(PACKAGE / "lists").rglob("*.py")])


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_what_runs_in_the_browser_imports_the_standard_library_only(file: Path) -> None:
    for name in imported(file):
        top = name.split(".")[0]
        if top != "calculator":
            assert top in sys.stdlib_module_names
            continue
        ours = ("calculator.carried", *(f"calculator.{name}" for name in IN_BROWSER))
        assert name == "calculator" or name.startswith(ours)


@pytest.mark.parametrize("file", REASONING, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_what_reasons_knows_nothing_of_how_it_is_shown(file: Path) -> None:
    assert not any(
        name.startswith(("calculator.answers", "calculator.render")) for name in imported(file)
    )


@pytest.mark.parametrize("file", sorted((PACKAGE / "model").rglob("*.py")), ids=lambda f: f.name)
def test_the_rules_know_nothing_of_lists(file: Path) -> None:
    assert not any(name.startswith("calculator.lists") for name in imported(file))


@pytest.mark.parametrize("file", sorted((PACKAGE / "lists").rglob("*.py")), ids=lambda f: f.name)
def test_lists_are_read_without_a_file_system(file: Path) -> None:
    assert not imported(file) & {"os", "io", "pathlib", "tempfile", "shutil", "glob"}


@pytest.mark.parametrize("file", REASONING, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_what_reasons_reads_no_clock(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not any(clock in text for clock in (".today(", ".now(", "time.time", "import time"))


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda f: f.name)
def test_nothing_needs_what_an_optimised_python_drops(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert)
        assert not (isinstance(node, ast.Attribute) and node.attr == "__doc__")
        assert not (isinstance(node, ast.Name) and node.id in {"__debug__", "__doc__"})
