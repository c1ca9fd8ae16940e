"""What holds for every case, every day: found by trying, not by listing."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from calculator import Case, ClassLevel, Establishment, decide, load_campaign
from calculator.model.vocabulary import COMPETENCES, LEVELS, Status, WindowState
from calculator.render.as_json import as_dict, as_json

CAMPAIGN = load_campaign("2020-2021")

OF_OUR_TIME = st.dates(date(1900, 1, 1), date(2199, 12, 31))

levels = st.dictionaries(st.sampled_from(list(COMPETENCES)), st.sampled_from(LEVELS))
cases = st.builds(
    Case.of,
    class_level=st.sampled_from(ClassLevel),
    establishment=st.sampled_from(Establishment),
    levels=st.none() | levels,
    last_report_date=st.none() | OF_OUR_TIME,
)
days = OF_OUR_TIME | st.dates(date(2020, 12, 1), date(2021, 7, 1))


@given(case=cases, on=days)
def test_state_and_counts_agree(case: Case, on: date) -> None:
    window = decide(case, on, CAMPAIGN).certification.window
    if window is None:
        return
    opens, closes = window.window.opens, window.window.closes
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


@given(case=cases, on=days)
def test_a_window_exists_exactly_when_a_certification_does(case: Case, on: date) -> None:
    certification = decide(case, on, CAMPAIGN).certification
    assert (certification.window is not None) == certification.exists
    assert certification.citations


@given(case=cases, on=days)
def test_the_day_changes_no_duty_and_no_status(case: Case, on: date) -> None:
    then, now = decide(case, on, CAMPAIGN), decide(case, date(2021, 3, 10), CAMPAIGN)
    assert then.duties == now.duties
    assert then.certification.status == now.certification.status


@given(
    given_levels=levels, index=st.sampled_from(list(COMPETENCES)), raised=st.sampled_from(LEVELS)
)
def test_raising_a_level_never_makes_a_pupil_less_certifiable(
    given_levels: dict[str, int], index: str, raised: int
) -> None:
    higher = {**given_levels, index: max(raised, given_levels.get(index, 0))}
    before, after = (
        decide(Case.of("3e", "public", some), date(2021, 3, 10), CAMPAIGN).certification
        for some in (given_levels or {"1.1": 0}, higher)
    )
    assert before.certifiability is not None
    assert after.certifiability is not None
    assert after.certifiability.certifiable >= before.certifiability.certifiable
    assert after.certifiability.missing <= before.certifiability.missing


@given(case=cases, on=days)
def test_a_profile_is_certifiable_exactly_when_nothing_is_missing(case: Case, on: date) -> None:
    profile = decide(case, on, CAMPAIGN).certification.certifiability
    assert (profile is None) == (case.levels is None)
    if profile is not None:
        assert profile.certifiable == (profile.missing == 0) == (len(profile.reached) >= 5)
        assert len(profile.reached) + profile.missing >= 5


@given(case=cases, on=days)
def test_json_says_everything_and_makes_the_same_decision_again(case: Case, on: date) -> None:
    decision = decide(case, on, CAMPAIGN)
    read = json.loads(as_json(decision))
    assert read == as_dict(decision)
    again = decide(
        Case.of(**read["case"]), date.fromisoformat(read["on"]), load_campaign(read["campaign"])
    )
    assert again == decision


@given(case=cases, on=days)
def test_a_certification_status_that_exists_is_a_duty(case: Case, on: date) -> None:
    decision = decide(case, on, CAMPAIGN)
    is_duty = any(duty.kind == "certification" for duty in decision.duties)
    assert is_duty == decision.certification.exists
    if decision.certification.status is Status.OUT_OF_SCOPE:
        assert decision.duties == ()
