"""Plays what people do with the rules and the views; runs in any Python, the site's own included.

Each scenario is a question as a page, a command or a library's user asks it, over the circular that
the site carries and over others made up. Beside the package, it imports only what the package does,
so that nothing is there for its own sake.
"""

from __future__ import annotations

import copy
import dataclasses
import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice, product
from typing import Any

import calculator
from calculator import Case, Circular, Circulars, decide, load_circular
from calculator.answers import events, references, words
from calculator.answers.pupil import answer, sheet
from calculator.ask import pupil as pupil_page
from calculator.ask import school as school_page
from calculator.lists.errors import NotAList
from calculator.lists.merging import merge
from calculator.model import planning, school
from calculator.model.deciding import window_on
from calculator.model.errors import Fault, InvalidCase, MalformedCircular
from calculator.model.library import circulars_from
from calculator.model.sessions import Session
from calculator.model.sources import Citation
from calculator.model.vocabulary import StatusWords
from calculator.render import as_html, tables
from calculator.render.as_jcal import to_jcal
from calculator.render.as_json import as_json
from calculator.render.as_text import as_text
from calculator.render.glance import glance_html
from calculator.render.school_text import plan_json, school_text
from calculator.render.timeline import timeline_html
from tests.site.walk_files import PLAIN
from tests.site.walk_lists import of_lists, read_as, told_of

Call = Callable[[], object]

OURS = (InvalidCase, MalformedCircular, NotAList)
WRONG: tuple[object, ...] = (
    *(None, "9999-12-31", 0, 3.5, b"3e", "", "x" * 300, "\0é", [], {}, {"1.1": 1}),
    datetime(2021, 3, 10, 8),
)
"""Values of every type, none of which is right anywhere."""
DAY = date(2021, 3, 10)
SHORT = merge([read_as(PLAIN)])
RIGHT: dict[str, str] = {"class_level": "3e", "establishment": "public"}


def link(page: str) -> str:
    return f"../{page}"


def pages_of(circular: Circular) -> dict[str, str]:
    """The addresses that a page of the site gives with a question."""
    sources = {source.page: "../" for source in circular.sources.values() if source.page}
    return {**sources, events.CALENDARS_FOLDER: "../c/"}


# --- A pupil ----------------------------------------------------------------------------------


def days_of(circular: Circular) -> list[date]:
    """The days around all that a circular dates, and some of other years."""
    year = circular.school_year
    rules = [rule for duty in circular.duties for rule in duty.rules]
    windows = [window for rule in rules for window in rule.windows]
    dated = {day for window in windows for day in (window.opens, window.closes, window.known_from)}
    around = {day + timedelta(days) for day in dated if day for days in (-1, 0, 1)}
    around |= {year.begins, year.ends, year.ends + timedelta(1), date(1999, 1, 1)}
    return sorted(around | {circular.main_source.published})


def profiles(circular: Circular) -> list[dict[str, object] | None]:
    """No levels, none filled in, too few, just enough, all."""
    indexes = list(circular.vocabulary.competences)
    filled: list[dict[str, object] | None] = [
        dict.fromkeys(indexes[:count], 1) for count in (1, 4, 5, 15, 16) if indexes
    ]
    return [None, {"1.1": "", "1.2": None}, *filled]


def told(circular: Circular) -> list[dict[str, object]]:
    """What a reader may tell that only they know: nothing, days, numbers."""
    values: list[object] = [circular.school_year.begins + timedelta(280), date(1999, 1, 1), "9", 20]
    return [{}, *({key: value} for key, value in product(circular.inputs, values))]


def of_pupils(circular: Circular) -> Iterator[Call]:
    settled = circular.settled_on
    for level, kind in product(circular.classes, circular.vocabulary.establishments):
        yield partial(answered, circular, Case(level, kind), settled)
    kinds = (circular.default_establishment, circular.vocabulary.establishments[-1])
    some = [level for level in circular.classes if level in ("cm2", "5e", "3e", "tle-gt")]
    for level, kind, day in product(some, kinds, days_of(circular)):
        yield partial(answered, circular, Case(level, kind), day)
    for level, levels in product(some, profiles(circular)):
        yield partial(answered, circular, Case.of(level, kinds[0], levels), settled)
    for level, given in product(some, told(circular)):
        yield partial(answered, circular, Case.of(level, kinds[0], None, **given), settled)


