"""Calls all that the rules and the views offer; runs in any Python, the site's own included.

Beside them, it imports only what they import, so that nothing is there for its own sake.
"""

from __future__ import annotations

import copy
import dataclasses
import importlib
import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from itertools import product
from operator import attrgetter
from types import FunctionType, ModuleType
from typing import Any

import calculator
from calculator import Case, Decision, decide, load_campaign
from calculator.rules import campaign as c
from calculator.rules import case, certifiability, deciding, errors, reading
from calculator.rules import decision as d
from calculator.rules import vocabulary as v
from calculator.views import answer, as_html, as_json, as_text, page, references, tables, words

Call = Callable[[], object]

DAY = date(2021, 3, 10)
DAYS = [
    date(2021, 3, 7),
    DAY,
    date(2021, 5, 12),
    date(2021, 6, 1),
    date(2020, 9, 2),
    date(1999, 1, 1),
]
WRONG: list[object] = [
    None,
    0,
    3.5,
    b"3e",
    "",
    "x" * 300,
    "\0é",
    [],
    {},
    {"1.1": 1},
    datetime(2021, 3, 10, 8),
]
"""Values of every type, none of which is right anywhere."""
TEXTS = ["", "« 3e » : <b>&\"'", "§ 5"]

LOADED = load_campaign("2020-2021")
CITATIONS = sorted(LOADED.citations())
REFERENCES = [references.Reference("« 3e » & suite", href) for href in (None, "../a?b&c#d")]
SESSIONS = [rule.sessions for rule in LOADED.certification if rule.sessions]
NOTICES = [d.Notice(n.kind, n.text, n.source) for n in LOADED.notices]
STATES = [deciding.window_on(sessions.window, day) for sessions in SESSIONS for day in DAYS]


def link(address: str) -> str:
    return f"../{address}"


# --- What the calls are made with -------------------------------------------------------------


def profiles() -> list[dict[str, object] | None]:
    """No levels, none filled in, too few, just enough, all but one, all."""
    indexes = list(v.COMPETENCES)
    filled: list[dict[str, object] | None] = [
        dict.fromkeys(indexes[:count], 1) for count in (1, 4, 5, 15, 16)
    ]
    return [None, {"1.1": "", "1.2": None}, *filled]


def decisions() -> Iterator[Decision]:
    """Every class, kind of establishment, day, profile and report that makes a difference."""
    for level, kind in product(v.ClassLevel, v.Establishment):
        yield decide(Case(level, kind), DAY, LOADED)
    for code, day, levels in product(("cm2", "5e", "3e", "tle-gt"), DAYS, profiles()):
        yield decide(Case.of(code, "public", levels, day + timedelta(3)), day, LOADED)
    for code, days in product(("cm2", "3e"), (-1, 0, 999)):
        yield decide(Case.of(code, "public", None, DAY + timedelta(days)), DAY, LOADED)
    for code in ("cm2", "3e"):
        yield decide(Case.of(code, "prive-hors-contrat", {"1.1": 1}, DAY), DAY, LOADED)


DECISIONS = list(decisions())


def forms() -> Iterator[object]:
    """What a person may fill in, and what no page sends."""
    right = {"class_level": "3e", "establishment": "public", "on": "2021-03-10"}
    yield from ({}, right, [], {**right, "on": None})
    for field in (*right, "last_report_date", "levels.1.1", "levels.9.9"):
        for value in ("", "0", "8", "9", "2021-02-30", "2021-06-15", "<b>", "x" * 300, "\0"):
            yield {**right, field: value}


def requests() -> list[str]:
    pages = {source.page: "../" for source in LOADED.sources.values() if source.page}
    return ["", "{}", *(json.dumps({"fields": fields, "pages": pages}) for fields in forms())]


class File:
    """What reading asks of a path: the site's Python has none."""

    def __init__(self, name: str, content: bytes | None) -> None:
        self.name = name
        self._content = content

    def read_bytes(self) -> bytes:
        if self._content is None:
            raise FileNotFoundError(self.name)
        return self._content


def files(contents: list[bytes]) -> Iterator[File]:
    """Campaign files with these contents, and one that does not exist."""
    yield File("absent.toml", None)
    for content in contents:
        yield File("2020-2021.toml", content)


# --- The calls --------------------------------------------------------------------------------


def each(function: Callable[..., Any], *choices: Iterable[Any]) -> list[Call]:
    """Calls of a function with each combination of arguments."""
    return [partial(function, *given) for given in product(*choices)]


def reads(name: str, owners: Iterable[object]) -> list[Call]:
    """Readings of an attribute."""
    return each(attrgetter(name), owners)


