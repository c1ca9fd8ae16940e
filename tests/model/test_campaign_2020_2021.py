"""The circular of 16 December 2020, as a table that a head of school could check."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from calculator import Case, ClassLevel, Decision, Establishment, decide, load_campaign
from calculator.model.vocabulary import DutyKind, NoticeKind, Status

CAMPAIGN = load_campaign("2020-2021")
CIRCULAR = "circulaire-2020-12-16"

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

# classes, duties, status, window, postponed to, paragraphs that the answer must cite
TABLE = [
    (BEFORE_CM2, {TRAINING}, "not_due", None, None, {"p-1"}),
    (CM2_6E, {TRAINING, LSU}, "not_due", None, None, {"p-1", "p-2"}),
    (CINQUIEME_QUATRIEME, {TRAINING, PIX}, "not_due", None, None, {"p-1", "p-3"}),
    (
        TROISIEME,
        {TRAINING, PIX, CERTIFICATION},
        "mandatory",
        COLLEGE,
        None,
        {"p-3", "p-5-college", "p-5-calendrier", "p-5-modalites"},
    ),
    (
        PREPA_METIERS,
        {TRAINING, PIX, CERTIFICATION},
        "mandatory",
        COLLEGE,
        None,
        {"p-3", "p-5-prepa-metiers", "p-5-calendrier", "p-5-modalites"},
    ),
    (
        LYCEES,
        {TRAINING, PIX, CERTIFICATION},
        "optional",
        LYCEE,
        "2021-2022",
        {"p-3", "p-5-lycee", "p-5-modalites"},
    ),
]
ROWS = [(code, *row) for codes, *row in TABLE for code in codes]
WITH_WINDOW = [(row[0], row[3]) for row in ROWS if row[3]]


def answer(class_level: str, on: date, establishment: str = "prive-sous-contrat") -> Decision:
    return decide(Case.of(class_level, establishment), on, CAMPAIGN)


def cited(decision: Decision) -> set[str]:
    citations = [*decision.certification.citations]
    if decision.certification.window:
        citations += decision.certification.window.window.citations
    for duty in decision.duties:
        citations += duty.citations
    assert {citation.source for citation in citations} == {CIRCULAR}
    return {citation.paragraph for citation in citations}


def kinds(decision: Decision) -> list[NoticeKind]:
    return [notice.kind for notice in decision.notices]


def test_the_table_has_every_class() -> None:
    assert len(ROWS) == len(ClassLevel)
    assert {row[0] for row in ROWS} == set(ClassLevel)


@pytest.mark.parametrize("establishment", ["prive-sous-contrat", "public"])
@pytest.mark.parametrize(
    ("class_level", "duties", "status", "window", "postponed_to", "paragraphs"), ROWS
)
def test_what_is_asked(
    class_level: str,
    duties: set[str],
    status: str,
    window: tuple[date, date] | None,
    postponed_to: str | None,
    paragraphs: set[str],
    establishment: str,
) -> None:
    decision = answer(class_level, date(2021, 3, 10), establishment)
    certification = decision.certification
    assert certification.status == status
    assert {duty.kind.value for duty in decision.duties} == duties
    assert certification.postponed_to == postponed_to
    assert paragraphs <= cited(decision)
    if window is None:
        assert certification.window is None
    else:
        assert certification.window is not None
        assert (certification.window.window.opens, certification.window.window.closes) == window


@pytest.mark.parametrize("class_level", list(ClassLevel))
def test_a_school_without_contract_is_out_of_scope(class_level: ClassLevel) -> None:
    decision = answer(class_level, date(2021, 3, 10), "prive-hors-contrat")  # p-1
    assert decision.certification.status is Status.OUT_OF_SCOPE
    assert decision.certification.window is None
    assert decision.duties == ()
    assert decision.notices == ()
    assert cited(decision) == {"p-1"}


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
        seen = answer(class_level, on).certification.window
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
    window = answer(class_level, date.fromisoformat(on)).certification.window
    assert window is not None
    assert (window.state, window.days_left) == (state, days_left)
    assert [c.paragraph for c in window.window.citations] == [paragraph]


@pytest.mark.parametrize(
    ("class_level", "due"),
    [("3e", COLLEGE[1]), ("3e-prepa-metiers", COLLEGE[1]), ("tle-pro", None)],
)
def test_only_an_obligation_has_a_due_date(class_level: str, due: date | None) -> None:
    duties = {duty.kind: duty for duty in answer(class_level, date(2021, 3, 10)).duties}
    assert duties[DutyKind.CERTIFICATION].due == due
    assert duties[DutyKind.PIX_ENROLMENT].due is None  # p-3 gives no date


@pytest.mark.parametrize("class_level", CM2_6E)
def test_the_report_makes_a_deadline_and_its_absence_is_said(class_level: str) -> None:
    on = date(2021, 3, 10)
    report = date(2021, 6, 15)
    dated = decide(Case.of(class_level, "public", last_report_date="2021-06-15"), on, CAMPAIGN)
    undated = answer(class_level, on)
    (entry,) = (duty for duty in dated.duties if duty.kind is DutyKind.LSU_ENTRY)
    assert (entry.due, entry.notes) == (report, ())
    (entry,) = (duty for duty in undated.duties if duty.kind is DutyKind.LSU_ENTRY)
    assert entry.due is None
    assert "ne donne pas de date" in " ".join(entry.notes)


@pytest.mark.parametrize(("class_level", "window"), WITH_WINDOW)
def test_every_certification_says_it_does_not_count_for_diplomas(
    class_level: str, window: object
) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (notice,) = (n for n in decision.notices if n.kind is NoticeKind.NO_EFFECT_ON_DIPLOMAS)
    assert notice.source == f"{CIRCULAR}#p-6"
    for diploma in ("DNB", "CFG", "CAP", "baccalauréat", "tout autre diplôme national"):
        assert diploma in notice.text


@pytest.mark.parametrize(
    ("class_level", "paragraph", "words"),
    [
        *[(code, "p-5-college", "cycle 4") for code in (*TROISIEME, *CINQUIEME_QUATRIEME)],
        ("6e", "p-5-college", "cycle 4"),
        ("3e-prepa-metiers", "p-5-prepa-metiers", "ni calendrier ni seuil"),
        ("tle-gt", "p-5-college", "seuil"),
    ],
)
def test_an_interpretation_says_that_it_is_one(
    class_level: str, paragraph: str, words: str
) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (notice,) = (n for n in decision.notices if n.kind is NoticeKind.INTERPRETATION)
    assert notice.source == f"{CIRCULAR}#{paragraph}"
    assert words in notice.text
    assert "notre lecture" in notice.text


@pytest.mark.parametrize(("class_level", "window"), WITH_WINDOW)
def test_the_reported_change_is_a_notice(class_level: str, window: tuple[date, date]) -> None:
    changes = [
        (notice.source, notice.text)
        for notice in answer(class_level, date(2021, 3, 10)).notices
        if notice.kind is NoticeKind.REPORTED_CHANGE
    ]
    assert changes[0][0] == "pix-pr-2889"
    assert "25 juin 2021" in changes[0][1]
    has_witness = [source for source, _ in changes] == ["pix-pr-2889", "restez-curieux"]
    assert has_witness == (window == COLLEGE)  # the witness speaks of 3e only


@pytest.mark.parametrize("class_level", [*BEFORE_CM2, *CM2_6E, *CINQUIEME_QUATRIEME])
def test_no_change_is_reported_where_nothing_is_due(class_level: str) -> None:
    assert NoticeKind.REPORTED_CHANGE not in kinds(answer(class_level, date(2021, 3, 10)))


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        ("2020-08-31", NoticeKind.OUTSIDE_SCHOOL_YEAR),
        ("2020-09-01", NoticeKind.BEFORE_PUBLICATION),
        ("2020-12-15", NoticeKind.BEFORE_PUBLICATION),
        ("2020-12-16", None),  # the circular's own date
        ("2021-08-31", None),
        ("2021-09-01", NoticeKind.OUTSIDE_SCHOOL_YEAR),
        ("2026-11-23", NoticeKind.OUTSIDE_SCHOOL_YEAR),
    ],
)
def test_a_day_the_circular_does_not_speak_of_is_said(on: str, kind: NoticeKind | None) -> None:
    decision = answer("cp", date.fromisoformat(on))
    assert kinds(decision) == ([kind] if kind else [])


def test_a_public_school_is_told_whom_the_letter_addresses() -> None:
    assert NoticeKind.ADDRESSEES in kinds(answer("cp", date(2021, 3, 10), "public"))
    assert NoticeKind.ADDRESSEES not in kinds(answer("cp", date(2021, 3, 10)))


@pytest.mark.parametrize(
    ("class_level", "establishment", "report", "kind"),
    [
        ("3e", "prive-sous-contrat", "2021-06-15", NoticeKind.UNUSED_INPUT),
        ("cm2", "prive-hors-contrat", "2021-06-15", NoticeKind.UNUSED_INPUT),
        ("cm2", "prive-sous-contrat", "2022-06-15", NoticeKind.OUTSIDE_SCHOOL_YEAR),
        ("cm2", "prive-sous-contrat", "2021-06-15", None),
    ],
)
def test_a_report_date_that_cannot_serve_is_said(
    class_level: str, establishment: str, report: str, kind: NoticeKind | None
) -> None:
    case = Case.of(class_level, establishment, last_report_date=report)
    found = kinds(decide(case, date(2021, 3, 10), CAMPAIGN))
    unexpected = {NoticeKind.UNUSED_INPUT, NoticeKind.OUTSIDE_SCHOOL_YEAR} - {kind}
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
    profile = decide(case, date(2021, 3, 10), CAMPAIGN).certification.certifiability
    assert profile is not None
    found = (profile.certifiable, len(profile.reached), profile.missing, profile.not_given)
    assert found == (certifiable, reached, missing, not_given)


def test_without_levels_nothing_is_said_of_the_profile() -> None:
    assert answer("3e", date(2021, 3, 10)).certification.certifiability is None


def test_every_establishment_is_either_covered_or_not() -> None:
    outside = set(Establishment) - CAMPAIGN.scope.establishments
    assert outside == {Establishment.PRIVE_HORS_CONTRAT}  # p-1


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
    (left,) = [one for one in CAMPAIGN.left_open if one.text.startswith(begins)]
    assert left.actor == actor
    assert left.classes == {ClassLevel(code) for code in classes}
    assert [c.paragraph for c in left.citations] == [paragraph]


def test_the_teaching_team_prepares_pupils_with_campaigns_of_tests() -> None:
    assert CAMPAIGN.preparation is not None
    assert CAMPAIGN.preparation.actor == "équipe pédagogique"
    assert [c.paragraph for c in CAMPAIGN.preparation.citations] == ["p-4"]
