"""The status in a word, at the head of every answer."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from calculator import Case, carried_circulars, decide
from calculator.answers.lists import RosterWords
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from calculator.render.as_html import answer_html
from calculator.render.list_pupils import pupils_html
from tests.answers.test_roster import answered

PRIVATE, OUTSIDE = "prive-sous-contrat", "prive-hors-contrat"
IN_2021, TODAY, AFTER = date(2021, 3, 10), date(2026, 11, 26), date(2021, 9, 1)


@pytest.mark.parametrize(
    ("name", "level", "kind", "on", "badge", "code"),
    [
        ("nantes-2020-2021", "3e", PRIVATE, IN_2021, "Obligatoire", "mandatory"),  # § 5 collège
        ("nantes-2020-2021", "tle-gt", PRIVATE, IN_2021, "Facultative", "optional"),  # § 5 lycée
        ("nantes-2020-2021", "5e", PRIVATE, IN_2021, "Demandée", "requested"),  # § 3
        ("nantes-2020-2021", "cp", PRIVATE, IN_2021, "Non demandé", "not_due"),
        ("nantes-2020-2021", "3e", OUTSIDE, IN_2021, "Non concerné", "out_of_scope"),
        ("nantes-2020-2021", "3e", PRIVATE, AFTER, "Année terminée", "over"),
        ("france-2026-2027", "tle-gt", "public", TODAY, "Obligatoire", "mandatory"),
        ("france-2026-2027", "4e", "public", TODAY, "Obligatoire", "mandatory"),  # Pix IA
    ],
)
def test_the_badge_says_the_status_of_what_is_said_first(
    name: str, level: str, kind: str, on: date, badge: str, code: str
) -> None:
    circular = carried_circulars().for_day(on, name)
    html = answer_html(decide(Case.of(level, kind), on, circular), lambda page: page)
    (shown,) = BeautifulSoup(html, "html.parser").select(".calc-badge")
    assert (shown.get_text(), shown["data-badge"]) == (badge, code)


def test_where_nobody_knows_it_says_so() -> None:
    """3e SEGPA in 2026-2027, whose pupil has been on Pix: what is left is not known."""
    circular = carried_circulars().for_day(TODAY, None)
    levels = dict.fromkeys(circular.vocabulary.competences, 1)
    html = answer_html(
        decide(Case.of("3e-segpa", "public", levels), TODAY, circular), lambda page: page
    )
    (shown,) = BeautifulSoup(html, "html.parser").select(".calc-badge")
    assert (shown.get_text(), shown["data-badge"]) == ("Inconnu", "unknown")


def test_the_situation_of_a_pupil_in_a_list_is_shown_by_the_same_badge() -> None:
    made = answered(merge([read_list("f", [b"nom;prenom;classe\nA;B;3A\n"])]))
    said = RosterWords(made)
    html = pupils_html(
        enumerate(made.pupils), said, total=1, page=0, last=0, sort="name", backwards=False
    )
    (shown,) = BeautifulSoup(html, "html.parser").select(".calc-badge")
    assert shown["data-situation"] == "unknown"
    assert shown.get_text() == said.situation(made.pupils[0].situation)
