"""From a case to a decision, one small step at a time; each cites what it rests on."""

from __future__ import annotations

from datetime import date

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
    in_scope = case.establishment in circular.scope.establishments
    duties = _duties(case, on, circular) if in_scope else ()
    silences = _silences(case, circular, duties) if in_scope else ()
    certification = _certification(case, circular, duties, silences, in_scope=in_scope)
    return Decision(
        circular=circular,
        on=on,
        case=case,
        in_scope=in_scope,
        certification=certification,
        duties=duties,
        silences=silences,
        notices=_notices(case, on, circular, duties, certification, in_scope=in_scope),
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


# --- What is asked ----------------------------------------------------------------------------


def _duties(case: CheckedCase, on: date, circular: Circular) -> tuple[DutyOn, ...]:
    asked = []
    for duty in circular.duties:
        rule = duty.rule_for(case.class_level, case.establishment)
        if rule is not None and rule.status.is_due:
            asked.append(_duty_on(duty, rule, case, on, circular))
    return tuple(asked)


def _duty_on(duty: Duty, rule: Rule, case: CheckedCase, on: date, circular: Circular) -> DutyOn:
    windows = tuple(window_on(window, on) for window in rule.windows)
    profile = _profile(duty, case, circular)
    settled = duty.condition is not None and duty.condition.settles
    return DutyOn(
        duty=duty,
        rule=rule,
        due=_due(duty, rule, case, windows),
        windows=windows,
        profile=profile,
        done=(duty.known_by_levels and case.levels is not None)
        or (settled and profile is not None and profile.met),
    )


def _due(duty: Duty, rule: Rule, case: CheckedCase, windows: tuple[WindowOn, ...]) -> date | None:
    """The last day: of an obligation's window that counts, of the text, or what a person told."""
    counting = window_that_counts(windows)
    if counting is not None:
        return counting.window.closes if rule.status is Status.MANDATORY else None
    return rule.due or case.day(duty.asks)


def _profile(duty: Duty, case: CheckedCase, circular: Circular) -> Profile | None:
    if duty.condition is None:
        return None
    return profile_of(case, duty.condition, circular.vocabulary.competences)


def _certification(
    case: CheckedCase,
    circular: Circular,
    duties: tuple[DutyOn, ...],
    silences: tuple[Notice, ...],
    *,
    in_scope: bool,
) -> Certification | None:
    duty = circular.exam_for(case.class_level, case.establishment)
    if duty is None:
        return None
    asked = next((one for one in duties if one.duty is duty), None)
    status, citations, nature = Status.NOT_DUE, tuple[Citation, ...](), Nature.SILENCE
    rule = duty.rule_for(case.class_level, case.establishment)
    if not in_scope:
        scope = circular.scope
        status, citations, nature = Status.OUT_OF_SCOPE, scope.citations, scope.nature
    elif rule is not None:
        status, citations, nature = rule.status, rule.citations, rule.nature
    else:
        about = [notice.citations for notice in silences]
        citations = tuple(dict.fromkeys(citation for cited in about for citation in cited))
    counting = asked.window if asked else None
    of_window = counting.window.citations if counting else ()
    return Certification(
        duty=duty,
        status=status,
        citations=citations,
        nature=nature,
        authority=circular.authority_of((*citations, *of_window)),
        asked=asked,
        profile=_profile(duty, case, circular),
    )


# --- What is said besides ---------------------------------------------------------------------


def _silences(
    case: CheckedCase, circular: Circular, duties: tuple[DutyOn, ...]
) -> tuple[Notice, ...]:
    """What the text does not say about a duty, where it does not ask it."""
    asked = {one.kind for one in duties}
    return tuple(
        _notice(rule, circular)
        for rule in circular.notices
        if rule.nature is Nature.SILENCE
        and rule.about is not None
        and rule.about not in asked
        and rule.applies_to(case.class_level, case.establishment)
    )


def _notices(
    case: CheckedCase,
    on: date,
    circular: Circular,
    duties: tuple[DutyOn, ...],
    certification: Certification | None,
    *,
    in_scope: bool,
) -> tuple[Notice, ...]:
    unused = _unused_inputs(case, circular, duties, certification)
    notices = [*_date_notices(on, circular), *unused]
    if in_scope:
        asked = {one.kind for one in duties}
        notices += [
            _notice(rule, circular)
            for rule in circular.notices
            if rule.applies_to(case.class_level, case.establishment)
            and not (rule.nature is Nature.SILENCE and rule.about is not None)
            and not (rule.when_due and rule.about not in asked)
        ]
    return tuple(notices)


def _notice(rule: NoticeRule, circular: Circular) -> Notice:
    kind = circular.vocabulary.notice_kinds[rule.kind]
    return Notice(rule.kind, kind.label, rule.nature, rule.text, rule.citations, kind.reported)


def _own_notice(kind: str, text: str, circular: Circular, *, about_day: bool = False) -> Notice:
    """A notice that is true of any text; its source is the text that decides."""
    cited = (Citation(circular.main_source.id),)
    return Notice(kind, OWN_NOTICES[kind], Nature.SAYS, text, cited, about_day=about_day)


def _date_notices(on: date, circular: Circular) -> list[Notice]:
    """Say when the day is one that the circular does not speak of."""
    source = circular.main_source
    if on not in circular.school_year:
        text = (
            f"Cette réponse vaut pour l’année scolaire {circular.year} : la date choisie n’en fait "
            "pas partie."
        )
        return [_own_notice(OUTSIDE_SCHOOL_YEAR, text, circular, about_day=True)]
    if on < source.published:
        text = f"À la date choisie, ce texte n’était pas encore publié : {source.short_title}."
        return [_own_notice(BEFORE_PUBLICATION, text, circular, about_day=True)]
    return []


def _unused_inputs(
    case: CheckedCase,
    circular: Circular,
    duties: tuple[DutyOn, ...],
    certification: Certification | None,
) -> list[Notice]:
    """Say when what a person told changes nothing, or is a day of another year.

    Of a mark compared in vain, the answer speaks beside the condition.
    """
    used = {one.duty.asks for one in duties}
    conditions = [one.duty.condition for one in duties]
    if certification is not None and certification.citations:
        conditions.append(certification.duty.condition)
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
