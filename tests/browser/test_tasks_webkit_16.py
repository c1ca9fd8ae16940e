"""What readers do on the site, in the WebKit of Safari 16."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.readers import Reader
from tests.browser.tasks import RESULT, Visit, is_of_the_table, visits

BROWSER = "webkit-16"


def test_it_is_the_browser_of_the_table(driven: Reader) -> None:
    assert is_of_the_table(BROWSER, driven.version())


@pytest.mark.parametrize(("visit", "task"), visits(BROWSER), indirect=["visit"])
def test_a_reader_can(visit: Visit, task: Callable[[Visit], None]) -> None:
    task(visit)


SAYS_DAY = "[data-calc-reference] summary"
UNSET = "Réponse pour un jour à indiquer."


@pytest.mark.parametrize("visit", ["public"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "held", "says", "answer"),
    [
        ("2021-03-10", "2021-03-10", "Réponse pour le 10 mars 2021.", "il reste 63 jours"),
        ("10/03/2021", "2021-03-10", "Réponse pour le 10 mars 2021.", "il reste 63 jours"),
        (" 9.3.2021 ", "2021-03-09", "Réponse pour le 9 mars 2021.", "il reste 64 jours"),
        ("10 mars 2021", "2021-03-10", "Réponse pour le 10 mars 2021.", "il reste 63 jours"),
        ("Lundi 1er  Mars 2021", "2021-03-01", "Réponse pour le 1er mars 2021.", "dans 7 jours"),
        ("10/03/202", "10/03/202", UNSET, ""),  # still typing
        ("10/03/21", "10/03/21", UNSET, ""),  # of which century?
        ("10 marz 2021", "10 marz 2021", UNSET, ""),
        ("31/02/2021", "31/02/2021", UNSET, ""),
        ("03/15/2021", "03/15/2021", UNSET, ""),
        ("hier", "hier", UNSET, ""),
    ],
)
def test_a_day_is_typed_as_a_text_where_the_browser_has_no_field_of_days(
    visit: Visit, typed: str, held: str, says: str, answer: str
) -> None:
    visit.open("calculateur/#class_level=3e&establishment=public")
    assert visit.reader.evaluate("document.querySelector('[name=on]').type") == "text"
    visit.reader.choose_day(typed)
    visit.says(SAYS_DAY, says)
    visit.says(RESULT, answer)
    assert visit.reader.evaluate("document.querySelector('[name=on]').value") == held


@pytest.mark.parametrize("visit", ["public"], indirect=True)
def test_a_link_with_a_day_that_is_none_is_not_taken_up(visit: Visit) -> None:
    visit.open("calculateur/#class_level=3e&on=2021-02-30")
    visit.says("[data-link-says]", "n’est pas reprise : Date de référence")
    visit.says(SAYS_DAY, "Réponse pour aujourd’hui")
