"""The tables of a circular: who is concerned, and when it can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from calculator.answers import words
from calculator.answers.references import Link, in_order
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision, DutyOn, Notice
from calculator.model.duties import Duty, Rule
from calculator.model.vocabulary import (
    ClassLevel,
    Establishment,
    Nature,
    Status,
    Vocabulary,
)
from calculator.render.as_html import (
    NOTHING,
    Markup,
    citations_html,
    element,
    joined,
    notices_html,
    quoting,
    table_html,
)

NONE = "–"


def rule_decision(
    class_level: ClassLevel,
    circular: Circular,
    establishment: Establishment | None = None,
    *,
    on: date | None = None,
) -> Decision:
    """What a circular asks for a class, on the day all of it is known.

    Args:
        class_level: The class.
        circular: The text.
        establishment: The kind of school; the one that the circular addresses when not given.
        on: The day of the reader: after the school year, what is asked is a thing of the past.
    """
    case = Case(class_level, establishment or circular.default_establishment)
    day = on if on is not None and circular.is_over(on) else circular.settled_on
    return decide(case, day, circular)


def who_is_concerned_html(circular: Circular, link: Link) -> Markup:
    """What is asked, class by class; classes that are asked the same share a row."""
    by_rule: dict[tuple[str, tuple[object, ...]], list[Decision]] = {}
    for level in circular.classes:
        for kinds, decision in _by_kinds(level, circular):
            by_rule.setdefault((kinds, _asked(decision)), []).append(decision)
    every = [decision for same in by_rule.values() for decision in same]
    readings = list(dict.fromkeys(reading for d in every for reading in _readings(d)))
    rows = [_concerned_row(same, readings, circular, link) for same in by_rule.values()]
    for row, (kinds, _) in zip(rows, by_rule, strict=True):
        row[0] += kinds
    outside = [
        k for k in circular.vocabulary.establishments if k not in circular.scope.establishments
    ]
    if outside:
        rows.append(_outside_row(outside, circular, link))
    columns = ["Classes", "Ce qui est demandé", "Paragraphes"]
    notes = element("ol", *(element("li", quoting(one)) for one in readings), class_="calc-notes")
    return joined(
        [
            table_html(f"Classe par classe, en {circular.year}", columns, rows),
            notes if readings else "",
            reported_changes_html(circular.classes, circular, link),
        ]
    )


def _by_kinds(level: ClassLevel, circular: Circular) -> list[tuple[str, Decision]]:
    """What is asked of a class, and in which kinds of school where these are not asked alike."""
    found: dict[tuple[object, ...], list[Decision]] = {}
    for kind in circular.vocabulary.establishments:
        if kind in circular.scope.establishments:
            decision = rule_decision(level, circular, kind)
            found.setdefault(_asked(decision), []).append(decision)
    if len(found) == 1:
        return [("", same[0]) for same in found.values()]
    return [
        (f", {words.establishment_words(one.case.establishment for one in same)}", same[0])
        for same in found.values()
    ]


def _asked(decision: Decision) -> tuple[object, ...]:
    """What a row says of a class: the same for classes that share it."""
    rules = [asked.rule for asked in decision.duties]
    windows = [asked.windows for asked in decision.duties]
    silences = tuple(notice.text for notice in decision.silences)
    return str(rules), str(windows), silences, _readings(decision)


def whose(rule: Rule, circular: Circular) -> str:
    """The classes of a rule, and the kinds of school where it is not for all of them."""
    classes = words.capitalised(words.classes_words(rule.classes, circular.vocabulary))
    return classes + words.kinds_words(rule.establishments, circular)


def windows_html(circulars: Iterable[Circular], link: Link) -> Markup:
    """The windows, latest circular first, each followed by its reported changes."""
    parts = []
    for circular in circulars:
        for duty in circular.duties:
            rows = _window_rows(duty, circular, link)
            if rows and duty.window_words:
                title = f"{words.capitalised(duty.window_words.noun)}, {circular.year}"
                columns = ["Classes", duty.label, "Premier jour", "Dernier jour", "Paragraphes"]
                parts.append(table_html(title, columns, rows))
        parts.append(reported_changes_html(circular.classes, circular, link))
    return joined(parts)


def _window_rows(duty: Duty, circular: Circular, link: Link) -> list[list[str]]:
    return [
        [
            whose(rule, circular),
            ", ".join(
                [
                    duty.status_word(circular.vocabulary.statuses, rule.status),
                    *([words.in_a_sentence(window.label)] if window.label else []),
                ]
            ),
            _day(window.opens),
            _day(window.closes),
            citations_html(
                dict.fromkeys((*rule.citations, *window.citations)), circular, link, rule.nature
            ),
        ]
        for rule in duty.rules
        for window in rule.windows
    ]


def _day(day: date | None) -> str:
    return words.full_date(day) if day else "non connu"


def reported_changes_html(
    classes: Iterable[ClassLevel], circular: Circular, link: Link, heading: int | None = None
) -> Markup:
    """The changes that are only reported, for some classes; nothing when there is none."""
    wanted = set(classes)
    kinds = circular.vocabulary.notice_kinds
    changes = [
        Notice(rule.kind, kinds[rule.kind].label, rule.nature, rule.text, rule.citations, True)
        for rule in circular.notices
        if kinds[rule.kind].reported and wanted & rule.classes
    ]
    return notices_html(changes, circular, link, heading)


def competences_html(vocabulary: Vocabulary) -> Markup:
    """The competences of the framework in their domains."""
    rows = []
    for number, (domain, group) in enumerate(
        groupby(vocabulary.competences.values(), key=lambda competence: competence.domain), start=1
    ):
        names = joined(element("li", f"{c.index} {c.name}") for c in group)
        rows.append([f"{number}. {domain}", element("ul", names)])
    title = f"Les {len(rows)} domaines et les {len(vocabulary.competences)} compétences"
    return table_html(title, ["Domaine", "Compétences"], rows)


def _readings(decision: Decision) -> tuple[str, ...]:
    """The readings that an answer rests on."""
    return tuple(n.text for n in decision.notices if n.nature is Nature.READING)


def _concerned_row(
    same: Sequence[Decision], readings: Sequence[str], circular: Circular, link: Link
) -> list[str]:
    decision = same[0]
    asked = {one.kind: one for one in decision.duties}
    numbers = sorted(readings.index(reading) + 1 for reading in _readings(decision))
    notes = "".join(f" ({number})" for number in numbers)  # beside what is said first
    said = []
    for duty in circular.duties:
        one = asked.get(duty.kind)
        text = _cell(one, circular) if one else _not_asked_cell(duty, decision)
        if text:
            said.append(element("li", f"{duty.label} : {text}{notes}", data_duty=duty.kind))
            notes = ""
    cites = [c for one in decision.duties for c in one.citations]
    certification = decision.certification
    looked_for = NOTHING
    if decision.silences:
        looked = dict.fromkeys(c for notice in decision.silences for c in notice.citations)
        html = citations_html(looked, circular, link, Nature.SILENCE)
        looked_for = joined([" ; " if cites else "", html])
    if certification and certification.nature is not Nature.SILENCE:
        cites += certification.citations
    return [
        words.capitalised(
            words.classes_words((d.case.class_level for d in same), circular.vocabulary)
        ),
        element("ul", *said) if said else NONE,
        joined([citations_html(in_order(cites, circular), circular, link), looked_for]),
    ]


def _not_asked_cell(duty: Duty, decision: Decision) -> str:
    """What the text says that it does not ask, or is silent on; nothing where neither is told."""
    circular, case = decision.circular, decision.case
    said = duty.status_word(circular.vocabulary.statuses, Status.NOT_DUE)
    if duty.rule_for(case.class_level, case.establishment):
        return said
    silent = any(
        rule.about == duty.kind
        and rule.nature is Nature.SILENCE
        and rule.applies_to(case.class_level, case.establishment)
        for rule in circular.notices
    )
    if not silent:
        return ""
    if decision.certification and decision.certification.duty is duty:
        said = duty.status_word(circular.vocabulary.statuses, decision.certification.status)
    return f"{said} (le texte n’en parle pas)"


def _cell(asked: DutyOn, circular: Circular) -> str:
    text = asked.duty.status_word(circular.vocabulary.statuses, asked.status)
    for one in asked.windows:
        text += f", {words.named_range(one)}"
    if asked.rule.due is not None:
        text += f", {words.due_words(asked.rule.due)}"
    own = [reason.text.rstrip(".") for reason in asked.rule.reasons] if asked.windows else []
    return " ; ".join([text, *(reason[:1].lower() + reason[1:] for reason in own)])


def _outside_row(outside: Sequence[Establishment], circular: Circular, link: Link) -> list[str]:
    who = f"Toutes, en établissement {words.listed(kind.label for kind in outside)}"
    scope = circular.scope
    citations = citations_html(scope.citations, circular, link, scope.nature)
    said = circular.vocabulary.statuses[Status.OUT_OF_SCOPE].masculine
    return [who, said, citations]
