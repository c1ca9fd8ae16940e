"""A circular: everything that a text lays down for one school year, as data, its words included.

`calculator.schema` checks the files that people write (`circulars/<id>/circular.toml`), and
`calculator.model.loading` makes a `Circular` of what it has checked. Nothing in Python knows what
any text says: what is here is only what a text can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from calculator.model.duties import (
    Duty,
    Input,
    citations_of,
)
from calculator.model.errors import InvalidCase
from calculator.model.school_calendar import SchoolCalendar
from calculator.model.sources import Citation, Scope, Source, TextWords
from calculator.model.vocabulary import (
    Authority,
    ClassLevel,
    Establishment,
    Nature,
    Vocabulary,
)

_AUTHORITIES = tuple(Authority)
ZONE_LABEL = "Zone de vacances"


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
    """Something to say beside the answers for some classes or some kinds of school.

    Attributes:
        kind: Why it is said, a code of the vocabulary.
        nature: Whether a text says it, we read it there, or the text does not say it.
        text: The French text.
        citations: What it rests on, or where it was looked for.
        classes: The classes whose answers it belongs to.
        establishments: The kinds of school whose answers it belongs to.
        about: The kind of the duty that it is about, if it is about one.
        when_due: Whether it is said only where that duty exists.
        reported_closes: The last day of sessions that the source of a reported change gives.
        unknown: Whether it leaves unknown if the duty that it is about is asked.
    """

    kind: str
    nature: Nature
    text: str
    citations: tuple[Citation, ...]
    classes: frozenset[ClassLevel]
    establishments: frozenset[Establishment]
    about: str | None = None
    when_due: bool = False
    reported_closes: date | None = None
    unknown: bool = False

    @property
    def is_silence_about_a_duty(self) -> bool:
        """Whether it says that the text says nothing of a duty."""
        return self.nature is Nature.SILENCE and self.about is not None

    def applies_to(self, class_level: str, establishment: str) -> bool:
        """Whether it belongs to the answers for this class and kind of school."""
        return class_level in self.classes and establishment in self.establishments


# --- The whole ---------------------------------------------------------------------------------


def _first_year(day: date) -> int:
    """The year in which the school year of a day begins."""
    return day.year if day.month >= 9 else day.year - 1


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year, by convention from 1 September to 31 August; `str()` gives "2020-2021"."""

    first: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The school year of a day."""
        return cls(_first_year(day))

    @classmethod
    def named(cls, name: str) -> Self:
        """The school year of a usual name."""
        return cls(int(name[:4]))

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
        return self.first == _first_year(day)

    def __str__(self) -> str:
        """Give its usual name."""
        return f"{self.first}-{self.first + 1}"


@dataclass(frozen=True, slots=True, eq=False)  # one is itself, and no other
class Circular:
    """Everything the rules need to know of one text for one school year.

    Attributes:
        id: Its name, that of its folder.
        issuer: Who wrote the text (« académie de Nantes »).
        title: Its title.
        school_year: The year it is about.
        vocabulary: The words that it shares with others.
        text: How the text is named in our sentences.
        sources: The texts it rests on, by id.
        scope: The kinds of school that it covers.
        default_establishment: The kind of school that it addresses.
        duties: What it asks, the most pressing first.
        inputs: What only the reader knows, by key.
        left_open: What it leaves to be decided in a school.
        left_open_title: The title of that.
        notices: What must be said beside answers: changes, readings, silences, reminders.
        calendar: The days on which nobody is at school; None when the file says nothing of them.
        revision: How many times what its file says has been changed since it was first published.
        calendar_key: What the identifiers of its events begin with.
        calendar_domain: What they end with.
    """

    id: str
    issuer: str
    title: str
    school_year: SchoolYear
    vocabulary: Vocabulary
    text: TextWords
    sources: Mapping[str, Source]
    scope: Scope
    default_establishment: Establishment
    duties: tuple[Duty, ...]
    inputs: Mapping[str, Input]
    left_open: tuple[LeftOpen, ...]
    left_open_title: str
    notices: tuple[NoticeRule, ...]
    calendar: SchoolCalendar | None
    revision: int
    calendar_key: str
    calendar_domain: str

    @property
    def year(self) -> str:
        """The school year, "2020-2021"."""
        return str(self.school_year)

    def is_over(self, day: date) -> bool:
        """Whether its school year is over on a day."""
        return day > self.school_year.ends

    @property
    def main_source(self) -> Source:
        """The text itself: the first official source of the file, or the first of all.

        Later ones change what it says, or are what it cites.
        """
        all_sources = list(self.sources.values())
        return next((s for s in all_sources if s.authority.is_official), all_sources[0])

    @property
    def settled_on(self) -> date:
        """A day on which all that the file says is known: that of its text or latest change."""
        changes = [
            window.known_from
            for duty in self.duties
            for rule in duty.rules
            for window in rule.windows
            if window.known_from
        ]
        return max([self.main_source.published, *changes])

    @property
    def name(self) -> str:
        """« académie de Nantes, circulaire du 16 décembre 2020 »: what tells it from others."""
        return f"{self.issuer}, {self.main_source.short_title}"

    @property
    def exams(self) -> tuple[Duty, ...]:
        """The duties with a condition and windows, which are asked about pupil by pupil."""
        return tuple(duty for duty in self.duties if duty.condition is not None)

    def exam_for(self, class_level: str, establishment: str) -> Duty | None:
        """The duty with a condition that is about a class, else the first; None without any."""
        exams = self.exams
        for duty in exams:
            if duty.rule_for(class_level, establishment):
                return duty
        return exams[0] if exams else None

    @property
    def planned(self) -> Duty | None:
        """The duty whose sessions can be planned, if there is one."""
        return next((duty for duty in self.duties if duty.plan), None)

    @property
    def planned_together(self) -> tuple[Duty, ...]:
        """That duty, and those whose sessions share its plan."""
        planned = self.planned
        if planned is None:
            return ()
        return tuple(d for d in self.duties if d is planned or d.plan_with == planned.kind)

    @property
    def has_levels(self) -> bool:
        """Whether a condition is about levels of competences."""
        return any(duty.condition and not duty.condition.mark for duty in self.duties)

    @property
    def classes(self) -> tuple[ClassLevel, ...]:
        """The classes of the vocabulary."""
        return self.vocabulary.classes

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones that a school has to choose from; none when it has no choice."""
        return tuple(self.calendar.zones) if self.calendar else ()

    def in_zone(self, zone: str) -> Self:
        """The same for the schools of a zone; for all of them while none is chosen.

        Raises:
            InvalidCase: When there is no such zone, or it is not that of the text (field `zone`).
        """
        own = self.calendar.zone if self.calendar else ""
        if zone and own and zone != own:
            expected = f"{own}, la zone {self.text.of}, ou aucune"
            raise InvalidCase("zone", ZONE_LABEL, zone, expected)
        if not zone or self.calendar is None or not self.zones:
            return self
        if zone not in self.zones:
            raise InvalidCase("zone", ZONE_LABEL, zone, ", ".join(self.zones))
        return replace(self, calendar=self.calendar.in_zone(zone))

    def duty(self, kind: str) -> Duty:
        """The duty of a kind.

        Raises:
            KeyError: When it has none.
        """
        for duty in self.duties:
            if duty.kind == kind:
                return duty
        raise KeyError(kind)

    def authority_of(self, citations: Iterable[Citation]) -> Authority:
        """The weakest authority among the sources of some citations; held when there are none."""
        sources = self.sources
        found = [_AUTHORITIES.index(sources[c.source].authority) for c in citations]
        return _AUTHORITIES[max(found, default=0)]

    def citations(self) -> frozenset[Citation]:
        """Everything that a rule or a notice rests on, or was looked for in."""
        return frozenset(self._citations())

    def _citations(self) -> Iterator[Citation]:
        yield from self.scope.citations
        for left in self.left_open:
            yield from left.citations
        for notice in self.notices:
            yield from notice.citations
        for duty in self.duties:
            yield from duty.also_cites
            yield from citations_of(duty)
