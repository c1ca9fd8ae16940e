"""A person's path through the calculator, in a real browser, with the real engine."""

from __future__ import annotations

import contextlib
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.driving import CALCULATOR, READY, choose_day, contrast, fill, open_calculator


def answer(page: Page) -> str:
    return " ".join(page.locator("[data-calc-result]").inner_text().split())


def test_from_the_home_page_to_the_right_answer_and_its_paragraph(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="Un élève", exact=True).first.click()
    fill(page, "3e", "2021-03-10", "prive-sous-contrat")
    result = page.locator("[data-calc-result]")
    expect(result).to_contain_text("il reste 63 jours", timeout=READY)
    assert "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021" in answer(page)
    assert "25 juin 2021" in answer(page)  # the reported change, beside the official answer
    result.get_by_text("Pourquoi", exact=True).click()
    result.get_by_role("link", name="§ 5 calendrier").first.click()
    expect(page).to_have_url(re.compile(r"/circulaire/2020-12-16/#p-5-calendrier$"))
    expect(page.locator("#p-5-calendrier")).to_be_in_viewport()
    expect(page.locator("#p-5-calendrier")).to_contain_text("8 mars au 12 mai 2021")


def test_the_answer_follows_the_fields(page: Page, site: str) -> None:
    open_calculator(page, site)
    result = page.locator("[data-calc-result]")
    expect(result).to_contain_text("Choisissez une classe")
    for class_level, on, words in [
        ("3e", "2021-03-07", "ouverture demain"),
        ("3e", "2021-05-12", "dernier jour"),
        ("3e", "2021-05-13", "le dernier jour était le mercredi 12 mai 2021"),
        ("tle-gt", "2021-05-20", "Certification facultative"),
        ("cm2", "2021-03-10", "La circulaire ne donne pas de date"),
        ("cp", "2021-03-10", "Certification non demandée"),
    ]:
        fill(page, class_level, on)
        expect(result).to_contain_text(words)
    fill(page, "cm2", "2021-03-10")
    page.get_by_label("Date du dernier bilan périodique").fill("2021-06-15")
    expect(result).to_contain_text("Au plus tard le mardi 15 juin 2021")
    fill(page, "3e", "2021-03-10", "prive-hors-contrat")
    expect(result).to_contain_text("nous lisons qu’elle ne lui demande rien")


def test_levels_are_quick_to_type_and_decide_whether_a_pupil_is_certifiable(
    page: Page, site: str
) -> None:
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10")
    page.locator("summary", has_text="Niveaux Pix").click()
    first = page.get_by_label("1.1 Mener une recherche")
    first.focus()
    page.keyboard.type("1111")  # each digit moves to the next field
    result = page.locator("[data-calc-result]")
    expect(result).to_contain_text("il manque 1 compétence à l’élève")
    page.keyboard.type("2")
    expect(result).to_contain_text("l’élève est certifiable")
    page.get_by_role("button", name="Effacer les niveaux").click()
    expect(result).to_contain_text("Indiquez les niveaux")
    first.evaluate(
        """field => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", "1 0 2 0 0 0 3 0 0 0 0 0 0 0 1 1");
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, cancelable: true}));
        }"""
    )
    expect(page.get_by_label("5.2 Évoluer")).to_have_value("1")
    expect(result).to_contain_text("L’élève a 5 compétences au niveau 1 ou plus")


def test_a_wrong_value_is_named_and_its_field_is_marked(page: Page, site: str) -> None:
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10")
    page.locator("summary", has_text="Niveaux Pix").click()
    level = page.get_by_label("1.1 Mener une recherche")
    level.fill("9")
    expect(page.locator("[data-calc-problems]")).to_contain_text("« 9 » n’est pas accepté")
    expect(level).to_have_attribute("aria-invalid", "true")
    message = re.compile("Un niveau de 0 à 8 par compétence.*n’est pas accepté")
    expect(level).to_have_accessible_description(message)
    level.fill("2")
    expect(level).not_to_have_attribute("aria-invalid", "true")
    expect(level).not_to_have_accessible_description(message)
    choose_day(page, "")
    expect(page.locator("[data-calc-problems]")).to_contain_text("rien n’est indiqué")
    page.get_by_role("button", name="Tout recommencer").click()
    expect(page.locator("[data-calc-result]")).to_contain_text("Choisissez une classe")
    expect(page.get_by_label("Date de référence")).not_to_have_value("")


