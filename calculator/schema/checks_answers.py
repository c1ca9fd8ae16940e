"""Checks of what is said besides the duties, and that every class has an answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

from calculator.model.errors import NOTHING, Seen
from calculator.schema.checks import Checked
from calculator.schema.parts import Part

_LATE = timedelta(days=15)
"""How long after the school year, which ends on 31 August, summer holidays may last."""


def check_remarks(checked: Checked) -> None:
    """What is left open, read, silent or noticed is about classes and duties that there are."""
    circular = checked.circular
    for left in circular["left_open"]:
        checked.check_classes(left["classes"])
    for key in ("readings", "silences", "notices"):
        for remark in circular[key]:
            checked.check_classes(remark["classes"])
            checked.check_establishments(remark["establishments"])
            checked.check_known(remark["about"], checked.kinds)
            if remark["when_due"].value is True and not remark["about"].is_given:
                checked.say(remark["about"], "le kind d’une obligation, que suppose when_due")
    for notice in circular["notices"]:
        checked.check_known(notice["kind"], checked.notice_kinds)
        _check_reported(checked, notice)


def _check_reported(checked: Checked, notice: Part) -> None:
    """A notice of a reported kind cites reported sources; its day moves windows that there are."""
    reported = checked.notice_kinds.get(notice["kind"].text or "")
    if reported and checked.authorities(notice["cites"]) - {"reported"}:
        checked.say(notice["cites"], "des sources « reported » : ce kind dit ce qu’elles signalent")
    closes = notice["reported_closes"]
    if not closes.is_given:
        return
    if reported is False:
        checked.say(notice["kind"], "un kind d’avis « reported = true », pour reported_closes")
    checked.check_day(closes)
    ends = [
        day
        for rule in _rules_about(checked, notice)
        for window in rule["windows"]
        for version in (window, *window["changes"])
        if (day := version["days"]["closes"].day)
    ]
    if closes.day and not any(list(rule["windows"]) for rule in _rules_about(checked, notice)):
        checked.say(closes, "un jour qui prolonge une fenêtre de ces classes : elles n’en ont pas")
    elif closes.day and ends and closes.day < max(ends):
        checked.say(closes, f"un jour pas avant la fin des fenêtres, {max(ends).isoformat()}")


def _rules_about(checked: Checked, notice: Part) -> list[Part]:
    named = set(checked.codes(notice["classes"]))
    about = notice["about"].text
    return [
        rule
        for duty in checked.circular["duties"]
        if about in (None, duty["kind"].text)
        for rule in duty["rules"]
        if named.intersection(checked.codes(rule["classes"]))
    ]


# --- Every class has an answer ----------------------------------------------------------------


def check_coverage(checked: Checked) -> None:
    """Every class in every kind of school of the scope has a rule, or a silence about it.

    Where a duty has a condition, a class that it does not name has a silence about it: an answer
    never says that nothing is due when nobody has looked.
    """
    _check_words_for_others(checked)
    duties = list(checked.circular["duties"])
    exams = [duty for duty in duties if duty["condition"].is_given]
    silences = list(checked.circular["silences"])
    asked = _pairs(checked, [rule for duty in duties for rule in duty["rules"]])
    _tell_missing(
        checked,
        asked | _pairs(checked, silences),
        lambda names: f"pour {names}, une règle (duties) ou un silence (silences)",
    )
    if not exams:
        return
    kinds = [duty["kind"].text for duty in exams]
    about = [one for one in silences if one["about"].text in kinds]
    ruled = _pairs(checked, [rule for duty in exams for rule in duty["rules"]])
    names_of_duties = " ou ".join(f"« {kind} »" for kind in kinds)
    _tell_missing(
        checked,
        (ruled | _pairs(checked, about)) if asked else set(),
        lambda names: (
            f"pour {names}, une règle de {names_of_duties} "
            "ou un silence (silences) avec about = cette obligation"
        ),
    )


def _check_words_for_others(checked: Checked) -> None:
    """A text that does not cover every kind of school says so in its own words."""
    scope = checked.circular["scope"]
    if not checked.scope or len(checked.scope) == len(checked.establishments):
        return
    for key in ("headline", "sentence", "nothing"):
        if not scope[key].is_given:
            checked.say(
                scope[key], "ce qui est dit aux établissements que le texte ne couvre pas", NOTHING
            )


def _pairs(checked: Checked, items: list[Part]) -> set[tuple[str, str]]:
    return {
        (code, kind)
        for item in items
        for code in checked.codes(item["classes"])
        for kind in checked.covered(item["establishments"])
    }


def _tell_missing(
    checked: Checked, answered: set[tuple[str, str]], expected: Callable[[str], str]
) -> None:
    """Tell the classes without an answer, once for the kinds of school that miss the same."""
    missing: dict[tuple[str, ...], list[str]] = {}
    for kind in checked.scope:
        codes = tuple(code for code in checked.classes if (code, kind) not in answered)
        missing.setdefault(codes, []).append(kind)
    for codes, kinds in missing.items():
        if codes:
            names = f"{', '.join(codes)} ({', '.join(kinds)})"
            checked.say_at(("duties",), Seen("il n’y a aucune réponse"), expected(names))


# --- The calendar -----------------------------------------------------------------------------


def check_calendar(checked: Checked) -> None:
    """Days without class are in order and in the school year."""
    calendar = checked.circular["calendar"]
    _check_public_holidays(checked, calendar["public_holidays"])
    common, zones = list(calendar["holidays"]), dict(calendar["zones"].entries())
    if calendar.is_given and calendar["zone"].is_given == bool(zones):
        found = Seen("les deux sont là") if zones else NOTHING
        checked.say(calendar["zone"], "la zone (zone), ou plusieurs zones (zones)", found)
    for holidays in (common, list(calendar["first_announced"]), *map(list[Part], zones.values())):
        for one in holidays:
            _check_holidays(checked, one)
        _check_in_order(checked, holidays)
    for own in zones.values():
        _check_in_order(checked, sorted([*common, *own], key=lambda one: one["starts"].text or ""))
        checked.check_unique((one["name"] for one in [*common, *own]), "un nom par vacances")
    checked.check_unique((one["name"] for one in common), "un nom par vacances")
    names = [name for one in common if (name := one["name"].text)]
    for one in calendar["first_announced"]:
        checked.check_known(one["name"], names)


def _check_in_order(checked: Checked, holidays: list[Part]) -> None:
    for before, after in itertools.pairwise(holidays):
        ended, starts = before["resumes"].day, after["starts"]
        if ended and starts.day and starts.day < ended:
            checked.say(starts, f"les vacances dans l’ordre : pas avant le {ended.isoformat()}")


def _check_public_holidays(checked: Checked, days: Part) -> None:
    for one in days:
        checked.check_day(one["day"])
    for before, after in itertools.pairwise(days):
        first, second = before["day"], after["day"]
        if first.day and second.day and second.day <= first.day:
            checked.say(second, f"les jours fériés dans l’ordre : après le {first.text}")


def _check_holidays(checked: Checked, holidays: Part) -> None:
    starts, resumes = holidays["starts"], holidays["resumes"]
    checked.check_day(starts)
    checked.check_day(resumes, in_year=False)
    if starts.day and resumes.day and resumes.day <= starts.day:
        checked.say(resumes, f"le jour de la reprise, après le {starts.text}")
    elif resumes.day and checked.year and resumes.day - _LATE > checked.year.ends:
        checked.say(resumes, f"un jour de l’année scolaire {checked.year}, ou de la rentrée")
