"""The table of browsers says what the tests drive, and is the same wherever it is."""

from __future__ import annotations

import re

import pytest

from calculator.site.browsers import Browser, browsers, browsers_html, needed_words
from tests.conftest import ROOT

SCRIPTS = [
    path
    for path in (ROOT / "calculator" / "web").glob("*.js")
    # The build bundles the first, with all that imports or exports, and wraps the other.
    if path.name not in {"loader.js", "embedded.js"}
    and not re.search(r"^(?:import|export) ", path.read_text("utf-8"), re.MULTILINE)
]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


@pytest.mark.parametrize("family", browsers(), ids=lambda family: family.short)
@pytest.mark.parametrize("place", ["online", "elsewhere"])
def test_the_lowest_version_is_driven_or_it_is_said_that_it_is_not(
    family: Browser, place: str
) -> None:
    targets = {"public"} if place == "online" else {"intranet", "offline"}
    driven = [one.known_as for one in family.driven if targets <= set(one.answers_on)]
    lowest = min(driven, key=numbers)
    said = getattr(family, place)
    assert numbers(said) <= numbers(lowest)
    if said != lowest:
        assert family.untried
        assert lowest in family.untried
        assert said in family.untried


@pytest.mark.parametrize("family", browsers(), ids=lambda family: family.short)
def test_the_readme_has_the_same_table(family: Browser) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (row,) = [
        line for line in readme.splitlines() if line.startswith(f"| {family.short.split()[0]}")
    ]
    _, _, online, elsewhere, driven, _ = (cell.strip() for cell in row.split("|"))
    assert online.split(",")[0] == family.online
    assert elsewhere.split(",")[0] == family.elsewhere
    assert re.findall(r"[\d.]+", driven) == [one.known_as for one in family.driven]


def test_the_page_and_the_message_have_it_too() -> None:
    for family in browsers():
        assert family.name in browsers_html()
        assert f"{family.short} {family.online}" in needed_words(online=True)
        assert f"{family.short} {family.elsewhere}" in needed_words(online=False)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_that_is_not_bundled_is_a_function(script: object) -> None:
    """Before Safari 17.2, a function in a block of a sloppy script loses the block's constants."""
    text = script.read_text("utf-8")  # type: ignore[attr-defined]
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).strip()
    assert re.match(r"\(\(\) => \{|addEventListener\(", code)
    assert re.search(r"\}\)(?:\(\))?;$", code)


def test_so_are_those_written_in_pages() -> None:
    for page in (ROOT / "calculator" / "site" / "overrides").glob("*.html"):
        for script in re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL):
            assert script.strip().startswith("(() => {")
