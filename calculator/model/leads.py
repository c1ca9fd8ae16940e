"""The lead times of a plan: how long before a session its steps are done."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from calculator.model.duties import Lead, LeadUnit, PlanRule, StepRule
from calculator.model.errors import InvalidCase

LONGEST_LEAD = 366
"""The longest lead time that makes sense, in days."""


def lead_of(step: StepRule, count: object, unit: object = LeadUnit.WEEKS) -> Lead:
    """Make the lead time of a step from what a form gives: digits, a unit's code.

    Raises:
        InvalidCase: When it is none, or too long (field `lead.` and the step's key).
    """
    if not isinstance(unit, str) or unit not in list(LeadUnit):
        raise _wrong_lead(step, unit, ", ".join(LeadUnit), ".unit")
    unit = LeadUnit(unit)
    longest = LONGEST_LEAD // (7 if unit is LeadUnit.WEEKS else 1)
    digits = str(count).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        raise _wrong_lead(step, count, _up_to(longest, unit))
    if int(digits) > longest:
        raise _wrong_lead(step, count, _up_to(longest, unit))
    return Lead(int(digits), unit)


def check_order(rule: PlanRule, leads: Mapping[str, Lead]) -> None:
    """A step comes no later than the next one.

    Raises:
        InvalidCase: When one would (field `lead.` and the step's key).
    """
    timed = [step for step in rule.steps if step.key in leads]
    for earlier, later in pairwise(timed):
        longer, lead = leads[earlier.key], leads[later.key]
        if lead.days > longer.days:
            expected = f"au plus le délai de « {earlier.label} », {longer}"
            raise _wrong_lead(later, lead, expected)


def _wrong_lead(step: StepRule, found: object, expected: str, part: str = "") -> InvalidCase:
    label = f"Délai, « {step.label} »"
    return InvalidCase(f"lead.{step.key}{part}", label, "" if found is None else found, expected)


def _up_to(longest: int, unit: LeadUnit) -> str:
    return f"un nombre entier de 0 à {longest} ({unit.label})"
