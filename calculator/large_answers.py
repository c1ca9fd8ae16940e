"""What is asked of long lists, and what is answered for some of their lines at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from calculator.large_doubts import Apart, set_apart
from calculator.large_rows import packed_rows
from calculator.lists.answering import answer_roster
from calculator.lists.answers import RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import Line, PupilList, SetAside
from calculator.lists.merging import merge
from calculator.lists.resemblances import Where
from calculator.lists.rosters import Place, Roster, Superseded, in_order
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision
from calculator.packing_lines import lists_of, packed_answer

Rows = Callable[[RosterAnswer], Iterator[str]]
"""What is written of each pupil."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Lines to answer for together.

    Attributes:
        files: The files, without their lines, by their place.
        blocks: The lines, as `packed_lines` packs them.
        families: The numbers of the last names whose lines are to be set apart.
        across: The pupils of other last names whom each pupil may be.
        whole: Whether all the lines of those last names are here.
    """

    files: dict[int, PupilList]
    blocks: list[bytes] = field(repr=False)
    families: frozenset[int] = frozenset()
    across: dict[Where, list[Line]] = field(default_factory=dict, repr=False)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Answered:
    """What is answered for the lines of a bucket.

    Attributes:
        rows: What is written of the pupils, as `packed_rows` packs it.
        counts: How many lines of each file have an answer, are replaced and are set aside.
        standing: How many pupils stand alike, and the first of them, packed.
        superseded: The lines that others replace.
        set_aside: The lines without an answer.
        levels: The class levels of which it is known what is asked.
        own_levels: Where the first pupil stands whose own line gives a level, by that level.
        classes: Where the first pupil of each class stands.
        lacking: The classes some of whose pupils have no level.
        maybe_twice: How many pupils may be the same as another.
        apart: The lines that are not answered for yet.
    """

    rows: dict[Place, bytes] = field(repr=False)
    counts: list[dict[str, int]]
    standing: list[tuple[Any, int]]
    superseded: list[tuple[Place, Superseded]]
    set_aside: list[tuple[Place, SetAside]]
    levels: set[str]
    own_levels: dict[str, Place]
    classes: dict[str, Place]
    lacking: set[str]
    maybe_twice: int
    apart: Apart


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of lists.

    Attributes:
        corrections: The right class level by class name, where it is not the one it says.
        establishment: The kind of establishment.
        on: The day the question is asked.
        circular_of: Gives what the circular fixes for the school year.
        rows: What is written of each pupil.
    """

    corrections: Mapping[str, ClassLevel | None]
    establishment: str
    on: date
    circular_of: Callable[[], Circular]
    rows: Rows

    def answer(self, roster: Roster) -> RosterAnswer:
        """Answer for every pupil of a roster."""
        return self._answer(roster, self.classes(roster.class_names, roster.with_levels))

    def classes(self, names: Iterable[str], with_levels: Iterable[str]) -> ClassMap:
        """The level of each class."""
        return ClassMap.of(names, with_levels).corrected(self.corrections)

    def decided(self, level: ClassLevel) -> Decision:
        """What is asked of a class level."""
        return decide(Case(level, self.establishment), self.on, self.circular_of())

    def bucket(self, bucket: Bucket) -> Answered:
        """Answer for the pupils of a bucket, and write what is written of them."""
        lists, names = lists_of(bucket.blocks, bucket.files)
        lists, names, apart = set_apart(
            bucket.files, lists, names, bucket.families, compare=bucket.whole
        )
        if bucket.whole or any(one.results for one in lists):
            roster = merge(lists, names, bucket.across)
        else:
            roster = _of_other_names(lists)
        classes, with_levels = roster.first_places(), roster.with_levels
        answered = self._answer(roster, self.classes(classes, with_levels))
        place = in_order(roster.lists)
        rows = packed_rows(answered.pupils, [*self.rows(answered)])
        files = {one.file: place for place, one in enumerate(roster.lists)}
        own_levels: dict[str, Place] = {}
        for line in roster.pupils:
            if line.level:
                level, at = str(line.level), place(line)
                own_levels[level] = min(at, own_levels.get(level, at))
        return Answered(
            rows={(files[file], some): content for (file, some), content in rows.items()},
            counts=[
                {
                    "answered": one.answered,
                    "superseded": one.superseded,
                    "set_aside": one.set_aside,
                }
                for one in answered.accounting
            ],
            standing=[(packed_answer(first), number) for first, number in answered.standing],
            superseded=[(place(one.line), one) for one in answered.superseded],
            set_aside=[(place(one), one) for one in answered.set_aside],
            levels=set(map(str, answered.decisions)),
            own_levels=own_levels,
            classes=classes,
            lacking=classes.keys() - with_levels,
            maybe_twice=answered.maybe_twice,
            apart=apart,
        )

    def _answer(self, roster: Roster, classes: ClassMap) -> RosterAnswer:
        return answer_roster(roster, classes, self.establishment, self.on, self.circular_of())


def _of_other_names(lists: Sequence[PupilList]) -> Roster:
    """The pupils of lists in which no line has to do with another: each line is one."""
    return Roster(
        lists=tuple(lists),
        pupils=tuple(chain.from_iterable(one.lines for one in lists)),
        results={},
        superseded=(),
        set_aside=tuple(chain.from_iterable(one.set_aside for one in lists)),
        doubts={},
    )
