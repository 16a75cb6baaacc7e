"""A new referral from Slack: the form, "Turn into a referral" on a message, a partner's own confirmation."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol, TypeVar

import structlog
from blockkit import Actions, Button, Context, ExternalSelect, Header, Input, Modal, Option, Section
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine, Outcome
from bot.slack import blocks, form
from bot.slack.actions import refuse
from bot.slack.answers import REFUSAL, Block, built
from bot.slack.blocks import ask_button, cut, mrkdwn, plain
from bot.slack.form import Form
from bot.slack.modals import Unfit, form_key
from bot.slack.people import MAY_SEE_PARTNERS, People, SlackUser
from bot.slack.typed import unescaped
from inbox.reading import Desk, Mailbox
from inbox.remark import Remark, addresses_in
from storage.drafts import Draft
from storage.partners import Partners
from storage.referrals import Referrals
from templates import amount, escape_slack
from workflows.base import Event
from workflows.commands import RegisterReferrals
from workflows.errors import Retry
from workflows.events import ReferralContested, ReferralMerged, ReferralRegistered
from workflows.matching import is_own_company
from workflows.model import Contact, Directory, ExpectedValue, Partner, Person, Prospect
from workflows.program import Program

FORM, PICK = "referral:register_form", "partner_pick"
GLOBAL, FROM_MESSAGE = "referral:register", "referral:from_message"
PATIENCE_S = 1.5  # a form must be open 3 s after the click
MAY_REGISTER = frozenset({*MAY_SEE_PARTNERS, "partner"})
OWN_COMPANY = "That is {} itself, and a partner does not introduce their own company."
FIELDS = ("name", "email", "company", "phone")
SHOWN = 20
log = structlog.get_logger()
T = TypeVar("T")


class RemarkReader(Protocol):
    """Reads what people say, somewhere where it cannot hurt us."""

    async def remark(self, text: str, author: Mailbox, directory: Directory, desk: Desk) -> Remark:
        """Whom these words name; `Retry` when they could not be read in time."""

    async def change(
        self, text: str, author: Mailbox, directory: Directory, desk: Desk, known: Prospect
    ) -> Prospect | None:
        """The prospect on file as these words put it right; None when what changes is not clear."""


@dataclass(frozen=True, slots=True)
class Registering:
    """Everything a listener of this file needs."""

    engine: Engine
    people: People
    program: Program
    clock: Clock
    desk: Desk
    reader: RemarkReader

    async def read(self, text: str, author: Person) -> Remark:
        """Whom somebody names; nobody when it takes too long."""
        if not text.strip():
            return Remark()
        directory = await self._directory(text, author)
        said_by = Mailbox(author.name, author.email)
        return await _in_time(self.reader.remark(text, said_by, directory, self.desk)) or Remark()

    async def read_change(self, text: str, author: Person, known: Prospect) -> Prospect | None:
        """What the words put right in a prospect on file; None when it is not clear, or takes too long."""
        directory = await self._directory(text, author)
        said_by = Mailbox(author.name, author.email)
        return await _in_time(self.reader.change(text, said_by, directory, self.desk, known))

    async def _directory(self, text: str, author: Person) -> Directory:
        names = {*addresses_in(text), author.email} - {""}
        known = await self.engine.ask(lambda session: Partners(session).named_in(names)) if names else ()
        return Directory(known, self.program.trust_partner_domains)

    async def view(self, user: SlackUser, words: str, partner_id: str = "") -> dict[str, Any]:
        """The form, filled from what somebody typed."""
        remark = await self.read(words, Person("", "") if user.role != "partner" else user.person)
        chosen = await self.partner(partner_id)
        note = "" if _only_data(words, remark) else words
        return register_view(user, remark, chosen or remark.partner, note)

    async def partner(self, partner_id: str) -> Partner | None:
        """A partner by ID."""
        if not partner_id:
            return None
        return await self.engine.ask(lambda session: Partners(session).get(partner_id))


async def _in_time(reading: Awaitable[T]) -> T | None:
    try:
        return await asyncio.wait_for(reading, PATIENCE_S)
    except (TimeoutError, Retry) as slow:
        log.warning("remark.unread", error=type(slow).__name__)
        return None


def register(app: AsyncApp, desk: Registering) -> None:
    """Attach the listeners of this file."""

    @app.shortcut(GLOBAL)
    async def from_nothing(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        user = await desk.people.find(body["user"]["id"])
        if user.role not in MAY_REGISTER:
            return await refuse(client, body, REFUSAL.removeprefix(":raised_hand: "))
        await client.views_open(trigger_id=body["trigger_id"], view=await desk.view(user, ""))
        return None

    @app.shortcut(FROM_MESSAGE)
    async def from_message(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        user = await desk.people.find(body["user"]["id"])
        if user.role not in MAY_REGISTER:
            return await refuse(client, body, REFUSAL.removeprefix(":raised_hand: "))
        message = body["message"]
        writer = await desk.people.find(message["user"]) if message.get("user") else user
        words = unescaped(message.get("text", ""))
        remark = await desk.read(words, writer.person)
        partner = writer.partner or remark.partner
        about = {"author": writer.person.email, "said": writer.person.name}
        if writer.partner:  # when a partner told us: that moment decides who was first
            about |= {"at": said_at(message).isoformat(), "told_by": writer.partner.id}
        view = register_view(user, remark, partner, words, about)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        return None

    @app.options(PICK)
    async def pick(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await desk.people.find(body["user"]["id"])
        typed = body.get("value", "")
        found: tuple[Partner, ...] = ()
        if user.role in MAY_SEE_PARTNERS:
            found = await desk.engine.ask(lambda session: _like(Partners(session), typed))
        await ack(options=[_option(partner).build() for partner in found])

    @app.view(FORM)
    async def submitted(ack: AsyncAck, body: dict[str, Any]) -> Any:
        user = await desk.people.find(body["user"]["id"])
        if user.role not in MAY_REGISTER:
            return await ack(response_action="update", view=_plain_view("That is for our own team."))
        filled = form.read_form(body)
        partner = user.partner if user.role == "partner" else await desk.partner(filled.chosen("partner"))
        try:
            command = read_registration(filled, partner, user, desk.clock.now(), desk.desk)
        except Unfit as unfit:
            return await ack(response_action="errors", errors={unfit.field: str(unfit)})
        outcome = await desk.engine.handle(command, key=form_key(body))
        lines = await desk.engine.ask(lambda session: told(session, outcome, user.role))
        await ack(response_action="update", view=result_view(lines))
        return None


def register_view(
    user: SlackUser,
    remark: Remark,
    partner: Partner | None,
    note: str,
    about: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The form, filled from what was read."""
    guess = remark.prospects[0] if remark.prospects else Prospect()
    kept: dict[str, Any] = {**(about or {}), "language": remark.language}
    if guess.value:
        kept["value"] = [str(guess.value.amount), guess.value.currency]
    if guess.close_by:
        kept["close_by"] = cut(guess.close_by, 200)
    view = form.modal("Register a referral", "Register", FORM, kept)
    if user.role != "partner":
        who = ExternalSelect(
            action_id=PICK, min_query_length=1, placeholder=plain("Type a company or a name")
        )
        if partner:
            who.initial_option(_option(partner))
        view.add_block(Input(plain("Partner who gets the credit"), who, block_id="partner"))
    view.add_block(form.line("name", "Prospect", guess.name, optional=True))
    view.add_block(form.address("email", "E-mail", guess.email))
    view.add_block(form.line("company", "Company", guess.company, optional=True))
    view.add_block(form.line("phone", "Phone", guess.phone, optional=True))
    view.add_block(form.text("note", "Note", note, hint="In the partner's words; sales reads it."))
    view.add_block(Context([plain(_small(remark, guess), 500)]))
    return form.built(view)


