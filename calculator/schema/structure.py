"""What a JSON Schema says is wrong with a file, in French. Loaded only when something is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from calculator.model.errors import NOTHING
from calculator.schema import fields
from calculator.schema.parts import MOST, Path, Told, one_of, shown

_TYPES = {
    "string": "un texte entre guillemets",
    "integer": "un nombre entier",
    "boolean": "true ou false",
    "array": "une liste [ … ]",
    "object": "une table",
}
_PATTERNS = {
    r"\S": "un texte non vide",
    fields.CODE: "un nom court, de lettres, de chiffres et de tirets, sans espace",
    fields.DAY: "une date AAAA-MM-JJ",
    fields.DAY_OR_UNKNOWN: 'une date AAAA-MM-JJ, ou "unknown"',
    fields.PAGE: "une page de docs/ en .md, sans « .. »",
    fields.ADDRESS: "une adresse qui commence par https:// ou http://",
    fields.YEAR: "une année scolaire, « 2020-2021 »",
    fields.CITE: "« source#paragraphe », ou « source » si son texte n’est pas ici",
}


def structural_faults(data: object, schema: Mapping[str, Any]) -> list[Told]:
    """Everything that is not of the form.

    Args:
        data: What the file says.
        schema: The JSON Schema of its form.
    """
    validator = Draft202012Validator(schema)
    errors = islice(validator.iter_errors(data), MOST)
    first = {told.path: told for error in errors for told in reversed(list(_told(error)))}
    return list(first.values())[:MOST]


def _told(error: ValidationError) -> Iterator[Told]:
    path: Path = tuple(error.absolute_path)
    value, schema = error.instance, error.schema
    match error.validator:
        case "required":
            for key in error.validator_value:
                if key not in value:
                    yield Told((*path, key), NOTHING, _wanted(schema["properties"][key]))
        case "additionalProperties":
            known = schema.get("properties", {})
            for key in islice((one for one in value if one not in known), MOST):
                missing = [one for one in known if one not in value]
                expected = f"une clé connue, {one_of(missing, str(key))}"
                yield Told((*path, key), str(key), expected)
        case "anyOf":
            yield from _told_of_branch(error, path)
        case _ if "propertyNames" in error.absolute_schema_path:
            yield Told((*path, value), value, _expected(error.validator, schema, value))
        case _:
            yield Told(path, shown(value), _expected(error.validator, schema, value))


def _told_of_branch(error: ValidationError, path: Path) -> Iterator[Told]:
    """What is wrong with the branch that was meant: the one of the same type."""
    branches: dict[Any, list[ValidationError]] = {}
    for one in error.context or ():
        branches.setdefault(one.schema_path[0], []).append(one)
    for errors in branches.values():
        if all(one.path or one.validator not in ("type", "enum") for one in errors):
            for one in errors:
                yield from _told(one)
            return
    wanted = error.schema.get("description") or "une des formes du schéma"
    yield Told(path, shown(error.instance), wanted)


def _wanted(schema: Mapping[str, Any]) -> str:
    """What a schema wants, with what its description says it is."""
    said = schema.get("description", "")
    for keyword in ("enum", "pattern", "type"):
        if keyword in schema:
            wanted = _expected(keyword, schema, None)
            return f"{wanted} : {said}" if said else wanted
    return said or "une table"


def _expected(keyword: object, schema: Mapping[str, Any], value: object) -> str:
    match keyword:
        case "type":
            return _TYPES.get(schema["type"], str(schema["type"]))
        case "enum":
            return one_of([str(one) for one in schema["enum"]], str(value))
        case "pattern" | "minLength":
            return _PATTERNS.get(schema.get("pattern", r"\S"), "un texte bien formé")
        case "maxLength":
            return f"{schema['maxLength']} signes au plus"
        case "minItems" | "minProperties":
            return "au moins un élément"
        case "minimum" | "maximum":
            return f"un nombre entier de {schema.get('minimum', 0)} à {schema.get('maximum')}"
        case _:
            return "une valeur du schéma"
