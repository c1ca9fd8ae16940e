"""The windows of the national campaigns, as a table; F001… are rows of the survey."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from calculator import Case, decide
from calculator.answers.pupil import answer
from calculator.model.loading import circular_from
from calculator.model.vocabulary import Authority
from calculator.render.as_text import as_text
from calculator.schema.loading import Loader
from calculator.schema.report import check_folder
from tests.conftest import ROOT
from tests.model.national import (
    CERTIFIED,
    CIRCULARS,
    DAY,
    LAST_YEARS,
    YEARS,
    certification,
    decided,
    window_of,
)

# row, year, classes, key of the window, first day, last day, days since which and until which it
# is the one that is known
WINDOWS: list[tuple[str, str, list[str], str, str, str, str | None, str | None]] = [
    ("F012", "2021-2022", LAST_YEARS, "main", "2021-11-29", "2022-03-04", None, "2021-12-27"),
    ("F014", "2021-2022", LAST_YEARS, "main", "2021-11-29", "2022-04-07", "2021-12-28", None),
    ("F013", "2021-2022", ["3e"], "main", "2022-03-07", "2022-05-20", None, "2021-12-27"),
    ("F015", "2021-2022", ["3e"], "main", "2022-03-07", "2022-05-27", "2021-12-28", None),
    ("F016", "2022-2023", LAST_YEARS, "main", "2022-11-14", "2023-03-31", None, "2023-01-04"),
    ("F017", "2022-2023", LAST_YEARS, "main", "2022-11-14", "2023-03-17", "2023-01-05", None),
    ("F018", "2022-2023", ["3e"], "main", "2023-03-06", "2023-06-16", None, None),
    ("F019", "2023-2024", LAST_YEARS, "main", "2023-11-06", "2024-03-29", None, None),
    ("F020", "2023-2024", ["3e"], "main", "2024-03-04", "2024-06-14", None, None),
    ("F021", "2024-2025", LAST_YEARS, "main", "2024-11-07", "2025-03-07", None, None),
    ("F022", "2024-2025", ["3e"], "main", "2025-03-17", "2025-06-13", None, None),
    ("F025", "2025-2026", LAST_YEARS, "main", "2025-11-03", "2026-03-06", None, None),
    ("F026", "2025-2026", LAST_YEARS, "catch_up", "2026-03-09", "2026-03-13", None, None),
    ("F027", "2025-2026", ["3e"], "main", "2026-03-16", "2026-06-13", None, None),
    ("F028", "2025-2026", ["3e"], "catch_up", "2026-06-15", "2026-06-19", None, None),
    ("F029", "2026-2027", ["3e"], "main", "2027-03-15", "2027-06-11", None, None),
    ("F030", "2026-2027", ["3e"], "catch_up", "2027-06-14", "2027-06-18", None, None),
]
WITH_CATCH_UP = {("2025-2026", "3e"), ("2026-2027", "3e")} | {("2025-2026", c) for c in LAST_YEARS}


# --- Windows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "year", "classes", "key", "opens", "closes", "since", "until"),
    WINDOWS,
    ids=[row[0] for row in WINDOWS],
)
def test_each_window_on_its_four_sides(
    row: str,
    year: str,
    classes: list[str],
    key: str,
    opens: str,
    closes: str,
    since: str | None,
    until: str | None,
) -> None:
    first, last = date.fromisoformat(opens), date.fromisoformat(closes)
    known_from = date.fromisoformat(since) if since else date.min
    known_to = date.fromisoformat(until) if until else date.max
    length = (last - first).days
    sides = [
        (first - DAY, "upcoming", "days_until_open", 1),
        (first, "open", "days_left", length),
        (last, "open", "days_left", 0),
        (last + DAY, "closed", "days_since_close", 1),
    ]
    seen = [side for side in sides if known_from <= side[0] <= known_to]
    for level in classes:
        window = window_of(decided(year, level, until or since or first), key)
        assert (window["opens"], window["closes"]) == (opens, closes), (row, level)
        for on, state, count, days in seen:
            window = window_of(decided(year, level, on), key)
            assert (window["opens"], window["closes"]) == (opens, closes), (row, level, on)
            assert (window["state"], window[count]) == (state, days), (row, level, on)


@pytest.mark.parametrize(
    ("row", "year", "level", "eve", "before", "day", "after"),
    [
        (
            "F014",
            "2021-2022",
            "tle-gt",
            "2021-12-27",
            "2022-03-04",
            "2021-12-28",
            "2022-04-07",
        ),
        ("F015", "2021-2022", "3e", "2021-12-27", "2022-05-20", "2021-12-28", "2022-05-27"),
        ("F017", "2022-2023", "cap-2", "2023-01-04", "2023-03-31", "2023-01-05", "2023-03-17"),
    ],
)
def test_a_change_is_known_from_its_day_and_told_with_what_was_before(
    row: str, year: str, level: str, eve: str, before: str, day: str, after: str
) -> None:
    assert window_of(decided(year, level, eve), "main")["closes"] == before, row
    changed = decided(year, level, day)
    assert window_of(changed, "main")["closes"] == after, row
    assert "Dates connues depuis le" in as_text(changed, width=None)
    assert "Dates connues depuis le" not in as_text(decided(year, level, eve), width=None)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("level", CERTIFIED)
def test_catch_up_weeks_are_those_that_were_found_and_no_others(year: str, level: str) -> None:
    """F024: none found before 2025-2026; F031: nothing found for the lycée of 2026-2027."""
    windows = certification(decided(year, level, CIRCULARS[year].settled_on))["windows"]
    keys = [window["key"] for window in windows]
    assert keys == (["main", "catch_up"] if (year, level) in WITH_CATCH_UP else ["main"])


def test_every_window_rests_on_reported_sources_alone_and_says_so() -> None:
    for _, year, classes, key, opens, *_ in WINDOWS:
        for level in classes:
            decision = decided(year, level, opens)
            cited = [c.partition("#")[0] for c in window_of(decision, key)["citations"]]
            sources = CIRCULARS[year].sources
            assert {sources[source].authority for source in cited} == {Authority.REPORTED}
            assert any("Aucun texte officiel" in alert for alert in answer(decision).alerts)


@pytest.mark.parametrize("level", LAST_YEARS)
@pytest.mark.parametrize("on", ["2026-09-01", "2026-11-26", "2027-03-15", "2027-08-31"])
def test_the_window_of_the_lycee_in_2026_2027_is_not_known(level: str, on: str) -> None:
    """F031: the headline says so, whom to ask, and last year's days as an indication."""
    decision = decided("2026-2027", level, on)
    window = window_of(decision, "main")
    assert (window["state"], window["opens"], window["closes"]) == ("unknown", None, None)
    found = answer(decision)
    assert found.headline.startswith("Certification obligatoire")
    assert found.headline.endswith("à des dates non connues.")
    assert "Demandez à l’établissement" in found.by_when
    assert "indication" in found.by_when
    assert "2025-2026 : du 3 novembre 2025 au 6 mars 2026" in found.by_when  # F025
    assert "du 9 au 13 mars 2026" in found.by_when  # F026


