"""What a copy of the site redistributes: versions and licences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath

from calculator import __version__
from calculator.site import node
from calculator.site.wheel import PACKAGE_NAME

LICENCES_FOLDER = "licences/"
_TEXTS = Path(__file__).parent / "licences"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A piece of software that the site is made of.

    Attributes:
        name: Its own name.
        version: Which one is there.
        licence: Its SPDX identifier.
        text: The file that holds its licence.
        package: Where it is from, as a package URL without the version.
    """

    name: str
    version: str
    licence: str
    text: Path
    package: str

    @property
    def address(self) -> str:
        """Where the licence is in the site."""
        return f"{LICENCES_FOLDER}{PurePosixPath(self.package).name}.txt"


def shipped(node_modules: Path) -> tuple[Shipped, ...]:
    """Everything that a copy of the site redistributes.

    Args:
        node_modules: Where `npm ci` put Pyodide.
    """
    pyodide = node.installed(node_modules, "pyodide")
    pyodide_version = node.version(node_modules, "pyodide")
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    python_version = lock["info"]["python"]
    material = metadata.distribution("mkdocs-material")
    return (
        Shipped(
            "Règles et calculateur",
            __version__,
            "MIT",
            _licence_file(metadata.distribution("crcn-calculator")),
            f"pkg:pypi/{PACKAGE_NAME}",
        ),
        Shipped(
            "Material for MkDocs",
            material.version,
            "MIT",
            _licence_file(material),
            "pkg:pypi/mkdocs-material",
        ),
        Shipped(
            "Pyodide",
            pyodide_version,
            "MPL-2.0",
            _TEXTS / "MPL-2.0.txt",
            "pkg:npm/pyodide",
        ),
        Shipped(
            "Python",
            python_version,
            "Python-2.0.1",
            _TEXTS / "Python-2.0.1.txt",
            "pkg:generic/python",
        ),
    )


def _licence_file(distribution: metadata.Distribution) -> Path:
    (file,) = (f for f in distribution.files or [] if f.match("*.dist-info/licenses/LICENSE"))
    return Path(str(file.locate()))
