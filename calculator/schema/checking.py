"""Everything in a circular that no schema can say is wrong: dates, citations, classes, answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from calculator.schema.checks import Checked
from calculator.schema.checks_answers import check_calendar, check_coverage, check_remarks
from calculator.schema.checks_duties import check_duties, check_inputs
from calculator.schema.checks_rules import check_displaced
from calculator.schema.checks_sources import (
    check_cites,
    check_identity,
    check_placeholders,
    check_sources,
)
from calculator.schema.checks_unused import check_easy_is_whole, check_unused
from calculator.schema.checks_words import check_sentences, markup_in
from calculator.schema.extending import Written
from calculator.schema.parts import Told


def check_circular(written: Written, vocabulary: dict[str, Any], folder: str | None) -> list[Told]:
    """Everything that does not hold together; a part that has not its form is passed over.

    Args:
        written: What the circular says.
        vocabulary: What the vocabulary says.
        folder: The name of the circular's folder; None when it is in none.
    """
    checked = Checked.of(written.data, vocabulary)
    check_identity(checked, folder)
    check_sources(checked)
    check_cites(checked)
    check_placeholders(checked)
    check_inputs(checked)
    check_duties(checked)
    check_displaced(checked, written.displaced)
    check_remarks(checked)
    check_coverage(checked)
    check_calendar(checked)
    check_sentences(checked)
    checked.told.extend(markup_in(checked.circular))
    check_easy_is_whole(checked)
    # What a rule of its own takes the place of may leave words of the one that it extends unused.
    unused = replace(checked, told=[])
    check_unused(unused)
    checked.told.extend(one for one in unused.told if written.place(one.path)[0] == written.file)
    return checked.told
