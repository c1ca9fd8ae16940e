"""What is wrong in a form: every field at once, with a summary that leads to each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from calculator.answers.reasons import other_year_words
from calculator.carried import carried_circulars
from calculator.model.decision import Decision
from calculator.model.errors import InvalidCase, MalformedCircular
from calculator.render.as_html import Markup, correction_title, element, message_of, problems_html

Answering = Callable[[Mapping[str, str], Mapping[str, str]], Mapping[str, Any]]


def answered(answer: Answering, asked: Mapping[str, Any]) -> str:
    """What a form gets, as JSON.

    Args:
        answer: What answers the fields of a form, with the addresses of pages.
        asked: Its `fields` and `pages`.

    Returns:
        The answer, its `problems` empty where it gives none; or their summary as `html`.
    """
    fields, pages = asked["fields"], asked["pages"]
    try:
        said = {"problems": {}, **answer(fields, pages)}
    except (InvalidCase, MalformedCircular) as error:
        said = told_of(error, answer, fields)
    return json.dumps(said, ensure_ascii=False)


def told_of(
    error: InvalidCase | MalformedCircular, answer: Answering, fields: Mapping[str, str]
) -> dict[str, Any]:
    """What is to be corrected in a form: its `problems`, by field, and their summary as `html`.

    Args:
        error: The first that was found.
        answer: What answers the fields, or looks at them.
        fields: What is filled in.
    """
    problems = _every_problem(answer, fields, error) if isinstance(error, InvalidCase) else {}
    html = summary_html(problems) if problems else problems_html([message_of(error)])
    return {"html": html, "problems": problems}


def of_other_year(decisions: Iterable[Decision]) -> dict[str, str]:
    """The message of each field whose day is of another year than the answer."""
    return {
        asked.duty.asks: words
        for decision in decisions
        for asked in decision.duties
        if asked.duty.asks and (words := other_year_words(asked, decision.circular))
    }


def _every_problem(
    answer: Answering, fields: Mapping[str, str], first: InvalidCase
) -> dict[str, str]:
    """The message of each field that is wrong: asked again, with what is possible in its place."""
    circular = carried_circulars().all[0]
    possible = {
        "on": circular.school_year.begins.isoformat(),
        "establishment": str(circular.default_establishment),
        "class_level": str(circular.classes[0]),
    }
    corrected = {**possible, **fields}
    problems: dict[str, str] = {}
    error: InvalidCase | None = first
    while error is not None and error.field not in problems:
        problems[error.field] = message_of(error)
        if error.field not in corrected:
            break  # it is of several fields
        corrected[error.field] = possible.get(error.field, "")
        error = _refused(answer, corrected)
    return problems


def _refused(answer: Answering, fields: Mapping[str, str]) -> InvalidCase | None:
    try:
        answer(fields, defaultdict(str))  # the answer itself is not shown
    except InvalidCase as error:
        return error
    return None


def summary_html(problems: Mapping[str, str]) -> Markup:
    """The problems of a form as links to its fields, which the page completes."""
    links = (
        element("li", element("a", message, href="#", data_field=field, data_said=""))
        for field, message in problems.items()
    )
    return element("div", correction_title(), element("ul", *links), class_="calc-error")
