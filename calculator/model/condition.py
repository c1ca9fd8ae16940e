"""Whether a pupil meets a duty's condition: so many competences at a level, or a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculator.model.case import CheckedCase
from calculator.model.duties import Condition
from calculator.model.vocabulary import Competence


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a pupil against a condition.

    Attributes:
        met: Whether it is met.
        reached: The competences at the required level or above, in the framework's order.
        missing: How many competences, or points, are needed still; 0 when it is met.
        not_given: How many competences have no level; they count as not reached.
        mark: The mark, when it is one.
    """

    met: bool
    reached: tuple[Competence, ...] = ()
    missing: int = 0
    not_given: int = 0
    mark: int | None = None


def profile_of(
    case: CheckedCase, condition: Condition, competences: Mapping[str, Competence]
) -> Profile | None:
    """What a case says against a condition; None when it says nothing.

    Args:
        case: The pupil's case.
        condition: What is needed.
        competences: The competences of the framework, by index.
    """
    if condition.mark is not None:
        mark = case.number(condition.mark)
        return None if mark is None else by_mark(mark, condition)
    return None if case.levels is None else by_levels(case.levels, condition, competences)


def by_levels(
    levels: Mapping[str, int], condition: Condition, competences: Mapping[str, Competence]
) -> Profile:
    """Count the competences reached and compare with what is required.

    Args:
        levels: Level by competence index, in the framework's order; what is absent counts as not
            reached.
        condition: How many competences are needed, at which level.
        competences: The competences of the framework, by index.
    """
    required = condition.level
    reached = tuple([competences[index] for index, level in levels.items() if level >= required])
    missing = max(0, condition.competences - len(reached))
    return Profile(
        met=missing == 0,
        reached=reached,
        missing=missing,
        not_given=len(competences) - len(levels),
    )


def by_mark(mark: int, condition: Condition) -> Profile:
    """Compare a mark with the one that is required."""
    missing = max(0, condition.at_least - mark)
    return Profile(met=missing == 0, missing=missing, mark=mark)
