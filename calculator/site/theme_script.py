"""What the theme's script does as each page opens, for things that hardly a reader does there."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from calculator.site.theme import lacking, matching, rewrite

_BUNDLE = "assets/javascripts/bundle.*.min.js"
_SPARED = (
    # It makes the index of the search, on servers; if not, once the search is opened. A core would
    # be busy for as long as Python takes to start, at the very same time.
    (re.compile(r'\(location\.protocol!=="file:"\)'), "(!1)"),
    # It fetches that index for the marks in a page that the search has found, or has not.
    (
        re.compile(
            r"(?<=\(\[)(?P<index>\w+)(?=,(?P<location>\w+)\.pipe\([^]]*?(?P<filter>\w+)\(\w+=>"
            r'!!\w+\.searchParams\.get\("h"\)\)\)\]\))'
        ),
        r"(/[?&]h=/.test(location.search)?\g<index>:\g<location>.pipe(\g<filter>(()=>!1)))",
    ),
    # It has every element styled anew, twice, for a change of palette, when there is none.
    (
        re.compile(
            r'document\.body\.setAttribute\("data-md-color-switching",""\)'
            r"(?=,(?P<palette>\w+)\.color\.media)"
        ),
        r"(document.body.dataset.mdColorScheme===\g<palette>.color.scheme||\g<0>)",
    ),
    # So does the colour scheme of the page, said when it is what pages have anyway.
    (
        re.compile(
            r'(?<=let )(?P<meta>\w+)(?P<made>=\w+\("meta",\{name:"color-scheme"\}\);)'
            r"document\.head\.appendChild\((?P=meta)\);(?P<between>.*?)"
            r"(?P=meta)\.content=(?P<style>\w+)\.colorScheme"
        ),
        (
            r'\g<meta>\g<made>\g<between>(\g<meta>.content||"light")===\g<style>.colorScheme||'
            r"(\g<meta>.content=\g<style>.colorScheme,document.head.appendChild(\g<meta>))"
        ),
    ),
)


def spare_pages(files: Files, config: MkDocsConfig) -> None:
    """Have the theme's script do such things once they are asked for.

    Args:
        files: The site's files, the theme's included: its script is replaced.
        config: The site's settings.

    Raises:
        PluginError: When the theme's script is not what it was.
    """
    (bundle,) = matching(files, _BUNDLE)
    script = bundle.content_string
    for pattern, instead in _SPARED:
        script, count = pattern.subn(instead, script)
        if count != 1:
            raise lacking(f"{pattern.pattern} ({bundle.src_uri})")
    rewrite(bundle, script, files, config)
