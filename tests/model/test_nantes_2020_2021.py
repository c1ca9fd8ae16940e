"""The circular of 16 December 2020, as a table that a head of school could check."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from calculator import Case, Decision, decide
from calculator.model.deciding import BEFORE_PUBLICATION, OUTSIDE_SCHOOL_YEAR, UNUSED_INPUT
from calculator.model.vocabulary import Nature, Status
from calculator.render.as_json import as_dict
from tests.model.nantes_2020_2021 import (
    CERTIFICATION,
    CINQUIEME_QUATRIEME,
    CIRCULAR,
    CLASSES,
    CM2_6E,
    CODE,
    COLLEGE,
    LSU,
    PIX,
    ROWS,
    SOURCE,
    WITH_WINDOW,
    answer,
    certification,
    cited,
    kinds,
)


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
