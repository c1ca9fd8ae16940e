"""The schemas that are published are those of the models, and never change."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from calculator.schema.fields import Form
from calculator.schema.form import CircularForm
from calculator.schema.french import DESCRIPTIONS, TITLES
from calculator.schema.published import FORMS, as_text, file_name, published, schema_of
from calculator.schema.vocabulary_form import VocabularyForm
from tests.schema.test_extends import HEAD, LETTER, OTHER_DUTY, RULE
from tests.schema.writing import CIRCULARS, ID, ROAD, ROOT, TEXT, WORDS

SCHEMAS = ROOT / "schemas"
PINNED = {
    "circular-1.schema.json": "c0d72788f5a1dc66dd412cb9df77fadeb8199a1b9e73085bc361b63d7193effd",
    "decision-1.schema.json": "7d445e9622419e01d51b234f4e4bf72bf60322a8c7a4c41bca67a34fa306e709",
    "vocabulary-1.schema.json": "fb300dc57ba54d8ce3b3aa125bd6fac28f465c290b5c25532859a57ec1390bc5",
    "answers-1.schema.json": "9f4e44c3f667fa21c4e9cd5ad43c380973853988ae1ddbce2b61e39c268f702e",
    "index-1.schema.json": "bf2ec13aac0b07fdfafe988590d94232bc6be08a0a39ab19cdc90de78aa77b8e",
}
"""What others read: a change of what is published is a new version, with a new number."""


@pytest.mark.parametrize("name", FORMS)
def test_the_files_are_those_of_the_models(name: str) -> None:
    """`python -m calculator.schema.published` writes them."""
    text = (SCHEMAS / file_name(name)).read_text(encoding="utf-8")
    assert text == as_text(published(FORMS[name]))
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("file", PINNED)
def test_a_version_never_changes(file: str) -> None:
    assert hashlib.sha256((SCHEMAS / file).read_bytes()).hexdigest() == PINNED[file]


def test_every_key_is_described_in_french() -> None:
    for form in FORMS.values():
        for name, schema in schema_of(form)["$defs"].items():
            assert TITLES[name]
            assert schema["properties"].keys() == DESCRIPTIONS[name].keys(), name


def plain(text: str) -> Any:
    return json.loads(json.dumps(tomllib.loads(text), default=str))


VALID = [
    (CircularForm, TEXT),
    (CircularForm, ROAD),
    (VocabularyForm, (CIRCULARS / "vocabulary.toml").read_text(encoding="utf-8")),
    (VocabularyForm, WORDS),
    (CircularForm, HEAD),
    (CircularForm, HEAD + LETTER + RULE),
    (CircularForm, HEAD + LETTER + OTHER_DUTY),
]


@pytest.mark.parametrize(("form", "text"), VALID)
def test_an_editor_finds_nothing_wrong_in_a_right_file(form: type[Form], text: str) -> None:
    assert list(Draft202012Validator(published(form)).iter_errors(plain(text))) == []


def test_an_editor_finds_what_is_missing() -> None:
    data = plain(ROAD)
    del data["title"], data["duties"][0]["label"]
    errors = Draft202012Validator(published(CircularForm)).iter_errors(data)
    assert {error.message.split("'")[1] for error in errors} == {"title", "label"}


@pytest.mark.parametrize("file", [CIRCULARS / "vocabulary.toml", CIRCULARS / ID / "circular.toml"])
def test_each_file_names_its_schema(file: Path) -> None:
    first, _, _ = file.read_text(encoding="utf-8").partition("\n")
    marker, _, where = first.partition(" ")
    assert marker == "#:schema"
    assert (file.parent / where).resolve().is_relative_to(SCHEMAS)
    assert (file.parent / where).is_file()
