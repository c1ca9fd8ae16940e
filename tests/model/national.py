"""The national campaigns as the tests ask them; F001… are rows of the survey."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from calculator import Case, Decision, decide, load_circular
from calculator.render.as_json import as_dict

YEARS = [f"{first}-{first + 1}" for first in range(2021, 2027)]
CIRCULARS = {year: load_circular(f"france-{year}") for year in YEARS}
CLASSES = [str(level) for level in CIRCULARS[YEARS[0]].classes]
KINDS = ["public", "prive-sous-contrat", "prive-hors-contrat"]

LAST_YEARS = ["tle-gt", "tle-pro", "cap-2", "bts-2", "cpge-2"]  # F011, F034, F035, F025
CERTIFIED = ["3e", *LAST_YEARS]
NOT_KNOWN = ["3e-segpa", "3e-prepa-metiers"]
CYCLE_4 = ["5e", "4e", "5e-segpa", "4e-segpa"]
OTHER_YEARS = ["2de-gt", "1re-gt", "2de-pro", "1re-pro", "cap-1", "bts-1", "cpge-1"]
BEFORE = ["cp", "ce1", "ce2", "cm1", "cm2", "6e", "6e-segpa"]
WITH_AI = ["4e", "2de-gt", "2de-pro", "cap-1"]  # F079, F080

DAY = timedelta(days=1)


def decided(year: str, level: str, on: date | str, kind: str = "public", **given: Any) -> Decision:
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return decide(Case.of(level, kind, **given), day, CIRCULARS[year])


def certification(decision: Decision) -> dict[str, Any]:
    found: dict[str, Any] = as_dict(decision)["certification"]
    return found


def window_of(decision: Decision, key: str) -> dict[str, Any]:
    (found,) = [one for one in certification(decision)["windows"] if one["key"] == key]
    return dict(found)
