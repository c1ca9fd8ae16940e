"""The static answers that the site publishes: their files, their form, and what they say."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import brotli
import pytest
from jsonschema import Draft202012Validator

from calculator.model.case import Case
from calculator.model.deciding import decide
from calculator.render.as_text import as_text
from calculator.schema.answers_form import AnswersForm, IndexForm
from calculator.schema.published import published
from calculator.site.release import TARGETS
from calculator.site.states import filled
from tests.known import CIRCULAR, CLASSES, KINDS
from tests.site.links import read_pages

ANSWERS = f"api/v1/{CIRCULAR.id}"
MOST_OF_A_FILE = 10_000
MOST_OF_A_YEAR = 150_000
"""How many bytes a file, and all the answers of a year, may weigh, with brotli."""


def read(folder: Path, address: str) -> Any:
    return json.loads((folder / address).read_text("utf-8"))


def answers(folder: Path, level: str) -> Any:
    return read(folder, f"{ANSWERS}/{level}.json")


@pytest.mark.parametrize("target", TARGETS)
def test_the_index_leads_to_every_file(dist: Path, target: str) -> None:
    folder = dist / target / "api/v1"
    index = read(folder, "index.json")
    assert list(Draft202012Validator(published(IndexForm)).iter_errors(index)) == []
    listed = {"index.json"}
    for one in index["circulars"]:
        listed |= {one["csv"], *one["answers"].values()}
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*.*")}
    assert {file for file in files if file.endswith((".json", ".csv"))} == listed
    assert list(index["circulars"][0]["answers"]) == list(CLASSES)
    assert [one["code"] for one in index["establishments"]] == list(KINDS)


@pytest.mark.parametrize("level", CLASSES)
def test_the_answers_of_a_class_are_of_the_published_form(site_folder: Path, level: str) -> None:
    data = answers(site_folder, level)
    errors = Draft202012Validator(published(AnswersForm)).iter_errors(data)
    assert [error.message for error in errors] == []
    assert data["version"] == read(site_folder, "api/v1/index.json")["version"]
    assert len(brotli.compress((site_folder / f"{ANSWERS}/{level}.json").read_bytes())) < (
        MOST_OF_A_FILE
    )


@pytest.mark.parametrize(
    ("on", "status", "window", "by_when"),
    [
        ("2021-03-07", "mandatory", "upcoming", "ouverture demain"),  # § 5 calendrier
        ("2021-03-10", "mandatory", "open", "il reste {days:2021-05-12} jours"),
        ("2021-05-12", "mandatory", "open", "dernier jour"),
        ("2021-05-13", "mandatory", "closed", "Les sessions étaient possibles"),
    ],
)
def test_an_answer_is_found_by_its_day(
    site_folder: Path, on: str, status: str, window: str, by_when: str
) -> None:
    data = answers(site_folder, "3e")
    states = data["establishments"]["prive-sous-contrat"]
    (state,) = [one for one in states if one["first_day"] <= on <= one["last_day"]]
    assert (state["status"], state["window"]) == (status, window)
    assert by_when in state["by_when"]
    day = date.fromisoformat(on)
    lines = filled([data["blocks"][n] for n in state["text"]], day, CIRCULAR.school_year, str)
    decision = decide(Case.of("3e", "prive-sous-contrat"), day, CIRCULAR)
    assert "\n".join(lines) == as_text(decision, width=None)
    assert state["decision"]["certification"]["window"]["closes"] == "2021-05-12"
    assert state["decision"]["certification"]["window"]["days_left"] is None


def test_a_year_weighs_little(site_folder: Path) -> None:
    files = [*(site_folder / ANSWERS).glob("*.json"), site_folder / f"{ANSWERS}.csv"]
    assert sum(len(brotli.compress(file.read_bytes())) for file in files) < MOST_OF_A_YEAR


@pytest.mark.parametrize("target", TARGETS)
def test_the_links_of_an_answer_lead_to_its_paragraphs(dist: Path, target: str) -> None:
    data = answers(dist / target, "3e")
    hrefs = {
        part.partition('"')[0]
        for block in data["blocks"]
        for part in block.split('href="{site}')[1:]
    }
    pages = read_pages(dist / target / "circulaire")
    assert hrefs
    for href in hrefs:
        path, _, anchor = href.removeprefix("circulaire/").partition("#")
        assert not anchor or pages[path].find(id=anchor)
    assert not any("{page" in block for block in data["blocks"])


def test_a_table_has_a_line_for_each_state(site_folder: Path) -> None:
    text = (site_folder / f"{ANSWERS}.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    states = {level: answers(site_folder, level)["establishments"] for level in CLASSES}
    assert [(one["classe"], one["etablissement"], one["du"]) for one in lines] == [
        (level, kind, state["first_day"])
        for level, kinds in states.items()
        for kind, of_kind in kinds.items()
        for state in of_kind
    ]
    (line,) = [
        one
        for one in lines
        if (one["classe"], one["etablissement"]) == ("tle-gt", "public")
        and one["du"] <= "2021-02-01" <= one["au"]
    ]
    assert (line["statut"], line["fenetre"]) == ("optional", "open")
    assert (line["ouverture"], line["fermeture"]) == ("2021-01-11", "2021-05-20")
    assert line["reponse"].startswith("Certification facultative")


def page_file(folder: Path) -> Path:
    """The file of the calculator's page, which no `.br` and no `.gz` is."""
    files = (folder / "assets/calculator").glob(f"answers-{CIRCULAR.id}.*")
    (file,) = [one for one in files if one.suffix in {".js", ".json"}]
    return file


@pytest.mark.parametrize("target", TARGETS)
def test_the_page_has_the_same_answers_in_a_file(dist: Path, target: str) -> None:
    """On a disk, or on a server that knows few types, it is a script."""
    file = page_file(dist / target)
    text = file.read_text("utf-8")
    if target != "public":
        head, _, rest = text.partition("]=")
        assert (head, file.suffix) == (f'(self.calcAnswers??={{}})["{CIRCULAR.id}"', ".js")
        text = re.sub(r"\\(.)", r"\1", rest.removeprefix("'").removesuffix("';\n"))
    data = json.loads(text)
    for level in CLASSES:
        whole = answers(dist / target, level)
        assert data["version"] == whole["version"]
        assert shown(data["classes"][level], data["blocks"]) == shown(
            whole["establishments"], whole["blocks"]
        )


def test_the_file_of_the_page_weighs_little(site_folder: Path) -> None:
    assert len(brotli.compress(page_file(site_folder).read_bytes())) < MOST_OF_A_FILE


def shown(kinds: Any, blocks: list[str]) -> Any:
    return [
        (kind, one["first_day"], one["last_day"], [blocks[n] for n in one["html"]])
        for kind, states in kinds.items()
        for one in states
    ]
