"""Follows the links of a site's files, without a browser."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from calculator.site.package_index import pages_of
from tests.answers.markup import read_html

_ROOT = "http://site/"


def is_bare(path: str) -> bool:
    """Whether a page has no menu of the theme: that of wrong addresses, and those of frames."""
    return path == "404.html" or path.startswith("cadre/")


def read_pages(folder: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of a site by its path ("", "calculateur/", "circulaire/2020-12-16.html"…)."""
    return {_path(file, folder): read_html(file.read_text("utf-8")) for file in pages_of(folder)}


def _path(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix().removesuffix("index.html")


def previews(html: str) -> dict[str, str]:
    """What a page says of itself where its address is shared: Open Graph's names, and Twitter's."""
    said = BeautifulSoup(html, "html.parser").select(
        "meta[property^='og:'], meta[name^='twitter:']"
    )
    return {str(meta.get("property") or meta["name"]): str(meta["content"]) for meta in said}


@dataclass(frozen=True, slots=True)
class Named:
    """What a page has that addresses lead to, and the addresses in the site that it names."""

    anchors: frozenset[str]
    addresses: tuple[str, ...]


class _Naming(HTMLParser):
    """Reads no more than that, ten times sooner than a tree would be made."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.anchors.add(value or "")
            elif name in {"href", "src"} and not urlsplit(value or "").scheme:
                self.addresses.append(value or "")


def _named(html: str) -> Named:
    reading = _Naming()
    reading.feed(html)
    reading.close()
    return Named(frozenset(reading.anchors), tuple(reading.addresses))


def links(folder: Path) -> dict[str, Named]:
    """What every page of a site names, by its path; so does its package index."""
    files = folder.rglob("*.html")
    return {_path(file, folder): _named(file.read_text("utf-8")) for file in files}


def broken_links(folder: Path) -> list[str]:
    """The links of a site's pages that lead to no file of it, or to no anchor."""
    pages = links(folder)
    return [
        f"{path} -> {address}"
        for path, page in pages.items()
        for address in page.addresses
        if not _leads_somewhere(urljoin(_ROOT + path, address), pages, folder)
    ]


def _leads_somewhere(url: str, pages: dict[str, Named], folder: Path) -> bool:
    target, _, anchor = url.partition("#")
    if "=" in anchor:  # no anchor: the fields of a form
        anchor = ""
    if not target.startswith(_ROOT):
        return False
    file = unquote(urlsplit(target).path).removeprefix("/")
    page = pages.get(file.removesuffix("index.html"))
    if page is None:
        return (folder / file).is_file()
    return not anchor or unquote(anchor) in page.anchors
