"""What must be seen before anything else in an answer."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.answers import words
from calculator.answers.reasons import other_year_words
from calculator.model.decision import Decision, DutyOn, Notice
from calculator.model.vocabulary import Authority

NOT_ALL_OFFICIAL = "Aucun texte officiel connu ne dit tout cela."


def authority_alerts(authority: Authority) -> tuple[str, ...]:
    """That something of an answer rests on no official text, where it does."""
    return () if authority.is_official else (f"{NOT_ALL_OFFICIAL} Vérifiez.",)


def other_year_alerts(decision: Decision, but: DutyOn | None = None) -> tuple[str, ...]:
    """The last days that a person told and that are of another year, but that of one duty."""
    others = (asked for asked in decision.duties if asked is not but)
    return tuple(filter(None, (other_year_words(asked, decision.circular) for asked in others)))


def alerts(notices: Iterable[Notice]) -> tuple[str, ...]:
    """What must be seen first: a day that the text does not speak of, a reported change."""
    notices = tuple(dict.fromkeys(notices))
    told = [notice.text for notice in notices if notice.about_day]
    changes = [notice for notice in notices if notice.reported]
    if changes:
        # Its first sentence is the change itself; the rest says what it is worth.
        first = changes[0].text.partition(". ")[0].rstrip(".")
        others = len(changes) - 1
        more = f" ({words.count(others, 'autre')} plus bas)" if others else ""
        told.append(f"{changes[0].label} : {words.in_a_sentence(first)}{more}.")
    return tuple(told)
