"""Lists of any length, for the command line: once they are long, their lines are on disk.

    parts of files ─► pupils alone of their last name ─► answers ─► rows, by line
                   └► last names of several lines ─► merge, by bucket ─► answers ┘

Lines of different last names have nothing to do with each other, but for doubts across last names:
the lines of those that share what is compared are set apart, and answered for when it is known who
may be whom. The answers are those of `merge` and `answer_roster` for all the lines at once. Only
the lines of some parts or buckets are in memory together, with what there is of each class. To
read a part, and to answer for some, are tasks that several processes can share.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain, groupby
from typing import Any

from calculator.answers.lists import set_aside_words
from calculator.blocks import Blocks
from calculator.large_answers import Answered, Asked, Bucket
from calculator.large_doubts import Across, shared_by_families
from calculator.large_reading import Part, SharedReader, read_part
from calculator.large_rows import KeptRows
from calculator.lists.answering import put_together
from calculator.lists.answers import Accounting, Answers, RosterAnswer
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import PupilList, SetAside
from calculator.lists.merging import merge, named_apart
from calculator.lists.rosters import Place, Superseded, in_order
from calculator.model.case import parse_establishment
from calculator.old_workbooks import read_old
from calculator.packing_lines import (
    BUCKETS,
    FAMILIES,
    LINES,
    bucket_of,
    lists_of,
    packed_part,
    unpacked_answer,
)
from calculator.sorting import Sorted

HELD_AT_MOST = 50_000
"""How many lines to answer for together, at some 1 kB each."""
_READ_ALONE = 10_000
"""How many lines to hold before they go to disk, and others share the work."""
_AT_ONCE = 5_000
"""How many lines to answer for together once they are too many."""
_BYTES = 200
"""What a line takes there, about."""
_SHARED_AT_MOST = 5
"""How often to share the rest of a file, when parts of it must be read again."""

Share = Callable[[Iterable[Any]], Generator[tuple[Any, Any], None, None]]
"""Does tasks as `do` does: gives each with what came of it, or None, as they come."""


def do(task: Part | Bucket, asked: Asked) -> object:
    """Read a part of a file, or answer for a bucket."""
    return read_part(task) if isinstance(task, Part) else asked.bucket(task)


class Lists:
    """The lines of files, as they are read."""

    def __init__(self, held_at_most: int = HELD_AT_MOST, share: Share | None = None) -> None:
        """Begin with no file.

        Args:
            held_at_most: How many lines to answer for together.
            share: What shares tasks between processes, where there are several.
        """
        self.held_at_most, self.share = held_at_most, share
        self._files = self._lines = 0
        self._held: list[tuple[int, PupilList]] = []
        self._blocks: Blocks[int] | None = None
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
        reader, self._files = SharedReader(file, read_old), self._files + 1
        rest, left = iter(chunks), _SHARED_AT_MOST if self.share else 0
        while (chunk := next(rest, None)) is not None:
            end = (chunk.rfind(b"\n") + 1 if left and self._blocks else 0) or len(chunk)
            reader.feed(chunk[:end])
            if part := reader.part():
                self._keep(renumbered(part))
            if end < len(chunk):
                rest = chain((chunk[end:],), rest)
                if reader.can_be_shared:
                    rest, left = self._read_by_others(reader, rest), left - 1
        for number, last in enumerate(reader.close()):
            self._files += number > 0
            self._keep(renumbered(last))
            self._read[self._files] = replace(last, lines=(), results=(), set_aside=(), spans={})

    def __bool__(self) -> bool:
        """Whether a list was read."""
        return bool(self._read)

    @property
    def files(self) -> dict[int, PupilList]:
        """The lists, but for their lines, each with a name that no other has."""
        return dict(zip(self._read, named_apart(self._read.values()), strict=True))

    @property
    def whole(self) -> tuple[list[PupilList], list[str] | None] | None:
        """The lists, and their lines' names, if known, when all can be answered for together."""
        if self._blocks is None:
            held = self._held
            return [_joined([part for at, part in held if at == one]) for one in self._read], None
        if self._lines >= self.held_at_most:
            return None
        return lists_of(self._blocks.of(LINES), self.files)

    def parts(self, shared: set[int]) -> Iterator[Bucket]:
        """All the lines, as they were read; those of these last names are to be set apart."""
        if self._blocks is None:
            return
        files, size = self.files, _BYTES * min(_AT_ONCE, self.held_at_most)
        some, apart = list[bytes](), set[int]()
        read = zip(self._blocks.of(LINES), self._blocks.of(FAMILIES), strict=True)
        for lines, families in read:
            some.append(lines)
            apart |= shared.intersection(array("Q", families)) if shared else shared
            if sum(map(len, some)) >= size:
                yield Bucket(files, some, frozenset(apart), whole=False)
                some, apart = [], set()
        if some:
            yield Bucket(files, some, frozenset(apart), whole=False)

    def shared_by_families(self) -> tuple[set[int], dict[int, array[int]]]:
        """The last names of several lines or who share a key, and those who do with others.

        Returns:
            Their numbers; those of the others by bucket.
        """
        several = set[int]()
        across: dict[int, array[int]] = {}
        for key in self._blocks or ():
            if key >= BUCKETS or self._blocks is None:
                continue
            found, with_others = shared_by_families(self._blocks.of(key))
            several |= found
            for family in with_others:
                across.setdefault(bucket_of(family), array("Q")).append(family)
        return several, across

    def _keep(self, part: PupilList) -> None:
        self._held.append((self._files, part))
        self._lines += len(part.lines) + len(part.results) + len(part.set_aside)
        if self._blocks is None:
            if self._lines < min(_READ_ALONE, self.held_at_most):
                return
            self._blocks = Blocks()
        for file, one in self._held:
            self._blocks.add(packed_part(file, one))
        self._held.clear()

    def _read_by_others(self, reader: SharedReader, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Have others read what comes next of a file, for as long as no part must be read again.

        Returns:
            What is still to be read.
        """
        if self.share is None or self._blocks is None:
            return chunks
        given: list[Part] = []
        beyond: list[bytes] = []
        results = {}

        def parts() -> Generator[Part, None, None]:
            for part in reader.parts(self._files, chunks, beyond):
                given.append(part)
                yield part

        wanted = parts()
        with closing(self.share(wanted)) as done:
            for part, read in done:
                results[part.number] = read
                while given and given[0].number in results:
                    known = results.pop(given[0].number)
                    if known is None:
                        break
                    reader.take_over(given[0], known)
                    self._blocks.add(known.blocks)
                    self._lines += known.entries
                    del given[0]
                else:
                    continue
                break
        wanted.close()
        return chain((part.content for part in given), beyond, chunks)


def answer_lists(lists: Lists, asked: Asked) -> tuple[Answers, Iterable[str]]:
    """Answer for every pupil.

    Args:
        lists: The files.
        asked: What is asked.

    Returns:
        The answers, and what is written of each pupil, in the order of the files.
    """
    whole = lists.whole
    if whole is not None:
        answered = asked.answer(merge(*whole))
        return answered, asked.rows(answered)
    kept, across = _Kept(lists), Across()
    several, apart = Blocks[int](), Blocks[int]()
    share = lists.share or (lambda tasks: ((task, None) for task in tasks))
    shared, with_others = lists.shared_by_families()

    def answer(buckets: Iterator[Bucket], waiting: Blocks[int]) -> None:
        with closing(share(buckets)) as done:
            for bucket, answered in done:
                some = answered or asked.bucket(bucket)
                kept.add(some)
                across.add(some.apart.compared)
                for blocks in some.apart.blocks:
                    waiting.add(blocks)

    answer(lists.parts(shared), several)
    answer(_buckets(lists, several, with_others), apart)
    answer(_set_apart(lists, apart, across), apart)
    return kept.answers(asked), kept.rows


def _buckets(
    lists: Lists, several: Blocks[int], with_others: dict[int, array[int]]
) -> Iterator[Bucket]:
    """The lines of last names that others may have too, some thousands at once."""
    files, size = lists.files, _BYTES * min(_AT_ONCE, lists.held_at_most)
    some, families = list[bytes](), list[int]()
    for key in several:
        some += several.of(key)
        families += with_others.get(key, ())
        if sum(map(len, some)) >= size:
            yield Bucket(files, some, frozenset(families))
            some, families = [], []
    if some:
        yield Bucket(files, some, frozenset(families))


def _set_apart(lists: Lists, apart: Blocks[int], across: Across) -> Iterator[Bucket]:
    """The lines that were set apart, with whom of other last names their pupils may be."""
    files, others = lists.files, across.others()
    bucket, of_bucket = next(others, (BUCKETS, {}))
    for key in apart:
        if bucket < key:
            bucket, of_bucket = next(others, (BUCKETS, {}))
        yield Bucket(files, [*apart.of(key)], across=of_bucket if key == bucket else {})


class _Kept:
    """Answers as they come, some thousands at once; all of them in the order of the files."""

    def __init__(self, lists: Lists) -> None:
        self._files = [*lists.files.values()]
        self._superseded = Sorted[Superseded](lists.held_at_most)
        self._set_aside = Sorted[SetAside](lists.held_at_most)
        self._rows = Blocks[Place]()
        self._counts = [Counter[str]() for _ in self._files]
        self._standing: list[tuple[Any, int]] = []
        self._levels: set[str] = set()
        self._own_levels: dict[str, Place] = {}
        self._classes: dict[str, Place] = {}
        self._lacking: set[str] = set()
        self._maybe_twice = 0

    def add(self, some: Answered) -> None:
        """Take the answers for a bucket."""
        self._rows.add(some.rows)
        for known, more in zip(self._counts, some.counts, strict=True):
            known.update(more)
        self._standing += some.standing
        for place, old in some.superseded:
            self._superseded.add(place, old)
        for place, aside in some.set_aside:
            self._set_aside.add(place, aside)
        self._levels |= some.levels
        _keep_first(self._own_levels, some.own_levels)
        _keep_first(self._classes, some.classes)
        self._lacking |= some.lacking
        self._maybe_twice += some.maybe_twice

    @property
    def rows(self) -> KeptRows:
        """What is written of each pupil, in the order of the files."""
        return KeptRows(self._rows)

    def _accounting(self) -> Iterator[Accounting]:
        """What became of every line, by file."""
        for one, counts in zip(self._files, self._counts, strict=True):
            yield Accounting(
                file=one.file,
                columns=one.columns,
                size=one.size,
                answered=counts["answered"],
                superseded=counts["superseded"],
                set_aside=counts["set_aside"],
                blank=one.blank,
                headers=one.headers,
                notes=one.notes,
            )

    def answers(self, asked: Asked) -> Answers:
        """The answers, but for the pupils' own."""
        circular = asked.circular_of()
        names = sorted(self._classes, key=self._classes.__getitem__)
        classes = asked.classes(names, set(names) - self._lacking)
        own = sorted(self._own_levels, key=self._own_levels.__getitem__)
        levels = dict.fromkeys((*filter(None, classes.levels.values()), *map(ClassLevel, own)))
        decisions = {level: asked.decided(level) for level in levels if level in self._levels}
        place = in_order(self._files)
        standing = [(unpacked_answer(first, decisions), number) for first, number in self._standing]
        standing.sort(key=lambda one: place(one[0].line))
        return Answers(
            circular=circular,
            on=asked.on,
            establishment=parse_establishment(asked.establishment, circular.vocabulary),
            classes=classes,
            decisions=decisions,
            standing=put_together(standing),
            superseded=self._superseded,
            set_aside=self._set_aside,
            accounting=tuple(self._accounting()),
            maybe_twice=self._maybe_twice,
        )


def _keep_first(known: dict[str, Place], more: dict[str, Place]) -> None:
    for name, place in more.items():
        known[name] = min(place, known.get(name, place))


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
