"""Options that several commands have, and what all commands do with theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from calculator.cli.refusing import Refusal
from calculator.cli.streams import say, warn
from calculator.rules.campaign import Campaign
from calculator.rules.case import ON_LABEL, parse_date
from calculator.rules.reading import campaign_for, faulty_campaigns, load_campaign

on_option = click.option(
    "--on", metavar="AAAA-MM-JJ", help="Date de référence (aujourd’hui par défaut)."
)
last_report_option = click.option(
    "--last-report", metavar="AAAA-MM-JJ", help="Date du dernier bilan périodique (CM2 et 6e)."
)
answer_format_option = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Forme de la réponse.",
)


def campaign_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that chooses a campaign; `default` says which it is without it."""
    return click.option(
        "--campaign",
        "campaign_name",
        metavar="ANNÉE",
        help=f"Campagne, par exemple 2020-2021 (par défaut, {default}).",
    )


class FrenchHelp(click.Command):
    """A command whose help goes to the standard output as all words do."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


class OneOfEach(FrenchHelp):
    """A command that refuses an option given twice, where one of the values would be forgotten."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments."""
        *_, order = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(order).items():
            once = isinstance(option, click.Option) and not (option.multiple or option.is_flag)
            if once and times > 1:
                raise Refusal(f"{option.opts[-1]} : une seule valeur, et non {times}.")
        return super().parse_args(ctx, args)


def _show_help(ctx: click.Context, _option: click.Parameter, asked: Any) -> None:
    if asked and not ctx.resilient_parsing:
        say(ctx.get_help())
        ctx.exit()


def day_of(on: str | None) -> date:
    """The day of `--on`, or today.

    Raises:
        InvalidCase: When it is no date.
    """
    return parse_date("on", ON_LABEL, on) if on is not None else date.today()


def campaign_of(name: str | None, day: date) -> Campaign:
    """The campaign that is asked for, or that of the day; those that cannot be read are named.

    Raises:
        InvalidCase: When there is no such campaign.
        MalformedCampaign: When it is the one that cannot be read.
    """
    campaign = load_campaign(name) if name is not None else campaign_for(day)
    name_faulty_campaigns()
    return campaign


def name_faulty_campaigns() -> None:
    """Say which files among the campaigns are left aside, and why."""
    for fault in faulty_campaigns():
        warn(f"Campagne laissée de côté : {fault}")
