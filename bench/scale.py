"""A country's pupils joined to the decisions of a year, in DuckDB and in Spark: `make scale`.

The SQL is that of the page for an académie's data team (`includes/answers.sql`), the table of
decisions that of `calculator table`. Goal: 2 million pupils per second with DuckDB, written.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from bench.scale_engines import DECISIONS, ENGINES, PUPILS
from calculator import Case, Circular, decide, load_circular
from calculator.cli.files import writing
from calculator.decision_table import TYPES, decision_table
from calculator.lists.texts import csv_line
from calculator.model.duties import Window
from calculator.parquet import as_parquet
from calculator.render.as_json import as_dict

RESULTS = Path(__file__).with_name("results.json")
COUNTRY = 12_000_000
SAMPLE = 5_000
ROUNDS = {"duckdb": 3, "spark": 1}
"""The best of so many: Spark takes its time to start."""

_CIRCULAR = "nantes-2020-2021"
_DAY = timedelta(days=1)
_DRAWN = "drawn(pupil, what, among) AS (hash(pupil * 8 + what) % among)::INTEGER"
_PUPIL = {"pupil": "BIGINT", **dict.fromkeys(("class_level", "establishment"), "VARCHAR")}
_PUPIL |= {"competences_reached": "INTEGER", "day": "DATE"}


class Pupil(NamedTuple):
    """What an académie knows of a pupil, and the day asked."""

    class_level: str
    establishment: str
    competences_reached: int | None
    day: date


class Differs(Exception):
    """What a database answered is not what the rules decide."""


def boundaries(circular: Circular) -> Iterator[Pupil]:
    """Every class, kind of school and count of competences, on each day on which a text changes.

    These are the eve, the day itself and the next one, for each day that the circular names; they
    owe nothing to the table that is checked.
    """
    vocabulary = circular.vocabulary
    for day in _days(circular):
        for level in circular.classes:
            for kind in vocabulary.establishments:
                for reached in (None, *range(len(vocabulary.competences) + 1)):
                    yield Pupil(str(level), str(kind), reached, day)


def _days(circular: Circular) -> list[date]:
    year = circular.school_year
    rules = [rule for duty in circular.duties for rule in duty.rules]
    windows = {window for rule in rules for each in rule.windows for window in _versions(each)}
    named = {year.begins, year.ends}
    for window in windows:
        named.update(filter(None, (window.opens, window.closes, window.known_from)))
    around = {day + _DAY * shift for day in named for shift in (-1, 0, 1)}
    return sorted(day for day in around if day in year)


def _versions(window: Window) -> Iterator[Window]:
    """A window and what was known of it before."""
    version: Window | None = window
    while version:
        yield version
        version = version.replaces


def prepare(folder: Path, circular: Circular, pupils: int) -> int:
    """Write the decisions and the pupils as Parquet: the boundaries first, then others, drawn.

    Returns:
        How many are on a boundary.
    """
    table = (csv_line(row) for row in (TYPES, *decision_table(circular)))
    (folder / DECISIONS).write_bytes(as_parquet(TYPES, table))
    first = [*boundaries(circular)]
    lines = (csv_line(map(_text, (number, *pupil))) for number, pupil in enumerate(first))
    known = folder / "boundaries.parquet"
    known.write_bytes(as_parquet(_PUPIL, _with_titles(lines)))
    with duckdb.connect() as database:
        database.execute(f"CREATE MACRO {_DRAWN}")
        database.execute(
            f"COPY (FROM read_parquet('{known}') UNION ALL {_drawn(circular, len(first), pupils)}) "
            f"TO '{folder / PUPILS}'"
        )
    return len(first)


def _with_titles(lines: Iterable[str]) -> Iterator[str]:
    yield csv_line(_PUPIL)
    yield from lines


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _drawn(circular: Circular, start: int, end: int) -> str:
    """The other pupils, drawn by their number, so that they are the same ones each time."""
    vocabulary, year = circular.vocabulary, circular.school_year
    classes = [str(level) for level in circular.classes]
    kinds = [str(kind) for kind in vocabulary.establishments]
    known = len(vocabulary.competences) + 1
    days = (year.ends - year.begins).days + 1
    return f"""
SELECT pupil, list_extract({classes}, drawn(pupil, 1, {len(classes)}) + 1),
       list_extract({kinds}, drawn(pupil, 2, {len(kinds)}) + 1),
       nullif(drawn(pupil, 3, {known + 1}), {known}),
       DATE '{year.begins}' + drawn(pupil, 4, {days})
