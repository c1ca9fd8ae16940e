"""Checks that everything which is written is of use: words for what no rule has reach no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from calculator.model.errors import Seen
from calculator.schema.checks import Checked
from calculator.schema.fields import UNKNOWN, DueStatus
from calculator.schema.parts import Part, one_of

_NO_WINDOWS = "ne rien écrire : aucune règle n’a de fenêtre"
_NO_CONDITION = "ne rien écrire : l’obligation n’a pas de condition"
_NO_PROGRESS = "ne rien écrire : la condition n’a pas de progress"
_NEVER_FIRST = "ne rien écrire : l’obligation n’est jamais dite en premier (leads = false)"


def check_unused(checked: Checked) -> None:
    """Words and flags are of use to an answer."""
    for silence in checked.circular["silences"]:
        if silence["unknown"].value is True and not silence["about"].is_given:
            expected = "ne rien écrire, ou dire de quelle obligation (about) on ne sait rien"
            checked.say(silence["unknown"], expected)
    for duty in checked.circular["duties"]:
        asked = _Asked.by(duty)
        _check_words(checked, asked)
        _check_rules(checked, asked)
        if duty["easy"].is_given:
            _check_easy(checked, asked)


def check_easy_is_whole(checked: Checked) -> None:
    """Words in easy French are there for all that the rules say, or an answer would leave it out.

    What is missing is told at the rule that needs it.
    """
    for duty in checked.circular["duties"]:
        asked, easy = _Asked.by(duty), duty["easy"]
        for rule in asked.rules if easy.is_given else ():
            status = rule["status"]
            is_due = status.text in get_args(DueStatus)
            if is_due and not easy["todo"][status.text or ""].is_given:
                key = f"todo.{status.text}"
                _tell_missing(checked, status, key, "qui fait quoi, pour ce statut")
            if asked.leads and list(rule["windows"]) and not list(easy["after"]):
                _tell_missing(checked, rule["windows"], "after", "ce qui suit le dernier jour")
            if asked.leads and rule in asked.undated and not list(easy["undated"]):
                _tell_missing(checked, rule["when"], "undated", "ce que l’on sait de la date")
        progress = duty["condition"]["progress"]
        if easy.is_given and asked.leads and progress.is_given and not easy["progress"].is_given:
            _tell_missing(checked, progress, "progress", "qui aide l’élève à progresser")


def _tell_missing(checked: Checked, part: Part, key: str, what: str) -> None:
    found = Seen(f"[duties.easy] n’a pas de {key}")
    checked.say(part, f"dans [duties.easy], {key} : {what}, en facile à lire", found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A duty, and its rules that ask something.

    Attributes:
        duty: The duty.
        rules: The rules.
        windows: Their windows.
        undated: Those that have neither windows nor a day.
    """

    duty: Part
    rules: tuple[Part, ...]
    windows: tuple[Part, ...]
    undated: tuple[Part, ...]

    @classmethod
    def by(cls, duty: Part) -> _Asked:
        rules = tuple(rule for rule in duty["rules"] if rule["status"].text != "not_due")
        windows = tuple(window for rule in rules for window in rule["windows"])
        undated = (rule for rule in rules if not rule["due"].is_given and not [*rule["windows"]])
        return cls(duty, rules, windows, tuple(undated))

    @property
    def leads(self) -> bool:
        """Whether it can be the first thing said."""
        return self.duty["leads"].value is not False

    @property
    def keys(self) -> list[str]:
        """The keys of its windows."""
        return list(dict.fromkeys(window["key"].text or "main" for window in self.windows))


def _check_words(checked: Checked, asked: _Asked) -> None:
    """Words are about what the duty has."""
    duty, condition = asked.duty, asked.duty["condition"]
    for _, said in duty["headlines"].entries():
        for key in ("met", "unmet"):
            _refuse(checked, said[key], _NO_CONDITION, unless=condition.is_given)
    _refuse(checked, duty["window_words"], _NO_WINDOWS, unless=bool(asked.windows))
    no_question = "ne rien écrire : l’obligation ne demande pas de date (asks)"
    _refuse(checked, duty["due_words"], no_question, unless=duty["asks"].is_given)
    no_use = "ne rien écrire : toutes ses règles ont des fenêtres ou un jour"
    _refuse(checked, duty["asks"], no_use, unless=bool(asked.undated))
    progresses = condition["progress"].is_given
    _refuse(checked, condition["progress_actor"], _NO_PROGRESS, unless=progresses)
    by_levels = duty["known_by_levels"]
    if by_levels.value is True and not checked.competences:
        checked.say(by_levels, "ne rien écrire : le vocabulaire n’a pas de compétences")


def _check_rules(checked: Checked, asked: _Asked) -> None:
    """What stands for a day is where there is none, and whom to ask where one is not known."""
    for rule in asked.duty["rules"]:
        what = "ne rien écrire : ce qui n’est pas demandé n’a pas de jour"
        _refuse(checked, rule["when"], what, unless=rule in asked.rules)
    for window in asked.windows:
        for key in ("ask", "indication"):
            known = "ne rien écrire : les jours de cette fenêtre sont connus"
            _refuse(checked, window[key], known, unless=_may_be_unknown(window))


def _may_be_unknown(window: Part) -> bool:
    days = [version["days"] for version in (window, *window["changes"])]
    return any(UNKNOWN in (one.text, one["opens"].text, one["closes"].text) for one in days)


def _check_easy(checked: Checked, asked: _Asked) -> None:
    """Sentences in easy French are about what the duty has, and can be said."""
    duty, easy = asked.duty, asked.duty["easy"]
    for key, said in easy["windows"].entries():
        if asked.keys and key not in asked.keys:
            checked.say(said, f"une fenêtre (key) de ses règles, {one_of(asked.keys, key)}", key)
    has_days = bool(asked.windows or duty["asks"].is_given) or len(asked.undated) < len(asked.rules)
    unknown = any(map(_may_be_unknown, asked.windows))
    progresses = duty["condition"]["progress"].is_given
    for key, used, why in (
        ("windows", bool(asked.windows), _NO_WINDOWS),
        ("undated", bool(asked.undated), "ne rien écrire : toutes ses règles ont un jour"),
        ("after", has_days, "ne rien écrire : l’obligation n’a pas de dernier jour"),
        ("ask", unknown, "ne rien écrire : tous les jours de ses fenêtres sont connus"),
        ("progress", progresses, _NO_PROGRESS),
        ("verify", _may_be_unsure(checked), "ne rien écrire : rien n’est à vérifier dans ce texte"),
    ):
        why_not = why if asked.leads else _NEVER_FIRST
        _refuse(checked, easy[key], why_not, unless=used and asked.leads)


def _may_be_unsure(checked: Checked) -> bool:
    """Whether an answer may rest on something that is not official, or not be known."""
    sources = (source["authority"].text for _, source in checked.circular["sources"].entries())
    unknown = (silence["unknown"].value for silence in checked.circular["silences"])
    return "reported" in sources or True in unknown


def _refuse(checked: Checked, part: Part, expected: str, *, unless: bool) -> None:
    if not unless and part.value not in (None, [], {}):
        checked.say(part, expected)
