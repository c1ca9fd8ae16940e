"""What the page of questions says of a year: from its circulars alone, each with its source."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from calculator import Circular, load_circular
from calculator.model.vocabulary import Nature
from calculator.site.asked import condition_html, duty_html, notes_html
from tests.answers.markup import told

NANTES = load_circular("nantes-2020-2021")
NATIONAL = load_circular("france-2026-2027")


def items(html: str) -> list[str]:
    """The lines of a list, without what is below each."""
    found = BeautifulSoup(html, "html.parser").select(":root > li, ul > li")
    for item in found:
        for below in item.select("ul"):
            below.extract()
    return [" ".join(item.get_text().replace("\u202f", " ").split()) for item in found]


def link(page: str) -> str:
    return page


@pytest.mark.parametrize(
    ("circular", "kind", "says", "cites"),
    [
        (NATIONAL, "certification", "Certification obligatoire : 3e.", "art. D. 121-1"),
        (NATIONAL, "attestation_6e", "6e et 6e SEGPA. Dates fixées par le collège", "L. 312-9"),
        (NATIONAL, "parcours_pix_ia", "Parcours Pix IA obligatoire : 4e,", "23 janvier 2026"),
        (NATIONAL, "parcours_rentree", "Parcours de rentrée demandé", "prisme-apprendre"),
        (NANTES, "certification", "Certification obligatoire : 3e et 3e SEGPA", "§ 5 collège"),
        (NANTES, "lsu_entry", "CM2, 6e et 6e SEGPA", "§ 2"),
    ],
)
def test_a_duty_is_said_with_its_classes_and_its_source(
    circular: Circular, kind: str, says: str, cites: str
) -> None:
    assert any(says in item and cites in item for item in items(duty_html(kind, [circular], link)))


def test_a_class_that_is_asked_nothing_is_not_named() -> None:
    assert not any(
        "non demandé" in item for item in items(duty_html("certification", [NANTES], link))
    )


@pytest.mark.parametrize("kind", ["attestation_6e", "parcours_pix_ia"])
def test_what_no_circular_of_the_year_speaks_of_is_said(kind: str) -> None:
    html = duty_html(kind, [NANTES], link)
    assert "Nous n’avons rien relevé à ce sujet pour 2020-2021." in told(html)


def test_the_condition_is_said_with_its_source() -> None:
    (said,) = items(condition_html([NANTES], link))
    assert "le niveau 1 dans au moins 5 des 16 compétences" in said
    assert "§ 5 collège" in said


@pytest.mark.parametrize(
    ("nature", "about", "says"),
    [
        (Nature.SAYS, "certification", "Parcoursup"),
        (Nature.SAYS, "certification", "trois ans"),
        (Nature.SILENCE, None, "ULIS"),
        (Nature.SILENCE, None, "tiers temps"),
        (Nature.READING, None, "fin du cycle 4"),
    ],
)
def test_what_is_to_be_known_besides_is_of_one_nature(
    nature: Nature, about: str | None, says: str
) -> None:
    for other in Nature:
        found = items(notes_html(other, about, [NATIONAL], link))
        assert any(says in item for item in found) is (other is nature)


def test_a_silence_that_is_about_some_classes_names_them() -> None:
    found = items(notes_html(Nature.SILENCE, "parcours_pix_ia", [NATIONAL], link))
    assert [item.partition(" : ")[0] for item in found] == ["4e SEGPA"]
