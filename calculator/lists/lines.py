"""What the lines of a file say, as compact as a list of 100,000 pupils asks.

These are named tuples, not dataclasses: there is one per line, and they are made several
times as fast. Texts and values that come again are held once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from calculator.lists.columns import Columns
from calculator.lists.french_classes import ClassLevel

NOT_GIVEN = 255
"""The level, or the pix, of a competence for which the file has none."""
LEFT_SOME_DAY = "-"
"""The day a pupil left, when the file only says that it is so; before all others."""
WHOLE_LINE = "ligne"
"""The column of a line that is set aside as a whole."""


class Line(NamedTuple):
    """What one line says of a pupil.

    Attributes:
        file: The file's name.
        number: The line's number in it, from 1; the first one when it spans several.
        last_name: As written, but for spaces around.
        first_name: As written.
        class_name: As written; empty when it is not given.
        birth: The day of birth, as a text that sorts; empty when it is not given.
        sent: The day, or day and time, of sending, as a text that sorts; empty when not given.
        shared: Whether the pupil shared a profile; None when the list does not say.
        levels: 16 levels in the framework's order, `NOT_GIVEN` for none; None without a profile.
        pix: 16 counts of pix; None without a profile.
        says_certifiable: Whether the file itself says so.
        says_reached: How many competences the file itself says are reached.
        left: The day the pupil left the school, as a text that sorts; `LEFT_SOME_DAY` when that
            is not known, empty for a pupil who is there.
        level: The class level that the line itself gives.
        other: What is in the columns that are not read, in a list with a line for each pupil:
            what differs there tells two pupils of one name apart. None when there are none.
    """

    file: str
    number: int
    last_name: str
    first_name: str
    class_name: str
    birth: str
    sent: str
    shared: bool | None
    levels: bytes | None
    pix: bytes | None
    says_certifiable: bool | None
    says_reached: int | None
    left: str = ""
    level: ClassLevel | None = None
    other: str | None = None


class Result(NamedTuple):
    """What one line of certification results says.

    Attributes:
        line: Who, where it stands, and in `sent` the day the certification was taken.
        certified: Whether the pupil holds a certification by it.
        status: The status as written; empty when the file has none.
        pix: The pix certified; None when they are not given.
        number: The number of the certification; empty when the file has none.
    """

    line: Line
    certified: bool
    status: str
    pix: int | None
    number: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that could not be used.

    Attributes:
        file: The file's name.
        number: The line's number.
        column: The title of the column at fault, or `WHOLE_LINE`.
        found: What is there.
        expected: What should be, in French.
    """

    file: str
    number: int
    column: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class PupilList:
    """A file that was read.

    Attributes:
        file: Its name.
        columns: Which list it is, and its columns.
        size: How many lines it has.
        headers: How many of them are titles of columns.
        blank: How many are blank.
        lines: What the others say of pupils.
        results: What they say of certifications, in a list of results.
        set_aside: Those that could not be used, and why.
        spans: How many lines an entry spans, by the number of its first, when more than one.
        notes: What is to be known of how it was read, in French, a sentence each.
    """

    file: str
    columns: Columns
    size: int
    headers: int
    blank: int
    lines: tuple[Line, ...]
    results: tuple[Result, ...]
    set_aside: tuple[SetAside, ...]
    spans: dict[int, int]
    notes: tuple[str, ...] = ()
