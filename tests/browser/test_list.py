"""A person's path through the page of lists, in a real browser, with the real engine."""

from __future__ import annotations

import base64
import contextlib
import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, JSHandle, Locator, Page, expect

from calculator.ask.lists import ROWS, RosterPage
from calculator.lists.template import template_csv
from calculator.site.release import TARGETS
from tests.browser.driving import READY, Watch
from tests.browser.firefox import Firefox
from tests.browser.targets import READY_TO_SEARCH, SEARCH_SAYS, Opened, opened
from tests.browser.test_sealed import kept
from tests.lists.test_samples import PUPILS_2021, SAMPLES
from tests.lists.workbooks import ods, ods_table, sheet, xlsx

DAY = "2021-03-10"
COUNT_ANSWERS = """() => performance.getEntriesByType("mark")
    .filter(({ name }) => name.startsWith("list:")).length"""
PARTS = """() => Object.fromEntries(
    [...document.querySelectorAll("[data-part]")].map((place) => {
        const part = place.cloneNode(true);
        for (const marked of part.querySelectorAll("[data-focus-visible-added]")) {  // by the theme
            marked.removeAttribute("data-focus-visible-added");
            marked.classList.remove("focus-visible");
            if (marked.classList.length === 0) marked.removeAttribute("class");
        }
        return [part.dataset.part, part.innerHTML];
    })
)"""
AS_THE_BROWSER_WRITES_IT = """(parts) => Object.fromEntries(
    Object.entries(parts).map(([name, html]) => {
        const part = document.createElement("section");
        part.innerHTML = html;
        return [name, part.innerHTML];
    })
)"""
FIELDS = "() => Object.fromEntries(new FormData(document.querySelector('form.calc-form')))"
DATA_TRANSFER = """(files) => {
    const data = new DataTransfer();
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
    }
    return data;
}"""
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


class ListPage:
    """The page of lists in Chromium, with Python there, on a day of March 2021."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        self.wait_for_python()

    def wait_for_python(self) -> None:
        expect(self.page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
        self.page.get_by_label("Établissement", exact=True).select_option("prive-sous-contrat")
        self.page.get_by_label("Date de référence").fill(DAY)

    @contextlib.contextmanager
    def answering(self) -> Iterator[None]:
        """Wait at the end until Python has answered once more, and the page shows it."""
        before = self.page.evaluate(COUNT_ANSWERS)
        yield
        self.page.wait_for_function(
            f"(before) => ({COUNT_ANSWERS})() > before", arg=before, timeout=READY
        )

    def choose(self, *files: tuple[str, bytes]) -> None:
        """Choose files, and wait for their classes, or for what is wrong with them."""
        payloads: list[FilePayload] = [
            {"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files
        ]
        with self.answering():
            self.page.locator("#calc-files").set_input_files(payloads)

    def answer(self, *files: tuple[str, bytes]) -> None:
        """Choose files, and see their answers with the class levels that are proposed."""
        self.choose(*files)
        self.press("answer")

    def press(self, value: str) -> None:
        """Press a button, and wait for what Python says to it."""
        with self.answering():
            self.button(value).click()

    def button(self, value: str) -> Locator:
        return self.page.locator(f'button[name="do"][value="{value}"]')

    def part(self, name: str) -> Locator:
        return self.page.locator(f'[data-part="{name}"]')

    def parts(self) -> dict[str, str]:
        """The HTML of each part."""
        parts: dict[str, str] = self.page.evaluate(PARTS)
        return parts

    def names(self) -> list[str]:
        """The pupils of the table, in its order."""
        return self.part("pupils").locator("tbody tr > :first-child").all_inner_texts()

    def download(self, value: str) -> tuple[str, bytes]:
        """Press a button that gives a file: its name and its content."""
        with self.page.expect_download() as download:
            self.button(value).click()
        return download.value.suggested_filename, download.value.path().read_bytes()

    def dropped(self, *files: tuple[str, bytes]) -> JSHandle:
        """Files as a drop brings them."""
        encoded = [[name, base64.b64encode(content).decode()] for name, content in files]
        return self.page.evaluate_handle(DATA_TRANSFER, encoded)

    def drop(self, data: JSHandle) -> None:
        with self.answering():
            self.page.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": data})


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


def sample(start: str) -> tuple[str, bytes]:
    (file,) = SAMPLES.glob(f"{start}*")
    return file.name, file.read_bytes()


def plain(*lines: str, titles: str = "nom;prenom;classe;competences") -> tuple[str, bytes]:
    """A plain list."""
    return "liste.csv", "\n".join([titles, *lines, ""]).encode()


def many(pupils: int) -> tuple[str, bytes]:
    """A plain list of so many pupils of four classes, in no order."""
    numbers = (number * 7919 % pupils for number in range(pupils))
    return plain(*(f"NOM{n:06};Prénom;3{'ABCD'[n % 4]};{n % 7}" for n in numbers))


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"")
    return file.getvalue()


@pytest.fixture(scope="module")
def listed(browser: Browser, site: str) -> Iterator[ListPage]:
    """One page for all that is undone when other files are chosen; nothing may go wrong in it."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    watch = Watch(context)
    yield ListPage(context.new_page(), f"{site}liste/")
    assert watch.problems == []
    assert watch.outside(site) == []
    context.close()


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest, dist: Path) -> Iterator[Opened]:
    """Each form of the site, as its readers open it."""
    with opened(request.param, dist / request.param) as site:
        yield site


