"""Who is concerned, in a few lines."""

from __future__ import annotations

from calculator.answers import words
from calculator.model.circular import Circular
from calculator.model.duties import Duty
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_html import Markup, element
from calculator.render.tables import rule_decision


def glance_html(circular: Circular) -> Markup:
    """What is asked, of which classes, by when.

    Classes for which a duty has the same status and days in the same kinds of school share an
    entry; what goes on by itself is left out.
    """
    found: dict[tuple[str, str, str], list[ClassLevel]] = {}
    for duty in circular.duties:
        for level in circular.classes if duty.leads else ():
            for (what, when), kinds in _asked(duty, level, circular).items():
                whose = words.kinds_words(kinds, circular)
                found.setdefault((what, when, whose), []).append(level)
    entries = (
        element(
            "div",
            element("dt", what),
            element("dd", words.capitalised(words.classes_words(who, circular.vocabulary)) + whose),
            *([element("dd", words.capitalised(when))] if when else []),
        )
        for (what, when, whose), who in found.items()
    )
    return element("dl", *entries, class_="calc-glance")


def _asked(
    duty: Duty, level: ClassLevel, circular: Circular
) -> dict[tuple[str, str], list[Establishment]]:
    """What a duty is for a class, and its days, with the kinds of school where it is so."""
    found: dict[tuple[str, str], list[Establishment]] = {}
    for kind in circular.vocabulary.establishments:
        for asked in rule_decision(level, circular, kind).duties:
            if asked.duty is duty:
                said = duty.status_word(circular.vocabulary.statuses, asked.status)
                days = [words.named_range(one) for one in asked.windows]
                days += [words.due_words(asked.rule.due)] if asked.rule.due else []
                key = (f"{duty.label} {said}", " ; ".join(days))
                found.setdefault(key, []).append(kind)
    return found
