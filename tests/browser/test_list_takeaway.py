"""What is taken away from the page of lists; nothing leaves it in any form of the site."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from calculator.lists.template import template_csv
from calculator.site.release import TARGETS
from tests.browser.driving import READY, Watch
from tests.browser.firefox import Firefox
from tests.browser.list_page import DAY, ListPage, plain, sample
from tests.browser.targets import Opened, opened
from tests.browser.test_sealed import kept
from tests.lists.test_samples import PUPILS_2021
from tests.lists.workbooks import ods, ods_table, sheet, xlsx


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest, dist: Path) -> Iterator[Opened]:
    """Each form of the site, as its readers open it."""
    with opened(request.param, dist / request.param) as site:
        yield site


def list_of(site: Opened) -> str:
    """The address of the list page of a form of the site."""
    return site.address + site.calculator.replace("calculateur", "liste")


# --- What can be taken away -------------------------------------------------------------------


def test_answers_are_downloaded_for_a_french_spreadsheet_program(listed: ListPage) -> None:
    listed.answer(sample("01b"), plain("=1+1;@A;3A;5", "+33;-B;3A;0"))
    name, content = listed.download("download:answers")
    assert name == "reponses.csv"
    assert content.startswith(b"\xef\xbb\xbfNom;Pr\xc3\xa9nom;Classe;")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 1 + 10 + 2
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert {row[0] for row in rows} >= {"'=1+1", "'+33", "'-INDIANE"}
    listed.choose((name, content))  # another list of names and classes
    expect(listed.part("classes")).to_contain_text(name)


def test_workbooks_are_read_and_the_answers_are_one(listed: ListPage) -> None:
    rows: list[list[object]] = [
        ["Nom", "Prénom", "Classe", "Compétences"],
        ["ÉCHO", "Éloïse", "3A", 5],
    ]
    table = ods_table([["Nom", "Prénom", "Classe"], ["BRAVO", "Basile", "3B"]])
    listed.answer(("a.xlsx", xlsx({"Feuil1": sheet(rows)})), ("b.ods", ods(table)))
    assert listed.names() == ["BRAVO Basile", "ÉCHO Éloïse"]
    name, content = listed.download("download:workbook")
    assert name == "reponses.xlsx"
    listed.answer((name, content))
    assert listed.names() == ["BRAVO Basile", "ÉCHO Éloïse"]


def test_templates_are_downloaded(listed: ListPage) -> None:
    listed.page.locator("details:has(textarea)").evaluate("details => { details.open = true }")
    for value, name, levels in (
        ("download:template", "liste.csv", False),
        ("download:template-levels", "liste-niveaux.csv", True),
    ):
        assert listed.download(value) == (name, template_csv(levels=levels).encode())


def test_a_list_is_printed_for_each_class_and_nothing_else(listed: ListPage) -> None:
    page = listed.page
    listed.answer(sample("01b"))
    page.evaluate("() => { window.print = () => { window.printed = true } }")
    listed.press("print")
    assert page.evaluate("window.printed")
    classes = {str(row[3]) for row in PUPILS_2021}
    with on_paper(page):
        titles = listed.part("sheets").locator("section > h2").all_inner_texts()
        assert titles == [
            f"Certification Pix\N{NO-BREAK SPACE}: {name}" for name in sorted(classes)
        ]
        printed = page.evaluate("() => document.body.innerText")
        assert printed.split() == listed.part("sheets").inner_text().split()
        assert "FOXTRIN Fanny" in printed
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) == len(classes)
    expect(listed.part("sheets")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    with on_paper(page):
        expect(listed.part("pupils")).to_be_visible()


@contextlib.contextmanager
def on_paper(page: Page) -> Iterator[None]:
    """The page as it would be printed."""
    page.emulate_media(media="print")
    try:
        yield
    finally:
        page.emulate_media(media="screen")


# --- In every form of the site ----------------------------------------------------------------


def test_nothing_leaves_the_browser_and_nothing_is_kept(page: Page, target: Opened) -> None:
    watch = Watch(page.context)
    listed = ListPage(page, list_of(target))
    page.wait_for_load_state("networkidle")
    before = len(watch.requests)
    listed.answer(sample("01b"), sample("06b"))
    listed.press("pupil:2")
    listed.press("sort:class")
    copy_a_reminder(listed)
    listed.download("download:answers")
    page.evaluate("() => { window.print = () => {} }")
    listed.press("print")
    asked = [url for url in watch.requests[before:] if not url.startswith("blob:")]
    assert asked == []
    nothing_is_kept(page, target)
    page.reload()
    expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
    assert set(listed.parts().values()) == {""}
    expect(page.get_by_label("Tableau copié")).to_have_value("")
    expect(page.get_by_label("Date de référence")).not_to_have_value(DAY)
    expect(page.locator("#calc-files")).to_have_value("")
    nothing_is_kept(page, target)
    assert watch.outside(target.address) == []
    assert watch.problems == []


def nothing_is_kept(page: Page, site: Opened) -> None:
    assert set(kept(page)) <= {f"{urlsplit(site.address).path}.__palette"}
    assert page.context.cookies() == []


def copy_a_reminder(listed: ListPage) -> None:
    """Copy the reminder of a class, and paste it where a table can be pasted."""
    with listed.answering():
        listed.page.get_by_label("Rappel à copier, pour la classe").select_option(label="3B")
    reminder = listed.part("reminder")
    text = reminder.get_by_label("Rappel").input_value()
    assert text.startswith("Certification Pix, classe 3B\n")
    assert "Fanny FOXTRIN" in text
    reminder.get_by_role("button", name="Copier le rappel").click()
    expect(reminder.get_by_role("status")).to_have_text("Copié.")
    listed.page.locator("details:has(textarea)").evaluate("details => { details.open = true }")
    listed.page.get_by_label("Tableau copié").focus()
    listed.page.keyboard.press("ControlOrMeta+v")
    expect(listed.page.get_by_label("Tableau copié")).to_have_value(text)


def test_firefox_answers_a_pasted_table_from_a_disk(firefox: Firefox, dist: Path) -> None:
    _, content = sample("03")
    with opened("offline", dist / "offline") as site:
        firefox.open(list_of(site))
        firefox.wait_until("document.querySelector('[data-calc-progress]').hidden")
        firefox.evaluate("(day) => { document.querySelector('[name=on]').value = day }", DAY)
        firefox.click("details.calc-levels:not(.calc-day) summary")
        firefox.evaluate(
            "(text) => { document.querySelector('#calc-text').value = text }", content.decode()
        )
        firefox.click("[data-read-text]")
        firefox.click("button[value=answer]")
        firefox.wait_until("!document.querySelector('[data-part=pupils]').hidden")
        assert "FOXTRIN Fanny" in firefox.text("[data-part=pupils]")
        assert "il reste 63 jours" in firefox.text("[data-part=summary]")
        assert firefox.errors() == []
        firefox.open("about:blank")
