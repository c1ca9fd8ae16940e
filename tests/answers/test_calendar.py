"""What goes into a reader's own calendar: the dates of the circular, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from calculator import Case, Circular, carried_circulars, decide, load_circular
from calculator.answers.events import (
    Calendar,
    Event,
    circular_calendar,
    circular_events,
    class_calendar,
    class_events,
    decision_calendar,
    decision_events,
)
from calculator.ask.pupil import answer_form
from calculator.model.vocabulary import ClassLevel
from calculator.render.as_jcal import to_jcal
from tests.making import made_up, window, with_windows

CIRCULAR = load_circular("nantes-2020-2021")
KINDS = {str(kind): kind for kind in CIRCULAR.vocabulary.establishments}
LEVEL = CIRCULAR.vocabulary.class_level
PRIVATE = KINDS["prive-sous-contrat"]
CERTIFICATION = CIRCULAR.duty("certification")
WITH_DATES = [
    level
    for level in CIRCULAR.classes
    if (rule := CERTIFICATION.rule_for(level, PRIVATE)) and rule.windows
]


def days(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    return [(event.first.isoformat(), event.last.isoformat()) for event in events]


def values(component: Any) -> dict[str, Any]:
    """The values of a component's properties, by name."""
    return {name: value for name, _, _, value in component[1]}


def jcal(calendar: Calendar | None) -> list[Any]:
    """A calendar that there is, as jCal."""
    assert calendar is not None
    return to_jcal(calendar)


@pytest.mark.parametrize(
    ("class_level", "expected"),
    [
        ("3e", [("2021-03-08", "2021-05-12"), ("2021-05-12", "2021-05-12")]),  # p-5-calendrier
        ("3e-segpa", [("2021-03-08", "2021-05-12"), ("2021-05-12", "2021-05-12")]),
        ("3e-prepa-metiers", [("2021-03-08", "2021-05-12"), ("2021-05-12", "2021-05-12")]),
        ("tle-gt", [("2021-01-11", "2021-05-20"), ("2021-05-20", "2021-05-20")]),  # p-5-lycee
        ("bts-2", [("2021-01-11", "2021-05-20"), ("2021-05-20", "2021-05-20")]),
        ("cm2", []),  # p-2 gives no date
        ("5e", []),  # nor does p-3
        ("cp", []),
    ],
)
def test_a_class_has_the_days_of_its_paragraph(
    class_level: str, expected: list[tuple[str, str]]
) -> None:
    assert days(class_events(CIRCULAR, LEVEL(class_level), PRIVATE)) == expected


@pytest.mark.parametrize("class_level", CIRCULAR.classes)
def test_what_the_circular_does_not_cover_has_no_calendar(class_level: ClassLevel) -> None:
    assert class_events(CIRCULAR, class_level, KINDS["prive-hors-contrat"]) == ()  # p-1
    assert class_calendar(CIRCULAR, class_level, KINDS["prive-hors-contrat"]) is None


def test_a_circular_has_the_days_of_all_its_classes_once() -> None:
    by_class = (class_events(CIRCULAR, level, PRIVATE) for level in CIRCULAR.classes)
    whole = circular_events(CIRCULAR)
    assert {day for events in by_class for day in days(events)} == set(days(whole))
    assert len(whole) == 2 * sum(bool(rule.windows) for rule in CERTIFICATION.rules)


@pytest.mark.parametrize(
    ("class_level", "establishment", "said"),
    [
        ("3e", "prive-sous-contrat", ["§ 5 collège ; § 5 prépa-métiers ; § 5 calendrier"]),
        ("3e", "prive-sous-contrat", ["Qui inscrit les élèves : établissement", "25 juin"]),
        ("3e", "prive-sous-contrat", ["Changement signalé, à vérifier", "source secondaire"]),
        ("3e-prepa-metiers", "prive-sous-contrat", ["Notre lecture du texte", "§ 5 prépa-métiers"]),
        ("tle-gt", "prive-sous-contrat", ["§ 5 lycée", "facultative"]),
        ("3e", "public", ["À qui s’adresse le texte", "vérifiez ces dates"]),
    ],
)
def test_each_date_says_what_it_rests_on_and_what_to_beware_of(
    class_level: str, establishment: str, said: list[str]
) -> None:
    events = class_events(CIRCULAR, LEVEL(class_level), KINDS[establishment])
    for event in events:
        assert CIRCULAR.main_source.title in event.description
        for words in said:
            assert words in event.description


