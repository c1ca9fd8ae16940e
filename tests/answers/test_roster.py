"""What a roster says pupil by pupil: the calculator's words, and its own where it has none."""

from __future__ import annotations

import json
from datetime import date

import pytest

from calculator import Case, decide, load_circular
from calculator.answers.lists import (
    RosterWords,
    citations,
    doubt_words,
    reminder,
    set_aside_words,
)
from calculator.answers.pupil import answer
from calculator.lists.answering import answer_roster
from calculator.lists.answers import PupilAnswer, RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.french_classes import ClassLevel
from calculator.lists.merging import merge
from calculator.lists.pix import COMPETENCES
from calculator.lists.reading import read_list
from calculator.lists.rosters import Roster
from calculator.model.library import circulars_from
from calculator.schema.reading import canonical
from tests.known import FILE, KINDS
from tests.lists.test_samples import roster
from tests.making import nantes_json

CIRCULAR = load_circular("nantes-2020-2021")
WITH_COUNT = "nom;prenom;classe;competences\nA;B;{};{}\n"


def plain(class_name: str, count: object = "") -> Roster:
    return merge([read_list("f", [WITH_COUNT.format(class_name, count).encode()])])


def answered(
    made: Roster,
    on: str = "2021-03-10",
    establishment: str = "prive-sous-contrat",
) -> RosterAnswer:
    classes = ClassMap.of(made.class_names)
    return answer_roster(made, classes, establishment, date.fromisoformat(on), CIRCULAR)


DUE = "Certification obligatoire"
OF_COLLEGE = "§ 5 collège ; § 5 prépa-métiers ; § 5 calendrier"
OPEN = "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours."


@pytest.mark.parametrize(
    ("class_name", "count", "on", "what", "by_when", "paragraphs"),
    [
        ("3A", 5, "2021-03-10", f"{DUE} : l’élève est certifiable, l’inscrire", OPEN,
         OF_COLLEGE),
        ("3A", 3, "2021-03-10", f"{DUE} : il manque 2 compétences à l’élève", OPEN,
         OF_COLLEGE),
        ("3A", "", "2021-03-10", f"{DUE} : rien ne dit si l’élève est certifiable", OPEN,
         OF_COLLEGE),
        ("3PM", 5, "2021-03-10", f"{DUE} : l’élève est certifiable", OPEN,
         "§ 5 prépa-métiers ; § 5 calendrier"),
        ("TG1", "", "2021-03-10", "Certification facultative : rien ne dit si", "71 jours",
         "§ 5 lycée ; § 5 collège"),
        ("TG1", 0, "2021-03-10", "Certification facultative : il manque 5", "71 jours",
         "§ 5 lycée ; § 5 collège"),
        ("3A", 5, "2021-05-13", f"{DUE} : le dernier jour était le", "auprès de l’académie",
         "§ 5 calendrier"),
        ("3A", "", "2021-05-13", f"{DUE} : le dernier jour était le", "auprès de l’académie",
         "§ 5 calendrier"),
        *[
            ("5A", count, "2021-03-10", "Inscription sur Pix demandée : inscrire l’élève",
             "ne fixe pas de date", "art. D. 121-1 ; circulaire du 16 décembre 2020, § 3 ; § 1")
            for count in ("", 0)
        ],
        ("5A", 5, "2021-03-10", "Certification non demandée", "", "§ 3 ; § 1"),  # is on Pix
        ("CM2", 5, "2021-03-10", "Saisie dans le livret scolaire obligatoire : inscrire",
         "ne donne pas de date",
         "§ 2 ; § 5 ; § 1"),
    ],
)  # fmt: skip
def test_what_to_do_by_when_and_on_which_paragraphs(
    class_name: str, count: object, on: str, what: str, by_when: str, paragraphs: str
) -> None:
    made = answered(plain(class_name, count), on)
    (pupil,) = made.pupils
    said = RosterWords(made)
    assert said.next_step(pupil).what.startswith(what)
    assert by_when in said.next_step(pupil).by_when
    assert paragraphs in said.rests_on(pupil)


@pytest.mark.parametrize("on", ["2021-01-10", "2021-03-10", "2021-05-12", "2021-05-13"])
@pytest.mark.parametrize("establishment", KINDS)
def test_a_pupil_s_answer_is_the_calculator_s(on: str, establishment: str) -> None:
    """For each class level, in and out of the windows, whatever the profile."""
    made = roster("01b")
    for level in ClassLevel:
        classes = ClassMap(dict.fromkeys(made.class_names, level))
        day = date.fromisoformat(on)
        told = answer_roster(made, classes, establishment, day, CIRCULAR)
        said = RosterWords(told)
        for pupil in told.pupils:
            decision = decide(Case(level, establishment, pupil.levels), day, CIRCULAR)
            alone, certification = answer(decision), decision.certification
            assert certification is not None
            profile = certification.profile
            assert pupil.decision is not None
            assert pupil.decision.certification is not None
            assert pupil.decision.certification.status is certification.status
            assert [one.kind for one in pupil.decision.duties] == [
                one.kind for one in decision.duties
            ]
            assert pupil.profile == profile
            if profile is not None:
                numbers = (profile.met, len(profile.reached), profile.missing)
                assert (pupil.certifiable, pupil.reached, pupil.missing) == numbers
                assert said.next_step(pupil).what == alone.headline
            # Who is in a file of Pix is on Pix, even without a profile.
            known = decide(Case(level, establishment, pupil.levels or {"1.1": 0}), day, CIRCULAR)
            assert said.next_step(pupil).by_when == answer(known).by_when
            assert set(certification.citations) <= set(citations(pupil))


