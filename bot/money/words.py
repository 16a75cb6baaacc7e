"""What mails say about money: as the ledger stands in the transaction that renders them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from storage.money_views import MoneyViews
from storage.plans import Plans
from workflows.base import SendEmail
from workflows.commission.answers import plan_words
from workflows.model import Referral
from workflows.program import Program

_ABOUT_MONEY = ("stage_", "money_")


def money_context(session: Session, effect: SendEmail, program: Program) -> Mapping[str, Any]:
    """For the mails that name a partner's money: `money`, what they earn of this deal, None without one.

    A receipt gets `promised`: by tracking ID the plan in words and its version.
    """
    if program.terms is None:
        return {}
    referral: Referral | None = effect.context.get("referral")
    if referral and effect.template.startswith(_ABOUT_MONEY):
        return {"money": MoneyViews(session).earned(referral, program.payout_terms.minimum)}
    new: tuple[Referral, ...] = effect.context.get("new", ())
    if effect.template == "confirmation" and new and program.terms.book.plans:
        plans = Plans(session).pinned_to([each.id for each in new])
        return {"promised": {key: (plan_words(plan), plan.version) for key, plan in plans.items()}}
    return {}
