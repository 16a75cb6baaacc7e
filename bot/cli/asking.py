"""`referral-desk ask`: what a partner would hear, dry."""

from __future__ import annotations

import json
from typing import Any

from bot.clock import Clock
from bot.conversation.hearing import is_stop
from bot.conversation.plain_words import UNDERSTOOD, in_plain_words
from bot.conversation.talking import Asked, Desk, Turn, consider
from storage.database import Database
from storage.partners import Partners
from templates import render_email
from workflows.errors import BadInput
from workflows.model import Contact


def rehearse(database: Database, desk: Desk, question: str, address: str, *, as_json: bool) -> str:
    """The answer, or why a person would give it; with `as_json` what was understood."""
    now = Clock().now()
    with database.read() as session:
        trust = desk.program.trust_partner_domains
        partner = Partners(session).speaker(address, trust_domains=trust)
        if partner is None:
            raise BadInput(f"{address} belongs to no partner; `referral-desk partner list` shows them.")
        contact = partner.contact(address) or Contact("", (address,))
        turn = consider(session, Asked(partner, contact, question, now), desk)
    if as_json:
        return json.dumps({"partner": partner.id, **as_row(turn)}, ensure_ascii=False)
    manager = desk.program.manager_of(partner)
    if is_stop(turn.understood) and len(turn.understood.intents) == 1:
        return f"{contact.emails[0]} would get no more reminders at once, and that confirmed, once."
    match turn.kind:
        case "person":
            found = in_plain_words(turn.understood.intents)
            return f"A person answers ({manager.name}). {UNDERSTOOD}{found}."
        case "nothing":
            return "Nothing is asked, so nothing is answered."
        case "correct":
            return (
                f"{turn.refs[0]} would be put right where it is clear what changes, with undo for 24 hours."
            )
        case "withdraw":
            return f"{turn.refs[0]} would be taken back, and that confirmed, with undo for 24 hours."
    context = {
        "program": desk.program,
        "manager": manager,
        "partner": partner,
        "contact": contact,
        "tz": partner.tz or desk.program.tz,
        "language": turn.language,
        "now": now,
        "parts": turn.parts,
    }
    return render_email("answer", context).text


def as_row(turn: Turn) -> dict[str, Any]:
    """What was understood and what would be done, for a program that reads it."""
    understood = turn.understood
    return {
        "kind": turn.kind,
        "intents": understood.intents,
        "refs": list(turn.refs),
        "verdict": understood.verdict,
        "language": turn.language,
        "parts": [part.kind for part in turn.parts],
    }
