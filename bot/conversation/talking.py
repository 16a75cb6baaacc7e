"""One engine for every channel: a partner's words, their rows, what was said before; out comes one turn.

A turn is an answer, an act with its answer, a question back, or a person. Only this partner's rows are looked
at, and whatever is not understood as a whole goes to a person as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from bot.conversation.money_picture import imagined, money_of, owed_to
from bot.conversation.program_answers import about_program
from inbox.facts import amounts
from inbox.language import guess_language
from inbox.said.absence import only_away
from storage.consents import Consents
from storage.outbox import Outbox
from storage.talks import Talks
from storage.views import Views
from workflows.answer_parts import Part, Talk
from workflows.base import Command
from workflows.calendar import local_date
from workflows.commands import EditPartner, PausePartner
from workflows.commission.payday import Payday
from workflows.commission.rules import RuleBook
from workflows.commission.terms import Terms
from workflows.conversation.classifier import LANGUAGES
from workflows.conversation.clean import own_words
from workflows.conversation.dates import day_in
from workflows.conversation.reading import MAY_BE_AN_OPT_OUT, Question, Reading
from workflows.conversation.reading import read as understand
from workflows.conversation.topics import topics_in
from workflows.conversation.wishes import (
    asks_for_another_language,
    asks_what_if,
    language_wanted,
    news_wanted,
    promises_names,
    speaks_of_reminders,
    takes_us_back,
    wants_nudges_again,
)
from workflows.conversation_messages import AllowNudges
from workflows.correction import closed_because
from workflows.faq import answered
from workflows.inquiry import SHOWN_AT_MOST, as_context
from workflows.model import Contact, Partner, Pause, Person, Referral
from workflows.program import Program
from workflows.withdrawal import may_withdraw

NUDGE_ECHOES = timedelta(days=7)  # words elsewhere may still answer it
LONGEST = 4000  # characters of a message that are understood
OFFERED_AT_MOST = 8
ANSWERED = frozenset({"referral_status", "status_overview", "payout_query", "program_question"})
NOTHING_TO_DO = frozenset({"smalltalk"})
MAY_BE_GENERAL = frozenset({"program_question", "unclear", "smalltalk", "payout_query", "payout_dispute"})
BESIDE_AWAY = frozenset({"auto_reply", "unclear", "smalltalk", "nudge_later", "update_referral"})
A_WEEK = re.compile(r"(?i)week|woche|semaine|semana|settimana|tydzie|tygod|vecka|uge\b|uke\b")  # ends when?
MAY_BE_PROTECTION = frozenset({"referral_status", "program_question"})  # "how long is Acme mine?"
NUDGES = frozenset({"nudge_later", "nudge_accept", "nudge_decline"})
TurnKind = Literal["answer", "withdraw", "correct", "person", "nothing"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody at a partner says something."""

    partner: Partner
    contact: Contact
    words: str
    now: datetime
    references: tuple[str, ...] = ()  # Message-IDs of ours that a mail answers
    source: str = ""  # names the message, where it is no mail

    @property
    def address(self) -> str:
        """Where this person is answered, and what they are remembered by."""
        return self.contact.emails[0].lower()


@dataclass(frozen=True, slots=True)
class Turn:
    """What we do about it."""

    kind: TurnKind
    understood: Reading
    parts: tuple[Part, ...] = ()
    refs: tuple[str, ...] = ()
    talk: Talk | None = None  # what is remembered once it is said
    commands: tuple[Command, ...] = ()
    language: str = "en"
    context: dict[str, object] = field(default_factory=dict)  # what we knew, kept with a hand-over


@dataclass(frozen=True, slots=True)
class Desk:
    """What the engine must know of the programme."""

    program: Program

    @property
    def terms(self) -> Terms:
        """What is paid and when; nothing is known of money where no plan stands in the TOML file."""
        return self.program.terms or Terms(RuleBook(), Payday(self.program.hours))


def listen(session: Session, asked: Asked) -> tuple[Reading, dict[str, object]]:
    """What the words mean, given this partner's referrals and what was said last."""
    context = context_of(session, asked)
    return understand(asked.words[:LONGEST], context), context


