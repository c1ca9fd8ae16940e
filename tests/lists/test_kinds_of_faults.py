"""Faults of the kinds that people reported, under other titles, words, orders and encodings."""

from __future__ import annotations

import pytest

from calculator.answers.lists import doubt_words, pupils_words
from calculator.lists.values import NO_ERROR
from calculator.render.list_tables import roster_csv
from tests.lists.reported import LIST, PUPIL, answers, doubts, told

# --- Certifications -------------------------------------------------------------------------------

TAKEN = "A passé la certification le 15 mars 2021"
WHO = "Numéro de certification;Nom;Prénom;{};Statut;Nombre de Pix;Date de passage\n"


@pytest.mark.parametrize(
    "title",
    [
        *("Type", "Type de la certification", "Libellé de la certification", "Référentiel"),
        *("Certification complémentaire", "Intitulé", "Parcours suivi", "Framework", "Examen"),
    ],
)
@pytest.mark.parametrize("kind", ["Pix+ Droit", "Certification Pix+ Édu", "PIX PLUS Pro Santé"])
def test_a_pix_plus_certification_is_none_of_the_circular_s_under_any_title(
    title: str, kind: str
) -> None:
    row = f"1;ALPHONOS;Ada;{kind};Validée;266;15/03/2021\n"
    made = answers(PUPIL.encode(), (WHO.format(title) + row).encode())
    assert told(made) == ["ALPHONOS Ada 3A: not_yet"]
    (aside,) = made.set_aside
    assert aside.found == f"« {kind} » pour ALPHONOS Ada"


@pytest.mark.parametrize(
    ("status", "situation", "said"),
    [
        *[(one, "certified", "") for one in ("Validé", "Réussi", "Obtenu", "Acquise", "Admis")],
        *[
            (one, "not_yet", f"{TAKEN}, non obtenue (statut : {{}}).")
            for one in ("Rejeté", "Annulé", "Non-obtenue", "Pas obtenue", "Échec technique")
        ],
        *[
            (one, "not_yet", "N’a pas passé la certification prévue le 15 mars 2021 (statut : {}).")
            for one in ("Absent", "Absente", "Non passée", "Désinscrit")
        ],
        *[
            (one, "not_yet", f"{TAKEN}, sans résultat encore (statut : {{}}).")
            for one in ("En cours", "En attente de jury", "Démarrée")
        ],
    ],
)  # fmt: skip
def test_what_a_status_says_in_other_words(status: str, situation: str, said: str) -> None:
    row = f"1;ALPHONOS;Ada;Pix;{status};266;15/03/2021\n"
    made = answers(PUPIL.encode(), (WHO.format("Type") + row).encode())
    (pupil,) = made.pupils
    assert pupil.situation == situation
    assert doubt_words(pupil) == ([said.format(status)] if said else [])


def test_a_status_that_nobody_knows_is_set_aside_with_the_pupil_s_name() -> None:
    row = "1;ALPHONOS;Ada;Pix;Hum;266;15/03/2021\n"
    (aside,) = answers((WHO.format("Type") + row).encode()).set_aside
    assert aside.found == "« Hum » pour ALPHONOS Ada"


def test_a_certification_of_another_year_is_said_beside_a_failed_attempt_of_this_one() -> None:
    rows = "1;ALPHONOS;Ada;Pix;Validée;266;15/03/2020\n2;ALPHONOS;Ada;Pix;Rejetée;9;15/03/2021\n"
    (pupil,) = answers(PUPIL.encode(), (WHO.format("Type") + rows).encode()).pupils
    assert pupil.situation == "not_yet"
    failed, other = doubt_words(pupil)
    assert failed.startswith(f"{TAKEN}, non obtenue")
    assert other.startswith("Une certification a été obtenue le 15 mars 2020, hors de l’année")


def test_a_certification_of_another_year_that_was_annulled_is_not_said() -> None:
    rows = "1;ALPHONOS;Ada;Pix;Validée;266;15/03/2020\n1;ALPHONOS;Ada;Pix;Annulée;9;15/03/2020\n"
    (pupil,) = answers(PUPIL.encode(), (WHO.format("Type") + rows).encode()).pupils
    assert "other_year" not in pupil.doubts


