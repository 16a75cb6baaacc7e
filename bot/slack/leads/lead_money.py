"""`/lead R-… why`, `whatif 50k`, `refund`, `collect`, `facts`: what a lead earns, step by step."""

from __future__ import annotations

import re

from blockkit import Section

from bot.slack.answers import Answer, Ask, Block, Open, Show, built, lead_on, say
from bot.slack.blocks import cut, mrkdwn
from bot.slack.money import facts_form, money_forms
from bot.slack.people import FOR_MONEY, MAY_SEE_MONEY
from inbox.facts import amounts
from storage.deals import Deals
from storage.money_views import MoneyViews
from storage.referrals import Referrals
from templates import escape_slack
from workflows import tracking
from workflows.calendar import local_date
from workflows.commission.answers import plan_words, what_if_words, why_words
from workflows.commission.rules import Plan
from workflows.model import Referral
from workflows.money import Money
from workflows.pipeline import WON

_WHAT = r"(?P<what>why\??|what\s?if|refund|collect|facts)"
_ID_FIRST = re.compile(rf"(?P<id>\S+)\s+{_WHAT}(?:\s+(?P<rest>.*))?", re.IGNORECASE)
_WORD_FIRST = re.compile(rf"{_WHAT}\s+(?P<id>\S+)(?:\s+(?P<rest>.*))?", re.IGNORECASE)
_BEFORE_AMOUNT = re.compile(r"(it\s+)?clos(es|ed)\s+(at|for)\s+", re.IGNORECASE)


def is_money_question(words: str) -> bool:
    """Whether somebody asks what a lead earns: "why R-7K3M-9Q?", "what if R-7K3M-9Q closes at 50k?".

    "Why is R-7K3M-9Q lost?" is another question; as a command, where nothing else is meant, it is this one.
    """
    asked = _asked(words)
    return asked is not None and (asked[1] == "whatif" or not asked[2])


def money_question(ask: Ask) -> Answer | None:
    """The answer when the words ask about money; None when they ask about something else."""
    asked = _asked(ask.words)
    if asked is None or (ask.user.role == "partner" and not is_money_question(ask.words)):
        return None
    tracking_id, what, rest = asked
    referral = Referrals(ask.session).get(tracking_id)
    if ask.user.role == "partner":
        mine = ask.user.partner and referral and referral.partner_id == ask.user.partner.id
        if not mine or referral is None:  # the same answer as for an ID that does not exist
            return say(f"I know no referral `{tracking_id}` of yours.")
    elif ask.user.role not in MAY_SEE_MONEY:
        return say(FOR_MONEY)
    elif referral is None:
        return say(f"I know no lead `{tracking_id}`.")
    match what:
        case "why":
            return _why(ask, referral)
        case "whatif":
            return _what_if(ask, referral, rest)
    return _form(ask, referral, what, rest)


def _asked(words: str) -> tuple[str, str, str] | None:
    """The lead, the question, and what follows."""
    found = _ID_FIRST.fullmatch(words.strip(" ?")) or _WORD_FIRST.fullmatch(words.strip(" ?"))
    tracking_id = tracking.normalise(found["id"].strip("?")) if found else ""
    if not found or not tracking_id:
        return None
    what, rest = found["what"].lower().rstrip("?").replace(" ", ""), (found["rest"] or "").strip()
    return tracking_id, what, rest


def _why(ask: Ask, referral: Referral) -> Show:
    found = MoneyViews(ask.session).earned(referral, ask.program.payout_terms.minimum)
    title = cut(referral.title, 120)
    if found is None and referral.stage == WON:
        words = (
            "is won, and no commission is booked for it here: it was settled elsewhere, or none was agreed."
        )
        return say(f"*{escape_slack(title)}* {words}", *_ways(ask, referral))
    if found is None:
        plan = _plan_words(ask, referral)
        return say(f"*{escape_slack(title)}* has earned nothing yet. {plan}", *_ways(ask, referral))
    return _said(why_words(found, title), ask, referral)


def _what_if(ask: Ask, referral: Referral, typed: str) -> Show:
    value = _amount(ask, referral, typed)
    if value is None:
        return say(f"What would it close at? For example `/lead {referral.id} whatif 50k`.")
    terms, today = ask.program.terms, local_date(ask.now, ask.program.tz)
    found = MoneyViews(ask.session).what_if(referral, value, today, terms) if terms else None
    if found is None:
        return say("I cannot work that out today: there is no plan, or no exchange rate. Please ask finance.")
    return _said(what_if_words(found, cut(referral.title, 120)), ask, referral)


def _form(ask: Ask, referral: Referral, what: str, typed: str) -> Answer:
    if ask.user.role not in MAY_SEE_MONEY:
        return say(FOR_MONEY)
    record = Deals(ask.session).get(referral.id)
    if record is None or record.deal.closed_on is None:
        return say(f"*{escape_slack(referral.title)}* is not won, so no money hangs on it.")
    if what == "facts":
        view = facts_form.facts_view(referral, record.deal)
    else:
        today = local_date(ask.now, ask.program.tz)
        view = money_forms.deal_view(what, referral, record.deal.value, today, typed)
    return Open(view, "Fill in…", f"/lead {referral.id} {what}")


def _amount(ask: Ask, referral: Referral, typed: str) -> Money | None:
    """What somebody typed, in the currency they named, else in the deal's own."""
    said = amounts.typed(_BEFORE_AMOUNT.sub("", typed.strip(" ?")), country=ask.program.country)
    if said is None or said.amount <= 0:
        return None
    record, plan = Deals(ask.session).get(referral.id), _plan(ask, referral)
    own = record.deal.value.currency if record else plan.currency if plan else ""
    return Money.of(said.amount, said.currency or own or ask.program.currency)


def _plan(ask: Ask, referral: Referral) -> Plan | None:
    if ask.program.terms is None:
        return None
    today = local_date(ask.now, ask.program.tz)
    return MoneyViews(ask.session).plan_of(referral, today, ask.program.terms)


def _plan_words(ask: Ask, referral: Referral) -> str:
    plan = _plan(ask, referral)
    return (
        f"Promised if it closes: {escape_slack(plan_words(plan))}." if plan else "No commission is promised."
    )


def _said(lines: tuple[str, ...], ask: Ask, referral: Referral) -> Show:
    head, *rest = [escape_slack(line) for line in lines]
    text = "\n".join((f"*{head}*", *rest))
    return Show(built(Section(mrkdwn(text[:2900])), *_ways(ask, referral)))


def _ways(ask: Ask, referral: Referral) -> list[Block]:
    if ask.user.role == "partner":
        return [lead_on(("My payouts", "/partner payouts"))]
    ways = [("The lead", f"/lead {referral.id}"), ("Payouts", f"/partner payouts {referral.partner_id}")]
    if referral.stage == WON:
        ways.append(("Its base…", f"/lead {referral.id} facts"))
    return [lead_on(*ways)]
