"""The circulars as they were at the last commit, when Git can say it."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from calculator.model.circular import Circular
from calculator.model.errors import MalformedCircular
from calculator.schema.reading import read_circulars

_SECONDS = 20
_NO_GIT = "Git n’est pas installé sur cette machine"
_NO_REPOSITORY = "ce dossier n’est pas un dépôt Git (« git init » en fait un)"
_NO_COMMIT = "rien n’est encore enregistré dans ce dépôt (« git commit »)"
_NOT_THERE = (
    "le dossier des circulaires n’est pas encore dans ce dépôt (« git add », « git commit »)"
)
_TOO_LONG = "Git ne répond pas"


@dataclass(frozen=True, slots=True)
class Committed:
    """The circulars of the last commit.

    Attributes:
        circulars: Those that could be read, by their names.
        refused: Why others could not, by the names of their folders.
        why_not: Why there are none, in French; empty when there are.
    """

    circulars: dict[str, Circular] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    why_not: str = ""


def last_commit(folder: Path) -> str | None:
    """What names the state of the last commit; None when there is none, or no Git."""
    try:
        done = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode().strip() or None


def committed(folder: Path) -> Committed:
    """The circulars of a folder as the last commit has them.

    Args:
        folder: The folder of circulars.
    """
    try:
        return _committed(folder)
    except FileNotFoundError:
        return Committed(why_not=_NO_GIT)
    except subprocess.TimeoutExpired:
        return Committed(why_not=_TOO_LONG)
    except (OSError, zipfile.BadZipFile) as error:
        return Committed(why_not=f"Git ne peut pas être lu ({error})")


def _committed(folder: Path) -> Committed:
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside.stdout.strip() != b"true":
        stranger = b"dubious ownership" in inside.stderr
        return Committed(why_not=_last_line(inside) if stranger else _NO_REPOSITORY)
    if last_commit(folder) is None:
        return Committed(why_not=_NO_COMMIT)
    # From within it, the archive has the paths of this folder alone.
    packed = _git(folder, "archive", "--format=zip", "HEAD", ".")
    if packed.returncode:
        return Committed(why_not=_NOT_THERE)
    with tempfile.TemporaryDirectory(prefix="calculator-") as made:
        with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
            archive.extractall(made)
        try:
            read = read_circulars(Path(made))
        except MalformedCircular as error:
            return Committed(
                why_not=f"les fichiers du dernier enregistrement ont des fautes ({error})"
            )
    return Committed(
        {circular.id: circular for circular in read.all},
        {name: str(error) for name, error in read.refused.items()},
    )


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    return subprocess.run(
        ["git", *arguments],  # noqa: S607 - the one that a person uses
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=_SECONDS,
    )


def _last_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """What Git says itself, in a line."""
    return " ".join(done.stderr.decode(errors="replace").split())
