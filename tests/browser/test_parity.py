"""The same answers from CPython and from Pyodide in a browser, word for word."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Error, Page, Route

from calculator.ask.pupil import answer_form
from tests.browser.driving import Watch
from tests.conftest import ROOT, serve
from tests.known import CIRCULAR, CLASSES, KINDS

PAGES = {"circulaire/2020-12-16.md": "../circulaire/2020-12-16/"}
PUBLISHED = "assets/python/"
INDEXES = list(CIRCULAR.vocabulary.competences)


def boundary_days() -> list[str]:
    """The eve, first, last and next day of each window, a day between, and one of 2026-2027."""
    days = {date(2021, 3, 10), date(2027, 3, 15)}
    for rule in CIRCULAR.duty("certification").rules:
        for window in rule.windows:
            assert window.days is not None
            opens, closes = window.days
            days |= {opens - timedelta(1), opens, closes, closes + timedelta(1)}
    return sorted(day.isoformat() for day in days)


def forms() -> list[dict[str, str]]:
    """Every class, establishment and boundary day, with no levels, 4 and 5 reached."""
    profiles: list[dict[str, str]] = [{}]
    profiles += [
        {
            f"levels.{index}": str(int(n < reached))
            for n, index in enumerate(CIRCULAR.vocabulary.competences)
        }
        for reached in (4, 5)
    ]
    return [
        {"class_level": level, "establishment": kind, "on": on, **profile}
        for level in CLASSES
        for kind in KINDS
        for on in boundary_days()
        for profile in profiles
    ]


def test_the_worker_answers_as_cpython_does(page: Page, site: str) -> None:
    asked = forms()
    assert len(asked) == 26 * 3 * 10 * 3
    page.add_init_script(
        """Worker = class extends Worker {
            constructor(address) {
                super(address);
                if (address.startsWith("blob:")) window.calculatorWorker = this;
            }
        }"""
    )
    page.goto(site + "calculateur/")
    answers = page.evaluate(
        """([asked, pages]) => new Promise((done, failed) => {
            const answers = [];
            window.calculatorWorker.addEventListener("message", ({ data }) => {
                if (data.type === "failed") failed(new Error(data.detail));
                if (data.type !== "answer" || data.id < 1000) return;
                const { type, id, ...said } = data;
                answers[id - 1000] = said;
                if (id === 1000 + asked.length - 1) done(answers);
            });
            asked.forEach((fields, n) => window.calculatorWorker.postMessage(
                { type: "ask", id: 1000 + n, fields, pages }));
        })""",
        [asked, PAGES],
    )
    for fields, answered in zip(asked, answers, strict=True):
        expected = json.loads(answer_form(json.dumps({"fields": fields, "pages": PAGES})))
        assert answered == expected, fields


DECIDE_ALL = """
import json
from datetime import date
from calculator import Case, carried_circulars, decide
from calculator.render.as_json import as_json

def decide_form(fields):
    levels = {name[7:]: value for name, value in fields.items() if name.startswith("levels.")}
    on = date.fromisoformat(fields["on"])
    case = Case.of(fields["class_level"], fields["establishment"], levels)
    return as_json(decide(case, on, carried_circulars().for_day(on)))
"""


@pytest.fixture(scope="module")
def stock(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Stock Pyodide from npm, micropip's wheel and the files that our site publishes."""
    folder = tmp_path_factory.mktemp("stock")
    (folder / "index.html").write_text("<!doctype html><title>stock</title>", encoding="utf-8")
    (folder / "pyodide").symlink_to(ROOT / "node_modules/pyodide")
    (folder / "published").symlink_to(site_folder / PUBLISHED)
    (micropip,) = (Path(sys.prefix) / "wheels").glob("micropip-*.whl")
    (folder / micropip.name).symlink_to(micropip)
    (folder / "micropip.txt").write_text(micropip.name, encoding="utf-8")
    yield from serve(folder)


