"""Looks through the data once a week, and brings the list of findings up to date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parseaddr

from email_validator import EmailNotValidError, validate_email
from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from bot.almanac import Kind
from bot.clock import Clock
from bot.engine import Engine
from storage.history import History
from storage.partners import Partners
from storage.quality import Findings, Suspects
from workflows.almanac import Run, period_runs
from workflows.calendar import local_date, short_date
from workflows.likeness import LIKE, plain_name
from workflows.model import Contact, Partner, Referral
from workflows.program import Program
from workflows.quality_messages import TellFindings
from workflows.quality_terms import NOBODY_HAS_IT, Finding, FindingKind

QUALITY = "quality"
WRONG_PERSON = timedelta(days=90)
_NO_MAILBOX = re.compile(
    r"\b5\.1\.(?:1|6|10)\b|unknown user|(?:user|address|recipient|mailbox|account)\b.{0,40}"
    r"(?:unknown|not found|does ?n[o']t exist|disabled|rejected)|no such (?:user|person|mailbox|recipient)",
    re.IGNORECASE,
)
MOST_ALIKE = 50  # names beginning with the same word: more than that is a word like "The"


def quality_kind(engine: Engine, program: Program, clock: Clock) -> Kind:
    """The weekly look."""

    async def look(run: Run) -> None:
        count = await refresh(engine, program, clock.now())
        await engine.handle(TellFindings(run.key, count), run.key)

    return Kind(QUALITY, lambda since, now: period_runs(QUALITY, "week", since, now, program.hours), look)


async def refresh(engine: Engine, program: Program, now: datetime) -> int:
    """Look at everything, then store what was found; gives how much is open."""
    found = await engine.ask(lambda session: tuple(look(session, program, now)))
    return await engine.unit(lambda session, at: Findings(session).refresh(found, at))


def look(session: Session, program: Program, now: datetime) -> Iterator[Finding]:
    """All that wants a look now."""
    suspects = Suspects(session)
    yield from _resting(suspects, program, now)
    for one in suspects.unreachable():
        yield _of_lead("unreachable", one, "There is neither an address nor a number to reach them.")
    for one in suspects.without_value():
        yield _of_lead("no_value", one, "Won, and nobody has said for how much: no commission follows.")
    yield from _partners(suspects, program)
    yield from _departed(session, now)
    yield from _double_partners(suspects)
    yield from _double_leads(suspects)


def _resting(suspects: Suspects, program: Program, now: datetime) -> Iterator[Finding]:
    since = {stage: now - timedelta(days=days) for stage, days in program.quality.stale_days}
    for one in suspects.resting(since):
        day = short_date(local_date(one.stage_at or one.registered_at, program.tz))
        owner = f"{one.owner.name} has it." if one.owner else NOBODY_HAS_IT
        yield _of_lead("stale", one, f"At {program.pipeline.name(one.stage)} since {day}. {owner}")


def _partners(suspects: Suspects, program: Program) -> Iterator[Finding]:
    for partner_id, company in suspects.without_contact():
        yield Finding("no_contact", partner_id, company, "Nobody to write to is known.")
    managers = [manager.email for manager in program.managers]
    for partner_id, company, manager in suspects.other_managers(managers):
        yield Finding(
            "no_manager", partner_id, company, f"Their manager, {manager}, is not one of [[managers]]."
        )
    for partner_id, company, address in suspects.addresses():
        if not _is_address(address):
            yield Finding("bad_address", partner_id, company, f"{address} is no address.", address)
    for partner_id, company, address, since, reason in suspects.bounced():
        day = short_date(local_date(since, program.tz))
        gone = " There is no such mailbox: have they left?" if _NO_MAILBOX.search(reason) else ""
        says = f"{address} takes no mail since {day}.{gone}"
        yield Finding("bounced", partner_id, company, says, address)


def _is_address(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _departed(session: Session, now: datetime) -> Iterator[Finding]:
    """Contacts who are listed still, though an answer or Slack says that they are no longer the ones."""
    partners, said = Partners(session), set[tuple[str, str]]()
    for entry in History(session).since("ContactDeparted", now - WRONG_PERSON):
        partner = partners.get(entry.about)
        contact = partner.contact(str(entry.data["contact"])) if partner else None
        if partner and contact and (partner.id, contact.emails[0]) not in said:
            said.add((partner.id, contact.emails[0]))
            says = f"{contact.name or contact.emails[0]} is no longer in Slack. Who looks after them now?"
            yield Finding("departed", partner.id, partner.company, says, contact.emails[0])
    for entry in History(session).since("PartnerReplied", now - WRONG_PERSON):
        partner = partners.get(entry.about) if entry.data.get("meaning") == "wrong_person" else None
        contact = partner.contact(str(entry.data.get("contact", ""))) if partner else None
        if partner and contact and (partner.id, contact.emails[0]) not in said:
            said.add((partner.id, contact.emails[0]))
            who = contact.name or contact.emails[0]
            successor = str(entry.data.get("successor") or "")
            named = f" They name {successor}." if successor else ""
            says = f"An answer from {who} says that they are not the one to write to.{named}"
            other = f"{contact.emails[0]} {address_in(successor)}".strip()
            yield Finding("departed", partner.id, partner.company, says, other)


def address_in(named: str) -> str:
    """The address of "Jo Park <jo@…>"; the whole where it is one already."""
    return parseaddr(named)[1]


def mended(partner: Partner, other: str, named: str) -> Partner | None:
    """The partner without who has left, and with the successor; None when nobody would be left."""
    address, _, successor = other.partition(" ")
    gone = partner.contact(address)
    if gone is None:
        return None
    rest = tuple(c for c in partner.contacts if c != gone)
    if successor and partner.contact(successor) is None:
        rest = (Contact(parseaddr(named)[0], (successor,), gone.role), *rest)
    return replace(partner, contacts=rest) if rest else None


def successor_named(session: Session, partner_id: str, other: str) -> str:
    """How the successor was named in the answer of who has left."""
    successor = other.partition(" ")[2]
    entries = History(session).of_kind(partner_id, "PartnerReplied") if successor else ()
    named = (str(entry.data.get("successor") or "") for entry in reversed(entries))
    return next((one for one in named if address_in(one) == successor), successor)


def _double_partners(suspects: Suspects) -> Iterator[Finding]:
    names = suspects.partner_names()
    for (first, name), (second, other) in _pairs(names):
        yield Finding("double_partner", second, other, f"Looks like {name} ({first}).", first)


def _double_leads(suspects: Suspects) -> Iterator[Finding]:
    """Leads of one partner; two partners who know the same company are a conflict, not a double."""
    mine: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for referral_id, title, partner_id in reversed(suspects.open_titles()):
        mine[partner_id].append((referral_id, title))
    for leads in mine.values():
        for (first, name), (second, other) in _pairs(leads):
            yield Finding(
                "double_lead", second, other, f"Looks like {name} ({first}), which is older.", first
            )


def _pairs(named: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Names that look alike, each with the first one it looks like; compared where they begin alike."""
    groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for key, name in named:
        plain = plain_name(name)
        if len(plain) >= 3:
            groups[plain.split()[0]].append((key, name, plain))
    for group in groups.values():
        for place, (key, name, plain) in enumerate(group[:MOST_ALIKE]):
            earlier = group[:place]
            like = next((one for one in earlier if fuzz.token_sort_ratio(one[2], plain) >= LIKE), None)
            if like:
                yield (like[0], like[1]), (key, name)


def _of_lead(kind: FindingKind, one: Referral, says: str) -> Finding:
    return Finding(kind, one.id, one.title, says)
