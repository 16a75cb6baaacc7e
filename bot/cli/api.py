"""`referral-desk token …` and `referral-desk hook …`: who may use the API, and who hears of what happens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from bot.api.access import SCOPES, new_token, sha256
from bot.api.inbound import secret_name
from bot.cli.shell import database as open_database
from bot.cli.shell import out
from bot.cli.shell import settings as read_settings
from bot.clock import Clock
from bot.connectors.hooks import signing_secret
from bot.connectors.webhook import MASTER
from storage.hooks import replay as replay_hook
from storage.secrets import secret
from storage.tokens import Tokens
from workflows.errors import BadInput

tokens = typer.Typer(help="Let programs use the REST API.", no_args_is_help=True)
hooks = typer.Typer(help="Webhooks, out and in.", no_args_is_help=True)


@tokens.command("add")
def token_add(
    name: Annotated[str, typer.Argument(help="Which program it is for.")],
    scope: Annotated[list[str], typer.Option(help=f"What it may do: {', '.join(SCOPES)}; repeat for more.")],
) -> None:
    """Make a token. It is shown this once."""
    if unknown := set(scope) - set(SCOPES):
        raise BadInput(f"There is no scope {', '.join(sorted(unknown))}; there are {', '.join(SCOPES)}.")
    token = new_token()
    with open_database() as database, database.write() as session:
        Tokens(session).add(name[:60], sha256(token), scope, Clock().now())
    out.print(f"The token of {name}, shown this once:\n")
    out.print(token, highlight=False, soft_wrap=True)


@tokens.command("list")
def token_list() -> None:
    """All tokens, without their secret."""
    table = Table("Name", "Scopes", "Since", "Revoked")
    with open_database() as database, database.read() as session:
        for token in Tokens(session).listed():
            gone = f"{token.revoked_at:%d %b %Y}" if token.revoked_at else ""
            table.add_row(token.name, ", ".join(sorted(token.scopes)), f"{token.created_at:%d %b %Y}", gone)
    out.print(table)


@tokens.command("revoke")
def token_revoke(name: Annotated[str, typer.Argument(help="All tokens of this name.")]) -> None:
    """Take a program's tokens back; its next request is refused."""
    with open_database() as database, database.write() as session:
        count = Tokens(session).revoke(name, Clock().now())
    if not count:
        raise BadInput(f'No token in use is called "{name}"; `referral-desk token list` shows them.')
    out.print(f"Revoked ({count}).")


@hooks.command("list")
def hook_list() -> None:
    """The webhooks and sources that referral-desk.toml names."""
    rules = read_settings().rules
    table = Table("Name", "Way", "Address", "Events")
    for hook in rules.webhooks:
        table.add_row(hook.name, "out", hook.url, ", ".join(hook.events))
    for source in rules.sources:
        table.add_row(source.name, "in", f"/hooks/{source.name}", "")
    out.print(table)


@hooks.command("secret")
def hook_secret(
    name: Annotated[str, typer.Argument(help="A hook or a source of referral-desk.toml.")],
) -> None:
    """Show the secret that signs, for the other side's settings."""
    rules = read_settings().rules
    known = {hook.name: hook.name for hook in rules.webhooks}
    known |= {source.name: secret_name(source.name) for source in rules.sources}
    if name not in known:
        raise BadInput(f'No hook or source is called "{name}"; `referral-desk hook list` shows them.')
    with open_database() as database, database.write() as session:
        out.print(signing_secret(secret(session, MASTER, Clock().secret()), known[name]), soft_wrap=True)


@hooks.command("replay")
def hook_replay(
    name: Annotated[str, typer.Argument(help="A hook of referral-desk.toml.")],
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="From this day on.")],
) -> None:
    """Tell a listener everything again since a day, under the same webhook-ids."""
    clock = Clock()
    with open_database() as database, database.write() as session:
        count = replay_hook(session, name, since.replace(tzinfo=clock.now().tzinfo), clock.now())
    out.print(f"{count} events are told again by the running bot.")
