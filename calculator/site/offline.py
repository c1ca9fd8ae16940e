"""What makes the theme's search and palettes work in pages opened from a disk (file://)."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from mkdocs.structure.files import File, Files

from calculator.site.search import imported_scripts, search_workers

_WEB = Path(__file__).parent.parent / "web"


def search_from_memory(files: Files, language: str) -> str:
    """A script that has the theme start its search worker from memory.

    It stands in for the iframe-worker that Material's offline plugin loads from a third party, and
    that no strict security policy lets run.

    Args:
        files: The site's files, the theme's included.
        language: The language of the search.

    Raises:
        PluginError: When the theme has no such worker any more.
    """
    imported = {_name(file): file.content_string for file in imported_scripts(files, language)}
    sources = {_name(file): _with_imports(file, imported) for file in search_workers(files)}
    starter = (_WEB / "workers-from-memory.js").read_text(encoding="utf-8")
    return f"globalThis.calcWorkers = {json.dumps(sources)};\n{starter}"


def palette_in_links() -> str:
    """A script that keeps the reader's palette from page to page."""
    return (_WEB / "palette-in-links.js").read_text(encoding="utf-8")


def drop_source_maps(files: Files) -> None:
    """Leave out what only the theme's authors read, a third of a megabyte once zipped.

    Args:
        files: The site's files, the theme's included.
    """
    for file in [file for file in files if file.src_uri.endswith((".css.map", ".js.map"))]:
        files.remove(file)


def _with_imports(worker: File, imported: dict[str, str]) -> str:
    """A worker's source that finds in itself what it imports."""
    scripts = ",\n".join(
        f"{json.dumps(name)}: function () {{\n{source}\n}}" for name, source in imported.items()
    )
    return (
        f"const scripts = {{\n{scripts}\n}};\n"
        "self.importScripts = (...addresses) => addresses.forEach("
        '(address) => scripts[address.split("/").pop()].call(self));\n'
        f"{worker.content_string}"
    )


def _name(file: File) -> str:
    return PurePosixPath(file.src_uri).name
