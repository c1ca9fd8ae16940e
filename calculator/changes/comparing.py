"""What changes from one circular to another, class by class: two years, or two versions of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from calculator.changes.sides import (
    NOT_SAID,
    Asked,
    Side,
    asked_of,
    notice_sides,
    with_dates,
)
from calculator.model.circular import Circular
from calculator.model.duties import Duty
from calculator.model.vocabulary import ClassLevel, Code, Establishment, Labelled, Status

C = TypeVar("C", bound=Code)


class ChangeKind(Labelled):
    """In what a duty differs, the most pressing first."""

    NEW = "new", "Nouveau"
    GONE = "gone", "N’est plus demandé, ou n’est plus dit"
    STATUS = "status", "Statut changé"
    DATES = "dates", "Dates"
    CONDITION = "condition", "Ce qu’il faut à l’élève"
    ACTOR = "actor", "Qui agit"
    NOTICE = "notice", "Avis"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that differs, for classes and kinds of school for which it is the same.

    Attributes:
        kind: In what.
        duty: The kind of the duty; empty for a notice that is about none.
        label: What is shown of it: the title of the duty, or of the notice.
        part: What tells windows apart, a key, or the kind of a notice; empty for what has neither.
        classes: The classes, in the order of schooling.
        establishments: The kinds of school.
        before: What the first text says.
        after: What the second text says.
    """

    kind: ChangeKind
    duty: str
    label: str
    part: str
    classes: tuple[ClassLevel, ...]
    establishments: tuple[Establishment, ...]
    before: Side
    after: Side

    @property
    def has_days(self) -> bool:
        """Whether one of the two texts gives a day."""
        sides = (self.before, self.after)
        return any(side.opens or side.closes for side in sides)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and what differs.

    Attributes:
        before: The first text.
        after: The second text.
        changes: What differs, by kind, what has days first, then in the order of duties and of
            schooling.
    """

    before: Circular
    after: Circular
    changes: tuple[Change, ...]

    @property
    def is_of_versions(self) -> bool:
        """Whether they are two versions of one circular."""
        return self.before.id == self.after.id

    @property
    def classes(self) -> tuple[ClassLevel, ...]:
        """The classes of both, in the order of schooling."""
        return _both(self.before.classes, self.after.classes)

    @property
    def establishments(self) -> tuple[Establishment, ...]:
        """The kinds of school that one of them covers at least."""
        scopes = self.before.scope.establishments | self.after.scope.establishments
        known = self.before.vocabulary.establishments, self.after.vocabulary.establishments
        return tuple(kind for kind in _both(*known) if kind in scopes)

    def of_kind(self, kind: ChangeKind) -> tuple[Change, ...]:
        """What differs in one way."""
        return tuple(change for change in self.changes if change.kind is kind)


Found = tuple[ChangeKind, str, Side, Side]
"""What differs for one class in one kind of school: in what, which date, before, after."""
_Subject = tuple[str, str]
"""The kind of a duty and what is shown of it."""
_Places = dict[ClassLevel, list[Establishment]]


def compare(before: Circular, after: Circular) -> Comparison:
    """What changes from a circular to another.

    The same arguments always give the same answer; a window is what it was last known to be.

    Args:
        before: The text of the earlier year, or the earlier version.
        after: The text of the later year, or the later version.
    """
    pair = Comparison(before, after, ())
    found: dict[tuple[_Subject, Found], _Places] = {}
    for level in pair.classes:
        for kind in pair.establishments:
            for change in _for_class(pair, level, kind):
                found.setdefault(change, {}).setdefault(level, []).append(kind)
    changes = [
        Change(of, *subject, part, tuple(classes), kinds, was, becomes)
        for (subject, (of, part, was, becomes)), places in found.items()
        for kinds, classes in _by_kinds(places).items()
    ]
    order = list(ChangeKind)
    duties = [duty.kind for duty in _duties(before, after)]
    changes.sort(
        key=lambda change: (
            order.index(change.kind),
            not change.has_days,
            duties.index(change.duty) if change.duty in duties else len(duties),
        )
    )
    return Comparison(before, after, tuple(changes))


def _duties(before: Circular, after: Circular) -> list[Duty]:
    """The duties of both, each kind once, as the later text has it."""
    kinds = {duty.kind: duty for duty in (*before.duties, *after.duties)}
    order = [*(duty.kind for duty in after.duties), *(duty.kind for duty in before.duties)]
    return [kinds[kind] for kind in dict.fromkeys(order)]


def _for_class(
    pair: Comparison, level: ClassLevel, kind: Establishment
) -> Iterator[tuple[_Subject, Found]]:
    """What differs for a class in a kind of school."""
    for duty in _duties(pair.before, pair.after):
        was = asked_of(pair.before, duty.kind, level, kind)
        becomes = asked_of(pair.after, duty.kind, level, kind)
        for change in _differences(was, becomes):
            yield (duty.kind, duty.label), change
    if pair.is_of_versions:  # those of two years are never in the same words
        yield from _notices(pair, level, kind)


def _notices(
    pair: Comparison, level: ClassLevel, kind: Establishment
) -> Iterator[tuple[_Subject, Found]]:
    """The notices of one kind that are only in one of two versions, side by side."""
    old, new = (notice_sides(one, level, kind) for one in (pair.before, pair.after))
    for of, about in dict.fromkeys([*new, *old]):
        was, becomes = old.get((of, about), ()), new.get((of, about), ())
        gone = [side for side in was if side not in becomes]
        come = [side for side in becomes if side not in was]
        label = pair.after.vocabulary.notice_kinds[of].label
        for before, after in zip_longest(gone, come, fillvalue=Side(NOT_SAID)):
            yield (about, label), (ChangeKind.NOTICE, of, before, after)


def _by_kinds(places: _Places) -> dict[tuple[Establishment, ...], list[ClassLevel]]:
    grouped: dict[tuple[Establishment, ...], list[ClassLevel]] = {}
    for level, kinds in places.items():
        grouped.setdefault(tuple(kinds), []).append(level)
    return grouped


def _differences(was: Asked, becomes: Asked) -> Iterator[Found]:
    """What differs for a class in a kind of school."""
    before, after = was.status, becomes.status
    if before.is_due != after.is_due:
        kind = ChangeKind.NEW if after.is_due else ChangeKind.GONE
        yield kind, "", with_dates(was), with_dates(becomes)
        return
    if not before.is_due and Status.OUT_OF_SCOPE in (before.status, after.status):
        return  # there is nothing to do in either, and the scope is not about one duty
    if before.text != after.text:
        yield ChangeKind.STATUS, "", before, after
    if not before.is_due:
        return
    compared = [(ChangeKind.DATES, *dates) for dates in _dates_of_both(was, becomes)]
    compared += [
        (ChangeKind.CONDITION, "", was.condition, becomes.condition),
        (ChangeKind.ACTOR, "", was.actor, becomes.actor),
    ]
    yield from (change for change in compared if change[2].text != change[3].text)


def _dates_of_both(was: Asked, becomes: Asked) -> Iterator[tuple[str, Side, Side]]:
    """Dates of one name side by side; where no name is in both texts, in their order."""
    old, new = was.dates, becomes.dates
    if old.keys() & new.keys():
        pairs = [(part, part) for part in {**new, **old}]
    else:
        pairs = list(zip_longest(old, new, fillvalue=""))
    for before, after in pairs:
        none = Side(NOT_SAID)
        yield after or before, old.get(before, none), new.get(after, none)


def _both(before: tuple[C, ...], after: tuple[C, ...]) -> tuple[C, ...]:
    """The codes of both, those of the later text first."""
    return (*after, *(code for code in before if code not in after))
