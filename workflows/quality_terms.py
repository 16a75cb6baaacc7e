"""`[quality]` of the TOML file, and what a finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FindingKind = Literal[
    "stale",  # an open lead that has not moved within the expected time of its stage
    "unreachable",  # an open lead with neither address nor number
    "no_value",  # won, and nobody said for how much
    "no_contact",  # a partner with nobody to write to
    "bad_address",  # an address of a partner that is none
    "no_manager",  # a partner whose manager is not in the programme
    "bounced",  # an address of a partner that takes no mail
    "departed",  # a contact who is no longer the one to write to
    "double_partner",  # two partners that look like one
    "double_lead",  # two leads of one partner that look like one
]
STALE_DAYS: Mapping[str, int] = {
    "registered": 3,
    "contacted": 10,
    "qualified": 14,
    "demo_scheduled": 14,
    "proposal_sent": 21,
}
NOBODY_HAS_IT = "Nobody has it."  # how the words of a resting lead without an owner end
Status = Literal["open", "asked", "fixed", "left"]


@dataclass(frozen=True, slots=True)
class Quality:
    """How long a lead may rest in a stage, and how long a finding that is left alone stays away."""

    weekly: bool = True
    stale_days: tuple[tuple[str, int], ...] = tuple(STALE_DAYS.items())
    leave_days: int = 30
    reviews: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the data that wants a look. `about` is a referral or a partner, `other` the second one.

    Of a contact who has left, `other` is their address, and after a blank their successor's.
    """

    kind: FindingKind
    about: str
    title: str
    says: str
    other: str = ""
    status: Status = "open"
    found_at: datetime | None = None
    decided_by: str = ""
    hidden_until: datetime | None = None

    @property
    def key(self) -> str:
        """The same each week, so that what was left alone stays alone."""
        return f"{self.kind}:{self.about}" + (f":{self.other}" if self.other else "")
