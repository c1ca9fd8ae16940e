"""What a pupil needs and what is known of it, in words: true of any text."""

from __future__ import annotations

from calculator.answers import words
from calculator.model.circular import Circular
from calculator.model.condition import Profile
from calculator.model.duties import Condition


def threshold_words(condition: Condition, circular: Circular) -> str:
    """« le niveau 1 dans au moins 5 des 16 compétences », « au moins 10 sur 20 »."""
    if condition.mark:
        return f"au moins {condition.at_least} sur {circular.inputs[condition.mark].maximum}"
    every = len(circular.vocabulary.competences)
    if condition.competences == every and every > 1:
        return f"le niveau {condition.level} dans les {every} compétences"
    return (
        f"le niveau {condition.level} dans au moins {condition.competences} des {every} compétences"
    )


def missing_words(profile: Profile, condition: Condition) -> str:
    """« 2 compétences », « 3 points »."""
    return words.count(profile.missing, "point" if condition.mark else "compétence")


def condition_sentence(
    condition: Condition, profile: Profile | None, circular: Circular, *, ask: bool
) -> str:
    """The rule, then what is known of the pupil, or how to know it.

    Args:
        condition: What a pupil needs.
        profile: What is known of the pupil, if anything.
        circular: The text.
        ask: Whether to say how to know.
    """
    threshold = threshold_words(condition, circular)
    text = condition.sentence.replace("{threshold}", threshold)
    if profile is not None:
        text += f" {profile_sentence(profile, condition, circular)}"
    elif ask:
        text += f" {condition.ask}"
    return text


def profile_sentence(profile: Profile, condition: Condition, circular: Circular) -> str:
    """« L’élève a 8 sur 20 : il manque 2 points. »."""
    if condition.mark:
        out_of = circular.inputs[condition.mark].maximum
        lacks = f"il manque {missing_words(profile, condition)}"
        said = condition.met if profile.met else lacks
        return f"L’élève a {profile.mark} sur {out_of} : {said}."
    reached = words.count(len(profile.reached), "compétence")
    text = f"L’élève a {reached} au niveau {condition.level} ou plus"
    if profile.reached:
        text += f" ({', '.join(f'{c.index} {c.name}' for c in profile.reached)})"
    text += f" : {condition.met}." if profile.met else f" : il en manque {profile.missing}."
    if profile.not_given == 1:
        text += " 1 compétence est sans niveau : elle compte comme non atteinte."
    elif profile.not_given:
        text += (
            f" {profile.not_given} compétences sont sans niveau : elles comptent comme non "
            "atteintes."
        )
    return text
