"""A last day that a person gives, of another school year than the answer's, is never its date."""

from __future__ import annotations

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup

from calculator import Case, carried_circulars, decide
from calculator.answers.pupil import answer
from calculator.ask.pupil import answer_form
from calculator.ask.school import answer_establishment
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text
from tests.cli.running import calculate

CIRCULARS = carried_circulars()
SAID = "n’est pas dans l’année scolaire"
PAGES = {"circulaire/2020-12-16.md": "/"}

# day asked, class, last report, whether it is of the same school year (1 September, 31 August)
REPORTS = [
    ("2026-11-27", "cm2", "2021-06-15", False),
    ("2026-11-27", "cm2", "2026-08-31", False),
    ("2026-11-27", "cm2", "2026-09-01", True),
    ("2026-11-27", "cm2", "2027-08-31", True),
    ("2026-11-27", "cm2", "2027-09-01", False),
    ("2026-11-27", "6e", "2021-06-15", False),
    ("2024-02-29", "cm2", "2024-06-15", None),  # the text of that year asks for none
    ("2025-08-31", "cm2", "2025-06-15", True),
    ("2025-09-01", "cm2", "2025-06-15", False),
    ("2021-03-10", "cm2", "2021-06-15", True),
    ("2021-03-10", "cm2", "2020-02-29", False),
    ("2021-03-10", "3e", "2020-02-29", None),
]


def form(level: str, on: str, report: str) -> dict[str, str]:
    return {"class_level": level, "establishment": "public", "on": on, "last_report_date": report}


@pytest.mark.parametrize(("on", "level", "report", "counts"), REPORTS)
def test_a_last_report_of_another_year_is_no_date(
    on: str, level: str, report: str, counts: bool | None
) -> None:
    day = date.fromisoformat(on)
    circular = CIRCULARS.for_day(day)
    given = {"last_report_date": report} if "last_report_date" in circular.inputs else {}
    decision = decide(Case.of(level, "public", **given), day, circular)
    found, other = answer(decision), counts is False
    dues = [asked.due for asked in decision.duties if asked.duty.asks]
    assert (date.fromisoformat(report) in dues) is (counts is True)
    told = [duty["due"] for duty in as_dict(decision)["duties"]]
    assert (report in told) is (counts is True)
    leads = any(asked.duty.leads and asked.of_other_year for asked in decision.duties[:1])
    assert (SAID in found.by_when) is (other and leads)
    assert ("à une date non connue" in found.headline) is (other and leads)
    assert any(SAID in alert for alert in found.alerts) is (other and not leads)
    if counts is False:
        assert "date passée depuis" not in as_text(decision)


@pytest.mark.parametrize(("on", "level", "report", "counts"), REPORTS)
def test_forms_say_so_beside_the_field(
    on: str, level: str, report: str, counts: bool | None
) -> None:
    fields = form(level, on, report)
    if "last_report_date" not in CIRCULARS.for_day(date.fromisoformat(on)).inputs:
        del fields["last_report_date"]
    pupil = json.loads(answer_form(json.dumps({"fields": fields, "pages": PAGES})))
    fields[f"class.{level}"] = "1"
    school = json.loads(answer_establishment(json.dumps({"fields": fields, "pages": PAGES})))
    for found in (pupil, school):
        assert (SAID in found["problems"].get("last_report_date", "")) is (counts is False)
        assert found["text"]
    shown = BeautifulSoup(school["html"], "html.parser")
    alerts = " ".join(alert.get_text() for alert in shown.select(".calc-answer__alert"))
    assert (SAID in alerts.replace("\xa0", " ")) is (counts is False)


@pytest.mark.parametrize(("report", "code", "events"), [("2027-06-15", 0, 1), ("2021-06-15", 1, 0)])
def test_a_calendar_has_no_event_of_another_year(report: str, code: int, events: int) -> None:
    words = ("calendar", "--class", "cm2", "--on", "2026-11-27", "--last-report", report)
    done = calculate(*words)
    assert done.returncode == code
    assert done.stdout.count(b"BEGIN:VEVENT") == events
    assert (SAID in done.stderr.decode()) is (code == 1)