def test_a_change_that_is_only_reported_is_never_a_date() -> None:
    reported = date(2021, 6, 25)
    every = [*circular_events(CIRCULAR)]
    for level, kind in product(CIRCULAR.classes, KINDS.values()):
        every += class_events(CIRCULAR, level, kind)
    assert any("25 juin 2021" in event.description for event in every)
    assert all(event.first <= event.last < reported for event in every)


def test_the_date_of_the_last_report_is_a_deadline_that_only_the_reader_knows() -> None:
    case = Case.of("cm2", "prive-sous-contrat", last_report_date="2021-06-15")
    (event,) = decision_events(decide(case, date(2021, 3, 10), CIRCULAR))
    assert days((event,)) == [("2021-06-15", "2021-06-15")]
    assert "§ 2" in event.description  # p-2
    assert event.alarm_days == (14, 3)


def test_an_answer_without_a_date_has_no_calendar() -> None:
    decision = decide(Case.of("cm2", "prive-sous-contrat"), date(2021, 3, 10), CIRCULAR)
    assert decision_calendar(decision) is None


@pytest.mark.parametrize("class_level", WITH_DATES)
def test_an_answer_has_the_calendar_of_its_class_whatever_its_day(class_level: ClassLevel) -> None:
    case = Case(class_level, PRIVATE)
    decision = decide(case, date(2021, 8, 1), CIRCULAR)
    assert decision_calendar(decision) == class_calendar(CIRCULAR, class_level, PRIVATE)


def test_no_two_events_have_one_name() -> None:
    every = [*circular_events(CIRCULAR)]
    for level, kind in product(CIRCULAR.classes, KINDS.values()):
        every += class_events(CIRCULAR, level, kind)
    assert len({event.uid for event in every}) == len(every)


def test_an_event_keeps_its_name_and_grows_older_when_the_text_changes() -> None:
    later = window("2021-03-08", "2021-06-25")
    changes = (with_windows(level, later) for level in ("3e", "3e-prepa-metiers"))
    after = made_up(*changes, revision=3)
    for old, new in zip(circular_events(CIRCULAR), circular_events(after), strict=True):
        assert (old.uid, old.revision, new.revision) == (new.uid, 0, 3)
    sequences = [values(event)["sequence"] for event in jcal(circular_calendar(after))[2]]
    assert set(sequences) == {3}


