"""What is read of a page, and the links in it."""

from __future__ import annotations

from bs4 import BeautifulSoup


def link(page: str) -> str:
    return f"/{page}"


def read_html(markup: str) -> BeautifulSoup:
    """Markup as it is read: a compound that no line breaks is a part of its text."""
    read = BeautifulSoup(markup, "html.parser")
    for compound in read.select(".calc-compound"):
        compound.unwrap()
    read.smooth()
    return read


def told(markup: str) -> str:
    text = read_html(markup).get_text(" ")
    return " ".join(text.replace("\xa0", " ").split())
