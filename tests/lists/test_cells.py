"""What the cells of a list hold, in every way it is written: counts, levels, dates, yes and no."""

from __future__ import annotations

import pytest

from calculator.lists.columns import Kind
from calculator.lists.merging import merge
from tests.lists.forms import READ, read, same
from tests.lists.fuzz import rows_of, written
from tests.lists.test_samples import answers, content, told


def test_without_its_own_counts_an_export_is_counted_by_us() -> None:
    rows = rows_of(content("01b"))
    kept = [
        place
        for place, title in enumerate(rows[0])
        if not title.startswith(("Certifiable", "Nombre de comp", "Envoi", "Date", "Nombre de pix"))
    ]
    same_but_pix = answers(merge([read(written([[row[at] for at in kept] for row in rows]))]))
    assert told(same_but_pix) == told(READ["01b"])


def test_levels_come_from_pix_when_their_columns_are_missing() -> None:
    rows = rows_of(content("01b"))
    kept = [at for at, title in enumerate(rows[0]) if not title.startswith("Niveau")]
    made = answers(merge([read(written([[row[at] for at in kept] for row in rows]))]))
    assert told(made) == told(READ["01b"])


def test_with_a_competence_missing_the_file_s_own_count_is_used_and_said() -> None:
    rows = rows_of(content("01b"))
    kept = [
        at
        for at, title in enumerate(rows[0])
        if not title.endswith(("veille d’information", "Interagir"))
    ]
    made = answers(merge([read(written([[row[at] for at in kept] for row in rows]))]))
    assert [one[-2:] for one in told(made)] == [one[-2:] for one in told(READ["01b"])]
    assert all("incomplete" in p.doubts for p in made.pupils if p.line.levels)


def test_a_disagreement_with_the_export_is_shown_and_ours_stands() -> None:
    rows = rows_of(content("01b"))
    rows[1][10], rows[2][9] = "7", "Oui"
    one, two, *others = answers(merge([read(written(rows))])).pupils
    assert (one.reached, one.doubts) == (5, ("namesake", "count_differs"))
    assert (two.certifiable, two.doubts) == (False, ("certifiable_differs",))
    assert [pupil.doubts for pupil in others if pupil.doubts] == [("namesake",)]


@pytest.mark.parametrize(
    ("column", "cell", "found", "expected"),
    [
        (11, "9", "« 9 »", "un niveau de 0 à 8, ou NA"),
        (11, "1,5", "« 1,5 »", "un niveau de 0 à 8, ou NA"),
        (11, "-1", "« -1 »", "un niveau de 0 à 8, ou NA"),
        (11, "٣", "« ٣ »", "un niveau de 0 à 8, ou NA"),
        (12, "beaucoup", "« beaucoup »", "un nombre de pix, ou NA"),
        (12, "1000", "« 1000 »", "un nombre de pix, ou NA"),
        (10, "17", "« 17 »", "un nombre de compétences de 0 à 16, ou NA"),
        (9, "Peut-être", "« Peut-être »", "Oui, Non ou NA"),
        (7, "2021-02-30", "« 2021-02-30 »", "une date qui existe"),
        (7, "31/02/2021 10:15", "« 31/02/2021 10:15 »", "une date qui existe"),
        (7, "02-02-21", "« 02-02-21 »", "une date qui existe"),
        (7, "02.02-2021", "« 02.02-2021 »", "une date qui existe"),
        (7, "02/02/2021 13:15 PM", "« 02/02/2021 13:15 PM »", "une date qui existe"),
        (7, "2021-02-02 25:00", "« 2021-02-02 25:00 »", "une date qui existe"),
        (6, "Non", "« Non »", "Oui, puisque des niveaux sont donnés"),
    ],
)
def test_a_cell_that_holds_no_value_is_named(
    column: int, cell: str, found: str, expected: str
) -> None:
    rows = rows_of(content("01b"))
    rows[1][column] = cell
    (aside,) = read(written(rows)).set_aside
    assert (aside.number, aside.column, aside.found) == (2, rows[0][column], found)
    assert expected in aside.expected


