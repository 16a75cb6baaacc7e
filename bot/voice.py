"""Turns what a decision wants to say into rendered outbox rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation.talking import spoken_by
from bot.keys import Keys, named
from bot.links import Links
from bot.mail.receipts import receipts_for
from bot.money import documents
from bot.money.words import money_context
from bot.slack import blocks
from bot.slack.care import list_cards, story_card, task_card
from bot.slack.leads import conflict_card, crm_card, lead_card, reminders
from bot.slack.leads.enclosures import files
from bot.slack.mails import held_card
from bot.slack.money import payday_card, waiver_card
from bot.slack.partners import question_card, trust_card
from inbox.compose import reply_subject
from storage.clocks import Clocks
from storage.files import Files
from storage.held import HeldMails
from storage.inbound import Inbound
from storage.outbox import Promise
from storage.partners import Partners
from storage.reach import Reach
from storage.referrals import Referrals
from storage.views import Views
from templates import render_email, render_slack
from workflows.base import Effect, FileRef, PostNotice, SendEmail, ShowCard, UploadFile, Whisper
from workflows.calendar import local_date
from workflows.model import Contact, Partner, Referral
from workflows.program import Program

BARE = frozenset({"personally"})  # what answers a complaint says nothing else


class Voice:
    """One programme's voice: its manager's name on every mail, its channels for every card."""

    def __init__(self, program: Program, links: Links | None = None) -> None:
        self._program = program
        self._keys = Keys()
        self._links = links  # None: nudges carry no way out, as in tests of other things

    def promise(self, session: Session, effect: Effect, key: str, now: datetime) -> Promise | None:
        """The outbox row for an effect, rendered from the rows as they stand in this transaction."""
        match effect:
            case SendEmail():
                return self._mail(session, effect, now)
            case ShowCard():
                return self._card(session, effect, key, now)
            case PostNotice():
                text = render_slack(effect.template, {"program": self._program, **effect.context})
                said = {"text": text, "blocks": blocks.words(text)}
                payload = {"do": "show", "card": effect.key, "channel": effect.channel, **said}
                return Promise(
                    effect.key, "slack", _queue(effect), effect.about, payload | _thread_of(effect)
                )
            case Whisper():
                text = render_slack(effect.template, effect.context)
                payload = {"do": "whisper", "channel": effect.channel, "user": effect.user, "text": text}
                return Promise(effect.key, "slack", effect.key, effect.about, payload)
            case UploadFile():
                return _upload(effect)
        raise TypeError(f"nobody taught the voice to say {type(effect).__name__}")

    def _mail(self, session: Session, effect: SendEmail, now: datetime) -> Promise:
        context = self._context(session, effect, now)
        way_out = self._links.unsubscribe(session, effect.to) if effect.is_nudge and self._links else ""
        made = (documents.draw(name, context) for name in effect.drawn)
        drawn = tuple(_keep(session, document, now) for document in made if document)
        page = self._page(session, effect, context["partner"], now)
        words = render_email(effect.template, {**context, "unsubscribe_url": way_out, "page_url": page})
        payload = {
            "message_name": named(session, self._keys, effect.mail_key or effect.key),
            "from_name": effect.from_name or context["manager"].name,
            "to": effect.to,
            "subject": reply_subject(effect.subject_of) if effect.subject_of else words.subject,
            "text": words.text,
            "html": words.html,
            "in_reply_to": effect.reply_to_mail,
            "references": list(effect.references),
            "is_reply": bool(effect.reply_to_mail),
            "waiting_since": _waiting_since(session, effect),
            **_shared(replace(effect, files=(*effect.files, *drawn))),
            **({"list_unsubscribe": way_out} if way_out else {}),
        }
        due_at = now + timedelta(seconds=effect.delay_s) if effect.delay_s else None
        # What waits of its own accord, and each recipient of one mail, must not hold up the rest.
        queue = effect.replaces or (effect.key if effect.mail_key else f"mail:{effect.about}")
        return Promise(effect.key, "email", queue, effect.about, payload, due_at, effect.replaces)

    def _page(self, session: Session, effect: SendEmail, partner: Partner | None, now: datetime) -> str:
        """The way to a partner's own page, in mails to their own people only."""
        if effect.from_name or effect.template in BARE:  # a person's own words, or none but a promise
            return ""
        if self._links is None or partner is None or partner.contact(effect.to) is None:
            return ""
        return self._links.page(session, partner.id, now)

    def _context(self, session: Session, effect: SendEmail, now: datetime) -> dict[str, Any]:
        """What every mail template may use, beside its own."""
        partner = _partner_of(session, effect.context)
        context = {
            "program": self._promises(partner, now),
            "manager": self._program.manager_of(partner),
            "tz": (partner.tz if partner else "") or self._program.tz,
            "language": language_for(session, effect, partner),
            "now": now,
            **money_context(session, effect, self._program),
            **receipts_for(session, effect, self._keys),
            **effect.context,
            "contact": _contact(effect.context),
            "partner": partner,
        }
        return {**context, "sheet": documents.sheet_of(context)}

    def _promises(self, partner: Partner | None, now: datetime) -> Program:
        """The programme as this partner knows it."""
        if partner is None or not self._program.groups:
            return self._program
        return self._program.promised_to(partner, local_date(now, self._program.tz))

    def _card(self, session: Session, effect: ShowCard, key: str, now: datetime) -> Promise | None:
        drawn = self._draw(session, effect, now)
        if drawn is None:
            return None
        channel = self._channel(session, effect)
        payload = {"do": "show", "card": effect.key, "channel": channel, **drawn} | _thread_of(effect)
        return Promise(f"{effect.key}@{key}", "slack", _queue(effect), effect.about, payload)

    def _draw(self, session: Session, effect: ShowCard, now: datetime) -> dict[str, Any] | None:
        match effect.card:
            case "referral":
                view = self._referral_view(session, effect.about)
                return blocks.referral_card(view, lead_card.actions(view, now)) if view else None
            case "playbook":
                view = self._referral_view(session, effect.about)
                return lead_card.playbook(view) if view and view.referral.owner else None
            case "conflict" | "crm":
                draw_it = conflict_card.draw if effect.card == "conflict" else crm_card.draw
                return draw_it(session, effect.about, self._program)
            case "question":
                return question_card.draw(session, effect.about, self._program)
            case "task" | "story":
                draw = task_card.draw if effect.card == "task" else story_card.draw
                return draw(session, effect.about, self._program, now)
            case "address":
                return trust_card.address_card(effect.about, Reach(session).get(effect.about), self._program)
            case "waiver":
                return waiver_card.draw(session, effect.about)
            case "batch" | "objection" | "details":
                return payday_card.draw(session, effect.card, effect.about, self._program, now)
            case "nudge" | "unclaimed" | "promise" | "news":
                view = self._referral_view(session, effect.about)
                return reminders.draw(effect.card, view, Clocks(session).get(effect.about)) if view else None
            case "quality" | "review" | "given_up":
                return list_cards.draw(session, effect.card, effect.about, self._program)
            case "held":
                return self._held(session, int(effect.about))

    def _held(self, session: Session, mail_id: int) -> dict[str, Any] | None:
        held = HeldMails(session).get(mail_id)
        if held is None:
            return None
        partner = Partners(session).get(held.partner_id) if held.partner_id else None
        guessed = [Partners(session).get(each) for each in held.guesses[:5]]
        extra = [
            ("Perhaps for", trust_card.names(p for p in guessed if p)),
            ("Files", files(held.enclosures)),
        ]
        return held_card.held_card(held, partner, self._program, extra)

    def _channel(self, session: Session, effect: ShowCard) -> str:
        """Where a lead is announced; everything else says so itself."""
        is_routed = bool(self._program.routes) and effect.card == "referral"
        view = self._referral_view(session, effect.about) if is_routed else None
        return lead_card.route(view).channel if view and effect.channel == "sales" else effect.channel

    def _referral_view(self, session: Session, referral_id: str) -> blocks.ReferralView | None:
        """Looked up once in a unit of work: whatever is drawn is drawn after the last change."""
        known: dict[str, blocks.ReferralView | None] = session.info.setdefault("referral views", {})
        if referral_id not in known:
            known[referral_id] = self._look_up_view(session, referral_id)
        return known[referral_id]

    def _look_up_view(self, session: Session, referral_id: str) -> blocks.ReferralView | None:
        referral = Referrals(session).get(referral_id)
        partner = Partners(session).get(referral.partner_id) if referral else None
        if referral is None or partner is None:
            return None
        record = Views(session).track_record(partner.id)
        return blocks.ReferralView(referral, partner, record, self._program)


