"""A class whose level is in one column and whose group is in another, whichever is which.

What the cells say comes before what titles say:

| level | group | class | why |
| --- | --- | --- | --- |
| 3e | A | 3e A | « A » alone would be a class of several levels |
| A | 3e | 3e A | the group is in the column of levels |
| 3 | A | 3A | as schools write it |
| 3e | 3eA, 301 | 3eA, 301 | a whole class |
| 3eA | | 3eA | the same, in the column of levels |
| 3e | ULIS | ULIS | a name; each pupil has a level |
| 9 | Red | 9 Red | the level is not understood: it must be asked, level by level |
| 1 | G | 1, G | « 1G » is another class: it must be asked |
"""

from __future__ import annotations

import re
from functools import lru_cache

from calculator.lists.class_names import LEVEL_NAMES, class_level
from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import fold

_GROUP = re.compile(r"[a-z]\d?|\d{1,2}", re.ASCII)
_WHOLE = re.compile(r"(.*(?:\de?|[a-z][ ._-]))[ ._-]*[a-z]\d?|(.*?)[ ._-]*\d{1,2}", re.ASCII)
_COLLEGE = frozenset("3456")
_FIRST_SIGNS = frozenset("123456t")


@lru_cache(maxsize=4096)
def class_of(level: str, group: str) -> tuple[str, ClassLevel | None]:
    """The name of a class, and its level where the column of levels tells it.

    Args:
        level: What is in the column of levels.
        group: What is in the column of classes or groups.
    """
    level = level.replace("ª", "°")
    if not group:
        told = class_level(level)
        return ("" if told and not _is_whole(level) else level), told
    if _is_group(level) and _names_level(group) and not _names_level(level):
        level, group = group, level
    told = class_level(level)
    if not level or class_level(group):
        return group, told
    if _is_whole(level) and not group[0].isdigit():
        return level, told
    begins_as_level = fold(level)[0] == fold(group)[0] in _FIRST_SIGNS
    if _is_group(group):
        alone = len(group) == 1 or not begins_as_level
    else:
        alone = told is None and not group[0].isdigit() and not begins_as_level
    return (_joined(level, group) if alone else group), told


def _joined(level: str, group: str) -> str:
    """The name of a group of a level: one that means no more than both do."""
    if not _is_group(group):
        return f"{level} {group}"
    space = "" if level.isdigit() and group[0].isalpha() else " "
    known = None, class_level(level), class_level(f"{level}{space}a")
    name = f"{level}{space}{group}"
    return name if class_level(name) in known else f"{level}, {group}"


def _is_group(text: str) -> bool:
    return _GROUP.fullmatch(fold(text)) is not None


def _names_level(text: str) -> bool:
    return text.strip("° ") in _COLLEGE or class_level(text) is not None


def _is_whole(text: str) -> bool:
    """Whether a text names a level, and then a group of it: « 3eA », « 301 », « 2GT5 »."""
    folded = fold(text)
    found = _WHOLE.fullmatch(folded)
    known = found and folded not in LEVEL_NAMES and folded[-2:] != " e" and class_level(text)
    return bool(found and known and _names_level(found[1] or found[2]))
