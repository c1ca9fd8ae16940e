"""What to do next for a pupil of a list, and by when: the calculator's words, or the list's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from calculator.answers.pupil import answer
from calculator.lists.answers import PupilAnswer
from calculator.lists.columns import Kind
from calculator.model.condition import Profile
from calculator.model.decision import Decision
from calculator.model.vocabulary import WindowState


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next for a pupil, and by when."""

    what: str
    by_when: str


def step_of(pupil: PupilAnswer, decision: Decision, kind: Kind, own_words: str | None) -> NextStep:
    """What to do next for a pupil of whom something is asked, and by when.

    Args:
        pupil: The pupil.
        decision: What is asked of the class.
        kind: The kind of list.
        own_words: What to do, where the calculator has no words for it.
    """
    certification = decision.certification
    if pupil.missing is not None or pupil.certifiable:
        missing = pupil.missing or 0
        decision = _with_profile(decision, Profile(missing == 0, (), missing))
    if is_on_pix(pupil, kind):
        decision = _known_to_pix(decision)
    said = answer(decision)
    window = certification.window if certification else None
    is_open = window is not None and window.state is not WindowState.CLOSED
    if certification is None or not is_open or own_words is None:
        return NextStep(said.headline, said.by_when)
    duty = certification.duty
    status = duty.status_word(decision.circular.vocabulary.statuses, certification.status)
    return NextStep(f"{duty.label} {status} : {own_words}", said.by_when)


def is_on_pix(pupil: PupilAnswer, kind: Kind) -> bool:
    """Whether a pupil must be known to Pix: by the kind of list, or what it says is reached."""
    told = pupil.reached or pupil.marks or (pupil.reached is None and pupil.certifiable is not None)
    return kind is not Kind.PLAIN or bool(told)


def _with_profile(decision: Decision, profile: Profile) -> Decision:
    """The decision for a class, told of a pupil."""
    made = decision.certification
    exam = made.asked if made else None
    asked = replace(exam, profile=profile) if exam else None
    duties = tuple(asked if asked and one is exam else one for one in decision.duties)
    told = replace(made, asked=asked, profile=profile) if made else None
    return replace(decision, duties=duties, certification=told)


def _known_to_pix(decision: Decision) -> Decision:
    """The decision for a class, told of a pupil who is in a file of Pix, or whose levels are given.

    What levels show to be done is not asked of such a pupil.
    """
    duties = (replace(one, done=one.done or one.duty.known_by_levels) for one in decision.duties)
    return replace(decision, duties=tuple(duties))
