"""An answer as HTML: the one place where its markup is written.

Everything passes through `element`, which escapes; nothing a person types can become markup.
`data-said` marks what a screen reader is told when an answer comes: pages tell that, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from calculator.answers.pupil import Answer, Step, answer, sheet
from calculator.answers.reasons import Reason
from calculator.answers.references import Link, Reference, references
from calculator.answers.words import RESTS_ON
from calculator.model.case import DATE_FORM
from calculator.model.circular import Circular
from calculator.model.decision import Decision, Notice
from calculator.model.sources import Citation
from calculator.model.vocabulary import Establishment, Nature

# `html.escape` brings a table of all entities, a thirtieth of what the browser downloads.
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_FIELD_DATE_FORM = "jj/mm/aaaa"
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


class Markup(str):
    """Text that is HTML already, as opposed to a plain `str`, which is to be escaped."""

    __slots__ = ()


NOTHING = Markup("")
CORRECTION = "calc-correction"
"""The `id` of what describes a form's field to correct."""


def element(name: str, /, *children: str, **attributes: str | None) -> Markup:
    """An HTML element.

    Args:
        name: The tag.
        children: Its content; a plain `str` is typeset and escaped, `Markup` is kept.
        attributes: Its attributes, escaped; `_` stands for `-` and a trailing `_` is dropped
            (`class_`, `data_kind`); None leaves one out.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{value.translate(_ESCAPED)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{given}>{joined(children)}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Parts side by side, plain ones escaped."""
    return Markup(
        "".join(p if isinstance(p, Markup) else typeset(p).translate(_ESCAPED) for p in parts)
    )


def typeset(text: str) -> str:
    """French spacing: no line break before « : ; ? ! » inside guillemets or after §."""
    text = re.sub(r" (?=[:;?!»])", "\N{NO-BREAK SPACE}", text)
    return re.sub(r"(?<=[«§]) ", "\N{NO-BREAK SPACE}", text)


def answer_html(
    decision: Decision, link: Link, heading: int = 3, picture: Markup = NOTHING
) -> Markup:
    """The answer for a case on a day.

    Args:
        decision: What the rules decided.
        link: From a page of the site to its address.
        heading: The level of the first heading; others are one below.
        picture: What is to be seen between what to do and why.
    """
    return _article(answer(decision), link, heading, picture)


def sheet_html(
    decision: Decision,
    link: Link,
    heading: int = 3,
    kinds: Sequence[Establishment] | None = None,
) -> Markup:
    """The same without anything that depends on a day: what a class is asked, for a page.

    `kinds` are the kinds of establishment it is said for, as for `pupil.sheet`.
    """
    return _article(sheet(decision, kinds), link, heading)


def error_html(error: ValueError) -> Markup:
    """A message about a value that is not possible."""
    return problems_html([message_of(error)], CORRECTION)


def message_of(error: ValueError) -> str:
    """Its message, with days as the fields of a page show them."""
    return _ISO_DAY.sub(r"\3/\2/\1", str(error)).replace(DATE_FORM, _FIELD_DATE_FORM)


def problems_html(messages: Iterable[str], name: str | None = None) -> Markup:
    """What is to be corrected, with an `id` when it is given; nothing when nothing is."""
    told = [element("p", message, data_said="") for message in messages]
    if not told:
        return NOTHING
    title = correction_title()
    return element("div", title, *told, class_="calc-error", id=name)


def correction_title() -> Markup:
    """What stands above messages about values that are to be corrected."""
    return element("p", element("strong", "À corriger"), class_="calc-error__title")


def prompt_html(text: str) -> Markup:
    """What to do when there is not enough to answer."""
    return element("p", text, class_="calc-prompt", data_said="")


