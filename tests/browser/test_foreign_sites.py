"""Sites whose subject no product file knows: built strictly, in three forms, and used in Chromium.

Nothing but their own files makes them: circulars, pages, settings (`tests/circulars/`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculator.site.package_index import pages_of
from tests.browser.driving import READY, Watch, choose_day
from tests.browser.targets import opened
from tests.conftest import ROOT, serving
from tests.foreign import FOLDER
from tests.site.building import NATIONAL

TARGETS = {
    "public": "mkdocs.yml",
    "intranet": "mkdocs.intranet.yml",
    "offline": "mkdocs.offline.yml",
}
SITES = ("academie", "securite-routiere", "premiers-secours")
WORDS_OF_ANOTHER = re.compile(r"\b(?:pix|crcn)\b|certifi(?:cation|able)", re.IGNORECASE)
RESULT = "[data-calc-result]"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repositories of these sites, each with what `npm ci` would put there."""
    folder = tmp_path_factory.mktemp("foreign")
    for site in SITES:
        copy_site(site, folder / site)
    return folder


def copy_site(site: str, destination: Path) -> Path:
    ignored = shutil.ignore_patterns("node_modules", ".cache", "build")
    shutil.copytree(FOLDER / site, destination, ignore=ignored)
    (ROOT / ".cache").mkdir(exist_ok=True)
    for name in ("node_modules", ".cache"):
        (destination / name).symlink_to(ROOT / name)
    return destination


