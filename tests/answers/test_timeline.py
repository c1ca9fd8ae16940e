"""The picture of the school year: its dates are in order, and its table says the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import Circular, load_circular
from calculator.answers import words
from calculator.ask.pupil import answer_form
from calculator.model.school_calendar import Holidays
from calculator.model.vocabulary import ClassLevel
from calculator.render.timeline import timeline_html
from tests.making import made_up, with_windows
from tests.making import window as window_json

CIRCULAR = load_circular("nantes-2020-2021")
YEAR = CIRCULAR.school_year
LEVEL = CIRCULAR.vocabulary.class_level
DAYS = (YEAR.ends - YEAR.begins).days + 1
LEVELS = st.none() | st.sampled_from(
    [level for level in CIRCULAR.classes if level.startswith("3e")]
)
DAY_OF_YEAR = st.dates(YEAR.begins, YEAR.ends)


def parsed(
    on: date | None = None,
    class_level: ClassLevel | None = None,
    circular: Circular = CIRCULAR,
) -> ET.Element:
    """The figure, read by a program that takes nothing but well-formed XML."""
    classes = None if class_level is None else {class_level: ()}
    return ET.fromstring(timeline_html(circular, on, classes))


def picture(figure: ET.Element) -> ET.Element:
    found = figure.find("svg")
    assert found is not None
    return found


def spans(figure: ET.Element, kind: str) -> list[tuple[float, float]]:
    """Where the bands of a kind begin and end in the picture, in percent of its width."""
    bands = picture(figure).findall(f".//rect[@class='calc-timeline__{kind}']")
    places = [(percent(band, "x"), percent(band, "width")) for band in bands]
    return [(begins, begins + width) for begins, width in places]


def percent(drawn: ET.Element, name: str) -> float:
    value = drawn.get(name, "")
    assert value.endswith("%"), (name, value)
    return float(value.removesuffix("%"))


def place(day: date) -> float:
    """Where the morning of a day is to be."""
    return 100 * (day - YEAR.begins).days / DAYS


def rows(figure: ET.Element) -> dict[str, tuple[str, str]]:
    table = figure.find(".//table/tbody")
    assert table is not None
    cells = [["".join(cell.itertext()) for cell in row] for row in table]
    return {what: (days, source) for what, days, source in cells}


def near(place: float) -> object:
    return pytest.approx(place, abs=0.02)


@given(on=st.none() | DAY_OF_YEAR, class_level=LEVELS)
def test_everything_is_inside_the_picture(on: date | None, class_level: ClassLevel | None) -> None:
    drawn = picture(parsed(on, class_level))
    height = float(drawn.get("height", "").removesuffix("em"))
    for part in drawn.iter():
        for name in ("x", "x1", "x2"):
            if name in part.attrib:
                assert 0 <= percent(part, name) <= 100
        if part.tag == "rect":
            assert percent(part, "width") > 0
            assert percent(part, "x") + percent(part, "width") <= 100.01
            top, tall = (float(part.get(n, "").removesuffix("em")) for n in ("y", "height"))
            assert 0 <= top < top + tall <= height + 0.001
        if part.tag == "text":
            assert 0.9 <= float(part.get("y", "").removesuffix("em")) <= height


@given(first=DAY_OF_YEAR, second=DAY_OF_YEAR)
def test_a_later_day_is_further_right(first: date, second: date) -> None:
    places = []
    for day in (first, second):
        line = picture(parsed(day)).find(".//g[@class='calc-timeline__on']/line")
        assert line is not None
        assert percent(line, "x1") == near(place(day))
        places.append(percent(line, "x1"))
    assert (places[0] < places[1]) == (first < second)


def test_windows_are_drawn_from_their_first_morning_to_their_last_evening() -> None:
    figure = parsed()
    after = timedelta(1)
    assert spans(figure, "window") == [
        (near(place(date(2021, 3, 8))), near(place(date(2021, 5, 12) + after))),  # p-5-calendrier
        (near(place(date(2021, 1, 11))), near(place(date(2021, 5, 20) + after))),  # p-5-lycee
    ]


def test_the_reported_end_follows_the_window_and_is_drawn_as_something_else() -> None:
    figure = parsed()
    ends = near(place(date(2021, 6, 26)))
    for window, reported in zip(spans(figure, "window"), spans(figure, "reported"), strict=True):
        assert reported == (near(window[1]), ends)
    assert "signalé, non officiel" in "".join(figure.itertext())
    assert "signalé, non officiel" in picture(figure).get("aria-label", "")


def test_an_end_that_is_official_by_now_is_no_longer_reported() -> None:
    official = window_json("2021-03-08", "2021-06-25")
    changes = (with_windows(level, official) for level in ("3e", "3e-prepa-metiers"))
    figure = parsed(circular=made_up(*changes))
    assert len(spans(figure, "window")) == 2
    assert len(spans(figure, "reported")) == 1  # that of lycée


def test_holidays_and_public_holidays_are_where_they_were_held() -> None:
    calendar = CIRCULAR.calendar
    assert calendar is not None
    figure = parsed()
    held = [(near(place(h.starts)), near(min(100, place(h.resumes)))) for h in calendar.holidays]
    assert spans(figure, "holidays") == spans(figure, "behind") == held
    days = [near(place(day)) for day in calendar.public_holidays]
    assert [begins for begins, _ in spans(figure, "public")] == days
    for before, following in pairwise(spans(figure, "holidays")):
        assert before[1] <= following[0]


@pytest.mark.parametrize(
    ("what", "says", "source"),
    [
        ("Fenêtre de certification : 3e, 3e SEGPA et 3e prépa-métiers",
         ["du lundi 8 mars au mercredi 12 mai 2021"],
         "circulaire du 16 décembre 2020, § 5 calendrier"),
        ("Fenêtre de certification : toutes les classes de lycée, CAP, BTS et CPGE",
         ["du lundi 11 janvier au jeudi 20 mai 2021"],
         "circulaire du 16 décembre 2020, § 5 lycée"),
        ("Fin plus tardive : signalé, non officiel, 3e, 3e SEGPA et 3e prépa-métiers",
         ["vendredi 25 juin 2021"], "source secondaire"),
        ("Vacances d’hiver", ["du samedi 20 février au dimanche 7 mars 2021"],
         "source secondaire"),
        ("Vacances de printemps",  # moved: both are said
         ["du samedi 10 avril au dimanche 25 avril 2021",
          "premier calendrier : du samedi 24 avril au dimanche 9 mai 2021"], "source secondaire"),
        ("Vacances d’été", ["du mercredi 7 juillet au mercredi 1er septembre 2021"],
         "source secondaire"),
        ("Jours fériés", ["mercredi 11 novembre 2020 (Armistice)", "jeudi 13 mai 2021 (Ascension)"],
         "source secondaire"),
    ],
)  # fmt: skip
def test_the_table_says_the_dates_and_where_they_come_from(
    what: str, says: list[str], source: str
) -> None:
    table = {key.replace("\xa0", " "): value for key, value in rows(parsed()).items()}
    days, found = table[what]
    for said in says:
        assert said in days.replace("\xa0", " ")
    assert found.replace("\xa0", " ").startswith(source)


@given(names=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1)))
def test_no_name_in_a_circular_becomes_markup(names: list[str]) -> None:
    calendar = CIRCULAR.calendar
    assert calendar is not None
    hostile = [*names, "<b>", "\"' & </svg>"]
    named = replace(
        calendar,
        zone=hostile[-1],
        holidays=tuple(Holidays(n, date(2021, 1, 1), date(2021, 1, 2)) for n in hostile),
        first_announced=(),
    )
    figure = parsed(circular=replace(CIRCULAR, calendar=named))
    assert figure.findall(".//b") == []
    assert len(spans(figure, "holidays")) == len(hostile)


def test_a_circular_without_a_calendar_has_its_windows_alone() -> None:
    figure = parsed(circular=replace(CIRCULAR, calendar=None))
    assert len(spans(figure, "window")) == 2
    assert spans(figure, "holidays") == spans(figure, "public") == []
    assert len(rows(figure)) == 4


def test_a_chosen_session_is_drawn_in_the_row_of_its_class() -> None:
    college, lycee = date(2021, 4, 29), date(2021, 2, 1)
    another_year = date(2021, 10, 1)
    classes = {LEVEL("3e"): [college], LEVEL("tle-gt"): [another_year, lycee]}
    figure = ET.fromstring(timeline_html(CIRCULAR, None, classes))
    drawn = picture(figure).findall("svg[@class='calc-timeline__session']")
    places = [percent(session, "x") for session in drawn]
    assert places == [near(place(college)), near(place(lycee))]
    windows = picture(figure).findall("rect[@class='calc-timeline__window']")
    for session, window in zip(drawn, windows, strict=True):
        top, height, middle = (
            float(str(value).removesuffix("em"))
            for value in (window.get("y"), window.get("height"), session.get("y"))
        )
        assert middle == pytest.approx(top + height / 2)
    said = {what.replace("\xa0", " "): told for what, told in rows(figure).items()}
    assert said["Session choisie : 3e"] == ("jeudi 29 avril 2021", "votre choix")
    name = picture(figure).get("aria-label", "").replace("\xa0", " ")
    assert "Session choisie : lundi 1er février 2021." in name
    assert "octobre" not in name


@pytest.mark.parametrize("class_level", ["cp", "cm2", "6e", "5e", "4e-segpa"])
def test_a_class_without_a_window_has_no_picture(class_level: str) -> None:
    assert timeline_html(CIRCULAR, None, {LEVEL(class_level): ()}) == ""


@pytest.mark.parametrize("on", [date(2020, 8, 31), date(2021, 9, 1), date(2026, 3, 10)])
def test_a_day_of_another_year_is_not_pointed_out(on: date) -> None:
    assert timeline_html(CIRCULAR, on) == timeline_html(CIRCULAR, None)


def test_several_pictures_can_stand_on_one_page() -> None:
    assert not re.search(r"\s(id|style|href)=", timeline_html(CIRCULAR, date(2021, 3, 10)))


@pytest.mark.parametrize(
    ("class_level", "establishment", "pictures"),
    [
        ("3e", "prive-sous-contrat", 1),
        ("bts-1", "public", 1),
        ("3e", "prive-hors-contrat", 0),  # p-1
        ("cm2", "public", 0),
    ],
)
def test_an_answer_has_a_picture_where_there_is_a_window(
    class_level: str, establishment: str, pictures: int
) -> None:
    on = date(2021, 3, 10)
    fields = {"class_level": class_level, "establishment": establishment, "on": on.isoformat()}
    pages = {"circulaire/2020-12-16.md": "../"}
    html = json.loads(answer_form(json.dumps({"fields": fields, "pages": pages})))["html"]
    assert html.count('calc-timeline"') == pictures
    if pictures:
        assert html.index("À faire") < html.index("calc-timeline") < html.index("Pourquoi")
        assert html.count(f">{words.short_date(on)}</text>") == 1
