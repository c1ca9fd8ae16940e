"""What a school is answered of 2020-2021: its sessions, and the days that are moved."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator import load_circular
from calculator.answers.school import calendar_words
from calculator.answers.sessions import cautions_words
from calculator.ask.school import answer_establishment
from calculator.model.duties import Lead, LeadUnit
from calculator.model.planning import Plan, plan
from calculator.model.school import School
from calculator.model.sessions import Session
from tests.answers.markup import told
from tests.making import VOCABULARY

CIRCULAR = load_circular("nantes-2020-2021")
PLACES = {str(place): place for place in VOCABULARY.places}


def test_a_school_reads_a_silence_as_one() -> None:
    html = school_page("cm2", "5e", "3e", asked_on="2021-01-04")["html"]
    soup = BeautifulSoup(html, "html.parser")
    (table,) = [t for t in soup.select("table") if "Qui peut passer" in t.get_text()]
    cited = {row.th.get_text(): told(str(row.select("td")[-1])) for row in table.select("tbody tr")
             if row.th}  # fmt: skip
    assert cited["CM2"].startswith("silence du texte, cherché dans : ")
    assert cited["5e"].startswith("notre lecture : ")
    assert cited["3e"].startswith("notre lecture : ")


# --- A school's sessions ----------------------------------------------------------------------


def school_page(*classes: str, **fields: str) -> Any:
    filled = {"establishment": "prive-sous-contrat", "on": "2021-01-04"}
    filled |= {f"class.{level}": "1" for level in classes}
    filled |= {name.replace("__", "."): value for name, value in fields.items()}
    pages = {"circulaire/2020-12-16.md": "/circulaire/"}
    return json.loads(answer_establishment(json.dumps({"fields": filled, "pages": pages})))


def planned(classes: list[str], *days: str, **leads: Lead) -> tuple[School, Plan]:
    school = School.of(CIRCULAR, classes, "prive-sous-contrat")
    sessions = [Session(PLACES[k], date.fromisoformat(d)) for k, d in map(str.split, days)]
    return school, plan(CIRCULAR, school, sessions, date(2021, 1, 4), leads)


@pytest.mark.parametrize(
    ("classes", "days", "without"),
    [
        (["3e-prepa-metiers", "tle-pro"], ["lycee 2021-02-04"], ["3e-prepa-metiers"]),
        (["3e-prepa-metiers", "tle-pro"], ["lycee 2021-05-18"], ["3e-prepa-metiers"]),
        (["3e-prepa-metiers", "tle-pro"], ["lycee 2021-03-18"], []),  # both windows are open
        (["3e-prepa-metiers", "tle-pro"], ["college 2021-03-18"], []),  # an optional class may wait
        (["3e", "3e-prepa-metiers"], ["lycee 2021-03-18"], ["3e"]),
        (["3e", "tle-pro"], ["lycee 2021-03-18"], ["3e"]),
        (["3e", "tle-pro"], ["lycee 2021-02-04", "college 2021-03-18"], []),
        (["3e", "3e-segpa", "3e-prepa-metiers"], ["college 2021-03-18"], []),
        (["3e"], ["college 2021-02-10"], ["3e"]),  # a session on a day that does not do
        (["3e", "tle-pro"], [], []),  # nothing is planned yet
        (["5e", "tle-pro"], ["lycee 2021-02-04"], []),
    ],
)
def test_an_obligation_without_a_session_is_a_point_to_check(
    classes: list[str], days: list[str], without: list[str]
) -> None:
    school, made = planned(classes, *days)
    assert list(made.without_session) == without
    cautions = cautions_words(made, school, CIRCULAR)
    labels = [VOCABULARY.class_level(code).label for code in without]
    said = [one for one in cautions if "où la certification est obligatoire" in one]
    assert len(said) == bool(without)
    assert all(label in said[0] for label in labels)


def test_the_page_counts_an_obligation_without_a_session() -> None:
    said = school_page("3e-prepa-metiers", "tle-pro", session__lycee__1="2021-02-04")
    text = told(said["html"])
    assert "1 point à vérifier" in text
    assert "Aucune session choisie ne convient en 3e prépa-métiers" in text
    assert "Aucune session choisie ne convient en 3e prépa-métiers" in said["text"]


@pytest.mark.parametrize("place", ["college", "lycee"])
def test_a_session_of_3e_prepa_metiers_is_held_at_the_college_or_the_lycee(place: str) -> None:
    _, made = planned(["3e-prepa-metiers"], f"{place} 2021-03-18")
    assert made.sessions[0].classes == ("3e-prepa-metiers",)
    assert made.sessions[0].cautions == ()
    *_, session = made.steps
    paragraphs = [citation.paragraph for citation in session.citations]
    assert paragraphs == ["p-5-calendrier", "p-5-modalites"]


# --- A day that is moved ----------------------------------------------------------------------


def test_a_moved_day_keeps_the_note_about_the_first_calendar() -> None:
    """1 May is a public holiday; 30 April was in the holidays of the first calendar."""
    days = {key: Lead(10, LeadUnit.DAYS) for key in ("certifiable", "registration")}
    _, made = planned(["3e"], "college 2021-05-11", **days)
    (step,) = [one for one in made.steps if one.rule.key == "registration"]
    assert (step.intended, step.day) == (date(2021, 5, 1), date(2021, 4, 30))
    assert step.moved is not None
    said = school_page("3e", session__college__1="2021-05-11", lead__certifiable="10",
                       lead__certifiable__unit="days", lead__registration="10",
                       lead__registration__unit="days")  # fmt: skip
    for text in (told(said["html"]), said["text"]):
        assert "Avancé : le délai tombait le samedi 1er mai 2021 (fête du Travail)" in text
        assert "Le premier calendrier plaçait le vendredi 30 avril 2021 pendant les vac" in text
    events = json.dumps(said["calendar"], ensure_ascii=False)
    assert "Le premier calendrier plaçait le vendredi 30 avril 2021 pendant les vac" in events


def test_a_moved_day_alone_tells_that_the_holidays_were_moved() -> None:
    far = {"pix_enrolment": Lead(52), "campaigns": Lead(40)}
    near = {key: Lead(10, LeadUnit.DAYS) for key in ("certifiable", "registration")}
    _, made = planned(["3e"], "college 2021-05-11", **far, **near)
    (said,) = calendar_words(made, CIRCULAR)
    assert said.startswith("Vacances déplacées (vacances de printemps)")
