"""The card of a mail that waits for a person: why, the guess, and what can be done in one click."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from blockkit import Actions, Button, Confirm, Context, Header

from bot.conversation.plain_words import UNDERSTOOD
from bot.slack.blocks import (
    LONGEST_HEADER,
    as_payload,
    cut,
    fact_list,
    mrkdwn,
    new_message,
    plain,
    prospect_facts,
    quote,
)
from templates import escape_slack
from workflows.calendar import spoken
from workflows.model import HeldMail, Partner
from workflows.program import Program

CAUSES = {
    "unknown_sender": ":wave: Somebody new wrote to the desk",
    "prospect_wrote": ":incoming_envelope: A prospect wrote to the desk",
    "not_authenticated": ":lock: This mail may be forged",
    "no_prospect": ":mag: An intro without a prospect",
    "unsure": ":thinking_face: Several readings of this mail are possible",
    "question": ":speech_balloon: A partner asks something",
    "manager_for_partner": ":busts_in_silhouette: Which partner is this for?",
    "encrypted": ":closed_lock_with_key: An encrypted mail",
    "too_large": ":package: A mail too large to read",
    "unreadable": ":warning: A mail could not be read",
    "which_referral": ":pencil2: A correction, but of which referral?",
    "self_referral": ":mirror: A partner introduces their own company",
    "correction": ":pencil2: A partner wants something changed",
    "complaint": ":rotating_light: A partner is not happy",
    "pay_elsewhere": ":rotating_light: Somebody asks for another account",
    "wrong_person": ":busts_in_silhouette: Somebody else should hear from us",
    "warning": ":rotating_light: An answer to our warning about another account",
    "decision": ":scales: A word about your decision between two partners",
    "opinion": ":ear: A partner answers this quarter's question",
}
ANSWERED_BY_HAND = frozenset(
    {"question", "complaint", "wrong_person", "correction", "no_prospect", "unsure", "opinion"}
)
# Nobody vouches for the sender, or the mail asks for money.
UNPROVEN = frozenset({"unknown_sender", "prospect_wrote", "not_authenticated", "unreadable", "pay_elsewhere"})


def held_card(
    held: HeldMail, partner: Partner | None, program: Program, more: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """A mail that waits for a manager: why, the guess, and what can be done in one click."""
    headline = CAUSES.get(held.cause, ":raising_hand: A mail needs a person")
    card = new_message(f"{headline}: {cut(held.sender or 'unknown sender', 100)}")
    card.add_block(Header(plain(headline, LONGEST_HEADER)))
    card.add_block(fact_list([*_held_facts(held, partner, program), *((k, v) for k, v in more if v)]))
    for prospect in held.prospects[:3]:
        card.add_block(fact_list([("My guess", ""), *prospect_facts(prospect)]))
    if held.note:
        card.add_block(quote(held.note))
    if held.status == "open":
        card.add_block(held_actions(held))
    else:
        card.add_block(Context([mrkdwn(f":white_check_mark: {escape_slack(cut(held.outcome, 400))}")]))
    return as_payload(card)


def _held_facts(held: HeldMail, partner: Partner | None, program: Program) -> list[tuple[str, str]]:
    who = f"{held.sender_name} <{held.sender}>" if held.sender_name else held.sender
    told = [("From", who), ("Subject", held.subject), ("Reached us", spoken(held.received_at, program.tz))]
    if partner:
        told.append(("Partner", partner.company))
    told += [_reason(reason) for reason in held.reasons[:4]]
    return [(label, value) for label, value in told if value]


def _reason(reason: str) -> tuple[str, str]:
    heard = reason.removeprefix(UNDERSTOOD)
    return ("I understood", heard) if heard != reason else ("Why", reason)


def held_actions(held: HeldMail) -> Actions:
    """What can be done about a held mail, on its card and in App Home."""
    return Actions([*_held_buttons(held), *_held_files(held)], block_id=f"decide:{held.mail_id}")


def _held_files(held: HeldMail) -> list[Button]:
    """The way to what came along; of a sender whom nothing proves only after a second thought."""
    if not held.enclosures:
        return []
    button = Button(plain("Send me the files"), action_id="held:files", value=str(held.mail_id))
    if held.cause not in UNPROVEN:
        return [button]
    words = (
        "Nothing proves who sent them. I only hand them on, to you alone; do not open what you do not expect."
    )
    asked = Confirm(
        title=plain("Files from outside"),
        text=plain(words, 300),
        confirm=plain("Send them"),
        deny=plain("Leave them"),
    )
    return [button.confirm(asked)]


def _held_buttons(held: HeldMail) -> list[Button]:
    mail = str(held.mail_id)
    approve = Button(plain("Approve as a partner…"), action_id="held:approve", value=mail, style="primary")
    register = Button(plain("Register by hand…"), action_id="held:register", value=mail)
    again = Button(plain("Read again"), action_id="held:again", value=mail)
    done = Button(plain("Done"), action_id="held:dismiss", value=mail)
    ignore = Button(plain("Ignore"), action_id="held:dismiss", value=mail)
    ignore.confirm(
        Confirm(
            title=plain("Ignore this mail?"),
            text=plain(
                "It stays in the store and can be replayed. The sender hears nothing more from me.", 300
            ),
            confirm=plain("Ignore it"),
            deny=plain("Keep it here"),
        )
    )
    match held.cause:
        case "unknown_sender":
            return [approve, register, _decline(held), ignore]
        case "prospect_wrote":
            return [done.style("primary"), approve.style(None), register]
        case "unreadable":
            return [again, register, ignore]
        case "which_referral":
            return [*(_choice(held, each) for each in held.choices[:4]), ignore]
        case "pay_elsewhere":
            return [done]
        case "correction" | "warning" | "decision":
            return [_reply(held), done]
    if held.cause in ANSWERED_BY_HAND and held.partner_id:
        return [_reply(held), register, ignore]
    return [register.style("primary") if held.prospects else register, ignore]


def _reply(held: HeldMail) -> Button:
    key = f"mail:{held.mail_id}"
    return Button(plain("Reply to partner…"), action_id="question:reply", value=key, style="primary")


def _choice(held: HeldMail, choice: str) -> Button:
    referral_id = choice.partition(" ")[0]
    value = f"{held.mail_id}|{referral_id}"
    return Button(plain(f"It is {choice}"), action_id=f"held:correct:{referral_id}", value=value)


def _decline(held: HeldMail) -> Button:
    button = Button(plain("Decline"), action_id="held:decline", value=str(held.mail_id))
    kind = "They get a kind answer." if held.may_answer else "They hear nothing: an answer would not be safe."
    return button.confirm(
        Confirm(
            title=plain("Decline this sender?"),
            text=plain(f"Nothing is registered. {kind}", 300),
            confirm=plain("Decline"),
            deny=plain("Not yet"),
        )
    )
