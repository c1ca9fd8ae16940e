"""From the names that schools give their classes to class levels.

The default, which a person sees and corrects before anything is decided:

| names | class level |
| --- | --- |
| our own codes and labels (`3e-prepa-metiers`, « 2de professionnelle ») | themselves |
| CP, CE1 … CM2, alone or with a letter (« CM2 B ») | themselves |
| 3 to 6 with an ordinal or a division (« 3A », « 3e B », « 3EME 4 », « 3-1 », « 301 ») | collège |
| the same with SEGPA (« 6SEGPA », « SEGPA 3B ») | SEGPA |
| 3 with PM or prépa-métiers (« 3PM », « 3e prépa métiers 2 ») | 3e prépa-métiers |
| 2GT or 2G, 1 or T with G or a technological series (« 2GT5 », « TG2 », « 1STMG ») | lycée, GT |
| 2, 1, T with PRO or bac pro (« 2PRO », « TBACPRO MELEC ») | lycée, pro |
| CAP, BTS, CPGE with year 1 or 2 beside it (« CAP1 », « 2BTS », « CPGE 1 ») | year 1 or 2 |

Three to six followed by two figures is a collège class: lycées count from 2 to T. Asked, because
they have more than one meaning: a figure alone (« 3 »), « 31 », « 2A », « 201 », « 1-3 », « T2 »
(general or vocational), « 1GA » (a general class, or the bac pro of that name), « 3P », « 3S »
(prépa-métiers, SEGPA, or a division), « CM1-2 », « 3e/4e » and « 4-3e » (two levels, or a
division), « 3-1S » (a division, or SEGPA), « CAP 1 an » (a year, or how many it takes), « 2PRO TNE
CAP » (two diplomas), a speciality without its diploma (« TMELEC »), and all other names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from calculator.lists.decoding import Decoder
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import cells_of, csv_line, fold, unescaped
from calculator.model.errors import quote

TITLES = ("classe", "niveau")


def class_level(name: str) -> ClassLevel | None:
    """The class level of a class, by the default of this module; None when it must be asked.

    Args:
        name: The name that the school gives it.
    """
    folded = fold(name).replace("°", "e ")
    if folded in _NAMED:
        return _NAMED[folded]
    compact = re.sub(r"[ ._-]+", " ", folded).strip()
    return next((level for pattern, level in _PATTERNS if pattern.fullmatch(compact)), None)


@dataclass(frozen=True, slots=True)
class ClassMap:
    """The class level of each class name, as a person may correct it.

    Attributes:
        levels: The level by name, in the order of the lists; None for one that must be asked. The
            empty name stands for pupils whose class is not given.
    """

    levels: Mapping[str, ClassLevel | None]

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """The default for these names."""
        return cls({name: class_level(name) for name in names})

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
        return type(self)(right)

    def without_pupils(self, levels: Mapping[str, ClassLevel | None]) -> tuple[str, ...]:
        """The names of corrections that are no class of the lists, whatever the letters."""
        names = set(map(fold, self.levels))
        return tuple(name for name in levels if fold(name) not in names)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names whose level must be asked."""
        return tuple(name for name, level in self.levels.items() if level is None)


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
    decoder, size = Decoder(file), 0
    lines: list[str] = []
    for chunk in chunks:
        size += len(chunk)
        if size > _LARGEST_MAP:
            found = f"plus de {_LARGEST_MAP >> 20} Mio"
            raise NotAList(file, found, "une table « classe;niveau »")
        lines += decoder.feed(chunk)
    lines += decoder.close()
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip(" ;,\t")]
    for separator in ";,\t":
        titles = [fold(cell) for cell in cells_of(filled[0][1], separator)] if filled else []
        if set(TITLES) <= set(titles):
            name, level = (titles.index(title) for title in TITLES)
            rows = ((number, cells_of(line, separator)) for number, line in filled[1:])
            read = (_correction(file, number, row, name, level) for number, row in rows)
            return _one_level_each(file, read)
    found = quote(filled[0][1]) if filled else "rien"
    raise NotAList(file, f"{found}, ligne {filled[0][0] if filled else 1}", "classe;niveau")


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
    if code and code not in _NAMED:
        found = f"{quote(row[level])}, ligne {number}, colonne « niveau »"
        raise NotAList(file, found, f"un de {', '.join(ClassLevel)}, ou rien")
    return number, unescaped(row[name]), _NAMED.get(code)


