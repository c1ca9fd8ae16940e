"""What the theme's own markup lacks for those who read by ear or go by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from calculator.site.policy import after_charset

STATEMENT = "accessibilite.md"
"""The page that says how accessible the site is, linked from the foot of every other."""
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
    (
        r'<input class="md-nav__toggle md-toggle ?" type="checkbox" id="(__nav_\w+)"',
        r'\g<0> aria-labelledby="\1_label"',
    ),
    # A landmark for navigation holds nothing else.
    (
        r'<nav (class="md-header__inner[^>]*?) aria-label="[^"]*">(.*?)</nav>(\s*</header>)',
        r"<div \1>\2</div>\3",
    ),
    (r'<nav (class="md-search__options")[^>]*>(.*?)</nav>', r"<div \1>\2</div>"),
    # Attributes that HTML does not have there.
    (r'(<input class="md-toggle"[^>]*) autocomplete="off"', r"\1"),
    (r'(<label class="md-nav__link[^>]*) tabindex=""', r"\1"),
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
_SCRIPT = re.compile(r'<script src="([^"]*)"')
# Firefox fetches ahead what it names, which the policy refuses: an error in every console.
_NEXT_PAGE = re.compile(r'<link rel="next"[^>]*>\s*')
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


def with_scripts_ahead(html: str) -> str:
    """A page that asks for its scripts as it begins, though they stand at its end.

    Chromium looks ahead for scripts by itself, but not in a page that states a security policy.
    """
    scripts = dict.fromkeys(_SCRIPT.findall(html))
    asked = (f'<link rel="preload" as="script" href="{script}">' for script in scripts)
    return after_charset(html, "".join(asked))


def stated_at(files: Files) -> str:
    """The page that says how accessible the site is.

    Raises:
        PluginError: When there is none.
    """
    statement = files.get_file_from_path(STATEMENT)
    if statement is None:
        raise PluginError(f"La page {STATEMENT} n’existe pas : chaque page y renvoie.")
    return statement.url


def mended(html: str, statement: str, state: str) -> str:
    """A page of the theme, once its markup is mended.

    Args:
        html: The whole page.
        statement: The address of the page that says how accessible the site is.
        state: What that page says, in two words.

    Raises:
        PluginError: When the theme no longer has what is to be mended.
    """
    link = rf'\g<0><a href="{statement}">Accessibilité : {state}</a>'
    for old, new in (*_MENDED, (_FOOT, link)):
        html, count = re.subn(old, new, html, flags=re.DOTALL)
        if count == 0:
            raise PluginError(f"Le thème n’a plus « {old} » : voir calculator/site/theme.py.")
    html = _NEXT_PAGE.sub("", html)
    html = _TABLE_OF_CONTENTS.sub(r'\g<0> aria-label="Table des matières"', html)
    if 'id="__toc"' not in html:
        html = _UNPRESSED.sub(r"\1", html)
    html = _PICTURE.sub('<svg aria-hidden="true" ', html)
    html = _COLUMN.sub('<th scope="col"', html)
    html = _ACRONYM.sub("<abbr data-preview", html)
    return _HEADING_LINK.sub(r'\g<0> aria-hidden="true" tabindex="-1"', html)
