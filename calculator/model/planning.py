"""A plan of a school's sessions: days checked, and the steps before them, counted backwards.

The circular fixes windows; it leaves the days of the sessions, and the steps before them, to the
head of school (p-5-modalites). The lead times of a plan are the user's, or ours: never its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Self

from calculator.model.campaign import Campaign, Citation, Sessions, Window
from calculator.model.errors import InvalidCase
from calculator.model.school import NO_CALENDAR, MovedHolidays, School, moved_holidays
from calculator.model.school_calendar import SchoolCalendar
from calculator.model.vocabulary import ClassLevel, DutyKind, Labelled, Stage

LONGEST_LEAD = 366
"""The longest lead time that makes sense, in days."""
_DAY = timedelta(days=1)


class SessionKind(Labelled):
    """Whose session it is: collège and lycée have windows of their own (p-5-college, p-5-lycee)."""

    COLLEGE = "college", "collège"
    LYCEE = "lycee", "lycée"

    @classmethod
    def of(cls, class_level: ClassLevel) -> SessionKind:
        """Whose session a class would sit; a 3e prépa-métiers is of collège (p-5-prepa-metiers)."""
        in_college = class_level.stage in (Stage.ECOLE, Stage.COLLEGE)
        return cls.COLLEGE if in_college else cls.LYCEE


class StepKind(Labelled):
    """A step towards a session, in order."""

    PIX_ENROLMENT = "pix_enrolment", "Inscrire les élèves sur Pix"
    CAMPAIGNS = "campaigns", "Lancer les campagnes de tests (parcours)"
    CERTIFIABLE = "certifiable", "Vérifier qui est certifiable"
    REGISTRATION = "registration", "Inscrire les élèves à la session"
    SESSION = "session", "Tenir la session"

    @property
    def is_shared(self) -> bool:
        """Whether it is done once, before the first session, for those that follow too."""
        return self in (StepKind.PIX_ENROLMENT, StepKind.CAMPAIGNS)


class LeadUnit(Labelled):
    """What a lead time is counted in; days are those of the calendar."""

    DAYS = "days", "jours"
    WEEKS = "weeks", "semaines"


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before a session a step is to be done."""

    count: int
    unit: LeadUnit = LeadUnit.WEEKS

    def __str__(self) -> str:
        """Give « 8 semaines », in French."""
        return f"{self.count} {self.unit.label if self.count > 1 else self.unit.label[:-1]}"

    @property
    def days(self) -> int:
        """The same in days."""
        return self.count * 7 if self.unit is LeadUnit.WEEKS else self.count

    @classmethod
    def of(cls, step: StepKind, count: object, unit: object = LeadUnit.WEEKS) -> Self:
        """Make the lead time of a step from what a form gives: digits, a unit's code.

        Raises:
            InvalidCase: When it is none, or too long (field `lead.` and the step's code).
        """
        if not isinstance(unit, str) or unit not in list(LeadUnit):
            raise _wrong_lead(step, unit, ", ".join(LeadUnit), ".unit")
        unit = LeadUnit(unit)
        longest = LONGEST_LEAD // (7 if unit is LeadUnit.WEEKS else 1)
        digits = str(count).strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
            raise _wrong_lead(step, count, _up_to(longest, unit))
        if int(digits) > longest:
            raise _wrong_lead(step, count, _up_to(longest, unit))
        return cls(int(digits), unit)


DEFAULT_LEADS: Mapping[StepKind, Lead] = MappingProxyType(
    {
        StepKind.PIX_ENROLMENT: Lead(8),
        StepKind.CAMPAIGNS: Lead(6),
        StepKind.CERTIFIABLE: Lead(3),
        StepKind.REGISTRATION: Lead(2),
    }
)
"""Lead times that we propose; the circular gives none."""


class Caution(StrEnum):
    """What is to be checked about the day of a session."""

    NO_CLASS = "no_class"
    OTHER_WINDOW = "other_window"
    OUTSIDE_WINDOW = "outside_window"
    CLOSED = "closed"
    PAST = "past"
    BEFORE_PUBLICATION = "before_publication"


