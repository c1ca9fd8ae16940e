"""What is no circular among the circulars is named, and keeps nobody from the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import FILE, LIST, ON, SCHOOL, WORDS, calculate, refusal
from tests.known import nantes_alone

NANTES = FILE.parent.name
TEXT = FILE.read_text("utf-8")


def holds(content: str | bytes) -> Callable[[Path], object]:
    """What makes a folder with such a file in it."""
    data = content.encode() if isinstance(content, str) else content

    def make(folder: Path) -> None:
        folder.mkdir()
        (folder / "circular.toml").write_bytes(data)

    return make


def hold_a_folder(folder: Path) -> None:
    (folder / "circular.toml").mkdir(parents=True)


FAULTY: dict[str, Callable[[Path], object]] = {
    "a-2020-2021.toml": lambda file: file.write_text(TEXT, "utf-8"),
    "nantes-2020-2021 (copie)": holds(TEXT),
    "a-2021-2022": holds(TEXT.replace("[scope]", "[portee]").replace("2020-2021", "2021-2022")),
    "a-1995-1996": hold_a_folder,
    "a-1996-1997": lambda folder: folder.symlink_to("a-1996-1997"),
    "a-1997-1998": holds("a = " + "[" * 5000),
    "a-1998-1999": holds(b"\xff"),
    "a-0000-0001": holds(TEXT.replace("2020-2021", "0000-0001")),
    "a-1999-2000": lambda folder: folder.mkdir(),
}
COMMANDS = {
    "decide": WORDS["decide"],
    "roster": WORDS["roster"],
    "plan": WORDS["plan"],
    "campaigns": WORDS["campaigns"],
    "calendar": ("calendar", "--campaign", "2020-2021"),
    "diff": ("diff", NANTES, NANTES),
}
LEFT_ASIDE = "Circulaire laissée de côté : "


@pytest.fixture
def circulars(tmp_path: Path) -> Path:
    """The circulars of the folder that the commands of the test are run from."""
    return nantes_alone(tmp_path / "circulars")


@pytest.mark.parametrize("name", FAULTY)
def test_it_is_named_and_the_others_are_used(name: str, circulars: Path, tmp_path: Path) -> None:
    FAULTY[name](circulars / name)
    done = calculate(*COMMANDS["decide"], cwd=tmp_path)
    assert done.returncode == 0
    assert b"il reste 63 jours" in done.stdout
    told = done.stderr.decode().splitlines()
    assert told
    assert all(line.startswith(f"{LEFT_ASIDE}{name}") for line in told)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_goes_on(command: str, circulars: Path, tmp_path: Path) -> None:
    expected = calculate(*COMMANDS[command], cwd=tmp_path)
    for name, make in FAULTY.items():
        make(circulars / name)
    for where in ((), ("--circulars", circulars)):
        done = calculate(*COMMANDS[command], *where, cwd=None if where else tmp_path)
        assert done.returncode == expected.returncode == 0
        assert without_stamps(done.stdout) == without_stamps(expected.stdout)
        told = done.stderr.decode()
        assert all(line.startswith(LEFT_ASIDE) for line in told.splitlines())
        assert all(f"{LEFT_ASIDE}{name}" in told for name in FAULTY)


def without_stamps(said: bytes) -> list[bytes]:
    return [line for line in said.splitlines() if not line.startswith(b"DTSTAMP")]


def test_it_is_refused_when_it_is_asked_for(circulars: Path, tmp_path: Path) -> None:
    for name, make in FAULTY.items():
        make(circulars / name)
    asked = ("decide", "--class", "3e", *SCHOOL)
    for arguments in (
        (*asked, "--circular", "a-2021-2022"),
        (*asked, "--campaign", "a-2021-2022"),
        (*asked, "--on", "2021-10-01"),
        ("calendar", "--circular", "a-2021-2022"),
        ("plan", "--class", "3e", *SCHOOL, "--on", "2021-10-01"),
        ("roster", LIST, "--on", "2021-10-01"),
    ):
        done = calculate(*arguments, cwd=tmp_path)
        told = done.stderr.decode().removeprefix("Erreur : ").splitlines()
        assert (done.returncode, done.stdout) == (2, b"")
        assert told
        assert all(line.startswith("a-2021-2022/circular.toml, ") for line in told)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", [True, False])
def test_without_any_it_is_said(
    command: str, circulars: Path, tmp_path: Path, *, folder: bool
) -> None:
    shutil.rmtree(circulars / NANTES)
    if not folder:
        shutil.rmtree(circulars)
    told = refusal(calculate(*COMMANDS[command], "--circulars", circulars, cwd=tmp_path))
    assert told.startswith("circulars, " if folder else "")
    assert ("aucune circulaire" in told) == folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "--class", "3e", *SCHOOL, *ON, "--circular", ""),
        ("calendar", "--circular", ""),
    ],
)
def test_an_empty_name_is_no_circular(arguments: tuple[str, ...]) -> None:
    assert refusal(calculate(*arguments)).startswith("Texte : rien n’est indiqué")
