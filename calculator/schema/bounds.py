"""What of TOML or JSON is too much to be parsed: it would take all the time or the memory there is.

It is seen before parsing, from the text alone. The bounds are far beyond what any file of ours
holds.
"""

from __future__ import annotations

import re

LARGEST = 1 << 18
"""How many bytes a file may have."""

_DEEPEST = 16
_LONGEST_WORD = 100
# As the languages read them: what is quoted and what is a remark. What is not closed goes to the
# end, where their parsers will say so.
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+",
    re.DOTALL,
)
_WORD = re.compile(r"[\w.+-]+")


def too_large(content: bytes) -> str | None:
    """What to say of a file of more than `LARGEST` bytes, in French; None when it is smaller."""
    return f"plus de {LARGEST // 1024} Kio" if len(content) > LARGEST else None


def too_intricate(text: str) -> str | None:
    """What of a text is too much, in French; None when nothing is.

    Args:
        text: TOML or JSON, correct or not.
    """
    bare = _QUOTED.sub("", text)
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", bare):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return f"plus de {_DEEPEST} niveaux de crochets et d’accolades"
    for word in _WORD.findall(re.sub(r"[ \t]+", "", bare)):
        if word.count(".") > _DEEPEST:
            return f"une clé de plus de {_DEEPEST} parties"
        if max(map(len, word.split("."))) > _LONGEST_WORD:
            return f"un nombre ou un mot de plus de {_LONGEST_WORD} signes"
    return None
