"""A state is a page as a reader has brought it: to check another, add it to `STATES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.driving import CALCULATOR, READY, choose_day, fill
from tests.browser.readers import SEARCH
from tests.browser.test_establishment import fill_school, session_day
from tests.lists.test_samples import SAMPLES

LIST = "liste/"
SCHOOL = "etablissement/"
DAY = "2021-03-10"


def ready(page: Page) -> None:
    expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)


def never_ready(page: Page) -> None:
    expect(page.locator("[data-calc-progress]")).to_be_visible()


def answered(page: Page, class_level: str = "3e", says: str = "il reste 63 jours") -> None:
    ready(page)
    fill(page, class_level, DAY)
    expect(page.locator("[data-calc-result]")).to_contain_text(says)


def with_a_sheet(page: Page) -> None:
    never_ready(page)
    fill(page, "3e", "2026-11-26")  # of the year whose sheets the page leads to
    expect(page.locator("[data-calc-sheet]")).to_contain_text("Fiche 3e")


def copied(page: Page) -> None:
    answered(page)
    page.get_by_role("button", name="Copier le résumé").click()
    expect(page.locator("[data-takeaway] [role=status]")).not_to_be_empty()


def planned(page: Page) -> None:
    ready(page)
    fill_school(page)
    session_day(page, "2021-04-29")
    expect(page.locator("[data-calc-result]")).to_contain_text("Prochaine date : vendredi 19")


def with_a_wrong_lead(page: Page) -> None:
    planned(page)
    page.locator("summary", has_text="Délais des étapes").click()
    page.get_by_label("Inscrire les élèves à la session", exact=True).fill("dix")
    expect(page.locator("[data-calc-problems]")).to_contain_text("« dix » n’est pas accepté")


def with_levels(page: Page) -> None:
    answered(page)
    page.locator("summary", has_text="Niveaux Pix").click()
    page.get_by_label("1.1 Mener une recherche").fill("2")
    expect(page.locator("[data-calc-result]")).to_contain_text("il manque 4 compétences")


def with_a_wrong_level(page: Page) -> None:
    with_levels(page)
    page.get_by_label("1.1 Mener une recherche").fill("9")
    expect(page.locator("[data-calc-problems]")).to_contain_text("« 9 » n’est pas accepté")


def of_a_year_that_is_over(page: Page) -> None:
    ready(page)
    fill(page, "3e", "2026-11-26")
    page.get_by_label("Année scolaire", exact=True).select_option("nantes-2020-2021")
    expect(page.locator("[data-calc-result]")).to_contain_text("Année scolaire 2020-2021 terminée")


def of_an_unknown_year(page: Page) -> None:
    ready(page)
    fill(page, "3e", "2020-08-31")
    expect(page.locator("[data-calc-problems]")).to_contain_text("Années connues")


def failed(page: Page) -> None:
    result = page.locator("[data-calc-result], [data-part=problems]")
    expect(result).to_contain_text("n’a pas pu être téléchargé", timeout=READY)


def chosen(page: Page, *files: tuple[str, bytes]) -> None:
    ready(page)
    page.get_by_label("Établissement", exact=True).select_option("prive-sous-contrat")
    choose_day(page, DAY)
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files
    ]
    page.locator("#calc-files").set_input_files(payloads)


def with_classes(page: Page) -> None:
    samples = (next(SAMPLES.glob(f"{start}*")) for start in ("01b", "06b"))
    plain = b"nom;prenom;classe;competences\nA;Ada;Les Lynx;5\nB;Bo;7Z\nseul\n"
    chosen(page, *((file.name, file.read_bytes()) for file in samples), ("liste.csv", plain))
    expect(part(page, "classes")).to_be_visible()


def with_answers(page: Page) -> None:
    with_classes(page)
    page.locator("button[value=answer]").click()
    expect(part(page, "pupils")).to_be_visible()
    aside = part(page, "summary").locator("details", has_text="Lignes mises de côté")
    expect(aside).to_have_attribute("open", "")
    page.locator("#calc-list-reminder").select_option(index=1)
    expect(part(page, "reminder")).to_be_visible()


def with_a_pupil(page: Page) -> None:
    with_answers(page)
    part(page, "pupils").locator("tbody button").first.click()
    expect(part(page, "pupil")).to_be_visible()


def with_no_pupil(page: Page) -> None:
    with_answers(page)
    page.locator("#calc-list-name").fill("personne")
    expect(part(page, "pupils")).to_contain_text("0 élève")


def without_a_day(page: Page) -> None:
    with_answers(page)
    choose_day(page, "")
    expect(page.locator("[data-calc-problems]")).to_contain_text("rien n’est indiqué")


def with_a_refused_file(page: Page) -> None:
    chosen(page, ("photo.csv", b"PK\x03\x04"))
    expect(part(page, "problems")).to_be_visible()


def searching(page: Page) -> None:
    page.locator(SEARCH).click()
    page.keyboard.type("lycee")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def part(page: Page, name: str) -> Locator:
    return page.locator(f'[data-part="{name}"]')


@dataclass(frozen=True)
class State:
    """A page as a reader has brought it.

    Attributes:
        path: The page.
        reach: Brings it there, and waits until it is.
        without: The files that do not come, or that never answer.
    """

    path: str
    reach: Callable[[Page], None]
    without: tuple[str, Literal["missing", "silent"]] | None = None


STATES = {
    "calculator, loading": State(CALCULATOR, never_ready, ("**/wasm.*", "silent")),
    "calculator, failed": State(CALCULATOR, failed, ("**/wasm.*", "missing")),
    "calculator, empty": State(CALCULATOR, ready),
    "calculator, an answer": State(CALCULATOR, answered),
    "calculator, an answer with levels": State(CALCULATOR, with_levels),
    "calculator, a wrong level": State(CALCULATOR, with_a_wrong_level),
    "calculator, a year that is over": State(CALCULATOR, of_a_year_that_is_over),
    "calculator, an unknown year": State(CALCULATOR, of_an_unknown_year),
    "calculator, a sheet": State(
        CALCULATOR, with_a_sheet, ("**/assets/{engine/wasm.*,calculator/answers-*}", "silent")
    ),
    "calculator, copied": State(CALCULATOR, copied),
    "school, empty": State(SCHOOL, ready),
    "school, a plan": State(SCHOOL, planned),
    "school, a wrong lead": State(SCHOOL, with_a_wrong_lead),
    "list, loading": State(LIST, never_ready, ("**/wasm.*", "silent")),
    "list, failed": State(LIST, failed, ("**/wasm.*", "missing")),
    "list, empty": State(LIST, ready),
    "list, a refused file": State(LIST, with_a_refused_file),
    "list, classes": State(LIST, with_classes),
    "list, answers": State(LIST, with_answers),
    "list, a pupil": State(LIST, with_a_pupil),
    "list, no pupil": State(LIST, with_no_pupil),
    "list, no day": State(LIST, without_a_day),
    "search": State("", searching),
}
