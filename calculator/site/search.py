"""What the build adds to the theme's search, and which files that search fetches."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from calculator.site.theme import lacking, matching, rewrite

_FRENCH = Path(__file__).parent.parent / "web" / "french-search.js"
_SCRIPTS = "assets/javascripts/"
_LUNR = f"{_SCRIPTS}lunr/"
_QUOTED, _TAG = re.compile(r"<q>(.*?)</q>", re.DOTALL), re.compile(r"<[^>]*>")

_CLASSES = ("2de", "3e", "4e", "5e", "6e")
_ORDINALS = ("seconde", "troisieme", "quatrieme", "cinquieme", "sixieme")
_OF_QUESTIONS = (
    *("comment", "combien", "quand", "quel", "quelle", "quelles", "quels", "quoi", "est", "etre"),
    *("dois", "doit", "doivent", "faire", "faut", "passe", "passent", "passer", "peut", "puis"),
)
"""These say nothing of what a question is about."""
SYNONYMS: Mapping[str, str] = {
    **dict(zip(_ORDINALS, _CLASSES, strict=True)),
    **{f"{name[0]}eme": name for name in _CLASSES},
    "2nde": "2de",
    "premiere": "1re",
    "1ere": "1re",
    "tle": "terminale",
    **dict.fromkeys(_OF_QUESTIONS, ""),
}
"""What people type, without accents, and the word that pages have for it; none for some.

A site adds its own: the setting `synonyms`.
"""


def search_as_typed(files: Files, config: MkDocsConfig, synonyms: Mapping[str, str]) -> None:
    """Have the search find French words as people type them.

    Args:
        files: The site's files, the theme's included: the script of the language is replaced by
            itself and ours, since it is all that the theme's worker imports by a fixed name.
        config: The site's settings.
        synonyms: What people type, and the word of the site's pages for it.

    Raises:
        PluginError: When the theme has no such script any more.
    """
    *_, language = imported_scripts(files, config.theme["language"])
    words = f"globalThis.calcSynonyms = {json.dumps({**SYNONYMS, **synonyms})};"
    script = "\n".join([language.content_string, words, _FRENCH.read_text(encoding="utf-8")])
    rewrite(language, script, files, config)


def keep_quotations(page: Page, config: MkDocsConfig) -> None:
    """Have the search's excerpts of a page quote what it quotes: the search keeps no such element.

    Args:
        page: A page that the search has read.
        config: The site's settings.
    """
    quoted = {_TAG.sub("", text) for text in _QUOTED.findall(page.content or "")}
    indexes = [p.search_index for p in config.plugins.values() if hasattr(p, "search_index")]
    if not quoted or not indexes:
        return
    words = "|".join(map(re.escape, sorted(quoted, key=len, reverse=True)))
    in_guillemets = re.compile(rf"(?<=«\s)(?:{words})(?=\s»)")
    for entry in indexes[0].entries:
        if entry["location"].partition("#")[0] == page.url:
            entry["text"] = in_guillemets.sub(r"<q>\g<0></q>", entry["text"])


def drop_other_languages(files: Files, language: str) -> None:
    """Leave out what the theme's search has for other languages, some under other licences.

    Args:
        files: The site's files, the theme's included.
        language: The language of the search.
    """
    kept = imported_scripts(files, language)
    for file in [f for f in files if f.src_uri.startswith(_LUNR) and f not in kept]:
        files.remove(file)


def search_files(files: Files, language: str) -> list[str]:
    """The files that the search fetches from scripts, which no page links to.

    Args:
        files: The site's files, the theme's included.
        language: The language of the search.
    """
    fetched = (*search_workers(files), *imported_scripts(files, language))
    return ["search/search_index.json", *(file.url for file in fetched)]


def search_workers(files: Files) -> list[File]:
    """The theme's search worker, whose name changes with its version.

    Raises:
        PluginError: When the theme has none any more.
    """
    return matching(files, f"{_SCRIPTS}workers/search.*.js")


def imported_scripts(files: Files, language: str) -> list[File]:
    """What the search worker imports for a language, in that order.

    Raises:
        PluginError: When the theme has them no more.
    """
    names = ("lunr.stemmer.support.min.js", f"lunr.{language}.min.js")
    return [_file(files, f"{_LUNR}min/{name}") for name in names]


def _file(files: Files, uri: str) -> File:
    file = files.get_file_from_path(uri)
    if file is None:
        raise lacking(uri)
    return file
