"""A decision as JSON, the form that other programs read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from calculator.model.case import Case
from calculator.model.decision import Certification, Decision, Duty, Notice, WindowOn


def as_dict(decision: Decision) -> dict[str, Any]:
    """The decision as JSON types: codes as texts, days as ISO dates, what does not apply as null.

    `case` holds only what was given, so that `Case.of(**decision["case"])` makes it again.
    """
    return {
        "campaign": decision.campaign,
        "on": decision.on.isoformat(),
        "case": _case(decision.case),
        "certification": _certification(decision.certification),
        "duties": [_duty(duty) for duty in decision.duties],
        "notices": [_notice(notice) for notice in decision.notices],
    }


def as_json(decision: Decision) -> str:
    """The decision as indented JSON text, with accented letters as they are."""
    return json.dumps(as_dict(decision), ensure_ascii=False, indent=2)


def _case(case: Case) -> dict[str, Any]:
    given: dict[str, Any] = {
        "class_level": case.class_level.value,
        "establishment": case.establishment.value,
    }
    if case.levels is not None:
        given["levels"] = dict(case.levels)
    if case.last_report_date is not None:
        given["last_report_date"] = case.last_report_date.isoformat()
    return given


def _certification(certification: Certification) -> dict[str, Any]:
    profile = certification.certifiability
    return {
        "status": certification.status.value,
        "postponed_to": certification.postponed_to,
        "window": _window(certification.window) if certification.window else None,
        "certifiable": profile.certifiable if profile else None,
        "competences_reached": len(profile.reached) if profile else None,
        "competences_missing": profile.missing if profile else None,
        "reached": [competence.index for competence in profile.reached] if profile else None,
        "citations": [str(citation) for citation in certification.citations],
    }


def _window(window: WindowOn) -> dict[str, Any]:
    return {
        "opens": window.window.opens.isoformat(),
        "closes": window.window.closes.isoformat(),
        "state": window.state.value,
        "days_until_open": window.days_until_open,
        "days_left": window.days_left,
        "days_since_close": window.days_since_close,
        "citations": [str(citation) for citation in window.window.citations],
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "kind": duty.kind.value,
        "status": duty.status.value,
        "actor": duty.actor,
        "due": _iso(duty.due),
        "citations": [str(citation) for citation in duty.citations],
        "notes": list(duty.notes),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {"kind": notice.kind.value, "text": notice.text, "source": notice.source}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
