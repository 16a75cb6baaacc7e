"""Partners by hand: the command line's own way into the programme, through the same workflow as a click."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clock import Clock
from bot.engine import Engine
from bot.voice import Voice
from storage.database import Database
from storage.partners import Partners
from workflows.commands import AddPartner
from workflows.errors import BadInput
from workflows.model import Contact, Partner, Person
from workflows.program import Program


def partner_id_of(database: Database, words: str) -> str:
    """The one partner these words name; BadInput when there is none, or more than one."""
    with database.read() as session:
        found = Partners(session).search(words)
    match found:
        case (one,):
            return one.id
        case ():
            raise BadInput(f'No partner is called "{words}"; `referral-desk partner list` shows them.')
    raise BadInput(f"Which one? {', '.join(p.company for p in found)}")


async def add_partner(
    database: Database,
    program: Program,
    *,
    company: str,
    name: str,
    emails: Sequence[str],
    domains: Sequence[str] = (),
    manager: str = "",
    tz: str = "",
    language: str = "",
    country: str = "",
) -> Partner:
    """The new partner; BadInput when one of its addresses belongs to somebody already."""
    clock = Clock()
    partner = Partner(
        id=clock.partner_id(),
        company=company,
        contacts=(Contact(name, tuple(e.lower() for e in emails)),),
        domains=tuple(d.lower() for d in domains),
        manager=manager or program.managers[0].email,
        country=country.upper(),
        language=language or "en",
        writes_in=language,
        tz=tz,
    )
    engine = Engine(database, program, Voice(program), clock)
    try:
        outcome = await engine.handle(AddPartner(partner, Person("command line")), f"cli:add:{partner.id}")
        if not outcome.events:
            names = [*emails, *(f"@{domain}" for domain in domains)]
            known = await engine.ask(lambda session: Partners(session).named_in(names))
            raise BadInput(f"{', '.join(emails)} belongs to {known[0].company} ({known[0].id}) already.")
    finally:
        engine.close()
    return partner
