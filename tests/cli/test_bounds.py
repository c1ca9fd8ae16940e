"""What would take all the time or the memory there is gets one message, at once."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from calculator.schema.bounds import excess
from tests.cli.running import CIRCULARS, FILE, SCHOOL, calculate, refusal

DEEP = {
    "arrays": "[" * 5000,
    "tables": "{a=" * 5000,
    "closed": "[" * 5000 + "]" * 5000,
    "not quite too deep for Python": "[" * 900 + "]" * 900,
}
TOML = {
    **{name: f"a = {value}" for name, value in DEEP.items()},
    "after a string": f'a = """x""""\nb = {"[" * 5000}',
    "after a quote in a remark": f"# '\nb = {'[' * 5000}",
    "decimal": "a = " + "9" * 5000,
    "hexadecimal": "a = 0x" + "f" * 5000,
    "hexadecimal where a number is expected": FILE.read_text("utf-8").replace(
        "competences = 5", "competences = 0x" + "f" * 5000
    ),
    "float": "a = 1." + "9" * 5000,
    "dotted": "a." * 50_000 + "a = 1",
    "dotted, with spaces": " . ".join("a" * 50_000) + " = 1",
    "dotted, in quotes": ".".join(['"a"'] * 50_000) + " = 1",
    "dotted, in apostrophes": "['a'" + ".'a'" * 50_000 + "]",
    "a title": "[" + "a." * 50_000 + "a]",
    "long key": "a" * 100_000 + " = 1",
    "long quoted key": '"' + "a" * 100_000 + '" = 1',
    "a key that commands a terminal": '"\\u001b[2J\\n\\u0085" = 1',
    "large": "#" * 1_400_000,
}
JSON = {
    **{name: f'{{"1.1": {value}}}' for name, value in DEEP.items()},
    "objects": '{"a":' * 5000,
    "after a string": '{"a\\\\": "\\"", "b": ' + "[" * 5000,
    "decimal": '{"1.1": ' + "9" * 5000 + "}",
    "float": '{"1.1": 1e' + "9" * 5000 + "}",
    "long key": '{"' + "a" * 100_000 + '": 1}',
    "large": " " * 1_400_000 + "{}",
    "two values for a competence": '{"1.1": 1, "1.1": 2}',
}
ENDLESS = ["/dev/zero", "/dev/urandom", "/dev/full"]


def refused(*arguments: object) -> str:
    started = time.monotonic()
    told = refusal(calculate(*arguments))
    assert time.monotonic() - started < 60  # a busy machine’s, for what would have no end
    assert len(told) < 2000
    assert told.isprintable()
    return told


def faults(file: Path | str) -> list[str]:
    """What `check` finds, a line for each fault."""
    started = time.monotonic()
    done = calculate("check", file)
    assert time.monotonic() - started < 60  # a busy machine’s, for what would have no end
    assert (done.returncode, done.stdout) == (2, b"")
    told = done.stderr.decode().removesuffix("\n").split("\n")
    assert all(line.isprintable() and len(line) < 2000 for line in told)
    return told


def levels(file: Path | str) -> str:
    return refused("decide", "--class", "3e", *SCHOOL, "--levels-file", file)


@pytest.mark.parametrize("name", TOML)
def test_a_campaign_file(name: str, tmp_path: Path) -> None:
    shutil.copy(CIRCULARS / "vocabulary.toml", tmp_path)
    file = tmp_path / "a-2020-2021/circular.toml"
    file.parent.mkdir()
    file.write_text(TOML[name], "utf-8")
    assert all(line.startswith("a-2020-2021/circular.toml, ") for line in faults(file))


@pytest.mark.parametrize("name", TOML)
def test_a_vocabulary(name: str, tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.toml"
    file.write_text(TOML[name], "utf-8")
    assert all(line.startswith("vocabulary.toml, ") for line in faults(file))


@pytest.mark.parametrize("name", JSON)
def test_a_file_of_levels(name: str, tmp_path: Path) -> None:
    file = tmp_path / "niveaux.json"
    file.write_text(JSON[name], "utf-8")
    assert "iveau" in levels(file)


@pytest.mark.parametrize("file", ENDLESS)
def test_what_never_ends(file: str) -> None:
    if not Path(file).exists():
        pytest.skip(f"no {file} on this system")
    assert "il faut" in "".join(faults(file))
    assert "plus de 1 Mio" in levels(file)
    assert "n’a pas été lu" in refused("roster", file)
    assert "n’a pas été lu" in refused("roster", FILE, "--classes", file)


def test_a_table_of_classes_that_never_ends(tmp_path: Path) -> None:
    file = tmp_path / "classes.csv"
    file.write_text("classe;niveau\n" + "3A;3e\n" * 1_000_000)
    assert "On y voit plus de 4 Mio" in refused("roster", FILE, "--classes", file)


@pytest.mark.parametrize(
    "text",
    [
        FILE.read_text("utf-8"),
        '"[[[[[[[[[[[[[[[[[[[[["',
        "'''[[[[[[[[[[[[[[[[\n[[[[[[[[[[[[[[[['''",
        "# a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a",
        "a = [" + "[1, 2.5], " * 5000 + "]",
        "a.b.c = 2020-12-16T10:00:00.5\n" * 5000,
    ],
)
def test_what_is_within_bounds(text: str) -> None:
    assert excess(text) is None


@pytest.mark.parametrize(
    "piece", ['"', "'", '"""', "'''", '"""\\', "\\", '\\"""', "a", ".", " ", "a.", "#", "-", "\n'"]
)
def test_no_text_takes_long_to_be_seen_through(piece: str) -> None:
    started = time.monotonic()
    excess(piece * ((1 << 20) // len(piece)))
    assert time.monotonic() - started < 60
