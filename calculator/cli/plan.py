"""`calculator plan`: the answer for a school, and its sessions."""

from __future__ import annotations

from collections.abc import Iterable

import click

from calculator.cli.options import (
    OneOfEach,
    answer_format_option,
    campaign_of,
    day_of,
    last_report_option,
    on_option,
)
from calculator.cli.streams import say, say_json
from calculator.rules.case import parse_date
from calculator.rules.errors import InvalidCase
from calculator.rules.planning import (
    DEFAULT_LEADS,
    Lead,
    LeadUnit,
    Session,
    SessionKind,
    StepKind,
    plan,
)
from calculator.rules.school import School
from calculator.rules.vocabulary import Establishment
from calculator.views.establishment_text import plan_json, school_text
from calculator.views.establishment_words import session_label


@click.command("plan", cls=OneOfEach)
@click.option(
    "--class",
    "class_levels",
    multiple=True,
    metavar="CLASSE",
    help="Code d’une classe ; à répéter.",
)
@click.option("--establishment", required=True, metavar="TYPE", help=f"{', '.join(Establishment)}.")
@click.option(
    "--session",
    "sessions",
    multiple=True,
    metavar="TYPE=AAAA-MM-JJ",
    help=f"Jour d’une session, par exemple college=2021-03-15 ({', '.join(SessionKind)}) ; "
    "à répéter.",
)
@click.option(
    "--lead",
    "leads",
    multiple=True,
    metavar="ÉTAPE=DÉLAI",
    help="Délai d’une étape avant la session, en semaines (2s) ou en jours (10j) ; à répéter. "
    f"Étapes : {', '.join(DEFAULT_LEADS)}.",
)
@last_report_option
@on_option
@answer_format_option
def plan_command(
    class_levels: tuple[str, ...],
    establishment: str,
    sessions: tuple[str, ...],
    leads: tuple[str, ...],
    last_report: str | None,
    on: str | None,
    output: str,
) -> None:
    """Répondre pour un établissement, et planifier ses sessions.

    Les étapes sont comptées à rebours ; celles qui tombent un jour sans classe sont avancées.
    """
    school = School.of(class_levels, establishment, last_report)
    day = day_of(on)
    campaign = campaign_of(None, day)
    chosen = [_session(option) for option in sessions]
    planned = plan(campaign, school, chosen, day, _leads(leads))
    if output == "json":
        say_json(plan_json(planned))
    else:
        say(school_text(school, planned, campaign))


def _session(option: str) -> Session:
    kind, _, day = option.partition("=")
    if kind not in list(SessionKind):
        raise InvalidCase("session", "Session", option, "TYPE=AAAA-MM-JJ, comme college=2021-03-15")
    whose = SessionKind(kind)
    return Session(whose, parse_date(f"session.{kind}", session_label(whose), day))


def _leads(options: Iterable[str]) -> dict[StepKind, Lead]:
    units = {"s": LeadUnit.WEEKS, "j": LeadUnit.DAYS}
    leads: dict[StepKind, Lead] = {}
    for option in options:
        step, _, lead = option.partition("=")
        if step not in list(DEFAULT_LEADS) or lead[-1:] not in units:
            raise InvalidCase("lead", "Délai", option, "ÉTAPE=DÉLAI, comme registration=2s")
        if step in leads:
            raise InvalidCase("lead", "Délai", option, "un seul délai par étape")
        leads[StepKind(step)] = Lead.of(StepKind(step), lead[:-1], units[lead[-1]])
    return leads
