"""`calculator table`: joined to pupils, it gives what the rules decide."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from calculator import Case, decide, load_circular
from calculator.decision_table import COLUMNS, decision_table
from calculator.lists.pix import COMPETENCES
from calculator.render.as_json import as_dict
from tests.cli.running import calculate
from tests.known import KINDS

CIRCULAR = load_circular("nantes-2020-2021")
ROWS = [dict(zip(COLUMNS, row, strict=True)) for row in decision_table(CIRCULAR)]
DAYS = [date(2020, 9, 1) + timedelta(days=number) for number in range(365)]
BOUNDARIES = [
    *(date(2021, 1, 10), date(2021, 1, 11), date(2021, 3, 7), date(2021, 3, 8), date(2021, 5, 12)),
    *(date(2021, 5, 13), date(2021, 5, 20), date(2021, 5, 21), date(2021, 8, 31)),
]


def of(level: str, kind: str, day: date, reached: str) -> dict[str, str]:
    """The one row that a database would join."""
    (row,) = (
        row
        for row in ROWS
        if (row["class_level"], row["establishment"]) == (level, kind)
        and row["competences_reached"] == reached
        and row["from"] <= day.isoformat() <= row["to"]
    )
    return row


def same(level: str, kind: str, day: date, reached: int | None) -> None:
    row = of(level, kind, day, "" if reached is None else str(reached))
    levels = (
        {index: int(at < reached) for at, index in enumerate(COMPETENCES)}
        if reached is not None
        else None
    )
    made = as_dict(decide(Case(level, kind, levels), day, CIRCULAR))
    exam = made["certification"]
    window = exam["window"] or {}
    assert row["status"] == exam["status"]
    for cell, key in (("window", "key"), *((one, one) for one in ("opens", "closes", "state"))):
        assert row[cell] == (window.get(key) or "")
    if reached is not None and row["certifiable"]:
        assert row["certifiable"] == str(exam["certifiable"]).lower()
        assert int(row["competences_missing"]) == exam["competences_missing"]
    assert row["duties"].split() == [f"{one['kind']}={one['status']}" for one in made["duties"]]


@pytest.mark.parametrize("day", BOUNDARIES)
def test_on_every_boundary(day: date) -> None:
    for level in CIRCULAR.classes:
        same(str(level), "prive-sous-contrat", day, None)
    for reached in (0, 4, 5, 16):
        same("3e", "public", day, reached)


def test_at_random() -> None:
    chance = random.Random(1)
    classes = [str(level) for level in CIRCULAR.classes]
    for _ in range(300):
        reached = chance.choice([None, *range(17)])
        same(chance.choice(classes), chance.choice(KINDS), chance.choice(DAYS), reached)


def test_the_command_writes_it(tmp_path: Path) -> None:
    done = calculate("table", "--on", "2021-03-10", "-o", tmp_path / "t.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    text = (tmp_path / "t.csv").read_text("utf-8")
    assert [*csv.DictReader(io.StringIO(text), delimiter=";")] == ROWS
    assert (
        calculate("table", "--on", "2021-03-10").stdout.decode().splitlines() == text.splitlines()
    )
