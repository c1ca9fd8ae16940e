"""A decision put into words, before any markup: what to do and by when, why, and what to know.

What a text lays down comes from its circular. Here are only frames that are true of any text:
dates, counts, « il reste … ».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calculator.answers import words
from calculator.answers.alerts import alerts, authority_alerts
from calculator.answers.condition import condition_sentence, missing_words, profile_sentence
from calculator.model.circular import Circular
from calculator.model.condition import Profile
from calculator.model.decision import Certification, Decision, DutyOn, Notice
from calculator.model.duties import Condition, Duty, Headlines
from calculator.model.sources import Citation, Sentence
from calculator.model.vocabulary import (
    Authority,
    Establishment,
    Nature,
    Status,
    Vocabulary,
    WindowState,
)

NOTHING_ASKED = "Rien n’est demandé pour cette classe."


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: what, who acts, and by when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the answer, the paragraphs it rests on, and how it rests on them."""

    text: str
    citations: tuple[Citation, ...]
    nature: Nature = Nature.SAYS


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of an answer, in reading order.

    Attributes:
        circular: The text that it comes from.
        status: The status of what is said first.
        authority: The weakest authority under it.
        window_state: Where the day stands against the window that counts; None without.
        subject: What it is about: class, establishment, day.
        headline: The status, and what to do now.
        by_when: The date that goes with it.
        alerts: What must be seen beside the date: a reported change, a day of another year.
        steps: Everything to do, most pressing first.
        reasons: Why, each with its paragraphs.
        notices: What must be known besides.
    """

    circular: Circular
    status: Status
    authority: Authority
    window_state: WindowState | None
    subject: str
    headline: str
    by_when: str
    alerts: tuple[str, ...]
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...]
    notices: tuple[Notice, ...]


def answer(decision: Decision) -> Answer:
    """Put a decision into words for a person on the day of the question."""
    case = decision.case
    subject = (
        f"{case.class_level.label}, établissement {case.establishment.label}, "
        f"le {words.full_date(decision.on)}"
    )
    return _answer(decision, subject, decision.notices, dated=True)


def sheet(decision: Decision, kinds: Sequence[Establishment] | None = None) -> Answer:
    """Put a decision into words for any day: no count of days, nothing about one pupil.

    Args:
        decision: What the rules decided, whatever the day.
        kinds: The kinds of establishment it is said for, all decided alike; that of the decision
            when not given.
    """
    case = decision.case
    subject = (
        f"{case.class_level.label}, {words.establishment_words(kinds or [case.establishment])}, "
        f"année scolaire {decision.circular.year}"
    )
    notices = tuple(notice for notice in decision.notices if not notice.about_day)
    return _answer(decision, subject, notices, dated=False)


def _answer(
    decision: Decision, subject: str, notices: tuple[Notice, ...], *, dated: bool
) -> Answer:
    headline, by_when = _lead(decision, dated=dated)
    leading = _leading(decision)
    certification = decision.certification
    window = leading.window if leading else None
    cited = leading.citations if leading else certification.citations if certification else ()
    authority = decision.circular.authority_of(cited)
    return Answer(
        circular=decision.circular,
        status=_status(decision, leading),
        authority=authority,
        window_state=window.state if window and dated else None,
        subject=subject,
        headline=headline,
        by_when=by_when,
        alerts=(*authority_alerts(authority), *alerts(notices)),
        steps=_steps(decision, dated=dated),
        reasons=_reasons(decision, dated=dated),
        notices=notices,
    )


# --- What to do, and by when ------------------------------------------------------------------


def _leading(decision: Decision) -> DutyOn | None:
    """The duty that is said first: the most pressing that is not done, else one just settled."""
    leads = [one for one in decision.duties if one.duty.leads]
    left = [one for one in leads if not one.done]
    settled = [one for one in leads if _is_settled(one)]
    return next(iter(left or settled), None)


def _is_settled(asked: DutyOn) -> bool:
    """Whether the pupil meets a condition after which nothing is left to do."""
    condition, profile = asked.duty.condition, asked.profile
    return condition is not None and condition.settles and profile is not None and profile.met


def _status(decision: Decision, leading: DutyOn | None) -> Status:
    if not decision.in_scope:
        return Status.OUT_OF_SCOPE
    return leading.status if leading else Status.NOT_DUE


def _lead(decision: Decision, *, dated: bool) -> tuple[str, str]:
    """The status and what to do, and by when."""
    scope = decision.circular.scope
    if not decision.in_scope:
        return scope.headline, outside_words(decision)
    leading = _leading(decision)
    if leading is None:
        return _nothing_leads(decision)
    said = _with_word(leading, decision.circular.vocabulary)
    window = leading.window
    if _is_settled(leading) and leading.profile and leading.duty.condition:
        told = profile_sentence(leading.profile, leading.duty.condition, decision.circular)
        return f"{said} : {_action(leading)}.", told
    if window is None:
        return f"{said} : {_action(leading)}.", when_words(leading, decision, dated=dated)
    when = when_words(leading, decision, dated=dated)
    if window.state is WindowState.CLOSED and dated and window.window.closes:
        closed = f"{said} : le dernier jour était le {words.full_date(window.window.closes)}."
        after = leading.duty.window_words
        return closed, f"{when} {after.after.text}" if after else when
    if window.state is WindowState.UNKNOWN:
        return f"{said} : {_action(leading)}, à des dates non connues.", when
    return f"{said} : {_action(leading)}.", when


def _nothing_leads(decision: Decision) -> tuple[str, str]:
    """What is said where nothing presses: what is not asked, then what goes on, or a silence."""
    going_on = (one for one in decision.duties if not one.done)
    reasons = [reason for one in going_on for reason in _of_duty(one, decision)]
    told = [reason.text for reason in reasons] or [one.text for one in decision.silences]
    told += [reason.text for reason in _reasons(decision, dated=False)]
    return _not_asked(decision), told[0] if told else ""


def _not_asked(decision: Decision) -> str:
    """« Certification non demandée. »: what the text says it does not ask, or is silent on."""
    circular, case = decision.circular, decision.case
    ruled = any(d.rule_for(case.class_level, case.establishment) for d in circular.exams)
    told = circular.exams and (ruled or decision.silences)
    return words.not_due_words(circular.exams, circular.vocabulary) if told else NOTHING_ASKED


def outside_words(decision: Decision) -> str:
    """Why a circular does not apply to a kind of school, in its own words."""
    kind = decision.case.establishment.label
    return decision.circular.scope.sentence.replace("{establishment}", kind)


def _with_word(asked: DutyOn, vocabulary: Vocabulary) -> str:
    """« Certification obligatoire »."""
    return f"{asked.duty.label} {asked.duty.status_word(vocabulary.statuses, asked.status)}"


def _action(asked: DutyOn) -> str:
    said = asked.rule.headlines
    if said is None:
        return words.in_a_sentence(asked.duty.todo)
    return _by_profile(said, asked.profile, asked.duty.condition)


def _by_profile(said: Headlines, profile: Profile | None, condition: Condition | None) -> str:
    if profile is None or condition is None:
        return said.plain
    if profile.met:
        return said.met
    return said.unmet.replace("{missing}", missing_words(profile, condition))


def when_words(asked: DutyOn, decision: Decision, *, dated: bool) -> str:
    """When a duty is to be done."""
    said = asked.duty.window_words
    if asked.windows and said:
        if dated:
            return words.windows_words(asked.windows, said)
        return " ".join(words.undated_words(one, said) for one in asked.windows)
    if asked.due is not None:
        days = (asked.due - decision.on).days
        past = f"date passée depuis {words.count(-days, 'jour')}"
        left = words.days_left(days) if days >= 0 else past
        day = words.full_date(asked.due)
        return f"Au plus tard le {day} ({left})." if dated else f"Au plus tard le {day}."
    if asked.duty.due_words:
        return asked.duty.due_words.unknown.text
    return asked.rule.when or "Date non précisée."


# --- Steps ------------------------------------------------------------------------------------


def _steps(decision: Decision, *, dated: bool) -> tuple[Step, ...]:
    steps = []
    vocabulary = decision.circular.vocabulary
    for asked in decision.duties:
        window = asked.window
        over = window is not None and window.state is WindowState.CLOSED and dated
        if asked.done or over:
            continue
        when = when_words(asked, decision, dated=dated)
        condition, profile = asked.duty.condition, asked.profile
        if condition and condition.progress and profile and not profile.met:
            who = condition.progress_actor or asked.actor
            first = words.with_status(condition.progress, asked.status, vocabulary)
            steps.append(Step(first, who, when))
        todo = words.with_status(asked.duty.todo, asked.status, vocabulary)
        steps.append(Step(todo, asked.actor, when))
    return tuple(steps)


# --- Why --------------------------------------------------------------------------------------


def _reasons(decision: Decision, *, dated: bool) -> tuple[Reason, ...]:
    certification = decision.certification
    reasons = [] if certification is None else _about(certification, decision, dated=dated)
    exam = certification.asked if certification else None
    if not decision.in_scope and certification is None:
        scope = decision.circular.scope
        reasons.append(Reason(outside_words(decision), scope.citations, scope.nature))
    for asked in reversed(decision.duties):
        if asked is exam:
            reasons += [Reason(r.text, r.citations, r.nature) for r in asked.duty.reasons]
        else:
            reasons += _of_duty(asked, decision, dated=dated)
    reasons += _not_due(decision)
    said = {reason.text for reason in reasons}
    reasons += [
        Reason(one.text, one.citations, Nature.SILENCE)
        for one in decision.silences
        if one.text not in said
    ]
    return tuple(dict.fromkeys(reasons))


def _about(certification: Certification, decision: Decision, *, dated: bool) -> list[Reason]:
    """The status of what has a condition, its windows, and the condition."""
    if decision.in_scope and not certification.citations:
        return []  # the file says nothing of it for this class: neither do we
    reasons = [_status_reason(certification, decision)]
    if certification.asked:
        reasons = _joined(reasons[0], certification.asked.rule.reasons)
        if certification.windows:
            reasons += _windows_reasons(certification.asked, decision, dated=dated)
    condition = certification.duty.condition
    if condition and (certification.exists or certification.profile is not None):
        text = condition_sentence(condition, certification.profile, decision.circular, ask=dated)
        if certification.profile is not None and not certification.exists:
            duty, statuses = certification.duty, decision.circular.vocabulary.statuses
            said = duty.status_sentence(statuses, Status.NOT_DUE)
            text += f" Cela ne change rien ici : {duty.noun} {said}."
        reasons.append(Reason(text, condition.citations))
    return reasons


def _not_due(decision: Decision) -> list[Reason]:
    """What the text says that it does not ask, beside what has a condition."""
    if not decision.in_scope:
        return []
    case, circular = decision.case, decision.circular
    told = decision.certification.duty if decision.certification else None
    rules = [
        (duty, duty.rule_for(case.class_level, case.establishment)) for duty in circular.duties
    ]
    return [
        Reason(_status_text(duty, rule.status, decision), rule.citations, rule.nature)
        for duty, rule in rules
        if rule and not rule.status.is_due and duty is not told
    ]


def _status_text(duty: Duty, status: Status, decision: Decision) -> str:
    """« En 2020-2021, la certification est obligatoire en 3e. »."""
    said = duty.status_sentence(decision.circular.vocabulary.statuses, status)
    label = words.in_a_sentence(decision.case.class_level.label)
    return f"En {decision.circular.year}, {duty.noun} {said} en {label}."


def _status_reason(certification: Certification, decision: Decision) -> Reason:
    circular = decision.circular
    if not decision.in_scope:
        scope = circular.scope
        return Reason(outside_words(decision), scope.citations, scope.nature)
    if certification.nature is Nature.SILENCE and decision.silences:
        first = decision.silences[0]
        return Reason(first.text, first.citations, Nature.SILENCE)
    text = _status_text(certification.duty, certification.status, decision)
    return Reason(text, certification.citations, certification.nature)


def _joined(first: Reason, others: Sequence[Sentence]) -> list[Reason]:
    """A reason and others; those that rest on the same paragraphs, the same way, are one."""
    said, rest = [first.text], []
    for one in others:
        if (one.citations, one.nature) == (first.citations, first.nature):
            said.append(one.text)
        else:
            rest.append(Reason(one.text, one.citations, one.nature))
    return [Reason(" ".join(said), first.citations, first.nature), *rest]


def _windows_reasons(asked: DutyOn, decision: Decision, *, dated: bool) -> list[Reason]:
    reasons = [Reason(when_words(asked, decision, dated=dated), _of_windows(asked))]
    for one in asked.windows:
        before = one.window.replaces
        if before is not None and before.days and one.window.known_from:
            text = (
                f"Dates connues depuis le {words.full_date(one.window.known_from)} ; avant : "
                f"{words.date_range(*before.days)}."
            )
            if one.window.label:
                text = f"{one.window.label} : {words.in_a_sentence(text)}"
            reasons.append(Reason(text, before.citations))
    return reasons


def _of_windows(asked: DutyOn) -> tuple[Citation, ...]:
    cited = (citation for one in asked.windows for citation in one.window.citations)
    return tuple(dict.fromkeys(cited))


def _of_duty(asked: DutyOn, decision: Decision, *, dated: bool = False) -> list[Reason]:
    """Why a duty is asked: its status, its own reasons, its windows.

    What goes on by itself, and never leads, has its own reasons alone.
    """
    own = (*asked.duty.reasons, *asked.rule.reasons)
    if asked.duty.leads or not own:
        text = _status_text(asked.duty, asked.status, decision)
        reasons = _joined(Reason(text, asked.rule.citations, asked.rule.nature), own)
    else:
        reasons = [Reason(r.text, r.citations, r.nature) for r in own]
    if asked.windows:
        reasons += _windows_reasons(asked, decision, dated=dated)
    condition = asked.duty.condition
    if condition:
        text = condition_sentence(condition, asked.profile, decision.circular, ask=dated)
        reasons.append(Reason(text, condition.citations))
    return reasons
