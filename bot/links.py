"""Links that only we can make: each carries what it is for, signed with a key of our own.

The keys are made by ourselves and shared through the database; a link never says more than it must.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.keys import Keys, signed
from storage.pages import Pages

UNSUBSCRIBE, PAGE = "/unsubscribe/", "/mine/"
SIGNED = 16  # bytes of the signature that travel
PAGE_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links, and reads them."""

    public_url: str  # https://desk.vendor.example; "" when nobody outside reaches our HTTP server
    mail_address: str
    clock: Clock
    keys: Keys = field(default_factory=Keys)

    @property
    def _is_public(self) -> bool:
        return self.public_url.startswith("https://")

    def unsubscribe(self, session: Session, address: str) -> str:
        """What `List-Unsubscribe` says for a nudge to this address."""
        if not self._is_public:  # then a mail does it, without the one click
            return f"mailto:{self.mail_address}?subject=unsubscribe"
        return f"{self.public_url.rstrip('/')}{UNSUBSCRIBE}{self.token(session, address)}"

    def page(self, session: Session, partner_id: str, now: datetime) -> str:
        """The address of a partner's own page, good for thirty days; "" when nobody could open it."""
        if not self._is_public:
            return ""
        return f"{self.public_url.rstrip('/')}{PAGE}{self.page_token(session, partner_id, now)}"

    def token(self, session: Session, address: str) -> str:
        """The signed address."""
        return self._sealed(session, "unsubscribe", address.lower())

    def address_of(self, session: Session, token: str) -> str:
        """The address a token was made for; "" when we never made it."""
        return self._opened(session, "unsubscribe", token)

    def page_token(self, session: Session, partner_id: str, now: datetime) -> str:
        """Whose page, and since when the link lives."""
        return self._sealed(session, "page", f"{partner_id} {int(now.timestamp())}")

    def partner_of(self, session: Session, token: str, now: datetime) -> str:
        """Whose page a token opens; "" when we never made it, it is too old, or it was revoked."""
        partner_id, _, stamp = self._opened(session, "page", token).rpartition(" ")
        if not partner_id:
            return ""
        made = datetime.fromtimestamp(int(stamp), UTC)
        revoked = Pages(session).revoked_at(partner_id)
        is_live = now - made <= PAGE_LASTS and (revoked is None or made > revoked)
        return partner_id if is_live else ""

    def _sealed(self, session: Session, purpose: str, text: str) -> str:
        plain = text.encode()
        return f"{_encoded(plain)}.{_encoded(signed(self.keys.make(session, purpose), plain)[:SIGNED])}"

    def _opened(self, session: Session, purpose: str, token: str) -> str:
        said, _, signature = token.partition(".")
        try:
            plain, seal = _decoded(said), _decoded(signature)
        except (NotBase64, ValueError):
            return ""
        key = self.keys.find(session, purpose)
        is_ours = key is not None and hmac.compare_digest(signed(key, plain)[:SIGNED], seal)
        return plain.decode(errors="replace") if is_ours else ""


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