def test_results_without_number_nor_day_are_results() -> None:
    results = "Nom;Prénom;Statut;Score Pix\nALPHONOS;Ada;Validée;266\n"
    assert told(answers(PUPIL.encode(), results.encode())) == ["ALPHONOS Ada 3A: certified"]


# --- Titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Né.e le", "Né·e le", "Né-e le", "Né / Née le", "Née/né le", "Né(e)", "Naissance le",
        "DATE_NAISS", "Naiss.", "D. naiss.", "Dt naissance", "Date de nais", "Anniversaire",
        "Date de naissance [jj/mm/aaaa]", "Date de naissance - jj/mm/aaaa", "birthday",
        "Date de naissance JJ/MM/AAAA", "Date_Naissance_Eleve", "DATENAIS",
    ],
)  # fmt: skip
def test_a_day_of_birth_under_any_of_its_titles(title: str) -> None:
    rows = "DUPONT;Léa;3A;01/02/2006\nDUPONT;Léa;3A;15/09/2006\n"
    made = answers(f"Nom;Prénom;Classe;{title}\n{rows}".encode())
    assert [pupil.line.birth for pupil in made.pupils] == ["2006-02-01", "2006-09-15"]
    assert doubts(made) == [(), ()]


@pytest.mark.parametrize(
    "title", ["Lieu de naissance", "Commune de naissance", "Date de naissance repr. légal"]
)
def test_a_place_or_a_parent_is_no_day_of_birth(title: str) -> None:
    made = answers(f"Nom;Prénom;Classe;{title}\nDUPONT;Léa;3A;Nantes\n".encode())
    assert told(made) == ["DUPONT Léa 3A: unknown"]


@pytest.mark.parametrize(
    ("title", "cell", "situation"),
    [
        *[(title, "15/11/2020", "left") for title in ("Radié le", "Départ", "Date fin")],
        *[(title, "15/11/2020", "left") for title in ("Sorti(e) le", "Date sortie établissement")],
        ("A quitté l’établissement le", "15/11/2020", "left"),
        ("Date de sortie", "oui", "left"),
        ("Statut", "Démissionnaire", "left"),
        ("Situation", "Sorti le 15/11/2020", "left"),
        ("Date de sortie", "00/00/0000", "unknown"),
        ("Date de sortie", "30/06/2021", "unknown"),
        ("Sortie", "Oui", "unknown"),  # who may leave the school at noon
        ("Sortie", "Non", "unknown"),
        ("Sortie", "15/11/2020", "left"),
        ("Motif de sortie", "déménagement", "unknown"),
        ("Statut", "Scolaire", "unknown"),
    ],
)
def test_who_left_is_known_by_other_titles_and_nobody_is_lost_for_one(
    title: str, cell: str, situation: str
) -> None:
    (pupil,) = answers(f"Nom;Prénom;Classe;{title}\nALPHONOS;Ada;3A;{cell}\n".encode()).pupils
    assert pupil.situation == situation


@pytest.mark.parametrize("name", ["Inactifs", "SORTIS", "Élèves sortis", "Démissionnaires"])
def test_a_class_of_those_who_left(name: str) -> None:
    made = answers(f"Nom;Prénom;Classe\nALPHONOS;Ada;{name}\n".encode())
    assert told(made) == [f"ALPHONOS Ada {name}: left"]


@pytest.mark.parametrize("day", ["2021-05-02 10:15 (Europe/Paris)", "02/05/2021 à 10:15 (Paris)"])
def test_the_time_zone_beside_a_day_is_left_out(day: str) -> None:
    titles = "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Date de l'envoi;"
    made = answers(f"{titles}Certifiable (O/N)\nA;Ada;3A;Oui;{day};Oui\n".encode())
    assert doubts(made) == [("sent_after",)]


