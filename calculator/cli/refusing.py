"""The one way to refuse: a message in French on the standard error, and exit code 2."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import click

from calculator.lists.errors import STANDARD_INPUT, NotAList
from calculator.lists.texts import one_line
from calculator.model.errors import InvalidCase, MalformedCircular
from calculator.no_room import NoRoom

STANDARD = Path("-")
"""The standard input, or the standard output."""
REFUSED = (InvalidCase, MalformedCircular, NotAList, NoRoom)
"""What says by itself, in French, why there is no answer."""

_LONGEST_NAME = 160
_REASONS = {
    errno.ENOENT: "il n’existe pas",
    errno.ENOTDIR: "il n’existe pas",
    errno.EISDIR: "c’est un dossier",
    errno.EACCES: "vous n’en avez pas le droit",
    errno.EPERM: "vous n’en avez pas le droit",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ELOOP: "c’est un lien qui tourne en rond",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
    errno.EDQUOT: "il n’y a plus de place pour vous sur le disque",
    errno.EFBIG: "il serait trop long",
    errno.EBUSY: "un autre programme s’en sert",
    errno.EPIPE: "plus personne ne le lit",
}


class Refusal(click.ClickException):
    """Bad input, or an answer that cannot be written."""

    exit_code = 2


def named(file: Path) -> str:
    """A file to read, as messages name it."""
    return STANDARD_INPUT if file == STANDARD else str(file)


def unreadable(file: Path, error: OSError) -> str:
    """« liste.csv : le fichier n’existe pas. », or why else it cannot be read."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"{shown(file)} : le fichier n’existe pas."
    if _is_closed(error):
        return f"{named(file)} : elle est fermée."
    return f"{shown(named(file))} : le fichier ne peut pas être lu{_because(error)}."


def unwritable(file: Path, error: OSError) -> Refusal:
    """« réponses.csv : le fichier ne peut pas être écrit (c’est un dossier). »."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Refusal(f"{shown(file)} : le fichier ne peut pas être écrit (pas de tel dossier).")
    return Refusal(f"{shown(file)} : le fichier ne peut pas être écrit{_because(error)}.")


def no_output(error: OSError) -> Refusal:
    """What to say when nobody gets the answer."""
    if _is_closed(error):
        return Refusal("sortie standard : elle est fermée.")
    return Refusal(f"sortie standard : la réponse ne peut pas être écrite{_because(error)}.")


def shown(name: str | Path) -> str:
    """A file's name in a message: on one line, and not too long."""
    text = one_line(os.fspath(name))
    if len(text) <= _LONGEST_NAME:
        return text
    half = _LONGEST_NAME // 2
    return f"{text[:half]}…{text[-half:]}"


def _is_closed(error: OSError) -> bool:
    """Whether it is what `prepare_streams` has in place of a stream."""
    return isinstance(error, io.UnsupportedOperation)


def _because(error: OSError) -> str:
    reason = _REASONS.get(error.errno or 0)
    return f" ({reason})" if reason else ""
