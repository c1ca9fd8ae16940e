"""From checked JSON to a circular: what `calculator.schema` writes, and nothing else.

The browser has neither the files that people write nor what checks them: it gets this form, where
groups of classes are spelt out, what is left out is filled in, and days are ISO texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from calculator.model.circular import Circular, LeftOpen, NoticeRule, SchoolYear
from calculator.model.duties import (
    Condition,
    DueWords,
    Duty,
    Headlines,
    Input,
    InputType,
    Lead,
    LeadUnit,
    PlanRule,
    Rule,
    StepRule,
    Window,
    WindowWords,
)
from calculator.model.school_calendar import Holidays, SchoolCalendar
from calculator.model.sources import Citation, EasyWords, Scope, Sentence, Source, TextWords
from calculator.model.vocabulary import (
    Authority,
    ClassLevel,
    Competence,
    Establishment,
    Nature,
    NoticeKind,
    Place,
    Stage,
    Status,
    StatusWords,
    Vocabulary,
)

Json = Mapping[str, Any]


def vocabulary_from(data: Json) -> Vocabulary:
    """The words that circulars share.

    Args:
        data: The canonical JSON of a vocabulary.
    """
    places = {one["code"]: Place(one["code"], one["label"], one["where"]) for one in data["places"]}
    stages = {
        one["code"]: Stage(one["code"], one["label"], one["named_as_one"]) for one in data["stages"]
    }
    return Vocabulary(
        stages=tuple(stages.values()),
        classes=tuple(
            ClassLevel(
                code,
                one["label"],
                stages[one["stage"]],
                tuple(places[place] for place in one["places"]),
            )
            for code, one in data["classes"].items()
        ),
        establishments=tuple(Establishment(*pair) for pair in data["establishments"].items()),
        places=tuple(places.values()),
        competences=MappingProxyType(
            {
                f"{d}.{c}": Competence(f"{d}.{c}", domain["name"], name)
                for d, domain in enumerate(data["competences"]["domains"], start=1)
                for c, name in enumerate(domain["competences"], start=1)
            }
        ),
        levels=range(data["competences"]["highest_level"] + 1),
        levels_label=data["competences"]["label"],
        statuses=MappingProxyType(
            {Status(code): StatusWords(**said) for code, said in data["statuses"].items()}
        ),
        notice_kinds=MappingProxyType(
            {code: NoticeKind(**one) for code, one in data["notices"].items()}
        ),
    )


def circular_from(data: Json, vocabulary: Vocabulary) -> Circular:
    """A circular.

    Args:
        data: The canonical JSON of a circular.
        vocabulary: The words it is written with.
    """
    return _Reader(vocabulary).circular(data)


class _Reader:
    """Makes the parts of a circular, whose codes are those of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._kinds = {str(kind): kind for kind in vocabulary.establishments}

    def circular(self, data: Json) -> Circular:
        kinds = self._kinds
        scope = data["scope"]
        ids = data["calendar_ids"]
        return Circular(
            id=data["id"],
            issuer=data["issuer"],
            title=data["title"],
            school_year=SchoolYear.named(data["school_year"]),
            vocabulary=self._vocabulary,
            text=TextWords(**data["text"]),
            sources=MappingProxyType(
                {key: _source(key, one) for key, one in data["sources"].items()}
            ),
            scope=Scope(
                establishments=self._establishments(scope["establishments"]),
                citations=_citations(scope["cites"]),
                nature=Nature(scope["nature"]),
                headline=scope["headline"],
                sentence=scope["sentence"],
                nothing=scope["nothing"],
                not_applicable=scope["not_applicable"],
            ),
            default_establishment=kinds[data["default_establishment"]],
            duties=tuple(self._duty(one) for one in data["duties"]),
            inputs=MappingProxyType(
                {
                    one["key"]: Input(
                        key=one["key"],
                        type=InputType(one["type"]),
                        label=one["label"],
                        noun=one["noun"],
                        minimum=one["minimum"],
                        maximum=one["maximum"],
                    )
                    for one in data["inputs"]
                }
            ),
            left_open=tuple(
                LeftOpen(
                    one["actor"],
                    one["text"],
                    self._classes(one["classes"]),
                    _citations(one["cites"]),
                )
                for one in data["left_open"]
            ),
            left_open_title=data["left_open_title"],
            notices=tuple(self._notice(one) for one in data["notices"]),
            calendar=_calendar(data["calendar"]) if data["calendar"] else None,
            revision=data["revision"],
            calendar_key=ids["key"],
            calendar_domain=ids["domain"],
        )

    def _classes(self, codes: Iterable[str]) -> frozenset[ClassLevel]:
        return frozenset(map(self._vocabulary.class_level, codes))

    def _establishments(self, codes: Iterable[str]) -> frozenset[Establishment]:
        return frozenset(self._kinds[code] for code in codes)

    def _duty(self, data: Json) -> Duty:
        condition, plan = data["condition"], data["plan"]
        windows, due = data["window_words"], data["due_words"]
        by_status = {status: Headlines(**said) for status, said in data["headlines"].items()}
        return Duty(
            kind=data["kind"],
            label=data["label"],
            noun=data["noun"],
            feminine=data["feminine"],
            leads=data["leads"],
            todo=data["todo"],
            todo_all=data["todo_all"],
            rules=tuple(self._rule(one, by_status) for one in data["rules"]),
            reasons=_sentences(data["reasons"]),
            condition=_condition(condition) if condition else None,
            asks=data["asks"],
            known_by_levels=data["known_by_levels"],
            also_cites=_citations(data["also_cites"]),
            window_words=WindowWords(**{**windows, "after": _sentence(windows["after"])})
            if windows
            else None,
            due_words=DueWords(**{**due, "unknown": _sentence(due["unknown"])}) if due else None,
            plan=_plan(plan) if plan else None,
            plan_with=data["plan_with"],
            easy=EasyWords(**data["easy"]) if data["easy"] else None,
        )

    def _rule(self, data: Json, by_status: Mapping[str, Headlines]) -> Rule:
        return Rule(
            status=Status(data["status"]),
            classes=self._classes(data["classes"]),
            establishments=self._establishments(data["establishments"]),
            actor=data["actor"],
            citations=_citations(data["cites"]),
            nature=Nature(data["nature"]),
            postponed_to=data["postponed_to"],
            windows=tuple(_window(one) for one in data["windows"]),
            due=_day(data["due"]),
            when=data["when"],
            headlines=by_status.get(data["status"]),
            reasons=tuple(replace(_sentence(r), window=r["window"]) for r in data["reasons"]),
        )

    def _notice(self, data: Json) -> NoticeRule:
        return NoticeRule(
            kind=data["kind"],
            nature=Nature(data["nature"]),
            text=data["text"],
            citations=_citations(data["cites"]),
            classes=self._classes(data["classes"]),
            establishments=self._establishments(data["establishments"]),
            about=data["about"],
            when_due=data["when_due"],
            reported_closes=_day(data["reported_closes"]),
            unknown=data["unknown"],
        )


