"""`[[webhooks]]` and `[[sources]]` of referral-desk.toml: which programs hear of us, and whom we hear."""

from __future__ import annotations

from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class HookTable(BaseModel):
    """One of `[[webhooks]]`: where to, and which events (`referral.*`); none named means all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9-]{1,40}$", examples=["data-warehouse"])
    url: str
    events: tuple[str, ...] = ("*",)

    @field_validator("url")
    @classmethod
    def _is_safe(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return url
        raise ValueError("write an https:// address (http:// only on this machine)")

    def wants(self, event_type: str) -> bool:
        """Whether this hook asked for events of that type."""
        return any(fnmatchcase(event_type, pattern) for pattern in self.events)


class SourceTable(BaseModel):
    """One of `[[sources]]`: a program whose signed webhooks are taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9-]{1,40}$", examples=["data-warehouse"])