def of(made: RosterAnswer, name: str) -> PupilAnswer:
    return next(pupil for pupil in made.pupils if pupil.line.last_name == name)


def test_what_the_lists_of_pix_do_not_tell_is_said() -> None:
    made = answered(roster("02a"))
    what = RosterWords(made).next_step(made.pupils[0]).what
    assert what.startswith(
        f"{DUE} : une campagne d’évaluation ne dit pas si l’élève est certifiable"
    )
    made = answered(roster("03"))
    said = RosterWords(made)
    assert said.next_step(of(made, "BRAVOLEC")).what.startswith(
        f"{DUE} : l’élève n’est pas encore certif"
    )
    not_sent = f"{DUE} : l’élève n’a pas envoyé son profil"
    assert said.next_step(of(made, "FOXTRIN")).what.startswith(not_sent)
    assert said.next_step(of(made, "ALPHONOS")).what.startswith(f"{DUE} : l’élève est certifiable")


def test_a_certification_of_this_year_is_enough_and_of_another_is_said() -> None:
    made = answered(roster("01b", "06c"))
    (certified,) = [pupil for pupil in made.pupils if pupil.situation == "certified"]
    said = RosterWords(made)
    assert said.next_step(certified).what == (
        "Certification déjà obtenue le 15 mars 2021 (518 pix) : aucune inscription à prévoir. "
        "Elle est valable 3 ans, d’après des pages d’académies."
    )
    assert said.rests_on(certified) == "résultat de certification (06c, ligne 4)"
    old = b"Prenom;Nom;Classe;Nombre de Pix;Date de passage de la certification\n"
    old += b"A;B;3A;120;15/03/2020\nC;D;3A;0;15/03/2021\n"
    one, two = answered(merge([read_list("f", [old])])).pupils
    assert (one.situation, two.situation) == ("unknown", "unknown")
    assert doubt_words(one)[0].startswith("Une certification a été obtenue le 15 mars 2020, hors")


def test_doubts_are_sentences_with_both_numbers() -> None:
    header = "Nom du Participant;Prénom du Participant;Classe;Certifiable (O/N)"
    header += ";Nombre de compétences certifiables;Date de l'envoi;"
    header += ";".join(f"Niveau pour la compétence {c.name}" for c in COMPETENCES.values())
    ones = ";".join(["1"] * 5 + ["0"] * 11)
    few = ";".join(["1"] * 5 + ["NA"] * 11)
    lines = [f"A;B;3A;Non;4;2021-02-02;{ones}", f"A;B;3A;;;2021-02-02;{few}"]
    lines += [f"C;D;3A;;;;{few}", f"E;F;3A;Oui;3;;{few.replace('1', 'NA')}"]
    data = "\n".join([header, *lines]).encode()
    one, two, three = answered(merge([read_list("f", [data])])).pupils
    assert doubt_words(one) == [
        "Deux envois de la même date, différents : le premier des deux compte.",
        "Le fichier annonce 4 compétences ; ses niveaux en donnent 5.",
        "Le fichier dit « Certifiable : non » ; ses compétences donnent oui.",
    ]
    assert doubt_words(two) == [
        "11 compétences sans niveau dans le fichier : comptées comme non atteintes."
    ]
    assert doubt_words(three) == [
        "Le fichier dit « Certifiable : oui » ; ses compétences donnent non."
    ]


def test_lines_set_aside_for_one_reason_are_told_together() -> None:
    rows = "".join(f"A{number};B;{'7Z' if number % 3 else '3A'}\n" for number in range(8))
    made = answered(merge([read_list("f.csv", [f"nom;prenom;classe\n{rows}".encode()])]))
    (told,) = set_aside_words(made.set_aside)
    assert told.startswith("f.csv, lignes 3 à 4, 6 à 7 et 9, « Classe » : « 7Z » ; il faut")


def test_a_class_that_the_text_does_not_know_is_told_so() -> None:
    """The texts of a site may be for some classes only: those of a list may be others."""
    data = json.dumps(
        {"vocabulary": canonical(FILE.parents[1])["vocabulary"], "circulars": [nantes_json()]}
    )
    (circular,) = circulars_from(json.loads(data.replace('"tle-gt"', '"terminale"'))).all
    made = merge([read_list("f", [b"nom;prenom;classe;competences\nA;B;TG1;5\nC;D;3A;5\n"])])
    classes = ClassMap.of(made.class_names)
    told = answer_roster(made, classes, "public", date(2021, 3, 10), circular)
    assert [pupil.line.last_name for pupil in told.pupils] == ["C"]
    (aside,) = set_aside_words(told.set_aside)
    assert "« TG1 » ; il faut une classe de celles que le texte choisi connaît" in aside


def test_a_reminder_names_the_pupils_of_a_class_and_what_they_have_to_do() -> None:
    made = answered(roster("01b"))
    said = RosterWords(made)
    assert reminder("3B", made.pupils, said) == (
        "Certification Pix, classe 3B\n"
        "- Envoyer son profil Pix : Fanny FOXTRIN.\n"
        "- Progresser encore sur Pix pour être certifiable : Dimitri DELTANE.\n"
        "- Passer la certification (certifiable) : Élie-Marie D'ÉCHO.\n"
        f"{OPEN}"
    )
