"""What cannot be done is said in French, on one line of a reasonable length."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from calculator.cli.refusing import unreadable
from tests.cli.running import FILE, LIST, ON, SCHOOL, calculate, refusal

DECIDE = ("decide", "--class", "3e", *SCHOOL)
READERS = {
    "levels": (*DECIDE, "--levels-file"),
    "list": ("roster",),
    "classes": ("roster", LIST, "--classes"),
}
A_FOLDER = "ne peut pas être lu (c’est un dossier)."
LONG = "n" * 300
ENGLISH = ("not", "readable", "Errno", "name", "No such", "directory", "Path")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("file", "because"),
    [
        ("absent", "absent : le fichier n’existe pas."),
        ("/dev/null/absent", "le fichier n’existe pas."),
        (".", A_FOLDER),
        (LONG, "ne peut pas être lu (son nom est trop long)."),
        (f"{LONG}/x" * 20, "…"),
        ("rond", "ne peut pas être lu (c’est un lien qui tourne en rond)."),
        ("a\nb\x1b[2J", "a b\ufffd[2J : le fichier n’existe pas."),
        ("", A_FOLDER),
    ],
)
def test_a_file_that_cannot_be_read(reader: str, file: str, because: str, tmp_path: Path) -> None:
    (tmp_path / "rond").symlink_to("rond")
    told = refusal(calculate(*READERS[reader], file, cwd=tmp_path))
    # Of a folder, a list answers for each school.
    answers_schools = because == A_FOLDER and reader == "list"
    assert ("donnez avec -o le dossier où écrire" if answers_schools else because) in told
    assert len(told) < 300
    assert not any(word in told for word in ENGLISH)


@pytest.mark.parametrize(
    ("file", "because"),
    [
        ("absent", "absent, fichier : il n’y a pas de tel fichier"),
        ("/dev/null/absent", "il n’y a pas de tel fichier"),
        (LONG, "ne peut pas être lu ; il faut"),
        ("rond", "c’est un lien qui ne mène nulle part"),
        ("a\nb\x1b[2J", "il n’y a pas de tel fichier"),
    ],
)
def test_what_is_to_be_checked_and_cannot_be_read(file: str, because: str, tmp_path: Path) -> None:
    (tmp_path / "rond").symlink_to("rond")
    done = calculate("check", file, cwd=tmp_path)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout, told.count("\n")) == (2, b"", 1)
    assert because in told
    assert told.removesuffix("\n").isprintable()
    assert len(told) < 300
    assert not any(word in told for word in ENGLISH)


def test_a_file_that_one_may_not_read() -> None:
    told = unreadable(Path("liste.csv"), PermissionError(13, "Permission denied"))
    assert told == "liste.csv : le fichier ne peut pas être lu (vous n’en avez pas le droit)."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
@pytest.mark.parametrize("reader", READERS)
def test_nor_does_the_library_of_commands_say_so(reader: str, tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    file.touch(0o000)
    assert "vous n’en avez pas le droit" in refusal(calculate(*READERS[reader], file))


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        ((*DECIDE, "--on", "2021-03-10", "--on", "2021-03-11"), "--on"),
        ((*DECIDE, "--on=2021-03-10", "--on=2021-03-10"), "--on"),
        ((*DECIDE, "--class", "4e"), "--class"),
        ((*DECIDE, "--class", "3e"), "--class"),
        ((*DECIDE, *SCHOOL), "--establishment"),
        ((*DECIDE, "--campaign", "2020-2021", "--campaign", "2020-2021"), "--campaign"),
        ((*DECIDE, "--last-report", "2021-06-15", "--last-report", "x"), "--last-report"),
        ((*DECIDE, "--format", "json", "--format", "text"), "--format"),
        ((*DECIDE, "--levels-file", "a.json", "--levels-file", "b.json"), "--levels-file"),
        (("roster", LIST, *ON, *ON), "--on"),
        (("roster", LIST, "-o", "a.csv", "--output", "b.csv"), "--output"),
        (("roster", LIST, "-oa.csv", "-ob.csv"), "--output"),
        (("roster", LIST, "--classes", "a.csv", "--classes", "b.csv"), "--classes"),
        (("calendar", "--class", "3e", "--class", "4e"), "--class"),
        (("plan", "--class", "3e", *SCHOOL, *ON, *ON), "--on"),
        (("plan", "--class", "3e", *SCHOOL, *SCHOOL), "--establishment"),
    ],
)
def test_an_option_given_twice(arguments: tuple[object, ...], option: str, tmp_path: Path) -> None:
    told = refusal(calculate(*arguments, cwd=tmp_path))
    assert told == f"{option} : une seule valeur, et non 2."
    assert not list(tmp_path.iterdir())


def test_options_to_repeat_are_repeated() -> None:
    several = ("--level", "1.1=1", "--level", "1.2=1")
    assert calculate(*DECIDE, *ON, *several, "--help", "--help").returncode == 0
    assert calculate(*DECIDE, *ON, *several).returncode == 0


@pytest.mark.parametrize("place", [0, 10, 3000, 5000, 300_000])
@pytest.mark.parametrize("wide", ["utf-8", "utf-16"])
def test_a_nul_is_no_text_wherever_it_stands(place: int, wide: str, tmp_path: Path) -> None:
    text = "nom;prenom;classe\n" + "A;B;3A\n" * 50_000
    file = tmp_path / "liste.csv"
    file.write_bytes((text[:place] + "\0" + text[place:]).encode(wide))
    told = refusal(calculate("roster", file))
    assert told.startswith(
        f"{file} n’a pas été lu. C’est un fichier binaire, pas du texte. Il faut "
    )
    assert "C’est un fichier binaire" in refusal(calculate("roster", FILE, "--classes", file))


def test_a_list_of_lines_is_cut_after_twenty(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("nom;prenom;classe\n" + "A;B;3A\nC;D;\n" * 30_000)
    done = calculate("roster", file, *ON)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert "lignes 3, 5, 7, " in told
    assert "39, 41 et 29 980 autres, « Classe » : case vide" in told
    assert max(map(len, told.splitlines())) < 400
