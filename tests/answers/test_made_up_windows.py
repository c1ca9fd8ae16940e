"""Windows that the circular of 2020-2021 does not have, put into words: two, changed, unknown."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup

from calculator.answers.events import circular_events, class_events, decision_calendar
from calculator.answers.pupil import answer, sheet
from calculator.render.as_html import answer_html, sheet_html
from calculator.render.as_text import as_text
from calculator.render.tables import who_is_concerned_html, windows_html
from calculator.render.timeline import timeline_html
from tests.answers.circulars import (
    ASK,
    CHANGED,
    KINDS,
    LEVEL,
    TWO,
    UNKNOWN,
    decided,
    school_page,
)
from tests.answers.markup import link, told
from tests.making import made_up, window, with_windows

# --- Several windows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "headline", "by_when"),
    [
        ("2021-03-10", "obligatoire : inscrire", ["il reste 63 jours", "ouverture dans 83 jours"]),
        ("2021-05-20", "obligatoire : inscrire", ["étaient possibles", "ouverture dans 12 jours"]),
        ("2021-06-02", "obligatoire : inscrire", ["étaient possibles", "il reste 3 jours"]),
        (
            "2021-06-06",
            "obligatoire : le dernier jour était le samedi 5 juin 2021.",
            ["du lundi 8 mars au mercredi 12 mai", "Rattrapage : les sessions étaient possibles"],
        ),
    ],
)
def test_a_catch_up_is_said_after_the_main_window(
    on: str, headline: str, by_when: list[str]
) -> None:
    found = answer(decided(TWO, on))
    assert headline in found.headline
    assert all(words in found.by_when for words in by_when)
    assert "Rattrapage" in found.by_when
    registers = any("session de certification" in step.what for step in found.steps)
    assert registers == (on != "2021-06-06")


def test_both_windows_are_in_the_calendar_the_tables_and_the_picture() -> None:
    events = class_events(TWO, LEVEL("3e"), KINDS["prive-sous-contrat"])
    assert [(e.first.isoformat(), e.last.isoformat()) for e in events] == [
        ("2021-03-08", "2021-05-12"),
        ("2021-05-12", "2021-05-12"),
        ("2021-06-01", "2021-06-05"),
        ("2021-06-05", "2021-06-05"),
    ]
    assert len({event.uid for event in events}) == 4
    assert "(rattrapage)" in events[2].summary
    for table in (windows_html([TWO], link), who_is_concerned_html(TWO, link)):
        assert "rattrapage" in told(table)
        assert "5 juin 2021" in told(table)
    picture = told(timeline_html(TWO, None))
    assert "du mardi 1er juin au samedi 5 juin 2021" in picture
    assert "rattrapage" in picture


# --- A window that changed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "last", "changed"),
    [("2021-04-06", "mercredi 12 mai", False), ("2021-04-07", "vendredi 25 juin", True)],
)
def test_the_eve_of_a_change_says_nothing_of_it(on: str, last: str, changed: bool) -> None:
    decision = decided(CHANGED, on)
    found = answer(decision)
    assert f"du lundi 8 mars au {last} 2021" in found.by_when
    said = told(answer_html(decision, link)) + as_text(decision, width=None)
    note = "Dates connues depuis le mercredi 7 avril 2021 ; avant : du lundi 8 mars au"
    assert (note in said) == changed
    assert ("25 juin 2021 : il reste" in said) == changed
    (reason,) = [r for r in found.reasons if "Sessions possibles" in r.text]
    paragraph = "p-5-lycee" if changed else "p-5-calendrier"
    assert [citation.paragraph for citation in reason.citations] == [paragraph]


@pytest.mark.parametrize(
    ("on", "last"), [("2021-04-06", "12 mai"), ("2021-04-07", "25 juin"), (None, "25 juin")]
)
def test_the_picture_of_a_day_shows_what_was_known(on: str | None, last: str) -> None:
    day = date.fromisoformat(on) if on else None
    picture = told(timeline_html(CHANGED, day, {LEVEL("3e"): ()}))
    assert re.search(rf"8 mars (– )?{last}", picture)


@pytest.mark.parametrize(("on", "last"), [("2021-04-06", "12 mai"), ("2021-04-07", "25 juin")])
def test_a_school_reads_what_was_known(on: str, last: str) -> None:
    said = school_page(CHANGED, on=on, classes=["3e"])
    assert f"{last} 2021, soit" in said
    other = {"12 mai": "25 juin 2021, soit", "25 juin": "12 mai 2021, soit"}[last]
    assert other not in said
    assert re.search(rf"8 mars (– )?{last}", said)


# --- A window that is not known ---------------------------------------------------------------


@pytest.mark.parametrize("on", ["2020-12-20", "2021-03-10", "2021-08-01"])
def test_that_a_day_is_not_known_is_said_first_with_whom_to_ask(on: str) -> None:
    decision = decided(UNKNOWN, on)
    for found in (answer(decision), sheet(decision)):
        assert found.headline.startswith("Certification obligatoire : ")
        assert found.by_when == (
            f"Les dates ne sont pas connues. {ASK} L’an dernier, c’était en avril."
        )
        (step,) = [step for step in found.steps if "session de certification" in step.what]
        assert ASK in step.when
    assert as_text(decision, width=None).splitlines()[2:4] == [found.headline, found.by_when]
    assert "non demandée" not in as_text(decision)
    assert ASK in told(sheet_html(decision, link))


@pytest.mark.parametrize(
    ("opens", "closes", "on", "by_when"),
    [
        ("2021-03-08", None, "2021-03-03",
         "à partir du lundi 8 mars 2021, dernier jour non connu : ouverture dans 5 jours."),
        ("2021-03-08", None, "2021-03-10",
         "à partir du lundi 8 mars 2021, dernier jour non connu."),
        (None, "2021-05-12", "2021-03-10",
         "jusqu’au mercredi 12 mai 2021, premier jour non connu."),
    ],
)  # fmt: skip
def test_the_day_that_is_known_is_said_and_whom_to_ask_for_the_other(
    opens: str | None, closes: str | None, on: str, by_when: str
) -> None:
    circular = made_up(with_windows("3e", window(opens, closes, ask=ASK)))
    found = answer(decided(circular, on))
    assert f"Sessions possibles {by_when} {ASK}" in found.by_when
    assert ASK in sheet(decided(circular, on)).by_when
    said = school_page(circular, on=on, classes=["3e"])
    assert ASK in said
    assert "close" not in said


def test_a_day_that_is_not_known_is_in_no_calendar_and_no_picture() -> None:
    assert decision_calendar(decided(UNKNOWN)) is None
    assert timeline_html(UNKNOWN, None, {LEVEL("3e"): ()}) == ""
    assert not [event for event in circular_events(UNKNOWN) if "-classes-3e-d" in event.uid]
    rows = BeautifulSoup(windows_html([UNKNOWN], link), "html.parser").select("tbody tr")
    (row,) = [row for row in rows if row.get_text().startswith("3e et 3e SEGPA")]
    assert row.get_text().count("non connu") == 2


def test_a_school_is_told_that_the_days_are_not_known() -> None:
    said = school_page(UNKNOWN, "college 2021-03-18", classes=["3e"])
    assert "Sessions au collège (3e) : Les dates ne sont pas connues. Demandez-les" in said
    assert "jeudi 18 mars 2021 : les dates possibles ne sont pas connues." in said
    assert "À vérifier. Les dates ne sont pas connues." in said
    assert "Aucune session choisie ne convient" not in said
