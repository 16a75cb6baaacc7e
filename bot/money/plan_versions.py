"""At start: every version of a commission plan is kept, and a plan that says something new is noticed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.slack.blocks import words
from storage.outbox import Promise
from storage.plans import Plans
from templates import render_slack
from workflows.commission.answers import plan_words
from workflows.commission.rules import Plan
from workflows.commission.terms import Terms
from workflows.program import Program

Edit = tuple[Plan, Plan, int]


async def keep_plans(engine: Engine, program: Program) -> None:
    """Store the file's plans. Referrals keep what they were promised; the managers hear what is new, once."""
    if program.terms is None:
        return
    terms = program.terms
    for old, new, referrals in await engine.unit(lambda session, now: _keep(session, terms, now)):
        context = {"old": old, "new": new, "referrals": referrals}
        context |= {"was": plan_words(old), "says": plan_words(new)}
        text, key = render_slack("plan_changed", context), f"plan:{old.version}:{new.version}"
        payload = {"do": "show", "card": key, "channel": "managers", "text": text, "blocks": words(text)}
        await _say(engine, Promise(key, "slack", key, "", payload))


async def _say(engine: Engine, promise: Promise) -> None:
    await engine.say(promise.key, lambda _session, _now: (promise,))


def _keep(session: Session, terms: Terms, now: datetime) -> tuple[Edit, ...]:
    plans = Plans(session)
    stored, used = plans.all(), plans.in_use()
    for plan in terms.book.plans:
        plans.keep(plan, now)
    edited = terms.book.edited([plan for plan in stored if plan.version in used])
    return tuple((old, new, used[old.version]) for old, new in edited)
