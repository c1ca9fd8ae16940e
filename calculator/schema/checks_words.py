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
_WITHIN = {"todo", "todo_all", "plain", "met", "unmet", "progress"}
"""Keys whose texts, longer than a name, are put within a sentence, which has its own full stop."""
_WHOLE = re.compile(r"[.!?…][\s»”’\"')\]]*$")
_STOPPED = re.compile(r"[\s'’][^\W\d_]{2,}(?:[^\W\d_]{2}e|ions?)\.\s*$")
"""A full stop after a whole word: abbreviations are cut before a vowel, and end in no « ion »."""
_MARKUP = re.compile(
    r"(?P<address>(?<![\w.+-])[\w.+-]+@[\w.-]+"
    r"|(?:https?://|www\.|(?<![\w.+-])[\w-]+(?:\.[\w-]+)+/)[^\s<>()\[\]\"*`]*)"
    r"|</?[a-zA-Z][\w-]*(?:[\s/][^<>]*)?>|<!(?:--|\w+)|&(?:#|[a-zA-Z])\w+;|`|\]\("
    r"|(?<!\w)(?P<mark>\*\*|__)(?=[^\s*_](?:.*?\S)?(?P=mark)(?!\w))",
    re.DOTALL,
)
"""Markup, and addresses, which are none whatever they have."""


def check_sentences(checked: Checked) -> None:
    """A sentence has its full stop, and what is put within a sentence has none."""
    for text in texts_of(checked.circular):
        if text.day:
            continue  # a day without quotes, in place of a text, is told already
        key, whole = _key(text.path), _WHOLE.search(text.value)
        is_easy = text.path[::2][:2] == ("duties", "easy")  # duties[0].easy
        if (is_easy or key in _SENTENCES) and not whole:
            checked.say(text, "une phrase entière, qui finit par un point")
        elif not is_easy and key in _WITHIN and _STOPPED.search(text.value):
            checked.say(text, "des mots sans point final : la phrase où ils sont a le sien")


def _key(path: Path) -> str:
    """The last key that is one of ours; none where the keys of a table are free."""
    named = [step for step in path if isinstance(step, str)]
    own = named[0] in ("class_groups", "establishments") or named[::2] == ["sources", "paragraphs"]
    return "" if own else named[-1]


def markup_in(part: Part) -> Iterator[Told]:
    """Texts that have markup: a page shows it as it is written, or takes it for its own."""
    for text in texts_of(part):
        found = (one for one in _MARKUP.finditer(text.value) if one["address"] is None)
        if (first := next(found, None)) and _key(text.path) != "url":
            yield Told(text.path, first[0], "des mots seuls, sans balise ni mise en forme")


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
