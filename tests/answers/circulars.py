"""Made-up circulars, that say what the one of 2020-2021 does not, and what is read of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from calculator import Case, Circular, Decision, decide
from calculator.model.planning import plan
from calculator.model.school import School, sittings
from calculator.model.sessions import Session
from calculator.render.school_html import school_html
from calculator.render.school_text import school_text
from tests.answers.markup import link, told
from tests.making import CATCH_UP, MAIN, SOURCE, VOCABULARY, change, made_up, window, with_windows

KINDS = {str(kind): kind for kind in VOCABULARY.establishments}
PLACES = {str(place): place for place in VOCABULARY.places}
LEVEL = VOCABULARY.class_level


def decided(
    circular: Circular,
    on: str = "2021-03-10",
    class_level: str = "3e",
    establishment: str = "prive-sous-contrat",
    **given: Any,
) -> Decision:
    return decide(Case.of(class_level, establishment, **given), date.fromisoformat(on), circular)


def school_page(circular: Circular, *days: str, on: str = "2021-03-10", **keys: Any) -> str:
    """What a school reads of a circular, on the page and as text."""
    classes = keys.get("classes", ["3e", "tle-gt"])
    school = School.of(circular, classes, keys.get("establishment", "prive-sous-contrat"))
    sessions = [Session(PLACES[k], date.fromisoformat(d)) for k, d in map(str.split, days)]
    day = date.fromisoformat(on)
    made = plan(circular, school, sessions, day)
    html = school_html(school, made, sittings(circular, school, day), circular, link)
    return f"{told(html)} {school_text(school, made, circular)}"


# --- Several windows --------------------------------------------------------------------------

TWO = made_up(with_windows("3e", MAIN, CATCH_UP))


# --- A window that changed --------------------------------------------------------------------

CHANGED = made_up(
    with_windows(
        "3e",
        window(
            "2021-03-08",
            "2021-05-12",
            changes=[
                change("2021-04-07", "2021-03-08", "2021-06-25", cites=[f"{SOURCE}#p-5-lycee"])
            ],
        ),
    )
)


# --- A window that is not known ---------------------------------------------------------------

ASK = "Demandez-les au rectorat."
UNKNOWN = made_up(
    with_windows("3e", window(None, None, ask=ASK, indication="L’an dernier, c’était en avril."))
)
