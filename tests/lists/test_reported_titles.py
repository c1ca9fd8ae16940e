"""The titles and the encodings of files that people reported, and of others of their kinds."""

from __future__ import annotations

from itertools import permutations

import pytest
from charset_normalizer import from_bytes

from calculator.answers.lists import set_aside_words, superseded_words
from calculator.lists.columns import Kind
from calculator.lists.encodings import Unnamed
from calculator.lists.errors import NotAList
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from calculator.lists.twice import repaired
from tests.lists.reported import DATA, answers, doubts, told

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
    ("last_name", "first_name"),
    [("Cognome", "Nome"), ("APELLIDOS", "NOMBRE"), ("Name", "Vorname"), ("Nom", "Prénom")],
)
def test_titles_of_other_languages_are_followed_in_another_order(
    last_name: str, first_name: str
) -> None:
    rows = "ALPHONOS;Ada;3A", f"{first_name};{last_name};Classe", "Eve;BRAVOLEC;3B"
    made = answers("\n".join((f"{last_name};{first_name};Classe", *rows)).encode())
    assert told(made) == ["ALPHONOS Ada 3A: unknown", "BRAVOLEC Eve 3B: unknown"]
    assert not made.set_aside


@pytest.mark.parametrize("titles", ["Nom;Nombre", "Classe;Nombre", "Nombre;Nome", "Nome;Classe"])
def test_a_title_that_may_be_another_thing_is_no_first_name(titles: str) -> None:
    """« Nombre » is a number in French."""
    with pytest.raises(NotAList):
        answers(f"{titles}\nALPHONOS;Ada\n".encode())


@pytest.mark.parametrize(
    "titles",
    [
        "Nom de famille;Prénom 1;Division", "Nom élève;Prénom élève;Libellé classe",
        "Nom de l’élève;Prénom de l’élève;Classe", "* Nom de famille*;Premier prénom*;Division*",
        "NOM;PRENOM;CLASSE", "Nom;Prénom(s);Classe de rattachement", "nom_eleve;prenom_eleve;div",
        "NomEleve;PrenomEleve;CodeClasse", "Élève - Nom;Élève - Prénom;Élève - Classe",
        "Last name*;First name*;Class*", "Achternaam;Voornaam;Klasse", "Achternaam;Voornaam;Klas",
        "Nachname;Vorname;Klasse", "Name;Vorname;Klasse", "Apellidos;Nombre;Grupo",
        "Apellido;Nombre;Clase", "Cognome;Nome;Classe", "Apellidos;Nombre;Curso",
        "Primer apellido;Nombre;Curso", "Cognome;Nome;Sezione",
    ],
)  # fmt: skip
def test_the_titles_of_the_programs_of_schools(titles: str) -> None:
    made = answers(f"{titles}\nALPHONOS;Ada;3A\n".encode())
    assert told(made) == ["ALPHONOS Ada 3A: unknown"]


@pytest.mark.parametrize("of_class", ["Clase", "Grupo", "Curso"])
def test_two_last_names_are_one_and_the_second_may_be_missing(of_class: str) -> None:
    titles = f"Primer apellido;Segundo apellido;Nombre;{of_class}"
    made = answers(f"{titles}\nÉCHO;CHARLIOT;Ada;3A\nBRAVOLEC;;Eve;3B\n".encode())
    assert told(made) == ["ÉCHO CHARLIOT Ada 3A: unknown", "BRAVOLEC Eve 3B: unknown"]
    assert not made.accounting[0].columns.unread


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        ("Apellidos y nombre;Clase", "ÉCHO CHARLIOT Ada"),
        ("Apellidos y nombre;Curso", "Écho Charliot, Ada"),
        ("Nombre y apellidos;Grupo", "Ada ÉCHO CHARLIOT"),
        ("Cognome e nome;Classe", "ÉCHO CHARLIOT Ada"),
        ("Nome e cognome;Sezione", "Ada ÉCHO CHARLIOT"),
    ],
)
def test_both_names_in_a_column_of_another_language(titles: str, name: str) -> None:
    made = answers(f"{titles}\n{name};3A\n".encode())
    assert [one.lower() for one in told(made)] == ["écho charliot ada 3a: unknown"]
    assert made.accounting[0].notes[0].startswith("nom et prénom étaient dans une seule colonne")


@pytest.mark.parametrize("title", ["Sezione", "Curso"])
def test_a_word_that_means_a_class_in_one_language_alone_is_none_beside_others(title: str) -> None:
    made = answers(f"Nom;Prénom;{title}\nALPHONOS;Ada;3A\n".encode())
    assert made.accounting[0].columns.unread == (title,)


@pytest.mark.parametrize("titles", ["Cognome;Nome;Classe;Sezione", "Apellidos;Nombre;Clase;Curso"])
def test_a_column_of_classes_comes_before_those_that_may_stand_for_it(titles: str) -> None:
    made = answers(f"{titles}\nALPHONOS;Ada;3A;X\n".encode())
    assert told(made) == ["ALPHONOS Ada 3A: unknown"]


@pytest.mark.parametrize(
    ("titles", "unread"),
    [
        ("Cognome;Nome;Reparto", " (colonne non lue : « Reparto »)"),
        ("Surname;Given name;House", " (colonne non lue : « House »)"),
        ("Nom;Prénom;A;B;C;D;E;F", " (colonnes non lues : « A », « B », « C », « D », « E »…)"),
        ("Nom;Prénom", ""),
    ],
)
def test_without_a_column_of_classes_the_file_says_so_once_and_keeps_each_line(
    titles: str, unread: str
) -> None:
    more = ";3e A" * (titles.count(";") - 1)
    made = answers(f"{titles}\nALPHONOS;Ada{more}\nBRAVOLEC;Eve{more}\n".encode())
    assert [one.number for one in made.set_aside] == [2, 3]
    (reason,) = set_aside_words(made.set_aside)
    assert f"lignes 2 à 3 : aucune colonne de classes n’est reconnue{unread} ; il faut" in reason
    assert "« Classe » ou « Division »" in reason


@pytest.mark.parametrize("titles", ["Nom;Prénom;Classe", "Nom;Prénom;Niveau"])
def test_an_empty_class_is_said_as_such_where_there_is_a_column(titles: str) -> None:
    made = answers(f"{titles}\nALPHONOS;Ada;\n".encode())
    assert ", « Classe » : case vide ; il faut" in set_aside_words(made.set_aside)[0]


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


def test_a_plain_list_has_no_day_of_sending_to_speak_of() -> None:
    made = answers(("Nom;Prénom;Né le;Classe" + "\nALPHONOS;Ada;01/02/2006;3A" * 2).encode())
    (replaced,) = map(superseded_words, made.superseded)
    assert replaced == "f0, ligne 3 : ALPHONOS Ada, remplacé par la ligne 2."


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
