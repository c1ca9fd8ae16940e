"""The command line: `calculator decide`, `roster`, `lsu`, `calendar`, `plan` and the others.

Nothing is imported here that takes time: whoever stops the command while it starts sees no
traceback.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

TO_UNDO: list[Callable[[], object]] = []
"""What to do when a signal ends the program, the last first: see `stopping`."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # those that the system has


def main() -> None:
    """Run the command line, and exit."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    from calculator.cli.running import run  # noqa: PLC0415  # it imports all the rest

    sys.exit(run())


def _stop(number: int, _frame: FrameType | None) -> None:
    """End at once, with the exit code that a shell gives it, and leave nothing behind.

    An exception would do less: one that comes while Python cleans up is printed and forgotten.
    """
    for undo in reversed(TO_UNDO):
        try:
            undo()
        except OSError:  # nobody is left to be told
            continue
    os._exit(128 + number)
