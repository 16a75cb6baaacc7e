"""Signing keys of our own, read once: looked up first, made only where there is none, then remembered."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from inbox.compose import message_name
from storage.secrets import find_secret, secret

MESSAGE_ID = "message-id"


@dataclass(frozen=True, slots=True)
class Keys:
    """One for a database. What is remembered was committed: a key that was just made is read again."""

    clock: Clock = field(default_factory=Clock)
    _known: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def find(self, session: Session, name: str) -> bytes | None:
        """The key, for checking; None where nothing was ever signed with it."""
        if name not in self._known and (found := find_secret(session, name)):
            self._known[name] = found
        return self._known.get(name)

    def make(self, session: Session, name: str) -> bytes:
        """The key, for signing, inside a unit of work."""
        return self.find(session, name) or secret(session, name, self.clock.secret())

    async def get(self, engine: Engine, name: str) -> bytes:
        """The key, from outside any unit of work."""
        known = self._known.get(name) or await engine.ask(lambda session: self.find(session, name))
        if known:
            return known
        return await engine.unit(lambda session, _now: self.make(session, name))


def named(session: Session, keys: Keys, mail_key: str) -> str:
    """The left side of the Message-ID that a new mail goes out with; what its row keeps."""
    return message_name(mail_key, keys.make(session, MESSAGE_ID))


def signed(key: bytes, plain: bytes) -> bytes:
    """HMAC-SHA-256."""
    return hmac.digest(key, plain, hashlib.sha256)
