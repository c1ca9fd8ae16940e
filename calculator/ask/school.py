"""The school page's one question to Python: a filled-in form in, HTML out, both as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from calculator.answers.school import NO_CLASS_YET, session_label
from calculator.answers.school_events import school_calendar
from calculator.model.case import ON_LABEL, parse_date
from calculator.model.errors import InvalidCase
from calculator.model.planning import (
    DEFAULT_LEADS,
    Caution,
    Lead,
    LeadUnit,
    Plan,
    Session,
    SessionKind,
    StepKind,
    plan,
)
from calculator.model.reading import campaign_for
from calculator.model.school import (
    School,
    sittings,
)
from calculator.model.vocabulary import ClassLevel
from calculator.render.as_html import error_html, prompt_html
from calculator.render.school_html import school_html
from calculator.render.school_text import school_text

CLASS_FIELD = "class."
SESSION_FIELD = "session."
LEAD_FIELD = "lead."
UNIT = ".unit"
DAY_FIELD = "asked_on"
DAY_LABEL = "Qui est concerné le"
_OUTSIDE = {Caution.OTHER_WINDOW, Caution.OUTSIDE_WINDOW}


def answer_establishment(request: str) -> str:
    """Answer the form of a school.

    Args:
        request: JSON, `{"fields": {name: text}, "pages": {page: address}}`. Each class ticked is a
            field `class.3e`; each day of a session `session.college.1`; each lead time
            `lead.registration`, and its unit `lead.registration.unit`; the day asked about
            `asked_on`; the others are named as in `School`.

    Returns:
        JSON, `{"html": text, "field": name or null}`: the answer or a message, and the name of a
        field to correct. With an answer, its `text` to copy, and its `calendar` if it has dates
        (`school_calendar`).
    """
    asked = json.loads(request)
    try:
        said = _answer(asked["fields"], asked["pages"])
    except InvalidCase as error:
        said = {"html": error_html(error), "field": error.field}
    return json.dumps(said, ensure_ascii=False)


def _answer(fields: Mapping[str, str], pages: Mapping[str, str]) -> dict[str, Any]:
    classes = [level for level in ClassLevel if fields.get(CLASS_FIELD + level)]
    if not classes:
        return {"html": prompt_html(NO_CLASS_YET), "field": None}
    report = fields.get("last_report_date")
    school = School.of(classes, fields.get("establishment", ""), report)
    on = parse_date("on", ON_LABEL, fields.get("on", ""))
    asked_on = parse_date(DAY_FIELD, DAY_LABEL, fields.get(DAY_FIELD) or on)
    sessions = _sessions(fields)
    campaign = campaign_for(on)
    planned = plan(campaign, school, sessions.values(), on, _leads(fields))
    day = sittings(campaign, school, asked_on)
    return {
        "html": school_html(school, planned, day, campaign, lambda page: pages[page]),
        "field": _to_correct(planned, sessions),
        "text": school_text(school, planned, campaign),
        "calendar": school_calendar(school, planned, campaign),
    }


def _sessions(fields: Mapping[str, str]) -> dict[str, Session]:
    """The days of sessions that are filled in, by field."""
    sessions = {}
    for name, value in fields.items():
        _, kind, number = f"{name}..".split(".")[:3]
        if name.startswith(SESSION_FIELD) and value and kind in list(SessionKind):
            whose = SessionKind(kind)
            day = parse_date(name, session_label(whose, number), value)
            sessions[name] = Session(whose, day)
    return sessions


def _leads(fields: Mapping[str, str]) -> dict[StepKind, Lead]:
    """The lead times that are filled in."""
    leads = {}
    for step in DEFAULT_LEADS:
        name = LEAD_FIELD + step
        if fields.get(name):
            leads[step] = Lead.of(step, fields[name], fields.get(name + UNIT, LeadUnit.WEEKS))
    return leads


def _to_correct(planned: Plan, sessions: Mapping[str, Session]) -> str | None:
    """The first field whose day is outside its window."""
    outside = {one.session for one in planned.sessions if _OUTSIDE & set(one.cautions)}
    return next((name for name, session in sessions.items() if session in outside), None)
