"""The policy that a server sends for the whole site: what its pages allow, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from calculator.site.package_index import pages_of
from calculator.site.policy import policy_of_site, with_policy


def page(policy: str) -> str:
    return f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'


def directives(policy: str) -> dict[str, set[str]]:
    split = [directive.split() for directive in policy.split(";")]
    return {name: set(sources) for name, *sources in split}


@pytest.mark.parametrize(
    ("policies", "of_site"),
    [
        (["script-src 'self'"], "script-src 'self'"),
        (["script-src 'self' 'sha256-a'", "script-src 'self' 'sha256-b'"],
         "script-src 'self' 'sha256-a' 'sha256-b'"),
        (["img-src 'none'; font-src 'none'", "img-src 'self' data:; font-src 'none'"],
         "img-src 'self' data:; font-src 'none'"),
    ],
)  # fmt: skip
def test_the_policy_of_a_site_allows_what_any_page_allows(
    policies: list[str], of_site: str
) -> None:
    assert policy_of_site(map(page, policies)) == of_site


def test_a_page_without_policy_is_refused() -> None:
    sealed = with_policy('<meta charset="utf-8">', python=False, memory=False)
    with pytest.raises(ValueError, match="Content-Security-Policy"):
        policy_of_site([sealed, '<meta charset="utf-8">'])


def test_every_page_keeps_what_it_needs_and_nothing_unsafe_is_allowed(site_folder: Path) -> None:
    pages = [file.read_text("utf-8") for file in pages_of(site_folder)]
    of_site = directives(policy_of_site(pages))
    for html in pages:
        meta = BeautifulSoup(html, "html.parser").select_one("meta[http-equiv]")
        assert meta is not None
        for name, sources in directives(str(meta["content"])).items():
            assert sources - {"'none'"} <= of_site[name]
    assert of_site["default-src"] == {"'none'"}
    allowed = set().union(*of_site.values())
    assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}
