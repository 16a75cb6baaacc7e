"""The rule kinds, by the name a rule's `kind` gives: a new one is one file and one line here."""

from __future__ import annotations

from workflows.commission import bounty, flat, percent, recurring, tiers
from workflows.commission.model import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (percent.KIND, flat.KIND, tiers.KIND, recurring.KIND, bounty.KIND)
}
