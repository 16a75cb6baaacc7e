"""A partner's question that came in Slack, for a person: what they ask, our guess, and the way to answer."""

from __future__ import annotations

from typing import Any

from blockkit import Actions, Button, Context, Message, Section
from sqlalchemy.orm import Session

from bot.conversation.plain_words import in_plain_words
from bot.slack import blocks
from bot.slack.blocks import cut, mrkdwn, plain
from storage.hand_overs import HandOvers
from storage.partners import Partners
from templates import escape_slack
from workflows.calendar import spoken
from workflows.handover import HandOver
from workflows.program import Program

LONGEST_QUESTION = 1500


def draw(session: Session, key: str, program: Program) -> dict[str, Any] | None:
    """The card as the row stands."""
    known = HandOvers(session).get(key)
    if known is None:
        return None
    partner = Partners(session).get(known.partner_id)
    company = partner.company if partner else known.partner_id
    card = Message(f"A question from {cut(company, 100)}")
    who, firm = escape_slack(cut(known.name or known.address, 100)), escape_slack(cut(company, 120))
    head = f":raising_hand: *{who}* of *{firm}* asks in Slack:"
    card.add_block(Section(mrkdwn(head)))
    card.add_block(blocks.quote(cut(known.question, LONGEST_QUESTION)))
    facts = [("I understood", in_plain_words(known.guess)), ("About", ", ".join(known.refs))]
    if known.due_at:
        facts.append(("I promised an answer by", spoken(known.due_at, program.tz)))
    card.add_block(blocks.fact_list([(label, value) for label, value in facts if value]))
    if known.status == "open":
        card.add_block(Actions([reply_button(known.key), _done(known)], block_id=f"question:{known.key}"))
    else:
        how = "replied" if known.how == "replied" else "has seen to it"
        done = f":white_check_mark: {escape_slack(known.decided_by)} {how}."
        card.add_block(Context([mrkdwn(done)]))
        card.add_block(Actions([reply_button(known.key, again=True)], block_id=f"question:{known.key}"))
    built: dict[str, Any] = card.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def reply_button(key: str, *, again: bool = False) -> Button:
    """Opens the form whose words go out by mail; everything else said in the thread stays here."""
    label = "Write again…" if again else "Reply to partner…"
    button = Button(plain(label), action_id="question:reply", value=key)
    return button if again else button.style("primary")


def _done(known: HandOver) -> Button:
    return Button(plain("Nothing to say"), action_id="question:close", value=known.key)
