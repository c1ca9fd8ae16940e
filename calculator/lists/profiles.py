"""What profiles allow, and which of several counts on a day."""

from __future__ import annotations

from datetime import date

from calculator.lists.comparing import rank
from calculator.lists.lines import NOT_GIVEN, Line
from calculator.lists.rosters import About, Doubt, Roster, Superseded
from calculator.model.duties import Condition


class Sendings:
    """Which profile counts on the day, of pupils whose latest was sent after it."""

    def __init__(self, roster: Roster, on: date) -> None:
        """Begin with pupils and a day."""
        self._today = on.isoformat()
        self._replaced = roster.superseded
        self._earlier: dict[tuple[str, int], list[int]] | None = None
        self._instead: dict[int, Superseded] = {}

    def of_the_day(self, line: Line) -> tuple[Line, *tuple[About, ...]]:
        """The line that counts, and what the doubt is about: the one sent too late."""
        if self._earlier is None:
            self._earlier = {}
            for place, one in enumerate(self._replaced):
                self._earlier.setdefault((one.by.file, one.by.number), []).append(place)
        told = [
            place
            for place in self._earlier.get((line.file, line.number), ())
            if self._replaced[place].line.sent[:10] <= self._today
        ]
        best = max(told, key=lambda place: rank(self._replaced[place].line), default=None)
        if best is None or not rank(self._replaced[best].line)[0]:
            return line, (Doubt.SENT_AFTER, line)
        counts = self._replaced[best].line
        counts = counts._replace(
            class_name=counts.class_name or line.class_name,
            birth=counts.birth or line.birth,
            left=counts.left or line.left,
            level=counts.level or line.level,
        )
        for place in self._earlier[line.file, line.number]:
            old = line if place == best else self._replaced[place].line
            self._instead[place] = Superseded(old, counts)
        return counts, (Doubt.SENT_AFTER, line)

    def superseded(self) -> list[Superseded]:
        """The lines that others replace, on that day."""
        return [self._instead.get(place, one) for place, one in enumerate(self._replaced)]


def says_nothing(line: Line) -> bool:
    """Whether a line says no more of a pupil than who it is."""
    return line.levels is None and line.says_reached is None and line.says_certifiable is None


class Profiles:
    """What profiles allow."""

    def __init__(self, condition: Condition) -> None:
        """Begin with what the circular asks."""
        self._needed = condition.competences
        marks = [int(level >= condition.level) for level in range(NOT_GIVEN)]
        self._marks = bytes([*marks, NOT_GIVEN])

    def of(self, line: Line) -> Told:
        """Whether certifiable, how many reached and missing, which, and what is in doubt."""
        if line.levels is None:
            return self._as_told(line, ())
        marks = line.levels.translate(self._marks)
        reached, told = marks.count(1), line.says_reached
        doubts: tuple[Doubt, ...] = ()
        if NOT_GIVEN in marks:
            doubts = (Doubt.INCOMPLETE,)
            if told is not None and told > reached:
                return self._as_told(line, doubts)
        missing = max(0, self._needed - reached)
        if told is not None and told != reached:
            doubts += (Doubt.COUNT_DIFFERS,)
        if line.says_certifiable is not None and line.says_certifiable != (missing == 0):
            doubts += (Doubt.CERTIFIABLE_DIFFERS,)
        return missing == 0, reached, missing, marks, doubts

    def _as_told(self, line: Line, doubts: tuple[Doubt, ...]) -> Told:
        """By the count that the file gives, or else by its « Certifiable »."""
        if line.says_reached is None:
            return line.says_certifiable, None, None, None, doubts
        missing = max(0, self._needed - line.says_reached)
        if line.says_certifiable is not None and line.says_certifiable != (missing == 0):
            doubts += (Doubt.CERTIFIABLE_DIFFERS,)
        return missing == 0, line.says_reached, missing, None, doubts


Told = tuple[bool | None, int | None, int | None, bytes | None, tuple[Doubt, ...]]
