"""What the workshop says of a folder of circulars while they are written."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator.schema.report import check
from calculator.site.authoring.atelier import ADDRESS, Atelier
from calculator.site.authoring.state import State, state_of
from tests.foreign import FOLDER, IDS, SITE
from tests.site.building import edit

ID = IDS[SITE]
PAGE = "circulaire/2022-10-03.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER / SITE, tmp_path / "site")


def circular_file(site: Path) -> Path:
    return site / "circulars" / ID / "circular.toml"


def examples_file(site: Path) -> Path:
    return site / "circulars" / ID / "examples.csv"


def state(site: Path) -> State:
    return state_of(site / "circulars", site / "docs")


def git(site: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b.test")
    subprocess.run(["git", *who, *arguments], cwd=site, check=True, capture_output=True)


def commit(site: Path) -> None:
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "first")


def asked(site: Path, path: str, mount: str | None = "/") -> tuple[str, dict[str, str], bytes]:
    """What the server answers, a page of the site standing for all of them."""

    def page(environ: dict[str, Any], start: Any) -> list[bytes]:
        kind = "text/html" if environ["PATH_INFO"].endswith("/") else "text/css"
        start("200 OK", [("Content-Type", kind), ("Content-Length", "20")])
        return [b"<p>x</p>", b"</body></b>"]

    told: list[Any] = []
    atelier = Atelier(site / "circulars", site / "docs", mount)
    parts = atelier.around(page)({"PATH_INFO": path}, lambda *started: told.extend(started))
    return told[0], dict(told[1]), b"".join(parts)


def plain(text: str) -> str:
    """What was typeset, with the spaces of a file."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def soup(site: Path, mount: str | None = "/") -> BeautifulSoup:
    return BeautifulSoup(asked(site, ADDRESS, mount)[2], "html.parser")


# --- Faults ---------------------------------------------------------------------------------------


def test_a_sound_folder_has_nothing_to_mend(site: Path) -> None:
    page = soup(site)
    assert "Aucune faute." in page.get_text()
    titles = [plain(title.get_text()) for title in page.find_all("h2")]
    assert titles == ["Ce qui change depuis le dernier « commit »", "Tous les cas"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "stops"),
    [
        # a rule, a date, a word of the vocabulary, no TOML at all
        (
            f"circulars/{ID}/circular.toml",
            'status = "mandatory"',
            'status = "x"',
            'status = "x"',
            1,
        ),
        (f"circulars/{ID}/circular.toml", "schema = 1", "schema = ", "schema =", 1),
        ("circulars/vocabulary.toml", 'label = "Collège"', "label = 2", "label = 2", 1),
        (f"circulars/{ID}/examples.csv", "classe", "clase", "clase;", 0),
    ],
)
def test_each_fault_is_beside_its_line_in_the_words_of_check(
    site: Path, file: str, old: str, new: str, line: str, stops: int
) -> None:
    text = (site / file).read_text("utf-8")
    (site / file).write_text(text.replace(old, new, 1), "utf-8")
    report = check(site / "circulars")
    said = {plain(str(fault)) for fault in (*report.faults, *report.warnings)}
    assert report.faults
    found = [placed for placed in state(site).faults if not placed.remark]
    assert {placed.fault for placed in found} == set(report.faults)
    (shown,) = {placed.excerpt[placed.line] for placed in found if placed.fault.file in file}
    assert line in shown
    assert state(site).stops is bool(stops)
    page = soup(site)
    links = [link["href"] for link in page.select("ol a")]
    assert links
    for href in links:
        (told,) = page.select(f"{href} .atelier-fault")
        assert plain(told.get_text()).removeprefix("Remarque : ") in said


def test_a_fault_is_told_beside_the_paragraphs_of_its_rule(site: Path) -> None:
    edit(circular_file(site), 'status = "mandatory"', 'status = "x"')
    told = json.loads(asked(site, f"{ADDRESS}marques.json")[2])
    assert told["summary"].startswith(("1 faute", "2 fautes", "3 fautes", "4 fautes"))
    assert told["marks"]
    text = (site / "docs" / told["marks"][0]["page"]).read_text("utf-8")
    for mark in told["marks"]:
        assert f"#{mark['anchor']}" in text
        assert mark["to"].startswith(f"{ADDRESS}#faute-")
        assert "« x »" in mark["text"]


