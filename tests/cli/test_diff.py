"""What changes between two circulars, from years, names or files, on the command line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import CIRCULARS, FILE, calculate, refusal

CHANGED = FILE.read_text("utf-8").replace("closes = 2021-05-20", "closes = 2021-06-25")
LINE = "après : du lundi 11 janvier au vendredi 25 juin 2021"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A version that is in no folder of circulars yet."""
    file = tmp_path / "à publier.toml"
    file.write_text(CHANGED, "utf-8")
    return file


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """A folder of circulars with two years."""
    folder = tmp_path / "textes"
    shutil.copytree(FILE.parent, folder / FILE.parent.name)
    shutil.copy(CIRCULARS / "vocabulary.toml", folder)
    second = folder / "nantes-2021-2022/circular.toml"
    second.parent.mkdir()
    later = re.sub(r"\b20(20|21|22)\b", lambda year: str(int(year[0]) + 1), CHANGED)
    second.write_text(later, "utf-8")
    return folder


@pytest.mark.parametrize("before", ["2020-2021", "nantes-2020-2021", FILE, FILE.parent])
def test_a_file_against_what_is_published(before: object, file: Path) -> None:
    done = calculate("diff", before, file)
    assert (done.returncode, done.stderr) == (0, b"")
    assert LINE in done.stdout.decode()
    assert done.stdout.decode().count("avant : ") == 2  # what it is called, and the one change


def test_two_files(file: Path) -> None:
    done = calculate("diff", file, FILE)
    assert LINE.replace("après", "avant") in done.stdout.decode()


@pytest.mark.parametrize("names", [("2020-2021", "2021-2022"), ("2020-2021", "nantes-2021-2022")])
def test_two_years_of_a_folder(names: tuple[str, str], years: Path) -> None:
    done = calculate("diff", *names, "--circulars", years, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout)
    assert {change["kind"] for change in data["changes"]} == {"dates", "status"}
    days = [change["after"]["closes"] for change in data["changes"] if change["kind"] == "dates"]
    assert days == ["2022-05-12", "2022-06-25"]


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("x.txt", (), b"Ce qui change entre deux versions"),
        ("x", (), b"Ce qui change entre deux versions"),
        ("x.csv", (), b"\xef\xbb\xbfCe qui change;Objet"),
        ("x.JSON", (), b'{\n  "before"'),
        ("x.csv", ("--format", "json"), b'{\n  "before"'),
    ],
)
def test_into_a_file(
    name: str, options: tuple[str, ...], begins: bytes, file: Path, tmp_path: Path
) -> None:
    done = calculate("diff", FILE, file, "-o", tmp_path / name, *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (("1789-1790", FILE), "Texte : « 1789-1790 » n’est pas accepté. Attendu : "),
        (("", FILE), "Texte : rien n’est indiqué"),
        ((FILE, "absent.toml"), "absent.toml, fichier : il n’y a pas de tel fichier"),
        ((FILE, "ni/ici"), "ici/circular.toml, fichier : il n’y a pas de tel fichier"),
        ((FILE, "liste.toml"), "liste.toml, ligne 1"),
        ((FILE, FILE, "-o", FILE), "ce fichier est à lire ; écrivez les réponses dans un autre."),
        (("2020-2021", "liste.toml", "--circulars", "absent"), "absent, dossier : il n’y a pas"),
    ],
)
def test_what_cannot_be_compared(
    arguments: tuple[object, ...], because: str, tmp_path: Path
) -> None:
    (tmp_path / "liste.toml").write_text("= 1\n", "utf-8")
    assert because in refusal(calculate("diff", *arguments, cwd=tmp_path))


def test_a_file_with_faults_is_refused_with_all_of_them(file: Path) -> None:
    file.write_text(CHANGED.replace("[scope]", "[portee]").replace("schema = 1", ""), "utf-8")
    done = calculate("diff", FILE, file)
    told = done.stderr.decode().removeprefix("Erreur : ").splitlines()
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(told) > 1
    assert all(line.startswith("à publier.toml, ") for line in told)


def test_a_file_beside_a_vocabulary_has_its_words(file: Path) -> None:
    vocabulary = (CIRCULARS / "vocabulary.toml").read_text("utf-8")
    words = vocabulary.replace('label = "BTS"', 'label = "BTS et autres"')
    words = words.replace('named_as_one = "BTS"', 'named_as_one = "BTS et autres"')
    file.with_name("vocabulary.toml").write_text(words, "utf-8")
    assert "CAP, BTS et autres et CPGE" in calculate("diff", FILE, file).stdout.decode()
