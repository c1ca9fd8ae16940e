"""A school as a whole: what its classes are asked, in order of date, and who can sit on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from calculator.model.case import CLASS_LEVEL_LABEL, Case, CheckedCase, checked
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision, DutyOn, WindowOn
from calculator.model.duties import Duty, Window
from calculator.model.errors import InvalidCase
from calculator.model.school_calendar import WEEKEND, Holidays, SchoolCalendar
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel, Establishment, Status, WindowState

NO_CALENDAR = SchoolCalendar("", "", MappingProxyType({}), (), ())
"""What is known of a year whose circular has no calendar: its weekends."""


@dataclass(frozen=True, slots=True)
class School:
    """A school, as its head describes it.

    Attributes:
        classes: The classes it has, in the order of schooling.
        establishment: What kind it is.
        inputs: What only the reader knows, by the key of the circular's inputs.
    """

    classes: tuple[ClassLevel, ...]
    establishment: Establishment
    inputs: Mapping[str, date | int]

    @classmethod
    def of(
        cls, circular: Circular, classes: Iterable[object], establishment: object, **inputs: object
    ) -> Self:
        """Make a school from what a form or a command line gives: codes, an ISO date.

        Raises:
            InvalidCase: When a value is not possible, or there is no class (`class_level`).
        """
        cases = [
            checked(Case.of(level, establishment, None, **inputs), circular) for level in classes
        ]
        if not cases:
            raise InvalidCase("class_level", CLASS_LEVEL_LABEL, "", ", ".join(circular.classes))
        levels = circular.vocabulary.in_order(case.class_level for case in cases)
        return cls(levels, cases[0].establishment, cases[0].inputs)


# --- What is asked of the school --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SchoolDuty:
    """Something that is asked for some classes of a school.

    Attributes:
        duty: What is asked, and its words.
        status: Whether it is mandatory, requested….
        actor: Who acts, in French.
        classes: For which classes.
        windows: When it can be done; none without windows.
        due: The last day to do it, when there is one.
        when: When, in a sentence, if there is neither.
        citations: The paragraphs that ask for it.
    """

    duty: Duty
    status: Status
    actor: str
    classes: tuple[ClassLevel, ...]
    windows: tuple[WindowOn, ...]
    due: date | None
    when: str | None
    citations: tuple[Citation, ...]

    @property
    def begins(self) -> date | None:
        """The day that puts it in order: its window opens, or it is due; None without a date."""
        opens = [one.window.opens for one in self.windows if one.window.opens]
        return min(opens) if opens else self.due

    @property
    def ends(self) -> date | None:
        """Its last day, when it has one."""
        closes = [one.window.closes for one in self.windows if one.window.closes]
        return max(closes) if closes else self.due


def decide_for_school(school: School, on: date, circular: Circular) -> tuple[Decision, ...]:
    """Decide what a circular asks for each class of a school.

    What only the reader knows is told where it matters; if it matters nowhere, every decision says
    so.

    Args:
        school: Its classes and kind.
        on: The day the question is asked.
        circular: What the text lays down for the school year.
    """
    matters = {
        key: [level for level in school.classes if _asks(key, level, school, circular)]
        or school.classes
        for key in school.inputs
    }
    return tuple(
        decide(
            CheckedCase(
                level,
                school.establishment,
                None,
                {key: value for key, value in school.inputs.items() if level in matters[key]},
            ),
            on,
            circular,
        )
        for level in school.classes
    )


def school_duties(decisions: Iterable[Decision]) -> tuple[SchoolDuty, ...]:
    """The duties of a school in order of date, those without a date last.

    Duties that differ by their classes and paragraphs alone are one.
    """
    same: dict[tuple[object, ...], list[tuple[ClassLevel, DutyOn]]] = {}
    rank: dict[str, int] = {}
    for decision in decisions:
        rank = rank or {duty.kind: n for n, duty in enumerate(decision.circular.duties)}
        for asked in decision.duties:
            days = tuple((w.window.key, w.window.opens, w.window.closes) for w in asked.windows)
            key = (asked.kind, asked.status, asked.actor, asked.due, days, asked.rule.when)
            same.setdefault(key, []).append((decision.case.class_level, asked))
    duties = [_as_one(group) for group in same.values()]
    return tuple(
        sorted(
            duties,
            key=lambda duty: (
                duty.begins or date.max,
                duty.ends or date.max,
                rank[duty.duty.kind],
            ),
        )
    )


def _asks(key: str, level: ClassLevel, school: School, circular: Circular) -> bool:
    for duty in circular.duties:
        rule = duty.rule_for(level, school.establishment)
        of_mark = duty.condition is not None and duty.condition.mark == key
        if rule is not None and rule.status.is_due and (duty.asks == key or of_mark):
            return True
    return False


def _as_one(group: Sequence[tuple[ClassLevel, DutyOn]]) -> SchoolDuty:
    _, asked = group[0]
    citations = dict.fromkeys(citation for _, one in group for citation in one.citations)
    return SchoolDuty(
        duty=asked.duty,
        status=asked.status,
        actor=asked.actor,
        classes=tuple(level for level, _ in group),
        windows=asked.windows,
        due=None if asked.windows else asked.due,
        when=asked.rule.when,
        citations=tuple(citations),
    )


# --- Who can sit on a day ---------------------------------------------------------------------


class Obstacle(StrEnum):
    """Why a class cannot sit on a day, or that it is not known."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_DUE = "not_due"
    OTHER_YEAR = "other_year"
    UNKNOWN = "unknown"
    """The days are not known."""
    NOT_YET = "not_yet"
    TOO_LATE = "too_late"
    CLOSED = "closed"
    """Nobody is at school."""
    CLOSED_IN_ZONES = "closed_in_zones"
    """Nobody is at school in some zones, and that of the school is not known."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Whether a class can sit on a day: it can when there is no obstacle."""

    decision: Decision
    obstacle: Obstacle | None


