"""Lines of one pupil are one pupil, those of two are two, and what may be either is set aside."""

from __future__ import annotations

from itertools import permutations
from time import process_time

import pytest

from calculator.lists.merging import merge
from tests.lists.forms import read
from tests.lists.fuzz import rows_of, written
from tests.lists.test_samples import answers, content


def test_the_same_name_in_one_class_is_one_pupil_whatever_the_letters() -> None:
    rows = rows_of(content("01b"))
    again = [*rows[5]]
    again[3], again[4], again[7] = "d’echo", "ELIE‑MARIE", "2021-02-09"
    made = answers(merge([read(written([*rows, again]))]))
    (old,) = made.superseded
    assert (old.line.number, old.by.number) == (6, 12)


def test_of_two_sendings_of_one_day_the_first_counts_and_it_is_said() -> None:
    rows = rows_of(content("01b"))
    again = [*rows[9]]
    again[3:6], again[7] = rows[1][3:6], rows[1][7]
    made = answers(merge([read(written([*rows, again]))]))
    assert [old.line.number for old in made.superseded] == [12]
    assert made.pupils[0].doubts == ("same_date", "namesake")


def test_a_line_is_replaced_only_by_one_that_has_an_answer() -> None:
    """All the lines of a pupil whose class must be asked say so, the earlier ones too."""
    titles = "nom;prenom;classe;competences;date de l'envoi\n"
    lines = "A;B;7z;3;01/02/2021\nC;D;3A;3;01/02/2021\nA;B;7 Z;5;05/02/2021\nC;D;3A;5;05/02/2021\n"
    made = answers(merge([read(f"{titles}{lines}".encode())]))
    assert [(old.line.number, old.by.number) for old in made.superseded] == [(3, 5)]
    assert [(one.number, one.found) for one in made.set_aside] == [(2, "« 7 Z »"), (4, "« 7 Z »")]
    (told,) = made.accounting
    assert (told.answered, told.superseded, told.set_aside) == (1, 1, 2)


def test_days_of_birth_keep_two_pupils_of_one_name_and_class_apart() -> None:
    born = "nom;prenom;classe;date de naissance\nA;B;3A;01/02/2006\nA;B;3A;03/04/2006\n"
    made = answers(merge([read(born.encode())]))
    assert (len(made.pupils), made.superseded) == (2, ())
    unsure = read(b"nom;prenom;classe\nA;B;3A\n", "g")
    (aside,) = answers(merge([read(born.encode()), unsure])).set_aside
    assert (aside.file, aside.number) == ("g", 2)
    assert "2 élèves nommés B A (3A, 3A)" in aside.found
    once = read(born.rsplit("A;", 1)[0].encode())
    for lists in ([once, unsure], [unsure, once]):
        assert [pupil.line.birth for pupil in answers(merge(lists)).pupils] == ["2006-02-01"]


@pytest.mark.parametrize(
    ("lines", "pupils"),
    [
        (["LE-GALL;Anne-Marie;3A", "LE GALL;Anne Marie;3A", "Le  Gall;Anne - Marie;3A"], 1),
        (["D`E;F;3A", "D'E;F;3A", "D’É;F;3A", "D`É;F;3A"], 1),
        (["A;B;3A", "A;B;3 A", "A;B;3eA", "A;B;3e A", "A;B;3EME A", "A;B;3°A", "A;B;3-a"], 1),
        (["A;B;3-1", "A;B;3 1", "A;B;3.1", "A;B;3e 1", "A;B;3ème1"], 1),
        (["A;B;2GT5", "A;B;2de GT 5", "A;B;2NDE-GT-5"], 1),
        (["A;B;3PM", "A;B;3 PM", "A;B;3e PM", "A;B;3ePM"], 1),
        (["A;B;TG2", "A;B;Terminale G 2", "A;B;TLE G2"], 1),
        (["A;B;3-1", "A;B;31", "A;B;301", "A;B;3-11"], 4),
        (["A;B;3E", "A;B;3A", "A;B;3E1", "A;B;3PM"], 4),
        (["AB;C;3A", "A;BC;3A", "A B;C;3A", "A;B C;3A"], 4),
    ],
)
def test_a_pupil_is_counted_once_however_name_and_class_are_written(
    lines: list[str], pupils: int
) -> None:
    made = read("\n".join(["nom;prenom;classe", *lines]).encode())
    roster = merge([made])
    assert (len(roster.pupils), len(roster.superseded)) == (pupils, len(lines) - pupils)


BORN = ["A;B;3A;01/02/2006;5", "A;B;3A;03/04/2006;1"]
NO_CLASS = ["A;B;;01/02/2006;5", "A;B;;03/04/2006;1"]


@pytest.mark.parametrize(
    ("lines", "aside", "left"),
    [
        ([*BORN, "A;B;3A;;9"], ["9"], 2),
        ([*BORN, "A;B;;;9"], ["9"], 2),
        (["A;B;3A;;9", *NO_CLASS], ["5", "1"], 1),
        ([*NO_CLASS[:1], "A;B;3A;;9"], [], 1),
        ([BORN[0], NO_CLASS[1], "A;B;;;9"], ["9"], 2),
    ],
)
def test_a_line_that_may_be_of_two_pupils_is_set_aside_in_any_order(
    lines: list[str], aside: list[str], left: int
) -> None:
    for some in permutations(lines):
        made = read("\n".join(["nom;prenom;classe;date de naissance;competences", *some]).encode())
        roster = merge([made])
        wrong = [some[one.number - 2].split(";")[-1] for one in roster.set_aside]
        assert (sorted(wrong), len(roster.pupils)) == (sorted(aside), left)


def test_many_pupils_of_one_name_take_no_time() -> None:
    lines = [f"A;B;C{number};5\nA;B;;4\n" for number in range(15_000)]
    start = process_time()
    merge([read(("nom;prenom;classe;competences\n" + "".join(lines)).encode())])
    assert process_time() - start < 30  # a busy machine’s: each with each would take minutes
