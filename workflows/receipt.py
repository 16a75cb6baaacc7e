"""The line under a confirmation that proves it: which referral, whose, and when it reached us.

`rd1:R-7K3M-9Q:P-1A2B3C4D5E:20260302T100000Z:` and a signature. Pure text: who signs and who checks is told.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from workflows.model import Referral

Sign = Callable[[bytes], bytes]
_STAMP = "%Y%m%dT%H%M%SZ"
_SHAPE = re.compile(
    r"rd1:(R-[0-9A-Z]+-[0-9A-Z]+):([A-Za-z0-9_-]{1,40}):(\d{8}T\d{6}Z):([A-Z2-7]{26})", re.IGNORECASE
)
_BEGINS = re.compile(r"^\s*(?:(?:fwd?|wg|tr|rv|enc|doorst)\s*:)", re.IGNORECASE)
_ASKS = re.compile(
    r"receipt|proof|prove|valid|genuine|quittung|beleg|nachweis|echt|reçu|preuve|recibo|prueba|bewijs|ontvangst"
    r"|comprovante|prova",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says."""

    referral: str
    partner: str
    received_at: datetime
    signature: str = ""

    @property
    def _said(self) -> str:
        return f"rd1:{self.referral}:{self.partner}:{self.received_at.astimezone(UTC):{_STAMP}}"

    def written(self, sign: Sign) -> str:
        """The line, signed."""
        return f"{self._said}:{_signature(sign(self._said.encode()))}"

    def is_ours(self, sign: Sign) -> bool:
        """Whether exactly this was signed by us."""
        return hmac.compare_digest(self.signature, _signature(sign(self._said.encode())))


def receipt_of(referral: Referral) -> Receipt:
    """What the confirmation of a referral proves."""
    return Receipt(referral.id, referral.partner_id, referral.received_at)


def find_receipts(text: str) -> tuple[Receipt, ...]:
    """Every receipt in a text, forged ones too; each once."""
    found = []
    for referral, partner, stamp, signature in _SHAPE.findall(text):
        try:
            at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:  # no such day
            continue
        found.append(Receipt(referral.upper(), partner, at, signature.upper()))
    return tuple(dict.fromkeys(found))


def is_about_receipt(subject: str, words: str) -> bool:
    """Whether a mail with a receipt in it wants to know what that proves, and nothing else.

    It is passed on without a word, or with one about proof; any address or question more is read as ever.
    """
    own = _SHAPE.sub("", words).strip()
    if "@" in own:
        return False
    asks = bool(_ASKS.search(own)) and len(own) < 300
    pasted = own != words.strip()
    return asks or (not any(c.isalnum() for c in own) and (pasted or bool(_BEGINS.match(subject))))


def _signature(digest: bytes) -> str:
    return b32encode(digest[:16]).decode().rstrip("=")
