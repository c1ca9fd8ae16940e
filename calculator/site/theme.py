"""What the theme's own markup lacks for those who read by ear or go by keyboard."""

from __future__ import annotations

import re
from datetime import date
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from calculator.answers.words import short_date
from calculator.model.errors import quote
from calculator.site.policy import after_charset

MADE_FOR = "9.8"
"""The version of the theme whose markup and scripts are known here."""
_LAST_DAY = date(2027, 5, 5)
END_OF_THEME = (
    f"Le thème, Material pour MkDocs, est entretenu jusqu’au {short_date(_LAST_DAY)}. Ne fabriquez "
    "pas ce site avec Zensical, qui prend sa suite : il ne connaît pas le plugin calculator, et "
    "fait des pages sans calculateur ni politique de sécurité."
)
"""What the theme says of its end in English each time, and what it means here."""
KEYBOARD = Path(__file__).parent.parent / "web" / "theme-keyboard.js"
"""What the theme's scripts lack for the same readers."""
DATED = KEYBOARD.with_name("day.js")
"""What brings what pages say of a day up to date."""
FOLDS = KEYBOARD.with_name("folds.js")
"""What opens what is folded, for paper and for links."""
UNSTARTED = KEYBOARD.with_name("unstarted.js")
"""What says that the script in a page did not run."""

_MENDED = (
    # The search is no dialog, and has a landmark inside already.
    (r'(data-md-component="search") role="dialog"', r"\1"),
    # How many pages were found is said as well as shown.
    (r'<div class="md-search-result__meta"', r'\g<0> role="status"'),
    # The boxes that open menus have names, and come after the link that skips them.
    (r'<input class="md-toggle" data-md-toggle="drawer"', r'\g<0> aria-label="Menu"'),
    (
        r'(<input class="md-toggle".*?)(<div data-md-component="skip">.*?</div>)',
        r"\2\n\1",
    ),
    # A landmark for navigation holds nothing else.
    (
        r'<nav (class="md-header__inner[^>]*?) aria-label="[^"]*">(.*?)</nav>(\s*</header>)',
        r"<div \1>\2</div>\3",
    ),
    (r'<nav (class="md-search__options")[^>]*>(.*?)</nav>', r"<div \1>\2</div>"),
    # Attributes that HTML does not have there.
    (r'(<input class="md-toggle"[^>]*) autocomplete="off"', r"\1"),
    # The title of the page is shown in the header once its own has left the window: not said twice.
    (r'data-md-component="header-topic"', r'\g<0> aria-hidden="true"'),
    # The two palettes are one choice, which has a name.
    (
        r'<form (class="md-header__option" data-md-component="palette")>(.*?)</form>',
        r'<div \1 role="radiogroup" aria-label="Couleurs">\2</div>',
    ),
    # Each of the two palettes has its own name; the theme's says what the other button does.
    (r'(data-md-color-scheme="default"[^>]*) aria-label="[^"]*"', r'\1 aria-label="Mode clair"'),
    (r'(data-md-color-scheme="slate"[^>]*) aria-label="[^"]*"', r'\1 aria-label="Mode sombre"'),
)
SCRIPT = re.compile(r'<script src="([^"]*)"')
"""The scripts that stand at the end of a page."""
# Firefox fetches ahead what it names, which the policy refuses: an error in every console.
_NEXT_PAGE = re.compile(r'<link rel="next"[^>]*>\s*')
_SECTION = re.compile(
    r'<input class="md-nav__toggle md-toggle[^"]*" type="checkbox" id="(__nav_\w+)"'
)
_OF_SECTIONS = ' id="__nav_'
"""What a menu has when it has sections."""
_UNREACHED = re.compile(r'(<label class="md-nav__link[^>]*) tabindex=""')
_TABLE_OF_CONTENTS = re.compile(r'<input class="md-nav__toggle[^>]*id="__toc"')
# These links say « ¶ » in every title, and stop the tab key before every section; the menu of the
# page leads to the same places.
_HEADING_LINK = re.compile(r'<a class="headerlink"')
# A menu of the page without a title to press.
_UNPRESSED = re.compile(r'(<label class="md-nav__title") for="__toc"')
_PICTURE = re.compile(r"<svg (?![^>]*(?:role|aria-hidden)=)")
_COLUMN = re.compile(r"<th(?= style=|>)")
# The browser shows what an acronym means; the theme's box can neither be closed nor be reached.
_ACRONYM = re.compile(r"<abbr(?= title=)")
_FOOT = r'<div class="md-copyright">'
FOOT = " data-statement>"
"""What the foot of a page that is mended has: its link to the page on accessibility."""


def with_scripts_ahead(html: str) -> str:
    """A page that asks for its scripts as it begins, though they stand at its end.

    Chromium looks ahead for scripts by itself, but not in a page that states a security policy.
    """
    scripts = dict.fromkeys(SCRIPT.findall(html))
    return after_charset(html, "".join(map(preload, scripts)))


def preload(script: str) -> str:
    """What asks for a script, by its address, as a page begins."""
    return f'<link rel="preload" as="script" href="{script}">'


def mended(html: str, statement: str, state: str) -> str:
    """A page of the theme, once its markup is mended.

    Args:
        html: The whole page.
        statement: The address of the page that says how accessible the site is.
        state: What that page says, in two words.

    Raises:
        PluginError: When the theme no longer has what is to be mended.
    """
    link = rf'\g<0><a href="{statement}"{FOOT}Accessibilité : {state}</a>'
    for old, new in (*_MENDED, (_FOOT, link)):
        html, count = re.subn(old, new, html, flags=re.DOTALL)
        if count == 0:
            raise lacking(old)
    html, count = _SECTION.subn(r'\g<0> aria-labelledby="\1_label"', html)
    if count == 0 and _OF_SECTIONS in html:
        raise lacking(_SECTION.pattern)
    html = _UNREACHED.sub(r"\1", _NEXT_PAGE.sub("", html))
    html = _TABLE_OF_CONTENTS.sub(r'\g<0> aria-label="Table des matières"', html)
    if 'id="__toc"' not in html:
        html = _UNPRESSED.sub(r"\1", html)
    html = _PICTURE.sub('<svg aria-hidden="true" ', html)
    html = _COLUMN.sub('<th scope="col"', html)
    html = _ACRONYM.sub("<abbr data-preview", html)
    return _HEADING_LINK.sub(r'\g<0> aria-hidden="true" tabindex="-1"', html)


def matching(files: Files, pattern: str) -> list[File]:
    """The theme's files whose names change with its version.

    Raises:
        PluginError: When the theme has none any more.
    """
    found = [file for file in files if PurePosixPath(file.src_uri).match(pattern)]
    if not found:
        raise lacking(pattern)
    return found


def rewrite(file: File, content: str, files: Files, config: MkDocsConfig) -> None:
    """Have a file of the theme published with another content."""
    files.remove(file)
    files.append(File.generated(config, file.src_uri, content=content))


def lacking(what: str) -> PluginError:
    """The theme has no longer something that is completed here: an error that says what to do."""
    found = version("mkdocs-material")
    return PluginError(
        f"Material {found} n’a pas {quote(what)}, que ce générateur complète ; il faut Material "
        f"{MADE_FOR} (pip install 'mkdocs-material=={MADE_FOR}.*'), et un dossier theme.custom_dir "
        "qui ne le retire pas."
    )
