"""The words of a list's answers: reminders, summaries, and what cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.answers.lists import (
    RosterWords,
    accounting_words,
    dates_words,
    notices_of,
    reminder,
    set_aside_words,
    unread_words,
)
from calculator.lists.answering import answer_roster
from calculator.lists.answers import RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from calculator.render.list_tables import roster_text, summary_text
from tests.lists.test_samples import CIRCULAR, DAY


def answered(text: str, day: date = DAY, level: str | None = None) -> RosterAnswer:
    made = merge([read_list("liste.csv", [text.encode()])])
    classes = ClassMap.of(made.class_names)
    if level:
        classes = classes.corrected(dict.fromkeys(made.class_names, ClassLevel(level)))
    return answer_roster(made, classes, "public", day, CIRCULAR)


TWO = "nom;prenom;classe;competences\nA;B;X;5\nC;D;X;1\n"


@pytest.mark.parametrize(
    ("level", "day", "expected", "absent"),
    [
        ("3e", DAY, "classe X\n- Progresser", "facultatif"),
        ("bts-1", DAY, "classe X (facultatif)\n- Progresser", "renseignez-vous"),
        (
            "3e",
            date(2021, 6, 1),
            "classe X\nCertification obligatoire : le dernier jour était",
            "Passer",
        ),
        (
            "bts-1",
            date(2021, 6, 1),
            "classe X\nCertification facultative : le dernier jour était",
            "Progresser",
        ),
        ("5e", DAY, "classe X", "\n"),
    ],
)
def test_a_reminder_gives_no_order_where_nothing_can_or_must_be_done(
    level: str, day: date, expected: str, absent: str
) -> None:
    made = answered(TWO, day, level)
    said = reminder("X", made.pupils, RosterWords(made))
    assert said.startswith(f"Certification Pix, {expected}")
    assert absent not in said


@pytest.mark.parametrize(
    ("titles", "kind", "told"),
    [
        ("nom;prenom;classe;;competences", "plain", ""),
        ("nom;prenom;classe;Option", "plain", "Colonne non lue : Option."),
        (
            'nom;prenom;classe;Régime;"Nombre\nde pix"',
            "plain",
            "Colonnes non lues : Régime, Nombre de pix.",
        ),
        ("nom;prenom;div;Division principale", "plain", "Colonne non lue : Division principale."),
        ("Nom de famille;Prénom;Division;Div", "plain", "|deux fois"),
        ("Nom de famille;Prénom;DIV", "plain", ""),
        (
            "Nom;Nom de famille;Prénom;Classe;Div",
            "plain",
            "Colonnes non lues : Nom de famille, Div.",
        ),
        (
            "Nom;Prénom;Numéro de certification;Statut;Certifiable",
            "results",
            "Colonne non lue : Certifiable.",
        ),
    ],
)
def test_columns_that_are_not_read_are_told(titles: str, kind: str, told: str) -> None:
    row = ["A", "B", "3A", "", "", "", ""][: titles.count(";") + 1]
    text = f"{titles}\n{';'.join(row)}\n"
    if told.startswith("|"):
        with pytest.raises(NotAList, match=told[1:]):
            answered(text)
        return
    made = answered(text)
    (one,) = made.accounting
    assert (one.kind, unread_words(one.columns)) == (kind, told)
    said = "".join(summary_text(made))
    assert ("Colonne" in said) == bool(told)
    assert told in said


def test_a_name_cannot_command_a_terminal() -> None:
    made = answered(
        'nom;prenom;classe;Option\x1b[2J\nA\x1b[31m;"B\nC";3A\x07\t\u202e;\n'
        "A\x1b[31m;B C;3A\x07\t\u202e;x\n",
        level="3e",
    )
    said = "".join(roster_text(made))
    assert all(c.isprintable() or c == "\n" for c in said)
    assert "A�[31m B C" in said


def test_no_competence_is_said_to_be_missing_to_a_pupil_already_certified() -> None:
    result = "Numéro de certification;Nom;Prénom;Statut;Nombre de Pix\n1;A;B;Validée;300\n"
    files = (
        (name, [text.encode()]) for name, text in (("a", TWO.replace("5", "2")), ("b", result))
    )
    roster = merge(read_list(*file) for file in files)
    classes = ClassMap({"X": ClassLevel("3e")})
    made = answer_roster(roster, classes, "public", DAY, CIRCULAR)
    said = "".join(roster_text(made))
    assert "déjà certifié               Certification" in said
    assert "pas encore certifiable (-4)" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nom;prenom;classe\nA\n", "1 cellule ; il faut 3 cellules"),
        ("nom;prenom;classe\nA;B;3A;x\n", "4 cellules ; il faut"),
        (
            "Nom;Prénom;Numéro de certification\nA;B;1\n",
            "ligne 2 : case vide pour A B ; il faut un nombre de pix",
        ),
        (f"nom;prenom;classe\nA;{'B' * 140_000};3A\n", "il faut des cellules de moins de"),
        ('nom;prenom;classe\nA;"B;3A\n', "il faut autant de guillemets"),
    ],
)
def test_what_is_set_aside_is_told_in_plain_words(text: str, told: str) -> None:
    (words,) = set_aside_words(answered(text).set_aside)
    assert told in words


def test_an_equal_line_is_replaced_by_another_not_by_a_later_one() -> None:
    (one,) = answered(TWO.replace("X", "3A") + "A;B;3A;5\n" * 2).accounting
    assert "2 remplacées par d’autres" in accounting_words(one)


def test_dates_and_notices_are_told_once_for_each_level_of_the_pupils() -> None:
    made = answered(TWO + "E;F;3B;5\nG;H;3C;5\n", level="3e")
    (dates,) = dates_words(made, RosterWords(made))
    assert dates.startswith("3e : Sessions possibles du lundi 8 mars")
    assert dates.endswith("]")
    assert notices_of(made) == list(made.decisions[ClassLevel("3e")].notices)
