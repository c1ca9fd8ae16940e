"""The class level of each class of a list, as its name says, and as a person may correct it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from calculator.lists.class_names import LEVEL_NAMES, class_level
from calculator.lists.decoding import Decoder
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import cells_of, csv_line, fold, unescaped
from calculator.lists.values import before_it_was_a_date
from calculator.model.errors import quote

TITLES = ("classe", "niveau")


_EXPECTED = "une table « classe;niveau », en CSV"
_LARGEST_MAP = 4 << 20
"""How many bytes a table of classes may have."""


@dataclass(frozen=True, slots=True)
class ClassMap:
    """The class level of each class name, as a person may correct it.

    Attributes:
        levels: The level by name, in the order of the lists; None for one that must be asked. The
            empty name stands for pupils whose class is not given.
        given: The names that need no level, for each pupil has one.
    """

    levels: Mapping[str, ClassLevel | None]
    given: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], given: Iterable[str] = ()) -> Self:
        """The default for these names.

        Args:
            names: The names.
            given: Those of which each pupil has a level.
        """
        return cls({name: class_level(name) for name in names}, frozenset(given))

    def corrected(self, levels: Mapping[str, ClassLevel | None]) -> Self:
        """The same with other levels for some names.

        A name is corrected by itself, or else by the same name in other letters (case, accents and
        spaces); its level must be asked when those have several.

        Args:
            levels: The right level by name; None for one that must still be asked.
        """
        folded: dict[str, set[ClassLevel | None]] = {}
        for name, level in levels.items():
            folded.setdefault(fold(name), set()).add(level)
        right: dict[str, ClassLevel | None] = {}
        for name, level in self.levels.items():
            alike = [levels[name]] if name in levels else [*folded.get(fold(name), [level])]
            right[name] = alike[0] if len(alike) == 1 else None
        return type(self)(right, self.given)

    def without_pupils(self, levels: Mapping[str, ClassLevel | None]) -> tuple[str, ...]:
        """The names of corrections that are no class of the lists, whatever the letters."""
        names = set(map(fold, self.levels))
        return tuple(name for name in levels if fold(name) not in names)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names whose level must be asked."""
        return tuple(
            name for name, level in self.levels.items() if level is None and name not in self.given
        )


def meant(name: str) -> str:
    """What a name of a map stood for, when a spreadsheet program made a date of it; or nothing."""
    before = before_it_was_a_date(fold(name)).removesuffix(" ?")
    told = f" (était-ce {quote(before)}, dont le tableur a fait une date ?"
    return f"{told} Écrivez {before} dans une colonne au format texte)" if before else ""


def class_map_csv(classes: ClassMap) -> str:
    """The map as CSV text, `classe;niveau`, to be corrected in a spreadsheet and read again."""
    rows = [TITLES, *((name, level or "") for name, level in classes.levels.items())]
    return "".join(map(csv_line, rows))


def read_class_map(file: str, chunks: Iterable[bytes]) -> dict[str, ClassLevel | None]:
    """The corrections that such a CSV holds, for `ClassMap.corrected`.

    Args:
        file: The file's name, for messages.
        chunks: Its bytes.

    Raises:
        NotAList: When it is no such file, or when a level is none; the French message names the
            line, what was found and what is expected.
    """
    try:
        lines = _lines(file, chunks)
    except NotAList as error:
        raise NotAList(file, error.found, _EXPECTED) from error
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip(" ;,\t")]
    for separator in ";,\t":
        titles = [fold(cell) for cell in cells_of(filled[0][1], separator)] if filled else []
        if set(TITLES) <= set(titles):
            name, level = (titles.index(title) for title in TITLES)
            rows = ((number, cells_of(line, separator)) for number, line in filled[1:])
            read = (_correction(file, number, row, name, level) for number, row in rows)
            return _one_level_each(file, read)
    number, line = filled[0] if filled else (1, "")
    found = f"{quote(line)}, ligne {number}" if line else "une table vide"
    raise NotAList(file, found, _EXPECTED)


def _lines(file: str, chunks: Iterable[bytes]) -> list[str]:
    decoder, size = Decoder(file), 0
    lines: list[str] = []
    for chunk in chunks:
        size += len(chunk)
        if size > _LARGEST_MAP:
            raise NotAList(file, f"plus de {_LARGEST_MAP >> 20} Mio", _EXPECTED)
        lines += decoder.feed(chunk)
    return lines + decoder.close()


def _one_level_each(
    file: str, read: Iterable[tuple[int, str, ClassLevel | None]]
) -> dict[str, ClassLevel | None]:
    levels: dict[str, ClassLevel | None] = {}
    lines: dict[str, tuple[int, ClassLevel | None]] = {}
    for number, name, level in read:
        first, known = lines.setdefault(fold(name), (number, level))
        if known is not level:
            found = f"deux niveaux pour la classe {quote(name)}, lignes {first} et {number}"
            raise NotAList(file, found, "un seul niveau par classe")
        levels[name] = level
    return levels


def _correction(
    file: str, number: int, row: list[str], name: int, level: int
) -> tuple[int, str, ClassLevel | None]:
    row = [*row, *[""] * (max(name, level) + 1 - len(row))]
    code = fold(row[level])
    if code and code not in LEVEL_NAMES:
        found = f"{quote(row[level])}, ligne {number}, colonne « niveau »"
        raise NotAList(file, found, f"un de {', '.join(ClassLevel)}, ou rien")
    return number, unescaped(row[name]), LEVEL_NAMES.get(code)
