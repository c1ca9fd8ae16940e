"""A person's path through the page of lists, in a real browser, with the real engine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculator.ask.lists import ROWS, RosterPage
from tests.browser.driving import choose_day
from tests.browser.list_page import DAY, ListPage, many, plain, sample
from tests.lists.test_samples import PUPILS_2021, SAMPLES

AS_THE_BROWSER_WRITES_IT = """(parts) => Object.fromEntries(
    Object.entries(parts).map(([name, html]) => {
        const part = document.createElement("section");
        part.innerHTML = html;
        return [name, part.innerHTML];
    })
)"""
FIELDS = "() => Object.fromEntries(new FormData(document.querySelector('form.calc-form')))"


class Twin:
    """The same page in CPython, told what the browser is told."""

    def __init__(self, pages: dict[str, str]) -> None:
        self._pages = pages
        self._python = RosterPage()

    def read(self, *files: tuple[str, bytes]) -> dict[str, str]:
        """The parts of the page once the files are read."""
        self._python.begin()
        for name, content in files:
            self._python.open(name)
            self._python.feed(content)
            self._python.close()
        return self.ask("read", {})

    def ask(self, do: str, fields: Mapping[str, str]) -> dict[str, str]:
        """The parts of the page that an answer changes."""
        parts: dict[str, str] = self.said(do, fields)["parts"]
        return parts

    def said(self, do: str, fields: Mapping[str, str]) -> dict[str, Any]:
        request = {"fields": {**fields, "do": do}, "pages": self._pages}
        said: dict[str, Any] = json.loads(self._python.ask(json.dumps(request)))
        return said


FILES = [(file.name[:3],) for file in sorted(SAMPLES.iterdir())]


# --- From files to answers --------------------------------------------------------------------


def test_classes_are_shown_before_anything_is_decided_then_counts_then_pupils(
    listed: ListPage,
) -> None:
    listed.choose(sample("01b"), sample("06b"))
    classes = listed.part("classes")
    expect(classes.get_by_role("heading", name="Vos classes")).to_be_focused()
    expect(classes.get_by_label("Niveau de la classe 3PM")).to_have_value("3e-prepa-metiers")
    for name in ("problems", "summary", "filters", "pupils", "pupil", "more", "reminder"):
        expect(listed.part(name)).to_be_hidden()
    listed.press("answer")
    summary = listed.part("summary")
    expect(summary.get_by_role("heading", name="Les réponses")).to_be_focused()
    expect(summary).to_contain_text("il reste 63 jours")
    total = summary.locator("tbody tr").first
    expect(total).to_contain_text(re.compile(r"^Total\s*10"))
    assert total.locator("rect").count() >= 3
    assert sorted(listed.names()) == sorted(f"{row[1]} {row[2]}" for row in PUPILS_2021)
    pupil = listed.part("pupils").get_by_role("row", name="D'ÉCHO Élie-Marie")
    expect(pupil).to_contain_text("Certification déjà obtenue")  # of 06b


@pytest.mark.parametrize("starts", [*FILES, ("01b", "06b"), sum(FILES, ())], ids="+".join)
def test_the_browser_and_cpython_say_the_same_of_every_sample(
    listed: ListPage, starts: tuple[str, ...]
) -> None:
    page, files = listed.page, [sample(start) for start in starts]
    root = page.locator("[data-calc-list]")
    twin = Twin(json.loads(root.get_attribute("data-pages") or ""))

    def assert_same(parts: dict[str, str]) -> None:
        shown = listed.parts()
        expected = page.evaluate(AS_THE_BROWSER_WRITES_IT, parts)
        assert {name: shown[name] for name in parts} == expected

    listed.choose(*files)
    parts = twin.read(*files)
    assert_same(parts)
    if not parts["classes"]:
        assert parts["problems"]
        return
    for do in ("answer", "sort:missing", "sort:situation", "view"):
        fields = page.evaluate(FIELDS)
        if do == "view":
            with listed.answering():
                page.locator("#calc-list-name").fill("a")
            fields["name"] = "a"
        else:
            listed.press(do)
        answered = twin.ask(do, fields)
        assert_same(answered)
        if do == "answer" and "pupils" not in answered:
            return  # each class is to be given its level first
    with listed.answering():
        page.locator("#calc-list-name").fill("")
    twin.ask("view", {})
    for value in (
        listed.part("pupils")
        .locator("tbody button")
        .evaluate_all("all => all.map(({ value }) => value)")
    ):
        with listed.answering():
            listed.button(value).evaluate("button => button.click()")
        assert_same(twin.ask(value, {}))
    with listed.answering():
        page.locator("#calc-list-reminder").select_option(index=1)
    assert_same(twin.ask("reminder", {"reminder": "0"}))
    made = twin.said("download:answers", {})["download"]["text"]
    assert listed.download("download:answers") == ("reponses.csv", made.encode())


def test_a_class_whose_name_tells_no_level_is_asked_and_set_aside_until_then(
    listed: ListPage,
) -> None:
    listed.choose(plain("A;Ada;3A;5", "B;Bo;Les Lynx;5"))
    level = listed.part("classes").get_by_label("Niveau de la classe Les Lynx")
    expect(level).to_have_value("")
    expect(level).to_have_attribute("required", "")
    expect(listed.part("classes")).to_contain_text("Pour 1 classe, le nom ne dit pas le niveau")
    listed.press("answer")
    aside = listed.part("summary").locator("details", has_text="Lignes mises de côté")
    expect(aside).to_have_attribute("open", "")
    expect(aside).to_contain_text("ligne 3")
    expect(aside).to_contain_text("Les Lynx")
    with listed.answering():
        level.select_option("tle-gt")
    expect(aside).to_have_count(0)
    row = listed.part("pupils").get_by_role("row", name="B Bo")
    expect(row).to_contain_text("Certification facultative")


# --- Among many pupils ------------------------------------------------------------------------


def test_pupils_are_paged_sorted_and_filtered_and_the_focus_stays(listed: ListPage) -> None:
    listed.answer(many(120))
    pupils = listed.part("pupils")
    names = [f"NOM{number:06} Prénom" for number in range(120)]
    assert listed.names() == names[:ROWS]
    expect(pupils.locator("[data-said]")).to_have_text("120 élèves, page 1 sur 3.")
    forward, back = "Page suivante", "Page précédente"
    for page, (button, focused) in enumerate([(forward, forward), (forward, back)], 1):
        with listed.answering():
            pupils.get_by_role("button", name=button).press("Enter")
        assert listed.names() == names[page * ROWS : (page + 1) * ROWS]
        expect(pupils.get_by_role("button", name=focused)).to_be_focused()
    with listed.answering():
        pupils.get_by_role("button", name=back).press("Enter")
    expect(pupils.get_by_role("button", name=back)).to_be_focused()
    for order, shown in (("descending", names[::-1]), ("ascending", names)):
        listed.press("sort:name")
        expect(listed.button("sort:name")).to_be_focused()
        expect(pupils.locator("th[aria-sort]")).to_have_attribute("aria-sort", order)
        assert listed.names() == shown[:ROWS]
    listed.press("sort:missing")
    missing = pupils.locator("tbody tr > :nth-child(4)").all_inner_texts()
    assert missing == sorted(missing)
    with listed.answering():
        listed.page.get_by_label("Nom ou prénom").press_sequentially("nom00004")
    expect(listed.page.get_by_label("Nom ou prénom")).to_be_focused()
    expect(pupils.locator("[data-said]")).to_have_text("10 élèves.")
    filters = listed.part("filters")
    with listed.answering():
        filters.get_by_label("Classe").select_option(label="3C")
    assert sorted(listed.names()) == [names[42], names[46]]
    with listed.answering():
        filters.get_by_label("Situation").select_option("certifiable")
    assert listed.names() == [names[n] for n in (42, 46) if n % 7 >= 5]


def test_a_pupil_s_detail_is_the_calculator_s_answer(listed: ListPage) -> None:
    listed.answer(sample("01b"))
    listed.part("pupils").get_by_role("button", name="CHARLIOT Chloé").click()
    pupil = listed.part("pupil")
    expect(pupil.get_by_role("heading", name="CHARLIOT Chloé")).to_be_focused()
    expect(pupil).to_contain_text("il manque 4 compétences à l’élève")
    expect(pupil).to_contain_text("ligne 4")
    pupil.get_by_text("Pourquoi", exact=True).click()
    link = pupil.get_by_role("link", name="§ 5 calendrier").first
    expect(link).to_have_attribute("href", re.compile(r"circulaire/2020-12-16/#p-5-calendrier$"))


def test_on_a_phone_a_pupil_is_one_line_whose_detail_opens_beside_it(listed: ListPage) -> None:
    listed.page.set_viewport_size({"width": 390, "height": 844})
    listed.answer(sample("01b"))
    rows = listed.part("pupils").locator("tr.calc-pupil")
    assert rows.count() == 10
    heights = rows.evaluate_all("all => all.map((row) => row.getBoundingClientRect().height)")
    assert max(heights) < 48
    listed.press("pupil:2")
    opened = listed.page.locator("tr.calc-pupil:has([aria-expanded=true]) + tr")
    expect(opened.get_by_role("heading", name="CHARLIOT Chloé")).to_be_focused()
    expect(opened).to_contain_text("Compétences manquantes : 4.")
    listed.press("pupil:3")
    expect(listed.page.locator("[aria-expanded=true]")).to_have_count(1)
    expect(opened.get_by_role("heading", name="DELTANE Dimitri")).to_be_focused()
    listed.press("pupil:3")
    expect(listed.part("pupil")).to_have_count(0)
    expect(listed.button("pupil:3")).to_be_focused()


def test_the_totals_come_first_in_large_figures(listed: ListPage) -> None:
    listed.answer(sample("01b"))
    figures = listed.part("summary").locator(".calc-figures > div")
    expect(figures.first).to_have_text("élèves10")
    told = figures.locator("dd").all_inner_texts()
    assert int(told[0]) == sum(map(int, told[1:]))
    expect(listed.part("summary").locator("table")).to_have_count(1)


def test_when_no_pupil_is_read_the_page_says_so_and_what_it_saw(listed: ListPage) -> None:
    listed.choose(plain("A;;3A;", "Total : 2;;;"))
    classes = listed.part("classes")
    expect(classes.get_by_role("heading", name="Aucun élève n’a été lu")).to_be_focused()
    expect(classes).to_contain_text("Total : 2")
    expect(listed.button("answer")).to_have_count(0)
    listed.choose(plain("B;Bo;Les Lynx;5"))
    listed.press("answer")
    expect(listed.part("summary")).to_contain_text("Aucun élève n’a de réponse")
    for name in ("filters", "pupils", "more"):
        expect(listed.part(name)).to_be_hidden()
    with listed.answering():
        listed.part("classes").get_by_label("Niveau de la classe Les Lynx").select_option("3e")
    assert listed.names() == ["B Bo"]
    with listed.answering():
        listed.part("classes").get_by_label("Niveau de la classe Les Lynx").select_option("")
    expect(listed.part("pupils")).to_be_hidden()


def test_another_establishment_or_day_is_answered_without_moving_the_focus(
    listed: ListPage,
) -> None:
    listed.answer(sample("01b"))
    summary = listed.part("summary")
    establishment = listed.page.get_by_label("Établissement", exact=True)
    day = listed.page.get_by_label("Date de référence")
    establishment.focus()
    with listed.answering():
        establishment.select_option("prive-hors-contrat")
    expect(summary).to_contain_text("privé hors contrat")
    expect(establishment).to_be_focused()
    with listed.answering():
        establishment.select_option("prive-sous-contrat")
    with listed.answering():
        day.fill("2021-05-13")
    expect(listed.part("pupils")).to_contain_text("le dernier jour était le mercredi 12 mai 2021")
    expect(day).to_be_focused()
    with listed.answering():
        day.fill("")
    problems = listed.page.locator("[data-calc-problems]")
    expect(problems).to_contain_text("rien n’est indiqué. Attendu : une date qui existe")
    expect(problems).to_contain_text("jj/mm/aaaa")
    expect(summary).to_be_hidden()
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_accessible_description(re.compile("rien n’est indiqué"))
    expect(listed.part("pupils")).to_be_hidden()  # they were of another day
    with listed.answering():
        day.fill(DAY)
    expect(summary).to_contain_text("il reste 63 jours")
    expect(problems).to_be_empty()
    expect(day).not_to_have_attribute("aria-invalid", "true")
    assert len(listed.names()) == 10


def test_every_wrong_field_of_a_list_is_marked_and_the_summary_leads_to_each(
    listed: ListPage,
) -> None:
    page = listed.page
    page.locator("#calc-establishment").evaluate(
        """field => { field.options[0].value = "<b>"; field.options[0].selected = true; }"""
    )
    choose_day(page, "")
    listed.choose(sample("01b"))
    listed.press("answer")
    problems = page.locator("[data-calc-problems]")
    expect(problems.get_by_role("heading", name="À corriger")).to_be_focused()
    expect(problems.get_by_role("link")).to_have_count(2)
    for label, message in (
        ("Date de référence", "rien n’est indiqué"),
        ("Établissement", "« <b> » n’est pas accepté"),
    ):
        expect(problems.get_by_role("link").filter(has_text=label)).to_contain_text(message)
        field = page.get_by_label(label, exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(message))
    with listed.answering():
        page.get_by_role("button", name="Revenir à aujourd’hui").click()
    expect(problems.get_by_role("link")).to_have_count(1)
    page.locator("summary", has_text="partez d’un modèle").click()
    listed.download("download:template")  # which looks at no field
    problems.get_by_role("link", name=re.compile("Établissement")).click()
    expect(page.get_by_label("Établissement", exact=True)).to_be_focused()
    page.reload()
    listed.wait_for_python()


def test_the_year_of_a_list_is_that_of_its_day_unless_one_is_chosen(listed: ListPage) -> None:
    listed.answer(sample("01b"))
    summary, pupils = listed.part("summary"), listed.part("pupils")
    day = listed.page.get_by_label("Date de référence")
    year = listed.page.get_by_label("Année scolaire", exact=True)
    with listed.answering():
        day.fill("2026-11-26")
    expect(summary).to_contain_text("du lundi 15 mars au vendredi 11 juin 2027")
    with listed.answering():
        year.select_option("nantes-2020-2021")
    expect(summary).to_contain_text("possibles du lundi 8 mars au mercredi 12 mai 2021")
    expect(pupils).to_contain_text("Année scolaire 2020-2021 terminée")
    with listed.answering():
        year.select_option("")
    with listed.answering():
        day.fill("2020-08-31")
    expect(listed.page.locator("[data-calc-problems]")).to_contain_text(
        "aucun texte pour l’année scolaire 2019-2020"
    )
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(pupils).to_be_hidden()
    with listed.answering():
        day.fill(DAY)
    expect(summary).to_contain_text("il reste 63 jours")


def test_enter_in_a_field_presses_no_button(listed: ListPage) -> None:
    listed.answer(sample("01b"))
    downloads: list[str] = []
    listed.page.on("download", lambda download: downloads.append(download.url))
    for label in ("Nom ou prénom", "Date de référence"):
        listed.page.get_by_label(label).press("Enter")
    listed.press("sort:class")
    assert downloads == []
    assert len(listed.names()) == 10


def test_keyboard_alone_leads_from_the_file_chooser_to_a_pupil_s_answer(
    listed: ListPage, tmp_path: Path
) -> None:
    keyboard = listed.page.keyboard
    name, content = sample("01b")
    (tmp_path / name).write_bytes(content)
    listed.page.on("filechooser", lambda _: None)  # from now on, none is shown
    listed.page.get_by_label("Établissement", exact=True).focus()
    tab_to(listed.page, "#calc-files")
    with listed.page.expect_file_chooser() as chooser:
        keyboard.press("Enter")
    with listed.answering():
        chooser.value.set_files(tmp_path / name)
    for press in ("button[value=answer]", "button[value='pupil:2']"):
        tab_to(listed.page, press)
        with listed.answering():
            keyboard.press("Enter")
    expect(listed.part("pupil").get_by_role("heading").first).to_be_focused()


def tab_to(page: Page, css: str) -> None:
    """Press the tab key until an element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(css) => document.activeElement.matches(css)", css):
            return
    pytest.fail(f"{css} cannot be reached by keyboard")


HOSTILE = '"><img src=x onerror="document.title=1">'


def test_markup_in_a_list_stays_text(listed: ListPage) -> None:
    title = listed.page.title()
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    lines = [f"{quoted};{quoted};3A;1", f"{quoted};B;{quoted};{quoted}"]
    listed.answer((HOSTILE, plain(*lines)[1]))
    with listed.answering():
        listed.part("classes").locator("select").last.select_option("3e")
    for row in listed.part("pupils").locator("tbody button").all():
        with listed.answering():
            row.click()
        expect(listed.part("pupil").get_by_role("heading").first).to_contain_text("><img src=x")
    with listed.answering():
        listed.page.locator("#calc-list-reminder").select_option(index=1)
    assert listed.page.locator("[data-part] img").count() == 0
    assert listed.page.title() == title
