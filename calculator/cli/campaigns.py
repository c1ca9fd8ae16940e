"""`calculator campaigns`: the school years that are known."""

from __future__ import annotations

import click

from calculator.cli.options import OneOfEach, name_faulty_campaigns
from calculator.cli.streams import say
from calculator.rules.campaign import Campaign
from calculator.rules.reading import available_campaigns, load_campaign, no_campaign
from calculator.views import words


@click.command("campaigns", cls=OneOfEach)
def campaigns_command() -> None:
    """Lister les campagnes connues, leurs fenêtres et leurs sources."""
    name_faulty_campaigns()
    if not available_campaigns():
        raise no_campaign()
    for name in reversed(available_campaigns()):
        say(described(load_campaign(name)))


def described(campaign: Campaign) -> str:
    """A campaign's windows and sources, in lines."""
    lines = [f"Campagne {campaign.name}"]
    for rule in campaign.certification:
        line = f"  {words.classes_words(rule.classes)} : certification {rule.status.label}"
        if rule.sessions:
            window = rule.sessions.window
            line += f", {words.date_range(window.opens, window.closes)}"
        lines.append(line)
    lines += [
        f"  {source.authority.label} : {source.title}, {words.short_date(source.published)}"
        for source in campaign.sources.values()
    ]
    return "\n".join(lines)
