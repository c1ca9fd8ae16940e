"""The pages of `docs/` that sources name: that they are there, with a mark for each paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from calculator.model.circular import Circular
from calculator.model.errors import Fault, MalformedCircular, Seen
from calculator.model.sources import Source
from calculator.schema.files import read_text
from calculator.schema.parts import one_of

_ANCHOR = re.compile(r"""\{:?[^{}\n]*?#([\w.-]+)[^{}\n]*\}|\b(?:id|name)\s*=\s*["']([^"']+)["']""")


def check_pages(circular: Circular, docs: Path) -> list[Fault]:
    """What a build would miss in the pages of the texts that are held.

    Args:
        circular: The circular.
        docs: The folder of the site's pages.
    """
    return [
        fault
        for source in circular.sources.values()
        if source.page is not None
        for fault in _check_page(source, source.page, docs)
    ]


def _check_page(source: Source, page: str, docs: Path) -> Iterable[Fault]:
    file = docs / page
    label = f"{docs.name}/{page}"
    if not file.exists():
        pages = sorted(one.relative_to(docs).as_posix() for one in docs.rglob("*.md"))
        expected = f"la page du texte entier ; {one_of(pages, page)}"
        yield Fault(
            label, f"sources.{source.id}.page", Seen("il n’y a pas de tel fichier"), expected
        )
        return
    try:
        anchors = Counter(a or b for a, b in _ANCHOR.findall(read_text(file, label)))
    except MalformedCircular as error:
        yield from error.faults
        return
    for paragraph in source.paragraphs:
        if not anchors[paragraph]:
            expected = f"{{: #{paragraph} }} sur la ligne qui suit le paragraphe"
            yield Fault(label, f"#{paragraph}", Seen("ce repère n’y est pas"), expected)
        elif anchors[paragraph] > 1:
            yield Fault(
                label,
                f"#{paragraph}",
                Seen("ce repère y est deux fois"),
                "un repère une seule fois",
            )


def not_cited(circular: Circular, label: str, sources: Collection[str]) -> list[Fault]:
    """The paragraphs that are declared and that nothing cites.

    Args:
        circular: The circular.
        label: Its file, as a person knows it.
        sources: Those that it brings; what it extends accounts for the others.
    """
    cited = {(one.source, one.paragraph) for one in circular.citations()}
    return [
        Fault(
            label,
            f"sources.{key}.paragraphs.{paragraph}",
            Seen("rien ne cite ce paragraphe"),
            "une règle, un silence ou ce qui est laissé à décider, qui en rende compte",
        )
        for key, source in circular.sources.items()
        for paragraph in source.paragraphs
        if key in sources and (key, paragraph) not in cited
    ]
