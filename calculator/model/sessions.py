"""The days of a school's sessions, checked: who can sit then, and what is against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from calculator.model.circular import Circular
from calculator.model.duties import Duty, Rule, Window
from calculator.model.school import NO_CALENDAR, MovedHolidays, School, moved_holidays
from calculator.model.vocabulary import ClassLevel, Place


class Caution(StrEnum):
    """What is to be checked about the day of a session."""

    NO_CLASS = "no_class"
    UNKNOWN_WINDOW = "unknown_window"
    OTHER_WINDOW = "other_window"
    OUTSIDE_WINDOW = "outside_window"
    CLOSED = "closed"
    CLOSED_IN_ZONES = "closed_in_zones"
    OTHER_YEAR = "other_year"
    PAST = "past"
    BEFORE_PUBLICATION = "before_publication"


_REJECTING = {
    Caution.OTHER_WINDOW,
    Caution.OUTSIDE_WINDOW,
    Caution.CLOSED,
    Caution.OTHER_YEAR,
}
_UNSURE = {Caution.UNKNOWN_WINDOW, Caution.CLOSED_IN_ZONES}


@dataclass(frozen=True, slots=True)
class Session:
    """A day on which a school means to hold a session, and where."""

    place: Place
    day: date


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """The day of a session, checked.

    Attributes:
        session: Where it is held, and when.
        classes: The classes of the school that can sit it; when none can that day, all those whose
            sessions are held there.
        windows: When they can, each window once, in order of date.
        cautions: What is to be checked.
        closed: Why nobody is at school that day, in French, when it is so.
        closed_in: The zones whose holidays it is in, and their names, while none is chosen.
        moved: The holidays that make this day other than was first announced.
    """

    session: Session
    classes: tuple[ClassLevel, ...]
    windows: tuple[Window, ...]
    cautions: tuple[Caution, ...]
    closed: str | None
    closed_in: Mapping[str, str]
    moved: MovedHolidays | None

    @property
    def rejected(self) -> bool:
        """Whether what is known of the day is against it."""
        return not _REJECTING.isdisjoint(self.cautions)

    @property
    def unsure(self) -> bool:
        """Whether it is not known if its day does: for want of a window, or of the zone."""
        return not self.rejected and not _UNSURE.isdisjoint(self.cautions)

    @property
    def doubtful(self) -> bool:
        """Whether its day is not known to be right."""
        return self.rejected or self.unsure

    @property
    def label(self) -> str | None:
        """What the windows that its day is in are called, when all are called the same."""
        labels = {w.label for w in self.windows if is_inside(self.session.day, [w])}
        return labels.pop() if len(labels) == 1 else None


def rules_at(place: str, circular: Circular, school: School, on: date) -> dict[ClassLevel, Rule]:
    """How sessions that are planned are held at a place, for each class that can sit them there.

    Their windows are those that are known on the day `on`.
    """
    if school.establishment not in circular.scope.establishments:
        return {}
    rules = {
        level: planned_rule(level, school.establishment, circular)
        for level in school.classes
        if place in level.places
    }
    return {
        level: known_rule(rule, on) for level, (_, rule) in rules.items() if rule and rule.windows
    }


def known_rule(rule: Rule, on: date) -> Rule:
    """A rule whose windows are those that are known on a day."""
    return replace(rule, windows=tuple(window.known_on(on) for window in rule.windows))


def planned_rule(
    class_level: str, establishment: str, circular: Circular
) -> tuple[Duty | None, Rule | None]:
    """The duty whose sessions are planned for a class, and its rule."""
    for duty in circular.planned_together:
        rule = duty.rule_for(class_level, establishment)
        if rule is not None and rule.windows:
            return duty, rule
    return circular.planned, None


def checked_session(
    session: Session, circular: Circular, school: School, on: date
) -> PlannedSession:
    """The day of a session, checked against what is known on the day `on`."""
    there = rules_at(session.place, circular, school, on)
    inside = {c: rule for c, rule in there.items() if is_inside(session.day, rule.windows)}
    possible = {c: rule for c, rule in there.items() if _some_unknown(rule.windows)}
    sitting = inside or possible or there
    windows = in_order(window for rule in sitting.values() for window in rule.windows)
    calendar = circular.calendar or NO_CALENDAR
    in_year = session.day in circular.school_year
    unknown = in_year and not inside and bool(possible)
    outside = in_year and bool(there) and not inside and not unknown
    others = windows_where(circular, on, lambda level: session.place not in level.places)
    in_other = outside and is_inside(session.day, others)
    closed = calendar.closed(session.day) if in_year else None
    closed_in = calendar.closed_in(session.day)
    cautions = {
        Caution.NO_CLASS: not there,
        Caution.UNKNOWN_WINDOW: unknown,
        Caution.OTHER_WINDOW: in_other,
        Caution.OUTSIDE_WINDOW: outside and not in_other,
        Caution.CLOSED: closed is not None,
        Caution.CLOSED_IN_ZONES: bool(closed_in),
        Caution.OTHER_YEAR: not in_year,
        Caution.PAST: in_year and session.day < on,
        Caution.BEFORE_PUBLICATION: in_year and session.day < circular.main_source.published,
    }
    return PlannedSession(
        session=session,
        classes=tuple(sitting),
        windows=windows,
        cautions=tuple(caution for caution, is_so in cautions.items() if is_so),
        closed=closed,
        closed_in=closed_in,
        moved=moved_holidays(calendar, session.day),
    )


def in_order(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Windows in order of date, each once; those whose days are not known last."""
    never = date.max
    return tuple(
        sorted(dict.fromkeys(windows), key=lambda one: (one.opens or never, one.closes or never))
    )


def windows_where(circular: Circular, on: date, those: Callable[[ClassLevel], bool]) -> set[Window]:
    """The windows of sessions of some classes, in any kind of school, as known on the day `on`."""
    return {
        window.known_on(on)
        for duty in circular.planned_together
        for rule in duty.rules
        for window in rule.windows
        if any(those(level) for level in rule.classes)
    }


def _some_unknown(windows: Iterable[Window]) -> bool:
    return any(window.days is None for window in windows)


def is_inside(day: date, windows: Iterable[Window]) -> bool:
    """Whether a day is known to be in one of some windows."""
    return any(
        window.opens is not None
        and window.closes is not None
        and window.opens <= day <= window.closes
        for window in windows
    )
