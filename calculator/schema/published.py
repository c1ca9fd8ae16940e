"""The JSON Schemas that are published, and that editors read; `python -m` this writes them.

They are made of the same models as what checks the files. A published version never changes.
"""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from calculator.schema.answers_form import AnswersForm, IndexForm
from calculator.schema.decision_form import DecisionForm
from calculator.schema.fields import VERSION, Form
from calculator.schema.form import CircularForm
from calculator.schema.french import DESCRIPTIONS, TITLES
from calculator.schema.vocabulary_form import VocabularyForm

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMS: dict[str, type[Form]] = {
    "vocabulary": VocabularyForm,
    "circular": CircularForm,
    "decision": DecisionForm,
    "answers": AnswersForm,
    "index": IndexForm,
}


_EXTENDING = {
    "CircularForm": ["schema", "id", "school_year"],
    "TextForm": [],
    "SourceForm": [],
    "DutyForm": ["kind"],
    "HeadlinesForm": [],
    "WindowWordsForm": [],
    "DueWordsForm": [],
    "PlanForm": [],
    "InputForm": ["key"],
    "CalendarForm": [],
}
"""What a table must have in a circular that extends another, for those that go key by key."""


def file_name(name: str) -> str:
    """The name of the file of a schema."""
    return f"{name}-{VERSION}.schema.json"


@cache
def schema_of(form: type[Form]) -> dict[str, Any]:
    """The JSON Schema of a form, with what each key is in French."""
    schema = msgspec.json.schema(form)
    forms = {one.__name__: one for one in _forms_in(form)}
    for name, one in schema["$defs"].items():
        _complete(name, one, forms[name])
    whole: dict[str, Any] = {"$schema": DIALECT, "title": TITLES[form.__name__], **schema}
    return whole


@cache
def published(form: type[Form]) -> dict[str, Any]:
    """The JSON Schema of a form, as it is published.

    A circular that extends another may leave out what the other says: what a circular must have is
    asked of those that extend none.
    """
    schema = schema_of(form)
    if form is not CircularForm:
        return schema
    schema = deepcopy(schema)
    needed = _needed("CircularForm", schema["$defs"])
    for name, kept in _EXTENDING.items():
        schema["$defs"][name]["required"] = kept
    return {**schema, "if": {"not": {"required": ["extends"]}}, "then": needed}


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it is written in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main(folder: Path) -> None:
    """Write the schemas into a folder."""
    folder.mkdir(exist_ok=True)
    for name, form in FORMS.items():
        (folder / file_name(name)).write_text(as_text(published(form)), encoding="utf-8")


def _complete(name: str, schema: dict[str, Any], form: type[Form]) -> None:
    """Say in French what each key is; TOML has no null; a table keyed by statuses has no others."""
    schema.pop("title", None)
    schema["description"] = TITLES[name]
    in_toml = form.__struct_config__.forbid_unknown_fields
    hints = get_type_hints(form, include_extras=True)
    for key, one in schema["properties"].items():
        if in_toml and "anyOf" in one:
            branches = [branch for branch in one["anyOf"] if branch != {"type": "null"}]
            one.pop("anyOf")
            one.update(branches[0] if len(branches) == 1 else {"anyOf": branches})
        if one.get("default", 0) is None:
            del one["default"]
        if get_origin(hints[key]) is dict and get_origin(get_args(hints[key])[0]) is Literal:
            one["propertyNames"] = {"enum": list(get_args(get_args(hints[key])[0]))}
        described = DESCRIPTIONS[name].get(key) if name in DESCRIPTIONS else None
        if described:
            one["description"] = described


def _needed(name: str, defs: dict[str, Any]) -> dict[str, Any]:
    """What a form must have, and so must what it is made of."""
    properties = {}
    for key, one in defs[name]["properties"].items():
        for wrapper in (None, "items", "additionalProperties"):
            inner = one.get(wrapper) or {} if wrapper else one
            of = inner.get("$ref", "").rpartition("/")[2]
            if of in _EXTENDING:
                needed = _needed(of, defs)
                properties[key] = {wrapper: needed} if wrapper else needed
    needed = {"required": defs[name]["required"]}
    return {**needed, "properties": properties} if properties else needed


def _forms_in(form: type[Form]) -> list[type[Form]]:
    """A form and those that it is made of."""
    found: dict[type[Form], None] = {form: None}
    waiting: list[Any] = [form]
    while waiting:
        for hint in get_type_hints(waiting.pop(), include_extras=True).values():
            for one in _structs(hint):
                if one not in found:
                    found[one] = None
                    waiting.append(one)
    return list(found)


def _structs(hint: Any) -> list[type[Form]]:
    if isinstance(hint, type) and issubclass(hint, Form):
        return [hint]
    if get_origin(hint) is Annotated:
        return _structs(get_args(hint)[0])
    return [one for argument in get_args(hint) for one in _structs(argument)]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "schemas"))
