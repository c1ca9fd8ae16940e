"""The classes and the days of the circular of 16 December 2020, and its decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from calculator import Case, Decision, decide, load_circular
from calculator.model.decision import Certification

CIRCULAR = load_circular("nantes-2020-2021")
SOURCE = "circulaire-2020-12-16"
CODE = "code-education-d-121-1"
CLASSES = CIRCULAR.vocabulary.classes

COLLEGE = (date(2021, 3, 8), date(2021, 5, 12))  # p-5-calendrier
LYCEE = (date(2021, 1, 11), date(2021, 5, 20))  # p-5-lycee

BEFORE_CM2 = ["cp", "ce1", "ce2", "cm1"]
CM2_6E = ["cm2", "6e", "6e-segpa"]
CINQUIEME_QUATRIEME = ["5e", "4e", "5e-segpa", "4e-segpa"]
TROISIEME = ["3e", "3e-segpa"]
PREPA_METIERS = ["3e-prepa-metiers"]
LYCEES = [
    *["2de-gt", "1re-gt", "tle-gt", "2de-pro", "1re-pro", "tle-pro"],
    *["cap-1", "cap-2", "bts-1", "bts-2", "cpge-1", "cpge-2"],
]

TRAINING, LSU, PIX, CERTIFICATION = "crcn_training", "lsu_entry", "pix_enrolment", "certification"

TRAINED = {TRAINING: "mandatory"}
ENROLLED = {**TRAINED, PIX: "requested"}

# classes, duties and what is asked of each, status and how it is known, window, postponed to,
# paragraphs that the answer must cite
TABLE: list[tuple[Any, ...]] = [
    (BEFORE_CM2, TRAINED, "not_due", "silence", None, None, {"p-1"}),
    (CM2_6E, {**TRAINED, LSU: "mandatory"}, "not_due", "silence", None, None, {"p-1", "p-2"}),
    (CINQUIEME_QUATRIEME, ENROLLED, "not_due", "reading", None, None, {"p-1", "p-3"}),
    (
        TROISIEME,
        {**ENROLLED, CERTIFICATION: "mandatory"},
        "mandatory",
        "reading",
        COLLEGE,
        None,
        {"p-3", "p-5-college", "p-5-calendrier", "p-5-modalites", "p-5-prepa-metiers"},
    ),
    (
        PREPA_METIERS,
        {**ENROLLED, CERTIFICATION: "mandatory"},
        "mandatory",
        "says",
        COLLEGE,
        None,
        {"p-3", "p-5-prepa-metiers", "p-5-calendrier", "p-5-modalites"},
    ),
    (
        LYCEES,
        {**ENROLLED, CERTIFICATION: "optional"},
        "optional",
        "says",
        LYCEE,
        "2021-2022",
        {"p-3", "p-5-lycee", "p-5-modalites"},
    ),
]
ROWS = [(code, *row) for codes, *row in TABLE for code in codes]
WITH_WINDOW = [(row[0], row[4]) for row in ROWS if row[4]]


def answer(class_level: str, on: date, establishment: str = "prive-sous-contrat") -> Decision:
    return decide(Case.of(class_level, establishment), on, CIRCULAR)


def certification(decision: Decision) -> Certification:
    assert decision.certification is not None
    return decision.certification


def cited(decision: Decision, *, only: set[str] | None = None) -> set[str]:
    """The paragraphs that a status, its windows and the duties rest on."""
    decided = certification(decision)
    citations = [*decided.citations]
    if decided.window:
        citations += decided.window.window.citations
    for duty in decision.duties:
        citations += duty.citations
    assert {citation.source for citation in citations} == (only or {SOURCE})
    return {citation.paragraph for citation in citations}


def kinds(decision: Decision) -> list[str]:
    return [notice.kind for notice in decision.notices]
