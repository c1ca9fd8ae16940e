"""`calculator plan`: the answer for a school, and its sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from calculator.answers.sessions import same_day_words, session_label
from calculator.cli.options import (
    OneOfEach,
    answer_format_option,
    circular_of,
    circular_option,
    circulars_option,
    class_of,
    code_of,
    day_of,
    establishment_option,
    inputs_of,
    inputs_option,
    kind_of,
    last_report_option,
    on_option,
)
from calculator.cli.streams import say, say_json, warn
from calculator.model.case import parse_date
from calculator.model.circular import Circular
from calculator.model.duties import Lead, LeadUnit
from calculator.model.errors import InvalidCase
from calculator.model.leads import lead_of
from calculator.model.planning import plan
from calculator.model.school import School
from calculator.model.sessions import Session
from calculator.render.school_text import plan_json, school_text


@click.command("plan", cls=OneOfEach)
@click.option(
    "--class",
    "class_levels",
    multiple=True,
    metavar="CLASSE",
    help="Classe : son code (3e) ou son nom (« 3ème A », TG) ; à répéter.",
)
@establishment_option
@click.option(
    "--session",
    "sessions",
    multiple=True,
    metavar="LIEU=AAAA-MM-JJ",
    help="Jour d’une session, par exemple college=2021-03-15 ; à répéter.",
)
@click.option(
    "--lead",
    "leads",
    multiple=True,
    metavar="ÉTAPE=DÉLAI",
    help="Délai d’une étape avant la session, en semaines (registration=2s) ou en jours (10j) ; à "
    "répéter.",
)
@click.option(
    "--zone",
    default="",
    metavar="ZONE",
    help="Zone de vacances, par exemple B ; sans elle, les vacances communes à toutes les zones.",
)
@inputs_option
@last_report_option
@on_option
@circular_option("celle de la date")
@circulars_option
@answer_format_option
def plan_command(
    class_levels: tuple[str, ...],
    establishment: str | None,
    sessions: tuple[str, ...],
    leads: tuple[str, ...],
    zone: str,
    inputs: tuple[str, ...],
    last_report: str | None,
    on: str | None,
    circular_name: str | None,
    folder: Path | None,
    output: str,
) -> None:
    """Répondre pour un établissement, et planifier ses sessions.

    Les étapes sont comptées à rebours ; celles qui tombent un jour sans classe sont avancées.
    """
    day = day_of(on)
    circular = circular_of(folder, circular_name, day)
    given = inputs_of(inputs, last_report, circular)
    circular = circular.in_zone(code_of(zone, _zones(circular)))
    kind = kind_of(establishment, circular)
    school = School.of(circular, [class_of(name, circular) for name in class_levels], kind, **given)
    chosen = [_session(option, circular) for option in sessions]
    for session, times in Counter(chosen).items():
        if times > 1:
            warn(same_day_words(session))
    planned = plan(circular, school, chosen, day, _leads(leads, circular))
    if output == "json":
        say_json(plan_json(planned))
    else:
        say(school_text(school, planned, circular))


def _zones(circular: Circular) -> tuple[str, ...]:
    """The zones that a school can have: those that it chooses from, or that of the text."""
    return circular.zones or ((circular.calendar.zone,) if circular.calendar else ())


def _session(option: str, circular: Circular) -> Session:
    places = {str(place): place for place in circular.vocabulary.places if circular.planned}
    code, equals, day = option.partition("=")
    code = code_of(code, places)
    if code not in places or not equals:
        known = " ou ".join(f"{place}=AAAA-MM-JJ" for place in places)
        raise InvalidCase("session", "Session", option, known or "aucune session dans ce texte")
    label = session_label(places[code])
    return Session(places[code], parse_date(f"session.{code}", label, day))


def _leads(options: Iterable[str], circular: Circular) -> dict[str, Lead]:
    duty = circular.planned
    steps = {
        step.key: step for step in (duty.plan.steps if duty and duty.plan else ()) if step.lead
    }
    units = {"s": LeadUnit.WEEKS, "j": LeadUnit.DAYS}
    leads: dict[str, Lead] = {}
    for option in options:
        key, _, lead = option.partition("=")
        key, unit = code_of(key, steps), code_of(lead[-1:], units)
        if key not in steps or unit not in units:
            expected = f"ÉTAPE=DÉLAI, comme registration=2s (étapes : {', '.join(steps)})"
            raise InvalidCase("lead", "Délai", option, expected)
        if key in leads:
            raise InvalidCase("lead", "Délai", option, "un seul délai par étape")
        leads[key] = lead_of(steps[key], lead[:-1], units[unit])
    return leads
