"""What changes as text, CSV, JSON and HTML: the same changes, the same words."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from bs4 import BeautifulSoup

from calculator.changes.as_html import changes_html
from calculator.changes.as_json import changes_dict, changes_json
from calculator.changes.as_text import changes_csv, changes_text
from calculator.changes.comparing import ChangeKind, compare
from calculator.changes.words import NOTHING_CHANGES, side_words, whose
from tests.changes.years import BEFORE, CATCH_UP, later
from tests.conftest import ROOT
from tests.making import Json, duty, made_up, rule, window, with_windows


def make_lycee_mandatory(data: Json) -> None:
    rule(data, "certification", "tle-gt").update(status="mandatory", postponed_to=None)


def forget_training(data: Json) -> None:
    data["duties"] = [one for one in data["duties"] if one["kind"] != "crcn_training"]


def ask_for_more(data: Json) -> None:
    duty(data, "certification")["condition"]["competences"] = 6
    rule(data, "lsu_entry", "cm2")["actor"] = "=directeur ; adjoint"


def ask_of_5e(data: Json) -> None:
    rules = duty(data, "certification")["rules"]
    next(one for one in rules if "5e" in one["classes"]).update(status="recommended")


AFTER = later(
    with_windows("3e", window("2022-03-07", "2022-05-13"), CATCH_UP),
    *(make_lycee_mandatory, forget_training, ask_for_more, ask_of_5e),
)
PAIR = compare(BEFORE, AFTER)
OF_YEARS = [kind for kind in ChangeKind if kind is not ChangeKind.NOTICE]


def test_there_is_a_change_of_each_kind() -> None:
    assert {change.kind for change in PAIR.changes} == set(OF_YEARS)


def test_text_says_what_is_new_first_and_both_sides_of_each_change() -> None:
    text = changes_text(PAIR)
    lines = text.splitlines()
    assert lines[0] == "Ce qui change entre 2020-2021 et 2021-2022"
    labels = [kind.label for kind in ChangeKind]
    assert [line for line in lines if line in labels] == [kind.label for kind in OF_YEARS]
    at = lines.index("- Certification, 3e et 3e SEGPA")
    assert lines[at + 1 : at + 3] == [
        (
            "  2020-2021 : du lundi 8 mars au mercredi 12 mai 2021 "
            "[circulaire du 16 décembre 2020, § 5 calendrier]"
        ),
        (
            "  2021-2022 : du lundi 7 mars au vendredi 13 mai 2022 "
            "[circulaire du 16 décembre 2020, § 5 calendrier]"
        ),
    ]
    assert (
        "  2021-2022 : à des dates non connues (rattrapage). Demandez au rectorat. "
        "[circulaire du 16 décembre 2020, § 5 calendrier]"
    ) in lines


def test_text_of_two_versions_names_them_by_their_order() -> None:
    lines = changes_text(compare(BEFORE, made_up(make_lycee_mandatory))).splitlines()
    assert lines[0] == "Ce qui change entre deux versions de nantes-2020-2021"
    assert lines[-2].startswith("  avant : facultative (obligation reportée à 2021-2022)")
    assert lines[-1].startswith("  après : obligatoire [")


def test_text_says_that_nothing_changes() -> None:
    assert changes_text(compare(BEFORE, made_up())).endswith(NOTHING_CHANGES)


def test_csv_has_a_line_for_each_change_and_no_formula() -> None:
    text = changes_csv(PAIR)
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    assert len(rows) == len(PAIR.changes)
    assert {len(row) for row in rows} == {len(head)} == {14}
    dates = next(row for row in rows if row[:3] == ["Dates", "Certification", "3e et 3e SEGPA"])
    assert dates[3] == "établissement public ou privé sous contrat"
    assert dates[5:7] + dates[10:12] == ["2021-03-08", "2021-05-12", "2022-03-07", "2022-05-13"]
    assert dates[8] == dates[13] == "source officielle"
    (actor,) = (row for row in rows if row[0] == ChangeKind.ACTOR.label)
    assert actor[9] == "'=directeur ; adjoint"


def test_json_has_every_change_with_codes_and_days() -> None:
    data = json.loads(changes_json(PAIR))
    assert data == changes_dict(PAIR)
    assert (data["before"]["circular"], data["after"]["school_year"]) == (
        "nantes-2020-2021",
        "2021-2022",
    )
    known = [(one.kind.value, one.duty, one.before.text) for one in PAIR.changes]
    found = [(one["kind"], one["duty"], one["before"]["text"]) for one in data["changes"]]
    assert found == known
    catch_up = next(one for one in data["changes"] if one["part"] == "catch_up")
    assert catch_up == {
        "kind": "dates",
        "duty": "certification",
        "label": "Certification",
        "part": "catch_up",
        "classes": ["3e", "3e-segpa"],
        "establishments": ["public", "prive-sous-contrat"],
        "before": {
            "text": "rien n’en est dit",
            "note": None,
            "status": None,
            "opens": None,
            "closes": None,
            "citations": [],
            "nature": "says",
            "authority": None,
        },
        "after": {
            "text": "à des dates non connues (rattrapage)",
            "note": "Demandez au rectorat.",
            "status": None,
            "opens": None,
            "closes": None,
            "nature": "says",
            "citations": ["circulaire-2020-12-16#p-5-calendrier"],
            "authority": "held",
        },
    }


def test_the_page_for_developers_names_every_key_and_every_kind() -> None:
    page = (ROOT / "docs/developpeurs.md").read_text("utf-8")
    told = page.partition("{ #changements }")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([a-z_]+)`", told))
    kinds = {kind.value for kind in ChangeKind}
    assert named == {*keys_of(changes_dict(PAIR)), *kinds, "null"}


def keys_of(data: object) -> set[str]:
    """Every key of some JSON, at any depth."""
    if isinstance(data, list):
        return {key for one in data for key in keys_of(one)}
    if isinstance(data, dict):
        return {*data, *keys_of(list(data.values()))}
    return set()


@pytest.mark.parametrize("kind", OF_YEARS)
def test_a_table_has_a_row_for_each_change_with_links_to_both_paragraphs(kind: ChangeKind) -> None:
    page = BeautifulSoup(changes_html(PAIR, kind, lambda name: f"../{name}"), "html.parser")
    rows = page.select("tbody tr")
    for row, change in zip(rows, PAIR.of_kind(kind), strict=True):
        words = row.get_text().replace("\xa0", " ")
        assert words.lower().startswith(whose(change, PAIR).lower())
        for cell, side in zip(row.select("td")[1:], (change.before, change.after), strict=True):
            said = cell.get_text().replace("\xa0", " ")
            assert said.lower().startswith(side_words(side).lower())
            assert len(cell.select("a[href]")) == len(
                [one for one in side.citations if one.source == "circulaire-2020-12-16"]
            )
