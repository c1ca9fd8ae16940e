"""Two years of one circular: that of Nantes, and what a text of a year later could change of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from calculator import Circular
from calculator.model.loading import circular_from
from tests.making import VOCABULARY, Json, made_up, nantes_json, window

BEFORE = made_up()
LATER_ID = "nantes-2021-2022"


def later(*changes: Callable[[Json], object]) -> Circular:
    """The circular of Nantes a year later, with something else in it.

    Its windows are those of the same days of the calendar, until a change says otherwise.
    """
    data = nantes_json() | {"id": LATER_ID, "school_year": "2021-2022"}
    for duty in data["duties"]:
        for rule in duty["rules"]:
            rule["windows"] = [
                one | {"opens": a_year_later(one["opens"]), "closes": a_year_later(one["closes"])}
                for one in rule["windows"]
            ]
    for change in changes:
        change(data)
    return circular_from(data, VOCABULARY)


def a_year_later(day: str) -> str:
    return re.sub(r"^\d+", lambda year: str(int(year[0]) + 1), day)


CATCH_UP = window(None, None, "catch_up", label="Rattrapage", ask="Demandez au rectorat.")
