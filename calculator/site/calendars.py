"""The calendars that the site publishes: one for each class that has dates, one for all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from calculator.answers.events import (
    CALENDARS_FOLDER,
    DEFAULT_ESTABLISHMENT,
    calendar_name,
    campaign_calendar,
    class_calendar,
)
from calculator.ical import to_ical
from calculator.model.campaign import Campaign
from calculator.model.vocabulary import ClassLevel
from calculator.site.cache import Cache


def calendar_address(campaign: Campaign, class_level: ClassLevel | None = None) -> str | None:
    """Where the calendar of a class is in the site, or that of all classes.

    None when it has no dates.
    """
    if class_level and not class_calendar(campaign, class_level, DEFAULT_ESTABLISHMENT):
        return None
    return CALENDARS_FOLDER + calendar_name(campaign, class_level)


def calendar_files(campaigns: Iterable[Campaign], cache: Cache) -> dict[str, bytes]:
    """The content of each calendar by its address in the site.

    Args:
        campaigns: Whose dates they hold.
        cache: Where they are kept.
    """
    files = {}
    for campaign in campaigns:
        files[CALENDARS_FOLDER + calendar_name(campaign)] = campaign_calendar(campaign)
        for level in ClassLevel:
            jcal = class_calendar(campaign, level, DEFAULT_ESTABLISHMENT)
            if jcal is not None:
                files[CALENDARS_FOLDER + calendar_name(campaign, level)] = jcal
    return {address: _written(jcal, cache) for address, jcal in files.items()}


def _written(jcal: list[Any], cache: Cache) -> bytes:
    made_from: list[Path | bytes] = [
        json.dumps(jcal).encode(),
        metadata.version("icalendar").encode(),
    ]
    file = cache.file("calendar.ics", made_from, lambda made: made.write_bytes(to_ical(jcal)))
    return file.read_bytes()
