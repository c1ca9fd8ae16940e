"""What to do next for a pupil of a list, and by when: the calculator's words, or the list's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from calculator.answers.pupil import answer
from calculator.lists.answers import Answers, PupilAnswer, Situation
from calculator.lists.columns import Kind
from calculator.model.condition import Profile
from calculator.model.decision import Decision
from calculator.model.vocabulary import WindowState

ASSESSMENT_CANNOT_TELL = (
    "une campagne d’évaluation ne dit pas si l’élève est certifiable : faire une collecte de "
    "profils."
)
_NOT_SHARED = (
    "l’élève n’a pas envoyé son profil Pix : le lui demander, pour savoir s’il est certifiable."
)
_UNKNOWN = (
    "rien ne dit si l’élève est certifiable : le voir dans Pix Orga, ou par une collecte de "
    "profils."
)
_NOT_YET = "l’élève n’est pas encore certifiable : voir dans son profil Pix ce qui lui manque."


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next for a pupil, and by when."""

    what: str
    by_when: str


def step_of(pupil: PupilAnswer, decision: Decision, kind: Kind, answered: Answers) -> NextStep:
    """What to do next for a pupil of whom something is asked, and by when."""
    certification = decision.certification
    if pupil.missing is not None or pupil.certifiable:
        missing = pupil.missing or 0
        decision = _with_profile(decision, Profile(missing == 0, (), missing))
    if is_on_pix(pupil, kind):
        decision = _known_to_pix(decision)
    said = answer(decision)
    window = certification.window if certification else None
    if certification is None or window is None or window.state is WindowState.CLOSED:
        return NextStep(said.headline, said.by_when)
    what = _own_words(pupil, kind)
    if what is None:
        return NextStep(said.headline, said.by_when)
    duty = certification.duty
    status = duty.status_word(answered.circular.vocabulary.statuses, certification.status)
    return NextStep(f"{duty.label} {status} : {what}", said.by_when)


def is_on_pix(pupil: PupilAnswer, kind: Kind) -> bool:
    """Whether a pupil must be known to Pix: by the kind of list, or what it says is reached."""
    told = (
        pupil.reached or pupil.profile or (pupil.reached is None and pupil.certifiable is not None)
    )
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


def _own_words(pupil: PupilAnswer, kind: Kind) -> str | None:
    """What the calculator has no words for, since it is told levels or nothing."""
    if pupil.situation is Situation.NOT_SHARED:
        return _NOT_SHARED
    if pupil.situation is Situation.UNKNOWN:
        return ASSESSMENT_CANNOT_TELL if kind is Kind.ASSESSMENT else _UNKNOWN
    return _NOT_YET if pupil.situation is Situation.NOT_YET and pupil.missing is None else None
