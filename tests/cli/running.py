"""The command line in a process of its own, as a person or another program runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from tests.conftest import ROOT

COMMAND = (sys.executable, "-m", "calculator")
CIRCULARS = ROOT / "circulars"
FILE = CIRCULARS / "nantes-2020-2021/circular.toml"
(LIST,) = (ROOT / "tests/lists/samples").glob("01b*")
ON = ("--on", "2021-03-10")
SCHOOL = ("--establishment", "prive-sous-contrat")

WORDS = {
    "help": ("--help",),
    "version": ("--version",),
    "help of a command": ("roster", "--help"),
    "decide": ("decide", "--class", "3e", *SCHOOL, *ON),
    "roster": ("roster", LIST, *ON),
    "plan": ("plan", "--class", "3e", *SCHOOL, *ON, "--session", "college=2021-04-29"),
    "campaigns": ("campaigns",),
    "diff": ("diff", "2020-2021", FILE),
    "check": ("check", CIRCULARS),
}
"""What says words on the standard output."""
JSON = {
    f"{name} as JSON": (*WORDS[name], "--format", "json")
    for name in ("decide", "roster", "plan", "diff")
}
OTHERS = {
    "roster as CSV": (*WORDS["roster"], "--format", "csv"),
    "calendar": ("calendar", "--campaign", "2020-2021"),
    "diff as CSV": (*WORDS["diff"], "--format", "csv"),
}
"""What has its own encoding."""
ALL = {**WORDS, **JSON, **OTHERS}


def calculate(
    *arguments: object,
    given: bytes | None = None,
    stdin: IO[Any] | int | None = None,
    stdout: IO[Any] | int = subprocess.PIPE,
    stderr: IO[Any] | int = subprocess.PIPE,
    cwd: Path | None = None,
    before: Callable[[], object] | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end.

    Args:
        arguments: What follows `calculator`.
        given: What it finds on the standard input.
        stdin: Or the standard input itself.
        stdout: The standard output, kept if not told.
        stderr: The standard error, kept if not told.
        cwd: The folder to run in.
        before: What the process does before it becomes the command.
        environment: Variables beside ours.
    """
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        **({"input": given} if given is not None else {"stdin": stdin or subprocess.DEVNULL}),
        stdout=stdout,
        stderr=stderr,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        preexec_fn=before,
        check=False,
        timeout=60,
    )


def refusal(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one message of a command that refuses."""
    told = done.stderr.decode()
    assert done.returncode == 2, told
    assert done.stdout in (b"", None)
    assert told.count("\n") == 1, told
    assert told.startswith("Erreur : ")
    return told.removeprefix("Erreur : ").removesuffix("\n")
