"""Before the first click: what a decision needs for the first time is loaded, built and compiled.

A lead is registered and claimed as if somebody had done so, and all of it is taken back. Without it the
first click after a start waits a fifth of a second for statements and templates.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.engine import Engine
from workflows.base import Event
from workflows.canary import TEST_PROSPECT, partner_of
from workflows.commands import AddPartner, ClaimReferral, RegisterReferrals, Thread
from workflows.errors import Retry
from workflows.events import ReferralRegistered
from workflows.model import Person

DESK = Person("The desk")

log = structlog.get_logger()


async def warm_up(engine: Engine, clock: Clock, address: str) -> None:
    """Rehearse the main job once, with the partner that the desk plays for its canary."""
    partner = partner_of(address)
    register = RegisterReferrals(
        partner=partner,
        contact=partner.contacts[0],
        prospects=(TEST_PROSPECT,),
        received_at=clock.now(),
        note="",
        thread=Thread("", (), ""),
    )
    try:
        await engine.rehearse(
            (AddPartner(partner, DESK), register), lambda _session, _events: None, then=_claims
        )
    except (SQLAlchemyError, Retry) as broken:  # whatever it is, health will tell; mail can wait
        log.warning("warm_up", error=type(broken).__name__)


def _claims(events: Sequence[Event]) -> tuple[ClaimReferral, ...]:
    return tuple(ClaimReferral(one.about, DESK) for one in events if isinstance(one, ReferralRegistered))
