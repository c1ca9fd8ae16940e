"""How files come to the page of lists: chosen, dropped, pasted, and what cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculator.ask.lists import ROWS
from tests.browser.driving import READY
from tests.browser.list_page import ListPage, many, plain, sample

NOTE_LONG_TASKS = """() => {
    window.longTasks = [];
    window.longTaskObserver = new PerformanceObserver((list) => longTasks.push(list.getEntries()));
    longTaskObserver.observe({ type: "longtask" });
    window.longTasksFrom = performance.now();
}"""
LONGEST_TASK = """() => {
    longTasks.push(longTaskObserver.takeRecords());
    const tasks = longTasks.flat().filter((task) => task.startTime >= longTasksFrom);
    return Math.max(0, ...tasks.map((task) => task.duration));
}"""


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"")
    return file.getvalue()


PASTE = """(box, [kind, text]) => {
  const clipboardData = new DataTransfer();
  if (text) clipboardData.setData(kind, text);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
}"""
DATA = Path(__file__).parents[1] / "lists/data"


def test_files_can_be_dropped(listed: ListPage, tmp_path: Path) -> None:
    """As the browser itself drops them: the page must say that it takes them."""
    paths = []
    for start in ("01b", "06b"):
        name, content = sample(start)
        paths.append(str(tmp_path / name))
        Path(paths[-1]).write_bytes(content)
    zone = listed.page.locator("[data-drop]")
    session = listed.page.context.new_cdp_session(listed.page)
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    assert box
    event = {
        "x": box["x"] + box["width"] / 2,
        "y": box["y"] + box["height"] / 2,
        "data": {"items": [], "files": paths, "dragOperationsMask": 1},
    }
    for kind in ("dragEnter", "dragOver"):
        session.send("Input.dispatchDragEvent", {"type": kind, **event})
    expect(zone).to_have_attribute("data-over", "")
    with listed.answering():
        session.send("Input.dispatchDragEvent", {"type": "drop", **event})
    session.detach()
    expect(zone).not_to_have_attribute("data-over", "")
    expect(listed.part("classes").locator("li")).to_have_count(2)


@pytest.mark.parametrize("kind", ["dragover", "drop"])
def test_a_file_dropped_beside_its_place_does_not_replace_the_page(
    listed: ListPage, kind: str
) -> None:
    stays = listed.page.evaluate(
        """([dataTransfer, kind]) => !document.querySelector("h1").dispatchEvent(
            new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true })
        )""",
        [listed.dropped(sample("01b")), kind],
    )
    assert stays


@pytest.mark.parametrize("name", ["03", "01b"])
def test_a_table_can_be_pasted(listed: ListPage, name: str) -> None:
    _, content = sample(name)
    listed.page.locator("details:has(textarea)").evaluate("details => { details.open = true }")
    listed.page.get_by_label("Tableau copié").fill(content.decode("utf-8-sig"))
    with listed.answering():
        listed.page.get_by_role("button", name="Lire ce tableau").click()
    expect(listed.part("classes")).to_contain_text("Texte collé : ")
    listed.press("answer")
    expect(listed.part("pupils").get_by_role("row", name="FOXTRIN Fanny")).to_contain_text(
        "n’a pas envoyé son profil"
    )


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "un document PDF"),
        ("a.csv", b"", "un fichier vide"),
        ("a.xlsx", zipped("xl/workbook.xml"), "un classeur de tableur"),
        ("a.csv", bytes(1_000_000), "un fichier binaire"),
    ],
)
def test_a_file_that_is_no_list_is_said_and_the_others_are_answered(
    listed: ListPage, name: str, content: bytes, found: str
) -> None:
    listed.choose((name, content))
    expect(listed.part("problems")).to_be_focused()
    expect(listed.part("problems")).to_contain_text(found)
    expect(listed.part("classes")).to_be_hidden()
    listed.choose((name, content), sample("01b"))
    expect(listed.part("problems").locator("p")).to_have_count(1)  # this file
    expect(listed.part("problems")).to_contain_text(name)
    listed.press("answer")
    assert len(listed.names()) == 10


def test_a_long_reading_can_be_cancelled_and_the_next_file_is_read(listed: ListPage) -> None:
    listed.answer(sample("01b"))
    reading = listed.page.locator("[data-reading]")
    name, content = many(300_000)
    listed.page.locator("#calc-files").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    expect(reading.locator("progress")).to_have_js_property("max", len(content))
    reading.get_by_role("button", name="Annuler la lecture").click()
    expect(reading).to_be_hidden()
    assert reading.locator("progress").evaluate("bar => bar.value") < len(content)
    listed.press("sort:class")  # of those that were there
    assert len(listed.names()) == 10
    listed.answer(sample("06b"))
    assert len(listed.names()) > 0
    expect(listed.part("classes")).not_to_contain_text(name)


def test_a_file_chosen_while_another_is_read_takes_its_place(listed: ListPage) -> None:
    _, content = many(300_000)
    listed.page.locator("#calc-files").set_input_files(
        {"name": "longue.csv", "mimeType": "text/csv", "buffer": content}
    )
    bar = listed.page.locator("[data-reading] progress")
    expect(bar).to_have_js_property("max", len(content))
    listed.answer(plain("DERNIER;Un;3A;5"))
    assert listed.names() == ["DERNIER Un"]
    expect(listed.part("classes")).not_to_contain_text("longue.csv")


def test_a_file_that_cannot_be_read_is_named(listed: ListPage, tmp_path: Path) -> None:
    name, content = plain("A;B;3A;5")
    file = tmp_path / name
    file.write_bytes(content)
    page = listed.page
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input type=file id=other>')")
    page.locator("#other").set_input_files(file)
    file.write_bytes(content * 2)  # a browser reads no file that has changed since it was chosen
    with listed.answering():
        page.evaluate(
            """() => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(document.querySelector("#other").files[0]);
                const drop = new DragEvent("drop", { dataTransfer, bubbles: true });
                document.querySelector("[data-drop]").dispatchEvent(drop);
            }"""
        )
    expect(listed.part("problems")).to_contain_text(f"{name} : ce fichier ne peut pas être lu")
    listed.answer(plain("A;B;3A;5"))
    assert listed.names() == ["A B"]


def test_something_else_can_be_asked_while_a_file_is_read(listed: ListPage) -> None:
    with listed.answering():
        listed.page.locator("#calc-files").set_input_files(
            {"name": "longue.csv", "mimeType": "text/csv", "buffer": many(50_000)[1]}
        )
        listed.page.locator("details:has(textarea)").evaluate("details => { details.open = true }")
        assert listed.download("download:template")[0] == "liste.csv"
    expect(listed.part("classes")).to_contain_text("longue.csv", timeout=READY)
    expect(listed.page.locator("[data-reading]")).to_be_hidden()


def test_whoever_takes_a_minute_before_choosing_a_file_is_answered(page: Page, site: str) -> None:
    page.clock.install()
    listed = ListPage(page, f"{site}liste/")
    page.clock.fast_forward(60_000)
    name, content = sample("01b")
    page.locator("#calc-files").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    expect(listed.part("classes")).to_be_visible(timeout=READY)
    page.clock.fast_forward(60_000)
    listed.button("answer").click()
    expect(listed.part("pupils")).to_contain_text("FOXTRIN Fanny", timeout=READY)
    expect(listed.part("problems")).to_be_hidden()


def test_the_page_of_pix_orga_is_pasted_as_a_browser_copies_it(listed: ListPage) -> None:
    html = (DATA / "page_eleves.html").read_text("utf-8")
    for kind, text in (("text/html", html), ("text/plain", copied("p08c")), ("", copied("p08d"))):
        box = listed.page.locator("textarea[data-text]")
        box.fill("" if kind else text)
        box.evaluate(PASTE, [kind, text] if kind == "text/html" else ["text/plain", ""])
        if kind == "text/plain":
            box.fill(text)
        listed.page.locator("[data-read-text]").click()
        expect(listed.part("classes")).to_contain_text("page « Élèves »")
        listed.press("answer")
        assert listed.names() == ["ALPHONOS Ada", "BRAVOLEC Basile", "FOXTRIN Fanny"]


def copied(start: str) -> str:
    (file,) = DATA.glob(f"{start}*")
    return file.read_text("utf-8")


def test_the_page_can_be_used_while_a_long_list_is_read_and_answered(listed: ListPage) -> None:
    """No task of the page's own thread lasts longer than a person notices."""
    data = listed.dropped(many(20_000))
    listed.page.evaluate(NOTE_LONG_TASKS)
    listed.drop(data)
    listed.press("answer")
    assert len(listed.names()) == ROWS
    assert listed.page.evaluate(LONGEST_TASK) <= 200
