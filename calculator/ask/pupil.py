"""The calculator page's one question to Python: a filled-in form in, HTML out, both as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from calculator.answers.events import CALENDARS_FOLDER, class_calendar, decision_calendar
from calculator.answers.references import Link
from calculator.ask.problems import answered, of_other_year
from calculator.carried import carried_circulars
from calculator.model.case import ON_LABEL, Case, parse_date
from calculator.model.deciding import decide
from calculator.model.decision import Decision
from calculator.render.as_html import NOTHING, Markup, answer_html, prompt_html
from calculator.render.as_jcal import to_jcal
from calculator.render.as_text import as_text
from calculator.render.timeline import timeline_html

LEVEL_FIELD = "levels."
CIRCULAR_FIELD = "circular"
NO_CLASS_YET = "Choisissez une classe : la réponse s’affiche ici."
_OWN_FIELDS = ("class_level", "establishment", "on", CIRCULAR_FIELD)


def answer_form(request: str) -> str:
    """Answer the calculator's form.

    Args:
        request: JSON, `{"fields": {name: text}, "pages": {page: address}}`. Fields are named as
            in `Case` and `decide`, one competence's level as `levels.1.1`; `pages` gives the
            address of each source's page from where the form is, and of `CALENDARS_FOLDER`.

    Returns:
        JSON, `{"html": text, "problems": {field: message}}`: the answer, or what is to be
        corrected (`answered`). With an answer, its `text` to copy, and its `calendar` if it has
        one (`offered_calendar`); its problems are days of another year.
    """
    return answered(_answer, json.loads(request))


def _answer(fields: Mapping[str, str], pages: Mapping[str, str]) -> dict[str, Any]:
    if not fields.get("class_level"):
        return {"html": prompt_html(NO_CLASS_YET)}
    case = case_of(fields)
    on = parse_date("on", ON_LABEL, fields.get("on", ""))
    circular = carried_circulars().for_day(on, fields.get(CIRCULAR_FIELD))
    decision = decide(case, on, circular)
    return {
        "html": shown_answer(decision, pages.__getitem__),
        "text": as_text(decision, width=None),
        "calendar": offered_calendar(decision, pages.get(CALENDARS_FOLDER)),
        "problems": of_other_year([decision]),
    }


def shown_answer(decision: Decision, link: Link) -> Markup:
    """An answer as the calculator's page shows it, with the picture of its windows if it has any.

    Args:
        decision: What the rules decided.
        link: From a page of the site to its address.
    """
    windows = any(asked.windows for asked in decision.duties)
    circular, level, kind = (
        decision.circular,
        decision.case.class_level,
        decision.case.establishment,
    )
    picture = timeline_html(circular, decision.on, {level: ()}, kind) if windows else NOTHING
    return answer_html(decision, link, heading=2, picture=picture)


def case_of(fields: Mapping[str, str]) -> Case:
    """The case that a form is filled in with, unchecked."""
    levels = {
        name.removeprefix(LEVEL_FIELD): value
        for name, value in fields.items()
        if name.startswith(LEVEL_FIELD)
    }
    inputs = {
        name: value
        for name, value in fields.items()
        if name not in _OWN_FIELDS and not name.startswith(LEVEL_FIELD)
    }
    return Case.of(fields["class_level"], fields.get("establishment", ""), levels, **inputs)


def offered_calendar(decision: Decision, folder: str | None) -> dict[str, Any] | None:
    """The calendar of an answer as its page can hand it over; None when it has no dates.

    Args:
        decision: The answer.
        folder: The address of `CALENDARS_FOLDER` from the page, when the site has it.

    Returns:
        The `name` of the file, and its `address` where the site has just this one, or else the
        `jcal` to write it from: for a date or an establishment that only the reader told.
    """
    calendar = decision_calendar(decision)
    if calendar is None:
        return None
    circular, level = decision.circular, decision.case.class_level
    of_site = class_calendar(circular, level, circular.default_establishment)
    if folder is not None and calendar == of_site:
        return {"name": calendar.name, "address": folder + calendar.name}
    return {"name": calendar.name, "jcal": to_jcal(calendar)}
