"""What a circular that extends another says: its own, and for the rest what the other says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calculator.schema.reading import read_circulars
from calculator.schema.report import check_folder
from tests.schema.writing import ROAD, changed, faults_of, road_folder

HEAD = """
schema = 1
id = "velo"
issuer = "académie de l’essai"
title = "Un autre texte écrit pour les tests"
school_year = "2021-2022"
extends = "route"
"""
LETTER = """
[sources.lettre]
authority = "cited"
title = "Lettre de l’essai du 1er novembre 2021"
short_title = "lettre du 1er novembre 2021"
date = 2021-11-01
"""
RULE = """
[[duties]]
kind = "assr"

[[duties.rules]]
classes = ["5e"]
status = "optional"
actor = "chef d’établissement"
cites = ["lettre"]
when = "À la date que fixe l’établissement."
"""
OTHER_DUTY = """
[[duties]]
kind = "casque"
label = "Casque"
noun = "le port du casque"
todo = "Faire porter le casque"
todo_all = "Faire porter le casque"

[[duties.rules]]
classes = ["tous"]
status = "recommended"
actor = "parents"
when = "Toujours."
cites = ["lettre"]
"""


def extending(tmp_path: Path, text: str, *changes: tuple[str, str]) -> Any:
    """The circular that a text makes over the made-up one, itself changed."""
    folder = road_folder(tmp_path, *changes, velo=text)
    circulars = read_circulars(folder)
    assert circulars.refused == {}
    return circulars.named("velo")


def test_what_it_does_not_say_the_other_says(tmp_path: Path) -> None:
    circular = extending(tmp_path, HEAD)
    base = read_circulars(tmp_path / "circulars").named("route")
    assert circular.issuer == "académie de l’essai"
    assert circular.text == base.text
    assert circular.duties == base.duties
    assert circular.sources == base.sources
    assert circular.calendar_key == "velo"


def test_its_revision_is_its_own(tmp_path: Path) -> None:
    revised = ('title = "Un texte', 'revision = 3\ntitle = "Un texte')
    assert extending(tmp_path, HEAD, revised).revision == 0


def test_its_rules_come_first_and_the_others_lose_their_classes(tmp_path: Path) -> None:
    circular = extending(tmp_path, HEAD + LETTER + RULE)
    (duty,) = circular.duties
    assert duty.label == "ASSR"
    assert duty.rule_for("5e", "public").status == "optional"
    assert duty.rule_for("3e", "public").status == "recommended"
    assert [sorted(map(str, rule.classes)) for rule in duty.rules] == [["5e"], ["3e"]]


def test_a_rule_for_one_kind_of_school_leaves_the_others(tmp_path: Path) -> None:
    both = ('establishments = ["public"]', 'establishments = ["public", "prive"]')
    own = RULE.replace('status = "optional"', 'status = "optional"\nestablishments = ["prive"]')
    (duty,) = extending(tmp_path, HEAD + LETTER + own, both).duties
    assert duty.rule_for("5e", "prive").status == "optional"
    assert duty.rule_for("5e", "public").status == "mandatory"


def test_a_duty_of_its_own_comes_after(tmp_path: Path) -> None:
    circular = extending(tmp_path, HEAD + LETTER + OTHER_DUTY)
    assert [duty.kind for duty in circular.duties] == ["assr", "casque"]
    assert circular.duty("casque").rule_for("3e", "public").actor == "parents"


def test_tables_go_key_by_key_but_for_those_that_cite(tmp_path: Path) -> None:
    own = HEAD + '[text]\nname = "la lettre"\n[sources.blog]\nshort_title = "le blog"\n'
    circular = extending(tmp_path, own)
    assert circular.text.name == "la lettre"
    assert circular.text.of == "de la note"
    assert circular.sources["blog"].short_title == "le blog"
    assert circular.sources["blog"].title == "Un blog"
    cut = HEAD + '[scope]\nestablishments = ["public"]\n'
    folder = road_folder(tmp_path / "cut", velo=cut)
    assert {fault.key for fault in faults_of(folder, "velo")} == {
        "scope.cites", "scope.headline", "scope.sentence", "scope.nothing",
    }  # fmt: skip


READING = """
[[readings]]
about = "assr"
classes = ["5e", "3e"]
text = "Nous le lisons."
cites = ["note#1"]

