"""The calendars that the site publishes: one for each class that has dates, one for all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from calculator.answers.events import (
    CALENDARS_FOLDER,
    Calendar,
    calendar_name,
    circular_calendar,
    class_calendar,
)
from calculator.answers.references import Link
from calculator.ical import to_ical
from calculator.model.circular import Circular
from calculator.model.vocabulary import ClassLevel
from calculator.render.as_html import Markup, element
from calculator.render.as_jcal import to_jcal
from calculator.site.cache import Cache


def calendars_html(circular: Circular, link: Link) -> Markup:
    """Links to the calendars of a circular: of all classes, then of each that has dates.

    Args:
        circular: Whose dates they hold.
        link: From an address in the site to the same relative to the page.
    """
    items = []
    for level in (None, *circular.classes):
        if _calendar(circular, level) is not None:
            label = level.label if level else "Toutes les classes"
            address = link(CALENDARS_FOLDER + calendar_name(circular, level))
            items.append(element("li", element("a", f"{label} (.ics)", href=address, download="")))
    return element("ul", *items, class_="calc-calendars")


def calendar_files(circulars: Iterable[Circular], cache: Cache) -> dict[str, bytes]:
    """The content of each calendar by its address in the site.

    Args:
        circulars: Whose dates they hold.
        cache: Where they are kept.
    """
    files = {}
    for circular in circulars:
        for level in (None, *circular.classes):
            calendar = _calendar(circular, level)
            if calendar is not None:
                files[CALENDARS_FOLDER + calendar.name] = _written(to_jcal(calendar), cache)
    return files


def _calendar(circular: Circular, class_level: ClassLevel | None) -> Calendar | None:
    if class_level is None:
        return circular_calendar(circular)
    return class_calendar(circular, class_level, circular.default_establishment)


def _written(jcal: list[Any], cache: Cache) -> bytes:
    made_from: list[Path | bytes] = [
        json.dumps(jcal).encode(),
        metadata.version("icalendar").encode(),
    ]
    file = cache.file("calendar.ics", made_from, lambda made: made.write_bytes(to_ical(jcal)))
    return file.read_bytes()
