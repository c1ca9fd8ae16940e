"""Writes the engine as a wheel: `python -m calculator.site.engine_wheel`, where Node is.

A site that is built with it needs Python alone. The same sources and packages give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import click

from calculator import __version__
from calculator.site.cache import Cache
from calculator.site.parts import (
    DISTRIBUTION,
    GENERATOR,
    LICENCES,
    LOCK,
    MANIFEST,
    MODULE,
    SCRIPTS,
    STYLE,
    VERSIONS,
    WASM,
    MadeParts,
    library_name,
    licence_name,
    made_from,
    memory_name,
)
from calculator.site.shipped import LICENCES_FOLDER, Shipped, shipped
from calculator.site.wheel import built_wheel

_OF_SITES = "pkg:pypi/mkdocs-material"
"""What is in a site and not in its engine, with all that it brings."""
_PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{distribution}"
version = "{version}"
description = "Python for the browser, as the sites of {generator} {version} run it"
requires-python = ">=3.11"
license = "{licence}"
license-files = ["licences/*"]

[tool.hatch.build.targets.wheel]
packages = ["{module}"]
"""


@click.command(help=f"Write the wheel of {DISTRIBUTION}.")
@click.option("--output", default="wheels", type=click.Path(path_type=Path), show_default=True)
@click.option("--node-modules", default="node_modules", type=click.Path(path_type=Path))
@click.option("--cache", default=".cache/calculator", type=click.Path(path_type=Path))
def main(output: Path, node_modules: Path, cache: Path) -> None:
    """Write it from what `npm ci` installed."""
    output.mkdir(parents=True, exist_ok=True)
    click.echo(engine_wheel(output, MadeParts(node_modules, Cache(cache))))


def engine_wheel(destination: Path, parts: MadeParts) -> Path:
    """Build the wheel of the engine.

    Args:
        destination: The folder to put it in.
        parts: What makes the engine.

    Returns:
        The wheel's path.

    Raises:
        MissingTool: When Node or one of its packages is not there.
    """
    with tempfile.TemporaryDirectory() as staged:
        _stage(Path(staged), parts)
        return built_wheel(Path(staged), destination)


def _stage(folder: Path, parts: MadeParts) -> None:
    pieces = [p for p in shipped(parts) if _OF_SITES not in (p.package, p.within)]
    project = _PYPROJECT.format(
        distribution=DISTRIBUTION,
        version=__version__,
        module=MODULE,
        licence=_licence(pieces),
        generator=GENERATOR,
    )
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    package, licences = folder / MODULE, folder / LICENCES_FOLDER
    package.mkdir()
    licences.mkdir()
    for piece in pieces:
        shutil.copyfile(piece.text, folder / piece.address)
    files = {
        **{name: parts.script(name) for name in SCRIPTS},
        **{library_name(lists=lists): parts.library(lists=lists) for lists in (True, False)},
        **{memory_name(lists=lists): parts.memory(lists=lists) for lists in (True, False)},
        **{licence_name(package): parts.licence(package) for package in LICENCES},
        STYLE: parts.style(),
        WASM: parts.runtime(),
    }
    for name, file in files.items():
        shutil.copyfile(file, package / name)
    info = json.loads(parts.lock().read_text(encoding="utf-8"))["info"]
    _write(package / LOCK, {"info": info})
    checksums = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in package.iterdir()
    }
    versions = {name: parts.version(name) for name in VERSIONS}
    manifest = {"made_from": made_from(), "versions": versions, "sha256": checksums}
    _write(package / MANIFEST, manifest)
    text = f'"""The engine of sites made with {GENERATOR} {__version__}: files, no code."""\n'
    (package / "__init__.py").write_text(text, encoding="utf-8")


def _licence(pieces: list[Shipped]) -> str:
    """All their licences, as an SPDX expression."""
    licences = sorted({piece.licence for piece in pieces})
    return " AND ".join(f"({name})" if " " in name else name for name in licences)


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
