"""What is seen of an answer at a glance: its head and its steps, before anything is unfolded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from calculator import Case, Circular, decide
from calculator.ask.pupil import shown_answer
from calculator.schema.reading import read_circulars
from tests.answers.markup import link, told
from tests.conftest import ROOT
from tests.known import CIRCULAR, CLASSES

CIRCULARS = {circular.id: circular for circular in read_circulars(ROOT / "circulars").all}
AT_MOST = 120
LONGEST = "prive-sous-contrat"
"""The kind of school that takes most words."""
EASY = '<details class="calc-fold" data-fold="facile" data-again="">'
WINDOW = "du lundi 8 mars au mercredi 12 mai 2021"
TEXT = "circulaire du 16 décembre 2020"


def shown(circular: Circular, level: str, on: date, kind: str = "public", reached: int = 0) -> str:
    levels = dict.fromkeys([*circular.vocabulary.competences][:reached], 1)
    return shown_answer(decide(Case.of(level, kind, levels), on, circular), link)


def before_the_folds(html: str) -> str:
    return told(without_easy(html).partition("<details")[0])


def without_easy(html: str) -> str:
    """An answer less its sentences in easy-to-read French, folded at its head."""
    before, fold, after = html.partition(EASY)
    return before + (after.partition("</details>")[2] if fold else "")


def some_days(circular: Circular) -> Iterator[date]:
    """A day in forty, from before the year to after it."""
    year = circular.school_year
    for n in range(-9, (year.ends - year.begins).days + 40, 40):
        yield year.begins + timedelta(n)


@pytest.mark.parametrize("name", CIRCULARS)
@pytest.mark.parametrize("reached", [0, 3, 16])
def test_an_answer_is_short_before_its_folds(name: str, reached: int) -> None:
    circular = CIRCULARS[name]
    long = [
        (level, on, count)
        for level in circular.vocabulary.classes
        for on in some_days(circular)
        if (count := len(before_the_folds(shown(circular, level, on, LONGEST, reached)).split()))
        > AT_MOST
    ]
    assert long == []


@pytest.mark.parametrize("level", CLASSES)
def test_no_text_is_named_before_the_folds_and_each_fold_names_it_once(level: str) -> None:
    html = shown(CIRCULAR, level, date(2021, 3, 10))
    assert TEXT not in before_the_folds(html)
    soup = BeautifulSoup(html, "html.parser")
    for fold in soup.select(".calc-fold"):
        assert told(str(fold)).count(TEXT) <= 1
    marks = soup.select(".calc-fold a[title]")
    for mark in marks:
        assert str(mark["title"]).startswith("Circulaire du recteur de l’académie de Nantes")
        assert str(mark["title"]).endswith(mark.get_text().replace("\xa0", " "))
    assert marks


@pytest.mark.parametrize(("level", "kept"), [("3e", 3), ("3e-prepa-metiers", 3), ("cp", 1)])
def test_nothing_to_do_is_lost_in_a_fold(level: str, kept: int) -> None:
    soup = BeautifulSoup(shown(CIRCULAR, level, date(2021, 3, 10)), "html.parser")
    steps = soup.select(".calc-steps > li")
    assert len(steps) == kept
    assert [dt.get_text() for dt in steps[-1].select("dt")] == ["Qui", "Quand"]
    folded = [one for one in steps if one.find_parent("details")]
    assert len(folded) == (0 if level == "cp" else 1)  # there, nothing else is asked


@pytest.mark.parametrize("on", [date(2021, 3, 1), date(2021, 3, 10), date(2021, 6, 1)])
def test_the_window_is_said_once(on: date) -> None:
    soup = BeautifulSoup(shown(CIRCULAR, "3e", on), "html.parser")
    for picture in soup.select(".calc-timeline"):
        picture.decompose()
    assert told(str(soup)).count(WINDOW) == 1


@pytest.mark.parametrize("reached", [0, 3, 16])
def test_a_catch_up_is_said_with_the_step_and_not_at_the_head(reached: int) -> None:
    soup = BeautifulSoup(
        shown(CIRCULARS["france-2025-2026"], "tle-gt", date(2026, 3, 4), reached=reached),
        "html.parser",
    )
    head = told(str(soup.select(".calc-answer__when")))
    assert "au vendredi 6 mars 2026" in head
    assert "Rattrapage" not in head
    (catch_up,) = [dd for dd in soup.select(".calc-steps dd") if "Rattrapage" in dd.get_text()]
    assert "du lundi 9 mars au vendredi 13 mars 2026" in told(str(catch_up))


@pytest.mark.parametrize("level", ["tle-gt", "cap-2", "bts-2"])
def test_where_dates_are_unknown_the_head_says_whom_to_ask_and_the_step_what_to_do(
    level: str,
) -> None:
    html = shown(CIRCULARS["france-2026-2027"], level, date(2026, 11, 26))
    soup = BeautifulSoup(html, "html.parser")
    headline = told(str(soup.select_one(".calc-answer__headline")))
    assert headline == "Certification obligatoire : les dates ne sont pas connues."
    assert told(str(soup.select_one(".calc-answer__when"))).startswith("Demandez à l’établissement")
    step = soup.select(".calc-steps strong")[0].get_text()
    assert step == "Inscrire l’élève à une session de certification"
    assert step.lower() not in headline.lower()


def test_what_a_pupil_lacks_is_at_the_head_and_what_to_do_in_the_steps() -> None:
    soup = BeautifulSoup(shown(CIRCULAR, "3e", date(2021, 3, 10), reached=3), "html.parser")
    headline = told(str(soup.select_one(".calc-answer__headline")))
    assert headline == "Certification obligatoire : il manque 2 compétences à l’élève."
    assert [step.get_text() for step in soup.select(".calc-steps strong")][:2] == [
        "Faire progresser l’élève sur Pix",
        "Inscrire l’élève à une session de certification",
    ]


@pytest.mark.parametrize("reached", [0, 3, 16])
@pytest.mark.parametrize(
    ("level", "on", "last_day"),
    [
        ("3e", date(2021, 5, 13), "mercredi 12 mai 2021"),
        ("tle-gt", date(2021, 5, 21), "jeudi 20 mai 2021"),
    ],
)
def test_once_the_last_day_is_past_the_head_says_so_whatever_the_pupil_lacks(
    level: str, on: date, last_day: str, reached: int
) -> None:
    soup = BeautifulSoup(shown(CIRCULAR, level, on, reached=reached), "html.parser")
    headline = told(str(soup.select_one(".calc-answer__headline")))
    assert headline.endswith(f" : le dernier jour était le {last_day}.")


@pytest.mark.parametrize("level", ["tle-gt", "cap-2", "bts-2"])
def test_the_days_of_the_year_before_are_never_at_the_head_of_a_year_that_is_over(
    level: str,
) -> None:
    html = shown(CIRCULARS["france-2026-2027"], level, date(2027, 9, 1))
    soup = BeautifulSoup(html, "html.parser")
    when = told(str(soup.select_one(".calc-answer__when")))
    assert when.startswith("Les dates ne sont pas connues. Demandez à l’établissement")
    assert "2025" not in before_the_folds(html)
    _, _, folded = without_easy(html).partition("<details")
    assert "celles de l’année d’avant, 2025-2026" in told(folded)
