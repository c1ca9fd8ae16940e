"""Whether a Pix profile is certifiable (circular, p-5-college)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculator.model.campaign import Threshold
from calculator.model.vocabulary import COMPETENCES, Competence


@dataclass(frozen=True, slots=True)
class Certifiability:
    """What a Pix profile allows.

    Attributes:
        certifiable: Whether enough competences are reached.
        reached: The competences at the required level or above, in the framework's order.
        missing: How many more are needed; 0 when certifiable.
        not_given: How many of the 16 competences have no level; they count as not reached.
    """

    certifiable: bool
    reached: tuple[Competence, ...]
    missing: int
    not_given: int


def certifiability(levels: Mapping[str, int], threshold: Threshold) -> Certifiability:
    """Count the competences reached and compare with what a campaign requires.

    Args:
        levels: Level (0 to 8) by competence index; what is absent counts as not reached.
        threshold: How many competences are needed, at which level (p-5-college).
    """
    required = threshold.level
    reached = tuple([c for index, c in COMPETENCES.items() if levels.get(index, 0) >= required])
    missing = max(0, threshold.competences - len(reached))
    return Certifiability(
        certifiable=missing == 0,
        reached=reached,
        missing=missing,
        not_given=len(COMPETENCES.keys() - levels.keys()),
    )