def test_a_paragraph_without_its_mark_is_told_on_its_page(site: Path) -> None:
    (page,) = (site / "docs/circulaire").glob("*.md")
    edit(page, "#objet }", "#autre }")
    marks = json.loads(asked(site, f"{ADDRESS}marques.json")[2])["marks"]
    assert [(mark["page"], mark["anchor"]) for mark in marks] == [
        (f"circulaire/{page.name}", "objet")
    ]


# --- Examples -------------------------------------------------------------------------------------


def test_an_example_that_fails_says_what_is_expected_and_what_is_answered(site: Path) -> None:
    edit(circular_file(site), "2023-02-10", "2023-02-11")
    found = state(site)
    assert not found.stops
    faults = {str(fault) for fault in check(site / "circulars").faults}
    assert {str(cell.fault) for cell in found.failing} == faults
    page = soup(site)
    cell = found.failing[0]
    line = page.find(id=f"{ID}-ligne-{cell.row.line}")
    assert line is not None
    row = line.find_parent("tr")
    assert row is not None
    assert f"{cell.column} : {cell.fault.expected}" in plain(row.get_text())
    assert f"{cell.column} : {cell.fault.found}" in plain(row.get_text())
    assert "2023-02-11" in plain(row.get_text())


def test_a_cell_that_is_not_understood_is_a_fault_and_no_answer(site: Path) -> None:
    edit(examples_file(site), "ouverte", "grande ouverte")
    found = state(site)
    assert found.failing == ()
    assert all("grande ouverte" in placed.excerpt[placed.line] for placed in found.faults)
    assert len(found.faults) > 0


# --- What changes ---------------------------------------------------------------------------------


def test_what_changes_since_the_last_commit(site: Path) -> None:
    commit(site)
    assert "Rien ne change" in soup(site).get_text()
    edit(circular_file(site), "2023-02-10", "2023-02-11")
    text = plain(soup(site).get_text())
    assert "10 février 2023" in text
    assert "11 février 2023" in text
    git(site, "commit", "-qam", "second")
    assert "Rien ne change" in soup(site).get_text()


def test_a_faulty_circular_is_not_said_to_be_as_it_was(site: Path) -> None:
    commit(site)
    edit(circular_file(site), "schema = 1", "schema =")
    text = plain(soup(site).get_text())
    assert "Rien ne change" not in text
    assert f"{ID} : ce n’est pas connu tant que ses fautes restent." in text


def test_a_circular_that_is_new_or_gone_is_said(site: Path) -> None:
    folder = site / "circulars" / ID
    folder.rename(site / ID)
    shutil.copytree(FOLDER / "premiers-secours/circulars", site / "circulars", dirs_exist_ok=True)
    commit(site)
    (site / ID).rename(folder)
    shutil.copy(FOLDER / SITE / "circulars/vocabulary.toml", site / "circulars")
    shutil.rmtree(site / "circulars" / IDS["premiers-secours"])
    text = plain(soup(site).get_text())
    assert f"{ID} : le dernier « commit » ne l’a pas encore." in text
    assert f"{IDS['premiers-secours']} : n’y est plus." in text


