"""The JSON of a decision, as models: what other programs can count on.

Later versions of the program may add keys, never take one away or change what it means: these
forms do not refuse a key that they do not know.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from calculator.schema.fields import CODE, DAY, YEAR, AnyStatus, Cite, DueStatus, Form, Nature

Authority = Literal["held", "cited", "reported"]
IsoDay = Annotated[str, Meta(pattern=DAY, extra_json_schema={"format": "date"})]
Count = Annotated[int, Meta(ge=0)]
Name = Annotated[str, Meta(pattern=CODE)]
YearName = Annotated[str, Meta(pattern=YEAR)]


class Open(Form, forbid_unknown_fields=False):
    """A table that later versions may add keys to."""


class DecidedWindow(Open, kw_only=True):
    """A window seen from the day asked; both ends count."""

    key: Name
    label: str | None
    opens: IsoDay | None
    closes: IsoDay | None
    state: Literal["upcoming", "open", "closed", "unknown"]
    days_until_open: Annotated[int, Meta(ge=1)] | None
    days_left: Count | None
    days_since_close: Annotated[int, Meta(ge=1)] | None
    ask: str | None
    citations: list[Cite]


class DecidedCertification(Open, kw_only=True):
    """What is decided about the duty that has a condition."""

    kind: Name
    status: AnyStatus
    basis: Nature
    certainty: Authority
    postponed_to: YearName | None
    window: DecidedWindow | None
    windows: list[DecidedWindow]
    certifiable: bool | None
    competences_reached: Count | None
    competences_missing: Count | None
    reached: list[str] | None
    mark_missing: Count | UnsetType | None = UNSET
    citations: list[Cite]


class DecidedDuty(Open, kw_only=True):
    """Something that is asked."""

    kind: Name
    status: DueStatus
    basis: Nature
    actor: str
    due: IsoDay | None
    done: bool
    windows: list[DecidedWindow] | UnsetType = UNSET
    citations: list[Cite]
    notes: list[str]


class DecidedNotice(Open, kw_only=True):
    """Something that is said beside the answer, and never changes it."""

    kind: Name
    label: str
    nature: Nature
    text: str
    source: Cite
    citations: list[Cite]


class DecidedCase(Open, kw_only=True):
    """What was given; beside these keys, the informations that the circular asks, by their keys."""

    class_level: Name
    establishment: Name
    levels: dict[str, Count] | UnsetType = UNSET


class DecisionForm(Open, kw_only=True):
    """The answer for a pupil on a day."""

    schema: Literal[1]
    circular: Name
    issuer: str
    campaign: YearName
    on: IsoDay
    case: DecidedCase
    certainty: Authority
    certification: DecidedCertification | UnsetType = UNSET
    duties: list[DecidedDuty]
    notices: list[DecidedNotice]
