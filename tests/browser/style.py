"""Our style, as its selectors."""

from __future__ import annotations

import re

from tests.conftest import ROOT

_SHEETS = sorted((ROOT / "calculator/web/style").glob("*.css"))
_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTORS = re.compile(r"([^{}]+)\{")


def selector_lists() -> list[list[str]]:
    """The selectors of each rule of our style."""
    text = "".join(sheet.read_text("utf-8") for sheet in _SHEETS)
    found = _SELECTORS.findall(_COMMENTS.sub("", text))
    rules = (one.rpartition(";")[2].strip() for one in found)
    return [_split(rule) for rule in rules if rule and not rule.startswith("@")]


def _split(rule: str) -> list[str]:
    """A list of selectors, at the commas that are in no brackets."""
    parts, depth = [""], 0
    for letter in rule:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if not re.fullmatch(r"\s*(from|to|\d+%)\s*", part)]
