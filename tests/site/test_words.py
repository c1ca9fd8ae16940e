"""The words of the pages: short sentences, and no acronym without its meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.known import CLASSES

DOCS = ROOT / "docs"
CIRCULAR = DOCS / "circulaire"
WRITTEN = sorted(page for page in DOCS.rglob("*.md") if CIRCULAR not in page.parents)
FOR_WEBMASTERS = {
    *("academie.md", "creer-un-site.md", "developpeurs.md", "integrer.md", "publier.md"),
}
"""Their readers have no use for the glossary of teachers and families."""
NAMES = {
    *("AA", "CEDEX", "CHANGER", "FREGATA", "JAWS", "MIT", "NVDA", "ONDE", "SIECLE"),
}
"""Of a level, an address, a licence and programs, and a word that an example shouts."""
LONGEST = 35
"""How many words a sentence may have."""


def prose(page: Path) -> str:
    """The words of a page as they are read, without what is code or comes from the rules."""
    text = re.sub(r"\A---.*?^---$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"```.*?```|`[^`]*`|<[^>]*>", "", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{[^}]*\}", "", text)
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)


def acronyms(text: str) -> set[str]:
    return set(re.findall(r"\b[A-Z][A-Z0-9]+(?:-\d+)?\b", text)) - NAMES


@pytest.fixture(scope="module")
def explained() -> set[str]:
    """The acronyms that every page explains when they are pointed at."""
    text = (ROOT / "includes/abbreviations.md").read_text("utf-8")
    return set(re.findall(r"^\*\[(.+?)\]: \S", text, re.MULTILINE))


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_every_acronym_of_a_page_is_explained(page: Path, explained: set[str]) -> None:
    assert acronyms(prose(page)) <= explained


def test_every_acronym_of_a_class_is_explained(explained: set[str]) -> None:
    assert acronyms(" ".join(level.label for level in CLASSES)) <= explained


def test_every_acronym_is_in_the_glossary_of_its_readers() -> None:
    glossary = prose(DOCS / "glossaire.md")
    entries = acronyms(" ".join(re.findall(r"^(.+)\n: ", glossary, re.MULTILINE)))
    used = [prose(page) for page in WRITTEN if page.name not in FOR_WEBMASTERS]
    labels = [level.label for level in CLASSES]
    assert acronyms(" ".join([*used, *labels])) <= entries


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_sentences_are_short(page: Path) -> None:
    sentences = re.split(r"(?<=[.!?:;])\s+|\n\s*(?:\n|[-*|:]|\d+\.)", prose(page))
    long = [one for one in sentences if len(re.findall(r"[\w’'-]+", one)) > LONGEST]
    assert long == []
