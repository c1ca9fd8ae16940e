"""Checks of the duties of a circular: what they ask of a reader, their condition, their plan."""

from __future__ import annotations

from calculator.model.errors import NOTHING, Seen
from calculator.schema.checks import Checked
from calculator.schema.checks_rules import check_rules
from calculator.schema.parts import Part, one_of

_RESERVED = ("class_level", "establishment", "levels", "on", "circular")


def check_duties(checked: Checked) -> None:
    """Each duty has what its rules need, and words for it."""
    duties = list(checked.circular["duties"])
    checked.check_unique((duty["kind"] for duty in duties), "un nom par obligation (kind)")
    planned = [duty for duty in duties if duty["plan"].is_given]
    for duty in planned[1:]:
        checked.say(duty["plan"], "un seul plan de sessions par texte")
    for duty in duties:
        check_condition(checked, duty["condition"])
        _check_asked(checked, duty["asks"], "date")
        _check_words(checked, duty)
        _check_plan(checked, duty)
        _check_plan_with(checked, duty, [one["kind"].text for one in planned])
        check_rules(checked, duty)


def _check_plan_with(checked: Checked, duty: Part, planned: list[str | None]) -> None:
    """What shares the plan of another duty names one that has a plan, and has none itself."""
    other = duty["plan_with"]
    if not other.is_given:
        return
    if duty["plan"].is_given or other.text not in planned:
        names = ", ".join(name for name in planned if name) or "aucune"
        checked.say(other, f"une autre obligation, qui a un plan (ici : {names})")


def check_inputs(checked: Checked) -> None:
    """What is asked of a reader has a name of its own, bounds, and is of use to a duty."""
    inputs = list(checked.circular["inputs"])
    checked.check_unique((one["key"] for one in inputs), "un nom par information (key)")
    duties = list(checked.circular["duties"])
    used = {duty["asks"].text for duty in duties}
    used |= {duty["condition"]["mark"].text for duty in duties}
    for one in inputs:
        key = one["key"]
        if key.text in _RESERVED:
            checked.say(key, f"un autre nom que {', '.join(_RESERVED)}")
        elif key.text is not None and key.text not in used:
            checked.say(key, "une information dont une obligation a besoin (asks, mark)")
        bounds = [one["minimum"], one["maximum"]]
        if one["type"].text == "number" and (bounds[0].number or 0) >= (bounds[1].number or 0):
            checked.say(one["maximum"], "un nombre plus grand que minimum")
        if one["type"].text == "date":
            for bound in bounds:
                if bound.is_given:
                    checked.say(bound, "ne rien écrire : une date n’a ni minimum ni maximum")


def check_condition(checked: Checked, condition: Part) -> None:
    """So many competences at a level, or a mark: one of the two, within what there is."""
    if not condition.is_given:
        return
    by_levels = [condition["competences"], condition["level"]]
    by_mark = [condition["mark"], condition["at_least"]]
    given = [[part for part in one if part.is_given] for one in (by_levels, by_mark)]
    if sorted(map(len, given)) != [0, 2]:
        found = ", ".join(str(part.path[-1]) for one in given for part in one)
        expected = "competences et level, ou bien mark et at_least"
        checked.say(condition, expected, found or NOTHING)
        return
    if given[0]:
        _check_up_to(checked, by_levels[0], checked.competences, "de compétences du vocabulaire")
        _check_up_to(checked, by_levels[1], checked.highest_level, "le plus haut du vocabulaire")
        return
    _check_asked(checked, condition["mark"], "number")
    for one in checked.circular["inputs"]:
        least, most = one["minimum"].number or 0, one["maximum"].number or 0
        needed = condition["at_least"]
        if one["key"].text == condition["mark"].text and needed.number is not None:
            if not least <= needed.number <= most:
                checked.say(needed, f"une note de {least} à {most}, comme « {one['key'].text} »")
            return


def _check_up_to(checked: Checked, part: Part, most: int, what: str) -> None:
    if part.number is not None and part.number > most:
        checked.say(
            part, f"au plus {most}, le nombre {what}" if most else f"ne rien écrire : pas {what}"
        )


def _check_asked(checked: Checked, name: Part, kind: str) -> None:
    """What is asked is declared in `inputs`, and of the right type."""
    if name.text is None:
        return
    known = [one["key"].text for one in checked.circular["inputs"] if one["type"].text == kind]
    if name.text not in known:
        wanted = one_of(filter(None, known), name.text)
        checked.say(name, f"une information de type {kind} déclarée dans [[inputs]] : {wanted}")


def _check_words(checked: Checked, duty: Part) -> None:
    """Windows and days that are asked have words."""
    windows = [rule["windows"] for rule in duty["rules"] if list(rule["windows"])]
    if windows and not duty["window_words"].is_given:
        checked.say(duty["window_words"], "les mots de ses fenêtres : [duties.window_words]")
    if duty["asks"].is_given and not duty["due_words"].is_given:
        checked.say(duty["due_words"], "les mots de la date demandée : [duties.due_words]")


def _check_plan(checked: Checked, duty: Part) -> None:
    """Steps have lead times that never grow, the last one has none, and there is a place."""
    plan = duty["plan"]
    if not plan.is_given:
        return
    if not checked.places:
        checked.say(plan, "des lieux (places) dans le vocabulaire, pour y tenir des sessions")
    if not any(list(rule["windows"]) for rule in duty["rules"]):
        checked.say(plan, "un plan dans une obligation qui a des fenêtres")
    steps = list(plan["steps"])
    checked.check_unique((step["key"] for step in steps), "un nom par étape (key)")
    longest: int | None = None
    for step in steps:
        checked.check_known(step["duty"], checked.kinds)
        lead = _lead(checked, step, is_last=step is steps[-1])
        if lead is not None and longest is not None and lead > longest:
            expected = f"au plus {longest} jours, le délai de l’étape d’avant"
            checked.say(step["weeks"] if step["weeks"].is_given else step["days"], expected)
        longest = lead if lead is not None else longest


def _lead(checked: Checked, step: Part, *, is_last: bool) -> int | None:
    """The lead time of a step in days."""
    weeks, days = step["weeks"], step["days"]
    given = [part for part in (weeks, days) if part.is_given]
    if is_last and given:
        checked.say(given[0], "ne rien écrire : la dernière étape est la session elle-même")
        return None
    if not is_last and len(given) != 1:
        found = Seen("les deux sont là") if given else NOTHING
        checked.say(weeks, "un délai, en weeks ou bien en days", found)
        return None
    if weeks.number is not None:
        return weeks.number * 7
    return days.number
