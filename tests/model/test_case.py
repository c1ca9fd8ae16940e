"""What a person can give, and what is said when it is not possible."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from calculator import Case, InvalidCase, decide, load_circular
from calculator.model.case import checked, parse_date

CIRCULAR = load_circular("nantes-2020-2021")
COMPETENCES = CIRCULAR.vocabulary.competences


def test_codes_digits_and_iso_dates_are_understood() -> None:
    levels = {"1.2": "3", "1.1": 0, "1.3": ""}
    case = checked(Case.of("cm2", "public", levels, last_report_date="2021-06-15"), CIRCULAR)
    assert case.levels == {"1.1": 0, "1.2": 3}
    assert list(case.levels) == ["1.1", "1.2"]
    assert case.inputs == {"last_report_date": date(2021, 6, 15)}
    assert case.day("last_report_date") == date(2021, 6, 15)
    assert (case.class_level.label, case.establishment.label) == ("CM2", "public")


def test_a_case_that_is_checked_is_not_checked_again() -> None:
    case = checked(Case.of("3e", "public"), CIRCULAR)
    assert checked(case, CIRCULAR) is case
    assert decide(case, date(2021, 3, 10), CIRCULAR).case is case


@pytest.mark.parametrize("empty", [None, {}, {"1.1": ""}, {"1.1": None}])
def test_levels_left_empty_are_not_given(empty: Any) -> None:
    assert checked(Case.of("3e", "public", empty), CIRCULAR).levels is None


@pytest.mark.parametrize(
    ("given", "field", "in_message"),
    [
        ({"class_level": "3ème"}, "class_level", ["Classe", "« 3ème »", "3e-prepa-metiers"]),
        ({"class_level": ""}, "class_level", ["Classe", "rien n’est indiqué"]),
        ({"class_level": None}, "class_level", ["Classe"]),
        ({"class_level": 3}, "class_level", ["« 3 »"]),
        ({"establishment": "privé"}, "establishment", ["Établissement", "prive-sous-contrat"]),
        ({"levels": {"1.1": 9}}, "levels.1.1", ["compétence 1.1", "« 9 »", "0 à 8"]),
        ({"levels": {"1.1": -1}}, "levels.1.1", ["« -1 »", "0 à 8"]),
        ({"levels": {"5.2": "deux"}}, "levels.5.2", ["compétence 5.2", "« deux »"]),
        ({"levels": {"1.1": 1.5}}, "levels.1.1", ["« 1.5 »", "nombre entier"]),
        ({"levels": {"1.1": True}}, "levels.1.1", ["« True »"]),
        ({"levels": {"1.1": "²"}}, "levels.1.1", ["« ² »"]),
        ({"levels": {"1.4": 1}}, "levels", ["Niveaux", "« 1.4 »", "1.1, 1.2, 1.3"]),
        ({"levels": [1, 2]}, "levels", ["Niveaux"]),
        ({"last_report_date": "2021-02-30"}, "last_report_date", ["« 2021-02-30 »", "AAAA-MM-JJ"]),
        ({"last_report_date": "15/06/2021"}, "last_report_date", ["« 15/06/2021 »"]),
        ({"last_report_date": "15/06/21"}, "last_report_date", ["« 15/06/21 »", "quatre chiffres"]),
        ({"last_report_date": "15 juin 21"}, "last_report_date", ["l’année en quatre chiffres"]),
        ({"last_report_date": "2021-W10-3"}, "last_report_date", ["« 2021-W10-3 »"]),
        ({"last_repport": "2021-06-15"}, "last_repport", ["« last_repport »", "last_report_date"]),
        ({"last_report_date": datetime(2021, 6, 15, 12)}, "last_report_date", ["AAAA-MM-JJ"]),
    ],
)
def test_what_is_not_possible_is_named(
    given: dict[str, Any], field: str, in_message: list[str]
) -> None:
    case = Case.of(**{"class_level": "3e", "establishment": "public", **given})
    with pytest.raises(InvalidCase) as caught:
        decide(case, date(2021, 3, 10), CIRCULAR)
    assert caught.value.field == field
    for words in in_message:
        assert words in str(caught.value)


def test_a_reference_day_must_be_a_day() -> None:
    with pytest.raises(InvalidCase) as caught:
        decide(Case.of("3e", "public"), "2021-13-01", CIRCULAR)  # type: ignore[arg-type]
    assert caught.value.field == "on"


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_not_of_our_time_is_a_slip(day: str) -> None:
    for written in (day, date.fromisoformat(day)):
        with pytest.raises(InvalidCase, match="une date de 1900 à 2199"):
            parse_date("on", "Date de référence", written)


def test_a_long_or_strange_value_is_shown_safely() -> None:
    with pytest.raises(InvalidCase) as caught:
        checked(Case.of("\x1b[31m" + "x" * 1000, "public"), CIRCULAR)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_an_unknown_circular_is_named_with_those_that_exist() -> None:
    with pytest.raises(InvalidCase, match="nantes-2020-2021") as caught:
        load_circular("1999-2000")
    assert caught.value.field == "circular"


def test_the_framework_has_16_competences_in_5_domains() -> None:
    assert len(COMPETENCES) == 16  # p-5-college
    assert len({competence.domain for competence in COMPETENCES.values()}) == 5  # p-2
