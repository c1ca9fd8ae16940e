"""Classes whose level is in one column and whose group is in another, in lists of any language."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.lists.class_names import class_level
from calculator.lists.classes import ClassMap
from calculator.lists.french_classes import ClassLevel
from calculator.lists.groups import class_of
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from tests.lists.reported import answers, told

TITLES = [
    ("Nom;Prénom", "Niveau", "Division"),
    ("Nom;Prénom", "Niveau", "Groupe"),
    ("Nom;Prénom", "MEF", "Classe"),
    ("Apellidos;Nombre", "Curso", "Grupo"),
    ("Apellidos;Nombre", "Nivel", "Grupo"),
    ("Apellido 1;Nombre", "Curso", "Unidad"),
    ("Apellido paterno;Nombre", "Grado", "Sección"),
    ("Cognome;Nome", "Anno di corso", "Gruppo"),
    ("Nachname;Vorname", "Klassenstufe", "Klasse"),
    ("Familienname;Rufname", "Jahrgangsstufe", "Klasse"),
    ("Name;Vorname", "Jahrgang", "Gruppe"),
    ("Surname;Forename", "Year", "Form"),
    ("Family name;Given name", "Year group", "Tutor group"),
    ("Last name;First name", "Grade", "Section"),
    ("Name;First name", "Grade", "Class"),
    ("Achternaam;Voornaam", "Leerjaar", "Klas"),
    ("Naam;Voornaam", "Leerjaar", "Groep"),
    ("Apelido;Nome", "Ano", "Turma"),
    ("Sobrenome;Nome", "Ano de escolaridade", "Turma"),
]


@pytest.mark.parametrize(("names", "level", "group"), TITLES)
@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_group_of_two_levels_is_two_classes(
    names: str, level: str, group: str, order: tuple[int, ...]
) -> None:
    """In any order of the columns, and with the values under each other's title."""
    rows = [
        [(names, level, group), ("ALPHONOS;Ada", one, "A"), ("ALPHONOS;Ada", other, "A")]
        for one, other in [("3e", "4e"), ("3ème", "4ème"), ("Troisième", "Quatrième")]
    ]
    rows += [[titles, *((name, b, a) for name, a, b in some)] for titles, *some in rows]
    for some in rows:
        text = "\n".join(";".join(row[place] for place in order) for row in some)
        made = answers(text.encode())
        assert not made.set_aside
        levels = [ClassLevel.TROISIEME, ClassLevel.QUATRIEME]
        assert [one.class_level for one in made.pupils] == levels
        assert not made.accounting[0].columns.unread


@pytest.mark.parametrize(("names", "level", "group"), TITLES)
def test_levels_that_nobody_understands_are_asked_one_by_one(
    names: str, level: str, group: str
) -> None:
    rows = "ALPHONOS;Ada;Z9;A", "BRAVOLEC;Eve;Z8;A", "ÉCHO;Zoé;Z9;B", "CHARLIOT;Léa;Z8;B"
    text = "\n".join([f"{names};{level};{group}", *rows])
    made = merge([read_list("f", [text.encode()])])
    assert ClassMap.of(made.class_names).unknown == ("Z9 A", "Z8 A", "Z9 B", "Z8 B")


