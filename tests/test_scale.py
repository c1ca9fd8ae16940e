"""Pupils joined to the table in a database: what `decide` answers, and the page that says how."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import duckdb
import pytest
from bs4 import BeautifulSoup

from bench.scale import Differs, boundaries, check, decided, prepare
from bench.scale_engines import DECISIONS, ENGINES, PUPILS, SQL, with_duckdb
from calculator import load_circular
from tests.cli.running import calculate

CIRCULAR = load_circular("nantes-2020-2021")
MORE = 3000
SAMPLE = 500


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The folder of the answers, and how many pupils are on a boundary."""
    folder = tmp_path_factory.mktemp("scale")
    first = sum(1 for _ in boundaries(CIRCULAR))
    assert prepare(folder, CIRCULAR, first + MORE) == first
    with_duckdb(folder)
    return folder, first


def test_duckdb_answers_what_the_rules_decide(joined: tuple[Path, int]) -> None:
    folder, first = joined
    answers = str(folder / ENGINES["duckdb"])
    assert check(answers, CIRCULAR, first + MORE, first, SAMPLE) == first + SAMPLE


@pytest.mark.parametrize(
    "wrong",
    [
        "SELECT * REPLACE (if(pupil = 7, 'optional', status) AS status) FROM answers",
        "SELECT * REPLACE (closes + 1 AS closes) FROM answers",
        "SELECT * FROM answers WHERE pupil <> 7",
        "SELECT * FROM answers UNION ALL SELECT * FROM answers WHERE pupil = 7",
        "SELECT * REPLACE (if(pupil = 7, 8, pupil) AS pupil) FROM answers",
    ],
)
def test_an_answer_that_is_wrong_missing_or_double_is_seen(
    wrong: str, joined: tuple[Path, int], tmp_path: Path
) -> None:
    folder, first = joined
    with duckdb.connect() as database:
        database.execute(
            f"CREATE VIEW answers AS FROM read_parquet('{folder / ENGINES['duckdb']}')"
        )
        database.execute(f"COPY ({wrong}) TO '{tmp_path / 'wrong.parquet'}'")
    with pytest.raises(Differs):
        check(str(tmp_path / "wrong.parquet"), CIRCULAR, first + MORE, first, SAMPLE)


@pytest.mark.parametrize(
    ("day", "state"),
    [  # p-5-calendrier
        *(("2021-03-07", "upcoming"), ("2021-03-08", "open")),
        *(("2021-05-12", "open"), ("2021-05-13", "closed")),
    ],
)
def test_the_boundaries_are_those_of_the_text(day: str, state: str) -> None:
    of_day = [one for one in boundaries(CIRCULAR) if one.day == date.fromisoformat(day)]
    pupils = [one for one in of_day if one[:3] == ("3e", "prive-sous-contrat", 5)]
    assert [decided(one, CIRCULAR)[3] for one in pupils] == [state]


def test_the_queries_of_the_page_run_as_they_are(site_folder: Path, tmp_path: Path) -> None:
    html = (site_folder / "academie/index.html").read_text("utf-8")
    examples = [pre.get_text() for pre in BeautifulSoup(html, "html.parser").select("pre")]
    page = "".join(examples)
    blocks = [text for text in examples if "SELECT" in text and "spark" not in text]
    (command,) = (line for line in page.splitlines() if line.startswith("calculator table"))
    written = calculate(*command.split()[1:], cwd=tmp_path)
    assert written.returncode == 0
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        with duckdb.connect() as database:
            found = [database.execute(block).fetchall() for block in blocks]
    finally:
        os.chdir(before)
    begin, codes, join, totals, without = found
    assert begin is not None
    assert ("3e", "public") in codes
    missing = {row[0]: row[-2] for row in join}
    assert missing == {1: 2, 2: None, 3: None}  # p-6: five competences
    assert [row[-1] for row in totals] == [1, 1, 1]
    assert without == []
    assert " ".join(SQL.split()) == " ".join(blocks[2].split())
    assert DECISIONS in page
    assert PUPILS.removesuffix(".parquet") in page
