"""What an import asks for and tells. Only the import's own workflows hear of it: nobody is written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflows.base import Command, Event
from workflows.model import Partner, Referral
from workflows.money import Money

Kind = Literal["partners", "referrals", "payouts"]


@dataclass(frozen=True, slots=True)
class ImportPartner:
    """A company that was a partner before; `row` is where the file says so."""

    import_id: str
    row: int
    partner: Partner


@dataclass(frozen=True, slots=True)
class ImportReferral:
    """A referral from before, with its own receive time and stage; it gets a tracking ID when it is kept."""

    import_id: str
    row: int
    referral: Referral


@dataclass(frozen=True, slots=True)
class ImportPayout:
    """Money that a partner was paid before."""

    import_id: str
    row: int
    partner_id: str
    amount: Money
    on: date
    reference: str = ""


Imported = ImportPartner | ImportReferral | ImportPayout


@dataclass(frozen=True, slots=True)
class ImportPage(Command):
    """Rows of one file that are kept together; no two of them make the same."""

    rows: tuple[Imported, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that an import made: which, and by which row."""

    about: str
    row: int


@dataclass(frozen=True, slots=True)
class TakeBackPage(Command):
    """Undo some of what an import made, each if nobody has touched it since."""

    import_id: str
    kind: Kind
    made: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class ImportBegun(Event):
    """Somebody began to import a file; `about` names the import."""

    kind: Kind
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportUndone(Event):
    """An import was taken back, as far as nobody had touched what it made."""

    removed: int
    kept: int


@dataclass(frozen=True, slots=True)
class PartnerImported(Event):
    """A partner is known from a file."""

    import_id: str
    row: int


@dataclass(frozen=True, slots=True)
class ReferralImported(Event):
    """A referral is known from a file."""

    import_id: str
    row: int
    partner_id: str


@dataclass(frozen=True, slots=True)
class PayoutImported(Event):
    """What a partner was paid is known from a file."""

    import_id: str
    row: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ImportedTakenBack(Event):
    """One thing that an import made is gone again; of a payout, its opposite was booked."""

    import_id: str
    row: int


Recorded = PartnerImported | ReferralImported | PayoutImported | ImportedTakenBack
