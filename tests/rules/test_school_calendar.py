"""The days on which nobody is at school, in zone B in 2020-2021, as they really were."""

from __future__ import annotations

from datetime import date

import pytest

from calculator import load_campaign

CALENDAR = load_campaign("2020-2021").calendar


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
