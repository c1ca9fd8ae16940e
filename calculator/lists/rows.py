"""What the rows of a file say, once its columns are known; each text of a cell is read once."""

from __future__ import annotations

from operator import itemgetter

from calculator.lists import values
from calculator.lists.class_names import class_level
from calculator.lists.columns import ABSENT, Columns, Kind
from calculator.lists.french_classes import ClassLevel
from calculator.lists.groups import class_of
from calculator.lists.lines import NOT_GIVEN
from calculator.lists.pix import COMPETENCES, LEVELS
from calculator.lists.titles import OF_RESULTS, ROLES, plain_title
from calculator.lists.values import UnexpectedValue, Values

PIX_PER_LEVEL = 8
"""By the code of Pix; used where a file gives pix and no levels."""
_NONE_GIVEN = bytes([NOT_GIVEN]) * len(COMPETENCES)
_ALL_ROLES = (*ROLES, *(role for role in OF_RESULTS if role not in ROLES))


class Rows:
    """Where the columns of a file are, and the values met in them by their text."""

    def __init__(self, columns: Columns) -> None:
        """Begin with columns."""
        self.kind, self.titles = columns.kind, list(columns.titles)
        self._on_page = columns.kind is Kind.PUPILS_PAGE
        place = {role: columns.places.get(role, ABSENT) for role in _ALL_ROLES}
        self.last_name, self.first_name = place["last_name"], place["first_name"]
        self.second_last_name, self.particle = place["second_last_name"], place["particle"]
        self.full_name = max(place["full_name"], place["full_name_first"])
        self.first_before = place["full_name_first"] != ABSENT
        self.class_name, self.birth, self.date = place["class_name"], place["birth"], place["date"]
        self.certifiable, self.count = place["certifiable"], place["count"]
        self.shared, self.status, self.total = place["shared"], place["status"], place["total"]
        self.number, self.type, self.already = place["number"], place["type"], place["already"]
        self.left, self.level_name = place["left"], place["level_name"]
        self.situation = place["situation"]
        needed = (self.last_name, self.first_name, self.full_name, self.class_name)
        self.last_needed = max(needed) if self.kind is Kind.PLAIN else len(self.titles)
        self.others = _others(columns)
        typed = (self.birth, self.left, self.date, self.shared, self.certifiable, self.count)
        self.has_values = max(*typed, self.status, self.type, *columns.levels, *columns.pix) >= 0

        self._class_names = Values(values.class_name, values.EXPECTED_CLASS)
        self._days = Values(values.day, values.EXPECTED_DAY)
        bare = self.left != ABSENT and plain_title(self.titles[self.left]) == "sortie"
        left = values.day_of_exit if bare else values.day_left
        self._days_left = Values(left, values.EXPECTED_DAY)
        self._counts = Values(values.count, values.EXPECTED_COUNT)
        self._pages = Values(values.on_pupils_page, values.EXPECTED_ON_PAGE)
        self._statuses = Values(values.status, values.EXPECTED_STATUS)
        self._totals = Values(values.total, values.EXPECTED_PIX)
        self._types = Values(values.is_pix, values.EXPECTED_TYPE)
        self._class_levels = Values(values.level_name, "un niveau")
        self._situations = Values(values.situation, "une situation")
        self._already = Values(values.already, values.EXPECTED_ALREADY)
        self._answers = Values(values.yes_no, values.EXPECTED_YES_NO)
        levels = Values(values.level, values.EXPECTED_LEVEL)
        pix = Values(values.pix, values.EXPECTED_PIX)
        self._level, self._pix = levels.__getitem__, pix.__getitem__
        self._has_levels = any(at != ABSENT for at in columns.levels)
        self._own_cells = itemgetter(
            *(self.class_name, self.birth, self.date, self.shared, self.certifiable, self.count)
        )
        self._level_cells = itemgetter(*columns.levels)
        self._pix_cells = itemgetter(*columns.pix)
        self._values: dict[int, object] = {
            **dict.fromkeys(columns.levels, levels),
            **dict.fromkeys(columns.pix, pix),
            self.class_name: self._class_names,
            self.birth: self._days,
            self.left: self._days_left,
            self.date: self._days,
            self.shared: self._answers,
            self.certifiable: self._pages if self._on_page else self._answers,
            self.count: self._counts,
            self.status: self._statuses,
            self.total: self._totals,
            self.type: self._types,
            self.already: self._already,
        }

    def said(self, row: list[str]) -> Said:
        """What a row says of a pupil.

        Args:
            row: Its cells, and a blank one after them.

        Raises:
            UnexpectedValue: When a cell holds no value of its column.
        """
        answers = self._answers
        levels: bytes | None = bytes(map(self._level, self._level_cells(row)))
        pix: bytes | None = bytes(map(self._pix, self._pix_cells(row)))
        in_class, born, on, says_shared, says_certifiable, number = self._own_cells(row)
        (reached,) = self._counts[number]
        class_name, birth = self._class_names[in_class], self._days[born]
        if self._on_page:
            certifiable, shared, sent = self._pages[says_certifiable]
        else:
            (certifiable,), (shared,) = answers[says_certifiable], answers[says_shared]
            sent = self._days[on]
        if pix == _NONE_GIVEN:
            pix = None
        elif pix and not self._has_levels:
            levels = pix.translate(_LEVEL_BY_PIX)
        if levels == _NONE_GIVEN:
            levels = pix = None
            told = certifiable is not None or reached is not None
            if shared is None and self.kind is Kind.PROFILES and not told and self._says_na(row):
                shared = False
        if shared is False and (levels is not None or certifiable or reached):
            expected = _NOT_SHARED if levels is not None else _NOT_SHARED_YET_TOLD
            raise UnexpectedValue(answers, row[self.shared], expected)
        if shared is False:
            certifiable = reached = None
        return class_name, birth, sent, shared, levels, pix, certifiable, reached

    def in_class(self, row: list[str], class_name: str) -> tuple[str, ClassLevel | None]:
        """The class of a row that says its level elsewhere too, and that level.

        Args:
            row: The row.
            class_name: What is in the column of classes; a whole name in our own answers.
        """
        level = self._class_levels[row[self.level_name]]
        if self.already != ABSENT:
            return class_name, class_level(level)
        return class_of(level, class_name)

    def beside(self, row: list[str]) -> tuple[str, str | None]:
        """The day a pupil left, and what the other cells of the row say.

        Raises:
            UnexpectedValue: As `said`.
        """
        other = "\x1f".join([row[place].strip() for place in self.others]) if self.others else None
        left = self._days_left[row[self.left]] or self._situations[row[self.situation]]
        return left, other

    def says_not_shared(self, row: list[str]) -> bool:
        """Whether our own answers, given back, say that a pupil did not send a profile."""
        return self.situation != ABSENT and row[self.situation].startswith(_NOT_SENT)

    def certified_already(self, row: list[str]) -> tuple[bool, str]:
        """Whether our own answers, given back, say that a pupil is certified, and since when.

        Raises:
            UnexpectedValue: As `said`.
        """
        return self._already[row[self.already]] if self.already != ABSENT else (False, "")

    def certified(self, row: list[str]) -> tuple[tuple[str, str, str], bool, str, int | None, str]:
        """What a row of results says: who and when, whether certified, status, pix and number.

        Raises:
            UnexpectedValue: As `said`; also when the certification is not the circular's.
        """
        if self.type != ABSENT:
            self._types[row[self.type]]
        else:
            self._look_for_another(row)
        class_name, birth = self._class_names[row[self.class_name]], self._days[row[self.birth]]
        (pix,) = self._totals[row[self.total]]
        who = class_name, birth, self._days[row[self.date]]
        number = values.class_name(row[self.number]) or ""
        if self.status != ABSENT:
            return who, *self._statuses[row[self.status]], pix, number
        if pix is None:
            raise UnexpectedValue(self._totals, row[self.total], values.EXPECTED_TOTAL)
        return who, pix > 0, "", pix, number

    def _look_for_another(self, row: list[str]) -> None:
        """Look for a certification that is not the circular's, whatever its column is called.

        Raises:
            UnexpectedValue: When a cell names one.
        """
        whole = "".join(row).lower()
        if "pix" in whole and ("+" in whole or "plus" in whole):
            for cell in filter(values.is_of_another, row):
                raise UnexpectedValue(self._types, cell, values.EXPECTED_TYPE)

    def column_of(self, row: list[str], error: UnexpectedValue) -> str | None:
        """The title of the column whose cell is no value of it."""
        columns = (
            title
            for place, title in enumerate(self.titles)
            if row[place] == error.found and self._values.get(place) is error.values
        )
        return next(columns, None)

    def _says_na(self, row: list[str]) -> bool:
        """Whether a row without a profile has « NA » where one would be, as Pix writes it."""
        cells = (*self._level_cells(row), *self._pix_cells(row))
        return any(map(str.strip, (row[self.shared], row[self.certifiable], *cells)))


def _others(columns: Columns) -> tuple[int, ...]:
    """The places of what is not read, in lists that have a line for each pupil."""
    if columns.kind is not Kind.PLAIN:
        return ()
    read = set(columns.places.values())
    return tuple(at for at, title in enumerate(columns.titles) if title and at not in read)


Said = tuple[str, str, str, bool | None, bytes | None, bytes | None, bool | None, int | None]
_LEVEL_BY_PIX = bytes(min(pix // PIX_PER_LEVEL, LEVELS[-1]) for pix in range(NOT_GIVEN)) + bytes(
    [NOT_GIVEN]
)
_NOT_SENT = "profil non partagé"
_NOT_SHARED = "Oui, puisque des niveaux sont donnés"
_NOT_SHARED_YET_TOLD = "Oui, puisque la certifiabilité est donnée"
