"""Forms: approve an unknown sender as a partner, register a held mail by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from blockkit import (
    Checkboxes,
    Context,
    EmailInput,
    ExternalSelect,
    Input,
    Modal,
    Option,
    PlainTextInput,
    Section,
    StaticSelect,
)
from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.slack.blocks import cut, mrkdwn, plain
from bot.slack.leads.lead_forms import refusal_view
from bot.slack.partners.group_words import choices
from bot.slack.people import People
from bot.slack.typed import visible
from inbox.smtp import envelope_address
from storage.held import HeldMails
from storage.partners import Partners
from workflows.commands import ApprovePartner, RegisterReferrals, Thread
from workflows.model import FREE_MAIL, Contact, HeldMail, Partner, Prospect, domain_of
from workflows.program import Program
from workflows.routing import country_of_domain, known_country

APPROVE = "held:approve_form"
REGISTER = "held:register_form"
OPTIONS_SHOWN = 20
SCREENING = (
    ("fit", "Fit: their clients are the ones we are good for"),
    ("market", "Market: no partner is the only one there"),
    ("reputation", "Reputation: I would recommend them to a friend"),
)


class Unfit(ValueError):
    """A field of a form that cannot be taken as it is; carries the field and what to do."""

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of a submitted form, by block."""

    values: Mapping[str, Any]

    def text(self, field: str) -> str:
        """What was typed, "" when the field was left empty."""
        return visible(str(self._value(field).get("value") or ""))

    def chosen(self, field: str) -> str:
        """The value of the chosen option, "" when there is none."""
        option = self._value(field).get("selected_option") or {}
        return str(option.get("value", ""))

    def is_ticked(self, field: str) -> bool:
        """Whether its one box is ticked."""
        return bool(self._value(field).get("selected_options"))

    def ticked(self, field: str) -> tuple[str, ...]:
        """The values of the ticked boxes."""
        return tuple(str(o["value"]) for o in self._value(field).get("selected_options") or ())

    def _value(self, field: str) -> Mapping[str, Any]:
        return next(iter(self.values.get(field, {}).values()), {})


@dataclass(frozen=True, slots=True)
class Filled(Fields):
    """A submitted form about a held mail."""

    mail_id: int


