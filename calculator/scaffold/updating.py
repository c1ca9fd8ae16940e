"""What a later template changes in a site whose files its webmaster has changed too."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

MARK = "<<<<<<< votre version"
"""The first line of a conflict."""
_LABELS = ("votre version", "modèle d’avant", "nouveau modèle")
_MOST_CONFLICTS = 127
BESIDE = ".nouveau"
"""How the name ends of a new version that is put beside a file."""


class Kind(Enum):
    """What becomes of a file."""

    ADDED = "nouveau"
    REPLACED = "remplacé"
    MERGED = "fusionné avec vos changements"
    REMOVED = "enlevé"
    CONFLICT = "à finir, les deux versions y sont entre des marques (<<<<<<<, >>>>>>>)"
    BESIDE = f"à finir, la nouvelle version est à côté ({BESIDE})"
    ABSENT = "laissé absent"
    KEPT = "gardé, le modèle ne l’a plus"
    LEFT = "laissé, ce n’est pas un fichier ordinaire de ce dossier"

    @property
    def is_to_finish(self) -> bool:
        """Whether a person has something to do."""
        return self in (Kind.CONFLICT, Kind.BESIDE)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of a file.

    Attributes:
        path: The file.
        kind: What becomes of it.
        content: What is written; None when nothing is.
    """

    path: str
    kind: Kind
    content: bytes | None = None

    @property
    def written(self) -> str:
        """The file that is written."""
        return self.path + BESIDE if self.kind is Kind.BESIDE else self.path


def steps(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Step]:
    """What a template changes, file by file; a file that stays as it is has no step.

    Args:
        folder: The site.
        before: What the template made when the site was made, or last updated.
        after: What the template makes now.

    Raises:
        OSError: When a file cannot be read.
    """
    for path in dict.fromkeys([*before, *after]):
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        if _is_strange(folder, path):
            yield Step(path, Kind.LEFT)
            continue
        file = folder / path
        mine = file.read_bytes() if file.exists() else None
        step = _step(path, old, mine, new)
        if step is not None:
            yield step


def _is_strange(folder: Path, path: str) -> bool:
    """Whether a link leads there, or a folder is in its place, or a file in that of its folder."""
    file = folder
    *parents, name = Path(path).parts
    for part in parents:
        file /= part
        if file.is_symlink() or (file.exists() and not file.is_dir()):
            return True
    file /= name
    return file.is_symlink() or (file.exists() and not file.is_file())


def _step(path: str, old: str | None, mine: bytes | None, new: str | None) -> Step | None:
    if mine is None:
        if new is None:
            return None
        return Step(path, Kind.ADDED, new.encode()) if old is None else Step(path, Kind.ABSENT)
    plain = mine.replace(b"\r\n", b"\n")
    if new is None:
        return Step(path, Kind.REMOVED if plain == (old or "").encode() else Kind.KEPT)
    if plain == new.encode():
        return None
    ends = b"\r\n" if b"\r\n" in mine else b"\n"
    if old is not None and plain == old.encode():
        return Step(path, Kind.REPLACED, new.encode().replace(b"\n", ends))
    merged = _merged(plain, (old or "").encode(), new.encode())
    if merged is None:
        return Step(path, Kind.BESIDE, new.encode())
    content, is_clean = merged
    if content == plain:
        return None
    kind = Kind.MERGED if is_clean else Kind.CONFLICT
    return Step(path, kind, content.replace(b"\n", ends))


def _merged(mine: bytes, old: bytes, new: bytes) -> tuple[bytes, bool] | None:
    """Both changes in one text, and whether they do not meet; None when Git cannot do it."""
    with tempfile.TemporaryDirectory(prefix="calculator-") as made:
        names = ("mine", "old", "new")
        for name, content in zip(names, (mine, old, new), strict=True):
            (Path(made) / name).write_bytes(content)
        labels = [part for label in _LABELS for part in ("-L", label)]
        try:
            done = subprocess.run(
                ["git", "merge-file", "-p", "-q", *labels, *names],  # noqa: S607
                cwd=made,
                capture_output=True,
                check=False,
            )
        except OSError:
            return None
    if not 0 <= done.returncode <= _MOST_CONFLICTS:  # a binary file, say
        return None
    return done.stdout, done.returncode == 0
