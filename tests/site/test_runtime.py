"""The Python that the site publishes, cut to what it needs: nothing that it needs is cut away."""

from __future__ import annotations

import ast
import base64
import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from calculator.schema.reading import canonical
from calculator.site.wheel import IN_BROWSER
from tests.conftest import ROOT, program
from tests.making import CATCH_UP, MAIN, Json, change, duty, nantes_json, rule, window, with_windows

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
FOR_MYPY = "if TYPE_CHECKING:"
PACKAGE = ROOT / "calculator"
WALKED = [
    PACKAGE / "__init__.py",
    *sorted(file for name in IN_BROWSER for file in (PACKAGE / name).rglob("*.py")),
]
FOLDERS = {
    "every year": ROOT / "circulars",
    **{one.parent.name: one for one in (ROOT / "tests/circulars").glob("*/circulars")},
}


def dated_by_a_sentence(data: Json) -> None:
    rule(data, "certification", "3e").update(windows=[], when="Avant l’été.")
    rule(data, "lsu_entry", "cm2").update(due="2021-06-30")


def without_condition(data: Json) -> None:
    duty(data, "certification")["condition"] = None


def twice(data: Json) -> None:
    first = duty(data, "certification")
    second = first | {"kind": "certification_2", "plan": None}
    second["rules"] = [{**one, "windows": [CATCH_UP]} for one in first["rules"] if one["windows"]]
    data["duties"].append(second)


def with_every_competence(data: Json) -> None:
    duty(data, "certification")["condition"]["competences"] = 16
    data["calendar"]["public_holidays"] = []


def without_words_of_windows(data: Json) -> None:
    duty(data, "certification")["window_words"] = None


def by_mark(data: Json) -> None:
    key = "points"
    data["inputs"].append(
        {"key": key, "type": "number", "label": "Points", "noun": "le nombre de points"}
        | {"minimum": 0, "maximum": 20}
    )
    duty(data, "certification")["condition"].update(competences=0, level=0, mark=key, at_least=10)


def bare(data: Json) -> None:
    data.update(calendar=None, notices=[], left_open=[])
    data["duties"] = [duty(data, "lsu_entry") | {"due_words": None}, duty(data, "crcn_training")]
    source = data["sources"]["circulaire-2020-12-16"]
    source.update(url="https://texte.example/", authority="cited", page=None)


def by_kind_of_school(data: Json) -> None:
    rules = duty(data, "certification")["rules"]
    of_college = rule(data, "certification", "3e")
    of_college["establishments"] = ["prive-sous-contrat"]
    rules.append(of_college | {"establishments": ["public"], "status": "recommended"})
    rules[-1]["windows"] = [window("2021-04-01", "2021-04-01", label="Session unique")]
    data["notices"] = [one for one in data["notices"] if one["nature"] != "silence"]


MOVED = [change("2021-04-07", "2021-03-08", "2021-06-25"), change("2021-06-01", None, None)]
TOLD = {"ask": "le rectorat", "indication": "L’an dernier : en mai."}
MADE_UP: dict[str, list[Callable[[Json], object]]] = {
    "changed": [with_windows("3e", {**MAIN, "label": "Première", "changes": MOVED}, CATCH_UP)],
    "unknown": [with_windows("3e", window(None, None, **TOLD))],
    "half unknown": [with_windows("3e", window("2021-03-08", None, ask="le rectorat"))],
    "recommended": [with_windows("3e", MAIN, status="recommended")],
    "in a sentence": [dated_by_a_sentence],
    "without condition": [without_condition],
    "until a day": [with_windows("3e", window(None, "2021-05-12", ask="le rectorat"))],
    "by mark": [by_mark],
    "by kind": [by_kind_of_school],
    "twice": [twice],
    "every competence": [with_every_competence],
    "without words": [without_words_of_windows],
    "bare": [bare],
}
"""What a circular can say and ours does not, each as changes of the JSON of ours."""
RICH = ("by kind", "changed", "in a sentence", "twice")
"""Those of which all is asked: a question in nine will do for the others."""