def _queue(effect: ShowCard | PostNotice) -> str:
    """What stands under a card waits for the card."""
    return effect.in_thread_of or effect.key


def _thread_of(effect: ShowCard | PostNotice) -> dict[str, Any]:
    if not effect.in_thread_of:
        return {}
    return {"thread_of": effect.in_thread_of, "in_channel_too": effect.in_channel_too}


def _upload(effect: UploadFile) -> Promise:
    said = {"channel": effect.channel, "title": effect.title, "alt": effect.alt, "text": effect.comment}
    payload = {"do": "upload", "card": effect.key, "file": _file(effect.file), **said}
    if effect.in_thread_of:
        payload["thread_of"] = effect.in_thread_of
    return Promise(effect.key, "slack", effect.in_thread_of or effect.key, effect.about, payload)


def _keep(session: Session, made: documents.Document, now: datetime) -> FileRef:
    return Files(session).keep(made.name, made.media_type, made.content, now)


def _file(file: FileRef) -> dict[str, str]:
    """By hash, not by its bytes: they stand in `files` once."""
    return {"sha256": file.sha256, "name": file.name, "media_type": file.media_type, "cid": file.cid}


def _shared(effect: SendEmail) -> dict[str, Any]:
    """What makes several rows one mail of a person, what its sending proves, what travels along."""
    said: dict[str, Any] = {
        "reply_to": effect.reply_to,
        "shown_to": [list(one) for one in effect.shown_to],
        "shown_cc": [list(one) for one in effect.shown_cc],
        "mail_key": effect.mail_key,
        "by_hand": bool(effect.from_name),
        "proves": effect.proves,
        "files": [_file(each) for each in effect.files],
        "confirms": effect.confirms,
        "is_nudge": effect.is_nudge,
    }
    return {name: value for name, value in said.items() if value}


