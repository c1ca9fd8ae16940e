"""The circular of 16 December 2020, as a table that a head of school could check."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from calculator import Case, Decision, decide, load_circular
from calculator.model.deciding import BEFORE_PUBLICATION, OUTSIDE_SCHOOL_YEAR, UNUSED_INPUT
from calculator.model.decision import Certification
from calculator.model.sources import Citation
from calculator.model.vocabulary import Nature, Status
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text
from tests.conftest import ROOT

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


def test_the_table_has_every_class() -> None:
    assert len(ROWS) == len(CLASSES)
    assert {row[0] for row in ROWS} == set(CLASSES)


@pytest.mark.parametrize("establishment", ["prive-sous-contrat", "public"])
@pytest.mark.parametrize(
    ("class_level", "duties", "status", "nature", "window", "postponed_to", "paragraphs"), ROWS
)
def test_what_is_asked(
    class_level: str,
    duties: dict[str, str],
    status: str,
    nature: str,
    window: tuple[date, date] | None,
    postponed_to: str | None,
    paragraphs: set[str],
    establishment: str,
) -> None:
    decision = answer(class_level, date(2021, 3, 10), establishment)
    decided = certification(decision)
    assert (decided.status, decided.nature) == (status, nature)
    assert {duty.kind: duty.status for duty in decision.duties} == duties
    assert decided.postponed_to == postponed_to
    # That it is for 3e alone is read from an article that the circular cites.
    of_the_code = {CODE} if class_level in CINQUIEME_QUATRIEME else set()
    assert paragraphs <= cited(decision, only={SOURCE, *of_the_code})
    if window is None:
        assert decided.window is None
        assert decided.windows == ()
    else:
        (seen,) = decided.windows
        assert decided.window == seen
        assert (seen.window.opens, seen.window.closes) == window


@pytest.mark.parametrize("class_level", CLASSES)
def test_a_school_without_contract_is_out_of_scope(class_level: str) -> None:
    decision = answer(class_level, date(2021, 3, 10), "prive-hors-contrat")  # p-1
    decided = certification(decision)
    assert (decided.status, decided.nature) == (Status.OUT_OF_SCOPE, Nature.READING)
    assert decided.window is None
    assert decision.duties == ()
    assert decision.notices == ()
    assert cited(decision) == {"p-1", "objet"}


@pytest.mark.parametrize(("class_level", "window"), WITH_WINDOW)
def test_both_ends_of_a_window_are_inside(class_level: str, window: tuple[date, date]) -> None:
    opens, closes = window
    length = (closes - opens).days
    day = timedelta(days=1)
    expected = {
        opens - day: ("upcoming", 1, None, None),  # the eve
        opens: ("open", None, length, None),  # the first day
        closes: ("open", None, 0, None),  # the last day
        closes + day: ("closed", None, None, 1),  # the day after
    }
    for on, counts in expected.items():
        seen = certification(answer(class_level, on)).window
        assert seen is not None
        found = (seen.state, seen.days_until_open, seen.days_left, seen.days_since_close)
        assert found == counts, on


@pytest.mark.parametrize(
    ("class_level", "on", "state", "days_left", "paragraph"),
    [
        ("3e", "2021-03-07", "upcoming", None, "p-5-calendrier"),
        ("3e", "2021-03-08", "open", 65, "p-5-calendrier"),
        ("3e", "2021-03-10", "open", 63, "p-5-calendrier"),
        ("3e", "2021-05-12", "open", 0, "p-5-calendrier"),
        ("3e", "2021-05-13", "closed", None, "p-5-calendrier"),
        ("3e", "2021-06-25", "closed", None, "p-5-calendrier"),  # a reported change decides nothing
        ("tle-gt", "2021-01-10", "upcoming", None, "p-5-lycee"),
        ("tle-gt", "2021-01-11", "open", 129, "p-5-lycee"),
        ("tle-gt", "2021-05-20", "open", 0, "p-5-lycee"),
        ("tle-gt", "2021-05-21", "closed", None, "p-5-lycee"),
    ],
)
def test_days_left_counted_by_hand(
    class_level: str, on: str, state: str, days_left: int | None, paragraph: str
) -> None:
    window = certification(answer(class_level, date.fromisoformat(on))).window
    assert window is not None
    assert (window.state, window.days_left) == (state, days_left)
    assert [c.paragraph for c in window.window.citations] == [paragraph]


@pytest.mark.parametrize(
    ("class_level", "due"),
    [("3e", COLLEGE[1]), ("3e-prepa-metiers", COLLEGE[1]), ("tle-pro", None)],
)
def test_only_an_obligation_has_a_due_date(class_level: str, due: date | None) -> None:
    duties = {duty.kind: duty for duty in answer(class_level, date(2021, 3, 10)).duties}
    assert duties[CERTIFICATION].due == due
    assert duties[PIX].due is None  # p-3 gives no date


@pytest.mark.parametrize("class_level", CM2_6E)
def test_the_report_makes_a_deadline_and_its_absence_is_said(class_level: str) -> None:
    on = date(2021, 3, 10)
    report = date(2021, 6, 15)
    dated = decide(Case.of(class_level, "public", last_report_date="2021-06-15"), on, CIRCULAR)
    undated = answer(class_level, on)
    (entry,) = (duty for duty in dated.duties if duty.kind == LSU)
    assert entry.due == report
    assert notes_of(dated) == []
    (entry,) = (duty for duty in undated.duties if duty.kind == LSU)
    assert entry.due is None
    assert "ne donne pas de date" in " ".join(notes_of(undated))


def notes_of(decision: Decision) -> list[str]:
    """What the JSON says of the entry in the livret scolaire."""
    (entry,) = (duty for duty in as_dict(decision)["duties"] if duty["kind"] == LSU)
    notes: list[str] = entry["notes"]
    return notes


@pytest.mark.parametrize(("class_level", "window"), WITH_WINDOW)
def test_every_certification_says_it_does_not_count_for_diplomas(
    class_level: str, window: object
) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (notice,) = (n for n in decision.notices if n.kind == "no_effect_on_diplomas")
    assert notice.source == f"{SOURCE}#p-6"
    for diploma in ("DNB", "CFG", "CAP", "baccalauréat", "tout autre diplôme national"):
        assert diploma in notice.text


SEGPA = ["6e-segpa", "5e-segpa", "4e-segpa", "3e-segpa"]
STUDENTS = ["bts-1", "bts-2", "cpge-1", "cpge-2"]
READINGS = [
    # classes, the paragraph cited first, words of the reading, the others that it cites
    (TROISIEME, "p-5-college", "maintenue", {"p-5-prepa-metiers", "p-5-lycee", "p-5-calendrier"}),
    (TROISIEME, "p-5-college", "cycle 4", {CODE}),
    ([*CINQUIEME_QUATRIEME, "6e", "6e-segpa"], "p-5-college", "cycle 4", {CODE}),
    (PREPA_METIERS, "p-5-prepa-metiers", "ni calendrier ni seuil", {"p-5-calendrier"}),
    (LYCEES, "p-5-college", "seuil", set()),
    (LYCEES, "p-5-lycee", "pas l’année d’études", set()),
    (STUDENTS, "p-1", "étudiants de BTS et de CPGE", {"p-3"}),
    (SEGPA, "p-2", "ne nomme pas la SEGPA", {"p-3", "p-5-college"}),
    (CM2_6E, "p-2", "au passif", set()),
]


@pytest.mark.parametrize(
    ("class_level", "paragraph", "words", "others"),
    [(code, *one) for codes, *one in READINGS for code in codes],
)
def test_an_interpretation_says_that_it_is_one(
    class_level: str, paragraph: str, words: str, others: set[str]
) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (notice,) = (n for n in decision.notices if n.kind == "interpretation" and words in n.text)
    assert notice.source == f"{SOURCE}#{paragraph}"
    assert others <= {citation.paragraph or citation.source for citation in notice.citations}
    assert notice.nature is Nature.READING
    assert "notre lecture" in notice.text


@pytest.mark.parametrize("class_level", CLASSES)
def test_a_class_has_the_readings_of_the_table_and_no_other(class_level: str) -> None:
    expected = {words for codes, _, words, _ in READINGS if class_level in codes}
    readings = [n for n in answer(class_level, date(2021, 3, 10)).notices
                if n.nature is Nature.READING]  # fmt: skip
    found = {words for words in expected for notice in readings if words in notice.text}
    assert found == expected
    # « maintenue » and « cycle 4 » are said of 3e in one reading.
    assert len(readings) == len(expected) - (class_level in TROISIEME)


@pytest.mark.parametrize(("class_level", "window"), WITH_WINDOW)
def test_the_reported_change_is_a_notice(class_level: str, window: tuple[date, date]) -> None:
    changes = [
        (notice.source, notice.text)
        for notice in answer(class_level, date(2021, 3, 10)).notices
        if notice.kind == "reported_change"
    ]
    assert changes[0][0] == "pix-pr-2889"
    assert "25 juin 2021" in changes[0][1]
    others = ["le-monde-informatique", "notes-webinaire-2021-03-08"]
    expected = others if window == COLLEGE else []  # they speak of 3e only
    assert [source for source, _ in changes[1:]] == expected


def test_what_became_of_the_obligation_in_3e_changes_neither_status_nor_dates() -> None:
    found = answer("3e", date(2021, 5, 13))
    postponed, conflict = [n for n in found.notices if n.kind == "reported_change"][1:]
    assert "reportée à 2021-2022, en 3e aussi" in postponed.text
    assert "le 20 mai 2021, et non le 12 mai" in conflict.text
    assert found.certification is not None
    assert found.certification.status is Status.MANDATORY
    assert found.certification.window is not None
    assert found.certification.window.window.closes == COLLEGE[1]


@pytest.mark.parametrize("class_level", [*BEFORE_CM2, *CM2_6E, *CINQUIEME_QUATRIEME])
def test_no_change_is_reported_where_nothing_is_due(class_level: str) -> None:
    assert "reported_change" not in kinds(answer(class_level, date(2021, 3, 10)))


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        ("2020-08-31", OUTSIDE_SCHOOL_YEAR),
        ("2020-09-01", BEFORE_PUBLICATION),
        ("2020-12-15", BEFORE_PUBLICATION),
        ("2020-12-16", None),  # the circular's own date
        ("2021-08-31", None),
        ("2021-09-01", OUTSIDE_SCHOOL_YEAR),
        ("2026-11-23", OUTSIDE_SCHOOL_YEAR),
    ],
)
def test_a_day_the_circular_does_not_speak_of_is_said(on: str, kind: str | None) -> None:
    decision = answer("cp", date.fromisoformat(on))
    assert kinds(decision) == ([kind] if kind else [])


def test_a_public_school_is_told_whom_the_letter_addresses() -> None:
    assert "addressees" in kinds(answer("cp", date(2021, 3, 10), "public"))
    assert "addressees" not in kinds(answer("cp", date(2021, 3, 10)))


@pytest.mark.parametrize(
    ("class_level", "establishment", "report", "kind"),
    [
        ("3e", "prive-sous-contrat", "2021-06-15", UNUSED_INPUT),
        ("cm2", "prive-hors-contrat", "2021-06-15", UNUSED_INPUT),
        ("cm2", "prive-sous-contrat", "2022-06-15", OUTSIDE_SCHOOL_YEAR),
        ("cm2", "prive-sous-contrat", "2021-06-15", None),
    ],
)
def test_a_report_date_that_cannot_serve_is_said(
    class_level: str, establishment: str, report: str, kind: str | None
) -> None:
    case = Case.of(class_level, establishment, last_report_date=report)
    found = kinds(decide(case, date(2021, 3, 10), CIRCULAR))
    unexpected = {UNUSED_INPUT, OUTSIDE_SCHOOL_YEAR} - {kind}
    assert kind is None or kind in found
    assert not unexpected & set(found)


def levels(reached: int, at: int = 1) -> dict[str, int]:
    indexes = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4"]
    return dict.fromkeys(indexes[:reached], at) | dict.fromkeys(indexes[reached:], 0)


@pytest.mark.parametrize(
    ("given", "certifiable", "reached", "missing", "not_given"),  # p-5-college
    [
        (levels(0), False, 0, 5, 5),
        (levels(4), False, 4, 1, 5),
        (levels(4, at=8), False, 4, 1, 5),  # higher levels do not make up for competences
        (levels(5), True, 5, 0, 5),
        (levels(11), True, 11, 0, 5),
        ({"5.2": 1}, False, 1, 4, 15),
    ],
)
def test_five_competences_at_level_one_make_a_pupil_certifiable(
    given: dict[str, int], certifiable: bool, reached: int, missing: int, not_given: int
) -> None:
    case = Case.of("3e", "prive-sous-contrat", levels=given)
    profile = certification(decide(case, date(2021, 3, 10), CIRCULAR)).profile
    assert profile is not None
    found = (profile.met, len(profile.reached), profile.missing, profile.not_given)
    assert found == (certifiable, reached, missing, not_given)


def test_without_levels_nothing_is_said_of_the_profile() -> None:
    assert certification(answer("3e", date(2021, 3, 10))).profile is None


def test_every_establishment_is_either_covered_or_not() -> None:
    outside = set(CIRCULAR.vocabulary.establishments) - CIRCULAR.scope.establishments
    assert outside == {"prive-hors-contrat"}  # p-1


@pytest.mark.parametrize(
    ("actor", "begins", "classes", "paragraph"),
    [
        ("chef d’établissement", "Fixer les modalités", [*TROISIEME, *PREPA_METIERS, *LYCEES],
         "p-5-modalites"),
        ("chef d’établissement", "Organiser ou non", LYCEES, "p-5-lycee"),
        ("chef d’établissement", "Choisir quand inscrire",
         [*CINQUIEME_QUATRIEME, *TROISIEME, *PREPA_METIERS, *LYCEES], "p-3"),
        ("équipe pédagogique", "Choisir et accompagner les campagnes",
         [*CINQUIEME_QUATRIEME, *TROISIEME, *PREPA_METIERS, *LYCEES], "p-4"),
        ("équipe pédagogique", "Renseigner dès cette année", CM2_6E, "p-2"),
    ],
)  # fmt: skip
def test_what_is_left_to_be_decided(
    actor: str, begins: str, classes: list[str], paragraph: str
) -> None:
    (left,) = [one for one in CIRCULAR.left_open if one.text.startswith(begins)]
    assert left.actor == actor
    assert left.classes == set(classes)
    assert [c.paragraph for c in left.citations] == [paragraph]


def test_the_teaching_team_prepares_pupils_with_campaigns_of_tests() -> None:
    plan = CIRCULAR.duty(CERTIFICATION).plan
    assert plan is not None
    preparation = plan.step("campaigns")
    assert preparation.actor == "équipe pédagogique"
    assert [c.paragraph for c in preparation.citations] == ["p-4"]


def test_every_paragraph_of_the_circular_has_its_mark() -> None:
    source = CIRCULAR.main_source
    assert source.id == SOURCE
    assert list(source.paragraphs) == [
        "objet",
        *["p-1", "p-2", "p-3", "p-4", "p-5", "p-5-college", "p-5-modalites", "p-5-calendrier"],
        *["p-5-lycee", "p-5-prepa-metiers", "p-6"],
    ]


def test_every_paragraph_has_its_anchor_in_the_text_and_what_a_silence_looked_through_too() -> None:
    """« Concernant la certification Pix… » is a paragraph of its own: it can be cited."""
    page = CIRCULAR.main_source.page
    assert page is not None
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    anchors = re.findall(r"\{[^}]*#([\w-]+)", text)
    assert set(CIRCULAR.main_source.paragraphs) <= set(anchors)
    looked_through = {
        citation
        for rule in CIRCULAR.notices
        if rule.nature is Nature.SILENCE
        for citation in rule.citations
    }
    assert Citation(SOURCE, "p-5") in looked_through


@pytest.mark.parametrize("class_level", [*BEFORE_CM2, *CM2_6E])
def test_a_silence_is_never_told_as_what_a_paragraph_says(class_level: str) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (silence,) = decision.silences
    assert silence.nature is Nature.SILENCE
    assert certification(decision).citations == silence.citations
    text = as_text(decision, width=None)
    assert f"{silence.text} [silence du texte, cherché dans : " in text
    (told,) = (n for n in as_dict(decision)["notices"] if n["nature"] == "silence")
    assert told["text"] == silence.text
    assert as_dict(decision)["certification"]["basis"] == "silence"
