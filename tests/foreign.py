"""The circulars made up for the tests: reading them, asking them, every case that matters."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision
from calculator.model.duties import InputType
from calculator.model.planning import Plan, plan
from calculator.model.school import School
from calculator.model.sessions import Session
from calculator.render.as_text import as_text
from calculator.schema.reading import read_circulars

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "circulars"
IDS = {
    "academie": "valmer-2020-2021",
    "securite-routiere": "rives-2022-2023",
    "premiers-secours": "secours-2023-2024",
}

SITE = "securite-routiere"
"""The site that tests alter."""
Altered = Callable[..., Circular]
LETTER = """
[sources.lettre]
authority = "cited"
title = "Lettre du 1er février 2023"
short_title = "lettre du 1er février 2023"
date = 2023-02-01

[sources.note-2022-10-03.paragraphs]
"""
PARAGRAPHS = "\n[sources.note-2022-10-03.paragraphs]\n"


def altered_circular(
    to: Path, *changes: tuple[str, str], vocabulary: tuple[tuple[str, str], ...] = ()
) -> Circular:
    """The road-safety circular with some of its texts replaced by others, in a new folder."""
    folder = shutil.copytree(FOLDER / SITE / "circulars", to / "circulars")
    for file, wanted in ((f"{IDS[SITE]}/circular.toml", changes), ("vocabulary.toml", vocabulary)):
        text = (folder / file).read_text("utf-8")
        for old, new in wanted:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / file).write_text(text, "utf-8")
    return read_circulars(folder).named(IDS[SITE])


def circular_of(site: str) -> Circular:
    return read_circulars(FOLDER / site / "circulars").named(IDS[site])


def decided(circular: Circular, level: str, kind: str, on: str, **inputs: object) -> Decision:
    return decide(Case.of(level, kind, None, **inputs), date.fromisoformat(on), circular)


def headline(decision: Decision) -> tuple[str, str]:
    """The two lines that say it all: what, and when."""
    lines = as_text(decision, width=None).split("\n")
    return lines[2], lines[3]


def decisions(circular: Circular) -> Iterator[Decision]:
    """Every class, kind of school and day that matters, with and without what can be told."""
    numbers = [one for one in circular.inputs.values() if one.type is InputType.NUMBER]
    told: list[dict[str, object]] = [{}]
    told += [{one.key: mark} for one in numbers for mark in (0, 9, 10, 20)]
    for level in circular.classes:
        for kind in circular.vocabulary.establishments:
            for on in days_of(circular):
                for inputs in told:
                    yield decide(Case.of(level, kind, None, **inputs), on, circular)


def days_of(circular: Circular) -> list[date]:
    day = timedelta(days=1)
    found = {circular.main_source.published - day, circular.main_source.published}
    for duty in circular.duties:
        for rule in duty.rules:
            found |= {rule.due, rule.due + day} if rule.due else set()
            for window in rule.windows:
                if window.opens and window.closes:
                    opens, closes = window.opens, window.closes
                    found |= {opens - day, opens, closes, closes + day}
    return sorted(found)


def planned(circular: Circular, school: School, days: list[str]) -> Plan:
    sessions = [
        Session(place, date.fromisoformat(day))
        for place in circular.vocabulary.places
        for day in days
    ]
    on = circular.main_source.published + timedelta(days=30)
    return plan(circular, school, sessions, on)