def _waiting_since(session: Session, effect: SendEmail) -> str:
    """When the mail it answers reached us; "" where a person had to decide in between."""
    if effect.answers is None:
        return ""
    held = HeldMails(session).get(effect.answers)
    since = Inbound(session).waits_since(effect.answers)
    return since.isoformat() if since and (held is None or held.status == "open") else ""


def language_for(session: Session, effect: SendEmail, partner: Partner | None) -> str:
    """What they asked for; else the language of the mail it is about, else our guess of theirs.

    An answer has chosen already: who asks for another language is told so in that one.
    """
    chosen = partner.writes_in if partner and effect.template != "answer" else ""
    if chosen or effect.language or partner is None:
        return chosen or effect.language or "en"
    return (spoken_by(session, partner) if effect.reply_to_mail else partner.language) or "en"


def _partner_of(session: Session, context: Mapping[str, Any]) -> Partner | None:
    if "partner" in context:
        partner: Partner | None = context["partner"]
        return partner
    referral: Referral | None = context.get("referral")
    return Partners(session).get(referral.partner_id) if referral else None


def _contact(context: Mapping[str, Any]) -> Contact:
    if "contact" in context:
        contact: Contact = context["contact"]
        return contact
    referral: Referral | None = context.get("referral")
    return Contact(referral.contact_name, (referral.contact_email,)) if referral else Contact("", ("",))
