"""The school calendar of several zones: a school says its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from calculator import load_circular
from calculator.answers.school import (
    NO_ZONE,
    calendar_words,
    school_days_words,
    sitting_words,
    step_notes,
)
from calculator.answers.school_dates import headline, school_dates
from calculator.ask.school import answer_establishment
from calculator.cli.plan import plan_command
from calculator.model.duties import Lead, LeadUnit
from calculator.model.errors import InvalidCase
from calculator.model.planning import plan
from calculator.model.school import School, decide_for_school, school_days, school_duties, sittings
from calculator.model.school_calendar import Holidays, SchoolCalendar
from calculator.model.sessions import Session
from calculator.render.school_text import plan_dict
from calculator.render.timeline import timeline_html
from calculator.schema.report import check_folder
from tests.conftest import ROOT
from tests.model.national import CIRCULARS, YEARS

WINTER, SPRING = "vacances d’hiver", "vacances de printemps"

# year, zone, first day without class and day of return, in winter and in spring
HOLIDAYS = [
    ("2021-2022", "A", "2022-02-12", "2022-02-28", "2022-04-16", "2022-05-02"),
    ("2021-2022", "B", "2022-02-05", "2022-02-21", "2022-04-09", "2022-04-25"),
    ("2021-2022", "C", "2022-02-19", "2022-03-07", "2022-04-23", "2022-05-09"),
    ("2022-2023", "A", "2023-02-04", "2023-02-20", "2023-04-08", "2023-04-24"),
    ("2022-2023", "B", "2023-02-11", "2023-02-27", "2023-04-15", "2023-05-02"),
    ("2022-2023", "C", "2023-02-18", "2023-03-06", "2023-04-22", "2023-05-09"),
    ("2023-2024", "A", "2024-02-17", "2024-03-04", "2024-04-13", "2024-04-29"),
    ("2023-2024", "B", "2024-02-24", "2024-03-11", "2024-04-20", "2024-05-06"),
    ("2023-2024", "C", "2024-02-10", "2024-02-26", "2024-04-06", "2024-04-22"),
    ("2024-2025", "A", "2025-02-22", "2025-03-10", "2025-04-19", "2025-05-05"),
    ("2024-2025", "B", "2025-02-08", "2025-02-24", "2025-04-05", "2025-04-22"),
    ("2024-2025", "C", "2025-02-15", "2025-03-03", "2025-04-12", "2025-04-28"),
    ("2025-2026", "A", "2026-02-07", "2026-02-23", "2026-04-04", "2026-04-20"),
    ("2025-2026", "B", "2026-02-14", "2026-03-02", "2026-04-11", "2026-04-27"),
    ("2025-2026", "C", "2026-02-21", "2026-03-09", "2026-04-18", "2026-05-04"),
    ("2026-2027", "A", "2027-02-13", "2027-03-01", "2027-04-10", "2027-04-26"),
    ("2026-2027", "B", "2027-02-20", "2027-03-08", "2027-04-17", "2027-05-03"),
    ("2026-2027", "C", "2027-02-06", "2027-02-22", "2027-04-03", "2027-04-19"),
]


def closed(year: str, zone: str, day: str) -> str | None:
    calendar = CIRCULARS[year].in_zone(zone).calendar
    assert calendar is not None
    return calendar.closed(date.fromisoformat(day))


@pytest.mark.parametrize(("year", "zone", "winter", "back", "spring", "again"), HOLIDAYS)
def test_each_zone_has_its_own_holidays(
    year: str, zone: str, winter: str, back: str, spring: str, again: str
) -> None:
    calendar = CIRCULARS[year].in_zone(zone).calendar
    assert calendar is not None
    assert calendar.zone == zone
    assert [one.starts for one in calendar.holidays] == sorted(h.starts for h in calendar.holidays)
    found = {h.name: [h.starts.isoformat(), h.resumes.isoformat()] for h in calendar.holidays}
    assert found[WINTER] == [winter, back]
    assert found[SPRING] == [spring, again]
    assert closed(year, zone, winter) == WINTER
    assert closed(year, zone, back) is None


@pytest.mark.parametrize(
    ("year", "day", "why"),
    [
        ("2021-2022", "2022-05-27", "pont de l’Ascension"),
        ("2022-2023", "2023-05-19", "pont de l’Ascension"),
        ("2023-2024", "2024-05-10", "pont de l’Ascension"),
        ("2024-2025", "2025-05-30", "pont de l’Ascension"),
        ("2025-2026", "2026-05-15", "pont de l’Ascension"),
        ("2026-2027", "2027-05-07", "pont de l’Ascension"),
        ("2021-2022", "2021-09-01", "fin des vacances d’été de 2021"),
        ("2021-2022", "2022-07-07", None),  # the last day of class
        ("2021-2022", "2022-07-08", "vacances d’été"),
        ("2026-2027", "2026-11-02", None),
        ("2026-2027", "2027-03-29", "lundi de Pâques"),
    ],
)
def test_what_all_zones_have(year: str, day: str, why: str | None) -> None:
    for zone in ("", "A", "B", "C"):
        assert closed(year, zone, day) == why


@pytest.mark.parametrize("year", YEARS)
def test_a_school_that_says_no_zone_is_told_so(year: str) -> None:
    circular = CIRCULARS[year]
    assert circular.zones == ("A", "B", "C")
    assert circular.in_zone("") is circular
    school = School.of(circular, ["3e"], "public")
    session = Session(circular.vocabulary.places[0], date(int(year[5:]), 5, 3))
    for zone, told in (("", True), ("B", False)):
        chosen = circular.in_zone(zone)
        planned = plan(chosen, school, [session], chosen.settled_on)
        assert (NO_ZONE in calendar_words(planned, chosen)) is told


def test_a_circular_of_one_zone_asks_nothing() -> None:
    nantes = load_circular("nantes-2020-2021")
    assert nantes.zones == ()
    assert nantes.in_zone("B") is nantes


def test_the_dates_of_a_year_name_the_holidays_of_each_zone() -> None:
    html = str(timeline_html(CIRCULARS["2026-2027"], None))
    shown = BeautifulSoup(html, "html.parser").get_text(" ")
    assert "communs à toutes les zones" in " ".join(shown.split())  # those that the picture has
    for zone in "ABC":
        assert f"Vacances d’hiver, zone {zone}" in html


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(InvalidCase, match="A, B, C") as raised:
        CIRCULARS["2026-2027"].in_zone("D")
    assert raised.value.field == "zone"


CLOSED_IN = "en classe en zones A et B (vacances de printemps)"
ANY_ZONE = "Certaines vacances dépendent de la zone"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("B", {"ce jour-là (vacances de printemps)"}),  # until 27 April
        ("C", set()),
        (None, {CLOSED_IN, ANY_ZONE}),
    ],
)
def test_the_command_line_takes_a_zone(zone: str | None, said: set[str]) -> None:
    words = ["--circulars", str(ROOT / "circulars"), "--circular", "france-2025-2026"]
    words += ["--class", "3e", "--session", "college=2026-04-15", "--on", "2026-01-10"]
    found = CliRunner().invoke(plan_command, [*words, *(["--zone", zone] if zone else [])])
    assert found.exit_code == 0
    text = " ".join(found.output.split())
    every = ("ce jour-là (vacances de printemps)", CLOSED_IN, ANY_ZONE)
    assert {words for words in every if words in text} == said


PAGE = "circulaire/2020-12-16.md"
NOT_B = (
    "Zone de vacances : « C » n’est pas accepté. Attendu : B, la zone de la circulaire, ou aucune."
)


def test_the_zone_of_a_text_of_one_zone_is_not_another() -> None:
    words = ["--circulars", str(ROOT / "circulars"), "--circular", "2020-2021", "--class", "3e"]
    found = CliRunner().invoke(plan_command, [*words, "--zone", "C"])
    assert isinstance(found.exception, InvalidCase)
    assert found.exception.field == "zone"
    assert str(found.exception) == NOT_B
    for right in ("B", "b", ""):
        assert CliRunner().invoke(plan_command, [*words, "--zone", right]).exit_code == 0


@pytest.mark.parametrize(
    ("zone", "said"), [("C", NOT_B), ("?", NOT_B.replace("C", "?")), ("B", None)]
)
def test_the_page_says_the_same_of_a_zone_that_is_not_that_of_the_text(
    zone: str, said: str | None
) -> None:
    fields = {"class.3e": "1", "establishment": "public", "on": "2021-01-04", "zone": zone}
    answer = json.loads(answer_establishment(json.dumps({"fields": fields, "pages": {PAGE: ""}})))
    assert answer["problems"] == ({"zone": said} if said else {})


# year, class, how many days a school of each zone is open in the first window of the class
SCHOOL_DAYS = [
    ("2021-2022", "3e", 45, 45, 44),
    ("2024-2025", "3e", 51, 49, 50),
    ("2025-2026", "tle-gt", 69, 69, 69),
    ("2026-2027", "3e", 51, 51, 51),
]


@pytest.mark.parametrize(("year", "level", "a", "b", "c"), SCHOOL_DAYS)
def test_school_days_are_those_of_the_zone(year: str, level: str, a: int, b: int, c: int) -> None:
    circular = CIRCULARS[year]
    rule = circular.duty("certification").rule_for(level, "public")
    assert rule is not None
    window = rule.windows[0].known_on(date(int(year[:4]), 10, 1))
    assert school_days(circular, window) == {"A": a, "B": b, "C": c}
    for zone, days in (("A", a), ("B", b), ("C", c)):
        chosen = circular.in_zone(zone)
        told = f"soit {days} jours hors week-ends, jours fériés et vacances"
        assert school_days(chosen, window) == {"": days}
        assert school_days_words(window, chosen) == told
    told = school_days_words(window, circular)
    if a == b == c:
        assert told == (
            f"soit {a} jours hors week-ends, jours fériés et vacances, dans toutes les zones"
        )
    else:
        assert {n for n in range(30, 100) if f"{n} jours en zone" in told} == {a, b, c}


@pytest.mark.parametrize(
    ("zone", "day", "obstacle", "said"),
    [
        ("", "2027-03-22", None, "Oui."),
        (
            "",
            "2027-04-14",
            "closed_in_zones",
            "en classe en zones A et C (vacances de printemps) : indiquez votre zone.",
        ),
        (
            "",
            "2027-04-27",
            "closed_in_zones",
            "en classe en zone B (vacances de printemps) : indiquez votre zone.",
        ),
        ("", "2027-03-29", "closed", "lundi de Pâques."),  # in no zone
        ("", "2027-04-10", "closed", "samedi."),
        ("A", "2027-04-14", "closed", "vacances de printemps."),
        ("B", "2027-04-14", None, "Oui."),
    ],
)
def test_who_can_sit_while_some_zones_are_on_holiday(
    zone: str, day: str, obstacle: str | None, said: str
) -> None:
    circular = CIRCULARS["2026-2027"].in_zone(zone)
    school = School.of(circular, ["3e"], "public")
    found = sittings(circular, school, date.fromisoformat(day))
    (sitting,) = found.sittings
    assert sitting.obstacle == obstacle
    assert said in sitting_words(sitting, found)


def test_a_day_that_all_zones_have_off_is_closed() -> None:
    off = {
        zone: (Holidays(f"vacances {zone}", date(2027, 2, 8), date(2027, 2, 12)),) for zone in "AB"
    }
    calendar = SchoolCalendar("", "", {}, (), (), off)
    assert calendar.closed(date(2027, 2, 9)) == "vacances A ou vacances B"
    assert calendar.closed_in(date(2027, 2, 9)) == {}
    assert calendar.closed(date(2027, 2, 12)) is None


@pytest.mark.parametrize(
    ("days", "first", "in_year"),
    [
        (88, "2021-09-02", True),  # the day classes begin
        (89, "2021-08-31", False),  # from 1 September, still a holiday
    ],
)
def test_a_step_moved_out_of_the_school_year_is_not_in_it(
    days: int, first: str, in_year: bool
) -> None:
    circular = CIRCULARS["2021-2022"].in_zone("A")
    session = Session(circular.vocabulary.places[1], date(2021, 11, 29))
    school = School.of(circular, ["tle-gt"], "public")
    leads = {"pix_enrolment": Lead(days, LeadUnit.DAYS)}
    step = plan(circular, school, [session], date(2021, 9, 1), leads).steps[0]
    assert (step.day.isoformat(), step.in_year) == (first, in_year)


@pytest.mark.parametrize(
    ("classes", "title", "what"),
    [
        (["3e"], "Prochaine date : lundi 15 mars 2027 (dans 108 jours)", "Premier jour"),
        (
            ["3e", "tle-gt"],
            "Prochaine date connue : lundi 15 mars 2027 (dans 108 jours)",
            "Premier",
        ),
        (["tle-gt"], "Votre établissement en 2026-2027", "Aucune date connue à venir"),
    ],
)
def test_a_date_that_is_not_known_may_come_before_the_next_one(
    classes: list[str], title: str, what: str
) -> None:
    circular, on = CIRCULARS["2026-2027"], date(2026, 11, 27)
    school = School.of(circular, classes, "public")
    decisions = decide_for_school(school, on, circular)
    dates = school_dates(school_duties(decisions), plan(circular, school, [], on), circular)
    told = headline(dates, decisions, on)
    assert told[0] == title
    assert told[1].startswith(what)


@pytest.mark.parametrize(
    ("zone", "day", "said"),
    [
        ("", "2027-02-17", "en zones A et C (vacances d’hiver) : indiquez votre zone."),
        ("B", "2027-02-17", None),
        ("A", "2027-02-12", "Avancé"),  # the Friday before
    ],
)
def test_a_step_in_the_holidays_of_some_zones_says_so(
    zone: str, day: str, said: str | None
) -> None:
    circular = CIRCULARS["2026-2027"].in_zone(zone)
    session = Session(circular.vocabulary.places[0], date(2027, 3, 31))
    school = School.of(circular, ["3e"], "public")
    planned = plan(circular, school, [session], date(2026, 11, 27))
    (step,) = [step for step in planned.steps if step.rule.key == "campaigns"]
    assert step.day == date.fromisoformat(day)
    notes = " ".join(step_notes(step, planned.on, circular))
    assert (said in notes) if said else notes == ""
    (line,) = [line for line in school_dates((), planned, circular) if line.day == step.day]
    assert ("à vérifier" in line.what) is (zone == "")
    (told,) = [one for one in plan_dict(planned)["steps"] if one["kind"] == "campaigns"]
    assert sorted(told["closed_in"]) == ([*"AC"] if zone == "" else [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[calendar]\n", '[calendar]\nzone = "B"\n', "la zone (zone), ou plusieurs zones (zones)"),
        ("starts = 2027-02-13", "starts = 2027-03-02", "le jour de la reprise, après"),
        ("starts = 2027-02-13", "starts = 2027-01-01", "les vacances dans l’ordre"),
    ],
)
def test_a_calendar_that_does_not_hold_together(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    folder = tmp_path / "circulars" / "france-2026-2027"
    folder.mkdir(parents=True)
    vocabulary = (ROOT / "circulars/vocabulary.toml").read_text(encoding="utf-8")
    (tmp_path / "circulars/vocabulary.toml").write_text(vocabulary, encoding="utf-8")
    text = (ROOT / "circulars/france-2026-2027/circular.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "circular.toml").write_text(text.replace(old, new), encoding="utf-8")
    faults = check_folder(tmp_path / "circulars").faults
    assert any(expected in fault.expected for fault in faults)
