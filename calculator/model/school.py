"""A school as a whole: what its classes are asked, in order of date, and who can sit on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from calculator.model.campaign import Campaign, Citation, Window
from calculator.model.case import CLASS_LEVEL_LABEL, Case
from calculator.model.deciding import decide
from calculator.model.decision import Decision, Duty, WindowOn
from calculator.model.errors import InvalidCase
from calculator.model.school_calendar import WEEKEND, Holidays, SchoolCalendar
from calculator.model.vocabulary import ClassLevel, DutyKind, Establishment, Status, WindowState

HORIZON = 30
"""How many days ahead deadlines are told."""
NO_CALENDAR = SchoolCalendar("", "", MappingProxyType({}), (), ())
"""What is known of a year whose campaign has no calendar: its weekends."""


@dataclass(frozen=True, slots=True)
class School:
    """A school, as its head describes it.

    Attributes:
        classes: The classes it has, in the order of schooling.
        establishment: What kind it is.
        last_report_date: The day of the last periodic report (circular, p-2), when it is known.
    """

    classes: tuple[ClassLevel, ...]
    establishment: Establishment
    last_report_date: date | None = None

    @classmethod
    def of(
        cls, classes: Iterable[object], establishment: object, last_report_date: object = None
    ) -> Self:
        """Make a school from what a form or a command line gives: codes, an ISO date.

        Raises:
            InvalidCase: When a value is not possible, or there is no class (`class_level`).
        """
        cases = [Case.of(level, establishment, None, last_report_date) for level in classes]
        if not cases:
            raise InvalidCase("class_level", CLASS_LEVEL_LABEL, "", ", ".join(ClassLevel))
        levels = {case.class_level for case in cases}
        return cls(
            tuple(level for level in ClassLevel if level in levels),
            cases[0].establishment,
            cases[0].last_report_date,
        )


# --- What is asked of the school --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SchoolDuty:
    """Something that is asked for some classes of a school.

    Attributes:
        kind: What is asked.
        status: Mandatory or optional.
        actor: Who acts, in French.
        classes: For which classes.
        window: When sessions can be held; None for what is no certification.
        due: The last day to do it, when there is one.
        citations: The paragraphs that ask for it.
        notes: What must be known about it, in French.
    """

    kind: DutyKind
    status: Status
    actor: str
    classes: tuple[ClassLevel, ...]
    window: WindowOn | None
    due: date | None
    citations: tuple[Citation, ...]
    notes: tuple[str, ...]

    @property
    def begins(self) -> date | None:
        """The day that puts it in order: its window opens, or it is due; None without a date."""
        return self.window.window.opens if self.window else self.due


def decide_for_school(school: School, on: date, campaign: Campaign) -> tuple[Decision, ...]:
    """Decide what a circular asks for each class of a school.

    The date of the last report is told of where it matters; if it matters nowhere, every decision
    says so.

    Args:
        school: Its classes and kind.
        on: The day the question is asked.
        campaign: What the circular fixes for the school year.
    """
    reports = [level for level in school.classes if _has_report(level, campaign)]
    return tuple(
        decide(
            Case(
                level,
                school.establishment,
                last_report_date=school.last_report_date
                if level in (reports or school.classes)
                else None,
            ),
            on,
            campaign,
        )
        for level in school.classes
    )


def school_duties(decisions: Iterable[Decision]) -> tuple[SchoolDuty, ...]:
    """The duties of a school in order of date, those without a date last.

    Duties that differ by their classes and paragraphs alone are one.
    """
    same: dict[tuple[object, ...], list[tuple[ClassLevel, Duty, WindowOn | None]]] = {}
    for decision in decisions:
        for duty in decision.duties:
            window = decision.certification.window if duty.kind is DutyKind.CERTIFICATION else None
            key = (duty.kind, duty.status, duty.actor, duty.due, window)
            same.setdefault(key, []).append((decision.case.class_level, duty, window))
    duties = [_as_one(group) for group in same.values()]
    return tuple(sorted(duties, key=_by_date))


def _has_report(level: ClassLevel, campaign: Campaign) -> bool:
    return any(duty.kind is DutyKind.LSU_ENTRY for duty in campaign.duties_for(level))


def _as_one(group: Sequence[tuple[ClassLevel, Duty, WindowOn | None]]) -> SchoolDuty:
    _, duty, window = group[0]
    citations = dict.fromkeys(citation for _, one, _ in group for citation in one.citations)
    return SchoolDuty(
        kind=duty.kind,
        status=duty.status,
        actor=duty.actor,
        classes=tuple(level for level, _, _ in group),
        window=window,
        due=duty.due,
        citations=tuple(citations),
        notes=duty.notes,
    )


def _by_date(duty: SchoolDuty) -> tuple[date, date, int]:
    last = duty.window.window.closes if duty.window else duty.due
    kind = -list(DutyKind).index(duty.kind)  # the most pressing first
    return duty.begins or date.max, last or date.max, kind


# --- Who can sit on a day ---------------------------------------------------------------------


class Obstacle(StrEnum):
    """Why a class cannot sit on a day, or that the circular does not say."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_DUE = "not_due"
    OTHER_YEAR = "other_year"
    NOT_YET = "not_yet"
    TOO_LATE = "too_late"
    CLOSED = "closed"
    """Nobody is at school."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Whether a class can sit on a day: it can when there is no obstacle."""

    decision: Decision
    obstacle: Obstacle | None


