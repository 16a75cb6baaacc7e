"""A stranger whom a partner referred, or brought into a thread: our people are told, and we stay silent.

Somebody who answers a mail in which a partner put us in copy did not write to us. They are the prospect,
or sit beside the prospect, and only the rep speaks with them.
"""

from __future__ import annotations

from dataclasses import replace
from email.parser import BytesHeaderParser

from sqlalchemy.orm import Session

from bot.mail.lookalikes import compared
from inbox.formats.addresses import addresses_of
from inbox.formats.written_by import HEAD_BYTES
from storage.inbound import Inbound
from storage.referrals import Referrals
from workflows.commands import HoldMail
from workflows.matching import account_key
from workflows.model import Prospect, Referral

FRESH = 10  # Message-IDs of the thread that are looked up, the newest


def known_of(held: HoldMail, session: Session) -> HoldMail:
    """The same, with what we know of its sender: whom they look like, and which lead they belong to."""
    return _met(compared(held, session), session)


def _met(held: HoldMail, session: Session) -> HoldMail:
    """The same, with the leads it belongs to, where the sender is no stranger to one of our partners."""
    account = _account(held.sender)
    leads = [r for r in Referrals(session).at_accounts({account}).get(account, ()) if _is_open(r)]
    in_copy = False
    for mail_id in Inbound(session).called(held.thread.references[-FRESH:]):
        if account in {_account(one) for one in _addressed(Inbound(session).raw(mail_id) or b"")}:
            in_copy = True
            leads += [r for r in Referrals(session).of_mail(mail_id) if _is_open(r)]
    if not leads and not in_copy:
        return held
    said = (
        "This address belongs to a company that was referred to us."
        if leads
        else "They answer a mail in which somebody wrote to them and to us."
    )
    return replace(
        held,
        cause="prospect_wrote",
        reasons=(said, "I have answered nothing: only the rep speaks with a prospect.", *held.reasons),
        may_answer=False,
        leads=tuple({r.id: r for r in leads}.values()),
    )


def _account(address: str) -> str:
    return account_key(Prospect(email=address), "")


def _is_open(referral: Referral) -> bool:
    return referral.registration == "registered" and not referral.same_as


def _addressed(raw: bytes) -> frozenset[str]:
    head = BytesHeaderParser().parsebytes(raw[:HEAD_BYTES])
    shown = [str(value) for name in ("To", "Cc") for value in head.get_all(name, [])]
    return addresses_of(" ".join(shown))
