"""Circulars made up for the tests, from the JSON of the one that is carried."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from calculator import Circular, Circulars
from calculator.carried import carried_folder
from calculator.model.library import in_order
from calculator.model.loading import circular_from, vocabulary_from
from calculator.schema.reading import canonical

Json = dict[str, Any]

NANTES_ID = "nantes-2020-2021"
SOURCE = "circulaire-2020-12-16"
_CARRIED = canonical(carried_folder("circulars"))
VOCABULARY = vocabulary_from(_CARRIED["vocabulary"])


def nantes_json() -> Json:
    """The canonical JSON of the circular of Nantes, to be changed at will."""
    (found,) = (one for one in _CARRIED["circulars"] if one["id"] == NANTES_ID)
    made: Json = deepcopy(found)
    return made


def made_up(*changes: Callable[[Json], object], **keys: object) -> Circular:
    """The circular of Nantes with something else in it.

    Args:
        changes: What changes its JSON, in order.
        keys: What its own keys become.
    """
    data = nantes_json() | keys
    for change in changes:
        change(data)
    return circular_from(data, VOCABULARY)


def gathered(*circulars: Circular) -> Circulars:
    """Circulars as those of one site."""
    each = {circular.id: circular for circular in circulars}
    years = in_order({name: circular.school_year for name, circular in each.items()})
    return Circulars(VOCABULARY, years, each.__getitem__, {})


def duty(data: Json, kind: str) -> Json:
    """The duty of a kind in the JSON of a circular."""
    found: Json = next(one for one in data["duties"] if one["kind"] == kind)
    return found


def rule(data: Json, kind: str, class_level: str) -> Json:
    """The rule of a duty for a class in the JSON of a circular."""
    rules = duty(data, kind)["rules"]
    found: Json = next(one for one in rules if class_level in one["classes"])
    return found


def window(opens: str | None, closes: str | None, key: str = "main", **more: object) -> Json:
    """A window in canonical JSON."""
    return {
        "key": key,
        "label": None,
        "opens": opens,
        "closes": closes,
        "cites": [f"{SOURCE}#p-5-calendrier"],
        "known_from": None,
        "ask": None,
        "indication": None,
        "changes": [],
        **more,
    }


MAIN = window("2021-03-08", "2021-05-12")
CATCH_UP = window("2021-06-01", "2021-06-05", "catch_up", label="Rattrapage")


def change(known_from: str, opens: str | None, closes: str | None, **more: object) -> Json:
    """What a window became, in canonical JSON."""
    return {
        "known_from": known_from,
        "opens": opens,
        "closes": closes,
        "cites": [f"{SOURCE}#p-5-calendrier"],
        **more,
    }


def with_windows(class_level: str, *windows: Json, **keys: object) -> Callable[[Json], object]:
    """A change that gives these windows, and these keys, to the certification of a class."""
    return lambda data: rule(data, "certification", class_level).update(
        windows=list(windows), **keys
    )
