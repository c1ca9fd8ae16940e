"""The class levels that names stand for: what is certain is read, the rest is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.lists.class_names import class_level
from calculator.lists.classes import ClassMap, class_map_csv, read_class_map
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from tests.lists.fuzz import ENCODINGS

READ = {
    "3e": ["3A", "3 A", "301", "3-1", "3 - 1", "3.1", "3e B", "3EME 4", "3ème4", "3°2", "3E", "3e1",
           "3B1", "3 1A", "Troisième 2", "troisieme", "3_1", "312", "3ᵉ A", "'3A",
           "3ᵉA", "3º2", "3èmes 4", "Troisièmes A"],
    "4e": ["4A", "401", "4ÈME C"],
    "5e": ["5-2", "5E3", "Cinquième A"],
    "6e": ["6A", "601", "6EME", "Sixième 1"],
    "6e-segpa": ["6SEGPA", "6e Segpa", "SEGPA 6", "6SEGPA1", "segpa 6b"],
    "3e-segpa": ["3SEGPA", "3EME SEGPA 2", "3E4 SEGPA", "3 2 SEGPA"],
    "3e-prepa-metiers": ["3PM", "3PM1", "3 PM B", "3e prépa-métiers 2", "3PREPA METIERS"],
    "cp": ["CP", "CP A", "cp b"],
    "ce1": ["CE1", "CE1 B"],
    "cm2": ["CM2", "CM2A", "CM2-B"],
    "2de-gt": ["2GT5", "2GT", "2de GT 5", "2NDE GT A", "2GTA", "2G1",
               "Seconde GT 2", "Seconde G2", "Seconde générale 4", "2nde générale 4",
               "Seconde générale et technologique 4"],
    "1re-gt": ["1G2", "1G", "1STMG2", "1re STI2D", "1ST2S", "1ERE G 3", "1STL",
               "Première générale", "Première G2", "Première STMG 1"],
    "tle-gt": ["TG2", "TG", "TSTMG1", "T STI2D", "Terminale G 2", "TLE G3", "Terminale générale"],
    "2de-pro": ["2PRO", "2de pro 1", "2BACPRO MRC", "2nde bac pro", "2de professionnelle",
                "Seconde bac pro", "Seconde pro MRC 2"],
    "1re-pro": ["1PRO", "1BACPRO", "1re pro 2", "Première bac pro 2"],
    "tle-pro": ["TPRO", "TBACPRO MELEC", "Terminale pro 1", "T bac pro"],
    "cap-1": ["CAP1", "CAP 1", "1CAP", "CAP1 EPC", "CAP 1A", "1re année de CAP", "CAP 1ère année",
              "1CAPCUI", "1CAPATMFC1",
              "CAP1 Cuisine et restaurant"],
    "cap-2": ["CAP2", "2CAP", "2CAP ATMFC", "T CAP ATMFC", "TCAP", "TCAPCUI", "Tle CAP",
              "2e CAP", "2nde année de CAP"],
    "bts-1": ["BTS1", "BTS 1", "1BTS SIO", "BTS1 NDRC"],
    "bts-2": ["BTS2", "2BTS", "2BTSSIO", "2BTSSIO1"],
    "cpge-1": ["CPGE1", "CPGE 1", "MPSI", "PCSI 2", "MP2I", "ECG1", "BCPST1",
               "hypokhâgne", "Math Sup"],
    "cpge-2": ["CPGE2", "2CPGE", "MP", "MP*", "PSI*", "ECG2", "khâgne", "Math spé"],
}  # fmt: skip
ASKED = [
    *["", "3", "2", "T", "31", "1A", "2A", "TA", "201", "101", "2-1", "1-3", "T2", "TS1", "TES"],
    *["1GA", "TGA", "TGT", "3P", "3S", "3 P", "6S", "3ULIS", "UPE2A", "3EURO", "CM1-CM2", "CM1-2"],
    *["CE1-2", "CE1/CE2", "CPE", "TMELEC", "2MRC", "CAP", "CAP3", "BTS", "BTS SIO 1"],
    *["4-3e", "4-3E", "4 3e", "6-5e", "3-4e", "6e SEGPA 5e", "3-1S", "3 1P", "3e 1S", "3e 1P"],
    *["CAP 1 AN", "CAP 1 en 1 an", "CAP 2 ANS", "BTS 2 ANS", "CAP 2 années", "1CAP en 1 an"],
    *["2 PRO CAP", "2PRO TNE CAP", "1PRO-TPRO", "CAP1 CAP2", "CAP1 2PRO", "BTS1-BTS2"],
    *["CAP 1 et 2", "2PRO et 1re", "BTS 1 ou 2", "CAP 1/2", "CAP 1 & 2", "CAP 1e et 2e année"],
    *["2PRO/1PRO", "1re et Tle PRO", "6e et 5e", "CE1 et CE2", "CAP 1 à 2", "CAP 1, 2", "2-1 ?"],
    *["CM1-CM2 Mme Truc", "3ème SEGPA et 4e SEGPA", "Cycle 3", "Novice 2", "2nde 3"],
    *["2de 4", "Seconde 4", "1ère 3", "Première 3", "Tle 5", "Terminale 5", "Seconde A"],
    *["2nde CAP", "Seconde CAP APR", "2NDE DE CAP"],
    *["Seconde pro TNE CAP", "Première pro 1 an CAP", "Seconde et première", "Première ES"],
    *["7A", "3011", "03-janv", "Groupe 3", "3e/4e", "3e-4e", "Tous", "🙂", "٣A", "²A"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "level"), [(name, level) for level, names in READ.items() for name in names]
)
def test_a_name_that_has_one_meaning_is_read(name: str, level: str) -> None:
    assert class_level(name) == level
    assert class_level(name.lower()) == class_level(name.upper()) == level


@pytest.mark.parametrize("level", ClassLevel)
def test_our_own_codes_and_labels_are_read(level: ClassLevel) -> None:
    assert class_level(level.value) is class_level(level.label) is level


@pytest.mark.parametrize("name", ASKED)
def test_a_name_that_has_none_or_several_is_asked(name: str) -> None:
    assert class_level(name) is None


@given(st.from_regex(r"[3-6] ?-?[A-Z0-9]{0,3}", fullmatch=True))
def test_what_begins_with_3_to_6_is_a_college_class_of_that_year_or_asked(name: str) -> None:
    level = class_level(name)
    assert level is None or (level.value[:2] == f"{name[0]}e")


@given(st.text(max_size=12))
def test_any_text_is_read_or_asked(name: str) -> None:
    assert class_level(name) in (None, *ClassLevel)


def test_a_map_is_corrected_and_comes_back_from_its_csv() -> None:
    classes = ClassMap.of(["3A", "TMELEC", "", "Les « 3 »; suite", "=1+1", "@x", "-2", "'a"])
    assert classes.unknown == ("TMELEC", "", "Les « 3 »; suite", "=1+1", "@x", "-2", "'a")
    assert not re.search(r"^[=@+-]", class_map_csv(classes), re.MULTILINE)
    right = {"tmelec": ClassLevel("tle-pro"), "3A": None, "": ClassLevel("3e"), "absente": None}
    right |= dict.fromkeys(["=1+1", "@x", "-2", "'a"], ClassLevel("5e"))
    corrected = classes.corrected(right)
    assert corrected.levels == {
        "3A": None,
        "TMELEC": ClassLevel("tle-pro"),
        "": ClassLevel("3e"),
        "Les « 3 »; suite": None,
        **dict.fromkeys(["=1+1", "@x", "-2", "'a"], ClassLevel("5e")),
    }
    for encoding in ENCODINGS:
        data = class_map_csv(corrected).encode(encoding)
        assert classes.corrected(read_class_map("m.csv", [data])).levels == corrected.levels


def test_a_name_is_corrected_by_itself_or_by_the_same_in_other_letters() -> None:
    third, segpa = ClassLevel("3e"), ClassLevel("3e-segpa")
    classes = ClassMap.of(["3A", "3a", "3 B", "T2"])
    assert classes.corrected({"3A": third, "3a": segpa}).levels == {
        "3A": third,
        "3a": segpa,
        "3 B": third,
        "T2": None,
    }
    both = {"3á": segpa, "3à": segpa}
    assert ClassMap.of(["3A", "3a"]).corrected(both).levels == {"3A": segpa, "3a": segpa}
    assert ClassMap.of(["3Á"]).corrected({"3a": third, "3A": segpa}).levels == {"3Á": None}
    assert classes.without_pupils({"3a": segpa, "3 b": None, "3 C": third}) == ("3 C",)


def test_a_map_takes_other_separators_columns_and_labels() -> None:
    data = b"Effectif,Niveau,CLASSE\r\n\r\n12,3e SEGPA,3S\r\n9,,3P\r\n1\r\n"
    assert read_class_map("m.csv", [data]) == {"3S": "3e-segpa", "3P": None, "": None}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "C’est un fichier vide. Il faut une table « classe;niveau », en CSV"),
        (b"\n \n;;\n", "C’est une table vide"),
        (b"nom;classe\nA;3A\n", "On y voit « nom;classe », ligne 1. Il faut une table"),
        (b"classe;niveau\n\n3S;3eme segpa\n", "« 3eme segpa », ligne 3, colonne « niveau »"),
        (b"%PDF-1.7", "un document PDF"),
        (
            b"classe;niveau\n3A;3e\n3B;3e\n3a;3e-segpa\n",
            "deux niveaux pour la classe « 3a », lignes 2 et 4. Il faut un seul niveau",
        ),
    ],
)
def test_what_is_no_map_is_refused_with_its_line(data: bytes, message: str) -> None:
    with pytest.raises(NotAList, match=rf"^m\.csv n’a pas été lu\. .*{message}"):
        read_class_map("m.csv", [data])