def answered(circular: Circular, case: Case, day: date) -> object:
    """All that can be said of a pupil, handled as anybody may handle it."""
    decision = decide(case, day, circular)
    same = dataclasses.replace(copy.copy(decision))
    if same != decision or decide(decision.case, day, circular) != decision or not repr(same):
        raise AssertionError(case)
    calendar = events.decision_calendar(decision)
    return [
        as_json(decision),
        as_text(decision),
        as_html.answer_html(decision, link, heading=2),
        as_html.sheet_html(decision, link),
        as_html.sheet_html(decision, link, 3, circular.vocabulary.establishments[:2]),
        str(answer(decision).headline),
        str(sheet(decision).by_when),
        to_jcal(calendar) if calendar else None,
    ]


def not_known(circular: Circular) -> object:
    """What nobody knows: whether a class is asked, an end of a window, the zone of a school."""
    levels = dict.fromkeys(circular.vocabulary.competences, 1)
    kind = circular.default_establishment
    silences = [rule for rule in circular.notices if rule.unknown]
    known = [
        answered(circular, Case.of(level, kind, levels), circular.settled_on)
        for level in circular.classes
        if any(rule.applies_to(level, kind) for rule in silences)
    ]
    rules = [rule for duty in circular.duties for rule in duty.rules]
    half = [
        answered(circular, Case(level, kind), circular.settled_on)
        for level in circular.classes
        for rule in rules
        if level in rule.classes
        and any((one.opens is None) is not (one.closes is None) for one in rule.windows)
    ]
    fields = {
        "establishment": str(kind),
        "on": circular.settled_on.isoformat(),
        "circular": circular.id,
        **{f"class.{level}": "1" for level in circular.classes},
    }
    asked = [
        school_page.answer_establishment(
            json.dumps({"fields": {**fields, "zone": zone}, "pages": pages_of(circular)})
        )
        for zone in ("", "A", "?")
    ]
    return [known, half, asked]


