"""Lists of any length, for the command line: once they are long, most of their lines are on disk.

    files ─► lines, by name ─► merge, answer some thousands ─► answers, by line ─► Answers

Lines of different names have nothing to do with each other, so that the answers are those of
`merge` and `answer_roster` for all the lines at once, but for the doubt about two last names of
which one may be the other's (« MARTIN » and « MARTIN DUPONT »). Only the lines of one name are in
memory together, with what there is of each class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, groupby

from calculator.answers.lists import set_aside_words
from calculator.lists.answering import answer_roster, condition_of_levels, put_together
from calculator.lists.answers import Accounting, Alike, Answers, PupilAnswer, RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.comparing import folded_name
from calculator.lists.files import FileReader
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import Line, PupilList, Result, SetAside
from calculator.lists.merging import merge, named_apart
from calculator.lists.profiles import Profiles
from calculator.lists.rosters import Place, Roster, Superseded, in_order
from calculator.model.case import parse_establishment
from calculator.model.circular import Circular
from calculator.model.decision import Decision
from calculator.old_workbooks import read_old
from calculator.packing_lines import Entry, Unpacking, packed_answer, packed_entry, unpacked_entry
from calculator.sorting import Pair, Sorted

HELD_AT_MOST = 50_000
"""How many lines to keep in memory, at some 1 kB each."""
_AT_ONCE = 20_000
"""How many of them, once most are on disk."""

_Corrections = dict[str, ClassLevel | None]


class Lists:
    """The lines of files, as they are read."""

    def __init__(self, held_at_most: int = HELD_AT_MOST) -> None:
        """Begin with no file.

        Args:
            held_at_most: How many lines to keep in memory.
        """
        self.held_at_most = held_at_most
        self._files = 0
        self._parts: dict[int, list[PupilList]] = {}
        self._lines = 0
        self._by_name: Sorted[tuple[Entry, int]] | None = None
        self._read: dict[int, PupilList] = {}

    def read(
        self,
        file: str,
        chunks: Iterable[bytes],
        renumbered: Callable[[PupilList], PupilList] = lambda part: part,
    ) -> None:
        """Read one more file; nothing of it counts unless all of it is read.

        Args:
            file: Its name, for messages.
            chunks: Its bytes, in pieces of any size.
            renumbered: Gives lines the numbers that they have elsewhere.

        Raises:
            NotAList: When there is no list in it that we know.
        """
        reader, self._files = FileReader(file, read_old), self._files + 1
        for chunk in chunks:
            reader.feed(chunk)
            if part := reader.part():
                self._keep(renumbered(part))
        for number, rest in enumerate(reader.close()):
            self._files += number > 0
            self._keep(renumbered(rest))
            self._read[self._files] = replace(rest, lines=(), results=(), set_aside=(), spans={})

    def __bool__(self) -> bool:
        """Whether a list was read."""
        return bool(self._read)

    @property
    def whole(self) -> list[PupilList] | None:
        """The lists, when all of their lines are in memory."""
        if self._by_name is not None:
            return None
        return [_joined(self._parts[file]) for file in self._read]

    @property
    def without_lines(self) -> tuple[PupilList, ...]:
        """The lists, but for their lines, each with a name that no other has."""
        return named_apart(self._read.values())

    def rosters(self) -> Iterator[Roster]:
        """All the lines, some thousands at once, those of one name together."""
        some: list[Pair[tuple[Entry, int]]] = []
        pairs = self._by_name.pairs() if self._by_name else iter(())
        for _, alike in groupby(pairs, key=lambda pair: pair[0][0].partition("\n")[0]):
            some += alike
            if len(some) >= self.held_at_most:
                yield merge(self._lists(some))
                some = []
        yield merge(self._lists(some))

    def _keep(self, part: PupilList) -> None:
        self._parts.setdefault(self._files, []).append(part)
        self._lines += len(part.lines) + len(part.results) + len(part.set_aside)
        if self._lines < self.held_at_most:
            return
        if self._by_name is None:
            self.held_at_most = min(self.held_at_most, _AT_ONCE)
            self._by_name = Sorted(self.held_at_most, packed_entry, unpacked_entry)
        for file, parts in self._parts.items():
            for one in parts:
                self._store(self._by_name, file, one)
        self._parts.clear()

    def _store(self, by_name: Sorted[tuple[Entry, int]], file: int, part: PupilList) -> None:
        said: Iterable[Entry] = chain(part.lines, part.results, part.set_aside)
        for one in said:
            number = one.line.number if isinstance(one, Result) else one.number
            by_name.add((_name(one), file, number), (one, part.spans.get(number, 1)))

    def _lists(self, some: Iterable[Pair[tuple[Entry, int]]]) -> Iterator[PupilList]:
        """Lists of these lines alone."""
        found: dict[int, list[tuple[Entry, int]]] = {file: [] for file in self._read}
        for (_, file, _), said in some:
            if file in found:
                found[file].append(said)
        for one, lines in zip(self.without_lines, found.values(), strict=True):
            yield _with_lines(one, lines)


def answer_lists(
    lists: Lists,
    corrections: _Corrections,
    establishment: str,
    on: date,
    circular: Circular,
) -> Answers:
    """Answer for every pupil.

    Args:
        lists: The files.
        corrections: The right class level by class name, where it is not the one it says.
        establishment: The kind of establishment.
        on: The day the question is asked.
        circular: What the circular fixes for the school year.
    """
    profiles = Profiles(condition_of_levels(circular))

    def answered(roster: Roster) -> RosterAnswer:
        classes = ClassMap.of(roster.class_names, roster.with_levels).corrected(corrections)
        return answer_roster(roster, classes, establishment, on, circular, profiles)

    whole = lists.whole
    if whole is not None:
        return answered(merge(whole))
    kept = _Kept(lists.held_at_most, Unpacking(profiles))
    for roster in lists.rosters():
        kept.add(roster, answered(roster))
    classes = ClassMap.of(kept.class_names, kept.with_levels).corrected(corrections)
    return Answers(
        circular=circular,
        on=on,
        establishment=parse_establishment(establishment, circular.vocabulary),
        classes=classes,
        decisions=_in_order_of(kept.decisions, classes),
        pupils=kept,
        standing=kept.standing,
        superseded=kept.superseded,
        set_aside=kept.set_aside,
        accounting=tuple(kept.accounting),
        maybe_twice=kept.maybe_twice,
    )


def _in_order_of(
    decisions: dict[ClassLevel, Decision], classes: ClassMap
) -> dict[ClassLevel, Decision]:
    """The decisions in the order of the classes; those of levels that pupils have come last."""
    levels = dict.fromkeys([*(level for level in classes.levels.values() if level), *decisions])
    return {level: decisions[level] for level in levels}


def each_reason(answers: Answers) -> Iterator[str]:
    """`set_aside_words` for all the lines set aside, in the order of their first lines."""
    if isinstance(answers, RosterAnswer):
        yield from set_aside_words(answers.set_aside)
        return
    files = {one.file: place for place, one in enumerate(answers.accounting)}
    by_reason, told = Sorted[SetAside](HELD_AT_MOST), Sorted[str](HELD_AT_MOST)
    for one in answers.set_aside:
        by_reason.add((*_reason(one), one.number), one)
    for _, alike in groupby(by_reason, key=_reason):
        first = next(alike)
        (said,) = set_aside_words(chain((first,), alike))  # noqa: B031  # the others
        told.add((files[first.file], first.number), said)
    yield from told


def _reason(one: SetAside) -> tuple[str, str, str, str]:
    return one.file, one.column, one.found, one.expected


class _Kept:
    """Answers as they come, some thousands at once; all of them in the order of the files."""

    def __init__(self, held_at_most: int, unpacking: Unpacking) -> None:
        self.decisions: dict[ClassLevel, Decision] = {}
        self.superseded = Sorted[Superseded](held_at_most)
        self.set_aside = Sorted[SetAside](held_at_most)
        self.accounting: list[Accounting] = []
        self.standing: tuple[Alike, ...] = ()
        self.maybe_twice = 0
        self._lacking: set[str] = set()
        self._pupils = Sorted[PupilAnswer](held_at_most, packed_answer, unpacking.answer)
        self._classes: dict[str, Place] = {}

    def __iter__(self) -> Iterator[PupilAnswer]:
        """The pupils; what is asked of a class level is kept once."""
        for pupil in self._pupils:
            level = pupil.class_level
            yield pupil._replace(decision=self.decisions[level]) if level else pupil

    @property
    def class_names(self) -> list[str]:
        """The classes, in the order of the files."""
        return sorted(self._classes, key=self._classes.__getitem__)

    @property
    def with_levels(self) -> set[str]:
        """The classes of which each pupil has a level."""
        return set(self._classes) - self._lacking

    def add(self, roster: Roster, answered: RosterAnswer) -> None:
        """Take the answers for a roster."""
        self.maybe_twice += answered.maybe_twice
        self._lacking |= set(roster.class_names) - roster.with_levels
        place = in_order(roster.lists)
        self.decisions.update(answered.decisions)
        for name, at in roster.first_places().items():
            self._classes[name] = min(at, self._classes.get(name, at))
        standing = sorted(
            (*self.standing, *answered.standing), key=lambda one: place(one.first.line)
        )
        self.standing = put_together(standing)
        for pupil in answered.pupils:
            self._pupils.add(place(pupil.line), pupil)
        for old in answered.superseded:
            self.superseded.add(place(old.line), old)
        for aside in answered.set_aside:
            self.set_aside.add(place(aside), aside)
        known = self.accounting or [
            replace(one, answered=0, superseded=0, set_aside=0) for one in answered.accounting
        ]
        self.accounting = list(map(_sum, known, answered.accounting))


def _sum(total: Accounting, some: Accounting) -> Accounting:
    """What became of more lines of a file."""
    return replace(
        total,
        answered=total.answered + some.answered,
        superseded=total.superseded + some.superseded,
        set_aside=total.set_aside + some.set_aside,
    )


def _name(said: Entry) -> str:
    """What the lines of one name have in common; those of one last name come together.

    Those set aside have no name.
    """
    if isinstance(said, SetAside):
        return f"\n\n{said.file} {said.number}"
    line = said.line if isinstance(said, Result) else said
    name = folded_name(line)
    return f"{name.partition(chr(10))[0].replace(' ', '')}\n{name}"


def _joined(parts: list[PupilList]) -> PupilList:
    spans: dict[int, int] = {}
    for part in parts:
        spans |= part.spans
    return replace(
        parts[-1],
        lines=tuple(chain.from_iterable(part.lines for part in parts)),
        results=tuple(chain.from_iterable(part.results for part in parts)),
        set_aside=tuple(chain.from_iterable(part.set_aside for part in parts)),
        spans=spans,
    )


def _with_lines(one: PupilList, said: Iterable[tuple[Entry, int]]) -> PupilList:
    """The list with these lines, and how many each spans."""
    lines, results, set_aside, spans = [], [], [], {}
    for line, span in said:
        if isinstance(line, Result):
            results.append(line._replace(line=line.line._replace(file=one.file)))
            number = line.line.number
        elif isinstance(line, Line):
            lines.append(line._replace(file=one.file))
            number = line.number
        else:
            set_aside.append(replace(line, file=one.file))
            number = line.number
        if span > 1:
            spans[number] = span
    return replace(
        one, lines=tuple(lines), results=tuple(results), set_aside=tuple(set_aside), spans=spans
    )
