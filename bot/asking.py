"""`referral-desk ask`: what a partner would hear, dry."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.clock import Clock
from storage.database import Database
from storage.partners import Partners
from storage.views import Views
from templates import render_email
from workflows.errors import BadInput
from workflows.inquiry import SHOWN_AT_MOST, consider
from workflows.model import Contact
from workflows.program import Program


def rehearse(database: Database, program: Program, question: str, address: str, *, as_json: bool) -> str:
    """The answer, or why a person would give it; with `as_json` what was understood."""
    with database.read() as session:
        partner = next(iter(Partners(session).named_in([address])), None)
        if partner is None:
            raise BadInput(f"{address} belongs to no partner; `referral-desk partner list` shows them.")
        referrals = Views(session).referrals_of(partner.id)
    understood = consider(question, referrals)
    if as_json:
        return json.dumps({"partner": partner.id, **asdict(understood)}, ensure_ascii=False)
    if understood.kind not in ("status", "overview"):
        manager = program.manager_of(partner)
        found = ", ".join(understood.intents) or "nothing surely"
        return f"A person answers ({manager.name}). Understood: {found}."
    asked = [r for r in referrals if not understood.refs or r.id in understood.refs]
    words = render_email(
        "answer",
        {
            "program": program,
            "manager": program.manager_of(partner),
            "partner": partner,
            "contact": partner.contact(address) or Contact("", (address,)),
            "tz": partner.tz or program.tz,
            "language": "en",
            "now": Clock().now(),
            "referrals": asked[:SHOWN_AT_MOST],
            "more": max(0, len(asked) - SHOWN_AT_MOST),
            "is_overview": not understood.refs,
        },
    )
    return words.text
