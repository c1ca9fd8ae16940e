"""Days that a school chooses and that are not known to do, and windows that have a name."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator import load_circular
from calculator.answers.school import sitting_words
from calculator.ask.school import answer_establishment
from calculator.model.planning import Plan, plan
from calculator.model.school import School, sittings
from calculator.model.sessions import Session
from calculator.render.school_text import plan_dict, school_text
from tests.making import CATCH_UP, MAIN, SOURCE, made_up, with_windows

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


def events_of(answer: Any) -> list[dict[str, str]]:
    """The texts of the events of the calendar of an answer."""
    events = answer["calendar"]["jcal"][2]
    return [
        {name: said.replace("\xa0", " ") for name, _, _, said in own if isinstance(said, str)}
        for _, own, _ in events
    ]


def shown(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer["html"].replace("\xa0", " "), "html.parser")


NOTHING_SURE = "Votre établissement en 2026-2027 : Aucune date connue à venir pour ces classes."
LAST_DAY = (
    "Prochaine date sûre : vendredi 6 mars 2026 (dans 55 jours) : Dernier jour des sessions de "
    "certification, terminale générale ou technologique."
)
ON_THE_SAME_DAY = (
    "Prochaine date : vendredi 7 mars 2025 (dans 56 jours) : Dernier jour des sessions de "
    "certification, terminale générale ou technologique ; Inscrire les élèves sur Pix, au collège "
    f"(session du 2 mai) {MARK}."
)
MAYBE_BEFORE = (
    "Peut-être avant, le mardi 20 janvier 2026 : Vérifier qui est certifiable, au lycée (session "
    f"du 10 février) {MARK}."
)


# A day that does not do, or is not known to: of how many steps gone by it is not known if they are
# late, and what is said first.
@pytest.mark.parametrize(
    ("year", "classes", "on", "session", "unknown", "first"),
    [
        (THIS_YEAR, "3e", "2026-11-27", "college 2026-12-01", 0, "Prochaine date : lundi 15 mars"),
        (NANTES, "3e", "2021-03-10", "college 2021-04-20", 0, "Prochaine date : mercredi 12 mai"),
        (NANTES, "3e", "2021-03-01", "college 2021-03-14", 0, "Prochaine date : lundi 8 mars"),
        (THIS_YEAR, "3e tle-gt", "2026-11-27", "lycee 2027-01-12", 1,
         "Prochaine date connue : lundi 15 mars 2027"),
        (THIS_YEAR, "tle-gt", "2026-11-27", "lycee 2027-01-12", 1,
         f"{NOTHING_SURE} Peut-être, le mardi 1er décembre 2026 : Lancer les campagnes de tests "),
        (THIS_YEAR, "tle-gt", "2027-01-06", "lycee 2027-01-12", 4,
         f"{NOTHING_SURE} Peut-être, le mardi 12 janvier 2027 : Tenir la session, au lycée "),
        (LAST_YEAR, "tle-gt", "2026-01-10", "lycee 2026-02-10", 2, f"{LAST_DAY} {MAYBE_BEFORE}"),
        (LAST_YEAR, "tle-gt", "2026-01-10", "lycee 2026-02-22", 0,
         LAST_DAY.replace("Prochaine date sûre", "Prochaine date")),
        ("france-2024-2025", "3e tle-gt", "2025-01-10", "college 2025-05-02", 0,
         ON_THE_SAME_DAY),
        (LAST_YEAR, "3e", "2026-01-10", "college 2026-04-21", 0,
         "Prochaine date sûre : lundi 16 mars 2026 (dans 65 jours) : Premier jour des sessions "),
    ],
)  # fmt: skip
def test_each_line_of_a_session_in_doubt_says_so(
    year: str, classes: str, on: str, session: str, unknown: int, first: str
) -> None:
    made, text = planned(year, classes, on, session)
    assert text[1].startswith(first)
    steps = [line for line in text if line.startswith("- ") and "(session" in line]
    assert len(steps) == len(made.steps) == 5
    told = plan_dict(made)["steps"]
    assert {step["to_check"] for step in told} == {True}
    assert [step["overdue"] for step in told] == [None] * unknown + [False] * (5 - unknown)
    place, day = session.split()
    answer = asked(classes, on, **{f"session.{place}.1": day})
    html = shown(answer)
    rows = [row.get_text(" ") for row in html.select("table tr") if "session au" in row.get_text()]
    agenda = [
        line.get_text(" ") for line in html.select("dl dd") if "(session du" in line.get_text()
    ]
    chosen = [row.get_text(" ") for row in html.select("tr") if "Session choisie" in row.get_text()]
    events = [event for event in events_of(answer) if "-plan-" in event["uid"]]
    assert len(rows) == len(events) == 5
    summaries = [event["summary"] for event in events]
    assert all(MARK in line for line in (*steps, *rows, *agenda, *chosen, *summaries))
    (caution, *_) = [line for line in text if line.startswith("! Sessions")]
    assert all(caution.removeprefix("! ") in event["description"] for event in events)
    gone = "on ne sait pas s’il y a du retard"
    for lines in (steps, rows, [event["description"] for event in events]):
        assert sum(gone in line for line in lines) == unknown
    assert ("(passé, retard non connu)" in html.get_text()) is bool(unknown)
    for late in ("en retard", "à faire sans attendre"):
        assert late not in f"{text}{html.get_text()}{events}"


def test_a_session_that_does_is_not_marked() -> None:
    made, text = planned(THIS_YEAR, "3e", "2026-11-27", "college 2027-03-23", zone="A")
    assert MARK not in "".join(text)
    assert not any(step["to_check"] for step in plan_dict(made)["steps"])


@pytest.mark.parametrize("year", [LAST_YEAR, THIS_YEAR, "france-2021-2022"])
def test_all_that_a_zone_makes_other_is_marked_while_none_is_chosen(year: str) -> None:
    circular = load_circular(year)
    school = School.of(circular, ["3e", "tle-gt"], "public")
    on = circular.school_year.begins
    sure = 0
    for place, n in product(circular.vocabulary.places, range(0, 365, 3)):
        chosen = [Session(place, on + timedelta(n))]
        made = plan(circular, school, chosen, on)
        for zone in circular.zones:
            own = plan(circular.in_zone(zone), school, chosen, on)
            other = own.sessions[0].rejected is not made.sessions[0].rejected
            for step, there in zip(made.steps, own.steps, strict=True):
                if other or step.day != there.day:
                    assert made.to_check(step), (chosen, zone, step.rule.key)
        sure += sum(not made.to_check(step) for step in made.steps)
    assert sure  # not all is marked


RANGES = {
    LAST_YEAR: "du lundi 16 mars au samedi 13 juin 2026 ou du lundi 15 juin au vendredi 19 juin "
    "2026 (rattrapage)",
    NANTES: "du lundi 8 mars au mercredi 12 mai 2021",
}
GOOD = {LAST_YEAR: "2026-05-19", NANTES: "2021-03-15"}


# A day on which 3e cannot sit, whatever is against it; and on which it can, or may.
@pytest.mark.parametrize(
    ("year", "session", "zone", "without"),
    [
        (LAST_YEAR, "2026-05-15", "A", True),  # a bridge
        (LAST_YEAR, "2026-05-16", "", True),  # a Saturday
        (LAST_YEAR, "2026-05-17", "B", True),  # a Sunday
        (LAST_YEAR, "2026-05-25", "", True),  # a public holiday
        (LAST_YEAR, "2026-04-15", "A", True),  # the holidays of the zone
        (LAST_YEAR, "2026-03-10", "", True),  # before the window
        (LAST_YEAR, "2026-06-22", "", True),  # after the last
        (LAST_YEAR, "2025-12-02", "", True),  # in that of another place
        (LAST_YEAR, "2026-09-15", "", True),  # another year
        (LAST_YEAR, "2026-05-19", "", False),
        (LAST_YEAR, "2026-04-15", "C", False),
        (LAST_YEAR, "2026-04-15", "", False),  # it depends on the zone, which is told
        (LAST_YEAR, "2026-06-16", "", False),  # the second window
        (NANTES, "2021-04-05", "", True),
        (NANTES, "2021-04-06", "", False),
    ],
)
def test_a_class_that_can_sit_no_session_is_told_so_and_what_to_do(
    year: str, session: str, zone: str, without: bool
) -> None:
    on = "2021-01-04" if year == NANTES else "2026-01-10"
    made, text = planned(year, "3e", on, f"college {session}", zone=zone)
    assert [str(level) for level in made.without_session] == ["3e"] * without
    said = (
        "Aucune session choisie ne convient en 3e, où la certification est obligatoire. Choisissez "
        f"un jour de classe {RANGES[year]}."
    )
    assert (f"! {said}" in text) is without
    html = shown(asked("3e", on, zone=zone, session__college__1=session)).get_text(" ")
    assert (said in html) is without
    valid, _ = planned(year, "3e", on, f"college {session}", f"college {GOOD[year]}", zone=zone)
    assert valid.without_session == ()


@pytest.mark.parametrize(
    ("year", "classes", "on", "session", "instead"),
    [
        (LAST_YEAR, "3e", "2026-06-14", "college 2026-06-14",
         "Choisissez un jour de classe du lundi 15 juin au vendredi 19 juin 2026 (rattrapage)."),
        (LAST_YEAR, "3e", "2026-06-20", "college 2026-06-21",
         "Nous n’avons pas trouvé ce qui est prévu après : renseignez-vous auprès de l’académie."),
        (NANTES, "3e", "2021-03-08", "college 2021-02-10",
         "Choisissez un jour de classe du lundi 8 mars au mercredi 12 mai 2021."),
        (NANTES, "3e", "2021-04-12", "college 2021-02-10",
         "Choisissez un jour de classe d’ici le mercredi 12 mai 2021."),
        (NANTES, "3e", "2021-05-12", "college 2021-02-10",
         "Choisissez un jour de classe le mercredi 12 mai 2021."),
        (LAST_YEAR, "3e", "2026-06-13", "college 2026-06-14",  # the last day, a Saturday
         "Choisissez un jour de classe du lundi 15 juin au vendredi 19 juin 2026 (rattrapage)."),
        (LAST_YEAR, "tle-gt", "2026-03-13", "lycee 2025-10-10",
         "Choisissez un jour de classe le vendredi 13 mars 2026 (rattrapage)."),
        ("france-2021-2022", "3e", "2022-05-27", "college 2021-10-11",  # its last day, Ascension
         "Il n’y a aucun jour de classe le vendredi 27 mai 2022. Nous n’avons trouvé aucune"),
        ("france-2024-2025", "tle-pro", "2025-03-07", "lycee 2024-10-10",
         "Choisissez un jour de classe le vendredi 7 mars 2025. Selon votre zone, il n’en "),
        (THIS_YEAR, "tle-gt", "2026-11-27", "lycee 2027-01-10",
         "Les dates ne sont pas connues. Demandez à l’établissement, ou à la délégation "),
    ],
)  # fmt: skip
def test_what_to_do_goes_by_the_windows_that_are_left(
    year: str, classes: str, on: str, session: str, instead: str
) -> None:
    _, text = planned(year, classes, on, session)
    (said,) = [line for line in text if "Aucune session" in line]
    assert f"est obligatoire. {instead}" in said


@pytest.mark.parametrize(
    ("classes", "whose"),
    [
        ("2de-gt", "hors de la fenêtre du lycée, qui va du lundi 11 janvier"),
        ("3e-prepa-metiers", "hors de la fenêtre prévue en 3e prépa-métiers, qui va du lundi"),
        ("2de-gt 3e-prepa-metiers", "hors des fenêtres du lycée (du lundi 11 janvier au jeudi 20"),
    ],
)  # fmt: skip
def test_a_day_outside_the_windows_says_whose_they_are(classes: str, whose: str) -> None:
    """§ 5 prépa-métiers: at the lycée, the days of the collège."""
    _, text = planned(NANTES, classes, "2021-01-20", "lycee 2021-05-25")
    assert f"mardi 25 mai 2021 : ce jour est {whose}" in "\n".join(text)


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


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ({"text": "Pour les absents de mars.", "window": "catch_up"}, True),
        ({"text": "Le rattrapage est pour les absents.", "window": None}, False),
        ({"text": "Le rattrapage est pour les absents.", "window": "main"}, False),
    ],
)
def test_what_a_text_says_of_a_window_is_known_by_its_key(
    reason: dict[str, str | None], said: bool
) -> None:
    own = {**reason, "cites": [f"{SOURCE}#p-5-calendrier"], "nature": "says"}
    circular = made_up(with_windows("3e", MAIN, CATCH_UP, reasons=[own]))
    day = sittings(circular, School.of(circular, ["3e"], "public"), date(2021, 6, 2))
    (sitting,) = day.sittings
    told = sitting_words(sitting, day).replace("\xa0", " ")
    assert told.startswith("Oui, rattrapage : il reste 3 jours.")
    assert (str(reason["text"]) in told) is said


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
