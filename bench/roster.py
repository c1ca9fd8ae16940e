"""A whole académie: pupils answered per second, and the memory and the time that it takes.

Goals: 50,000 pupils per second from bytes to answers; a million pupils within 150 MB and 15 seconds
on the command line, whose memory does not grow with the list.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from calculator import load_circular
from calculator.lists.answering import answer_roster, summary
from calculator.lists.classes import ClassMap
from calculator.lists.merging import merge
from calculator.lists.pix import COMPETENCES
from calculator.lists.reading import read_list

PUPILS = 20_000
PUPILS_IN_CLI = (10_000, 100_000, 1_000_000)
ROUNDS = 9
_CHUNK = 1 << 18
_RSS_IN_MEGABYTE = 1 << (20 if sys.platform == "darwin" else 10)
_MEASURED = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A program that measures another; it is small, for what begins in it counts its memory."""
_WHO = (
    "Nom de l'organisation",
    "ID Campagne",
    "Nom de la campagne",
    "Nom du Participant",
    "Prénom du Participant",
    "Classe",
    "Envoi (O/N)",
    "Date et heure de l'envoi (Europe/Paris)",
    "Nombre de pix total",
    "Certifiable (O/N)",
    "Nombre de compétences certifiables",
)


def measure(report: Callable[[str], None]) -> dict[str, Any]:
    """The best of several runs, in seconds of processor, and the peak memory of the command.

    Returns:
        Pupils per second; and for the command, by number of pupils, the peak memory in MB, the
        seconds of a clock and the pupils per second of processor.
    """
    report("roster: the library")
    content = export(PUPILS)
    took = min(_answer(content) for _ in range(ROUNDS))
    in_command = {}
    for pupils in PUPILS_IN_CLI:
        report(f"roster: the command line, {pupils:,} pupils")
        seconds, took_in_all, megabytes = _command(pupils)
        in_command[str(pupils)] = {
            "megabytes": round(megabytes, 1),
            "seconds": round(took_in_all, 1),
            "pupils_per_second": round(pupils / seconds),
        }
    return {"pupils_per_second": round(PUPILS / took), "command": in_command}


def export(pupils: int) -> bytes:
    """A Pix Orga export of so many pupils, a tenth of whom shared no profile, always the same."""
    return "".join(_lines(pupils)).encode()


def _lines(pupils: int) -> Iterator[str]:
    chance = random.Random(2021)  # noqa: S311  # not for secrets
    titles = list(_WHO)
    for competence in COMPETENCES.values():
        titles.append(f"Niveau pour la compétence {competence.name}")
        titles.append(f"Nombre de pix pour la compétence {competence.name}")
    yield "\ufeff" + ";".join(f'"{title}"' for title in titles) + "\n"
    for number in range(pupils):
        yield _line(number, chance) + "\n"


def _line(number: int, chance: random.Random) -> str:
    class_name = f'"{3 + number % 4}{"ABCDEFGH"[number % 8]}"' if number % 5 else 301 + number % 7
    who = f'"Collège Fictif";123456;"Certifiables";"NOM-É{number}";"Prénom{number % 997}"'
    who = f"{who};{class_name}"
    if number % 10 == 9:
        return f'{who};"Non"' + ';"NA"' * (len(_WHO) - 7 + 2 * len(COMPETENCES))
    ability = chance.random()
    pix = [chance.choice((0, 3, 7, 8, 11, 16, 40)) * (chance.random() < ability) for _ in range(16)]
    reached = sum(one >= 8 for one in pix)
    sent = f"{1 + number % 28:02}/02/2021 {8 + number % 9:02}:{number % 60:02}"
    certifiable = "Oui" if reached >= 5 else "Non"
    cells = ";".join(f"{one // 8};{one}" for one in pix)
    return f'{who};"Oui";"{sent}";{sum(pix)};"{certifiable}";{reached};{cells}'


def _answer(content: bytes) -> float:
    start = time.process_time()
    chunks = (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK))
    roster = merge([read_list("export.csv", chunks)])
    classes = ClassMap.of(roster.class_names)
    circular = load_circular("nantes-2020-2021")
    kind, day = "prive-sous-contrat", date(2021, 3, 10)
    answered = answer_roster(roster, classes, kind, day, circular)
    for pupil in answered.pupils:
        pupil.nearest  # noqa: B018  # worked out when asked
    summary(answered.standing)
    took = time.process_time() - start
    if len(answered.pupils) + len(answered.superseded) != PUPILS or answered.set_aside:
        raise ValueError("the answers are not those of the export")
    return took


def _command(pupils: int) -> tuple[float, float, float]:
    """What so many pupils take: seconds of processor and of a clock, and the peak memory in MB."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file, made = Path(folder, "export.csv"), Path(folder, "made.csv")
        with file.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(_lines(pupils))
        command = [sys.executable, "-m", "calculator", "roster", str(file), "-o", str(made)]
        measured = [sys.executable, "-c", _MEASURED, *command, "--on", "2021-03-10"]
        start = time.perf_counter()
        told = subprocess.run(measured, check=True, stdout=subprocess.PIPE).stdout
        in_all = time.perf_counter() - start
    seconds, peak = map(float, told.split())
    return seconds, in_all, peak / _RSS_IN_MEGABYTE
