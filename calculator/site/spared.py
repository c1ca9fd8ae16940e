"""What the theme does as each page opens, for things that hardly a reader does there."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from calculator.site.theme import lacking, matching, rewrite

_BUNDLE = "assets/javascripts/bundle.*.min.js"
_STYLE = "assets/stylesheets/main.*.min.css"
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
# A rule for any element, below what a class decides of, has every one styled anew each time that a
# class above changes, as `no-js` does once a script has run. What these are for is known.
_BLOCKS = ":is(p,ul,ol,dl,pre,blockquote,div,figure,table,details,hr,h1,h2,h3,h4,h5,h6)"
_SPARED_STYLE = {
    ".tabbed-labels>:": ".tabbed-labels>label:",
    "td>:first-child": f"td>{_BLOCKS}:first-child",
    "th>:first-child": f"th>{_BLOCKS}:first-child",
    "td>:last-child": f"td>{_BLOCKS}:last-child",
    "th>:last-child": f"th>{_BLOCKS}:last-child",
}


def spare_pages(files: Files, config: MkDocsConfig) -> None:
    """Have the theme do such things once they are asked for.

    Args:
        files: The site's files, the theme's included: its script and its style are replaced.
        config: The site's settings.

    Raises:
        PluginError: When they are not what they were.
    """
    (bundle,) = matching(files, _BUNDLE)
    script = bundle.content_string
    for pattern, instead in _SPARED:
        script, count = pattern.subn(instead, script)
        if count != 1:
            raise lacking(f"{pattern.pattern} ({bundle.src_uri})")
    rewrite(bundle, script, files, config)
    (sheet,) = matching(files, _STYLE)
    style = sheet.content_string
    for rule, instead in _SPARED_STYLE.items():
        if rule not in style:
            raise lacking(f"{rule} ({sheet.src_uri})")
        style = style.replace(rule, instead)
    rewrite(sheet, style, files, config)
