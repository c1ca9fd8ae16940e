"""Whoever stops a command sees no traceback, whenever that is."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, ON

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("module", ["gettext", "click", "tomllib", "tempfile"])
def test_stopped_while_it_is_imported(module: str, number: signal.Signals, tmp_path: Path) -> None:
    """The module, one of those that the command line imports, is one that takes for ever."""
    (tmp_path / f"{module}.py").write_text(
        "import sys, time\nprint('ici', flush=True)\ntime.sleep(60)\n"
    )
    stopped([*COMMAND, "campaigns"], number, PYTHONPATH=str(tmp_path))


@pytest.mark.parametrize("number", SIGNALS)
def test_stopped_while_it_waits_for_a_list(number: signal.Signals, tmp_path: Path) -> None:
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    command = [*COMMAND, "roster", str(pipe), *ON]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        with pipe.open("wb"):  # it is there, and reads
            running.send_signal(number)
            assert running.communicate(timeout=30) == (b"", b"")
        assert running.returncode == 128 + number


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """As for a command that a script starts in the background, or by nohup."""
    ask = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "sys.argv = ['calculator', '--version']\n"
        "from calculator.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)\n"
    )
    done = subprocess.run([COMMAND[0], "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("True\n")


def test_a_progress_bar_gives_the_cursor_back(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    long = tmp_path / "longue.csv"
    long.write_text("nom;prenom;classe\n" + "A;B;3A\n" * 400_000)
    command = [*COMMAND, "roster", str(long), *ON]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=follower) as running:
        os.close(follower)
        shown = b""
        while b"%" not in shown:
            shown += os.read(leader, 10_000)
        running.send_signal(signal.SIGINT)
        running.wait()
    shown += os.read(leader, 10_000)
    os.close(leader)
    assert running.returncode == 130
    assert shown.endswith(b"\x1b[?25h\r\n")
    assert b"Traceback" not in shown


def stopped(command: list[str], number: signal.Signals, **environment: str) -> None:
    """Start a command, and stop it once it says that it is there."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ici\n"
        running.send_signal(number)
        assert running.communicate(timeout=30) == (b"", b"")
        assert running.returncode == 128 + number
