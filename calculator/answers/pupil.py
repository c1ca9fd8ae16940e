"""A decision put into words, before any markup: what to do and by when, why, and what to know.

What a text lays down comes from its circular. Here are only frames that are true of any text:
dates, counts, « il reste … ».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calculator.answers import words
from calculator.answers.alerts import alerts, authority_alerts, other_year_alerts
from calculator.answers.condition import missing_words, profile_sentence
from calculator.answers.easy import Easy, easy_answer
from calculator.answers.reasons import (
    Reason,
    duty_reasons,
    exams_are_told,
    outside_words,
    reasons_of,
    when_words,
)
from calculator.answers.references import CERTAINTIES
from calculator.model.circular import Circular
from calculator.model.condition import Profile
from calculator.model.decision import Decision, DutyOn, Notice, WindowOn
from calculator.model.duties import Condition, Headlines
from calculator.model.vocabulary import (
    Authority,
    Establishment,
    Status,
    Vocabulary,
    WindowState,
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do.

    Attributes:
        what: What.
        who: Who acts.
        when: By when.
        below: The same below the head of an answer, which says its own date; empty if nothing is
            left to say.
        goes_on: Whether it goes on by itself, and is never said first.
    """

    what: str
    who: str
    when: str
    below: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says first: the steps below say the rest.

    Attributes:
        sentence: The headline, less what the steps say: what the pupil lacks, or that the dates
            are not known, rather than what to do.
        date: The window that counts, alone, or whom to ask; empty when nothing is known.
        above: What reasons say of the dates, when the head and the steps say it all; else empty.
    """

    sentence: str
    date: str
    above: str


@dataclass(frozen=True, slots=True)
class Badge:
    """The status of an answer in a word.

    Attributes:
        word: « Obligatoire », « Année terminée ».
        code: The status, or « over ».
    """

    word: str
    code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of an answer, in reading order.

    Attributes:
        circular: The text that it comes from.
        status: The status of what is said first.
        authority: The weakest authority under it.
        badge: The status in a word, or that the year is over.
        window_state: Where the day stands against the window that counts; None without.
        subject: What it is about: class, establishment, day.
        headline: The status, and what to do now.
        by_when: The dates that go with it.
        head: Both, as a page says them first.
        easy: The same in easy-to-read French; None without words for it.
        certainty: How sure that date is, in a few words; empty when no date is given.
        alerts: What must be seen beside the date: a reported change, a day of another year.
        steps: Everything to do, most pressing first.
        reasons: Why, each with its paragraphs.
        notices: What must be known besides.
    """

    circular: Circular
    status: Status
    authority: Authority
    badge: Badge
    window_state: WindowState | None
    subject: str
    headline: str
    by_when: str
    head: Head
    easy: Easy | None
    certainty: str
    alerts: tuple[str, ...]
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...]
    notices: tuple[Notice, ...]


def answer(decision: Decision) -> Answer:
    """Put a decision into words for a person on the day of the question."""
    case = decision.case
    subject = (
        f"{case.class_level.label}, établissement {case.establishment.label}, "
        f"année scolaire {decision.circular.year}, le {words.full_date(decision.on)}"
    )
    return _answer(decision, subject, decision.notices, dated=True)


