"""Whoever stops a command sees no traceback, whenever that is."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
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
            out, told = running.communicate(timeout=30)
        assert out == b""
        assert told.decode() == "Arrêté avant la fin : les réponses sont incomplètes.\n"
        assert running.returncode == 128 + number


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("before", [None, "avant"])
def test_stopped_in_a_long_list_it_says_what_became_of_the_answers(
    number: signal.Signals, before: str | None, tmp_path: Path
) -> None:
    """In one line, though several processes were at work."""
    pipe, made, told = (tmp_path / name for name in ("tube", "réponses.csv", "dit"))
    os.mkfifo(pipe)
    if before:
        made.write_text(before)
    command = [*COMMAND, "roster", str(pipe), *ON, "-o", str(made)]
    with (
        told.open("wb") as errors,
        subprocess.Popen(command, stderr=errors, start_new_session=True) as running,
        suppress(BrokenPipeError),
        pipe.open("w") as fed,
    ):
        fed.write("nom;prenom;classe\n" + "".join(f"N{n};B;3A\n" for n in range(100_000)))
        os.killpg(running.pid, number)
        for _ in range(1_000_000):
            fed.write("N;B;3A\n")
    became = "n’a pas été changé" if before else "n’a pas été écrit"
    assert told.read_text() == f"Arrêté avant la fin : {made} {became}.\n"
    assert running.returncode == 128 + number
    assert (made.read_text() if made.exists() else None) == before
    assert {one.name for one in tmp_path.iterdir()} <= {"tube", "réponses.csv", "dit"}


def test_a_folder_of_schools_is_said_to_be_kept(tmp_path: Path) -> None:
    (tmp_path / "in" / "école").mkdir(parents=True)
    os.mkfifo(tmp_path / "in" / "école" / "tube.csv")
    command = [*COMMAND, "roster", str(tmp_path / "in"), *ON, "-o", str(tmp_path / "out")]
    with (
        subprocess.Popen([*command, "--jobs", "1"], stderr=subprocess.PIPE) as running,
        (tmp_path / "in" / "école" / "tube.csv").open("wb"),
    ):
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert "sont gardées ; relancez pour finir." in told.decode()


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
    assert b"\x1b[?25h\r\nArr\xc3\xaat\xc3\xa9 avant la fin" in shown
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
