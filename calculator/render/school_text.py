"""A school's answer as plain text, for a terminal or a message, and its plan as JSON."""

from __future__ import annotations

import json
from typing import Any

from calculator.answers import words
from calculator.answers.references import cited
from calculator.answers.school import (
    all_notices,
    calendar_words,
    duties_title,
    leads_words,
    nothing_asked,
    school_alerts,
    step_for,
    step_label,
    step_notes,
    subject,
    what,
    when,
)
from calculator.answers.school_dates import headline, school_dates, session_line
from calculator.answers.sessions import cautions_words, unplanned_words
from calculator.model.circular import Circular
from calculator.model.planning import Plan, Step
from calculator.model.school import School, decide_for_school, school_duties
from calculator.model.sessions import PlannedSession


def school_text(school: School, plan: Plan, circular: Circular) -> str:
    """What a school is asked and its plan, each in order of date."""
    decisions = decide_for_school(school, plan.on, circular)
    notices = all_notices(decisions)
    duties = school_duties(decisions)
    dates = school_dates(duties, plan, circular)
    over = circular.is_over(plan.on)
    lines = [
        subject(school, plan.on, circular),
        " : ".join(filter(None, headline(dates, decisions, plan.on))),
        *(f"! {alert}" for alert in unplanned_words(plan, circular)),
        *(f"! {alert}" for alert in school_alerts(decisions, circular)),
        "",
        duties_title(circular, plan.on),
        *(
            f"- {what(duty, circular)}. Qui : {duty.actor}. Classes : "
            f"{words.classes_words(duty.classes, circular.vocabulary)}. "
            f"Quand : {when(duty, plan.on, over=over)} [{cited(duty.citations, circular)}]"
            for duty in duties
        ),
    ]
    if not duties:
        lines.append(nothing_asked(decisions))
    if plan.sessions and not over:
        lines += ["", "Plan des sessions"]
        told = (session_line(planned, circular) for planned in plan.sessions)
        lines += [f"- {day} : {who}" for day, who in told]
        lines += [f"! {caution}" for caution in cautions_words(plan, school, circular)]
        lines += [_step(step, plan, circular) for step in plan.steps]
    if plan.steps and not over:
        remark = circular.planned.plan.remark if circular.planned and circular.planned.plan else ""
        lines += ["", leads_words(plan, circular), remark, *calendar_words(plan, circular)]
    if notices:
        lines += [
            "",
            "À savoir",
            *(
                f"- {notice.label} : {notice.text} [{cited(notice.citations, circular)}]"
                for notice in notices
            ),
        ]
    return "\n".join(lines)


def _step(step: Step, plan: Plan, circular: Circular) -> str:
    said = [
        f"- {words.capitalised(words.full_date(step.day))} : {step_label(step, plan)}",
        f"({step_for(step, plan)}). Qui : {step.actor}.",
        *step_notes(step, plan.on, circular),
        *([f"[{cited(step.citations, circular)}]"] if step.citations else []),
    ]
    return " ".join(said)


def plan_dict(plan: Plan) -> dict[str, Any]:
    """A plan as JSON types: codes as texts, days as ISO dates, what does not apply as null."""
    return {
        "on": plan.on.isoformat(),
        "leads": {key: lead.days for key, lead in plan.leads.items()},
        "sessions": [_session_dict(one) for one in plan.sessions],
        "steps": [_step_dict(step, plan) for step in plan.steps],
        "without_session": [str(level) for level in plan.without_session],
    }


def plan_json(plan: Plan) -> str:
    """A plan as indented JSON text, with accented letters as they are."""
    return json.dumps(plan_dict(plan), ensure_ascii=False, indent=2)


def _session_dict(one: PlannedSession) -> dict[str, Any]:
    return {
        "kind": str(one.session.place),
        "day": one.session.day.isoformat(),
        "classes": [str(level) for level in one.classes],
        "cautions": [caution.value for caution in one.cautions],
        "closed": one.closed,
        "closed_in": dict(one.closed_in),
    }


def _step_dict(step: Step, plan: Plan) -> dict[str, Any]:
    return {
        "kind": step.rule.key,
        "session": {"kind": str(step.session.place), "day": step.session.day.isoformat()},
        "actor": step.actor,
        "day": step.day.isoformat(),
        "intended": step.intended.isoformat(),
        "closed": step.closed,
        "closed_in": dict(step.closed_in),
        "in_year": step.in_year,
        "overdue": step.overdue,
        "to_check": plan.to_check(step),
        "citations": [str(citation) for citation in step.citations],
    }
