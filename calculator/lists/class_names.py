"""From the names that schools give their classes to class levels.

The default, which a person sees and corrects before anything is decided:

| names | class level |
| --- | --- |
| our own codes and labels (`3e-prepa-metiers`, « 2de professionnelle ») | themselves |
| CP, CE1 … CM2, alone or with a letter (« CM2 B ») | themselves |
| 3 to 6 with an ordinal or a division (« 3A », « 3e B », « 3EME 4 », « 3-1 », « 301 ») | collège |
| the same with SEGPA (« 6SEGPA », « SEGPA 3B ») | SEGPA |
| 3 with PM or prépa-métiers (« 3PM », « 3e prépa métiers 2 ») | 3e prépa-métiers |
| 2GT or 2G, 1 or T with G or a technological series (« 2GT5 », « Première STMG ») | lycée, GT |
| 2, 1, T with PRO or bac pro (« 2PRO », « TBACPRO MELEC ») | lycée, pro |
| CAP, BTS, CPGE with year 1 or 2 beside it (« CAP1 », « 2BTS », « CPGE 1 ») | year 1 or 2 |

Three to six followed by two figures is a collège class: lycées count from 2 to T. Asked, because
they have more than one meaning: a figure alone (« 3 »), « 31 », « 2A », « 201 », « 1-3 », « T2 »
(general or vocational), « 1GA » (a general class, or the bac pro of that name), « 3P », « 3S »
(prépa-métiers, SEGPA, or a division), « CM1-2 », « 3e/4e » and « 4-3e » (two levels, or a
division), « 3-1S » (a division, or SEGPA), « CAP 1 an » (a year, or how many it takes), « 2PRO TNE
CAP » (two diplomas), a speciality without its diploma (« TMELEC »), and all other names. Of some it
is only asked whether they are general or vocational (« 2nde 4 », « TES »): `class_levels` has both,
and for « TS2 » the BTS of that name too; of « 2nde CAP », which year it is. T with another letter
(« TP 1 », « TU ») says nothing.
"""

from __future__ import annotations

import re

from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import fold


def class_level(name: str) -> ClassLevel | None:
    """The class level of a class, by the default of this module; None when it must be asked.

    Args:
        name: The name that the school gives it.
    """
    levels = class_levels(name)
    return levels[0] if len(levels) == 1 else None


def class_levels(name: str) -> tuple[ClassLevel, ...]:
    """The class levels that a class may be of, where its name says so much; else none.

    Args:
        name: The name that the school gives it.
    """
    folded = fold(name).strip("'").replace("°", "e ").strip()
    if folded in LEVEL_NAMES:
        return (LEVEL_NAMES[folded],)
    if _SEVERAL.search(folded):
        return ()
    compact = _CLASS_OF.sub("", re.sub(r"[ ._*-]+", " ", folded).strip())
    short = _IN_FULL.sub(lambda word: _SHORT[word[1]], compact)
    names = (compact, short) if short != compact else (compact,)
    found = (
        levels
        for patterns in (_PATTERNS, _TRACKS)
        for name in names
        for known, levels in patterns
        if known.fullmatch(name)
    )
    return next(found, ())


LEVEL_NAMES = {fold(text): level for level in ClassLevel for text in (level.value, level.label)}
"""Our own codes and labels, folded."""

_SEVERAL = re.compile(
    r"[+&]|[\w)] ?/ ?\w|\d ?(?:,|;) ?\d"
    r"|\b\d ?(?:e|eme|ere|re|nde|de)? ?- ?\d ?(?:e|eme|ere|re|nde|de)\b"
    r"|\b(?:et|ou|puis|a|and) (?:la |les |le |l'|en |de |des |du )?"
    r"(?:[0-9t]\b|[0-9]|t(?:le|erm)|c[mpe]\d?\b|cap|bts|bac|cpge|segpa|prem|sec|[a-z]+iemes?\b)",
    re.ASCII,
)
"""« CAP 1 et 2 », « 2PRO et 1re », « 3e/4e »: several levels in one class."""

_SHORT = {"seconde": "2de", "premiere": "1re"}
_IN_FULL = re.compile("^(seconde|premiere)s?(?= )")
_CLASS_OF = re.compile("^classe (?:de )?")
_TEACHER = r"(?: (?:de )?(?:m|mr|mme|mlle|monsieur|madame|mademoiselle) [a-z' ]+)"

_ORDINAL = "(?: ?(?:e|eme|ieme|de|nde|ere|re|le|erm|erminale))?"
_DIVISION = r"(?: ?(?:[a-z]\d?|\d{1,2}[a-df-z]?))?"
_SECOND_LETTER = "[a-df-oqrt-z]"  # not P nor S, nor the E of « 3e-4e »
_PLAIN_DIVISION = rf"(?: ?(?:[a-oqrt-z]\d?|\d{{1,2}}{_SECOND_LETTER}?))"
_GROUP = r"(?: ?[a-z]?\d{0,2})"
_NO_OTHER = r"(?! .*\b(?:ans?|annees|[12t]?(?:bac|pro|bacpro|cap|bts|cpge)\d?)\b)"
_SPECIALITY = rf"{_NO_OTHER} [a-z].*"
_AND_TECHNOLOGICAL = "(?: et technologique)?"
_SECONDE_CAP = "2n?de ?(?:de )?cap"
_SERIES = "(?:stmg|sti2d|st2s|stl|std2a|sthr|stav)"


