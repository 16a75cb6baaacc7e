"""What people write: tracking IDs get a line in the thread, mentions and direct messages an answer.

Bots and edits are not heard. An event that comes twice (Slack repeats what it thinks we missed) is answered
once, and so is a message that reaches us as two events.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from blockkit import Section
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from sqlalchemy.orm import Session

from bot.slack import blocks, mention_lines, plain_questions
from bot.slack.answers import Answer, Ask, Blocks, Do, Move, Open, Register, Show, built, lead_on
from bot.slack.commands import FALLBACK, VOCABULARIES, Clerk
from bot.slack.leads.lead_money import is_money_question
from bot.slack.partners import drafts, trust_card
from bot.slack.partners.free_answers import FreeAnswers
from bot.slack.partners.trust_card import Claim
from bot.slack.people import ASKED_ABOUT, MAY_CLAIM, MAY_SEE_PARTNERS, SlackUser
from bot.slack.places import Place, Places
from bot.slack.typed import unescaped
from storage.outbox import Promise
from workflows import tracking
from workflows.model import Person

PEOPLE_SAY = frozenset({"", "thread_broadcast", "file_share", "me_message"})  # the other subtypes are notices
GREETINGS = frozenset("hi hello hey help hallo hola bonjour ?".split())
MOST_VERB_WORDS = 6  # a longer sentence that begins with one of our words is a sentence
STRANGER = (
    ":wave: Hello! I look after partner referrals here. To work with them, ask a partner manager to add you."
)
PASSED_ON = "They have your words in front of them as well; by mail you need not wait."
AGAIN = "Once they have answered, please write this again; by mail you need not wait."
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ear:
    """Everything a listener of this file needs."""

    clerk: Clerk
    places: Places
    note_gone: Callable[[str], Awaitable[None]]  # our token or the whole app was taken away
    free: FreeAnswers


def register(app: AsyncApp, ear: Ear) -> None:
    """Attach the listeners of this file."""

    @app.event("message")
    async def said(event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        if not _is_a_persons(event, context):
            return
        if event.get("channel_type") == "im":
            await _answer(ear, event, body)
        elif f"<@{context.bot_user_id}" not in event.get("text", ""):  # that one comes as app_mention too
            await _explain_ids(ear, event, body)

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        if _is_a_persons(event, context):
            await _answer(ear, event, body)

    @app.event("tokens_revoked")
    async def revoked(event: dict[str, Any], body: dict[str, Any]) -> None:
        if (event.get("tokens") or {}).get("bot") and await _is_new(ear, body):
            log.error("slack.token_revoked", mend="Install the app again and set SLACK_BOT_TOKEN.")
            await ear.note_gone("token_revoked")

    @app.event("app_uninstalled")
    async def uninstalled(body: dict[str, Any]) -> None:
        if await _is_new(ear, body):
            log.error("slack.app_uninstalled", mend="Install the app again and set SLACK_BOT_TOKEN.")
            await ear.note_gone("app_uninstalled")


async def _is_new(ear: Ear, body: Mapping[str, Any]) -> bool:
    return await ear.clerk.registering.engine.say(_key(body), lambda _session, _now: ())


async def _explain_ids(ear: Ear, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """One line in the thread for tracking IDs that this channel may hear about."""
    ids = tracking.find(unescaped(event.get("text", "")))
    if not ids:
        return
    place = await ear.places.find(event["channel"])
    thread = str(event.get("thread_ts") or event["ts"])
    desk = ear.clerk.registering
    told = await desk.engine.ask(
        lambda session: mention_lines.lines(session, ids, place, thread, desk.program)
    )
    if told:
        await _promise(ear, body, _post(event, thread, told, blocks.words(told)))


async def _answer(ear: Ear, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """Answer somebody who speaks to us, so that only they see it."""
    desk, typed = ear.clerk.registering, unescaped(event.get("text", ""))
    user, place = await desk.people.find(event["user"]), await ear.places.find(event["channel"])
    if user.claim:
        return await _not_yet(ear, event, body, place, (user.person, user.claim))
    if user.role == "stranger":
        return await _reply(ear, event, body, place, blocks.words(STRANGER))
    line = line_of(typed)
    if line and user.partner and len(typed.split()) > 1 and line == ("/lead", *tracking.find(typed)[:1]):
        line = None  # a sentence about one of their referrals, not its card
    if line and not (user.partner and line[1].startswith("register ")):  # a partner's own words come first
        answer = await ear.clerk.answer(user, *line)
        return await _reply(ear, event, body, place, await _drawn(ear, user, answer, body))
    words = line[1].partition(" ")[2] if line else typed
    remark = await desk.read(words, user.person)
    offers = bool(remark.prospects and not remark.own)  # somebody of their own company is for a person
    if offers and user.partner and not await ear.free.corrects(user, typed):
        return await drafts.offer(desk, event, _key(body), user, user.partner, (words, remark))
    if remark.prospects and user.role in MAY_SEE_PARTNERS:
        return await _reply(ear, event, body, place, _shall_i(typed))
    if user.role in MAY_SEE_PARTNERS and (plainly := await _plainly(ear, user, typed, body)):
        return await _reply(ear, event, body, place, plainly)
    direct = str(event["channel"]) if place.kind == "direct" else ""
    found = await ear.free.answer(user, typed, _key(body), direct) if typed else None
    if found is None:
        return await _reply(ear, event, body, place, await _help(ear, user, typed, body))
    return await _reply(ear, event, body, place, found)


def line_of(typed: str) -> tuple[str, str] | None:
    """The command somebody means, as its name and the rest; None for a sentence."""
    first, _, rest = typed.strip().partition(" ")
    verb = first.lower().lstrip("/")
    for name, vocabulary in VOCABULARIES.items():
        if verb.rstrip("s") == name[1:] and (first.startswith("/") or rest.split(" ")[0] in vocabulary.words):
            return name, rest.strip()
    is_short = len(typed.split()) <= MOST_VERB_WORDS
    for name, vocabulary in VOCABULARIES.items():
        if verb in vocabulary.words and verb != "help" and (is_short or verb == "register"):
            return name, typed.strip()
    if is_money_question(typed):
        return "/lead", typed.strip()
    ids = tracking.find(typed)
    return ("/lead", ids[0]) if len(ids) == 1 else None


async def _plainly(ear: Ear, user: SlackUser, typed: str, body: Mapping[str, Any]) -> Blocks | None:
    """Our own people's plain words, answered by the command they mean; None where they mean none."""
    desk = ear.clerk.registering
    now = desk.clock.now()
    meant = await desk.engine.ask(
        lambda session: plain_questions.answer(Ask(session, user, typed, desk.program, now))
    )
    if meant is None or isinstance(meant, Show):
        return meant.blocks if meant else None
    return await _drawn(ear, user, await ear.clerk.answer(user, *meant), body)


