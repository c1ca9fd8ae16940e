"""The calculator page's one question to Python: a filled-in form in, HTML out, both as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from calculator.answers.events import CALENDARS_FOLDER, offered_calendar
from calculator.model.case import ON_LABEL, Case, parse_date
from calculator.model.deciding import decide
from calculator.model.errors import InvalidCase
from calculator.model.reading import campaign_for
from calculator.render.as_html import NOTHING, answer_html, error_html, prompt_html
from calculator.render.as_text import as_text
from calculator.render.timeline import timeline_html

LEVEL_FIELD = "levels."
NO_CLASS_YET = "Choisissez une classe : la réponse s’affiche ici."


def answer_form(request: str) -> str:
    """Answer the calculator's form.

    Args:
        request: JSON, `{"fields": {name: text}, "pages": {page: address}}`. Fields are named as
            in `Case` and `decide`, one competence's level as `levels.1.1`; `pages` gives the
            address of each source's page from where the form is, and of `CALENDARS_FOLDER`.

    Returns:
        JSON, `{"html": text, "field": name or null}`: the answer, or a message and the name of
        the field to correct. With an answer, its `text` to copy, and its `calendar` if it has one
        (`offered_calendar`).
    """
    asked = json.loads(request)
    try:
        said = {**_answer(asked["fields"], asked["pages"]), "field": None}
    except InvalidCase as error:
        said = {"html": error_html(error), "field": error.field}
    return json.dumps(said, ensure_ascii=False)


def _answer(fields: Mapping[str, str], pages: Mapping[str, str]) -> dict[str, Any]:
    if not fields.get("class_level"):
        return {"html": prompt_html(NO_CLASS_YET)}
    case = Case.of(
        fields["class_level"],
        fields.get("establishment", ""),
        {
            name.removeprefix(LEVEL_FIELD): value
            for name, value in fields.items()
            if name.startswith(LEVEL_FIELD)
        },
        fields.get("last_report_date"),
    )
    on = parse_date("on", ON_LABEL, fields.get("on", ""))
    campaign = campaign_for(on)
    decision = decide(case, on, campaign)
    window = decision.certification.window
    picture = timeline_html(campaign, on, {case.class_level: ()}) if window else NOTHING
    return {
        "html": answer_html(
            decision, campaign, lambda page: pages[page], heading=2, picture=picture
        ),
        "text": as_text(decision, campaign, width=None),
        "calendar": offered_calendar(decision, campaign, pages.get(CALENDARS_FOLDER)),
    }