def build(repository: Path, target: str) -> Path:
    """Build a target of a site, as its webmaster would."""
    built = repository / "build" / target
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)]
    done = subprocess.run(
        [*mkdocs, "--config-file", TARGETS[target]],
        cwd=repository,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return built


@pytest.fixture(scope="module", params=[(site, target) for site in SITES for target in TARGETS])
def built(request: pytest.FixtureRequest, workshop: Path) -> tuple[str, str, Path]:
    """Each site in each of its forms."""
    site, target = request.param
    return site, target, build(workshop / site, target)


QUESTIONS = {
    # site: class, kind of school, day, and what the answer begins and goes on with
    "academie": ("3e", "public", "2021-03-16", "Certification obligatoire", "21 mai 2021"),
    "securite-routiere": ("5e", "public", "2023-01-20", "ASSR 1 obligatoire", "2023"),
    "premiers-secours": (None, None, "2023-10-02", "", ""),
}


def test_it_answers_in_the_browser(page: Page, built: tuple[str, str, Path]) -> None:
    site, target, folder = built
    level, kind, on, begins, says = QUESTIONS[site]
    with opened(target, folder) as form:
        watch = Watch(page.context)
        page.goto(form.address + form.calculator)
        expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
        classes = page.locator("#calc-class")
        classes.select_option(level or classes.locator("option").nth(1).get_attribute("value"))
        if kind and page.locator("#calc-establishment[name=establishment]").count():
            page.locator("#calc-establishment").select_option(kind)
        choose_day(page, on)
        answer = page.locator(f"{RESULT} .calc-answer")
        expect(answer).to_be_visible(timeout=READY)
        expect(answer.locator(".calc-answer__headline")).to_contain_text(begins)
        expect(answer).to_contain_text(says)
        assert watch.outside(form.address) == []
        assert watch.problems == []


def test_no_word_of_another_subject_is_in_it(built: tuple[str, str, Path]) -> None:
    site, _, folder = built
    if site == "academie":
        pytest.skip("its subject is the one of the main site")
    found = {
        f"{file.relative_to(folder)}: {match[0]}"
        for file in folder.rglob("*")
        if file.suffix in {".html", ".js", ".json", ".ics", ".xml", ".txt"}
        if "lunr" not in file.name and file.parent.name not in {"engine", "javascripts", "schemas"}
        for match in [WORDS_OF_ANOTHER.search(without_keys(file.read_text("utf-8", "replace")))]
        if match
    }
    assert found == set()


def without_keys(text: str) -> str:
    """A text; of JSON, what its keys hold, as those of our schemas are words of one subject."""
    try:
        return " ".join(strings_in(json.loads(text)))
    except json.JSONDecodeError:
        return text


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings_in(one)


def test_a_tool_that_its_circular_has_no_use_for_is_not_there(built: tuple[str, str, Path]) -> None:
    site, _, folder = built
    pages = {
        page.name if page.name != "index.html" else page.parent.name for page in pages_of(folder)
    }
    calculators = (
        (folder / "calculateur").rglob("*.html")
        if (folder / "calculateur").is_dir()
        else [folder / "calculateur.html"]
    )
    (calculator,) = (page.read_text("utf-8") for page in calculators)
    assert ("levels.1.1" in calculator) == (site == "academie")
    assert ("note" in re.findall(r'<input id="calc-(\w+)"', calculator)) == (
        site == "securite-routiere"
    )
    assert any(name.startswith("liste") for name in pages) == (site == "academie")
    library = next((folder / "assets/engine").glob("library.*"))
    if library.suffix == ".zip":
        assert (b"calculator/lists/" in library.read_bytes()) == (site == "academie")


# --- Two texts for one year --------------------------------------------------------------------


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main site with another academy's text beside that of the same year alone, built."""
    project = tmp_path_factory.mktemp("together") / "site"
    project.mkdir()
    ignored = shutil.ignore_patterns(*NATIONAL)
    for name in ("circulars", "docs", "includes", "schemas"):
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    for settings in ROOT.glob("mkdocs*.yml"):
        shutil.copy(settings, project)
    for name in ("node_modules", ".cache", "calculator"):
        (project / name).symlink_to(ROOT / name)
    other = FOLDER / "academie"
    shutil.copytree(other / "circulars/valmer-2020-2021", project / "circulars/valmer-2020-2021")
    for text in (other / "docs/circulaire").glob("*.md"):
        shutil.copy(text, project / "docs/circulaire")
    return build(project, "public")


def test_the_reader_is_asked_which_text_and_each_answers_for_itself(
    page: Page, together: Path
) -> None:
    with serving(together) as site:
        watch = Watch(page.context)
        page.goto(f"{site}calculateur/")
        expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
        page.locator("#calc-class").select_option("3e")
        page.locator("#calc-establishment").select_option("public")
        choose_day(page, "2021-03-16")
        result = page.locator(RESULT)
        problems = page.locator("[data-calc-problems]")
        expect(problems).to_contain_text("Texte : rien n’est indiqué", timeout=READY)
        text = page.get_by_label("Texte", exact=True)
        expect(text).to_have_attribute("aria-invalid", "true")
        answers = {}
        for name in ("nantes-2020-2021", "valmer-2020-2021"):
            text.select_option(name)
            expect(result.locator(".calc-answer")).to_be_visible(timeout=READY)
            last = "12 mai 2021" if name.startswith("nantes") else "21 mai 2021"
            expect(result.locator(".calc-answer__when")).to_contain_text(last)
            answers[name] = result.inner_text()
        assert len(set(answers.values())) == 2
        assert watch.outside(site) == []
        assert watch.problems == []


def test_their_calendars_share_neither_a_file_nor_an_identifier(together: Path) -> None:
    files = {
        file.name: file.read_text("utf-8") for file in (together / "calendriers").glob("*.ics")
    }
    mine = {name: text for name, text in files.items() if name.startswith("2020-2021")}
    theirs = {name: text for name, text in files.items() if name.startswith("valmer-2020-2021")}
    assert mine
    assert theirs
    assert len(mine) + len(theirs) == len(files)

    def uids(some: dict[str, str]) -> set[str]:
        return {uid for text in some.values() for uid in re.findall(r"^UID:(.+?)\r?$", text, re.M)}

    assert uids(mine)
    assert uids(theirs)
    assert not uids(mine) & uids(theirs)
