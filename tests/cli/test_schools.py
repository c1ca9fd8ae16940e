"""`calculator roster` on a folder: school by school, on several cores, again where it stopped."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import time
from pathlib import Path

import duckdb
import pytest

from tests.cli.running import COMMAND, LIST, ON, calculate

TITLES = "UAI;Nom;Prénom;Classe;Date de naissance"
ALL = f"""{TITLES}
0440001A;MARTIN;Ada;3A;01/02/2006
0440002B;MARTIN;Ada;3A;01/02/2006

;DURAND;Zoé;3A;03/04/2006
0440001A;DURAND;Luc;1-3;03/04/2006
{TITLES}
0440002B;Total : 2;;;
"""


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    folder = tmp_path / "academie"
    for name in ("Collège A", "Collège B"):
        (folder / name / "suite").mkdir(parents=True)
        (folder / name / "export.csv").write_bytes(LIST.read_bytes())
        (folder / name / "suite" / "autres.csv").write_text("Nom;Prénom;Classe\nROUX;Paul;3A\n")
    (folder / "tous.csv").write_text(ALL, "utf-8")
    return folder


def roster(folder: Path, output: Path, *more: object) -> subprocess.CompletedProcess[bytes]:
    return calculate("roster", folder, "-o", output, *ON, *more)


def counts(output: Path, name: str = "bilan") -> dict[str, dict[str, str]]:
    with (output / f"{name}.csv").open(encoding="utf-8-sig", newline="") as opened:
        return {row["Établissement"]: row for row in csv.DictReader(opened, delimiter=";")}


def written(output: Path) -> dict[str, bytes]:
    files = (file for file in output.rglob("*") if file.is_file())
    return {str(file.relative_to(output)): file.read_bytes() for file in files}


def test_each_line_of_each_file_is_of_one_school_and_counted(schools: Path, tmp_path: Path) -> None:
    done = roster(schools, tmp_path / "made", "--jobs", 1)
    assert done.returncode == 1  # lines are set aside
    files = [file for file in schools.rglob("*") if file.is_file()]
    lines = sum(len(file.read_text("utf-8-sig").splitlines()) for file in files)
    found = counts(tmp_path / "made")
    parts = ("Avec une réponse", "Remplacées", "Mises de côté", "Vides", "Titres")
    assert sum(int(row["Lignes"]) for row in found.values()) == lines
    for row in (*found.values(), *counts(tmp_path / "made", "total").values()):
        assert int(row["Lignes"]) == sum(int(row[part]) for part in parts)
    assert {name: row["Lignes"] for name, row in found.items() if "Coll" not in name} == {
        "0440001A": "2",
        "0440002B": "2",
        "sans UAI": "4",
    }


def test_what_is_said_of_a_line_has_its_number_in_the_file_of_all(
    schools: Path, tmp_path: Path
) -> None:
    done = roster(schools, tmp_path / "made", "--jobs", 1)
    told = done.stderr.decode()
    assert f"0440002B : {schools / 'tous.csv'}, ligne 8 : « 0440002B Total : 2 »" in told
    assert f"0440001A : {schools / 'tous.csv'}, ligne 6, « Classe » : « 1-3 »" in told
    assert told.endswith("classe;niveau\n1-3;\n")  # asked once, for all the schools
    first = (tmp_path / "made/etablissements/0440001A.csv").read_text("utf-8-sig")
    assert first.splitlines()[1].endswith(f"{schools / 'tous.csv'};2")
    assert len(first.splitlines()) == 2  # not the homonym of the other school


def test_several_cores_write_the_same_bytes_as_one(schools: Path, tmp_path: Path) -> None:
    made = [tmp_path / "one", tmp_path / "two"]
    done = [roster(schools, output, "--jobs", jobs) for jobs, output in enumerate(made, start=1)]
    assert written(made[0]) == written(made[1])
    assert done[0].stderr == done[1].stderr
    assert done[0].returncode == done[1].returncode


def test_a_school_is_as_if_its_files_were_given_alone(schools: Path, tmp_path: Path) -> None:
    roster(schools, tmp_path / "made", "--jobs", 1)
    files = (schools / "Collège A/export.csv", schools / "Collège A/suite/autres.csv")
    alone = calculate("roster", *files, "--format", "csv", *ON)
    assert (tmp_path / "made/etablissements/Collège A.csv").read_bytes() == alone.stdout


def test_only_what_is_not_done_yet_is_done_again(schools: Path, tmp_path: Path) -> None:
    output = tmp_path / "made"
    first = roster(schools, output, "--jobs", 1)
    whole = written(output)
    kept, lost = output / "etablissements/Collège A.csv", output / ".reprise/Collège B.json"
    lost.write_text('{"signature": "…', "utf-8")  # half of it
    (output / "bilan.csv").unlink()
    before = kept.stat().st_mtime_ns
    again = roster(schools, output, "--jobs", 1)
    assert written(output) == whole
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)
    assert kept.stat().st_mtime_ns == before
    (schools / "Collège A/suite/autres.csv").write_text("Nom;Prénom;Classe\nROUX;Léa;3A\n")
    roster(schools, output, "--jobs", 1)
    assert "Léa" in kept.read_text("utf-8-sig")
    roster(schools, output, "--jobs", 1, "--establishment", "public")
    assert kept.stat().st_mtime_ns != before


def test_killed_at_any_moment_it_goes_on(schools: Path, tmp_path: Path) -> None:
    for number in range(30):
        (schools / f"Lycée {number}").mkdir()
        (schools / f"Lycée {number}/export.csv").write_bytes(LIST.read_bytes())
    roster(schools, tmp_path / "whole", "--jobs", 1)
    output = tmp_path / "made"
    command = [*COMMAND, "roster", str(schools), "-o", str(output), *ON, "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 60
        while len(list(output.glob(".reprise/*.json"))) < 5 and time.monotonic() < deadline:
            time.sleep(0.005)
        run.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert not (output / "bilan.csv").exists()
    roster(schools, output, "--jobs", 2)
    left = {name: content for name, content in written(output).items() if ".tmp" not in name}
    assert left == written(tmp_path / "whole")


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(
    schools: Path, tmp_path: Path
) -> None:
    (schools / "Collège A/photo.csv").write_bytes(b"%PDF-1.4")
    (schools / "Collège C").mkdir()
    (schools / "seul.csv").write_text("Nom;Prénom\nA;B\n", "utf-8")
    done = roster(schools, tmp_path / "made", "--jobs", 2)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert f"{schools / 'seul.csv'} : sans colonne UAI" in told
    assert (
        f"Collège A : {schools / 'Collège A/photo.csv'} n’a pas été lu. C’est un document PDF."
        in told
    )
    found = counts(tmp_path / "made")
    assert found["Collège A"]["Fichiers non lus"] == "1"
    assert found["Collège A"]["Élèves"] == found["Collège B"]["Élèves"]
    assert found["Collège C"]["Fichiers"] == "0"


def test_parquet_holds_what_csv_does(schools: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    roster(schools, made, "--format", "parquet", "--jobs", 1)
    with duckdb.connect() as database:
        file = str(made / "etablissements/*.parquet")
        ((pupils,),) = database.sql(f"select count(*) from '{file}'").fetchall()
        told = database.sql(f"select sum(\"Élèves\") from '{made}/bilan.parquet'").fetchall()
    assert told == [(pupils,)]
    assert pupils > 4


def test_parquet_holds_names_as_they_are(tmp_path: Path) -> None:
    """No program takes a cell of it for a formula: nothing is put before one."""
    (tmp_path / "academie/-école").mkdir(parents=True)
    names = ["-INDIANE", "=1+1", '@"x";y', "+1"]
    with (tmp_path / "academie/-école/liste.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(
            [["nom", "prenom", "classe"], *([n, "P", "3A"] for n in names)]
        )
    made = tmp_path / "made"
    assert roster(tmp_path / "academie", made, "--format", "parquet").returncode == 0
    with duckdb.connect() as database:
        read = database.read_parquet(str(made / "etablissements/*.parquet"))
        told = read.select('"Nom", "Compétences manquantes", "Ligne"').fetchall()
        assert told == [(name, None, line) for line, name in enumerate(names, start=2)]
        schools = database.sql(f"select \"Établissement\" from '{made}/bilan.parquet'").fetchall()
    assert schools == [("-école",)]


def test_without_what_writes_parquet_it_says_what_to_do(schools: Path, tmp_path: Path) -> None:
    (tmp_path / "duckdb.py").write_text("raise ImportError\n", "utf-8")
    for jobs in (1, 2):
        arguments = ("-o", tmp_path / "made", *ON, "--format", "parquet", "--jobs", jobs)
        done = calculate("roster", schools, *arguments, PYTHONPATH=str(tmp_path))
        assert (done.returncode, done.stdout) == (2, b"")
        told = done.stderr.decode()
        assert told == "Erreur : Pour écrire en Parquet, il faut duckdb : pip install duckdb.\n"
        assert not list((tmp_path / "made").rglob("*.parquet"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("{}",), "donnez avec -o le dossier"),
        (("{}", "-o", "-"), "donnez avec -o le dossier"),
        (("{}", "-o", "made", "--format", "table"), "donnez avec -o le dossier"),
        (("{}", LIST, "-o", "made"), "Un seul dossier à la fois"),
        (("{}", "-o", "{}"), "ce dossier est à lire"),
        (("{}", "-o", LIST), "ne peut pas être écrit"),
        (("{}/Collège A/suite", "-o", "made"), "sans colonne UAI"),
        (("{}", "-o", "made", "--jobs", "0"), "--jobs"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    schools: Path, tmp_path: Path, arguments: tuple[object, ...], words: str
) -> None:
    told = [str(one).format(schools) for one in arguments]
    done = calculate("roster", *told, *ON, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_empty_folder_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = roster(tmp_path / "empty", tmp_path / "made")
    assert done.returncode == 2
    assert "aucune liste d’élèves" in done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_answers_that_cannot_be_written_are_not_lost_in_silence(
    schools: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    (made / "etablissements").mkdir(parents=True)
    (made / "etablissements/Collège A.csv").symlink_to("/dev/full")
    done = roster(schools, made, "--jobs", 2)
    assert done.returncode == 2
    assert "ne peut pas être écrit" in done.stderr.decode()
    assert not (made / "bilan.csv").exists()


def test_records_are_json(schools: Path, tmp_path: Path) -> None:
    roster(schools, tmp_path / "made", "--jobs", 1)
    record = json.loads((tmp_path / "made/.reprise/0440001A.json").read_bytes())
    assert (record["school"], record["pupils"], record["set_aside"]) == ("0440001A", 1, 1)
