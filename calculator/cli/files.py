"""Files: the one way to read a file, the one to read a small one, and the one to write one."""

from __future__ import annotations

import errno
import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import click

from calculator.cli.refusing import STANDARD, Refusal, shown, unwritable
from calculator.cli.stopping import undone_when_stopped
from calculator.schema.bounds import LARGEST

FILE = click.Path(path_type=Path, allow_dash=True, readable=False)
"""An option's file; what is wrong with it is said in French by whatever opens it."""

_CHUNK = 1 << 18
_OURS = f".calculator-{crc32(platform.node().encode()):08x}-"
"""How the name begins of what this machine is writing; the number of the process comes next."""


def chunks(file: Path, read: Callable[[int], object] = lambda _: None) -> Iterator[bytes]:
    """The bytes of a file, in pieces.

    Args:
        file: The file, or `STANDARD`.
        read: Told the size of each piece, once it has been used.

    Raises:
        OSError: When the file cannot be read.
    """
    if file == STANDARD:
        yield from _pieces(sys.stdin.buffer, read)
    else:
        with file.open("rb") as opened:
            yield from _pieces(opened, read)


def _pieces(opened: BinaryIO, read: Callable[[int], object]) -> Iterator[bytes]:
    while piece := opened.read(_CHUNK):
        yield piece
        read(len(piece))


def small_file(file: Path) -> bytes:
    """The bytes of a file, or enough of them to see that it is too large.

    Raises:
        OSError: When the file cannot be read.
    """
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def size_of(file: Path) -> int | None:
    """How long a file is, when it has a length."""
    status = _status(file)
    return status.st_size if status and stat.S_ISREG(status.st_mode) else None


def is_standard_output(output: Path | None) -> bool:
    """Whether what is to be written there goes to the standard output, by whatever name."""
    if output is None or output == STANDARD:
        return True
    return sys.stdout.writable() and _same(_status(output), _status_of(sys.stdout))


def keep_apart(output: Path | None, inputs: Iterable[Path | None]) -> None:
    """Refuse to write over what is read, whatever the paths.

    Raises:
        Refusal: When one of the inputs is the output.
    """
    to_standard = output is None or is_standard_output(output)
    written = _status_of(sys.stdout) if output is None or to_standard else _status(output)
    if written is None or not stat.S_ISREG(written.st_mode):
        return
    for file in filter(None, inputs):
        if _same(written, _status_of(sys.stdin) if file == STANDARD else _status(file)):
            name = "sortie standard" if output is None or to_standard else shown(output)
            raise Refusal(f"{name} : ce fichier est à lire ; écrivez les réponses dans un autre.")


def _same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    return one is not None and other is not None and os.path.samestat(one, other)


def _status(file: Path) -> os.stat_result | None:
    with suppress(OSError):
        return file.stat()
    return None


def _status_or_none(file: Path) -> os.stat_result | None:
    """What a file is; None only when there is none."""
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _status_of(stream: object) -> os.stat_result | None:
    with suppress(OSError, ValueError):
        return os.fstat(stream.fileno())  # type: ignore[attr-defined]
    return None


def kept_of(output: Path) -> Callable[[], str]:
    """What can be said later on of a file that `writing` may have replaced since."""
    before = _status(output)

    def kept() -> str:
        now = _status(output)
        if now is not None and not stat.S_ISREG(now.st_mode):
            return f"ce qui est écrit dans {shown(output)} est incomplet."
        if now is None:
            return f"{shown(output)} n’a pas été écrit."
        if before is not None and os.path.samestat(before, now):
            return f"{shown(output)} n’a pas été changé."
        return f"{shown(output)} est écrit, et entier."

    return kept


@contextmanager
def writing(output: Path) -> Iterator[BinaryIO]:
    """Write a file: whole, or not at all.

    Whatever ends the program, the file is what it was or what it is to be. A link stays a link,
    and the file that it leads to keeps its rights. What is no file (a pipe, a device) is written
    as it comes.

    Raises:
        Refusal: When it cannot be written.
    """
    try:
        status = _status_or_none(output)
        if status is not None and not stat.S_ISREG(status.st_mode):
            with output.open("wb") as opened:
                yield opened
            return
        target = Path(os.path.realpath(output))
        if status is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only")
        with _replacing(target, status) as opened:
            yield opened
    except OSError as error:
        raise unwritable(output, error) from error


@contextmanager
def _replacing(target: Path, status: os.stat_result | None) -> Iterator[BinaryIO]:
    """A file beside the target, that takes its place once it is whole and on the disk."""
    beside = new_in(target.parent)

    def undo() -> None:
        beside.unlink(missing_ok=True)

    with undone_when_stopped(undo):
        try:
            with beside.open("xb") as opened:
                if status is not None:
                    _like(beside, status)
                yield opened
                opened.flush()
                os.fsync(opened.fileno())
            beside.replace(target)
        finally:
            with suppress(OSError):
                undo()
    _sync_folder(target.parent)


def new_in(folder: Path) -> Path:
    """A name in a folder for what takes its place once it is whole.

    What runs that were killed left there is removed.
    """
    _remove_left_over(folder)
    return folder / f"{_OURS}{os.getpid()}-{os.urandom(4).hex()}.tmp"


@cache
def _remove_left_over(folder: Path) -> None:
    """Remove what runs of this machine that were killed left in a folder."""
    if os.name != "posix":  # elsewhere, asking whether a process runs may end it
        return
    with suppress(OSError):
        for left in folder.glob(f"{_OURS}*.tmp"):
            process = left.name.removeprefix(_OURS).partition("-")[0]
            if not process.isdecimal() or _runs(int(process)):
                continue
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is somebody else's, or none that can be
        return True
    return True


def _like(file: Path, status: os.stat_result) -> None:
    """Give a file the owner and the rights of another, as far as we may."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(file, status.st_uid, status.st_gid)
    with suppress(OSError):
        file.chmod(stat.S_IMODE(status.st_mode))


def _sync_folder(folder: Path) -> None:
    """Have the new name of a file on the disk too, where the system can."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
