"""What holds for every case, every day: found by trying, not by listing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from calculator import Case, decide, load_circular
from calculator.model.decision import Certification
from calculator.model.vocabulary import Status, WindowState
from calculator.render.as_json import as_dict, as_json

CIRCULAR = load_circular("nantes-2020-2021")
COMPETENCES = list(CIRCULAR.vocabulary.competences)
LEVELS = CIRCULAR.vocabulary.levels

OF_OUR_TIME = st.dates(date(1900, 1, 1), date(2199, 12, 31))

levels = st.dictionaries(st.sampled_from(COMPETENCES), st.sampled_from(LEVELS))
cases = st.builds(
    Case.of,
    class_level=st.sampled_from(CIRCULAR.vocabulary.classes),
    establishment=st.sampled_from(CIRCULAR.vocabulary.establishments),
    levels=st.none() | levels,
    last_report_date=st.none() | OF_OUR_TIME,
)
days = OF_OUR_TIME | st.dates(date(2020, 12, 1), date(2021, 7, 1))


def certification(case: Case, on: date) -> Certification:
    decided = decide(case, on, CIRCULAR).certification
    assert decided is not None
    return decided


@given(case=cases, on=days)
def test_state_and_counts_agree(case: Case, on: date) -> None:
    window = certification(case, on).window
    if window is None:
        return
    assert window.window.days is not None
    opens, closes = window.window.days
    counts = (window.days_until_open, window.days_left, window.days_since_close)
    match window.state:
        case WindowState.UPCOMING:
            assert on < opens
            assert counts == ((opens - on).days, None, None)
        case WindowState.OPEN:
            assert opens <= on <= closes
            assert counts == (None, (closes - on).days, None)
        case WindowState.CLOSED:
            assert on > closes
            assert counts == (None, None, (on - closes).days)
        case WindowState.UNKNOWN:
            raise AssertionError("its days are known")


@given(case=cases, on=days)
def test_a_window_exists_exactly_when_a_certification_does(case: Case, on: date) -> None:
    decided = certification(case, on)
    assert (decided.window is not None) == decided.exists
    assert decided.window in (decided.windows or (None,))
    assert decided.citations


@given(case=cases, on=days)
def test_the_day_changes_no_duty_and_no_status(case: Case, on: date) -> None:
    then, now = decide(case, on, CIRCULAR), decide(case, date(2021, 3, 10), CIRCULAR)
    # Where a day stands against a window is all that may differ.
    undated = [[replace(duty, windows=()) for duty in some.duties] for some in (then, now)]
    windows = [[w.window for d in some.duties for w in d.windows] for some in (then, now)]
    assert undated[0] == undated[1]
    assert windows[0] == windows[1]
    assert certification(case, on).status == certification(case, date(2021, 3, 10)).status


@given(given_levels=levels, index=st.sampled_from(COMPETENCES), raised=st.sampled_from(LEVELS))
def test_raising_a_level_never_makes_a_pupil_less_certifiable(
    given_levels: dict[str, int], index: str, raised: int
) -> None:
    higher = {**given_levels, index: max(raised, given_levels.get(index, 0))}
    before, after = (
        certification(Case.of("3e", "public", some), date(2021, 3, 10)).profile
        for some in (given_levels or {"1.1": 0}, higher)
    )
    assert before is not None
    assert after is not None
    assert after.met >= before.met
    assert after.missing <= before.missing


@given(case=cases, on=days)
def test_a_profile_is_certifiable_exactly_when_nothing_is_missing(case: Case, on: date) -> None:
    profile = certification(case, on).profile
    assert (profile is None) == (case.levels is None)
    if profile is not None:
        assert profile.met == (profile.missing == 0) == (len(profile.reached) >= 5)
        assert len(profile.reached) + profile.missing >= 5


@given(case=cases, on=days)
def test_json_says_everything_and_makes_the_same_decision_again(case: Case, on: date) -> None:
    decision = decide(case, on, CIRCULAR)
    read = json.loads(as_json(decision))
    assert read == as_dict(decision)
    again = decide(
        Case.of(**read["case"]), date.fromisoformat(read["on"]), load_circular(read["circular"])
    )
    assert again == decision


@given(case=cases, on=days)
def test_a_certification_status_that_exists_is_a_duty(case: Case, on: date) -> None:
    decision = decide(case, on, CIRCULAR)
    is_duty = any(duty.kind == "certification" for duty in decision.duties)
    decided = certification(case, on)
    assert is_duty == decided.exists
    if decided.status is Status.OUT_OF_SCOPE:
        assert decision.duties == ()
