"""The answer of the rules, as data: what is due, by when, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calculator.model.case import CheckedCase
from calculator.model.circular import Circular
from calculator.model.condition import Profile
from calculator.model.duties import Duty, Rule, Window
from calculator.model.sources import Citation
from calculator.model.vocabulary import Authority, Nature, Status, WindowState

_STATES = (WindowState.OPEN, WindowState.UPCOMING, WindowState.UNKNOWN, WindowState.CLOSED)


@dataclass(frozen=True, slots=True)
class WindowOn:
    """A window seen from a day.

    Attributes:
        window: Its first and last days (both count) as they are known that day.
        state: Where the day stands.
        days_until_open: Days to wait, at least 1; None unless upcoming.
        days_left: Days left after this one, 0 on the last day; None unless open.
        days_since_close: Days gone since the last day, at least 1; None unless closed.
    """

    window: Window
    state: WindowState
    days_until_open: int | None = None
    days_left: int | None = None
    days_since_close: int | None = None


def window_that_counts(windows: Sequence[WindowOn]) -> WindowOn | None:
    """The window that counts on a day: open, else the next, else unknown, else the last one."""
    return min(windows, key=_rank, default=None)


def _rank(window: WindowOn) -> tuple[int, int]:
    days = window.days_until_open or window.days_since_close or 0
    return _STATES.index(window.state), days


@dataclass(frozen=True, slots=True)
class DutyOn:
    """A duty as it is for a case on a day.

    Attributes:
        duty: What is asked, and its words.
        rule: The rule that asks it of this class.
        due: The last day to do it, or None when no date applies.
        windows: When it can be done, the main window first; none without windows.
        profile: What is known of the pupil against its condition.
        done: Whether the case shows that it is done.
        of_other_year: The day that a person told as its last, of another year than the text's: it
            says nothing of when the duty is due.
    """

    duty: Duty
    rule: Rule
    due: date | None
    windows: tuple[WindowOn, ...]
    profile: Profile | None
    done: bool
    of_other_year: date | None = None

    @property
    def kind(self) -> str:
        """What is asked."""
        return self.duty.kind

    @property
    def status(self) -> Status:
        """Whether it is mandatory, requested…."""
        return self.rule.status

    @property
    def actor(self) -> str:
        """Who acts, in French."""
        return self.rule.actor

    @property
    def window(self) -> WindowOn | None:
        """The window that counts that day."""
        return window_that_counts(self.windows)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The paragraphs that ask for it, those of its windows, and on how it is done."""
        of_windows = [c for one in self.windows for c in one.window.citations]
        cited = (*self.rule.citations, *of_windows, *self.duty.also_cites)
        return tuple(dict.fromkeys(cited))


@dataclass(frozen=True, slots=True)
class Certification:
    """What is decided about the duty that has a condition and windows.

    Attributes:
        duty: That duty.
        status: What is asked of this pupil.
        citations: What decides the status, or where it was looked for.
        nature: Whether it is said, read or a silence.
        authority: The weakest authority under the status and the window that counts.
        asked: The duty for this case; None when nothing is due.
        profile: What is known of the pupil; None when nothing is told.
    """

    duty: Duty
    status: Status
    citations: tuple[Citation, ...]
    nature: Nature
    authority: Authority
    asked: DutyOn | None
    profile: Profile | None

    @property
    def exists(self) -> bool:
        """Whether there is something to sit at all, mandatory or not."""
        return self.asked is not None

    @property
    def window(self) -> WindowOn | None:
        """The window that counts; None when nothing is due."""
        return self.asked.window if self.asked else None

    @property
    def windows(self) -> tuple[WindowOn, ...]:
        """All its windows."""
        return self.asked.windows if self.asked else ()

    @property
    def postponed_to(self) -> str | None:
        """The school year to which the obligation is postponed, if it is."""
        return self.asked.rule.postponed_to if self.asked else None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must be said beside the answer, and never changes it.

    Attributes:
        kind: Why it is said: a code of the vocabulary, or one of `deciding`.
        label: Its French title.
        nature: Whether a text says it, we read it there, or the text does not say it.
        text: The French text.
        citations: What it rests on, or where it was looked for.
        reported: Whether only a reported source says it.
        about_day: Whether it is about the day asked.
        unknown: Whether it leaves unknown if what it is about is asked.
        about: The kind of the duty that it is about, if it is about one.
    """

    kind: str
    label: str
    nature: Nature
    text: str
    citations: tuple[Citation, ...]
    reported: bool = False
    about_day: bool = False
    unknown: bool = False
    about: str | None = None

    @property
    def source(self) -> str:
        """What it rests on first."""
        return str(self.citations[0])


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer for a case on a day.

    Attributes:
        circular: The text that it comes from.
        on: The reference day.
        case: The case that was decided.
        in_scope: Whether the circular covers the kind of school.
        certification: What is decided about the duty with a condition; None where no duty has one.
        duties: What is asked, the most pressing first; what does not exist for the case is left
            out.
        silences: What the text does not say for this class about a duty.
        notices: What must be said beside the answer.
    """

    circular: Circular
    on: date
    case: CheckedCase
    in_scope: bool
    certification: Certification | None
    duties: tuple[DutyOn, ...]
    silences: tuple[Notice, ...]
    notices: tuple[Notice, ...]

    @property
    def over(self) -> bool:
        """Whether the school year of the circular is over on the reference day."""
        return self.circular.is_over(self.on)
