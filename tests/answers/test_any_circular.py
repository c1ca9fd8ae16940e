"""Any case of any circular: it is answered everywhere, and its JSON makes the same answer again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator import Case, Circular, decide
from calculator.answers.events import circular_calendar, decision_calendar
from calculator.answers.pupil import answer, sheet
from calculator.answers.school_events import school_calendar
from calculator.model.planning import plan
from calculator.model.school import School, sittings
from calculator.model.sessions import Session
from calculator.model.vocabulary import Status
from calculator.render.as_html import answer_html, sheet_html
from calculator.render.as_jcal import to_jcal
from calculator.render.as_json import as_dict, as_json
from calculator.render.as_text import as_text
from calculator.render.school_html import school_html
from calculator.render.school_text import plan_dict, school_text
from calculator.render.tables import who_is_concerned_html, windows_html
from calculator.render.timeline import timeline_html
from tests.making import SOURCE, VOCABULARY, Json, change, made_up, nantes_json, window

CLASSES = [str(level) for level in VOCABULARY.classes]
KINDS = [str(kind) for kind in VOCABULARY.establishments]
CITES = [
    [f"{SOURCE}#p-1"],
    [f"{SOURCE}#p-5", f"{SOURCE}#p-5-lycee"],
    ["code-education-d-121-1"],
    ["pix-pr-2889", f"{SOURCE}#p-2"],
]
DAYS = st.dates(date(2020, 7, 1), date(2021, 10, 31))
OF_YEAR = st.dates(date(2020, 9, 1), date(2021, 8, 31))
STATUSES = ["mandatory", "requested", "recommended", "optional", "not_due"]
NUMBER = {"key": "note", "type": "number", "label": "Note", "noun": "la note", "minimum": 0,
          "maximum": 20}  # fmt: skip


@st.composite
def spans(draw: st.DrawFn) -> tuple[str | None, str | None]:
    """The first and the last day of a window, each known or not."""
    opens, closes = sorted([draw(OF_YEAR), draw(OF_YEAR)])
    return draw(st.sampled_from([str(opens), None])), draw(st.sampled_from([str(closes), None]))


@st.composite
def windows(draw: st.DrawFn) -> list[Json]:
    """Windows in any order, each with a label, a history and whom to ask, or not."""
    return [
        window(
            *draw(spans()),
            key,
            label=draw(st.sampled_from([None, "Rattrapage"])),
            ask=draw(st.sampled_from([None, "Demandez."])),
            cites=draw(st.sampled_from(CITES)),
            changes=[
                change(str(day), *draw(spans()), cites=draw(st.sampled_from(CITES)))
                for day in sorted(draw(st.sets(OF_YEAR, max_size=2)))
            ],
        )
        for key in draw(st.lists(st.sampled_from(["main", "catch_up", "other"]), unique=True))
    ]


@st.composite
def circulars(draw: st.DrawFn) -> Circular:
    """The circular of Nantes with anything else in it."""

    def anything(data: Json) -> None:
        for duty in data["duties"]:
            duty["leads"] = draw(st.booleans())
            has_windows = duty["window_words"] is not None
            for rule in duty["rules"]:
                rule["status"] = draw(st.sampled_from(STATUSES))
                rule["nature"] = draw(st.sampled_from(["says", "reading"]))
                rule["cites"] = draw(st.sampled_from(CITES))
                rule["windows"] = draw(windows()) if has_windows else []
                rule["due"] = draw(st.none() | OF_YEAR.map(str)) if duty["asks"] is None else None
                rule["establishments"] = draw(
                    st.lists(st.sampled_from(KINDS), min_size=1, unique=True)
                )
            if duty["condition"] and draw(st.booleans()):
                marked = {"competences": 0, "level": 0, "mark": "note", "at_least": 10}
                duty["condition"].update(marked)
        kept = [one for one in data["duties"] if draw(st.integers(0, 4))]
        asked = {one["kind"] for one in kept}
        if "pix_enrolment" not in asked:
            for one in kept:
                one["plan"] = None  # a step of it is that duty
        data["duties"] = kept or data["duties"][-1:]
        data["inputs"].append(NUMBER)
        kinds = {one["kind"] for one in data["duties"]}
        data["notices"] = [
            one
            for one in data["notices"]
            if (one["about"] is None or one["about"] in kinds) and draw(st.booleans())
        ]
        if draw(st.booleans()):
            data["calendar"] = None

    return made_up(anything)


cases = st.fixed_dictionaries(
    {"class_level": st.sampled_from(CLASSES), "establishment": st.sampled_from(KINDS)},
    optional={
        "levels": st.dictionaries(
            st.sampled_from(list(VOCABULARY.competences)), st.sampled_from(VOCABULARY.levels)
        ),
        "last_report_date": DAYS.map(str),
        "note": st.integers(0, 20),
    },
)
PATIENT = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def link(page: str) -> str:
    return f"/{page}"


@PATIENT
@given(circular=circulars(), case=cases, on=DAYS)
def test_any_case_of_any_circular_is_answered_and_survives_its_json(
    circular: Circular, case: dict[str, Any], on: date
) -> None:
    decision = decide(Case.of(**case), on, circular)
    data = json.loads(as_json(decision))
    assert data == as_dict(decision)
    assert decide(Case.of(**data["case"]), date.fromisoformat(data["on"]), circular) == decision
    for found in (answer(decision), sheet(decision)):
        assert found.headline.strip()
        asked = {one.status for one in decision.duties if one.duty.leads}
        assert found.status in asked | {Status.NOT_DUE, Status.OUT_OF_SCOPE}
        # What is not known is never told as what is not asked.
        assert (found.status is Status.OUT_OF_SCOPE) == (not decision.in_scope)
        for reason in found.reasons:
            assert reason.text.strip()
            assert reason.citations
    for text in (as_text(decision), answer_html(decision, link), sheet_html(decision, link)):
        assert "None" not in text
        assert "{" not in text
    calendar = decision_calendar(decision)
    if calendar is not None:
        assert json.dumps(to_jcal(calendar))
        assert len({event.uid for event in calendar.events}) == len(calendar.events)


@PATIENT
@given(
    circular=circulars(),
    classes=st.lists(st.sampled_from(CLASSES), min_size=1, max_size=4),
    kind=st.sampled_from(KINDS),
    chosen=st.lists(st.tuples(st.sampled_from(VOCABULARY.places), OF_YEAR), max_size=3),
    on=DAYS,
)
def test_any_school_is_answered(
    circular: Circular, classes: list[str], kind: str, chosen: list[Any], on: date
) -> None:
    school = School.of(circular, classes, kind)
    made = plan(circular, school, [Session(*one) for one in chosen], on)
    html = school_html(school, made, sittings(circular, school, on), circular, link)
    for text in (html, school_text(school, made, circular)):
        assert "None" not in text
    assert json.dumps(plan_dict(made))
    calendar = school_calendar(school, made, circular)
    if calendar is not None:
        assert len({event.uid for event in calendar.events}) == len(calendar.events)


@PATIENT
@given(circular=circulars(), on=st.none() | DAYS)
def test_any_circular_has_its_tables_its_picture_and_its_calendar(
    circular: Circular, on: date | None
) -> None:
    said = [who_is_concerned_html(circular, link), windows_html([circular], link)]
    assert "None" not in "".join([*said, timeline_html(circular, on)])
    calendar = circular_calendar(circular)
    if calendar is not None:
        assert len({event.uid for event in calendar.events}) == len(calendar.events)


def test_what_is_changed_here_changes_nothing_elsewhere() -> None:
    before = nantes_json()
    made_up(lambda data: data["duties"].clear())
    assert nantes_json() == before
