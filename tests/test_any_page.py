"""What pages and plans say of any circular: pictures, names of classes, who acts."""

from __future__ import annotations

from datetime import date

from calculator.model.planning import plan
from calculator.model.school import School, sittings
from calculator.model.sessions import Session
from calculator.render.school_html import school_html
from calculator.render.school_text import school_text
from calculator.render.timeline import timeline_html
from tests.foreign import LETTER, PARAGRAPHS, SITE, Altered, circular_of

STAGE = 'label = "Collège"\nplaces'
NAMED = 'label = "Collège"\nnamed_as_one = "tout le collège"\nplaces'


def test_a_picture_names_a_stage_only_for_all_its_classes(altered: Altered) -> None:
    some = altered(vocabulary=((STAGE, NAMED),))
    assert "ASSR 1, 5e</text>" in timeline_html(some, None)


def test_a_picture_does_not_cut_a_name_that_means_something_else(altered: Altered) -> None:
    label = ('5e = { label = "5e"', '5e = { label = "1re année de CAP"')
    assert "ASSR 1, 1re année de CAP</text>" in timeline_html(altered(vocabulary=(label,)), None)


def test_a_picture_of_days_of_several_texts_says_so(altered: Altered) -> None:
    assert "dates de la note de service" in timeline_html(circular_of(SITE), None)
    cites = 'closes = 2023-02-10 }, cites = ["note-2022-10-03#periodes"]'
    several = altered((PARAGRAPHS, LETTER), (cites, 'closes = 2023-02-10 }, cites = ["lettre"]'))
    assert "dates des textes" in timeline_html(several, None)


def test_all_who_act_in_a_session_are_named(altered: Altered) -> None:
    rule = 'classes = ["4e"]\nstatus = "optional"\nactor = "collège"'
    circular = altered((rule, rule.replace('"collège"', '"familles"')))
    school = School.of(circular, ["5e", "4e"], "public")
    (place,) = circular.vocabulary.places
    made = plan(circular, school, [Session(place, date(2023, 6, 6))], date(2023, 5, 2))
    assert "Qui : collège ; familles." in school_text(school, made, circular)


def test_days_that_are_not_known_follow_the_name_of_their_window(altered: Altered) -> None:
    days = 'label = "Rattrapage", days = { opens = 2023-06-05, closes = 2023-06-09 }'
    unknown = 'label = "Rattrapage", ask = "Écrivez.", days = "unknown"'
    circular = altered((days, unknown))
    school = School.of(circular, ["5e"], "public")
    made = plan(circular, school, [], date(2023, 5, 2))
    html = school_html(school, made, sittings(circular, school, made.on), circular, str)
    assert "Rattrapage : les dates ne sont pas connues. Écrivez." in html.replace("\xa0", " ")
