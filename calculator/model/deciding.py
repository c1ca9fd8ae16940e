"""From a case to a decision, one small step at a time; each cites its paragraph."""

from __future__ import annotations

from datetime import date

from calculator.model.campaign import (
    Campaign,
    CertificationRule,
    DutyRule,
    NoticeRule,
    Sessions,
    Window,
)
from calculator.model.case import ON_LABEL, Case, parse_date
from calculator.model.certifiability import Certifiability, certifiability
from calculator.model.decision import Certification, Decision, Duty, Notice, WindowOn
from calculator.model.vocabulary import DutyKind, NoticeKind, Status, WindowState

NO_DATE_FOR_REPORT = (
    "La circulaire ne donne pas de date : c’est celle du dernier bilan périodique de l’année."
)


def decide(case: Case, on: date, campaign: Campaign) -> Decision:
    """Decide what a circular asks for a pupil.

    Pure: the same arguments always give the same decision.

    Args:
        case: The pupil's case.
        on: The day the question is asked; "today" is the caller's to pass in.
        campaign: What the circular fixes for the school year.

    Raises:
        InvalidCase: When `on` is not a date (field `on`).
    """
    on = parse_date("on", ON_LABEL, on)
    certification = _certification(case, on, campaign)
    return Decision(
        campaign=campaign.name,
        on=on,
        case=case,
        certification=certification,
        duties=_duties(case, certification, campaign),
        notices=_notices(case, on, certification, campaign),
    )


def window_on(window: Window, on: date) -> WindowOn:
    """Where a day stands against a window; its first and last days are inside."""
    if on < window.opens:
        return WindowOn(window, WindowState.UPCOMING, days_until_open=(window.opens - on).days)
    if on > window.closes:
        return WindowOn(window, WindowState.CLOSED, days_since_close=(on - window.closes).days)
    return WindowOn(window, WindowState.OPEN, days_left=(window.closes - on).days)


def _certification(case: Case, on: date, campaign: Campaign) -> Certification:
    profile = _profile(case, campaign)
    if case.establishment not in campaign.scope.establishments:
        # p-1: the framework is for public schools and private schools under contract.
        return Certification(Status.OUT_OF_SCOPE, campaign.scope.citations, certifiability=profile)
    rule = campaign.certification_for(case.class_level)
    return Certification(
        status=rule.status,
        citations=rule.citations,
        postponed_to=rule.postponed_to,
        window=window_on(rule.sessions.window, on) if rule.sessions else None,
        certifiability=profile,
    )


def _profile(case: Case, campaign: Campaign) -> Certifiability | None:
    return certifiability(case.levels, campaign.threshold) if case.levels else None


def _duties(case: Case, certification: Certification, campaign: Campaign) -> tuple[Duty, ...]:
    if certification.status is Status.OUT_OF_SCOPE:
        return ()
    duties = [_duty(rule, case) for rule in campaign.duties_for(case.class_level)]
    rule = campaign.certification_for(case.class_level)
    if rule.sessions:
        duties.append(_certification_duty(rule, rule.sessions))
    return tuple(duties)


def _duty(rule: DutyRule, case: Case) -> Duty:
    # p-2: the levels are entered in the last periodic report, whose date the circular leaves open.
    by_report = rule.kind is DutyKind.LSU_ENTRY
    undated = by_report and case.last_report_date is None
    return Duty(
        kind=rule.kind,
        status=rule.status,
        actor=rule.actor,
        due=case.last_report_date if by_report else None,
        citations=rule.citations,
        notes=(NO_DATE_FOR_REPORT,) if undated else (),
    )


def _certification_duty(rule: CertificationRule, sessions: Sessions) -> Duty:
    mandatory = rule.status is Status.MANDATORY
    return Duty(
        kind=DutyKind.CERTIFICATION,
        status=rule.status,
        actor=sessions.actor,
        due=sessions.window.closes if mandatory else None,
        citations=(*rule.citations, *sessions.window.citations, *sessions.citations),
    )


def _notices(
    case: Case, on: date, certification: Certification, campaign: Campaign
) -> tuple[Notice, ...]:
    notices = [*_date_notices(on, campaign), *_unused_report_date(case, certification, campaign)]
    if certification.status is not Status.OUT_OF_SCOPE:
        rules = [n for n in campaign.notices if n.applies_to(case.class_level, case.establishment)]
        notices += [_notice(rule) for rule in rules]
    if certification.exists:
        notices.append(_notice(campaign.no_effect_on_diplomas))
    return tuple(notices)


def _notice(rule: NoticeRule) -> Notice:
    return Notice(rule.kind, rule.text, rule.source)


def _date_notices(on: date, campaign: Campaign) -> list[Notice]:
    """Say when the day is one that the circular does not speak of."""
    source = campaign.official_source
    if on not in campaign.school_year:
        text = (
            f"Cette réponse vaut pour l’année scolaire {campaign.name}. La date choisie n’en fait "
            "pas partie : pour cette date, cherchez le texte de son année scolaire."
        )
        return [Notice(NoticeKind.OUTSIDE_SCHOOL_YEAR, text, source.id)]
    if on < source.published:
        text = f"À la date choisie, ce texte n’était pas encore publié : {source.short_title}."
        return [Notice(NoticeKind.BEFORE_PUBLICATION, text, source.id)]
    return []


def _unused_report_date(
    case: Case, certification: Certification, campaign: Campaign
) -> list[Notice]:
    """Say when the date of the last report changes nothing, or belongs to another year."""
    source = campaign.official_source.id
    if case.last_report_date is None:
        return []
    kinds = [duty.kind for duty in campaign.duties_for(case.class_level)]
    if certification.status is Status.OUT_OF_SCOPE or DutyKind.LSU_ENTRY not in kinds:
        text = "La date du dernier bilan périodique n’a pas d’effet pour ce cas."
        return [Notice(NoticeKind.UNUSED_INPUT, text, source)]
    if case.last_report_date not in campaign.school_year:
        text = (
            f"La date du dernier bilan périodique n’est pas dans l’année scolaire {campaign.name} "
            "dont parle cette réponse."
        )
        return [Notice(NoticeKind.OUTSIDE_SCHOOL_YEAR, text, source)]
    return []