_LARGEST_MAP = 4 << 20
_NAMED = {fold(text): level for level in ClassLevel for text in (level.value, level.label)}

_ORDINAL = "(?: ?(?:e|eme|ieme|de|nde|ere|re|le|erm|erminale))?"
_DIVISION = r"(?: ?(?:[a-z]\d?|\d{1,2}[a-df-z]?))?"
_SECOND_LETTER = "[a-df-oqrt-z]"  # not P nor S, nor the E of « 3e-4e »
_PLAIN_DIVISION = rf"(?: ?(?:[a-oqrt-z]\d?|\d{{1,2}}{_SECOND_LETTER}?))"
_SPECIALITY = r"(?! .*\b(?:ans?|annees|[12t]?(?:bac|pro|bacpro|cap|bts|cpge)\d?)\b) [a-z].*"
_SERIES = "(?:stmg|sti2d|st2s|stl|std2a|sthr|stav)"


def _patterns() -> list[tuple[re.Pattern[str], ClassLevel]]:
    rules: list[tuple[str, ClassLevel]] = []
    for figure, word in (("6", "six"), ("5", "cinqu"), ("4", "quatr"), ("3", "trois")):
        level, segpa = ClassLevel(f"{figure}e"), ClassLevel(f"{figure}e-segpa")
        year = f"(?:{figure} ?(?:e|eme|ieme)|{word}ieme)"
        rules += [
            (f"{year}{_PLAIN_DIVISION}?", level),
            (rf"{figure}(?: ?[a-oqrt-z]\d?| \d{{1,2}}{_SECOND_LETTER}?|\d\d)", level),
            (f"(?:{figure}|{year}) ?segpa{_DIVISION}", segpa),
            (f"segpa ?(?:{figure}|{year}){_DIVISION}", segpa),
        ]
    rules.append(
        (
            "(?:3|3 ?e|3 ?eme|troisieme) ?(?:pm|prepa ?(?:metiers?|pro))" + _DIVISION,
            ClassLevel.TROISIEME_PREPA_METIERS,
        )
    )
    rules += [
        (f"{level}(?: ?[a-d])?", level)
        for level in map(ClassLevel, ("cp", "ce1", "ce2", "cm1", "cm2"))
    ]
    rules.append((rf"2{_ORDINAL} ?(?:g ?\d{{0,2}}|gt{_DIVISION})", ClassLevel.SECONDE_GT))
    for year, name in (("1", "1re"), ("t", "tle")):
        general = rf"{year}{_ORDINAL} ?(?:g(?:en|enerale)? ?\d{{0,2}}|{_SERIES}{_DIVISION})"
        rules.append((general, ClassLevel(f"{name}-gt")))
    for year, name in (("2", "2de"), ("1", "1re"), ("t", "tle")):
        vocational = (
            rf"{year}{_ORDINAL} ?(?:bac ?)?pro(?:fessionnelle)?(?: ?\d{{1,2}}|{_SPECIALITY})?"
        )
        rules.append((vocational, ClassLevel(f"{name}-pro")))
    for diploma in ("cap", "bts", "cpge"):
        for year in "12":
            level = ClassLevel(f"{diploma}-{year}")
            rules += [
                (f"{diploma} ?{year}{_ORDINAL}(?: ?annee(?!s))?(?: ?[a-z]|{_SPECIALITY})?", level),
                (f"{year}{_ORDINAL} ?(?:annee )?(?:de )?{diploma}(?:{_SPECIALITY})?", level),
            ]
    return [(re.compile(rule, re.ASCII), level) for rule, level in rules]


_PATTERNS = _patterns()
