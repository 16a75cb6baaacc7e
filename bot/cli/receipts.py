"""`referral-desk receipt verify`: what the receipt under a confirmation proves."""

from __future__ import annotations

from email import message_from_bytes
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shell import database, out
from bot.keys import Keys
from bot.mail.receipts import proved
from storage.partners import Partners
from storage.referrals import Referrals
from workflows.errors import BadInput
from workflows.receipt import find_receipts

receipt = typer.Typer(help="Receipts under our confirmations.", no_args_is_help=True)
LARGEST = 10_000_000


@receipt.callback()
def _group() -> None:
    """Receipts under our confirmations."""


@receipt.command()
def verify(
    what: Annotated[str, typer.Argument(help="A line that begins with rd1:, or a file with the mail.")],
) -> None:
    """Say whether we wrote it, and what it proves."""
    found = find_receipts(_words(what))
    if not found:
        raise BadInput("There is no receipt in it; one begins with rd1:.")
    all_ours, keys = True, Keys()
    with database() as opened, opened.read() as session:
        for each in found:
            is_ours = proved(session, each, keys)
            all_ours &= is_ours
            if not is_ours:
                out.print(f"✗ {each.referral}: not written by us, or changed", highlight=False)
                continue
            partner, referral = Partners(session).get(each.partner), Referrals(session).get(each.referral)
            whose = partner.company if partner else each.partner
            at = f"{each.received_at:%Y-%m-%d %H:%M:%S} UTC"
            out.print(f"✓ {each.referral} of {whose} reached us at {at}", highlight=False)
            if referral and referral.partner_id != each.partner:
                out.print("  It has been given to another partner since.", highlight=False)
    if not all_ours:
        raise typer.Exit(1)


def _words(what: str) -> str:
    path = Path(what) if len(what) < 1000 and not what.startswith("rd1:") else None
    if path is None or not path.is_file():
        return what
    raw = path.read_bytes()[:LARGEST]
    parts = [raw.decode("utf-8", "replace")]
    for part in message_from_bytes(raw).walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            parts.append(payload.decode("utf-8", "replace"))
    return "\n".join(parts)