[[notices]]
kind = "silence"
text = "Rien de plus."
cites = ["note#1"]
"""


def test_a_reading_goes_with_the_rule_that_it_explains(tmp_path: Path) -> None:
    folder = road_folder(tmp_path, velo=HEAD + LETTER + RULE)
    file = folder / "route/circular.toml"
    file.write_text(ROAD + READING, encoding="utf-8")
    circular = read_circulars(folder).named("velo")
    said = {notice.text: sorted(map(str, notice.classes)) for notice in circular.notices}
    assert said == {"Nous le lisons.": ["3e"], "Rien de plus.": ["3e", "5e"]}


def test_nothing_is_kept_where_all_of_it_is_replaced(tmp_path: Path) -> None:
    folder = road_folder(tmp_path, velo=HEAD + LETTER + RULE)
    file = folder / "route/circular.toml"
    about = READING.replace('"5e", "3e"', '"5e"').partition("[[notices]]")[0]
    file.write_text(ROAD + about, encoding="utf-8")
    assert [notice.text for notice in read_circulars(folder).named("route").notices]
    assert read_circulars(folder).named("velo").notices == ()


def test_groups_of_the_other_can_be_named_and_keep_their_meaning(tmp_path: Path) -> None:
    own = HEAD + 'class_groups = { tous = ["5e"] }\n' + LETTER + OTHER_DUTY
    base = ('classes = ["3e"]', 'classes = ["fin"]'), ('tous = ["5e", "3e"]', 'fin = ["3e"]')
    circular = extending(tmp_path, own, *base)
    assert circular.duty("casque").rule_for("3e", "public") is None
    assert circular.duty("assr").rule_for("3e", "public") is not None


def test_chains_are_followed(tmp_path: Path) -> None:
    third = HEAD.replace('"velo"', '"trott"').replace('"route"', '"velo"')
    folder = road_folder(tmp_path, velo=HEAD + LETTER + RULE, trott=third)
    circular = read_circulars(folder).named("trott")
    assert circular.duty("assr").rule_for("5e", "public").status == "optional"  # type: ignore[union-attr]
    assert "lettre" in circular.sources


REFUSED = [
    ('extends = "route"', 'extends = "routes"', "extends", "vouliez-vous dire « route »"),
    ('extends = "route"', 'extends = "velo"', "extends", "à son tour"),
    ('extends = "route"', 'extends = "../route"', "extends", "un nom court"),
    ('"2021-2022"', '"2022-2023"', "school_year", "2021-2022"),
    ('cites = ["lettre"]', 'cites = ["blog"]', "duties[0].rules[0].cites", "officielle"),
    ('cites = ["lettre"]', 'cites = ["note#3"]', "duties[0].rules[0].cites[0]", "note#"),
    ('classes = ["5e"]', 'classes = ["6e"]', "duties[0].rules[0].classes[0]", "5e"),
]


@pytest.mark.parametrize(("before", "after", "key", "expected"), REFUSED)
def test_what_is_wrong_is_told_where_it_is_written(
    before: str, after: str, key: str, expected: str, tmp_path: Path
) -> None:
    text = changed(HEAD + LETTER + RULE, (before, after))
    told = faults_of(road_folder(tmp_path, velo=text), "velo")
    assert any(
        fault.file == "velo/circular.toml" and fault.key == key and expected in fault.expected
        for fault in told
    ), told


def test_a_circle_is_refused_and_so_is_what_extends_a_wrong_one(tmp_path: Path) -> None:
    loop = (('school_year = "2021-2022"', 'school_year = "2021-2022"\nextends = "velo"'),)
    folder = road_folder(tmp_path, *loop, velo=HEAD)
    circulars = read_circulars(folder)
    assert circulars.all == ()
    assert "à son tour" in str(circulars.refused["route"]) + str(circulars.refused["velo"])
    assert all("extends" in str(error) for error in circulars.refused.values())


def test_a_chain_without_end_is_refused(tmp_path: Path) -> None:
    names = [f"v{n:03}" for n in range(300)]
    texts = {
        name: HEAD.replace('"velo"', f'"{name}"').replace('"route"', f'"{after}"')
        for name, after in zip(names, [*names[1:], "route"], strict=True)
    }
    circulars = read_circulars(road_folder(tmp_path, **texts))
    assert "route" in [circular.id for circular in circulars.all]
    assert "au plus 8" in "".join(map(str, circulars.refused.values()))


def test_a_fault_of_the_other_is_told_once_and_there(tmp_path: Path) -> None:
    folder = road_folder(tmp_path, ('status = "mandatory"', 'status = "x"'), velo=HEAD)
    (own,) = faults_of(folder, "velo")
    assert (own.key, own.found) == ("extends", "route")
    (base,) = faults_of(folder, "route")
    assert base.key == "duties[0].rules[0].status"


@pytest.mark.parametrize(
    ("extends", "spoilt", "told"),
    [
        ("route", "issuer = ", "corriger d’abord celle-là"),
        ("inconnue", "", "route"),
        ("velo", "", "n’étend pas celle-ci"),
    ],
)
def test_what_the_other_would_say_is_not_said_to_be_missing(
    tmp_path: Path, extends: str, spoilt: str, told: str
) -> None:
    own = HEAD.replace('extends = "route"', f'extends = "{extends}"') + LETTER
    again = HEAD.replace('extends = "route"', 'extends = "velo"').replace('"velo"', '"casque"', 1)
    again = again.replace('extends = "casque"', 'extends = "velo"')
    folder = road_folder(tmp_path, velo=own, casque=again)
    file = folder / "route/circular.toml"
    file.write_text(spoilt + ROAD, encoding="utf-8")
    (fault,) = faults_of(folder, "velo")
    assert (fault.key, told in fault.expected) == ("extends", True)
    (fault,) = faults_of(folder, "casque")
    assert (fault.key, "corriger d’abord celle-là" in fault.expected) == ("extends", True)


def test_the_other_says_nothing_of_kinds_of_school_that_it_does_not_cover(tmp_path: Path) -> None:
    wider = '[scope]\nestablishments = ["public", "prive"]\ncites = ["lettre"]\n'
    folder = road_folder(tmp_path, velo=HEAD + wider + LETTER)
    found = {fault.found for fault in faults_of(folder, "velo")}
    assert found == {"il n’y a aucune réponse"}
    own = RULE.replace('status = "optional"', 'status = "optional"\nestablishments = ["prive"]')
    own = own.replace('["5e"]', '["5e", "3e"]')
    (duty,) = extending(tmp_path / "told", HEAD + wider + LETTER + own).duties
    assert duty.rule_for("5e", "prive").status == "optional"
    assert duty.rule_for("5e", "public").status == "mandatory"


def test_what_it_extends_accounts_for_its_own_paragraphs(tmp_path: Path) -> None:
    narrow = '[scope]\nestablishments = ["public"]\ncites = ["lettre"]\n'
    words = 'headline = "Non."\nsentence = "Non."\nnothing = "Rien."\nnot_applicable = "non"\n'
    folder = road_folder(tmp_path, velo=HEAD + narrow + words + LETTER + RULE)
    warnings = [w for w in check_folder(folder).warnings if w.file.startswith("velo")]
    assert not [w for w in warnings if "sources.note" in w.key or "note#" in w.expected]
