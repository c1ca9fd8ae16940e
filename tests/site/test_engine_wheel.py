"""The engine as a wheel: sites are built with it where there is no Node, to the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from calculator.site import parts
from calculator.site.cache import Cache
from calculator.site.engine_wheel import engine_wheel
from calculator.site.node import MissingTool
from calculator.site.parts import InstalledParts, MadeParts, engine_parts
from tests.conftest import ROOT
from tests.foreign import FOLDER

NO_NODE = "/nonexistent"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def build_wheel(destination: Path) -> Path:
    made = MadeParts(ROOT / "node_modules", Cache(ROOT / ".cache/calculator"))
    return engine_wheel(destination, made)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the engine's package, once installed."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def test_the_same_sources_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build_wheel(tmp_path / "un autre dossier").read_bytes() == wheel.read_bytes()


def test_its_licences_go_with_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = {name.rpartition("/")[2] for name in packed.namelist() if "licenses/" in name}
        (metadata,) = (name for name in packed.namelist() if name.endswith("/METADATA"))
        told = packed.read(metadata).decode()
    assert {"pyodide.txt", "python.txt", "esbuild.txt", "ical.js.txt", "zlib.txt"} <= names
    assert not any(name.startswith("mdi-svg") for name in names)  # the theme's
    assert "License-Expression: " in told
    assert " MPL-2.0 " in told


def built(site: str, folder: Path, installed: Path | None) -> Path:
    """A foreign site: built by Node, or where there is neither Node nor what npm installs."""
    shutil.copytree(FOLDER / site, folder)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    if installed:
        environment |= {"PYTHONPATH": str(installed), "PATH": NO_NODE}
    else:
        for name in ("node_modules", ".cache"):
            (folder / name).symlink_to(ROOT / name)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "built"]
    done = subprocess.run(
        mkdocs, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "built"


def contents(site: Path, folder: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (site / folder).iterdir() if file.is_file()}


@pytest.fixture(scope="module")
def road_safety(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("securite-routiere", tmp_path_factory.mktemp("sites") / "assr", installed)


def test_a_site_is_the_same_with_it_as_with_node(road_safety: Path, tmp_path: Path) -> None:
    by_node = built("securite-routiere", tmp_path / "assr", None)
    for folder in ("assets/engine", "assets/calculator", "assets/python", "licences"):
        assert contents(road_safety, folder) == contents(by_node, folder)


def test_two_sites_differ_in_nothing_of_the_engine(
    road_safety: Path, installed: Path, tmp_path: Path
) -> None:
    """Only the circulars differ: the last file of the library."""
    first_aid = built("premiers-secours", tmp_path / "psc1", installed)
    mine, theirs = (
        {
            name: content
            for folder in ("assets/engine", "assets/calculator")
            for name, content in contents(site, folder).items()
            if not name.startswith("answers-")  # those of each circular
        }
        for site in (road_safety, first_aid)
    )
    different = dict(mine.items() ^ theirs.items())
    assert {name.split(".")[0] for name in different} == {"library"}
    libraries = [
        zipfile.ZipFile(next((site / "assets/engine").glob("library.*")))
        for site in (road_safety, first_aid)
    ]
    entries = [{i.filename: i.CRC for i in library.infolist()} for library in libraries]
    changed = {name for name, _ in entries[0].items() ^ entries[1].items()}
    assert changed == {"calculator/circulars.json"}


def damage(engine: Path) -> None:
    (engine / "python.js").write_text("", "utf-8")


def age(engine: Path) -> None:
    manifest = json.loads((engine / "manifest.json").read_text("utf-8"))
    (engine / "manifest.json").write_text(json.dumps({**manifest, "made_from": "0"}), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (damage, "python.js est absent ou abîmé"),
        (age, "n’est pas celui de cette version"),
        (lambda engine: (engine / "manifest.json").unlink(), "n’est pas celui de cette version"),
        (shutil.rmtree, "Le moteur du calculateur est introuvable"),
    ],
)
def test_an_engine_that_does_not_do_is_refused(
    spoil: object, says: str, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = shutil.copytree(installed / "calculator_engine", tmp_path / "calculator_engine")
    monkeypatch.syspath_prepend(tmp_path)
    assert callable(spoil)
    spoil(engine)
    with pytest.raises(MissingTool, match=says):
        engine_parts(tmp_path / "node_modules", Cache(tmp_path)).script("python.js")


def test_packages_of_npm_that_are_not_those_it_was_made_of_come_first(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = shutil.copytree(installed / "calculator_engine", tmp_path / "calculator_engine")
    monkeypatch.syspath_prepend(tmp_path)
    cache = Cache(tmp_path)
    assert isinstance(engine_parts(ROOT / "node_modules", cache), InstalledParts)
    manifest = json.loads((engine / parts.MANIFEST).read_text("utf-8"))
    manifest["versions"]["pyodide"] = "1.0"
    (engine / parts.MANIFEST).write_text(json.dumps(manifest), "utf-8")
    assert isinstance(engine_parts(ROOT / "node_modules", cache), MadeParts)
