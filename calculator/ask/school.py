"""The school page's one question to Python: a filled-in form in, HTML out, both as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from calculator.answers.school import NO_CLASS_YET
from calculator.answers.school_events import school_calendar
from calculator.answers.sessions import caution_words, same_day_words, session_label
from calculator.ask.problems import answered, of_other_year
from calculator.ask.pupil import CIRCULAR_FIELD
from calculator.carried import carried_circulars
from calculator.model.case import ON_LABEL, parse_date
from calculator.model.circular import Circular
from calculator.model.duties import InputType, Lead, LeadUnit
from calculator.model.leads import lead_of
from calculator.model.planning import Plan, plan
from calculator.model.school import School, decide_for_school, sittings
from calculator.model.sessions import Caution, Session
from calculator.render.as_html import prompt_html
from calculator.render.as_jcal import to_jcal
from calculator.render.school_html import school_html
from calculator.render.school_text import school_text

CLASS_FIELD = "class."
SESSION_FIELD = "session."
LEAD_FIELD = "lead."
UNIT = ".unit"
ZONE_FIELD = "zone"
DAY_FIELD = "asked_on"
DAY_LABEL = "Jour envisagé"
_OUTSIDE = {Caution.OTHER_WINDOW, Caution.OUTSIDE_WINDOW, Caution.OTHER_YEAR}


def answer_establishment(request: str) -> str:
    """Answer the form of a school.

    Args:
        request: JSON, `{"fields": {name: text}, "pages": {page: address}}`. Each class ticked is a
            field `class.3e`; each day of a session `session.college.1`; each lead time
            `lead.registration`, and its unit `lead.registration.unit`; the day asked about
            `asked_on`; the others are named as in `School`.

    Returns:
        JSON, `{"html": text, "problems": {field: message}}`: the answer, or what is to be
        corrected (`answered`). With an answer, its `text` to copy, and its `calendar` if it has
        dates (`school_calendar`); its problems are days to check.
    """
    return answered(_answer, json.loads(request))


def _answer(fields: Mapping[str, str], pages: Mapping[str, str]) -> dict[str, Any]:
    classes = [
        name.removeprefix(CLASS_FIELD)
        for name, value in fields.items()
        if name.startswith(CLASS_FIELD) and value
    ]
    if not classes:
        return {"html": prompt_html(NO_CLASS_YET)}
    on = parse_date("on", ON_LABEL, fields.get("on", ""))
    text = carried_circulars().for_day(on, fields.get(CIRCULAR_FIELD))
    circular = text.in_zone(fields.get(ZONE_FIELD, ""))
    days = [one.key for one in circular.inputs.values() if one.type is InputType.DATE]
    inputs = {key: fields.get(key) for key in days}  # a mark is a pupil's
    school = School.of(circular, classes, fields.get("establishment", ""), **inputs)
    asked = fields.get(DAY_FIELD)
    asked_on = parse_date(DAY_FIELD, DAY_LABEL, asked) if asked else None
    sessions = _sessions(fields, circular)
    planned = plan(circular, school, sessions.values(), on, _leads(fields, circular))
    day = sittings(circular, school, asked_on) if asked_on else None
    calendar = school_calendar(school, planned, circular)
    return {
        "html": school_html(school, planned, day, circular, pages.__getitem__),
        "problems": {
            **of_other_year(decide_for_school(school, on, circular)),
            **_to_check(planned, sessions, circular),
        },
        "text": school_text(school, planned, circular),
        "calendar": {"name": calendar.name, "jcal": to_jcal(calendar)} if calendar else None,
    }


def _sessions(fields: Mapping[str, str], circular: Circular) -> dict[str, Session]:
    """The days of sessions that are filled in, by field."""
    places = {str(place): place for place in circular.vocabulary.places}
    sessions = {}
    for name, value in fields.items():
        _, code, number = f"{name}..".split(".")[:3]
        place = places.get(code)
        if name.startswith(SESSION_FIELD) and value and place:
            day = parse_date(name, session_label(place, number), value)
            sessions[name] = Session(place, day)
    return sessions


def _leads(fields: Mapping[str, str], circular: Circular) -> dict[str, Lead]:
    """The lead times that are filled in."""
    duty = circular.planned
    leads = {}
    for step in duty.plan.steps if duty and duty.plan else ():
        name = LEAD_FIELD + step.key
        if step.lead and fields.get(name):
            unit = fields.get(name + UNIT, LeadUnit.WEEKS)
            leads[step.key] = lead_of(step, fields[name], unit)
    return leads


def _to_check(planned: Plan, sessions: Mapping[str, Session], circular: Circular) -> dict[str, str]:
    """What is to be checked of each day that is outside its window, or told twice, by field."""
    outside = {
        one.session: " ".join(caution_words(one, circular, planned.on))
        for one in planned.sessions
        if _OUTSIDE & set(one.cautions)
    }
    told: set[Session] = set()
    problems = {}
    for name, session in sessions.items():
        if session in told:
            problems[name] = same_day_words(session)
        elif session in outside:
            problems[name] = outside[session]
        told.add(session)
    return problems
