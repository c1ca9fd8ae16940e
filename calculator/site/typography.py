"""French spacing of a whole page, whoever wrote it: Markdown, the theme or the rules."""

from __future__ import annotations

import re

from calculator.render.as_html import typeset, unbroken

# What is between tags, but for what is no text for a reader, is to be copied as it is, or was kept
# whole by the rules; `end` tells tags of elements that hold text alone, or draw it.
_IN_TAG = r"""(?:"[^"]*"|'[^']*'|[^>"'])*"""  # values may have « > » in them
_KEPT = re.compile(
    r"<(script|style|pre|code|textarea)\b.*?</\1\s*>"
    r"|<span class=\"calc-compound\">.*?</span>|<!--.*?-->"
    rf"|<(?P<end>/?)(?:option|title|svg)\b{_IN_TAG}>|</?[a-z!]{_IN_TAG}>|<[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


def typeset_html(html: str) -> str:
    """A page in which no line breaks before « : ; ? ! », inside guillemets or in a compound."""
    parts, end, depth = [], 0, 0
    for kept in _KEPT.finditer(html):
        parts += [_typeset(html[end : kept.start()], alone=depth > 0), kept[0]]
        end = kept.end()
        if kept["end"] is not None:
            depth += -1 if kept["end"] else 1
    return "".join([*parts, _typeset(html[end:], alone=depth > 0)])


def _typeset(text: str, *, alone: bool) -> str:
    return typeset(text) if alone else unbroken(typeset(text))
