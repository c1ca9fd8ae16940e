"""The Atom feed (RFC 4287) of what changes: dates that move, and years that come.

It is a dozen elements: the libraries that write them bring a parser, or a table of time zones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from calculator.answers import words
from calculator.changes.comparing import Change, ChangeKind, Comparison
from calculator.changes.sides import Side, window_side
from calculator.changes.words import rests_on, side_words, sides, title, whose
from calculator.model.circular import Circular
from calculator.model.duties import Duty, Window
from calculator.model.vocabulary import ClassLevel, Establishment

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that changed.

    Attributes:
        key: What tells it from all others, the same each time it is written, wherever.
        title: What changed, in French.
        updated: The day since which it is known.
        lines: What there is to know of it, in French.
        circular: The text that it is about.
    """

    key: str
    title: str
    updated: date
    lines: tuple[str, ...]
    circular: Circular


def entries_of(circulars: Iterable[Circular], pairs: Iterable[Comparison]) -> list[Entry]:
    """What changed, the latest first.

    Args:
        circulars: Those of a site, whose windows may have moved.
        pairs: Those that follow another, with it.
    """
    found = [entry for circular in circulars for entry in _moves(circular)]
    found += [_year(pair) for pair in pairs]
    return sorted(found, key=lambda entry: (-entry.updated.toordinal(), entry.key))


def atom(
    entries: Sequence[Entry], address: str, site_name: str, author: str, page_of: dict[str, str]
) -> bytes:
    """The feed as XML; nothing but its arguments makes it.

    Args:
        entries: What changed, the latest first; one at least.
        address: The feed's own address.
        site_name: The name of the site.
        author: Who publishes it.
        page_of: The address of the page to read, by the id of a circular; "" for the others.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "fr"})
    _text(feed, "id", address)
    _text(feed, "title", f"Ce qui change : {site_name}")
    _text(feed, "updated", _moment(entries[0].updated))
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=address)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=page_of[""])
    _text(ET.SubElement(feed, "author"), "name", author)
    for entry in entries:
        made = ET.SubElement(feed, "entry")
        _text(made, "id", uuid5(NAMESPACE_URL, entry.key).urn)
        _text(made, "title", entry.title)
        _text(made, "updated", _moment(entry.updated))
        page = page_of.get(entry.circular.id, page_of[""])
        ET.SubElement(made, "link", rel="alternate", type="text/html", href=page)
        _text(made, "content", "\n".join(entry.lines), type="text")
    ET.indent(feed)
    xml: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _year(pair: Comparison) -> Entry:
    """That a year came, and its dates: since the latest source of that year that gives one.

    A page that bears no date is dated of the day it was seen, which may be years later.
    """
    circular = pair.after
    dates = [change for change in pair.changes if _has_a_date(change)]
    cited = {cite.source for change in dates for cite in change.after.citations}
    days = [circular.sources[source].published for source in cited]
    in_time = [day for day in days if day <= circular.school_year.ends]
    lines = [
        f"{change.label}, {whose(change, pair)} : {_said(change.after, circular)}."
        for change in dates
    ]
    return Entry(
        f"{circular.calendar_domain}/{circular.id}",
        title(pair),
        max(in_time, default=circular.school_year.begins),
        (f"{sides(pair)[1]} : {circular.name}.", *lines),
        circular,
    )


def _has_a_date(change: Change) -> bool:
    """Whether it is a duty that is new, or days: known, or with whom to ask for them."""
    days = change.after.opens or change.after.closes or change.after.note
    return change.kind is ChangeKind.NEW or (change.kind is ChangeKind.DATES and bool(days))


@dataclass(frozen=True, slots=True)
class _Move:
    """A window that became another, for classes whose rules say so alike."""

    duty: str
    part: str
    known_from: date
    before: Side
    after: Side


def _moves(circular: Circular) -> Iterator[Entry]:
    found: dict[_Move, tuple[Duty, set[ClassLevel], set[Establishment]]] = {}
    for duty in circular.duties:
        for rule in duty.rules:
            for move in (m for window in rule.windows for m in _history(duty, window, circular)):
                _, classes, kinds = found.setdefault(move, (duty, set(), set()))
                classes.update(rule.classes)
                kinds.update(rule.establishments)
    for move, (duty, classes, kinds) in found.items():
        who = words.classes_words(classes, circular.vocabulary) + words.kinds_words(kinds, circular)
        first = circular.vocabulary.in_order(classes)[0]
        some = () if circular.scope.establishments <= kinds else sorted(kinds)
        key = (circular.id, duty.kind, first, *some, move.part, move.known_from.isoformat())
        yield Entry(
            f"{circular.calendar_domain}/{'/'.join(key)}",
            f"Dates changées en {circular.year} : {words.in_a_sentence(duty.label)}, {who}",
            move.known_from,
            (
                f"Avant : {_said(move.before, circular)}.",
                f"Depuis le {words.full_date(move.known_from)} : {_said(move.after, circular)}.",
            ),
            circular,
        )


def _history(duty: Duty, window: Window, circular: Circular) -> Iterator[_Move]:
    """Each time that a window moved."""
    while window.replaces and window.known_from:
        before, after = (window_side(one, circular) for one in (window.replaces, window))
        yield _Move(duty.kind, window.key, window.known_from, before, after)
        window = window.replaces


def _said(side: Side, circular: Circular) -> str:
    where = rests_on(side, circular)
    text = side_words(side).rstrip(".")
    return f"{text} [{where}]" if where else text
