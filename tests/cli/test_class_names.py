"""The classes that `--class` takes: their codes, and the names that lists take."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from calculator import Circular, load_circular
from calculator.cli.options import class_of
from calculator.cli.refusing import Refusal
from calculator.lists.class_names import class_level, class_levels
from calculator.schema.reading import read_circulars
from tests.cli.test_commands import run
from tests.conftest import ROOT
from tests.lists.test_classes import ASKED, READ

FIRST_AID = ROOT / "tests/circulars/premiers-secours/circulars"
"""A text that has one class for each year of lycée."""


# what is typed, and the class: as lists read it where that is one level without doubt
NAMES = [
    ("3e", "3e"),
    ("3E", "3e"),
    ("3eme", "3e"),
    ("3ème", "3e"),
    ("3 A", "3e"),
    (" 3e ", "3e"),
    ("301", "3e"),
    ("Troisième", "3e"),
    ("6SEGPA", "6e-segpa"),
    ("3PM", "3e-prepa-metiers"),
    ("TG", "tle-gt"),
    ("TG2", "tle-gt"),
    ("Terminale générale", "tle-gt"),
    ("CM2 B", "cm2"),
    ("3", None),
    ("2A", None),
    ("3e/4e", None),
    ("CM1-2", None),
    ("9e", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "level"), NAMES)
def test_a_class_is_read_from_its_name_as_in_lists(name: str, level: str | None) -> None:
    circular = load_circular("nantes-2020-2021")
    assert class_of(name, circular) == (level or name)
    assert class_level(name) == level


@pytest.mark.parametrize("command", ["decide", "plan", "calendar"])
def test_every_command_takes_the_name_of_a_class(command: str) -> None:
    words = [command, "--on", "2021-03-10", "--class"]
    said = [run(*words, name) for name in ("3ème A", "3e")]
    assert said[0].returncode == 0
    assert said[0].stdout == said[1].stdout
    refused = run(*words, "3")
    assert refused.returncode == 2
    assert "Classe : « 3 » n’est pas accepté. Attendu : cp, ce1, " in refused.stderr


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        *(
            (name, "2de-gt ou 2de-pro")
            for name in ("2nde 4", "Seconde 4", "2de", "2nde", "2DE B2", "2de-4")
        ),
        *((name, "1re-gt ou 1re-pro") for name in ("1ère", "1re 2", "Première", "1ERE A")),
        *((name, "tle-gt ou tle-pro") for name in ("Tle", "terminale", "T", "T2", "Term. 3")),
        *((name, "tle-gt ou tle-pro") for name in ("TA", "TL", "TES", "Term ES", "TGA", "Tle S1")),
        *((name, "bts-1 ou tle-gt ou tle-pro") for name in ("TS1", "T S 1", "ts-1")),
        *((name, "bts-2 ou tle-gt ou tle-pro") for name in ("TS2", "TS 2")),
        *((name, "cap-1 ou cap-2") for name in ("2nde CAP", "seconde cap APR")),
        *((name, "bts-1 ou bts-2 ou tle-gt ou tle-pro") for name in ("TS", "TS3", "TS 12")),
    ],
)
def test_a_class_of_which_only_the_track_is_missing_is_asked(name: str, asked: str) -> None:
    with pytest.raises(Refusal) as refused:
        class_of(name, load_circular("nantes-2020-2021"))
    assert f"« {name} » : {asked} ?" in str(refused.value)
    assert class_level(name) is None


UNKNOWN = ["TP 1", "TD2", "TU", "Te", "TX2", "T c", "TSX", "TML2"]
"""T with letters of no series."""


@pytest.mark.parametrize("name", ["1re année", "TB", "2A", "201", "seconde MELEC", *UNKNOWN])
def test_a_class_that_may_be_of_another_course_is_not_asked_between_two(name: str) -> None:
    assert class_of(name, load_circular("nantes-2020-2021")) == name
    assert class_of(name, first_aid()) == name


def first_aid() -> Circular:
    return read_circulars(FIRST_AID).named("secours-2023-2024")


@pytest.mark.parametrize("name", [*(name for names in READ.values() for name in names), *ASKED])
def test_lists_and_commands_agree_on_every_name(name: str) -> None:
    for circular in (load_circular("nantes-2020-2021"), first_aid()):
        levels = class_levels(name)
        there = {str(level) for level in levels} & set(circular.classes)
        years = {level[:3] for level in levels if level[3:] in ("-gt", "-pro")}
        try:
            code = class_of(name, circular)
        except Refusal:
            assert len(levels) > 1
            assert there or years & set(circular.classes)
            assert class_level(name) is None
        else:
            assert code in (there or years & set(circular.classes) or {name})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, "2de") for name in ("2nde 4", "seconde", "2GT5", "seconde pro", "2BACPRO MRC")),
        *((name, "1re") for name in ("1re G2", "Première ES", "1STMG", "première pro 2")),
        *((name, "tle") for name in ("T", "TG", "TA", "TES", "terminale", "Term STMG", "TPRO")),
        *((name, "tle") for name in ("T G2", "T3", "Tle 2", "Terminale S", "Tle S2", "Tle D")),
        *((name, "3e") for name in ("3eA", "3 A")),
        ("6ème B", "6e"),
        # another course, or a class beside those of its year
        *((name, name) for name in ("CAP 1", "1BTS", "MPSI", "3PM", "6SEGPA", "2A")),
    ],
)
def test_a_text_with_one_class_for_a_year_takes_it_for_both_tracks(name: str, code: str) -> None:
    assert class_of(name, first_aid()) == code


@pytest.mark.parametrize("name", ["TS", "TS1", "TS2", "T S 2", "TS 3"])
def test_a_name_that_may_be_a_bts_is_asked_where_a_text_has_none(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        class_of(name, first_aid())
    assert f"« {name} » : tle ? " in str(refused.value)


def test_one_track_that_a_text_has_alone_is_asked_and_not_taken() -> None:
    general: Any = SimpleNamespace(classes=("2de-gt",))
    with pytest.raises(Refusal) as refused:
        class_of("2nde 4", general)
    assert "« 2nde 4 » : 2de-gt ? " in str(refused.value)
    assert class_of("2GT4", general) == "2de-gt"


def test_a_class_that_a_circular_has_not_is_refused_as_it_is_typed() -> None:
    words = ["--circulars", str(FIRST_AID), "--circular", "secours-2023-2024", "--on", "2023-10-01"]
    taken, same, refused = (
        run("decide", *words, "--class", name) for name in ("2nde 4", "2de", "CAP 1")
    )
    assert all(run("decide", *words, "--class", name).returncode == 2 for name in ("TS2", "TP 1"))
    assert (taken.returncode, taken.stdout) == (0, same.stdout)
    assert refused.returncode == 2
    assert "Classe : « CAP 1 » n’est pas accepté. Attendu : cm2, 6e" in refused.stderr
