"""What pages say of the day on which they are read, brought up to date by the browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

GLANCE = ".calc-glance > div"
OVER = ".calc-over"


@pytest.mark.parametrize(
    ("day", "shown_day", "says", "over"),
    [
        ("2026-11-26", "26 novembre 2026", "Ouverture dans 109 jours", False),
        ("2027-03-14", "14 mars 2027", "Ouverture demain", False),
        ("2027-03-20", "20 mars 2027", "Il reste 83 jours", False),
        ("2027-06-11", "11 juin 2027", "Dernier jour", False),
        ("2027-06-13", "13 juin 2027", "Ouverture demain (rattrapage)", False),
        (
            "2027-08-31",
            "31 août 2027",
            "Close : son dernier jour était le 18 juin 2027 (rattrapage)",
            False,
        ),
        ("2027-09-01", "1er septembre 2027", "", True),
    ],
)
def test_the_home_page_tells_where_the_reader_s_day_stands(
    page: Page, site: str, day: str, shown_day: str, says: str, *, over: bool
) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00+00:00"))
    page.goto(site)
    shown = page.locator(GLANCE).first.locator("[data-calc-first]:not([hidden])")
    assert " ".join(" ".join(shown.all_inner_texts()).split()) == says
    expect(page.locator("[data-calc-day]")).to_have_text(shown_day)
    expect(page.locator(OVER)).to_be_visible(visible=over)


@pytest.mark.parametrize("day", ["2027-03-14", "2027-06-12", "2027-09-01"])
def test_the_home_page_follows_a_day_that_comes_while_it_is_open(
    page: Page, site: str, day: str
) -> None:
    """Its opening is one day off, its last day is past, its year is over."""
    morrow = datetime.fromisoformat(f"{day}T12:00+00:00")
    page.clock.set_fixed_time(morrow - timedelta(1))
    page.goto(site)
    eve = page.locator("main").inner_text()
    page.clock.set_fixed_time(morrow)
    page.evaluate("dispatchEvent(new Event('focus'))")
    followed = page.locator("main").inner_text()
    page.reload()
    assert followed == page.locator("main").inner_text() != eve


def test_without_javascript_it_is_the_day_of_the_build(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    expect(page.locator(GLANCE).first).to_contain_text("Ouverture dans 109 jours")
    expect(page.get_by_text("État au 26 novembre 2026.")).to_be_visible()
    context.close()


def test_a_page_of_a_year_that_is_over_says_so_and_leads_to_this_one(page: Page, site: str) -> None:
    page.clock.set_fixed_time(datetime(2026, 11, 26, 12, tzinfo=UTC))
    for path in ("certification-college/", "fiches/2020-2021/3e/", "annees/2020-2021/"):
        page.goto(site + path)
        over = page.locator(OVER)
        expect(over).to_contain_text("l’année scolaire 2020-2021, qui est terminée.")
        over.get_by_role("link", name="Voir cette année").click()
        expect(page).to_have_url(site)
    for path in ("fiches/3e/", "annees/2026-2027/"):
        page.goto(site + path)
        expect(page.locator(OVER)).to_be_hidden()