def samples(contents: list[bytes]) -> dict[str, list[Call]]:
    """Calls of all that is public, by name.

    Args:
        folder: An empty folder, where files can be written.
        contents: What campaign files may hold, right or wrong.
    """
    return {
        **of_campaigns(),
        **of_cases(),
        **of_reading(contents),
        **of_views(),
        **of_words(),
    }


def of_campaigns() -> dict[str, list[Call]]:
    rules = [LOADED.no_effect_on_diplomas, *LOADED.notices]
    year = [LOADED.school_year]
    campaign = [LOADED, *WRONG]
    return {
        "rules.campaign.Campaign": each(c.Campaign),
        "rules.campaign.Campaign.certification_for": each(
            LOADED.certification_for, [*v.ClassLevel, ""]
        ),
        "rules.campaign.Campaign.citations": each(LOADED.citations),
        "rules.campaign.Campaign.duties_for": each(LOADED.duties_for, v.ClassLevel),
        "rules.campaign.Campaign.name": reads("name", [LOADED]),
        "rules.campaign.Campaign.official_source": reads("official_source", [LOADED]),
        "rules.campaign.CertificationRule": [lambda: LOADED.certification],
        "rules.campaign.Citation": each(c.Citation, ["a"], ["b", None]),
        "rules.campaign.Citation.__str__": each(str, CITATIONS),
        "rules.campaign.DutyRule": [lambda: LOADED.duties],
        "rules.campaign.NoticeRule": [lambda: rules],
        "rules.campaign.NoticeRule.applies_to": [
            call for rule in rules for call in each(rule.applies_to, v.ClassLevel, v.Establishment)
        ],
        "rules.campaign.SchoolYear": each(c.SchoolYear, [2020, None]),
        "rules.campaign.SchoolYear.__contains__": each(year[0].__contains__, [*DAYS, *WRONG]),
        "rules.campaign.SchoolYear.__str__": each(str, [*year, c.SchoolYear("x")]),  # type: ignore[arg-type]
        "rules.campaign.SchoolYear.begins": reads("begins", [*year, c.SchoolYear(0)]),
        "rules.campaign.SchoolYear.ends": reads("ends", [*year, c.SchoolYear(9999)]),
        "rules.campaign.Scope": [lambda: LOADED.scope],
        "rules.campaign.Sessions": [lambda: SESSIONS],
        "rules.campaign.Source": [lambda: LOADED.sources],
        "rules.campaign.Threshold": [lambda: LOADED.threshold],
        "rules.campaign.Window": [lambda: [sessions.window for sessions in SESSIONS]],
        "rules.deciding.decide": [
            *each(lambda made: made, DECISIONS),
            *each(decide, [DECISIONS[0].case], [*DAYS, "2021-03-10", *WRONG], campaign),
            *each(decide, WRONG, [DAY], [LOADED]),
        ],
        "rules.deciding.window_on": [
            *each(lambda made: made, STATES),
            *each(deciding.window_on, [SESSIONS[0].window, None], WRONG),
        ],
        "rules.decision.Certification": each(d.Certification, v.Status, [()]),
        "rules.decision.Certification.exists": reads(
            "exists", [d.Certification(status, ()) for status in v.Status]
        ),
        "rules.decision.Decision": each(d.Decision),
        "rules.decision.Duty": [lambda: [duty for made in DECISIONS for duty in made.duties]],
        "rules.decision.Notice": [lambda: NOTICES],
        "rules.decision.WindowOn": [lambda: STATES],
    }


