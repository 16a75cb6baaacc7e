"""How a payment finds its referral's books: under the referral's own lock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.deals import Deals
from storage.referrals import Referrals
from workflows.base import Command, Event
from workflows.money import Money
from workflows.payment_messages import HearMoney
from workflows.payments import Till, record_id
from workflows.program import Program


def load_till(
    session: Session, message: Command | Event, _program: Program, _clock: Clock, _now: datetime
) -> Till:
    """The referral, and what of this payment has gone back by our books."""
    referral = Referrals(session).get(message.about, lock=True) if isinstance(message, HearMoney) else None
    if referral is None or not isinstance(message, HearMoney):
        return Till()
    record = Deals(session).get(referral.id)
    ours = f"{record_id(message.service, message.payment)}:"
    back = [each.amount for each in record.deal.refunds if each.id.startswith(ours)] if record else []
    return Till(referral, Money.total(back, back[0].currency) if back else None)
