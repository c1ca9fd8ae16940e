"""Files that people reported, and others of their kinds: nobody lost, nobody wrongly certified."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from charset_normalizer import from_bytes

from calculator import load_circular
from calculator.answers.lists import doubt_words, pupils_words, set_aside_words
from calculator.lists.answering import answer_roster
from calculator.lists.answers import RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.columns import Kind
from calculator.lists.encodings import Unnamed
from calculator.lists.merging import merge
from calculator.lists.names import split_name
from calculator.lists.reading import read_list
from calculator.lists.texts import fold
from calculator.lists.twice import repaired

DATA = Path(__file__).with_name("data")
CIRCULAR = load_circular("nantes-2020-2021")


def answers(*files: bytes | str, on: str = "2021-03-20") -> RosterAnswer:
    """The answers for files of the folder, or of these bytes; every line is accounted for."""
    contents = (one if isinstance(one, bytes) else (DATA / one).read_bytes() for one in files)
    made = merge(read_list(f"f{n}", [content]) for n, content in enumerate(contents))
    classes = ClassMap.of(made.class_names, made.with_levels)
    kind = "prive-sous-contrat"
    answered = answer_roster(made, classes, kind, date.fromisoformat(on), CIRCULAR)
    for one in answered.accounting:
        parts = one.answered + one.superseded + one.set_aside + one.blank + one.headers
        assert parts == one.size
    return answered


def told(answered: RosterAnswer) -> list[str]:
    return [
        f"{p.line.last_name} {p.line.first_name} {p.line.class_name}: {p.situation.value}"
        for p in answered.pupils
    ]


def doubts(answered: RosterAnswer) -> list[tuple[str, ...]]:
    return [tuple(one.value for one in pupil.doubts) for pupil in answered.pupils]


# --- Certifications -------------------------------------------------------------------------------

RESULTS = "Numéro de certification;Nom;Prénom;Type de certification;Statut;{};Date de passage"
PUPIL = "nom;prenom;classe;competences\nALPHONOS;Ada;3A;2\n"


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


# --- Titles ---------------------------------------------------------------------------------------

TWO = "DUPONT;Léa;{};01/02/2006\nDUPONT;Léa;{};15/09/2006\n"


@pytest.mark.parametrize(
    "title",
    [
        "Date de naissance (jj/mm/aaaa)", "Né(e) le", "Née le", "Né le", "Date naissance", "DDN",
        "Naissance", "DATE DE NAISSANCE", "* Date de naissance *", "Date de naissance de l’élève",
        "Date naiss.", "DateNaissance", "date_de_naissance", "Date of birth (DD/MM/YYYY)",
        "  Date  de naissance : ", "Date de naissance (format : JJ/MM/AAAA)*",
        "Jour de venue au monde",
    ],
)  # fmt: skip
def test_homonyms_of_a_class_are_two_pupils_whatever_the_title_of_the_birth(title: str) -> None:
    text = f"Nom;Prénom;Classe;{title}\n" + TWO.format("3A", "3A")
    made = answers(text.encode())
    assert len(made.pupils) == 2
    assert not made.superseded


@pytest.mark.parametrize("file", ["p10_date_jjmmaaaa.csv", "04-ne-le.csv"])
def test_reported_homonyms_are_two(file: str) -> None:
    made = answers(file)
    assert len(made.pupils) == 2
    assert doubts(made) == [(), ()]


@pytest.mark.parametrize(
    "titles",
    [
        "Nom de famille;Prénom 1;Division", "Nom élève;Prénom élève;Libellé classe",
        "Nom de l’élève;Prénom de l’élève;Classe", "* Nom de famille*;Premier prénom*;Division*",
        "NOM;PRENOM;CLASSE", "Nom;Prénom(s);Classe de rattachement", "nom_eleve;prenom_eleve;div",
        "NomEleve;PrenomEleve;CodeClasse", "Élève - Nom;Élève - Prénom;Élève - Classe",
        "Last name*;First name*;Class*", "Achternaam;Voornaam;Klasse", "Nachname;Vorname;Klasse",
    ],
)  # fmt: skip
def test_the_titles_of_the_programs_of_schools(titles: str) -> None:
    made = answers(f"{titles}\nALPHONOS;Ada;3A\n".encode())
    assert told(made) == ["ALPHONOS Ada 3A: unknown"]


@pytest.mark.parametrize(
    ("file", "pupils"),
    [
        ("s01_siecle.csv", ["ALPHONOS Chloé 3A", "BRAVOLEC Basile 3B"]),
        ("s02b_pronote_toutes.csv", ["ALPHONOS Ada 3A", "DA SILVA COSTA Emma 3B"]),
        ("s03_nom_et_prenom.csv", ["ALPHONOS Ada 3A"]),
        ("s04b_nom_de_l_eleve.csv", ["ALPHONOS Ada 3A"]),
        ("p11_onde.csv", ["ALPHONOS Chloé Classe de Mme Truc"]),
        ("p05_collecte_onde.csv", ["ALPHONOS Ada CM2 A"]),
        ("p04_collecte_anglais.csv", ["ALPHONOS Ada 3A"]),
        ("e01b_sep_guillemets.csv", ["ÉCHO Éloïse 3e A", "CHARLIOT Chloé 3e B"]),
        ("e03b_utf16_sans_bom.txt", ["ÉCHO Éloïse 3e A", "CHARLIOT Chloé 3e B"]),
    ],
)
def test_a_school_s_list_is_read(file: str, pupils: list[str]) -> None:
    made = answers(file)
    assert [one.partition(": ")[0] for one in told(made)] == pupils
    assert not made.set_aside


def test_a_pronote_list_of_one_class_asks_the_class_once() -> None:
    content = (DATA / "s02_pronote_une_classe.csv").read_bytes()
    made = merge([read_list("f", [content])])
    assert made.class_names == {"": 3}
    (note,) = made.lists[0].notes
    assert "« DA SILVA COSTA Emma » est lu : nom DA SILVA COSTA, prénom Emma" in note


@pytest.mark.parametrize(
    ("titles", "sent", "yes"),
    [
        (("Participant's last name;Participant's first name;Class;Sent (Y/N);"
         "Eligible for certification (Y/N);Number of competences eligible for certification"),
         "Yes", "Yes"),
        (("Naam deelnemer;Voornaam deelnemer;Klasse;Verzenden (J/N);Certificeerbaar (J/N);"
         "Aantal certificeerbare vaardigheden"), "Ja", "Ja"),
        (("Nombre del participante;Nombre del participante;Clase;Enviar (sí/no);"
         "Certificable (sí/no);Número de competencias certificables"), "Sí", "Sí"),
        (("Name des Teilnehmers;Vorname des Teilnehmers;Klasse;Senden (J/N);Zertifizierbar (J/N);"
         "Anzahl der zertifizierbaren Kompetenzen"), "Ja", "Ja"),
        (("Nome del partecipante;Nome del partecipante;Classe;Inviare (S/N);Certificabile (S/N);"
         "Numero di competenze certificabili"), "Sì", "Sì"),
    ],
)  # fmt: skip
def test_an_export_in_each_language_of_pix(titles: str, sent: str, yes: str) -> None:
    made = answers(f"{titles}\nALPHONOS;Ada;3A;{sent};{yes};6\n".encode())
    assert made.accounting[0].kind is Kind.PROFILES
    assert told(made) == ["ALPHONOS Ada 3A: certifiable"]


@pytest.mark.parametrize("order", [*permutations(("Nom", "Prénom", "Classe", "Né le"))])
def test_a_second_line_of_titles_in_another_order_is_followed(order: tuple[str, ...]) -> None:
    cells = {"Nom": "BRAVOLEC", "Prénom": "Basile", "Classe": "3B", "Né le": "11/03/2006"}
    second = ";".join(order) + "\n" + ";".join(cells[title] for title in order)
    made = answers(f"Nom;Prénom;Classe;Né le\nALPHONOS;Ada;3A;01/02/2006\n{second}\n".encode())
    assert told(made) == ["ALPHONOS Ada 3A: unknown", "BRAVOLEC Basile 3B: unknown"]
    short = answers(f"Nom;Prénom;Classe\nALPHONOS;Ada;3A\n{second}\n".encode())
    assert told(short) == told(made)


def test_reported_lists_put_end_to_end() -> None:
    assert told(answers("02-noms-echanges.csv")) == [
        "ALPHONOS Ada 3A: certifiable",
        "BRAVOLEC Basile 3B: not_yet",
    ]
    one, two = answers("02-deux-exports.csv").pupils
    assert one.levels == {"1.1": 1, "1.2": 1, "1.3": 0}
    assert two.levels == {"1.1": 0, "1.2": 0, "1.3": 5}
    profiles = (DATA / "p01_collecte.csv").read_bytes()
    made = answers(profiles + b"nom;prenom;classe\nZEBU;Zo\xc3\xa9;3C\n")
    assert told(made)[-1] == "ZEBU Zoé 3C: unknown"


# --- Encodings ------------------------------------------------------------------------------------

NAMES = (
    *("ÉCHO;Éloïse", "CHARLIOT;Chloé", "NOËL;Anaïs", "HÉLÈNE;Françoise", "GAËL;Zoë", "D’ÎLE;Côme"),
    *("PRÊCHEUR;Maël", "LEFÈVRE;Jérôme", "BEAUVAIS;Hélène", "FRANÇOIS;Loïc", "MÜLLER;Inès"),
)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "iso8859_15", "utf-8"])
def test_the_accents_of_every_program_are_read(encoding: str) -> None:
    names = [name.replace("’", " ") for name in NAMES]
    text = "Nom;Prenom;Classe\r\n" + "".join(f"{name};3A\r\n" for name in names)
    made = answers(text.encode(encoding))
    assert [f"{p.line.last_name};{p.line.first_name}" for p in made.pupils] == names


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_short_lists_are_read_at_least_as_well_as_by_charset_normalizer(encoding: str) -> None:
    ours = theirs = 0
    for start in range(len(NAMES) - 2):
        text = "Nom;Prenom\n" + "\n".join(NAMES[start : start + 3]).replace("’", " ")
        data = text.encode(encoding)
        lines = data.split(b"\n")
        reader = Unnamed()
        reader.learn(lines)
        ours += "\n".join(map(reader.read, lines)) == text
        theirs += str(from_bytes(data).best() or "") == text
    assert ours >= theirs
    assert ours == len(NAMES) - 2


def test_a_mac_list_and_a_pix_export_are_of_the_same_pupil() -> None:
    made = answers("e04e_collecte.csv", "e04e_liste_mac.csv")
    assert told(made) == ["ÉCHO Éloïse 3e A: certifiable"]
    assert told(answers("06-macroman.csv")) == ["ÉCHO Noël 3A: unknown"]
    assert len(answers("e04b_macroman_titres_sans_accent.csv").pupils) == 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    made = answers("Nom\tPrénom\tClasse\r\nÉCHO\tÉloïse\t3A\r\n".encode(encoding))
    assert told(made) == ["ÉCHO Éloïse 3A: unknown"]


@pytest.mark.parametrize("read_as", ["cp1252", "mac_roman", "cp850"])
def test_text_decoded_twice_is_repaired_and_said(read_as: str) -> None:
    text = "Nom;Prénom;Classe\nÉCHO;Chloé;3A\nNOËL;Loïc;3A\n"
    made = answers(text.encode().decode(read_as).encode())
    assert told(made) == ["ÉCHO Chloé 3A: unknown", "NOËL Loïc 3A: unknown"]
    assert "décodé deux fois" in made.accounting[0].notes[0]
    assert repaired("JOÃO PÂQUES D’ÅSE") == "JOÃO PÂQUES D’ÅSE"


@pytest.mark.parametrize("name", ["ƒCHO", "Ã‰CHO\ufffd", "\ufffdCHO", "ÉCHO•", "É¢HO"])
def test_a_name_that_nobody_can_read_is_set_aside(name: str) -> None:
    made = answers(f"Nom;Prénom;Classe\n{name};Ada;3A\nBRAVOLEC;Basile;3A\n".encode())
    assert told(made) == ["BRAVOLEC Basile 3A: unknown"]
    assert "un nom lisible" in made.set_aside[0].expected


# --- Who is who -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("KOVAČ", "KOVAC"), ("ŞAHİN", "SAHIN"), ("ERDOĞAN", "erdogan"), ("SZŐKE", "szoke")],
        *[("D'ÉCHO", "D ECHO"), ("D’ÉCHO", "d'écho"), ("D‐ÉCHO", "D - ÉCHO")],
        ("LE-GALL", "Le Gall"),
        *[("NGUYỄN", "nguyen"), ("WAŁĘSA", "WALESA"), ("ØSTBY", "ostby"), ("GROß", "GROSS")],
        *[("ZOE\u200b", "ZOE"), ("A\u00adDA", "ADA"), ("ŒUVRE", "OEUVRE"), ("ВЕЙЛЬ", "Вейль")],
    ],
)  # fmt: skip
def test_a_pupil_is_one_however_the_accents_are_written(one: str, other: str) -> None:
    for form in ("NFC", "NFD"):
        lists = [
            f"Nom;Prénom;Classe\n{unicodedata.normalize(form, name)};Zoë;3A\n".encode()
            for name in (one, other)
        ]
        assert len(answers(*lists).pupils) == 1


def test_letters_are_those_of_unicode_without_their_accents() -> None:
    for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)):
        letter = chr(code)
        parts = unicodedata.normalize("NFD", letter)
        if unicodedata.category(letter)[0] == "L" and len(parts) > 1:
            assert fold(letter) == fold(parts), letter


def test_a_certification_is_of_the_pupil_whose_accents_are_composed_otherwise() -> None:
    made = answers("01-profil-nfc.csv", "01-resultats-nfd.csv")
    assert told(made) == ["KOVAČ Zoë 3B: certified"]


LIST = "Nom;Prénom;Classe;Né le\n{}\n"


@pytest.mark.parametrize(
    ("first", "second", "flagged"),
    [
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Ada Lucie Marie;;01/02/2006", True),
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Lucie;3A;01/02/2006", True),
        ("LE GALL;Ada;3A;01/02/2006", "LEGALL;Ada;3A;01/02/2006", True),
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Ada;3B;01/02/2006", True),
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Zoé;3A;02/02/2006", False),
        ("ALPHONOS;Ada;3A;01/02/2006", "BRAVOLEC;Ada;3A;01/02/2006", False),
    ],
)
def test_who_may_be_the_same_is_never_merged_and_always_told(
    first: str, second: str, flagged: bool
) -> None:
    made = answers(LIST.format(first).encode(), LIST.format(second).encode())
    if not second.split(";")[2]:
        assert made.set_aside
        made = answers(
            LIST.format(first).encode(),
            b"Num\xc3\xa9ro de certification;Nom;Pr\xc3\xa9nom;Date de naissance;Nombre de Pix\n"
            b"1;ALPHONOS;Ada Lucie Marie;01/02/2006;72\n",
        )
    assert len(made.pupils) == 2
    assert made.maybe_twice == (2 if flagged else 0)
    assert ("dont 2 peut-être comptés deux fois" in pupils_words(made)) == flagged
    assert all(("ligne 2" in " ".join(doubt_words(one))) == flagged for one in made.pupils)


def test_twins_of_one_list_are_not_told_to_be_one() -> None:
    twins = "ALPHONOS;Ada;3A;01/02/2006\nALPHONOS;Zoé;3A;01/02/2006"
    assert doubts(answers(LIST.format(twins).encode())) == [(), ()]


@pytest.mark.parametrize(
    ("titles", "rows", "pupils", "doubt"),
    [
        ("Nom;Prénom;Classe;Régime", ["A;Ada;3A;externe", "A;Ada;3A;interne"], 2, "homonym"),
        ("Nom;Prénom;Classe", ["A;Ada;3A", "A;Ada;3A"], 1, "twice"),
        ("Nom;Prénom;Classe;INE", ["A;Ada;3A;1", "A;Ada;3A;2"], 2, "homonym"),
    ],
)
def test_a_line_that_may_be_a_homonym_s_is_shown(
    titles: str, rows: list[str], pupils: int, doubt: str
) -> None:
    made = answers("\n".join([titles, *rows]).encode())
    assert doubts(made) == [(doubt,)] * pupils


@pytest.mark.parametrize(
    ("sendings", "situation", "said"),
    [
        (["2021-02-02 Non 2", "2021-05-02 Oui 6"], "not_yet", True),
        (["2021-05-02 Oui 6", "2021-02-02 Non 2"], "not_yet", True),
        (["2021-05-02 Oui 6"], "certifiable", True),
        (["2021-02-02 Non 2", "2021-03-20 Oui 6"], "certifiable", False),
        (["2021-02-02 Non 1", "2021-02-03 Non 2", "2021-05-02 Oui 6"], "not_yet", True),
    ],
)
def test_a_profile_sent_after_the_day_asked_does_not_replace_an_earlier_one(
    sendings: list[str], situation: str, said: bool
) -> None:
    titles = "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Date de l'envoi;"
    rows = [
        f"A;Ada;3A;Oui;{on};{certifiable};{count}"
        for on, certifiable, count in map(str.split, sendings)
    ]
    certifiable = "Certifiable (O/N);Nombre de compétences certifiables"
    made = answers("\n".join([titles + certifiable, *rows]).encode())
    (pupil,) = made.pupils
    assert pupil.situation == situation
    assert ("sent_after" in pupil.doubts) == said
    assert len(made.superseded) == len(sendings) - 1


def test_the_reported_sending_after_the_day() -> None:
    assert told(answers("05-apres.csv")) == ["ALPHONOS Ada 3A: not_yet"]
    assert told(answers("05-apres.csv", on="2021-05-03")) == ["ALPHONOS Ada 3A: certifiable"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DA SILVA COSTA Emma", ("DA SILVA COSTA", "Emma")),
        ("NOIRET Jean Baptiste", ("NOIRET", "Jean Baptiste")),
        ("Emma DA SILVA", ("DA SILVA", "Emma")),
        ("DE LA TOUR Anne-Marie", ("DE LA TOUR", "Anne-Marie")),
        ("de LA TOUR Anne", ("de LA TOUR", "Anne")),
        ("D’ÉCHO Éloïse", ("D’ÉCHO", "Éloïse")),
        ("McDONALD Ronald", ("McDONALD", "Ronald")),
        ("DUPONT, Jean Paul", ("DUPONT", "Jean Paul")),
        ("DUPONT JEAN", ("DUPONT", "JEAN")),
        ("Dupont Jean", ("Dupont", "Jean")),
        ("LE GALL ANNE MARIE", None),
        ("Le Gall Anne", None),
        ("ALPHONOS", None),
    ],
)
def test_one_cell_for_both_names(text: str, names: tuple[str, str] | None) -> None:
    assert split_name(text) == names


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
