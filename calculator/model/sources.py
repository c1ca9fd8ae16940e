"""What a circular rests on: its texts, the paragraphs that are cited, whom they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from calculator.model.vocabulary import (
    Authority,
    Establishment,
    Nature,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that says something.

    Attributes:
        id: Its key, the part of a citation before `#`.
        authority: How much weight it has.
        title: Its full title, in French.
        short_title: The title used in links.
        published: The day it was published.
        page: The page of the site that holds its full text, when there is one (`docs/`-relative).
        url: Its address on the web, when there is one.
        paragraphs: The mark that a person reads for each paragraph id ("p-3" → "§ 3").
    """

    id: str
    authority: Authority
    title: str
    short_title: str
    published: date
    page: str | None
    url: str | None
    paragraphs: Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A paragraph of a source, or a whole source; `str()` gives `source#paragraph`, `source`."""

    source: str
    paragraph: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """Make a citation of its text."""
        source, _, paragraph = text.partition("#")
        return cls(source, paragraph)

    def __str__(self) -> str:
        """Give the form used in files and in JSON."""
        return f"{self.source}#{self.paragraph}" if self.paragraph else self.source


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that a text says, that we read in it, or that it does not say.

    Attributes:
        text: The French sentence.
        citations: The paragraphs that say it, or where it was looked for.
        nature: Which of the three it is.
        window: The key of the window that it is about, if it is about one of its rule.
    """

    text: str
    citations: tuple[Citation, ...]
    nature: Nature = Nature.SAYS
    window: str | None = None


@dataclass(frozen=True, slots=True)
class EasyWords:
    """What a duty is in easy-to-read French: short sentences, an idea each.

    Attributes:
        about: What it is.
        todo: Who does what, by status.
        progress: Who helps a pupil who does not meet its condition.
        undated: What is known of its date, where it has neither windows nor a day.
        ask: Whom to ask, when its days are not known.
        after: What is known of what follows its last day.
        windows: What the name of a window means, by its key.
        verify: Where to verify what is not sure.
    """

    about: Sequence[str]
    todo: Mapping[str, str]
    progress: str | None
    undated: Sequence[str]
    ask: str | None
    after: Sequence[str]
    windows: Mapping[str, Sequence[str]]
    verify: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """The kinds of school that a circular covers, and what is said to the others.

    Attributes:
        establishments: The kinds covered.
        citations: The paragraphs that say so.
        nature: Whether the text says it, or we read it there.
        headline: What is said first to a school outside, in French.
        sentence: Why, in French; `{establishment}` is the label of the kind.
        nothing: What is said where a whole school is outside, in French.
        not_applicable: How a pupil's situation is named there (« circulaire non applicable »).
    """

    establishments: frozenset[Establishment]
    citations: tuple[Citation, ...]
    nature: Nature
    headline: str
    sentence: str
    nothing: str
    not_applicable: str


@dataclass(frozen=True, slots=True)
class TextWords:
    """How the text is named inside our sentences: « la circulaire », « de la circulaire »…."""

    name: str
    of: str
    this: str
