"""The form of the days without class of a circular, as models."""

from __future__ import annotations

from calculator.schema.fields import Code, Day, Form, Text


class PublicHolidayForm(Form, kw_only=True):
    """A public holiday."""

    day: Day
    name: Text


class HolidaysForm(Form, kw_only=True):
    """School holidays; `resumes` is the day classes resume, which is not part of them."""

    name: Text
    starts: Day
    resumes: Day


class CalendarForm(Form, kw_only=True):
    """The days on which nobody is at school.

    Attributes:
        zone: The zone; when there are several, each has its own holidays in `zones`.
        holidays: Those of the zone, or those that all zones have.
    """

    zone: Text | None = None
    source: Code
    public_holidays: list[PublicHolidayForm]
    holidays: list[HolidaysForm]
    first_announced: list[HolidaysForm] = []
    zones: dict[Code, list[HolidaysForm]] = {}
