"""The days on which nobody is at school: weekends, public holidays, and the holidays of a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

WEEKEND = {5: "samedi", 6: "dimanche"}
"""The days of a weekend, as `date.weekday` numbers them."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """School holidays (vacances), from the first day without class to the eve of the first with.

    Attributes:
        name: What they are called, in French.
        starts: The first day without class.
        resumes: The day classes resume, which is not part of them.
    """

    name: str
    starts: date
    resumes: date

    def __contains__(self, day: date) -> bool:
        """Whether a day is part of them."""
        return self.starts <= day < self.resumes


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The calendar of a zone for a school year.

    Attributes:
        zone: The zone, "B".
        source: The id of the campaign's source that it comes from.
        public_holidays: The public holidays (jours fériés), by day.
        holidays: The school holidays as they were held.
        first_announced: Those that the first calendar had otherwise, as first announced, under the
            same name.
    """

    zone: str
    source: str
    public_holidays: Mapping[date, str]
    holidays: tuple[Holidays, ...]
    first_announced: tuple[Holidays, ...]

    def closed(self, day: date) -> str | None:
        """Why nobody is at school on a day, in French; None on an ordinary day."""
        if day in self.public_holidays:
            return self.public_holidays[day]
        for holidays in self.holidays:
            if day in holidays:
                return holidays.name
        return WEEKEND.get(day.weekday())
