"""What changes between two texts: every way in which a duty can differ, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from calculator import Circular, carried_circulars
from calculator.changes.comparing import ChangeKind, compare
from calculator.changes.words import rests_on, whose
from calculator.model.vocabulary import Authority, Status
from tests.changes.years import BEFORE, CATCH_UP, later
from tests.foreign import IDS, circular_of
from tests.making import Json, change, duty, made_up, rule, window, with_windows

Alter = Callable[[Json], object]
TEXT = "circulaire du 16 décembre 2020"
LYCEE = "toutes les classes de lycée, CAP, BTS et CPGE"
COLLEGE = f"{TEXT}, § 5 collège"
CALENDAR = f"{TEXT}, § 5 calendrier"
ALL_YEARS = [*carried_circulars().all, later(), *map(circular_of, IDS)]


def shown(before: Circular, after: Circular) -> list[tuple[str, ...]]:
    """Kind, duty, classes, before, after; and what each of the two rests on."""
    pair = compare(before, after)
    return [
        (
            one.kind.value,
            one.duty,
            whose(one, pair),
            one.before.text,
            rests_on(one.before, before),
            one.after.text,
            rests_on(one.after, after),
        )
        for one in pair.changes
    ]


def without(data: Json, kind: str, *classes: str) -> None:
    """Say nothing any more of a duty for some classes."""
    for one in duty(data, kind)["rules"]:
        one["classes"] = [level for level in one["classes"] if level not in classes]


def forget(data: Json, kind: str) -> None:
    data["duties"] = [one for one in data["duties"] if one["kind"] != kind]


def ask_of_4e(data: Json) -> None:
    rules = duty(data, "certification")["rules"]
    without(data, "certification", "4e")
    of_3e = rule(data, "certification", "3e")
    rules.append(of_3e | {"classes": ["4e"], "windows": [window("2021-04-01", "2021-04-02")]})


VERSIONS: list[tuple[Alter, list[tuple[str, ...]]]] = [
    (lambda data: None, []),
    (lambda data: data.update(title="Autre titre"), []),
    (
        ask_of_4e,
        [
            (
                *("new", "certification", "4e"),
                *("non demandée", f"notre lecture : {TEXT}, § 5 collège ; texte officiel cité : "),
                *("obligatoire, du jeudi 1er avril au vendredi 2 avril 2021", "notre lecture : "),
            )
        ],
    ),
    (
        lambda data: forget(data, "lsu_entry"),
        [
            (
                *("gone", "lsu_entry", "CM2, 6e et 6e SEGPA"),
                *("obligatoire, la circulaire ne donne pas de date", f"{TEXT}, § 2"),
                *("rien n’en est dit", ""),
            )
        ],
    ),
    (
        lambda data: without(data, "pix_enrolment", "5e"),
        [
            (
                *("gone", "pix_enrolment", "5e", "demandée, "),
                *(f"{TEXT}, § 3", "rien n’en est dit", ""),
            )
        ],
    ),
    (
        lambda data: rule(data, "certification", "tle-gt").update(
            status="mandatory", postponed_to=None
        ),
        [
            (
                *("status", "certification", LYCEE),
                *("facultative (obligation reportée à 2021-2022)", f"{TEXT}, § 5 lycée"),
                *("obligatoire", f"{TEXT}, § 5 lycée"),
            )
        ],
    ),
    (
        lambda data: rule(data, "certification", "tle-gt").update(postponed_to="2022-2023"),
        [
            (
                *("status", "certification", LYCEE),
                *("facultative (obligation reportée à 2021-2022)", f"{TEXT}, § 5 lycée"),
                *("facultative (obligation reportée à 2022-2023)", f"{TEXT}, § 5 lycée"),
            )
        ],
    ),
    (
        lambda data: without(data, "certification", "5e"),
        [
            (
                *("status", "certification", "5e", "non demandée"),
                *(f"notre lecture : {TEXT}", "rien n’en est dit", ""),
            )
        ],
    ),
    (
        with_windows("3e", window("2021-03-08", "2021-06-25")),
        [
            (
                *("dates", "certification", "3e et 3e SEGPA"),
                *("du lundi 8 mars au mercredi 12 mai 2021", CALENDAR),
                *("du lundi 8 mars au vendredi 25 juin 2021", CALENDAR),
            )
        ],
    ),
    (
        with_windows("3e", window("2021-03-08", "2021-05-12"), CATCH_UP),
        [
            (
                *("dates", "certification", "3e et 3e SEGPA", "rien n’en est dit", ""),
                *("à des dates non connues (rattrapage)", CALENDAR),
            )
        ],
    ),
    (
        with_windows("3e", window("2021-03-08", None, ask="Demandez.")),
        [
            (
                *("dates", "certification", "3e et 3e SEGPA"),
                *("du lundi 8 mars au mercredi 12 mai 2021", CALENDAR),
                *("à partir du lundi 8 mars 2021, dernier jour non connu", CALENDAR),
            )
        ],
    ),
    (
        with_windows("3e", when="Au printemps."),
        [
            (
                *("dates", "certification", "3e et 3e SEGPA"),
                *("du lundi 8 mars au mercredi 12 mai 2021", CALENDAR),
                *("Au printemps.", "notre lecture : "),
            )
        ],
    ),
    (
        lambda data: rule(data, "lsu_entry", "cm2").update(due="2021-06-30"),
        [
            (
                *("dates", "lsu_entry", "CM2, 6e et 6e SEGPA"),
                *("La circulaire ne donne pas de date : c’est celle", "silence du texte, cherché"),
                *("au plus tard le mercredi 30 juin 2021", f"{TEXT}, § 2"),
            )
        ],
    ),
    (
        lambda data: duty(data, "certification")["condition"].update(competences=6, level=2),
        [
            (
                *("condition", "certification", f"3e, 3e SEGPA, 3e prépa-métiers, {LYCEE}"),
                *("le niveau 1 dans au moins 5 des 16 compétences", COLLEGE),
                *("le niveau 2 dans au moins 6 des 16 compétences", COLLEGE),
            )
        ],
    ),
    (
        lambda data: rule(data, "lsu_entry", "cm2").update(actor="directeur"),
        [
            (
                *("actor", "lsu_entry", "CM2, 6e et 6e SEGPA"),
                *("équipe pédagogique", f"{TEXT}, § 2", "directeur", f"{TEXT}, § 2"),
            )
        ],
    ),
    (
        lambda data: rule(data, "lsu_entry", "cm2").update(establishments=["public"]),
        [
            (
                "gone",
                "lsu_entry",
                "CM2, 6e et 6e SEGPA, établissement privé sous contrat",
                *("obligatoire, la circulaire ne", f"{TEXT}, § 2", "rien n’en est dit", ""),
            )
        ],
    ),
]


@pytest.mark.parametrize(("alter", "expected"), VERSIONS)
def test_only_what_differs_between_two_versions(
    alter: Alter, expected: list[tuple[str, ...]]
) -> None:
    found = shown(BEFORE, made_up(alter))
    assert len(found) == len(expected)
    for row, wanted in zip(found, expected, strict=True):
        assert row[:3] == wanted[:3]
        for said, begins in zip(row[3:], wanted[3:], strict=True):
            assert said.startswith(begins)
            assert bool(said) is bool(begins)


def notice(data: Json, about: str) -> Json:
    """The first reported change about a duty."""
    kinds = (one for one in data["notices"] if one["kind"] == "reported_change")
    found: Json = next(one for one in kinds if one["about"] == about)
    return found


@pytest.mark.parametrize(
    ("alter", "before", "after"),
    [
        (
            lambda data: notice(data, "certification").update(text="Jusqu’en juillet."),
            *("En avril 2021, les fenêtres", "Jusqu’en juillet."),
        ),
        (
            lambda data: data["notices"].remove(notice(data, "certification")),
            *("En avril 2021, les fenêtres", "rien n’en est dit"),
        ),
        (
            lambda data: data["notices"].insert(
                0, notice(data, "certification") | {"text": "Un autre."}
            ),
            *("rien n’en est dit", "Un autre."),
        ),
    ],
)
def test_a_notice_that_comes_goes_or_says_otherwise_between_versions(
    alter: Alter, before: str, after: str
) -> None:
    made = made_up(alter)
    pair = compare(BEFORE, made)
    (found,) = pair.changes
    assert (found.kind, found.duty, found.part) == (
        ChangeKind.NOTICE,
        "certification",
        "reported_change",
    )
    assert found.label == "Changement signalé, à vérifier"
    assert whose(found, pair) == f"3e, 3e SEGPA, 3e prépa-métiers, {LYCEE}"
    assert found.before.text.startswith(before)
    assert found.after.text.startswith(after)
    other_year = made_up(alter, id="nantes-2021-2022", school_year="2021-2022")
    assert compare(BEFORE, other_year).changes == ()


def test_a_change_of_a_date_that_was_published_is_one_between_versions() -> None:
    moved = [change("2021-04-07", "2021-03-08", "2021-06-25")]
    after = made_up(with_windows("3e", window("2021-03-08", "2021-05-12", changes=moved)))
    (row,) = shown(BEFORE, after)
    assert row[5] == "du lundi 8 mars au vendredi 25 juin 2021"


def test_between_years_each_date_is_beside_that_of_the_year_before() -> None:
    found = shown(BEFORE, later())
    assert {row[0] for row in found} == {"dates"}
    assert [row[2:6:3] for row in found] == [
        ("3e, 3e SEGPA et 3e prépa-métiers", "du mardi 8 mars au jeudi 12 mai 2022"),
        (LYCEE, "du mardi 11 janvier au vendredi 20 mai 2022"),
    ]


def test_days_that_are_not_known_on_either_side_do_not_change() -> None:
    unknown = with_windows("3e", window(None, None, ask="Demandez."))
    other = with_windows("3e", window(None, None, ask="Écrivez.", indication="L’an dernier : mai."))
    assert shown(made_up(unknown), made_up(other)) == []


def test_a_day_that_is_not_known_says_whom_to_ask() -> None:
    after = later(with_windows("3e", window(None, None, ask="Demandez.")))
    first = compare(BEFORE, after).changes[0]
    assert (first.after.opens, first.after.closes, first.after.note) == (None, None, "Demandez.")
    assert first.after.text == "à des dates non connues"


def test_a_source_that_only_reports_shows_as_such() -> None:
    after = made_up(
        with_windows("3e", window("2021-03-08", "2021-06-25", cites=["pix-pr-2889"])),
    )
    (found,) = compare(BEFORE, after).changes
    assert (found.before.authority, found.after.authority) == (
        Authority.HELD,
        Authority.REPORTED,
    )
    assert rests_on(found.after, after).startswith("source secondaire : ")


def test_where_it_was_looked_for_is_told_of_a_duty_that_is_spoken_of_no_more() -> None:
    def ask_of_6e(data: Json) -> None:
        rule(data, "certification", "3e")["classes"].append("6e")

    (found,) = compare(made_up(ask_of_6e), BEFORE).changes
    assert found.kind is ChangeKind.GONE
    assert found.after.status is None
    assert rests_on(found.after, BEFORE) == (
        "silence du texte, cherché dans : circulaire du 16 décembre 2020, § 2 ; § 5"
    )


def test_a_kind_of_school_that_comes_into_the_scope_has_all_that_is_new() -> None:
    def cover_all(data: Json) -> None:
        data["scope"]["establishments"].append("prive-hors-contrat")

    pair = compare(BEFORE, made_up(cover_all))
    assert {change.kind for change in pair.changes} == {ChangeKind.NEW}
    assert {change.duty for change in pair.changes} == {d.kind for d in BEFORE.duties}
    for found in pair.changes:
        assert found.establishments == ("prive-hors-contrat",)
        assert found.before.status is Status.OUT_OF_SCOPE
        assert whose(found, pair).endswith(", établissement privé hors contrat")


@pytest.mark.parametrize("circular", ALL_YEARS, ids=lambda one: one.id)
def test_nothing_changes_from_a_text_to_itself(circular: Circular) -> None:
    assert compare(circular, circular).changes == ()


@pytest.mark.parametrize("before", ALL_YEARS, ids=lambda one: one.id)
@pytest.mark.parametrize("after", ALL_YEARS, ids=lambda one: one.id)
def test_the_way_back_is_the_same_the_other_way_round(before: Circular, after: Circular) -> None:
    back = {ChangeKind.NEW: ChangeKind.GONE, ChangeKind.GONE: ChangeKind.NEW}

    def told(one: Circular, other: Circular, *, reverse: bool) -> set[tuple[object, ...]]:
        found: set[tuple[object, ...]] = set()
        for row in compare(one, other).changes:
            kind = back.get(row.kind, row.kind) if reverse else row.kind
            sides = (row.after, row.before) if reverse else (row.before, row.after)
            where = frozenset(row.classes), frozenset(row.establishments)
            found.add((kind, row.duty, *where, *sides))
        return found

    assert told(before, after, reverse=False) == told(after, before, reverse=True)
    if before.id != after.id:
        assert told(before, after, reverse=False)
