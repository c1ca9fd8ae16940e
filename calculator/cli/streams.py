"""Standard input, output and error: never for want of a character, and never for nothing."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from pathlib import Path
from typing import TextIO, cast

from calculator.lists.texts import one_line

_NEAREST = "calculator.nearest"
_ESCAPED = "calculator.escaped"
_INSTEAD = {
    **dict.fromkeys("‘’ʼ′", "'"),
    **dict.fromkeys("«»“”„", '"'),
    **dict.fromkeys("‐‑–—−•", "-"),
    **dict.fromkeys("\u2009\u00a0\u202f", " "),
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "€": "EUR",
    "→": "->",
    "°": "o",
    "·": ".",
    "§": "par.",
    "×": "x",
}


def prepare_streams() -> None:
    """Make the streams give the nearest characters for those that a console has not.

    A stream that was closed becomes one that can be neither written nor read, and says so.
    """
    codecs.register_error(_NEAREST, _nearest)
    codecs.register_error(_ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)
    if sys.stdin is None:
        sys.stdin = _of_nothing("w")
    if sys.stdout is None:
        sys.stdout = _of_nothing("r")
    if sys.stderr is None:
        sys.stderr = _of_nothing("w")


def say(text: str, end: str = "\n") -> None:
    """Write words on the standard output."""
    print(text, end=end)  # noqa: T201


def say_json(text: str, end: str = "\n") -> None:
    """Write JSON on the standard output: where it is not in UTF-8, whatever reads it is right."""
    encoding = codecs.lookup(sys.stdout.encoding or "utf-8").name
    say(text if encoding == "utf-8" else text.encode("ascii", _ESCAPED).decode(), end)


def say_bytes(content: bytes) -> None:
    """Write what has its own encoding on the standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def say_utf8(text: str) -> None:
    """Write what says by itself that it is in UTF-8 on the standard output."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def warn(text: str) -> None:
    """Write a message of one line on the standard error."""
    complain(f"{one_line(text)}\n")


def complain(text: str) -> None:
    """Write on the standard error; where that is full or closed, nobody can be told."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def finish() -> OSError | None:
    """Write what is still waiting, so that Python finds nothing more to write, nor to complain of.

    Returns:
        What went wrong with the standard output.
    """
    failed = None
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            _discard(stream)
            failed = failed or (error if stream is sys.stdout else None)
    return failed


def _discard(stream: TextIO) -> None:
    """Let what a broken stream holds go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _of_nothing(mode: str) -> TextIO:
    nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115  # as long as we run
    return cast("TextIO", nothing)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_in_ascii, error.object[error.start : error.end])), error.end


def _in_ascii(character: str) -> str:
    plain = _INSTEAD.get(character) or "".join(
        c for c in unicodedata.normalize("NFKD", character) if c.isascii()
    )
    return plain or ("" if unicodedata.combining(character) else "?")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[n : n + 4]}" for n in range(0, len(units), 4)), error.end
