"""An answer as HTML: the one place where its markup is written.

Everything passes through `element`, which escapes; nothing a person types can become markup.
`data-said` marks what a screen reader is told when an answer comes: pages tell that, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from calculator.answers.easy import Easy
from calculator.answers.pupil import Answer, Badge, Step, answer, sheet
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
# « prépa-métiers », « 2020-2021 », « a-t-il », accents written apart too. Longer ones may break: a
# narrow window could not hold them.
_LETTER = r"\w\u0300-\u036f"
_COMPOUND = re.compile(
    rf"(?<![{_LETTER}-])(?=[{_LETTER}-]{{3,15}}(?![{_LETTER}-]))[{_LETTER}]+(?:-[{_LETTER}]+)+"
)
_QUOTED = re.compile("(?<=«\N{NO-BREAK SPACE})[^»]+(?=\N{NO-BREAK SPACE}»)")
_TEXT_ALONE = ("option", "style", "text", "title")
"""The elements that hold no other, or are drawn on one line."""


class Markup(str):
    """Text that is HTML already, as opposed to a plain `str`, which is to be escaped."""

    __slots__ = ()


NOTHING = Markup("")
DATES_ABOVE = "Les dates données plus haut."


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
    return Markup(f"<{name}{given}>{joined(children, alone=name in _TEXT_ALONE)}</{name}>")


def joined(parts: Iterable[str], *, alone: bool = False) -> Markup:
    """Parts side by side, plain ones typeset and escaped; `alone` adds no element to their text."""
    return Markup("".join(p if isinstance(p, Markup) else _typeset(p, alone) for p in parts))


def _typeset(text: str, alone: bool) -> str:
    escaped = typeset(text).translate(_ESCAPED)
    return escaped if alone else unbroken(escaped)


def unbroken(html: str) -> str:
    """Text of a page, escaped, whose compounds no line breaks.

    A style keeps them whole: a no-break hyphen would be copied, and not be found.
    """
    return _COMPOUND.sub(r'<span class="calc-compound">\g<0></span>', html) if "-" in html else html


def typeset(text: str) -> str:
    """French spacing: no line break before « : ; ? ! % » inside guillemets or after §."""
    text = re.sub(r" (?=[:;?!»%])", "\N{NO-BREAK SPACE}", text)
    return re.sub(r"(?<=[«§]) ", "\N{NO-BREAK SPACE}", text)


def quoting(sentence: str) -> Markup:
    """A sentence about a text; what it has in guillemets is quoted from there."""
    return Markup(_QUOTED.sub(r"<q>\g<0></q>", joined([sentence])))


def answer_html(
    decision: Decision, link: Link, heading: int = 3, picture: Markup = NOTHING
) -> Markup:
    """The answer for a case on a day.

    Args:
        decision: What the rules decided.
        link: From a page of the site to its address.
        heading: The level of the first heading; others are one below.
        picture: What is to be seen after all that is said.
    """
    return _article(answer(decision), link, heading, picture)


def sheet_html(
    decision: Decision,
    link: Link,
    heading: int = 3,
    kinds: Sequence[Establishment] | None = None,
    page: str | None = None,
) -> Markup:
    """The same without anything that depends on a day: what a class is asked, for a page.

    `kinds` are the kinds of establishment it is said for, as for `pupil.sheet`; with `page`, what
    is folded has an `id` that begins so, for links to lead to.
    """
    return _article(sheet(decision, kinds), link, heading, page=page)


def message_of(error: ValueError) -> str:
    """Its message, with days as the fields of a page show them."""
    return _ISO_DAY.sub(r"\3/\2/\1", str(error)).replace(DATE_FORM, _FIELD_DATE_FORM)


def problems_html(messages: Iterable[str]) -> Markup:
    """What is to be corrected; nothing when nothing is."""
    told = [element("p", message, data_said="") for message in messages]
    if not told:
        return NOTHING
    title = correction_title()
    return element("div", title, *told, class_="calc-error")


def correction_title() -> Markup:
    """What stands above messages about values that are to be corrected."""
    return element("h2", "À corriger", class_="calc-error__title")


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
    return element(
        "a",
        reference.label,
        href=reference.href,
        title=reference.title,
        data_before=reference.before or None,
    )


def citations_html(
    citations: Iterable[Citation],
    circular: Circular,
    link: Link,
    nature: Nature = Nature.SAYS,
    named: set[str] | None = None,
) -> Markup:
    """Links to what is cited, and how a sentence rests on it; `named` as in `references`."""
    links = [reference_html(r) for r in references(citations, circular, link, named=named)]
    how = joined([RESTS_ON[nature]])
    return element("span", Markup(how + " · ".join(links)), class_="calc-cites")


def notices_html(
    notices: Iterable[Notice], circular: Circular, link: Link, heading: int | None
) -> Markup:
    """Notices as boxes of four forms, each with a heading: see `_notice_form`.

    Args:
        notices: The notices, in order.
        circular: The text whose sources they cite.
        link: From a page of the site to its address.
        heading: The level of their headings; None where that above is not known.
    """
    named: set[str] = set()
    title = f"h{heading}" if heading else "p"
    return joined(_notice(notice, circular, link, named, title) for notice in notices)


def alerts_html(alerts: Iterable[str]) -> Markup:
    """What must be seen, and heard, beside the date."""
    return joined(
        element("p", quoting(alert), class_="calc-answer__alert", data_said="") for alert in alerts
    )


def badge_html(badge: Badge) -> Markup:
    """The status of an answer in a word."""
    return marked_html("p", badge.word, data_badge=badge.code)


def marked_html(name: str, word: str, **mark: str) -> Markup:
    """A status or a situation in a word, that its form and its mark say too."""
    return element(name, word, class_="calc-badge", **mark)


def fold(
    name: str, title: Markup, content: Markup, page: str | None = None, *, again: bool = False
) -> Markup:
    """What is kept folded on a screen, and open on paper.

    Args:
        name: Its name among those of an answer, by which a page keeps it open.
        title: Its title.
        content: What is folded.
        page: What its `id` begins with, when it has one.
        again: Whether it says again what is above it, and stays out of paper.
    """
    return element(
        "details",
        element("summary", title),
        content,
        class_="calc-fold",
        id=page and f"{page}-{name}",
        data_fold=name,
        data_again="" if again else None,
    )


def _article(
    said: Answer, link: Link, heading: int, picture: Markup = NOTHING, page: str | None = None
) -> Markup:
    title, section = f"h{heading}", f"h{heading + 1}"
    circular = said.circular
    parts = [
        element("p", said.subject, class_="calc-answer__subject", data_said=""),
        badge_html(said.badge),
        element(title, said.head.sentence, class_="calc-answer__headline", data_said=""),
        _when(said) if said.head.date else NOTHING,
        alerts_html(said.alerts),
    ]
    if said.easy:
        easy = element(section, "En facile à lire")
        parts.append(fold("facile", easy, _easy(said.easy, said, link), page, again=True))
    parts += _to_do(said.steps, section, page)
    named: set[str] = set()
    reasons = joined(_reason(reason, said, link, named) for reason in said.reasons)
    why = element("ul", reasons, class_="calc-reasons")
    parts.append(fold("pourquoi", element(section, "Pourquoi"), why, page))
    if said.notices:
        besides = notices_html(said.notices, circular, link, heading + 2)
        parts.append(fold("a-savoir", element(section, "À savoir"), besides, page))
    parts.append(picture)
    return element(
        "article",
        *parts,
        class_="calc-answer",
        data_status=said.status.value,
        data_window=said.window_state.value if said.window_state else None,
        data_authority=said.authority.value,
    )


def _easy(easy: Easy, said: Answer, link: Link) -> Markup:
    """Its sentences, then where they come from."""
    named: set[str] = set()
    cites = (
        element("p", citations_html(r.citations, said.circular, link, r.nature, named))
        for r in easy.rests_on
        if r.citations
    )
    sentences = element("ul", *(element("li", sentence) for sentence in easy.sentences))
    return joined([sentences, *cites])


def _when(said: Answer) -> Markup:
    date = quoting(said.head.date)
    return element("p", date, *_certainty(said), class_="calc-answer__when", data_said="")


def _certainty(said: Answer) -> tuple[str, ...]:
    """How sure the date is, beside it."""
    if not said.certainty:
        return ()
    authority = said.authority.value
    mark = element("span", said.certainty, class_="calc-certainty", data_authority=authority)
    return (" ", mark)


def _to_do(steps: Sequence[Step], section: str, page: str | None) -> list[Markup]:
    """What to do; what goes on by itself is folded, unless it is all there is."""
    first = [step for step in steps if not step.goes_on] or steps
    rest = [step for step in steps if step not in first]
    if not steps:
        return []
    parts = [element(section, "À faire"), element("ol", *map(_step, first), class_="calc-steps")]
    if rest:
        going_on = element("ol", *map(_step, rest), class_="calc-steps", start=str(len(first) + 1))
        title = element(section, f"Aussi à faire ({len(rest)})")
        parts.append(fold("aussi", title, going_on, page))
    return parts


def _step(step: Step) -> Markup:
    told = [("Qui", step.who), ("Quand", step.below)]
    # No `div`: the search would take its end for that of the sheet, which it leaves out.
    details = (
        part
        for what, value in told
        if value
        for part in (element("dt", what), element("dd", value))
    )
    return element("li", element("strong", step.what), element("dl", *details))


def _reason(reason: Reason, said: Answer, link: Link, named: set[str]) -> Markup:
    cites = citations_html(reason.citations, said.circular, link, reason.nature, named)
    nature = None if reason.nature is Nature.SAYS else reason.nature.value
    text = DATES_ABOVE if reason.text == said.head.above else reason.text
    return element("li", quoting(text), " ", cites, data_nature=nature)


def _notice(
    notice: Notice, circular: Circular, link: Link, named: set[str], heading: str
) -> Markup:
    sources = [reference_html(r) for r in references(notice.citations, circular, link, named=named)]
    return element(
        "div",
        element(heading, notice.label, class_="calc-notice__title"),
        element("p", quoting(notice.text)),
        element("p", Markup(" · ".join(sources)), class_="calc-notice__source"),
        class_="calc-notice",
        data_kind=notice.kind,
        data_nature=notice.nature.value,
        data_form=_notice_form(notice),
    )


def _notice_form(notice: Notice) -> str:
    """What a notice is: of a day out of the year, reported, of the text, or how we read it."""
    if notice.about_day:
        return "day"
    if notice.reported:
        return "reported"
    return "official" if notice.nature is Nature.SAYS else "reading"
