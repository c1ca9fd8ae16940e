"""`calculator plan` as a person types it."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.test_commands import run

EXPECTED = "Attendu : college=AAAA-MM-JJ ou lycee=AAAA-MM-JJ."


def plan(*arguments: str) -> subprocess.CompletedProcess[str]:
    school = ["--class", "3e", "--class", "tle-gt", "--establishment", "prive-sous-contrat"]
    return run("plan", *school, "--on", "2021-01-04", *arguments)


def test_a_plan_in_words_and_in_json() -> None:
    options = ["--session", "college=2021-04-29", "--lead", "registration=10j"]
    done = plan(*options)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Vendredi 9 avril 2021 : Inscrire les élèves à la session" in done.stdout
    assert "Avancé : le délai tombait le lundi 19 avril 2021" in done.stdout
    steps = json.loads(plan(*options, "--format", "json").stdout)["steps"]
    assert [step["day"] for step in steps] == [
        *["2021-02-19", "2021-03-18", "2021-04-08", "2021-04-09", "2021-04-29"],
    ]


@pytest.mark.parametrize(
    ("arguments", "in_message"),
    [
        (["--session", "2021-03-15"], ["Session : « 2021-03-15 »", EXPECTED]),
        (["--session", "college"], ["Session : « college »", EXPECTED]),
        (["--session", "college2021-03-15"], ["Session : « college2021-03-15 »", EXPECTED]),
        (["--session", "piscine=2021-03-15"], ["Session : « piscine=2021-03-15 »", EXPECTED]),
        (["--session", ""], ["Session : rien n’est indiqué", EXPECTED]),
        (["--session", "college="], ["Sessions au collège : rien n’est indiqué", "AAAA-MM-JJ"]),
        (["--session", "college=2021-02-30"], ["Sessions au collège", "« 2021-02-30 »"]),
        (["--lead", "registration=2"], ["Délai", "registration=2s"]),
        (["--lead", "registration"], ["Délai : « registration »", "registration=2s"]),
        (["--zone", "A"], ["Zone de vacances : « A »", "B, la zone de la circulaire, ou aucune"]),
        (["--lead", "session=2s"], ["Délai", "registration=2s"]),
        (["--lead", "registration=xs"], ["Inscrire les élèves à la session", "0 à 52"]),
        (["--lead", "registration=9s"], ["au plus le délai de", "3 semaines"]),
        (["--class", "9x"], ["Classe", "« 9x »"]),
        (["--last-report", "x"], ["dernier bilan"]),
    ],
)
def test_a_plan_that_cannot_be_made_says_why(arguments: list[str], in_message: list[str]) -> None:
    done = plan(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    for words in in_message:
        assert words in done.stderr


TWICE = "c’est deux fois le même jour, qui ne compte qu’une fois."


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (["college=2021-03-15", "lycee=2021-03-15", "college=2021-03-16"], ""),
        (
            ["college=2021-03-15", "COLLEGE=2021-03-15", "college=2021-03-15"],
            f"Sessions au collège, lundi 15 mars 2021 : {TWICE}\n",
        ),
    ],
)
def test_a_session_that_is_given_twice_is_said(sessions: list[str], said: str) -> None:
    done = plan(*(word for one in sessions for word in ("--session", one)), "--format", "json")
    assert (done.returncode, done.stderr) == (0, said)
    assert len(json.loads(done.stdout)["sessions"]) == len({one.lower() for one in sessions})


# What is typed, and the same as its code is written.
SCHOOL = ["--class", "3e", "--establishment", "public", "--on", "2026-01-10"]
SESSION = ["--session", "college=2026-04-15"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (["--zone", "a"], ["--zone", "A"]),
        (["--zone", " A "], ["--zone", "A"]),
        (["--session", "College=2026-05-18"], ["--session", "college=2026-05-18"]),
        (["--lead", "Registration=10J"], ["--lead", "registration=10j"]),
        (["--class", "TLE-GT"], ["--class", "tle-gt"]),
        (["--circular", "France-2025-2026"], ["--circular", "france-2025-2026"]),
        (["--input", "LAST_REPORT_DATE=2026-06-15"], ["--input", "last_report_date=2026-06-15"]),
        (["--format", "JSON"], ["--format", "json"]),
    ],
)
def test_a_code_is_taken_in_capitals_or_not(typed: list[str], written: list[str]) -> None:
    said = [run("plan", *SCHOOL, *SESSION, *words) for words in (typed, written)]
    assert (said[0].returncode, said[0].stderr) == (0, "")
    assert said[0].stdout == said[1].stdout


@pytest.mark.parametrize(
    "command",
    [
        ["decide", "--class", "3e", "--on", "2026-01-10"],
        ["plan", "--class", "3e", "--on", "2026-01-10"],
        ["calendar", "--class", "3e", "--on", "2026-01-10"],
    ],
)
def test_every_command_takes_a_kind_of_school_in_capitals_or_not(command: list[str]) -> None:
    said = [run(*command, "--establishment", kind) for kind in ("Public", "public")]
    assert said[0].returncode == 0
    assert said[0].stdout.split("DTSTAMP")[0] == said[1].stdout.split("DTSTAMP")[0]
    assert run(*command, "--establishment", "publique").returncode == 2