class DeadlineKind(StrEnum):
    """What a day is the last or the first of."""

    OPENS = "opens"
    CLOSES = "closes"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day to come on which something opens, closes or is due."""

    day: date
    kind: DeadlineKind
    duty: SchoolDuty


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """A school on a day.

    Attributes:
        on: The day.
        closed: Why nobody is at school, in French; None on an ordinary day.
        closed_in: The zones whose holidays it is in, and their names, while none is chosen.
        moved: The holidays that make this day other than was first announced.
        sittings: Each class of the school, and whether it can sit.
    """

    on: date
    closed: str | None
    closed_in: Mapping[str, str]
    moved: MovedHolidays | None
    sittings: tuple[Sitting, ...]


def sittings(circular: Circular, school: School, on: date) -> SchoolDay:
    """Who can sit on a day.

    Args:
        circular: What the circular fixes for the school year.
        school: Its classes and kind.
        on: The day.
    """
    calendar = circular.calendar or NO_CALENDAR
    decisions = decide_for_school(school, on, circular)
    return SchoolDay(
        on=on,
        closed=calendar.closed(on),
        closed_in=calendar.closed_in(on),
        moved=moved_holidays(calendar, on),
        sittings=tuple(Sitting(d, _obstacle(d, circular, calendar)) for d in decisions),
    )


def _obstacle(decision: Decision, circular: Circular, calendar: SchoolCalendar) -> Obstacle | None:
    if not decision.in_scope:
        return Obstacle.OUT_OF_SCOPE
    if decision.on not in circular.school_year:
        return Obstacle.OTHER_YEAR
    window = decision.certification.window if decision.certification else None
    if window is None:
        return Obstacle.NOT_DUE
    if window.state is WindowState.UNKNOWN:
        return Obstacle.UNKNOWN
    if window.state is WindowState.UPCOMING:
        return Obstacle.NOT_YET
    if window.state is WindowState.CLOSED:
        return Obstacle.TOO_LATE
    if calendar.closed(decision.on) is not None:
        return Obstacle.CLOSED
    return Obstacle.CLOSED_IN_ZONES if calendar.closed_in(decision.on) else None


def deadlines(duty: SchoolDuty) -> list[Deadline]:
    """The days on which a duty opens, closes or is due."""
    if not duty.windows:
        return [Deadline(duty.due, DeadlineKind.DUE, duty)] if duty.due else []
    days = []
    for one in duty.windows:
        if one.window.opens:
            days.append(Deadline(one.window.opens, DeadlineKind.OPENS, duty))
        if one.window.closes:
            days.append(Deadline(one.window.closes, DeadlineKind.CLOSES, duty))
    return days


# --- Holidays that were moved -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MovedHolidays:
    """Holidays as first announced, and as they were held."""

    announced: Holidays
    held: Holidays


def moved_holidays(calendar: SchoolCalendar, day: date) -> MovedHolidays | None:
    """The holidays that make a day other than the first calendar had it, when some do."""
    if day.weekday() in WEEKEND or day in calendar.public_holidays:
        return None
    for announced in calendar.first_announced:
        for held in calendar.holidays:
            if held.name == announced.name and (day in announced) != (day in held):
                return MovedHolidays(announced, held)
    return None


def school_days(circular: Circular, window: Window, since: date = date.min) -> dict[str, int]:
    """On how many days of a window, whose days are known, a school is open: on those from a day on.

    Returns:
        The number by zone, while none is chosen; else one number, under "".
    """
    calendar = circular.calendar or NO_CALENDAR
    if window.days is None:
        return {}
    opens, closes = window.days
    first = max(opens, since)
    days = [first + timedelta(days=n) for n in range((closes - first).days + 1)]
    zones = {zone: calendar.in_zone(zone) for zone in calendar.zones} or {"": calendar}
    return {zone: sum(own.closed(day) is None for day in days) for zone, own in zones.items()}
