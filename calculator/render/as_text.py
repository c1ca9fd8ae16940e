"""An answer as plain text, for a terminal or a message."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from calculator.answers.pupil import answer
from calculator.answers.references import cited
from calculator.answers.words import RESTS_ON
from calculator.model.decision import Decision

WIDTH = 88


def as_text(decision: Decision, width: int | None = WIDTH) -> str:
    """The answer in French: what to do and by when, why, then what to know.

    Args:
        decision: What the rules decided.
        width: How many characters a line may have; None to leave that to what will show it.
    """
    said = answer(decision)
    circular = decision.circular
    by_when = f"{said.by_when} ({said.certainty})" if said.certainty else said.by_when
    blocks = [[said.subject, "", said.headline, by_when], [f"! {a}" for a in said.alerts]]
    if said.steps:
        steps = (f"{step.what}. Qui : {step.who}. Quand : {step.when}" for step in said.steps)
        blocks.append(["", "À faire", *_items(steps)])
    reasons = (
        f"{r.text} [{RESTS_ON[r.nature]}{cited(r.citations, circular)}]" for r in said.reasons
    )
    blocks.append(["", "Pourquoi", *_items(reasons)])
    if said.notices:
        notices = (
            f"{notice.label} : {notice.text} [{cited(notice.citations, circular)}]"
            for notice in said.notices
        )
        blocks.append(["", "À savoir", *_items(notices)])
    lines = (line for block in blocks for line in block)
    return "\n".join(lines if width is None else (_wrapped(line, width) for line in lines))


def _items(texts: Iterable[str]) -> list[str]:
    return [f"- {text}" for text in texts]


def _wrapped(line: str, width: int) -> str:
    indent = "  " if line.startswith(("- ", "! ")) else ""
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False)
