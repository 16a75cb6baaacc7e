"""Answering a partner from the managers' channel: one form, whose words go out by mail, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blockkit import Section
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.plain_words import in_plain_words
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
_CHOICES = (
    "referral_status status_overview payout_query payout_dispute submit_referral update_referral "
    "withdraw_referral program_question complaint human_request opt_out smalltalk"
).split()
ABOUT = (
    ("", "I'd rather not say"),
    *((intent, in_plain_words([intent]).capitalize()) for intent in _CHOICES),
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
        said = ReplyToPartner(actor=user.person, **command)
        outcome = await engine.handle(said, key=f"{form_key(body)}:{said.seen}")
        if not (outcome.events or outcome.is_repeated):
            known = await engine.ask(lambda session: HandOvers(session).get(said.key))
            if known:
                return await ack(response_action="update", view=reply_view(known, said))
        return await ack()


def reply_view(known: HandOver, unsent: ReplyToPartner | None = None) -> dict[str, Any]:
    """The form behind "Reply to partner"; `unsent` is what somebody wrote while another was faster."""
    about = {"key": known.key, "mail": known.mail_id, "seen": len(known.answers)}
    view = form.modal("Reply to partner", "Send", FORM, about)
    to = f"{known.name} <{known.address}>" if known.name else known.address
    where = "in the thread of their mail" if known.message_id else "as a new mail"
    view.add_block(Section(mrkdwn(f"Goes by mail to *{escape_slack(cut(to, 200))}*, {where}, in your name.")))
    view.add_block(quote(cut(known.question, 1500)))
    if known.answers:
        late = "Yours was *not sent*: " if unsent else ""
        words = f":warning: {late}{escape_slack(cut(known.decided_by, 100))} has answered already:"
        view.add_block(Section(mrkdwn(words)))
        view.add_block(quote(cut(known.answers[-1], 1500)))
    hint = "Exactly these words go out. Everything else said in the thread stays with us."
    view.add_block(form.text("text", "Your words", unsent.text if unsent else "", optional=False, hint=hint))
    guess = unsent.label if unsent else known.guess[0] if known.guess else ""
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
        "mail_id": int(mail) if mail is not None else None,
        "seen": filled.about.get("seen"),
    }


def _labels() -> list[tuple[str, str]]:
    return [(value or "none", name) for value, name in ABOUT]
