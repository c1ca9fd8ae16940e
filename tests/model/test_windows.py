"""When: several windows, one that changed, one that is not known, for one kind of school."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import Case, Circular, decide
from calculator.model.deciding import window_on
from calculator.model.decision import Certification, WindowOn
from calculator.model.duties import Window
from calculator.model.planning import plan
from calculator.model.school import School, deadlines, decide_for_school, school_duties, sittings
from calculator.model.sessions import Session
from calculator.model.vocabulary import WindowState
from calculator.render.as_json import as_dict
from tests.making import (
    CATCH_UP,
    MAIN,
    VOCABULARY,
    Json,
    change,
    made_up,
    rule,
    window,
    with_windows,
)

PLACES = {str(place): place for place in VOCABULARY.places}
TWO = made_up(with_windows("3e", MAIN, CATCH_UP))
REVERSED = made_up(with_windows("3e", CATCH_UP, MAIN))
CHANGED = made_up(
    with_windows(
        "3e",
        window(
            "2021-03-08",
            "2021-05-12",
            changes=[
                change("2021-04-07", "2021-03-08", "2021-06-25", cites=["pix-pr-2889"]),
                change("2021-06-01", "2021-03-08", "2021-06-11"),
            ],
        ),
    )
)


def decided(
    circular: Circular, on: str, establishment: str = "prive-sous-contrat", class_level: str = "3e"
) -> Certification:
    case = Case.of(class_level, establishment)
    found = decide(case, date.fromisoformat(on), circular).certification
    assert found is not None
    return found


def counting(circular: Circular, on: str) -> WindowOn:
    found = decided(circular, on).window
    assert found is not None
    return found


# --- Several windows --------------------------------------------------------------------------


@pytest.mark.parametrize("circular", [TWO, REVERSED], ids=["in order", "reversed"])
@pytest.mark.parametrize(
    ("on", "key", "state", "days"),
    [
        ("2021-03-07", "main", "upcoming", (1, None, None)),
        ("2021-03-08", "main", "open", (None, 65, None)),
        ("2021-05-12", "main", "open", (None, 0, None)),
        ("2021-05-13", "catch_up", "upcoming", (19, None, None)),
        ("2021-05-31", "catch_up", "upcoming", (1, None, None)),
        ("2021-06-01", "catch_up", "open", (None, 4, None)),
        ("2021-06-05", "catch_up", "open", (None, 0, None)),
        ("2021-06-06", "catch_up", "closed", (None, None, 1)),
    ],
)
def test_the_window_that_counts_is_the_open_one_else_the_next_else_the_last(
    circular: Circular, on: str, key: str, state: str, days: tuple[int | None, ...]
) -> None:
    seen = counting(circular, on)
    assert (seen.window.key, seen.state) == (key, state)
    assert (seen.days_until_open, seen.days_left, seen.days_since_close) == days
    assert {one.window.key for one in decided(circular, on).windows} == {"main", "catch_up"}


def test_json_has_all_the_windows_and_the_one_that_counts() -> None:
    data = as_dict(decide(Case.of("3e", "public"), date(2021, 5, 20), TWO))["certification"]
    assert [(w["key"], w["label"], w["opens"]) for w in data["windows"]] == [
        ("main", None, "2021-03-08"),
        ("catch_up", "Rattrapage", "2021-06-01"),
    ]
    assert data["window"] == data["windows"][1]


@pytest.mark.parametrize(
    ("on", "obstacle"),
    [
        ("2021-03-10", None),
        ("2021-05-20", "not_yet"),  # between the two
        ("2021-06-02", None),
        ("2021-06-08", "too_late"),
    ],
)
def test_a_class_can_sit_within_each_window(on: str, obstacle: str | None) -> None:
    school = School.of(TWO, ["3e"], "public")
    (sitting,) = sittings(TWO, school, date.fromisoformat(on)).sittings
    assert sitting.obstacle == obstacle


def test_each_window_has_its_deadlines() -> None:
    school = School.of(TWO, ["3e"], "public")
    (duty, *_) = school_duties(decide_for_school(school, date(2021, 5, 10), TWO))
    ahead = deadlines(duty)
    assert [(one.day.isoformat(), one.kind) for one in ahead] == [
        ("2021-03-08", "opens"),
        ("2021-05-12", "closes"),
        ("2021-06-01", "opens"),
        ("2021-06-05", "closes"),
    ]


@pytest.mark.parametrize(
    ("day", "cautions"), [("2021-06-02", []), ("2021-05-25", ["outside_window"])]
)
def test_a_session_can_be_held_in_each_window(day: str, cautions: list[str]) -> None:
    school = School.of(TWO, ["3e"], "public")
    sessions = [Session(PLACES["college"], date.fromisoformat(day))]
    (checked,) = plan(TWO, school, sessions, date(2021, 1, 4)).sessions
    assert [caution.value for caution in checked.cautions] == cautions


# --- A window that changed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "closes", "state", "paragraph"),
    [
        ("2021-03-10", "2021-05-12", "open", "circulaire-2020-12-16#p-5-calendrier"),
        ("2021-04-06", "2021-05-12", "open", "circulaire-2020-12-16#p-5-calendrier"),  # the eve
        ("2021-04-07", "2021-06-25", "open", "pix-pr-2889"),
        ("2021-05-13", "2021-06-25", "open", "pix-pr-2889"),  # it would have been closed
        ("2021-05-31", "2021-06-25", "open", "pix-pr-2889"),
        ("2021-06-01", "2021-06-11", "open", "circulaire-2020-12-16#p-5-calendrier"),
        ("2021-06-12", "2021-06-11", "closed", "circulaire-2020-12-16#p-5-calendrier"),
    ],
)
def test_an_answer_says_what_was_known_on_its_day(
    on: str, closes: str, state: str, paragraph: str
) -> None:
    seen = counting(CHANGED, on)
    assert seen.window.closes == date.fromisoformat(closes)
    assert seen.state == state
    assert [str(citation) for citation in seen.window.citations] == [paragraph]
    (duty, *_) = decide(Case.of("3e", "public"), date.fromisoformat(on), CHANGED).duties
    assert duty.due == date.fromisoformat(closes)


@pytest.mark.parametrize(
    ("on", "day", "cautions", "without"),
    [
        ("2021-04-06", "2021-06-02", ["outside_window"], ["3e"]),
        ("2021-04-07", "2021-06-02", [], []),
        ("2021-05-31", "2021-06-22", [], []),
        ("2021-06-01", "2021-06-22", ["outside_window"], ["3e"]),
    ],
)
def test_a_plan_goes_by_what_was_known_on_its_day(
    on: str, day: str, cautions: list[str], without: list[str]
) -> None:
    school = School.of(CHANGED, ["3e"], "public")
    sessions = [Session(PLACES["college"], date.fromisoformat(day))]
    made = plan(CHANGED, school, sessions, date.fromisoformat(on))
    assert [caution.value for caution in made.sessions[0].cautions] == cautions
    assert list(made.without_session) == without


# --- A window that is not known ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes", "on", "state", "days"),
    [
        (None, None, "2021-03-10", "unknown", (None, None, None)),
        ("2021-03-08", None, "2021-03-07", "upcoming", (1, None, None)),
        ("2021-03-08", None, "2021-03-08", "unknown", (None, None, None)),
        (None, "2021-05-12", "2021-05-12", "unknown", (None, None, None)),
        (None, "2021-05-12", "2021-05-13", "closed", (None, None, 1)),
    ],
)
def test_what_is_not_known_is_never_made_up(
    opens: str | None, closes: str | None, on: str, state: str, days: tuple[int | None, ...]
) -> None:
    unknown = made_up(with_windows("3e", window(opens, closes, ask="Demandez à l’académie.")))
    seen = counting(unknown, on)
    assert seen.state == state
    assert (seen.days_until_open, seen.days_left, seen.days_since_close) == days
    assert decided(unknown, on).status == "mandatory"
    data = as_dict(decide(Case.of("3e", "public"), date.fromisoformat(on), unknown))
    told = data["certification"]["window"]
    assert (told["opens"], told["closes"], told["state"]) == (opens, closes, state)
    assert told["ask"] == "Demandez à l’académie."


def test_a_session_in_a_window_that_is_not_known_is_to_be_checked_and_is_one() -> None:
    unknown = made_up(with_windows("3e", window(None, None)))
    school = School.of(unknown, ["3e"], "public")
    made = plan(unknown, school, [Session(PLACES["college"], date(2021, 3, 18))], date(2021, 1, 4))
    assert [caution.value for caution in made.sessions[0].cautions] == ["unknown_window"]
    assert made.without_session == ()
    (sitting,) = sittings(unknown, school, date(2021, 3, 18)).sittings
    assert sitting.obstacle == "unknown"


def test_a_window_that_becomes_known_is_known_from_then_on() -> None:
    later = window(None, None, changes=[change("2021-02-01", "2021-03-08", "2021-05-12")])
    circular = made_up(with_windows("3e", later))
    assert counting(circular, "2021-01-31").state == "unknown"
    assert counting(circular, "2021-02-01").days_until_open == 35


# --- By kind of school ------------------------------------------------------------------------


def by_kind(data: Json) -> None:
    """Other days for public schools, and nothing for 3e SEGPA in the others."""
    rules = next(d["rules"] for d in data["duties"] if d["kind"] == "certification")
    private = rule(data, "certification", "3e")
    public = {**private, "establishments": ["public"]}
    public["windows"] = [window("2021-04-06", "2021-04-09")]
    private["establishments"] = ["prive-sous-contrat"]
    private["classes"] = ["3e"]
    rules.append(public)


BY_KIND = made_up(by_kind)


@pytest.mark.parametrize(
    ("class_level", "establishment", "status", "closes"),
    [
        ("3e", "public", "mandatory", "2021-04-09"),
        ("3e-segpa", "public", "mandatory", "2021-04-09"),
        ("3e", "prive-sous-contrat", "mandatory", "2021-05-12"),
        ("3e-segpa", "prive-sous-contrat", "not_due", None),
        ("3e", "prive-hors-contrat", "out_of_scope", None),
    ],
)
def test_a_rule_is_for_its_kinds_of_school(
    class_level: str, establishment: str, status: str, closes: str | None
) -> None:
    found = decided(BY_KIND, "2021-04-07", establishment, class_level)
    assert found.status == status
    assert (str(found.window.window.closes) if found.window else None) == closes


# --- Any window -------------------------------------------------------------------------------

OF_YEAR = st.dates(date(2020, 9, 1), date(2021, 8, 31))


@st.composite
def any_window(draw: st.DrawFn) -> Window:
    """A window with a history, whose days are known or not."""
    made = None
    for known_from in [None, *sorted(draw(st.sets(OF_YEAR, max_size=3)))]:
        opens, closes = sorted([draw(OF_YEAR), draw(OF_YEAR)])
        first = draw(st.sampled_from([opens, None]))
        last = draw(st.sampled_from([closes, None]))
        made = Window("main", None, first, last, (), known_from, replaces=made)
    assert made is not None
    return made


@given(made=any_window(), on=OF_YEAR)
def test_where_a_day_stands_is_never_contradicted_by_what_is_known(made: Window, on: date) -> None:
    seen = window_on(made, on)
    opens, closes = seen.window.opens, seen.window.closes
    assert seen.window.known_from is None or seen.window.known_from <= on
    expected = {
        WindowState.UPCOMING: opens is not None and on < opens,
        WindowState.CLOSED: closes is not None and on > closes,
        WindowState.OPEN: opens is not None and closes is not None and opens <= on <= closes,
    }
    states = [state for state, is_so in expected.items() if is_so]
    assert states in ([seen.state], [])
    assert bool(states) == (seen.state is not WindowState.UNKNOWN)


@given(made=any_window(), on=OF_YEAR)
def test_the_eve_of_a_change_knows_nothing_of_it(made: Window, on: date) -> None:
    known = made.known_on(on)
    if known.known_from and known.replaces:
        eve = known.known_from - timedelta(days=1)
        assert made.known_on(eve) != known or known.replaces.known_from == known.known_from
        assert made.known_on(known.known_from) is known
