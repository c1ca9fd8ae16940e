"""A school's answer as plain text, for a terminal or a message, and its plan as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from calculator.answers import words
from calculator.answers.pupil import alerts
from calculator.answers.references import paragraph_references
from calculator.answers.school import (
    NOTHING_ASKED,
    PLAN_IS_OURS,
    all_notices,
    calendar_words,
    cautions_words,
    leads_words,
    step_for,
    step_notes,
    subject,
    what,
    when,
)
from calculator.model.campaign import Campaign, Citation
from calculator.model.planning import Plan, PlannedSession, Step
from calculator.model.school import School, decide_for_school, school_duties


def school_text(school: School, plan: Plan, campaign: Campaign) -> str:
    """What a school is asked and its plan, each in order of date."""
    decisions = decide_for_school(school, plan.on, campaign)
    notices = all_notices(decisions)
    duties = school_duties(decisions)
    lines = [
        subject(school, plan.on),
        *(f"! {alert}" for alert in alerts(notices)),
        "",
        "À faire",
        *(
            f"- {what(duty)}. Qui : {duty.actor}. Classes : {words.classes_words(duty.classes)}. "
            f"Quand : {when(duty, plan.on)} [{_cited(duty.citations, campaign)}]"
            for duty in duties
        ),
    ]
    if not duties:
        lines.append(NOTHING_ASKED)
    if plan.sessions:
        lines += ["", "Plan des sessions"]
        lines += [f"! {caution}" for caution in cautions_words(plan, school, campaign)]
        lines += [_step(step, plan, campaign) for step in plan.steps]
    if plan.steps:
        lines += ["", leads_words(plan), PLAN_IS_OURS, *calendar_words(plan, campaign)]
    if notices:
        lines += ["", "À savoir", *(f"- {notice.kind.label} : {notice.text}" for notice in notices)]
    return "\n".join(lines)


def _step(step: Step, plan: Plan, campaign: Campaign) -> str:
    said = [
        f"- {words.capitalised(words.full_date(step.day))} : {step.kind.label}",
        f"({step_for(step, plan)}). Qui : {step.actor}.",
        *step_notes(step, plan.on),
        f"[{_cited(step.citations, campaign)}]",
    ]
    return " ".join(said)


def _cited(citations: Iterable[Citation], campaign: Campaign) -> str:
    references = paragraph_references(citations, campaign, lambda page: page)
    return ", ".join(reference.label for reference in references)


def plan_dict(plan: Plan) -> dict[str, Any]:
    """A plan as JSON types: codes as texts, days as ISO dates, what does not apply as null."""
    return {
        "on": plan.on.isoformat(),
        "leads": {step.value: lead.days for step, lead in plan.leads.items()},
        "sessions": [_session_dict(one) for one in plan.sessions],
        "steps": [_step_dict(step) for step in plan.steps],
    }


def plan_json(plan: Plan) -> str:
    """A plan as indented JSON text, with accented letters as they are."""
    return json.dumps(plan_dict(plan), ensure_ascii=False, indent=2)


def _session_dict(one: PlannedSession) -> dict[str, Any]:
    return {
        "kind": one.session.kind.value,
        "day": one.session.day.isoformat(),
        "classes": [level.value for level in one.classes],
        "cautions": [caution.value for caution in one.cautions],
        "closed": one.closed,
    }


def _step_dict(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind.value,
        "session": {"kind": step.session.kind.value, "day": step.session.day.isoformat()},
        "actor": step.actor,
        "day": step.day.isoformat(),
        "intended": step.intended.isoformat(),
        "closed": step.closed,
        "in_year": step.in_year,
        "overdue": step.overdue,
        "citations": [str(citation) for citation in step.citations],
    }
