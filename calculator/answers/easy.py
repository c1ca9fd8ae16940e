"""The head of an answer in easy-to-read French: short sentences, an idea each.

What a duty is, and who does what, are words of its circular: without them nothing is said. Its
status, its days and its paragraphs are those of the head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from calculator.answers import words
from calculator.answers.alerts import NOT_ALL_OFFICIAL
from calculator.answers.condition import missing_words
from calculator.answers.reasons import (
    Reason,
    duty_reasons,
    exams_are_told,
    reasons_of,
    windows_citations,
)
from calculator.model.deciding import BEFORE_PUBLICATION, OUTSIDE_SCHOOL_YEAR
from calculator.model.decision import Decision, DutyOn, WindowOn
from calculator.model.duties import Duty
from calculator.model.sources import EasyWords
from calculator.model.vocabulary import Authority, Nature, Status, WindowState

ONLY_DATES_UNOFFICIAL = "Attention : les dates ne viennent pas d’un texte officiel."


@dataclass(frozen=True, slots=True)
class Easy:
    """An answer that a person reads without help.

    Attributes:
        sentences: What it says, a sentence for each idea.
        rests_on: The paragraphs of its status and of its days; their texts are not said.
    """

    sentences: tuple[str, ...]
    rests_on: tuple[Reason, ...]


def easy_answer(
    decision: Decision, leading: DutyOn | None, authority: Authority, *, dated: bool
) -> Easy | None:
    """What is seen first, in easy French; None without words for it, or with nothing left to do.

    Args:
        decision: What the rules decided.
        leading: The duty that is said first.
        authority: The weakest authority under the answer.
        dated: Whether days are past or to come on the reference day.
    """
    circular = decision.circular
    settled = leading is not None and leading.done  # the headline says enough of it
    duties = (leading.duty,) if leading else circular.exams or circular.duties
    if settled or not all(duty.easy for duty in duties):
        return None
    sentences = _sentences(decision, leading, authority, dated=dated)
    # What a word means is said once: « Une académie s’occupe… ».
    return Easy(tuple(dict.fromkeys(sentences)), _rests_on(decision, leading))


def _rests_on(decision: Decision, leading: DutyOn | None) -> tuple[Reason, ...]:
    if leading is None:
        going_on = (duty_reasons(duty, decision)[0] for duty in _going_on(decision))
        return (*reasons_of(decision, dated=False)[:1], *going_on)
    rule = leading.rule
    of_days = tuple(c for c in windows_citations(leading) if c not in rule.citations)
    status = Reason("", rule.citations, rule.nature)
    return (status, Reason("", of_days)) if of_days else (status,)


def _going_on(decision: Decision) -> list[DutyOn]:
    """What goes on by itself, where nothing is said first."""
    return [duty for duty in decision.duties if not duty.done]


def _sentences(
    decision: Decision, leading: DutyOn | None, authority: Authority, *, dated: bool
) -> Iterator[str]:
    year = f"année scolaire {decision.circular.year}"
    yield f"L’{year} est terminée." if decision.over else f"C’est pour l’{year}."
    if dated:
        yield from _too_early(decision)
    if not decision.in_scope:
        yield "Votre enfant n’est pas concerné."
        if decision.circular.scope.nature is Nature.READING:
            yield "C’est notre lecture du texte."
    elif leading and leading.duty.easy:
        yield from _asked(leading, leading.duty.easy, decision, dated=dated)
        yield from _not_told(decision)
    else:
        yield from _not_asked(decision)
    yield from _unsure(decision, leading, authority, dated=dated)


def _too_early(decision: Decision) -> Iterator[str]:
    """That the day comes before the year, or before the text."""
    kinds = {notice.kind for notice in decision.notices if notice.about_day}
    if OUTSIDE_SCHOOL_YEAR in kinds and not decision.over:
        yield "Cette année scolaire n’a pas commencé."
    if BEFORE_PUBLICATION in kinds:
        yield "À la date choisie, ce texte n’était pas publié."


def _asked(leading: DutyOn, easy: EasyWords, decision: Decision, *, dated: bool) -> Iterator[str]:
    """What is asked, who acts, when."""
    yield _status(leading.duty, leading.status, decision)
    if leading.status is Status.OPTIONAL:
        word = decision.circular.vocabulary.statuses[leading.status].masculine
        yield f"{words.capitalised(word)} veut dire : pas obligatoire."
    if decision.over:
        yield from _days_of(leading, easy, decision, dated=dated)
        return
    yield from easy.about
    closed = dated and _is_closed(leading, decision)
    if closed:
        yield "Le dernier jour est passé."
    else:
        yield from _todo(leading, easy)
    yield from _days_of(leading, easy, decision, dated=dated)
    if closed:
        yield from easy.after


def _is_closed(leading: DutyOn, decision: Decision) -> bool:
    """Whether its last day is past."""
    if leading.window:
        return leading.window.state is WindowState.CLOSED
    return leading.due is not None and leading.due < decision.on


def _todo(leading: DutyOn, easy: EasyWords) -> Iterator[str]:
    """What the pupil lacks or has, then who does what, in order."""
    todo = _given(easy.todo.get(leading.status))
    condition, profile = leading.duty.condition, leading.profile
    if condition and profile and not profile.met:
        yield f"Il manque {missing_words(profile, condition)} à votre enfant."
        if easy.progress:
            yield f"D’abord, {words.in_a_sentence(easy.progress)}"
            todo = tuple(f"Ensuite, {words.in_a_sentence(sentence)}" for sentence in todo)
    elif condition and profile:
        yield f"Votre enfant a assez de {'points' if condition.mark else 'compétences'}."
    yield from todo


def _not_asked(decision: Decision) -> Iterator[str]:
    """What is not asked, and what goes on by itself."""
    certification = decision.certification
    if not exams_are_told(decision):
        yield words.NOTHING_ASKED
    elif certification is None or certification.status is not Status.UNKNOWN:
        for duty in decision.circular.exams:
            yield _status(duty, Status.NOT_DUE, decision)
    yield from _not_told(decision)
    for going_on in _going_on(decision):
        easy = going_on.duty.easy
        if decision.over:
            yield _status(going_on.duty, going_on.status, decision)
        elif easy:
            yield from _given(easy.todo.get(going_on.status))
            yield from easy.about


def _not_told(decision: Decision) -> Iterator[str]:
    """What it is not known of whether it is asked."""
    unknown = {silence.about for silence in decision.silences if silence.unknown}
    for duty in decision.circular.duties:
        if duty.kind in unknown:
            yield _not_known(duty.noun)
            if duty.easy and not decision.over:
                yield from duty.easy.about


def _unsure(
    decision: Decision, leading: DutyOn | None, authority: Authority, *, dated: bool
) -> Iterator[str]:
    """What was told in vain, what may have changed or is not official, what to do about it."""
    if any(asked.of_other_year for asked in decision.duties):
        yield "La date donnée est d’une autre année scolaire."
    changed = any(notice.reported for notice in decision.notices)
    if changed:
        yield "Les règles ou les dates ont peut-être changé."
    if not authority.is_official:
        only_dates = leading is not None and _only_dates_unofficial(leading, decision)
        not_all = f"Attention : {words.in_a_sentence(NOT_ALL_OFFICIAL)}"
        yield ONLY_DATES_UNOFFICIAL if only_dates else not_all
    unknown = any(silence.unknown for silence in decision.silences)
    if changed or unknown or not authority.is_official:
        yield from _verify(decision, leading, dated=dated)


def _only_dates_unofficial(leading: DutyOn, decision: Decision) -> bool:
    """Whether official texts say all but the days, and none of them says the days."""
    authority_of = decision.circular.authority_of
    known = leading.window is not None and bool(
        leading.window.window.opens or leading.window.window.closes
    )
    of_days = windows_citations(leading)
    condition = leading.duty.condition
    needed = condition.citations if condition and leading.profile else ()  # said of a pupil
    cited = (*leading.rule.citations, *leading.duty.also_cites, *needed)
    rest = [c for c in cited if c not in of_days]
    return (
        known
        and leading.rule.nature is Nature.SAYS
        and not any(authority_of([c]).is_official for c in of_days)
        and bool(rest)
        and authority_of(rest).is_official
    )


def _verify(decision: Decision, leading: DutyOn | None, *, dated: bool) -> Sequence[str]:
    """Where to verify: a single place, the one that the words of the duty name."""
    easy = leading.duty.easy if leading else None
    if easy and easy.verify:
        return easy.verify
    closed = dated and not decision.over and leading and _is_closed(leading, decision)
    named = closed and easy and easy.after  # what follows the last day says whom to ask
    return ("Vérifiez." if named else "Vérifiez auprès de l’établissement.",)


def _status(duty: Duty, status: Status, decision: Decision) -> str:
    """« La certification est obligatoire. », in the past once the year is over."""
    sentence = duty.status_sentence(decision.circular.vocabulary.statuses, status)
    if decision.over:
        sentence = words.in_the_past(sentence)
    return f"{words.capitalised(duty.noun)} {sentence}."


# --- When -------------------------------------------------------------------------------------


def _days_of(leading: DutyOn, easy: EasyWords, decision: Decision, *, dated: bool) -> Iterator[str]:
    """The days that the head gives: those of the window that counts, or of the whole year."""
    over, counting = decision.over, leading.window
    if counting:
        for window in leading.windows if over else (counting,):
            days = _days(window, past=over, dated=dated and not over)
            yield from (words.labelled(window, day) for day in days)
            yield from easy.windows.get(window.window.key, ())
        if counting.state is WindowState.UNKNOWN and not over:
            yield from _given(easy.ask or counting.window.ask)
    elif leading.due:
        past = over or (dated and leading.due < decision.on)
        yield _until("à faire", leading.due, past=past)
    else:
        if leading.of_other_year:
            yield _not_known("le dernier jour")
        yield from map(words.in_the_past, easy.undated) if over else easy.undated


def _days(window: WindowOn, *, past: bool, dated: bool) -> Iterator[str]:
    opens, closes = window.window.opens, window.window.closes
    if opens is None and closes is None:
        yield _not_known("quand")
        return
    past = past or (dated and window.state is WindowState.CLOSED)
    if opens is None:
        yield _not_known("à partir de quand")
    elif not (dated and window.state is WindowState.OPEN):
        yield f"C’{_is(past=past)} possible à partir du {words.full_date(opens)}."
    if closes is None:
        yield _not_known("jusqu’à quand")
    else:
        yield _until("possible", closes, past=past)


def _until(what: str, day: date, *, past: bool) -> str:
    """« C’est possible jusqu’au mercredi 12 mai 2021. »."""
    return f"C’{_is(past=past)} {what} jusqu’au {words.full_date(day)}."


def _is(*, past: bool) -> str:
    return "était" if past else "est"


def _not_known(what: str) -> str:
    """« Quand ? On ne sait pas. »."""
    return f"{words.capitalised(what)} ? On ne sait pas."


def _given(sentence: str | None) -> tuple[str, ...]:
    return (sentence,) if sentence else ()
