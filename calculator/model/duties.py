"""What a circular asks: duties, their rules, their windows, the words in which they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.model.sources import Citation, EasyWords, Sentence
from calculator.model.vocabulary import (
    ClassLevel,
    Establishment,
    Labelled,
    Nature,
    Status,
    StatusWords,
)

# --- When --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something is possible, both ends included.

    Attributes:
        key: Its name among those of its rule: "main", "catch_up".
        label: What it is called, when the duty's own word is not enough (« Rattrapage »).
        opens: The first day; None when it is not known.
        closes: The last day; None when it is not known.
        citations: What it rests on.
        known_from: The day since which it has been so; None for as long as the text is there.
        ask: Whom to ask, in French, when a day is not known.
        indication: What is known in its place and is no answer, in French.
        replaces: What was known before.
    """

    key: str
    label: str | None
    opens: date | None
    closes: date | None
    citations: tuple[Citation, ...]
    known_from: date | None = None
    ask: str | None = None
    indication: str | None = None
    replaces: Window | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        """Its first and last days, when both are known."""
        if self.opens is None or self.closes is None:
            return None
        return self.opens, self.closes

    def known_on(self, day: date) -> Window:
        """What was known of it on a day; the first version, when that came later."""
        window = self
        while window.replaces and window.known_from and window.known_from > day:
            window = window.replaces
        return window


class InputType(StrEnum):
    """What a person can be asked."""

    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Input:
    """Something that only the reader knows, and that a duty asks.

    Attributes:
        key: The name of its field.
        type: A date, or a whole number.
        label: The field's label.
        noun: How it is named in a sentence (« la date du dernier bilan périodique »).
        minimum: The least number possible.
        maximum: The greatest number possible.
    """

    key: str
    type: InputType
    label: str
    noun: str
    minimum: int = 0
    maximum: int = 0


# --- What is asked -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """What a pupil needs: so many competences at a level, or a mark.

    Attributes:
        competences: How many competences are needed; 0 when it is a mark.
        level: At which level.
        mark: The key of the input that gives the mark, when it is one.
        at_least: The mark needed.
        settles: Whether a pupil who meets it has nothing more to do.
        citations: The paragraphs that say so.
        sentence: The rule in French; `{threshold}` is what is needed.
        met: What is said of a pupil who meets it (« il est certifiable »).
        adjective: What such a pupil is, in a word (« certifiable »).
        ask: What to do to know, in French.
        progress: What comes first for a pupil who does not meet it; None when there is nothing.
        progress_actor: Who does that.
    """

    competences: int
    level: int
    mark: str | None
    at_least: int
    settles: bool
    citations: tuple[Citation, ...]
    sentence: str
    met: str
    adjective: str
    ask: str
    progress: str | None
    progress_actor: str


@dataclass(frozen=True, slots=True)
class Headlines:
    """What is said first of a duty, after its status; `{missing}` is what a pupil lacks.

    Attributes:
        plain: When nothing is known of the pupil.
        met: When the condition is met.
        unmet: When it is not.
    """

    plain: str
    met: str
    unmet: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What a duty is for some classes in some kinds of school.

    Attributes:
        status: What is asked.
        classes: Of which classes.
        establishments: In which kinds of school.
        actor: Who acts, in French.
        citations: The paragraphs that decide the status.
        nature: Whether they say it, or we read it there.
        postponed_to: The school year to which an obligation is postponed, if it is.
        windows: When, if it is within windows, the main one first.
        due: The last day, if the text gives one.
        when: When, in a sentence, if there is neither.
        headlines: What is said first, when the duty's own words do not do.
        reasons: Why, each with its paragraphs.
    """

    status: Status
    classes: frozenset[ClassLevel]
    establishments: frozenset[Establishment]
    actor: str
    citations: tuple[Citation, ...]
    nature: Nature
    postponed_to: str | None
    windows: tuple[Window, ...]
    due: date | None
    when: str | None
    headlines: Headlines | None
    reasons: tuple[Sentence, ...]

    def applies_to(self, class_level: str, establishment: str) -> bool:
        """Whether it is about this class in this kind of school."""
        return class_level in self.classes and establishment in self.establishments


@dataclass(frozen=True, slots=True)
class WindowWords:
    """How the windows of a duty are spoken of, in French.

    Attributes:
        possible: « Sessions possibles », before the days.
        past: « Les sessions étaient possibles », before the days.
        noun: « fenêtre de certification ».
        sessions: « sessions », in a picture.
        first_day: « premier jour des sessions de certification ».
        last_day: « dernier jour des sessions de certification ».
        optional: What is added to these two when it is optional.
        who: « Qui inscrit les élèves ».
        all_year: The title of a calendar, before the year.
        event: The title of an event of all the days.
        last_day_event: The title of an event of the last day.
        sit: « Qui peut passer la certification ».
        after: What is known once a window is closed.
    """

    possible: str
    past: str
    noun: str
    sessions: str
    first_day: str
    last_day: str
    optional: str
    who: str
    all_year: str
    event: str
    last_day_event: str
    sit: str
    after: Sentence


