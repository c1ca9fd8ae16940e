"""How a source or a paragraph is named and linked, the same in every view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from calculator.model.circular import Circular
from calculator.model.sources import Citation
from calculator.model.vocabulary import Authority

Link = Callable[[str], str]
"""From a page of the site (`circulaire/2020-12-16.md`) to its address, relative to the reader."""

AUTHORITIES = {
    Authority.HELD: "source officielle",
    Authority.CITED: "texte officiel cité",
    Authority.REPORTED: "source secondaire",
}


CERTAINTIES = {
    Authority.HELD: "texte publié ici",
    Authority.CITED: "texte officiel cité",
    Authority.REPORTED: "signalé, à vérifier",
}
"""How sure a date is, by the weakest of the sources that it rests on."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reader sees of a source.

    Attributes:
        label: Its name, or a paragraph's mark where the source is named nearby.
        href: Where it leads; None when it leads nowhere.
        before: What the label leaves out: « circulaire du 16 décembre 2020, ».
        title: Its full title, where the label is a mark.
    """

    label: str
    href: str | None
    before: str = ""
    title: str | None = None


def nowhere(page: str) -> str:
    """The link of what is read without the site: a page's own name."""
    return page


def references(
    citations: Iterable[Citation],
    circular: Circular,
    link: Link,
    *,
    in_full: bool = False,
    named: set[str] | None = None,
) -> list[Reference]:
    """References to paragraphs and sources; a source is named once: « circulaire…, § 1 », « § 3 ».

    Args:
        citations: What is cited, in order.
        circular: The text whose sources they are.
        link: From a page of the site to its address.
        in_full: Whether sources are named by their full titles, for who reads far from the site.
        named: The sources named nearby, to which those named here are added; where a text has the
            only paragraphs, its name is not said again.
    """
    found = []
    previous = None
    nearby = named if named is not None and _has_only_paragraphs(circular) else None
    for citation in citations:
        reference = _reference(citation, circular, link, in_full=in_full)
        if citation.paragraph and citation.source in {previous, *(nearby or ())}:
            source = circular.sources[citation.source]
            mark = source.paragraphs[citation.paragraph]
            before = "" if citation.source == previous else reference.label.removesuffix(mark)
            reference = Reference(mark, reference.href, before, f"{source.title}, {mark}")
        found.append(reference)
        previous = citation.source
        if nearby is not None:
            nearby.add(previous)
    return found


def _has_only_paragraphs(circular: Circular) -> bool:
    """Whether a single source has paragraphs: « § 3 » says enough."""
    return sum(bool(source.paragraphs) for source in circular.sources.values()) == 1


def in_order(citations: Iterable[Citation], circular: Circular) -> list[Citation]:
    """Citations, each once, in the order in which the file declares sources and paragraphs."""
    sources = list(circular.sources)

    def place(citation: Citation) -> tuple[int, int]:
        paragraphs = list(circular.sources[citation.source].paragraphs)
        at = paragraphs.index(citation.paragraph) if citation.paragraph else -1
        return sources.index(citation.source), at

    return sorted(dict.fromkeys(citations), key=place)


def cited(citations: Iterable[Citation], circular: Circular, *, in_full: bool = False) -> str:
    """The same as text: « circulaire du 16 décembre 2020, § 1 ; § 3 »."""
    found = references(citations, circular, nowhere, in_full=in_full)
    return " ; ".join(one.label for one in found)


def _reference(citation: Citation, circular: Circular, link: Link, *, in_full: bool) -> Reference:
    """A paragraph, or a whole source; where the full text is not in the site, what it is worth."""
    source = circular.sources[citation.source]
    page = link(source.page) if source.page else None
    label = source.title if in_full else source.short_title
    if source.authority is not Authority.HELD or not citation.paragraph:
        label = f"{AUTHORITIES[source.authority]} : {label}"
    if citation.paragraph:
        mark = source.paragraphs[citation.paragraph]
        return Reference(f"{label}, {mark}", f"{page}#{citation.paragraph}" if page else source.url)
    return Reference(label, page or source.url)
