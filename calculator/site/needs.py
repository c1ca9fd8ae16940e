"""What the plugin needs of a site's settings and pages: what is not met, with what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load

from calculator.model.errors import NOTHING, not_fit, quote
from calculator.site.embedding import expected_origin
from calculator.site.rgaa import STATEMENT

_PAGES = {
    STATEMENT: (
        "chaque page y renvoie",
        "# Déclaration d’accessibilité\n\nConformité au RGAA 4.1 : non évaluée.",
    ),
    "calculateur.md": (
        "les fiches y renvoient",
        """\
# Calculateur

{{ calculator() }}

## Tableaux { #tableaux }

{{ who_is_concerned() }}""",
    ),
}
_ALL_OF_EXTRA = {"extra", "pymdownx.extra"}
"""The extensions that bring `attr_list` with them."""
_UNREAD = re.compile(r"<\w+\s[^<>]*\bmarkdown(?:=[^<>]*)?>")
_SCHEMES = ["default", "slate"]
_OPENINGS = {"theme": "theme:\n  name: material\n"}
"""How the lines of a key begin: « theme: material » leaves no place for others."""
_LANGUAGE = """\
  language: fr
"""
_FONT = """\
  font: false
"""
_PALETTES = """\
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle:
        icon: material/weather-night
        name: Passer en mode sombre
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle:
        icon: material/weather-sunny
        name: Passer en mode clair
"""


class Unmet(NamedTuple):
    """A setting that is not what the plugin needs.

    Attributes:
        setting: Its key, as a path.
        found: What it is.
        expected: What it has to be, in French.
        lines: What to write under its first key; nothing when something is to be removed.
    """

    setting: str
    found: str
    expected: str
    lines: str

    def __str__(self) -> str:
        """Say it in French."""
        return not_fit(self.setting, self.found or NOTHING, self.expected)


def check_settings(config: MkDocsConfig, *, embedded: bool) -> None:
    """Refuse settings with which the site would not be whole, all at once.

    Args:
        config: The site's settings.
        embedded: Whether the site is to be opened from a disk.

    Raises:
        PluginError: When there are some: it names each, and gives the lines to write.
    """
    unmet = [
        *_of_theme(config),
        *_of_plugins(config, embedded),
        *_of_markdown(config),
        *_of_origins(config),
    ]
    if not unmet:
        return
    file = Path(config.config_file_path).name
    told = "\n".join(f"{file}, {setting}" for setting in unmet)
    lines: dict[str, str] = {}
    for setting in unmet:
        if setting.lines:
            key = setting.setting.partition(".")[0]
            lines[key] = lines.get(key, _OPENINGS.get(key, f"{key}:\n")) + setting.lines
    if lines:
        written = "\n".join(lines.values())
        told += f"\n\nÀ écrire dans {file}, avec ce qui y est déjà :\n\n{written}"
    raise PluginError(told)


def _of_theme(config: MkDocsConfig) -> Iterator[Unmet]:
    theme = config.theme
    if theme.name != "material":
        lines = _LANGUAGE + _FONT + _PALETTES
        yield Unmet("theme.name", theme.name or "", "material, le seul thème complété ici", lines)
        return
    if theme["language"] != "fr":
        expected = "fr, la langue des réponses et de la recherche"
        yield Unmet("theme.language", theme["language"], expected, _LANGUAGE)
    if theme["font"]:
        font = theme["font"]
        found = ", ".join(font.values()) if isinstance(font, Mapping) else str(font)
        expected = "false, sans quoi chaque page appelle les polices d’un autre site"
        yield Unmet("theme.font", found, expected, _FONT)
    palettes = theme.get("palette")
    if not _are_two(palettes):
        expected = "deux palettes, default puis slate, avec media et toggle (icon, name)"
        found = _palettes(palettes) if palettes else ""
        yield Unmet("theme.palette", found, expected, _PALETTES)
    for feature in theme["features"] or []:
        if feature.startswith("navigation.instant"):
            expected = "retirer ce réglage, qui ne laisse pas le calculateur démarrer"
            yield Unmet("theme.features", feature, expected, "")


def _are_two(palettes: Any) -> bool:
    """Whether these are the two palettes that the pages' scripts and style know."""
    return isinstance(palettes, list) and [*map(_palette, palettes)] == _SCHEMES


