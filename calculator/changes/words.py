"""What changes, in words that are true of any text: the same in every view."""

from __future__ import annotations

from calculator.answers import words
from calculator.answers.references import cited
from calculator.changes.comparing import Change, Comparison
from calculator.changes.sides import Side
from calculator.model.circular import Circular

NOTHING_CHANGES = (
    "Rien ne change dans ce qui est demandé : ni quoi, ni à qui, ni par qui, ni pour quand."
)


def title(pair: Comparison) -> str:
    """« Ce qui change entre 2025-2026 et 2026-2027 »."""
    if pair.is_of_versions:
        return f"Ce qui change entre deux versions de {pair.after.id}"
    before, after = sides(pair)
    return f"Ce qui change entre {before} et {after}"


def sides(pair: Comparison) -> tuple[str, str]:
    """What tells the two texts apart: their years, else their ids, else that one comes first."""
    before, after = pair.before, pair.after
    if before.year != after.year:
        return before.year, after.year
    return ("avant", "après") if pair.is_of_versions else (before.id, after.id)


def whose(change: Change, pair: Comparison) -> str:
    """« 3e et 3e SEGPA », with the kinds of school where it is not so in all that both cover."""
    before, after = pair.before, pair.after
    known = [level for level in change.classes if level in after.classes]
    names = [words.classes_words(known, after.vocabulary)] if known else []
    gone = [level for level in change.classes if level not in after.classes]
    names += [words.classes_words(gone, before.vocabulary)] if gone else []
    common = before.scope.establishments & after.scope.establishments
    everywhere = common and common.issubset(change.establishments)
    kinds = "" if everywhere else f", {words.establishment_words(change.establishments)}"
    return words.listed(names) + kinds


def rests_on(side: Side, circular: Circular) -> str:
    """« notre lecture : circulaire du 16 décembre 2020, § 5 »; empty when nothing is cited."""
    if not side.citations:
        return ""
    return words.RESTS_ON[side.nature] + cited(side.citations, circular)


def side_words(side: Side) -> str:
    """What a text says, with whom to ask for what is not known."""
    return f"{side.text}. {side.note}" if side.note else side.text
