"""A calendar in the form that programs import: iCalendar (RFC 5545), by the icalendar library."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from calculator.render.as_jcal import stamp

ICAL_TYPE = "text/calendar"


def to_ical(jcal: list[Any]) -> bytes:
    """A calendar as iCalendar: folded lines that end with CRLF, in UTF-8.

    What has no stamp is stamped with the present moment.

    Args:
        jcal: The calendar in JSON, as `calculator.render.as_jcal` makes it.
    """
    from icalendar import Calendar  # noqa: PLC0415  # a tenth of a second, for few commands

    name, properties, events = jcal
    now = stamp(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    stamped = [[kind, _stamped(said, now), alarms] for kind, said, alarms in events]
    # The order of properties is ours: the same in all libraries, and that of `as_jcal`.
    written: bytes = Calendar.from_jcal([name, properties, stamped]).to_ical(sorted=False)
    return written


def _stamped(properties: list[Any], now: list[Any]) -> list[Any]:
    if any(name == now[0] for name, *_ in properties):
        return properties
    return [properties[0], now, *properties[1:]]  # after the uid, as `as_jcal` has it
