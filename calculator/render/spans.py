"""The days of a circular's windows, with the classes and the kinds of school that have them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from calculator.answers import words
from calculator.model.circular import Circular
from calculator.model.duties import Duty, Window
from calculator.model.vocabulary import ClassLevel, Establishment


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a window, both known.

    Attributes:
        window: The first of the windows that have these days.
        classes: The classes that have them.
        kinds: « , établissement public » where they are not for every kind of school; else empty.
    """

    duty: Duty
    window: Window
    opens: date
    closes: date
    classes: frozenset[ClassLevel]
    kinds: str


def spans_of(
    circular: Circular,
    wanted: Collection[ClassLevel] | None,
    on: date | None,
    establishment: Establishment | None,
) -> list[Span]:
    """The windows whose days are known, as they are known on a day; last, without one.

    Args:
        circular: The year.
        wanted: The classes whose windows are wanted; all of them by default.
        on: The day on which they are known.
        establishment: The kind of school whose windows are wanted; all of them by default.
    """
    found: dict[tuple[str, date, date], tuple[Duty, Window, dict[ClassLevel, set[str]]]] = {}
    for duty in circular.duties:
        for rule in duty.rules:
            if establishment is not None and establishment not in rule.establishments:
                continue
            shown = rule.classes if wanted is None else rule.classes.intersection(wanted)
            for last in rule.windows:
                window = last.known_on(on) if on else last
                if shown and window.days:
                    _, _, kinds = found.setdefault((duty.kind, *window.days), (duty, window, {}))
                    for level in shown:
                        kinds.setdefault(level, set()).update(rule.establishments)
    return [
        Span(duty, window, opens, closes, frozenset(classes), said)
        for (_, opens, closes), (duty, window, kinds) in found.items()
        for said, classes in _by_kinds(kinds, circular, told=establishment is None).items()
    ]


def _by_kinds(
    kinds: dict[ClassLevel, set[str]], circular: Circular, *, told: bool
) -> dict[str, list[ClassLevel]]:
    """Classes by the words for their kinds of school, in the order of schooling."""
    by_kinds: dict[str, list[ClassLevel]] = {}
    for level in circular.vocabulary.in_order(kinds):
        said = words.kinds_words(kinds[level], circular) if told else ""
        by_kinds.setdefault(said, []).append(level)
    return by_kinds