def register(app: AsyncApp, engine: Engine, people: People, clock: Clock) -> None:
    """Attach the listeners of this file."""

    @app.view(APPROVE)
    async def approve(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        filled = read_form(body)
        held = await engine.ask(lambda session: HeldMails(session).get(filled.mail_id))
        if held and held.status != "open":
            await ack(response_action="update", view=refusal_view(_settled(held)))
            return
        if user.role == "manager" and held:
            try:
                partner = read_partner(filled, held, clock.partner_id())
            except Unfit as unfit:
                await ack(response_action="errors", errors={unfit.field: str(unfit)})
                return
            checks, why = filled.ticked("checks"), filled.text("why")
            approved = ApprovePartner(held.mail_id, partner, user.person, checks, why)
            await engine.handle(approved, key=form_key(body))
        await ack()

    @app.view(REGISTER)
    async def register_by_hand(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        filled = read_form(body)
        held = await engine.ask(lambda session: HeldMails(session).get(filled.mail_id))
        if held and held.status != "open":
            await ack(response_action="update", view=refusal_view(_settled(held)))
            return
        if user.role == "manager" and held:
            partner = await engine.ask(lambda session: Partners(session).get(filled.chosen("partner")))
            try:
                command = read_registration(filled, held, partner, user.person.name)
            except Unfit as unfit:
                await ack(response_action="errors", errors={unfit.field: str(unfit)})
                return
            await engine.handle(command, key=form_key(body))
        await ack()

    @app.options("partner_search")
    async def search(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        typed = body.get("value", "")
        found: tuple[Partner, ...] = ()
        if user.role == "manager":
            mail_id = _mail_of(body)
            found = await engine.ask(lambda session: _suggested(session, typed, mail_id))
        await ack(options=[_option(partner).build() for partner in found])


def approve_view(held: HeldMail, program: Program, today: date) -> dict[str, Any]:
    """The form behind "Approve as a partner…", filled with the guess."""
    domain = domain_of(held.sender)
    view = Modal(plain("Approve a partner", 24), submit=plain("Approve", 24), close=plain("Not now", 24))
    view.callback_id(APPROVE).private_metadata(json.dumps({"mail": held.mail_id}))
    view.add_block(
        Section(
            plain(f"{held.sender_name or held.sender} becomes a partner, and the mail is read again.", 300)
        )
    )
    view.add_block(_line("company", "Company", _company_guess(domain)))
    view.add_block(_line("name", "Contact", held.sender_name))
    if domain not in FREE_MAIL:
        everyone = Option(plain(f"Everyone at @{cut(domain, 50)} may refer"), value="domain")
        box = Checkboxes(options=[everyone], initial_options=[everyone], action_id="domain")
        view.add_block(Input(plain("Colleagues"), box, block_id="domain", optional=True))
    managers = [Option(plain(m.name), value=m.email[:150]) for m in program.managers[:100]]
    choice = StaticSelect(options=managers, action_id="manager", initial_option=managers[0])
    view.add_block(Input(plain("Partner manager"), choice, block_id="manager"))
    country = _line("country", "Country", country_of_domain(domain), optional=True)
    view.add_block(country.hint(plain("Two letters, such as DE: the rules of a market follow it.", 150)))
    if told := choices(program, today):
        view.add_block(Context([plain(told, 1500)]))
    checked = [Option(plain(words), value=check) for check, words in SCREENING]
    boxes = Checkboxes(options=checked, action_id="checks")
    view.add_block(Input(plain("I have looked at"), boxes, block_id="checks", optional=True))
    hint = "For your colleagues: who said yes, and why, stays in the partner's history."
    view.add_block(_line("why", "Why them", "", optional=True).hint(plain(hint, 150)))
    return _built(view)


def register_view(held: HeldMail, partner: Partner | None) -> dict[str, Any]:
    """The form behind "Register by hand…", filled with the guess."""
    guess = held.prospects[0] if held.prospects else Prospect()
    view = Modal(plain("Register a referral", 24), submit=plain("Register", 24), close=plain("Not now", 24))
    view.callback_id(REGISTER).private_metadata(json.dumps({"mail": held.mail_id}))
    if held.cause == "not_authenticated":
        view.add_block(
            Section(mrkdwn(":lock: Nothing proves who sent this. Register it only if you have checked."))
        )
    who = ExternalSelect(
        action_id="partner_search", min_query_length=1, placeholder=plain("Type a company or a name")
    )
    if partner:
        who.initial_option(_option(partner))
    view.add_block(Input(plain("Partner who gets the credit"), who, block_id="partner"))
    view.add_block(_line("name", "Prospect", guess.name, optional=True))
    email = EmailInput(action_id="email")
    if guess.email:
        email.initial_value(guess.email)
    view.add_block(Input(plain("E-mail"), email, block_id="email", optional=True))
    view.add_block(_line("company", "Company", guess.company, optional=True))
    view.add_block(_line("phone", "Phone", guess.phone, optional=True))
    note = PlainTextInput(action_id="note", multiline=True, max_length=3000)
    if held.note:
        note.initial_value(cut(held.note, 3000))
    view.add_block(Input(plain("Note"), note, block_id="note", optional=True))
    view.add_block(Context([plain("The partner gets a confirmation, sales an alert.", 200)]))
    return _opened_at_once(_built(view)) if held.guesses else _built(view)


def _opened_at_once(view: dict[str, Any]) -> dict[str, Any]:
    """Suggestions without a letter typed; Slack takes the 0 that blockkit refuses."""
    for block in view["blocks"]:
        if block.get("block_id") == "partner":
            block["element"]["min_query_length"] = 0
    return view


def _suggested(session: Session, typed: str, mail_id: int | None) -> tuple[Partner, ...]:
    """What was typed; before that, whom the mail may be for."""
    partners = Partners(session)
    if typed.strip():
        return partners.search(typed, limit=OPTIONS_SHOWN)
    held = HeldMails(session).get(mail_id) if mail_id is not None else None
    guessed = [partners.get(each) for each in held.guesses] if held else []
    return tuple(p for p in guessed if p) or partners.page(limit=OPTIONS_SHOWN)


def _mail_of(body: Mapping[str, Any]) -> int | None:
    """The mail a form is about, while it is being filled in."""
    kept = json.loads(body.get("view", {}).get("private_metadata") or "{}")
    return int(kept["mail"]) if "mail" in kept else None


def read_form(body: Mapping[str, Any]) -> Filled:
    """Translate a view_submission payload; KeyError means that Slack changed its shape."""
    view = body["view"]
    return Filled(view["state"]["values"], int(json.loads(view["private_metadata"])["mail"]))


def form_key(body: Mapping[str, Any]) -> str:
    """Name this submission; sent twice it has the same name."""
    return f"slack:{body['team']['id']}:view:{body['view']['id']}"


def read_partner(filled: Filled, held: HeldMail, partner_id: str) -> Partner:
    """The new partner; Unfit names the field to mend."""
    company = filled.text("company")
    if not company:
        raise Unfit("company", "Which company is it?")
    domains = (domain_of(held.sender),) if filled.is_ticked("domain") else ()
    return Partner(
        id=partner_id,
        company=company,
        contacts=(Contact(filled.text("name") or held.sender, (held.sender,)),),
        domains=domains,
        manager=filled.chosen("manager"),
        country=read_country(filled.text("country")),
        language=held.language,
    )


def _settled(held: HeldMail) -> str:
    """For whoever sends a form about a mail that a colleague has seen to meanwhile."""
    return f"{held.outcome or 'Somebody has seen to this mail'}, so nothing more was done."


def read_country(typed: str) -> str:
    """Two letters, or none; Unfit says so."""
    country = known_country(typed)
    if typed and not country:
        raise Unfit("country", "Two letters of a country, please, such as DE or US.")
    return country


def read_registration(
    filled: Filled, held: HeldMail, partner: Partner | None, actor: str
) -> RegisterReferrals:
    """The command a manager's form asks for; Unfit names the field to mend."""
    if partner is None or not partner.contacts:
        raise Unfit("partner", "Choose the partner who gets the credit.")
    email = filled.text("email").lower()
    if email:
        try:
            envelope_address(email)
        except ValueError as wrong:
            raise Unfit("email", str(wrong)) from wrong
    prospect = Prospect(
        name=filled.text("name") or None,
        email=email or None,
        company=filled.text("company") or None,
        phone=filled.text("phone") or None,
        value=held.prospects[0].value if held.prospects else None,
        close_by=held.prospects[0].close_by if held.prospects else None,
        found=dict.fromkeys(("name", "email", "company", "phone"), f"entered by {actor}"),
    )
    if not prospect.is_someone:
        raise Unfit("name", "Give at least a name, an e-mail address or a company.")
    return RegisterReferrals(
        partner=partner,
        contact=partner.contact(held.sender) or partner.contacts[0],
        prospects=(prospect,),
        received_at=held.received_at,
        note=filled.text("note"),
        mail_id=held.mail_id,
        thread=_thread(held, partner),
        language=held.language,
        actor=actor,
        enclosures=held.enclosures,
    )


def _thread(held: HeldMail, partner: Partner) -> Thread:
    """The mail's own thread, but only for the partner who wrote it."""
    if partner.contact(held.sender) or domain_of(held.sender) in partner.domains:
        return Thread(held.message_id, held.references, held.subject)
    return Thread()


def _line(field: str, label: str, value: str | None, *, optional: bool = False) -> Input:
    element = PlainTextInput(action_id=field, max_length=300)
    if value:
        element.initial_value(cut(value, 300))
    return Input(plain(label), element, block_id=field, optional=optional)


def _option(partner: Partner) -> Option:
    contact = f" ({partner.contacts[0].name})" if partner.contacts else ""
    return Option(plain(f"{partner.company}{contact}"), value=partner.id)


def _company_guess(domain: str) -> str:
    if domain in FREE_MAIL:
        return ""
    return domain.split(".")[0].replace("-", " ").title()


def _built(view: Modal) -> dict[str, Any]:
    built: dict[str, Any] = view.build()
    return built