def test_every_wrong_field_is_marked_and_the_summary_leads_to_each(page: Page, site: str) -> None:
    open_calculator(page, site)
    fill(page, "3e", "2021-03-10")
    page.locator("summary", has_text="Niveaux Pix").click()
    for name in ("1.1 Mener une recherche", "1.2 Gérer des données"):
        page.get_by_label(name).fill("9")
    summary = page.locator("[data-calc-problems]")
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)
    expect(page.locator(".calc-field__error")).to_have_count(2)
    page.locator("summary", has_text="Niveaux Pix").click()  # folded: the link unfolds it
    summary.get_by_role("link").nth(1).click()
    expect(page.get_by_label("1.2 Gérer des données")).to_be_focused()


def test_a_question_is_asked_where_it_changes_the_answer(page: Page, site: str) -> None:
    open_calculator(page, site)
    report = page.get_by_label("Date du dernier bilan périodique")
    for class_level, asked in (("3e", False), ("cm2", True), ("tle-gt", False), ("6e", True)):
        page.get_by_label("Classe de l’élève").select_option(class_level)
        expect(report).to_be_visible(visible=asked)
    report.fill("2021-06-15")
    page.get_by_label("Classe de l’élève").select_option("3e")
    link = page.get_by_role("link", name="Lien vers cette réponse")
    expect(link).not_to_have_attribute("href", re.compile("last_report"))


@pytest.mark.parametrize(
    ("timezone", "today"),
    [
        ("Pacific/Auckland", "2021-03-09"),
        ("Pacific/Noumea", "2021-03-09"),
        ("Indian/Reunion", "2021-03-09"),
        ("Europe/Paris", "2021-03-08"),
        ("America/Martinique", "2021-03-08"),
        ("America/Cayenne", "2021-03-08"),
    ],
)
def test_today_is_the_reader_s(browser: Browser, site: str, timezone: str, today: str) -> None:
    context = browser.new_context(timezone_id=timezone)
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2021, 3, 8, 20, 0, tzinfo=UTC))
    open_calculator(page, site)
    expect(page.get_by_label("Date de référence")).to_have_value(today)
    page.get_by_label("Classe de l’élève").select_option("3e")
    days = {"2021-03-09": "il reste 64 jours", "2021-03-08": "il reste 65 jours"}[today]
    expect(page.locator("[data-calc-result]")).to_contain_text(days)
    context.close()


def test_the_page_of_a_wrong_address_leads_home_from_any_depth(page: Page, site: str) -> None:
    body = page.request.get(f"{site}404.html").text()
    wrong = f"{site}fiches/x/y/z"
    page.route(wrong, lambda route: route.fulfill(status=404, body=body, content_type="text/html"))
    page.goto(wrong)
    page.get_by_role("link", name="Revenir à la page d’accueil").click()
    expect(page).to_have_url(f"{site}index.html")


def test_each_day_is_answered_by_the_text_of_its_own_year(page: Page, site: str) -> None:
    open_calculator(page, site)
    result, year = (
        page.locator("[data-calc-result]"),
        page.get_by_label("Année scolaire", exact=True),
    )
    for on, words in [
        ("2026-11-26", "Sessions possibles du lundi 15 mars au vendredi 11 juin 2027"),
        ("2021-08-31", "le dernier jour était le mercredi 12 mai 2021"),
        ("2020-08-31", "Nous ne connaissons aucun texte pour l’année scolaire 2019-2020"),
    ]:
        fill(page, "3e", on)
        expect(year).to_have_value("")
        told = result if "aucun texte" not in words else page.locator("[data-calc-problems]")
        expect(told).to_contain_text(words)
    expect(told).to_contain_text("Années connues : 2020-2021, 2021-2022")
    expect(page.get_by_label("Date de référence")).to_have_attribute("aria-invalid", "true")
    year.select_option("nantes-2020-2021")
    choose_day(page, "2026-11-26")
    expect(result).to_contain_text(
        "Année scolaire 2020-2021 terminée : la certification était obligatoire."
    )
    expect(result).not_to_contain_text("2027")
    expect(result.get_by_role("heading", name="À faire")).to_have_count(0)


HOSTILE = '"><img src=x onerror="document.title=1">'


def test_hostile_text_in_any_field_stays_text(page: Page, site: str) -> None:
    open_calculator(page, site)
    fill(page, "cm2", "2021-03-10")  # who is asked everything
    title = page.title()
    names = page.locator("form.calc-form [name]").evaluate_all("all => all.map(one => one.name)")
    assert len(names) == 21
    for name in names:
        # A field of another type takes what its own type would refuse.
        page.evaluate(
            """([name, value]) => {
                const old = document.querySelector(`form.calc-form [name="${name}"]`);
                const text = document.createElement("input");
                text.name = name;
                text.value = value;
                old.replaceWith(text);
                text.form.dispatchEvent(new Event("input"));
                window.replaced = [old, text];
            }""",
            [name, HOSTILE],
        )
        expect(page.locator("[data-calc-problems]")).to_contain_text('"><img src=x')
        assert page.locator("[data-calc-result] img").count() == 0
        page.evaluate("window.replaced[1].replaceWith(window.replaced[0])")
    assert page.title() == title


