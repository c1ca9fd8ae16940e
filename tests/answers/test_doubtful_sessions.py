"""Days that a school chooses and that are not known to do, and windows that have a name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator import load_circular
from calculator.ask.school import answer_establishment
from calculator.model.planning import Plan, plan
from calculator.model.school import School
from calculator.model.sessions import Session
from calculator.render.school_text import plan_dict, school_text

PAGES = {"circulaire/2020-12-16.md": "/circulaire/"}
MARK = "(à vérifier)"
THIS_YEAR, LAST_YEAR, NANTES = "france-2026-2027", "france-2025-2026", "nantes-2020-2021"


def planned(
    year: str, classes: str, on: str, *sessions: str, zone: str = ""
) -> tuple[Plan, list[str]]:
    """The plan, and its text a line each."""
    circular = load_circular(year).in_zone(zone)
    places = {str(place): place for place in circular.vocabulary.places}
    chosen = [Session(places[p], date.fromisoformat(day)) for p, day in map(str.split, sessions)]
    school = School.of(circular, classes.split(), "public")
    made = plan(circular, school, chosen, date.fromisoformat(on))
    return made, school_text(school, made, circular).replace("\xa0", " ").splitlines()


def asked(classes: str, on: str, **fields: str) -> Any:
    """The answer to the form; `session__college__1` stands for `session.college.1`."""
    filled = {f"class.{code}": "1" for code in classes.split()} | {"on": on}
    filled |= {"establishment": "public"}
    filled |= {name.replace("__", "."): value for name, value in fields.items()}
    return json.loads(answer_establishment(json.dumps({"fields": filled, "pages": PAGES})))


def shown(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer["html"].replace("\xa0", " "), "html.parser")


# A day that does not do, for the classes ticked: how many steps are late, and what is said first.
@pytest.mark.parametrize(
    ("year", "classes", "on", "session", "late", "first"),
    [
        (THIS_YEAR, "3e", "2026-11-27", "college 2026-12-01", 0, "Prochaine date : lundi 15 mars"),
        (NANTES, "3e", "2021-03-10", "college 2021-04-20", 0, "Prochaine date : mercredi 12 mai"),
        (NANTES, "3e", "2021-03-01", "college 2021-03-14", 0, "Prochaine date : lundi 8 mars"),
        (THIS_YEAR, "3e tle-gt", "2026-11-27", "lycee 2027-01-12", 1,
         "Prochaine date connue : lundi 15 mars 2027"),
        (THIS_YEAR, "tle-gt", "2026-11-27", "lycee 2027-01-12", 1,
         "Votre établissement en 2026-2027 : Aucune date connue à venir"),
    ],
)  # fmt: skip
def test_each_line_of_a_session_in_doubt_says_so(
    year: str, classes: str, on: str, session: str, late: int, first: str
) -> None:
    made, text = planned(year, classes, on, session)
    assert text[1].startswith(first)
    steps = [line for line in text if "(session" in line]
    assert len(steps) == len(made.steps) == 5
    assert all(MARK in line for line in steps)
    assert sum("à faire sans attendre" in line for line in steps) == late
    told = plan_dict(made)["steps"]
    assert {step["to_check"] for step in told} == {True}
    assert sum(step["overdue"] for step in told) == late
    place, day = session.split()
    html = shown(asked(classes, on, **{f"session.{place}.1": day}))
    assert ("en retard" in html.get_text()) is bool(late)
    assert (html.get_text().count("à faire sans attendre") > 0) is bool(late)
    rows = [row.get_text(" ") for row in html.select("table tr") if "session au" in row.get_text()]
    agenda = [
        line.get_text(" ") for line in html.select("dl dd") if "(session du" in line.get_text()
    ]
    assert len(rows) == 5
    assert all(MARK in line for line in (*rows, *agenda))


def test_a_session_that_does_is_not_marked() -> None:
    made, text = planned(THIS_YEAR, "3e", "2026-11-27", "college 2027-03-23", zone="A")
    assert MARK not in "".join(text)
    assert not any(step["to_check"] for step in plan_dict(made)["steps"])


ZONES = "personne n’est en classe en zones A et C (vacances de printemps) : indiquez votre zone."


@pytest.mark.parametrize(
    ("zone", "said", "marked"),
    [("", ZONES, True), ("A", "ce jour-là (vacances de printemps)", True), ("B", None, False)],
)
def test_no_zone_is_told_that_nobody_is_at_school(
    zone: str, said: str | None, marked: bool
) -> None:
    _, text = planned(THIS_YEAR, "3e", "2026-11-27", "college 2027-04-14", zone=zone)
    cautions = [line for line in text if line.startswith("! Sessions")]
    assert [said in line for line in cautions if said] == ([True] if said else [])
    (held,) = [line for line in text if "Tenir la session" in line]
    assert (MARK in held) is marked
    html = shown(asked("3e", "2026-11-27", asked_on="2027-04-14", zone=zone)).get_text(" ")
    assert (ZONES in html) is (zone == "")


FOR_WHOM = "Le rattrapage est pour les élèves empêchés pendant la fenêtre."


@pytest.mark.parametrize(
    ("on", "day", "zone", "said"),
    [
        ("2026-03-20", "2026-06-16", "A", f"Oui, rattrapage : il reste 3 jours. {FOR_WHOM}"),
        ("2026-11-27", "2027-06-15", "A", "Oui, rattrapage : il reste 3 jours. "),
        ("2026-03-20", "2026-06-14", "A",
         "Pas encore. Rattrapage possible à partir du lundi 15 juin 2026 : ouverture demain."),
        ("2026-11-27", "2027-06-12", "A",
         "Pas encore. Rattrapage possible à partir du lundi 14 juin 2027"),
        ("2026-03-20", "2026-03-10", "A", "Pas encore. Possible à partir du lundi 16 mars 2026"),
        ("2026-03-20", "2026-03-17", "A", "Oui. Certification obligatoire : il reste 88 jours."),
    ],
)  # fmt: skip
def test_a_window_that_has_a_name_is_named(on: str, day: str, zone: str, said: str) -> None:
    html = shown(asked("3e", on, asked_on=day, zone=zone)).get_text(" ")
    assert said in html


@pytest.mark.parametrize(
    ("year", "session", "line"),
    [
        (LAST_YEAR, "2026-06-16", "- Mardi 16 juin 2026, au collège : 3e (rattrapage)"),
        (LAST_YEAR, "2026-05-19", "- Mardi 19 mai 2026, au collège : 3e"),
        (THIS_YEAR, "2027-06-15", "- Mardi 15 juin 2027, au collège : 3e (rattrapage)"),
    ],
)
def test_a_session_in_a_window_that_has_a_name_says_it(year: str, session: str, line: str) -> None:
    on = load_circular(year).settled_on.isoformat()
    _, text = planned(year, "3e", on, f"college {session}")
    assert line in text


# Why a step was moved: all that closes the days from its own back to the one it is done on.
@pytest.mark.parametrize(
    ("year", "zone", "session", "said"),
    [
        (LAST_YEAR, "C", "2026-05-15",
         "le vendredi 1er mai 2026 (fête du Travail et vacances de printemps)"),
        (LAST_YEAR, "C", "2026-05-12", "le mardi 28 avril 2026 (vacances de printemps)"),
        (LAST_YEAR, "B", "2026-05-15", "le vendredi 1er mai 2026 (fête du Travail)"),
        (LAST_YEAR, "C", "2026-04-20", "le lundi 6 avril 2026 (lundi de Pâques)"),
    ],
)  # fmt: skip
def test_the_reasons_of_a_move_explain_all_of_it(
    year: str, zone: str, session: str, said: str
) -> None:
    _, text = planned(year, "3e", "2025-11-27", f"college {session}", zone=zone)
    (line,) = [line for line in text if ": Inscrire les élèves à la session (" in line]
    assert f"Avancé : le délai tombait {said}." in line


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ("2027-04-05", "session.college.2"),
        ("2027-04-06", None),
        ("2027-02-05", None),
    ],
)
def test_the_same_day_twice_is_told(second: str, field: str | None) -> None:
    answer = asked("3e", "2026-11-27", session__college__1="2027-04-05", session__college__2=second)
    twice = [name for name, said in answer["problems"].items() if "deux fois le même jour" in said]
    assert twice == ([field] if field else [])


@pytest.mark.parametrize(
    ("sessions", "folded"),
    [([], False), (["2027-04-05", "2027-05-18"], True)],
)
def test_next_dates_are_folded_only_when_there_are(sessions: list[str], folded: bool) -> None:
    held = {f"session.college.{n}": day for n, day in enumerate(sessions, 1)}
    html = shown(asked("3e tle-gt", "2026-11-27", **held))
    assert ("Les dates suivantes" in [title.get_text() for title in html.find_all("h3")]) is folded
    assert len(html.select("dl.calc-agenda > dt")) > 5
