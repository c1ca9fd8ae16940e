"""The Python that the site publishes, cut to what it needs: nothing that it needs is cut away."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from calculator.site.wheel import IN_BROWSER
from tests.conftest import ROOT, program
from tests.model.test_reading import CHANGES, TEXT

HERE = Path(__file__).parent
FOR_MYPY = "if TYPE_CHECKING:"
PACKAGE = ROOT / "calculator"
WALKED = [
    PACKAGE / "__init__.py",
    *sorted(file for name in IN_BROWSER for file in (PACKAGE / name).rglob("*.py")),
]
MODULES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for file in WALKED
]


def campaign_files() -> list[bytes]:
    """The shipped campaign file, those that are spoilt in every way we know, and no file at all."""
    texts = [
        TEXT,
        *(TEXT.replace(old, new, 1) for old, new, *_ in CHANGES),
        TEXT[: TEXT.index("[[notices]]")],
        TEXT.replace("[class_groups]", "[groupes]"),
        TEXT.replace("avant-cm2 = ", "cm2 = "),
        "scope = 3\n" + TEXT.replace("[scope]", "[portee]"),
        "duties = []\n" + TEXT.replace("[[duties]]", "[[devoirs]]"),
        'school_year = "2020-2021"\n[sources]\n',
        *("", "[", "\0", "school_year"),
        *("a = " + "[" * 5000, "a = " + "9" * 5000, "a." * 5000 + "a = 1", " " * 300_000),
    ]
    return [*(text.encode() for text in texts), TEXT.encode("cp1252", "replace")]


def order() -> str:
    """What `walk` is to do."""
    contents = [content.decode("latin-1") for content in campaign_files()]
    return json.dumps({"modules": MODULES, "contents": contents})


@pytest.fixture(scope="module")
def here() -> Any:
    """What the walk gives in this Python, whose standard library is whole, and its footprints."""
    command = [sys.executable, str(HERE / "footprints.py"), str(PACKAGE)]
    done = subprocess.run(
        command, cwd=ROOT, input=order().encode(), capture_output=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def wasm(dist: Path) -> Path:
    """The WebAssembly that the public site publishes."""
    return part(dist, "wasm")


@pytest.fixture(scope="module")
def library(dist: Path) -> Path:
    """The library that the public site publishes."""
    return part(dist, "library")


def part(dist: Path, role: str) -> Path:
    files = (dist / "public/assets/engine").glob(f"{role}.*")
    (file,) = (file for file in files if file.suffix not in {".br", ".gz"})
    return file


def in_engine(wasm: Path, library: Path, python: str, folder: Path) -> str:
    """What a Python text ends with, in that WebAssembly with that library alone.

    Raises:
        RuntimeError: When it does not end.
    """
    script = folder / "script.py"
    script.write_text(python, encoding="utf-8")
    runner, pyodide = HERE / "run_python.mjs", ROOT / "node_modules/pyodide"
    command = [program("node"), str(runner), str(pyodide), str(script), str(wasm), str(library)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


def walked_in_engine(wasm: Path, library: Path, folder: Path) -> Any:
    """What the walk gives there."""
    steps = (HERE / "walk.py").read_text("utf-8")
    return json.loads(in_engine(wasm, library, f"{steps}\n\nwalk({order()!r})\n", folder))


@pytest.fixture(scope="module")
def published(wasm: Path, library: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the walk gives in the Python that the site publishes."""
    return walked_in_engine(wasm, library, tmp_path_factory.mktemp("engine"))


def test_all_that_is_public_is_called_and_nothing_that_is_not(here: Any, published: Any) -> None:
    for walked in (here, published):  # what differs is to be changed in tests/site/walk.py
        assert set(walked["names"]) - walked["outcomes"].keys() == set()
        assert walked["outcomes"].keys() - set(walked["names"]) == set()


def test_no_line_is_left_out(here: Any) -> None:
    left_out = [
        f"{file.relative_to(ROOT)}:{line}: {text.strip()}"
        for file in WALKED
        for line, text in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if line in lines_of(file) - set(here["lines"][str(file)])
    ]
    assert left_out == []  # if not: see tests/site/walk.py


@cache
def lines_of(file: Path) -> set[int]:
    tree = ast.parse(file.read_text("utf-8"))
    tree.body = [one for one in tree.body if ast.unparse(one).partition("\n")[0] != FOR_MYPY]
    module = compile(tree, file, "exec")
    return {line for code in codes_in(module) for *_, line in code.co_lines() if line}


def codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from codes_in(one)


def test_every_call_gives_the_same_in_the_published_engine(here: Any, published: Any) -> None:
    assert here["outcomes"].keys() == published["outcomes"].keys()
    different = [
        f"{name}, call {number}: here {str(mine)[:200]}, there {str(theirs)[:200]}"
        for name, outcomes in here["outcomes"].items()
        for number, (mine, theirs) in enumerate(
            zip(outcomes, published["outcomes"][name], strict=True)
        )
        if mine != theirs
    ]
    assert different == []


def test_errors_are_met_on_the_way_and_their_tracebacks_written(here: Any) -> None:
    outcomes = (one for some in here["outcomes"].values() for one in some)
    errors = [one for one in outcomes if isinstance(one, dict) and "raised" in one]
    raised = {error["raised"] for error in errors}
    assert raised >= {"FileNotFoundError", "InvalidCase", "MalformedCampaign", "TypeError"}
    assert not raised & {"AssertionError", "ImportError", "ModuleNotFoundError"}
    assert all(error["told"] for error in errors)


def test_an_error_that_nobody_catches_is_told(wasm: Path, library: Path, tmp_path: Path) -> None:
    python = "from calculator import Case\nCase.of('3e', 'prive')\n"
    with pytest.raises(RuntimeError, match="InvalidCase: Établissement : « prive » n’est pas"):
        in_engine(wasm, library, python, tmp_path)


def test_a_module_that_is_missing_is_missed(wasm: Path, library: Path, tmp_path: Path) -> None:
    lame = tmp_path / "lame.zip"
    with zipfile.ZipFile(library) as whole, zipfile.ZipFile(lame, "w") as written:
        for name in set(whole.namelist()) - {"tomllib/_re.pyc"}:
            written.writestr(name, whole.read(name))
    with pytest.raises(RuntimeError, match=r"No module named .tomllib\._re."):
        walked_in_engine(wasm, lame, tmp_path)
