"""Links that look like others, and lead elsewhere."""

from __future__ import annotations

from calculator.render.as_html import NOTHING, Markup, element


def told_link(text: str, href: str, *, before: str = "", after: str = "") -> Markup:
    """A link of which a screen reader, that may list links alone, tells more than is seen.

    Args:
        text: What is seen.
        href: Where it leads.
        before: What is told before that.
        after: What is told after it.
    """
    # Its box is that of what is seen, though what is not comes first: that is where one clicks.
    kind = "calc-told" if before else None
    return element("a", _unseen(before), text, _unseen(after), href=href, class_=kind)


def _unseen(words: str) -> Markup:
    return element("span", words, class_="calc-unseen") if words else NOTHING
