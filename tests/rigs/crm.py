"""Ten thousand changes of deals, as a CRM might tell them: in any order, and more than once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.builders import AISHA, MARCO
from workflows.crm_messages import CrmChange
from workflows.crm_rules import CrmRules
from workflows.money import Money

RULES = CrmRules(
    "HubSpot",
    {
        "registered": ("s-new",),
        "contacted": ("s-talk", "s-talk-2"),
        "qualified": ("s-fit",),
        "proposal_sent": ("s-offer",),
        "closed_won": ("s-won",),
        "closed_lost": ("s-lost",),
    },
    other_reason="own_reasons",
)
WORDS = ("s-talk", "s-talk-2", "s-fit", "s-offer", "s-won", "s-lost", "s-odd")


def story(deals: Sequence[str], versions: int, seed: int) -> list[CrmChange]:
    """What happened, in the order in which it happened; refunds only ever grow."""
    chance, told = random.Random(seed), []
    now = dict.fromkeys(deals, CrmChange("", 0, "s-new"))
    for version in range(1, versions + 1):
        for deal in deals:
            was = now[deal]
            now[deal] = replace(
                was,
                deal_id=deal,
                version=version,
                stage=chance.choice(WORDS) if chance.random() < 0.5 else was.stage,
                amount=Money(chance.randrange(1, 9) * 100_000, "GBP"),
                closed_on=date(2026, 3, 2) + timedelta(days=chance.randrange(60)),
                owner_email=chance.choice((MARCO, AISHA)).email,
            )
            told.append(now[deal])
    return told


def shuffled(told: Sequence[CrmChange], seed: int, repeats: float = 0.3) -> list[CrmChange]:
    """The same in any order, some of it twice."""
    chance = random.Random(seed)
    mixed = [*told, *chance.sample(list(told), int(len(told) * repeats))]
    chance.shuffle(mixed)
    return mixed


def last(told: Sequence[CrmChange]) -> dict[str, CrmChange]:
    """How each deal stands in the end."""
    return {each.deal_id: each for each in sorted(told, key=lambda change: change.version)}
