"""What a circular says of a duty for a class, in the parts that another one can say otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from calculator.answers import words
from calculator.answers.condition import threshold_words
from calculator.model.circular import Circular
from calculator.model.deciding import window_on
from calculator.model.duties import Duty, Rule, Window
from calculator.model.sources import Citation
from calculator.model.vocabulary import Authority, Nature, Status

NOT_SAID = "rien n’en est dit"


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two texts says.

    Attributes:
        text: What it says, in French, to be read after « avant » or « après ».
        citations: The paragraphs that say it, or where it was looked for.
        nature: Whether they say it, we read it there, or they do not say it.
        authority: The weakest authority among their sources; None when nothing is cited.
        status: What is asked, where that is what it is about; None where nothing is said of it.
        opens: The first day, where it is about days; None when it is not known, or there is none.
        closes: The last day, likewise.
        note: What else is to be known of days that are not known: whom to ask, an indication.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    nature: Nature = Nature.SAYS
    authority: Authority | None = None
    status: Status | None = None
    opens: date | None = None
    closes: date | None = None
    note: str = ""

    @property
    def is_due(self) -> bool:
        """Whether there is something to do, or that one may do."""
        return self.status is not None and self.status.is_due


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty as a circular has it for a class in a kind of school."""

    circular: Circular
    duty: Duty | None
    rule: Rule | None
    status: Side

    @property
    def dates(self) -> dict[str, Side]:
        """When, by a name that tells each date from the others."""
        if self.rule is None or self.duty is None:
            return {}
        return _dates(self.duty, self.rule, self.circular)

    @property
    def condition(self) -> Side:
        """What a pupil needs."""
        needed = self.duty.condition if self.duty else None
        if needed is None:
            return Side(NOT_SAID)
        text = threshold_words(needed, self.circular)
        return Side(text, needed.citations, authority=self.circular.authority_of(needed.citations))

    @property
    def actor(self) -> Side:
        """Who acts."""
        return _of_rule(self.rule.actor, self.rule, self.circular) if self.rule else Side(NOT_SAID)


def asked_of(circular: Circular, kind: str, class_level: str, establishment: str) -> Asked:
    """What a circular says of a kind of duty for a class in a kind of school."""
    duty = next((one for one in circular.duties if one.kind == kind), None)
    scope = circular.scope
    if establishment not in scope.establishments:
        words_of = circular.vocabulary.statuses[Status.OUT_OF_SCOPE]
        status = Side(
            words_of.masculine,
            scope.citations,
            scope.nature,
            circular.authority_of(scope.citations),
            Status.OUT_OF_SCOPE,
        )
        return Asked(circular, duty, None, status)
    rule = duty.rule_for(class_level, establishment) if duty else None
    if duty is None or rule is None:
        return Asked(circular, duty, None, _silence(circular, kind, class_level, establishment))
    return Asked(circular, duty, rule, _status(duty, rule, circular))


def notice_sides(
    circular: Circular, class_level: str, establishment: str
) -> dict[tuple[str, str], tuple[Side, ...]]:
    """What is said beside answers, by kind of notice and the duty that it is about."""
    found: dict[tuple[str, str], tuple[Side, ...]] = {}
    for notice in circular.notices:
        if notice.applies_to(class_level, establishment):
            authority = circular.authority_of(notice.citations)
            side = Side(notice.text, notice.citations, notice.nature, authority)
            key = (notice.kind, notice.about or "")
            found[key] = (*found.get(key, ()), side)
    return found


def with_dates(asked: Asked) -> Side:
    """Its status and when, together: what is said of a duty that the other text does not ask."""
    dates = asked.dates.values()
    if not dates:
        return asked.status
    cited = (*asked.status.citations, *(c for date in dates for c in date.citations))
    only = next(iter(dates)) if len(dates) == 1 else None
    return replace(
        asked.status,
        text=", ".join([asked.status.text, *(words.in_a_sentence(date.text) for date in dates)]),
        citations=tuple(dict.fromkeys(cited)),
        authority=asked.circular.authority_of(cited),
        opens=only.opens if only else None,
        closes=only.closes if only else None,
        note=" ".join(dict.fromkeys(date.note for date in dates if date.note)),
    )


def _status(duty: Duty, rule: Rule, circular: Circular) -> Side:
    text = duty.status_word(circular.vocabulary.statuses, rule.status)
    if rule.postponed_to:
        text += f" (obligation reportée à {rule.postponed_to})"
    return _of_rule(text, rule, circular, rule.status)


def _of_rule(text: str, rule: Rule, circular: Circular, status: Status | None = None) -> Side:
    authority = circular.authority_of(rule.citations)
    return Side(text, rule.citations, rule.nature, authority, status)


def _silence(circular: Circular, kind: str, class_level: str, establishment: str) -> Side:
    """That a duty is not spoken of, with where the file says that it was looked for."""
    for notice in circular.notices:
        silent = notice.nature is Nature.SILENCE and notice.about == kind
        if silent and notice.applies_to(class_level, establishment):
            authority = circular.authority_of(notice.citations)
            return Side(NOT_SAID, notice.citations, notice.nature, authority)
    return Side(NOT_SAID)


def _dates(duty: Duty, rule: Rule, circular: Circular) -> dict[str, Side]:
    found = {window.key: window_side(window, circular) for window in rule.windows}
    if rule.due:
        due = _of_rule(words.due_words(rule.due), rule, circular)
        found["due"] = replace(due, closes=rule.due)
    if rule.when:
        found["when"] = _of_rule(rule.when, rule, circular)
    if not found and duty.due_words:  # a day that only the reader knows
        said = duty.due_words.unknown
        authority = circular.authority_of(said.citations)
        found["when"] = Side(said.text, said.citations, said.nature, authority)
    return found


def window_side(window: Window, circular: Circular) -> Side:
    """The days of a window, with whom to ask when one is not known."""
    more = () if window.days else (window.ask, window.indication)
    return Side(
        words.named_range(window_on(window, window.known_from or circular.settled_on)),
        window.citations,
        authority=circular.authority_of(window.citations),
        opens=window.opens,
        closes=window.closes,
        note=" ".join(filter(None, more)),
    )
