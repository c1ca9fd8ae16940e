"""What the pages say of this copy of the site, from its settings."""

from __future__ import annotations

import logging

import pytest

from calculator.site.about import copies_html, publisher_html


@pytest.mark.parametrize(
    ("publisher", "warned"),
    [
        ({}, True),
        ({"name": "", "contact": "", "host": ""}, True),
        ({"name": "Collège Jean-Zay"}, False),
    ],
)
def test_the_build_says_that_nobody_is_named_as_publisher(
    caplog: pytest.LogCaptureFixture, publisher: dict[str, str], warned: bool
) -> None:
    with caplog.at_level(logging.INFO, logger="mkdocs.plugins.calculator"):
        html = publisher_html(publisher)
    assert ("extra.publisher" in caplog.text) == warned
    assert "non renseigné" in html


@pytest.mark.parametrize(
    ("copies", "says"),
    [
        ({}, ["non renseigné dans cette copie du site"]),
        ({"offline": "offline.zip"}, ['<a href="../offline.zip">offline.zip</a>', "non renseigné"]),
        ({"sources": "https://forge.example/pix"}, ['<a href="https://forge.example/pix">']),
    ],
)
def test_where_a_copy_is_made_from_is_a_setting(copies: dict[str, str], says: list[str]) -> None:
    html = copies_html(copies, lambda page: f"../{page}")
    assert all(said in html for said in says)
