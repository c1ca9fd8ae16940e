"""A plan of a school's sessions: days checked, and the steps before them, counted backwards.

A circular may fix windows and leave the days of the sessions, and the steps before them, to the
school. The lead times of a plan are the user's, or those that its file proposes as ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from calculator.model.circular import Circular
from calculator.model.duties import Duty, Lead, Rule, StepRule, Window
from calculator.model.leads import check_order
from calculator.model.school import NO_CALENDAR, MovedHolidays, School, moved_holidays
from calculator.model.school_calendar import SchoolCalendar
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel, Place, Status

_DAY = timedelta(days=1)


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
        windows: When they can, each window once.
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
    def doubtful(self) -> bool:
        """Whether its day is not known to be right: it is rejected, or no window is known."""
        return self.rejected or Caution.UNKNOWN_WINDOW in self.cautions

    @property
    def label(self) -> str | None:
        """What the windows that its day is in are called, when all are called the same."""
        labels = {w.label for w in self.windows if _inside(self.session.day, [w])}
        return labels.pop() if len(labels) == 1 else None


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do before a session, or the session itself.

    Attributes:
        rule: What.
        session: For which session: the first of those that it is done for.
        actor: Who acts, in French.
        intended: The day that the lead time gives.
        day: The day to do it: `intended`, or the last school day before it.
        closed: Why nobody is at school on the intended day, and on those back to the day, in
            French; None when it is kept.
        closed_in: The zones whose holidays the day is in, and their names, while none is chosen.
        moved: The holidays that make the intended day, or else the day itself, other than was first
            announced.
        in_year: Whether the day is in the school year, whose holidays are the only ones known.
        overdue: Whether its day is gone, for a session that is not rejected.
        citations: The paragraphs that it comes from.
    """

    rule: StepRule
    session: Session
    actor: str
    intended: date
    day: date
    closed: str | None
    closed_in: Mapping[str, str]
    moved: MovedHolidays | None
    in_year: bool
    overdue: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The sessions of a school, checked, and all steps towards them in order of date.

    Attributes:
        on: The day the question is asked.
        leads: How long before a session each step is done.
        sessions: The days chosen.
        steps: What is to be done.
        without_session: The classes of an obligation for which no session is chosen, though some
            are for others.
    """

    on: date
    leads: Mapping[str, Lead]
    sessions: tuple[PlannedSession, ...]
    steps: tuple[Step, ...]
    without_session: tuple[ClassLevel, ...]

    def session_of(self, step: Step) -> PlannedSession:
        """The session that a step is done for, the first one if it is shared."""
        return next(one for one in self.sessions if one.session == step.session)

    def to_check(self, step: Step) -> bool:
        """Whether the day of a step is to be checked, or that of its session."""
        return self.session_of(step).doubtful or bool(step.closed_in)

    def along(self, step: Step) -> tuple[PlannedSession, ...]:
        """The other sessions that a shared step could be done for: all that are not rejected."""
        first = self.session_of(step)
        return tuple(
            one
            for one in self.sessions
            if one.session.place == first.session.place
            and one is not first
            and one.rejected == first.rejected
            and Caution.OTHER_YEAR not in one.cautions
        )


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
    return {level: _known(rule, on) for level, (_, rule) in rules.items() if rule and rule.windows}


def _known(rule: Rule, on: date) -> Rule:
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


def plan(
    circular: Circular,
    school: School,
    sessions: Iterable[Session],
    on: date,
    leads: Mapping[str, Lead] | None = None,
) -> Plan:
    """Plan backwards from the days of sessions.

    A step that would fall when nobody is at school is done on the last school day before. The day
    of a session is the head's to choose: it is never moved, only checked. One of another year has
    no steps, and shared steps are done for one that is rejected only if all are.

    Args:
        circular: What the text lays down for the school year.
        school: Its classes and kind.
        sessions: The days chosen; the same twice counts once.
        on: The day the question is asked, which tells what is past.
        leads: How long before a session each step is done; ours where none is given.

    Raises:
        InvalidCase: When a step would come before one that it needs (field `lead.` and its key).
    """
    duty = circular.planned
    if duty is None or duty.plan is None:
        return Plan(on, {}, (), (), ())
    lasting = {**duty.plan.leads, **(leads or {})}
    check_order(duty.plan, lasting)
    places = list(circular.vocabulary.places)
    chosen = sorted(set(sessions), key=lambda s: (s.day, places.index(s.place)))
    planned = tuple(_checked(session, circular, school, on) for session in chosen)
    order = {step.key: n for n, step in enumerate(duty.plan.steps)}
    steps = []
    seen: set[Place] = set()
    in_year = [one for one in planned if one.session.day in circular.school_year]
    for one in sorted(in_year, key=lambda one: one.rejected):
        if one.classes:
            is_first = one.session.place not in seen
            seen.add(one.session.place)
            rules = [step for step in duty.plan.steps if is_first or not step.shared]
            steps += [_step(rule, one, circular, school, lasting, on) for rule in rules]
    steps.sort(key=lambda step: (step.day, order[step.rule.key], step.session.day))
    without = _without_session(planned, circular, school, on)
    return Plan(on, lasting, planned, tuple(steps), without)


def _without_session(
    planned: Sequence[PlannedSession], circular: Circular, school: School, on: date
) -> tuple[ClassLevel, ...]:
    if not planned:
        return ()
    can_sit = {
        level
        for one in planned
        if one.session.day in circular.school_year
        for level, rule in rules_at(one.session.place, circular, school, on).items()
        if _inside(one.session.day, rule.windows) or _some_unknown(rule.windows)
    }
    mandatory = {
        level
        for place in circular.vocabulary.places
        for level, rule in rules_at(place, circular, school, on).items()
        if rule.status is Status.MANDATORY
    }
    return circular.vocabulary.in_order(mandatory - can_sit)


def _checked(session: Session, circular: Circular, school: School, on: date) -> PlannedSession:
    there = rules_at(session.place, circular, school, on)
    inside = {c: rule for c, rule in there.items() if _inside(session.day, rule.windows)}
    sitting = inside or there
    windows = tuple(dict.fromkeys(w for rule in sitting.values() for w in rule.windows))
    calendar = circular.calendar or NO_CALENDAR
    in_year = session.day in circular.school_year
    unknown = in_year and not inside and _some_unknown(windows)
    outside = in_year and bool(there) and not inside and not unknown
    others = {
        window.known_on(on)
        for duty in circular.planned_together
        for rule in duty.rules
        for window in rule.windows
        if any(session.place not in level.places for level in rule.classes)
    }
    in_other = outside and _inside(session.day, others)
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


def _some_unknown(windows: Iterable[Window]) -> bool:
    return any(window.days is None for window in windows)


def _inside(day: date, windows: Iterable[Window]) -> bool:
    return any(
        window.opens is not None
        and window.closes is not None
        and window.opens <= day <= window.closes
        for window in windows
    )


def _step(
    rule: StepRule,
    planned: PlannedSession,
    circular: Circular,
    school: School,
    leads: Mapping[str, Lead],
    on: date,
) -> Step:
    calendar = circular.calendar or NO_CALENDAR
    actor, citations = _who(rule, planned, circular, school, on)
    intended = day = planned.session.day
    if rule.lead is not None:
        intended = _before(intended, leads[rule.key].days)
        day = _school_day(intended, calendar)
    return Step(
        rule=rule,
        session=planned.session,
        actor=actor,
        intended=intended,
        day=day,
        closed=calendar.closed_back_to(day, intended),
        closed_in=calendar.closed_in(day),
        moved=moved_holidays(calendar, intended) or moved_holidays(calendar, day),
        in_year=day in circular.school_year,
        overdue=day < on and not planned.rejected,
        citations=tuple(dict.fromkeys(citations)),
    )


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(date.min.toordinal(), day.toordinal() - days))


def _school_day(day: date, calendar: SchoolCalendar) -> date:
    """The day itself, or the last before it on which a school is open."""
    while calendar.closed(day) is not None:
        day -= _DAY
    return day


def _who(
    step: StepRule, planned: PlannedSession, circular: Circular, school: School, on: date
) -> tuple[str, list[Citation]]:
    """Who acts at a step, and the paragraphs that it comes from."""
    kind = school.establishment
    held = [planned_rule(level, kind, circular) for level in planned.classes]
    rules = [_known(rule, on) for _, rule in held if rule]
    holds = _all_of(rules)
    cited: list[Citation] = []
    if step.of_rule:
        cited += [citation for rule in rules for citation in rule.citations]
    if step.of_windows:
        day = planned.session.day
        for rule in rules:
            there = [window for window in rule.windows if _inside(day, [window])]
            cited += [c for window in there or rule.windows for c in window.citations]
        cited += [citation for duty, _ in held if duty for citation in duty.also_cites]
    cited += step.citations
    if step.duty is None:
        return step.actor or holds, cited
    other = circular.duty(step.duty)
    fulfilled = [r for r in (other.rule_for(level, kind) for level in planned.classes) if r]
    actor = _all_of(fulfilled) if fulfilled else holds
    return actor, [*cited, *(citation for rule in fulfilled for citation in rule.citations)]


def _all_of(rules: Iterable[Rule]) -> str:
    """Those who act under some rules: classes of one session may have others."""
    return " ; ".join(dict.fromkeys(rule.actor for rule in rules))
