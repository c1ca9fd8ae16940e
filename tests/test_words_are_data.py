"""What a text lays down, or is silent on, is in its circular: not in code, templates or pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "calculator"
OF_ONE_TEXT = re.compile(
    r"\bnantes\b|\bpix\b|\bcrcn\b|certifi(?:cation|able|é)|\blivret\b|bilan périodique"
    r"|chefs? d[’']établissement|équipes? pédagogiques?|enseignants?\b|brevet|baccalauréat"
    r"|\brecteur\b|\brectorat\b|cinq domaines|seize compétences|programmes d[’']enseignement",
    re.IGNORECASE,
)
"""Words of one subject, or of one text, that the code of any site must do without."""
OF_A_TEXT = re.compile(
    r"\b(?:l[ae]|cette|ce|du) (?:circulaire|note de service|arrêté)\b", re.IGNORECASE
)
"""How a text is spoken of, where it is one text that speaks."""
ABOUT_LISTS = {
    # They read the files of one platform, which a site has only where its circulars need them.
    *PACKAGE.glob("lists/*"),
    *PACKAGE.glob("render/list_*.py"),
    *(PACKAGE / "answers/lists.py", PACKAGE / "ask/lists.py", PACKAGE / "cli/roster.py"),
    *(PACKAGE / "site/templates/list.html", PACKAGE / "web/list.js"),
}
ABOUT_FILES = {*PACKAGE.glob("schema/*.py")}
"""They tell a webmaster what is wrong with the file of a circular."""
IN_EXAMPLES = {PACKAGE / "schema/french.py"}
"""It tells a webmaster what each key is for, with examples."""
SOURCES = sorted({*PACKAGE.rglob("*.py")} - ABOUT_LISTS - IN_EXAMPLES)
TEMPLATES = sorted({*PACKAGE.glob("site/templates/*.html"), *PACKAGE.glob("site/overrides/*.html")})
SCRIPTS = sorted({*PACKAGE.glob("web/*.js"), *PACKAGE.glob("site/*.mjs")})


def sentences(file: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that people read: no docstring, no lone name."""
    tree = ast.parse(file.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_docstring = isinstance(parents[node], ast.Expr)
            if not is_docstring and not re.fullmatch(r"[\w.:/#-]*", node.value, re.ASCII):
                yield node.lineno, node.value


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_module_speaks_for_a_text(file: Path) -> None:
    found = [
        (line, text)
        for line, text in sentences(file)
        if OF_ONE_TEXT.search(text) or (file not in ABOUT_FILES and OF_A_TEXT.search(text))
    ]
    assert found == []


@pytest.mark.parametrize("file", [*TEMPLATES, *SCRIPTS], ids=lambda file: file.name)
def test_no_template_and_no_script_speaks_for_a_text(file: Path) -> None:
    if file in ABOUT_LISTS:
        pytest.skip("it reads the files of one platform")
    lines = enumerate(file.read_text("utf-8").splitlines(), start=1)
    found = [(n, line.strip()) for n, line in lines if speaks(without_names(line))]
    assert found == []


def speaks(line: str) -> bool:
    return bool(OF_ONE_TEXT.search(line) or OF_A_TEXT.search(line))


def without_names(line: str) -> str:
    """A line without names of styles and of code."""
    return re.sub(r"[\w.]*calc-[\w-]*", "", line)


@pytest.mark.parametrize("file", sorted((ROOT / "docs").glob("*.md")), ids=lambda file: file.name)
def test_a_page_that_speaks_for_a_text_names_its_circular(file: Path) -> None:
    _, head, body = file.read_text("utf-8").split("---", 2)
    names = re.search(r"^circular: (.+)$", head, re.MULTILINE)
    spoken = [line for line in (head + body).splitlines() if OF_A_TEXT.search(line)]
    assert names or spoken == []
    if names:
        assert (ROOT / "circulars" / names[1] / "circular.toml").is_file()


@pytest.mark.parametrize(
    "text",
    [
        "La circulaire ne dit pas que faire après : renseignez-vous auprès de l’académie.",
        "Le niveau de maîtrise dans chacun des cinq domaines est obligatoirement inscrit",
        "Les chefs d’établissement veillent à inscrire les élèves sur Pix.",
        "La formation au CRCN se fait au sein des disciplines.",
        "Rien au titre de cette circulaire : elle ne s’applique pas ici.",
        "Site indépendant, ni de l’académie de Nantes ni de Pix.",
    ],
)
def test_what_was_in_the_code_would_be_found(text: str) -> None:
    assert speaks(text)
