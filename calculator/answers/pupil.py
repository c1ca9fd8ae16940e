"""A decision put into words, before any markup: what to do and by when, why, and what to know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculator.answers import words
from calculator.model.campaign import Campaign, Citation, Threshold
from calculator.model.certifiability import Certifiability
from calculator.model.decision import Certification, Decision, Duty, Notice, WindowOn
from calculator.model.vocabulary import (
    COMPETENCES,
    DutyKind,
    Establishment,
    NoticeKind,
    Status,
    WindowState,
)

_MOST_PRESSING_FIRST = (
    DutyKind.CERTIFICATION,
    DutyKind.LSU_ENTRY,
    DutyKind.PIX_ENROLMENT,
    DutyKind.CRCN_TRAINING,
)
ABOUT_THE_DAY = (NoticeKind.OUTSIDE_SCHOOL_YEAR, NoticeKind.BEFORE_PUBLICATION)
"""What is said of a day that the circular does not speak of."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: what, who acts, and by when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the answer and the paragraphs it rests on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of an answer, in reading order.

    Attributes:
        subject: What it is about: class, establishment, day.
        headline: What to do now.
        by_when: The date that goes with it.
        alerts: What must be seen beside the date: a reported change, a day of another year.
        steps: Everything to do, most pressing first.
        reasons: Why, each with its paragraphs.
        notices: What must be known besides.
    """

    subject: str
    headline: str
    by_when: str
    alerts: tuple[str, ...]
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...]
    notices: tuple[Notice, ...]


def answer(decision: Decision, campaign: Campaign) -> Answer:
    """Put a decision into words for a person on the day of the question."""
    case, window = decision.case, decision.certification.window
    headline, by_when = _lead(decision)
    if window is not None:
        headline, by_when = _certification_lead(decision.certification, window)
    return Answer(
        subject=(
            f"{case.class_level.label}, établissement {case.establishment.label}, "
            f"le {words.full_date(decision.on)}"
        ),
        headline=headline,
        by_when=by_when,
        alerts=alerts(decision.notices),
        steps=_steps(_still_to_do(decision), decision, _sessions(window)),
        reasons=_reasons(decision, campaign, _sessions(window), ask_levels=True),
        notices=decision.notices,
    )


def sheet(
    decision: Decision, campaign: Campaign, kinds: Sequence[Establishment] | None = None
) -> Answer:
    """Put a decision into words for any day: no count of days, nothing about one pupil.

    Args:
        decision: What the rules decided, whatever the day.
        campaign: The campaign they decided from.
        kinds: The kinds of establishment it is said for, all decided alike; that of the decision
            when not given.
    """
    case = decision.case
    labels = [kind.label for kind in kinds or [case.establishment]]
    notices = tuple(n for n in decision.notices if n.kind not in ABOUT_THE_DAY)
    window = decision.certification.window
    headline, by_when = _lead(decision)
    span = ""
    if window is not None:
        headline, _ = _status_sentence(decision, campaign)
        days = words.date_range(window.window.opens, window.window.closes)
        by_when = span = f"Sessions possibles {days}."
    return Answer(
        subject=(
            f"{case.class_level.label}, établissement {' ou '.join(labels)}, "
            f"année scolaire {campaign.name}"
        ),
        headline=headline,
        by_when=by_when,
        alerts=alerts(notices),
        steps=_steps(decision.duties, decision, span),
        reasons=_reasons(decision, campaign, span, ask_levels=False),
        notices=notices,
    )


# --- What to do, and by when ------------------------------------------------------------------


def _lead(decision: Decision) -> tuple[str, str]:
    """What to do, and by when, where there is no certification."""
    if decision.certification.status is Status.OUT_OF_SCOPE:
        return "Rien à faire au titre de cette circulaire.", "Elle ne s’applique pas ici."
    duties = {duty.kind: duty for duty in decision.duties}
    for kind in (DutyKind.LSU_ENTRY, DutyKind.PIX_ENROLMENT):
        if kind in duties:
            step = _step(duties[kind], decision, "")
            return f"{step.what}.", step.when
    return (
        "Rien à saisir ni à certifier cette année.",
        "La formation se fait au sein des disciplines, tout au long de la scolarité obligatoire.",
    )


def _certification_lead(certification: Certification, window: WindowOn) -> tuple[str, str]:
    if window.state is WindowState.CLOSED:
        closed = f"La fenêtre de certification est {words.window_in_days(window)}."
        return closed, f"{_sessions(window)} {words.NOTHING_SAID_AFTER}"
    action = _mandatory_action if certification.status is Status.MANDATORY else _optional_action
    return action(certification.certifiability), _sessions(window)


def _mandatory_action(profile: Certifiability | None) -> str:
    if profile is None:
        return "Inscrire l’élève à une session de certification."
    if profile.certifiable:
        return "L’élève est certifiable : l’inscrire à une session de certification."
    return (
        f"Il manque {words.count(profile.missing, 'compétence')} à l’élève : le faire progresser "
        "sur Pix, puis l’inscrire à une session de certification."
    )


def _optional_action(profile: Certifiability | None) -> str:
    if profile is None:
        return "Certification facultative : l’établissement peut inscrire l’élève à une session."
    if profile.certifiable:
        return (
            "Certification facultative : l’élève est certifiable, l’établissement peut l’inscrire "
            "à une session."
        )
    return (
        f"Certification facultative : il manque {words.count(profile.missing, 'compétence')} à "
        "l’élève pour la passer."
    )


def _sessions(window: WindowOn | None) -> str:
    return words.sessions_possible(window) if window else ""


def alerts(notices: Iterable[Notice]) -> tuple[str, ...]:
    """What must be seen first: a day that the text does not speak of, a reported change."""
    notices = tuple(dict.fromkeys(notices))
    told = [notice.text for notice in notices if notice.kind in ABOUT_THE_DAY]
    changes = sum(notice.kind is NoticeKind.REPORTED_CHANGE for notice in notices)
    if changes:
        reported = (
            "Des changements ont été signalés" if changes > 1 else "Un changement a été signalé"
        )
        told.append(f"{reported} : lisez plus bas « {NoticeKind.REPORTED_CHANGE.label} ».")
    return tuple(told)


# --- Steps ------------------------------------------------------------------------------------


def _still_to_do(decision: Decision) -> list[Duty]:
    window = decision.certification.window
    closed = window is not None and window.state is WindowState.CLOSED
    return [d for d in decision.duties if not (closed and d.kind is DutyKind.CERTIFICATION)]


def _steps(duties: Iterable[Duty], decision: Decision, window: str) -> tuple[Step, ...]:
    pressing = sorted(duties, key=lambda duty: _MOST_PRESSING_FIRST.index(duty.kind))
    return tuple(_step(duty, decision, window) for duty in pressing)


def _step(duty: Duty, decision: Decision, window: str) -> Step:
    match duty.kind:
        case DutyKind.CERTIFICATION:
            when = window
        case DutyKind.LSU_ENTRY:
            when = _report_deadline(duty, decision)
        case _:
            when = words.without_date(duty.kind)
    return Step(words.to_do(duty.kind, duty.status, "l’élève"), duty.actor, when)


def _report_deadline(duty: Duty, decision: Decision) -> str:
    if duty.due is None:
        return " ".join(duty.notes)
    days = (duty.due - decision.on).days
    past = f"date passée depuis {words.count(-days, 'jour')}"
    left = words.days_left(days) if days >= 0 else past
    return f"Au plus tard le {words.full_date(duty.due)} ({left})."


# --- Why --------------------------------------------------------------------------------------


def _reasons(
    decision: Decision, campaign: Campaign, window: str, *, ask_levels: bool
) -> tuple[Reason, ...]:
    certification = decision.certification
    reasons = [Reason(*_status_sentence(decision, campaign))]
    if certification.window is not None:
        reasons.append(Reason(window, certification.window.window.citations))
    if certification.exists or certification.certifiability is not None:
        text = _certifiability_sentence(certification, campaign.threshold, ask_levels=ask_levels)
        reasons.append(Reason(text, campaign.threshold.citations))
    reasons += [_duty_reason(duty, decision, campaign) for duty in reversed(decision.duties)]
    return tuple(reasons)


def _status_sentence(decision: Decision, campaign: Campaign) -> tuple[str, tuple[Citation, ...]]:
    certification = decision.certification
    label = decision.case.class_level.label
    match certification.status:
        case Status.MANDATORY:
            text = f"En {campaign.name}, la certification est obligatoire en {_in_class(label)}."
        case Status.OPTIONAL:
            text = f"En {campaign.name}, la certification est facultative en {_in_class(label)}."
            if certification.postponed_to:
                text += f" L’obligation est reportée à {certification.postponed_to}."
        case Status.NOT_DUE:
            text = f"En {campaign.name}, aucune certification n’est demandée en {_in_class(label)}."
        case Status.OUT_OF_SCOPE:
            covered = [
                kind.label for kind in Establishment if kind in campaign.scope.establishments
            ]
            text = (
                f"La circulaire concerne l’enseignement {words.listed(covered)}. "
                f"Elle ne s’applique pas à un établissement {decision.case.establishment.label}."
            )
    return text, certification.citations


def _in_class(label: str) -> str:
    """The class inside a sentence: only acronyms keep their capital letters."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def threshold_words(threshold: Threshold) -> str:
    """« le niveau 1 dans au moins 5 des 16 compétences »."""
    return (
        f"le niveau {threshold.level} dans au moins {threshold.competences} "
        f"des {len(COMPETENCES)} compétences"
    )


