"""What the last reports of the livret scolaire lack, as a part of the list page."""

from __future__ import annotations

from calculator.answers.list_livret import (
    LivretAnswer,
    counted_words,
    lacks_words,
    name_words,
    total_words,
)
from calculator.answers.lists import class_words
from calculator.answers.references import Link
from calculator.lists.livret import Checked
from calculator.render.as_html import Markup, citations_html, element, joined

_TO_SAY = " Son nom ne dit pas le niveau : à vous de voir si elle est concernée."


def livret_html(found: LivretAnswer, link: Link) -> Markup:
    """Who lacks which domain, class by class; those who lack nothing are only counted.

    Args:
        found: What was found.
        link: From a page of the site to its address.
    """
    duty = found.duty
    cites = citations_html(duty.rule.citations, found.circular, link)
    return joined(
        [
            element("h2", duty.duty.label, tabindex="-1"),
            element("p", total_words(found), data_said=""),
            element("p", f"{duty.duty.todo_all}. ", cites),
            *(_class(found, name, pupils) for name, pupils in found.classes.items()),
        ]
    )


def _class(found: LivretAnswer, name: str, pupils: list[Checked]) -> Markup:
    told = counted_words(pupils) + "." + (_TO_SAY if name in found.unknown else "")
    lacking = (one for one in pupils if not one.is_complete)
    texts = (f"{name_words(one)} : {' ; '.join(lacks_words(one))}." for one in lacking)
    lines = [element("li", text) for text in texts]
    title = element("h3", f"{class_words(name)} : {told}")
    return joined((title, element("ul", *lines)) if lines else (title,))
