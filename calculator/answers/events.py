"""The dates of a campaign as events of a calendar, and the names of the files that hold them.

A window is an event of all its days, so that a calendar shows when sessions can be held, and its
last day is another, for the day after which it is too late. A date that is only reported is never
one: the description says it, as a caution.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from typing import TYPE_CHECKING, Any

from calculator.answers import words
from calculator.answers.references import source_reference
from calculator.model.campaign import Campaign, CertificationRule, Citation, NoticeRule, Sessions
from calculator.model.decision import Decision, Duty
from calculator.model.vocabulary import ClassLevel, DutyKind, Establishment, Status
from calculator.render.as_jcal import Event, calendar

if TYPE_CHECKING:
    from calculator.model.school import SchoolDuty

CALENDARS_FOLDER = "calendriers/"
DEFAULT_ESTABLISHMENT = Establishment.PRIVE_SOUS_CONTRAT
"""The establishments that the files of the site are for; others have cautions of their own."""

BEFORE_OPENING = (14,)
BEFORE_DEADLINE = (14, 3)
"""The reminders, in days: time to register pupils, and time to see that it is done."""

_DOMAIN = "crcn-calculator"


def class_events(
    campaign: Campaign, class_level: ClassLevel, establishment: Establishment
) -> tuple[Event, ...]:
    """The dates that a circular fixes for a class; none when it fixes none, or is not for it.

    The deadline of the livret scolaire (p-2) is not among them: the circular gives no date.
    """
    if establishment not in campaign.scope.establishments:
        return ()
    rule = campaign.certification_for(class_level)
    cautions = [n for n in campaign.notices if n.applies_to(class_level, establishment)]
    default = establishment is DEFAULT_ESTABLISHMENT
    key = class_level.value if default else f"{class_level}-{establishment}"
    return _window_events(campaign, rule, class_level.label, key, cautions)


def campaign_events(campaign: Campaign) -> tuple[Event, ...]:
    """All the dates of a campaign, classes that share a rule together."""
    return rule_events(campaign, frozenset(ClassLevel), DEFAULT_ESTABLISHMENT, "classes")


def rule_events(
    campaign: Campaign, classes: Set[ClassLevel], establishment: Establishment, key: str
) -> tuple[Event, ...]:
    """The dates that a circular fixes for some classes, those that share a rule together.

    Args:
        campaign: The year.
        classes: Whose dates are wanted.
        establishment: The kind of their school; there is nothing for one outside the scope.
        key: What tells these events from others of the same rules.
    """
    if establishment not in campaign.scope.establishments:
        return ()
    events: list[Event] = []
    for rule in campaign.certification:
        shared = rule.classes & classes
        if not shared:
            continue
        first = next(level for level in ClassLevel if level in rule.classes)
        cautions = [
            notice
            for notice in campaign.notices
            if establishment in notice.establishments and notice.classes & shared
        ]
        whose = words.classes_words(shared)
        events += _window_events(campaign, rule, whose, f"{key}-{first}", cautions)
    return tuple(events)


def decision_events(decision: Decision, campaign: Campaign) -> tuple[Event, ...]:
    """The dates of an answer: those of the class, and the deadline that the case gives, if any."""
    case = decision.case
    events = list(class_events(campaign, case.class_level, case.establishment))
    for duty in decision.duties:
        if duty.kind is DutyKind.LSU_ENTRY and duty.due is not None:
            key, whose = case.class_level.value, case.class_level.label
            events.append(report_event(campaign, key, whose, duty.due, duty))
    return tuple(events)


def report_event(
    campaign: Campaign, key: str, whose: str, due: date, duty: Duty | SchoolDuty
) -> Event:
    """The day of the last report, which only the reader knows.

    Args:
        campaign: The year.
        key: What tells this event from that of others.
        whose: The classes, in French.
        due: The day.
        duty: What is to be done by then.
    """
    description = _lines(
        f"Inscrire le niveau de maîtrise dans chacun des cinq domaines en {whose}.",
        f"Qui : {duty.actor}.",
        "La date est celle du dernier bilan périodique, que vous avez indiquée.",
        _sources(duty.citations, campaign),
    )
    return _event(
        campaign,
        f"{key}-bilan",
        (due, due),
        f"Dernier bilan périodique : compétences numériques ({whose})",
        description,
        BEFORE_DEADLINE,
    )


def calendar_name(campaign: Campaign, class_level: ClassLevel | None = None) -> str:
    """The name of a calendar's file: `2020-2021-3e.ics`, `2020-2021.ics` for all classes."""
    return f"{campaign.name}-{class_level}.ics" if class_level else f"{campaign.name}.ics"


