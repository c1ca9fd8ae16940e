"""No file, whatever is wrong with it, gives anything but faults."""

from __future__ import annotations

import copy
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.model.errors import MalformedCircular
from calculator.model.loading import circular_from, vocabulary_from
from calculator.schema.canonical import canonical_circular
from calculator.schema.checking import check_circular
from calculator.schema.checks_vocabulary import check_vocabulary
from calculator.schema.extending import Written, extended
from calculator.schema.files import read_toml
from calculator.schema.form import CircularForm
from calculator.schema.loading import Loader
from calculator.schema.parts import Path as Keys
from calculator.schema.published import schema_of
from calculator.schema.structure import structural_faults
from tests.schema.writing import CIRCULARS, ID, ROAD, TEXT

LOADER = Loader(CIRCULARS, [ID])
OURS: dict[str, Any] = LOADER.circular(ID).written.data  # type: ignore[union-attr]
WORDS: dict[str, Any] = LOADER.vocabulary.written.data  # type: ignore[union-attr]
WORDS_JSON: dict[str, Any] = LOADER.vocabulary.json or {}

ANYTHING = st.recursive(
    st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["", "unknown", "2021-03-08", "2021-13-45", "0000-0001", "9999-10000", "3e", "lycee",
         "certification", "{missing}", "{", "circulaire-2020-12-16#p-1", "pix-pr-2889", "main"]
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def paths(value: Any, path: Keys = ()) -> Iterator[Keys]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from paths(item, (*path, number))


PLACES = [path for path in paths(OURS) if path]


def put(data: dict[str, Any], path: Keys, value: Any) -> None:
    """Put a value at a path, or remove what is there when there is none."""
    at: Any = data
    for key in path[:-1]:
        at = at[key]
    if value is Ellipsis and isinstance(at, dict):
        del at[path[-1]]
    elif value is not Ellipsis:
        at[path[-1]] = value


CHANGES = st.lists(
    st.tuples(st.sampled_from(PLACES), ANYTHING | st.just(Ellipsis)), min_size=1, max_size=3
)


def mutated(changes: list[tuple[Keys, Any]]) -> dict[str, Any]:
    data = copy.deepcopy(OURS)
    for path, value in changes:
        try:
            put(data, path, value)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # a change before this one took its place away
    return data


@settings(max_examples=120)
@given(CHANGES)
def test_any_change_of_a_file_is_a_fault_or_makes_a_circular(
    changes: list[tuple[Keys, Any]],
) -> None:
    data = mutated(changes)
    told = check_circular(Written("x", data), WORDS, ID)
    formal = structural_faults(data, schema_of(CircularForm))
    try:
        form = msgspec.convert(data, CircularForm)
    except msgspec.ValidationError:
        form = None
    assert (form is None) == bool(formal), formal
    if form is not None and not told:
        circular_from(canonical_circular(form, WORDS_JSON), vocabulary_from(WORDS_JSON))


@settings(max_examples=60)
@given(CHANGES, CHANGES)
def test_any_two_files_can_be_put_together(
    own: list[tuple[Keys, Any]], base: list[tuple[Keys, Any]]
) -> None:
    written = extended(Written("a", mutated(own)), Written("b", mutated(base)), WORDS["classes"])
    for one in check_circular(written, WORDS, ID):
        file, path = written.place(one.path)
        assert file in ("a", "b")
        assert path


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from([*CircularForm.__struct_fields__, "x"]), ANYTHING))
def test_any_table_is_checked(data: dict[str, Any]) -> None:
    check_circular(Written("x", data), WORDS, ID)
    check_vocabulary(data)
    structural_faults(data, schema_of(CircularForm))


@settings(max_examples=60)
@given(ANYTHING, st.sampled_from([path for path in paths(WORDS) if path]))
def test_any_change_of_a_vocabulary_is_told(value: Any, path: Keys) -> None:
    words = copy.deepcopy(WORDS)
    put(words, path, value)
    check_vocabulary(words)
    check_circular(Written("x", OURS), words, ID)


@settings(max_examples=60)
@given(
    st.sampled_from([TEXT, ROAD]),
    st.integers(0, 30_000),
    st.integers(0, 12),
    st.text(max_size=6)
    | st.sampled_from(['"', "'''", '"""', "[[", "]]", "{", "=", "\n[a.b]\n", "\0"]),
)  # fmt: skip
def test_any_change_of_the_text_is_told(text: str, at: int, length: int, instead: str) -> None:
    broken = text[: at % len(text)] + instead + text[at % len(text) + length :]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.toml"
        file.write_bytes(broken.encode("utf-8", "surrogatepass"))
        loaded = LOADER.file(file, "x.toml", None)
    assert loaded.faults or loaded.json
    assert all("datetime" not in str(fault) for fault in loaded.faults)


@settings(max_examples=200)
@given(st.text(alphabet="[]{}\".='#\n\\ a1_-", max_size=60))
def test_what_the_parser_takes_is_taken(text: str) -> None:
    """What is looked for before the parser refuses nothing of a usual size."""
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        taken = False
    else:
        taken = True
    usual = text.count("[") + text.count("{") < 10 and text.count(".") < 8
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.toml"
        file.write_text(text, encoding="utf-8", newline="")
        if taken and usual:
            read_toml(file, "x.toml")
        elif not taken:
            with pytest.raises(MalformedCircular):
                read_toml(file, "x.toml")
