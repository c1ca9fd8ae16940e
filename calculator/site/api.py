"""The static answers of a site (`api/v1/`): those of every class, kind of school and day, as files.

The calculator's page shows them before Python is there, and other programs read them. They are
computed once for all targets; what differs is the address of the pages that they cite.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from calculator.answers import words
from calculator.answers.references import Link
from calculator.lists.texts import csv_line
from calculator.model.circular import Circular
from calculator.model.library import Circulars
from calculator.model.vocabulary import ClassLevel
from calculator.render.as_html import Markup, element, joined
from calculator.schema.fields import VERSION
from calculator.site.cache import Cache
from calculator.site.engine import SCRIPTS_FOLDER
from calculator.site.links import told_link
from calculator.site.states import State, states_of

API_FOLDER = "api/v1/"
INDEX = f"{API_FOLDER}index.json"
CSV_COLUMNS = (
    *("circulaire", "annee", "classe", "libelle", "etablissement", "du", "au", "statut"),
    *("fenetre", "ouverture", "fermeture", "certitude", "reponse", "echeance"),
)
_HEADLINE, _BY_WHEN = 2, 3
"""The lines of an answer's text with what is said first, and with its date."""
_PAGE = re.compile(r"\{page:([^}]*)\}")
_PACKAGE = Path(__file__).parent.parent
_DECIDES = sorted(
    file
    for pattern in ("model/*.py", "answers/*.py", "render/*.py", "ask/pupil.py", "site/states.py")
    for file in _PACKAGE.glob(pattern)
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Api:
    """The answers of a site.

    Attributes:
        circulars: Whose answers they are, the latest first.
        answers: The answers of each class by the circular's id, with the names of pages.
        version: What changes when any of them does.
        scripts: Whether pages find them in scripts: a disk gives nothing else, and every server
            knows them.
    """

    circulars: Circulars
    answers: Mapping[str, Sequence[Json]]
    version: str
    scripts: bool

    def files(self, address: Link) -> dict[str, str]:
        """The content of each file by its address in the site.

        Args:
            address: From a page of the site to its address in the site.
        """
        files = {INDEX: _written(self._index())}
        for circular in self.circulars.all:
            answers = [self._whole(circular, one) for one in self.answers[circular.id]]
            files[_csv_of(circular)] = "\ufeff" + "".join(map(csv_line, _rows(circular, answers)))
            for one in answers:
                name = f"{API_FOLDER}{circular.id}/{one['class_level']}.json"
                files[name] = _linked(_written(one), address)
        return files

    def page_files(self, address: Link) -> dict[str, tuple[str, str]]:
        """For each circular, by its id, the file of the calculator's page: address and content.

        It has all classes: what a reader chooses must decide of no request.

        Args:
            address: As in `files`.
        """
        files = {}
        for circular in self.circulars.all:
            shown = {"version": self.version, **_shown(self.answers[circular.id])}
            text = _linked(_written(shown), address)
            if self.scripts:
                text = _as_script(circular.id, text.strip())
            digest = hashlib.sha256(text.encode()).hexdigest()[:12]
            suffix = "js" if self.scripts else "json"
            name = f"{SCRIPTS_FOLDER}answers-{circular.id}.{digest}.{suffix}"
            files[circular.id] = name, text
        return files

    def for_page(self, to_page: Link, addresses: Mapping[str, str]) -> str:
        """What the page's script needs to find them, as JSON.

        Args:
            to_page: From a page or file of the site to its address relative to the page.
            addresses: Where the file of each circular is, as `page_files` has it.
        """
        return json.dumps(
            {
                "version": self.version,
                "scripts": self.scripts,
                "site": to_page(API_FOLDER).removesuffix(API_FOLDER),
                "words": _date_words(),
                "circulars": [
                    {"id": one.id, **_days(one), "address": to_page(addresses[one.id])}
                    for one in self.circulars.all
                ],
            },
            ensure_ascii=False,
        )

    def links_html(self, to_page: Link) -> Markup:
        """Links to all of them, for a person, and for what copies a site by its links."""
        lines = [_link(to_page, INDEX, "index.json")]
        for circular in self.circulars.all:
            links = [_link(to_page, _csv_of(circular), f"{circular.id}.csv")]
            links += [
                told_link(
                    level.label, to_page(_address_of(circular, level)), after=f", {circular.id}"
                )
                for level in circular.classes
            ]
            lines.append(Markup(f"{joined([circular.year])} : {' · '.join(links)}"))
        return element("ul", *(element("li", line) for line in lines))

    def _index(self) -> Json:
        vocabulary = self.circulars.vocabulary
        return {
            "schema": VERSION,
            "version": self.version,
            "words": _date_words(),
            "classes": [{"code": str(one), "label": one.label} for one in vocabulary.classes],
            "establishments": [
                {"code": str(one), "label": one.label} for one in vocabulary.establishments
            ],
            "circulars": [
                {
                    "id": one.id,
                    "issuer": one.issuer,
                    "title": one.title,
                    "campaign": one.year,
                    **_days(one),
                    "csv": _csv_of(one).removeprefix(API_FOLDER),
                    "answers": {
                        str(level): _address_of(one, level).removeprefix(API_FOLDER)
                        for level in one.classes
                    },
                }
                for one in self.circulars.all
            ],
        }

    def _whole(self, circular: Circular, answers: Json) -> Json:
        return {
            "schema": VERSION,
            "version": self.version,
            "circular": circular.id,
            "issuer": circular.issuer,
            "campaign": circular.year,
            **_days(circular),
            **answers,
        }


def answers_of(circulars: Circulars, carried: bytes, cache: Cache, *, scripts: bool) -> Api:
    """The answers of every circular.

    Args:
        circulars: Those of the site.
        carried: The same as JSON, as the browser gets them.
        cache: Where they are kept.
        scripts: Whether pages find them in scripts: a disk gives nothing else, and every server
            knows them.
    """
    data = json.loads(carried)
    by_id = {one["id"]: one for one in data["circulars"]}
    answers = {}
    digest = hashlib.sha256()
    for circular in circulars.all:
        said = json.dumps([data["vocabulary"], by_id[circular.id]]).encode()
        file = cache.file("answers.json", [said, Path(__file__), *_DECIDES], _writer(circular))
        answers[circular.id] = json.loads(file.read_bytes())
        digest.update(said + file.read_bytes())
    return Api(circulars, answers, digest.hexdigest()[:12], scripts)


def _writer(circular: Circular) -> Callable[[Path], object]:
    def write(made: Path) -> None:
        answers = [_of_class(circular, level) for level in circular.classes]
        made.write_text(_written(answers), encoding="utf-8")

    return write


def _of_class(circular: Circular, level: ClassLevel) -> Json:
    """The answers for a class, which share their blocks."""
    blocks: dict[str, int] = {}

    def numbers(of_state: Iterable[str]) -> list[int]:
        return [blocks.setdefault(block, len(blocks)) for block in of_state]

    def state(one: State) -> Json:
        return {
            "first_day": one.first.isoformat(),
            "last_day": one.last.isoformat(),
            "status": one.status,
            "window": one.window,
            "headline": one.text[_HEADLINE],
            "by_when": one.text[_BY_WHEN],
            "decision": one.decision,
            "text": numbers(one.text),
            "html": numbers(one.html),
        }

    kinds = circular.vocabulary.establishments
    return {
        "class_level": str(level),
        "label": level.label,
        "establishments": {
            str(kind): [state(one) for one in states_of(circular, level, kind)] for kind in kinds
        },
        "blocks": list(blocks),
    }


def _shown(answers: Iterable[Json]) -> Json:
    """What the calculator's page needs of the answers for all classes, which share their blocks."""
    blocks: dict[str, int] = {}

    def state(one: Json, of_class: Sequence[str]) -> Json:
        html = [blocks.setdefault(of_class[number], len(blocks)) for number in one["html"]]
        return {"first_day": one["first_day"], "last_day": one["last_day"], "html": html}

    classes = {
        one["class_level"]: {
            kind: [state(each, one["blocks"]) for each in states]
            for kind, states in one["establishments"].items()
        }
        for one in answers
    }
    return {"classes": classes, "blocks": list(blocks)}


def _linked(text: str, address: Link) -> str:
    """A file's text with the addresses of pages, from `{site}`, in place of their names."""
    return _PAGE.sub(lambda found: f"{{site}}{address(found[1])}", text)


def _as_script(name: str, text: str) -> str:
    """A script that leaves a text: a browser is quicker to read that than what it would build."""
    quoted = text.replace("\\", r"\\").replace("'", r"\'")
    return f"(self.calcAnswers??={{}})[{json.dumps(name)}]='{quoted}';\n"


def _rows(circular: Circular, answers: Iterable[Json]) -> Iterator[Sequence[str]]:
    """The table of a circular: a line for each class, kind of school and state."""
    yield CSV_COLUMNS
    for one in answers:
        for kind, states in one["establishments"].items():
            for state in states:
                window = _window(state)
                yield (
                    *(circular.id, circular.year, one["class_level"], one["label"], kind),
                    *(state["first_day"], state["last_day"], state["status"]),
                    *(state["window"] or "", window["opens"] or "", window["closes"] or ""),
                    *(state["decision"]["certainty"], state["headline"], state["by_when"]),
                )


def _window(state: Json) -> Json:
    """The window that a state is about; one without days where there is none."""
    decision = state["decision"]
    found = [decision["certification"]["window"]] if "certification" in decision else []
    found += [window for duty in decision["duties"] for window in duty.get("windows", [])]
    alike = (one for one in found if one and one["state"] == state["window"])
    return next(alike, {"opens": None, "closes": None})


def _days(circular: Circular) -> dict[str, str]:
    year = circular.school_year
    return {"first_day": year.begins.isoformat(), "last_day": year.ends.isoformat()}


def _date_words() -> Json:
    first, _ = words.day_and_month(date(2001, 1, 1)).split()
    return {"days": words.DAYS, "months": words.MONTHS, "first": first}


def _address_of(circular: Circular, level: ClassLevel) -> str:
    return f"{API_FOLDER}{circular.id}/{level}.json"


def _csv_of(circular: Circular) -> str:
    return f"{API_FOLDER}{circular.id}.csv"


def _link(to_page: Link, address: str, label: str) -> Markup:
    return element("a", label, href=to_page(address))


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
