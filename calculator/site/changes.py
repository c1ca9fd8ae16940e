"""« Ce qui change »: a page for each circular that follows another, and one that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from calculator.answers.references import Link
from calculator.answers.words import capitalised
from calculator.changes.as_html import changes_html
from calculator.changes.comparing import ChangeKind, Comparison, compare
from calculator.changes.words import NOTHING_CHANGES, sides, title
from calculator.model.circular import Circular
from calculator.render.as_html import element
from calculator.site.engine import EngineForm
from calculator.site.feed import atom, entries_of

_FOLDER = "changements/"
ALL_CHANGES = f"{_FOLDER}index.md"
FEED = "changements.atom"

_PAGE = """\
---
title: "{title}"
description: "{title} : ce qui est nouveau, ce qui ne l’est plus, les dates, classe par classe."
---

# {title}

- {before_name} : {before}
- {after_name} : {after}

{{{{ changes("{id}") }}}}

[Tous les changements](index.md)
"""
_PAGE_OF_ALL = """\
---
title: "Ce qui change"
description: "Ce qui change d’une année scolaire à la suivante, classe par classe."
---

# Ce qui change

D’une année scolaire à la suivante, classe par classe : ce qui est nouveau, ce qui n’est plus
demandé, les dates, avec ce que disent les deux textes.

