"""From a case to a decision, one small step at a time; each cites what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from calculator.model.case import ON_LABEL, Case, CheckedCase, checked, parse_date
from calculator.model.circular import Circular, NoticeRule
from calculator.model.condition import Profile, profile_of
from calculator.model.decision import (
    Certification,
    Decision,
    DutyOn,
    Notice,
    WindowOn,
    window_that_counts,
)
from calculator.model.duties import Duty, Rule, Window
from calculator.model.sources import Citation
from calculator.model.vocabulary import Nature, Status, WindowState

OUTSIDE_SCHOOL_YEAR = "outside_school_year"
BEFORE_PUBLICATION = "before_publication"
UNUSED_INPUT = "unused_input"
OWN_NOTICES = {
    OUTSIDE_SCHOOL_YEAR: "Date hors de l’année scolaire",
    BEFORE_PUBLICATION: "Date antérieure au texte",
    UNUSED_INPUT: "Information sans effet ici",
}
"""The notices that are true of any text, with their French titles."""


def decide(case: Case | CheckedCase, on: date, circular: Circular) -> Decision:
    """Decide what a circular asks for a pupil.

    Pure: the same arguments always give the same decision.

    Args:
        case: The pupil's case.
        on: The day the question is asked; "today" is the caller's to pass in.
        circular: What the text lays down for the school year.

    Raises:
        InvalidCase: When `on` is not a date (field `on`), or a value of the case is not possible.
    """
    on = parse_date("on", ON_LABEL, on)
    case = checked(case, circular)
    terms = terms_of(circular, case.class_level, case.establishment)
    duties = tuple([_duty_on(duty, rule, case, on, circular) for duty, rule in terms.asked])
    return Decision(
        circular=circular,
        on=on,
        case=case,
        in_scope=terms.in_scope,
        certification=_certification(case, circular, terms, duties),
        duties=duties,
        silences=terms.silences,
        notices=(
            *_date_notices(on, circular),
            *_unused_inputs(case, circular, terms),
            *terms.notices,
        ),
    )


def window_on(window: Window, on: date) -> WindowOn:
    """Where a day stands against a window as it is known that day; both ends are inside."""
    window = window.known_on(on)
    if window.closes is not None and on > window.closes:
        return WindowOn(window, WindowState.CLOSED, days_since_close=(on - window.closes).days)
    if window.opens is not None and on < window.opens:
        days = (window.opens - on).days
        return WindowOn(window, WindowState.UPCOMING, days_until_open=days)
    if window.opens is None or window.closes is None:
        return WindowOn(window, WindowState.UNKNOWN)
    return WindowOn(window, WindowState.OPEN, days_left=(window.closes - on).days)


# --- What a circular lays down for a class ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terms:
    """What a circular lays down for a class in a kind of school, whatever the day and the pupil.

    Attributes:
        in_scope: Whether the circular covers the kind of school.
        asked: The duties that exist there, each with the rule that asks it.
        exam: The duty with a condition, if the circular has one.
        status: What is asked of the class about it.
        citations: What decides that, or where it was looked for.
        nature: Whether it is said, read or a silence.
        silences: What the text does not say about the duties that it does not ask.
        notices: What must be said beside the answer.
    """

    in_scope: bool
    asked: tuple[tuple[Duty, Rule], ...]
    exam: Duty | None
    status: Status
    citations: tuple[Citation, ...]
    nature: Nature
    silences: tuple[Notice, ...]
    notices: tuple[Notice, ...]


@lru_cache(maxsize=1024)  # all the classes of some ten years
def terms_of(circular: Circular, class_level: str, establishment: str) -> Terms:
    """What a circular lays down for a class in a kind of school."""
    in_scope = establishment in circular.scope.establishments
    rules = [(duty, duty.rule_for(class_level, establishment)) for duty in circular.duties]
    asked = tuple((duty, rule) for duty, rule in rules if in_scope and rule and rule.status.is_due)
    kinds = {duty.kind for duty, _ in asked}
    besides = [
        rule
        for rule in circular.notices
        if in_scope and rule.applies_to(class_level, establishment)
    ]
    silences = tuple(
        _notice(rule, circular)
        for rule in besides
        if rule.is_silence_about_a_duty and rule.about not in kinds
    )
    exam = circular.exam_for(class_level, establishment)
    rule = exam.rule_for(class_level, establishment) if exam else None
    decides = rule if in_scope else circular.scope
    looked_for = dict.fromkeys(c for silence in silences for c in silence.citations)
    return Terms(
        in_scope=in_scope,
        asked=asked,
        exam=exam,
        status=_status(exam, rule, besides, in_scope=in_scope),
        citations=decides.citations if decides else tuple(looked_for),
        nature=decides.nature if decides else Nature.SILENCE,
        silences=silences,
        notices=tuple(
            _notice(rule, circular)
            for rule in besides
            if not rule.is_silence_about_a_duty and (rule.about in kinds or not rule.when_due)
        ),
    )


def _status(
    exam: Duty | None, rule: Rule | None, besides: Sequence[NoticeRule], *, in_scope: bool
) -> Status:
    if not in_scope:
        return Status.OUT_OF_SCOPE
    if rule is not None:
        return rule.status
    unknown = exam and any(one.unknown and one.about == exam.kind for one in besides)
    return Status.UNKNOWN if unknown else Status.NOT_DUE


def _notice(rule: NoticeRule, circular: Circular) -> Notice:
    kind = circular.vocabulary.notice_kinds[rule.kind]
    return Notice(
        rule.kind,
        kind.label,
        rule.nature,
        rule.text,
        rule.citations,
        kind.reported,
        unknown=rule.unknown,
        about=rule.about,
    )


# --- What is asked ----------------------------------------------------------------------------


def _duty_on(duty: Duty, rule: Rule, case: CheckedCase, on: date, circular: Circular) -> DutyOn:
    windows = tuple(window_on(window, on) for window in rule.windows)
    profile = _profile(duty, case, circular)
    settled = duty.condition is not None and duty.condition.settles
    told = case.day(duty.asks)
    in_year = told is None or told in circular.school_year
    due = _due(rule, told if in_year else None, windows)
    return DutyOn(
        duty=duty,
        rule=rule,
        due=due,
        windows=windows,
        profile=profile,
        done=(duty.known_by_levels and case.levels is not None)
        or (settled and profile is not None and profile.met),
        of_other_year=None if in_year or due else told,
    )


def _due(rule: Rule, told: date | None, windows: tuple[WindowOn, ...]) -> date | None:
    """The last day: of an obligation's window that counts, of the text, or what a person told."""
    counting = window_that_counts(windows)
    if counting is not None:
        return counting.window.closes if rule.status is Status.MANDATORY else None
    return rule.due or told


