"""Cards that managers work through: what wants a look in the data, and reviews."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy.orm import Session

from bot.slack.care import quality_card, reviews
from bot.slack.mails import given_up_card
from storage.quality import Findings
from storage.reviews import Reviews
from workflows.program import Program


def draw(
    session: Session, card: Literal["quality", "review", "given_up"], about: str, program: Program
) -> dict[str, Any] | None:
    """The card, as its rows stand; `about` names the run or the day it came from."""
    if card == "given_up":
        return given_up_card.draw(session, about)
    if card == "review":
        review = Reviews(session).get(about)
        return reviews.card(review, program) if review else None
    findings = Findings(session)
    return quality_card.card(findings.open(limit=quality_card.SHOWN), findings.count_open(), about)
