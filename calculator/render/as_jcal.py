"""Days to remember as jCal (RFC 7265): a calendar in JSON, that libraries turn into iCalendar.

Nothing is folded or escaped here: that is the libraries' work, at build time as in the browser.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from calculator.answers.events import Calendar, Event

PRODUCT = "-//calculator//calendrier//FR"
_ALARM_HOUR = 9
"""When an alarm rings: a day has no hour, and nobody wants to be told at midnight."""


def to_jcal(calendar: Calendar) -> list[Any]:
    """A calendar as jCal: lists, texts and whole numbers only.

    It is to be imported, and says no METHOD: one that is published has an organizer (RFC 5546).

    The same events always give the same calendar. What a person chose and may change has no day of
    its own: what writes it stamps it, for the latest wins (RFC 5546, 2.1.5).
    """
    properties = [
        _text("version", "2.0"),
        _text("prodid", PRODUCT),
        _text("name", calendar.title),
        # What most programs read instead, and without parameters: of an unknown type, libraries
        # write the value as it is.
        ["x-wr-calname", {}, "unknown", _escaped(calendar.title)],
    ]
    return ["vcalendar", properties, [_event(one, calendar.issued) for one in calendar.events]]


def _event(event: Event, issued: date | None) -> list[Any]:
    properties = [
        _text("uid", event.uid),
        *([] if issued is None else [stamp(f"{issued.isoformat()}T00:00:00Z")]),
        _day("dtstart", event.first),
        _day("dtend", event.last + timedelta(days=1)),  # RFC 5545, 3.6.1: the day after the last
        ["sequence", {}, "integer", event.revision],
        _text("summary", event.summary),
        _text("description", event.description),
        _text("categories", event.category),
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
