"""Why an answer is what it is: sentences, each with the paragraphs that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calculator.answers import words
from calculator.answers.condition import condition_sentence
from calculator.model.circular import Circular
from calculator.model.decision import Certification, Decision, DutyOn
from calculator.model.duties import Duty
from calculator.model.sources import Citation, Sentence
from calculator.model.vocabulary import Nature, Status


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the answer, the paragraphs it rests on, and how it rests on them."""

    text: str
    citations: tuple[Citation, ...]
    nature: Nature = Nature.SAYS


def when_words(asked: DutyOn, decision: Decision, *, dated: bool) -> str:
    """When a duty is to be done."""
    said = asked.duty.window_words
    if asked.windows and said:
        if dated or decision.over:
            return words.windows_words(asked.windows, said)
        return " ".join(words.undated_words(one, said) for one in asked.windows)
    if asked.due is not None:
        days = (asked.due - decision.on).days
        past = f"date passée depuis {words.count(-days, 'jour')}"
        left = words.days_left(days) if days >= 0 else past
        day = words.full_date(asked.due)
        return f"Au plus tard le {day} ({left})." if dated else f"Au plus tard le {day}."
    said_else = asked.rule.when or "Date non précisée."
    unknown = asked.duty.due_words.unknown.text if asked.duty.due_words else said_else
    return " ".join(filter(None, [other_year_words(asked, decision.circular), unknown]))


def other_year_words(asked: DutyOn, circular: Circular) -> str:
    """That the last day told is of another year, and what follows; empty when it is not."""
    if asked.of_other_year is None or asked.duty.asks is None:
        return ""
    noun, day = circular.inputs[asked.duty.asks].noun, words.full_date(asked.of_other_year)
    return (
        f"{words.capitalised(noun)} ({day}) n’est pas dans l’année scolaire {circular.year} : le "
        "dernier jour n’est pas connu."
    )


def outside_words(decision: Decision) -> str:
    """Why a circular does not apply to a kind of school, in its own words."""
    kind = decision.case.establishment.label
    return decision.circular.scope.sentence.replace("{establishment}", kind)


def exams_are_told(decision: Decision) -> bool:
    """Whether the text says, or is known not to say, that exams are not for this class."""
    circular, case = decision.circular, decision.case
    ruled = any(d.rule_for(case.class_level, case.establishment) for d in circular.exams)
    return bool(circular.exams and (ruled or decision.silences))


def reasons_of(decision: Decision, *, dated: bool) -> tuple[Reason, ...]:
    """Why: what has a condition first, then the other duties, what is not due, and silences.

    Args:
        decision: What the rules decided.
        dated: Whether days are counted from the reference day.
    """
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
            reasons += duty_reasons(asked, decision, dated=dated)
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
        ask = dated and not decision.over
        text = condition_sentence(condition, certification.profile, decision.circular, ask=ask)
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
    if decision.over:
        said = words.in_the_past(said)
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
    reasons = [Reason(when_words(asked, decision, dated=dated), windows_citations(asked))]
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


def windows_citations(asked: DutyOn) -> tuple[Citation, ...]:
    """The paragraphs of its windows."""
    cited = (citation for one in asked.windows for citation in one.window.citations)
    return tuple(dict.fromkeys(cited))


def duty_reasons(asked: DutyOn, decision: Decision, *, dated: bool = False) -> list[Reason]:
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
        ask = dated and not decision.over
        text = condition_sentence(condition, asked.profile, decision.circular, ask=ask)
        reasons.append(Reason(text, condition.citations))
    return reasons