def table_html(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    heads: Iterable[Markup] | None = None,
) -> Markup:
    """A table whose rows have their first cell for title; on a phone, each becomes a card.

    Args:
        caption: What it shows.
        columns: The columns' titles.
        rows: Their cells.
        heads: The `th` of the columns, when they hold more than a title.
    """
    made = list(heads or (element("th", column, scope="col") for column in columns))
    # Told by a class: browsers of schools have styles that cannot look into an element.
    sorts = any("<button" in head for head in made)
    body = (
        element(
            "tr",
            element("th", first, scope="row"),
            *(
                element("td", cell, data_label=column)
                for column, cell in zip(columns[1:], cells, strict=True)
            ),
        )
        for first, *cells in rows
    )
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *made)),
        element("tbody", *body),
    )
    kind = "calc-table calc-table--sorts" if sorts else "calc-table"
    return element("div", table, class_=kind, role="region", aria_label=caption, tabindex="0")


def reference_html(reference: Reference) -> Markup:
    """A source's name, as a link when it leads somewhere."""
    if reference.href is None:
        return element("span", reference.label)
    return element("a", reference.label, href=reference.href)


def citations_html(
    citations: Iterable[Citation], circular: Circular, link: Link, nature: Nature = Nature.SAYS
) -> Markup:
    """Links to the paragraphs cited, and how a sentence rests on them."""
    links = [reference_html(r) for r in references(citations, circular, link)]
    how = joined([RESTS_ON[nature]])
    return element("span", Markup(how + " · ".join(links)), class_="calc-cites")


def notices_html(notices: Iterable[Notice], circular: Circular, link: Link) -> Markup:
    """Notices as boxes, reported changes made to stand out."""
    return joined(_notice(notice, circular, link) for notice in notices)


def _article(said: Answer, link: Link, heading: int, picture: Markup = NOTHING) -> Markup:
    title, section = f"h{heading}", f"h{heading + 1}"
    circular = said.circular
    parts = [
        element("p", said.subject, class_="calc-answer__subject"),
        element(
            "p",
            said.badge,
            class_="calc-answer__badge",
            data_badge="over" if said.over else said.status.value,
        ),
        element(title, said.headline, class_="calc-answer__headline", data_said=""),
        element("p", said.by_when, *_certainty(said), class_="calc-answer__when", data_said=""),
        *(element("p", alert, class_="calc-answer__alert") for alert in said.alerts),
    ]
    if said.steps:
        steps = joined(_step(step) for step in said.steps)
        parts += [element(section, "À faire"), element("ol", steps, class_="calc-steps")]
    parts.append(picture)
    reasons = joined(_reason(reason, circular, link) for reason in said.reasons)
    parts += [element(section, "Pourquoi"), element("ul", reasons, class_="calc-reasons")]
    if said.notices:
        parts += [element(section, "À savoir"), notices_html(said.notices, circular, link)]
    return element(
        "article",
        *parts,
        class_="calc-answer",
        data_status=said.status.value,
        data_window=said.window_state.value if said.window_state else None,
        data_authority=said.authority.value,
    )


def _certainty(said: Answer) -> tuple[str, ...]:
    """How sure the date is, beside it."""
    if not said.certainty:
        return ()
    authority = said.authority.value
    mark = element("span", said.certainty, class_="calc-certainty", data_authority=authority)
    return (" ", mark)


def _step(step: Step) -> Markup:
    return element(
        "li",
        element("strong", step.what),
        element("span", f"Qui : {step.who}", class_="calc-steps__who"),
        element("span", f"Quand : {step.when}", class_="calc-steps__when"),
    )


def _reason(reason: Reason, circular: Circular, link: Link) -> Markup:
    cites = citations_html(reason.citations, circular, link, reason.nature)
    nature = None if reason.nature is Nature.SAYS else reason.nature.value
    return element("li", reason.text, " ", cites, data_nature=nature)


def _notice(notice: Notice, circular: Circular, link: Link) -> Markup:
    sources = [reference_html(r) for r in references(notice.citations, circular, link)]
    return element(
        "div",
        element("p", element("strong", notice.label), class_="calc-notice__title"),
        element("p", notice.text),
        element("p", Markup(" · ".join(sources)), class_="calc-notice__source"),
        class_="calc-notice calc-notice--strong" if notice.reported else "calc-notice",
        data_kind=notice.kind,
        data_nature=notice.nature.value,
    )
