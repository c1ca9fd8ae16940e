"""What a build says to who makes the site: once, though a command builds several."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.plugins import get_plugin_logger

SAID = "CALCULATOR_SAID"
"""The environment variable with the file of what the command has said already."""

_log = get_plugin_logger("calculator")
_said: set[str] = set()


def say_once(text: str) -> None:
    """Say something in the log, unless this command has.

    Args:
        text: What, on one line. It is no warning, which would be an error in a strict build.
    """
    file = Path(os.environ[SAID]) if SAID in os.environ else None
    known = _said.union(file.read_text("utf-8").splitlines()) if file else _said
    if text in known:
        return
    _said.add(text)
    if file:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(f"{text}\n")
    _log.info(text)
