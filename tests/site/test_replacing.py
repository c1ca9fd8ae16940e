"""A release replaces what a release made, and nothing else; killed at any moment, it is whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import click
import pytest

from calculator.site import replacing
from calculator.site.release import _LATEST, _zip, release_date
from calculator.site.replacing import MARK, replaced_folder
from tests.conftest import ROOT, program
from tests.site.test_reproducible import NOT_COPIED

RELEASE = [sys.executable, "-m", "calculator.site.release"]


def files_of(folder: Path) -> set[str]:
    return {"a", "sous/b"}


def fill(folder: Path, content: str) -> None:
    with replaced_folder(folder, files_of) as made:
        (made / "sous").mkdir()
        (made / "a").write_text(content)
        (made / "sous/b").write_text(content)


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else ""
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("swaps", [True, False])
def test_a_folder_of_ours_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, swaps: bool
) -> None:
    if not swaps:
        monkeypatch.setattr(replacing, "_swapped", lambda *_: False)
    folder = tmp_path / "ailleurs/dist"
    fill(folder, "un")
    fill(folder, "deux")
    (folder / ".DS_Store").touch()
    fill(folder, "trois")
    assert tree(folder).keys() == {"a", "sous", "sous/b", MARK}
    assert (folder / "a").read_text() == (folder / "sous/b").read_text() == "trois"
    assert [path.name for path in folder.parent.iterdir()] == ["dist"]


def test_an_empty_folder_and_one_behind_a_link_are_filled(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    (tmp_path / "lien").symlink_to("vide")
    fill(tmp_path / "lien", "un")
    fill(tmp_path / "lien", "deux")
    assert (tmp_path / "lien").is_symlink()
    assert (tmp_path / "vide/a").read_text() == "deux"


@pytest.mark.parametrize(
    ("made", "because"),
    [
        (["thèse.odt"], "n’a pas été fait par cette commande"),
        (["public/index.html", "SHA256SUMS", "sbom.cdx.json"], "n’a pas été fait par"),
        ([".caché"], "n’a pas été fait par cette commande"),
        ([MARK, "a", "sous/b", "sous/notes.txt"], "sous/notes.txt n’a pas été fait par"),
        ([MARK, "public/index.html"], "public/index.html n’a pas été fait par"),
    ],
)
def test_a_folder_of_another_is_refused(made: list[str], because: str, tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    for name in made:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("précieux")
    before = tree(folder)
    with pytest.raises(click.ClickException, match=because):
        fill(folder, "un")
    assert tree(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_the_command_refuses_before_it_builds(tmp_path: Path) -> None:
    (tmp_path / "thèse.odt").write_text("précieux")
    done = subprocess.run(
        [*RELEASE, "--output", str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "n’a pas été fait par cette commande" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert tree(tmp_path) == {"thèse.odt": "précieux"}
    for place in (".", "docs", str(tmp_path / "thèse.odt"), "/"):
        done = subprocess.run([*RELEASE, "--output", place], cwd=ROOT, check=False)
        assert done.returncode == 1


def test_what_fails_leaves_the_old_release(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    fill(folder, "un")

    def fail() -> None:
        with replaced_folder(folder, files_of) as made:
            (made / "a").write_text("deux")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (folder / "a").read_text() == "un"
    assert list(tmp_path.iterdir()) == [folder]


def test_what_is_put_in_while_it_builds_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    fill(folder, "un")

    def disturbed() -> None:
        with replaced_folder(folder, files_of) as made:
            (made / "a").write_text("deux")
            (folder / "notes.txt").write_text("précieux")

    with pytest.raises(click.ClickException, match=r"notes\.txt"):
        disturbed()
    assert (folder / "notes.txt").read_text() == "précieux"


def test_killed_at_any_moment_it_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    fill(folder, "0")
    again = (
        "from itertools import count\nfrom tests.site.test_replacing import *\n"
        "print(flush=True)\nfor n in count(): fill(Path(sys.argv[1]), str(n))\n"
    )
    for seed in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", again, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
        ) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(random.Random(seed).random() / 50)
            running.send_signal(signal.SIGKILL)
        assert (folder / "a").read_text() == (folder / "sous/b").read_text()


def test_what_builds_that_were_killed_left_is_removed_later(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    old, young, other = (tmp_path / f".dist-{name}" for name in ("vieux", "jeune", "autre"))
    for left in (old, young, other):
        left.mkdir()
    for left in (old, young):
        (left / MARK).touch()
    two_days_ago = time.time() - 2 * 86400
    for left in (old, other):
        os.utime(left, (two_days_ago, two_days_ago))
    fill(folder, "un")
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist-jeune", ".dist-autre"}


def test_everybody_may_read_it(tmp_path: Path) -> None:
    kept = os.umask(0o077)
    try:
        fill(tmp_path / "dist", "un")
    finally:
        os.umask(kept)
    for path in (tmp_path / "dist", *(tmp_path / "dist").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize(
    ("given", "year"),
    [("0", 1980), ("1", 1980), ("-5", 1980), ("1608076800", 2020), ("9" * 30, 2107)],
)
def test_any_date_can_be_written_in_a_zip(given: str, year: int, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("x")
    _zip(tmp_path / "site", tmp_path / "site.zip", "site", release_date(given))
    with zipfile.ZipFile(tmp_path / "site.zip") as written:
        assert {entry.date_time[0] for entry in written.infolist()} == {year}
    assert release_date(given) <= _LATEST


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(click.ClickException, match="SOURCE_DATE_EPOCH : hier ; il faut"):
        release_date("hier")


def test_an_archive_of_the_sources_is_published_without_git(tmp_path: Path) -> None:
    """`make dist`, with what this clone has installed and made already."""
    project = tmp_path / "sources"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*NOT_COPIED))
    if (ROOT / ".cache").is_dir():  # what takes long to make
        shutil.copytree(ROOT / ".cache", project / ".cache")
    for name in (".venv", "node_modules"):
        (project / name).symlink_to(ROOT / name)
    installed = [f"--assume-old={name}/installed" for name in (".venv", "node_modules")]
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [program("make"), *installed, "dist"],
        cwd=project,
        env={**environment, "GIT_CEILING_DIRECTORIES": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    with zipfile.ZipFile(project / "dist/offline.zip") as written:
        assert {entry.date_time[0] for entry in written.infolist()} == {1980}
