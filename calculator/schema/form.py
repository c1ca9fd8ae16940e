"""The form of `circular.toml`, as models.

They give the JSON Schema that checks a file and that editors read, and fill in what a file leaves
out, so that the JSON that the rules read has every key. What no schema can say of a file is in
`calculator.schema.checking`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from calculator.schema.calendar_form import CalendarForm
from calculator.schema.fields import (
    Address,
    Cite,
    Cites,
    Code,
    Codes,
    Day,
    DayOrUnknown,
    DueStatus,
    Form,
    Nature,
    Page,
    Status,
    Text,
    Year,
)


class TextForm(Form, kw_only=True):
    """How our sentences name the text: « la circulaire », « de la circulaire »…."""

    name: Text
    of: Text
    this: Text


class CalendarIdsForm(Form, kw_only=True):
    """What the identifiers of the events of its calendars begin and end with."""

    key: Code
    domain: Code = "calculator"


class SourceForm(Form, kw_only=True):
    """A text that says something.

    Attributes:
        authority: held: official, its full text is in the site; cited: official, its text is not
            here; reported: anything else.
        page: The page of docs/ that holds the full text; for a source that is held.
        paragraphs: The mark that a person reads for each anchor of the page.
    """

    authority: Literal["held", "cited", "reported"]
    title: Text
    short_title: Text
    date: Day
    page: Page | None = None
    url: Address | None = None
    paragraphs: dict[Code, Text] = {}


class SentenceForm(Form, kw_only=True):
    """A sentence and what it rests on."""

    text: Text
    cites: Cites
    nature: Nature = "says"


class ReasonForm(SentenceForm, kw_only=True):
    """Why a rule is what it is.

    Attributes:
        window: The key of the window that it is about, among those of the rule.
    """

    window: Code | None = None


class ScopeForm(Form, kw_only=True):
    """The kinds of school that a circular covers, and what is said to the others.

    Attributes:
        sentence: Why it does not apply; `{establishment}` is the kind of school.
        nothing: What is said where a whole school is outside.

    A circular that covers every kind of school needs none of these words.
    """

    establishments: Codes
    cites: Cites
    nature: Nature = "says"
    headline: Text = "Non concerné : ce texte n’est pas pour cet établissement."
    sentence: Text = "Ce texte n’est pas pour un établissement {establishment}."
    nothing: Text = "Rien au titre de ce texte."
    not_applicable: Text = "texte non applicable"


class HeadlinesForm(Form, kw_only=True):
    """What is said first of a duty, after its status; `{missing}` is what a pupil lacks."""

    plain: Text
    met: Text | None = None
    unmet: Text | None = None


class ConditionForm(Form, kw_only=True):
    """What a pupil needs: so many `competences` at a `level`, or a `mark` of `at_least`.

    Attributes:
        mark: The key of the input that gives the mark.
        settles: Whether a pupil who meets it has nothing more to do.
        sentence: The rule; `{threshold}` is what is needed.
    """

    competences: Annotated[int, Meta(ge=1, le=200)] | None = None
    level: Annotated[int, Meta(ge=1, le=20)] | None = None
    mark: Code | None = None
    at_least: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    settles: bool = False
    cites: Cites
    sentence: Text
    met: Text
    adjective: Text
    ask: Text
    progress: Text | None = None
    progress_actor: Text | None = None


class DaysForm(Form, kw_only=True):
    """The first and the last day, each a date or "unknown"."""

    opens: DayOrUnknown
    closes: DayOrUnknown


Days = DaysForm | Literal["unknown"]


class ChangeForm(Form, kw_only=True):
    """What a window became."""

    known_from: Day
    days: Days
    cites: Cites


class WindowForm(Form, kw_only=True):
    """The days on which something is possible.

    Attributes:
        days: `{ opens = …, closes = … }`, or "unknown".
        ask: Whom to ask, when a day is not known.
        indication: What is known in its place and is no answer: last year's days.
    """

    key: Code = "main"
    label: Text | None = None
    days: Days
    cites: Cites
    known_from: Day | None = None
    ask: Text | None = None
    indication: Text | None = None
    changes: list[ChangeForm] = []


class RuleForm(Form, kw_only=True):
    """What a duty is for some classes.

    Attributes:
        establishments: The kinds of school; those of the scope when not given.
        actor: Who acts; needed unless nothing is due.
    """

    classes: Codes
    establishments: Codes | None = None
    status: Status
    actor: Text | None = None
    cites: Cites
    nature: Nature = "says"
    postponed_to: Year | None = None
    windows: list[WindowForm] = []
    due: Day | None = None
    when: Text | None = None
    reasons: list[ReasonForm] = []


class WindowWordsForm(Form, kw_only=True):
    """How the windows of a duty are spoken of."""

    possible: Text
    past: Text
    noun: Text
    sessions: Text
    first_day: Text
    last_day: Text
    optional: str = ""
    who: Text
    all_year: Text
    event: Text
    last_day_event: Text
    sit: Text
    after: SentenceForm


class DueWordsForm(Form, kw_only=True):
    """How the day of an input is spoken of."""

    unknown: SentenceForm
    deadline: Text
    event: Text
    event_key: Code = "echeance"
    told: Text


class EasyForm(Form, kw_only=True):
    """What a duty is in easy-to-read French: short sentences, an idea each."""

    about: list[Text] = []
    todo: dict[DueStatus, Text] = {}
    progress: Text | None = None
    undated: list[Text] = []
    ask: Text | None = None
    after: list[Text] = []
    windows: dict[Code, list[Text]] = {}
    verify: list[Text] = []


class StepForm(Form, kw_only=True):
    """A step towards a session; the last one, the session itself, has no lead time."""

    key: Code
    label: Text
    weeks: Annotated[int, Meta(ge=0, le=52)] | None = None
    days: Annotated[int, Meta(ge=0, le=366)] | None = None
    shared: bool = False
    actor: Text | None = None
    duty: Code | None = None
    of_rule: bool = False
    of_windows: bool = False
    cites: list[Cite] = []


class PlanForm(Form, kw_only=True):
    """How sessions are prepared."""

    steps: Annotated[list[StepForm], Meta(min_length=1)]
    remark: Text
    lead_remark: Text


class DutyForm(Form, kw_only=True):
    """Something that a circular asks.

    Attributes:
        kind: Its name, free.
        label: Its title: the status follows it (« Certification obligatoire »).
        noun: The same with its article, as in a sentence (« la certification »); a status agrees
            with « les évaluations ».
        leads: Whether it can be the first thing said.
        asks: The key of the input that makes a day of it.
        known_by_levels: Whether a pupil whose levels are known has it done.
        plan_with: The kind of the duty whose plan its sessions share.
    """

    kind: Code
    label: Text
    noun: Text
    feminine: bool = False
    leads: bool = True
    todo: Text
    todo_all: Text
    asks: Code | None = None
    known_by_levels: bool = False
    also_cites: list[Cite] = []
    reasons: list[SentenceForm] = []
    headlines: dict[DueStatus, HeadlinesForm] = {}
    condition: ConditionForm | None = None
    window_words: WindowWordsForm | None = None
    due_words: DueWordsForm | None = None
    plan: PlanForm | None = None
    plan_with: Code | None = None
    easy: EasyForm | None = None
    rules: Annotated[list[RuleForm], Meta(min_length=1)]


class InputForm(Form, kw_only=True):
    """Something that only the reader knows."""

    key: Code
    type: Literal["date", "number"]
    label: Text
    noun: Text
    minimum: Annotated[int, Meta(ge=0, le=10_000)] = 0
    maximum: Annotated[int, Meta(ge=0, le=10_000)] = 0


class LeftOpenForm(Form, kw_only=True):
    """Something that a circular leaves to be decided."""

    actor: Text
    text: Text
    classes: Codes
    cites: Cites


class RemarkForm(Form, kw_only=True):
    """Something to say beside the answers for some classes or kinds of school.

    Attributes:
        about: The kind of the duty that it is about.
        when_due: Whether it is said only where that duty exists.
    """

    text: Text
    cites: Cites
    classes: Codes | None = None
    establishments: Codes | None = None
    about: Code | None = None
    when_due: bool = False


class SilenceForm(RemarkForm, kw_only=True):
    """Something that the text does not say.

    Attributes:
        unknown: Whether it leaves unknown if the duty that it is about is asked.
    """

    unknown: bool = False


class NoticeForm(RemarkForm, kw_only=True):
    """A notice of one of the vocabulary's kinds."""

    kind: Code
    nature: Nature = "says"
    reported_closes: Day | None = None


class CircularForm(Form, kw_only=True):
    """A circular: `circular.toml`.

    Attributes:
        id: Its name, that of its folder.
        extends: The circular that says what this one does not.
        sources: The texts; the first official one is the text itself.
        revision: How many times what it says has been changed since it was first published.
        default_establishment: The kind of school that it addresses.
    """

    schema: Literal[1]
    id: Code
    issuer: Text
    title: Text
    school_year: Year
    extends: Code | None = None
    revision: Annotated[int, Meta(ge=0, le=999)] = 0
    default_establishment: Code
    text: TextForm
    calendar_ids: CalendarIdsForm | None = None
    sources: Annotated[dict[Code, SourceForm], Meta(min_length=1)]
    class_groups: dict[Code, Codes] = {}
    scope: ScopeForm
    inputs: list[InputForm] = []
    duties: Annotated[list[DutyForm], Meta(min_length=1)]
    left_open_title: Text = "Ce que le texte laisse décider"
    left_open: list[LeftOpenForm] = []
    readings: list[RemarkForm] = []
    silences: list[SilenceForm] = []
    notices: list[NoticeForm] = []
    calendar: CalendarForm | None = None
