"""What the build asks of Node: bundles of scripts and style, and Python that Pyodide compiles."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from calculator.site.cache import Cache
from calculator.site.wheel import rules_sources

_HERE = Path(__file__).parent
_WEB = _HERE.parent / "web"
_BUNDLER, _STYLE_BUNDLER = _HERE / "bundle_script.mjs", _HERE / "bundle_style.mjs"
_INSTEAD = _HERE / "instead"
_CUTTER, _GLUE = _HERE / "cut_runtime.mjs", _HERE / "pyodide_glue.mjs"
_CUTTER_PARTS = [
    _HERE / f"{name}.mjs" for name in ("link_order", "reach", "unneeded", "wasm_reading")
]
_REMEMBERER = [_HERE / f"{name}.mjs" for name in ("remember", "engine_under_node")]
_MEMORY = _WEB / "memory.mjs"
_COMPILER, _COMPILED_INSIDE = _HERE / "compile_library.mjs", _HERE / "compile_library.py"


class MissingTool(Exception):
    """Node, or a package that `npm ci` installs, is not where the build looks for it."""


def runtime(node_modules: Path, cache: Cache) -> Path:
    """Pyodide's WebAssembly, without what only dynamic libraries and other modules would call.

    It has the built-in modules that the library needs, with its lists: one serves every site.

    Args:
        node_modules: Where `npm ci` put Pyodide and Binaryen.
        cache: Where the result is kept.

    Raises:
        MissingTool: When Node, Pyodide or Binaryen is not there.
    """
    packages = [installed(node_modules, name) / "package.json" for name in ("pyodide", "binaryen")]
    with zipfile.ZipFile(library(node_modules, cache, lists=True)) as needing:
        modules = needing.comment
    return cache.file(
        "pyodide.wasm",
        [*packages, _CUTTER, *_CUTTER_PARTS, _GLUE, modules],
        lambda made: _node(_CUTTER, node_modules, modules.decode(), made),
    )


def library(node_modules: Path, cache: Cache, *, lists: bool) -> Path:
    """All the Python that the browser loads, compiled by the Pyodide that will run it.

    Args:
        node_modules: Where `npm ci` put Pyodide.
        cache: Where the result is kept.
        lists: Whether it reads lists of pupils.

    Returns:
        A zip, stored, of the rules and of the part of the standard library that they need; the
        circulars are not in it. Its comment names the built-in modules that they need besides.

    Raises:
        MissingTool: When Node or Pyodide is not there.
    """
    pyodide = installed(node_modules, "pyodide")
    sources = rules_sources(lists=lists)
    return cache.file(
        "library.zip",
        [
            pyodide / "package.json",
            *(part for name, file in sources.items() for part in (name.encode(), file)),
            _COMPILER,
            _COMPILED_INSIDE,
            *sorted(_INSTEAD.glob("*.py")),
        ],
        lambda made: _compile(pyodide, sources, made),
    )


def memory(node_modules: Path, cache: Cache, *, lists: bool) -> Path:
    """The memory of a Python that has imported what answers, to start from.

    Args:
        node_modules: Where `npm ci` put Pyodide and Binaryen.
        cache: Where the result is kept.
        lists: Whether it reads lists of pupils.

    Raises:
        MissingTool: When Node, Pyodide or Binaryen is not there, or Python does not start from it.
    """
    parts = runtime(node_modules, cache), library(node_modules, cache, lists=lists)
    return cache.file(
        "memory.bin",
        [*(part.name.encode() for part in parts), *_REMEMBERER, _MEMORY, _GLUE],
        lambda made: _node(_REMEMBERER[0], installed(node_modules, "pyodide"), *parts, made),
    )


def _compile(pyodide: Path, sources: Mapping[str, Path], made: Path) -> None:
    rules = made.with_name("rules")
    for name, file in sources.items():
        (rules / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, rules / name)
    _node(_COMPILER, pyodide, rules, _INSTEAD, made)


def script(name: str, node_modules: Path, cache: Cache) -> Path:
    """A script of `web/` with all that it imports, as one classic script.

    Args:
        name: Its file name.
        node_modules: Where `npm ci` put what it imports.
        cache: Where the result is kept.

    Raises:
        MissingTool: When Node, esbuild, Terser, ical.js, Pyodide or Binaryen is not there.
    """
    names = ("esbuild", "terser", "ical.js")
    packages = [installed(node_modules, name) / "package.json" for name in names]
    wasm = runtime(node_modules, cache)
    return cache.file(
        name,
        # The name of what comes from the cache tells what it is made of, and is sooner read.
        [name.encode(), *web_scripts(), *packages, wasm.name.encode(), _BUNDLER, _GLUE],
        lambda made: _node(_BUNDLER, node_modules, wasm, _WEB / name, made),
    )


def style(node_modules: Path, cache: Cache) -> Path:
    """The sheets of `web/style/` in one: a page has to wait for each before it shows.

    Args:
        node_modules: Where `npm ci` put esbuild.
        cache: Where the result is kept.

    Raises:
        MissingTool: When Node or esbuild is not there.
    """
    sheets = _WEB / "style"
    return cache.file(
        "calculator.css",
        [
            installed(node_modules, "esbuild") / "package.json",
            *sorted(sheets.glob("*.css")),
            _STYLE_BUNDLER,
        ],
        lambda made: _node(_STYLE_BUNDLER, node_modules, sheets / "index.css", made),
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


def web_scripts() -> list[Path]:
    """The scripts of `web/`."""
    return sorted([*_WEB.glob("*.js"), *_WEB.glob("*.mjs")])


def _node(script: Path, *arguments: Path | str) -> None:
    node = shutil.which("node")
    if node is None:
        raise MissingTool("Node est introuvable : installez Node 20 ou plus récent.")
    done = subprocess.run([node, script, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        # Pyodide's errors may come with a line of a megabyte.
        lines = [line[:200] for line in done.stderr.splitlines()]
        raise MissingTool("\n".join([f"node {script.name} a échoué :", *lines]))
