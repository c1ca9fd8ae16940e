"""Lists that memory does not hold are answered as they are when it does."""

from __future__ import annotations

import pickle
import random
from collections.abc import Generator, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import large_reading, load_circular
from calculator.answers.lists import superseded_words
from calculator.large_answers import Asked
from calculator.large_rosters import Lists, Share, answer_lists, do, each_reason
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from calculator.render.list_tables import (
    csv_rows,
    json_rows,
    summary_text,
    text_rows,
    whole_csv,
    whole_json,
    whole_text,
)
from calculator.sorting import Sorted
from tests.lists.fuzz import SAMPLES, spoilt, written

CIRCULAR = load_circular("nantes-2020-2021")
CORRECTIONS = {"3A": ClassLevel.TROISIEME, "": ClassLevel.CINQUIEME, "7z": None}
ALL = 1_000_000
DAY = date(2021, 3, 10)

File = tuple[str, bytes]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_reading, "_PART", 300)


def shared(tasks: Iterable[Any]) -> Generator[tuple[Any, Any], None, None]:
    """As several processes do them: later ones are done first, and some die of theirs."""
    asked = Asked(CORRECTIONS, "prive-sous-contrat", DAY, lambda: CIRCULAR, csv_rows)
    left = iter(tasks)
    while some := list(islice(left, 3)):
        for place, task in enumerate(reversed(some)):
            sent = pickle.loads(pickle.dumps(task))
            yield task, None if place == 2 else do(sent, asked)


def said(files: Sequence[File], held_at_most: int, share: Share | None = None) -> list[str]:
    """All that the command line says of files, and which of them are no lists."""
    lists, refused = Lists(held_at_most, share), []
    for name, content in files:
        try:
            lists.read(name, (content[at : at + 700] for at in range(0, len(content), 700)))
        except NotAList as error:
            refused.append(str(error))
    if not lists:
        return refused
    told = []
    forms = ((json_rows, whole_json), (text_rows, whole_text), (csv_rows, whole_csv))
    for rows, form in forms[2:] if share else forms:
        asked = Asked(CORRECTIONS, "prive-sous-contrat", DAY, lambda: CIRCULAR, rows)
        answers, written_rows = answer_lists(lists, asked)
        told.append("".join(form(answers, written_rows)))
    return [
        *told,
        *refused,
        *each_reason(answers),
        *map(superseded_words, answers.superseded),
        *summary_text(answers),
        *answers.classes.levels,
        *answers.classes.unknown,
    ]


def same(files: Sequence[File], *held_at_most: int) -> None:
    whole = said(files, ALL)
    for most in held_at_most:
        assert said(files, most) == whole
    by_others = said(files, held_at_most[0], shared)
    assert by_others == whole[len(whole) - len(by_others) :]


@pytest.mark.parametrize("sample", range(len(SAMPLES)))
def test_each_sample(sample: int) -> None:
    same([("liste.csv", SAMPLES[sample])], 1, 3)


def test_all_samples_at_once_some_of_one_name() -> None:
    same([(f"liste {place % 5}.csv", one) for place, one in enumerate(SAMPLES)], 1, 10)


@pytest.mark.parametrize("seed", range(60))
def test_spoilt_files(seed: int) -> None:
    several = [spoilt(1000 * seed + number)[0] for number in range(3)]
    same([(f"liste {place % 2}.csv", one) for place, one in enumerate(several)], 1, 7)


NAMES = st.sampled_from(
    [
        *("DUPONT", "Dupont", "LE GALL", "LE-GALL", "'-x", "É", "JEAN", "Léa", "LEA DUPONT"),
        *("GALL Léa", "DUPONT-GALL", "Jean DUPONT GALL", "LE"),
    ]
)
DAYS = st.sampled_from(["", "01/02/2006", "05/06/2006"])
PUPILS = st.lists(
    st.tuples(
        NAMES, st.sampled_from(["Jean", "jean", "Léa", "Dupont"]), DAYS,
        st.sampled_from(["", "3A", "3 a", "3B", "7z", "3PM"]),
        st.sampled_from(["", "3", "5", "17"]), st.sampled_from(["Oui", "Non", "NA"]),
    ),
    max_size=40,
)  # fmt: skip
RESULTS = st.lists(
    st.tuples(
        NAMES, st.just("Jean"), DAYS, st.sampled_from(["1", "2", ""]),
        st.sampled_from(["Validée", "Rejetée", "?"]),
        st.sampled_from(["15/02/2021", "16/04/2021", "15/02/2019", ""]),
    ),
    max_size=12,
)  # fmt: skip
OF_PUPILS = ("nom", "prenom", "date de naissance", "classe", "competences", "certifiable")
OF_RESULTS = (
    "Nom", "Prénom", "Date de naissance", "Numéro de certification", "Statut",
    "Date de passage de la certification",
)  # fmt: skip


@given(PUPILS, PUPILS, RESULTS, st.integers(1, 9))
def test_homonyms_births_classes_and_certifications_over_several_files(
    some: list[tuple[str, ...]],
    others: list[tuple[str, ...]],
    results: list[tuple[str, ...]],
    held_at_most: int,
) -> None:
    files = [
        ("a.csv", written([list(OF_PUPILS), *map(list, some)])),
        ("r.csv", written([list(OF_RESULTS), *map(list, results)])),
        ("a.csv", written([list(OF_PUPILS), *map(list, others)])),
    ]
    same(files, held_at_most)


