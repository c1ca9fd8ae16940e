"""`calculator table`: joined to pupils, it gives what the rules decide."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from calculator import Case, Circular, decide, load_circular
from calculator.decision_table import COLUMNS, TYPES, decision_table
from calculator.lists.pix import COMPETENCES
from calculator.render.as_json import as_dict
from tests.cli.running import calculate
from tests.foreign import IDS, circular_of
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
        and row["first_day"] <= day.isoformat() <= row["last_day"]
    )
    return row


def text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def same(level: str, kind: str, day: date, reached: int | None) -> None:
    row = of(level, kind, day, text(reached))
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
        assert row[cell] == text(window.get(key))
    for cell in ("certifiable", "competences_missing"):
        assert row[cell] == text(exam[cell])
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


@pytest.mark.parametrize("circular", [CIRCULAR, *map(circular_of, IDS)], ids=lambda one: one.id)
def test_every_pupil_has_one_row_on_a_day_whatever_the_text_asks(circular: Circular) -> None:
    """Even where no number of competences is asked: a join loses nobody."""
    days: dict[tuple[str, ...], list[tuple[date, date]]] = {}
    for level, kind, first, last, reached, *_ in decision_table(circular):
        span = date.fromisoformat(first), date.fromisoformat(last)
        days.setdefault((level, kind, reached), []).append(span)
    vocabulary = circular.vocabulary
    numbers = ["", *map(str, range(len(vocabulary.competences) + 1))]
    assert set(days) == {
        (level, kind, reached)
        for level in circular.classes
        for kind in vocabulary.establishments
        for reached in numbers
    }
    for spans in days.values():
        assert spans[0][0] == circular.school_year.begins
        assert spans[-1][1] == circular.school_year.ends
        for (_, ended), (begun, _) in pairwise(spans):
            assert begun - ended == timedelta(days=1)


def test_the_command_writes_it(tmp_path: Path) -> None:
    done = calculate("table", "--on", "2021-03-10", "-o", tmp_path / "t.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    text = (tmp_path / "t.csv").read_text("utf-8")
    assert [*csv.DictReader(io.StringIO(text), delimiter=";")] == ROWS
    assert (
        calculate("table", "--on", "2021-03-10").stdout.decode().splitlines() == text.splitlines()
    )


def test_as_parquet_it_has_types_and_nulls(tmp_path: Path) -> None:
    file = tmp_path / "t.parquet"
    done = calculate("table", "--on", "2021-03-10", "-o", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    with duckdb.connect() as database:
        read = database.read_parquet(str(file))
        assert dict(zip(read.columns, map(str, read.types), strict=True)) == TYPES
        rows = [[text(value) for value in row] for row in read.fetchall()]
    assert rows == [[*row.values()] for row in ROWS]
    to_standard = calculate("table", "--on", "2021-03-10", "--format", "parquet")
    assert to_standard.stdout == file.read_bytes()


def test_without_what_writes_parquet_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "duckdb.py").write_text("raise ImportError\n", "utf-8")
    file = tmp_path / "t.parquet"
    done = calculate("table", "--on", "2021-03-10", "-o", file, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert "t.parquet : pour écrire en Parquet, il faut duckdb (pip install duckdb)" in said
    assert "CSV" in said
    assert not file.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told() -> None:
    done = calculate("table", "--on", "2021-03-10", "--format", "parquet", "-o", "/dev/full")
    assert done.returncode == 2
    assert "/dev/full : le fichier ne peut pas être écrit" in done.stderr.decode()