def list_of(site: Opened) -> str:
    """The address of the list page of a form of the site."""
    return site.address + site.calculator.replace("calculateur", "liste")


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


FILES = [(file.name[:3],) for file in sorted(SAMPLES.iterdir())]


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
        assert_same(twin.ask(do, fields))
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


# --- Ways in ----------------------------------------------------------------------------------


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
    listed.page.locator("details.calc-levels").evaluate("details => { details.open = true }")
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
    expect(listed.part("problems").locator("p")).to_have_count(2)  # the title, and this file
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
        listed.page.locator("details.calc-levels").evaluate("details => { details.open = true }")
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
    expect(pupils.locator("[data-said]")).to_have_text("10 élèves, page 1 sur 1.")
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
    link = pupil.get_by_role("link", name="§ 5 calendrier").first
    expect(link).to_have_attribute("href", re.compile(r"circulaire/2020-12-16/#p-5-calendrier$"))


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
    expect(summary).to_contain_text("rien n’est indiqué")
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_accessible_description(re.compile("rien n’est indiqué"))
    expect(listed.part("pupils")).to_be_hidden()  # they were of another day
    with listed.answering():
        day.fill(DAY)
    expect(summary).to_contain_text("il reste 63 jours")
    expect(day).not_to_have_attribute("aria-invalid", "true")
    assert len(listed.names()) == 10


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
    expect(summary).to_contain_text("aucun texte pour l’année scolaire 2019-2020")
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


PASTE = """(box, [kind, text]) => {
  const clipboardData = new DataTransfer();
  if (text) clipboardData.setData(kind, text);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
}"""
DATA = Path(__file__).parents[1] / "lists/data"


def test_templates_are_downloaded(listed: ListPage) -> None:
    listed.page.locator("details.calc-levels").evaluate("details => { details.open = true }")
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
    if target.address.startswith("http"):
        expect(page.locator(SEARCH_SAYS)).to_contain_text(READY_TO_SEARCH)
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
    listed.page.locator("details.calc-levels").evaluate("details => { details.open = true }")
    listed.page.get_by_label("Tableau copié").focus()
    listed.page.keyboard.press("ControlOrMeta+v")
    expect(listed.page.get_by_label("Tableau copié")).to_have_value(text)


def test_firefox_answers_a_pasted_table_from_a_disk(firefox: Firefox, dist: Path) -> None:
    _, content = sample("03")
    with opened("offline", dist / "offline") as site:
        firefox.open(list_of(site))
        firefox.wait_until("document.querySelector('[data-calc-progress]').hidden")
        firefox.evaluate("(day) => { document.querySelector('[name=on]').value = day }", DAY)
        firefox.click("details.calc-levels summary")
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


def test_the_page_can_be_used_while_a_long_list_is_read_and_answered(listed: ListPage) -> None:
    """No task of the page's own thread lasts longer than a person notices."""
    data = listed.dropped(many(20_000))
    listed.page.evaluate(NOTE_LONG_TASKS)
    listed.drop(data)
    listed.press("answer")
    assert len(listed.names()) == ROWS
    assert listed.page.evaluate(LONGEST_TASK) <= 200
