"""What changes as plain text, for a terminal or a message, and as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.answers.references import AUTHORITIES
from calculator.answers.words import establishment_words, listed
from calculator.changes.comparing import Change, ChangeKind, Comparison
from calculator.changes.sides import Side
from calculator.changes.words import NOTHING_CHANGES, rests_on, side_words, sides, title, whose
from calculator.lists.texts import csv_line
from calculator.model.circular import Circular


def changes_text(pair: Comparison) -> str:
    """What changes in French: what is new, what is gone, then what becomes otherwise."""
    before, after = sides(pair)
    lines = [
        title(pair),
        "",
        f"{before} : {pair.before.name}",
        f"{after} : {pair.after.name}",
    ]
    for kind in ChangeKind:
        changes = pair.of_kind(kind)
        if changes:
            lines += ["", kind.label, *(line for one in changes for line in _lines(one, pair))]
    if not pair.changes:
        lines += ["", NOTHING_CHANGES]
    return "\n".join(lines)


def _lines(change: Change, pair: Comparison) -> Iterator[str]:
    before, after = sides(pair)
    yield f"- {change.label}, {whose(change, pair)}"
    yield f"  {before} : {_side(change.before, pair.before)}"
    yield f"  {after} : {_side(change.after, pair.after)}"


def _side(side: Side, circular: Circular) -> str:
    where = rests_on(side, circular)
    return f"{side_words(side)} [{where}]" if where else side_words(side)


def changes_csv(pair: Comparison) -> str:
    """What changes, a line for each change: a byte order mark, then lines of `csv_line`."""
    before, after = sides(pair)
    head = ["Ce qui change", "Objet", "Classes", "Établissements"]
    for name in (before, after):
        head += [
            f"{label} ({name})"
            for label in ("Texte", "Premier jour", "Dernier jour", "Repose sur", "Autorité")
        ]
    rows = [
        [
            change.kind.label,
            change.label,
            listed(level.label for level in change.classes),
            establishment_words(change.establishments),
            *_cells(change.before, pair.before),
            *_cells(change.after, pair.after),
        ]
        for change in pair.changes
    ]
    return "\ufeff" + "".join(map(csv_line, [head, *rows]))


def _cells(side: Side, circular: Circular) -> list[str]:
    return [
        side_words(side),
        side.opens.isoformat() if side.opens else "",
        side.closes.isoformat() if side.closes else "",
        rests_on(side, circular),
        AUTHORITIES[side.authority] if side.authority else "",
    ]
