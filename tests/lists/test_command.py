"""`calculator roster` as a person uses it: in a process, with its outputs and exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lists.test_samples import SAMPLES


def run(*arguments: object, given: bytes = b"", cwd: Path = SAMPLES) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "calculator", "roster", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def sample(start: str) -> str:
    (file,) = SAMPLES.glob(f"{start}*")
    return file.name


ON = ("--on", "2021-03-10")


def test_every_line_has_its_answer() -> None:
    code, said, problems = run(sample("01d"), *ON)
    assert (code, problems) == (0, "")
    for words in (
        "3     BRAVOLEC Basile              3A       certifiable",
        "Les plus proches : 1.1 (7 pix), 1.2 (7 pix)",
        "Total : certifiable : 6 ; pas encore certifiable : 3 ; profil non partagé : 1",
        "3PM (3e prépa-métiers) : certifiable : 1",
        "du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours. [circulaire du 16 décembre",
        "Changement signalé, à vérifier : En avril 2021",
        "12 lignes, dont 10 avec une réponse, 1 remplacée par une autre et 1 ligne de titres.",
        "ligne 4 : BRAVOLEC Basile (2 février 2021), remplacé par la ligne 3.",
    ):
        assert words in said


def test_lines_set_aside_are_listed_with_the_table_of_classes_to_fill_in(tmp_path: Path) -> None:
    code, said, problems = run(sample("01a"), *ON)
    assert code == 1
    assert said.startswith("Ligne")
    assert problems.count("aucune colonne de classes") == 1
    assert "lignes 2 à 11 : aucune colonne de classes n’est reconnue (colonne" in problems
    assert "La ligne « ; » est pour les élèves sans classe" in problems
    table = problems[problems.index("classe;niveau") :]
    assert table == "classe;niveau\n;\n"
    (tmp_path / "classes.csv").write_text(table.replace("\n;", "\n;3e"))
    code, said, problems = run(SAMPLES / sample("01a"), "--classes", tmp_path / "classes.csv", *ON)
    assert (code, problems) == (0, "")
    assert "sans classe (3e) : certifiable : 5" in said
    assert "! Même nom sur une autre ligne, sans classe : deux élèves, ou un seul ?" in said


def test_a_file_given_twice_is_two_files_and_its_pupils_are_counted_once() -> None:
    code, said, problems = run(sample("01b"), sample("01b"), *ON)
    assert (code, problems) == (0, "")
    assert said.startswith("Ligne")
    assert "10 élèves, le mercredi" in said
    assert f"{sample('01b')} (2), collecte de profils de Pix Orga : 11 lignes, dont 10 " in said


def test_a_class_of_the_table_that_no_pupil_has_is_said(tmp_path: Path) -> None:
    table = tmp_path / "classes.csv"
    table.write_text("classe;niveau\n3A;3e\n3Z;3e\n;\n")
    code, _, problems = run(sample("01b"), "--classes", table, *ON)
    assert (code, problems) == (0, f"{table} : aucune liste n’a de classe « 3Z ».\n")


def test_several_files_are_one_roster() -> None:
    code, said, problems = run(sample("01b"), sample("03"), sample("06a"), *ON)
    assert (code, problems) == (0, "")
    assert "Total : déjà certifié : 2 ; certifiable : 3 ; pas encore certifiable : 4" in said
    assert "Certification déjà obtenue le 15 mars 2021 (518 pix)" in said


def test_standard_input_as_csv_opens_in_a_spreadsheet() -> None:
    given = (SAMPLES / sample("01b")).read_bytes()
    code, said, problems = run("-", "--format", "csv", *ON, given=given)
    assert (code, problems) == (0, "")
    assert said.startswith("\ufeffNom;Prénom;Classe;")
    assert said.count("\r\n") == said.count("\n") == 11
    rows = list(csv.DictReader(io.StringIO(said[1:]), delimiter=";"))
    assert rows[-1]["Nom"] == "'-INDIANE"
    assert rows[-1]["Prénom"] == "'=Igor"
    assert rows[3]["Les plus proches"].startswith("1.1 Mener une recherche")
    assert {row["Fichier"] for row in rows} == {"entrée standard"}


def test_no_cell_can_become_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "=liste.csv"
    names = ("=1+1", "+33", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("x";"y")', "'=déjà")
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(
            [["nom", "prenom", "classe"], *([name, name, "3A"] for name in names)]
        )
    code, said, _ = run(file.name, "--format", "csv", *ON, cwd=tmp_path)
    assert code == 0
    for row in csv.reader(io.StringIO(said.removeprefix("\ufeff")), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_json_is_whole_and_accounts_for_every_line() -> None:
    code, said, _ = run(sample("01d"), sample("06c"), "--format", "json", *ON)
    assert code == 1
    made = json.loads(said)
    assert (made["campaign"], made["on"]) == ("2020-2021", "2021-03-10")
    assert made["classes"]["3PM"] == "3e-prepa-metiers"
    assert made["decisions"]["3e"]["certification"]["window"]["days_left"] == 63
    delta = next(pupil for pupil in made["pupils"] if pupil["last_name"] == "DELTANE")
    assert delta["situation"] == "not_yet"
    assert delta["nearest"][0] == {"index": "1.1", "pix": 7}
    assert "circulaire-2020-12-16#p-5-calendrier" in delta["citations"]
    assert made["superseded"][0]["line"] == 4
    assert [one["line"] for one in made["set_aside"]] == [2]
    for file in made["files"]:
        counts = ("answered", "superseded", "set_aside", "blank", "headers")
        assert sum(file[name] for name in counts) == file["lines"]


def test_answers_are_written_to_a_file_and_the_counts_are_shown(tmp_path: Path) -> None:
    made = tmp_path / "réponses.csv"
    code, said, problems = run(sample("01b"), "-o", made, *ON)
    assert (code, problems) == (0, "")
    assert said.startswith("10 élèves, le mercredi 10 mars 2021")
    assert made.read_bytes().startswith(b"\xef\xbb\xbfNom;")
    code, said, problems = run(sample("01b"), "-o", tmp_path / "absent/x.csv", *ON)
    assert (code, said) == (2, "")
    assert "ne peut pas être écrit" in problems


def test_an_establishment_outside_the_circular() -> None:
    code, said, _ = run(sample("01b"), "--establishment", "prive-hors-contrat", *ON)
    assert code == 0
    assert "Total : circulaire non applicable : 10" in said


@pytest.mark.parametrize(
    ("content", "in_message"),
    [
        (b"%PDF-1.4 ...", "un document PDF"),
        (b"\x89PNG\r\n\x1a\n", "une image"),
        (b"PK\x03\x04..xl/workbook.xml", "un classeur de tableur abîmé"),
        (b"", "un fichier vide"),
        (bytes(100_000), "un fichier binaire"),
        (b"nom;prenom;classe\r\n", "aucun élève"),
    ],
)
def test_what_is_no_list_gets_one_message_and_exit_code_2(content: bytes, in_message: str) -> None:
    code, said, problems = run("-", given=content)
    assert (code, said) == (2, "")
    assert problems.startswith("Erreur : entrée standard n’a pas été lue. ")
    assert problems.count("\n") == 1
    assert in_message in problems


def test_200_mb_of_zeros_are_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "zeros.csv"
    with file.open("wb") as opened:
        opened.truncate(200_000_000)
    code, _, problems = run(file)
    assert code == 2
    assert "un fichier binaire" in problems


def test_a_file_that_is_no_list_beside_one_that_is(tmp_path: Path) -> None:
    code, said, problems = run(sample("01b"), sample("05a"), "absent.csv", *ON)
    assert code == 1
    assert "Total : certifiable : 5" in said
    assert "une inscription à des sessions" in problems
    assert "absent.csv : le fichier n’existe pas." in problems


@pytest.mark.parametrize(
    ("arguments", "in_message"),
    [
        ([], "Il manque"),
        (["absent.csv"], "absent.csv : le fichier n’existe pas"),
        (["."], "donnez avec -o le dossier où écrire les réponses"),
        ([sample("01b"), "-o", sample("01b")], "écrivez les réponses dans un autre"),
        ([sample("01b"), "--on", "hier"], "« hier »"),
        ([sample("01b"), "--establishment", "privé"], "prive-sous-contrat"),
        ([sample("01b"), "--format", "xml"], "table"),
        ([sample("01b"), "--classes", "absent.csv"], "absent.csv : le fichier n’existe pas"),
        ([sample("01b"), "--classes", sample("01b")], "classe;niveau"),
    ],
)
def test_bad_input_gets_one_french_message_and_exit_code_2(
    arguments: list[str], in_message: str
) -> None:
    code, said, problems = run(*arguments)
    assert (code, said) == (2, "")
    assert problems.count("Erreur :") == 1
    assert in_message in problems
    assert "Traceback" not in problems


@pytest.mark.parametrize("over", ["liste.csv", "sous/../liste.csv", "lien.csv", "classes.csv"])
def test_no_answer_is_written_over_what_is_read(over: str, tmp_path: Path) -> None:
    (tmp_path / "sous").mkdir()
    (tmp_path / "liste.csv").write_text("nom;prenom;classe\nA;B;3A\n")
    (tmp_path / "classes.csv").write_text("classe;niveau\n3A;3e\n")
    (tmp_path / "lien.csv").symlink_to(tmp_path / "liste.csv")
    before = (tmp_path / over).read_text()
    code, _, problems = run("liste.csv", "--classes", "./classes.csv", "-o", over, cwd=tmp_path)
    assert code == 2
    assert "écrivez les réponses dans un autre" in problems
    assert (tmp_path / over).read_text() == before


def test_progress_is_shown_on_a_terminal_only() -> None:
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "calculator", "roster", sample("01b"), *ON]
    done = subprocess.run(
        command, cwd=SAMPLES, stdout=subprocess.PIPE, stderr=follower, check=False
    )
    os.close(follower)
    shown = os.read(leader, 10_000).decode()
    os.close(leader)
    assert "Lecture" in shown
    assert "100%" in shown
    assert b"Lecture" not in done.stdout


def test_help_is_french() -> None:
    code, said, _ = run("--help")
    assert code == 0
    assert said.startswith("Utilisation :")
    for english in ("Usage", "Show", "required", "default", "Error"):
        assert english not in said


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="it takes a core away")
def test_a_long_list_is_answered_by_several_processes_as_by_one(tmp_path: Path) -> None:
    """With pupils on two lines, lines that are no pupil's, and other titles in the middle."""
    lines = [f"NOM{n % 50_000};P{n % 7};{3 + n % 4}A;{n % 18}" for n in range(60_000)]
    lines[30_000:30_000] = [
        '"SUR\nDEUX";Ada;3A;5',
        "Total : 3",
        "",
        "prenom;nom;classe;competences",
    ]
    given = "\n".join(["nom;prenom;classe;competences", *lines]).encode()
    by_several = run("-", "--format", "csv", *ON, given=given)
    alone = "import os, runpy, sys; os.sched_setaffinity(0, {0}); sys.argv[0] = 'calculator'; "
    alone += "runpy.run_module('calculator', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", alone, "roster", "-", "--format", "csv", *ON],
        input=given,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert by_several == (done.returncode, done.stdout.decode(), done.stderr.decode())
    assert by_several[1].count("\r\n") > 50_000