def context_of(session: Session, asked: Asked) -> dict[str, object]:
    """What they may mean. The mail they answer counts more than what was said in another channel."""
    referrals = Views(session).referrals_of(asked.partner.id)
    mine = {referral.id for referral in referrals}
    talk = Talks(session).get(asked.address, asked.now)
    answered = Outbox(session).sent_as(asked.references)
    in_thread = tuple(about for _, about in answered if about in mine)[:1]
    last = in_thread or tuple(ref for ref in talk.refs if ref in mine)
    options = [ref for ref in talk.options if ref in mine]
    awaiting = f"disambiguation:[{','.join(options)}]" if options else None
    if _answers_nudge(session, asked, talk):
        awaiting = "nudge"
    return {
        "referrals": [as_context(referral) for referral in referrals],
        "last_answered": list(last) or None,
        "last_intent": (talk.intent or None) if last == talk.refs else "referral_status" if last else None,
        "awaiting": awaiting,
    }


def _answers_nudge(session: Session, asked: Asked, talk: Talk) -> bool:
    """A mail in the nudge's thread; or words in Slack, when nothing was said to them since it came."""
    if asked.references:
        return Outbox(session).is_nudge(asked.references[:1])
    recently = asked.now - NUDGE_ECHOES
    nudged = Outbox(session).nudged_at(asked.partner.id, asked.contact.emails[0], since=recently)
    return nudged is not None and (talk.at is None or talk.at < nudged)


def consider(
    session: Session, asked: Asked, desk: Desk, heard: tuple[Reading, dict[str, object]] | None = None
) -> Turn:
    """The turn for these words; `heard` when they were understood already."""
    understood, context = heard or listen(session, asked)
    turn = _Listener(session, asked, desk, understood).turn()
    chosen = next((part.said for part in turn.parts if part.kind == "language"), "")
    language = chosen or _language(session, asked.partner, understood, asked.words)
    return replace(turn, language=language, context=context)


def spoken_by(session: Session, partner: Partner) -> str:
    """What a partner speaks, for words too few to tell: as is known, or as they introduced somebody last."""
    if partner.writes_in or partner.language not in ("", "en"):
        return partner.speaks
    return next((r.language for r in Views(session).referrals_of(partner.id, limit=1)), partner.language)


def _language(session: Session, partner: Partner, understood: Reading, words: str) -> str:
    """What they asked for; else as they write now, or what we know of them when that is a few words."""
    if sure := partner.writes_in or guess_language(words, ""):
        return sure
    home = spoken_by(session, partner)
    is_ours = home in LANGUAGES  # the classifier tells these apart, and takes any other for one of them
    return (
        understood.language
        if len(words.split()) > 3 and (is_ours or not home)
        else home or understood.language
    )