@dataclass(frozen=True, slots=True)
class Session:
    """A day on which a school means to hold a session."""

    kind: SessionKind
    day: date


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """The day of a session, checked.

    Attributes:
        session: Whose it is, and when.
        classes: The classes of the school that sit this kind of session.
        windows: When they can, each window once.
        cautions: What is to be checked.
        closed: Why nobody is at school that day, in French, when it is so.
        moved: The holidays that make this day other than was first announced.
    """

    session: Session
    classes: tuple[ClassLevel, ...]
    windows: tuple[Window, ...]
    cautions: tuple[Caution, ...]
    closed: str | None
    moved: MovedHolidays | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do before a session, or the session itself.

    Attributes:
        kind: What.
        session: For which session: the first of those that it is done for.
        actor: Who acts, in French.
        intended: The day that the lead time gives.
        day: The day to do it: `intended`, or the last school day before it.
        closed: Why nobody is at school on the intended day, in French; None when it is kept.
        moved: The holidays that make the intended day other than was first announced.
        in_year: Whether the day is in the school year, whose holidays are the only ones known.
        overdue: Whether its day is gone.
        citations: The paragraphs that it comes from.
    """

    kind: StepKind
    session: Session
    actor: str
    intended: date
    day: date
    closed: str | None
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
    """

    on: date
    leads: Mapping[StepKind, Lead]
    sessions: tuple[PlannedSession, ...]
    steps: tuple[Step, ...]


def sessions_of(
    kind: SessionKind, campaign: Campaign, school: School
) -> dict[ClassLevel, Sessions]:
    """How sessions of a kind are held for each class of a school that can sit them."""
    if school.establishment not in campaign.scope.establishments:
        return {}
    rules = {
        level: campaign.certification_for(level).sessions
        for level in school.classes
        if SessionKind.of(level) is kind
    }
    return {level: sessions for level, sessions in rules.items() if sessions}


def plan(
    campaign: Campaign,
    school: School,
    sessions: Iterable[Session],
    on: date,
    leads: Mapping[StepKind, Lead] = DEFAULT_LEADS,
) -> Plan:
    """Plan backwards from the days of sessions.

    A step that would fall when nobody is at school is done on the last school day before. The day
    of a session is the head's to choose: it is never moved, only checked.

    Args:
        campaign: What the circular fixes for the school year.
        school: Its classes and kind.
        sessions: The days chosen; the same twice counts once.
        on: The day the question is asked, which tells what is past.
        leads: How long before a session each step is done; ours where none is given.

    Raises:
        InvalidCase: When a step would come before one that it needs (field `lead.` and its code).
    """
    lasting = {**DEFAULT_LEADS, **leads}
    _check_order(lasting)
    chosen = sorted(set(sessions), key=lambda s: (s.day, list(SessionKind).index(s.kind)))
    checked = tuple(_checked(session, campaign, school, on) for session in chosen)
    steps = []
    seen: set[SessionKind] = set()
    for one in checked:
        if one.classes:
            is_first = one.session.kind not in seen
            seen.add(one.session.kind)
            kinds = [kind for kind in StepKind if is_first or not kind.is_shared]
            steps += [_step(kind, one, campaign, lasting, on) for kind in kinds]
    steps.sort(key=lambda step: (step.day, list(StepKind).index(step.kind), step.session.day))
    return Plan(on, lasting, checked, tuple(steps))


def _wrong_lead(step: StepKind, found: object, expected: str, part: str = "") -> InvalidCase:
    label = f"Délai, « {step.label} »"
    return InvalidCase(f"lead.{step}{part}", label, "" if found is None else found, expected)


def _up_to(longest: int, unit: LeadUnit) -> str:
    return f"un nombre entier de 0 à {longest} ({unit.label})"


def _check_order(leads: Mapping[StepKind, Lead]) -> None:
    """A step comes no later than the next one."""
    for (earlier, longer), (later, lead) in pairwise((k, leads[k]) for k in DEFAULT_LEADS):
        if lead.days > longer.days:
            expected = f"au plus le délai de « {earlier.label} », {longer}"
            raise _wrong_lead(later, lead, expected)