def order() -> str:
    """The sites that `walk` is to play, each the JSON of its circulars."""
    read = {name: canonical(folder) for name, folder in FOLDERS.items()}
    sites = {name: site_of(one["vocabulary"], one["circulars"], 1) for name, one in read.items()}
    vocabulary = sites["every year"]["vocabulary"]
    sites["every year"]["step"] = 7
    sites["ours"] = site_of(vocabulary, [nantes_json()], 1)
    for name, changes in MADE_UP.items():
        data = nantes_json() | {"id": f"{name.replace(' ', '-')}-2020-2021"}
        for alter in changes:
            alter(data)
        sites[name] = site_of(vocabulary, [data], 1 if name in RICH else 9)
    sites["elsewhere"] = elsewhere(vocabulary)
    # two texts of one year, and one of another
    several = [sites[name]["circulars"][0] for name in ("ours", "changed", "every year")]
    sites["several"] = site_of(vocabulary, several, 11)
    return json.dumps(sites)


def elsewhere(vocabulary: Json) -> Json:
    """A site with other words: a class that no list names, a place that is not « au … »."""
    text = json.dumps(site_of(vocabulary, [nantes_json()], 9))
    renamed = text.replace('"tle-gt"', '"terminale"').replace('"where": "au ', '"where": "en ')
    made: Json = json.loads(renamed)
    return made


def site_of(vocabulary: Json, circulars: list[Json], step: int) -> Json:
    return {"vocabulary": vocabulary, "circulars": circulars, "step": step}


@pytest.fixture(scope="module")
def here() -> Any:
    """What the walk gives in this Python, whose standard library is whole, and its footprints."""
    command = [sys.executable, "-m", "tests.site.footprints", str(PACKAGE)]
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
    """What a Python text ends with, in that WebAssembly with that library alone."""
    return in_pyodide(python, folder, wasm, library)