def campaign_calendar(campaign: Campaign) -> list[Any]:
    """All the dates of a campaign, as jCal: the same until what its file says changes."""
    issued = campaign.official_source.published
    return _calendar(campaign, "toutes les classes", campaign_events(campaign), issued)


def class_calendar(
    campaign: Campaign, class_level: ClassLevel, establishment: Establishment
) -> list[Any] | None:
    """The dates of a class, as jCal; None when it has none."""
    events = class_events(campaign, class_level, establishment)
    issued = campaign.official_source.published
    return _calendar(campaign, class_level.label, events, issued) if events else None


def decision_calendar(decision: Decision, campaign: Campaign) -> list[Any] | None:
    """The dates of an answer, as jCal; None when it has none.

    When they are those of the class alone, so is the calendar, whatever the day of the question.
    """
    case, events = decision.case, decision_events(decision, campaign)
    if not events or events == class_events(campaign, case.class_level, case.establishment):
        return class_calendar(campaign, case.class_level, case.establishment)
    return _calendar(campaign, case.class_level.label, events, None)  # the reader told a date


def offered_calendar(
    decision: Decision, campaign: Campaign, folder: str | None
) -> dict[str, Any] | None:
    """The calendar of an answer as its page can hand it over; None when it has no dates.

    Args:
        decision: The answer.
        campaign: Its campaign.
        folder: The address of `CALENDARS_FOLDER` from the page, when the site has it.

    Returns:
        The `name` of the file, and its `address` where the site has just this one, or else the
        `jcal` to write it from: for a date or an establishment that only the reader told.
    """
    jcal = decision_calendar(decision, campaign)
    if jcal is None:
        return None
    level = decision.case.class_level
    name = calendar_name(campaign, level)
    if folder is not None and jcal == class_calendar(campaign, level, DEFAULT_ESTABLISHMENT):
        return {"name": name, "address": folder + name}
    return {"name": name, "jcal": jcal}


def _calendar(
    campaign: Campaign, whose: str, events: Iterable[Event], issued: date | None
) -> list[Any]:
    return calendar(f"Certification Pix {campaign.name} : {whose}", events, issued)


def _window_events(
    campaign: Campaign,
    rule: CertificationRule,
    whose: str,
    key: str,
    cautions: Iterable[NoticeRule],
) -> tuple[Event, ...]:
    if rule.sessions is None:
        return ()
    window = rule.sessions.window
    description = _window_description(campaign, rule, rule.sessions, whose, cautions)
    optional = " (facultative)" if rule.status is Status.OPTIONAL else ""
    return (
        _event(
            campaign,
            f"{key}-sessions",
            (window.opens, window.closes),
            f"Sessions de certification Pix{optional} : {whose}",
            description,
            BEFORE_OPENING,
        ),
        _event(
            campaign,
            f"{key}-dernier-jour",
            (window.closes, window.closes),
            f"Dernier jour de la certification Pix{optional} : {whose}",
            description,
            BEFORE_DEADLINE,
        ),
    )


def _window_description(
    campaign: Campaign,
    rule: CertificationRule,
    sessions: Sessions,
    whose: str,
    cautions: Iterable[NoticeRule],
) -> str:
    window = sessions.window
    return _lines(
        f"Certification {rule.status.label} en {campaign.name} : {whose}.",
        f"Sessions possibles {words.date_range(window.opens, window.closes)}.",
        f"Qui inscrit les élèves : {sessions.actor}.",
        _sources((*rule.citations, *window.citations), campaign),
        *(
            f"{notice.kind.label} : {notice.text} "
            f"[{source_reference(notice.source, campaign, _nowhere).label}]"
            for notice in cautions
        ),
    )


def _event(
    campaign: Campaign,
    key: str,
    days: tuple[date, date],
    summary: str,
    description: str,
    alarm_days: tuple[int, ...],
) -> Event:
    return Event(
        uid=f"{campaign.name}-{key}@{_DOMAIN}",
        first=days[0],
        last=days[1],
        summary=summary,
        description=description,
        alarm_days=alarm_days,
        url=campaign.official_source.url,
        revision=campaign.revision,
    )


def _sources(citations: Iterable[Citation], campaign: Campaign) -> str:
    """« Source : Circulaire du recteur…, § 5 collège, § 5 calendrier. »."""
    marks: dict[str, list[str]] = {}
    for citation in dict.fromkeys(citations):
        source = campaign.sources[citation.source]
        marks.setdefault(source.title, []).append(source.paragraphs[citation.paragraph])
    cited = " ; ".join(", ".join([title, *those]) for title, those in marks.items())
    return f"Source : {cited}."


def _lines(*lines: str) -> str:
    return "\n".join(lines)


def _nowhere(page: str) -> str:
    return page
