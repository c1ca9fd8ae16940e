"""The page of lists in Chromium, and lists to give it."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Iterator

from playwright.sync_api import FilePayload, JSHandle, Locator, Page, expect

from tests.browser.driving import READY, choose_day
from tests.lists.test_samples import SAMPLES

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
DATA_TRANSFER = """(files) => {
    const data = new DataTransfer();
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
    }
    return data;
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
        choose_day(self.page, DAY)

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
        return self.part("pupils").locator("tbody th").all_inner_texts()

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