@dataclass(frozen=True, slots=True)
class _Listener:
    session: Session
    asked: Asked
    desk: Desk
    understood: Reading

    def turn(self) -> Turn:
        """The first that fits; a person otherwise."""
        intents = set(self.understood.intents)
        if turn := self._back(intents) or self._away(intents):
            return turn
        guessed = intents == {"opt_out"} and self.understood.why == MAY_BE_AN_OPT_OUT
        if guessed and (turn := self._wish(intents)):  # "in German, please": a wish we know
            return turn
        if intents & {"complaint", "human_request", "auto_reply", "opt_out"}:
            return self._person()
        turn = self._wish(intents) or self._faq(intents) or self._what_if()
        turn = turn or self._choice(intents) or self._asked(intents)
        return turn or self._nudge(intents) or self._asks_back() or self._person()

    def _back(self, intents: set[str]) -> Turn | None:
        """Whoever wanted no more reminders may want them once more: "back" sounds much like "stop"."""
        if intents & {"complaint", "human_request", "submit_referral"} or not takes_us_back(self.asked.words):
            return None
        if Consents(self.session).get(self.asked.address).nudges:
            return None
        turn = self._answer(
            (Part("welcome_back"),), "preference", commands=(AllowNudges(self.asked.address),)
        )
        return replace(turn, understood=replace(self.understood, questions=()))

    def _away(self, intents: set[str]) -> Turn | None:
        """Who is away for a while and asks for nothing else is left in peace."""
        words, is_sure = self.asked.words, self.understood.verdict == "act"
        if intents - BESIDE_AWAY or ("update_referral" in intents and is_sure) or not only_away(words):
            return None
        until = None if A_WEEK.search(words) else day_in(words, self._today)
        return self._answer((Part("later", on=until),), "nudge_later")

    def _wish(self, intents: set[str]) -> Turn | None:
        partner, words = self.asked.partner, self.asked.words
        if intents & {"submit_referral", "update_referral", "withdraw_referral"}:
            return None
        who = Person(self.asked.contact.name, self.asked.address)
        if (news := news_wanted(words)) is not None:
            edit = EditPartner(replace(partner, news=news), who)
            return self._answer((Part("preference", said=news),), "preference", commands=(edit,))
        if not self.understood.refs and (language := language_wanted(words)):
            edit = EditPartner(replace(partner, writes_in=language), who)
            return self._answer((Part("language", said=language),), "preference", commands=(edit,))
        if asks_for_another_language(words):
            return self._answer((Part("languages"),), "preference")
        if wants_nudges_again(words):
            again = AllowNudges(self.asked.address)
            return self._answer((Part("welcome_back"),), "preference", commands=(again,))
        return None

    def _faq(self, intents: set[str]) -> Turn | None:
        """What managers have answered once for all, asked in nearly the same words."""
        if not intents <= MAY_BE_GENERAL or self.understood.prospects or not self.desk.program.faq:
            return None
        words = own_words(self.asked.words[:LONGEST])
        found = answered(words, self.desk.program.faq)
        language = _language(self.session, self.asked.partner, self.understood, self.asked.words)
        part = Part("faq", said=found.answer(language)) if found else None
        return self._answer((part,), "program_question") if part else None

    def _what_if(self) -> Turn | None:
        if not asks_what_if(self.asked.words):
            return None
        said = amounts.best(amounts.find(self.asked.words, loose=True)) or amounts.labelled(self.asked.words)
        if said is None or said.amount < 1 or len(self.understood.refs) > 1:
            return None
        referral = next(iter(self._mine(self.understood.refs)), None)
        part = imagined(
            self.session,
            self.asked.partner,
            referral,
            said,
            self.desk.terms,
            self._today,
            self.desk.program.currency,
            self.understood.language,
        )
        return self._answer((part,), "payout_query") if part else None

    def _choice(self, intents: set[str]) -> Turn | None:
        """The answer to our own "which one?"."""
        if intents != {"select_option"} or self.understood.verdict != "act":
            return None
        wanted = self._talk.pending or "referral_status"
        if wanted == "withdraw_referral":
            return self._withdrawal(tuple(self.understood.refs))
        return self._parts((Question(wanted, tuple(self.understood.refs)),))

    def _asked(self, intents: set[str]) -> Turn | None:
        understood = self.understood
        if intents and intents <= MAY_BE_PROTECTION and topics_in(self.asked.words) == ("protection",):
            return self._parts((Question("program_question"),))
        if understood.asks_why and (refs := understood.refs):
            return self._parts((Question("why", tuple(refs)),))
        if understood.verdict != "act":
            return None
        if intents == NOTHING_TO_DO:
            return Turn("nothing", understood)
        if intents == {"withdraw_referral"}:
            return self._withdrawal(tuple(understood.refs))
        if intents - NOTHING_TO_DO == {"update_referral"}:
            return self._correction(tuple(understood.refs))
        questions = tuple(q for q in understood.questions if q.intent != "smalltalk")
        return self._parts(questions) if intents and intents <= ANSWERED | NOTHING_TO_DO else None

    def _nudge(self, intents: set[str]) -> Turn | None:
        """The answer to a nudge, or a word about our reminders."""
        words = self.asked.words
        until = day_in(words, self._today) if "nudge_later" in intents else None
        is_sure = self.understood.verdict == "act" or speaks_of_reminders(words)
        is_sure = is_sure or bool(until and "?" not in words and not self.understood.why)
        if len(intents - NOTHING_TO_DO) != 1 or not intents & NUDGES or not is_sure:
            return None
        if "nudge_later" in intents:
            who = self.asked.contact.name or self.asked.address
            pause = Pause(who, self.asked.now, until, "asked us to come back later")
            pauses = (PausePartner(self.asked.partner.id, pause),) if until else ()
            return self._answer((Part("later", on=until),), "nudge_later", commands=pauses)
        if "nudge_decline" in intents:
            return self._answer((Part("declined"),), "nudge_decline")
        if promises_names(words):
            return self._answer((Part("accepted"),), "nudge_accept")
        return None  # who wants to be met meets a person

    def _asks_back(self) -> Turn | None:
        if self.understood.verdict != "clarify":
            return None
        wanted = next((q.intent for q in self.understood.questions), "referral_status")
        if wanted not in ("referral_status", "payout_query", "withdraw_referral"):
            return None
        among = self._mine(self.understood.refs)
        kind: Literal["which", "unknown"] = "which" if among else "unknown"
        offered = (among or Views(self.session).referrals_of(self.asked.partner.id))[:OFFERED_AT_MOST]
        if not offered or len(among) > OFFERED_AT_MOST:
            return None
        options = tuple(referral.id for referral in offered)
        talk = Talk(self.asked.address, options=options, pending=wanted)
        return Turn("answer", self.understood, (Part(kind, offered),), options, talk)

    def _parts(self, questions: Sequence[Question]) -> Turn | None:
        """One answer to all of them; None when any of them is for a person."""
        found: list[Part] = []
        by_intent: dict[str, tuple[str, ...]] = {}
        for question in questions:
            before = by_intent.get(question.intent, ())
            by_intent[question.intent] = tuple(dict.fromkeys((*before, *question.refs)))
        for intent, refs in by_intent.items():
            parts = self._of(intent, refs)
            if parts is None:
                return None
            found += parts
        last = list(by_intent)[-1]
        return self._answer(tuple(found), "payout_query" if last == "why" else last)

    def _of(self, intent: str, refs: tuple[str, ...]) -> tuple[Part, ...] | None:
        mine = self._mine(refs)
        if len(mine) != len(set(refs)):
            return None
        match intent:
            case "referral_status":
                return (Part("news", mine),) if mine else None
            case "status_overview":
                every = Views(self.session).referrals_of(self.asked.partner.id)
                more = max(0, len(every) - SHOWN_AT_MOST)
                return (Part("overview", every[:SHOWN_AT_MOST], more),)
            case "program_question":
                return about_program(self.asked.words, self.asked.partner, self.desk.terms, self._today)
        if not self.desk.terms.book.plans:  # nothing is known of money here
            return None
        if not mine:
            return (owed_to(self.session, self.asked.partner, self.desk.terms, self._today),)
        money = money_of(self.session, self.asked.partner, mine, self.desk.terms, self._today)
        if intent == "why":
            has_lines = money and all(part.lines for part in money)
            return tuple(replace(part, kind="why") for part in money or ()) if has_lines else None
        return money

    def _withdrawal(self, refs: tuple[str, ...]) -> Turn | None:
        mine = self._mine(refs)
        if len(mine) != 1 or not may_withdraw(mine[0]):
            return None
        return Turn("withdraw", self.understood, refs=(mine[0].id,), talk=Talk(self.asked.address))

    def _correction(self, refs: tuple[str, ...]) -> Turn | None:
        """Which referral they put right; what exactly is read by whoever can read it."""
        mine = self._mine(refs)
        if len(mine) != 1 or closed_because(mine[0]):
            return None
        return Turn("correct", self.understood, refs=(mine[0].id,))

    def _answer(self, parts: tuple[Part, ...], intent: str, *, commands: tuple[Command, ...] = ()) -> Turn:
        refs = tuple(dict.fromkeys(ref for part in parts for ref in part.refs))
        about = refs if len(refs) <= OFFERED_AT_MOST and parts[0].kind != "overview" else ()
        talk = Talk(self.asked.address, about, intent)
        return Turn("answer", self.understood, parts, refs, talk, commands)

    def _person(self) -> Turn:
        return Turn("person", self.understood, refs=tuple(self.understood.refs))

    def _mine(self, refs: Sequence[str]) -> tuple[Referral, ...]:
        """Those of these that are theirs, in the order in which they were named."""
        known = {r.id: r for r in Views(self.session).referrals_of(self.asked.partner.id)}
        return tuple(known[ref] for ref in dict.fromkeys(refs) if ref in known)

    @property
    def _talk(self) -> Talk:
        return Talks(self.session).get(self.asked.address, self.asked.now)

    @property
    def _today(self) -> date:
        return local_date(self.asked.now, self.asked.partner.tz or self.desk.program.tz)
