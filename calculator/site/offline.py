"""What makes the theme's search and palettes work in pages opened from a disk (file://)."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

_WEB = Path(__file__).parent.parent / "web"
_SCRIPTS = "assets/javascripts/"


def search_files(files: Files, language: str) -> list[str]:
    """The files that the search fetches from scripts, which no page links to.

    Args:
        files: The site's files, the theme's included.
        language: The language of the search.
    """
    imported = {f"{_SCRIPTS}lunr/min/{name}" for name in _imported(language)}
    return [
        "search/search_index.json",
        *(f.url for f in files if _is_search_worker(f) or f.src_uri in imported),
    ]


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
    imported = {name: _source(files, f"{_SCRIPTS}lunr/min/{name}") for name in _imported(language)}
    workers = [f for f in files if _is_search_worker(f)]
    if not workers:
        raise PluginError("Le thème n’a plus de script de recherche : voir calculator/site.")
    sources = {PurePosixPath(f.src_uri).name: _with_imports(f, imported) for f in workers}
    starter = (_WEB / "workers-from-memory.js").read_text(encoding="utf-8")
    return f"globalThis.crcnWorkers = {json.dumps(sources)};\n{starter}"


def palette_in_links() -> str:
    """A script that keeps the reader's palette from page to page."""
    return (_WEB / "palette-in-links.js").read_text(encoding="utf-8")


def _imported(language: str) -> tuple[str, str]:
    return "lunr.stemmer.support.min.js", f"lunr.{language}.min.js"


def _is_search_worker(file: File) -> bool:
    return PurePosixPath(file.src_uri).match(f"{_SCRIPTS}workers/search.*.js")


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


def _source(files: Files, uri: str) -> str:
    file = files.get_file_from_path(uri)
    if file is None:
        raise PluginError(f"Le thème n’a plus de fichier {uri} : voir calculator/site.")
    return file.content_string
