"""Days to remember as jCal (RFC 7265): a calendar in JSON, that libraries turn into iCalendar.

Nothing is folded or escaped here: that is the libraries' work, at build time as in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

PRODUCT = "-//crcn-calculator//Compétences numériques et Pix//FR"
CATEGORY = "Pix"
_ALARM_HOUR = 9
"""When an alarm rings: a day has no hour, and nobody wants to be told at midnight."""


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
        url: The address of its source on the web, when there is one.
        revision: How many times it has been changed: a calendar takes the latest (`SEQUENCE`).
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str
    alarm_days: tuple[int, ...] = ()
    url: str | None = None
    revision: int = 0


def calendar(name: str, events: Iterable[Event], issued: date | None) -> list[Any]:
    """A calendar of events, as jCal: lists, texts and whole numbers only.

    It is to be imported, and says no METHOD: one that is published has an organizer (RFC 5546).

    Args:
        name: What programs show as its title.
        events: What it holds.
        issued: The day that its content is of, as given by its source: the same events always give
            the same calendar. None for what a person chose and may change: what writes the calendar
            stamps it, for the latest wins (RFC 5546, 2.1.5).
    """
    properties = [
        _text("version", "2.0"),
        _text("prodid", PRODUCT),
        _text("name", name),
        # What most programs read instead, and without parameters: of an unknown type, libraries
        # write the value as it is.
        ["x-wr-calname", {}, "unknown", _escaped(name)],
    ]
    return ["vcalendar", properties, [_event(event, issued) for event in events]]


def _event(event: Event, issued: date | None) -> list[Any]:
    properties = [
        _text("uid", event.uid),
        *([] if issued is None else [stamp(f"{issued.isoformat()}T00:00:00Z")]),
        _day("dtstart", event.first),
        _day("dtend", event.last + timedelta(days=1)),  # RFC 5545, 3.6.1: the day after the last
        ["sequence", {}, "integer", event.revision],
        _text("summary", event.summary),
        _text("description", event.description),
        _text("categories", CATEGORY),
        _text("transp", "TRANSPARENT"),
    ]
    if event.url is not None:
        properties.append(["url", {}, "uri", event.url])
    return ["vevent", properties, [_alarm(event.summary, days) for days in event.alarm_days]]


def stamp(moment: str) -> list[Any]:
    """The property that says of when an event is: a moment in UTC, as RFC 3339 writes it."""
    return ["dtstamp", {}, "date-time", moment]


def _alarm(summary: str, days: int) -> list[Any]:
    trigger = ["trigger", {}, "duration", _trigger(days)]
    return ["valarm", [_text("action", "DISPLAY"), _text("description", summary), trigger], []]


def _trigger(days: int) -> str:
    """So many days before midnight of the first day, then forward to the hour of alarms."""
    if days == 0:
        return f"PT{_ALARM_HOUR}H"
    hours = 24 - _ALARM_HOUR
    return f"-P{days - 1}DT{hours}H" if days > 1 else f"-PT{hours}H"


def _text(name: str, value: str) -> list[Any]:
    return [name, {}, "text", value]


def _escaped(value: str) -> str:
    """A text as iCalendar has it (RFC 5545, 3.3.11)."""
    for character in "\\;,":
        value = value.replace(character, f"\\{character}")
    return value.replace("\n", "\\n")


def _day(name: str, day: date) -> list[Any]:
    return [name, {}, "date", day.isoformat()]
