"""What no example reaches: classes, kinds of school, statuses, windows on each of their sides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from calculator.model.circular import Circular
from calculator.model.duties import Duty, Window
from calculator.model.errors import Fault, Seen
from calculator.model.vocabulary import Nature, Status, WindowState
from calculator.schema.examples import Example, subject_of

_DAY = timedelta(days=1)
_SIDES = ("la veille", "le premier jour", "le dernier jour", "le lendemain")


def not_reached(
    label: str,
    circular: Circular,
    examples: Iterable[Example],
    sources: Collection[str] | None = None,
) -> list[Fault]:
    """What no example of a circular reaches.

    Args:
        label: The table, as a person knows it.
        circular: The circular.
        examples: Its examples that are as expected.
        sources: Those whose paragraphs are to be named; all of them by default.
    """
    examples = list(examples)
    sources = circular.sources if sources is None else sources
    missing = [
        *_classes(circular, examples),
        *_statuses(circular, examples),
        *_windows(circular, examples),
        *_paragraphs(circular, examples, sources),
    ]
    return [
        Fault(label, "exemples", Seen("il en manque un"), f"un exemple {one}") for one in missing
    ]


def _classes(circular: Circular, examples: list[Example]) -> Iterator[str]:
    words = circular.vocabulary
    classes = {example.decision.case.class_level for example in examples}
    for level in words.classes:
        if level not in classes:
            yield f"de la classe {level}"
    kinds = {example.decision.case.establishment for example in examples}
    for kind in words.establishments:
        if kind not in kinds:
            yield f"d’un établissement {kind}"


def _statuses(circular: Circular, examples: list[Example]) -> Iterator[str]:
    """Every status of every duty, that of nobody and that of a silence."""
    reached: set[tuple[str, Status]] = set()
    silent = False
    outside = False
    for example in examples:
        decision, case = example.decision, example.decision.case
        subject = subject_of(decision)
        outside |= not decision.in_scope
        silent |= subject.status is Status.NOT_DUE and subject.nature is Nature.SILENCE
        for duty in circular.duties if decision.in_scope else ():
            rule = duty.rule_for(case.class_level, case.establishment)
            if rule is not None:
                reached.add((duty.kind, rule.status))
    for duty in circular.duties:
        for status in dict.fromkeys(rule.status for rule in duty.rules):
            if (duty.kind, status) not in reached:
                word = duty.status_word(circular.vocabulary.statuses, status)
                yield f"de l’obligation {duty.kind}, {word}"
    if not outside and circular.scope.establishments != set(circular.vocabulary.establishments):
        yield "d’un établissement que le texte ne couvre pas"
    about = any(rule.nature is Nature.SILENCE and rule.about for rule in circular.notices)
    if about and circular.exams and not silent:
        yield "d’une classe dont le texte ne dit rien"


def _windows(circular: Circular, examples: list[Example]) -> Iterator[str]:
    """The four sides of every window, as it was known then; that its days are not known."""
    seen = [
        (asked.kind, example.decision.on, window)
        for example in examples
        for asked in example.decision.duties
        for window in asked.windows
    ]
    sides = {(kind, on, one.window.opens, one.window.closes) for kind, on, one in seen}
    unknown = {(kind, one.window.key) for kind, _, one in seen if one.state is WindowState.UNKNOWN}
    wanted: dict[str, None] = {}
    for duty, window in _each_window(circular):
        name = f"la fenêtre « {window.key} » de {duty.kind}"
        for side, day, version in _known_sides(window):
            if (duty.kind, day, version.opens, version.closes) not in sides:
                wanted[f"qui tombe {side} ({day}) de {name}"] = None
        is_unknown = any(version.days is None for version in _versions(window))
        if is_unknown and (duty.kind, window.key) not in unknown:
            wanted[f"où les jours ne sont pas connus, pour {name}"] = None
    yield from wanted


def _known_sides(window: Window) -> Iterator[tuple[str, date, Window]]:
    """The sides of each version of a window that fall while it is the one that is known."""
    for version in _versions(window):
        for side, day in zip(_SIDES, _sides(version), strict=True):
            if day is not None and window.known_on(day) is version:
                yield side, day, version


def _each_window(circular: Circular) -> Iterator[tuple[Duty, Window]]:
    for duty in circular.duties:
        for rule in duty.rules:
            for window in rule.windows if rule.status.is_due else ():
                yield duty, window


def _versions(window: Window) -> Iterator[Window]:
    version: Window | None = window
    while version is not None:
        yield version
        version = version.replaces


def _sides(window: Window) -> tuple[date | None, date | None, date | None, date | None]:
    opens, closes = window.opens, window.closes
    eve = opens - _DAY if opens and opens > date.min else None
    after = closes + _DAY if closes and closes < date.max else None
    return eve, opens, closes, after


def _paragraphs(
    circular: Circular, examples: list[Example], sources: Collection[str]
) -> Iterator[str]:
    """The paragraphs that something cites, each named by an example."""
    named = {paragraph for example in examples for paragraph in example.paragraphs}
    if circular.scope.establishments == set(circular.vocabulary.establishments):
        named.update(circular.scope.citations)  # they are told to schools outside: there are none
    for key, source in circular.sources.items():
        for paragraph in source.paragraphs if key in sources else ():
            if not any((one.source, one.paragraph) == (key, paragraph) for one in named):
                yield f"qui nomme le paragraphe {key}#{paragraph}"