@pytest.mark.parametrize(
    ("sent", "certifiable", "count", "level", "situation"),
    [
        ("Non", "NA", "NA", "NA", "not_shared"),
        ("Non", "Non", "0", "NA", "not_shared"),
        ("Non", "Oui", "NA", "NA", "aside"),
        ("Non", "NA", "3", "NA", "aside"),
        ("Non", "NA", "NA", "1", "aside"),
        ("NA", "NA", "NA", "NA", "not_shared"),
        ("", "", "", "NA", "not_shared"),
        ("", "", "", "", "unknown"),
        ("", "Oui", "", "", "certifiable"),
        ("Oui", "", "", "", "unknown"),
    ],
)
def test_a_profile_that_is_not_shared_says_so_and_nothing_else(
    sent: str, certifiable: str, count: str, level: str, situation: str
) -> None:
    titles = rows_of(content("01b"))[0]
    row = ["x", "1", "c", "A", "B", "3A", sent, "", "", certifiable, count, *[level] * 32]
    made = answers(merge([read(written([titles, row]))]))
    told = [pupil.situation.value for pupil in made.pupils] or ["aside"]
    assert told == [situation]
    for aside in made.set_aside:
        assert (aside.column, aside.found) == ("Envoi (O/N)", "« Non »")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Certifiable 02/02/2021", (True, "2021-02-02")),
        ("Certifiable le 02/02/2021", (True, "2021-02-02")),
        ("Non certifiable (02/02/2021)", (False, "2021-02-02")),
        ("Certifiable (le 02/02/2021)", (True, "2021-02-02")),
    ],
)
def test_the_day_beside_certifiable_on_the_pupils_page(cell: str, said: tuple[bool, str]) -> None:
    (line,) = read(f"Nom;Prénom;Classe;Certificabilité\nA;B;3A;{cell}\n".encode()).lines
    assert (line.says_certifiable, line.sent) == said


@pytest.mark.parametrize(("cell", "said"), [("VRAI", True), ("Faux", False), ("O", True)])
def test_yes_and_no_as_spreadsheets_may_write_them(cell: str, said: bool) -> None:
    (line,) = read(f"Nom;Prénom;Classe;Certifiable\nA;B;3A;{cell}\n".encode()).lines
    assert line.says_certifiable is said


@pytest.mark.parametrize("cell", ["1,0", "1.0", "01", " 1 ", "1,00"])
def test_a_level_as_spreadsheets_may_write_it(cell: str) -> None:
    rows = rows_of(content("01b"))
    rows[1][11] = cell
    same("01b", written(rows))


@pytest.mark.parametrize(
    ("cell", "sorts_as"),
    [
        ("2021-02-02", "2021-02-02"),
        ("02/02/2021", "2021-02-02"),
        ("2/2/21", "2021-02-02"),
        ("02/02/2021 10:15", "2021-02-02 10:15"),
        ("02/02/2021 à 9h05", "2021-02-02 09:05"),
        ("2021-02-02T10:15:59.123Z", "2021-02-02 10:15"),
        ("2021-02-02 10:15:00", "2021-02-02 10:15"),
        ("02-02-2021", "2021-02-02"),
        ("02.02.2021 10:15", "2021-02-02 10:15"),
        ("2021-02-02T10:15:00+01:00", "2021-02-02 10:15"),
        ("2021-02-02 10:15:00 +0100", "2021-02-02 10:15"),
        ("02/02/2021 10:15:00 AM", "2021-02-02 10:15"),
        ("02/02/2021 12:05:00 AM", "2021-02-02 00:05"),
        ("02/02/2021 12:05 pm", "2021-02-02 12:05"),
        ("2/2/2021 1:05:00 PM", "2021-02-02 13:05"),
        ("NA", ""),
    ],
)
def test_a_date_as_programs_may_write_it(cell: str, sorts_as: str) -> None:
    rows = rows_of(content("01b"))
    rows[1][7] = cell
    assert read(written(rows)).lines[0].sent == sorts_as


PLAIN = "nom;prenom;classe;competences_atteintes\nDUPONT;Léa;3A;5\nDURAND;Max;3A;\nÀ;B;3B\n"


def test_a_plain_list_with_counts() -> None:
    made = read(PLAIN.encode())
    assert made.columns.kind is Kind.PLAIN
    assert [one[5:] for one in told(answers(merge([made])))] == [
        ("certifiable", 5, 0),
        ("unknown", None, None),
        ("unknown", None, None),
    ]


def test_a_plain_list_with_levels_where_blank_counts_as_not_reached() -> None:
    made = read(b"Nom,Prenom,Classe,1.1,1.2,2.1\nA,B,3A,2,1,\nC,D,3A,,,\n")
    one, two = answers(merge([made])).pupils
    assert (one.reached, one.missing, one.doubts) == (2, 3, ("incomplete",))
    assert one.levels == {"1.1": 2, "1.2": 1}
    assert two.situation == "unknown"
