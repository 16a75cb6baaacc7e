"""The card of a review: each line is looked at, then somebody signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blockkit import Actions, Button, Context, Header, Message, Section
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack.actions import click_key, is_manager, refuse
from bot.slack.blocks import cut, mrkdwn, plain
from bot.slack.people import People
from storage.reviews import Reviews
from templates import escape_slack
from workflows.calendar import spoken
from workflows.program import Program
from workflows.review import Review
from workflows.review_messages import Item, JudgeItem, SignReview, Verdict

FINE, WORK, SIGN = "review:fine", "review:work", "review:sign"
SPLIT = "|"
_MARKS: Mapping[Verdict, str] = {
    "": ":white_medium_square:",
    "fine": ":white_check_mark:",
    "work": ":hammer:",
}


def card(review: Review, program: Program) -> dict[str, Any]:
    """As things stand."""
    title = _title(review)
    message = Message(title).add_block(Header(plain(f":clipboard: {title}", 150)))
    for item in review.items:
        message.add_block(Section(mrkdwn(cut(_words(item, program), 2900))))
        if not review.signed_by:
            message.add_block(Actions([*_buttons(review, item)], block_id=f"item:{review.key}:{item.key}"))
    if review.signed_by and review.signed_at:
        when = escape_slack(spoken(review.signed_at, program.tz, today=review.signed_at.date()))
        message.add_block(
            Context([mrkdwn(f":lower_left_fountain_pen: {escape_slack(review.signed_by)}, {when}")])
        )
    else:
        message.add_block(Context([mrkdwn(f"{review.left} of {len(review.items)} not looked at yet.")]))
        sign = Button(plain("Sign off"), action_id=SIGN, value=review.key)
        message.add_block(
            Actions([sign if review.left else sign.style("primary")], block_id=f"sign:{review.key}")
        )
    built: dict[str, Any] = message.build()
    return {"text": built["text"], "blocks": built["blocks"]}


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""

    async def judge(body: dict[str, Any], ack: AsyncAck, client: AsyncWebClient, verdict: Verdict) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, "Partner managers do the review."):
            return
        key, _, item = str(body["actions"][0]["value"]).partition(SPLIT)
        await engine.handle(JudgeItem(key, item, verdict, user.person), click_key(body))
        await ack()

    @app.action(FINE)
    async def fine(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await judge(body, ack, client, "fine")

    @app.action(WORK)
    async def work(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await judge(body, ack, client, "work")

    @app.action(SIGN)
    async def sign(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user, key = await people.find(body["user"]["id"]), str(body["actions"][0]["value"])
        review = await engine.ask(lambda session: Reviews(session).get(key))
        if user.role != "manager" or review is None or review.left:
            await ack()
            why = "Please look at every line first." if user.role == "manager" else "Partner managers sign."
            return await refuse(client, body, why)
        await engine.handle(SignReview(key, user.person), click_key(body))
        await ack()
        return None


def _title(review: Review) -> str:
    kind, _, period = review.key.partition(":")
    name = "Yearly review of the process" if kind == "annual" else "Quarterly review of the workflow"
    return f"{name}, {period.replace('-', ' ')}"


def _words(item: Item, program: Program) -> str:
    lines = [f"{_MARKS[item.verdict]} *{escape_slack(item.title)}*", escape_slack(item.asks)]
    lines += [f"• {escape_slack(line)}" for line in item.knows]
    if item.at:
        says = "needs work" if item.verdict == "work" else "fine"
        lines.append(f"_{escape_slack(item.by)}: {says}, {escape_slack(spoken(item.at, program.tz))}_")
    return "\n".join(lines)


def _buttons(review: Review, item: Item) -> list[Button]:
    value = f"{review.key}{SPLIT}{item.key}"
    ways = (("Fine", FINE), ("Needs work", WORK))
    return [
        Button(plain(label), action_id=action, value=value).accessibility_label(f"{item.title}: {label}")
        for label, action in ways
    ]