{pages}
{feed}
"""
_FEED = f"""
Pour être averti des changements de dates, ajoutez ce fil à votre lecteur : \
[{FEED}](../{FEED}) (format Atom).
"""


@dataclass(frozen=True, slots=True)
class SiteChanges:
    """What a site says of changes.

    Attributes:
        circulars: All its texts.
        pairs: Those that follow another, with it; none when its menu has no place for them.
        site: The address that a feed needs, which is read far from the site; None without a feed.
        name: The name of the site.
        author: Who publishes it.
    """

    circulars: Sequence[Circular]
    pairs: Sequence[Comparison]
    site: str | None
    name: str
    author: str

    @classmethod
    def of(cls, circulars: Sequence[Circular], config: MkDocsConfig, form: EngineForm) -> Self:
        """The changes of a site; only its public form has an address that all can reach."""
        pairs = followed(circulars) if wants_changes(config.nav) else []
        site = config.site_url if pairs and form is EngineForm.PLAIN else None
        publisher = config.extra.get("publisher") or {}
        name = config.site_name
        return cls(circulars, pairs, site or None, name, publisher.get("name") or name)

    def menu(self, menu: list[Any]) -> list[Any]:
        """The menu of `mkdocs.yml`, with a page for each pair where it names the page of all."""
        return menu_with_changes(menu, self.pairs)

    def files(self, config: MkDocsConfig) -> list[File]:
        """The pages, and the feed."""
        contents = change_pages(self.pairs, feed=bool(self.site))
        pages = {
            uri: File.generated(config, uri, content=markdown) for uri, markdown in contents.items()
        }
        if self.site is None:
            return list(pages.values())
        ids = {ALL_CHANGES: "", **{change_page(pair): pair.after.id for pair in self.pairs}}
        page_of = {ids[uri]: self.site + page.url for uri, page in pages.items()}
        entries = entries_of(self.circulars, self.pairs)
        feed = atom(entries, self.site + FEED, self.name, self.author, page_of)
        return [*pages.values(), File.generated(config, FEED, content=feed)]

    def names(self, to_page: Link, block: Callable[[str], str]) -> dict[str, Callable[[str], str]]:
        """What its pages can write between braces: see `change_names`."""
        return change_names(self.pairs, to_page, block)


def followed(circulars: Iterable[Circular]) -> list[Comparison]:
    """Each circular with the one that it follows, the latest first; the first ones follow none.

    That is the latest earlier one of the same issuer. Where there is none, and each is the only
    one of its year, it is that of the year before among those that are known.

    Args:
        circulars: Those of a site.
    """
    known = list(circulars)
    pairs = [(before, after) for after in known if (before := _before(after, known))]
    return [compare(before, after) for before, after in pairs]


def _before(after: Circular, known: Sequence[Circular]) -> Circular | None:
    earlier = [c for c in known if c.school_year.first < after.school_year.first]
    same_issuer = _latest(c for c in earlier if c.issuer == after.issuer)
    if same_issuer:
        return same_issuer[0] if len(same_issuer) == 1 else None
    is_only = sum(c.year == after.year for c in known) == 1
    latest = _latest(earlier)
    return latest[0] if is_only and len(latest) == 1 else None


def _latest(circulars: Iterable[Circular]) -> list[Circular]:
    found = list(circulars)
    last = max((c.school_year.first for c in found), default=0)
    return [c for c in found if c.school_year.first == last]


def change_page(pair: Comparison) -> str:
    """The page of two texts, in the site: « changements/nantes-2021-2022.md »."""
    return f"{_FOLDER}{pair.after.id}.md"


def change_pages(pairs: Sequence[Comparison], *, feed: bool) -> dict[str, str]:
    """The Markdown of every page of changes, by its place in the site; none without changes.

    Args:
        pairs: The texts to compare.
        feed: Whether the site has a feed of them.
    """
    if not pairs:
        return {}
    titles = _titles(pairs)
    pages = {change_page(pair): _page(pair, title) for pair, title in titles}
    listed = "\n".join(f"- [{title}]({pair.after.id}.md)" for pair, title in titles)
    return {ALL_CHANGES: _PAGE_OF_ALL.format(pages=listed, feed=_FEED if feed else ""), **pages}


def menu_with_changes(menu: list[Any], pairs: Sequence[Comparison]) -> list[Any]:
    """The menu of `mkdocs.yml`, where the page of all changes gets the others below it.

    Without any change, it goes.
    """
    if not pairs:
        return [entry for entry in menu if not _is_ours(entry)]
    below = [{"Tous les changements": ALL_CHANGES}]
    below += [{title.partition("entre ")[2]: change_page(pair)} for pair, title in _titles(pairs)]
    below = [{capitalised(label): page for label, page in entry.items()} for entry in below]
    return [dict.fromkeys(entry, below) if _is_ours(entry) else entry for entry in menu]


def wants_changes(menu: list[Any] | None) -> bool:
    """Whether a site has these pages: its menu names them, or it has no menu of its own."""
    return menu is None or any(map(_is_ours, menu))


def change_names(
    pairs: Sequence[Comparison], to_page: Link, block: Callable[[str], str]
) -> dict[str, Callable[[str], str]]:
    """What the pages of changes can write between braces.

    Args:
        pairs: The texts to compare.
        to_page: From a page of the site to its address.
        block: Keeps a piece of HTML away from Markdown and gives what stands for it.
    """
    by_id = {pair.after.id: pair for pair in pairs}

    def changes(circular_id: str) -> str:
        if circular_id not in by_id:
            known = " ou ".join(by_id)
            told = f"il faut {known}" if known else "aucune circulaire n’en suit une autre"
            raise ValueError(f"« {circular_id} » ne suit aucun texte ; {told}")
        return _sections(by_id[circular_id], to_page, block)

    return {"changes": changes}


def _sections(pair: Comparison, to_page: Link, block: Callable[[str], str]) -> str:
    """A table for each kind of change under its title, as Markdown.

    The search finds the page by its own title: its tables would hide the pages of the year.
    """
    sections = []
    for kind in ChangeKind:
        if pair.of_kind(kind):
            sections.append(f"## {kind.label} {{ #{kind.value} data-search-exclude }}")
            table = changes_html(pair, kind, to_page)
            sections.append(block(element("div", table, data_search_exclude="")))
    return "\n\n".join(sections) or NOTHING_CHANGES


def _page(pair: Comparison, heading: str) -> str:
    before, after = sides(pair)
    return _PAGE.format(
        title=heading,
        before_name=before,
        before=pair.before.name,
        after_name=after,
        after=pair.after.name,
        id=pair.after.id,
    )


def _titles(pairs: Sequence[Comparison]) -> list[tuple[Comparison, str]]:
    """Pairs with their titles, which name the issuer where several have the same years."""
    titles = [title(pair) for pair in pairs]
    return [
        (pair, f"{text} ({pair.after.issuer})" if titles.count(text) > 1 else text)
        for pair, text in zip(pairs, titles, strict=True)
    ]


def _is_ours(entry: Any) -> bool:
    return isinstance(entry, dict) and ALL_CHANGES in entry.values()