def _source(key: str, data: Json) -> Source:
    return Source(
        id=key,
        authority=Authority(data["authority"]),
        title=data["title"],
        short_title=data["short_title"],
        published=date.fromisoformat(data["date"]),
        page=data["page"],
        url=data["url"],
        paragraphs=MappingProxyType(data["paragraphs"]),
    )


def _condition(data: Json) -> Condition:
    return Condition(**{**data, "citations": _citations(data["citations"])})


def _window(data: Json) -> Window:
    """A window as it is known last, which holds what was known before."""
    window = _version(data, data, None)
    for change in data["changes"]:
        window = _version(data, change, window)
    return window


def _version(data: Json, version: Json, replaces: Window | None) -> Window:
    return Window(
        key=data["key"],
        label=data["label"],
        opens=_day(version["opens"]),
        closes=_day(version["closes"]),
        citations=_citations(version["cites"]),
        known_from=_day(version["known_from"]),
        ask=data["ask"],
        indication=data["indication"],
        replaces=replaces,
    )


def _plan(data: Json) -> PlanRule:
    return PlanRule(
        steps=tuple(
            StepRule(
                key=one["key"],
                label=one["label"],
                lead=Lead(one["lead"], LeadUnit(one["unit"])) if one["unit"] else None,
                shared=one["shared"],
                actor=one["actor"],
                duty=one["duty"],
                of_rule=one["of_rule"],
                of_windows=one["of_windows"],
                citations=_citations(one["cites"]),
            )
            for one in data["steps"]
        ),
        remark=data["remark"],
        lead_remark=data["lead_remark"],
    )


def _calendar(data: Json) -> SchoolCalendar:
    return SchoolCalendar(
        zone=data["zone"] or "",
        source=data["source"],
        public_holidays=MappingProxyType(
            {date.fromisoformat(one["day"]): one["name"] for one in data["public_holidays"]}
        ),
        holidays=_holidays(data["holidays"]),
        first_announced=_holidays(data["first_announced"]),
        zones={zone: _holidays(own) for zone, own in data["zones"].items()},
    )


def _holidays(data: Iterable[Json]) -> tuple[Holidays, ...]:
    return tuple(
        Holidays(one["name"], date.fromisoformat(one["starts"]), date.fromisoformat(one["resumes"]))
        for one in data
    )


def _sentence(data: Json) -> Sentence:
    return Sentence(data["text"], _citations(data["cites"]), Nature(data["nature"]))


def _sentences(data: Iterable[Json]) -> tuple[Sentence, ...]:
    return tuple(map(_sentence, data))


def _citations(texts: Iterable[str]) -> tuple[Citation, ...]:
    return tuple(map(Citation.of, texts))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
