"""The command line as a person uses it: in a process, with its outputs and exit codes."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.cli.running import COMMANDS
from calculator.render.as_json import as_dict
from tests.cli.test_lsu import ALL, livret, report
from tests.conftest import ROOT

CIRCULARS = ROOT / "circulars"


def run(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "calculator", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        cwd=cwd,
        check=False,
    )


def decide(*arguments: str) -> subprocess.CompletedProcess[str]:
    usual = {"--class": "3e", "--establishment": "prive-sous-contrat", "--on": "2021-03-10"}
    left = [pair for option in usual.items() if option[0] not in arguments for pair in option]
    return run("decide", *left, *arguments)


def test_an_answer_in_words() -> None:
    done = decide("--on", "2021-03-10")
    assert (done.returncode, done.stderr) == (0, "")
    words = " ".join(done.stdout.split())
    assert "du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours" in words
    assert "§ 5 calendrier" in words


def test_an_answer_in_json_is_the_library_s() -> None:
    from datetime import date

    import calculator

    done = decide("--on", "2021-03-10", "--format", "json", "--level", "1.1=2", "--level", "1.2=0")
    case = calculator.Case.of("3e", "prive-sous-contrat", {"1.1": 2, "1.2": 0})
    circular = calculator.load_circular("2020-2021")
    assert json.loads(done.stdout) == as_dict(calculator.decide(case, date(2021, 3, 10), circular))


def test_without_a_date_the_answer_is_for_today() -> None:
    from datetime import date

    before = date.today().isoformat()
    asked = run("decide", "--class", "3e", "--campaign", "2020-2021", "--format", "json")
    on = json.loads(asked.stdout)["on"]
    assert before <= on <= date.today().isoformat()


LIST = ROOT / "tests/lists/samples/01b_pix_orga_collecte_profils_2021_classe.csv"
UNKNOWN = (
    "Erreur : Nous ne connaissons aucun texte pour l’année scolaire 2019-2020 : ce qui y est "
    "demandé, et quand, n’est pas connu ici. Années connues : 2020-2021, 2021-2022, 2022-2023, "
    "2023-2024, 2024-2025, 2025-2026, 2026-2027.\n"
)


@pytest.mark.parametrize(
    "command",
    [["decide", "--class", "3e"], ["plan", "--class", "3e"], ["roster", str(LIST)], ["calendar"]],
    ids=lambda command: command[0],
)
def test_a_day_of_a_year_without_a_text_is_answered_by_none(command: list[str]) -> None:
    done = run(*command, "--on", "2020-08-31")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", UNKNOWN)


@pytest.mark.parametrize(
    ("asked", "year", "said"),
    [
        (["--on", "2021-08-31"], "2020-2021", "le dernier jour était le mercredi 12 mai 2021"),
        (["--on", "2021-09-01"], "2021-2022", "établissement public, année scolaire 2021-2022"),
        (["--on", "2026-11-26"], "2026-2027", "établissement public, année scolaire 2026-2027"),
        (
            ["--on", "2021-09-01", "--campaign", "2020-2021"],
            "2020-2021",
            "Année scolaire 2020-2021 terminée : la certification était obligatoire.",
        ),
        (
            ["--on", "2021-03-10", "--circular", "france-2026-2027"],
            "2026-2027",
            "Réponse pour l’année scolaire 2026-2027",
        ),
    ],
)
def test_a_day_is_answered_by_its_year_or_by_the_one_that_is_named(
    asked: list[str], year: str, said: str
) -> None:
    done = run("decide", "--class", "3e", *asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in " ".join(done.stdout.split())
    decision = json.loads(run("decide", "--class", "3e", *asked, "--format", "json").stdout)
    assert decision["campaign"] == year


def test_levels_from_a_file_are_completed_by_options(tmp_path: Path) -> None:
    file = tmp_path / "niveaux.json"
    file.write_text('\ufeff{"1.1": 1, "1.2": 0}', encoding="utf-8")
    done = decide("--levels-file", str(file), "--level", "1.2=3", "--format", "json")
    assert json.loads(done.stdout)["case"]["levels"] == {"1.1": 1, "1.2": 3}


def test_the_last_report_makes_a_deadline() -> None:
    done = run(
        *["decide", "--class", "cm2", "--establishment", "public", "--on", "2021-03-10"],
        *["--last-report", "2021-06-15", "--campaign", "2020-2021"],
    )
    assert "Au plus tard le mardi 15 juin 2021" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "in_message"),
    [
        (["--class", "9x"], ["Classe", "« 9x »", "3e-prepa-metiers"]),
        (["--establishment", "privé"], ["Établissement", "« privé »", "prive-sous-contrat"]),
        (["--on", "2021-02-30"], ["Date de référence", "2021-02-30", "AAAA-MM-JJ"]),
        (["--on", ""], ["Date de référence", "AAAA-MM-JJ"]),
        (["--last-report", "demain"], ["dernier bilan", "« demain »"]),
        (["--level", "1.1=9"], ["1.1", "« 9 »", "0 à 8"]),
        (["--level", "1.1="], ["« 1.1= »", "1.1=2"]),
        (["--level", "1.1"], ["« 1.1 »", "1.1=2"]),
        (["--level", "9.9=1"], ["« 9.9 »", "5.2"]),
        (["--level", "1.1=1", "--level", "1.1=2"], ["« 1.1=2 »", "un seul niveau"]),
        (["--levels-file", "absent.json"], ["absent.json", "n’existe pas"]),
        (["--levels-file", "."], ["ne peut pas être lu"]),
        (["--circular", "1999-2000"], ["Texte", "« 1999-2000 »", "nantes-2020-2021"]),
        (["--format", "xml"], ["--format", "xml", "text", "json"]),
        (["--clas", "3e"], ["--clas", "n’existe pas", "--class"]),
        (["--on"], ["--on", "attend une valeur"]),
        (["surplus"], ["en trop", "surplus"]),
    ],
)
def test_bad_input_gets_one_french_message_and_exit_code_2(
    arguments: list[str], in_message: list[str]
) -> None:
    done = decide(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("Erreur :") == 1
    for words in in_message:
        assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", ["[1]", "{", "", "\x00", '{"1.1": 9}', '{"1.1": null, "x": 1}'])
def test_a_levels_file_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "niveaux.json"
    file.write_text(content, encoding="utf-8")
    done = decide("--levels-file", str(file))
    assert done.returncode == 2
    assert done.stderr.startswith("Erreur :")


def test_what_is_missing_is_said_in_french_whatever_the_machine_speaks() -> None:
    done = run("decide", LANG="C", LC_ALL="C", LANGUAGE="de")
    assert done.returncode == 2
    assert "Il manque l’option '--class'" in done.stderr


def test_help_is_french() -> None:
    for arguments in (
        ["--help"],
        ["decide", "--help"],
        ["calendar", "-h"],
        ["campaigns", "-h"],
        ["check", "-h"],
        ["diff", "-h"],
    ):
        done = run(*arguments)
        assert done.returncode == 0
        assert done.stdout.startswith("Utilisation :")
        assert "Afficher cette aide" in done.stdout
        for english in ("Usage", "Show", "required", "default", "Commands", "Error"):
            assert english not in done.stdout


def test_campaigns_are_listed_with_their_windows_and_sources() -> None:
    done = run("campaigns")
    assert done.returncode == 0
    assert "du lundi 11 janvier au jeudi 20 mai 2021" in done.stdout
    assert "texte officiel" in done.stdout


def test_a_calendar_is_written_for_all_classes_or_for_one(tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    done = run("calendar", "--campaign", "2020-2021", "-o", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert file.read_bytes().count(b"BEGIN:VEVENT\r\n") == 6
    done = run("calendar", "--class", "3e", "--on", "2021-03-10")
    assert done.returncode == 0
    assert "DTSTART;VALUE=DATE:20210308" in done.stdout
    done = run("calendar", "--class", "cm2", "--on", "2021-03-10", "--last-report", "2021-06-15")
    assert "DTSTART;VALUE=DATE:20210615" in done.stdout


OVER = "Pas de date à mettre dans un agenda : l’année scolaire 2020-2021 est terminée."


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--class", "cm2"], 1, "Pas de date à mettre dans un agenda"),
        (["--class", "3e", "--establishment", "prive-hors-contrat"], 1, "Pas de date à mettre"),
        (["--class", "9e"], 2, "« 9e » n’est pas accepté"),
        (["--campaign", "1789-1790"], 2, "« 1789-1790 » n’est pas accepté"),
        (["--establishment", "public"], 2, "--establishment : indiquez aussi la classe"),
        (["--last-report", "2021-06-15"], 2, "--last-report : indiquez aussi la classe"),
        (["--class", "cm2", "--last-report", "9999-12-31"], 2, "une date de 1900 à 2199"),
        (["-o", "/no/such/folder/agenda.ics"], 2, "ne peut pas être écrit"),
        (["--class", "3e", "--on", "2021-09-01", "--campaign", "2020-2021"], 1, OVER),
        (["--class", "3e", "--on", "2020-08-31"], 2, "aucun texte pour l’année scolaire 2019-2020"),
        (["--on", "demain"], 2, "Date de référence"),
    ],
)
def test_a_calendar_that_cannot_be_is_not_written(
    arguments: list[str], code: int, words: str
) -> None:
    on = [] if "--on" in arguments else ["--on", "2021-03-10"]
    done = run("calendar", *arguments, *on)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


OF_SITES = {"new", "serve", "build", "test", "update"}
"""Those that `tests/test_new_sites.py` runs."""


def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    shutil.copytree(CIRCULARS, tmp_path / "circulars")
    (tmp_path / "academie/0440001A").mkdir(parents=True)
    shutil.copy(LIST, tmp_path / "academie/0440001A/export.csv")
    shutil.copy(LIST, tmp_path / "export.csv")
    (tmp_path / "livret.xml").write_text(livret(report(ALL)), "utf-8")
    told = (ROOT / "README.md").read_text("utf-8").partition("On the command line")[2]
    commands = re.findall(r"(?m)^calculator ([^#\n]+)", told.partition("As a library")[0])
    assert {shlex.split(command)[0] for command in commands} == {*COMMANDS} - OF_SITES
    for command in commands:
        done = run(*shlex.split(command), cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), command


def test_one_pupil_waits_for_nothing_that_only_lists_need() -> None:
    program = (
        "import sys; from calculator.cli.running import cli; "
        "cli(['decide', '--class', '3e', '--on', '2021-03-10'], standalone_mode=False); "
        "sys.exit(' '.join(name for name in sys.modules if name in sys.argv))"
    )
    needless = (
        "calculator.large_rosters",
        "calculator.lists.class_names",
        "calculator.lists.reading",
        "icalendar",
        "pickle",
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *needless], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""


def test_check_accepts_a_good_file_and_names_what_is_wrong_in_a_bad_one(tmp_path: Path) -> None:
    folder = tmp_path / "circulars"
    shutil.copytree(CIRCULARS, folder)
    bad = folder / "nantes-2020-2021/circular.toml"
    for good in (folder, bad.parent, bad):
        done = run("check", str(good))
        assert (done.returncode, done.stderr) == (0, "")
    text = bad.read_text("utf-8").replace("closes = 2021-05-12", "closes = 2021-02-12")
    bad.write_text(text, encoding="utf-8")
    done = run("check", str(folder))
    assert done.returncode == 2
    for words in ("circular.toml", "duties[0].rules[1].windows[0].days.closes", "2021-02-12"):
        assert words in done.stderr


def test_check_of_no_file_is_refused(tmp_path: Path) -> None:
    absent = tmp_path / ("dossier" * 20) / "absent.toml"
    done = run("check", str(absent))
    assert done.returncode == 2
    assert "dossier/absent.toml, fichier : il n’y a pas de tel fichier" in done.stderr


def test_the_french_words_of_click_are_compiled_from_their_source() -> None:
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po

    folder = ROOT / "calculator/locale/fr/LC_MESSAGES"
    with (folder / "click.po").open("rb") as source, (folder / "click.mo").open("rb") as compiled:
        written, shipped = (
            [(list(m.id), list(m.string or "")) for m in sorted(catalogue, key=str) if m.id]
            for catalogue in (read_po(source, locale="fr"), read_mo(compiled))
        )
    assert written
    assert written == shipped