def test_it_becomes_known_by_changing_one_line(tmp_path: Path) -> None:
    """As the comment of the file says; what was answered before that day stays the answer."""
    folder = tmp_path / "circulars"
    shutil.copytree(ROOT / "circulars", folder)
    file = folder / "france-2026-2027" / "circular.toml"
    lines = file.read_text(encoding="utf-8").split("\n")
    (line,) = [n for n, text in enumerate(lines) if '"main", days = "unknown"' in text]
    days = "{ opens = 2027-01-04, closes = 2027-03-05 }"
    change = f'[{{ known_from = 2026-12-01, days = {days}, cites = ["prisme-apprendre"] }}]'
    lines[line] = lines[line].replace("changes = []", f"changes = {change}")
    file.write_text("\n".join(lines), encoding="utf-8")
    assert not check_folder(folder).faults
    json = Loader(folder, ["france-2026-2027"]).circular("france-2026-2027").json
    assert json is not None
    circular = circular_from(json, CIRCULARS["2026-2027"].vocabulary)
    eve = decide(Case.of("tle-pro", "public"), date(2026, 11, 30), circular)
    assert window_of(eve, "main")["state"] == "unknown"
    known = decide(Case.of("tle-pro", "public"), date(2026, 12, 1), circular)
    assert window_of(known, "main")["opens"] == "2027-01-04"
    assert "connues" not in answer(known).headline


def test_the_saturday_of_june_2026_is_told_as_to_be_checked() -> None:
    """F027: the last day is a Saturday, and one source alone gives it."""
    assert date(2026, 6, 13).strftime("%u") == "6"
    (notice,) = [
        notice
        for notice in decided("2025-2026", "3e", "2026-05-01").notices
        if notice.kind == "conflict"
    ]
    assert "samedi" in notice.text
    assert "vendredi 12 juin" in notice.text
