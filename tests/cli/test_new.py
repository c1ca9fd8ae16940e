"""`calculator new`: what one answers is what the new circular says, and nothing else."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import jinja2
import markdown
import pytest
from bs4 import BeautifulSoup

from calculator.model.case import Case
from calculator.model.deciding import decide
from calculator.scaffold.texts import as_markdown, paragraphs_of
from calculator.schema.reading import read_circulars
from tests.cli.running import calculate

DATES = ("--date", "2022-10-03", "--opens", "2023-01-16", "--closes", "2023-02-10")
TEXT = "Objet : l’ASSR\n\nL’ASSR 1 se passe en 5e.\nAu collège.\n\n* Du 16 janvier au 10 février.\n"
WORD = """<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>
<w:p><w:r><w:t>Objet : </w:t></w:r><w:r><w:t>l’ASSR</w:t></w:r></w:p><w:p/>
<w:p><w:r><w:t>L’ASSR 1 se passe en 5e.</w:t><w:br/><w:t>Au collège.</w:t></w:r></w:p>
<w:p><w:r><w:t>* Du 16 janvier au 10 février.</w:t></w:r></w:p></w:body></w:document>"""
PARAGRAPHS = [
    "Objet : l’ASSR",
    "L’ASSR 1 se passe en 5e. Au collège.",
    "* Du 16 janvier au 10 février.",
]


def in_word(file: Path, document: str = WORD, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, document)
    return file


def test_the_circular_says_what_was_answered(tmp_path: Path) -> None:
    text = tmp_path / "texte.txt"
    text.write_text(TEXT, "utf-8")
    options = ("--classes", "3e,5e", "--status", "requested", "--gender", "masculin")
    given = ("--text", text, "--paragraphs", "2,3", "--duty", "PSC1", "--noun", "le PSC1")
    done = calculate("new", "site", "--yes", *DATES, *options, *given, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    circular = read_circulars(tmp_path / "site/circulars").named("2022-2023")
    assert list(circular.classes) == ["5e", "3e"]
    decision = decide(Case.of("5e", "public", None), date(2023, 2, 10), circular)
    (duty,) = decision.duties
    window = duty.window
    assert window is not None
    assert (window.window.opens, window.window.closes) == (date(2023, 1, 16), date(2023, 2, 10))
    assert window.days_left == 0
    assert duty.rule.status.value == "requested"
    assert [c.paragraph for c in duty.rule.citations] == ["p-2", "p-3"]
    page = (tmp_path / "site/docs/circulaire/2022-10-03.md").read_text("utf-8")
    assert "Objet : l’ASSR\n\n" in page  # no rule cites it: no anchor
    assert "L’ASSR 1 se passe en 5e. Au collège.\n{: #p-2 }" in page
    assert "\\* Du 16 janvier au 10 février.\n{: #p-3 }" in page
    checked = calculate("check", cwd=tmp_path / "site")
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert "16 exemples" in checked.stdout.decode()


@pytest.mark.parametrize(
    ("options", "announced"),
    [
        ((), ["Site indépendant", "académie d’exemple", "Le texte est un exemple"]),
        (("--official",), ["Le texte est un exemple"]),
        (("--text", "texte.txt", "--paragraphs", "2"), ["Site indépendant", "académie d’exemple"]),
        (("--official", "--text", "texte.txt", "--paragraphs", "2"), []),
    ],
)
def test_each_page_says_whose_it_is_and_whether_its_text_is_an_example(
    options: tuple[str, ...], announced: list[str], tmp_path: Path
) -> None:
    (tmp_path / "texte.txt").write_text(TEXT, "utf-8")
    done = calculate("new", "site", "--yes", *DATES, *options, cwd=tmp_path)
    assert done.returncode == 0
    settings = (tmp_path / "site/mkdocs.yml").read_text("utf-8")
    (said,) = re.findall(r'(?m)^  announce: "(.*)"$', settings)
    words = ("Site indépendant", "académie d’exemple", "Le texte est un exemple")
    assert [word for word in words if word in said] == announced


def test_the_first_line_of_each_file_leads_to_its_schema(tmp_path: Path) -> None:
    calculate("new", "site", "--yes", cwd=tmp_path)
    files = list((tmp_path / "site/circulars").rglob("*.toml"))
    assert len(files) == 2
    for file in files:
        first = file.read_text("utf-8").partition("\n")[0]
        assert (file.parent / first.removeprefix("#:schema ")).is_file()


def test_a_text_without_dates_makes_a_circular_without_dates(tmp_path: Path) -> None:
    done = calculate("new", "site", "--yes", "--date", "2022-10-03", cwd=tmp_path)
    assert done.returncode == 0
    circular = read_circulars(tmp_path / "site/circulars").named("2022-2023")
    assert [window for duty in circular.duties for r in duty.rules for window in r.windows] == []
    assert calculate("check", cwd=tmp_path / "site").stderr == b""


def test_questions_are_asked_of_who_gives_no_option(tmp_path: Path) -> None:
    answers = [*[""] * 4, "2022-10-03", "6e", "public", *[""] * 6, "2023-01-16", "2023-02-10"]
    done = calculate("new", "site", given="\n".join([*answers, ""]).encode(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    circular = read_circulars(tmp_path / "site/circulars").named("2022-2023")
    assert list(circular.classes) == ["6e"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--classes", "7e"), "7e"),
        (("--classes", ""), "cp, ce1"),
        (("--kind", "note,arrete"), "circulaire, note"),
        (("--date", "2022-02-30"), "AAAA-MM-JJ"),
        (("--opens", "2023-01-16"), "un jour, AAAA-MM-JJ"),
        (("--date", "2022-10-03", "--opens", "2023-01-16"), "ses deux bouts"),
        ((*DATES[:4], "--closes", "2023-01-15"), "2023-01-16 ou après"),
        ((*DATES[:4], "--closes", "2023-10-15"), "l’année scolaire"),
        (("--duty", ""), "un texte"),
        (("--name", 'A"B'), "un texte d’une ligne"),
        (("--name", "a\nb"), "un texte d’une ligne"),
        (("--paragraphs", "1"), "--paragraphs va avec --text"),
        (("--text", "nulle-part.txt"), "le fichier n’existe pas"),
        ((*DATES, "--text", "texte.txt"), "des numéros de 1 à 3"),
        ((*DATES, "--text", "texte.txt", "--paragraphs", "0"), "des numéros de 1 à 3"),
        ((*DATES, "--text", "texte.txt", "--paragraphs", "1,x"), "des numéros de 1 à 3"),
        (("--text", "texte.txt", "--paragraphs", "2"), "Date du texte"),
        (("--text", "vide.txt"), "un texte, ou un document Word"),
        (("--name", "a", "--name", "b"), "une seule valeur"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    options: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    (tmp_path / "texte.txt").write_text(TEXT, "utf-8")
    (tmp_path / "vide.txt").write_text(" \n", "utf-8")
    done = calculate("new", "site", "--yes", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert not (tmp_path / "site").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mkdocs.yml").write_text("à moi", "utf-8")
    done = calculate("new", "site", "--yes", cwd=tmp_path)
    assert done.returncode == 2
    assert "n’est pas vide" in done.stderr.decode()
    assert [file.name for file in (tmp_path / "site").iterdir()] == ["mkdocs.yml"]


@pytest.mark.parametrize("exists", [False, True])
def test_a_disk_without_room_leaves_nothing_behind(exists: bool, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    if exists:
        (tmp_path / "site").mkdir()

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = calculate("new", "site", "--yes", cwd=tmp_path, before=fill)
    assert done.returncode == 2
    assert "il serait trop long" in done.stderr.decode()
    assert [file.name for file in tmp_path.rglob("*")] == (["site"] if exists else [])


def test_the_folder_can_be_the_one_where_one_is(tmp_path: Path) -> None:
    assert calculate("new", ".", "--yes", cwd=tmp_path).returncode == 0
    assert (tmp_path / "mkdocs.yml").is_file()
    assert (tmp_path / ".gitignore").is_file()


@pytest.mark.parametrize("command", ["serve", "build", "test"])
def test_there_has_to_be_a_site(command: str, tmp_path: Path) -> None:
    done = calculate(command, cwd=tmp_path)
    assert done.returncode == 2
    assert "Il n’y a pas de site ici" in done.stderr.decode()


def test_a_site_that_is_not_built_has_nothing_to_test(tmp_path: Path) -> None:
    calculate("new", "site", "--yes", cwd=tmp_path)
    done = calculate("test", cwd=tmp_path / "site")
    assert done.returncode == 2
    assert "lancez « calculator build »" in done.stderr.decode()


# --- The text ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_paragraphs_of_a_text(encoding: str, end: str, tmp_path: Path) -> None:
    file = tmp_path / "texte.txt"
    file.write_bytes(TEXT.replace("\n", end).encode(encoding))
    assert paragraphs_of(file) == PARAGRAPHS


def test_paragraphs_of_a_document_of_word(tmp_path: Path) -> None:
    assert paragraphs_of(in_word(tmp_path / "texte.docx")) == PARAGRAPHS


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("<a>", "word/document.xml"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "word/document.xml"),
        (WORD, "content.xml"),
    ],
)
def test_what_is_no_document_of_word_is_refused(document: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"document Word"):
        paragraphs_of(in_word(tmp_path / "texte.docx", document, name))


@pytest.mark.parametrize(
    "paragraph",
    [
        *(
            "1. Objet",
            "2) Objet",
            "- a",
            "+ a",
            "* a",
            "#titre",
            "# titre",
            "> a",
            ": a",
            "!!! note",
        ),
        *("a_b*c*", "`a`", "[a](b)", "*[A]: b", "{{ year }}", "{% if %}", "{# a #}", "a {: #b }"),
        *("<b>a</b>", "&lt; &amp;", "--8<-- 'a'", "---", "===", "| a | b |", "a\\b", "~~a~~"),
        *("À partir de 10 sur 20.", "Le 1er mars : l’épreuve.", "https://a.test/b_c"),
    ],
)
def test_a_paragraph_is_only_words(paragraph: str) -> None:
    source = jinja2.Environment(autoescape=False).from_string(as_markdown(paragraph)).render()
    extensions = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables"]
    html = markdown.markdown(source, extensions=extensions)
    assert html.startswith("<p>")
    assert BeautifulSoup(html, "html.parser").get_text() == paragraph
    assert html.count("<") == 2