# --- No pupils ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        "Garçons : 12;Filles : 14;3A", "Professeur principal;M. X;3A", "Dont;3 PAP;3A",
        "Récapitulatif;Classe;3A", "*;élève arrivé en cours d’année;3A", "Filles;14;3A",
        "Document généré;par Pronote;3A", "Année scolaire;2020-2021;3A", "Total général;;",
        "Nbre d’élèves;28;3A", "Légende;DP = demi-pension;3A", "Élèves;28;3A",
    ],
)  # fmt: skip
def test_what_is_below_a_list_is_no_pupil(row: str) -> None:
    made = answers(f"Nom;Prénom;Classe\nALPHONOS;Ada;3A\n{row}\n".encode())
    assert told(made) == ["ALPHONOS Ada 3A: unknown"]
    assert len(made.set_aside) == 1


@pytest.mark.parametrize("name", ["TOTALI", "SOMMER", "PAGE", "FIN", "GARÇON", "DATE", "SOURCE"])
def test_a_name_that_begins_so_is_a_pupil_s(name: str) -> None:
    made = answers(f"Nom;Prénom;Classe\n{name};Ada;3A\n".encode())
    assert told(made) == [f"{name} Ada 3A: unknown"]


@pytest.mark.parametrize(
    "name", ["?CHO", "Chlo?", "&Eacute;CHO", "MΘLLER", "ƒCHO", "Chlo“", "ChloŽ", "N‚EL"]
)
def test_a_name_whose_letters_were_lost_is_set_aside(name: str) -> None:
    made = answers(f'Nom;Prénom;Classe\n"{name}";Ada;3A\n'.encode())
    assert "un nom lisible" in made.set_aside[0].expected


@pytest.mark.parametrize(
    "error",
    [
        *("#REF!", "#N/A", "#VALEUR!", "#VALEUR !", "#NOM?", "#NOM\xa0?", "#DIV/0!", "#NOMBRE!"),
        *("#NAME?", "#VALUE!", "#n/a", "#¡VALOR!", "#¿NOMBRE?", "#WERT!", "#NV", "###", "Err :508"),
    ],
)
def test_the_error_of_a_formula_is_no_name_and_no_class(error: str) -> None:
    rows = f"{error};Ada;3A\nALPHONOS;{error};3A\nALPHONOS;Ada;{error}\nBRAVOLEC;Eve;3A\n"
    made = answers(f"Nom;Prénom;Classe\n{rows}".encode())
    assert told(made) == ["BRAVOLEC Eve 3A: unknown"]
    columns = ["ligne", "ligne", "Classe"]
    assert [(one.column, one.number) for one in made.set_aside] == [
        *zip(columns, (2, 3, 4), strict=True)
    ]
    assert {one.expected for one in made.set_aside} == {NO_ERROR}
    in_one = answers(f"Élève;Classe\nALPHONOS {error};3A\nBRAVOLEC Eve;3A\n".encode())
    assert [(one.number, one.expected) for one in in_one.set_aside] == [(2, NO_ERROR)]


@pytest.mark.parametrize("name", ["#3", "N/A", "NV", "Err", "Ref!"])
def test_what_only_looks_like_an_error_is_none(name: str) -> None:
    made = answers(f"Nom;Prénom;Classe\nALPHONOS;Ada;{name}\n".encode())
    assert NO_ERROR not in {one.expected for one in made.set_aside}


# --- Other columns --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "rest"),
    [
        ("Nom;Prénom;Classe", ["Petit nom;Grand nom;Classe", "Basile;BRAVOLEC;3B"]),
        ("Nom;Prénom;Classe;1.1", ["Petit nom;Grand nom;Groupe;1.1", "Basile;BRAVOLEC;3B;2"]),
    ],
)
def test_after_titles_that_nobody_knows_nothing_is_guessed(titles: str, rest: list[str]) -> None:
    """Names would be exchanged."""
    first = "ALPHONOS;Ada;3A" + ";1" * titles.count("1.1")
    again = ["", "Prénom;Nom;Classe", "Chloé;CHARLIOT;3C"]
    made = answers("\n".join([titles, first, *rest, *again]).encode())
    names = [(pupil.line.last_name, pupil.line.first_name) for pupil in made.pupils]
    assert names == [("ALPHONOS", "Ada"), ("CHARLIOT", "Chloé")]
    assert [one.number for one in made.set_aside] == [3, 4]
    assert "ligne 3" in made.set_aside[1].expected


