"""The dates of a school and its plan, as events of a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calculator.answers import words
from calculator.answers.events import (
    Calendar,
    Event,
    due_event,
    event_uid,
    rule_events,
    titles,
)
from calculator.answers.references import cited
from calculator.answers.school import step_for, step_notes, step_there
from calculator.answers.sessions import caution_words
from calculator.model.circular import Circular
from calculator.model.duties import Rule
from calculator.model.planning import Plan, Step
from calculator.model.school import School, decide_for_school, school_duties
from calculator.model.vocabulary import Nature

_KEY = "etablissement"
_ALARMS_OF_SESSIONS = (7, 1)
_ALARMS_OF_STEPS = (3,)


def plan_events(plan: Plan, circular: Circular) -> tuple[Event, ...]:
    """Each step of a plan, and each session, as an event of one day.

    An event keeps its uid when a lead time or the day of a session changes: a calendar moves it.
    """
    return tuple(_event(step, plan, circular) for step in plan.steps)


def school_events(school: School, circular: Circular) -> tuple[Event, ...]:
    """The windows of a school's classes, and the days that only its head knows when told."""
    together = _together(school, circular)
    events = rule_events(together, frozenset(school.classes), school.establishment, _KEY)
    decisions = decide_for_school(school, circular.settled_on, circular)
    due = (
        due_event(
            circular,
            _KEY,
            words.classes_words(duty.classes, circular.vocabulary),
            duty.duty,
            duty.due,
            duty.actor,
            duty.citations,
        )
        for duty in school_duties(decisions)
        if duty.duty.asks and duty.due is not None
    )
    return (*events, *due)


def _together(school: School, circular: Circular) -> Circular:
    """The circular, the rules that have the same days for this school's classes made one."""
    return replace(
        circular,
        duties=tuple(replace(duty, rules=_merged(duty.rules, school)) for duty in circular.duties),
    )


def _merged(rules: Iterable[Rule], school: School) -> tuple[Rule, ...]:
    same: dict[tuple[object, ...], Rule] = {}
    for rule in rules:
        if not rule.classes.intersection(school.classes):
            continue
        if school.establishment not in rule.establishments:
            continue
        days = tuple((window.key, window.label, window.days) for window in rule.windows)
        key = (rule.status, rule.actor, rule.due, days)
        same[key] = _both(same[key], rule) if key in same else rule
    return tuple(same.values())


def _both(first: Rule, other: Rule) -> Rule:
    """Rules of the same days as one; a reading if either is."""
    windows = zip(first.windows, other.windows, strict=True)
    return replace(
        first,
        classes=first.classes | other.classes,
        citations=tuple(dict.fromkeys((*first.citations, *other.citations))),
        windows=tuple(
            replace(window, citations=tuple(dict.fromkeys((*window.citations, *also.citations))))
            for window, also in windows
        ),
        nature=first.nature if other.nature is Nature.SAYS else other.nature,
    )


def school_calendar(school: School, plan: Plan, circular: Circular) -> Calendar | None:
    """The dates of a school and its plan; None when there are none, or when they are past."""
    if circular.is_over(plan.on):
        return None
    events = (*school_events(school, circular), *plan_events(plan, circular))
    if not events:
        return None
    title = f"{titles(circular)} {circular.year} : dates et plan de l’établissement"
    return Calendar(f"{circular.calendar_key}-etablissement.ics", title, events, None)


def _event(step: Step, plan: Plan, circular: Circular) -> Event:
    is_session = step.rule.lead is None
    planned = plan.session_of(step)
    told = is_session or planned.doubtful
    cautions = caution_words(planned, circular, plan.on) if told else ()
    lines = [
        f"Pour : {step_for(step, plan)}.",
        f"Qui : {step.actor}.",
        *step_notes(step, plan.on, circular),
        *cautions,
        *([f"Source : {cited(step.citations, circular)}."] if step.citations else []),
    ]
    duty = circular.planned
    return Event(
        uid=event_uid(circular, f"plan-{_key(step, plan)}"),
        first=step.day,
        last=step.day,
        summary=step_there(step, plan),
        description="\n".join(lines),
        category=duty.label if duty else circular.title,
        alarm_days=_ALARMS_OF_SESSIONS if is_session else _ALARMS_OF_STEPS,
        url=circular.main_source.url,
        revision=circular.revision,
    )


def _key(step: Step, plan: Plan) -> str:
    """« college-pix_enrolment », « college-2-registration »: what a step is, whatever its day."""
    place = step.session.place
    if step.rule.shared:
        return f"{place}-{step.rule.key}"
    days = [one.session.day for one in plan.sessions if one.session.place == place]
    return f"{place}-{days.index(step.session.day) + 1}-{step.rule.key}"
