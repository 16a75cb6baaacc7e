"""What the words of the programme's CRM mean here, and ours there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CrmRules:
    """What the CRM's words mean here. Of several for one stage of ours, the first is what we say."""

    name: str  # "HubSpot"
    stages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # ours -> the CRM's
    reasons: Mapping[str, str] = field(default_factory=dict)  # why a deal was lost: the CRM's -> ours
    other_reason: str = ""  # ours for a reason that is not listed; "" asks

    def meaning(self, stage: str) -> str:
        """Our stage for one of the CRM's; "" when nobody has said."""
        return next((ours for ours, theirs in self.stages.items() if stage in theirs), "")

    def word(self, stage: str, now: str = "") -> str:
        """The CRM's word for a stage of ours; `now` stays where it means the same."""
        theirs = self.stages.get(stage, ())
        return now if now in theirs else theirs[0] if theirs else ""