class DeadlineKind(StrEnum):
    """What a day is the last or the first of."""

    OPENS = "opens"
    CLOSES = "closes"
    REPORT = "report"


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
        moved: The holidays that make this day other than was first announced.
        sittings: Each class of the school, and whether it can sit.
        deadlines: What opens, closes or is due within `HORIZON` days, in order.
    """

    on: date
    closed: str | None
    moved: MovedHolidays | None
    sittings: tuple[Sitting, ...]
    deadlines: tuple[Deadline, ...]


def sittings(campaign: Campaign, school: School, on: date) -> SchoolDay:
    """Who can sit on a day, and what falls due in the days after it.

    Args:
        campaign: What the circular fixes for the school year.
        school: Its classes and kind.
        on: The day.
    """
    calendar = campaign.calendar or NO_CALENDAR
    closed = calendar.closed(on)
    decisions = decide_for_school(school, on, campaign)
    ahead = [d for duty in school_duties(decisions) for d in _deadlines(duty)]
    ahead.sort(key=lambda deadline: deadline.day)
    return SchoolDay(
        on=on,
        closed=closed,
        moved=moved_holidays(calendar, on),
        sittings=tuple(Sitting(d, _obstacle(d, campaign, closed)) for d in decisions),
        deadlines=tuple(d for d in ahead if 0 <= (d.day - on).days <= HORIZON),
    )


def _obstacle(decision: Decision, campaign: Campaign, closed: str | None) -> Obstacle | None:
    certification = decision.certification
    if certification.status is Status.OUT_OF_SCOPE:
        return Obstacle.OUT_OF_SCOPE
    if decision.on not in campaign.school_year:
        return Obstacle.OTHER_YEAR
    if certification.window is None:
        return Obstacle.NOT_DUE
    if certification.window.state is WindowState.UPCOMING:
        return Obstacle.NOT_YET
    if certification.window.state is WindowState.CLOSED:
        return Obstacle.TOO_LATE
    return None if closed is None else Obstacle.CLOSED


def _deadlines(duty: SchoolDuty) -> list[Deadline]:
    if duty.window is not None:
        window = duty.window.window
        return [
            Deadline(window.opens, DeadlineKind.OPENS, duty),
            Deadline(window.closes, DeadlineKind.CLOSES, duty),
        ]
    return [Deadline(duty.due, DeadlineKind.REPORT, duty)] if duty.due else []


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


def school_days(campaign: Campaign, window: Window) -> int:
    """On how many days of a window a school is open."""
    calendar = campaign.calendar or NO_CALENDAR
    length = (window.closes - window.opens).days + 1
    days = (window.opens + timedelta(days=n) for n in range(length))
    return sum(calendar.closed(day) is None for day in days)
