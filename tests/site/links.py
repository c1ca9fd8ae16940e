"""Follows the links of a site's files, without a browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

_ROOT = "http://site/"


def read_pages(folder: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of a site by its path ("", "calculateur/", "circulaire/2020-12-16.html"…)."""
    return {
        page.relative_to(folder).as_posix().removesuffix("index.html"): BeautifulSoup(
            page.read_text("utf-8"), "html.parser"
        )
        for page in folder.rglob("*.html")
    }


def previews(html: str) -> dict[str, str]:
    """What a page says of itself where its address is shared: Open Graph's names, and Twitter's."""
    said = BeautifulSoup(html, "html.parser").select(
        "meta[property^='og:'], meta[name^='twitter:']"
    )
    return {str(meta.get("property") or meta["name"]): str(meta["content"]) for meta in said}


def links(pages: dict[str, BeautifulSoup]) -> list[tuple[str, str]]:
    """Each page's path, and each address in the site that it names, as it is written."""
    return [
        (path, address)
        for path, soup in pages.items()
        for element in soup.select("[href], [src]")
        for address in (str(element.get("href") or element.get("src")),)
        if not urlsplit(address).scheme
    ]


def broken_links(folder: Path) -> list[str]:
    """The links of a site's pages that lead to no file of it, or to no anchor."""
    pages = read_pages(folder)
    return [
        f"{path} -> {address}"
        for path, address in links(pages)
        if not _leads_somewhere(urljoin(_ROOT + path, address), pages, folder)
    ]


def _leads_somewhere(url: str, pages: dict[str, BeautifulSoup], folder: Path) -> bool:
    target, _, anchor = url.partition("#")
    if "=" in anchor:  # no anchor: the fields of a form
        anchor = ""
    if not target.startswith(_ROOT):
        return False
    file = unquote(urlsplit(target).path).removeprefix("/")
    page = pages.get(file.removesuffix("index.html"))
    if page is None:
        return (folder / file).is_file()
    return not anchor or page.find(id=unquote(anchor)) is not None
