"""The plan of a school as events of a calendar."""

from __future__ import annotations

from typing import Any

from calculator.rules.campaign import Campaign
from calculator.rules.planning import Plan, Step, StepKind
from calculator.views.as_jcal import Event, calendar
from calculator.views.establishment_words import caution_words, step_for, step_notes, where
from calculator.views.references import paragraph_references

_ALARMS_OF_SESSIONS = (7, 1)
_ALARMS_OF_STEPS = (3,)


def plan_events(plan: Plan, campaign: Campaign) -> tuple[Event, ...]:
    """Each step of a plan, and each session, as an event of one day.

    An event keeps its uid when a lead time or the day of a session changes: a calendar moves it.
    """
    return tuple(_event(step, plan, campaign) for step in plan.steps)


def plan_calendar(plan: Plan, campaign: Campaign) -> dict[str, Any] | None:
    """A plan as a page can hand it over: a file's `name` and `jcal`; None without steps."""
    events = plan_events(plan, campaign)
    if not events:
        return None
    title = f"Sessions de certification Pix {campaign.name} : plan de l’établissement"
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
