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
from calculator.ical import to_ical
from calculator.model.circular import Circular
from calculator.model.vocabulary import ClassLevel
from calculator.render.as_jcal import to_jcal
from calculator.site.cache import Cache


def calendar_address(circular: Circular, class_level: ClassLevel | None = None) -> str | None:
    """Where the calendar of a class is in the site, or that of all classes.

    None when it has no dates.
    """
    if _calendar(circular, class_level) is None:
        return None
    return CALENDARS_FOLDER + calendar_name(circular, class_level)


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
