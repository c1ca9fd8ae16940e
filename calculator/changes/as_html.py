"""What changes as tables, one for each way in which duties differ."""

from __future__ import annotations

from calculator.answers import words
from calculator.answers.references import Link
from calculator.changes.comparing import Change, ChangeKind, Comparison
from calculator.changes.sides import Side
from calculator.changes.words import side_words, sides, title, whose
from calculator.model.circular import Circular
from calculator.render.as_html import Markup, citations_html, joined, table_html


def changes_html(pair: Comparison, kind: ChangeKind, link: Link) -> Markup:
    """What differs in one way, a row for classes that differ alike.

    Args:
        pair: The two texts.
        kind: In what.
        link: From a page of the site to its address.
    """
    rows = [_row(change, pair, link) for change in pair.of_kind(kind)]
    columns = ["Classes", "Objet", *map(words.capitalised, sides(pair))]
    return table_html(f"{title(pair)} : {words.in_a_sentence(kind.label)}", columns, rows)


def _row(change: Change, pair: Comparison, link: Link) -> list[str]:
    return [
        words.capitalised(whose(change, pair)),
        change.label,
        _cell(change.before, pair.before, link),
        _cell(change.after, pair.after, link),
    ]


def _cell(side: Side, circular: Circular, link: Link) -> Markup:
    said = words.capitalised(side_words(side))
    if not side.citations:
        return joined([said])
    return joined([said, " ", citations_html(side.citations, circular, link, side.nature)])