def of_cases() -> dict[str, list[Call]]:
    levels = [{}, {"1.1": 0, "5.2": 8}, {"1.1": "x"}, None]
    return {
        "rules.case.Case": each(Case),
        "rules.case.Case.__post_init__": [
            *each(Case, WRONG, ["public"]),
            *each(Case, ["3e"], WRONG),
            *each(Case, ["3e"], ["public"], WRONG),
            *each(Case, ["3e"], ["public"], [{"1.1": wrong} for wrong in WRONG]),
            *each(Case, ["3e"], ["public"], [None], WRONG),
        ],
        "rules.case.Case.of": [
            *each(Case.of, v.ClassLevel, v.Establishment, profiles(), ["", "2021-03-10"]),
            *each(Case.of, ["3e", ""], ["public", ""], WRONG, WRONG),
        ],
        "rules.case.parse_date": each(
            case.parse_date, ["on"], ["Date"], [DAY, "2021-02-30", *WRONG]
        ),
        "rules.certifiability.Certifiability": each(certifiability.Certifiability),
        "rules.certifiability.certifiability": each(
            certifiability.certifiability, levels, [LOADED.threshold, None]
        ),
        "rules.errors.InvalidCase": each(errors.InvalidCase, ["on"], ["Date"], WRONG, ["une date"]),
        "rules.errors.InvalidCase.__init__": each(errors.InvalidCase),
        "rules.errors.MalformedCampaign": each(
            errors.MalformedCampaign, ["f"], ["k"], WRONG, ["x"]
        ),
        "rules.errors.MalformedCampaign.__init__": each(errors.MalformedCampaign),
        "rules.errors.quote": each(errors.quote, WRONG),
        "rules.vocabulary.Authority": each(v.Authority, [*v.Authority, *WRONG]),
        "rules.vocabulary.ClassLevel": each(v.ClassLevel, [*v.ClassLevel, *WRONG]),
        "rules.vocabulary.Competence": [lambda: v.COMPETENCES, v.Competence],  # type: ignore[list-item]
        "rules.vocabulary.DutyKind": each(v.DutyKind, [*v.DutyKind, *WRONG]),
        "rules.vocabulary.Establishment": each(v.Establishment, [*v.Establishment, *WRONG]),
        "rules.vocabulary.Labelled": each(v.Labelled, WRONG),
        "rules.vocabulary.NoticeKind": each(v.NoticeKind, [*v.NoticeKind, *WRONG]),
        "rules.vocabulary.Stage": each(v.Stage, [*v.Stage, *WRONG]),
        "rules.vocabulary.Status": each(v.Status, [*v.Status, *WRONG]),
        "rules.vocabulary.WindowState": each(v.WindowState, [*v.WindowState, *WRONG]),
    }


def of_reading(contents: list[bytes]) -> dict[str, list[Call]]:
    names = ["2020-2021.toml", "2021-2022.toml"]
    return {
        "rules.reading.available_campaigns": each(reading.available_campaigns),
        "rules.reading.campaign_for": each(reading.campaign_for, [*DAYS, *WRONG]),
        "rules.reading.load_campaign": each(load_campaign, ["2020-2021", "1789-1790", *WRONG]),
        "rules.reading.parse_campaign": each(reading.parse_campaign, names, contents),
        "rules.reading.read_campaign": each(reading.read_campaign, [*files(contents), None]),
    }


def of_views() -> dict[str, list[Call]]:
    campaign = [LOADED, None]
    invalid = errors.InvalidCase("on", "Date", "<b>", "une date")
    sources = [*LOADED.sources, *map(str, CITATIONS), "x", "x#y", None]
    reported = [[], list(v.ClassLevel), [v.ClassLevel.CP], None]
    return {
        "views.answer.Answer": each(answer.Answer),
        "views.answer.Reason": each(answer.Reason),
        "views.answer.Step": each(answer.Step),
        "views.answer.answer": each(answer.answer, [*DECISIONS, None], campaign),
        "views.answer.sheet": each(answer.sheet, [*DECISIONS, None], campaign),
        "views.answer.threshold_words": each(answer.threshold_words, [LOADED.threshold, None]),
        "views.as_html.Markup": each(as_html.Markup, TEXTS),
        "views.as_html.answer_html": each(as_html.answer_html, DECISIONS, campaign, [link], [2]),
        "views.as_html.citations_html": each(
            as_html.citations_html, [[], CITATIONS, None], campaign, [link]
        ),
        "views.as_html.element": [
            *each(as_html.element, ["p"], TEXTS, [as_html.Markup("<b>x</b>"), None]),
            lambda: as_html.element("p", "x", class_="a", data_kind='"', hidden=None),
        ],
        "views.as_html.error_html": each(as_html.error_html, [invalid, None]),
        "views.as_html.joined": each(as_html.joined, [TEXTS, [], None]),
        "views.as_html.notices_html": each(
            as_html.notices_html, [NOTICES, [], None], campaign, [link]
        ),
        "views.as_html.prompt_html": each(as_html.prompt_html, [*TEXTS, None]),
        "views.as_html.reference_html": each(as_html.reference_html, [*REFERENCES, None]),
        "views.as_html.sheet_html": each(as_html.sheet_html, DECISIONS, campaign, [link]),
        "views.as_html.typeset": each(as_html.typeset, [*TEXTS, None]),
        "views.as_json.as_dict": each(as_json.as_dict, [*DECISIONS, None]),
        "views.as_json.as_json": each(as_json.as_json, [*DECISIONS, None]),
        "views.as_text.as_text": each(as_text.as_text, [*DECISIONS, None], campaign),
        "views.page.answer_form": each(page.answer_form, [*requests(), None]),
        "views.references.Reference": [lambda: REFERENCES],
        "views.references.paragraph_reference": each(
            references.paragraph_reference, [*CITATIONS, c.Citation("x", "y")], campaign, [link]
        ),
        "views.references.paragraph_references": each(
            references.paragraph_references, [CITATIONS, [], None], campaign, [link]
        ),
        "views.references.source_reference": each(
            references.source_reference, sources, campaign, [link]
        ),
        "views.tables.classes_words": each(tables.classes_words, reported),
        "views.tables.competences_html": each(tables.competences_html),
        "views.tables.reported_changes_html": each(
            tables.reported_changes_html, reported, campaign, [link]
        ),
        "views.tables.rule_decision": each(tables.rule_decision, [*v.ClassLevel, None], campaign),
        "views.tables.who_is_concerned_html": each(tables.who_is_concerned_html, campaign, [link]),
        "views.tables.windows_html": each(tables.windows_html, [[LOADED], [], [None]], [link]),
    }


