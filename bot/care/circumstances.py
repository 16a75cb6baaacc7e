"""What holds a touch back, and what it could say: looked up when a partner's step is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage.assets import Assets
from storage.consents import Consents
from storage.history import History
from storage.outbox import Outbox
from storage.reach import Reach
from storage.standing import Standing
from storage.stories import Stories
from storage.views import Views
from workflows.calendar import local_date
from workflows.engagement_rounds import Circumstances, Enrollment
from workflows.model import Contact, Partner, Referral
from workflows.program import Program
from workflows.stories import Clientele, Story, best_story, words_of
from workflows.tips import TIPS, next_tip

WEEK = timedelta(days=7)
CONSIDERED = 100  # a partner's newest referrals tell what their clients are like
_FOUND: tuple[tuple[str, str], ...] = (
    ("vcard", "card"),
    ("contact card", "card"),
    ("cc", "copy"),
    ("copy", "copy"),
    ("forwarded", "forward"),
)


def circumstances(
    session: Session, partner: Partner, enrollment: Enrollment, program: Program, now: datetime
) -> Circumstances:
    """How things are with this partner now."""
    standing = Standing(session)
    referrals = Views(session).referrals_of(partner.id, limit=CONSIDERED)
    addresses = _addresses(partner)
    silenced = Consents(session).silenced(addresses)
    material = material_for(session, partner, referrals) if program.engagement.has("assets") else ()
    used = used_by(session, partner, referrals)
    return Circumstances(
        disputes=standing.disputes(partner.id),
        payout_overdue=standing.payout_overdue(partner.id, local_date(now, program.tz)),
        promise_broken=standing.promise_broken(partner.id, now),
        youngest_open=standing.youngest_open(partner.id),
        room_at=room_at(session, partner.id, program.engagement.weekly_mails, now),
        contact=reachable_contact(session, partner),
        opted_out=bool(addresses) and silenced >= {a.lower() for a in addresses},
        story=story_for(session, partner, referrals, enrollment, program, now),
        tip=next_tip(used, enrollment.told, has_material=bool(material)),
        won_title=next((r.title for r in referrals if r.stage == "closed_won"), ""),
        material=material,
    )


def room_at(session: Session, partner_id: str, most: int, now: datetime) -> datetime | None:
    """When one more automatic mail fits into the partner's week; None is now."""
    sent = sorted(Outbox(session).automatic_to(partner_id, since=now - WEEK), reverse=True)
    return sent[most - 1] + WEEK if len(sent) >= most else None


def story_for(
    session: Session,
    partner: Partner,
    referrals: Iterable[Referral],
    enrollment: Enrollment,
    program: Program,
    now: datetime,
) -> Story | None:
    """A success that this partner has not heard and that resembles their clients."""
    rules = program.engagement
    if not rules.has("stories"):
        return None
    said = " ".join(f"{r.prospect.company or ''} {r.note} {r.subject}" for r in referrals)
    reader = Clientele(partner.id, partner.country, words_of(f"{partner.company} {said}"))
    recent = Stories(session).told_since((now - timedelta(days=rules.story_days)).date())
    return best_story(recent, reader, now, days=rules.story_days, told=enrollment.told)


def used_by(session: Session, partner: Partner, referrals: Iterable[Referral]) -> frozenset[str]:
    """Which of the things a tip could teach this partner knows, from what they have done."""
    history, used, by_mail = History(session), set(), dict[int, int]()
    for referral in referrals:
        where = " ".join(referral.prospect.found.values()).casefold()
        used |= {tip for sign, tip in _FOUND if sign in where}
        if referral.mail_id is not None:
            by_mail[referral.mail_id] = by_mail.get(referral.mail_id, 0) + 1
        if "correct" not in used and history.of_kind(referral.id, "ReferralCorrected"):
            used.add("correct")
    if any(count > 1 for count in by_mail.values()):
        used.add("several")
    if history.of_kind(partner.id, "PartnerAnswered"):
        used.add("status")
    if history.of_kind(partner.id, "MaterialSent"):
        used.add("material")
    if partner.news != "instant":
        used.add("digest")
    return frozenset(used) & frozenset(TIPS)


def material_for(session: Session, partner: Partner, referrals: Iterable[Referral]) -> tuple[str, ...]:
    """Titles of the archive, those that fit the partner's clients first."""
    said = " ".join(f"{r.prospect.company or ''} {r.note}" for r in referrals)
    about = words_of(f"{partner.company} {said}")
    found = sorted(Assets(session).all(), key=lambda a: (-len(a.words & about), a.title))
    return tuple(asset.title for asset in found[:5])


def reachable_contact(session: Session, partner: Partner) -> Contact | None:
    """Whom to write to unasked: the owner first, never finance, at an address that is open to it."""
    people = sorted(_open_to_mail(session, partner), key=lambda c: c.role != "owner")
    return next((contact for contact in people if contact.role != "finance"), None)


def readers_of_numbers(session: Session, partner: Partner) -> tuple[Contact, ...]:
    """Who gets what the company earns: its owners; where none takes mail, whoever we write to unasked."""
    owners = tuple(c for c in _open_to_mail(session, partner) if c.role == "owner")
    other = reachable_contact(session, partner)
    return owners or ((other,) if other else ())


def reader_of_terms(session: Session, partner: Partner) -> Contact | None:
    """Who hears what we promise and pay from a day on: also somebody who wants no reminders."""
    people = _with_open_addresses(partner, Reach(session).unreachable(_addresses(partner)))
    return reachable_contact(session, partner) or next(iter(people), None)


def _open_to_mail(session: Session, partner: Partner) -> tuple[Contact, ...]:
    """A partner's people with those of their addresses that take what is unasked."""
    addresses = _addresses(partner)
    closed = Reach(session).unreachable(addresses) | Consents(session).silenced(addresses)
    return _with_open_addresses(partner, closed)


def _addresses(partner: Partner) -> list[str]:
    return [address for contact in partner.contacts for address in contact.emails]


def _with_open_addresses(partner: Partner, closed: Collection[str]) -> tuple[Contact, ...]:
    free = ((c, tuple(a for a in c.emails if a.lower() not in closed)) for c in partner.contacts)
    return tuple(Contact(c.name, emails, c.role) for c, emails in free if emails)
