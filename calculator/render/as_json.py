"""A decision as JSON, the form that other programs read (`schemas/decision-1.schema.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from calculator.model.case import CheckedCase
from calculator.model.decision import Certification, Decision, DutyOn, Notice, WindowOn
from calculator.model.sources import Citation

VERSION = 1


def as_dict(decision: Decision) -> dict[str, Any]:
    """The decision as JSON types: codes as texts, days as ISO dates, what does not apply as null.

    `case` holds only what was given, so that `Case.of(**decision["case"])` makes it again. A
    circular that asks nothing under a condition has no `certification`.
    """
    circular = decision.circular
    data: dict[str, Any] = {
        "schema": VERSION,
        "circular": circular.id,
        "issuer": circular.issuer,
        "campaign": circular.year,
        "on": decision.on.isoformat(),
        "case": _case(decision.case),
        "certainty": _certainty(decision),
    }
    if decision.certification is not None:
        data["certification"] = _certification(decision.certification)
    told = decision.certification.asked if decision.certification else None
    data["duties"] = [_duty(duty, told=duty is told) for duty in decision.duties]
    data["notices"] = [_notice(notice) for notice in (*decision.silences, *decision.notices)]
    return data


def as_json(decision: Decision) -> str:
    """The decision as indented JSON text, with accented letters as they are."""
    return json.dumps(as_dict(decision), ensure_ascii=False, indent=2)


def _certainty(decision: Decision) -> str:
    """The weakest authority under the answer."""
    if decision.certification is not None:
        return decision.certification.authority.value
    cited = [citation for duty in decision.duties for citation in duty.citations]
    return decision.circular.authority_of(cited or decision.circular.scope.citations).value


def _case(case: CheckedCase) -> dict[str, Any]:
    given: dict[str, Any] = {
        "class_level": str(case.class_level),
        "establishment": str(case.establishment),
    }
    if case.levels is not None:
        given["levels"] = dict(case.levels)
    for key, value in case.inputs.items():
        given[key] = value.isoformat() if isinstance(value, date) else value
    return given


def _certification(certification: Certification) -> dict[str, Any]:
    profile = certification.profile
    by_levels = profile if profile and profile.mark is None else None
    data = {
        "kind": certification.duty.kind,
        "status": certification.status.value,
        "basis": certification.nature.value,
        "certainty": certification.authority.value,
        "postponed_to": certification.postponed_to,
        "window": _window(certification.window) if certification.window else None,
        "windows": [_window(window) for window in certification.windows],
        "certifiable": profile.met if profile else None,
        "competences_reached": len(by_levels.reached) if by_levels else None,
        "competences_missing": by_levels.missing if by_levels else None,
        "reached": [competence.index for competence in by_levels.reached] if by_levels else None,
        "citations": _cited(certification.citations),
    }
    if certification.duty.condition and certification.duty.condition.mark:
        data["mark_missing"] = profile.missing if profile else None
    return data


def _window(window: WindowOn) -> dict[str, Any]:
    return {
        "key": window.window.key,
        "label": window.window.label,
        "opens": _iso(window.window.opens),
        "closes": _iso(window.window.closes),
        "state": window.state.value,
        "days_until_open": window.days_until_open,
        "days_left": window.days_left,
        "days_since_close": window.days_since_close,
        "ask": window.window.ask,
        "citations": _cited(window.window.citations),
    }


def _duty(asked: DutyOn, *, told: bool) -> dict[str, Any]:
    """A duty; one with windows has them, unless `certification` tells them already."""
    unknown = asked.duty.due_words.unknown.text if asked.duty.due_words else None
    data: dict[str, Any] = {
        "kind": asked.kind,
        "status": asked.status.value,
        "basis": asked.rule.nature.value,
        "actor": asked.actor,
        "due": _iso(asked.due),
        "done": asked.done,
        "citations": _cited(asked.citations),
        "notes": [unknown] if unknown and asked.due is None else [],
    }
    if asked.windows and not told:
        data["windows"] = [_window(window) for window in asked.windows]
    return data


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "label": notice.label,
        "nature": notice.nature.value,
        "text": notice.text,
        "source": notice.source,
        "citations": _cited(notice.citations),
    }


def _cited(citations: Iterable[Citation]) -> list[str]:
    return [str(citation) for citation in citations]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