FROM range({start}, {end}) AS numbers(pupil)"""  # noqa: S608  # all of it is ours


@lru_cache(maxsize=1 << 16)
def decided(pupil: Pupil, circular: Circular) -> tuple[Any, ...]:
    """What `decide` answers, in the order of the columns that the SQL adds."""
    competences = circular.vocabulary.competences
    exam = circular.exam_for(pupil.class_level, pupil.establishment)
    enough = exam.condition.level if exam and exam.condition else 1
    reached = pupil.competences_reached
    levels = (
        None
        if reached is None
        else {index: enough * (place < reached) for place, index in enumerate(competences)}
    )
    case = Case(pupil.class_level, pupil.establishment, levels)
    made = as_dict(decide(case, pupil.day, circular))
    told = made.get("certification") or {}
    window = told.get("window") or {}
    duties = " ".join(f"{one['kind']}={one['status']}" for one in made["duties"])
    opens, closes = (window.get(key) for key in ("opens", "closes"))
    return (
        *(told.get("status"), opens, closes, window.get("state")),
        *(told.get("certifiable"), told.get("competences_missing"), duties or None),
    )


def check(answers: str, circular: Circular, pupils: int, first: int, sample: int) -> int:
    """Compare with `decide` what a database answered, on every boundary and on a sample.

    Args:
        answers: The Parquet files of the answers.
        circular: What decides.
        pupils: How many pupils there are.
        first: How many of them, the first ones, are on a boundary.
        sample: How many of the others to compare; they are drawn anew each time.

    Returns:
        How many were compared.

    Raises:
        Differs: When an answer differs, or a pupil has none, or two.
    """
    drawn = random.sample(range(first, pupils), sample)
    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW answers AS FROM read_parquet('{answers}')")
        counted = database.execute("SELECT count(*), sum(pupil) FROM answers").fetchone()
        if counted != (pupils, pupils * (pupils - 1) // 2):
            raise Differs(f"{counted} is not one answer for each of {pupils} pupils")
        found = database.execute(
            f"""SELECT class_level, establishment, competences_reached, day, status, opens::VARCHAR,
                       closes::VARCHAR, state, certifiable, competences_missing, duties
                FROM answers WHERE pupil < {first} OR pupil IN (SELECT unnest({drawn}))"""  # noqa: S608
        ).fetchall()
    if len(found) != first + sample:
        raise Differs(f"{len(found)} answers for {first + sample} pupils")
    for row in found:
        pupil = Pupil(*row[:4])
        if row[4:] != decided(pupil, circular):
            raise Differs(f"{pupil}: {row[4:]}, and decide: {decided(pupil, circular)}")
    return len(found)


def run(engine: str, folder: Path, master: str) -> dict[str, Any]:
    """Join in a process of its own, whose memory is its alone."""
    command = [sys.executable, "-m", "bench.scale_engines", engine, str(folder), master]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def measure(
    folder: Path, circular: Circular, *, engines: Iterable[str], pupils: int, master: str
) -> dict[str, Any]:
    """The best of several joins by each engine, each of them checked."""
    print(f"{pupils:,} pupils, {circular.id}")  # noqa: T201
    first = prepare(folder, circular, pupils)
    results: dict[str, Any] = {"pupils": pupils, "circular": circular.id}
    for engine in engines:
        took = min((run(engine, folder, master) for _ in range(ROUNDS[engine])), key=_seconds)
        compared = check(str(folder / ENGINES[engine]), circular, pupils, first, SAMPLE)
        results[engine] = {
            "pupils_per_second": round(pupils / took["seconds"]),
            **took,
            "compared_with_decide": compared,
        }
        print(f"{engine}: {results[engine]}")  # noqa: T201
    return results


def _seconds(took: dict[str, Any]) -> float:
    return float(took["seconds"])


def main() -> None:
    """Measure; a whole country's numbers are kept in `bench/results.json`."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--pupils", type=int, default=COUNTRY)
    parser.add_argument("--engine", choices=[*ENGINES], action="append", help="all by default")
    parser.add_argument("--master", default="local[*]", help="the address of a Spark cluster")
    parser.add_argument("--circular", default=_CIRCULAR)
    parser.add_argument("--folder", type=Path, help="that a cluster's machines share, to be filled")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scale-", dir=asked.folder) as folder:
        results = measure(
            Path(folder),
            load_circular(asked.circular),
            engines=asked.engine or ENGINES,
            pupils=asked.pupils,
            master=asked.master,
        )
    if asked.pupils == COUNTRY:
        kept = json.loads(RESULTS.read_text("utf-8"))
        kept["scale"] = {**kept.get("scale", {}), **results}
        with writing(RESULTS) as opened:
            opened.write((json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
