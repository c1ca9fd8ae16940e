"""What is read of a page, and the links in it."""

from __future__ import annotations

from bs4 import BeautifulSoup


def link(page: str) -> str:
    return f"/{page}"


def told(markup: str) -> str:
    text = BeautifulSoup(markup, "html.parser").get_text(" ")
    return " ".join(text.replace("\xa0", " ").split())
