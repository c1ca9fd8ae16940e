"""The answer of the rules, as data: what is due, by when, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculator.model.campaign import Citation, Window
from calculator.model.case import Case
from calculator.model.certifiability import Certifiability
from calculator.model.vocabulary import DutyKind, NoticeKind, Status, WindowState


@dataclass(frozen=True, slots=True)
class WindowOn:
    """A certification window seen from a day.

    Attributes:
        window: Its first and last days (both count) and what they rest on.
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


@dataclass(frozen=True, slots=True)
class Certification:
    """What is decided about certification.

    Attributes:
        status: Mandatory, optional, not due or out of scope.
        citations: The paragraphs that decide the status.
        postponed_to: The school year to which the obligation is postponed, if it is.
        window: The window seen from the reference day; None when nothing is due.
        certifiability: What the Pix profile allows; None when no level is given.
    """

    status: Status
    citations: tuple[Citation, ...]
    postponed_to: str | None = None
    window: WindowOn | None = None
    certifiability: Certifiability | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a certification at all, mandatory or optional."""
        return self.status in (Status.MANDATORY, Status.OPTIONAL)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is asked for this pupil.

    Attributes:
        kind: What is asked.
        status: Mandatory or optional.
        actor: Who acts, in French.
        due: The last day to do it, or None when no date applies.
        citations: The paragraphs that ask for it.
        notes: What must be known about it, in French.
    """

    kind: DutyKind
    status: Status
    actor: str
    due: date | None
    citations: tuple[Citation, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must be said beside the answer, and never changes it.

    Attributes:
        kind: Why it is said.
        text: The French text.
        source: A citation (`source#paragraph`), or the id of a source.
    """

    kind: NoticeKind
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer for a case on a day.

    Attributes:
        campaign: The school year, "2020-2021".
        on: The reference day.
        case: The case that was decided.
        certification: What is decided about certification.
        duties: What is asked; a duty that does not exist for the case is left out.
        notices: What must be said beside the answer.
    """

    campaign: str
    on: date
    case: Case
    certification: Certification
    duties: tuple[Duty, ...]
    notices: tuple[Notice, ...]