# --- Who is who -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "doubt"),
    [
        ("MARTIN DUPONT;Ada;3A;01/02/2006", "MARTIN;Ada;3A;01/02/2006", "maybe_same"),
        ("MARTIN-DUPONT;Ada;3A;01/02/2006", "DUPONT;Ada;;01/02/2006", "maybe_same"),
        ("DUPONT;Ada;3A;01/02/2006", "Ada;DUPONT;3A;01/02/2006", "maybe_same"),
        ("DUPONT;Ada;3A;", "Ada;DUPONT;3A;", "maybe_same"),
        ("DUPONT;Ada;3A;", "DUPONT;Ada Lucie Marie;3A;", "maybe_same"),
        ("DUPONT;Ada;3A;01/02/2006", "DUPONT;Ada Lucie;3A;", "maybe_same"),
        ("DECHO;Ada;3A;", "D'ÉCHO;Ada;3A;", "maybe_same"),
        ("DUPONT;Léa;3A;", "DUPONT;Léa;3B;", "namesake"),
        ("DUPONT;Léa;3A;01/02/2006", "DUPONT;Léa;4B;", "namesake"),
        ("DUPONT;Léa;3A;01/02/2006", "DUPONT;Léa;4B;02/02/2006", None),
        ("DUPONT;Léa;3A;", "DUPONT;Max;3A;", None),
        ("DE LA TOUR;Léa;3A;01/02/2006", "DE LA MARE;Léa;3A;01/02/2006", None),
        ("DUPONT;Ada;3A;01/02/2006", "Ada;DUPONT;3A;02/02/2006", None),
    ],
)
def test_more_of_those_who_may_be_the_same(first: str, second: str, doubt: str | None) -> None:
    classes = f"{LIST.format(first)}"
    results = "Nom;Prénom;Classe;Né le;Statut;Score Pix\n"
    other = LIST.format(second) if ";;" not in second else f"{results}{second};Validée;80\n"
    made = answers(classes.encode(), other.encode())
    assert doubts(made) == [(doubt,) if doubt else ()] * 2
    assert ("comptés deux fois" in pupils_words(made)) == (doubt == "maybe_same")


def test_a_certification_of_a_pupil_with_more_given_names_is_flagged_without_a_birth() -> None:
    results = "Nom;Prénom;Statut;Score Pix\nALPHONOS;Ada Lucie;Validée;266\n"
    made = answers(PUPIL.encode(), results.encode())
    assert doubts(made) == [("maybe_same",), ("maybe_same",)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MARTIN - DUPONT Léa", "MARTIN-DUPONT|Léa"),
        ("MARTIN née DURAND Léa", "MARTIN née DURAND|Léa"),
        ("MARTIN ép. DUPONT Léa", "MARTIN ép. DUPONT|Léa"),
    ],
)
def test_names_in_one_column_with_a_dash_or_two_names(text: str, names: str) -> None:
    (pupil,) = answers(f"Nom et prénom;Classe\n{text};3A\n".encode()).pupils
    assert f"{pupil.line.last_name}|{pupil.line.first_name}" == names


@pytest.mark.parametrize("title", ["Élève (Nom Prénom)", "* Élèves *", "Apprenant"])
def test_a_column_of_pupils_whatever_is_in_parentheses(title: str) -> None:
    assert told(answers(f"{title};Classe\nALPHONOS Ada;3A\n".encode())) == [
        "ALPHONOS Ada 3A: unknown"
    ]


def test_answers_given_back_say_the_same() -> None:
    profiles = "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Certifiable (O/N)\n"
    rows = "A;Ada;3A;Oui;Oui\nB;Bob;3A;Oui;Non\nC;Cho;3A;Non;NA\n"
    made = answers((profiles + rows).encode())
    again = answers("".join(roster_csv(made)).encode())
    assert told(again) == told(made)
    assert [one.situation for one in made.pupils] == ["certifiable", "not_yet", "not_shared"]


def test_a_count_that_the_file_gives_counts_and_the_sentence_says_so() -> None:
    (pupil,) = answers("p04_collecte_anglais.csv").pupils
    assert doubt_words(pupil) == [
        "14 compétences sans niveau dans le fichier : le nombre qu’il annonce compte."
    ]
