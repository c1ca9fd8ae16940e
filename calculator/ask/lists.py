"""The list page's questions to Python: files in, then a form at a time; parts of the page out.

The page knows nothing of lists: it puts each part where it says, and sends what its buttons say.
"""

from __future__ import annotations

import binascii
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from calculator.answers.list_livret import answer_livret
from calculator.answers.lists import RosterWords, set_aside_words, superseded_words
from calculator.ask.problems import told_of
from calculator.ask.pupil import CIRCULAR_FIELD
from calculator.carried import carried_circulars
from calculator.lists.answering import answer_roster
from calculator.lists.answers import PupilAnswer, RosterAnswer, Situation
from calculator.lists.classes import ClassMap
from calculator.lists.errors import NotAList
from calculator.lists.files import FileReader
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import PupilList
from calculator.lists.livret import Named, Pupil, put_together
from calculator.lists.merging import merge
from calculator.lists.rosters import Roster
from calculator.lists.template import template_csv
from calculator.lists.texts import fold
from calculator.model.case import ON_LABEL, Case, parse_date, parse_establishment
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.errors import InvalidCase, MalformedCircular
from calculator.render.as_html import NOTHING, Markup, answer_html, problems_html
from calculator.render.list_html import (
    classes_html,
    filters_html,
    summary_html,
)
from calculator.render.list_livret import livret_html
from calculator.render.list_pupils import pupil_html, pupils_html
from calculator.render.list_tables import roster_csv
from calculator.render.list_takeaway import more_html, reminder_html, sheets_html
from calculator.render.list_xlsx import XLSX_TYPE, roster_xlsx

ROWS = 50
"""How many pupils are shown at once."""
PRINTED_AT_MOST = 3000
_TOO_MANY = (
    f"Plus de {PRINTED_AT_MOST} élèves sont affichés : choisissez une classe avant d’imprimer."
)
_CSV, _TEXT = "text/csv;charset=utf-8", "text/plain;charset=utf-8"
_UNREADABLE = (
    "ce fichier ne peut pas être lu. Si c’est un dossier, choisissez les fichiers qu’il contient."
)
_OF_ANSWERS = ("summary", "filters", "pupils", "more", "reminder", "sheets")
_SORTS: Mapping[str, Callable[[PupilAnswer], Any]] = {
    "name": lambda pupil: (fold(pupil.line.last_name), fold(pupil.line.first_name)),
    "class": lambda pupil: fold(pupil.line.class_name),
    "situation": lambda pupil: list(Situation).index(pupil.situation),
    "missing": lambda pupil: -1 if pupil.missing is None else pupil.missing,
}


class _Asked(NamedTuple):
    """What the page sends: its fields, and the address of each source's page."""

    fields: dict[str, str]
    pages: dict[str, str]


