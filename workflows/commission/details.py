"""Where a partner's money goes, and the brake on changing it: a mail with a new account may be fraud.

New details wait for a check over another channel (a call to a number we already had) by somebody who did not
ask for the change, and then rest for 72 hours. Until then nothing is paid, rather than to the wrong account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FREEZE = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class PayoutDetails:
    """One version of a partner's payout details, by its hash; the account itself stays in storage."""

    partner: str
    version: int
    fingerprint: str  # hash of all of the details
    changed_at: datetime
    requested_by: str
    checked_by: str = ""  # who confirmed it out of band
    checked_how: str = ""  # "call to the number on the contract"

    def payable_from(self) -> datetime | None:
        """When money may go there, also for a first account; None while nobody has checked it."""
        return self.changed_at + FREEZE if self.checked_by else None


@dataclass(frozen=True, slots=True)
class DetailsDecision:
    """The details as they are now, or why the request was refused."""

    details: PayoutDetails
    refused: str = ""


def change(
    current: PayoutDetails | None, *, partner: str, fingerprint: str, requested_by: str, now: datetime
) -> PayoutDetails:
    """New details, unchecked and frozen; the same ones again changes nothing."""
    if current and current.fingerprint == fingerprint:
        return current
    return PayoutDetails(partner, current.version + 1 if current else 1, fingerprint, now, requested_by)


def check(details: PayoutDetails, *, version: int, by: str, how: str) -> DetailsDecision:
    """Somebody has asked the partner over another channel, about exactly this version."""
    if version != details.version:
        return DetailsDecision(details, "These details have changed again since; check the newest ones.")
    if details.checked_by:
        return DetailsDecision(details)
    if is_of_one(by, details.requested_by):
        return DetailsDecision(details, "Somebody other than who asked for the change must check it.")
    if not how.strip():
        return DetailsDecision(
            details, "Say how it was checked, such as a call to the number on the contract."
        )
    return DetailsDecision(replace(details, checked_by=by, checked_how=how.strip()))


def is_of_one(one: str, other: str) -> bool:
    """Whether two signatures are of one person, whatever they call themselves: "Ines <ines@…>"."""
    marks = [signed.rpartition("<")[2].rstrip(">").casefold() for signed in (one, other)]
    return marks[0] == marks[1]


def frozen(details: Iterable[PayoutDetails], now: datetime) -> frozenset[str]:
    """The partners who cannot be paid at this moment: what `batch.draft` leaves out."""
    return frozenset(each.partner for each in details if (at := each.payable_from()) is None or now < at)
