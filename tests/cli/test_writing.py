"""A file is what it was, or what it is to be: whole, in the same place, with the same rights."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.cli.files import _OURS, writing
from calculator.cli.refusing import Refusal
from tests.cli.running import COMMAND, LIST, ON, calculate, refusal

WRITERS = {
    "roster": ("roster", LIST, *ON, "-o"),
    "calendar": ("calendar", "--campaign", "2020-2021", "-o"),
    "diff": ("diff", "2020-2021", "2020-2021", "--format", "csv", "-o"),
}
STARTS = {"roster": b"\xef\xbb\xbfNom;", "calendar": b"BEGIN:VCALENDAR", "diff": b"\xef\xbb\xbfCe"}
OLD = b"ce qui y est\n"


@pytest.fixture(params=WRITERS)
def writer(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def write(writer: str, output: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    return calculate(*WRITERS[writer], output, **more)  # type: ignore[arg-type]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_file_takes_the_place_of_another_with_its_rights(writer: str, tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(OLD)
    file.chmod(0o640)
    assert write(writer, file).returncode == 0
    assert file.read_bytes().startswith(STARTS[writer])
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert names(tmp_path) == ["fichier"]


def test_a_new_file_has_the_rights_that_the_machine_gives(writer: str, tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    assert write(writer, file, before=lambda: os.umask(0o027)).returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_a_link(writer: str, tmp_path: Path, *, exists: bool) -> None:
    (tmp_path / "ailleurs").mkdir()
    file, link = tmp_path / "ailleurs/fichier", tmp_path / "lien"
    if exists:
        file.write_bytes(OLD)
    link.symlink_to("ailleurs/fichier")
    assert write(writer, link).returncode == 0
    assert link.is_symlink()
    assert file.read_bytes().startswith(STARTS[writer])
    assert names(tmp_path / "ailleurs") == ["fichier"]


def test_a_full_disk_leaves_the_old_file(writer: str, tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(OLD)
    limit = (100, 100)
    done = write(writer, file, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert refusal(done).startswith(f"{file} : le fichier ne peut pas être écrit (")
    assert file.read_bytes() == OLD
    assert names(tmp_path) == ["fichier"]


@pytest.fixture
def half_written(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A command that is writing over a file."""
    file, long = tmp_path / "fichier", tmp_path / "longue.csv"
    file.write_bytes(OLD)
    lines = "".join(f"NOM{n};Prénom;3A\n" for n in range(30_000))
    long.write_text(f"nom;prenom;classe\n{lines}", "utf-8")
    command = [*COMMAND, "roster", str(long), *ON, "-o", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while not any(one.stat().st_size for one in tmp_path.glob(".calculator-*")):
            assert running.poll() is None
            time.sleep(0.001)
        yield running, file
        running.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_that_is_stopped_leaves_the_old_file(
    half_written: tuple[subprocess.Popen[bytes], Path], number: signal.Signals
) -> None:
    running, file = half_written
    running.send_signal(number)
    out, told = running.communicate()
    assert (out, told.decode()) == (b"", f"Arrêté avant la fin : {file} n’a pas été changé.\n")
    assert running.returncode == 128 + number
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["fichier", "longue.csv"]


def test_one_that_is_killed_leaves_the_old_file(
    half_written: tuple[subprocess.Popen[bytes], Path],
) -> None:
    running, file = half_written
    running.kill()
    running.wait()
    assert file.read_bytes() == OLD


def test_an_error_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(OLD)

    def fail() -> None:
        with writing(file) as opened:
            opened.write(b"x" * 100_000)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (file.read_bytes(), names(tmp_path)) == (OLD, ["fichier"])


def test_a_file_that_may_not_be_written_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(OLD)
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for anybody but root
    with pytest.raises(Refusal, match="vous n’en avez pas le droit"), writing(file) as opened:
        opened.write(b"x")
    assert (file.read_bytes(), names(tmp_path)) == (OLD, ["fichier"])


@pytest.mark.parametrize(
    ("output", "because"),
    [
        (".", "c’est un dossier"),
        ("absent/fichier", "pas de tel dossier"),
        ("n" * 300, "son nom est trop long"),
        ("rond", "c’est un lien qui tourne en rond"),
        ("/dev/full", "il n’y a plus de place sur le disque"),
        ("/proc/fichier", ""),
    ],
)
def test_what_cannot_be_written_is_said(
    writer: str, output: str, because: str, tmp_path: Path
) -> None:
    (tmp_path / "rond").symlink_to("rond")
    told = refusal(write(writer, Path(output), cwd=tmp_path))
    assert "le fichier ne peut pas être écrit" in told
    assert because in told
    assert len(told) < 300
    assert names(tmp_path) == ["rond"]


def test_what_is_no_file_is_written_as_it_comes(writer: str, tmp_path: Path) -> None:
    assert write(writer, Path("/dev/null")).returncode == 0
    assert Path("/dev/null").is_char_device()
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reading:
        assert write(writer, pipe).returncode == 0
        assert reading.stdout is not None
        assert reading.stdout.read().startswith(STARTS[writer])
    assert names(tmp_path) == ["tube"]


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
def test_the_standard_output_is_no_file_to_replace(writer: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    with file.open("ab") as opened:
        opened.write(OLD)
        opened.flush()
        done = write(writer, Path(name), stdout=opened)
        opened.write(OLD)
    assert (done.returncode, done.stderr) == (0, b"")
    assert file.read_bytes().startswith(OLD + STARTS[writer])
    assert file.read_bytes().endswith(OLD)
    assert b"Total" not in file.read_bytes()


@pytest.mark.parametrize(
    ("inputs", "output"),
    [
        (("liste.csv",), "liste.csv"),
        (("liste.csv",), "sous/../liste.csv"),
        (("liste.csv",), "lien.csv"),
        (("lien.csv",), "liste.csv"),
        (("liste.csv",), "autre nom.csv"),
        (("liste.csv", "--classes", "classes.csv"), "classes.csv"),
        (("-",), "liste.csv"),
        (("-",), "autre nom.csv"),
        (("/dev/stdin",), "liste.csv"),
    ],
)
def test_no_answer_is_written_over_what_is_read(
    inputs: tuple[str, ...], output: str, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    (tmp_path / "sous").mkdir()
    file.write_text("nom;prenom;classe\nA;B;3A\n")
    (tmp_path / "classes.csv").write_text("classe;niveau\n3A;3e\n")
    (tmp_path / "lien.csv").symlink_to(file)
    (tmp_path / "autre nom.csv").hardlink_to(file)
    before = (tmp_path / output).read_bytes()
    with file.open("rb") as given:
        done = calculate("roster", *inputs, *ON, "-o", output, stdin=given, cwd=tmp_path)
    assert "écrivez les réponses dans un autre" in refusal(done)
    assert (tmp_path / output).read_bytes() == before


@pytest.mark.parametrize("inputs", ["liste.csv", "-"])
def test_nor_is_it_when_the_shell_opens_it(inputs: str, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("nom;prenom;classe\nA;B;3A\n")
    before = file.read_bytes()
    with file.open("rb") as given, file.open("ab") as output:
        done = calculate("roster", inputs, *ON, stdin=given, stdout=output, cwd=tmp_path)
    assert refusal(done).startswith("sortie standard : ce fichier est à lire")
    assert file.read_bytes() == before


def test_what_a_killed_run_left_is_removed_by_the_next(writer: str, tmp_path: Path) -> None:
    """That of a run that goes on, and of another machine, is not."""
    others = leave(tmp_path)
    assert write(writer, tmp_path / "fichier").returncode == 0
    assert names(tmp_path) == sorted([*others, "fichier"])


def test_a_new_site_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    others = leave(tmp_path)
    assert calculate("new", "site", "--yes", cwd=tmp_path).returncode == 0
    assert names(tmp_path) == sorted([*others, "site"])


def leave(folder: Path) -> list[str]:
    """Leave a file and a folder of a run that was killed; gives what others left beside."""
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    (folder / f"{_OURS}{ended.pid}-0123abcd.tmp").write_bytes(OLD)
    (folder / f"{_OURS}{ended.pid}-4567cdef.tmp/docs").mkdir(parents=True)
    others = [f"{_OURS}{os.getpid()}-0123abcd.tmp", f".calculator-00000000-{ended.pid}-01.tmp"]
    for name in others:
        (folder / name).write_bytes(OLD)
    return others
