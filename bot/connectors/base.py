"""What every CRM can do for us. A new one is one file beside this one and one line in `registry.py`.

The same few questions for all: what do you have, take this, what has changed. How a lead becomes records, and
what a change means, is decided once for all of them (`crm.py` here, `workflows/crm.py`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from workflows.crm_messages import CrmChange, OpenDeal
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Lead:
    """What a CRM is to know of a referral. "" and None say nothing, and change nothing there."""

    tracking_id: str
    title: str
    partner: str
    company: str = ""
    domain: str = ""  # the company's own; never a free-mail one
    name: str = ""
    email: str = ""
    phone: str = ""
    stage: str = ""  # in the CRM's words
    owner_email: str = ""
    amount: Money | None = None
    closed_on: date | None = None

    @property
    def first_and_last(self) -> tuple[str, str]:
        """The person's name in two parts; all but the last word are the first."""
        first, _, last = self.name.strip().rpartition(" ")
        return first, last


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook as it came in."""

    url: str  # as the CRM called it
    headers: Mapping[str, str]  # lower case
    body: bytes
    now: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """A webhook only says that these deals changed. What changed is read, so nothing forged can be believed,
    nothing is missed that it does not carry, and the order in which webhooks come is nobody's concern."""

    deals: tuple[str, ...] = ()
    answer: str = ""
    content_type: str = "text/plain"


class Forged(Exception):
    """This webhook is not the CRM's own."""


class Crm(Protocol):
    """Raises Retry when it is away or busy, Dead when it will never take something."""

    name: str

    async def whose(self) -> str:
        """Whose account we are connected to, for people; makes sure that all we need is there."""

    async def find_deal(self, lead: Lead) -> str:
        """The deal that carries our tracking ID; "" when there is none."""

    async def find_company(self, lead: Lead) -> str:
        """The company by its domain, else by exactly its name; "" when there is none, or more than one."""

    async def find_contact(self, lead: Lead) -> str:
        """The person by their address; "" when there is none."""

    async def open_deals(self, company: str, contact: str) -> Sequence[OpenDeal]:
        """Opportunities with them that are not over, the latest first."""

    async def add_company(self, lead: Lead) -> str:
        """Make it; gives its ID."""

    async def add_contact(self, lead: Lead, company: str) -> str:
        """Make them, at their company."""

    async def save_deal(self, lead: Lead, deal: str, company: str, contact: str) -> str:
        """Bring the deal up to date, or make it with `deal` ""; the tracking ID keeps it one."""

    async def read(self, deals: Sequence[str]) -> Sequence[CrmChange]:
        """These deals as they are now; those that are gone are left out."""

    def changed(self, since: datetime) -> AsyncIterator[Sequence[CrmChange]]:
        """Deals with a tracking ID that changed since then, oldest change first, page by page."""

    def hear(self, hook: Hook) -> Heard:
        """What a webhook tells; Forged when it does not prove that it is the CRM's."""

    async def close(self) -> None:
        """Give the connections back."""
