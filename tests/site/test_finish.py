"""A site that the plugin has not finished is refused, whatever program built it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.site import inspecting, release
from calculator.site.finish import WITHOUT_PLUGIN, lacks, unfinished
from calculator.site.inspecting import faults_of
from calculator.site.theme import END_OF_THEME
from tests.conftest import ROOT
from tests.foreign import FOLDER
from tests.site.building import edit

SITE = FOLDER / "premiers-secours"
PLUGIN = re.compile(r"^  calculator:\n(    .*\n)*", re.MULTILINE)


def copied(folder: Path) -> Path:
    shutil.copytree(SITE, folder)
    for name in ("node_modules", ".cache"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def mkdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", "built"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def without_plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole site, as a program that does not know the plugin builds it: with success."""
    folder = copied(tmp_path_factory.mktemp("sites") / "psc1")
    settings = folder / "mkdocs.yml"
    text, count = PLUGIN.subn("", settings.read_text("utf-8"))
    assert count == 1
    nav = text.index("\nnav:")
    settings.write_text(text[:nav].replace("strict: true", "strict: false"), "utf-8")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr
    assert "Premiers secours" in (folder / "built/index.html").read_text("utf-8")  # it looks right
    return folder


def test_a_site_that_is_built_without_the_plugin_is_refused_in_a_sentence(
    without_plugin: Path,
) -> None:
    assert list(faults_of(without_plugin / "built")) == [WITHOUT_PLUGIN]
    command = [sys.executable, "-m", "calculator", "test", "--output", "built"]
    done = subprocess.run(command, cwd=without_plugin, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "ce site est fait sans le plugin « calculator »" in done.stderr
    assert "calculator build" in done.stderr


def test_nothing_is_released_without_the_plugin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Accueil\n", "utf-8")
    settings = json.dumps({"site_name": "Essai", "theme": "material"})
    for name in release.TARGETS.values():
        (tmp_path / name).write_text(settings, "utf-8")
    done = CliRunner().invoke(release.main, ["--output", "dist"])
    assert done.exit_code == 1
    assert f"mkdocs.yml : {WITHOUT_PLUGIN}" in done.stderr
    assert not (tmp_path / "dist").exists()


def test_a_page_that_is_html_already_fails_the_build(tmp_path: Path) -> None:
    folder = copied(tmp_path / "psc1")
    page = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>A</title><h1>A</h1></html>'
    (folder / "docs/verification.html").write_text(page, "utf-8")
    done = mkdocs(folder)
    assert done.returncode == 1
    assert "verification.html : aucune politique de sécurité" in done.stderr
    assert done.stderr.count("aucune politique") == 1
    assert END_OF_THEME in done.stderr


def test_the_day_on_which_the_theme_ends_is_the_one_that_it_says() -> None:
    theme = find_spec("material.templates")
    assert theme
    assert theme.origin
    assert "reaches end of life on May 5, 2027" in Path(theme.origin).read_text("utf-8")
    assert "jusqu’au 5 mai 2027" in END_OF_THEME


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Content-Security-Policy", "X-Nothing", "aucune politique de sécurité"),
        (" data-statement>", ">", "ne mène pas à la page d’accessibilité"),
        ('<link rel="preload" as="script"', "<link", "rien ne demande dès le début le script"),
        ("<script data-engine=", "<script data-other=", "sans ce qui répond"),
        ("</h1>", "</h1><p>{{ calculator() }}</p>", "« {{ calculator() }} » n’a pas été remplacée"),
    ],
)
def test_a_page_that_lacks_something_is_told_of_it(
    site_folder: Path, old: str, new: str, says: str
) -> None:
    html = (site_folder / "calculateur/index.html").read_text("utf-8")
    assert list(lacks(html, whole=True)) == []
    assert old in html
    (fault,) = lacks(html.replace(old, new, 1), whole=True)
    assert says in fault


def test_an_expression_that_a_page_shows_as_code_is_no_fault(site_folder: Path) -> None:
    html = (site_folder / "calculateur/index.html").read_text("utf-8")
    shown = html.replace("</h1>", "</h1><p><code>{{ calculator() }}</code></p>", 1)
    assert list(lacks(shown, whole=True)) == []


def test_a_site_needs_a_calculator(site_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(site_folder / "accessibilite", tmp_path / "accessibilite")
    (fault,) = unfinished(tmp_path)
    assert "aucune page n’a de calculateur" in fault


def test_a_folder_that_holds_no_site_is_told_as_such(tmp_path: Path) -> None:
    done = CliRunner().invoke(inspecting.main, [str(tmp_path)])
    assert done.exit_code == 1
    assert "rien n’y est fabriqué" in done.stderr


def test_a_site_alone_can_be_inspected(site_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(site_folder, tmp_path / "site")
    done = CliRunner().invoke(inspecting.main, [str(folder)])
    assert (done.exit_code, done.stderr) == (0, "")
    edit(folder / "index.html", "<h1", "<h2")
    done = CliRunner().invoke(inspecting.main, [str(folder)])
    assert done.exit_code == 2
    assert done.stderr.startswith("index.html : 0 titres h1")
