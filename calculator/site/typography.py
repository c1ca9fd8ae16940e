"""French spacing of a whole page, whoever wrote it: Markdown, the theme or the rules."""

from __future__ import annotations

import re

from calculator.render.as_html import typeset

# What is between tags, but for what is no text for a reader, or is to be copied as it is.
_KEPT = re.compile(
    r"<(script|style|pre|code|textarea)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE
)


def typeset_html(html: str) -> str:
    """A page in which no line breaks before « : ; ? ! » or inside guillemets."""
    parts, end = [], 0
    for kept in _KEPT.finditer(html):
        parts += [typeset(html[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, typeset(html[end:])])
