"""The rules as a wheel: what is in it, that it needs nothing, and its entry in the lock."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from calculator import __version__
from calculator.carried import JSON_NAME, carried_folder
from calculator.schema.reading import circulars_json
from calculator.site.wheel import PACKAGE_NAME, build_rules_wheel, write_lock
from tests.conftest import ROOT

CIRCULARS = circulars_json(carried_folder("circulars"))
RUNTIME_LOCK = ROOT / "node_modules/pyodide/pyodide-lock.json"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_rules_wheel(tmp_path_factory.mktemp("wheel"), CIRCULARS)


def test_it_holds_what_runs_in_the_browser_and_nothing_else(wheel: Path) -> None:
    assert wheel.name == f"calculator_rules-{__version__}-py3-none-any.whl"
    names = [n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n]
    package = ROOT / "calculator"
    expected = {f"calculator/{name}" for name in ("__init__.py", "carried.py", "py.typed")}
    expected.add(f"calculator/{JSON_NAME}")
    for folder in ("model", "lists", "answers", "render", "ask"):
        files = [f for f in (package / folder).rglob("*") if f.suffix == ".py"]
        expected |= {f.relative_to(ROOT).as_posix() for f in files}
    assert set(names) == expected
    assert zipfile.ZipFile(wheel).read(f"calculator/{JSON_NAME}") == CIRCULARS


def test_the_same_sources_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    again = build_rules_wheel(tmp_path / "un autre dossier", CIRCULARS)
    assert again.read_bytes() == wheel.read_bytes()


def test_it_answers_with_the_standard_library_alone(wheel: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(wheel)!r})
from datetime import date
from calculator import Case, decide, load_circular
from calculator.ask.pupil import answer_form
decision = decide(Case.of("3e", "public"), date(2021, 3, 10), load_circular("nantes-2020-2021"))
print(decision.certification.window.days_left)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("63\n", "")


def test_the_lock_names_the_wheel_with_its_checksum_and_keeps_the_runtime(
    wheel: Path, tmp_path: Path
) -> None:
    lock = json.loads(write_lock(wheel, RUNTIME_LOCK, tmp_path / "lock.json").read_text("utf-8"))
    assert lock["info"] == json.loads(RUNTIME_LOCK.read_text("utf-8"))["info"]
    assert list(lock["packages"]) == [PACKAGE_NAME]
    entry = lock["packages"][PACKAGE_NAME]
    assert entry["file_name"] == wheel.name
    assert entry["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert entry["depends"] == []
    assert entry["imports"] == ["calculator"]
    known = {"depends", "file_name", "imports", "install_dir", "name", "package_type", "sha256"}
    assert entry.keys() == known | {"version"}  # whatever this Python's pyodide-lock writes


def test_without_lists_it_holds_all_that_its_modules_import(tmp_path: Path) -> None:
    wheel = build_rules_wheel(tmp_path, CIRCULARS, lists=False)
    names = [n for n in zipfile.ZipFile(wheel).namelist() if n.endswith(".py")]
    modules = [n.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for n in names]
    assert "calculator.ask.pupil" in modules
    assert not any("list" in module for module in modules)
    code = f"""
import importlib, sys
sys.path.insert(0, {str(wheel)!r})
for name in {modules!r}:
    importlib.import_module(name)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
