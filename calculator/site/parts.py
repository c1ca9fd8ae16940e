"""What every site's engine is made of, whatever its circulars: made here with Node, or installed.

The distribution `crcn-calculator-engine` holds what Node makes, so that a site needs Python alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from calculator import __version__
from calculator.site import node
from calculator.site.cache import Cache
from calculator.site.node import MissingTool
from calculator.site.wheel import rules_sources

GENERATOR = "crcn-calculator"
DISTRIBUTION, MODULE = "crcn-calculator-engine", "calculator_engine"
MANIFEST, LOCK, STYLE, WASM = "manifest.json", "pyodide-lock.json", "calculator.css", "pyodide.wasm"
SCRIPTS = (
    *("python.js", "calculator.js", "list.js", "establishment.js"),
    *("calendar-writer.js", "configurator.js"),
)
LICENCES = {"esbuild": "LICENSE.md", "ical.js": "LICENSE"}
"""The packages of which something stays in the scripts, and the file of each that says so."""
VERSIONS = ("pyodide", *LICENCES)
_SITE = Path(__file__).parent
_WEB = _SITE.parent / "web"


class EngineParts(Protocol):
    """The files of an engine, and what is to be said of them."""

    def script(self, name: str) -> Path:
        """A script of `web/` with all that it imports."""

    def style(self) -> Path:
        """The sheets of `web/style/` in one."""

    def runtime(self) -> Path:
        """The WebAssembly of Python."""

    def library(self, *, lists: bool) -> Path:
        """The Python that the browser loads, without the circulars, with or without lists."""

    def memory(self, *, lists: bool) -> Path:
        """The memory of a Python that has imported that library."""

    def lock(self) -> Path:
        """A lock file of Pyodide's, for what it says of the runtime."""

    def version(self, package: str) -> str:
        """The version of one of `VERSIONS`."""

    def licence(self, package: str) -> Path:
        """The licence of one of `LICENCES`."""


@dataclass(frozen=True, slots=True)
class MadeParts:
    """Parts that Node makes of what `npm ci` installed.

    Attributes:
        node_modules: Where `npm ci` put Pyodide, Binaryen, esbuild and ical.js.
        cache: Where what takes long is kept.
    """

    node_modules: Path
    cache: Cache

    def script(self, name: str) -> Path:
        """A script of `web/` with all that it imports."""
        return node.script(name, self.node_modules, self.cache)

    def style(self) -> Path:
        """The sheets of `web/style/` in one."""
        return node.style(self.node_modules, self.cache)

    def runtime(self) -> Path:
        """The WebAssembly of Python."""
        return node.runtime(self.node_modules, self.cache)

    def library(self, *, lists: bool) -> Path:
        """The Python that the browser loads, without the circulars."""
        return node.library(self.node_modules, self.cache, lists=lists)

    def memory(self, *, lists: bool) -> Path:
        """The memory of a Python that has imported that library."""
        return node.memory(self.node_modules, self.cache, lists=lists)

    def lock(self) -> Path:
        """Pyodide's own lock file."""
        return node.installed(self.node_modules, "pyodide") / LOCK

    def version(self, package: str) -> str:
        """The version of a package."""
        return node.version(self.node_modules, package)

    def licence(self, package: str) -> Path:
        """The licence of a package."""
        return node.installed(self.node_modules, package) / LICENCES[package]


@dataclass(frozen=True, slots=True)
class InstalledParts:
    """Parts that the distribution `crcn-calculator-engine` holds.

    Attributes:
        folder: Where its files are.
        manifest: What it says of them.
    """

    folder: Path
    manifest: dict[str, Any]

    def script(self, name: str) -> Path:
        """A script of `web/` with all that it imports."""
        return self._file(name)

    def style(self) -> Path:
        """The sheets of `web/style/` in one."""
        return self._file(STYLE)

    def runtime(self) -> Path:
        """The WebAssembly of Python."""
        return self._file(WASM)

    def library(self, *, lists: bool) -> Path:
        """The Python that the browser loads, without the circulars."""
        return self._file(library_name(lists=lists))

    def memory(self, *, lists: bool) -> Path:
        """The memory of a Python that has imported that library."""
        return self._file(memory_name(lists=lists))

    def lock(self) -> Path:
        """What Pyodide's lock file says of the runtime."""
        return self._file(LOCK)

    def version(self, package: str) -> str:
        """The version of a package."""
        return str(self.manifest["versions"][package])

    def licence(self, package: str) -> Path:
        """The licence of a package."""
        return self._file(licence_name(package))

    def _file(self, name: str) -> Path:
        """A file, when it is what was made.

        Raises:
            MissingTool: When it is not.
        """
        file = self.folder / name
        expected = self.manifest["sha256"].get(name)
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise MissingTool(f"{file} est absent ou abîmé : réinstallez {DISTRIBUTION}.")
        return file


def library_name(*, lists: bool) -> str:
    """What the distribution calls the library."""
    return "library.zip" if lists else "library-without-lists.zip"


def memory_name(*, lists: bool) -> str:
    """What the distribution calls the memory of a Python that has imported the library."""
    return "memory.bin" if lists else "memory-without-lists.bin"


def licence_name(package: str) -> str:
    """What the distribution calls the licence of a package."""
    return f"licence-{package}.txt"


def engine_parts(node_modules: Path, cache: Cache) -> EngineParts:
    """The parts that are installed when they are those of this version, else those that Node makes.

    Args:
        node_modules: Where `npm ci` puts packages.
        cache: Where what takes long is kept.

    Raises:
        MissingTool: When there are neither.
    """
    folder = _installed_folder()
    by_node = (node_modules / "pyodide/package.json").is_file()
    if folder is None and not by_node:
        raise MissingTool(
            f"Le moteur du calculateur est introuvable : installez {DISTRIBUTION} {__version__} "
            "avec pip, ou, dans un clone du projet, lancez « npm ci »."
        )
    made = MadeParts(node_modules, cache)
    if folder is None:
        return made
    try:
        parts = InstalledParts(folder, json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        current = parts.manifest["made_from"] == made_from()
        same = not by_node or all(made.version(name) == parts.version(name) for name in VERSIONS)
    except (OSError, ValueError, KeyError, MissingTool):
        current = same = False
    if current and same:
        return parts
    if by_node:
        return made
    raise MissingTool(
        f"Le moteur installé n’est pas celui de cette version : installez {DISTRIBUTION} "
        f"{__version__}, qui va avec {GENERATOR} {__version__}."
    )


def made_from() -> str:
    """The checksum of all our sources that an engine is made of."""
    files = [
        *rules_sources(lists=True).values(),
        *node.web_scripts(),
        *sorted((_WEB / "style").glob("*.css")),
        *sorted(_SITE.glob("*.mjs")),
        _SITE / "compile_library.py",
        *sorted((_SITE / "instead").glob("*.py")),
    ]
    digest = hashlib.sha256()
    for file in files:
        name = file.relative_to(_SITE.parent).as_posix()
        digest.update(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _installed_folder() -> Path | None:
    found = importlib.util.find_spec(MODULE)
    return Path(found.origin).parent if found and found.origin else None