@dataclass(frozen=True, slots=True)
class DueWords:
    """How a day that is due is spoken of, in French.

    Attributes:
        unknown: What is said while the day is not known.
        deadline: What the day is the last of.
        event: The title of its event in a calendar.
        event_key: What its identifier ends with.
        told: Where the day comes from.
    """

    unknown: Sentence
    deadline: str
    event: str
    event_key: str
    told: str


class LeadUnit(Labelled):
    """What a lead time is counted in; days are those of the calendar."""

    DAYS = "days", "jours"
    WEEKS = "weeks", "semaines"


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before a session a step is to be done."""

    count: int
    unit: LeadUnit = LeadUnit.WEEKS

    def __str__(self) -> str:
        """Give « 8 semaines », in French."""
        return f"{self.count} {self.unit.label if self.count > 1 else self.unit.label[:-1]}"

    @property
    def days(self) -> int:
        """The same in days."""
        return self.count * 7 if self.unit is LeadUnit.WEEKS else self.count


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step towards a session.

    Attributes:
        key: Its name.
        label: What is done, in French.
        lead: How long before the session, as we propose; None for the session itself.
        shared: Whether it is done once, before the first session, for those that follow too.
        actor: Who acts; who holds the sessions, when not given.
        duty: The kind of the duty that it fulfils, whose actor and paragraphs are its own.
        of_rule: Whether it rests on the paragraphs that ask for the session too.
        of_windows: Whether it rests on those of the windows and on how sessions are held too.
        citations: The paragraphs that it comes from.
    """

    key: str
    label: str
    lead: Lead | None
    shared: bool
    actor: str | None
    duty: str | None
    of_rule: bool
    of_windows: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PlanRule:
    """How sessions are prepared: the steps in order, the session last, and whose they are."""

    steps: tuple[StepRule, ...]
    remark: str
    """What the plan takes from the text, and what is the school's own."""
    lead_remark: str
    """What the text says of lead times."""

    def step(self, key: str) -> StepRule:
        """The step of a key."""
        return next(step for step in self.steps if step.key == key)

    @property
    def leads(self) -> dict[str, Lead]:
        """The lead times that we propose, by step."""
        return {step.key: step.lead for step in self.steps if step.lead is not None}


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a circular asks, of whom and how it is said.

    Attributes:
        kind: Its name, free.
        label: Its French title (« Certification »).
        noun: The same in a sentence (« la certification »).
        feminine: Whether that is feminine.
        leads: Whether it can be the first thing said; training goes on by itself, and does not.
        todo: What to do for a pupil (« Inscrire l’élève à une session de certification »).
        todo_all: The same for a school (« Inscrire les élèves… »).
        rules: What it is, class by class.
        reasons: Why, whatever the class.
        condition: What a pupil needs, if anything.
        asks: The key of the input that makes a day of it.
        known_by_levels: Whether a pupil whose levels are known has it done.
        also_cites: The paragraphs on how it is done.
        window_words: How its windows are spoken of.
        due_words: How the day of its input is spoken of.
        plan: How its sessions are prepared.
        plan_with: The kind of the duty whose plan its sessions share.
        easy: The same in easy-to-read French; None where the text has no such words.
    """

    kind: str
    label: str
    noun: str
    feminine: bool
    leads: bool
    todo: str
    todo_all: str
    rules: tuple[Rule, ...]
    reasons: tuple[Sentence, ...]
    condition: Condition | None
    asks: str | None
    known_by_levels: bool
    also_cites: tuple[Citation, ...]
    window_words: WindowWords | None
    due_words: DueWords | None
    plan: PlanRule | None
    plan_with: str | None
    easy: EasyWords | None

    @property
    def plural(self) -> bool:
        """Whether its noun is plural (« les évaluations nationales »)."""
        return self.noun.lower().startswith("les ")

    def rule_for(self, class_level: str, establishment: str) -> Rule | None:
        """Its rule for a class in a kind of school, if there is one."""
        for rule in self.rules:
            if rule.applies_to(class_level, establishment):
                return rule
        return None

    def status_word(self, words: Mapping[Status, StatusWords], status: Status) -> str:
        """« obligatoire », « facultative »: a status that agrees with the duty."""
        return words[status].word(feminine=self.feminine, plural=self.plural)

    def status_sentence(self, words: Mapping[Status, StatusWords], status: Status) -> str:
        """« est obligatoire », « n’est pas demandée »."""
        return words[status].sentence(feminine=self.feminine, plural=self.plural)


def citations_of(duty: Duty) -> Iterator[Citation]:
    """All that a duty cites, in its own rules and words."""
    sentences = [*duty.reasons, *(reason for rule in duty.rules for reason in rule.reasons)]
    if duty.condition:
        yield from duty.condition.citations
    if duty.window_words:
        sentences.append(duty.window_words.after)
    if duty.due_words:
        sentences.append(duty.due_words.unknown)
    if duty.plan:
        for step in duty.plan.steps:
            yield from step.citations
    for sentence in sentences:
        yield from sentence.citations
    for rule in duty.rules:
        yield from rule.citations
        for window in rule.windows:
            version: Window | None = window
            while version:
                yield from version.citations
                version = version.replaces
