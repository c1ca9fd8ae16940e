"""The browsers in which the calculator answers: the lowest versions, and those that tests drive."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from calculator.answers.words import listed
from calculator.render.as_html import Markup, element, joined, table_html

_FILE = Path(__file__).with_suffix(".toml")
_COLUMNS = ("Navigateur", "Site en ligne", "Intranet et dossier", "Versions essayées")


@dataclass(frozen=True, slots=True)
class Driven:
    """A browser that the tests drive.

    Attributes:
        driven: Its name there.
        version: What it says of itself.
        answers_on: The targets on which the calculator answers.
        follows: Whether it follows its publisher's updates: a later version may be driven.
        stands_for: The version of its family that it stands for, when it is another.
    """

    driven: str
    version: str
    answers_on: tuple[str, ...]
    follows: bool = False
    stands_for: str | None = None

    @property
    def known_as(self) -> str:
        """The version as people know it."""
        return self.stands_for or self.version


@dataclass(frozen=True, slots=True)
class Browser:
    """A family of browsers.

    Attributes:
        name: Its members, as people know them.
        short: The same in a sentence.
        online: The lowest version for the public site.
        elsewhere: The lowest version for the intranet and the folder.
        driven: Those that the tests drive.
        untried: What is known of lower versions than those.
    """

    name: str
    short: str
    online: str
    elsewhere: str
    driven: tuple[Driven, ...]
    untried: str | None = None


@functools.cache
def browsers() -> tuple[Browser, ...]:
    """Every family, from `browsers.toml`."""
    families = tomllib.loads(_FILE.read_text(encoding="utf-8"))["browser"]
    return tuple(
        Browser(
            **{
                **family,
                "driven": tuple(
                    Driven(**{**one, "answers_on": tuple(one["answers_on"])})
                    for one in family["driven"]
                ),
            }
        )
        for family in families
    )


def needed_words(*, online: bool) -> str:
    """« Chrome ou Edge 103, Firefox 113, Safari 16.0 ».

    Args:
        online: Whether for the public site, and not for the intranet or the folder.
    """
    return ", ".join(f"{one.short} {one.online if online else one.elsewhere}" for one in browsers())


def browsers_html() -> Markup:
    """The table of the families, with what is known of versions that are not driven below it."""
    rows = [
        (
            family.name,
            f"à partir de la version {family.online}",
            f"à partir de la version {family.elsewhere}",
            listed([one.known_as for one in family.driven]),
        )
        for family in browsers()
    ]
    notes = (
        element("p", f"{one.short} : {one.untried}", class_="calc-notes")
        for one in browsers()
        if one.untried
    )
    return joined([table_html("Les navigateurs du calculateur", _COLUMNS, rows), *notes])
