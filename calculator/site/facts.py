"""What the pages of a site share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calculator.model.circular import Circular
from calculator.model.library import Circulars
from calculator.model.sources import Citation
from calculator.site.api import Api
from calculator.site.engine import Engine
from calculator.site.shipped import Shipped


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the macros of every page share.

    Attributes:
        circulars: Every circular of the site.
        engine: The files the browser runs.
        api: The answers as files.
        shipped: The software that the site redistributes.
        publisher: Who publishes this copy of the site and where it is hosted, from `mkdocs.yml`.
        cited: The citations that pages make, filled in as they are rendered.
        unlinked: The files that only the theme's scripts fetch, filled in once files are known.
    """

    circulars: Circulars
    engine: Engine
    api: Api
    shipped: tuple[Shipped, ...]
    publisher: Mapping[str, str]
    cited: set[Citation] = field(default_factory=set)
    unlinked: list[str] = field(default_factory=list)

    @property
    def latest(self) -> tuple[Circular, ...]:
        """The circulars of the latest school year."""
        every = self.circulars.all
        return tuple(circular for circular in every if circular.year == every[0].year)
