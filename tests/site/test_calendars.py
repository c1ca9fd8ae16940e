"""The files for calendars, as the programs that import them read them."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from calculator import carried_circulars, load_circular
from calculator.answers.events import (
    BEFORE_DEADLINE,
    CALENDARS_FOLDER,
    Event,
    circular_calendar,
    circular_events,
    class_calendar,
)
from calculator.answers.events import Calendar as Dates
from calculator.ical import to_ical
from calculator.render.as_jcal import to_jcal
from tests.conftest import program
from tests.known import CLASSES

CIRCULAR = load_circular("nantes-2020-2021")
OTHERS = {one.id: one for one in carried_circulars().all if one != CIRCULAR}
CALENDARS = {
    f"{prefix}{suffix}.ics": calendar
    for prefix, circular in {"2020-2021": CIRCULAR, **OTHERS}.items()
    for suffix, calendar in {
        "": circular_calendar(circular),
        **{
            f"-{level}": class_calendar(circular, level, circular.default_establishment)
            for level in CLASSES
        },
    }.items()
}
FILES = {name: to_jcal(calendar) for name, calendar in CALENDARS.items() if calendar}
ISSUED = date(2020, 12, 16)
SUFFIXES = {".br", ".gz"}

# The script of the site, run as a page would.
WRITE = """
const { readFileSync } = require("node:fs");
const [script, wanted] = process.argv.slice(2);
(0, eval)(readFileSync(script, "utf8"));
const written = JSON.parse(readFileSync(wanted, "utf8")).map(calcWriteCalendar);
process.stdout.write(JSON.stringify(written));
"""


def events_of(calendar: list[Any]) -> list[Any]:
    """The events of a calendar with their alarms, whatever the order of their properties."""
    return [
        (sorted(map(repr, event[1])), [sorted(map(repr, alarm[1])) for alarm in event[2]])
        for event in calendar[2]
    ]


def assert_well_formed(written: bytes) -> None:
    """RFC 5545, 3.1: lines end with CRLF, and have 75 octets at most."""
    assert written.endswith(b"END:VCALENDAR\r\n")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no letter is cut in two


@pytest.mark.parametrize("target", ["public", "intranet", "offline"])
def test_each_target_has_a_calendar_for_all_and_for_each_class_with_dates(
    dist: Path, target: str
) -> None:
    folder = dist / target / CALENDARS_FOLDER
    written = {f.name: f.read_bytes() for f in folder.iterdir() if f.suffix not in SUFFIXES}
    assert written.keys() == FILES.keys()
    for name, jcal in FILES.items():
        assert written[name] == to_ical(jcal)
        assert_well_formed(written[name])


def test_another_program_reads_the_days_the_alarms_and_the_source(dist: Path) -> None:
    """vobject shares nothing with what writes the files."""
    text = (dist / "public" / CALENDARS_FOLDER / "2020-2021.ics").read_bytes().decode()
    read = vobject.readOne(text)
    assert not hasattr(read, "method")  # PUBLISH asks for an ORGANIZER, and these are imported
    assert "\r\nX-WR-CALNAME:" in text  # some programs know it without parameters alone
    assert len(read.vevent_list) == len(circular_events(CIRCULAR)) == 6
    for found, event in zip(read.vevent_list, circular_events(CIRCULAR), strict=True):
        assert found.uid.value == event.uid
        assert found.summary.value == event.summary
        assert found.description.value == event.description
        assert CIRCULAR.main_source.title in found.description.value
        assert (found.dtstart.value, found.dtend.value) == (
            event.first,
            event.last + timedelta(days=1),
        )
        assert found.dtstamp.value == datetime(2020, 12, 16, tzinfo=UTC)
        assert (found.sequence.value, found.transp.value) == ("0", "TRANSPARENT")
        rings = [alarm.trigger.value for alarm in found.valarm_list]
        assert rings == [timedelta(hours=9) - timedelta(days=d) for d in event.alarm_days]


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_back_is_what_was_to_be_written(name: str) -> None:
    jcal = FILES[name]
    assert Calendar.from_ical(to_ical(jcal)).to_jcal() == jcal


def test_what_has_no_stamp_is_stamped_with_the_present_moment(dist: Path, tmp_path: Path) -> None:
    event = Event("a@b", ISSUED, ISSUED, "x", "x", "x")
    jcal = to_jcal(Dates("x.ics", "x", (event,), None))
    began = datetime.now(UTC).replace(microsecond=0)
    for written in (to_ical(jcal), *written_by_the_script([jcal], dist, tmp_path)):
        (read,) = Calendar.from_ical(written).events
        assert began <= read.DTSTAMP <= datetime.now(UTC)


def one_event(text: str) -> list[Any]:
    said = (text, f"{text}\n{text}", text)
    event = Event("a@b", ISSUED, ISSUED, *said, BEFORE_DEADLINE, revision=2)
    return to_jcal(Dates("x.ics", text, (event,), ISSUED))


WORDS = st.text(st.characters(exclude_categories=["C"]), min_size=1).map(str.strip).filter(bool)


@given(WORDS)
def test_no_text_breaks_a_file(text: str) -> None:
    jcal = one_event(text)
    written = to_ical(jcal)
    assert_well_formed(written)
    assert events_of(Calendar.from_ical(written).to_jcal()) == events_of(jcal)


HOSTILE = [
    'a, b ; c : d \\ e \\n f « g » "h"',
    "BEGIN:VEVENT",
    "é" * 200,
    "\N{MUSICAL SYMBOL G CLEF}" * 60,
    *("x" * size + "’é\N{MUSICAL SYMBOL G CLEF}" * 20 for size in range(12)),
]


def written_by_the_script(wanted: list[Any], dist: Path, folder: Path) -> list[bytes]:
    """What the script of the site writes."""
    (script,) = (dist / "public/assets/calculator").glob("calendar-writer.*.js")
    order, runner = folder / "wanted.json", folder / "write.cjs"
    order.write_text(json.dumps(wanted), encoding="utf-8")
    runner.write_text(WRITE, encoding="utf-8")
    command = [program("node"), str(runner), str(script), str(order)]
    done = subprocess.run(command, capture_output=True, check=True)
    return [text.encode() for text in json.loads(done.stdout)]


def named(jcal: list[Any]) -> list[tuple[str, str]]:
    return [(name, value) for name, _, _, value in jcal[1]]


def shown_name(written: bytes) -> str:
    """The name that most programs show, read as a text."""
    unfolded = written.replace(b"\r\n ", b"").decode()
    (line,) = (one for one in unfolded.split("\r\n") if one.startswith("X-WR-CALNAME"))
    return re.sub(r"\\([\\;,])", r"\1", line.removeprefix("X-WR-CALNAME:"))


def test_the_browser_writes_the_same_events(dist: Path, tmp_path: Path) -> None:
    wanted = [*FILES.values(), *map(one_event, HOSTILE)]
    written = written_by_the_script(wanted, dist, tmp_path)
    for text, jcal in zip(written, wanted, strict=True):
        assert_well_formed(text)
        assert shown_name(text) == shown_name(to_ical(jcal)) == dict(named(jcal))["name"]
        assert events_of(Calendar.from_ical(text).to_jcal()) == events_of(jcal)