def of_words() -> dict[str, list[Call]]:
    days = [*DAYS, date(2021, 5, 1), None]
    return {
        "views.words.capitalised": each(words.capitalised, [*TEXTS, "élève", None]),
        "views.words.count": each(words.count, [0, 1, 2, None], ["jour"], [None, "journées"]),
        "views.words.date_range": each(words.date_range, days, days),
        "views.words.day_and_month": each(words.day_and_month, days),
        "views.words.days_left": each(words.days_left, [0, 1, 2]),
        "views.words.days_until": each(words.days_until, [1, 2]),
        "views.words.full_date": each(words.full_date, days),
        "views.words.listed": each(words.listed, [["a"], ["a", "b"], ["a", "b", "c"], [], None]),
        "views.words.short_date": each(words.short_date, days),
        "views.words.window_in_days": each(words.window_in_days, [*STATES, None]),
    }


# --- What there is to call --------------------------------------------------------------------


def public_names(modules: list[str]) -> set[str]:
    """The functions, classes and methods that these modules offer, and what `calculator` does."""
    named = {name for module in modules for name in offered(importlib.import_module(module))}
    exported = (getattr(calculator, name) for name in calculator.__all__)
    return named | {short(f"{one.__module__}.{one.__qualname__}") for one in exported}


def offered(module: ModuleType) -> Iterator[str]:
    for name, one in vars(module).items():
        here = getattr(one, "__module__", None) == module.__name__ and callable(one)
        if here and not name.startswith("_"):
            yield short(f"{module.__name__}.{name}")
            if isinstance(one, type):
                yield from (short(f"{module.__name__}.{name}.{m}") for m in written_methods(one))


def written_methods(kind: type) -> Iterator[str]:
    """The methods that a person wrote and that others may call, special ones included."""
    for name, one in vars(kind).items():
        function = getattr(one, "__func__", getattr(one, "fget", one))
        if not isinstance(function, FunctionType) or function.__name__ != name:
            continue
        file = function.__code__.co_filename.rpartition("/")[2]
        written = file.removesuffix(".py") == kind.__module__.rpartition(".")[2]
        private = name.startswith("_") and not name.endswith("__")
        if written and not private and name != "__new__":  # an enumeration's, called by itself
            yield name


def short(name: str) -> str:
    return name.removeprefix("calculator.")


# --- What comes of it -------------------------------------------------------------------------


def outcome(call: Call) -> object:
    """What a call gives, as JSON can say it, or what it raises; a whole traceback is made of it."""
    try:
        value = call()
        handle(value)
    except Exception as error:
        told = traceback.format_exc()
        name = type(error).__name__
        ours = isinstance(error, (errors.InvalidCase, errors.MalformedCampaign))
        message = str(error) if ours else ""  # others are Python's, and change with it
        return {
            "raised": name,
            "message": message,
            "told": f"{name}: {message}" in told or not ours,
        }
    return shown(value)


def handle(value: object) -> None:
    """Do with a value what anybody may."""
    repr(value)
    copy.copy(value)
    is_data = dataclasses.is_dataclass(value) and not isinstance(value, type)
    if is_data and dataclasses.replace(value) != value:  # type: ignore[type-var]
        raise AssertionError(value)


def shown(value: object) -> Any:
    """A value as JSON can say it, the same in every Python."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: shown(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
        return {type(value).__name__: fields}
    if isinstance(value, Enum):
        return [type(value).__name__, value.value, getattr(value, "label", "")]
    if isinstance(value, Mapping):
        return {str(key): shown(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [shown(one) for one in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return [type(value).__name__, str(value)]


def walk(order: str) -> str:
    """Make every call.

    Args:
        order: JSON: the `modules` to walk and the `contents` of campaign files (in Latin-1, a
            letter for each byte).

    Returns:
        JSON: the `names` of all that is public and the `outcomes` of calls by name.
    """
    asked = json.loads(order)
    names = public_names(asked["modules"])
    calls = samples([content.encode("latin-1") for content in asked["contents"]])
    outcomes = {name: [outcome(call) for call in some] for name, some in calls.items()}
    return json.dumps({"names": sorted(names), "outcomes": outcomes})
