"""What pages say of the site itself: its sources, who publishes it, what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calculator.answers import words
from calculator.answers.references import AUTHORITIES, Link
from calculator.model.circular import Circular
from calculator.render.as_html import Markup, element
from calculator.site.facts import SiteFacts
from calculator.site.links import told_link
from calculator.site.notices import say_once
from calculator.site.package_index import PACKAGE_INDEX

_MISSING = "non renseigné dans cette copie du site"
_NO_PUBLISHER = (
    "ATTENTION : qui publie cette copie n’est pas indiqué (extra.publisher dans mkdocs.yml) ; les "
    "mentions légales de la page « À propos » resteront vides."
)


def sources_html(circulars: Iterable[Circular], to_page: Link, *, official: bool = False) -> Markup:
    """Every source of some circulars, or the official ones, each once, as a list."""
    items = []
    for circular in circulars:
        for source in circular.sources.values():
            if official and not source.authority.is_official:
                continue
            href = to_page(source.page) if source.page else source.url
            title = element("a", source.title, href=href) if href else source.title
            day = words.short_date(source.published)
            items.append(element("li", title, f", {day} ({AUTHORITIES[source.authority]})"))
    return element("ul", *dict.fromkeys(items))


def publisher_html(publisher: Mapping[str, str]) -> Markup:
    """Who publishes and hosts this copy of the site; the build says so when nobody is named."""
    if not any(publisher.values()):
        say_once(_NO_PUBLISHER)
    labels = {"name": "Éditeur", "contact": "Contact", "host": "Hébergeur"}
    rows = (
        element("li", element("strong", f"{label} : "), publisher.get(key) or _MISSING)
        for key, label in labels.items()
    )
    return element("ul", *rows)


def copies_html(copies: Mapping[str, str], to_page: Link) -> Markup:
    """Where what a copy is made from is: an address, or a path from the site's root."""
    labels = {
        "offline": "Le site dans un dossier (offline.zip)",
        "sources": "Les sources du site",
    }
    rows = []
    for key, label in labels.items():
        address = copies.get(key)
        href = address if not address or "//" in address else to_page(address)
        place = element("a", address, href=href) if address and href else _MISSING
        rows.append(element("li", element("strong", f"{label} : "), place))
    return element("ul", *rows)


def shipped_html(facts: SiteFacts, to_page: Link) -> Markup:
    """The software that this copy of the site redistributes, with its licences."""
    rows = (
        element(
            "li",
            f"{' '.join(filter(None, [piece.name, piece.version]))} : licence ",
            told_link(piece.licence, to_page(piece.address), after=f", {piece.name}"),
        )
        for piece in facts.shipped
    )
    return element("ul", *rows)


def files_behind_scripts_html(facts: SiteFacts, to_page: Link) -> Markup:
    """Links to the files that only programs fetch, for what copies a site by its links."""
    parts = (part["address"] for part in facts.engine.parts.values())
    index = (uri for uri in facts.engine.files if uri.startswith(PACKAGE_INDEX))
    engine = (*parts, facts.engine.calendar_script, *index)
    rows = (
        element("li", element("a", uri, href=to_page(uri))) for uri in (*engine, *facts.unlinked)
    )
    return element("ul", *rows)


def tools_of_year_html(
    circulars: Iterable[Circular], pages: Iterable[str], to_page: Link
) -> Markup:
    """Links that open tools on the year of some circulars.

    Args:
        circulars: The texts.
        pages: The page of the calculator, then that of a school.
        to_page: From a page of the site to its address.
    """
    titles = ("Répondre pour un élève", "Répondre pour un établissement")
    tools = list(zip(titles, pages, strict=True))
    links = [
        element(
            "a",
            f"{title} en {circular.year}",
            href=f"{to_page(page)}#circular={circular.id}",
            class_="md-button",
        )
        for circular in circulars
        for title, page in tools
    ]
    return element("p", *links, class_="calc-buttons")