PUBLISHED = {
    ("nantes-2020-2021", 0): [
        ("2020-2021-classes-3e-sessions@crcn-calculator", "2021-03-08", "2021-05-12"),
        ("2020-2021-classes-3e-dernier-jour@crcn-calculator", "2021-05-12", "2021-05-12"),
        ("2020-2021-classes-3e-prepa-metiers-sessions@crcn-calculator", "2021-03-08",
         "2021-05-12"),
        ("2020-2021-classes-3e-prepa-metiers-dernier-jour@crcn-calculator", "2021-05-12",
         "2021-05-12"),
        ("2020-2021-classes-2de-gt-sessions@crcn-calculator", "2021-01-11", "2021-05-20"),
        ("2020-2021-classes-2de-gt-dernier-jour@crcn-calculator", "2021-05-20", "2021-05-20"),
    ],
    ("france-2026-2027", 0): [
        ("france-2026-2027-classes-3e-sessions@calculator", "2027-03-15", "2027-06-11"),
        ("france-2026-2027-classes-3e-dernier-jour@calculator", "2027-06-11", "2027-06-11"),
        ("france-2026-2027-classes-3e-catch_up-sessions@calculator", "2027-06-14", "2027-06-18"),
        ("france-2026-2027-classes-3e-catch_up-dernier-jour@calculator", "2027-06-18",
         "2027-06-18"),
    ],
    ("france-2025-2026", 0): [
        ("france-2025-2026-classes-3e-sessions@calculator", "2026-03-16", "2026-06-13"),
        ("france-2025-2026-classes-3e-dernier-jour@calculator", "2026-06-13", "2026-06-13"),
        ("france-2025-2026-classes-3e-catch_up-sessions@calculator", "2026-06-15", "2026-06-19"),
        ("france-2025-2026-classes-3e-catch_up-dernier-jour@calculator", "2026-06-19",
         "2026-06-19"),
        ("france-2025-2026-classes-tle-gt-sessions@calculator", "2025-11-03", "2026-03-06"),
        ("france-2025-2026-classes-tle-gt-dernier-jour@calculator", "2026-03-06", "2026-03-06"),
        ("france-2025-2026-classes-tle-gt-catch_up-sessions@calculator", "2026-03-09",
         "2026-03-13"),
        ("france-2025-2026-classes-tle-gt-catch_up-dernier-jour@calculator", "2026-03-13",
         "2026-03-13"),
    ],
    ("france-2024-2025", 0): [
        ("france-2024-2025-classes-3e-sessions@calculator", "2025-03-17", "2025-06-13"),
        ("france-2024-2025-classes-3e-dernier-jour@calculator", "2025-06-13", "2025-06-13"),
        ("france-2024-2025-classes-tle-gt-sessions@calculator", "2024-11-07", "2025-03-07"),
        ("france-2024-2025-classes-tle-gt-dernier-jour@calculator", "2025-03-07", "2025-03-07"),
    ],
    ("france-2023-2024", 0): [
        ("france-2023-2024-classes-3e-sessions@calculator", "2024-03-04", "2024-06-14"),
        ("france-2023-2024-classes-3e-dernier-jour@calculator", "2024-06-14", "2024-06-14"),
        ("france-2023-2024-classes-tle-gt-sessions@calculator", "2023-11-06", "2024-03-29"),
        ("france-2023-2024-classes-tle-gt-dernier-jour@calculator", "2024-03-29", "2024-03-29"),
    ],
    ("france-2022-2023", 0): [
        ("france-2022-2023-classes-3e-sessions@calculator", "2023-03-06", "2023-06-16"),
        ("france-2022-2023-classes-3e-dernier-jour@calculator", "2023-06-16", "2023-06-16"),
        ("france-2022-2023-classes-tle-gt-sessions@calculator", "2022-11-14", "2023-03-17"),
        ("france-2022-2023-classes-tle-gt-dernier-jour@calculator", "2023-03-17", "2023-03-17"),
    ],
    ("france-2021-2022", 0): [
        ("france-2021-2022-classes-3e-sessions@calculator", "2022-03-07", "2022-05-27"),
        ("france-2021-2022-classes-3e-dernier-jour@calculator", "2022-05-27", "2022-05-27"),
        ("france-2021-2022-classes-tle-gt-sessions@calculator", "2021-11-29", "2022-04-07"),
        ("france-2021-2022-classes-tle-gt-dernier-jour@calculator", "2022-04-07", "2022-04-07"),
    ],
}  # fmt: skip
"""What readers have in their calendars. When a date changes, raise `revision` in the circular's
file and add what that revision holds: an event with the same number replaces nothing."""


@pytest.mark.parametrize("circular", carried_circulars().all, ids=lambda circular: circular.id)
def test_a_date_never_changes_without_a_new_revision(circular: Circular) -> None:
    held = [(event.uid, *days((event,))[0]) for event in circular_events(circular)]
    assert held == PUBLISHED[circular.id, circular.revision]


PAGES = {"circulaire/2020-12-16.md": "../circulaire/"}


