"""What the pages say of this copy of the site, from its settings."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from calculator.site import notices
from calculator.site.about import copies_html, publisher_html


@pytest.mark.parametrize(
    ("publisher", "warned"),
    [
        ({}, True),
        ({"name": "", "contact": "", "host": ""}, True),
        ({"name": "Collège Jean-Zay"}, False),
    ],
)
def test_the_build_says_once_that_nobody_is_named_as_publisher(
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    publisher: dict[str, str],
    warned: bool,
) -> None:
    monkeypatch.setattr(notices, "_said", set())
    with caplog.at_level(logging.INFO, logger="mkdocs.plugins.calculator"):
        html = [publisher_html(publisher) for _ in range(2)]  # in two pages
    assert caplog.text.count("extra.publisher") == warned
    assert all("non renseigné" in text for text in html)


@pytest.mark.parametrize(("shared", "said"), [(True, ["a", "b"]), (False, ["a", "b", "a", "b"])])
def test_a_command_that_builds_several_sites_says_each_thing_once(
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    shared: bool,
    said: list[str],
) -> None:
    monkeypatch.delenv(notices.SAID, raising=False)
    if shared:
        file = tmp_path / "said.txt"
        file.touch()
        monkeypatch.setenv(notices.SAID, str(file))
    with caplog.at_level(logging.INFO, logger="mkdocs.plugins.calculator"):
        for texts in ("aab", "ba"):
            monkeypatch.setattr(notices, "_said", set())  # another process
            for text in texts:
                notices.say_once(text)
    assert sorted(record.getMessage()[-1] for record in caplog.records) == sorted(said)


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
