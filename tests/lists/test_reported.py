"""Files that people reported, and others of their kinds: nobody lost, nobody wrongly certified."""

from __future__ import annotations

import pytest

from calculator.answers.lists import doubt_words, pupils_words, set_aside_words
from calculator.lists.classes import ClassMap
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from tests.lists.reported import PUPIL, answers, told

# --- Certifications -------------------------------------------------------------------------------

RESULTS = "Numéro de certification;Nom;Prénom;Type de certification;Statut;{};Date de passage"


@pytest.mark.parametrize(
    ("kind", "certified"),
    [
        *[(kind, True) for kind in ("Pix", "PIX", "CléA Numérique by Pix", "CléA numérique")],
        ("Double certification Pix/CléA Numérique", True),
        *[(kind, False) for kind in ("Pix+ Droit", "Pix+ Édu 1er degré", "Pix + Pro Santé", "")],
        *[(kind, False) for kind in ("PIX+ DROIT", "Pix+Édu", "Pix Plus Droit", "Autre")],
    ],
)
def test_only_pix_and_clea_are_the_certification_of_the_circular(
    kind: str, certified: bool
) -> None:
    results = f"{RESULTS.format('Score')}\n1;ALPHONOS;Ada;{kind};Validée;266;15/03/2021\n"
    made = answers(PUPIL.encode(), results.encode())
    assert told(made) == [f"ALPHONOS Ada 3A: {'certified' if certified else 'not_yet'}"]
    assert len(made.set_aside) == (not certified)
    assert all("ALPHONOS Ada" in one.found for one in made.set_aside)


def test_a_pix_plus_certification_is_set_aside_by_name() -> None:
    made = answers("p02_resultats_pix_plus.csv")
    assert told(made) == ["BRAVOLEC Basile : certified"]
    (aside,) = made.set_aside
    assert (aside.column, aside.found) == (
        "Type de certification",
        "« Pix+ Droit » pour ALPHONOS Ada",
    )


def test_results_of_2026_are_read_and_a_failed_attempt_is_said() -> None:
    made = answers("p01_collecte.csv", "p01_resultats_2026.csv")
    assert [pupil.situation for pupil in made.pupils] == ["certified", "certifiable", "certifiable"]
    assert [pupil.result and pupil.result.pix for pupil in made.pupils] == [140, 0, None]
    assert not made.set_aside
    _, basile, chloe = map(doubt_words, made.pupils)
    assert basile == [
        "A passé la certification le 15 mars 2021, non obtenue (statut : Non obtenue)."
    ]
    assert chloe == ["A passé la certification le 15 mars 2021, non obtenue (statut : Annulée)."]
    (ada,) = answers("p03_resultats_mars_2026.csv").pupils
    assert ada.result is not None
    assert ada.result.pix == 266


@pytest.mark.parametrize(
    ("title", "cell", "pix"),
    [
        ("Score en Pix", "140", 140),
        ("Résultat", "266 pix", 266),
        ("Résultat", "266 Pix", 266),
        ("Nombre de Pix", "140", 140),
        ("Résultat", "Novice 2", None),
        ("Score", "-", None),
    ],
)
def test_a_score_under_any_of_its_titles(title: str, cell: str, pix: int | None) -> None:
    text = f"{RESULTS.format(title)}\n1;A;Ada;Pix;Validée;{cell};15/03/2021\n"
    (pupil,) = answers(text.encode()).pupils
    assert pupil.result is not None
    assert pupil.result.pix == pix


@pytest.mark.parametrize(
    "status", ["Non obtenue", "NON OBTENUE", "Rejetée", "Annulée", "En erreur", "Geannuleerd"]
)
def test_a_status_that_is_no_success_certifies_nobody(status: str) -> None:
    text = f"{RESULTS.format('Score')}\n1;ALPHONOS;Ada;Pix;{status};0;15/03/2021\n"
    made = answers(PUPIL.encode(), text.encode())
    assert told(made) == ["ALPHONOS Ada 3A: not_yet"]
    assert not made.set_aside


# --- Who is no pupil, or has left -----------------------------------------------------------------


@pytest.mark.parametrize(
    "foot",
    [
        "Total : 28 élèves;;3A", "TOTAL 3A;;3A", "Effectif;1;3A", "TOTAL;28;élèves", ";;28",
        "Nombre d’élèves : 28;;", "Sous-total;12;3A", "28 élèves;;", "Moyenne;12,5;",
        "BRAVOLEC;;3A", ";Basile;3A", "Édité le 12/03/2021;;", "12;16;28",
    ],
)  # fmt: skip
def test_a_foot_of_a_list_is_no_pupil(foot: str) -> None:
    made = answers(f"Nom;Prénom;Classe\nALPHONOS;Ada;3A\n{foot}\n".encode())
    assert told(made) == ["ALPHONOS Ada 3A: unknown"]
    assert len(made.set_aside) == 1


