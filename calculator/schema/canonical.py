"""From a file that has the right form to the JSON that the rules read.

Groups of classes are spelt out, what is left out is filled in, readings, silences and notices
become one list, and a circular that extends another gets what it does not say from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from calculator.schema.fields import UNKNOWN
from calculator.schema.form import CircularForm
from calculator.schema.vocabulary_form import VocabularyForm

Json = dict[str, Any]


def _said(masculine: str, feminine: str, sentence: str = "est {}") -> dict[str, str]:
    return {
        "masculine": masculine,
        "feminine": feminine,
        "masculine_sentence": sentence.format(masculine.removeprefix("non ")),
        "feminine_sentence": sentence.format(feminine.removeprefix("non ")),
    }


_STATUSES = {
    "mandatory": _said("obligatoire", "obligatoire"),
    "requested": _said("demandé", "demandée"),
    "recommended": _said("recommandé", "recommandée"),
    "optional": _said("facultatif", "facultative"),
    "not_due": _said("non demandé", "non demandée", "n’est pas {}"),
    "unknown": _said("non connu", "non connue", "n’est pas {}"),
    "out_of_scope": _said("non concerné", "non concernée", "n’est pas {}"),
}
"""The usual words, where a vocabulary has no others."""
_NOTICES = {
    "reported_change": {"label": "Changement signalé, à vérifier", "reported": True},
    "interpretation": {"label": "Notre lecture du texte", "reported": False},
    "silence": {"label": "Le texte ne le dit pas", "reported": False},
}
"""The kinds of notices that every circular can have."""
OWN_NOTICE_KINDS = {kind: one["reported"] is True for kind, one in _NOTICES.items()}
"""The same, and whether only a reported source says them."""


def canonical_vocabulary(form: VocabularyForm) -> Json:
    """The JSON of a vocabulary: every class says where its sessions are held."""
    data: Json = msgspec.to_builtins(form)
    places = {stage["code"]: stage.pop("places") for stage in data["stages"]}
    data["statuses"] = {**_STATUSES, **data["statuses"]}
    data["notices"] = {
        **data["notices"],
        **{k: v for k, v in _NOTICES.items() if k not in data["notices"]},
    }
    for one in data["classes"].values():
        if one["places"] is None:
            one["places"] = places.get(one["stage"], [])
    return data


def canonical_circular(form: CircularForm, vocabulary: Json) -> Json:
    """The JSON of a circular.

    Args:
        form: What its file says, with what it extends already put in.
        vocabulary: The JSON of the vocabulary it is written with.
    """
    data: Json = msgspec.to_builtins(form)
    groups = data.pop("class_groups")
    spell_out = _Speller(groups, list(vocabulary["classes"]), list(vocabulary["establishments"]))
    data.pop("extends")
    data["calendar_ids"] = data["calendar_ids"] or {"key": data["id"], "domain": "calculator"}
    for duty in data["duties"]:
        _complete_duty(duty, spell_out, data["scope"]["establishments"])
    for left in data["left_open"]:
        left["classes"] = spell_out.classes(left["classes"])
    plain = {"nature": "says", "reported_closes": None, "unknown": False}
    readings = [
        {**plain, **one, "kind": "interpretation", "nature": "reading"}
        for one in data.pop("readings")
    ]
    silences = [
        {**plain, **one, "kind": "silence", "nature": "silence"} for one in data.pop("silences")
    ]
    notices = [*({**plain, **one} for one in data["notices"]), *readings, *silences]
    order = list(vocabulary["notices"])
    notices.sort(key=lambda one: order.index(one["kind"]))
    for one in notices:
        one["classes"] = spell_out.classes(one["classes"])
        one["establishments"] = spell_out.establishments(one["establishments"])
    data["notices"] = notices
    return data


class _Speller:
    """Puts codes in place of groups, and all codes in place of nothing."""

    def __init__(
        self, groups: Mapping[str, list[str]], classes: list[str], establishments: list[str]
    ) -> None:
        self._groups = groups
        self._classes = classes
        self._establishments = establishments

    def classes(self, named: Iterable[str] | None) -> list[str]:
        if named is None:
            return self._classes
        codes = {code for name in named for code in self._groups.get(name, [name])}
        return [code for code in self._classes if code in codes]

    def establishments(self, named: list[str] | None) -> list[str]:
        return self._establishments if named is None else named


def _complete_duty(duty: Json, spell_out: _Speller, scope: list[str]) -> None:
    for status, said in duty["headlines"].items():
        duty["headlines"][status] = {
            "plain": said["plain"],
            "met": said["met"] or said["plain"],
            "unmet": said["unmet"] or said["plain"],
        }
    condition = duty["condition"]
    if condition:
        condition["citations"] = condition.pop("cites")
        condition["competences"] = condition["competences"] or 0
        condition["level"] = condition["level"] or 0
        condition["at_least"] = condition["at_least"] or 0
        condition["progress_actor"] = condition["progress_actor"] or ""
    if duty["plan"]:
        for step in duty["plan"]["steps"]:
            weeks, days = step.pop("weeks"), step.pop("days")
            step["lead"] = weeks if weeks is not None else days
            step["unit"] = "weeks" if weeks is not None else "days" if days is not None else None
    for rule in duty["rules"]:
        rule["classes"] = spell_out.classes(rule["classes"])
        rule["establishments"] = rule["establishments"] or scope
        rule["actor"] = rule["actor"] or ""
        for window in rule["windows"]:
            _spell_days(window)
            for change in window["changes"]:
                _spell_days(change)


def _spell_days(version: Json) -> None:
    days = version.pop("days")
    for end in ("opens", "closes"):
        day = days if days == UNKNOWN else days[end]
        version[end] = None if day == UNKNOWN else day
