"""What a person can give, and what is said when it is not possible."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from calculator import Case, InvalidCase, campaign_for, decide, load_campaign
from calculator.model.case import parse_date
from calculator.model.vocabulary import COMPETENCES


def test_codes_digits_and_iso_dates_are_understood() -> None:
    case = Case.of("cm2", "public", {"1.2": "3", "1.1": 0, "1.3": ""}, "2021-06-15")
    assert case.levels == {"1.1": 0, "1.2": 3}
    assert list(case.levels) == ["1.1", "1.2"]
    assert case.last_report_date == date(2021, 6, 15)


@pytest.mark.parametrize("empty", [None, {}, {"1.1": ""}, {"1.1": None}])
def test_levels_left_empty_are_not_given(empty: Any) -> None:
    assert Case.of("3e", "public", empty).levels is None


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
        ({"levels": {"1.4": 1}}, "levels", ["Niveaux Pix", "« 1.4 »", "1.1, 1.2, 1.3"]),
        ({"levels": [1, 2]}, "levels", ["Niveaux Pix"]),
        ({"last_report_date": "2021-02-30"}, "last_report_date", ["« 2021-02-30 »", "AAAA-MM-JJ"]),
        ({"last_report_date": "15/06/2021"}, "last_report_date", ["« 15/06/2021 »"]),
        ({"last_report_date": "2021-W10-3"}, "last_report_date", ["« 2021-W10-3 »"]),
        ({"last_report_date": datetime(2021, 6, 15, 12)}, "last_report_date", ["AAAA-MM-JJ"]),
    ],
)
def test_what_is_not_possible_is_named(
    given: dict[str, Any], field: str, in_message: list[str]
) -> None:
    with pytest.raises(InvalidCase) as caught:
        Case.of(**{"class_level": "3e", "establishment": "public", **given})
    assert caught.value.field == field
    for words in in_message:
        assert words in str(caught.value)


def test_a_reference_day_must_be_a_day() -> None:
    with pytest.raises(InvalidCase) as caught:
        decide(Case.of("3e", "public"), "2021-13-01", load_campaign("2020-2021"))  # type: ignore[arg-type]
    assert caught.value.field == "on"


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_not_of_our_time_is_a_slip(day: str) -> None:
    for written in (day, date.fromisoformat(day)):
        with pytest.raises(InvalidCase, match="une date de 1900 à 2199"):
            parse_date("on", "Date de référence", written)


def test_a_long_or_strange_value_is_shown_safely() -> None:
    with pytest.raises(InvalidCase) as caught:
        Case.of("\x1b[31m" + "x" * 1000, "public")
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_an_unknown_campaign_is_named_with_those_that_exist() -> None:
    with pytest.raises(InvalidCase, match="2020-2021") as caught:
        load_campaign("1999-2000")
    assert caught.value.field == "campaign"


@pytest.mark.parametrize("on", [date(1990, 1, 1), date(2021, 3, 10), date(2050, 1, 1)])
def test_every_day_has_a_campaign(on: date) -> None:
    assert campaign_for(on).name == "2020-2021"


def test_the_framework_has_16_competences_in_5_domains() -> None:
    assert len(COMPETENCES) == 16  # p-5-college
    assert len({competence.domain for competence in COMPETENCES.values()}) == 5  # p-2
