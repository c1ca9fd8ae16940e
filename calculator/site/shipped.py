"""What a copy of the site redistributes: versions and licences."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

from calculator import __version__
from calculator.site.parts import EngineParts
from calculator.site.wheel import PACKAGE_NAME

LICENCES_FOLDER = "licences/"
_TEXTS = Path(__file__).parent / "licences"
_MATERIAL, _PYODIDE, _PYTHON = "pkg:pypi/mkdocs-material", "pkg:npm/pyodide", "pkg:generic/python"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A piece of software that the site is made of.

    Attributes:
        name: Its own name.
        version: Which one is there; empty when nothing that is installed shows it.
        licence: Its SPDX identifier, or an expression of several.
        text: The file that holds its licence.
        package: Where it is from, as a package URL without the version.
        found_in: Patterns of the files of the public site that hold it.
        within: The `package` of the piece that brings it; empty when the site itself does.
    """

    name: str
    version: str
    licence: str
    text: Path
    package: str
    found_in: tuple[str, ...]
    within: str = ""

    @property
    def address(self) -> str:
        """Where the licence is in the site."""
        return f"{LICENCES_FOLDER}{_file_name(self.package)}"


def shipped(parts: EngineParts) -> tuple[Shipped, ...]:
    """Everything that a copy of the site redistributes, besides its own pages and scripts.

    Args:
        parts: What its engine is made of.
    """
    return (*_packages(parts), *_brought_along())


def _packages(parts: EngineParts) -> list[Shipped]:
    """What the build takes from packages, which say their versions."""
    engine = json.loads(parts.lock().read_text(encoding="utf-8"))["info"]
    material = metadata.distribution("mkdocs-material")
    return [
        Shipped(
            "Règles et calculateur",
            __version__,
            "MIT",
            _licence_file(metadata.distribution("crcn-calculator")),
            f"pkg:pypi/{PACKAGE_NAME}",
            ("assets/python/*.whl", "assets/engine/library.*"),
        ),
        Shipped(
            "Material for MkDocs",
            material.version,
            "MIT",
            _licence_file(material),
            _MATERIAL,
            (
                "assets/javascripts/*.js",
                "assets/javascripts/workers/*.js",
                "assets/stylesheets/*.css",
            ),
        ),
        Shipped(
            "Pyodide",
            parts.version("pyodide"),
            "MPL-2.0",
            _TEXTS / "MPL-2.0.txt",
            _PYODIDE,
            ("assets/engine/wasm.*", "assets/engine/python.*", "assets/engine/library.*"),
        ),
        Shipped(
            "Python",
            engine["python"],
            "Python-2.0.1",
            _TEXTS / "Python-2.0.1.txt",
            _PYTHON,
            ("assets/engine/wasm.*", "assets/engine/library.*"),
            within=_PYODIDE,
        ),
        Shipped(
            "Emscripten",
            engine["platform"].removeprefix("emscripten_").replace("_", "."),
            "MIT",
            _TEXTS / "emscripten.txt",
            "pkg:generic/emscripten",
            ("assets/engine/wasm.*", "assets/engine/python.*"),
            within=_PYODIDE,
        ),
        Shipped(
            "esbuild",  # of which a few functions stay in what it bundles
            parts.version("esbuild"),
            "MIT",
            parts.licence("esbuild"),
            "pkg:npm/esbuild",
            ("assets/engine/python.*",),
        ),
        Shipped(
            "ical.js",
            parts.version("ical.js"),
            "MPL-2.0",
            parts.licence("ical.js"),
            "pkg:npm/ical.js",
            ("assets/calculator/calendar-writer.*",),
        ),
    ]


def _brought_along() -> list[Shipped]:
    """What is inside those packages, without saying so."""
    listed = tomllib.loads((_TEXTS / "pieces.toml").read_text(encoding="utf-8"))
    return [
        Shipped(
            piece["name"],
            piece.get("version", ""),
            piece["licence"],
            _TEXTS / piece.get("text", _file_name(piece["package"])),
            piece["package"],
            tuple(piece["found_in"]),
            piece["within"],
        )
        for piece in listed["pieces"]
    ]


def _file_name(package: str) -> str:
    """A licence's file name: `mdi-svg.txt` for `pkg:npm/%40mdi/svg`."""
    _, _, path = package.partition("/")
    return f"{unquote(path).removeprefix('@').replace('/', '-')}.txt"


def _licence_file(distribution: metadata.Distribution) -> Path:
    # Looked up by its name: to list a distribution's files takes as long as to write ten pages.
    folder = f"{distribution.name.replace('-', '_')}-{distribution.version}.dist-info"
    return Path(str(distribution.locate_file(f"{folder}/licenses/LICENSE")))
