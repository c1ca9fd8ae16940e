"""A folder that is made anew beside the old one, and takes its place in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

MARK = ".fait-par-calculator"
"""The file that says that a folder is ours to replace."""

_MARKED = "Ce dossier est refait en entier par « make dist » : n’y mettez rien d’autre.\n"
_OF_FILE_MANAGERS = {".DS_Store", "Thumbs.db", "desktop.ini"}
_A_DAY = 86400
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux
_RENAME_SWAP = 2  # of macOS


@contextmanager
def replaced_folder(folder: Path, files_of: Callable[[Path], set[str]]) -> Iterator[Path]:
    """Make a folder again: whatever ends the program, it is the old one or the new one, whole.

    Everybody may read what is in it, whatever the rights that the machine gives to new files.

    Args:
        folder: The folder; a link leads to the one to replace.
        files_of: The files that belong in a folder made earlier, as paths within it.

    Yields:
        A new folder, to be filled.

    Raises:
        click.ClickException: When the folder was not made by us, or holds something else.
    """
    folder = Path(os.path.realpath(folder))
    _check_ours(folder, files_of)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(folder)
    new = Path(tempfile.mkdtemp(prefix=_beside(folder), dir=folder.parent))
    try:
        (new / MARK).write_text(_MARKED, encoding="utf-8")
        yield new
        _let_everybody_read(new)
        _check_ours(folder, files_of)  # again: it took minutes
        _exchange(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _beside(folder: Path) -> str:
    return f".{folder.name}-"


def _check_ours(folder: Path, files_of: Callable[[Path], set[str]]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise click.ClickException(f"{folder} : ce n’est pas un dossier.")
    if os.path.ismount(folder):
        raise click.ClickException(f"{folder} : c’est un disque ; donnez un dossier de ce disque.")
    if not any(folder.iterdir()):
        return
    if not (folder / MARK).is_file():
        raise click.ClickException(
            f"{folder} : ce dossier n’est pas vide, et n’a pas été fait par cette commande, qui le "
            "remplacerait. Donnez un autre dossier à --output, ou supprimez celui-ci."
        )
    ours = {MARK, *files_of(folder)}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if not file.is_dir() and name not in ours and file.name not in _OF_FILE_MANAGERS:
            raise click.ClickException(
                f"{folder} : {name} n’a pas été fait par cette commande, qui le supprimerait. "
                "Déplacez-le."
            )


def _remove_leftovers(folder: Path) -> None:
    """Remove what builds that were killed have left; one that runs takes less than a day."""
    for left in folder.parent.glob(f"{_beside(folder)}*"):
        if (left / MARK).is_file() and left.stat().st_mtime < time.time() - _A_DAY:
            shutil.rmtree(left, ignore_errors=True)


def _let_everybody_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _exchange(new: Path, folder: Path) -> None:
    """Put a folder in the place of another; that one is then where the new one was."""
    if not folder.exists():
        new.rename(folder)
    elif not _swapped(new, folder):
        old = new.with_name(f"{new.name}.old")
        try:
            folder.rename(old)
            new.rename(folder)
        except BaseException:
            if old.exists() and not folder.exists():
                old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; whether the system could."""
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        swap = getattr(ctypes.CDLL(None), "renameat2", None)
        arguments = (_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif sys.platform == "darwin":
        swap = getattr(ctypes.CDLL(None), "renamex_np", None)
        arguments = (first, second, _RENAME_SWAP)
    else:
        return False
    return swap is not None and swap(*arguments) == 0