def of_forms(circular: Circular) -> Iterator[Call]:
    """What a person may fill in, and what no page sends."""
    right = {
        "class_level": str(circular.classes[len(circular.classes) // 3]),
        "establishment": str(circular.default_establishment),
        "on": circular.settled_on.isoformat(),
        "circular": circular.id,
    }
    fields: list[object] = [{}, right, [], {**right, "on": None}]
    asked = [*right, *circular.inputs, "levels.1.1", "levels.9.9", "autre"]
    for name, value in product(asked, ("", "0", "9", "2021-02-30", "2021-06-15", "<b>", "\0")):
        fields.append({**right, name: value})
    fields += [{**right, "class_level": level} for level in circular.classes]
    pages = pages_of(circular)
    asked_for = [{"fields": filled, "pages": pages} for filled in fields]
    without = {page: to for page, to in pages.items() if page != events.CALENDARS_FOLDER}
    asked_for += [{"fields": right, "pages": without}, {}]
    yield from (partial(pupil_page.answer_form, json.dumps(one)) for one in asked_for)
    yield partial(pupil_page.answer_form, "")


# --- A school ---------------------------------------------------------------------------------


def of_schools(circular: Circular) -> Iterator[Call]:
    day = circular.settled_on.isoformat()
    right = {
        "establishment": str(circular.default_establishment),
        "on": day,
        "circular": circular.id,
    }
    every = {**right, **{f"class.{level}": "1" for level in circular.classes}}
    days = [one.isoformat() for one in days_of(circular)]
    odd = ("2021-03-13", "2021-04-12", "2021-04-28", "2021-05-01")
    held = {
        f"session.{place}.{number}": one
        for place in circular.vocabulary.places
        for number, one in enumerate([*days[::4], *odd, odd[0]])
    }
    whole = {**every, **held, "session.x.1": day, "session.college.99": ""}
    fields: list[object] = [{}, right, [], {**right, "on": None}, every, whole]
    fields += [{**every, "on": one, "asked_on": one} for one in [*days, *odd]]
    fields += [{**whole, "on": one, "asked_on": "2021-04-26"} for one in days]
    fields += [{**right, f"class.{level}": "1", **held} for level in circular.classes]
    fields += [{**right, "class.3e": "1", key: "2021-06-10"} for key in circular.inputs]
    fields += [{**right, "class.3e": "1", "on": odd[1], "session.college.1": "2020-10-01"}]
    for own, some in product(circular.vocabulary.establishments, (every, whole)):
        fields.append({**some, "establishment": str(own)})
    fields += [{**whole, "zone": zone} for zone in (*circular.zones, "?")]
    for place, one in product(circular.vocabulary.places, days):
        fields.append({**every, f"session.{place}.1": one})
    for name in ("on", "asked_on", "session.lycee.1", "lead.registration", *circular.inputs):
        for value in ("", "2021-02-30", "2021-06-10", "2030-01-01", "1", "99", "999", "<b>"):
            fields.append({**whole, name: value})
    for unit in ("days", "weeks", "mois"):
        fields.append({**whole, "lead.registration": "9", "lead.registration.unit": unit})
    for filled in fields:
        if isinstance(filled, dict) and filled.get("on"):
            filled.setdefault("asked_on", filled["on"])
        asked = json.dumps({"fields": filled, "pages": pages_of(circular)})
        yield partial(school_page.answer_establishment, asked)
    yield partial(planned, circular, [])
    yield partial(planned, circular, days_of(circular))


def planned(circular: Circular, days: Iterable[date]) -> object:
    """A plan as the command line gives it."""
    whole = school.School.of(circular, circular.classes, circular.default_establishment)
    on = circular.school_year.begins
    sessions = [Session(p, day) for p, day in product(circular.vocabulary.places, days)]
    made = planning.plan(circular, whole, sessions, on)
    return [plan_json(made), school_text(whole, made, circular), *map(str, made.leads.values())]


# --- Tables, calendars, pictures --------------------------------------------------------------


def of_pages(circular: Circular) -> Iterator[Call]:
    vocabulary, classes_ = circular.vocabulary, circular.classes
    days = days_of(circular)
    rules = [rule for duty in circular.duties for rule in duty.rules]
    states = [window_on(window, day) for rule in rules for window in rule.windows for day in days]
    yield lambda: [[words.window_in_days(one), words.window_range(one)] for one in states]
    yield partial(tables.who_is_concerned_html, circular, link)
    yield partial(tables.windows_html, [circular], link)
    yield partial(tables.reported_changes_html, classes_, circular, link)
    yield partial(tables.reported_changes_html, classes_[:1], circular, link)
    yield partial(tables.competences_html, vocabulary)
    yield partial(glance_html, circular)
    yield lambda: [agreeing(said) for said in vocabulary.statuses.values()]
    for day, chosen in product([None, *days], (None, dict.fromkeys(classes_, days), {})):
        yield partial(timeline_html, circular, day, chosen)
    for level, kind in product(classes_, vocabulary.establishments):
        yield partial(calendar_of, events.class_calendar, circular, level, kind)
    yield partial(calendar_of, events.circular_calendar, circular)
    yield lambda: events.calendar_name(circular)
    cited = sorted(circular.citations())
    yield lambda: references.cited(cited, circular)
    yield lambda: [str(Citation.of(str(one))) for one in cited]
    yield lambda: [circular.name, circular.year, circular.main_source.title]
    yield lambda: [circular.duty(duty.kind).label for duty in circular.duties]
    yield lambda: circular.duty("x")
    yield lambda: [[*map(str, one)] for one in vocabulary.by_stage(classes_[:3])]
    codes = (classes_, vocabulary.places, vocabulary.establishments, vocabulary.stages)
    yield lambda: [copy.deepcopy(some) == some for some in codes]
    yield lambda: [school.school_days(circular, one.window) for one in states]
    plans = [duty.plan for duty in circular.duties if duty.plan]
    yield lambda: [plan.step(step.key).label for plan in plans for step in plan.steps]
    yield lambda: [circular.has_levels, school.School.of(circular, [], "public").classes]


def agreeing(said: StatusWords) -> object:
    """A status with whatever it is said of, some odd words too."""
    forms = list(product((True, False), repeat=2))
    odd = dataclasses.replace(said, feminine_sentence="sera dû")
    sentences = [one.sentence(feminine=f, plural=p) for one in (said, odd) for f, p in forms]
    return [*said.words, *sentences]


def calendar_of(made: Callable[..., events.Calendar | None], *given: object) -> object:
    calendar = made(*given)
    return calendar and [calendar.name, to_jcal(calendar)]


# --- The library ------------------------------------------------------------------------------


def of_library(circulars: Circulars) -> Iterator[Call]:
    names = (None, "", "x", "2020-2021", circulars.all[0].id)
    days = [day for circular in circulars.all for day in days_of(circular)[::5]]
    yield from (partial(chosen, circulars, *both) for both in product(days, names))
    fault = MalformedCircular([Fault("f\n" * 90, "k", "\x1b", "x" * 2000), Fault("", "", "", "")])
    refusing = dataclasses.replace(circulars, refused={"x": fault, "x-2021-2022": fault})
    none = dataclasses.replace(circulars, years={}, refused={"x-2021-2022": fault})
    some_days = (date(2021, 10, 1), date(2020, 10, 1))
    yield from (partial(chosen, *one) for one in product((refusing, none), some_days, names))


def chosen(circulars: Circulars, day: date, name: str | None) -> object:
    """The circular that answers, among those that could."""
    return [circulars.for_day(day, name).id, *(one.name for one in circulars.of_day(day))]


def of_carried() -> Iterator[Call]:
    circular = load_circular("nantes-2020-2021")
    yield lambda: [one.id for one in calculator.carried_circulars().all]
    yield from (partial(loaded, name) for name in ("2020-2021", "1789-1790", *WRONG))
    yield lambda: calculator.load_circulars  # which there is not
    own = events.Event("a@b", DAY, DAY, "« 3e »", "x\ny", "x", (14, 1, 0), "https://a.example/", 2)
    yield lambda: to_jcal(events.Calendar("x.ics", "« x »", (own,), DAY))
    for wrong in WRONG:
        for field in ("class_level", "establishment", "levels", "inputs"):
            yield partial(decided, Case(**{**RIGHT, field: wrong}), DAY, circular)  # type: ignore[arg-type]
        for levels, report in (({"1.1": wrong}, None), ({str(wrong): 1}, None), (None, wrong)):
            case = Case.of("cm2", "public", levels, last_report_date=report)
            yield partial(decided, case, DAY, circular)
        yield partial(decided, Case(**RIGHT), wrong, circular)  # type: ignore[arg-type]
        yield partial(decided, wrong, DAY, circular)  # type: ignore[arg-type]


def loaded(name: Any) -> str:
    return load_circular(name).id


def decided(case: Case, on: date, circular: Circular) -> str:
    return as_json(decide(case, on, circular))


# --- What comes of it -------------------------------------------------------------------------


def outcome(call: Call) -> object:
    """What a call gives, as JSON can say it, or what it raises; a whole traceback is made of it."""
    try:
        return shown(call())
    except Exception as error:
        told = traceback.format_exc()
        name = type(error).__name__
        ours = isinstance(error, OURS)
        message = str(error) if ours else ""  # others are Python's, and change with it
        return {"raised": name, "message": message, "told": not ours or f"{name}: " in told}


def shown(value: object) -> Any:
    """A value as JSON can say it, the same in every Python."""
    if isinstance(value, Mapping):
        return {str(key): shown(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(one) for one in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return [type(value).__name__, str(value)]


def scenarios(site: Circulars) -> Iterator[tuple[str, Iterator[Call]]]:
    """What is asked of a site, by name."""
    for module in (pupil_page, school_page):  # they answer from the circulars that they carry
        module.carried_circulars = lambda: site  # type: ignore[attr-defined]
    yield "library", of_library(site)
    for circular in site.all:
        yield f"{circular.id}, pupils", of_pupils(circular)
        yield f"{circular.id}, what is not known", iter([partial(not_known, circular)])
        yield f"{circular.id}, forms", of_forms(circular)
        yield f"{circular.id}, schools", of_schools(circular)
        yield f"{circular.id}, pages", of_pages(circular)
        yield f"{circular.id}, a list", iter([partial(told_of, SHORT, "public", DAY, circular)])


def walk(order: str) -> str:
    """Play every scenario.

    Args:
        order: JSON: the canonical JSON of the circulars of some sites, by name; each with `step`,
            1 to ask everything of it, n to ask one question in n.

    Returns:
        JSON: the outcomes of calls, by name of scenario.
    """
    played = {"carried": of_carried(), "lists": of_lists()}
    outcomes = {name: [outcome(call) for call in calls] for name, calls in played.items()}
    for name, data in json.loads(order).items():
        for scenario, calls in scenarios(circulars_from(data)):
            asked = islice(calls, None, None, data["step"])
            outcomes[f"{name}: {scenario}"] = [outcome(call) for call in asked]
    return json.dumps(outcomes)
