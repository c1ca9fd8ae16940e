"""Plans of sessions, counted backwards: a table that a head of school could check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import InvalidCase, load_circular
from calculator.model.duties import Lead, LeadUnit
from calculator.model.leads import lead_of
from calculator.model.planning import Plan, plan
from calculator.model.school import School
from calculator.model.sessions import Session
from tests.making import duty, made_up

CIRCULAR = load_circular("nantes-2020-2021")
PLACES = {str(place): place for place in CIRCULAR.vocabulary.places}
RULE = next(duty.plan for duty in CIRCULAR.duties if duty.plan)
KEYS = [step.key for step in RULE.steps]
ON = date(2021, 1, 4)
WHOLE = School.of(CIRCULAR, ["cm2", "5e", "3e", "3e-prepa-metiers", "tle-gt"], "prive-sous-contrat")


def planned(*days: str, school: School = WHOLE, on: date = ON, **leads: Lead) -> Plan:
    """The plan of sessions, each « college 2021-03-15 »."""
    sessions = [Session(PLACES[k], date.fromisoformat(d)) for k, d in map(str.split, days)]
    return plan(CIRCULAR, school, sessions, on, leads)


def test_the_steps_of_a_session_in_order_who_acts_and_why() -> None:
    steps = planned("college 2021-04-01").steps
    assert [(s.rule.key, s.day.isoformat(), s.actor) for s in steps] == [
        ("pix_enrolment", "2021-02-04", "chef d’établissement"),
        ("campaigns", "2021-02-18", "équipe pédagogique"),
        ("certifiable", "2021-03-11", "équipe pédagogique"),
        ("registration", "2021-03-18", "établissement"),
        ("session", "2021-04-01", "établissement"),
    ]
    assert [[c.paragraph for c in s.citations] for s in steps] == [
        ["p-3"],
        ["p-4"],
        ["p-4", "p-5-college"],
        ["p-5-college", "p-5-prepa-metiers"],
        ["p-5-calendrier", "p-5-modalites"],
    ]
    assert all(step.day == step.intended and step.closed is None for step in steps)


def test_a_session_of_lycee_rests_on_its_own_paragraph() -> None:
    *_, registration, session = planned("lycee 2021-02-10").steps
    # Only p-5-college says who registers: a notice says that we read it so for the lycée too.
    assert [c.paragraph for c in registration.citations] == ["p-5-lycee", "p-5-college"]
    assert [c.paragraph for c in session.citations] == ["p-5-lycee", "p-5-modalites"]


@pytest.mark.parametrize(
    ("session", "days", "intended", "day", "closed"),
    [
        ("2021-03-22", 7, "2021-03-15", "2021-03-15", None),
        ("2021-03-22", 8, "2021-03-14", "2021-03-12", "dimanche"),
        ("2021-03-22", 9, "2021-03-13", "2021-03-12", "samedi"),
        ("2021-03-15", 7, "2021-03-08", "2021-03-08", None),  # the day classes resume
        ("2021-03-15", 8, "2021-03-07", "2021-02-19", "vacances d’hiver"),
        ("2021-04-07", 2, "2021-04-05", "2021-04-02", "lundi de Pâques"),
        ("2021-04-27", 1, "2021-04-26", "2021-04-26", None),  # holidays at first, not in the end
        ("2021-04-27", 2, "2021-04-25", "2021-04-09", "vacances de printemps"),
        ("2021-04-27", 15, "2021-04-12", "2021-04-09", "vacances de printemps"),
        ("2021-05-11", 10, "2021-05-01", "2021-04-30", "fête du Travail"),
    ],
)
def test_a_step_is_moved_to_the_last_school_day_before(
    session: str, days: int, intended: str, day: str, closed: str | None
) -> None:
    steps = planned(f"college {session}", registration=Lead(days, LeadUnit.DAYS)).steps
    (step,) = [one for one in steps if one.rule.key == "registration"]
    assert (step.intended.isoformat(), step.day.isoformat()) == (intended, day)
    assert step.closed == closed


@pytest.mark.parametrize(
    ("session", "differs"),
    [
        ("2021-04-08", False),
        ("2021-04-12", True),  # a school day in the first calendar
        ("2021-04-26", True),  # holidays in the first calendar
        ("2021-05-07", True),
        ("2021-05-10", False),
    ],
)
def test_it_is_told_where_the_real_holidays_differ(session: str, differs: bool) -> None:
    made = planned(f"college {session}")
    assert (made.sessions[0].moved is not None) == differs
    assert (made.steps[-1].moved is not None) == differs


@pytest.mark.parametrize(
    ("session", "on", "cautions"),
    [
        ("college 2021-03-08", "2021-01-04", []),  # p-5-calendrier: both ends count
        ("college 2021-05-12", "2021-01-04", []),
        ("college 2021-05-14", "2021-01-04", ["other_window", "closed"]),
        ("college 2021-03-05", "2021-01-04", ["other_window", "closed"]),  # winter holidays
        ("college 2021-05-21", "2021-01-04", ["outside_window"]),
        ("lycee 2021-01-11", "2021-01-04", []),  # p-5-lycee: both ends count
        ("lycee 2021-05-20", "2021-01-04", []),
        ("lycee 2021-01-08", "2021-01-04", ["outside_window"]),
        ("lycee 2021-05-21", "2021-01-04", ["outside_window"]),
        ("college 2021-03-13", "2021-01-04", ["closed"]),  # a Saturday
        ("college 2021-04-05", "2021-01-04", ["closed"]),  # Easter Monday
        ("college 2021-04-14", "2021-01-04", ["closed"]),  # holidays as held
        ("college 2021-03-15", "2021-03-15", []),  # today is not past
        ("college 2021-03-15", "2021-03-16", ["past"]),
        ("lycee 2020-12-15", "2020-12-01", ["outside_window", "before_publication"]),
        ("lycee 2020-12-16", "2020-12-01", ["outside_window"]),  # the day of the text
    ],
)
def test_the_day_of_a_session_is_checked_and_kept(
    session: str, on: str, cautions: list[str]
) -> None:
    made = planned(session, on=date.fromisoformat(on))
    assert [caution.value for caution in made.sessions[0].cautions] == cautions
    assert made.steps[-1].day.isoformat() == session.split()[1]


@pytest.mark.parametrize(
    ("classes", "establishment"),
    [
        (["cm2", "5e"], "prive-sous-contrat"),  # p-2, p-3: no certification
        (["tle-gt"], "public"),  # no class of collège
        (["3e"], "prive-hors-contrat"),  # p-1
    ],
)
def test_a_session_that_no_class_sits_has_no_steps(classes: list[str], establishment: str) -> None:
    made = planned("college 2021-03-15", school=School.of(CIRCULAR, classes, establishment))
    assert [c.value for c in made.sessions[0].cautions] == ["no_class"]
    assert made.steps == ()


def test_several_sessions_share_what_is_done_once() -> None:
    made = planned("college 2021-03-18", "college 2021-03-15", "lycee 2021-03-15",
                   "college 2021-03-15")  # fmt: skip
    days = [(str(one.session.place), one.session.day.isoformat()) for one in made.sessions]
    assert days == [
        ("college", "2021-03-15"), ("lycee", "2021-03-15"), ("college", "2021-03-18"),
    ]  # fmt: skip
    counts = {key: sum(s.rule.key == key for s in made.steps) for key in KEYS}
    assert counts == {
        "pix_enrolment": 2, "campaigns": 2,  # once at collège, once at lycée
        "certifiable": 3, "registration": 3, "session": 3,
    }  # fmt: skip


def test_what_is_already_past_is_told() -> None:
    steps = planned("college 2021-03-15", on=date(2021, 2, 1)).steps
    assert {step.rule.key for step in steps if step.overdue} == {"pix_enrolment"}  # 18 January
    steps = planned("college 2021-03-15", on=date(2021, 1, 18)).steps
    assert not any(step.overdue for step in steps)


REGISTRATION = RULE.step("registration")


@pytest.mark.parametrize(
    ("count", "unit", "days"),
    [
        ("2", "weeks", 14),
        ("2", "days", 2),
        (" 0 ", "days", 0),
        ("52", "weeks", 364),
        (3, "days", 3),
    ],
)
def test_lead_times_as_they_are_filled_in(count: object, unit: str, days: int) -> None:
    assert lead_of(REGISTRATION, count, unit).days == days


@pytest.mark.parametrize(
    ("count", "unit", "field", "in_message"),
    [
        ("", "weeks", "lead.registration", "rien n’est indiqué"),
        ("-1", "weeks", "lead.registration", "« -1 »"),
        ("1,5", "weeks", "lead.registration", "un nombre entier de 0 à 52 (semaines)"),
        ("53", "weeks", "lead.registration", "0 à 52"),
        ("367", "days", "lead.registration", "0 à 366 (jours)"),
        ("٣", "days", "lead.registration", "« ٣ »"),
        ("9" * 5000, "days", "lead.registration", "0 à 366"),
        (None, "days", "lead.registration", "rien n’est indiqué"),
        ("2", "mois", "lead.registration.unit", "days, weeks"),
        ("2", None, "lead.registration.unit", "days, weeks"),
    ],
)
def test_lead_times_that_cannot_be(
    count: object, unit: object, field: str, in_message: str
) -> None:
    with pytest.raises(InvalidCase) as caught:
        lead_of(REGISTRATION, count, unit)
    assert caught.value.field == field
    assert in_message in str(caught.value)
    assert "Inscrire les élèves à la session" in str(caught.value)


def test_a_step_cannot_come_before_one_that_it_needs() -> None:
    with pytest.raises(InvalidCase, match="au plus le délai de « Vérifier qui est certifiable »"):
        planned(registration=Lead(4))
    assert planned("college 2021-03-15", registration=Lead(3)).steps  # the same day will do


@pytest.mark.parametrize(("lead", "said"), [(Lead(1), "1 semaine"), (Lead(2), "2 semaines"),
                                            (Lead(1, LeadUnit.DAYS), "1 jour")])  # fmt: skip
def test_a_lead_time_is_told_in_french(lead: Lead, said: str) -> None:
    assert str(lead) == said


def test_a_circular_without_calendar_knows_its_weekends() -> None:
    unknown = replace(CIRCULAR, calendar=None)
    session = Session(PLACES["college"], date(2021, 4, 12))
    leads = {"registration": Lead(1, LeadUnit.DAYS)}
    steps = plan(unknown, WHOLE, [session], ON, leads).steps
    assert [(s.day.isoformat(), s.closed) for s in steps[-2:]] == [
        ("2021-04-09", "dimanche"),
        ("2021-04-12", None),
    ]


def test_who_holds_the_sessions_does_the_steps_of_nobody_else() -> None:
    def nobody(data: dict[str, Any]) -> None:
        for step in duty(data, "certification")["plan"]["steps"]:
            step.update(actor=None, duty=None)

    steps = plan(made_up(nobody), WHOLE, [Session(PLACES["college"], date(2021, 4, 1))], ON).steps
    assert len(steps) == 5
    assert {step.actor for step in steps} == {"établissement"}


days = st.dates() | st.dates(date(2020, 9, 1), date(2021, 7, 31))
sessions = st.lists(
    st.builds(Session, st.sampled_from(CIRCULAR.vocabulary.places), days), max_size=5
)
lead_times = st.lists(
    st.builds(Lead, st.integers(0, 52), st.sampled_from(LeadUnit)), min_size=4, max_size=4
).map(lambda some: dict(zip(RULE.leads, sorted(some, key=lambda x: -x.days), strict=True)))


@given(chosen=sessions, on=days, leads=lead_times)
def test_steps_are_in_order_on_school_days_and_never_after_their_session(
    chosen: list[Session], on: date, leads: dict[str, Lead]
) -> None:
    made = plan(CIRCULAR, WHOLE, chosen, on, leads)
    assert CIRCULAR.calendar is not None
    assert [step.day for step in made.steps] == sorted(step.day for step in made.steps)
    for step in made.steps:
        if step.rule.key == "session":
            assert step.day == step.session.day
            continue
        assert step.day <= step.intended <= step.session.day
        assert CIRCULAR.calendar.closed(step.day) is None
        assert (step.day == step.intended) == (step.closed is None)
        assert step.intended - step.day < timedelta(days=70)
    for session in chosen:
        if session.day not in CIRCULAR.school_year:
            assert session not in [step.session for step in made.steps]
            continue
        order = [step.rule.key for step in made.steps if step.session == session]
        assert order == sorted(order, key=KEYS.index)
        assert order[-1] == "session"


@given(chosen=sessions, on=days)
def test_every_session_is_checked_once(chosen: list[Session], on: date) -> None:
    made = plan(CIRCULAR, WHOLE, chosen, on)
    assert {one.session for one in made.sessions} == set(chosen)
    assert len(made.sessions) == len(set(chosen))
    for one in made.sessions:
        spans = [w.days for w in one.windows if w.days]
        inside = all(opens <= one.session.day <= closes for opens, closes in spans)
        against = {"outside_window", "other_window", "other_year"} & set(one.cautions)
        assert inside != bool(against)
        in_year = one.session.day in CIRCULAR.school_year
        assert ("other_year" in one.cautions) == (not in_year)
        assert ("past" in one.cautions) == (in_year and one.session.day < on)