async def _help(ear: Ear, user: SlackUser, typed: str, body: Mapping[str, Any]) -> Blocks:
    if typed and typed.lower().strip("!. ") not in GREETINGS and user.role != "partner":
        unsure = Section(blocks.mrkdwn(plain_questions.not_sure(typed)))
        mine = [("My leads", "/lead mine")] if user.role in MAY_CLAIM else []
        ways = [*mine, ("Partners", "/partner list"), ("What I can do", "/lead help")]
        return built(unsure, lead_on(*ways))
    names = ("/lead",) if user.role == "partner" else ("/partner", "/lead")
    drawn = [await _drawn(ear, user, await ear.clerk.answer(user, name, "help"), body) for name in names]
    return [block for one in drawn for block in one]


async def _drawn(ear: Ear, user: SlackUser, answer: Answer, body: Mapping[str, Any]) -> Blocks:
    """An answer as a message; a form becomes a button, since nobody clicked anything yet."""
    match answer:
        case Show(blocks=drawn):
            return drawn
        case Do() as wish:
            return blocks.words(await ear.clerk.do(wish, f"{_key(body)}:do"))
        case Move(referral_id=referral_id):
            return await _drawn(ear, user, await ear.clerk.answer(user, "/lead", referral_id), body)
        case Open(label=label, line=line):
            return built(Section(blocks.mrkdwn("One click opens the form.")), lead_on((label, line)))
        case Register(words=words, partner_id=partner_id):
            about = f"for {partner_id} {words}" if partner_id else words
            return _shall_i(about)


def _shall_i(words: str) -> Blocks:
    ask = Section(blocks.mrkdwn("One click opens the form, filled in from your words."))
    return built(ask, lead_on(("Register a referral…", f"/lead register {words}".strip())))


async def _not_yet(
    ear: Ear, event: Mapping[str, Any], body: Mapping[str, Any], place: Place, who: tuple[Person, Claim]
) -> None:
    """Who is not known to be a partner's person is told nothing, and what they wrote waits for a manager."""
    typed = unescaped(event.get("text", ""))

    def answered(session: Session, _now: datetime) -> tuple[Promise, ...]:
        note = trust_card.said_meanwhile(session, *who, typed, str(body["event_id"]))
        words = f":wave: Hello! {ASKED_ABOUT} {PASSED_ON if note else AGAIN}"
        answer = _replying(event, place, blocks.words(words))
        return (answer, note) if note else (answer,)

    await ear.clerk.registering.engine.say(_key(body), answered)


async def _reply(
    ear: Ear, event: Mapping[str, Any], body: Mapping[str, Any], place: Place, drawn: Blocks
) -> None:
    await _promise(ear, body, _replying(event, place, drawn))


def _replying(event: Mapping[str, Any], place: Place, drawn: Blocks) -> Promise:
    """To this person alone: in a direct conversation openly, anywhere else as a whisper."""
    thread = str(event.get("thread_ts", ""))
    if place.kind == "direct":
        return _post(event, thread, FALLBACK, drawn)
    where = {"thread_ts": thread} if thread else {}
    payload = {"do": "whisper", "channel": event["channel"], "user": event["user"], **where}
    key = f"whisper:{event['channel']}:{event['ts']}"
    return Promise(key, "slack", key, "", {**payload, "text": FALLBACK, "blocks": drawn})


def _post(event: Mapping[str, Any], thread: str, text: str, drawn: Blocks) -> Promise:
    key = f"mention:{event['channel']}:{event['ts']}"
    where = {"thread_ts": thread, "in_channel_too": False} if thread else {}
    payload = {"do": "show", "card": key, "channel": event["channel"], **where, "text": text, "blocks": drawn}
    return Promise(key, "slack", key, "", payload)


async def _promise(ear: Ear, body: Mapping[str, Any], promise: Promise) -> None:
    await ear.clerk.registering.engine.say(_key(body), lambda _session, _now: (promise,))


def _key(body: Mapping[str, Any]) -> str:
    return f"slack:event:{body['event_id']}"


def _is_a_persons(event: Mapping[str, Any], context: AsyncBoltContext) -> bool:
    return (
        event.get("subtype", "") in PEOPLE_SAY
        and not event.get("bot_id")
        and bool(event.get("user"))
        and event["user"] != context.bot_user_id
        and "edited" not in event
    )
