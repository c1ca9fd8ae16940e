"""What the plugin leaves in every page: a site that lacks some of it is not to be published.

Another program can build our pages from the same `mkdocs.yml`, ignore a plugin that it does not
know, and succeed: the site would look right, without calculator or policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from calculator.model.errors import quote
from calculator.site.package_index import pages_of
from calculator.site.theme import FOOT, SCRIPT, preload

NOT_FOUND = "404.html"
"""The page of wrong addresses, which no path can be relative to: it has no menu, and no script."""
_POLICY = re.compile(r"<meta http-equiv=[\"']?Content-Security-Policy", re.IGNORECASE)
ENGINE = "<script data-engine="
"""What starts Python in a page."""
WITHOUT_PLUGIN = (
    "index.html : ce site est fait sans le plugin « calculator » : aucune page n’a de calculateur, "
    "ni de politique de sécurité (Content-Security-Policy). Ne le publiez pas. Mettez calculator "
    "dans les plugins de mkdocs.yml, puis lancez « calculator build » : seul MkDocs, avec le thème "
    "Material, fait le site entier."
)
_WITHOUT_CALCULATOR = (
    "calculateur.md : aucune page n’a de calculateur ; il faut {{ calculator() }} dans une page."
)


def unfinished(folder: Path) -> Iterator[str]:
    """What a built site lacks of what the plugin does, in French, with the page.

    Args:
        folder: The site's files.
    """
    pages = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8", errors="replace")
        for file in pages_of(folder)
    }
    answers = any(ENGINE in html for html in pages.values())
    if not answers and not any(_POLICY.search(html) for html in pages.values()):
        yield WITHOUT_PLUGIN
        return
    if not answers:
        yield _WITHOUT_CALCULATOR
    for place, html in pages.items():
        for fault in lacks(html, whole=place != NOT_FOUND):
            yield f"{place} : {fault}"


def lacks(html: str, *, whole: bool) -> Iterator[str]:
    """What a page lacks of what the plugin does.

    Args:
        html: The page, as it is published.
        whole: Whether it has the theme's menu and scripts.
    """
    if not _POLICY.search(html):
        yield "aucune politique de sécurité (Content-Security-Policy)."
    if whole and FOOT not in html:
        yield "le pied de page ne mène pas à la page d’accessibilité."
    late = [script for script in SCRIPT.findall(html) if preload(script) not in html]
    if whole and late:
        yield f"rien ne demande dès le début le script {quote(late[0])}."
    if "data-calc-calculator" in html and ENGINE not in html:
        yield "le formulaire du calculateur est là sans ce qui répond."
    if "{{" in html and (left := _left(html)):
        yield f"l’expression {quote(left)} n’a pas été remplacée."


def _left(html: str) -> str:
    """An expression that nobody has replaced, where a page does not show it as code."""
    text = _Text()
    text.feed(html)
    found = re.search(r"\{\{.*?\}\}", text.words, re.DOTALL)
    return found[0] if found else ""


class _Text(HTMLParser):
    """Collects the words of a page, without its code."""

    _CODE = frozenset({"code", "pre", "script", "style"})

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._inside = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._inside += tag in self._CODE

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in self._CODE

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.words += data
