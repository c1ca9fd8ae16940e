"""What the plugin needs of a site: met, or named with what to write in mkdocs.yml."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.utils.yaml import yaml_load

from calculator.site.inspecting import faults_of
from calculator.site.needs import check_pages, check_read, check_settings
from calculator.site.release import main
from calculator.site.search import search_workers
from calculator.site.theme import MADE_FOR, mended
from tests.conftest import ROOT
from tests.foreign import FOLDER

Settings = dict[str, Any]
TOGGLE = {"icon": "material/weather-night", "name": "Autre palette"}
LIGHT = {"media": "(prefers-color-scheme: light)", "scheme": "default", "toggle": TOGGLE}
DARK = {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "toggle": TOGGLE}
THEME = {"name": "material", "language": "fr", "font": False, "palette": [LIGHT, DARK]}
ALL = {
    "site_name": "Essai",
    "theme": THEME,
    "plugins": ["search", "calculator"],
    "markdown_extensions": ["attr_list"],
}
EMBEDDED = {"calculator": {"engine": "embedded"}}


def themed(**keys: object) -> Settings:
    return {"theme": {**THEME, **keys}}


def without(key: str) -> Settings:
    return {"theme": {name: value for name, value in THEME.items() if name != key}}


def checked(settings: Settings, folder: Path) -> None:
    (folder / "docs").mkdir(exist_ok=True)
    file = folder / "mkdocs.yml"
    file.write_text(json.dumps(settings), "utf-8")
    config = load_config(str(file))
    check_settings(config, embedded=config.plugins["calculator"].config.engine == "embedded")


def accepting(*origins: object) -> Settings:
    return {"plugins": ["search", {"calculator": {"embed_origins": [*origins]}}]}


MET: list[Settings] = [
    {},
    {"markdown_extensions": ["markdown.extensions.attr_list"]},
    {"markdown_extensions": ["extra"]},
    {"markdown_extensions": ["pymdownx.extra"]},
    {"plugins": ["calculator", "search"]},
    {"plugins": {"search": {"lang": "fr"}, "calculator": {}}},
    {"plugins": ["search", EMBEDDED, "offline"]},
    themed(features=["navigation.expand", "navigation.prune"]),
    themed(features=None),
    accepting(),
    accepting("https://lycee.example", "http://10.0.0.1:8080", "http://intranet", "http://[::1]"),
    {"plugins": ["search", {"calculator": {"embed_origins": None}}]},
]
UNMET: list[tuple[Settings, str]] = [
    ({"theme": "mkdocs"}, "theme.name : « mkdocs » ; il faut material"),
    ({"theme": {"name": "readthedocs"}}, "theme.name : « readthedocs »"),
    ({"theme": "material"}, "theme.language : « en » ; il faut fr"),
    (without("language"), "theme.language : « en »"),
    (themed(language="de"), "theme.language : « de »"),
    (without("font"), "theme.font : « Roboto, Roboto Mono » ; il faut false"),
    (themed(font={"text": "Lato"}), "theme.font : « Lato »"),
    (themed(font="Lato"), "theme.font : « Lato »"),
    (without("palette"), "theme.palette : rien n’est écrit ; il faut deux palettes"),
    (themed(palette=LIGHT), "theme.palette : « default »"),
    (themed(palette={"scheme": "slate"}), "theme.palette : « slate sans media sans toggle »"),
    (themed(palette=[LIGHT]), "theme.palette : « default »"),
    (themed(palette=[DARK, LIGHT]), "theme.palette : « slate, default »"),
    (
        themed(palette=[LIGHT, {**DARK, "toggle": {"icon": "x"}}]),
        "theme.palette : « default, slate sans toggle »",
    ),
    (
        themed(palette=[{"media": "(prefers-color-scheme)", "toggle": TOGGLE}, LIGHT, DARK]),
        "theme.palette : « sans scheme, default, slate »",
    ),
    (themed(palette="slate"), "theme.palette : « sans scheme sans media sans toggle »"),
    ({"plugins": ["calculator"]}, "plugins : « calculator » ; il faut search aussi"),
    ({"plugins": [{"search": {"enabled": False}}, "calculator"]}, "search aussi, et activé"),
    ({"plugins": {"calculator": {}}}, "plugins : « calculator » ; il faut search aussi"),
    ({"plugins": {"search": {}, **EMBEDDED}}, "offline aussi"),
    ({"plugins": ["search", EMBEDDED]}, "il faut offline aussi"),
    ({"plugins": ["search", EMBEDDED, {"offline": {"enabled": False}}]}, "offline aussi"),
    ({"plugins": ["search", "calculator", "offline"]}, "il faut « engine: embedded »"),
    (
        {"markdown_extensions": ["abbr"]},
        "markdown_extensions : « toc, tables, fenced_code, abbr » ; il faut attr_list",
    ),
]


ORIGINS: list[tuple[object, str]] = [
    ("https://lycee.example/", "https://lycee.example, comme"),
    ("https://lycee.example/pix/", "https://lycee.example, comme"),
    ("https://Lycee.Example", "https://lycee.example, comme"),
    ("https://lycee.example:443", "https://lycee.example, comme"),
    ("http://lycee.example:80", "http://lycee.example, comme"),
    ("https://lycée.example", "https://xn--lyce-dpa.example, comme"),
    ("https://qui@lycee.example", "https://lycee.example, comme"),
    ("lycee.example", "https:// et le nom d’un site"),
    ("*", "https:// et le nom d’un site"),
    ("https://*.lycee.example", "https:// et le nom d’un site"),
    ("https://lycee.example; script-src *", "https:// et le nom d’un site"),
    ("https://lycee.example 'self'", "https:// et le nom d’un site"),
    ('https://a"b', "https:// et le nom d’un site"),
    ("https://", "https:// et le nom d’un site"),
    ("https://[::1", "https:// et le nom d’un site"),
    ("https://lycee.example:99999", "https:// et le nom d’un site"),
    ("https://" + "a" * 70 + ".example", "https:// et le nom d’un site"),
    ("file:///srv", "https:// et le nom d’un site"),
    ("null", "https:// et le nom d’un site"),
    ("", "rien n’est écrit"),
    (8080, "« 8080 » ; il faut"),
    (None, "« None » ; il faut"),
    ({"url": "https://lycee.example"}, "https:// et le nom d’un site"),
]


@pytest.mark.parametrize(("origin", "says"), ORIGINS, ids=str)
def test_a_site_that_is_not_named_as_browsers_do_is_refused(
    origin: object, says: str, tmp_path: Path
) -> None:
    with pytest.raises(PluginError) as error:
        checked(ALL | accepting("https://autre.example", origin), tmp_path)
    (told,) = str(error.value).splitlines()
    assert told.startswith("mkdocs.yml, plugins.calculator.embed_origins : ")
    assert says in told
    assert "À écrire" not in told


def test_sites_that_are_no_list_are_refused(tmp_path: Path) -> None:
    one = {"plugins": ["search", {"calculator": {"embed_origins": "https://lycee.example"}}]}
    with pytest.raises(PluginError, match="il faut une liste"):
        checked(ALL | one, tmp_path)


@pytest.mark.parametrize("change", MET, ids=str)
def test_what_is_needed_is_enough(change: Settings, tmp_path: Path) -> None:
    checked(ALL | change, tmp_path)


@pytest.mark.parametrize(("change", "says"), UNMET, ids=[says for _, says in UNMET])
def test_what_is_not_met_is_named_and_what_it_says_to_write_does(
    change: Settings, says: str, tmp_path: Path
) -> None:
    with pytest.raises(PluginError) as error:
        checked(ALL | change, tmp_path)
    told, _, lines = str(error.value).partition("À écrire dans mkdocs.yml")
    assert all(line.startswith("mkdocs.yml, ") for line in told.strip().splitlines())
    assert says in told
    checked(completed(ALL | change, lines), tmp_path)


def completed(settings: Settings, lines: str) -> Settings:
    """The settings with the lines that a message gives."""
    made = dict(settings)
    for key, value in yaml_load(lines.partition(":\n")[2]).items():
        there = made.get(key)
        if isinstance(value, dict):
            assert not isinstance(there, list)  # YAML has one form or the other
            made[key] = (there if isinstance(there, dict) else {}) | value
        else:
            given = {named(one) for one in value}
            made[key] = [one for one in there or [] if named(one) not in given] + value
    return made


def named(item: str | Mapping[str, object]) -> str:
    return item if isinstance(item, str) else next(iter(item))


def test_instant_navigation_is_refused_with_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(PluginError) as error:
        checked(ALL | themed(features=["navigation.instant.progress", "toc.follow"]), tmp_path)
    assert "« navigation.instant.progress » ; il faut retirer ce réglage" in str(error.value)
    assert "À écrire" not in str(error.value)


def test_a_new_site_is_told_of_everything_at_once_and_then_is_built(tmp_path: Path) -> None:
    """From the two lines of a first mkdocs.yml, by writing only what the messages say."""
    source = FOLDER / "premiers-secours"
    shutil.copytree(source / "circulars", tmp_path / "circulars")
    shutil.copytree(source / "docs/circulaire", tmp_path / "docs/circulaire")
    (tmp_path / "docs/index.md").write_text("# Accueil\n\nBonjour.\n", "utf-8")
    for name in ("node_modules", ".cache"):
        (tmp_path / name).symlink_to(ROOT / name)
    settings: Settings = {"site_name": "Essai", "theme": "material", "plugins": ["calculator"]}
    told = built(settings, tmp_path)
    for key in ("theme.language", "theme.font", "theme.palette", "plugins", "markdown_extensions"):
        assert f"mkdocs.yml, {key} : " in told
    settings = completed(
        settings,
        told.partition("À écrire dans mkdocs.yml")[2].partition("\n\nAborted")[0],
    )
    told = built(settings, tmp_path)
    for page in ("accessibilite.md", "calculateur.md"):
        assert f"docs/{page} : cette page manque" in told
        text = told.partition(f"docs/{page}")[2].partition(":\n\n")[2]
        (tmp_path / "docs" / page).write_text(text.partition("\n\ndocs/")[0], "utf-8")
    calculator = tmp_path / "docs/calculateur.md"
    calculator.write_text(calculator.read_text("utf-8").partition("\n\nAborted")[0], "utf-8")
    told = built(settings, tmp_path)
    assert "l’extension md_in_html" in told  # the text is in a frame
    settings["markdown_extensions"].append("md_in_html")
    assert built(settings, tmp_path) == ""
    assert list(faults_of(tmp_path / "built")) == []


def built(settings: Settings, folder: Path) -> str:
    """What the strict build says when it fails; nothing else."""
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "built"]
    done = subprocess.run(mkdocs, cwd=folder, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def test_pages_that_are_there_are_not_asked_for(tmp_path: Path) -> None:
    check_pages(["accessibilite.md", "index.md", "calculateur.md"], tmp_path)


@pytest.mark.parametrize(
    ("html", "unread"),
    [
        ('<div class="a" markdown>\n# B\n</div>', True),
        ('<div markdown="1">', True),
        ('<section markdown="block" id="a">', True),
        ('<div class="markdown">', False),
        ("<p>Un texte en markdown</p>", False),
        ("<code>&lt;div markdown&gt;</code>", False),
    ],
)
def test_markdown_that_nobody_read_is_refused(html: str, unread: bool) -> None:
    if not unread:
        check_read(html, "page.md")
        return
    with pytest.raises(PluginError, match=r"page\.md : ce qui est dans « .* » n’a pas été lu"):
        check_read(html, "page.md")


def test_another_version_of_the_theme_is_told_as_such() -> None:
    found = version("mkdocs-material")
    assert found.startswith(f"{MADE_FOR}.")
    says = f"Material {found} n’a pas « .* », .* il faut Material {MADE_FOR}"
    with pytest.raises(PluginError, match=says):
        mended("<html></html>", "accessibilite/", "évaluée")
    with pytest.raises(PluginError, match=says):
        search_workers(Files([]))


def test_a_target_without_settings_is_told_with_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(json.dumps(ALL), "utf-8")
    for name, engine in (("mkdocs.intranet.yml", "packed"), ("mkdocs.offline.yml", "embedded")):
        done = CliRunner().invoke(main, ["--output", "dist"])
        told, _, lines = done.stderr.partition("À y écrire :\n\n")
        assert f"{name} : ce fichier manque" in told
        assert f"engine: {engine}" in lines
        (tmp_path / name).write_text(lines, "utf-8")
    assert not (tmp_path / "dist").exists()