def read_registration(
    filled: Form, partner: Partner | None, user: SlackUser, now: datetime, ours: Desk
) -> RegisterReferrals:
    """The command the form asks for; Unfit names the field to mend."""
    first = "name" if user.role == "partner" else "partner"
    if partner is None:
        raise Unfit(first, "Choose the partner who gets the credit.")
    author = user.person.email if user.role == "partner" else str(filled.about.get("author", ""))
    contact = _contact(partner, author, user)
    if contact is None:
        raise Unfit(first, f"I know nobody at {cut(partner.company, 80)}. Please add a person there first.")
    said = {"name": filled.text("name"), "email": filled.address("email")}
    said |= {"company": filled.text("company"), "phone": filled.text("phone")}
    value = filled.about.get("value")
    prospect = Prospect(
        **{field: said[field] or None for field in FIELDS},
        value=ExpectedValue(Decimal(value[0]), value[1]) if value else None,
        close_by=filled.about.get("close_by"),
        found={field: f"entered by {user.person.name}" for field in FIELDS if said[field]},
    )
    if not prospect.is_someone:
        raise Unfit("name", "Give at least a name, an e-mail address or a company.")
    if is_own_company(prospect, partner):
        raise Unfit("email" if prospect.email else "company", OWN_COMPANY.format(cut(partner.company, 80)))
    if ours.is_staff(prospect.email or ""):
        raise Unfit("email", "That is an address of our own. Who is the customer?")
    is_theirs = filled.about.get("told_by") == partner.id  # what one partner said makes no other the first
    at = filled.about.get("at") if is_theirs else None
    return RegisterReferrals(
        partner=partner,
        contact=contact,
        prospects=(prospect,),
        received_at=min(now, datetime.fromisoformat(at)) if at else now,
        note=filled.text("note"),
        language=filled.about.get("language", "en"),
        actor="" if user.role == "partner" else user.person.name,
    )


