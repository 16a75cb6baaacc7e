"""What the log says was decided, held against what stands: every decision said what it had to say.

A row that somebody took out of the outbox is no row that waits too long: only the log still knows of it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Exists, Select, String, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from storage.mail_tables import OutboxRow
from storage.tables import EventRow, ReferralRow

DRAWN = {  # which card an entry of the log has drawn, by how its key begins
    "ReferralRegistered": "alert:",
    "ReferralMerged": "alert:",
    "ReferralClaimed": "alert:",
    "StageMoved": "alert:",
    "ReferralContested": "conflict:",
    "MailHeld": "",  # it is about `held:7` already
}
IN_ITS_PLACE = (
    "redirected:",
    "quiet:",
)  # where a mail would reach nobody, or be too much


def unsaid_cards(_now: datetime) -> Select[str]:
    """Entries of the log whose card was never promised."""
    by_card = [
        (EventRow.kind == kind) & ~_said(literal(begins) + EventRow.about + "@" + EventRow.key)
        for kind, begins in DRAWN.items()
    ]
    return select(EventRow.about).where(EventRow.kind.in_(DRAWN), or_(*by_card)).order_by(EventRow.id)


def unanswered(_now: datetime) -> Select[str]:
    """Referrals from a mail whose partner was never promised an answer."""
    mail = cast(ReferralRow.mail_id, String)
    born = exists().where(EventRow.about == ReferralRow.id, EventRow.kind == "ReferralRegistered")
    answered = [_said(literal(name) + mail) for name in ("confirmation:", "unconfirmed:")]
    other = [
        exists().where(OutboxRow.key.like(literal(name) + ReferralRow.contact_email + ":%"))
        for name in IN_ITS_PLACE
    ]
    silent = ReferralRow.mail_id.is_not(None), born, ~or_(*answered), ~or_(*other)
    return select(ReferralRow.id).where(*silent).order_by(ReferralRow.id)


def out_of_step(_now: datetime) -> Select[str]:
    """Referrals that stand at another stage than the log's last word has it.

    Who wins a conflict goes on where the first one stood, and what was imported stands where its file said.
    """
    moved, later = aliased(EventRow), aliased(EventRow)
    told = moved.about == ReferralRow.id, moved.kind == "StageMoved"
    last = select(func.max(moved.id)).where(*told).correlate(ReferralRow).scalar_subquery()
    stage = select(moved.data["stage"].as_string()).where(moved.id == last).scalar_subquery()
    otherwise = exists().where(
        later.about == ReferralRow.id,
        later.kind.in_(("ConflictDecided", "ReferralImported")),
        later.id > func.coalesce(last, 0),
    )
    differs = ReferralRow.stage != func.coalesce(stage, "registered")
    return select(ReferralRow.id).where(differs, ~otherwise).order_by(ReferralRow.id)


def without_promise(_now: datetime) -> Select[str]:
    """Leads nobody has contacted, without the time by which the partner was promised that somebody would."""
    told = exists().where(
        EventRow.about == ReferralRow.id, EventRow.kind.in_(("PromiseBroken", "ReferralImported"))
    )
    new = ReferralRow.registration == "registered", ReferralRow.stage == "registered"
    lost = ReferralRow.promised_at.is_(None), ~told
    return select(ReferralRow.id).where(*new, *lost).order_by(ReferralRow.id)


def _said(key: ColumnElement[str]) -> Exists:
    return exists().where(OutboxRow.key == key)
