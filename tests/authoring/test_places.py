"""The line of each key of a file, held to what `tomllib` reads in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from calculator.schema.parts import Path as Keys
from calculator.schema.parts import key_of
from calculator.site.authoring.places import cites_around, line_of, lines_of, steps_of
from tests.conftest import ROOT

FILES = sorted([*ROOT.glob("circulars/**/*.toml"), *ROOT.glob("tests/circulars/**/*.toml")])
HARD = '''\
# [comment]
"clé à part" = 1
a.b = 'c = ["'  # the end
texts = """
[no.table]
key = "none \\\\"" and more"""
many = [
  { name = "]", on = 2020-12-16 }, # [
  { name = '}', list = [1, [2, 3]] },
]
[[duties]]
kind = "x"
[[duties.rules]]
cites = ["s#p-1"]
[duties.rules."1.1"]
deep = true
[[duties]]
[[duties.rules]]
[[duties.rules]]
status = "no"
'''


def paths(data: Any, path: Keys = ()) -> Iterator[Keys]:
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, item in items:
        if isinstance(item, (dict, list)):
            yield from paths(item, (*path, key))
        else:
            yield (*path, key)


@pytest.mark.parametrize("text", [HARD, *(f.read_text("utf-8") for f in FILES)])
def test_each_key_and_item_has_its_line(text: str) -> None:
    found = lines_of(text)
    assert set(found) == set(paths(tomllib.loads(text))) - {()}
    lines = text.splitlines()
    for path, line in found.items():
        names = [step for step in path if isinstance(step, str)]
        if isinstance(path[-1], str):
            assert names[-1] in lines[line - 1]
        assert steps_of(key_of(path)) == path


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("duties[1].rules[1].status", 20),
        ("duties[1].rules[1].missing.deeper", 19),  # what holds it
        ('duties[0].rules[0]."1.1".deep', 16),
        ("many[1].list", 9),
        ("nothing", 1),
        ("ligne 7, colonne 3", 7),
        ("fin du fichier", 20),
        ("fichier", 1),
    ],
)
def test_the_line_of_a_fault(key: str, line: int) -> None:
    assert line_of(key, HARD, lines_of(HARD)) == line


@pytest.mark.parametrize("text", ["a = ", "[", "\0", "a = 1\na = 2"])
def test_what_is_no_toml_has_no_keys(text: str) -> None:
    assert lines_of(text) == {}


@pytest.mark.parametrize(
    ("key", "cites"),
    [
        ('duties[0].rules[0]."1.1".deep', ["s#p-1"]),
        ("duties[0].rules[7]", []),
        ("duties[1].rules[1].status", []),
        ("texts.more", []),
    ],
)
def test_what_is_cited_around_a_key(key: str, cites: list[str]) -> None:
    assert cites_around(tomllib.loads(HARD), steps_of(key)) == cites