def _checked(session: Session, campaign: Campaign, school: School, on: date) -> PlannedSession:
    sitting = sessions_of(session.kind, campaign, school)
    windows = tuple(dict.fromkeys(sessions.window for sessions in sitting.values()))
    calendar = campaign.calendar or NO_CALENDAR
    closed = calendar.closed(session.day)
    cautions = {
        Caution.NO_CLASS: not sitting,
        **_outside(session, windows, campaign),
        Caution.CLOSED: closed is not None,
        Caution.PAST: session.day < on,
        Caution.BEFORE_PUBLICATION: session.day < campaign.official_source.published,
    }
    return PlannedSession(
        session=session,
        classes=tuple(sitting),
        windows=windows,
        cautions=tuple(caution for caution, is_so in cautions.items() if is_so),
        closed=closed,
        moved=moved_holidays(calendar, session.day),
    )


def _outside(
    session: Session, windows: Iterable[Window], campaign: Campaign
) -> dict[Caution, bool]:
    """Whether a day is outside a window, and if so inside the other kind's."""
    outside = any(not _inside(session.day, window) for window in windows)
    others = (
        rule.sessions.window
        for rule in campaign.certification
        if rule.sessions and any(SessionKind.of(c) is not session.kind for c in rule.classes)
    )
    in_other = outside and any(_inside(session.day, window) for window in others)
    return {Caution.OTHER_WINDOW: in_other, Caution.OUTSIDE_WINDOW: outside and not in_other}


def _inside(day: date, window: Window) -> bool:
    return window.opens <= day <= window.closes


def _step(
    kind: StepKind,
    planned: PlannedSession,
    campaign: Campaign,
    leads: Mapping[StepKind, Lead],
    on: date,
) -> Step:
    calendar = campaign.calendar or NO_CALENDAR
    actor, citations = _who(kind, planned, campaign)
    intended = day = planned.session.day
    if kind is not StepKind.SESSION:
        intended = _before(intended, leads[kind].days)
        day = _school_day(intended, calendar)
    return Step(
        kind=kind,
        session=planned.session,
        actor=actor,
        intended=intended,
        day=day,
        closed=calendar.closed(intended),
        moved=moved_holidays(calendar, intended),
        in_year=intended in campaign.school_year,
        overdue=day < on,
        citations=tuple(dict.fromkeys(citations)),
    )


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(date.min.toordinal(), day.toordinal() - days))


def _school_day(day: date, calendar: SchoolCalendar) -> date:
    """The day itself, or the last before it on which a school is open."""
    while calendar.closed(day) is not None:
        day -= _DAY
    return day


def _who(kind: StepKind, planned: PlannedSession, campaign: Campaign) -> tuple[str, list[Citation]]:
    """Who acts at a step, and the paragraphs that it comes from."""
    rules = [campaign.certification_for(level) for level in planned.classes]
    held = [rule.sessions for rule in rules if rule.sessions]
    preparation = campaign.preparation
    if kind is StepKind.PIX_ENROLMENT:
        duties = [d for level in planned.classes for d in campaign.duties_for(level)]
        enrolments = [duty for duty in duties if duty.kind is DutyKind.PIX_ENROLMENT]
        actor = enrolments[0].actor if enrolments else held[0].actor
        return actor, [c for duty in enrolments for c in duty.citations]
    if kind in (StepKind.CAMPAIGNS, StepKind.CERTIFIABLE):
        threshold = campaign.threshold.citations if kind is StepKind.CERTIFIABLE else ()
        if preparation is None:
            return held[0].actor, [*threshold]
        return preparation.actor, [*preparation.citations, *threshold]
    if kind is StepKind.REGISTRATION:
        # The paragraph that gives the threshold is the one that says who registers, and whom.
        obligations = [c for rule in rules for c in rule.citations]
        return held[0].actor, [*obligations, *campaign.threshold.citations]
    windows = [c for sessions in held for c in sessions.window.citations]
    return held[0].actor, [*windows, *(c for sessions in held for c in sessions.citations)]
