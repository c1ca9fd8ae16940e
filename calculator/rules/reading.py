"""Reading campaign files: `campaigns/*.toml`, or any file of the same form.

A file that could lead to a wrong answer is rejected with the file, the key, what was found and
what is expected: an unknown or missing key, a citation of a paragraph that its source does not
declare, a window that ends before it begins or lies outside the school year, a class named twice
or forgotten, a date that is no date, holidays out of order.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from calculator.rules.bounds import LARGEST, too_intricate, too_large
from calculator.rules.campaign import (
    Campaign,
    CertificationRule,
    Citation,
    DutyRule,
    LeftOpen,
    NoticeRule,
    Preparation,
    SchoolYear,
    Scope,
    Sessions,
    Source,
    Threshold,
    Window,
)
from calculator.rules.errors import InvalidCase, MalformedCampaign
from calculator.rules.school_calendar import Holidays, SchoolCalendar
from calculator.rules.shelf import Shelf, sort_out
from calculator.rules.vocabulary import (
    COMPETENCES,
    LEVELS,
    Authority,
    ClassLevel,
    DutyKind,
    Establishment,
    NoticeKind,
    Status,
)

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_REVISIONS = range(1, 1000)
_FILE_NOTICES = (NoticeKind.REPORTED_CHANGE, NoticeKind.INTERPRETATION, NoticeKind.ADDRESSEES)


def read_campaign(file: Path) -> Campaign:
    """Read a campaign file.

    Args:
        file: A TOML file named after its school year, `2020-2021.toml`.

    Raises:
        MalformedCampaign: When anything in it cannot be trusted; the French message names the
            file, the key, what was found and what is expected.
        OSError: When the file cannot be read.
    """
    with file.open("rb") as opened:  # it may be a device, without end
        return parse_campaign(file.name, opened.read(LARGEST + 1))


@cache
def shipped_campaigns() -> Shelf[Campaign]:
    """What is among the campaigns shipped with the package."""
    return sort_out({name: partial(_read, file) for name, file in _shipped().items()})


def available_campaigns() -> tuple[str, ...]:
    """The names of the campaigns shipped with the package, oldest first, that can be read."""
    return tuple(sorted(shipped_campaigns().read))


def faulty_campaigns() -> tuple[MalformedCampaign, ...]:
    """What is wrong with the files among them that cannot be read."""
    return tuple(shipped_campaigns().faults.values())


def load_campaign(name: str) -> Campaign:
    """Load a campaign shipped with the package.

    Args:
        name: Its school year, "2020-2021".

    Raises:
        InvalidCase: When no such campaign is shipped (field `campaign`).
        MalformedCampaign: When its file cannot be trusted.
    """
    shelf = shipped_campaigns()
    if name in shelf.faults:
        raise shelf.faults[name]
    if not shelf.read:
        raise no_campaign()
    if name not in shelf.read:
        raise InvalidCase("campaign", "Campagne", name, " ou ".join(available_campaigns()))
    return shelf.read[name]


def campaign_for(on: date) -> Campaign:
    """The campaign to use for a day: that of its school year, else the nearest one shipped.

    A day before the first campaign gets the first; a day in a year that has none gets the last
    one before it. The decision says when a day is outside its campaign's school year.

    Raises:
        MalformedCampaign: When the file of its school year cannot be trusted, or there is none of
            any year that can.
    """
    campaigns = [load_campaign(name) for name in available_campaigns()]
    begun = [campaign for campaign in campaigns if campaign.school_year.begins <= on]
    if begun and on in begun[-1].school_year:
        return begun[-1]
    for name, fault in shipped_campaigns().faults.items():
        if (year := _year_of(name)) and on in year:
            raise fault
    if not campaigns:
        raise no_campaign()
    return begun[-1] if begun else campaigns[0]


def no_campaign() -> MalformedCampaign:
    """What to say when nothing can be answered."""
    expected = "au moins un fichier comme 2020-2021.toml, correct"
    return MalformedCampaign("campaigns", "dossier", "aucune campagne", expected)


def _shipped() -> dict[str, Traversable]:
    files: list[Traversable] = []
    with suppress(OSError):  # no folder, no campaign
        files += (resources.files("calculator.rules") / "campaigns").iterdir()
    files.sort(key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): file for file in files if file.name.endswith(".toml")}


def _read(file: Traversable) -> Campaign:
    return parse_campaign(file.name, file.read_bytes())


def parse_campaign(file_name: str, content: bytes) -> Campaign:
    """Make a campaign from the content of a file.

    Args:
        file_name: The file's name, for messages; its stem must be the school year.
        content: The file's bytes, UTF-8.

    Raises:
        MalformedCampaign: As `read_campaign`.
    """
    root = _Table(file_name, "", _parse_toml(file_name, content))
    school_year = _school_year(root, "school_year")
    if file_name != f"{school_year}.toml":
        raise root.error("school_year", str(school_year), f"le nom du fichier ({file_name})")
    sources = _sources(root)
    groups = _class_groups(root)

    scope_table = root.table("scope")
    scope = Scope(
        establishments=frozenset(scope_table.codes("establishments", Establishment)),
        citations=scope_table.citations("cites", sources),
    )
    scope_table.close()

    threshold_table = root.table("certifiability")
    threshold = Threshold(
        competences=threshold_table.integer("competences", range(1, len(COMPETENCES) + 1)),
        level=threshold_table.integer("level", LEVELS[1:]),
        citations=threshold_table.citations("cites", sources),
    )
    threshold_table.close()

    campaign = Campaign(
        school_year=school_year,
        sources=sources,
        scope=scope,
        duties=tuple(_duty(table, sources, groups) for table in root.tables("duties")),
        preparation=root.optional("preparation", lambda k: _preparation(root.table(k), sources)),
        left_open=tuple(
            _left_open(table, sources, groups) for table in root.tables("left_open", required=False)
        ),
        threshold=threshold,
        certification=tuple(
            _certification(table, sources, groups, school_year)
            for table in root.tables("certification")
        ),
        no_effect_on_diplomas=_no_effect(root.table("no_effect_on_diplomas"), sources),
        notices=tuple(
            _notice(table, sources, groups) for table in root.tables("notices", required=False)
        ),
        calendar=root.optional(
            "calendar", lambda key: _calendar(root.table(key), sources, school_year)
        ),
        revision=root.optional("revision", lambda key: root.integer(key, _REVISIONS)) or 0,
    )
    root.close()
    _check_classes(root, campaign)
    _check_reported(root, campaign)
    return campaign


# --- The parts of a file ----------------------------------------------------------------------


def _parse_toml(file_name: str, content: bytes) -> dict[str, object]:
    if too_much := too_large(content):
        raise MalformedCampaign(file_name, "taille", too_much, "un fichier de campagne")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"octet 0x{content[error.start]:02x} en position {error.start}"
        raise MalformedCampaign(file_name, "encodage", found, "un texte en UTF-8") from error
    if too_much := too_intricate(text):
        raise MalformedCampaign(file_name, "contenu", too_much, "un fichier de campagne")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"ligne {place[1]}, colonne {place[2]}" if place else "fin du fichier"
        line = text.split("\n")[int(place[1]) - 1] if place else "fin"
        expected = "du TOML bien formé (date AAAA-MM-JJ qui existe, guillemets fermés…)"
        raise MalformedCampaign(file_name, where, line.strip(), expected) from error


def _school_year(table: _Table, key: str) -> SchoolYear:
    text = table.text(key)
    year = _year_of(text)
    if year is None:
        raise table.error(key, text, "deux années qui se suivent, comme 2020-2021")
    return year


def _year_of(text: str) -> SchoolYear | None:
    match = re.fullmatch(r"([12]\d{3})-(\d{4})", text, flags=re.ASCII)
    if not match or int(match[2]) != int(match[1]) + 1:
        return None
    return SchoolYear(int(match[1]))


def _sources(root: _Table) -> dict[str, Source]:
    sources = {}
    tables = root.table("sources")
    for source_id in tables.names():
        table = tables.table(source_id)
        authority = table.code("authority", Authority)
        paragraphs = table.texts("paragraphs") if authority is Authority.OFFICIAL else {}
        sources[source_id] = Source(
            id=source_id,
            authority=authority,
            title=table.text("title"),
            short_title=table.text("short_title"),
            published=table.date("date"),
            page=table.page("page") if authority is Authority.OFFICIAL else None,
            url=table.optional("url", table.url),
            paragraphs=paragraphs,
        )
        table.close()
    if not any(source.authority is Authority.OFFICIAL for source in sources.values()):
        raise root.error("sources", ", ".join(sources), "au moins une source official")
    return sources


def _class_groups(root: _Table) -> dict[str, tuple[ClassLevel, ...]]:
    table = root.optional("class_groups", root.table)
    if table is None:
        return {}
    groups = {}
    for name in table.names():
        if name in list(ClassLevel):
            raise table.error(name, name, "un nom de groupe qui n’est pas un code de classe")
        groups[name] = table.codes(name, ClassLevel)
    return groups


def _classes(
    table: _Table, key: str, groups: Mapping[str, tuple[ClassLevel, ...]]
) -> frozenset[ClassLevel]:
    named: list[ClassLevel] = []
    for name in table.strings(key):
        members = groups.get(name) or (table.as_code(key, name, ClassLevel, also=groups),)
        for member in members:
            if member in named:
                raise table.error(key, f"{member} (par {name})", "chaque classe une seule fois")
            named.append(member)
    return frozenset(named)


def _duty(
    table: _Table, sources: Mapping[str, Source], groups: Mapping[str, tuple[ClassLevel, ...]]
) -> DutyRule:
    kinds = [kind for kind in DutyKind if kind is not DutyKind.CERTIFICATION]
    duty = DutyRule(
        kind=table.code("kind", DutyKind, among=kinds),
        status=table.code("status", Status, among=(Status.MANDATORY, Status.OPTIONAL)),
        classes=_classes(table, "classes", groups),
        actor=table.text("actor"),
        citations=table.citations("cites", sources),
    )
    table.close()
    return duty


def _certification(
    table: _Table,
    sources: Mapping[str, Source],
    groups: Mapping[str, tuple[ClassLevel, ...]],
    school_year: SchoolYear,
) -> CertificationRule:
    among = (Status.MANDATORY, Status.OPTIONAL, Status.NOT_DUE)
    status = table.code("status", Status, among=among)
    due = status is not Status.NOT_DUE
    postponed = status is Status.OPTIONAL and table.has("postponed_to")
    rule = CertificationRule(
        status=status,
        classes=_classes(table, "classes", groups),
        citations=table.citations("cites", sources),
        sessions=_sessions(table.table("sessions"), sources, school_year) if due else None,
        postponed_to=str(_school_year(table, "postponed_to")) if postponed else None,
    )
    if rule.postponed_to is not None and rule.postponed_to <= str(school_year):
        raise table.error("postponed_to", rule.postponed_to, f"une année après {school_year}")
    table.close()
    return rule


def _sessions(table: _Table, sources: Mapping[str, Source], school_year: SchoolYear) -> Sessions:
    sessions = Sessions(
        actor=table.text("actor"),
        window=_window(table.table("window"), sources, school_year),
        citations=table.citations("cites", sources),
    )
    table.close()
    return sessions


def _window(table: _Table, sources: Mapping[str, Source], school_year: SchoolYear) -> Window:
    window = Window(
        _in_year(table, "opens", school_year),
        _in_year(table, "closes", school_year),
        table.citations("cites", sources),
    )
    if window.closes < window.opens:
        raise table.error("closes", window.closes, f"une date à partir du {window.opens} (opens)")
    table.close()
    return window


def _no_effect(table: _Table, sources: Mapping[str, Source]) -> NoticeRule:
    notice = NoticeRule(
        kind=NoticeKind.NO_EFFECT_ON_DIPLOMAS,
        text=table.text("text"),
        source=str(table.citation("source", sources)),
        classes=frozenset(ClassLevel),
        establishments=frozenset(Establishment),
    )
    table.close()
    return notice


def _notice(
    table: _Table, sources: Mapping[str, Source], groups: Mapping[str, tuple[ClassLevel, ...]]
) -> NoticeRule:
    kind = table.code("kind", NoticeKind, among=_FILE_NOTICES)
    reported = kind is NoticeKind.REPORTED_CHANGE
    establishments = table.optional("establishments", lambda k: table.codes(k, Establishment))
    notice = NoticeRule(
        kind=kind,
        text=table.text("text"),
        source=table.secondary("source", sources)
        if reported
        else str(table.citation("source", sources)),
        classes=table.optional("classes", lambda k: _classes(table, k, groups))
        or frozenset(ClassLevel),
        establishments=frozenset(establishments or Establishment),
        reported_closes=table.optional("reported_closes", table.date) if reported else None,
    )
    table.close()
    return notice


def _preparation(table: _Table, sources: Mapping[str, Source]) -> Preparation:
    preparation = Preparation(table.text("actor"), table.citations("cites", sources))
    table.close()
    return preparation


def _left_open(
    table: _Table, sources: Mapping[str, Source], groups: Mapping[str, tuple[ClassLevel, ...]]
) -> LeftOpen:
    left_open = LeftOpen(
        actor=table.text("actor"),
        text=table.text("text"),
        classes=_classes(table, "classes", groups),
        citations=table.citations("cites", sources),
    )
    table.close()
    return left_open


def _calendar(
    table: _Table, sources: Mapping[str, Source], school_year: SchoolYear
) -> SchoolCalendar:
    calendar = SchoolCalendar(
        zone=table.text("zone"),
        source=table.secondary("source", sources),
        public_holidays=_public_holidays(table, school_year),
        holidays=_holidays(table, "holidays", school_year),
        first_announced=_holidays(table, "first_announced", school_year, required=False),
    )
    held = [holidays.name for holidays in calendar.holidays]
    for number, announced in enumerate(calendar.first_announced):
        if announced.name not in held:
            key = f"first_announced[{number}].name"
            raise table.error(key, announced.name, f"un nom de holidays : {', '.join(held)}")
    table.close()
    return calendar


def _public_holidays(table: _Table, school_year: SchoolYear) -> Mapping[date, str]:
    days: dict[date, str] = {}
    for one in table.tables("public_holidays"):
        day = _in_year(one, "day", school_year)
        if days and day <= max(days):
            raise one.error("day", day, f"une date après le {max(days)}, qui précède")
        days[day] = one.text("name")
        one.close()
    return MappingProxyType(days)


def _holidays(
    table: _Table, key: str, school_year: SchoolYear, *, required: bool = True
) -> tuple[Holidays, ...]:
    """Holidays in order; those of summer may end within the month that follows the year."""
    latest = school_year.ends.replace(month=9, day=30)
    read: list[Holidays] = []
    for one in table.tables(key, required=required):
        starts, resumes = _in_year(one, "starts", school_year), one.date("resumes")
        if read and starts < read[-1].resumes:
            expected = f"une date à partir du {read[-1].resumes}, reprise qui précède"
            raise one.error("starts", starts, expected)
        if not starts < resumes <= latest:
            expected = f"une date après le {starts} (starts), au plus tard le {latest}"
            raise one.error("resumes", resumes, expected)
        name = one.text("name")
        if name in [holidays.name for holidays in read]:
            raise one.error("name", name, "un nom qui n’est pas déjà pris")
        read.append(Holidays(name, starts, resumes))
        one.close()
    return tuple(read)


def _in_year(table: _Table, key: str, school_year: SchoolYear) -> date:
    day = table.date(key)
    if day not in school_year:
        raise table.error(key, day, f"une date de l’année scolaire {school_year}")
    return day


def _check_classes(root: _Table, campaign: Campaign) -> None:
    """Every class is in exactly one certification rule, and at most once under each duty."""
    ruled = _once(root, "certification", (rule.classes for rule in campaign.certification))
    missing = [str(level) for level in ClassLevel if level not in ruled]
    if missing:
        raise root.error("certification", f"rien pour {', '.join(missing)}", "toutes les classes")
    for kind in DutyKind:
        _once(
            root,
            f"duties ({kind})",
            (duty.classes for duty in campaign.duties if duty.kind is kind),
        )


def _check_reported(root: _Table, campaign: Campaign) -> None:
    """A reported last day is in the school year, and not before that of any window it moves."""
    for number, notice in enumerate(campaign.notices):
        day = notice.reported_closes
        if day is None:
            continue
        ends = [
            rule.sessions.window.closes
            for rule in campaign.certification
            if rule.sessions and rule.classes & notice.classes
        ]
        if day not in campaign.school_year or not ends or day < max(ends):
            expected = f"une date de {campaign.name}, pas avant la fin des fenêtres de ses classes"
            raise root.error(f"notices[{number}].reported_closes", day, expected)


def _once(root: _Table, key: str, groups: Iterable[frozenset[ClassLevel]]) -> set[ClassLevel]:
    seen: set[ClassLevel] = set()
    for group in groups:
        for twice in sorted(seen & group):
            raise root.error(key, f"{twice} deux fois", "chaque classe une seule fois")
        seen |= group
    return seen


# --- Reading one table, key by key ------------------------------------------------------------


class _Table:
    """A TOML table that knows its place in the file and which of its keys have been read."""

    def __init__(self, file: str, path: str, content: Mapping[str, object]) -> None:
        self._file = file
        self._path = path
        self._content = content
        self._unread = dict.fromkeys(content)

    def error(self, key: str, found: object, expected: str) -> MalformedCampaign:
        return MalformedCampaign(self._file, self._key(key), found, expected)

    def close(self) -> None:
        """Reject the keys that nothing has read."""
        for key in self._unread:
            known = sorted(set(self._content) - set(self._unread))
            raise self.error(key, key, f"pas de clé inconnue ici (connues : {', '.join(known)})")

    def names(self) -> list[str]:
        return list(self._content)

    def has(self, key: str) -> bool:
        return key in self._content

    def optional(self, key: str, read: Callable[[str], T]) -> T | None:
        return read(key) if self.has(key) else None

    def table(self, key: str) -> _Table:
        return self._as_table(key, self._take(key, "une table"))

    def tables(self, key: str, *, required: bool = True) -> list[_Table]:
        if not required and not self.has(key):
            return []
        items = self._take(key, "des tables [[…]]")
        if not isinstance(items, list) or not items:
            raise self.error(key, items, f"au moins une table [[{key}]]")
        return [self._as_table(f"{key}[{n}]", item) for n, item in enumerate(items)]

    def text(self, key: str) -> str:
        return self._as_text(key, self._take(key, "un texte"))

    def texts(self, key: str) -> dict[str, str]:
        table = self.table(key)
        return {name: table.text(name) for name in table.names()}

    def page(self, key: str) -> str:
        """The path of a page of the site, that leads nowhere else."""
        text = self.text(key)
        if not re.fullmatch(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.md", text):
            raise self.error(key, text, "une page du dossier docs, comme circulaire/2020-12-16.md")
        return text

    def url(self, key: str) -> str:
        """An address on the web, that runs nothing."""
        text = self.text(key)
        if not re.fullmatch(r"https?://[\w.-]+(?::\d+)?(?:[/?#][^\s<>\"\\]*)?", text):
            raise self.error(key, text, "une adresse du web, comme https://pix.fr/")
        return text

    def strings(self, key: str) -> tuple[str, ...]:
        items = self._take(key, "une liste de textes")
        if not isinstance(items, list) or not items:
            raise self.error(key, items, "une liste d’au moins un texte")
        return tuple(self._as_text(key, item) for item in items)

    def date(self, key: str) -> date:
        day = self._take(key, "une date AAAA-MM-JJ")
        if not isinstance(day, date) or isinstance(day, datetime):
            raise self.error(key, day, "une date AAAA-MM-JJ, sans guillemets ni heure")
        return day

    def integer(self, key: str, among: range) -> int:
        number = self._take(key, "un nombre entier")
        if type(number) is not int or number not in among:
            raise self.error(key, number, f"un nombre entier de {among[0]} à {among[-1]}")
        return number

    def code(self, key: str, kind: type[E], among: Iterable[E] | None = None) -> E:
        return self.as_code(key, self.text(key), kind, among=among)

    def codes(self, key: str, kind: type[E]) -> tuple[E, ...]:
        return tuple(self.as_code(key, text, kind) for text in self.strings(key))

    def as_code(
        self,
        key: str,
        text: str,
        kind: type[E],
        among: Iterable[E] | None = None,
        also: Iterable[str] = (),
    ) -> E:
        allowed = list(among or kind)
        if text not in allowed:
            raise self.error(key, text, f"un de {', '.join([*allowed, *also])}")
        return kind(text)

    def citations(self, key: str, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
        return tuple(self._as_citation(key, text, sources) for text in self.strings(key))

    def citation(self, key: str, sources: Mapping[str, Source]) -> Citation:
        return self._as_citation(key, self.text(key), sources)

    def secondary(self, key: str, sources: Mapping[str, Source]) -> str:
        source_id = self.text(key)
        known = [s.id for s in sources.values() if s.authority is Authority.SECONDARY]
        if source_id not in known:
            raise self.error(key, source_id, f"une source secondary : {', '.join(known)}")
        return source_id

    def _take(self, key: str, expected: str) -> object:
        if key not in self._content:
            raise self.error(key, "rien", expected)
        self._unread.pop(key, None)
        return self._content[key]

    def _key(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _as_table(self, key: str, item: object) -> _Table:
        if not isinstance(item, dict):
            raise self.error(key, item, "une table")
        return _Table(self._file, self._key(key), item)

    def _as_text(self, key: str, item: object) -> str:
        if not isinstance(item, str) or not item.strip():
            raise self.error(key, item, "un texte non vide, entre guillemets")
        return item

    def _as_citation(self, key: str, text: str, sources: Mapping[str, Source]) -> Citation:
        source_id, _, paragraph = text.partition("#")
        source = sources.get(source_id)
        if source is None or paragraph not in source.paragraphs:
            known = [f"{s.id}#{p}" for s in sources.values() for p in s.paragraphs]
            raise self.error(key, text, f"un paragraphe déclaré : {', '.join(known)}")
        return Citation(source_id, paragraph)
