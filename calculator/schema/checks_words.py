"""Checks of French words as they are shown: whole sentences, no markup, no braces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calculator.schema.checks import Checked
from calculator.schema.parts import Part, Path, Told

_SENTENCES = {
    *("text", "headline", "sentence", "nothing", "ask", "indication", "when", "remark"),
    *("lead_remark", "told"),
}
"""Keys whose texts follow each other on a page, and everything in easy French."""
_WITHIN = {
    *("label", "noun", "todo", "todo_all", "plain", "met", "unmet", "adjective", "progress"),
    *("possible", "past", "name", "of", "this"),
}
"""Keys whose texts are put within a sentence, which has its own full stop."""
_WHOLE = re.compile(r"[.!?…](?:\s?[»)])?\s*$")
_MARKUP = re.compile(r"</?[a-zA-Z!][^<]*|&#?\w+;|`|\*\*|__|\]\(")


def check_sentences(checked: Checked) -> None:
    """A sentence has its full stop, and what is put within a sentence has none."""
    for text in texts_of(checked.circular):
        if text.day:
            continue  # a day without quotes, in place of a text, is told already
        key, whole = _key(text.path), _WHOLE.search(text.value)
        is_easy = text.path[2:3] == ("easy",)  # duties[0].easy
        if (is_easy or key in _SENTENCES) and not whole:
            checked.say(text, "une phrase entière, qui finit par un point")
        elif not is_easy and key in _WITHIN and whole and "." in whole[0]:
            checked.say(text, "des mots sans point final : la phrase où ils sont a le sien")


def _key(path: Path) -> str:
    """The last key that has a name."""
    return next(step for step in reversed(path) if isinstance(step, str))


def markup_in(part: Part) -> Iterator[Told]:
    """Texts that have markup: a page shows it as it is written, or takes it for its own."""
    for text in texts_of(part):
        found = _MARKUP.search(text.value)
        if found and _key(text.path) != "url":
            yield Told(text.path, found[0], "des mots seuls, sans balise ni mise en forme")


def braces_in(part: Part, allowed: dict[Path, str]) -> Iterator[Told]:
    """Texts that have braces where nothing is filled in.

    Args:
        part: Where to look.
        allowed: What is filled in, by the path of its text.
    """
    for text in texts_of(part):
        name = allowed.get(text.path)
        rest = text.value.replace(f"{{{name}}}", "") if name else text.value
        if "{" in rest or "}" in rest:
            expected = "un texte sans accolade"
            yield Told(
                text.path, text.value, f"{expected}, hormis {{{name}}}" if name else expected
            )


def texts_of(part: Part) -> Iterator[Part]:
    """Every text in a part, whatever it is in."""
    if part.text is not None:
        yield part
    for _, one in part.entries():
        yield from texts_of(one)
    for item in part:
        yield from texts_of(item)
