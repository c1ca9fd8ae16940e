"""The circulars of a site: which of them answers, and those that cannot be trusted."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from calculator import InvalidCase, MalformedCircular, load_circular
from calculator.carried import carried_circulars, carried_folder
from calculator.model.errors import UnknownYear
from calculator.schema.reading import read_circulars
from tests.making import NANTES_ID, gathered, made_up

NANTES = load_circular(NANTES_ID)
OTHER = made_up(id="rennes-2020-2021", issuer="académie de Rennes")
NEXT = made_up(id="nantes-2021-2022", school_year="2021-2022")
LATER = made_up(id="nantes-2023-2024", school_year="2023-2024")


def test_the_latest_year_comes_first_then_the_ids() -> None:
    ids = [one.id for one in gathered(OTHER, NEXT, NANTES, LATER).all]
    assert ids == ["nantes-2023-2024", "nantes-2021-2022", NANTES_ID, "rennes-2020-2021"]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2020-09-01", NANTES_ID),
        ("2021-03-10", NANTES_ID),
        ("2021-08-31", NANTES_ID),
        ("2021-09-01", "nantes-2021-2022"),
        ("2022-08-31", "nantes-2021-2022"),
        ("2023-09-01", "nantes-2023-2024"),
    ],
)
def test_a_day_has_the_circular_of_its_school_year(on: str, found: str) -> None:
    circulars = gathered(NANTES, NEXT, LATER)
    assert circulars.for_day(date.fromisoformat(on)).id == found


@pytest.mark.parametrize(
    ("on", "year"),
    [
        ("1990-01-01", "1989-1990"),
        ("2020-08-31", "2019-2020"),
        ("2022-09-01", "2022-2023"),  # between two years that are known
        ("2023-05-01", "2022-2023"),
        ("2050-01-01", "2049-2050"),
    ],
)
def test_no_circular_of_another_year_answers(on: str, year: str) -> None:
    with pytest.raises(UnknownYear) as caught:
        gathered(NANTES, NEXT, LATER).for_day(date.fromisoformat(on))
    assert (caught.value.field, caught.value.year) == ("on", year)
    told = f"aucun texte pour l’année scolaire {year}", "2020-2021, 2021-2022, 2023-2024"
    assert all(words in str(caught.value) for words in told)


def test_several_circulars_of_a_year_are_named_to_be_chosen() -> None:
    circulars = gathered(NANTES, OTHER, NEXT)
    with pytest.raises(InvalidCase) as caught:
        circulars.for_day(date(2021, 3, 10))
    assert caught.value.field == "circular"
    for words in ("nantes-2020-2021", "académie de Nantes", "rennes-2020-2021", "de Rennes"):
        assert words in str(caught.value)
    assert NEXT.id not in str(caught.value)
    assert circulars.for_day(date(2021, 3, 10), "rennes-2020-2021") is OTHER
    assert circulars.for_day(date(2021, 9, 10)) is NEXT


@pytest.mark.parametrize(
    ("name", "found"), [("2021-2022", NEXT.id), (NEXT.id, NEXT.id), (OTHER.id, OTHER.id)]
)
def test_a_circular_is_named_by_its_id_or_by_a_year_that_is_its_own(name: str, found: str) -> None:
    assert gathered(NANTES, OTHER, NEXT).named(name).id == found


def test_a_year_of_several_circulars_is_no_name() -> None:
    with pytest.raises(InvalidCase) as caught:
        gathered(NANTES, OTHER, NEXT).named("2020-2021")
    assert caught.value.field == "circular"
    assert "« 2020-2021 »" in str(caught.value)
    assert NANTES.id in str(caught.value)
    assert OTHER.id in str(caught.value)
    assert NEXT.id not in str(caught.value)


@pytest.mark.parametrize("name", ["", "2019-2020", "nantes", "<b>"])
def test_a_name_that_is_none_is_told_with_those_that_exist(name: str) -> None:
    with pytest.raises(InvalidCase) as caught:
        gathered(NANTES, NEXT).named(name)
    assert caught.value.field == "circular"
    assert f"{NEXT.id} ({NEXT.name}) ou {NANTES.id} ({NANTES.name})" in str(caught.value)


def test_a_year_that_only_one_speaks_of_is_a_name() -> None:
    assert load_circular("2020-2021") is NANTES


# --- Files that cannot be trusted -------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that is carried, and one circular beside it that cannot be trusted."""
    copied = tmp_path / "circulars"
    shutil.copytree(carried_folder("circulars"), copied)
    text = (copied / NANTES_ID / "circular.toml").read_text(encoding="utf-8")
    for name, content in {
        "cassee": text.replace('status = "mandatory"', 'status = "obligatoire"'),
        "illisible": "[",
    }.items():
        (copied / name).mkdir()
        written = content.replace(f'id = "{NANTES_ID}"', f'id = "{name}"')
        (copied / name / "circular.toml").write_text(written, encoding="utf-8")
    (copied / "notes.txt").write_text("rien", encoding="utf-8")
    (copied / "vide").mkdir()
    return copied


def test_those_that_are_refused_are_named_and_the_others_answer(folder: Path) -> None:
    circulars = read_circulars(folder)
    ids = [one.id for one in circulars.all]
    assert NANTES_ID in ids
    assert len(ids) == len(carried_circulars().all)
    assert set(circulars.refused) == {"cassee", "illisible", "notes.txt", "vide"}
    assert circulars.for_day(date(2021, 3, 10)).id == NANTES_ID
    assert circulars.named("2020-2021").id == NANTES_ID


@pytest.mark.parametrize("name", ["cassee", "illisible"])
def test_the_one_that_is_asked_for_is_refused_with_what_is_wrong(folder: Path, name: str) -> None:
    with pytest.raises(MalformedCircular) as caught:
        read_circulars(folder).named(name)
    assert caught.value.faults
    assert all(str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize("name", [None, "2020-2021"])
def test_no_circular_at_all_is_said(name: str | None) -> None:
    with pytest.raises(InvalidCase, match="circulaire lisible") as caught:
        gathered().for_day(date(2021, 3, 10), name)
    assert caught.value.field == "circular"
