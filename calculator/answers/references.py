"""How a source or a paragraph is named and linked, the same in every view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from calculator.model.circular import Circular, Citation
from calculator.model.vocabulary import Authority

Link = Callable[[str], str]
"""From a page of the site (`circulaire/2020-12-16.md`) to its address, relative to the reader."""

AUTHORITIES = {
    Authority.HELD: "source officielle",
    Authority.CITED: "texte officiel cité",
    Authority.REPORTED: "source secondaire",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reader sees of a source, and where it leads (None when it leads nowhere)."""

    label: str
    href: str | None


def nowhere(page: str) -> str:
    """The link of what is read without the site: a page's own name."""
    return page


def references(citations: Iterable[Citation], circular: Circular, link: Link) -> list[Reference]:
    """References to paragraphs and sources; a source is named once: « circulaire…, § 1 », « § 3 ».

    Args:
        citations: What is cited, in order.
        circular: The text whose sources they are.
        link: From a page of the site to its address.
    """
    found = []
    previous = None
    for citation in citations:
        reference = _reference(citation, circular, link)
        if citation.source == previous and citation.paragraph:
            mark = circular.sources[citation.source].paragraphs[citation.paragraph]
            reference = Reference(mark, reference.href)
        found.append(reference)
        previous = citation.source
    return found


def in_order(citations: Iterable[Citation], circular: Circular) -> list[Citation]:
    """Citations, each once, in the order in which the file declares sources and paragraphs."""
    sources = list(circular.sources)

    def place(citation: Citation) -> tuple[int, int]:
        paragraphs = list(circular.sources[citation.source].paragraphs)
        at = paragraphs.index(citation.paragraph) if citation.paragraph else -1
        return sources.index(citation.source), at

    return sorted(dict.fromkeys(citations), key=place)


def cited(citations: Iterable[Citation], circular: Circular, separator: str = " ; ") -> str:
    """The same as text: « circulaire du 16 décembre 2020, § 1 ; § 3 »."""
    return separator.join(one.label for one in references(citations, circular, nowhere))


def _reference(citation: Citation, circular: Circular, link: Link) -> Reference:
    source = circular.sources[citation.source]
    page = link(source.page) if source.page else None
    if citation.paragraph:
        mark = source.paragraphs[citation.paragraph]
        href = f"{page}#{citation.paragraph}" if page else source.url
        return Reference(f"{source.short_title}, {mark}", href)
    return Reference(f"{AUTHORITIES[source.authority]} : {source.short_title}", page or source.url)
