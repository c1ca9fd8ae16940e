"""The examples of the page for developers that read the static answers: run as they are."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import program

SITE = "https://votre-site.example/"
ANSWER = "Certification obligatoire : inscrire l’élève à une session de certification."
BY_WHEN = (
    "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : ouverture dans 56 jours. "
    "(texte publié ici)"
)
"""For a pupil of 3e, on the first day on which something is possible to anybody."""
IN_ENGLISH = {"SOMMEPROD": "SUMPRODUCT", "DATEVAL": "DATEVALUE", "LIGNE": "ROW", ";": ","}
"""A spreadsheet program that is not in French writes the same formula so."""


@pytest.fixture(scope="module")
def examples(site_folder: Path) -> dict[str, str]:
    """The example of each part of the page, by its anchor."""
    html = (site_folder / "developpeurs/index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    found = {}
    for title in page.select("h3[id^=api-]"):
        block = title.find_next("pre")
        if block is not None:
            found[str(title["id"])] = block.get_text()
    return found


def test_the_example_in_javascript(examples: dict[str, str], site: str, tmp_path: Path) -> None:
    script = tmp_path / "example.mjs"
    script.write_text(examples["api-javascript"].replace(SITE, site), "utf-8")
    assert printed(program("node"), script) == f"{ANSWER} {BY_WHEN}"


def test_the_example_in_python(examples: dict[str, str], site: str, tmp_path: Path) -> None:
    script = tmp_path / "example.py"
    script.write_text(examples["api-python"].replace(SITE, site), "utf-8")
    assert printed(sys.executable, script) == f"{ANSWER} {BY_WHEN}"


def printed(command: str, script: Path) -> str:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "NO_PROXY": "*"}
    done = subprocess.run(
        [command, str(script)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def test_the_formula_for_a_spreadsheet(
    examples: dict[str, str], site_folder: Path, tmp_path: Path
) -> None:
    """In a program that reads the table by itself: with its separators, and days as days."""
    formula = examples["api-tableur"].strip()
    assert re.match(r"=INDEX\(M2:M9999;SOMMEPROD\(", formula)
    for french, english in IN_ENGLISH.items():
        formula = formula.replace(french, english)
    formulas = [formula, formula.replace("M2:M9999", "N2:N9999")]
    table = site_folder / "api/v1/nantes-2020-2021.csv"
    head, _, rest = table.read_bytes().decode().partition("\r\n")
    cells = ";".join('"{}"'.format(one.replace('"', '""')) for one in formulas)
    (tmp_path / "table.csv").write_text(f"{head};{cells}\r\n{rest}", "utf-8", newline="")
    subprocess.run(
        [program("ssconvert"), "table.csv", "read.csv"],
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stderr=subprocess.DEVNULL,
        check=True,
    )
    first, *_ = csv.reader(io.StringIO((tmp_path / "read.csv").read_text("utf-8")))
    assert first[-2] == ANSWER
    assert first[-1] == BY_WHEN.replace("56", "{days:2021-03-08}")