def in_pyodide(python: str, folder: Path, *engine: Path) -> str:
    """What a Python text ends with, in a site's engine or in Pyodide as npm has it.

    Raises:
        RuntimeError: When it does not end.
    """
    script = folder / "script.py"
    script.write_text(python, encoding="utf-8")
    runner, pyodide = HERE / "run_python.mjs", ROOT / "node_modules/pyodide"
    command = [program("node"), *map(str, (runner, pyodide, script, *engine))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


STEPS = {f"tests.site.{name}": HERE / f"{name}.py" for name in ("walk_files", "walk_lists", "walk")}
WALK = """
import sys
import types

for name, text in {texts!r}.items():
    sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name, "exec"), vars(sys.modules[name]))
sys.modules["tests.site.walk"].walk({order!r})
"""


def walked_in_engine(folder: Path, asked: str, *engine: Path) -> Any:
    """What the walk gives there."""
    texts = {name: file.read_text("utf-8") for name, file in STEPS.items()}
    return json.loads(in_pyodide(WALK.format(texts=texts, order=asked), folder, *engine))


@pytest.fixture(scope="module")
def published(wasm: Path, library: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the walk gives in the Python that the site publishes."""
    return walked_in_engine(tmp_path_factory.mktemp("engine"), order(), wasm, library)


@pytest.fixture(scope="module")
def memory(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the Python of the offline bundle starts from."""
    (script,) = (dist / "offline/assets/engine").glob("memory.*.js")
    _, embedded, _ = script.read_text("utf-8").split('"')
    unpacked = tmp_path_factory.mktemp("memory") / "memory.bin"
    unpacked.write_bytes(gzip.decompress(base64.b64decode(embedded)))
    return unpacked


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
    assert here["outcomes"].keys() == published.keys()
    different = [
        f"{name}, call {number}: here {str(mine)[:200]}, there {str(theirs)[:200]}"
        for name, outcomes in here["outcomes"].items()
        for number, (mine, theirs) in enumerate(zip(outcomes, published[name], strict=True))
        if mine != theirs
    ]
    assert different == []


def test_what_starts_from_its_memory_answers_the_same(
    here: Any, wasm: Path, library: Path, memory: Path, tmp_path: Path
) -> None:
    asked = json.loads(order())
    some = json.dumps({name: asked[name] for name in ("ours", "changed", "elsewhere")})
    outcomes = walked_in_engine(tmp_path, some, wasm, library, memory)
    assert len(outcomes) > 15
    assert outcomes == {name: here["outcomes"][name] for name in outcomes}


def test_what_starts_from_its_memory_has_imported_what_answers(
    wasm: Path, library: Path, memory: Path, tmp_path: Path
) -> None:
    python = (
        "import sys\nnames = ('pupil', 'school')\n"
        "str([name for name in names if f'calculator.ask.{name}' in sys.modules])"
    )
    assert in_pyodide(python, tmp_path, wasm, library, memory) == "['pupil', 'school']"
    assert in_pyodide(python, tmp_path, wasm, library) == "[]"


def test_errors_are_met_on_the_way_and_their_tracebacks_written(here: Any) -> None:
    outcomes = (one for some in here["outcomes"].values() for one in some)
    errors = [one for one in outcomes if isinstance(one, dict) and "raised" in one]
    raised = {error["raised"] for error in errors}
    assert raised >= {"InvalidCase", "KeyError", "MalformedCircular", "NotAList", "TypeError"}
    assert not raised & {"AssertionError", "ImportError", "ModuleNotFoundError", "NameError"}
    assert all(error["told"] for error in errors)


def test_an_error_that_nobody_catches_is_told(wasm: Path, library: Path, tmp_path: Path) -> None:
    python = (
        "from datetime import date\nfrom calculator import Case, decide, load_circular\n"
        "decide(Case('3e', 'prive'), date(2021, 3, 10), load_circular('2020-2021'))\n"
    )
    with pytest.raises(RuntimeError, match="InvalidCase: Établissement : « prive » n’est pas"):
        in_engine(wasm, library, python, tmp_path)


def test_what_python_still_lists_can_be_imported_and_the_rest_is_missing_as_usual(
    wasm: Path, library: Path, tmp_path: Path
) -> None:
    python = """
import json, sys
missing = []
for name in %r:
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        missing.append(error.name)
for name in sys.builtin_module_names:
    __import__(name)
json.dumps([missing, sys.builtin_module_names])
"""
    every = json.loads(
        in_pyodide("import json, sys; json.dumps(sys.builtin_module_names)", tmp_path)
    )
    missing, listed = json.loads(in_engine(wasm, library, python % (every,), tmp_path))
    assert sorted(missing + listed) == sorted(every)
    assert {"pyexpat", "unicodedata", "zlib"} <= set(listed)
    assert {"_ctypes", "_decimal", "_sqlite3", "_codecs_jp", "_testcapi"} <= set(missing)


def test_dataclasses_find_their_methods_compiled_and_compile_the_others(
    wasm: Path, library: Path, tmp_path: Path
) -> None:
    python = """
import _methods
import dataclasses
import json

unmet = []
code_of = _methods.code_of


def noting(text):
    code = code_of(text)
    if isinstance(code, str):
        unmet.append(text)
    return code


_methods.code_of = noting
import calculator.ask.lists
import calculator.ask.pupil
import calculator.ask.school

met = len(unmet) == 0
other = dataclasses.make_dataclass("Other", ["only_here"], frozen=True)
json.dumps([met, len(_methods.COMPILED), repr(other(1)), len(unmet)])
"""
    met, compiled, other, unmet = json.loads(in_engine(wasm, library, python, tmp_path))
    assert met
    assert compiled > 50
    assert other == "Other(only_here=1)"
    assert unmet == 1


def test_what_is_kept_of_pyodide_is_whole(wasm: Path, library: Path, tmp_path: Path) -> None:
    """What C code does with each character, number, encoding and kind of file: no table is lame."""
    python = (HERE / "play_in_c.py").read_text("utf-8")
    whole = json.loads(in_pyodide(python, tmp_path))
    assert json.loads(in_engine(wasm, library, python, tmp_path)) == whole
    assert len(whole) > 100


def test_a_module_that_is_missing_is_missed(wasm: Path, library: Path, tmp_path: Path) -> None:
    lame = tmp_path / "lame.zip"
    with zipfile.ZipFile(library) as whole, zipfile.ZipFile(lame, "w") as written:
        for name in set(whole.namelist()) - {"textwrap.pyc"}:
            written.writestr(name, whole.read(name))
    with pytest.raises(RuntimeError, match="No module named 'textwrap'"):
        walked_in_engine(tmp_path, order(), wasm, lame)
