"""How a source or a paragraph is named and linked, the same in every view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from calculator.model.campaign import Campaign, Citation

Link = Callable[[str], str]
"""From a page of the site (`circulaire/2020-12-16.md`) to its address, relative to the reader."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reader sees of a source, and where it leads (None when it leads nowhere)."""

    label: str
    href: str | None


def paragraph_reference(citation: Citation, campaign: Campaign, link: Link) -> Reference:
    """« circulaire du 16 décembre 2020, § 3 », leading to the paragraph in the site."""
    source = campaign.sources[citation.source]
    label = f"{source.short_title}, {source.paragraphs[citation.paragraph]}"
    return Reference(label, f"{link(source.page)}#{citation.paragraph}" if source.page else None)


def paragraph_references(
    citations: Iterable[Citation], campaign: Campaign, link: Link
) -> list[Reference]:
    """References of several paragraphs; the source is named once: « circulaire…, § 1 », « § 3 »."""
    references = []
    previous = None
    for citation in citations:
        reference = paragraph_reference(citation, campaign, link)
        if citation.source == previous:
            mark = campaign.sources[citation.source].paragraphs[citation.paragraph]
            reference = Reference(mark, reference.href)
        references.append(reference)
        previous = citation.source
    return references


def source_reference(source: str, campaign: Campaign, link: Link) -> Reference:
    """The reference of a notice's source: a paragraph, or a whole text with its authority."""
    if "#" in source:
        return paragraph_reference(Citation(*source.split("#", 1)), campaign, link)
    text = campaign.sources[source]
    label = f"{text.authority.label} : {text.short_title}"
    return Reference(label, link(text.page) if text.page else text.url)
