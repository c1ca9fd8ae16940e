"""What pages of questions say of a year: all from its circulars, none of it from the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from calculator.answers.condition import condition_sentence
from calculator.answers.references import Link
from calculator.answers.words import capitalised, classes_words, due_words, listed
from calculator.model.circular import Circular, NoticeRule
from calculator.model.duties import Duty, Rule
from calculator.model.vocabulary import Nature, Status
from calculator.render.as_html import Markup, citations_html, element, quoting
from calculator.render.tables import whose


def asked_names(
    circulars: Callable[[], Sequence[Circular]], link: Link, block: Callable[[str], str]
) -> dict[str, Callable[..., str]]:
    """What pages can write between braces of what the circulars of their year ask.

    Args:
        circulars: Those that the page is about.
        link: From a page of the site to its address relative to this page.
        block: Keeps a piece of HTML away from Markdown and gives what stands for it.
    """
    return {
        "duty": lambda kind: block(duty_html(kind, circulars(), link)),
        "condition": lambda: block(condition_html(circulars(), link)),
        "scope": lambda: block(scope_html(circulars(), link)),
        "notes": lambda nature, about=None: block(
            notes_html(Nature(nature), about, circulars(), link)
        ),
    }


def duty_html(kind: str, circulars: Sequence[Circular], link: Link) -> Markup:
    """What a duty is, for whom and when, each with its paragraphs.

    Args:
        kind: The kind of the duty; where no circular has it, that is said.
        circulars: The circulars of one school year.
        link: The address of a page of the site.
    """
    items = [
        _rule(duty, rule, circular, link)
        for circular in circulars
        for duty in circular.duties
        if duty.kind == kind
        for rule in duty.rules
        if rule.status is not Status.NOT_DUE
    ]
    return _listed(items, circulars)


def condition_html(circulars: Sequence[Circular], link: Link) -> Markup:
    """What a pupil must have reached, with its paragraphs."""
    items = [
        _item(
            condition_sentence(duty.condition, None, circular, ask=False),
            citations_html(duty.condition.citations, circular, link),
        )
        for circular in circulars
        for duty in circular.exams
        if duty.condition
    ]
    return _listed(items, circulars)


def scope_html(circulars: Sequence[Circular], link: Link) -> Markup:
    """The kinds of school that it is asked of, with the paragraphs that say so."""
    items = []
    for circular in circulars:
        scope = circular.scope
        kinds = [k for k in circular.vocabulary.establishments if k in scope.establishments]
        concerned = listed(kind.label for kind in kinds)
        cites = citations_html(scope.citations, circular, link, scope.nature)
        head = element("strong", "Établissements concernés")
        items.append(_item(head, f" : {concerned}.", cites))
    return _listed(items, circulars)


def notes_html(
    nature: Nature, about: str | None, circulars: Sequence[Circular], link: Link
) -> Markup:
    """What is to be known besides, of one nature.

    Args:
        nature: Whether texts say it, we read it there, or they do not say it.
        about: The kind of the duty that it is about; None for whatever it is about.
        circulars: The circulars of one school year.
        link: The address of a page of the site.
    """
    items = [
        _item(
            *_of_whom(note, circular),
            quoting(note.text),
            citations_html(note.citations, circular, link),
        )
        for circular in circulars
        for note in circular.notices
        if note.nature is nature and about in (None, note.about)
    ]
    return _listed(items, circulars)


def _rule(duty: Duty, rule: Rule, circular: Circular, link: Link) -> Markup:
    status = duty.status_word(circular.vocabulary.statuses, rule.status)
    when = rule.when or (f"{capitalised(due_words(rule.due))}." if rule.due else "")
    why = [
        _item(quoting(reason.text), citations_html(reason.citations, circular, link, reason.nature))
        for reason in (*duty.reasons, *rule.reasons)
    ]
    return element(
        "li",
        *(element("strong", f"{duty.label} {status}"), f" : {whose(rule, circular)}. ", when, " "),
        citations_html(rule.citations, circular, link, rule.nature),
        *([element("ul", *why)] if why else []),
    )


def _of_whom(note: NoticeRule, circular: Circular) -> tuple[str, ...]:
    """The classes that it is about, when it is not about all."""
    if note.classes >= set(circular.classes):
        return ()
    classes = capitalised(classes_words(note.classes, circular.vocabulary))
    return element("strong", classes), " : "


def _item(*parts: str) -> Markup:
    *said, cites = parts
    return element("li", *said, " ", cites)


def _listed(items: Sequence[Markup], circulars: Sequence[Circular]) -> Markup:
    if items:
        return element("ul", *items)
    return element("p", f"Nous n’avons rien relevé à ce sujet pour {circulars[0].year}.")