class RosterPage:
    """The lists of one page: it forgets the last ones when others come."""

    def __init__(self) -> None:
        """Begin with no list."""
        self.begin()
        self._told: list[str] = []
        self._file = ""
        self._reader: FileReader | None = None
        self._roster: Roster | None = None
        self._livret: list[Pupil] = []
        self._answered: RosterAnswer | None = None
        self._shown: list[int] = []
        self._page = 0
        self._opened: int | None = None
        self._sort = "name"
        self._backwards = False
        self._of_answers = {
            "view": self._see,
            "page": self._see,
            "sort": self._sorted,
            "pupil": self._pupil,
            "reminder": self._reminder,
            "download": self._download,
            "print": self._print,
        }

    def begin(self) -> None:
        """Begin to read files."""
        self._lists: list[PupilList] = []
        self._reports: list[Named] = []
        self._refused: list[str] = []

    def open(self, file: str) -> None:
        """Begin a file of that name."""
        self._file, self._reader = file, FileReader(file, livrets=True)

    def feed(self, chunk: bytes) -> bool:
        """Take the next bytes of the file; say whether more of it is wanted."""
        return self._tell(lambda reader: reader.feed(bytes(chunk)))

    def give_up(self) -> bool:
        """Refuse the file, whose bytes do not come; say that no more of it is wanted."""
        self._refused.append(f"{self._file} : {_UNREADABLE}")
        self._reader = None
        return False

    def close(self) -> None:
        """End the file."""
        self._tell(self._end)

    def _end(self, reader: FileReader) -> None:
        self._lists += reader.close()
        self._reports += reader.livret or ()

    def ask(self, request: str) -> str:
        """Answer what a button or a field of the page asks.

        Args:
            request: JSON, `{"fields": {name: text}, "pages": {page: address}}`; the field `do` says
                what is asked: `read`, `answer`, `again`, `view`, `sort:…`, `page:…`, `pupil:…`,
                `reminder`, `download:…`, `print`.

        Returns:
            JSON, `{"parts": {name: html}, "problems": {field: message}}`, and `download` with a
            `name`, a `type` and a `text` (or bytes in `base64`), or `print`, or the part to
            `focus`, where they apply; `html` sums up the problems, with which there is no answer.
        """
        asked = _Asked(**json.loads(request))
        action, _, argument = asked.fields["do"].partition(":")
        try:
            said = self._do(action, argument, asked)
        except (InvalidCase, MalformedCircular) as error:
            self._answered = None
            told = told_of(error, lambda fields, _: _look_at(fields), asked.fields)
            said = {"parts": dict.fromkeys(_OF_ANSWERS, ""), **told}
        return json.dumps({"problems": {}, **said}, ensure_ascii=False)

    def _tell(self, what: Callable[[FileReader], object]) -> bool:
        if self._reader is None:
            return False
        try:
            what(self._reader)
        except NotAList as error:
            self._refused.append(str(error))
            self._reader = None
        return self._reader is not None

    def _do(self, action: str, argument: str, asked: _Asked) -> dict[str, Any]:
        if action == "read":
            return self._read(asked)
        if action == "download" and argument in _TEMPLATES:
            name, levels = _TEMPLATES[argument]
            return _download(name, template_csv(levels=levels))
        if action == "answer" and self._roster is not None:
            return self._first(self._roster, asked)
        if action == "again" and self._roster is not None:
            return self._again(self._roster, asked)
        if action == "again" and self._livret:
            return {"parts": {"summary": self._livret_part(asked)}}
        if self._answered is not None and action in self._of_answers:
            return self._of_answers[action](self._answered, argument, asked)
        return {"parts": {}}

    def _read(self, asked: _Asked) -> dict[str, Any]:
        lists, refused = self._lists, self._refused
        self._livret = put_together(self._reports)
        self.begin()
        self._answered = None
        self._roster = merge(lists) if lists else None
        parts: dict[str, str] = dict.fromkeys(("classes", *_OF_ANSWERS), "")
        self._told = refused
        parts["problems"] = problems_html(refused)
        if self._roster is not None:
            parts["classes"] = classes_html(
                self._roster,
                _classes(self._roster),
                carried_circulars().vocabulary,
            )
        if self._livret:
            parts["summary"] = self._livret_part(asked)
        focus = "classes" if self._roster else "summary" if self._livret else "problems"
        return {"parts": parts, "focus": focus}

    def _livret_part(self, asked: _Asked) -> Markup:
        """What the last reports of the livret scolaire lack, by the text of the day asked."""
        _, circular = _day_and_text(asked.fields)
        found = answer_livret(self._livret, {}, asked.fields["establishment"], circular)
        return livret_html(found, lambda page: asked.pages[page])

    def _first(self, roster: Roster, asked: _Asked) -> dict[str, Any]:
        """Answer, and show all."""
        self._sort, self._backwards = "name", False
        answered, parts = self._answer(roster, asked)
        if answered.pupils:
            parts |= {"filters": filters_html(answered), "pupils": self._view(answered, {}, 0)}
        return {"parts": parts, "focus": "summary"}

    def _again(self, roster: Roster, asked: _Asked) -> dict[str, Any]:
        """Answer for another day, establishment or level; what is chosen to be shown stays."""
        if self._answered is None or not self._answered.pupils:
            return {**self._first(roster, asked), "focus": None}
        answered, parts = self._answer(roster, asked)
        nobody = {"filters": "", "pupils": ""}
        view = {"pupils": self._view(answered, asked.fields, self._page)}
        return {"parts": {**parts, **(view if answered.pupils else nobody)}}

    def _answer(self, roster: Roster, asked: _Asked) -> tuple[RosterAnswer, dict[str, str]]:
        fields = asked.fields
        on, circular = _day_and_text(fields)
        classes = _classes(roster)
        levels = {
            name: _level(fields[key]) if (key := f"class.{place}") in fields else level
            for place, (name, level) in enumerate(classes.levels.items())
        }
        answered = answer_roster(
            roster, ClassMap(levels, classes.given), fields["establishment"], on, circular
        )
        self._answered = answered
        parts: dict[str, str] = {
            **dict.fromkeys(("reminder", "sheets"), ""),
            "summary": summary_html(
                answered, RosterWords(answered), lambda page: asked.pages[page]
            ),
            "more": more_html(answered) if answered.pupils else "",
        }
        return answered, parts

    # --- Of answers: each takes them, the button's argument, and the form ------------------------

    def _see(self, answered: RosterAnswer, argument: str, asked: _Asked) -> dict[str, Any]:
        page = int(argument) if argument else 0
        return {"parts": {"pupils": self._view(answered, asked.fields, page)}}

    def _sorted(self, answered: RosterAnswer, argument: str, asked: _Asked) -> dict[str, Any]:
        self._backwards = argument == self._sort and not self._backwards
        self._sort = argument
        return self._see(answered, "", asked)

    def _pupil(self, answered: RosterAnswer, argument: str, asked: _Asked) -> dict[str, Any]:
        """Open a pupil beside its row, or close it."""
        place = int(argument)
        if place == self._opened:
            return {"parts": {"pupils": self._table(answered, self._page)}}
        detail = self._detail(answered, answered.pupils[place], asked)
        shown = self._table(answered, self._page, (place, detail))
        return {"parts": {"pupils": shown}, "focus": "pupil"}

    def _detail(self, answered: RosterAnswer, pupil: PupilAnswer, asked: _Asked) -> Markup:
        answer = NOTHING
        if pupil.class_level is not None and pupil.situation is not Situation.CERTIFIED:
            # Levels that do not tell all are no ground for another answer than the list's.
            levels = pupil.levels if pupil.marks else None
            case = Case(pupil.class_level, answered.establishment, levels)
            decision = decide(case, answered.on, answered.circular)
            answer = answer_html(decision, asked.pages.__getitem__, heading=4)
        return pupil_html(pupil, RosterWords(answered), answer)

    def _reminder(self, answered: RosterAnswer, _: str, asked: _Asked) -> dict[str, Any]:
        name = _class_name(answered, asked.fields.get("reminder", ""))
        if name is None:
            return {"parts": {"reminder": ""}}
        text = reminder_html(name, answered.pupils, RosterWords(answered))
        return {"parts": {"reminder": text}}

    def _download(self, answered: RosterAnswer, what: str, _: _Asked) -> dict[str, Any]:
        if what == "lines":
            lines = set_aside_words(answered.set_aside)
            lines += map(superseded_words, answered.superseded)
            return _download("lignes.txt", "\r\n".join([*lines, ""]), _TEXT)
        if what == "workbook":
            content = binascii.b2a_base64(b"".join(roster_xlsx(answered)), newline=False).decode()
            file = {"name": "reponses.xlsx", "type": XLSX_TYPE, "base64": content}
            return {"parts": {}, "download": file}
        return _download("reponses.csv", "".join(roster_csv(answered)))

    def _print(self, answered: RosterAnswer, _: str, __: _Asked) -> dict[str, Any]:
        if len(self._shown) > PRINTED_AT_MOST:
            problems = problems_html([*self._told, _TOO_MANY])
            return {"parts": {"problems": problems}, "focus": "problems"}
        pupils = [answered.pupils[place] for place in self._shown]
        sheets = sheets_html(pupils, RosterWords(answered), answered)
        return {"parts": {"problems": problems_html(self._told), "sheets": sheets}, "print": True}

    def _view(self, answered: RosterAnswer, fields: Mapping[str, str], page: int) -> Markup:
        self._shown = self._chosen(answered, fields)
        return self._table(answered, page)

    def _table(
        self, answered: RosterAnswer, page: int, opened: tuple[int, Markup] | None = None
    ) -> Markup:
        last = max(0, (len(self._shown) - 1) // ROWS)
        self._page = min(max(page, 0), last)
        self._opened = opened[0] if opened else None
        places = self._shown[self._page * ROWS : (self._page + 1) * ROWS]
        return pupils_html(
            [(place, answered.pupils[place]) for place in places],
            RosterWords(answered),
            total=len(self._shown),
            page=self._page,
            last=last,
            sort=self._sort,
            backwards=self._backwards,
            opened=opened,
        )

    def _chosen(self, answered: RosterAnswer, fields: Mapping[str, str]) -> list[int]:
        name, situation = fold(fields.get("name", "")), fields.get("situation", "")
        class_name = _class_name(answered, fields.get("class", ""))
        key = _SORTS[self._sort]
        chosen = [
            place
            for place, pupil in enumerate(answered.pupils)
            if (not situation or pupil.situation == situation)
            and (class_name is None or pupil.line.class_name == class_name)
            and (not name or name in _full_name(pupil))
        ]
        chosen.sort(key=lambda place: key(answered.pupils[place]), reverse=self._backwards)
        return chosen


_TEMPLATES = {"template": ("liste.csv", False), "template-levels": ("liste-niveaux.csv", True)}


def _day_and_text(fields: Mapping[str, str]) -> tuple[date, Circular]:
    """The day asked, and the text that answers for it."""
    on = parse_date("on", ON_LABEL, fields.get("on", ""))
    return on, carried_circulars().for_day(on, fields.get(CIRCULAR_FIELD))


def _look_at(fields: Mapping[str, str]) -> dict[str, Any]:
    """Nothing to say of fields that are right; those of a list cost less than its answer."""
    _, circular = _day_and_text(fields)
    parse_establishment(fields["establishment"], circular.vocabulary)
    return {}


def _classes(roster: Roster) -> ClassMap:
    return ClassMap.of(roster.class_names, roster.with_levels)


def _level(code: str) -> ClassLevel | None:
    """The level that a field chooses, if it does."""
    return ClassLevel(code) if code else None


def _class_name(answered: RosterAnswer, place: str) -> str | None:
    """The class that a field names by its place; None when none is chosen."""
    return list(answered.classes.levels)[int(place)] if place else None


def _full_name(pupil: PupilAnswer) -> str:
    return fold(f"{pupil.line.last_name} {pupil.line.first_name} {pupil.line.last_name}")


def _download(name: str, text: str, kind: str = _CSV) -> dict[str, Any]:
    return {"parts": {}, "download": {"name": name, "type": kind, "text": text}}
