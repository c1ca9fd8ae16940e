"""Who is concerned, in a few lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from calculator.answers import words
from calculator.answers.references import CERTAINTIES
from calculator.model.circular import Circular
from calculator.model.duties import Duty, Window
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_html import NOTHING, Markup, element
from calculator.render.tables import rule_decision


class _Asked(NamedTuple):
    """What a duty is, and its days."""

    what: str
    when: str
    windows: tuple[Window, ...]


def glance_html(
    circular: Circular, states: Callable[[tuple[Window, ...]], Markup] | None = None
) -> Markup:
    """What is asked, of which classes, by when.

    Classes for which a duty has the same status and days in the same kinds of school share an
    entry; what goes on by itself is left out.

    Args:
        circular: The text.
        states: Where the day of the reader stands against windows, if that is to be said.
    """
    found: dict[tuple[_Asked, str], list[ClassLevel]] = {}
    for duty in circular.duties:
        for level in circular.classes if duty.leads else ():
            for asked, kinds in _asked(duty, level, circular).items():
                whose = words.kinds_words(kinds, circular)
                found.setdefault((asked, whose), []).append(level)
    entries = (
        element(
            "div",
            element("dt", asked.what),
            element("dd", words.capitalised(words.classes_words(who, circular.vocabulary)) + whose),
            _when(asked, circular),
            element("dd", states(asked.windows))
            if states and any(window.days for window in asked.windows)
            else NOTHING,
        )
        for (asked, whose), who in found.items()
    )
    return element("dl", *entries, class_="calc-glance")


def _when(asked: _Asked, circular: Circular) -> Markup:
    """Its days, and how sure they are."""
    if not asked.when:
        return NOTHING
    known = [window for window in asked.windows if window.opens or window.closes]
    authority = circular.authority_of(c for window in known for c in window.citations)
    mark = element(
        "span", CERTAINTIES[authority], class_="calc-certainty", data_authority=authority.value
    )
    return element("dd", words.capitalised(asked.when), *((" ", mark) if known else ()))


def _asked(duty: Duty, level: ClassLevel, circular: Circular) -> dict[_Asked, list[Establishment]]:
    """What a duty is for a class, with the kinds of school where it is so."""
    found: dict[_Asked, list[Establishment]] = {}
    for kind in circular.vocabulary.establishments:
        for asked in rule_decision(level, circular, kind).duties:
            if asked.duty is duty:
                said = duty.status_word(circular.vocabulary.statuses, asked.status)
                days = [words.named_range(one) for one in asked.windows]
                days += [words.due_words(asked.rule.due)] if asked.rule.due else []
                key = _Asked(f"{duty.label} {said}", " ; ".join(days), asked.rule.windows)
                found.setdefault(key, []).append(kind)
    return found