def test_nothing_of_a_file_that_ends_badly_is_answered() -> None:
    good = written([["nom", "prenom", "classe"], *([f"N{n}", "P", "3A"] for n in range(50))])
    files = [("a.csv", good), ("a.csv", good + b"x" * 1_200_000), ("b.csv", good)]
    told = said(files, 5)
    assert told == said(files, ALL)
    assert told[3].startswith(
        "a.csv n’a pas été lu. C’est une ligne de plus d’un million de signes"
    )
    assert "a.csv (2)" not in "".join(told)


@pytest.mark.parametrize("held_at_most", [1, 2, 1000])
def test_what_is_sorted_comes_in_order_as_often_as_asked(held_at_most: int) -> None:
    """As many items as make runs of runs of runs."""
    numbers = random.Random(1).sample(range(9000), 9000)
    made = Sorted[int](held_at_most)
    for number in numbers:
        made.add((number,), -number)
    expected = [-number for number in range(9000)]
    assert list(made) == expected
    assert list(zip(made, made, strict=True)) == list(zip(expected, expected, strict=True))


def test_each_doubt_across_last_names_is_found_in_a_long_list() -> None:
    """« MARTIN » and « MARTIN DUPONT » of one birth, names exchanged, and particles."""
    rows = [["nom", "prenom", "classe", "date de naissance"]]
    rows += [[f"N{number}", "Ada", "3A", "01/02/2006"] for number in range(100)]
    pairs = (
        ("MARTIN;Ada;3A;01/02/2006", "MARTIN DUPONT;Ada;3B;01/02/2006"),
        ("DE LA TOUR;Bea;3A;01/02/2006", "TOUR;Bea;3A;01/02/2006"),
        ("THOMAS;Leo;3A;", "LEO;Thomas;3 a;05/06/2006"),
        ("PAUL;Max;3A;07/08/2006", "MAX;Paul;3B;07/08/2006"),
    )
    rows += [row.split(";") for pair in pairs for row in pair]
    rows += [["MARTIN", "Ada", "3B", "02/02/2006"], ["THOMAS", "Leo", "3B", ""]]
    lists = Lists(20)
    lists.read("a.csv", [written(rows)])
    asked = Asked({}, "prive-sous-contrat", DAY, lambda: CIRCULAR, csv_rows)
    answers, lines = answer_lists(lists, asked)
    doubtful = [line for line in lines if "Peut-être le même élève" in line]
    assert [int(line.rsplit(";", 1)[1]) for line in doubtful] == [*range(102, 110)]
    assert answers.maybe_twice == len(doubtful)


@pytest.mark.parametrize(
    ("one", "two", "doubtful"),
    [
        ("GARCÍA;Ada;3A;", "GARCÍA LÓPEZ;Ada;3 a;", True),
        ("LÓPEZ;Ada;3A;", "GARCÍA LÓPEZ;Ada;3A;", True),
        ("DUPONT;Ada;3A;", "DUPONT-ROY;Ada;3A;01/02/2006", True),
        ("DUPONT;Ada;3A;01/02/2006", "DUPONT-ROY;Ada;3A;", True),
        ("DUPONT;Ada;3A;01/02/2006", "DUPONT-ROY;Ada;3B;01/02/2006", True),
        ("BERG;Ada;3A;", "van der Berg;Ada;3A;", True),
        ("BERG;Ada;3A;01/02/2006", "van der Berg;Ada;3A;", True),
        ("DUPONT;Ada;3A;01/02/2006", "DUPONT-ROY;Ada;3A;02/02/2006", False),
        ("DUPONT;Ada;3A;", "DUPONT-ROY;Eve;3A;", False),
        ("DUPONT;Ada;3A;", "DUPONT-ROY;Ada;3B;", False),
        ("DUPONT;Ada;;", "DUPONT-ROY;Ada;;", False),
        ("GARCÍA RUIZ;Ada;3A;", "GARCÍA LÓPEZ;Ada;3A;", False),
        ("VAN DEN BERG;Ada;3A;", "VAN DEN BOS;Ada;3A;", False),
        ("ROY;Ada;3A;", "LEROY;Ada;3A;", False),
    ],
)
def test_one_and_two_last_names_of_a_class_may_be_of_one_pupil(
    one: str, two: str, doubtful: bool
) -> None:
    """Told of both, never merged; in any order, and in a long list as in a short one."""
    others = [f"N{number};Ada;3A;" for number in range(30)]
    for rows in ([one, *others, two], [two, *others, one]):
        text = "\n".join(["nom;prenom;classe;date de naissance", *rows])
        for held_at_most in (ALL, 8):
            lists = Lists(held_at_most)
            lists.read("a.csv", [text.encode()])
            asked = Asked(
                {"": ClassLevel.TROISIEME}, "prive-sous-contrat", DAY, lambda: CIRCULAR, csv_rows
            )
            answers, lines = answer_lists(lists, asked)
            told = ["Peut-être le même élève" in line for line in lines]
            assert told == [doubtful, *[False] * len(others), doubtful]
            assert answers.maybe_twice == 2 * doubtful