@pytest.mark.parametrize(("file", "aside"), [("03-total.csv", 2), ("s09b_sans_prenom.csv", 2)])
def test_reported_feet_are_set_aside(file: str, aside: int) -> None:
    made = answers(file)
    assert len(made.pupils) == 1
    assert len(made.set_aside) == aside


def test_pupils_called_as_feet_or_titles_are_pupils() -> None:
    names = ["PAGE;Jimmy", "DATE;Ada", "GRAND;Élise", "SOMMERS;Zoé", "FINE;Ada", "NOM;Ada"]
    made = answers(("Nom;Prénom;Classe\n" + "".join(f"{name};3A\n" for name in names)).encode())
    assert len(made.pupils) == len(names)


@pytest.mark.parametrize(
    ("left", "on", "situation"),
    [
        ("15/11/2020", "2021-03-20", "left"),
        ("20/03/2021", "2021-03-20", "unknown"),
        ("06/07/2021", "2021-03-20", "unknown"),
        ("", "2021-03-20", "unknown"),
    ],
)
def test_a_pupil_who_has_left_is_apart(left: str, on: str, situation: str) -> None:
    made = answers(f"Nom;Prénom;Classe;Date de sortie\nA;Ada;3A;{left}\n".encode(), on=on)
    assert [pupil.situation for pupil in made.pupils] == [situation]
    assert ("1 élève sorti" in pupils_words(made)) == (situation == "left")


def test_the_reported_pupil_who_left() -> None:
    assert told(answers("s08_sortis.csv")) == [
        "ALPHONOS Ada 3A: unknown",
        "BRAVOLEC Basile 3A: left",
    ]


# --- Classes and levels ---------------------------------------------------------------------------


def test_a_level_of_each_pupil_wins_over_the_class_name() -> None:
    made = answers("p11b_double_niveau.csv")
    assert [pupil.class_level for pupil in made.pupils] == ["cm2", "cm1"]
    assert not made.classes.unknown
    text = b"Nom;Pr\xc3\xa9nom;Classe;Niveau\nA;Ada;3A;3EME SEGPA\nB;Bob;3A;Cycle 4\n"
    assert [pupil.class_level for pupil in answers(text).pupils] == ["3e-segpa", "3e"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("02-janv", "2-1 ?"), ("02-janv.", "2-1 ?"), ("janv-02", "2-1 ?"), ("01-févr", "1-2 ?"),
        ("03/01/2021", "3-1 ?"), ("2021-01-03", "3-1 ?"), ("03-01-2021", "3-1 ?"),
        ("3-janv.-21", "3-1 ?"), ("44199", "3-1 ?"), ("3-1", "3-1"), ("301", "301"), ("'3A", "3A"),
    ],
)  # fmt: skip
def test_a_class_name_made_a_date_is_asked(cell: str, name: str) -> None:
    made = merge([read_list("f", [f"Nom;Prénom;Classe\nA;Ada;{cell}\n".encode()])])
    assert list(made.class_names) == [name]
    assert (ClassMap.of(made.class_names).levels[name] is None) == name.endswith("?")


def test_a_class_made_a_date_is_the_same_class() -> None:
    profiles = "Nom;Prénom;Classe;competences\nA;Ada;{};6\n"
    made = answers(profiles.format("3-1").encode(), profiles.format("03-janv").encode())
    assert told(made) == ["A Ada 3-1: certifiable"]


# --- The page of Pix Orga -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        "p08_page_eleves_date_dessous.tsv", "p08c_copie_chromium.tsv", "p08d_copie_firefox.tsv",
        "p08e_copie_chromium_titres_simples.tsv",
    ],
)  # fmt: skip
def test_the_page_of_pix_orga_copied_from_any_browser(file: str) -> None:
    made = answers(file)
    assert told(made) == [
        "ALPHONOS Ada 3A: certifiable",
        "BRAVOLEC Basile 3A: not_yet",
        "FOXTRIN Fanny 3B: not_shared",
    ]
    assert [pupil.line.birth for pupil in made.pupils] == ["2006-02-01", "2006-03-11", "2006-05-21"]
    assert [pupil.line.sent for pupil in made.pupils] == ["2021-02-02", "2021-02-03", ""]
    assert not set_aside_words(
        one for one in made.set_aside if "Tableau" not in one.found and "Actions" not in one.found
    )


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["02/02/2021", "2-févr.-21", "2 février 2021", "mardi 2 février 2021", "02-févr-2021", "44229",
     "44229,427", "2021-02-02", "1er février 2021"],
)  # fmt: skip
def test_dates_that_spreadsheet_programs_write(cell: str) -> None:
    text = f"Nom;Prénom;Classe;Né le\nA;Ada;3A;{cell}\n"
    ((line,),) = [read_list("f", [text.encode()]).lines]
    assert line.birth[:10] == ("2021-02-01" if "1er" in cell else "2021-02-02")