def test_progress_is_real(page: Page, site: str) -> None:
    page.add_init_script(
        """window.seen = [];
        new MutationObserver(() => {
            const words = document.querySelector("[data-calc-progress-words]")?.textContent;
            if (words && words !== seen.at(-1)) seen.push(words);
        }).observe(document, {childList: true, subtree: true})"""
    )
    line = {"offline": False, "latency": 0, "downloadThroughput": 5e6, "uploadThroughput": 5e6}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    open_calculator(page, site)
    seen: list[str] = page.evaluate("window.seen")
    loaded = [
        float(match[1].replace(",", "."))
        for text in seen
        if (match := re.search(r": ([\d,]+) Mo", text))
    ]
    assert len(loaded) > 10
    assert loaded == sorted(loaded)
    assert re.search(r"([\d,]+) Mo sur \1 Mo", " ".join(seen))  # all of it
    assert "Démarrage" in seen[-1]


@pytest.mark.parametrize("file", ["python.*.js", "wasm.*.wasm", "library.*.zip"])
@pytest.mark.parametrize("how", ["404", "cut"])
def test_a_missing_file_is_said_and_the_tables_remain(
    page: Page, site: str, file: str, how: str
) -> None:
    def stop(route: Route) -> None:
        route.fulfill(status=404, body="absent") if how == "404" else route.abort()

    page.route(f"**/assets/engine/{file}", stop)
    page.goto(site + CALCULATOR)
    result = page.locator("[data-calc-result]")
    expect(result).to_contain_text("Le calculateur n’a pas pu démarrer", timeout=READY)
    expect(result).to_contain_text("n’a pas pu être téléchargé")
    expect(page.locator("[data-calc-progress]")).to_be_hidden()
    expect(page.get_by_role("table", name="Classe par classe")).to_be_visible()


def test_silence_is_said_after_thirty_seconds(page: Page, site: str) -> None:
    page.clock.install()
    page.route("**/wasm.*.wasm", lambda route: None)  # never answered
    page.goto(site + CALCULATOR)
    description = page.locator("script[data-engine]").get_attribute("data-engine")
    parts = json.loads(description or "")["parts"]
    here = parts["python"]["size"] + parts["library"]["size"]
    expect(page.locator("progress")).to_have_js_property("value", here)
    page.clock.fast_forward(29_000)
    expect(page.locator("[data-calc-progress]")).to_be_visible()
    result = page.locator("[data-calc-result]")
    for _ in range(10):  # a sign that a slow machine delivers late begins the wait anew
        page.clock.fast_forward(31_000)
        with contextlib.suppress(AssertionError):
            expect(result).to_contain_text("depuis 30 secondes", timeout=1_000)
            break
    expect(result).to_contain_text("depuis 30 secondes")


