"""Checks of the rules of a duty, and of their windows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from calculator.model.errors import NOTHING
from calculator.schema.checks import Checked, year_of
from calculator.schema.checks_sources import check_year
from calculator.schema.fields import UNKNOWN
from calculator.schema.parts import Part, Path

NOTICE_INSTEAD = (
    "une source officielle : une source « reported » ne change pas ce que dit un texte officiel ; "
    "en faire un avis, [[notices]] avec kind = « reported_change » et reported_closes"
)


def check_rules(checked: Checked, duty: Part) -> None:
    """Each class has one rule in a kind of school, and each rule has who, when and why."""
    seen: set[tuple[str, str]] = set()
    for rule in duty["rules"]:
        checked.check_classes(rule["classes"])
        checked.check_establishments(rule["establishments"])
        kinds = checked.covered(rule["establishments"])
        pairs = {(code, kind) for code in checked.codes(rule["classes"]) for kind in kinds}
        twice = sorted({code for code, _ in pairs & seen}, key=checked.classes.index)
        if twice:
            expected = "chaque classe une seule fois par obligation et type d’établissement"
            checked.say(rule["classes"], expected, f"{', '.join(twice)} deux fois")
        seen |= pairs
        is_due = rule["status"].text != "not_due"
        if is_due and not rule["actor"].is_given:
            checked.say(rule["actor"], "qui agit : un texte, même pour dire que rien ne le dit")
        _check_postponed(checked, rule["postponed_to"])
        _check_when(checked, duty, rule, is_due=is_due)
        _check_windows(checked, rule)


def _check_postponed(checked: Checked, postponed: Part) -> None:
    check_year(checked, postponed)
    to = year_of(postponed.text)
    if to and checked.year and to.first <= checked.year.first:
        checked.say(postponed, f"une année scolaire après {checked.year}")


def _check_when(checked: Checked, duty: Part, rule: Part, *, is_due: bool) -> None:
    """Windows, a day or a sentence: one of them, or the day that a reader gives."""
    checked.check_day(rule["due"])
    given = [key for key in ("windows", "due", "when") if rule[key].value not in (None, [])]
    if not is_due:
        for key in ("windows", "due"):
            if key in given:
                checked.say(rule[key], "ne rien écrire : ce qui n’est pas demandé n’a pas de jour")
        return
    if len(given) > 1:
        checked.say_at((*rule.path, given[1]), ", ".join(given), "un seul : windows, due ou when")
    if not given and not duty["asks"].is_given:
        checked.say_at((*rule.path, "when"), NOTHING, "quand : windows, due ou when")
    if "due" in given and duty["asks"].is_given:
        checked.say(rule["due"], "une date du texte (due) ou celle que l’on demande (asks)")


def _check_windows(checked: Checked, rule: Part) -> None:
    windows = list(rule["windows"])
    keys = [window["key"].text or "main" for window in windows]
    for n, window in enumerate(windows):
        if keys[n] in keys[:n]:
            checked.say(window["key"], "un nom par fenêtre (key)", keys[n])
        _check_versions(checked, window)
    for before, after in itertools.pairwise(windows):
        first, second = _last(before)["opens"], _last(after)["opens"]
        if first.day and second.day and second.day < first.day:
            checked.say(second, f"les fenêtres dans l’ordre : pas avant le {first.text}")
    _check_reported_windows(checked, windows)
    known = f"une fenêtre de la règle (key) : {', '.join(keys)}"
    expected = known if keys else "ne rien écrire : la règle n’a pas de fenêtre"
    for reason in rule["reasons"]:
        if reason["window"].is_given and reason["window"].text not in keys:
            checked.say(reason["window"], expected)


def _check_versions(checked: Checked, window: Part) -> None:
    """Days in order and in the year, whatever became of them; changes in order, and official."""
    versions = [window, *window["changes"]]
    for version in versions:
        opens, closes = _days(version)["opens"], _days(version)["closes"]
        checked.check_day(opens)
        checked.check_day(closes)
        checked.check_day(version["known_from"], in_year=False)
        if opens.day and closes.day and closes.day < opens.day:
            checked.say(closes, f"le dernier jour, pas avant le premier ({opens.text})")
        unknown = version["days"].value == UNKNOWN or UNKNOWN in (opens.value, closes.value)
        if unknown and not window["ask"].is_given:
            checked.say(window["ask"], "à qui demander les jours qui ne sont pas connus")
    for before, after in itertools.pairwise(versions):
        first, second = before["known_from"], after["known_from"]
        if first.day and second.day and second.day <= first.day:
            checked.say(second, f"un jour après le {first.text} : les changements dans l’ordre")
    official = checked.is_official(window["cites"])
    for change in window["changes"]:
        if official and checked.is_only_reported(change["cites"]):
            checked.say(change["cites"], NOTICE_INSTEAD)
        official = official or checked.is_official(change["cites"])


def _check_reported_windows(checked: Checked, windows: list[Part]) -> None:
    """A window that only a reported source gives does not lengthen one that is official."""
    spans = [
        (window, _days(version)["opens"].day, _days(version)["closes"].day)
        for window in windows
        for version in (window, *window["changes"])
    ]
    margin = timedelta(days=1)
    for window in windows:
        opens, closes = _last(window)["opens"].day, _last(window)["closes"].day
        if not opens or not closes or not checked.is_only_reported(window["cites"]):
            continue
        for other, first, last in spans:
            official = other is not window and checked.is_official(other["cites"])
            if official and first and last and opens - margin <= last and first - margin <= closes:
                checked.say(window["cites"], NOTICE_INSTEAD)
                break


def _days(version: Part) -> Part:
    return version["days"]


def _last(window: Part) -> Part:
    changes = list(window["changes"])
    return _days(changes[-1] if changes else window)


def check_displaced(checked: Checked, displaced: Iterable[tuple[Path, Any]]) -> None:
    """A rule that only a reported source gives does not take the place of an official one.

    Args:
        checked: The circular.
        displaced: The paths of rules, and the rules of the extended circular that they replace.
    """
    rules = {rule.path: rule for duty in checked.circular["duties"] for rule in duty["rules"]}
    told = set()
    for path, other in displaced:
        rule, before = rules.get(path), Part(other)
        if rule is None or path in told:
            continue
        pairs = [(rule["cites"], [before["cites"]])]
        of_before = [window["cites"] for window in before["windows"]]
        pairs += [(window["cites"], of_before) for window in rule["windows"]]
        for cites, others in pairs:
            if checked.is_only_reported(cites) and any(map(checked.is_official, others)):
                checked.say(cites, NOTICE_INSTEAD)
                told.add(path)
