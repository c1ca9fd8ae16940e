"""The picture of the school year: its dates are in order, and its table says the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
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
from calculator.schema.reading import read_circulars
from tests.conftest import ROOT
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
    whole = drawn.find("svg")
    assert whole is not None
    for part in whole.iterfind(".//*"):
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
    places: dict[date, float] = {}
    for day in (first, second):
        line = picture(parsed(day)).find(".//g[@class='calc-timeline__on']/line")
        assert (line is None) == (day < date(2021, 1, 1))  # the first window's month (p-5-lycee)
        if line is not None:
            assert percent(line, "x1") == near(place(day))
            places[day] = percent(line, "x1")
    assert sorted(places) == sorted(places, key=places.__getitem__)


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
    first = date(2021, 1, 1)  # the month in which the first window opens (p-5-lycee)
    held = [
        (near(place(max(first, h.starts))), near(min(100, place(h.resumes))))
        for h in calendar.holidays
        if h.resumes > first
    ]
    assert spans(figure, "holidays") == spans(figure, "behind") == held
    days = [near(place(day)) for day in calendar.public_holidays if day >= first]
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
    drawn = picture(figure).findall(".//svg[@class='calc-timeline__session']")
    places = [percent(session, "x") for session in drawn]
    assert places == [near(place(lycee)), near(place(college))]  # in order of date
    windows = picture(figure).findall(".//rect[@class='calc-timeline__window']")
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
    marked = timeline_html(CIRCULAR, None, classes, to_check={LEVEL("tle-gt"): [lycee]})
    for text in ("lundi 1er février 2021 (à vérifier)", "jeudi 29 avril 2021"):
        shown = marked.replace("\xa0", " ").replace("&nbsp;", " ")
        assert f"Session choisie : {text}." in shown
        assert f">{text}</td>" in shown


@pytest.mark.parametrize("class_level", ["cp", "cm2", "6e", "5e", "4e-segpa"])
def test_a_class_without_a_window_has_no_picture(class_level: str) -> None:
    assert timeline_html(CIRCULAR, None, {LEVEL(class_level): ()}) == ""


@pytest.mark.parametrize("on", [date(2020, 8, 31), date(2021, 9, 1), date(2026, 3, 10)])
def test_a_day_of_another_year_is_not_pointed_out(on: date) -> None:
    figure = timeline_html(CIRCULAR, on)
    assert "calc-timeline__on" not in figure
    over = "Frise de l’année scolaire 2020-2021, terminée"
    assert (over in figure) == (on > YEAR.ends)
    assert figure.replace(", terminée", "") == timeline_html(CIRCULAR, None)


@pytest.mark.parametrize(
    ("class_level", "begins"),
    [("3e", date(2021, 3, 1)), ("tle-gt", date(2021, 1, 1))],  # p-5-calendrier, p-5-lycee
)
def test_the_picture_begins_with_the_month_in_which_something_does(
    class_level: str, begins: date
) -> None:
    drawn = picture(parsed(begins - timedelta(1), LEVEL(class_level)))
    whole = drawn.find("svg")
    assert whole is not None
    left, wide = percent(whole, "x"), percent(whole, "width")
    assert left + wide == near(100)
    assert left + wide * place(begins) / 100 == near(0)
    before = drawn.find(".//g[@class='calc-timeline__on']")
    assert before is not None
    assert before.find("line") is None
    assert "".join(before.itertext()) == f"← {words.short_date(begins - timedelta(1))}"


def test_a_bar_has_its_name_above_it_and_a_day_below_each_of_its_ends() -> None:
    figure = parsed(None, LEVEL("tle-gt"))
    texts = {"".join(text.itertext()): text for text in picture(figure).findall(".//text")}
    ((begins, ends),) = spans(figure, "window")
    assert percent(texts["Sessions"], "x") == percent(texts["11 janvier"], "x") == near(begins)
    assert percent(texts["20 mai"], "x") == near(ends)
    assert texts["20 mai"].get("text-anchor") == "end"


EVERY_CIRCULAR = [
    circular
    for folder in (ROOT / "circulars", *sorted((ROOT / "tests/circulars").glob("*/circulars")))
    for circular in read_circulars(folder).all
]
NARROWEST = 20  # em: a phone of 320 pixels, inside the frame of an answer
WIDTHS = {**dict.fromkeys("fijlrt.,’ ", 0.42), "m": 0.98, "M": 0.87, "←": 0.84}
LETTER, BOLD = 0.64, 1.1  # em: at most those of DejaVu Sans, wider than the fonts of phones


@pytest.mark.parametrize("circular", EVERY_CIRCULAR, ids=lambda circular: circular.id)
def test_no_words_leave_the_narrowest_picture_nor_cover_others(circular: Circular) -> None:
    """Of any class, on any day; with the sessions of a school, too."""
    year = circular.school_year
    every = [level for level in circular.classes if timeline_html(circular, None, {level: ()})]
    asked = [None, *({level: ()} for level in every), dict.fromkeys(every, (year.begins,))]
    days = [
        None,
        *(year.begins + timedelta(n) for n in range(0, (year.ends - year.begins).days, 11)),
    ]
    seen = 0
    for classes in asked if every else []:
        for on in [*days, year.ends]:
            figure = ET.fromstring(timeline_html(circular, on, classes))
            boxes = extents(picture(figure))
            seen += len(boxes)
            for text, (left, right, top, bottom) in boxes.items():
                assert 0 <= left < right <= NARROWEST, (on, text)
                assert 0 <= top < bottom, (on, text)
            for (_, one), (_, other) in combinations(boxes.items(), 2):
                beside = one[1] <= other[0] or other[1] <= one[0]
                assert beside or one[3] <= other[2] or other[3] <= one[2], (on, boxes)
    assert seen or not every


def extents(drawn: ET.Element) -> dict[tuple[str, str], tuple[float, float, float, float]]:
    """Where each text of a picture is on the narrowest phone, in `em`: left, right, top, bottom."""
    whole = drawn.find("svg")
    assert whole is not None
    left, wide = percent(whole, "x"), percent(whole, "width")
    many = whole.find("g[@class='calc-timeline__months']")
    unseen = set(many.findall("text")[1::2]) if many is not None else set()  # on a phone
    bold = {*whole.iterfind("g[@class='calc-timeline__on']/text")}
    found = {}
    for text in whole.iter("text"):
        if text in unseen:
            continue
        said = "".join(text.itertext())
        width = sum(WIDTHS.get(letter, LETTER) for letter in said) * (BOLD if text in bold else 1)
        x = NARROWEST * (left + wide * float(text.get("x", "0%").removesuffix("%")) / 100) / 100
        x += float(text.get("dx", "0em").removesuffix("em"))
        x -= width * {"end": 1, "middle": 0.5}.get(text.get("text-anchor", ""), 0)
        y = float(text.get("y", "").removesuffix("em"))
        found[said, text.get("y", "")] = (round(x, 2), round(x + width, 2), y - 0.95, y + 0.25)
    return found


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
        assert html.index("À faire") < html.index("Pourquoi") < html.index("calc-timeline")
        assert html.count(f">{words.short_date(on)}</text>") == 1
