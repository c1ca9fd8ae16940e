"""What the build asks of Node: one script out of many, and Python compiled by Pyodide itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from calculator.site.cache import Cache

_HERE = Path(__file__).parent
_WEB = _HERE.parent / "web"
_BUNDLER = _HERE / "bundle_script.mjs"
_INSTEAD = _HERE / "instead"
_COMPILER, _COMPILED_INSIDE = _HERE / "compile_library.mjs", _HERE / "compile_library.py"


class MissingTool(Exception):
    """Node, or a package that `npm ci` installs, is not where the build looks for it."""


def library(node_modules: Path, wheel: Path, cache: Cache) -> Path:
    """All the Python that the browser loads, compiled by the Pyodide that will run it.

    Args:
        node_modules: Where `npm ci` put Pyodide.
        wheel: The rules.
        cache: Where the result is kept.

    Returns:
        A zip, stored, of the rules and of the part of the standard library that they need.

    Raises:
        MissingTool: When Node or Pyodide is not there.
    """
    runtime = installed(node_modules, "pyodide")
    return cache.file(
        "library.zip",
        [
            runtime / "package.json",
            wheel,
            _COMPILER,
            _COMPILED_INSIDE,
            *sorted(_INSTEAD.glob("*.py")),
        ],
        lambda made: _node(_COMPILER, runtime, wheel, _INSTEAD, made),
    )


def script(name: str, node_modules: Path, cache: Cache) -> Path:
    """A script of `web/` with all that it imports, as one classic script.

    Args:
        name: Its file name.
        node_modules: Where `npm ci` put what it imports.
        cache: Where the result is kept.

    Raises:
        MissingTool: When Node, esbuild or Pyodide is not there.
    """
    packages = [installed(node_modules, name) / "package.json" for name in ("pyodide", "esbuild")]
    return cache.file(
        name,
        [name.encode(), *sorted(_WEB.glob("*.js")), *packages, _BUNDLER],
        lambda made: _node(_BUNDLER, node_modules, _WEB / name, made),
    )


def installed(node_modules: Path, package: str) -> Path:
    """The folder of a package installed by `npm ci`.

    Raises:
        MissingTool: When it is not there.
    """
    folder = node_modules / package
    if not (folder / "package.json").is_file():
        raise MissingTool(f"{folder} est introuvable : lancez « npm ci » d’abord.")
    return folder


def version(node_modules: Path, package: str) -> str:
    """The version of a package installed by `npm ci`."""
    described = (installed(node_modules, package) / "package.json").read_text(encoding="utf-8")
    return str(json.loads(described)["version"])


def _node(script: Path, *arguments: Path) -> None:
    node = shutil.which("node")
    if node is None:
        raise MissingTool("Node est introuvable : installez Node 20 ou plus récent.")
    done = subprocess.run([node, script, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        # Pyodide's errors come with a line of a megabyte: what matters is at the end.
        raise MissingTool(f"node {script.name} a échoué : {done.stderr[-2000:]}")
