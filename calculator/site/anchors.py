"""The anchors of a text's paragraphs: each that a circular declares is in the page, and cited."""

from __future__ import annotations

from html.parser import HTMLParser

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from calculator.model.sources import Source

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_log = get_plugin_logger("calculator")


def paragraph_anchors(html: str) -> set[str]:
    """The ids of paragraphs in a page: of everything but headings."""
    parser = _Anchors()
    parser.feed(html)
    return parser.ids


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        identifier = dict(attrs).get("id")
        if identifier and tag not in _HEADINGS:
            self.ids.add(identifier)


def check_citations(source: Source, anchors: set[str] | None, cited: set[str]) -> None:
    """Check that a text has its paragraphs; warn of those that nothing cites.

    Args:
        source: The text, held in the site.
        anchors: The paragraphs of its page; None when there is no such page.
        cited: The paragraphs that rules and pages cite.

    Raises:
        PluginError: When the page or a paragraph is not there.
    """
    if anchors is None:
        raise PluginError(f"La page {source.page} de la source {source.id} n’existe pas.")
    for paragraph in source.paragraphs:
        if paragraph not in anchors:
            raise PluginError(
                f"{source.page} : il manque l’ancre #{paragraph}, déclarée par {source.id}."
            )
    for paragraph in sorted(anchors - cited):
        _log.warning("%s : aucune règle ni page ne cite #%s.", source.page, paragraph)
