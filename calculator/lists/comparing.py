"""How lines are compared: which names, classes and identities are of one pupil."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from calculator.lists.letters import PLAIN
from calculator.lists.lines import Line
from calculator.lists.texts import fold


def folded_name(line: Line) -> str:
    """A pupil's name as it is compared: on two lines, the last name and the first."""
    name = f"{line.last_name}\n{line.first_name}".lower()  # both at once, as `fold` does each
    if name.count("\n") > 1:
        name = f"{fold(line.last_name)}\n{fold(line.first_name)}"
    elif not name.isascii():
        name = name.translate(PLAIN)
    if _BETWEEN_WORDS.search(name):
        name = name.translate(_SPACES)
    last_name, _, first_name = name.partition("\n")
    return f"{' '.join(last_name.split())}\n{' '.join(first_name.split())}"


def folded_names(lines: Iterable[Line]) -> list[str]:
    """`folded_name` of each line, in a third of the time."""
    lines = list(lines)
    names = _NEXT.join([f"{line.last_name}\n{line.first_name}" for line in lines]).lower()
    if names.count("\n") > len(lines) or names.count(_NEXT) >= len(lines):
        return [*map(folded_name, lines)]  # the signs between names are in some name
    for letter in set(_NOT_ASCII.findall(names)):
        names = names.replace(letter, PLAIN.get(ord(letter), letter) or "")
    for sign in "-'.`":
        names = names.replace(sign, " ")
    if _MORE_SPACES.search(names):
        names = _AROUND.sub(r"\1", _SPACE.sub(" ", names)).strip(" ")
    return names.split(_NEXT)


_NEXT = "\0"
_NOT_ASCII = re.compile(r"[^\0-\x7f]")
_MORE_SPACES = re.compile(r"  |[\n\0] | [\n\0]|^ | $|[^\S \n]")
_SPACE = re.compile(r"[^\S\n]+")
_AROUND = re.compile(r" ([\n\0])| (?<=[\n\0] )")
_BETWEEN_WORDS = re.compile("[-'.`]")
_SPACES = str.maketrans("-'.`", "    ")


def identity(line: Line) -> str:
    """What tells a pupil from others of the same name and class."""
    if line.birth:
        return f"b{line.birth}"
    return "" if line.other is None else f"o{line.file}\n{line.other}"


def may_be_one(known: str, who: str, line: Line) -> bool:
    """Whether two identities may be of one pupil."""
    if known[:1] == who[:1] == "b":
        return False
    if known[:1] == who[:1] == "o":  # two lines of one list say different things
        return not known.startswith(f"o{line.file}\n")
    return True


def same_first_name(one: Line, two: Line) -> bool:
    """Whether two lines have one first name."""
    return _words(one) == _words(two)


def like_first_name(one: Line, two: Line) -> bool:
    """Whether a first name has a part of another, or begins it: « Ada » and « Ada Lucie »."""
    first, second = _words(one), _words(two)
    short, long = sorted(("".join(first), "".join(second)), key=len)
    return not set(first).isdisjoint(second) or long.startswith(short)


def _words(line: Line) -> list[str]:
    return fold(line.first_name).translate(_SPACES).split()


def with_class(name: str, line: Line) -> str:
    """A pupil's name and class as they are compared, on three lines.

    Args:
        name: The folded name.
        line: The pupil's line.
    """
    return f"{name}\n{folded_class(line.class_name)}"


@lru_cache(maxsize=4096)
def folded_class(name: str) -> str:
    """A class name as it is compared: 3a for « 3 A », « 3e A » and « 3eA », 3 1 for « 3-1 »."""
    words = re.sub(r"[ ._-]+", " ", fold(name).replace("°", "e ").removesuffix(" ?")).strip()
    words = _ORDINAL.sub(lambda found: f"{found[found.lastindex or 0]} ", words)
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words.split()))


_ORDINAL = re.compile(
    r"^([3-6]) ?(?:(?:eme|ieme)(?= ?[a-z\d])|e(?= |pm|segpa|[a-z]\d?$))"
    r"|^([12]) ?(?:ere|re|nde|de)(?= |\d|[a-z])"
    r"|^(t)(?:erminale|erm|le)(?= |\d|g\d|pro)",
    re.ASCII,
)


def rank(line: Line) -> tuple[bool, str, bool]:
    """What says more comes before what says less, the later before the earlier."""
    tells = (
        line.levels is not None
        or line.says_certifiable is not None
        or line.says_reached is not None
    )
    return tells, line.sent, line.shared is not None


def said(line: Line) -> tuple[object, ...]:
    """What a line says of what a pupil can do."""
    return line.levels, line.pix, line.says_certifiable, line.says_reached, line.shared