def registration_of(draft: Draft, partner: Partner, at: datetime) -> RegisterReferrals:
    """The command behind a partner's own Register button."""
    contact = partner.contact(draft.contact_email) or Contact(
        draft.contact_name, (draft.contact_email,), "member"
    )
    return RegisterReferrals(partner, contact, draft.prospects, received_at=at, note=draft.note)


def told(session: Session, outcome: Outcome, role: str) -> list[tuple[str, str]]:
    """What came of it, a line each, with the tracking ID to look at; a partner hears nothing of others."""
    lines = []
    for event in outcome.events:
        if line := _line_of(event, role == "partner"):
            referral = Referrals(session).get(event.about)
            title = escape_slack(cut(referral.title, 120)) if referral else ""
            lines.append((line.format(title=f"*{title}*", id=f"`{event.about}`"), event.about))
    return lines or [("That was registered already.", "")]


def draft_card(prospects: Iterable[Prospect], key: str) -> dict[str, Any]:
    """What a partner confirms with one click."""
    rows: list[Block] = [Header(plain("Shall I register this?", 150))]
    rows += [blocks.fact_list(blocks.prospect_facts(one)) for one in prospects]
    yes = Button(plain("Register"), action_id="draft:register", value=key, style="primary")
    no = Button(plain("No, thanks"), action_id="draft:drop", value=key)
    rows.append(Actions([yes, no]))
    rows.append(Context([plain("Your words go along as the note; our sales team is told at once.", 200)]))
    return {"text": "Shall I register this?", "blocks": built(*rows)}


def result_view(lines: list[tuple[str, str]]) -> dict[str, Any]:
    """What came of a form."""
    view = Modal(plain("Register a referral", 24), close=plain("Close", 24))
    for text, tracking_id in lines:
        section = Section(mrkdwn(text))
        if tracking_id:
            section.accessory(ask_button("Show", f"/lead {tracking_id}"))
        view.add_block(section)
    return form.built(view)


def result_card(lines: list[tuple[str, str]]) -> dict[str, Any]:
    """What came of a partner's click, in place of the question."""
    text = "\n".join(line for line, _id in lines)
    return {"text": text, "blocks": built(Section(mrkdwn(text)))}


def _line_of(event: Event, is_partner: bool) -> str:
    match event:
        case ReferralRegistered():
            return ":white_check_mark: {title} is registered as {id}. Sales has been alerted."
        case ReferralMerged(note=note):
            note = "the note has been added" if note else "nothing is counted twice"
            return f":white_check_mark: We know {{title}} already ({{id}}); {note}."
        case ReferralContested() if is_partner:
            return ":white_check_mark: Thank you for {title} ({id}). A person looks into it and answers you."
        case ReferralContested():
            return ":scales: {title} ({id}) is protected for another partner. The managers decide."
    return ""


def _contact(partner: Partner, author: str, user: SlackUser) -> Contact | None:
    if known := partner.contact(author):
        return known
    if user.role == "partner":
        return Contact(user.person.name, (user.person.email,), "member")
    return partner.contacts[0] if partner.contacts else None


def _small(remark: Remark, guess: Prospect) -> str:
    read = [f"value {amount(guess.value)}"] if guess.value else []
    read += [f"close {cut(guess.close_by, 100)}"] if guess.close_by else []
    words = f"Also read: {', '.join(read)}. " if read else ""
    others = [cut(p.name or p.email or p.company or "", 60) for p in remark.prospects[1:4]]
    words += f"There is also {', '.join(others)}: please register them one by one. " if others else ""
    own = ", ".join(cut(each, 80) for each in remark.own)
    words += f"Left out, since it is the partner's own or ours: {own}. " if own else ""
    return f"{words}The partner gets a confirmation, sales an alert."


def _only_data(words: str, remark: Remark) -> bool:
    """Whether the words hold no more than what the fields show anyway."""
    if not remark.prospects:
        return False
    known = replace(remark.prospects[0], found={})
    size = sum(len(value or "") for value in (known.name, known.email, known.company, known.phone))
    return len(words) < size + 12


def _option(partner: Partner) -> Option:
    contact = f" ({partner.contacts[0].name})" if partner.contacts else ""
    return Option(plain(f"{cut(partner.company, 45)}{contact}"), value=partner.id)


def _like(partners: Partners, typed: str) -> tuple[Partner, ...]:
    return partners.search(typed, limit=SHOWN) or partners.perhaps_meant(typed)


def said_at(message: Mapping[str, Any]) -> datetime:
    """Since when a message says what it says, by Slack's clock: an edit may have made it another one."""
    edited = (message.get("edited") or {}).get("ts", 0)
    return datetime.fromtimestamp(max(float(message["ts"]), float(edited)), UTC)


def _plain_view(said: str) -> dict[str, Any]:
    view = Modal(plain("Register a referral", 24), close=plain("Close", 24))
    return form.built(view.add_block(Section(plain(said, 300))))
