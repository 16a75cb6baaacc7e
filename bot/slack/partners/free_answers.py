"""A partner asks in Slack, in their own words: the engine of the mails, the answer for their eyes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from bot.conversation.correcting import last_act, spoken
from bot.conversation.hearing import UNTIL, is_stop, meaning_of
from bot.conversation.learning import written_in
from bot.conversation.talking import Asked, Desk, Turn, consider
from bot.conversation.voters import Voter, second
from bot.engine import Outcome
from bot.slack import blocks
from bot.slack.answers import Blocks
from bot.slack.leads.registering import Registering
from bot.slack.partners import material
from bot.slack.people import SlackUser
from bot.upkeep.audit_log import note_money_seen
from inbox.undo import says_undo
from inbox.who.successors import successor_in
from storage.referrals import Referrals
from templates import render_chat
from workflows.base import Command
from workflows.calendar import local_date
from workflows.commands import AnswerPartner, UndoCorrection
from workflows.conversation.dates import day_in
from workflows.conversation_messages import AskPerson, NotePartnerReply, StopNudges, WithdrawReferral
from workflows.correction import changes_in
from workflows.events import ReferralCorrected
from workflows.model import Contact, Partner, Person

OF_MONEY = frozenset({"money", "owed", "what_if"})
GREETINGS = frozenset("hi hello hey hallo hola bonjour ola".split())


@dataclass(frozen=True, slots=True)
class FreeAnswers:
    """Answers partners; our own people have their commands."""

    registering: Registering
    desk: Desk
    voter: Voter | None = None

    async def answer(
        self, user: SlackUser, typed: str, event_key: str, conversation: str = ""
    ) -> Blocks | None:
        """Blocks for this person alone; None when it is no partner who speaks.

        `conversation` is the direct one they speak in, "" anywhere else.
        """
        partner = user.partner
        if partner is None:
            return None
        now = self.registering.clock.now()
        asked = Asked(partner, _contact(partner, user.person), typed, now, source=event_key[-80:])
        engine = self.registering.engine
        if says_undo(typed) and (back := await self._undo(asked, event_key)):
            return back
        considered = await engine.ask(lambda session: consider(session, asked, self.desk))
        turn = await second(considered, typed, self.voter)
        if any(part.kind in OF_MONEY for part in turn.parts):
            await note_money_seen(engine, user.person.slack_id, "their own money, asked in words", partner.id)
        if turn.kind == "correct":
            if put_right := await self._corrected(asked, turn, user.person, event_key):
                return put_right
            turn = replace(turn, kind="person")
        if turn.kind == "nothing" and typed.lower().strip("!.? ") in GREETINGS:
            return None  # who greets wants to know what we can do
        if material.wants_material(asked, turn, self.desk):
            return await self._material(asked, turn, event_key, conversation)
        command = self._command(asked, turn, event_key)
        outcome = await engine.handle(command, event_key + ":turn", also=self._beside(asked, turn))
        if turn.kind == "withdraw":
            done = any(type(event).__name__ == "ReferralWithdrawn" for event in outcome.events)
            kind = "withdrawn" if done or outcome.is_repeated else "person"
            return self._said(kind, asked, turn)
        return self._said({"answer": "answer", "nothing": "nothing"}.get(turn.kind, "person"), asked, turn)

    async def _material(self, asked: Asked, turn: Turn, key: str, conversation: str) -> Blocks:
        """The file, or a person who looks for it; never a guess."""
        engine = self.registering.engine
        found = await engine.ask(lambda session: material.found_for(session, asked))
        send = material.sending(asked, found, turn.language, key, conversation) if found else None
        command = send or material.for_a_person(asked, turn.language, key, turn.context)
        await engine.handle(command, key + ":turn")
        if send is None:
            return self._said("person", asked, turn)
        titles = tuple(asset.title for asset in found)
        context = {**self._context(asked), "titles": titles, "address": "" if conversation else asked.address}
        return blocks.words(render_chat("chat_material", context, turn.language))

    def _command(self, asked: Asked, turn: Turn, key: str) -> Command:
        match turn.kind:
            case "answer":
                return AnswerPartner(
                    None, asked.partner, asked.contact, turn.parts, turn.talk, language=turn.language
                )
            case "withdraw":
                return WithdrawReferral(
                    turn.refs[0], asked.partner, asked.contact, key[-80:], language=turn.language
                )
            case "person" if not is_stop(turn.understood) or len(turn.understood.intents) > 1:
                return AskPerson(
                    key=key[-100:],
                    partner=asked.partner,
                    contact=asked.contact,
                    question=asked.words,
                    guess=tuple(turn.understood.intents),
                    refs=tuple(turn.understood.refs),
                    why=turn.understood.why,
                    knew=turn.context,
                    language=turn.language,
                )
        return _noted(asked, turn)

    def _beside(self, asked: Asked, turn: Turn) -> tuple[Command, ...]:
        stops = is_stop(turn.understood)
        stop = StopNudges(asked.address, asked.partner, asked.contact, "slack") if stops else None
        noted = () if turn.kind == "nothing" or (stops and turn.kind == "person") else (_noted(asked, turn),)
        return (*noted, *turn.commands, *((stop,) if stop else ()))

    async def corrects(self, user: SlackUser, typed: str) -> bool:
        """Whether a partner's words put a referral on file right, or say whom to write to now.

        Whom they name is nobody new then.
        """
        partner = user.partner
        if partner is None:
            return False
        asked = Asked(partner, _contact(partner, user.person), typed, self.registering.clock.now())
        turn = await self.registering.engine.ask(lambda session: consider(session, asked, self.desk))
        return turn.kind == "correct" or bool(_noted(asked, turn).successor)

    async def _corrected(self, asked: Asked, turn: Turn, author: Person, key: str) -> Blocks | None:
        """Put right and echoed, old and new; None when what changes is not clear."""
        engine, about = self.registering.engine, turn.refs[0]
        referral = await engine.ask(lambda session: Referrals(session).get(about))
        said = (
            await self.registering.read_change(asked.words, author, referral.prospect) if referral else None
        )
        command = spoken(asked, referral, said, turn.language) if referral and said else None
        if command is None:
            return None
        outcome = await engine.handle(command, key + ":turn", also=self._beside(asked, turn))
        return await self._changed(asked, about, outcome, turn.language)

    async def _undo(self, asked: Asked, key: str) -> Blocks | None:
        """Takes back what they changed last, in whatever channel, within a day."""
        engine, language = self.registering.engine, _language(asked)
        undo = await engine.ask(lambda session: last_act(session, asked, self.desk.program))
        if undo is None:
            return None
        outcome = await engine.handle(undo, key + ":undo")
        if not outcome.events and not outcome.is_repeated:
            return None
        if isinstance(undo, UndoCorrection):
            return await self._changed(asked, undo.about, outcome, language, is_undo=True)
        return blocks.words(render_chat("chat_restored", self._context(asked, about=undo.about), language))

    async def _changed(
        self, asked: Asked, about: str, outcome: Outcome, language: str, *, is_undo: bool = False
    ) -> Blocks:
        """Old and new, as the log has it."""
        happened = [event for event in outcome.events if isinstance(event, ReferralCorrected)]
        changes = changes_in(happened[0]) if happened else ()
        referral = await self.registering.engine.ask(lambda session: Referrals(session).get(about))
        more = {"referral": referral, "changes": changes, "is_undo": is_undo}
        return blocks.words(render_chat("chat_corrected", {**self._context(asked), **more}, language))

    def _said(self, name: str, asked: Asked, turn: Turn) -> Blocks:
        context = self._context(asked, turn=turn)
        template = "answer" if name == "answer" else f"chat_{name}"
        if name == "person" and is_stop(turn.understood) and len(turn.understood.intents) == 1:
            template = "chat_stopped"
        return blocks.words(render_chat(template, context, turn.language))

    def _context(self, asked: Asked, *, turn: Turn | None = None, about: str = "") -> Mapping[str, Any]:
        program = self.desk.program
        program = program.promised_to(asked.partner, local_date(asked.now, program.tz))
        return {
            "program": program,
            "manager": program.manager_of(asked.partner),
            "partner": asked.partner,
            "contact": asked.contact,
            "tz": asked.partner.tz or program.tz,
            "now": asked.now,
            "parts": turn.parts if turn else (),
            "about": about or (turn.refs[0] if turn and turn.refs else ""),
            "answer_by": program.answer_by(asked.now),
            "is_complaint": bool(turn and "complaint" in turn.understood.intents),
        }


def _contact(partner: Partner, person: Person) -> Contact:
    return partner.contact(person.email) or Contact(person.name, (person.email,))


def _noted(asked: Asked, turn: Turn) -> NotePartnerReply:
    meant = meaning_of(turn.understood, asked.words)
    meaning = "question" if meant == "other" else meant  # what is not clear has a card of its own
    day = day_in(asked.words, asked.now.astimezone(UTC).date()) if meaning in UNTIL else None
    named = successor_in(asked.words, asked.partner, asked.address) if meaning == "wrong_person" else ""
    until, language = day.isoformat() if day else "", written_in(asked.words)
    return NotePartnerReply(
        asked.partner.id, asked.address, meaning, until, successor=named, language=language
    )


def _language(asked: Asked) -> str:
    return asked.partner.speaks or "en"