@pytest.mark.parametrize("case", ["no repository", "no commit", "no Git", "not added", "faulty"])
def test_why_it_is_not_known_what_changes(
    site: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = {
        "no repository": "n’est pas un dépôt Git",
        "no commit": "rien n’est encore enregistré",
        "no Git": "Git n’est pas installé",
        "not added": "n’est pas encore dans ce dépôt",
        "faulty": "ont des fautes",
    }
    if case == "no commit":
        git(site, "init", "-q")
    if case == "not added":
        git(site, "init", "-q")
        git(site, "add", "docs")
        git(site, "commit", "-qm", "first")
    if case == "faulty":
        vocabulary = site / "circulars/vocabulary.toml"
        good = vocabulary.read_text("utf-8")
        vocabulary.write_text("schema =", "utf-8")
        commit(site)
        vocabulary.write_text(good, "utf-8")
    if case == "no Git":
        monkeypatch.setenv("PATH", str(site))
    assert says[case] in soup(site).get_text()


# --- All cases ------------------------------------------------------------------------------------


def test_the_cases_of_a_circular(site: Path) -> None:
    _, _, html = asked(site, f"{ADDRESS}cas/{ID}")
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in BeautifulSoup(html, "html.parser").select("tbody tr")
    ]
    fifth = [row[2:7] for row in rows if row[:2] == ["5e", "public"]]
    # the note, « periodes » then « rattrapage »
    main, again = "2023-01-16 – 2023-02-10", "2023-06-05 – 2023-06-09"
    assert fifth == [
        ["2022-09-01", "2023-01-15", "obligatoire", main, "à venir"],
        ["2023-01-16", "2023-02-10", "obligatoire", main, "ouverte"],
        ["2023-02-11", "2023-06-04", "obligatoire", again, "à venir"],
        ["2023-06-05", "2023-06-09", "obligatoire", again, "ouverte"],
        ["2023-06-10", "2023-08-31", "obligatoire", again, "fermée"],
    ]
    assert asked(site, f"{ADDRESS}cas/none")[0] == "404 Not Found"


# --- The server -----------------------------------------------------------------------------------


def test_pages_of_the_site_ask_for_the_workshop_and_other_files_do_not(site: Path) -> None:
    _, headers, page = asked(site, "/comprendre/")
    assert page == b'<p>x</p><script src="/_atelier/atelier.js" defer></script></body></b>'
    assert headers["Content-Length"] == str(len(page))
    assert asked(site, "/style.css")[2] == b"<p>x</p></body></b>"


@pytest.mark.parametrize("name", ["atelier.css", "atelier.js", "version", "contenu", ""])
def test_what_the_workshop_is_made_of(site: Path, name: str) -> None:
    status, headers, content = asked(site, ADDRESS + name)
    assert status == "200 OK"
    assert headers["Content-Length"] == str(len(content))
    assert content


@pytest.mark.parametrize("name", ["../state.py", "none", "cas/"])
def test_there_is_nothing_else(site: Path, name: str) -> None:
    assert asked(site, ADDRESS + name)[0] == "404 Not Found"


def test_the_version_follows_files_and_commits(site: Path) -> None:
    seen = [asked(site, f"{ADDRESS}version")[2]]
    for change in (
        lambda: edit(circular_file(site), "2023-02-10", "2023-02-11"),
        lambda: edit(examples_file(site), "ouverte", "fermée"),
        lambda: commit(site),
        lambda: (site / "docs/nouvelle.md").write_text("x", "utf-8"),
    ):
        change()
        seen.append(asked(site, f"{ADDRESS}version")[2])
    assert len(set(seen)) == len(seen)


def test_why_a_build_failed_is_said_until_a_file_changes(site: Path) -> None:
    atelier = Atelier(site / "circulars", site / "docs", "/")
    atelier.built("comprendre.md, ligne 3 : une expression est mal écrite")

    def content() -> str:
        return b"".join(
            atelier.around(lambda *_: [])({"PATH_INFO": f"{ADDRESS}contenu"}, lambda *_: None)
        ).decode()

    assert "comprendre.md, ligne 3" in content()
    assert "le dernier qui a pu être fait" in content()
    edit(circular_file(site), "2023-02-10", "2023-02-11")
    assert "comprendre.md, ligne 3" not in content()


@pytest.mark.parametrize("spoilt", ["no folder", "empty", "a file", "bytes", "a link", "deep"])
def test_nothing_that_is_in_the_folder_stops_it(site: Path, spoilt: str) -> None:
    folder = site / "circulars"
    if spoilt in ("no folder", "empty"):
        shutil.rmtree(folder)
    if spoilt == "empty":
        folder.mkdir()
    if spoilt == "a file":
        (folder / "x").write_text("x", "utf-8")
    if spoilt == "bytes":
        circular_file(site).write_bytes(bytes(range(256)))
        examples_file(site).write_bytes(bytes(range(256)))
    if spoilt == "a link":
        (folder / "y").symlink_to(folder / "nowhere")
    if spoilt == "deep":
        circular_file(site).write_text("a = " + "[" * 100_000, "utf-8")
    text = soup(site, None).get_text()
    assert "faute" in text
    assert state(site).stops
    assert "Le site sera fait dès que" in text
