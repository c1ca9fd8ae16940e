"""The words of a list's answers: reminders, summaries, and what cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from calculator import Establishment
from calculator.roster.answering import RosterAnswer, answer_roster
from calculator.roster.classes import ClassMap
from calculator.roster.errors import NotAList
from calculator.roster.merging import merge
from calculator.roster.reading import read_list
from calculator.rules.vocabulary import ClassLevel
from calculator.views.roster_tables import summary_text
from calculator.views.roster_words import RosterWords, reminder, unread_words
from tests.roster.test_samples import CAMPAIGN, DAY


def answered(text: str, day: date = DAY, level: str | None = None) -> RosterAnswer:
    made = merge([read_list("liste.csv", [text.encode()])])
    classes = ClassMap.of(made.class_names)
    if level:
        classes = classes.corrected(dict.fromkeys(made.class_names, ClassLevel(level)))
    return answer_roster(made, classes, Establishment.PUBLIC, day, CAMPAIGN)


TWO = "nom;prenom;classe;competences\nA;B;X;5\nC;D;X;1\n"


@pytest.mark.parametrize(
    ("level", "day", "expected", "absent"),
    [
        ("3e", DAY, "classe X\n- Progresser", "facultatif"),
        ("bts-1", DAY, "classe X (facultatif)\n- Progresser", "renseignez-vous"),
        ("3e", date(2021, 6, 1), "classe X\nLa fenêtre de certification est close", "Passer"),
        (
            "bts-1",
            date(2021, 6, 1),
            "classe X\nLa fenêtre de certification est close",
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
    assert ("Colonne" in said) == (kind == "plain" and bool(told))
    assert told in said or kind != "plain"
