"""A school as a whole: its duties in order of date, and who can sit on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calculator import InvalidCase, load_circular
from calculator.answers.school import school_days_words
from calculator.model.deciding import UNUSED_INPUT
from calculator.model.school import (
    DeadlineKind,
    School,
    deadlines,
    decide_for_school,
    moved_holidays,
    school_days,
    school_duties,
    sittings,
)

CIRCULAR = load_circular("nantes-2020-2021")
ON = date(2021, 3, 10)


def school(*classes: str, establishment: str = "prive-sous-contrat", report: str = "") -> School:
    return School.of(CIRCULAR, classes, establishment, last_report_date=report)


def test_all_duties_of_a_school_in_order_of_date() -> None:
    whole = school("3e", "tle-gt", "cm2", "3e-prepa-metiers", "5e", report="2021-06-15")
    duties = school_duties(decide_for_school(whole, ON, CIRCULAR))
    told = [
        (d.duty.kind, d.begins, list(d.classes), [c.paragraph for c in d.citations]) for d in duties
    ]
    assert told == [
        ("certification", date(2021, 1, 11), ["tle-gt"], ["p-5-lycee", "p-5-modalites"]),
        (
            "certification",
            date(2021, 3, 8),
            ["3e", "3e-prepa-metiers"],
            ["p-5-college", "p-5-prepa-metiers", "p-5-calendrier", "p-5-modalites"],
        ),
        ("lsu_entry", date(2021, 6, 15), ["cm2"], ["p-2"]),
        ("pix_enrolment", None, ["5e", "3e", "3e-prepa-metiers", "tle-gt"], ["p-3"]),
        ("crcn_training", None, list(whole.classes), ["p-1", "p-3"]),
    ]
    assert [d.actor for d in duties] == [
        *["établissement", "établissement", "équipe pédagogique", "chef d’établissement"],
        "enseignants, au sein des disciplines",
    ]


def test_classes_are_told_in_the_order_of_schooling_and_once() -> None:
    assert school("tle-gt", "3e", "3e", "cm2").classes == ("cm2", "3e", "tle-gt")


@pytest.mark.parametrize(
    ("classes", "establishment", "report", "field"),
    [
        ([], "public", "", "class_level"),
        (["3x"], "public", "", "class_level"),
        (["3e"], "privé", "", "establishment"),
        (["3e"], "public", "2021-02-30", "last_report_date"),
    ],
)
def test_a_school_that_cannot_be(
    classes: list[str], establishment: str, report: str, field: str
) -> None:
    with pytest.raises(InvalidCase) as caught:
        School.of(CIRCULAR, classes, establishment, last_report_date=report)
    assert caught.value.field == field


@pytest.mark.parametrize(("classes", "told"), [(["cm2", "3e"], False), (["5e", "3e"], True)])
def test_a_report_date_that_no_class_has_a_use_for_is_told(classes: list[str], told: bool) -> None:
    decisions = decide_for_school(school(*classes, report="2021-06-15"), ON, CIRCULAR)
    kinds = {notice.kind for decision in decisions for notice in decision.notices}
    assert (UNUSED_INPUT in kinds) == told


@pytest.mark.parametrize(
    ("class_level", "on", "obstacle"),
    [
        ("3e", "2021-03-05", "not_yet"),  # p-5-calendrier
        ("3e", "2021-03-08", None),  # its first day
        ("3e", "2021-05-12", None),  # its last day
        ("3e", "2021-05-14", "too_late"),
        ("3e", "2021-03-13", "closed"),  # a Saturday
        ("3e", "2021-04-05", "closed"),  # Easter Monday
        ("3e", "2021-04-12", "closed"),  # holidays as held
        ("3e", "2021-04-28", None),  # holidays in the first calendar only
        ("3e-prepa-metiers", "2021-03-08", None),  # p-5-prepa-metiers
        ("tle-gt", "2021-01-08", "not_yet"),  # p-5-lycee
        ("tle-gt", "2021-01-11", None),
        ("tle-gt", "2021-05-20", None),
        ("tle-gt", "2021-05-21", "too_late"),
        ("cm2", "2021-03-10", "not_due"),  # p-2
        ("5e", "2021-03-10", "not_due"),  # p-3
    ],
)
def test_who_can_sit_on_a_day(class_level: str, on: str, obstacle: str | None) -> None:
    (sitting,) = sittings(CIRCULAR, school(class_level), date.fromisoformat(on)).sittings
    assert sitting.obstacle == obstacle


def test_nobody_sits_in_a_school_that_the_circular_is_not_for() -> None:
    outside = school("3e", establishment="prive-hors-contrat")
    day = sittings(CIRCULAR, outside, ON)
    assert [sitting.obstacle for sitting in day.sittings] == ["out_of_scope"]  # p-1
    assert school_duties(decide_for_school(outside, ON, CIRCULAR)) == ()


def test_the_days_on_which_something_opens_closes_or_is_due() -> None:
    whole = school("cm2", "3e", "tle-gt", report="2021-06-15")
    duties = school_duties(decide_for_school(whole, ON, CIRCULAR))
    days = [(d.day.isoformat(), d.kind) for duty in duties for d in deadlines(duty)]
    assert days == [
        ("2021-01-11", DeadlineKind.OPENS),  # p-5-lycee
        ("2021-05-20", DeadlineKind.CLOSES),
        ("2021-03-08", DeadlineKind.OPENS),  # p-5-calendrier
        ("2021-05-12", DeadlineKind.CLOSES),
        ("2021-06-15", DeadlineKind.DUE),  # p-2
    ]


@pytest.mark.parametrize(
    ("day", "differs"),
    [
        ("2021-04-09", False),
        ("2021-04-12", True),  # held, not announced
        ("2021-04-23", True),
        ("2021-04-24", False),  # a Saturday, whatever the holidays
        ("2021-04-26", True),  # announced, not held
        ("2021-05-07", True),
        ("2021-05-08", False),  # a public holiday
        ("2021-05-10", False),
    ],
)
def test_days_that_the_first_calendar_had_otherwise(day: str, differs: bool) -> None:
    assert CIRCULAR.calendar is not None
    moved = moved_holidays(CIRCULAR.calendar, date.fromisoformat(day))
    assert (moved is not None) == differs


def test_how_many_school_days_a_window_has() -> None:
    windows = {
        level: rule.windows[0]
        for level in ("3e", "tle-gt")
        if (rule := CIRCULAR.duty("certification").rule_for(level, "public"))
    }
    assert {level: school_days(CIRCULAR, w) for level, w in windows.items()} == {
        "3e": {"": 37},
        "tle-gt": {"": 71},
    }
    unknown = replace(CIRCULAR, calendar=None)
    assert school_days(unknown, windows["3e"]) == {"": 48}  # weekends alone are known
    told = school_days_words(windows["3e"], unknown)
    assert told == "soit 48 jours hors week-ends ; jours fériés et vacances ne sont pas connus"
    assert school_days(CIRCULAR, replace(windows["3e"], closes=None)) == {}
