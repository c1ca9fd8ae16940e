"""Checks of what a circular is and rests on: its identity, its sources, what is cited of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calculator.schema.checks import Checked, year_of
from calculator.schema.checks_words import braces_in
from calculator.schema.parts import MOST, Part, Path, one_of


def check_identity(checked: Checked, folder: str | None) -> None:
    """The id is that of the folder, the school year is one, what it names is known."""
    circular = checked.circular
    if folder is not None and circular["id"].text not in (None, folder):
        checked.say(circular["id"], f"« {folder} », le nom du dossier")
    year = circular["school_year"]
    check_year(checked, year)
    checked.check_known(circular["default_establishment"], checked.establishments)
    scope = circular["scope"]["establishments"]
    for kind in scope:
        checked.check_known(kind, checked.establishments)
    checked.check_unique(scope, "chaque type d’établissement une seule fois")
    for name, group in circular["class_groups"].entries():
        if name in checked.classes:
            checked.say(group, "un nom de groupe qui n’est pas celui d’une classe", name)
        for code in group:
            checked.check_known(code, checked.classes)
        checked.check_unique(group, "chaque classe une seule fois")


def check_year(checked: Checked, year: Part) -> None:
    """A school year is two years that follow each other."""
    if year.text and re.fullmatch(r"[0-9]{4}-[0-9]{4}", year.text) and year_of(year.text) is None:
        first = int(year.text[:4])
        checked.say(year, f"deux années qui se suivent, « {first}-{first + 1} »")


def check_sources(checked: Checked) -> None:
    """A source that is held has a page with marks; another one has no page."""
    for _, source in checked.circular["sources"].entries():
        checked.check_day(source["date"], in_year=False)
        held = source["authority"].text == "held"
        if held and not source["page"].is_given:
            checked.say(source["page"], "la page de docs/ qui a le texte entier (authority = held)")
        if held and source["paragraphs"].value in (None, {}):
            checked.say(source["paragraphs"], "les repères de ses paragraphes (authority = held)")
        if source["authority"].text in ("cited", "reported") and source["page"].is_given:
            checked.say(source["page"], "ne rien écrire : le texte n’est pas ici (held s’il y est)")


def check_cites(checked: Checked) -> None:
    """Everything that is cited is declared; a text that is held is cited by its paragraphs."""
    sources = checked.circular["sources"]
    known = [key for key, _ in sources.entries()]
    for cites in _cites(checked.circular):
        for cite in cites:
            if cite.text is None or not re.fullmatch(r"[^#\s]+(#[^#\s]+)?", cite.text):
                continue
            name, _, paragraph = cite.text.partition("#")
            if len(checked.told) > MOST:  # what is nearly right takes time to find
                return
            if name not in known:
                checked.say(cite, one_of(known, name))
                continue
            source = sources[name]
            paragraphs = [f"{name}#{key}" for key, _ in source["paragraphs"].entries()]
            if paragraph and cite.text not in paragraphs:
                checked.say(cite, one_of(paragraphs or [name], cite.text))
            if not paragraph and source["authority"].text == "held":
                checked.say(cite, f"un paragraphe de ce texte, « {one_of(paragraphs)} »")
        checked.check_unique(cites, "chaque paragraphe une seule fois")
    checked.check_known(checked.circular["calendar"]["source"], known)


def _cites(part: Part) -> Iterator[Part]:
    for key, one in part.entries():
        if key in ("cites", "also_cites"):
            yield one
        else:
            yield from _cites(one)
    for item in part:
        yield from _cites(item)


# --- Texts that have something filled in ---


def check_placeholders(checked: Checked) -> None:
    """Braces are only where something is filled in, and name it."""
    circular = checked.circular
    allowed: dict[Path, str] = {circular["scope"]["sentence"].path: "establishment"}
    for duty in circular["duties"]:
        allowed[duty["condition"]["sentence"].path] = "threshold"
        for status, _ in duty["headlines"].entries():
            allowed[duty["headlines"][status]["unmet"].path] = "missing"
    checked.told.extend(braces_in(circular, allowed))
