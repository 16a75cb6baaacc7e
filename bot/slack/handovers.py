"""Answering a partner from the managers' channel: one form, whose words go out by mail, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blockkit import Section
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack import form
from bot.slack.actions import click_key, refuse
from bot.slack.blocks import cut, mrkdwn, quote
from bot.slack.modals import Unfit, form_key
from bot.slack.people import People
from storage.hand_overs import HandOvers
from templates import escape_slack
from workflows.conversation_messages import CloseHandOver, ReplyToPartner
from workflows.handover import HandOver

FORM = "question:reply_form"
ONLY_MANAGERS = "Only partner managers answer partners from here."
ABOUT = (
    ("", "I'd rather not say"),
    ("referral_status", "News of a referral"),
    ("status_overview", "All their referrals"),
    ("payout_query", "When or how much they are paid"),
    ("payout_dispute", "An amount that looks wrong"),
    ("submit_referral", "Somebody new"),
    ("update_referral", "A change to a referral"),
    ("withdraw_referral", "Taking a referral back"),
    ("program_question", "How the programme works"),
    ("complaint", "A complaint"),
    ("human_request", "They wanted a person"),
    ("opt_out", "No more reminders"),
    ("smalltalk", "Nothing in particular"),
    ("unclear", "Something else"),
)


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""

    @app.action("question:reply")
    async def reply(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            return await refuse(client, body, ONLY_MANAGERS)
        key = str(body["actions"][0]["value"])
        known = await engine.ask(lambda session: HandOvers(session).get(key))
        if known is None:
            return await refuse(client, body, "That question is not here any more.")
        await client.views_open(trigger_id=body["trigger_id"], view=reply_view(known))
        return None

    @app.action("question:close")
    async def close(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            await ack()
            return await refuse(client, body, ONLY_MANAGERS)
        key = str(body["actions"][0]["value"])
        await engine.handle(CloseHandOver(key, user.person), key=click_key(body))
        await ack()
        return None

    @app.view(FORM)
    async def send(ack: AsyncAck, body: dict[str, Any]) -> Any:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            return await ack(response_action="errors", errors={"text": ONLY_MANAGERS})
        filled = form.read_form(body)
        try:
            command = read_reply(filled)
        except Unfit as unfit:
            return await ack(response_action="errors", errors={unfit.field: str(unfit)})
        said = ReplyToPartner(command["key"], command["text"], user.person, command["label"], command["mail"])
        await engine.handle(said, key=form_key(body))
        return await ack()


def reply_view(known: HandOver) -> dict[str, Any]:
    """The form behind "Reply to partner"."""
    about = {"key": known.key, "mail": known.mail_id}
    view = form.modal("Reply to partner", "Send", FORM, about)
    to = f"{known.name} <{known.address}>" if known.name else known.address
    where = "in the thread of their mail" if known.message_id else "as a new mail"
    view.add_block(Section(mrkdwn(f"Goes by mail to *{escape_slack(cut(to, 200))}*, {where}, in your name.")))
    view.add_block(quote(cut(known.question, 1500)))
    hint = "Exactly these words go out. Everything else said in the thread stays with us."
    view.add_block(form.text("text", "Your words", optional=False, hint=hint))
    guess = known.guess[0] if known.guess else ""
    view.add_block(form.choice("label", "What was it about? (I learn from it)", _labels(), guess or "none"))
    return form.built(view)


def read_reply(filled: form.Form) -> Mapping[str, Any]:
    """What was typed; Unfit when there is nothing to send."""
    text = filled.text("text")
    if not text:
        raise Unfit("text", "There is nothing to send yet.")
    label = filled.chosen("label")
    mail = filled.about.get("mail")
    return {
        "key": str(filled.about["key"]),
        "text": text,
        "label": "" if label == "none" else label,
        "mail": int(mail) if mail is not None else None,
    }


def _labels() -> list[tuple[str, str]]:
    return [(value or "none", name) for value, name in ABOUT]
