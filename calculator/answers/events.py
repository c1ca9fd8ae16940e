"""The dates of a circular as events of a calendar, and the names of the files that hold them.

A window is an event of all its days, so that a calendar shows when it is possible, and its last
day is another, for the day after which it is too late. A date that is only reported is never one:
the description says it, as a caution.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from calculator.answers import words
from calculator.answers.references import cited
from calculator.model.circular import Circular, NoticeRule
from calculator.model.decision import Decision
from calculator.model.duties import Duty, Rule, Window
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel, Establishment, Nature, Status

CALENDARS_FOLDER = "calendriers/"

BEFORE_OPENING = (14,)
BEFORE_DEADLINE = (14, 3)
"""The reminders, in days: time to register pupils, and time to see that it is done."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that lasts one day or several, whole days.

    Attributes:
        uid: What tells it from all others, the same each time it is written (RFC 7986, 5.3).
        first: Its first day.
        last: Its last day, which counts.
        summary: Its title, in French.
        description: What must be known of it and where that is from, in French; may have lines.
        alarm_days: How many days before the first one to be reminded, each 0 or more.
        category: What it is about, in a word or two, in French.
        url: The address of its source on the web, when there is one.
        revision: How many times it has been changed: a calendar takes the latest (`SEQUENCE`).
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str
    category: str
    alarm_days: tuple[int, ...] = ()
    url: str | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """Events under a title, ready to be written.

    Attributes:
        name: The name of its file.
        title: What programs show.
        events: What it holds.
        issued: The day that its content is of; None for what a person chose and may change.
    """

    name: str
    title: str
    events: tuple[Event, ...]
    issued: date | None


def class_events(
    circular: Circular, class_level: ClassLevel, establishment: Establishment
) -> tuple[Event, ...]:
    """The dates that a circular fixes for a class; none when it fixes none, or is not for it.

    A day that only the reader knows is not among them.
    """
    if establishment not in circular.scope.establishments:
        return ()
    cautions = [n for n in circular.notices if n.applies_to(class_level, establishment)]
    default = establishment == circular.default_establishment
    key = str(class_level) if default else f"{class_level}-{establishment}"
    events: list[Event] = []
    for duty in circular.duties:
        rule = duty.rule_for(class_level, establishment)
        if rule is not None:
            events += _window_events(circular, duty, rule, class_level.label, key, cautions)
            events += _due_events(circular, duty, rule, class_level.label, key)
    return tuple(events)


def circular_events(circular: Circular) -> tuple[Event, ...]:
    """All the dates of a circular, classes that share a rule together."""
    default = circular.default_establishment
    kinds = [default, *(k for k in circular.vocabulary.establishments if k != default)]
    events: list[Event] = []
    for n, kind in enumerate(kinds):
        key = f"classes-{kind}" if n else "classes"
        events += rule_events(circular, frozenset(circular.classes), kind, key, kinds[:n])
    return tuple(events)


def rule_events(
    circular: Circular,
    classes: Set[ClassLevel],
    establishment: Establishment,
    key: str,
    told: Sequence[Establishment] | None = None,
) -> tuple[Event, ...]:
    """The dates that a circular fixes for some classes, those that share a rule together.

    Args:
        circular: The text.
        classes: Whose dates are wanted.
        establishment: The kind of their school; there is nothing for one outside the scope.
        key: What tells these events from others of the same rules.
        told: Where the dates of all kinds of school are wanted, those whose rules are told already;
            a rule then names its kinds, where it is not for all of them.
    """
    if establishment not in circular.scope.establishments:
        return ()
    events: list[Event] = []
    for duty in circular.duties:
        for rule in duty.rules:
            shared = rule.classes & classes
            if not shared or establishment not in rule.establishments:
                continue
            if rule.establishments.intersection(told or ()):
                continue
            first = circular.vocabulary.in_order(rule.classes)[0]
            cautions = [
                notice
                for notice in circular.notices
                if establishment in notice.establishments and notice.classes & shared
            ]
            whose = words.classes_words(shared, circular.vocabulary)
            if told is not None:
                whose += words.kinds_words(rule.establishments, circular)
            events += _window_events(circular, duty, rule, whose, f"{key}-{first}", cautions)
            events += _due_events(circular, duty, rule, whose, f"{key}-{first}")
    return tuple(events)


