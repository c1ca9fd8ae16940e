"""Writing an update so that, stopped at any moment, a site is whole and nothing of it is lost.

All that is new is written apart first, then moved file by file; an update that was stopped while it
moved files is finished by the next one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from calculator.scaffold.updating import BESIDE, Kind, Step

_READY = ".calculator-update"
_UNREADY = ".calculator-update.tmp"
_PLAN = "plan.json"
_MOVE = {"path", "is", "gone"}
_COPIES = "avant-mise-a-jour"


class NoPlan(ValueError):
    """What was prepared cannot be read; the message says so in French."""


def prepare(
    folder: Path, steps: Iterable[Step], record: tuple[str, str], unsaved: Collection[str]
) -> Path | None:
    """Write apart all that an update writes.

    Args:
        folder: The site.
        steps: What becomes of its files.
        record: The name and the text of the record, which is moved last.
        unsaved: The files of which nothing else keeps a copy.

    Returns:
        The folder of the copies; None when none was needed.

    Raises:
        OSError: When a file cannot be written; the site is then as it was.
    """
    apart = folder / _UNREADY
    shutil.rmtree(apart, ignore_errors=True)
    copies = _free(folder)
    try:
        apart.mkdir()
        done = [step for step in steps if step.content is not None or step.kind is Kind.REMOVED]
        moves = [(step.written, step.content) for step in done]
        moves.append((record[0], record[1].encode()))
        plan = []
        for number, (path, content) in enumerate(moves):
            if content is not None:
                (apart / str(number)).write_bytes(content)
            plan.append({"path": path, "is": _digest(folder / path), "gone": content is None})
            if path in unsaved and (folder / path).is_file():
                (copies / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / path, copies / path)
        (apart / _PLAN).write_text(json.dumps(plan), encoding="utf-8")
        apart.rename(folder / _READY)
    except OSError:
        shutil.rmtree(apart, ignore_errors=True)
        shutil.rmtree(copies, ignore_errors=True)
        raise
    return copies if copies.exists() else None


def forget(folder: Path) -> None:
    """Take away what `prepare` was writing when it was stopped."""
    shutil.rmtree(folder / _UNREADY, ignore_errors=True)


def finish(folder: Path) -> list[str] | None:
    """Move what was prepared to its place.

    Args:
        folder: The site.

    Returns:
        The files that were changed since it was prepared: they are left, with the new version
        beside them; None when nothing was prepared.

    Raises:
        OSError: When a file cannot be moved; the rest is for the next time.
        NoPlan: When what was prepared was damaged, by a power cut say.
    """
    apart = folder / _READY
    if not apart.is_dir():
        return None
    changed = []
    for number, move in enumerate(_plan(apart)):
        file, new = folder / move["path"], apart / str(number)
        if move["gone"]:
            if _digest(file) == move["is"]:
                file.unlink(missing_ok=True)
            continue
        if not new.exists():  # it was moved before the stop
            continue
        if _digest(file) != move["is"]:
            changed.append(move["path"])
            file = file.with_name(file.name + BESIDE)
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file():
            shutil.copymode(file, new)
        os.replace(new, file)  # noqa: PTH105 - whole, or not at all
    shutil.rmtree(apart)
    return changed


def _plan(apart: Path) -> list[dict[str, Any]]:
    try:
        plan = json.loads((apart / _PLAN).read_text(encoding="utf-8"))
        if all(move.keys() == _MOVE for move in plan):
            return list(plan)
    except (FileNotFoundError, ValueError, AttributeError, TypeError):
        pass
    raise NoPlan(
        f"{_READY} : une mise à jour y était prête, et ce dossier a été abîmé. Effacez-le, puis "
        "relancez « calculator update »."
    )


def _digest(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _free(folder: Path) -> Path:
    """A folder that is not there yet, for copies."""
    number = 1
    while (folder / f"{_COPIES}-{number}").exists():
        number += 1
    return folder / f"{_COPIES}-{number}"