def _patterns() -> list[tuple[re.Pattern[str], tuple[ClassLevel, ...]]]:
    rules: list[tuple[str, ClassLevel]] = []
    for figure, word in (("6", "six"), ("5", "cinqu"), ("4", "quatr"), ("3", "trois")):
        level, segpa = ClassLevel(f"{figure}e"), ClassLevel(f"{figure}e-segpa")
        year = f"(?:{figure} ?(?:e|i?emes?)|{word}iemes?)"
        rules += [
            (f"{year}{_PLAIN_DIVISION}?", level),
            (rf"{figure}(?: ?[a-oqrt-z]\d?| \d{{1,2}}{_SECOND_LETTER}?|\d\d)", level),
            (f"(?:{figure}|{year}){_GROUP} ?segpa{_DIVISION}", segpa),
            (f"segpa ?(?:{figure}|{year}){_DIVISION}", segpa),
        ]
    rules.append(
        (
            "(?:3|3 ?e|3 ?eme|troisieme) ?(?:pm|prepa ?(?:metiers?|pro))" + _DIVISION,
            ClassLevel.TROISIEME_PREPA_METIERS,
        )
    )
    rules += [
        (f"{level}(?: ?[a-d])?{_TEACHER}?", level)
        for level in map(ClassLevel, ("cp", "ce1", "ce2", "cm1", "cm2"))
    ]
    rules.append(
        (
            rf"2{_ORDINAL} ?(?:g(?:enerale)?{_AND_TECHNOLOGICAL} ?\d{{0,2}}|gt{_DIVISION})",
            ClassLevel.SECONDE_GT,
        )
    )
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
            level, of_year = ClassLevel(f"{diploma}-{year}"), year + _ORDINAL
            rules += [
                (f"{diploma} ?{of_year}(?: ?annee(?!s))?(?: ?[a-z]|{_SPECIALITY})?", level),
                (
                    f"(?!{_SECONDE_CAP}){of_year} ?(?:annee )?(?:de )?{diploma}(?:{_SPECIALITY})?",
                    level,
                ),
                (f"{year} ?{diploma}(?!s?\\d)[a-z]{{2,6}}\\d?", level),
            ]
    rules.append((f"t{_ORDINAL} ?cap(?:{_SPECIALITY})?", ClassLevel.CAP_2))
    rules.append(("t ?cap[a-z]{2,6}\\d?", ClassLevel.CAP_2))
    rules.append((rf"(?:{_PREPA_1})(?: ?\d)?(?: ?[a-z])?", ClassLevel.CPGE_1))
    rules.append((_PREPA_2, ClassLevel.CPGE_2))
    rules.append((rf"(?:{_PREPA})(?: ?)1(?: ?[a-z])?", ClassLevel.CPGE_1))
    rules.append((rf"(?:{_PREPA})(?: ?)2(?: ?[a-z])?", ClassLevel.CPGE_2))
    rules += _WORDS
    return [(re.compile(rule, re.ASCII), (level,)) for rule, level in rules]


_PREPA_1 = "mpsi|pcsi|ptsi|mp2i|hypokhagne|hypo khagne|lettres sup(?:erieures)?|maths? sup|hk"
_PREPA_2 = "mp|mpi|psi|pc|pt|khagne|premiere superieure|maths? spe|kh"
_PREPA = "bcpst|ecg|ect|tsi|tpc|ecs|ece|d1|d2"  # not TB, which is also a Terminale
_WORDS = [
    (r"(?:seconde|2(?:nde|de)?) g(?:enerale)?(?: ?(?:et|&)? ?t(?:ech|echno|echnologique)?)?",
     ClassLevel.SECONDE_GT),
    (r"(?:premiere|1e?re) (?:generale|techno(?:logique)?)(?: .*)?", ClassLevel.PREMIERE_GT),
    (r"(?:terminale|tle) (?:generale|techno(?:logique)?)(?: .*)?", ClassLevel.TERMINALE_GT),
    (rf"seconde pro(?:fessionnelle)?(?:{_NO_OTHER} .*)?", ClassLevel.SECONDE_PRO),
    (rf"premiere pro(?:fessionnelle)?(?:{_NO_OTHER} .*)?", ClassLevel.PREMIERE_PRO),
    (rf"terminale pro(?:fessionnelle)?(?:{_NO_OTHER} .*)?", ClassLevel.TERMINALE_PRO),
]  # fmt: skip

_LETTER = "(?:es|[a-z])?"
_PATTERNS = _patterns()
_TRACKS: list[tuple[re.Pattern[str], tuple[ClassLevel, ...]]] = [
    (re.compile(rule, re.ASCII), (ClassLevel(f"{year}-gt"), ClassLevel(f"{year}-pro")))
    for year, rule in (
        ("2de", r"(?:2n?de|seconde) ?[a-z]?\d{0,2}"),
        ("1re", rf"(?:1e?re|premiere) ?{_LETTER} ?\d{{0,2}}"),
        ("tle", rf"(?:tle|term|terminale) ?(?:{_LETTER}|g[at]) ?\d{{0,2}}"),
        # T alone goes with a series: TB is a prépa too, TD and TP are groups of pupils
        ("tle", r"t ?(?:es|[al]|g[at]?)? ?\d{0,2}"),
    )
]
_TRACKS += [
    (re.compile(rule, re.ASCII), (*_TRACKS[-1][1], *map(ClassLevel, years)))
    for rule, years in (
        ("t ?s ?1", ("bts-1",)),
        ("t ?s ?2", ("bts-2",)),
        (r"t ?s ?\d{0,2}", ("bts-1", "bts-2")),
    )
]
_TRACKS.append(
    (
        re.compile(f"{_SECONDE_CAP}(?:{_SPECIALITY})?", re.ASCII),
        (ClassLevel.CAP_1, ClassLevel.CAP_2),
    )
)
"""Names of classes that say the year of a lycée and not whether it is vocational, or a BTS; and
« 2nde CAP », a second year or, as a « Seconde », the first."""
