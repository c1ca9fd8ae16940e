"""The days on which nobody is at school: weekends, public holidays, and the holidays of a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

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

    @property
    def last_day(self) -> date:
        """The last day without class."""
        return self.resumes - timedelta(1)

    def __contains__(self, day: date) -> bool:
        """Whether a day is part of them."""
        return self.starts <= day < self.resumes


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The calendar of a zone for a school year.

    Attributes:
        zone: The zone, "B"; empty for what all zones have.
        source: The id of the campaign's source that it comes from.
        public_holidays: The public holidays (jours fériés), by day.
        holidays: The school holidays as they were held.
        first_announced: Those that the first calendar had otherwise, as first announced, under the
            same name.
        zones: What each zone has besides, while none of them is chosen.
    """

    zone: str
    source: str
    public_holidays: Mapping[date, str]
    holidays: tuple[Holidays, ...]
    first_announced: tuple[Holidays, ...]
    zones: Mapping[str, tuple[Holidays, ...]] = field(default_factory=dict)

    def in_zone(self, zone: str) -> Self:
        """The calendar of one of its zones."""
        every = sorted((*self.holidays, *self.zones[zone]), key=lambda one: one.starts)
        cls = type(self)
        return cls(zone, self.source, self.public_holidays, tuple(every), self.first_announced)

    def closed(self, day: date) -> str | None:
        """Why nobody is at school on a day, in French; None if some are, in one zone or another."""
        return self.public_holidays.get(day) or self._on_holiday(day) or WEEKEND.get(day.weekday())

    def closed_back_to(self, before: date, day: date) -> str | None:
        """Why a day is closed, and those from it back to another: their weekends go unsaid."""
        told = [self.closed(day)]
        for days in range(1, (day - before).days):
            other = day - timedelta(days)
            told.append(self._on_holiday(other) or self.public_holidays.get(other))
        return " et ".join(dict.fromkeys(filter(None, told))) or None

    def closed_in(self, day: date) -> dict[str, str]:
        """The zones whose holidays alone close a day, and their names, while none is chosen."""
        return self._away(day) if self.closed(day) is None else {}

    def _on_holiday(self, day: date) -> str | None:
        """The holidays that a day is in, wherever the school is."""
        for holidays in self.holidays:
            if day in holidays:
                return holidays.name
        away = self._away(day)
        everywhere = away and len(away) == len(self.zones)
        return " ou ".join(dict.fromkeys(away.values())) if everywhere else None

    def _away(self, day: date) -> dict[str, str]:
        return {
            zone: holidays.name
            for zone, own in self.zones.items()
            for holidays in own
            if day in holidays
        }