def _certifiability_sentence(
    certification: Certification, threshold: Threshold, *, ask_levels: bool
) -> str:
    text = f"Pour être certifiable, il faut {threshold_words(threshold)}."
    if certification.certifiability is not None:
        text += f" {_profile_sentence(certification.certifiability, threshold)}"
        if not certification.exists:
            text += " Cela ne change rien ici : aucune certification n’est demandée."
    elif ask_levels:
        text += " Indiquez les niveaux pour savoir si l’élève l’est."
    return text


def _profile_sentence(profile: Certifiability, threshold: Threshold) -> str:
    reached = words.count(len(profile.reached), "compétence")
    text = f"L’élève a {reached} au niveau {threshold.level} ou plus"
    if profile.reached:
        text += f" ({', '.join(f'{c.index} {c.name}' for c in profile.reached)})"
    if profile.certifiable:
        text += " : il est certifiable."
    else:
        text += f" : il en manque {profile.missing}."
    if profile.not_given == 1:
        text += " 1 compétence est sans niveau : elle compte comme non atteinte."
    elif profile.not_given:
        text += (
            f" {profile.not_given} compétences sont sans niveau : elles comptent comme non "
            "atteintes."
        )
    return text


def _duty_reason(duty: Duty, decision: Decision, campaign: Campaign) -> Reason:
    match duty.kind:
        case DutyKind.CERTIFICATION:
            rule = campaign.certification_for(decision.case.class_level)
            text = (
                "Le chef d’établissement fixe les modalités des sessions, en suivant le cahier des "
                "charges des centres de certification Pix."
            )
            citations = rule.sessions.citations if rule.sessions else ()
            return Reason(text, citations)
        case DutyKind.LSU_ENTRY:
            text = (
                "Le niveau de maîtrise dans chacun des cinq domaines est obligatoirement inscrit "
                "dans le dernier bilan périodique."
            )
        case DutyKind.PIX_ENROLMENT:
            text = (
                "Les chefs d’établissement veillent à inscrire les élèves sur Pix, dont l’accès "
                "est gratuit."
            )
        case DutyKind.CRCN_TRAINING:
            text = "La formation aux compétences numériques se fait au sein des disciplines."
    return Reason(text, duty.citations)
