"""All the decisions of a school year as a table, which any database joins to pupils."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision

TYPES = {
    **dict.fromkeys(("class_level", "establishment"), "VARCHAR"),
    **dict.fromkeys(("first_day", "last_day"), "DATE"),
    "competences_reached": "INTEGER",
    **dict.fromkeys(("status", "window"), "VARCHAR"),
    **dict.fromkeys(("opens", "closes"), "DATE"),
    "state": "VARCHAR",
    "certifiable": "BOOLEAN",
    "competences_missing": "INTEGER",
    "duties": "VARCHAR",
}
"""The columns, as the keys of a decision's JSON, and what they hold, in SQL's words.

A row is for the days from `first_day` to `last_day`, both included. An empty cell is null.
"""

COLUMNS = tuple(TYPES)

T = TypeVar("T")
_Row = tuple[str, ...]
_DAY = timedelta(days=1)


def decision_table(circular: Circular) -> Iterator[_Row]:
    """The rows of a circular, as many cells as `COLUMNS`.

    A pupil has one row on a day: that of the class, the kind of school and how many competences
    are reached, empty when that is not known.
    """
    for level in circular.classes:
        for kind in circular.vocabulary.establishments:
            needed = _needed(circular, str(level), str(kind))
            case = Case(str(level), str(kind))
            for first, last, (*decided, duties) in spans(case, circular, _decided):
                head = str(level), str(kind), first.isoformat(), last.isoformat()
                for reached, *profile in _profiles(len(circular.vocabulary.competences), needed):
                    yield (*head, reached, *decided, *profile, duties)


def spans(
    case: Case, circular: Circular, tell: Callable[[Decision], T]
) -> Iterator[tuple[date, date, T]]:
    """Days that follow each other and are decided alike: the first, the last, what is told of them.

    Args:
        case: Of whom.
        circular: The circular; its school year gives the days.
        tell: What is told of a decision.
    """
    begins, ends = circular.school_year.begins, circular.school_year.ends
    days = (begins + _DAY * number for number in range((ends - begins).days + 1))
    decided = ((day, tell(decide(case, day, circular))) for day in days)
    for row, alike in groupby(decided, key=lambda pair: pair[1]):
        first, *others = (day for day, _ in alike)
        yield first, others[-1] if others else first, row


def _decided(decision: Decision) -> _Row:
    duties = " ".join(f"{one.duty.kind}={one.rule.status}" for one in decision.duties)
    made = decision.certification
    if made is None:
        return "", "", "", "", "", duties
    if made.window is None:
        return made.status, "", "", "", "", duties
    window = made.window.window
    opens, closes = (str(day or "") for day in (window.opens, window.closes))
    return made.status, window.key, opens, closes, made.window.state, duties


def _needed(circular: Circular, level: str, kind: str) -> int | None:
    """How many competences make certifiable there; None when something else does, or nothing."""
    exam = circular.exam_for(level, kind)
    condition = exam.condition if exam else None
    return condition.competences if condition and not condition.mark else None


def _profiles(competences: int, needed: int | None) -> Iterator[tuple[str, str, str]]:
    """How many competences may be reached, whether that makes certifiable, how many are missing."""
    yield "", "", ""
    for reached in range(competences + 1):
        if needed is None:
            yield str(reached), "", ""
        else:
            missing = max(0, needed - reached)
            yield str(reached), "false" if missing else "true", str(missing)
