"""Checks of `vocabulary.toml`: what no schema can say of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculator.schema.checks_words import braces_in, markup_in
from calculator.schema.parts import Part, Told, one_of, shown


def check_vocabulary(data: dict[str, Any]) -> list[Told]:
    """Everything in a vocabulary that does not hold together.

    Args:
        data: What the file says, whatever that is.
    """
    words = Part(data)
    told: list[Told] = []
    places, stages = list(words["places"]), list(words["stages"])
    for parts, what in ((places, "lieu"), (stages, "degré")):
        seen: set[str | None] = set()
        for code in (one["code"] for one in parts):
            if code.text is not None and code.text in seen:
                told.append(Told(code.path, code.text, f"un code par {what}"))
            seen.add(code.text)
    known = [one["code"].text for one in places]
    for one in (*stages, *(level for _, level in words["classes"].entries())):
        for place in one["places"]:
            _check_known(place, known, told)
    for _, level in words["classes"].entries():
        _check_known(level["stage"], [one["code"].text for one in stages], told)
    competences = words["competences"]
    if list(competences["domains"]) and not competences["highest_level"].number:
        highest = competences["highest_level"]
        told.append(Told(highest.path, shown(highest.value), "le plus haut niveau, au moins 1"))
    return [*told, *braces_in(words, {}), *markup_in(words)]


def _check_known(part: Part, known: Iterable[str | None], told: list[Told]) -> None:
    if part.text is not None and part.text not in (known := list(known)):
        told.append(Told(part.path, part.text, one_of(filter(None, known), part.text)))