def decision_events(decision: Decision) -> tuple[Event, ...]:
    """The dates of an answer: those of the class, and the day that the case gives, if any."""
    case, circular = decision.case, decision.circular
    events = list(class_events(circular, case.class_level, case.establishment))
    for asked in decision.duties:
        if asked.duty.asks and asked.due is not None:
            key, whose = str(case.class_level), case.class_level.label
            due = (asked.duty, asked.due, asked.actor, asked.citations)
            events.append(due_event(circular, key, whose, *due))
    # A day that the reader tells stands in for the one that the text gives.
    return tuple({event.uid: event for event in events}.values())


def due_event(
    circular: Circular,
    key: str,
    whose: str,
    duty: Duty,
    due: date,
    actor: str,
    citations: Iterable[Citation],
) -> Event:
    """The day by which a duty is to be done, that the text gives or that only the reader knows.

    Args:
        circular: The text.
        key: What tells this event from that of others.
        whose: The classes, in French.
        duty: What is to be done by then.
        due: The day.
        actor: Who acts, in French.
        citations: The paragraphs that ask for it.
    """
    said = duty.due_words
    description = _lines(
        f"{duty.todo_all} ({whose}).",
        f"Qui : {actor}.",
        said.told if said and duty.asks else "",
        _sources(citations, circular),
    )
    title, tail = (said.event, said.event_key) if said else (duty.label, duty.kind)
    same = [one for one in circular.duties if one.due_words and one.due_words.event_key == tail]
    tail = f"{duty.kind}-{tail}" if len(same) > 1 else tail
    summary = f"{title} ({whose})"
    days = (due, due)
    return _event(circular, duty, f"{key}-{tail}", days, summary, description, BEFORE_DEADLINE)


def calendar_name(circular: Circular, class_level: ClassLevel | None = None) -> str:
    """The name of a calendar's file: the circular's key, and the class when it is for one."""
    key = circular.calendar_key
    return f"{key}-{class_level}.ics" if class_level else f"{key}.ics"


def circular_calendar(circular: Circular) -> Calendar | None:
    """All the dates of a circular: the same until what its file says changes."""
    events = circular_events(circular)
    issued = circular.settled_on
    return _calendar(circular, None, "toutes les classes", events, issued)


def class_calendar(
    circular: Circular, class_level: ClassLevel, establishment: Establishment
) -> Calendar | None:
    """The dates of a class; None when it has none."""
    events = class_events(circular, class_level, establishment)
    issued = circular.settled_on
    return _calendar(circular, class_level, class_level.label, events, issued)


def decision_calendar(decision: Decision) -> Calendar | None:
    """The dates of an answer; None when it has none, or is about a year that is over.

    When they are those of the class alone, so is the calendar, whatever the day of the question.
    """
    case, circular, events = decision.case, decision.circular, decision_events(decision)
    level = case.class_level
    if decision.over:
        return None
    if not events or events == class_events(circular, level, case.establishment):
        return class_calendar(circular, level, case.establishment)
    return _calendar(circular, level, level.label, events, None)  # the reader told a date


def titles(circular: Circular) -> str:
    """What a calendar is of: the title of each duty that has dates."""
    said = [duty.window_words.all_year for duty in circular.duties if duty.window_words]
    if not said:
        return circular.title
    first, *others = dict.fromkeys(said)
    return words.listed([first, *map(words.in_a_sentence, others)])