def _profile(duty: Duty, case: CheckedCase, circular: Circular) -> Profile | None:
    if duty.condition is None:
        return None
    return profile_of(case, duty.condition, circular.vocabulary.competences)


def _certification(
    case: CheckedCase, circular: Circular, terms: Terms, duties: tuple[DutyOn, ...]
) -> Certification | None:
    duty = terms.exam
    if duty is None:
        return None
    asked = next((one for one in duties if one.duty is duty), None)
    counting = asked.window if asked else None
    of_window = counting.window.citations if counting else ()
    return Certification(
        duty=duty,
        status=terms.status,
        citations=terms.citations,
        nature=terms.nature,
        authority=circular.authority_of((*terms.citations, *of_window)),
        asked=asked,
        profile=asked.profile if asked else _profile(duty, case, circular),
    )


# --- What is said besides ---------------------------------------------------------------------


def _own_notice(kind: str, text: str, circular: Circular, *, about_day: bool = False) -> Notice:
    """A notice that is true of any text; its source is the text that decides."""
    cited = (Citation(circular.main_source.id),)
    return Notice(kind, OWN_NOTICES[kind], Nature.SAYS, text, cited, about_day=about_day)


def _date_notices(on: date, circular: Circular) -> list[Notice]:
    """Say when the day is one that the circular does not speak of."""
    source = circular.main_source
    if on not in circular.school_year:
        text = (
            f"Réponse pour l’année scolaire {circular.year} : la date choisie n’en fait pas partie."
        )
        return [_own_notice(OUTSIDE_SCHOOL_YEAR, text, circular, about_day=True)]
    if on < source.published:
        text = "À la date choisie, ce texte n’était pas encore publié."
        return [_own_notice(BEFORE_PUBLICATION, text, circular, about_day=True)]
    return []


def _unused_inputs(case: CheckedCase, circular: Circular, terms: Terms) -> list[Notice]:
    """Say when what a person told changes nothing, or is a day of another year.

    Of a mark compared in vain, the answer speaks beside the condition.
    """
    if not case.inputs:
        return []
    used = {duty.asks for duty, _ in terms.asked}
    conditions = [duty.condition for duty, _ in terms.asked]
    if terms.exam is not None and terms.citations:
        conditions.append(terms.exam.condition)
    used |= {condition.mark for condition in conditions if condition}
    notices = []
    for key, value in case.inputs.items():
        noun = circular.inputs[key].noun
        said = noun[:1].upper() + noun[1:]
        if key not in used:
            text = f"{said} n’a pas d’effet pour ce cas."
            notices.append(_own_notice(UNUSED_INPUT, text, circular))
        elif isinstance(value, date) and value not in circular.school_year:
            text = (
                f"{said} n’est pas dans l’année scolaire {circular.year} dont parle cette réponse."
            )
            notices.append(_own_notice(OUTSIDE_SCHOOL_YEAR, text, circular))
    return notices
