"""What is not to be left behind when a signal ends the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from calculator.cli import TO_UNDO


@contextmanager
def undone_when_stopped(undo: Callable[[], object]) -> Iterator[None]:
    """Have something undone when a signal ends the program during a `with` block."""
    TO_UNDO.append(undo)
    try:
        yield
    finally:
        TO_UNDO.remove(undo)
