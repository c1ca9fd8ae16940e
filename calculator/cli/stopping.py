"""What is not to be left behind when a signal ends the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from calculator.cli import TO_UNDO
from calculator.cli.streams import warn


@contextmanager
def undone_when_stopped(undo: Callable[[], object]) -> Iterator[None]:
    """Have something undone when a signal ends the program during a `with` block."""
    TO_UNDO.append(undo)
    try:
        yield
    finally:
        TO_UNDO.remove(undo)


@contextmanager
def said_when_stopped(kept: Callable[[], str]) -> Iterator[None]:
    """Have it said that a signal ended the program, and what is kept, once all else is undone."""

    def say_so() -> None:
        with suppress(RuntimeError):  # it came while something else was being said
            warn(f"Arrêté avant la fin : {kept()}")

    with undone_when_stopped(say_so):
        yield