def in_stock_pyodide(page: Page, stock: str, load: str) -> Any:
    page.goto(stock)
    return page.evaluate(
        """async ([base, load, code, asked]) => {
            const { loadPyodide } = await import(`${base}pyodide/pyodide.mjs`);
            const pyodide = await new Function("loadPyodide", "base",
                `return (async () => { ${load}; return pyodide; })()`)(loadPyodide, base);
            pyodide.globals.set("asked", JSON.stringify(asked));
            return pyodide.runPython(code + "[decide_form(f) for f in json.loads(asked)]").toJs();
        }""",
        [stock, load, DECIDE_ALL, forms()],
    )


def test_the_example_of_the_page_for_developers_works(
    page: Page, stock: str, site_folder: Path
) -> None:
    html = (site_folder / "developpeurs/index.html").read_text("utf-8")
    javascript, python, *_ = [
        block.get_text() for block in BeautifulSoup(html, "html.parser").select("pre code")
    ]
    published = "https://votre-site.example/assets/python/"
    assert published in javascript
    page.goto(stock)
    printed = page.evaluate(
        """async ([base, javascript, python]) => {
            const { loadPyodide } = await import(`${base}pyodide/pyodide.mjs`);
            const pyodide = await new Function("loadPyodide",
                `return (async () => { ${javascript}; return pyodide; })()`)(loadPyodide);
            const printed = [];
            pyodide.setStdout({ batched: (line) => printed.push(line) });
            pyodide.runPython(python);
            return printed;
        }""",
        [stock, javascript.replace(published, f"{stock}published/"), python],
    )
    assert printed == ["mandatory"]


# As the page for developers shows: the package by name, from the index.
LOAD_BY_INDEX = """
    const pyodide = await loadPyodide();
    await pyodide.loadPackage(base + await (await fetch(base + "micropip.txt")).text());
    pyodide.globals.set("index", `${base}published/simple${"END"}`);
    await pyodide.runPythonAsync(
        "import micropip; await micropip.install('calculator-rules', index_urls=index)")"""

# As it shows too: the lock, then the package by name.
LOAD_BY_LOCK = """
    const pyodide = await loadPyodide({ lockFileURL: `${base}published/pyodide-lock.json` });
    await pyodide.loadPackage("calculator-rules")"""


@pytest.mark.parametrize(
    "load",
    [
        LOAD_BY_LOCK,
        # micropip.install with the wheel's address.
        """const pyodide = await loadPyodide();
           const text = async (name) => (await fetch(base + name)).text();
           await pyodide.loadPackage(base + await text("micropip.txt"));
           const lock = JSON.parse(await text("published/pyodide-lock.json"));
           const wheel = lock.packages["calculator-rules"].file_name;
           pyodide.globals.set("url", `${base}published/${wheel}`);
           await pyodide.runPythonAsync("import micropip; await micropip.install(url)")""",
        LOAD_BY_INDEX.replace("END", ""),
        LOAD_BY_INDEX.replace("END", "/{package_name}/index.html"),  # no server to open a folder
    ],
    ids=["lock", "micropip", "index", "index without folders"],
)
def test_stock_pyodide_loads_the_published_wheel_and_decides_the_same(
    page: Page, stock: str, load: str
) -> None:
    namespace: dict[str, Any] = {}
    exec(DECIDE_ALL, namespace)
    answers = in_stock_pyodide(page, stock, load)
    assert answers == [namespace["decide_form"](fields) for fields in forms()]


def another_wheel(content: bytes) -> bytes:
    return content + b"\n"  # Python reads it all the same


def another_checksum(content: bytes) -> bytes:
    lock = json.loads(content)
    lock["packages"]["calculator-rules"]["sha256"] = "0" * 64
    return json.dumps(lock).encode()


@pytest.mark.parametrize(
    ("file", "altered"), [("*.whl", another_wheel), ("pyodide-lock.json", another_checksum)]
)
def test_stock_pyodide_refuses_a_wheel_that_is_not_the_one_of_the_lock(
    page: Page, stock: str, file: str, altered: Callable[[bytes], bytes]
) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=altered(response.body()))

    page.route(f"**/published/{file}", answer)
    watch = Watch(page.context)
    with pytest.raises(Error, match="No module named 'calculator'"):
        in_stock_pyodide(page, stock, LOAD_BY_LOCK)
    assert any("integrity checks failed" in problem for problem in watch.problems)