@pytest.mark.parametrize("path", [CALCULATOR, "etablissement/"])
def test_the_button_that_leads_to_the_answer_covers_no_other(
    browser: Browser, site: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    open_calculator(page, site, path)
    choose_day(page, "2021-03-10")
    if path == CALCULATOR:
        page.get_by_label("Classe de l’élève").select_option("3e")
    else:
        page.get_by_role("checkbox", name="3e", exact=True).check()
    expect(page.locator("[data-calc-peek]")).to_be_visible()
    assert page.evaluate(COVERED, "button[type=reset]") == []
    context.close()


COVERED = """async (css) => {
    const button = document.querySelector(css);
    const covered = [];
    for (let top = 0; top < document.documentElement.scrollHeight; top += 20) {
        scrollTo({ top, behavior: "instant" });
        await new Promise(requestAnimationFrame);
        const { left, right, top: y, bottom } = button.getBoundingClientRect();
        if (y < 0 || bottom > innerHeight) continue;
        for (const x of [left + 5, (left + right) / 2, right - 5]) {
            const there = document.elementFromPoint(x, (y + bottom) / 2);
            if (there?.closest("[data-calc-peek]")) covered.push(top);
        }
    }
    return covered;
}"""
"""Where a page is scrolled to when the button to the answer stands before an element in sight."""


def test_a_button_leads_a_phone_to_the_answer_below_the_form(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    open_calculator(page, site)
    button = page.get_by_role("button", name="Voir la réponse")
    expect(button).to_be_hidden()
    fill(page, "3e", "2021-03-10")
    title = page.locator("[data-calc-result] .calc-answer__headline")
    expect(title).to_have_text(
        "Certification obligatoire : inscrire l’élève à une session de certification."
    )
    page.evaluate("scrollTo(0, 0)")
    expect(title).not_to_be_in_viewport()
    expect(button).to_be_in_viewport(ratio=1)
    button.click()
    expect(title).to_be_in_viewport(ratio=1)
    expect(title).to_be_focused()
    assert title.bounding_box()["y"] < 350  # type: ignore[index]
    context.close()


@pytest.mark.parametrize("path", [CALCULATOR, "liste/", "etablissement/"])
def test_an_engine_that_never_says_anything_is_told_too(page: Page, site: str, path: str) -> None:
    page.clock.install()
    page.add_init_script(  # the worker's script is made from memory
        "Blob = class extends Blob { constructor(_, options) { super([], options) } }"
    )
    page.goto(site + path)
    page.clock.run_for(29_000)
    expect(page.locator("[data-calc-progress]")).to_be_visible()
    page.clock.fast_forward(3_000)
    expect(page.locator("main")).to_contain_text("depuis 30 secondes")


@pytest.mark.parametrize(
    ("sabotage", "words"),
    [
        (("WebAssembly.instantiate = WebAssembly.instantiateStreaming = async () => {"
         " throw new RangeError('WebAssembly.Memory(): could not allocate memory') };"),
         "assez de mémoire"),
        ("JSON.parse = () => { throw new Error('bug') };", "erreur inattendue"),
        (("WebAssembly.compileStreaming = async () => {"
         " throw new WebAssembly.CompileError('invalid opcode') };"), "trop ancien"),
        ("importScripts = () => { throw new SyntaxError('Unexpected token') };", "trop ancien"),
        ("importScripts = () => { throw new DOMException('', 'NetworkError') };", "bloque un"),
        ("static {", "trop ancien"),
    ],
)  # fmt: skip
def test_an_engine_that_cannot_start_says_why(
    page: Page, site: str, sabotage: str, words: str
) -> None:
    page.add_init_script(  # the worker's script is made from memory
        f"""Blob = class extends Blob {{
            constructor(parts, options) {{ super([{json.dumps(sabotage)}, ...parts], options) }}
        }}"""
    )
    page.goto(site + CALCULATOR)
    expect(page.locator("[data-calc-result]")).to_contain_text(words, timeout=READY)


@pytest.mark.parametrize(
    ("sabotage", "words"),
    [
        ("WebAssembly = undefined", "sécurité renforcée"),
        (
            "WebAssembly.compileStreaming = undefined",
            "Edge 103, Firefox 113, Safari 16.0",
        ),
        ("BigInt = undefined", "trop ancien"),
        ("Object.hasOwn = undefined", "trop ancien"),
        ("Worker = class { constructor() { throw new Error('refused') } }", "bloque un fichier"),
    ],
)
def test_a_browser_that_cannot_run_it_is_told_and_has_an_answer(
    page: Page, site: str, sabotage: str, words: str
) -> None:
    page.add_init_script(
        f"""if (location.pathname.endsWith("{CALCULATOR}")) {{ {sabotage} }}
            addEventListener("error", (event) => event.preventDefault())"""
    )
    page.goto(site + CALCULATOR)
    expect(page.locator("[data-calc-result]")).to_contain_text(words)
    fill(page, "3e", "2026-11-26")
    expect(page.locator("[data-calc-sheet]")).to_contain_text("au vendredi 11 juin 2027")
    expect(page.locator("[data-calc-result]")).to_contain_text(words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notices_can_be_read_in_both_palettes(browser: Browser, site: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(site + "certification-college/")
    text = page.locator(".calc-notice[data-form=reported] p:not([class])").first
    box = """text => [getComputedStyle(text).color, 1,
        getComputedStyle(text.closest(".calc-notice")).backgroundColor]"""
    assert contrast(text, box) >= 4.5  # WCAG 1.4.3
    context.close()


def test_without_javascript_the_tables_are_there_and_it_is_said(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + CALCULATOR)
    message = page.locator("noscript .calc-error")
    expect(message).to_be_visible()
    expect(message).to_contain_text("a besoin de JavaScript, qui est désactivé")
    expect(page.locator("form.calc-form")).to_be_hidden()
    expect(page.get_by_role("table", name="Fenêtre de certification")).to_be_visible()
    context.close()
