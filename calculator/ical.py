"""A calendar in the form that programs import: iCalendar (RFC 5545), by the icalendar library."""

from __future__ import annotations

from typing import Any

ICAL_TYPE = "text/calendar"


def to_ical(jcal: list[Any]) -> bytes:
    """A calendar as iCalendar: folded lines that end with CRLF, in UTF-8.

    Args:
        jcal: The calendar in JSON, as `calculator.views.as_jcal` makes it.
    """
    from icalendar import Calendar  # noqa: PLC0415  # a tenth of a second, for few commands

    # The order of properties is ours: the same in all libraries, and that of `as_jcal`.
    written: bytes = Calendar.from_jcal(jcal).to_ical(sorted=False)
    return written
