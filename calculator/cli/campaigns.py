"""`calculator campaigns`: the circulars that are known."""

from __future__ import annotations

from pathlib import Path

import click

from calculator.answers import words
from calculator.answers.references import AUTHORITIES
from calculator.cli.options import OneOfEach, circulars_of, circulars_option, name_refused
from calculator.cli.refusing import Refusal
from calculator.cli.streams import say
from calculator.model.circular import Circular
from calculator.model.deciding import window_on
from calculator.model.duties import Duty


@click.command("campaigns", cls=OneOfEach)
@circulars_option
def campaigns_command(folder: Path | None) -> None:
    """Lister les circulaires connues, ce qu’elles demandent et leurs sources."""
    circulars = circulars_of(folder)
    name_refused(circulars)
    if not circulars.all:
        raise Refusal("Aucune circulaire : il en faut au moins une qui soit correcte.")
    for circular in circulars.all:
        say(described(circular))


def described(circular: Circular) -> str:
    """What a circular asks and its sources, in lines."""
    lines = [f"{circular.id} : {circular.name}, année scolaire {circular.year}"]
    for duty in circular.duties:
        lines += _duty_lines(duty, circular)
    lines += [
        f"  {AUTHORITIES[source.authority]} : {source.title}, {words.short_date(source.published)}"
        for source in circular.sources.values()
    ]
    return "\n".join(lines)


def _duty_lines(duty: Duty, circular: Circular) -> list[str]:
    lines = []
    for rule in duty.rules:
        status = duty.status_word(circular.vocabulary.statuses, rule.status)
        classes = words.classes_words(rule.classes, circular.vocabulary)
        line = f"  {classes}{words.kinds_words(rule.establishments, circular)} : "
        line += f"{words.in_a_sentence(duty.label)} {status}"
        days = [words.named_range(window_on(w, circular.settled_on)) for w in rule.windows]
        days += [words.due_words(rule.due)] if rule.due else []
        lines.append(", ".join([line, *days]))
    return lines
