"""The days on which nobody is at school, in zone B in 2020-2021, as they really were."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from calculator import Circular, carried_circulars, load_circular
from calculator.answers import words
from calculator.model.school_calendar import Holidays
from tests.making import made_up

CALENDAR = load_circular("nantes-2020-2021").calendar
FIRST_SOURCE = Path(__file__).parent / "data/school-calendar-2020-2021-zone-b.json"
NOTED = json.loads(FIRST_SOURCE.read_text(encoding="utf-8"))
"""The calendar as it was noted down: what the circular's file must say."""


def dates(holidays: Iterable[Holidays]) -> list[list[str]]:
    return [[one.starts.isoformat(), one.resumes.isoformat()] for one in holidays]


def test_the_file_says_what_was_noted_down() -> None:
    assert CALENDAR is not None
    assert CALENDAR.zone == NOTED["zone"]
    assert [day.isoformat() for day in CALENDAR.public_holidays] == list(NOTED["feries"])
    held = NOTED["vacances_reelles_2021"]
    assert dates(CALENDAR.holidays) == dates_of(held)
    named = zip(CALENDAR.public_holidays.values(), NOTED["feries"].values(), strict=True)
    for ours, theirs in (*named, *zip((h.name for h in CALENDAR.holidays), held, strict=True)):
        name = theirs if isinstance(theirs, str) else theirs[0]
        assert name.split()[0].casefold() in ours.casefold()
    moved = [one for one in dates_of(NOTED["vacances_initiales"]) if one not in dates_of(held)]
    assert dates(CALENDAR.first_announced) == moved


def dates_of(noted: list[list[str]]) -> list[list[str]]:
    return [one[1:] for one in noted]


def test_a_circular_without_a_calendar_still_loads() -> None:
    assert made_up(calendar=None).calendar is None


@pytest.mark.parametrize("circular", carried_circulars().all, ids=lambda circular: circular.id)
def test_a_reported_day_is_the_one_its_notice_speaks_of(circular: Circular) -> None:
    for notice in circular.notices:
        if notice.reported_closes:
            assert words.full_date(notice.reported_closes) in notice.text


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2021-02-19", None),  # the eve of the winter holidays
        ("2021-02-20", "vacances d’hiver"),
        ("2021-03-07", "vacances d’hiver"),
        ("2021-03-08", None),  # classes resume, and the window of collège opens
        ("2021-04-05", "lundi de Pâques"),
        ("2021-04-09", None),
        ("2021-04-10", "vacances de printemps"),  # brought forward
        ("2021-04-25", "vacances de printemps"),
        ("2021-04-26", None),  # holidays in the first calendar
        ("2021-05-01", "fête du Travail"),
        ("2021-05-12", None),
        ("2021-05-13", "Ascension"),
        ("2021-05-14", "pont de l’Ascension"),
        ("2021-06-05", "samedi"),
        ("2021-06-06", "dimanche"),
        ("2021-08-31", "vacances d’été"),
    ],
)
def test_when_nobody_is_at_school(day: str, why: str | None) -> None:
    assert CALENDAR is not None
    assert CALENDAR.closed(date.fromisoformat(day)) == why


def test_the_spring_holidays_are_those_that_were_moved() -> None:
    assert CALENDAR is not None
    (announced,) = CALENDAR.first_announced
    assert (announced.starts, announced.resumes) == (date(2021, 4, 24), date(2021, 5, 10))
    assert announced.name in {holidays.name for holidays in CALENDAR.holidays}
