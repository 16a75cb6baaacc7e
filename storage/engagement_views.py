"""The past of every partner, as far as sequences care: when they joined, and when they sent us somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.partners import Partners
from storage.tables import PartnerRow, ReferralRow
from workflows.rehearsal import Past

PAGE = 500


def pasts(session: Session) -> Iterator[Past]:
    """One for each partner, a page at a time."""
    start = 0
    while page := Partners(session).listed(start=start, limit=PAGE):
        ids = [partner.id for partner in page]
        joined = dict(
            session.execute(select(PartnerRow.id, PartnerRow.joined_at).where(PartnerRow.id.in_(ids))).all()
        )
        sent: dict[str, list[datetime]] = {}
        query = select(ReferralRow.partner_id, ReferralRow.registered_at)
        mine = ReferralRow.partner_id.in_(ids), ReferralRow.registration == "registered"
        for partner_id, at in session.execute(query.where(*mine)):
            sent.setdefault(partner_id, []).append(at)
        for partner in page:
            yield Past(partner, joined[partner.id], tuple(sent.get(partner.id, ())))
        start += PAGE
