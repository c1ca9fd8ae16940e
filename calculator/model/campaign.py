"""A campaign: everything that a circular fixes for one school year, as data.

`calculator.model.reading` makes a `Campaign` from a file of `campaigns/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from calculator.model.school_calendar import SchoolCalendar
from calculator.model.vocabulary import (
    Authority,
    ClassLevel,
    DutyKind,
    Establishment,
    NoticeKind,
    Status,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that says something about a campaign.

    Attributes:
        id: Its key, the part of a citation before `#`.
        authority: Whether it can decide, or only be reported.
        title: Its full title, in French.
        short_title: The title used in links.
        published: The day it was published.
        page: The page of the site that holds its full text, when there is one (`docs/`-relative).
        url: Its address on the web, when there is one.
        paragraphs: The mark that a person reads for each paragraph id ("p-3" → "§ 3").
    """

    id: str
    authority: Authority
    title: str
    short_title: str
    published: date
    page: str | None
    url: str | None
    paragraphs: Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A paragraph of a source; `str()` gives `source#paragraph`."""

    source: str
    paragraph: str

    def __str__(self) -> str:
        """Give the form used in campaign files and in JSON."""
        return f"{self.source}#{self.paragraph}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The kinds of establishment that the circular covers (p-1)."""

    establishments: frozenset[Establishment]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a Pix profile needs to be certifiable (p-5-college): so many competences at a level."""

    competences: int
    level: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """A duty other than certification, for some classes."""

    kind: DutyKind
    status: Status
    classes: frozenset[ClassLevel]
    actor: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which certification sessions can be held; both ends count."""

    opens: date
    closes: date
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Sessions:
    """How certification sessions are held.

    Attributes:
        actor: Who registers the pupils, in French.
        window: When they can be held.
        citations: The paragraphs on how they are run.
    """

    actor: str
    window: Window
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class CertificationRule:
    """What a circular decides about certification, for some classes.

    Attributes:
        status: `MANDATORY`, `OPTIONAL` or `NOT_DUE`.
        classes: The classes it is about.
        citations: The paragraphs that decide the status.
        sessions: How sessions are held; None exactly when nothing is due.
        postponed_to: The school year to which an obligation is postponed, if it is.
    """

    status: Status
    classes: frozenset[ClassLevel]
    citations: tuple[Citation, ...]
    sessions: Sessions | None
    postponed_to: str | None


@dataclass(frozen=True, slots=True)
class Preparation:
    """The campaigns of tests that prepare pupils for certification (p-4)."""

    actor: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Something that a circular leaves to be decided in a school with some of these classes.

    Attributes:
        actor: Who decides, in French.
        text: What there is to decide, in French.
        classes: The classes it is about.
        citations: The paragraphs that leave it open.
    """

    actor: str
    text: str
    classes: frozenset[ClassLevel]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """A notice to attach to the answers for some classes or some kinds of establishment.

    Attributes:
        kind: Why it is said.
        text: The French text.
        source: A citation (`source#paragraph`), or a source's id for a secondary source.
        classes: The classes whose answers it belongs to.
        establishments: The kinds of establishment whose answers it belongs to.
        reported_closes: The last day of sessions that the source of a reported change gives.
    """

    kind: NoticeKind
    text: str
    source: str
    classes: frozenset[ClassLevel]
    establishments: frozenset[Establishment]
    reported_closes: date | None = None

    def applies_to(self, class_level: ClassLevel, establishment: Establishment) -> bool:
        """Whether the notice belongs to the answer for this class and establishment."""
        return class_level in self.classes and establishment in self.establishments


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year, by convention from 1 September to 31 August; `str()` gives "2020-2021"."""

    first: int

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.first, 9, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        return date(self.first + 1, 8, 31)

    def __contains__(self, day: date) -> bool:
        """Whether a day belongs to it."""
        return self.begins <= day <= self.ends

    def __str__(self) -> str:
        """Give its usual name."""
        return f"{self.first}-{self.first + 1}"


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything the rules need to know of one school year.

    Attributes:
        school_year: The year; `str(campaign.school_year)` names the campaign.
        sources: The texts it rests on, by id.
        scope: The establishments covered.
        duties: Duties other than certification.
        preparation: The campaigns of tests that come before a certification, when it has any.
        left_open: What it leaves to be decided in a school.
        threshold: What it takes to be certifiable.
        certification: One rule per group of classes; every class is in exactly one.
        no_effect_on_diplomas: The reminder that goes with every certification (p-6).
        notices: What must be said beside an answer: reported changes, readings of the text.
        calendar: The days on which nobody is at school; None when the file says nothing of them.
        revision: How many times what its file says has been changed since it was first published.
    """

    school_year: SchoolYear
    sources: Mapping[str, Source]
    scope: Scope
    duties: tuple[DutyRule, ...]
    preparation: Preparation | None
    left_open: tuple[LeftOpen, ...]
    threshold: Threshold
    certification: tuple[CertificationRule, ...]
    no_effect_on_diplomas: NoticeRule
    notices: tuple[NoticeRule, ...]
    revision: int = 0
    calendar: SchoolCalendar | None = None

    @property
    def name(self) -> str:
        """The school year, "2020-2021"."""
        return str(self.school_year)

    @property
    def official_source(self) -> Source:
        """The text that decides; when there are several, the latest."""
        official = [s for s in self.sources.values() if s.authority is Authority.OFFICIAL]
        return max(official, key=lambda source: source.published)

    def certification_for(self, class_level: ClassLevel) -> CertificationRule:
        """The certification rule of a class."""
        return next(rule for rule in self.certification if class_level in rule.classes)

    def duties_for(self, class_level: ClassLevel) -> tuple[DutyRule, ...]:
        """The duties of a class other than certification, in the order of the file."""
        return tuple(rule for rule in self.duties if class_level in rule.classes)

    def citations(self) -> frozenset[Citation]:
        """Every paragraph that a rule or a notice of this campaign rests on."""
        cited = {*self.scope.citations, *self.threshold.citations}
        for duty in self.duties:
            cited.update(duty.citations)
        for left in self.left_open:
            cited.update(left.citations)
        if self.preparation:
            cited.update(self.preparation.citations)
        for rule in self.certification:
            cited.update(rule.citations)
            if rule.sessions:
                cited.update(rule.sessions.citations, rule.sessions.window.citations)
        for notice in (self.no_effect_on_diplomas, *self.notices):
            if "#" in notice.source:
                cited.add(Citation(*notice.source.split("#", 1)))
        return frozenset(cited)
