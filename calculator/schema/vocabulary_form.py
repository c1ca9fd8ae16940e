"""The form of `vocabulary.toml`, as models. What no schema can say of it is in `checking`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from calculator.schema.fields import AnyStatus, Code, Form, Text


class PlaceForm(Form, kw_only=True):
    """Where sessions can be held.

    Attributes:
        where: The label with its preposition: « au collège ».
    """

    code: Code
    label: Text
    where: Text


class StageForm(Form, kw_only=True):
    """Where classes belong in schooling.

    Attributes:
        named_as_one: How all its classes are named together: « toutes les classes de lycée ».
        places: Where the sessions of its classes are held.
    """

    code: Code
    label: Text
    named_as_one: Text | None = None
    places: list[Code] = []


class ClassForm(Form, kw_only=True):
    """A class.

    Attributes:
        places: Where its sessions can be held, when it is not as for its stage.
    """

    label: Text
    stage: Code
    places: list[Code] | None = None


class DomainForm(Form, kw_only=True):
    """A domain of a framework, and its competences in order."""

    name: Text
    competences: Annotated[list[Text], Meta(min_length=1)]


class CompetencesForm(Form, kw_only=True):
    """A framework of competences; levels go from 0.

    Attributes:
        label: What the levels are called in forms: « Niveaux Pix ».
    """

    label: Text = "Niveaux"
    highest_level: Annotated[int, Meta(ge=0, le=20)] = 0
    domains: list[DomainForm] = []


class StatusForm(Form, kw_only=True):
    """How a status is said of a masculine and of a feminine noun."""

    masculine: Text
    feminine: Text
    masculine_sentence: Text
    feminine_sentence: Text


class NoticeKindForm(Form, kw_only=True):
    """A kind of notice.

    Attributes:
        reported: Whether it tells what only a reported source says.
    """

    label: Text
    reported: bool = False


class VocabularyForm(Form, kw_only=True):
    """The words that the circulars of a site share: `vocabulary.toml`.

    Attributes:
        classes: The classes by code, in the order of schooling.
        establishments: The kinds of school by code.
        statuses: How each status is said, where the usual words do not do.
        notices: The kinds of notices, in the order in which they are shown.
    """

    places: list[PlaceForm] = []
    stages: Annotated[list[StageForm], Meta(min_length=1)]
    classes: Annotated[dict[Code, ClassForm], Meta(min_length=1)]
    establishments: Annotated[dict[Code, Text], Meta(min_length=1)]
    competences: CompetencesForm = msgspec.field(default_factory=CompetencesForm)
    statuses: dict[AnyStatus, StatusForm] = {}
    notices: dict[Code, NoticeKindForm] = {}