def _palettes(palettes: Any) -> str:
    return ", ".join(map(_palette, palettes if isinstance(palettes, list) else [palettes]))


def _palette(palette: Any) -> str:
    """« slate sans toggle »: the scheme of a palette, and what it lacks."""
    given = palette if isinstance(palette, Mapping) else {}
    toggle = given.get("toggle")
    whole = isinstance(toggle, Mapping) and bool(toggle.get("icon")) and bool(toggle.get("name"))
    lacks = {"media": not given.get("media"), "toggle": not whole}
    words = [str(given.get("scheme") or "sans scheme")]
    return " ".join([*words, *(f"sans {key}" for key, lacking in lacks.items() if lacking)])


def _of_plugins(config: MkDocsConfig, embedded: bool) -> Iterator[Unmet]:
    plugins = config.plugins
    line = "  - {}:\n      {}\n" if _are_listed(config) else "  {}:\n    {}\n"
    offline = _enabled(plugins, "offline")
    found = ", ".join(name.rpartition("/")[2] for name in plugins)
    if not _enabled(plugins, "search"):
        lines = line.format("search", "enabled: true")
        yield Unmet("plugins", found, "search aussi, et activé", lines)
    if embedded and not offline:
        expected = "offline aussi, pour la version à ouvrir d’un disque (engine: embedded)"
        yield Unmet("plugins", found, expected, line.format("offline", "enabled: true"))
    if offline and not embedded:
        expected = "« engine: embedded », sans quoi le calculateur ne s’ouvre pas d’un disque"
        yield Unmet("plugins", found, expected, line.format("calculator", "engine: embedded"))


def _are_listed(config: MkDocsConfig) -> bool:
    """Whether the plugins are written as a list: as a mapping, other lines are to be written."""
    with Path(config.config_file_path).open(encoding="utf-8") as file:
        return isinstance(yaml_load(file).get("plugins"), list)


def _enabled(plugins: Mapping[str, Any], name: str) -> bool:
    """Whether a plugin is there, under the name that its theme gives it, and does something."""
    plugin = plugins.get(f"material/{name}") or plugins.get(name)
    return plugin is not None and bool(plugin.config.get("enabled", True))


def _of_markdown(config: MkDocsConfig) -> Iterator[Unmet]:
    names = [name.removeprefix("markdown.extensions.") for name in config.markdown_extensions]
    if "attr_list" not in names and not _ALL_OF_EXTRA.intersection(names):
        expected = "attr_list aussi, qui donne leur ancre aux paragraphes d’un texte"
        yield Unmet("markdown_extensions", ", ".join(names), expected, "  - attr_list\n")


def _of_origins(config: MkDocsConfig) -> Iterator[Unmet]:
    plugin = config.plugins.get("calculator")
    origins = plugin.config.embed_origins if plugin else []
    setting = "plugins.calculator.embed_origins"
    if isinstance(origins, str):
        yield Unmet(setting, origins, "une liste, une ligne « - » par site", "")
        return
    for origin in origins:
        if expected := expected_origin(origin):
            yield Unmet(setting, str(origin), expected, "")


def check_pages(pages: Iterable[str], docs: Path) -> None:
    """Refuse a site without the pages that others lead to, all at once.

    Args:
        pages: The pages that there are, in their folder.
        docs: That folder.

    Raises:
        PluginError: When some are missing: it gives what to write in each.
    """
    there = set(pages)
    told = [
        f"{docs.name}/{page} : cette page manque, {why}. À écrire au moins :\n\n{lines}\n"
        for page, (why, lines) in _PAGES.items()
        if page not in there
    ]
    if told:
        raise PluginError("\n".join(told))


def check_read(html: str, page: str) -> None:
    """Refuse a page with Markdown in HTML that nobody has read.

    Args:
        html: The page's content.
        page: Its file.

    Raises:
        PluginError: When it has some.
    """
    if found := _UNREAD.search(html):
        raise PluginError(
            f"{page} : ce qui est dans {quote(found[0])} n’a pas été lu ; il le faut dans "
            "mkdocs.yml : l’extension md_in_html.\n\nmarkdown_extensions:\n  - md_in_html\n"
        )
