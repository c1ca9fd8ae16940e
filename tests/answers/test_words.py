"""French dates and counts."""

from __future__ import annotations

from datetime import date

import pytest

from calculator import load_circular
from calculator.answers import words
from calculator.model.deciding import window_on

CIRCULAR = load_circular("nantes-2020-2021")
RULE = CIRCULAR.duty("certification").rule_for("3e", "public")


@pytest.mark.parametrize(
    ("day", "full"),
    [
        (date(2021, 3, 8), "lundi 8 mars 2021"),
        (date(2021, 5, 12), "mercredi 12 mai 2021"),
        (date(2021, 1, 11), "lundi 11 janvier 2021"),
        (date(2021, 5, 20), "jeudi 20 mai 2021"),
        (date(2021, 5, 1), "samedi 1er mai 2021"),
        (date(2021, 8, 31), "mardi 31 août 2021"),
        (date(2020, 12, 16), "mercredi 16 décembre 2020"),
        (date(2024, 2, 29), "jeudi 29 février 2024"),
    ],
)
def test_dates_in_full(day: date, full: str) -> None:
    assert words.full_date(day) == full


def test_a_range_says_the_year_once_when_it_can() -> None:
    assert words.date_range(date(2021, 3, 8), date(2021, 5, 12)) == (
        "du lundi 8 mars au mercredi 12 mai 2021"
    )
    assert words.date_range(date(2020, 12, 31), date(2021, 1, 1)) == (
        "du jeudi 31 décembre 2020 au vendredi 1er janvier 2021"
    )


@pytest.mark.parametrize(
    ("on", "said"),  # p-5-calendrier
    [
        (date(2021, 3, 3), "ouverture dans 5 jours"),
        (date(2021, 3, 7), "ouverture demain"),
        (date(2021, 3, 8), "il reste 65 jours"),
        (date(2021, 3, 10), "il reste 63 jours"),
        (date(2021, 5, 11), "il reste 1 jour"),
        (date(2021, 5, 12), "dernier jour"),
        (date(2021, 5, 13), "close : son dernier jour était le 12 mai 2021"),
    ],
)
def test_where_a_day_stands(on: date, said: str) -> None:
    assert RULE is not None
    assert words.window_in_days(window_on(RULE.windows[0], on)) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 compétence"), (1, "1 compétence"), (2, "2 compétences")]
)
def test_plurals_begin_at_two(number: int, said: str) -> None:
    assert words.count(number, "compétence") == said


@pytest.mark.parametrize(
    ("items", "said"), [(["CM2"], "CM2"), (["5e", "4e"], "5e et 4e"), (list("abc"), "a, b et c")]
)
def test_lists(items: list[str], said: str) -> None:
    assert words.listed(items) == said
