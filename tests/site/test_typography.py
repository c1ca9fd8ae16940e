"""French spacing, over all that is built."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from calculator.render.as_html import element, joined, quoting
from calculator.site.package_index import pages_of
from calculator.site.release import TARGETS
from calculator.site.typography import typeset_html

BREAKS = re.compile(r" [:;?!»%]|[«§] ")
COMPOUND = re.compile(r"(?<![\w-])(?=[\w-]{3,15}(?![\w-]))\w+(?:-\w+)+")
COPIED = ("script", "style", "pre", "code", "textarea")
ALONE = ("option", "title", "svg")
KEPT = '<span class="calc-compound">{}</span>'


@pytest.mark.parametrize("target", TARGETS)
def test_no_line_breaks_before_punctuation_in_any_page(dist: Path, target: str) -> None:
    found = [
        f"{file.relative_to(dist)}: {text.strip()}"
        for file in pages_of(dist / target)
        for text in BeautifulSoup(file.read_text("utf-8"), "html.parser").find_all(string=BREAKS)
        if not isinstance(text, PreformattedString) and not text.find_parent(COPIED)
    ]
    assert found == []


@pytest.mark.parametrize("target", TARGETS)
def test_no_line_breaks_in_a_compound_in_any_page(dist: Path, target: str) -> None:
    found, kept = [], 0
    for file in pages_of(dist / target):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for text in page.find_all(string=COMPOUND):
            if isinstance(text, PreformattedString) or text.find_parent((*COPIED, *ALONE)):
                continue
            kept += 1
            if not text.find_parent(class_="calc-compound"):
                found.append(f"{file.relative_to(dist)}: {text.strip()}")
        assert page.select(", ".join(f"{one} .calc-compound" for one in (*COPIED, *ALONE))) == []
    assert found == []
    assert kept > 1000


def test_what_is_searched_and_copied_has_ordinary_hyphens(dist: Path) -> None:
    index = (dist / "public" / "search" / "search_index.json").read_text("utf-8")
    assert "2020-2021" in index
    assert json.dumps("prépa-métiers")[1:-1] in index
    assert "calc-compound" not in index
    others = [f for f in (dist / "public").rglob("*.*") if f.suffix in (".ics", ".csv", ".xml")]
    assert others
    assert [f for f in others if "calc-compound" in f.read_text("utf-8")] == []
    said = [f for f in dist.rglob("*") if f.suffix in (".html", ".json", ".js", ".ics", ".csv")]
    hidden = [f for f in said if "Python" not in f.name and "\u2011" in f.read_text("utf-8")]
    assert hidden == []


@pytest.mark.parametrize(
    ("html", "typeset"),
    [
        ('<a title="3e > pré-bac : x">ok</a>', '<a title="3e > pré-bac : x">ok</a>'),
        ('<p data-a=\'{"b": "c > d-e"}\'>x</p>', '<p data-a=\'{"b": "c > d-e"}\'>x</p>'),
        ("<p>a < b ; c</p><p>d ; e</p>", "<p>a < b ; c</p><p>d\xa0; e</p>"),
        ("<h1>Pix : qui ?</h1>", "<h1>Pix\xa0: qui\xa0?</h1>"),
        ("<p>« <a href='?a ; b'>oui</a> »</p>", "<p>«\xa0<a href='?a ; b'>oui</a>\xa0»</p>"),
        ("<p>§ 5 : <code>a : b</code> !</p>", "<p>§\xa05\xa0: <code>a : b</code>\xa0!</p>"),
        ("<pre>a : <b>b : c</b></pre> ;", "<pre>a : <b>b : c</b></pre>\xa0;"),
        ("<script>a ? b : c</script>", "<script>a ? b : c</script>"),
        ("<!-- a : b -->", "<!-- a : b -->"),
        ("<p title='a : b'>1 &lt; 2 !</p>", "<p title='a : b'>1 &lt; 2\xa0!</p>"),
        (
            "<p>En <b>2020-2021</b>, a-t-il ?</p>",
            f"<p>En <b>{KEPT.format('2020-2021')}</b>, {KEPT.format('a-t-il')}\xa0?</p>",
        ),
        ("<option>3e prépa-métiers ?</option>", "<option>3e prépa-métiers\xa0?</option>"),
        (
            "<svg><title>a-b</title><text>c-d !</text></svg>e-f",
            f"<svg><title>a-b</title><text>c-d\xa0!</text></svg>{KEPT.format('e-f')}",
        ),
        ("<code>a-b</code> - <i title='a-b'>-</i>", "<code>a-b</code> - <i title='a-b'>-</i>"),
        ("anticonstitutionnellement-dit", "anticonstitutionnellement-dit"),
    ],
)
def test_only_what_a_reader_reads_is_typeset(html: str, typeset: str) -> None:
    assert typeset_html(html) == typeset
    assert typeset_html(typeset) == typeset


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("3e prépa-métiers : l’élève", f"3e {KEPT.format('prépa-métiers')}\xa0: l’élève"),
        ("l'après-midi", f"l&#x27;{KEPT.format('après-midi')}"),
        ("Noe\u0308l-Re\u0301mi", KEPT.format("Noe\u0308l-Re\u0301mi")),  # accents written apart
        ("anticonstitutionne\u0308llement-dit", "anticonstitutionne\u0308llement-dit"),
        ("a-" * 50_000, "a-" * 50_000),
        ("<a-b>", f"&lt;{KEPT.format('a-b')}&gt;"),
        ("6-5=1 - a- -b", f"{KEPT.format('6-5')}=1 - a- -b"),
    ],
)
def test_a_compound_of_an_answer_is_kept_whole(text: str, html: str) -> None:
    assert element("p", text) == f"<p>{html}</p>"
    assert joined([text]) == html
    assert typeset_html(element("p", text)) == f"<p>{html}</p>"
    assert "calc-compound" not in element("option", text) + element("text", text, title=text)


@pytest.mark.parametrize(
    ("sentence", "html"),
    [
        ("Elle dit « au collège ».", "Elle dit «\xa0<q>au collège</q>\xa0»."),
        ("« a » et « b <c> »", "«\xa0<q>a</q>\xa0» et «\xa0<q>b &lt;c&gt;</q>\xa0»"),
        ("« sans fin", "«\xa0sans fin"),
    ],
)
def test_what_a_sentence_about_a_text_has_in_guillemets_is_quoted(sentence: str, html: str) -> None:
    assert quoting(sentence) == html
    assert typeset_html(html) == html
