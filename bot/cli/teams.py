"""`referral-desk partner heard-from`: from which Slack workspace a partner's people are heard."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.shell import database, out
from bot.clock import Clock
from bot.partners import partner_id_of
from storage.teams import SlackTeams


def heard_from(
    partner: Annotated[str, typer.Argument(help="A partner's name or address.")],
    workspace: Annotated[str, typer.Argument(help="The ID of their Slack workspace, such as T0123ABCD.")],
    no_more: Annotated[bool, typer.Option("--no-more", help="Hear them from there no more.")] = False,
) -> None:
    """Hear a partner's people from a Slack workspace of theirs, as the card's button does."""
    with database() as opened:
        whose = partner_id_of(opened, partner)
        with opened.write() as session:
            if no_more:
                SlackTeams(session).forbid(workspace, whose)
            else:
                SlackTeams(session).allow(workspace, whose, Clock().now())
    out.print("Done: nobody there is theirs." if no_more else "Done: their addresses count there.")
