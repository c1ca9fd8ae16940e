"""French spacing, over all that is built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from calculator.site.package_index import pages_of
from calculator.site.release import TARGETS
from calculator.site.typography import typeset_html

BREAKS = re.compile(r" [:;?!»%]|[«§] ")
COPIED = ("script", "style", "pre", "code", "textarea")


@pytest.mark.parametrize("target", TARGETS)
def test_no_line_breaks_before_punctuation_in_any_page(dist: Path, target: str) -> None:
    found = [
        f"{file.relative_to(dist)}: {text.strip()}"
        for file in pages_of(dist / target)
        for text in BeautifulSoup(file.read_text("utf-8"), "html.parser").find_all(string=BREAKS)
        if not isinstance(text, PreformattedString) and not text.find_parent(COPIED)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("html", "typeset"),
    [
        ("<h1>Pix : qui ?</h1>", "<h1>Pix\xa0: qui\xa0?</h1>"),
        ("<p>« <a href='?a ; b'>oui</a> »</p>", "<p>«\xa0<a href='?a ; b'>oui</a>\xa0»</p>"),
        ("<p>§ 5 : <code>a : b</code> !</p>", "<p>§\xa05\xa0: <code>a : b</code>\xa0!</p>"),
        ("<pre>a : <b>b : c</b></pre> ;", "<pre>a : <b>b : c</b></pre>\xa0;"),
        ("<script>a ? b : c</script>", "<script>a ? b : c</script>"),
        ("<!-- a : b -->", "<!-- a : b -->"),
        ("<p title='a : b'>1 &lt; 2 !</p>", "<p title='a : b'>1 &lt; 2\xa0!</p>"),
    ],
)
def test_only_what_a_reader_reads_is_typeset(html: str, typeset: str) -> None:
    assert typeset_html(html) == typeset
    assert typeset_html(typeset) == typeset
