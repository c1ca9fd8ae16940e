"""The states of an answer: on each day of its days, each says to the letter what Python says."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.answers.pupil import answer
from calculator.ask.pupil import answer_form, shown_answer
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text
from calculator.schema.reading import read_circulars
from calculator.site.states import State, filled, states_of
from tests.conftest import ROOT
from tests.known import CIRCULAR, CLASSES, KINDS
from tests.making import Json, change, made_up, window, with_windows

PAGES = {"circulaire/2020-12-16.md": "../circulaire/2020-12-16/"}
MAIN = window("2021-03-08", "2021-05-12")
MOVED = [change("2021-04-07", "2021-03-08", "2021-06-25"), change("2021-06-01", None, None)]
CATCH_UP = window("2021-06-01", "2021-06-05", "catch_up", label="Rattrapage")
UNKNOWN = window("2021-03-08", None, ask="le rectorat")


def dated(data: Json) -> None:
    for duty in data["duties"]:
        for rule in duty["rules"]:
            rule.update(windows=[], due="2021-06-30")


OTHERS = [
    made_up(with_windows("3e", {**MAIN, "changes": MOVED}, CATCH_UP)),
    made_up(with_windows("3e", UNKNOWN)),
    made_up(with_windows("3e", window("2021-03-08", "2021-03-08"))),
    made_up(with_windows("3e", window("2020-08-20", "2021-09-20"))),
    made_up(dated),
    *(
        circular
        for folder in sorted((ROOT / "tests/circulars").glob("*/circulars"))
        for circular in read_circulars(folder).all
    ),
]
"""Windows that move, that are not known, of a day, of more than a year; a day; other subjects."""


@cache
def states(circular: Circular, level: str, kind: str) -> list[State]:
    words = circular.vocabulary
    establishment = next(one for one in words.establishments if one == kind)
    return states_of(circular, words.class_level(level), establishment)


def state_of(circular: Circular, level: str, kind: str, on: date) -> State:
    (found,) = [one for one in states(circular, level, kind) if one.first <= on <= one.last]
    return found


def assert_same(circular: Circular, level: str, kind: str, on: date) -> None:
    state = state_of(circular, level, kind, on)
    decision = decide(Case.of(level, kind), on, circular)
    html = filled(state.html, on, circular.school_year, lambda page: f"to/{page}")
    assert "".join(html) == shown_answer(decision, lambda page: f"to/{page}")
    text = filled(state.text, on, circular.school_year, str)
    assert "\n".join(text) == as_text(decision, width=None)
    said = answer(decision)
    assert (state.status, state.window) == (said.status, said.window_state)
    assert state.decision == {**undated(as_dict(decision)), "on": state.first.isoformat()}


def undated(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: None if key.startswith("days_") else undated(one) for key, one in data.items()}
    return [undated(one) for one in data] if isinstance(data, list) else data


def days_of(circular: Circular) -> list[date]:
    year = circular.school_year
    return [year.begins + timedelta(n) for n in range((year.ends - year.begins).days + 1)]


@pytest.mark.parametrize("level", CLASSES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_state_says_what_python_says(level: str, kind: str) -> None:
    for state in states(CIRCULAR, level, kind):
        for on in {state.first, state.first + (state.last - state.first) // 2, state.last}:
            fields = {"class_level": level, "establishment": kind, "on": on.isoformat()}
            said = json.loads(answer_form(json.dumps({"fields": fields, "pages": PAGES})))
            html = filled(state.html, on, CIRCULAR.school_year, PAGES.__getitem__)
            assert "".join(html) == said["html"]
            assert "\n".join(filled(state.text, on, CIRCULAR.school_year, str)) == said["text"]


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        ("cp", "public"),
        ("cm2", "prive-sous-contrat"),
        ("3e", "prive-sous-contrat"),
        ("3e-prepa-metiers", "public"),
        ("bts-2", "prive-sous-contrat"),
        ("tle-gt", "prive-hors-contrat"),
    ],
)
def test_every_day_of_the_year_is_said_as_python_says_it(level: str, kind: str) -> None:
    for on in days_of(CIRCULAR):
        assert_same(CIRCULAR, level, kind, on)


@given(st.data())
def test_states_hold_for_any_circular(data: st.DataObject) -> None:
    circular = data.draw(st.sampled_from(OTHERS))
    level = data.draw(st.sampled_from(["3e", *circular.classes]))
    kind = data.draw(st.sampled_from(circular.vocabulary.establishments))
    if level not in circular.classes:
        level = circular.classes[0]
    assert_same(circular, level, kind, data.draw(st.sampled_from(days_of(circular))))


@pytest.mark.parametrize("circular", [CIRCULAR, *OTHERS], ids=lambda circular: circular.id)
def test_states_follow_each_other_through_the_year(circular: Circular) -> None:
    year = circular.school_year
    for level in circular.classes[::5]:
        found = states(circular, level, circular.default_establishment)
        firsts, lasts = [one.first for one in found], [one.last for one in found]
        assert (firsts[0], lasts[-1]) == (year.begins, year.ends)
        assert firsts[1:] == [last + timedelta(1) for last in lasts[:-1]]


def test_there_are_few_states() -> None:
    """A year has 28 470 answers: the text of most days differs by counts alone."""
    assert [one.first.isoformat() for one in states(CIRCULAR, "3e", "public")] == [
        "2020-09-01",
        "2020-12-16",  # the text is published
        "2021-03-01",  # the day is in the picture
        "2021-03-07",  # « demain »
        "2021-03-08",
        "2021-04-26",  # the day is in the middle of the picture
        "2021-05-11",  # « 1 jour »
        "2021-05-12",  # « dernier jour »
        "2021-05-13",
        "2021-07-08",  # the day is at the end of the picture
    ]
    assert sum(len(states(CIRCULAR, level, kind)) for level in CLASSES for kind in KINDS) < 500


def test_counts_are_days_to_a_day() -> None:
    state = state_of(CIRCULAR, "3e", "public", date(2021, 3, 10))
    assert any("il reste {days:2021-05-12} jours" in line for line in state.text)
    assert state.text[0] == "3e, établissement public, année scolaire 2020-2021, le {day}"