def _calendar(
    circular: Circular,
    class_level: ClassLevel | None,
    whose: str,
    events: tuple[Event, ...],
    issued: date | None,
) -> Calendar | None:
    if not events:
        return None
    title = f"{titles(circular)} {circular.year} : {whose}"
    return Calendar(calendar_name(circular, class_level), title, events, issued)


def _due_events(circular: Circular, duty: Duty, rule: Rule, whose: str, key: str) -> list[Event]:
    if rule.due is None:
        return []
    citations = (*rule.citations, *duty.also_cites)
    return [due_event(circular, key, whose, duty, rule.due, rule.actor, citations)]


def _window_events(
    circular: Circular,
    duty: Duty,
    rule: Rule,
    whose: str,
    key: str,
    cautions: Iterable[NoticeRule],
) -> list[Event]:
    said = duty.window_words
    if said is None:
        return []
    status = duty.status_word(circular.vocabulary.statuses, rule.status)
    optional = [status] if rule.status in (Status.OPTIONAL, Status.RECOMMENDED) else []
    cautions = [one for one in cautions if one.about in (None, duty.kind)]
    several = sum(any(rule.windows for rule in one.rules) for one in circular.duties) > 1
    events = []
    for window in rule.windows:
        if window.days is None:
            continue
        opens, closes = window.days
        part = f"{key}-{duty.kind}" if several else key
        part = part if window.key == "main" else f"{part}-{window.key}"
        more = [*([words.in_a_sentence(window.label)] if window.label else []), *optional]
        also = f" ({', '.join(more)})" if more else ""
        description = _window_description(circular, duty, rule, window, whose, cautions)
        events += [
            _event(
                circular, duty, f"{part}-sessions", (opens, closes),
                f"{said.event}{also} : {whose}", description, BEFORE_OPENING,
            ),
        ]  # fmt: skip
        if opens < closes:  # else it is the same day
            events.append(
                _event(
                    circular, duty, f"{part}-dernier-jour", (closes, closes),
                    f"{said.last_day_event}{also} : {whose}", description, BEFORE_DEADLINE,
                )
            )  # fmt: skip
    return events


def _window_description(
    circular: Circular,
    duty: Duty,
    rule: Rule,
    window: Window,
    whose: str,
    cautions: Iterable[NoticeRule],
) -> str:
    said = duty.window_words
    span = words.date_range(*window.days) if window.days else ""
    status = duty.status_word(circular.vocabulary.statuses, rule.status)
    kinds = circular.vocabulary.notice_kinds
    return _lines(
        f"{duty.label} {status} en {circular.year} : {whose}.",
        _when(window, f"{said.possible} {span}.") if said else "",
        f"{said.who} : {rule.actor}." if said else "",
        _sources((*rule.citations, *window.citations), circular, rule.nature),
        *(
            f"{kinds[notice.kind].label} : {notice.text} [{cited(notice.citations, circular)}]"
            for notice in cautions
        ),
    )


def _when(window: Window, text: str) -> str:
    return f"{window.label} : {words.in_a_sentence(text)}" if window.label else text


def _event(
    circular: Circular,
    duty: Duty,
    key: str,
    days: tuple[date, date],
    summary: str,
    description: str,
    alarm_days: tuple[int, ...],
) -> Event:
    return Event(
        uid=event_uid(circular, key),
        first=days[0],
        last=days[1],
        summary=summary,
        description=description,
        category=duty.label,
        alarm_days=alarm_days,
        url=circular.main_source.url,
        revision=circular.revision,
    )


def event_uid(circular: Circular, key: str) -> str:
    """What tells an event from all others, of this circular or of any."""
    return f"{circular.calendar_key}-{key}@{circular.calendar_domain}"


def _sources(
    citations: Iterable[Citation], circular: Circular, nature: Nature = Nature.SAYS
) -> str:
    """« Source : Circulaire du recteur…, § 5 collège ; § 5 calendrier. »."""
    told = cited(dict.fromkeys(citations), circular, in_full=True)
    return f"Source : {words.RESTS_ON[nature]}{told}."


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
