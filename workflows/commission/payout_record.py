"""What is kept about a payout batch beside its payouts: who approved what, until when partners may object."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from workflows.commission.batch import Batch
from workflows.model import Person
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody approved exactly the payouts that `seal` names, and these totals."""

    by: Person
    at: datetime
    seal: str
    control: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch as it is stored. `batch.payouts` may be a part of them: those of one partner, or one."""

    batch: Batch
    seal: str = ""  # of all of its payouts
    approvals: tuple[Approval, ...] = ()
    objections_until: date | None = None  # None until the statements went out
    is_open_to_approval: bool = False  # the time for objections is over
    exported_by: str = ""
    exported_at: datetime | None = None
    ledger_until: int = 0  # the newest ledger row that the draft has seen
    version: int = 0


@dataclass(frozen=True, slots=True)
class Heap:
    """The payouts of one currency in one state."""

    currency: str
    status: Literal["open", "confirmed", "failed"]
    count: int
    total: Money


@dataclass(frozen=True, slots=True)
class StatementSent:
    """Which line a partner means by its number: the mail, and the entries in the order it showed them."""

    key: str  # of the mail
    batch: str
    partner: str
    lines: tuple[str, ...]
    sent_at: datetime

    def line(self, number: int) -> str | None:
        """The ledger entry of a line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is kept of an objection beside it: what the partner calls the line, and where to answer."""

    id: str
    entry_key: str
    partner: str
    number: int = 0  # 0: somebody of ours held it
    to: str = ""  # who is answered; "" is nobody
    reply_to_mail: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""


def dispute_id(entry_key: str) -> str:
    """A short name for a line, of letters and digits."""
    return hashlib.sha256(entry_key.encode()).hexdigest()[:16]


def signature(person: Person) -> str:
    """How the ledger names who approved: "Ines Duarte <ines@…>"."""
    return f"{person.name} <{person.email or person.slack_id}>"
