"""A plan of a school's sessions: the steps before them, counted backwards from their days.

A circular may fix windows and leave the days of the sessions, and the steps before them, to the
school. The lead times of a plan are the user's, or those that its file proposes as ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calculator.model.circular import Circular
from calculator.model.duties import Duty, Lead, Rule, StepRule
from calculator.model.leads import check_order
from calculator.model.school import NO_CALENDAR, MovedHolidays, School, moved_holidays
from calculator.model.school_calendar import SchoolCalendar
from calculator.model.sessions import (
    Caution,
    PlannedSession,
    Session,
    checked_session,
    is_inside,
    known_rule,
    planned_rule,
    rules_at,
)
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel, Establishment, Place, Status

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do before a session, or the session itself.

    Attributes:
        rule: What.
        session: For which session: the first of those that it is done for.
        duties: Those that the sessions are about, where several share the plan; else none.
        actor: Who acts, in French.
        intended: The day that the lead time gives.
        day: The day to do it: `intended`, or the last school day before it.
        closed: Why nobody is at school on the intended day, and on those back to the day, in
            French; None when it is kept.
        closed_in: The zones whose holidays the day is in, and their names, while none is chosen.
        moved: The holidays that make the intended day, or else the day itself, other than was first
            announced.
        in_year: Whether the day is in the school year, whose holidays are the only ones known.
        overdue: Whether its day is gone, for a session that is not rejected; None when it is not
            known if the session can be held.
        citations: The paragraphs that it comes from.
    """

    rule: StepRule
    session: Session
    duties: tuple[Duty, ...]
    actor: str
    intended: date
    day: date
    closed: str | None
    closed_in: Mapping[str, str]
    moved: MovedHolidays | None
    in_year: bool
    overdue: bool | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The sessions of a school, checked, and all steps towards them in order of date.

    Attributes:
        on: The day the question is asked.
        leads: How long before a session each step is done.
        sessions: The days chosen.
        steps: What is to be done.
        without_session: The classes of an obligation that can sit none of the sessions chosen.
    """

    on: date
    leads: Mapping[str, Lead]
    sessions: tuple[PlannedSession, ...]
    steps: tuple[Step, ...]
    without_session: tuple[ClassLevel, ...]

    def session_of(self, step: Step) -> PlannedSession:
        """The session that a step is done for, the first one if it is shared."""
        return next(one for one in self.sessions if one.session == step.session)

    def to_check(self, step: Step) -> bool:
        """Whether the day of a step is to be checked, or that of its session."""
        return self.session_of(step).doubtful or bool(step.closed_in) or not step.in_year

    def along(self, step: Step) -> tuple[PlannedSession, ...]:
        """The other sessions that a step is done for: those that share it and are not rejected."""
        first = self.session_of(step)
        shared = _sharing(first, self.sessions) if step.rule.shared else ()
        return tuple(one for one in shared if one is not first)


def plan(
    circular: Circular,
    school: School,
    sessions: Iterable[Session],
    on: date,
    leads: Mapping[str, Lead] | None = None,
) -> Plan:
    """Plan backwards from the days of sessions.

    A step that would fall when nobody is at school is done on the last school day before. The day
    of a session is the head's to choose: it is never moved, only checked. One of another year has
    no steps, and shared steps are done for one that is rejected only if all are.

    Args:
        circular: What the text lays down for the school year.
        school: Its classes and kind.
        sessions: The days chosen; the same twice counts once.
        on: The day the question is asked, which tells what is past.
        leads: How long before a session each step is done; ours where none is given.

    Raises:
        InvalidCase: When a step would come before one that it needs (field `lead.` and its key).
    """
    duty = circular.planned
    if duty is None or duty.plan is None:
        return Plan(on, {}, (), (), ())
    lasting = {**duty.plan.leads, **(leads or {})}
    check_order(duty.plan, lasting)
    places = list(circular.vocabulary.places)
    chosen = sorted(set(sessions), key=lambda s: (s.day, places.index(s.place)))
    planned = tuple(checked_session(session, circular, school, on) for session in chosen)
    order = {step.key: n for n, step in enumerate(duty.plan.steps)}
    steps = []
    seen: set[Place] = set()
    in_year = [one for one in planned if one.session.day in circular.school_year]
    for one in sorted(in_year, key=lambda one: one.rejected):
        if one.classes:
            is_first = one.session.place not in seen
            seen.add(one.session.place)
            rules = [step for step in duty.plan.steps if is_first or not step.shared]
            together = _sharing(one, planned)
            steps += [
                _step(rule, together if rule.shared else [one], circular, school, lasting, on)
                for rule in rules
            ]
    steps.sort(key=lambda step: (step.day, order[step.rule.key], step.session.day))
    without = _without_session(planned, circular, school, on)
    return Plan(on, lasting, planned, tuple(steps), without)


def _sharing(first: PlannedSession, planned: Iterable[PlannedSession]) -> list[PlannedSession]:
    """The sessions that share what is done once, the first of them first."""
    return [
        one
        for one in planned
        if one.session.place == first.session.place
        and one.rejected == first.rejected
        and Caution.OTHER_YEAR not in one.cautions
    ]


def _without_session(
    planned: Sequence[PlannedSession], circular: Circular, school: School, on: date
) -> tuple[ClassLevel, ...]:
    if not planned:
        return ()
    can_sit = {level for one in planned if not one.rejected for level in one.classes}
    mandatory = {
        level
        for place in circular.vocabulary.places
        for level, rule in rules_at(place, circular, school, on).items()
        if rule.status is Status.MANDATORY
    }
    return circular.vocabulary.in_order(mandatory - can_sit)


def _step(
    rule: StepRule,
    sessions: Sequence[PlannedSession],
    circular: Circular,
    school: School,
    leads: Mapping[str, Lead],
    on: date,
) -> Step:
    """A step towards some sessions, whose day is that of the first."""
    planned = sessions[0]
    calendar = circular.calendar or NO_CALENDAR
    kind = school.establishment
    classes = circular.vocabulary.in_order(level for one in sessions for level in one.classes)
    held = {level: planned_rule(level, kind, circular) for level in classes}
    own = tuple(d for d in circular.planned_together if any(d is duty for duty, _ in held.values()))
    actor, citations = _who(rule, planned.session.day, held, circular, kind, on)
    intended = day = planned.session.day
    if rule.lead is not None:
        intended = _before(intended, leads[rule.key].days)
        day = _school_day(intended, calendar)
    late = day < on and not planned.rejected
    return Step(
        rule=rule,
        session=planned.session,
        duties=own if len(circular.planned_together) > 1 else (),
        actor=actor,
        intended=intended,
        day=day,
        closed=calendar.closed_back_to(day, intended),
        closed_in=calendar.closed_in(day),
        moved=moved_holidays(calendar, intended) or moved_holidays(calendar, day),
        in_year=day in circular.school_year,
        overdue=None if late and planned.unsure else late,
        citations=tuple(dict.fromkeys(citations)),
    )


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(date.min.toordinal(), day.toordinal() - days))


def _school_day(day: date, calendar: SchoolCalendar) -> date:
    """The day itself, or the last before it on which a school is open."""
    while calendar.closed(day) is not None:
        day -= _DAY
    return day


def _who(
    step: StepRule,
    day: date,
    held: Mapping[ClassLevel, tuple[Duty | None, Rule | None]],
    circular: Circular,
    kind: Establishment,
    on: date,
) -> tuple[str, list[Citation]]:
    """Who acts at a step towards a day, and the paragraphs that it comes from."""
    rules = [known_rule(rule, on) for _, rule in held.values() if rule]
    holds = _all_of(rules)
    cited: list[Citation] = []
    if step.of_rule:
        cited += [citation for rule in rules for citation in rule.citations]
    if step.of_windows:
        for rule in rules:
            there = [window for window in rule.windows if is_inside(day, [window])]
            cited += [c for window in there or rule.windows for c in window.citations]
        cited += [citation for duty, _ in held.values() if duty for citation in duty.also_cites]
    cited += step.citations
    if step.duty is None:
        return step.actor or holds, cited
    other = circular.duty(step.duty)
    fulfilled = [r for r in (other.rule_for(level, kind) for level in held) if r]
    actor = _all_of(fulfilled) if fulfilled else holds
    return actor, [*cited, *(citation for rule in fulfilled for citation in rule.citations)]


def _all_of(rules: Iterable[Rule]) -> str:
    """Those who act under some rules: classes of one session may have others."""
    return " ; ".join(dict.fromkeys(rule.actor for rule in rules))
