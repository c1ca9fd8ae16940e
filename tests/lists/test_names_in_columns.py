"""Names in the columns of every language: which is which, and the parts of a last name."""

from __future__ import annotations

import pytest

from calculator.lists.merging import merge
from calculator.lists.names import with_particle
from tests.lists.forms import read
from tests.lists.reported import answers, told


@pytest.mark.parametrize(
    "titles",
    [
        "Familienname;Rufname;Klasse", "Name;Rufname;Jahrgangsstufe", "Name;First name;Class",
        "Name;Given name;Year", "Name;Prénom;Classe", "Surname;Forename;Form",
        "Surname;Name;Class", "Family name;Given name;Year group", "Last name;Name;Grade",
        "Apellido 1;Nombre;Unidad", "1er apellido;Nombre;Unidad", "Apellido paterno;Nombre;Grupo",
        "Apellidos;Primer nombre;Clase", "Achternaam;Roepnaam;Leerjaar", "Cognome;Nome;Anno",
        "Apelido;Nome;Turma", "Sobrenome;Nome;Ano", "Último nome;Primeiro nome;Turma",
    ],
)  # fmt: skip
def test_a_last_name_and_a_first_name(titles: str) -> None:
    text = f"{titles}\nÉCHO CHARLIOT;Ada Lou;3A\nBRAVOLEC;Eve;3B\n"
    made = answers(text.encode())
    assert told(made) == ["ÉCHO CHARLIOT Ada Lou 3A: unknown", "BRAVOLEC Eve 3B: unknown"]
    assert not made.set_aside


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize(
    ("titles", "name"),
    [
        ("Name, Vorname;Klasse", "Écho, Ada"),
        ("Nachname, Vorname;Klasse", "Écho, Ada"),
        ("Klasse;Familienname, Vorname", "Écho, Ada"),
        ("Name Vorname;Klasse", "ÉCHO Ada"),
        ("Vorname Nachname;Klasse", "Ada ÉCHO"),
        ("Surname, First name;Class", "Écho, Ada"),
        ("Surname, Forename;Form", "Écho, Ada"),
        ("Apellidos, Nombre;Unidad", "Écho, Ada"),
        ("Cognome, Nome;Classe", "Écho, Ada"),
        ("Nome Cognome;Classe", "Ada Écho"),
        ("Nome completo;Turma", "Ada Écho"),
        ("Achternaam, voornaam;Klas", "Écho, Ada"),
        ("Voornaam achternaam;Klas", "Ada Écho"),
        ("Name;Form", "Écho, Ada"),
    ],
)
def test_both_names_in_one_column(titles: str, name: str, separator: str) -> None:
    cells = ["3A", name] if titles.startswith("Klasse") else [name, "3A"]
    text = "\n".join(line.replace(";", separator) for line in (titles, ";".join(cells)))
    made = answers(text.encode())
    assert [one.lower() for one in told(made)] == ["écho ada 3a: unknown"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Primer apellido", "Segundo apellido"),
        ("Apellido 1", "Apellido 2"),
        ("1º apellido", "2º apellido"),
        ("Apellido paterno", "Apellido materno"),
    ],
)
def test_two_last_names_are_one(first: str, second: str) -> None:
    rows = "GARCÍA;LÓPEZ;Ada;3A\nGIL;;Eva;3A\n"
    made = answers(f"{first};{second};Nombre;Unidad\n{rows}".encode())
    assert told(made) == ["GARCÍA LÓPEZ Ada 3A: unknown", "GIL Eva 3A: unknown"]
    assert not made.accounting[0].columns.unread


@pytest.mark.parametrize(
    "titles",
    [
        "Achternaam;Tussenvoegsel;Voornaam;Klas", "Achternaam;Voorvoegsels;Roepnaam;Klas",
        "Nachname;Namenszusatz;Vorname;Klasse", "Familienname;Vorsatzwort;Rufname;Klasse",
        "Nom;Particule;Prénom;Classe",
    ],
)  # fmt: skip
def test_a_particle_is_part_of_the_last_name(titles: str) -> None:
    parts = read(f"{titles}\nBERG;van der;Ada;3A\nBOER;;Eva;3A\n".encode(), "a")
    whole = read("Nom;Prénom;Classe\nvan der Berg;Ada;3A\nBOER;Eva;3A\n".encode(), "b")
    roster = merge([parts, whole])
    assert [one.last_name for one in roster.pupils] == ["van der BERG", "BOER"]
    assert len(roster.superseded) == 2
    assert not roster.doubts
    assert not parts.columns.unread


def test_a_particle_beside_a_whole_name_is_not_read() -> None:
    made = answers(b"Naam;Tussenvoegsel;Klas\nBOER Eva;;3A\n")
    assert told(made) == ["BOER Eva 3A: unknown"]
    assert made.accounting[0].columns.unread == ("Tussenvoegsel",)


@pytest.mark.parametrize(
    ("particle", "last_name", "whole"),
    [
        ("de", "BOER", "de BOER"),
        ("d’", "ARTAGNAN", "d’ARTAGNAN"),
        ("van  der", "Berg", "van der Berg"),
        ("van der", "van der Berg", "van der Berg"),
        ("de", "Deboer", "de Deboer"),
        ("", "BOER", "BOER"),
        ("-", "BOER", "BOER"),
        ("de", "", ""),
    ],
)
def test_a_particle_is_before_the_name_once(particle: str, last_name: str, whole: str) -> None:
    assert with_particle(particle, last_name) == whole


@pytest.mark.parametrize("titles", ["Apelido;Nome;Turma", "Sobrenome;Nome;Ano", "Name;Form"])
def test_titles_of_every_language_are_followed_in_the_middle_of_a_list(titles: str) -> None:
    names = "ÉCHO;Ada" if titles.count(";") > 1 else "ÉCHO Ada"
    text = f"Nom;Prénom;Classe\nALPHONOS;Léa;3A\n{titles}\n{names};3B\n"
    assert told(answers(text.encode())) == ["ALPHONOS Léa 3A: unknown", "ÉCHO Ada 3B: unknown"]


@pytest.mark.parametrize(
    ("said", "last_name"),
    [
        *[("van der", "van der BERG"), ("d’", "d’BERG"), ("'t", "'t BERG"), ("von", "von BERG")],
        *[("oui", "BERG"), ("N/A", "BERG"), ("X", "BERG"), ("Dr.", "BERG"), ("n.v.t.", "BERG")],
    ],
)
def test_a_column_of_particles_that_says_something_else_is_no_name(
    said: str, last_name: str
) -> None:
    made = answers(f"Nom;Particule;Prénom;Classe\nBERG;{said};Eva;3A\n".encode())
    assert [one.line.last_name for one in made.pupils] == [last_name]


def test_a_second_last_name_without_a_letter_is_none() -> None:
    made = answers("Apellido 1;Apellido 2;Nombre;Clase\nGARCÍA;-;Ana;3A\n".encode())
    assert [one.line.last_name for one in made.pupils] == ["GARCÍA"]
