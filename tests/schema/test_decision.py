"""The JSON of every decision is of the form that is published."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.render.as_json import as_dict
from calculator.schema.decision_form import DecisionForm
from calculator.schema.published import published
from calculator.schema.reading import read_circulars
from tests.schema.writing import CIRCULARS, ID, road_folder

SCHEMA = published(DecisionForm)
VALIDATOR = Draft202012Validator(SCHEMA)
DAYS = [date(2020, 9, 1), date(2021, 3, 8), date(2021, 5, 12), date(2021, 5, 13), date(2022, 4, 1)]


def decisions(circular: Circular, **inputs: object) -> list[dict[str, Any]]:
    words = circular.vocabulary
    levels = dict.fromkeys(list(words.competences)[:3], 2) or None
    return [
        as_dict(decide(Case.of(level, kind, known, **inputs), on, circular))
        for level, kind, known, on in itertools.product(
            words.classes, words.establishments, {None: None, "some": levels}.values(), DAYS
        )
    ]


@pytest.mark.parametrize("inputs", [{}, {"last_report_date": "2021-06-15"}])
def test_the_decisions_of_ours_are_of_the_published_form(inputs: dict[str, str]) -> None:
    for decision in decisions(read_circulars(CIRCULARS).named(ID), **inputs):
        assert [error.message for error in VALIDATOR.iter_errors(decision)] == []


@pytest.mark.parametrize("inputs", [{}, {"note_obtenue": 9}])
def test_those_of_another_subject_too(inputs: dict[str, int], tmp_path: Path) -> None:
    circular = read_circulars(road_folder(tmp_path)).named("route")
    for decision in decisions(circular, **inputs):
        assert [error.message for error in VALIDATOR.iter_errors(decision)] == []


def test_every_key_of_a_decision_is_in_the_published_form() -> None:
    def check(value: Any, schema: dict[str, Any]) -> None:
        schema = SCHEMA["$defs"].get(schema.get("$ref", "").rpartition("/")[2], schema)
        for branch in schema.get("anyOf", [schema]):
            real = SCHEMA["$defs"].get(branch.get("$ref", "").rpartition("/")[2], branch)
            for key, item in value.items() if isinstance(value, dict) else ():
                if "properties" in real:
                    assert key in real["properties"] or key == "last_report_date", key
                    check(item, real["properties"].get(key, {}))
            for item in value if isinstance(value, list) else ():
                check(item, real.get("items", {}))

    for decision in decisions(read_circulars(CIRCULARS).named(ID), last_report_date="2021-06-15"):
        check(decision, {"$ref": "#/$defs/DecisionForm"})