@pytest.mark.parametrize(
    ("fields", "pages", "address"),
    [
        ({"class_level": "3e"}, {"calendriers/": "../c/"}, "../c/2020-2021-3e.ics"),
        ({"class_level": "3e"}, {}, None),  # a site that has no such files
        ({"class_level": "3e", "establishment": "public"}, {"calendriers/": "../c/"}, None),
        ({"class_level": "cm2", "last_report_date": "2021-06-15"}, {"calendriers/": "c"}, None),
    ],
)
def test_a_page_gets_the_file_of_the_site_or_else_what_to_write(
    fields: dict[str, str], pages: dict[str, str], address: str | None
) -> None:
    filled = {"establishment": "prive-sous-contrat", "on": "2021-03-10", **fields}
    said = json.loads(answer_form(json.dumps({"fields": filled, "pages": {**PAGES, **pages}})))
    assert said["calendar"]["name"] == f"2020-2021-{fields['class_level']}.ics"
    assert said["calendar"].get("address") == address
    assert ("jcal" in said["calendar"]) == (address is None)
    assert said["text"].startswith(LEVEL(fields["class_level"]).label)


@pytest.mark.parametrize("class_level", ["", "9e", "5e"])
def test_a_page_without_an_answer_or_a_date_gets_no_calendar(class_level: str) -> None:
    filled = {"class_level": class_level, "establishment": "public", "on": "2021-03-10"}
    said = json.loads(answer_form(json.dumps({"fields": filled, "pages": PAGES})))
    assert said.get("calendar") is None
    assert ("text" in said) == (class_level == "5e")


def test_what_the_reader_told_is_stamped_when_it_is_written_for_it_may_be_told_otherwise() -> None:
    """RFC 5546, 2.1.5: of two events with one name and one sequence, the later stamp wins."""
    made = []
    for report in ("2021-06-15", "2021-06-20"):
        case = Case.of("cm2", "prive-sous-contrat", last_report_date=report)
        calendar = decision_calendar(decide(case, date(2021, 3, 10), CIRCULAR))
        made.append(values(jcal(calendar)[2][0]))
    assert made[0]["uid"] == made[1]["uid"]
    assert not any("dtstamp" in event for event in made)


EVENT = Event("a@b", date(2021, 3, 8), date(2021, 5, 12), "Titre", "Ligne\nune autre", "Sujet")


def written(event: Event) -> Any:
    """The only event of a calendar, as jCal."""
    (found,) = jcal(Calendar("nom.ics", "Nom", (event,), date(2020, 12, 16)))[2]
    return found


def test_an_event_lasts_whole_days_until_the_eve_of_its_end() -> None:
    """RFC 5545, 3.6.1: DTEND is the day after the last."""
    event = written(EVENT)
    kinds = {name: kind for name, _, kind, _ in event[1]}
    said = values(event)
    assert (kinds["dtstart"], said["dtstart"]) == ("date", "2021-03-08")
    assert (kinds["dtend"], said["dtend"]) == ("date", "2021-05-13")
    assert said["dtstamp"] == "2020-12-16T00:00:00Z"
    assert said["transp"] == "TRANSPARENT"
    assert "url" not in said


def test_the_address_of_a_source_is_given_when_it_has_one() -> None:
    dated = replace(EVENT, url="https://example.org/texte")
    event = written(dated)
    assert ["url", {}, "uri", "https://example.org/texte"] in event[1]


@pytest.mark.parametrize(
    ("days", "trigger"), [(0, "PT9H"), (1, "-PT15H"), (3, "-P2DT15H"), (14, "-P13DT15H")]
)
def test_an_alarm_rings_at_nine_so_many_days_before(days: int, trigger: str) -> None:
    event = written(replace(EVENT, alarm_days=(days,)))
    (alarm,) = event[2]
    assert values(alarm) == {"action": "DISPLAY", "description": "Titre", "trigger": trigger}


def test_a_calendar_is_json_as_it_is() -> None:
    made = jcal(circular_calendar(CIRCULAR))
    assert json.loads(json.dumps(made)) == made
    said = values(made)
    assert "method" not in said  # a file to import has none (RFC 5546, 3.2.1: an ORGANIZER)
    assert said["name"] == said["x-wr-calname"]
    assert "2020-2021" in said["name"]
