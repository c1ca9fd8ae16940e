"""The files of the static answers, as models: what other programs can count on (`api/v1/`)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from calculator.schema.decision_form import Count, DecisionForm, IsoDay, Name, Open, YearName
from calculator.schema.fields import AnyStatus

Version = Annotated[str, Meta(pattern="^[0-9a-f]{12}$")]
Blocks = list[Count]


class StateForm(Open, kw_only=True):
    """The answer for some days of a school year."""

    first_day: IsoDay
    last_day: IsoDay
    status: AnyStatus
    window: Literal["upcoming", "open", "closed", "unknown"] | None
    headline: str
    by_when: str
    decision: DecisionForm
    text: Blocks
    html: Blocks


class AnswersForm(Open, kw_only=True):
    """The answers for a class through a school year."""

    schema: Literal[1]
    version: Version
    circular: Name
    issuer: str
    campaign: YearName
    first_day: IsoDay
    last_day: IsoDay
    class_level: Name
    label: str
    establishments: dict[Name, list[StateForm]]
    blocks: list[str]


class CodeForm(Open, kw_only=True):
    """A code and what it is for people."""

    code: Name
    label: str


class DateWordsForm(Open, kw_only=True):
    """What a date is written with."""

    days: Annotated[list[str], Meta(min_length=7, max_length=7)]
    months: Annotated[list[str], Meta(min_length=12, max_length=12)]
    first: str


class ListedCircularForm(Open, kw_only=True):
    """A circular, and where its answers are."""

    id: Name
    issuer: str
    title: str
    campaign: YearName
    first_day: IsoDay
    last_day: IsoDay
    csv: str
    answers: dict[Name, str]


class IndexForm(Open, kw_only=True):
    """The index of the answers of a site."""

    schema: Literal[1]
    version: Version
    words: DateWordsForm
    classes: list[CodeForm]
    establishments: list[CodeForm]
    circulars: list[ListedCircularForm]
