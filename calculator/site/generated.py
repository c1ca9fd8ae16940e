"""The pages that no person writes: the sheets of classes, and the years."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from calculator.site.facts import SiteFacts
from calculator.site.sheets import sheet_pages
from calculator.site.years import year_pages


def generated_pages(facts: SiteFacts, config: MkDocsConfig) -> Iterator[File]:
    """The files of these pages, once the menu is made."""
    menu = str(config.nav)
    for uri, markdown in {**sheet_pages(facts), **year_pages(facts)}.items():
        page = File.generated(config, uri, content=markdown)
        if uri not in menu:  # the sheets of other years, which the page of all classes leads to
            page.inclusion = InclusionLevel.NOT_IN_NAV
        yield page
