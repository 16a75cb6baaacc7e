"""`[crm]` of referral-desk.toml: which CRM, and what its words mean."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from bot.networks import is_within, read_networks
from workflows.crm_rules import CrmRules
from workflows.pipeline import LOST, Pipeline

Vendor = Literal["", "hubspot", "salesforce", "pipedrive", "attio"]
NAMES = {"hubspot": "HubSpot", "salesforce": "Salesforce", "pipedrive": "Pipedrive", "attio": "Attio"}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class CrmFields(BaseModel):
    """`[crm.fields]`: the custom fields of a deal, by the names (or keys) they have in the CRM."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tracking_id: str = ""
    partner: str = ""
    refunded: str = ""  # how much went back to the customer, all in all
    demo_on: str = ""  # the day of the demo
    lost_reason: str = ""
    closed_on: str = ""  # Attio: the day of the close; without it, the day on which the deal was won there


class CrmTable(BaseModel):
    """`[crm]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    vendor: Vendor = ""
    url: str = ""  # where its API is, if that is your own: Salesforce's My Domain, Pipedrive's company domain
    pipeline: str = ""  # which pipeline our deals go to, where the CRM has several
    currency: str = Field("", pattern="^$|^[A-Z]{3}$", examples=["EUR"])  # of its amounts; "" is ours
    owner: str = ""  # whose new deals are, by address, while nobody has claimed the lead
    senders: tuple[str, ...] = ()  # networks its webhooks may come from, such as "203.0.113.0/24"; none: any
    account: str = ""  # Salesforce: the organisation's ID, which its messages must carry
    open_days: int = Field(90, ge=1, le=3650)  # an opportunity nobody touched for longer is no rival
    poll_minutes: int = Field(5, ge=1, le=24 * 60)
    other_reason: str = "own_reasons"  # for a reason that [crm.reasons] does not list; "" asks
    stages: dict[str, tuple[str, ...] | str] = Field(default_factory=dict)
    reasons: dict[str, str] = Field(default_factory=dict)
    fields: CrmFields = CrmFields()

    @field_validator("url")
    @classmethod
    def _is_safe(cls, url: str) -> str:
        parts = urlsplit(url)
        if not url or parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return url.rstrip("/")
        raise ValueError("write an https:// address (http:// only on this machine)")

    @field_validator("senders")
    @classmethod
    def _are_networks(cls, senders: tuple[str, ...]) -> tuple[str, ...]:
        read_networks(senders)
        return senders

    def may_call(self, remote: str) -> bool:
        """Whether a webhook may come from this address."""
        return not self.senders or is_within(remote, read_networks(self.senders))

    @property
    def rules(self) -> CrmRules | None:
        """The same for the workflows; None without a CRM."""
        if not self.vendor:
            return None
        stages = {ours: (t,) if isinstance(t, str) else t for ours, t in self.stages.items()}
        return CrmRules(NAMES[self.vendor], stages, self.reasons, self.other_reason)


class CrmSecrets(BaseModel):
    """What the environment says: a fixed token, or what fetches one."""

    model_config = ConfigDict(frozen=True)

    token: SecretStr = SecretStr("")
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    refresh_token: SecretStr = SecretStr("")
    webhook_secret: SecretStr = SecretStr("")


def problems(table: CrmTable, pipeline: Pipeline) -> list[str]:
    """What is wrong with the mapping, in sentences."""
    rules = table.rules
    if rules is None:
        return []
    found = [
        f'[crm.stages] "{ours}" is no stage of yours; there are {", ".join(s.key for s in pipeline.stages)}'
        for ours in rules.stages
        if pipeline.stage(ours) is None
    ]
    said = [word for words in rules.stages.values() for word in words]
    twice = sorted({word for word in said if said.count(word) > 1})
    found += [f'[crm.stages] "{word}" stands for two stages' for word in twice]
    known = {reason.key for reason in pipeline.reasons_for(LOST)}
    wrong = [ours for ours in rules.reasons.values() if ours not in known]
    return found + [f'[crm.reasons] "{ours}" is no reason for a lost deal' for ours in wrong]
