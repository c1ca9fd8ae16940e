"""Certification results: whose they are, and which of several counts."""

from __future__ import annotations

import pytest

from calculator.lists.answers import RosterAnswer
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from tests.lists.test_samples import answers

TITLES = "Numéro de certification;Nom;Prénom;Date de naissance;Statut;Nombre de Pix;Date de passage"
PUPIL = "nom;prenom;classe;competences;date de naissance\nDUPONT;Jean;3A;5;"


def answered(*rows: str, birth: str = "") -> RosterAnswer:
    results = "\n".join([f"{TITLES} de la certification", *rows])
    files = (("élèves", PUPIL + birth), ("résultats", results))
    return answers(merge(read_list(name, [text.encode()]) for name, text in files))


def accounted(made: RosterAnswer) -> None:
    for one in made.accounting:
        parts = one.answered + one.superseded + one.set_aside + one.blank + one.headers
        assert parts == one.size


JEAN = "{};DUPONT;Jean;{};{};{};{}"
REJECTED = JEAN.format(1, "01/02/2006", "Rejetée", 0, "15/02/2021")
VALID = JEAN.format(2, "05/06/2006", "Validée", 300, "15/02/2021")
DATELESS = JEAN.format(3, "", "Validée", 300, "16/02/2021")


@pytest.mark.parametrize(
    ("rows", "birth", "aside", "situation"),
    [
        ((REJECTED, VALID), "", [2, 3], "certifiable"),
        ((VALID, REJECTED), "", [2, 3], "certifiable"),
        ((DATELESS, VALID, REJECTED), "", [2, 3, 4], "certifiable"),
        ((VALID, DATELESS, REJECTED), "", [2, 3, 4], "certifiable"),
        ((VALID, DATELESS), "", [], "certified"),
        ((VALID,), "", [], "certified"),
    ],
)
def test_results_of_two_people_are_not_one_pupil_s(
    rows: tuple[str, ...], birth: str, aside: list[int], situation: str
) -> None:
    made = answered(*rows, birth=birth)
    assert sorted(one.number for one in made.set_aside) == aside
    assert [pupil.situation for pupil in made.pupils] == [situation]
    accounted(made)


@pytest.mark.parametrize(
    ("results", "situation", "line", "doubts"),
    [
        # Number, status and day of each; the line that counts.
        (["1 Validée 15/02/2021", "1 Annulée 15/02/2021"], "certifiable", 3, ["not_confirmed"]),
        (["1 Annulée 15/02/2021", "1 Validée 16/02/2021"], "certifiable", 2, ["not_confirmed"]),
        (["NA Validée 15/02/2021", "1 Annulée 15/02/2021"], "certifiable", 3, ["not_confirmed"]),
        (["- Validée -", "- Annulée -"], "certifiable", 3, ["not_confirmed"]),
        (["1 Validée 15/02/2021", "2 Annulée 15/02/2021"], "certified", 2, []),
        (["1 Annulée -", "1 Validée -", "2 Validée 01/03/2021"], "certified", 4, []),
        (["1 Validée 15/03/2019", "2 Rejetée 15/02/2021"], "certifiable", 3, ["other_year"]),
        (["1 Rejetée 15/02/2021", "2 Validée 01/03/2021"], "certified", 3, []),
        (["1 Validée 01/03/2021", "2 Rejetée 02/03/2021"], "certified", 2, []),
        (["1 Validée -", "2 Validée 15/03/2019"], "certified", 2, []),
        (["1 Validée 15/03/2019"], "certifiable", 2, ["other_year"]),
        (["1 Validée 10/03/2021"], "certified", 2, []),
        (["1 Validée 11/03/2021"], "certified", 2, ["after"]),
    ],
)
def test_of_several_results_the_school_year_s_counts_and_none_that_is_annulled(
    results: list[str], situation: str, line: int, doubts: list[str]
) -> None:
    rows = (one.split() for one in results)
    made = answered(*(JEAN.format(number, "", status, 9, day) for number, status, day in rows))
    (pupil,) = made.pupils
    assert pupil.result is not None
    assert (pupil.situation, pupil.result.line.number) == (situation, line)
    assert pupil.doubts == tuple(doubts)
    assert len(made.superseded) == len(results) - 1
    accounted(made)


def test_without_a_list_of_pupils_a_result_is_its_own_pupil() -> None:
    titles = f"{TITLES} de la certification;Classe"
    rows = [f"{REJECTED};", f"{REJECTED.replace('Rejetée', 'Validée').replace('1', '4', 1)};3A"]
    made = answers(merge([read_list("f", ["\n".join([titles, *rows]).encode()])]))
    (pupil,) = made.pupils
    assert (pupil.situation, pupil.class_level) == ("certified", "3e")
    assert pupil.result is not None
    assert (pupil.line, pupil.line.number) == (pupil.result.line, 3)
    accounted(made)
