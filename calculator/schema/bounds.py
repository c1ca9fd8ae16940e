"""What of TOML or JSON is too much to be parsed: it would take all the time or the memory there is.

It is seen before parsing, from the text alone. The bounds are far beyond what any file of ours
holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LARGEST = 1 << 20
"""How many bytes a file may have."""
LARGEST_WORDS = f"{LARGEST >> 20} Mio"
"""The same, in French."""

_DEEPEST = 16
_MOST_PARTS = 8
_LONGEST_WORD = 200
_MOST_DIGITS = 18
# As the languages read them: what is quoted, what is a remark, and the rest. What is not closed
# goes to the end, where their parsers will say so.
_TOKENS = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\(?:.|\Z)|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\(?:.|\Z))*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+)"
    r"|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<ends>[=:,\n])|(?P<dot>\.)|(?P<word>[\w+-]+)",
    re.DOTALL,
)
_NUMBER = re.compile(r"[+-]?(?:[0-9_]+|0[xob][0-9a-fA-F_]+)")


@dataclass(frozen=True, slots=True)
class Excess:
    """What of a text is out of proportion.

    Attributes:
        line: Where it is, from 1.
        found: What it is, in French.
        expected: What would do, in French.
    """

    line: int
    found: str
    expected: str


def excess(text: str) -> Excess | None:
    """What of a text is too much; None when nothing is.

    Args:
        text: TOML or JSON, correct or not.
    """
    depth = parts = 0
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup
        if kind == "opens":
            depth += 1
        elif kind == "closes":
            depth = max(0, depth - 1)
        if kind == "dot":
            parts += 1
        elif kind not in ("word", "text"):
            parts = 0
        said = _too_much(depth, parts, token[0] if kind == "word" else "")
        if said:
            return Excess(text.count("\n", 0, token.start()) + 1, *said)
    return None


def _too_much(depth: int, parts: int, word: str) -> tuple[str, str] | None:
    if depth > _DEEPEST:
        return f"plus de {_DEEPEST} crochets ou accolades imbriqués", "moins d’imbrication"
    if parts > _MOST_PARTS:
        return f"une clé de plus de {_MOST_PARTS} points", "une clé plus courte"
    if len(word) > _MOST_DIGITS and _NUMBER.fullmatch(word):
        return word, f"un nombre de {_MOST_DIGITS} chiffres au plus"
    if len(word) > _LONGEST_WORD:
        return word, f"un mot de {_LONGEST_WORD} signes au plus"
    return None
