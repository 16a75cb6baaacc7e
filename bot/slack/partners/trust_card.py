"""What a manager sees of addresses that take no mail, workspaces of others, and whom a mail may be for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from blockkit import Actions, Button, Confirm, Message, Section
from sqlalchemy.orm import Session

from bot.slack.blocks import ask_button, cut, mrkdwn, plain, quote
from storage.outbox import Outbox, Promise
from storage.reach import Unreachable
from templates import escape_slack, render_slack
from workflows.calendar import spoken
from workflows.model import Partner, Person
from workflows.program import Program

LONGEST_WORDS = 1500
MOST_KEPT = 20  # messages of one workspace for one partner
REGISTER = "Register a referral…"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose person somebody of another workspace says to be; a manager is asked whether that is so."""

    team: str
    partner: Partner


def address_card(address: str, marked: Unreachable | None, program: Program) -> dict[str, Any]:
    """An address we do not write to, with the way back; or the word that it is in use again."""
    shown = escape_slack(cut(address, 200))
    message = Message(
        f"{cut(address, 200)} takes no mail" if marked else f"{cut(address, 200)} is in use again"
    )
    if marked is None:
        message.add_block(Section(mrkdwn(f":white_check_mark: I write to *{shown}* again.")))
    else:
        since = escape_slack(spoken(marked.since, program.tz))
        words = f":no_bell: I write no more to *{shown}* (since {since}), until somebody has checked it."
        message.add_block(Section(mrkdwn(words)))
        again = Button(plain("It takes mail again"), action_id="address:clear", value=cut(address, 320))
        again.confirm(
            Confirm(
                title=plain("Write there again?"),
                text=plain("Please check with the partner first, by phone or another address.", 300),
                confirm=plain("It works again"),
                deny=plain("Not yet"),
            )
        )
        message.add_block(Actions([again], block_id=f"address:{cut(address, 240)}"))
    built: dict[str, Any] = message.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def workspace_question(person: Person, team: str, partner: Partner) -> Promise:
    """Whether somebody of another workspace is who their profile there says."""
    said = {"name": person.name, "email": person.email, "company": partner.company, "team": team}
    text = render_slack("other_workspace", said)
    value = f"{team}|{partner.id}"
    yes = Button(plain("It is them"), action_id="workspace:theirs", value=value, style="primary")
    yes.confirm(
        Confirm(
            title=plain("Have you asked them?"),
            text=plain(f"Whoever writes from there then sees what {cut(partner.company, 100)} sees.", 300),
            confirm=plain("It is them"),
            deny=plain("Not yet"),
        )
    )
    no = Button(plain("Not them"), action_id="workspace:not_theirs", value=value)
    card = Message("…").add_block(Section(mrkdwn(text)))
    card.add_block(Actions([yes, no], block_id=f"workspace:{cut(value, 200)}"))
    return _of_workspace(team, partner.id, text, card, "")


def workspace_answer(team: str, partner: Partner, by: str, *, is_theirs: bool) -> Promise:
    """What a manager said, in the question's place."""
    said = {"company": partner.company, "team": team, "by": by, "is_theirs": is_theirs}
    text = render_slack("other_workspace_answered", said)
    return _of_workspace(team, partner.id, text, Message("…").add_block(Section(mrkdwn(text))), "@answer")


def said_meanwhile(session: Session, person: Person, claim: Claim, words: str, key: str) -> Promise | None:
    """What they wrote before anybody knows whether it is them, under the question, for a person.

    None for no words, and where too many stand there already: then they are told to write again.
    """
    question = _card(claim.team, claim.partner.id)
    if not words or Outbox(session).count(question) > MOST_KEPT:
        return None
    text = render_slack("other_workspace_said", {"name": person.name})
    card = Message("…").add_block(Section(mrkdwn(text))).add_block(quote(cut(words, LONGEST_WORDS)))
    register = ask_button(REGISTER, f"/lead register for {claim.partner.id} {words}")
    card.add_block(Actions([register]))
    shown = {"text": text, "blocks": card.build()["blocks"], "thread_of": question, "in_channel_too": False}
    said = f"{question}:said:{key}"[:290]
    payload = {"do": "show", "card": said, "channel": "managers", **shown}
    return Promise(said, "slack", question, claim.partner.id, payload)


def _card(team: str, partner_id: str) -> str:
    return f"other-workspace:{team}:{partner_id}"[:240]


def _of_workspace(team: str, partner_id: str, text: str, drawn: Message, step: str) -> Promise:
    card = _card(team, partner_id)
    shown = {"text": text, "blocks": drawn.build()["blocks"]}
    payload = {"do": "show", "card": card, "channel": "managers", **shown}
    return Promise(f"{card}{step}", "slack", card, partner_id, payload)


def names(partners: Iterable[Partner]) -> str:
    """Companies, the likeliest first."""
    return ", ".join(cut(partner.company, 60) for partner in partners)
