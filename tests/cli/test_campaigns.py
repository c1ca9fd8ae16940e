"""A file among the campaigns that is none is named, and keeps nobody from the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import CAMPAIGN, LIST, ON, SCHOOL, WORDS, calculate, refusal
from tests.conftest import ROOT

TEXT = CAMPAIGN.read_text("utf-8")
FAULTY: dict[str, Callable[[Path], object]] = {
    "._2020-2021.toml": lambda file: file.write_bytes(b"\0\x05\x16\x07\0\x02\0\0Mac OS X"),
    "2020-2021 (copie).toml": lambda file: file.write_text(TEXT, "utf-8"),
    "2021-2022.toml": lambda file: file.write_text(TEXT.replace("[scope]", "[portee]"), "utf-8"),
    "2022-2023.toml": lambda file: file.mkdir(),
    "2023-2024.toml": lambda file: file.symlink_to("2023-2024.toml"),
    "2024-2025.toml": lambda file: file.write_text("a = " + "[" * 5000),
    "2025-2026.toml": lambda file: file.write_bytes(b"\xff"),
    "0000-0001.toml": lambda file: file.write_text(TEXT.replace("2020-2021", "0000-0001"), "utf-8"),
}
COMMANDS = {
    "decide": WORDS["decide"],
    "roster": WORDS["roster"],
    "plan": WORDS["plan"],
    "campaigns": WORDS["campaigns"],
    "calendar": ("calendar",),
}


@pytest.fixture
def campaigns(tmp_path: Path) -> Path:
    """The campaigns of a copy of the package, which is run from the folder of the test."""
    ignored = shutil.ignore_patterns("site", "web", "__pycache__")
    shutil.copytree(ROOT / "calculator", tmp_path / "calculator", ignore=ignored)
    return tmp_path / "calculator/rules/campaigns"


@pytest.mark.parametrize("name", FAULTY)
def test_it_is_named_and_the_others_are_used(name: str, campaigns: Path, tmp_path: Path) -> None:
    FAULTY[name](campaigns / name)
    done = calculate(*COMMANDS["decide"], cwd=tmp_path)
    assert done.returncode == 0
    assert b"il reste 63 jours" in done.stdout
    told = done.stderr.decode()
    assert told.startswith(f"Campagne laissée de côté : {name.removesuffix('.toml')}")
    assert told.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_goes_on(command: str, campaigns: Path, tmp_path: Path) -> None:
    expected = calculate(*COMMANDS[command])
    for name, make in FAULTY.items():
        make(campaigns / name)
    done = calculate(*COMMANDS[command], cwd=tmp_path)
    assert done.returncode == expected.returncode == 0
    assert without_stamps(done.stdout) == without_stamps(expected.stdout)
    assert done.stderr.decode().count("Campagne laissée de côté : ") == len(FAULTY)


def without_stamps(said: bytes) -> list[bytes]:
    return [line for line in said.splitlines() if not line.startswith(b"DTSTAMP")]


def test_it_is_refused_when_it_is_asked_for(campaigns: Path, tmp_path: Path) -> None:
    for name, make in FAULTY.items():
        make(campaigns / name)
    year = "2021-2022"
    asked = ("decide", "--class", "3e", *SCHOOL)
    for arguments in (
        (*asked, "--campaign", year),
        (*asked, "--on", "2021-10-01"),
        ("calendar", "--campaign", year),
        ("plan", "--class", "3e", *SCHOOL, "--on", "2021-10-01"),
        ("roster", LIST, "--on", "2021-10-01"),
    ):
        told = refusal(calculate(*arguments, cwd=tmp_path))
        assert told.startswith(f"{year}.toml : ")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", [True, False])
def test_without_any_it_is_said(
    command: str, campaigns: Path, tmp_path: Path, *, folder: bool
) -> None:
    (campaigns / "2020-2021.toml").unlink()
    if not folder:
        shutil.rmtree(campaigns)
    told = refusal(calculate(*COMMANDS[command], cwd=tmp_path))
    assert told.startswith("campaigns : dossier : trouvé « aucune campagne »")


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "--class", "3e", *SCHOOL, *ON, "--campaign", ""),
        ("calendar", "--campaign", ""),
    ],
)
def test_an_empty_name_is_no_campaign(arguments: tuple[str, ...]) -> None:
    assert refusal(calculate(*arguments)).startswith("Campagne : rien n’est indiqué")
