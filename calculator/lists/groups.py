"""A class whose level is in a column of its own: what the column of classes says stays its name.

| level | class | name | why |
| --- | --- | --- | --- |
| 3e | A | 3e A | « A » alone would be a class of several levels |
| 3 | A | 3A | as schools write it |
| 3EME | 301, SIO1 | 301, SIO1 | as other lists of the same school call it |
| 1 | G | 1, G | « 1G » is another class: it must be asked |
| 3eA | | 3eA | a class is in the column of levels |
"""

from __future__ import annotations

import re
from functools import lru_cache

from calculator.lists.class_names import class_level
from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import fold

_LETTER = re.compile(r"[a-z]", re.ASCII)
_WHOLE = re.compile(r".*\de?[ ._-]*(?!e$)[a-z]\d?|[3-6]\d\d", re.ASCII)


@lru_cache(maxsize=4096)
def class_of(level: str, group: str) -> tuple[str, ClassLevel | None]:
    """The name of a class, and its level where the column of levels tells it.

    Args:
        level: What is in the column of levels.
        group: What is in the column of classes or groups.
    """
    told = class_level(level)
    if not group:
        return ("" if told and not _WHOLE.fullmatch(fold(level)) else level), told
    if level and _LETTER.fullmatch(fold(group)):
        return _joined(level, group), told
    return group, told


def _joined(level: str, group: str) -> str:
    """The name of a group of a level: one that means no more than both do."""
    beginning = level if level.isdigit() else f"{level} "
    known = None, class_level(level), class_level(f"{beginning}A")
    name = f"{beginning}{group}"
    return name if class_level(name) in known else f"{level}, {group}"
