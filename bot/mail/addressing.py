"""Last question before a mail is promised: does it reach anybody, and is it not one answer too many?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.care.circumstances import room_at
from inbox.screening import plain_address
from storage.consents import Consents
from storage.partners import Partners
from storage.reach import Reach
from storage.referrals import Referrals
from workflows.base import Effect, PostNotice, SendEmail
from workflows.engagement_times import hours_for, next_window
from workflows.model import Contact, Partner
from workflows.program import Program
from workflows.reachability import next_reachable, redirected

EVERY_THREAD = "*"
NUDGES = "nudge:"  # what waits under such a name yields to all other mail, and to the partner's night


def addressed(
    session: Session, mail: SendEmail, program: Program, now: datetime
) -> tuple[SendEmail | None, tuple[Effect, ...]]:
    """The mail with the address it can go to, None when it stays unsent; and what the managers are told."""
    if mail.is_nudge and Consents(session).silenced([mail.to]):  # whoever decided it did not know yet
        return None, ()
    if mail.from_name:  # a person wrote it to somebody they chose
        return mail, ()
    going, told = _reachable(session, mail, now)
    if going and going.is_nudge and Consents(session).silenced([going.to]):
        return None, told
    if going and going.replaces.startswith(NUDGES):
        return _yielding(session, going, program, now), told
    if going is None or not going.capped or not going.reply_to_mail:
        return going, told
    thread = going.references[0] if going.references else going.reply_to_mail
    if too_many := _counted(session, going, thread, program.answers_a_day, now):
        return None, (*told, _quiet(going, too_many, now))
    return going, told


def _yielding(session: Session, mail: SendEmail, program: Program, now: datetime) -> SendEmail:
    """In the partner's working hours, and above the number of mails for a week when there is room."""
    partner, rules = _partner(session, mail), program.engagement
    if partner is None:
        return mail
    room = room_at(session, partner.id, rules.weekly_mails, now)
    at = next_window(room or now, rules, hours_for(partner, program))
    return replace(mail, delay_s=max(mail.delay_s, int((at - now).total_seconds())))


def _reachable(
    session: Session, mail: SendEmail, now: datetime
) -> tuple[SendEmail | None, tuple[Effect, ...]]:
    reach = Reach(session)
    if not reach.unreachable([mail.to]):
        return mail, ()
    partner = _partner(session, mail)
    everybody = [address for c in partner.contacts for address in c.emails] if partner else []
    found = next_reachable(mail.to, partner, reach.unreachable(everybody))
    if found is None:
        return None, (redirected(mail, "", now),)
    contact, address = found
    to_them = Contact(contact.name, (address,), contact.role)
    context = {**mail.context, "contact": to_them, "partner": partner}
    return replace(mail, to=address, context=context), (redirected(mail, address, now),)


def _partner(session: Session, mail: SendEmail) -> Partner | None:
    if partner := mail.context.get("partner"):
        return Partners(session).get(partner.id)
    referral = Referrals(session).get(mail.about)
    return Partners(session).get(referral.partner_id) if referral else None


def _counted(session: Session, mail: SendEmail, thread: str, most: int, now: datetime) -> int:
    """Count this answer; or give how many there were already, when that is enough for a day."""
    reach = Reach(session)
    to = plain_address(mail.to)  # a machine may write with a tag of its own for each ticket
    threads = [thread, EVERY_THREAD] if mail.capped == "address" else [thread]
    given = max(reach.answers(to, now, thread=each) for each in threads)
    if given >= most:
        return given
    for each in threads:
        reach.note_answer(to, each, now)
    return 0


def _quiet(mail: SendEmail, count: int, now: datetime) -> PostNotice:
    """Once a day for each address."""
    context = {"address": mail.to, "count": count, "about": mail.about}
    return PostNotice(f"quiet:{mail.to}:{now:%Y-%m-%d}"[:290], "quiet", "managers", mail.about, context)