@pytest.mark.parametrize(
    ("titles", "row", "class_name"),
    [
        ("Last name;First name;Class;Section", "ALPHONOS;Ada;3A;A", "3A"),
        ("Cognome;Nome;Classe;Sezione", "ALPHONOS;Ada;3A;Latin", "3A"),
        ("Nom;Prénom;Classe;Niveau", "ALPHONOS;Ada;3A;1", "3A"),
        ("Nom;Prénom;MEF;Division", "ALPHONOS;Ada;3EME;SIO1", "SIO1"),
        ("Apellidos;Nombre;Curso", "ALPHONOS;Ada;3eA", "3eA"),
        ("Apellidos;Nombre;Curso;Grupo", "ALPHONOS;Ada;3eA;", "3eA"),
        ("Apellidos;Nombre;Curso;Grupo", "ALPHONOS;Ada;3e;A", "3e A"),
        ("Apellidos;Nombre;Curso;Grupo", "ALPHONOS;Ada;3e;3eA", "3eA"),
        ("Apellido 1;Nombre;Unidad", "ALPHONOS;Ada;3eA", "3eA"),
        ("Nom;Prénom;Niveau", "ALPHONOS;Ada;3eA", "3eA"),
        ("Nom;Prénom;Niveau;Classe", "ALPHONOS;Ada;3EME;301", "301"),
        ("Nom;Prénom;Niveau;Classe", "ALPHONOS;Ada;CP;Classe de Mme Truc", "Classe de Mme Truc"),
        ("Surname;Forename;Form", "ALPHONOS;Ada;3A", "3A"),
        ("Surname;Forename;Year", "ALPHONOS;Ada;3A", "3A"),
        ("Surname;Forename;Year;Classe", "ALPHONOS;Ada;3e;A", "3e A"),
        ("Nom;Division", "ALPHONOS Ada;3A", "3A"),
        ("Apelido;Nome;Turma", "ALPHONOS;Ada;3A", "3A"),
    ],
)
def test_what_cells_say_comes_before_what_titles_say(
    titles: str, row: str, class_name: str
) -> None:
    made = answers(f"{titles}\n{row}\n".encode())
    assert [one.line.class_name for one in made.pupils] == [class_name]


@pytest.mark.parametrize(
    ("level", "group", "name", "asked"),
    [
        ("3", "A", "3A", ClassLevel.TROISIEME),
        ("4e", "12", "12", ClassLevel.QUATRIEME),
        ("4e", "A", "4e A", ClassLevel.QUATRIEME),
        ("T", "3", "3", None),
        ("2", "5", "5", None),
        ("10110019110", "SIO1", "SIO1", None),
        ("2nde", "A", "2nde A", None),
        ("2nde", "Sortis", "Sortis", None),
        ("3", "31", "31", None),
        ("2nde", "201", "201", None),
        ("Terminale", "T2", "T2", None),
        ("Cycle 3", "CM2", "CM2", ClassLevel.CM2),
        ("1re", "STMG", "STMG", None),
        ("301", "", "301", ClassLevel.TROISIEME),
        ("9", "9A", "9A", None),
        ("Year 9", "A", "Year 9 A", None),
        ("3º ESO", "A", "3º ESO A", None),
        ("3 e", "", "", ClassLevel.TROISIEME),
        ("7", "", "7", None),
    ],
)
def test_the_class_of_a_level_and_a_group(
    level: str, group: str, name: str, asked: ClassLevel | None
) -> None:
    found, of_line = class_of(level, group)
    assert (found, of_line or class_level(found)) == (name, asked)


@given(
    st.sampled_from(["1", "2", "3", "T", "Terminale", "1re", "CAP", "CM", "BTS", "Z"]),
    st.sampled_from(["A", "B", "C", "D", "1", "2", "12"]),
    st.sampled_from(["A", "G", "P", "S", "E", "T", "G2", "1", "2", "12"]),
)
def test_a_group_never_tells_a_level_that_another_would_not(
    level: str, group: str, other: str
) -> None:
    """« 1 » and « G » are not the « 1G » of a lycée, « CAP » and « 1 » are no year."""
    levels = {class_level(class_of(level, one)[0]) for one in (group, other)} - {None}
    assert len(levels) <= 1
    assert level == "3" or not levels


def test_our_own_answers_name_classes_as_the_list_did() -> None:
    made = answers("Nom;Prénom;Classe;Niveau;Déjà certifié\nALPHONOS;Ada;A;3e;\n".encode())
    assert [(one.line.class_name, one.class_level) for one in made.pupils] == [("A", "3e")]


def test_a_class_of_two_levels_is_read_as_it_is_with_parts_of_names() -> None:
    titles = "Primer apellido;Segundo apellido;Nombre;Curso;Grupo"
    made = answers(f"{titles}\nÉCHO;CHARLIOT;Ada;3e;A\nBRAVOLEC;;Eve;4e;A\n".encode())
    assert told(made) == ["ÉCHO CHARLIOT Ada 3e A: unknown", "BRAVOLEC Eve 4e A: not_due"]
