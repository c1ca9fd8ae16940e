"""What the pages of a site share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calculator.model.circular import Circular, SchoolYear
from calculator.model.library import Circulars
from calculator.model.sources import Citation
from calculator.site.api import Api
from calculator.site.engine import Engine
from calculator.site.rgaa import Grid
from calculator.site.shipped import Shipped


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the macros of every page share.

    Attributes:
        circulars: Every circular of the site.
        day: The day of the build.
        pinned: The circular that the whole site is about, where it is about one alone.
        engine: The files the browser runs.
        api: The answers as files.
        shipped: The software that the site redistributes.
        settings: What `mkdocs.yml` says of this copy of the site (`extra`).
        grid: The RGAA's criteria, where the site was judged by them.
        cited: The citations that pages make, filled in as they are rendered.
        unlinked: The files that only the theme's scripts fetch, filled in once files are known.
    """

    circulars: Circulars
    day: date
    pinned: Circular | None
    engine: Engine
    api: Api
    shipped: tuple[Shipped, ...]
    settings: Mapping[str, Any]
    grid: Grid | None = None
    cited: set[Citation] = field(default_factory=set)
    unlinked: list[str] = field(default_factory=list)

    @property
    def publisher(self) -> Mapping[str, str]:
        """Who publishes this copy of the site and where it is hosted."""
        return self.settings.get("publisher") or {}

    @property
    def copies(self) -> Mapping[str, str]:
        """Where the `sources` of the site and its `offline` archive are."""
        return self.settings.get("copies") or {}

    @property
    def current(self) -> tuple[Circular, ...]:
        """The circulars of the year that pages speak of first.

        That of the day of the build, or the last one that is known before it; where there is none,
        the first one known. One alone where the site is pinned to it.
        """
        if self.pinned:
            return (self.pinned,)
        today = SchoolYear.of(self.day).first
        known = [circular.school_year.first for circular in self.circulars.all]
        year = max((year for year in known if year <= today), default=min(known))
        return tuple(c for c in self.circulars.all if c.school_year.first == year)

    def about(self, meta: Mapping[str, object]) -> tuple[Circular, ...]:
        """The circulars that a page is about, by what its front matter names."""
        named, year = meta.get("circular"), meta.get("school_year")
        return tuple(c for c in self.circulars.all if c.id == named or c.year == year)

    def is_elsewhere(self, circulars: Sequence[Circular]) -> bool:
        """Whether the site speaks of another year first than that of some circulars."""
        other = circulars and circulars[0].year != self.current[0].year
        return bool(other) and self.pinned is None

    @property
    def ordered(self) -> tuple[Circular, ...]:
        """Every circular, those of the current year first, then the latest year first."""
        current = self.current
        return (*current, *(one for one in self.circulars.all if one not in current))

    @property
    def years_with_sheets(self) -> list[str]:
        """The years whose classes have a page each: the current one, and those of a text held here.

        The calculator, and the page of the year, answer for the others.
        """
        current = self.current[0].year
        return [
            year
            for year, circulars in self.years.items()
            if year == current or any(c.main_source.page for c in circulars)
        ]

    @property
    def years(self) -> dict[str, tuple[Circular, ...]]:
        """The circulars of each school year, the current one first, then the latest first."""
        found: dict[str, tuple[Circular, ...]] = {}
        for circular in self.ordered:
            found[circular.year] = (*found.get(circular.year, ()), circular)
        return found
