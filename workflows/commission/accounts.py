"""Where money goes: an IBAN, a PayPal address, a Stripe account. Shown masked, and in no log."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

Method = Literal["sepa", "paypal", "stripe"]
NAMES: dict[Method, str] = {"sepa": "Bank account (IBAN)", "paypal": "PayPal", "stripe": "Stripe account"}
DOTS = "\u2022\u2022\u2022\u2022"


@dataclass(frozen=True, slots=True)
class PayoutAccount:
    """One account; its number stays out of every repr, so that a log or an error cannot hold it."""

    method: Method
    holder: str
    number: str = field(repr=False)  # IBAN without spaces, PayPal address, acct_…
    bic: str = ""

    @property
    def masked(self) -> str:
        """What people see: enough to recognise it, too little to use it."""
        number = self.number
        if self.method == "paypal":
            local, _, domain = number.partition("@")
            return f"PayPal {local[:1]}{DOTS}@{domain}"
        if self.method == "stripe":
            return f"Stripe {DOTS}{number[-4:]}"
        return f"{number[:2]}{DOTS}{number[-4:]}"

    @property
    def fingerprint(self) -> str:
        """A hash of all of it: the same details again are no change."""
        said = "\x1f".join((self.method, self.holder.casefold(), self.number, self.bic))
        return hashlib.sha256(said.encode()).hexdigest()
