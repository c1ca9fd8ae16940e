"""All the decisions of a school year as a table, which any database joins to pupils."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision

COLUMNS = (
    *("class_level", "establishment", "from", "to", "competences_reached", "status"),
    *("window", "opens", "closes", "state", "certifiable", "competences_missing", "duties"),
)
"""As the keys of a decision's JSON; a row is for the days `from` to `to`, both included."""

_Row = tuple[str, ...]
_DAY = timedelta(days=1)


def decision_table(circular: Circular) -> Iterator[_Row]:
    """The rows of a circular, as many cells as `COLUMNS`.

    A pupil has one row on a day: that of the class, the kind of school and how many competences
    are reached, empty when that is not known.
    """
    for level in circular.classes:
        for kind in circular.vocabulary.establishments:
            for first, last, (status, *window, duties) in _spans(str(level), str(kind), circular):
                head = str(level), str(kind), first.isoformat(), last.isoformat()
                for reached, certifiable, missing in _profiles(circular):
                    told = ("", "") if status in _NOTHING_TO_REACH else (certifiable, missing)
                    yield (*head, reached, status, *window, *told, duties)


_NOTHING_TO_REACH = ("", "not_due", "out_of_scope")


def _spans(level: str, kind: str, circular: Circular) -> Iterator[tuple[date, date, _Row]]:
    """Days that follow each other and are decided alike: the first, the last, what is decided."""
    begins, ends = circular.school_year.begins, circular.school_year.ends
    case = Case(level, kind)
    days = (begins + _DAY * number for number in range((ends - begins).days + 1))
    decided = ((day, _decided(decide(case, day, circular))) for day in days)
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


def _profiles(circular: Circular) -> Iterator[tuple[str, str, str]]:
    """How many competences may be reached, whether that makes certifiable, how many are missing."""
    yield "", "", ""
    conditions = (duty.condition for duty in circular.exams)
    needed = next((one.competences for one in conditions if one and not one.mark), None)
    if needed is None:
        return
    for reached in range(len(circular.vocabulary.competences) + 1):
        missing = max(0, needed - reached)
        yield str(reached), "false" if missing else "true", str(missing)