def sheet(decision: Decision, kinds: Sequence[Establishment] | None = None) -> Answer:
    """Put a decision into words for any day: no count of days, nothing about one pupil.

    Args:
        decision: What the rules decided, whatever the day; on one after the school year, the
            sheet says what was asked.
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
    status = _status(decision, leading)
    return Answer(
        circular=decision.circular,
        status=status,
        authority=authority,
        badge=badge(decision),
        window_state=window.state if window and dated else None,
        subject=subject,
        headline=headline,
        by_when=by_when,
        head=_head(decision, leading, headline, by_when, dated=dated),
        easy=easy_answer(decision, leading, authority, dated=dated),
        certainty=CERTAINTIES[authority] if window and _is_known(window) else "",
        alerts=(
            *_unknown(decision),
            *other_year_alerts(decision, leading),
            *authority_alerts(authority),
            *alerts(notices),
        ),
        steps=_steps(decision, dated=dated),
        reasons=reasons_of(decision, dated=dated),
        notices=notices,
    )


def badge(decision: Decision) -> Badge:
    """The status of what is said first, or that the year is over."""
    if decision.over:
        return Badge("Année terminée", "over")
    leading = _leading(decision)
    status = _status(decision, leading)
    if status is Status.UNKNOWN:
        return Badge("Inconnu", status.value)
    statuses = decision.circular.vocabulary.statuses
    word = leading.duty.status_word(statuses, status) if leading else statuses[status].masculine
    return Badge(words.capitalised(word), status.value)


def _unknown(decision: Decision) -> tuple[str, ...]:
    """That it is not known whether something is asked."""
    return tuple(silence.text for silence in decision.silences if silence.unknown)


def _is_known(window: WindowOn) -> bool:
    return (window.window.opens or window.window.closes) is not None


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
    if leading:
        return leading.status
    return Status.UNKNOWN if _unknown(decision) else Status.NOT_DUE


def _lead(decision: Decision, *, dated: bool) -> tuple[str, str]:
    """The status and what to do, and by when."""
    scope = decision.circular.scope
    if not decision.in_scope:
        return scope.headline, outside_words(decision)
    leading = _leading(decision)
    if decision.over:
        return _lead_of_the_past(leading, decision)
    if leading is None:
        return _nothing_leads(decision)
    said = _with_word(leading, decision.circular.vocabulary)
    window = leading.window
    if _is_settled(leading) and leading.profile and leading.duty.condition:
        told = profile_sentence(leading.profile, leading.duty.condition, decision.circular)
        return f"{said} : {_action(leading)}.", told
    if window is None:
        unknown = ", à une date non connue" if leading.of_other_year else ""
        when = when_words(leading, decision, dated=dated)
        return f"{said} : {_action(leading)}{unknown}.", when
    when = when_words(leading, decision, dated=dated)
    if window.state is WindowState.CLOSED and dated and window.window.closes:
        closed = f"{said} : le dernier jour était le {words.full_date(window.window.closes)}."
        after = leading.duty.window_words
        return closed, f"{when} {after.after.text}" if after else when
    if window.state is WindowState.UNKNOWN:
        return f"{said} : {_action(leading)}, à des dates non connues.", when
    return f"{said} : {_action(leading)}.", when


def _lead_of_the_past(leading: DutyOn | None, decision: Decision) -> tuple[str, str]:
    """« Année 2020-2021 terminée : la certification était obligatoire. », and its days."""
    over = f"Année scolaire {decision.circular.year} terminée"
    if leading is None:
        headline, when = _nothing_leads(decision)
        return f"{over} : {words.in_a_sentence(headline)}", when
    statuses = decision.circular.vocabulary.statuses
    was = words.in_the_past(leading.duty.status_sentence(statuses, leading.status))
    headline = f"{over} : {leading.duty.noun} {was}."
    return headline, when_words(leading, decision, dated=False)


def _nothing_leads(decision: Decision) -> tuple[str, str]:
    """What is said where nothing presses: what is not asked, then what goes on, or a silence."""
    going_on = (one for one in decision.duties if not one.done)
    reasons = [reason for one in going_on for reason in duty_reasons(one, decision)]
    told = [reason.text for reason in reasons] or [one.text for one in decision.silences]
    told += [reason.text for reason in reasons_of(decision, dated=False)]
    return _not_asked(decision), told[0] if told else ""


def _not_asked(decision: Decision) -> str:
    """« Certification non demandée. »: what the text says it does not ask, or is silent on."""
    circular, certification = decision.circular, decision.certification
    if certification and certification.status is Status.UNKNOWN:
        return f"{certification.duty.label} : on ne sait pas si c’est demandé."
    if not exams_are_told(decision):
        return words.NOTHING_ASKED
    return words.not_due_words(circular.exams, circular.vocabulary)


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


# --- The head of a page -----------------------------------------------------------------------


def _head(
    decision: Decision, leading: DutyOn | None, headline: str, by_when: str, *, dated: bool
) -> Head:
    window = leading.window if leading else None
    if leading is None or window is None or not decision.in_scope:
        return Head(headline, by_when, "")
    when = when_words(leading, decision, dated=dated)
    if decision.over:
        known = any(map(_is_known, leading.windows))
        asking = f"{words.NO_DATE_KNOWN} {window.window.ask}".strip()
        return Head(headline, by_when, when) if known else Head(headline, asking, "")
    if _is_settled(leading):
        return Head(headline, by_when, "")
    closed = window.state is WindowState.CLOSED and dated
    if not closed:
        headline = _less_the_steps(leading, headline, decision.circular.vocabulary)
    if window.state is WindowState.UNKNOWN:
        return _head_without_dates(leading, window, headline, decision.circular.vocabulary)
    counting = when_words(replace(leading, windows=(window,)), decision, dated=dated)
    if closed:
        after = by_when.removeprefix(when)
        return Head(headline, counting + after, when if counting == when else "")
    return Head(headline, counting, when)


def _less_the_steps(leading: DutyOn, headline: str, vocabulary: Vocabulary) -> str:
    condition, profile = leading.duty.condition, leading.profile
    if condition is None or profile is None or profile.met or not condition.progress:
        return headline
    lacks = f"il manque {missing_words(profile, condition)} à l’élève"
    return f"{_with_word(leading, vocabulary)} : {lacks}."


def _head_without_dates(
    leading: DutyOn, window: WindowOn, headline: str, vocabulary: Vocabulary
) -> Head:
    """Whom to ask; what is to be done is the first of the steps."""
    said = leading.duty.window_words
    known = _is_known(window)
    if leading.profile is None:
        which = "toutes les dates" if known else "les dates"
        headline = f"{_with_word(leading, vocabulary)} : {which} ne sont pas connues."
    days = f"{said.possible} {words.window_range(window)}." if said and known else ""
    date = " ".join(filter(None, [days, window.window.ask]))
    return Head(headline, words.labelled(window, date) if date else "", "")


# --- Steps ------------------------------------------------------------------------------------


def _steps(decision: Decision, *, dated: bool) -> tuple[Step, ...]:
    """What there is to do; nothing once the year is over."""
    if decision.over:
        return ()
    steps = []
    vocabulary = decision.circular.vocabulary
    leading = _leading(decision)
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
            steps.append(Step(first, who, when, "" if asked is leading else when))
        todo = words.with_status(asked.duty.todo, asked.status, vocabulary)
        in_head = asked is leading and not _is_settled(asked)
        below = _below_the_head(asked, decision) if in_head else when
        steps.append(Step(todo, asked.actor, when, below, goes_on=not asked.duty.leads))
    return tuple(steps)


def _below_the_head(leading: DutyOn, decision: Decision) -> str:
    """The windows that the head leaves out, without counts of days."""
    counting = leading.window
    others = tuple(one for one in leading.windows if one is not counting)
    said = [] if counting is None or not _is_known(counting) else ["Ci-dessus."]
    if others:
        said.append(when_words(replace(leading, windows=others), decision, dated=False))
    return " ".join(said)
