"""The dates of a school and its plan, as events of a calendar."""

from __future__ import annotations

from typing import Any

from calculator.answers import words
from calculator.answers.events import report_event, rule_events
from calculator.answers.references import paragraph_references
from calculator.answers.school import caution_words, step_for, step_notes, where
from calculator.model.campaign import Campaign
from calculator.model.planning import Plan, Step, StepKind
from calculator.model.school import School, decide_for_school, school_duties
from calculator.model.vocabulary import DutyKind
from calculator.render.as_jcal import Event, calendar

_KEY = "etablissement"
_ALARMS_OF_SESSIONS = (7, 1)
_ALARMS_OF_STEPS = (3,)


def plan_events(plan: Plan, campaign: Campaign) -> tuple[Event, ...]:
    """Each step of a plan, and each session, as an event of one day.

    An event keeps its uid when a lead time or the day of a session changes: a calendar moves it.
    """
    return tuple(_event(step, plan, campaign) for step in plan.steps)


def school_events(school: School, campaign: Campaign) -> tuple[Event, ...]:
    """The windows of a school's classes, and the day of its last report when it is told."""
    events = rule_events(campaign, frozenset(school.classes), school.establishment, _KEY)
    decisions = decide_for_school(school, campaign.official_source.published, campaign)
    reports = (
        report_event(campaign, _KEY, words.classes_words(duty.classes), duty.due, duty)
        for duty in school_duties(decisions)
        if duty.kind is DutyKind.LSU_ENTRY and duty.due is not None
    )
    return (*events, *reports)


def school_calendar(school: School, plan: Plan, campaign: Campaign) -> dict[str, Any] | None:
    """The dates of a school and its plan as a page can hand them over.

    Returns:
        A file's `name` and `jcal`; None when there are no dates.
    """
    events = (*school_events(school, campaign), *plan_events(plan, campaign))
    if not events:
        return None
    title = f"Certification Pix {campaign.name} : dates et plan de l’établissement"
    return {
        "name": f"{campaign.name}-etablissement.ics",
        "jcal": calendar(title, events, None),
    }


def _event(step: Step, plan: Plan, campaign: Campaign) -> Event:
    session = step.session
    is_session = step.kind is StepKind.SESSION
    cited = paragraph_references(step.citations, campaign, lambda page: page)
    cautions = [
        caution
        for one in plan.sessions
        if is_session and one.session == session
        for caution in caution_words(one, campaign, plan.on)
    ]
    lines = [
        f"Pour : {step_for(step, plan)}.",
        f"Qui : {step.actor}.",
        *step_notes(step, plan.on),
        *cautions,
        f"Source : {', '.join(reference.label for reference in cited)}.",
    ]
    return Event(
        uid=f"{campaign.name}-plan-{_key(step, plan)}@crcn-calculator",
        first=step.day,
        last=step.day,
        summary=f"{step.kind.label}, {where(session.kind)}",
        description="\n".join(lines),
        alarm_days=_ALARMS_OF_SESSIONS if is_session else _ALARMS_OF_STEPS,
        url=campaign.official_source.url,
        revision=campaign.revision,
    )


def _key(step: Step, plan: Plan) -> str:
    """« college-pix_enrolment », « college-2-registration »: what a step is, whatever its day."""
    kind = step.session.kind
    if step.kind.is_shared:
        return f"{kind}-{step.kind}"
    days = [one.session.day for one in plan.sessions if one.session.kind is kind]
    return f"{kind}-{days.index(step.session.day) + 1}-{step.kind}"
