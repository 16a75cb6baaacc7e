"""From a message to what it asks: gate, clean, resolve, read, decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from workflows.conversation import abroad, alone, gate, policy, selection
from workflows.conversation.classifier import model
from workflows.conversation.clauses import Clause, message
from workflows.conversation.clean import own_words, without_courtesies
from workflows.conversation.lexicon import lexicon
from workflows.conversation.newcomers import doubted, without_trades
from workflows.conversation.on_file import JOINTS, Known, known
from workflows.conversation.opinion import Opinion, Setting
from workflows.conversation.prospect import Prospect, borne_out
from workflows.conversation.referents import meant, place
from workflows.conversation.resolver import Found, another, clashes, resolve
from workflows.conversation.rules import KEEP, NEEDS_REF, ONESELF, WHY, opinions
from workflows.conversation.spelling import mended
from workflows.conversation.submission import Submission, submission
from workflows.conversation.text import Token, plain, tokens
from workflows.conversation.topics import topics_in
from workflows.conversation.weighing import View, asked_besides, gaps, merged, of_others, weighed
from workflows.conversation.words import names

LONGEST = 4000  # characters of a mail that are looked at
READ = 250  # words and marks of what the partner wrote in it
OPT_OUT_SHARE = 0.6  # from here on the classifier alone is enough for a person to look
MAY_BE_AN_OPT_OUT = "may be an opt-out"
OPT_OUT_GUESS = 0.25  # the same, where the rules understood nothing
# Where the rules hear one of these, a guess that it may be an opt-out says nothing more.
NO_OPT_OUT = frozenset({"opt_out", "withdraw_referral", "complaint", "human_request", "payout_dispute"})
SOME, MOST_LIKELY, CERTAINLY = 0.15, 0.7, 0.95  # of the classifier, for a machine
DATA = frozenset({"email", "phone"})
MENTION = 4  # words of a message that is hardly more than a name
TELLING = 3  # words a message needs to show its language
GENERAL = frozenset({"program_question", "payout_query", "smalltalk"})
PLAIN_FACTS = frozenset({"minimum", "currency"})  # the same for everybody
LIKELY = 0.1  # share a language needs for its words to count
_NOD = re.compile(  # thumbs, smiles, hands; as characters, as Slack writes them, as people type them
    r"(?:[\s\U0001F44C-\U0001F44F\U0001F64F\U0001F600-\U0001F60A\U0001F642\U0001F389\u2705\u2764\ufe0f"
    r"\U0001F3FB-\U0001F3FF\U0001F91D\U0001F4AA]"
    r"|:(?:\+1|thumbsup|pray|ok_hand|tada|clap|smile|heart|white_check_mark|slightly_smiling_face):"
    r"|[:;]-?[)D])+"
)


@dataclass(frozen=True, slots=True)
class Question:
    """One intent and the referrals it is about."""

    intent: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message asks, and whether the bot may answer it alone."""

    questions: tuple[Question, ...] = ()
    prospects: tuple[Prospect, ...] = ()
    verdict: policy.Verdict = "act"
    language: str = "en"
    why: str = ""
    asks_why: bool = False  # only wants to know how an amount comes about, and contests nothing

    @property
    def intents(self) -> list[str]:
        """Every intent once, in order."""
        return list(dict.fromkeys(q.intent for q in self.questions))

    @property
    def refs(self) -> list[str]:
        """Every referral once, in order."""
        return list(dict.fromkeys(ref for q in self.questions for ref in q.refs))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message prepared for reading."""

    text: str
    tokens: list[Token]
    names: Found
    referrals: tuple[Known, ...]
    setting: Setting
    languages: Mapping[str, float]
    foreign: bool  # in a language that we do not speak

    @property
    def language(self) -> str:
        return max(self.languages, key=lambda name: self.languages[name])

    @property
    def likely(self) -> frozenset[str]:
        short = sum(t.kind == "word" for t in self.tokens) < TELLING
        return frozenset(name for name, share in self.languages.items() if short or share >= LIKELY)


@cache
def vocabulary() -> frozenset[str]:
    """Words that are no names."""
    words = model().vocabulary | lexicon().words()
    return frozenset(words | names.BLOCKED | names.TIMES | JOINTS | names.PARTICLES)


def read(text: str, context: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Reading:
    """The reading of a message of this partner; pure, the same for the same input."""
    letter = _letter(without_courtesies(own_words(text[:LONGEST])), context)
    machine = gate.verdict(letter.text, headers, on_file=any(m.exact for m in letter.names.mentions))
    if machine != "certain":
        machine = "person" if _leaves(letter) else _second_look(letter, machine)
    if machine != "person":
        verdict: policy.Verdict = "handoff" if machine == "maybe" else "act"
        return Reading((Question("auto_reply"),), verdict=verdict, language=letter.language, why="machine")
    if _NOD.fullmatch(letter.text):
        return Reading((Question("smalltalk"),), language=letter.language)
    if abroad.leaves(letter.text):
        alone_said = abroad.briefly(letter.text) and not letter.names.mentions
        wish = (Question("opt_out"),)
        return Reading(wish, verdict="act" if alone_said else "handoff", language=letter.language)
    reading = _selected(letter) or _message(letter, headers)
    return _abroad(reading) if letter.foreign else reading


def _abroad(reading: Reading) -> Reading:
    """What we make of a message in a language that we do not speak: a person looks."""
    reading = replace(reading, prospects=borne_out(reading.prospects))
    if reading.verdict == "handoff" or "opt_out" in reading.intents:
        return reading
    return replace(reading, verdict="handoff", why="a language we do not speak")


def without_names(text: str, context: Mapping[str, object]) -> str:
    """The words as the classifier sees them, and nothing that names anybody: what no table knows is `px`."""
    letter = _letter(own_words(text[:LONGEST]), context)
    strange = {
        at: "px"
        for at, token in enumerate(letter.tokens)
        if token.kind == "word" and token.word not in vocabulary() and not lexicon().is_stem(token.word)
    }
    masks = {at: "" if at - 1 in strange else mask for at, mask in strange.items()}
    said = message(letter.tokens, letter.names, masks, letter.likely).text()
    return re.sub(r"\d+(?:[.,:]\d+)*", "num", said)


def _leaves(letter: _Letter) -> bool:
    """An opt-out is never taken for a machine's mail."""
    parts = message(letter.tokens, letter.names, {}, letter.likely).clauses()
    return any(
        o.intent == "opt_out" and o.weight == "hard" for p in parts for o in opinions(p, letter.setting)
    )


def _second_look(letter: _Letter, machine: gate.Verdict) -> gate.Verdict:
    """The classifier may doubt what the gate says, either way."""
    share = model().intents(plain(letter.tokens))["auto_reply"]
    if machine == "machine":
        return "machine" if share > SOME else "maybe"
    if machine == "maybe" and share > CERTAINLY:
        return "machine"
    told = letter.names.mentions or letter.setting.last or any(t.kind in DATA for t in letter.tokens)
    if share > CERTAINLY and not told and not any(t.word == "?" for t in letter.tokens):
        return "machine"
    doubtful = share > MOST_LIKELY and not told
    return "maybe" if machine == "maybe" or doubtful else "person"


def _letter(text: str, context: Mapping[str, object]) -> _Letter:
    found = tokens(text)[:READ]
    raw = context.get("referrals")
    referrals = known([r for r in raw if isinstance(r, Mapping)] if isinstance(raw, Sequence) else [])
    languages = model().languages(plain(found[:60]))
    nouns = max(languages, key=lambda name: languages[name]) == "de"
    resolved = resolve(found, referrals, vocabulary(), nouns=nouns)
    foreign = abroad.foreign(found, resolved.owner, vocabulary())
    strangers = [
        at
        for u in resolved.unknown
        for at in range(u.start, u.end)
        if not foreign and _may_be_a_slip(found, at)
    ]
    for at in strangers[:8]:
        found[at] = mended(found[at], vocabulary())
    if strangers:
        resolved = resolve(found, referrals, vocabulary(), nouns=nouns)
    setting = _setting(context)
    named = another(resolved, found, setting.last)
    return _Letter(text, found, named, referrals, setting, languages, foreign)


def _may_be_a_slip(found: Sequence[Token], at: int) -> bool:
    token = found[at]
    begins = at == 0 or found[at - 1].kind in {"mark", "line"}
    following = found[at + 1] if at + 1 < len(found) else None
    if token.capital and at and following is None:  # "Danke! Gerd"
        return False
    full_name = token.capital and following is not None and following.kind == "word" and following.capital
    addressed = any(t.kind == "email" and token.word in t.word for t in found)
    word = token.kind == "word" and token.word not in names.GENERIC
    return word and not addressed and not full_name and (begins or not token.capital)


def _setting(context: Mapping[str, object]) -> Setting:
    last, intent, awaiting = context.get("last_answered"), context.get("last_intent"), context.get("awaiting")
    listed = [str(r) for r in last] if isinstance(last, Sequence) and not isinstance(last, str) else []
    refs = (last,) if isinstance(last, str) and last else tuple(listed)
    return Setting(refs, str(intent) if intent else None, str(awaiting) if awaiting else None)


def _selected(letter: _Letter) -> Reading | None:
    """The answer to our question, unless the message says something else."""
    options = selection.offered(letter.setting.awaiting)
    if not options:
        return None
    parts = message(letter.tokens, letter.names, {}, letter.likely).clauses()
    has = frozenset().union(*(p.has for p in parts)) if parts else frozenset()
    inside = any(m.refs & set(options) for m in letter.names.mentions)
    if has & {"optout", "anger", "risky", "human"} or any(p.data for p in parts):
        return None
    if (
        "neither" in has
        and (not inside or "neg" in has)
        and not has & {"both", "first", "second", "third", "last"}
    ):
        return Reading(
            (Question("unclear"),), verdict="handoff", language=letter.language, why="none of them"
        )
    refs = selection.chosen(parts, letter.tokens, letter.names, options, letter.referrals)
    words = sum(len(p.words) for p in parts)
    outside = any(not m.refs & set(options) for m in letter.names.mentions)
    mends = "change" in has and "rather" not in has  # "I meant the bakery" mends what we took it for
    if refs and words <= 12 and not (outside or mends or has & {"money", "drop"}):
        return Reading((Question("select_option", refs),), language=letter.language)
    if words <= 5 and not has & {"thanks", "greet", "status", "money", "list"}:
        return Reading((Question("unclear"),), verdict="handoff", language=letter.language, why="no option")
    return None


def _message(letter: _Letter, headers: Mapping[str, str] | None) -> Reading:
    new = submission(
        letter.text, letter.tokens, letter.names, letter.referrals, vocabulary(), letter.language, headers
    )
    letter = replace(letter, names=without_trades(letter.names, letter.tokens, new.people, vocabulary()))
    body = message(letter.tokens, letter.names, new.masks, letter.likely)
    parts = body.clauses()
    named, lone = bool(letter.names.mentions), letter.names.lone
    setting = replace(letter.setting, elsewhere=named, lone=lone, told=lone and not new.people)
    views: list[View] = [(part, opinions(part, setting)) for part in parts]
    if len(parts) > 1:
        views = [(part, [*alone.piece(part, v, model().intents(part.text), setting)]) for part, v in views]
    views = weighed(views)
    views = [(part, doubted(part, view, new.people)) for part, view in views]
    submits = new.counts(views, letter.setting)
    views = new.joined(views, submits=submits)
    questions, settled = _questions(views, letter, new)
    found = [*merged([o for _, view in views for o in view]), *asked_besides(views)]
    clash = clashes(letter.names, letter.tokens, renamed=_renamed(parts, found))
    clash = clash and letter.names.single() != frozenset(letter.setting.last)
    sure = None if new.people or clash else alone.heard(parts, found, model().intents(body.text()), setting)
    if sure and (answer := _alone(sure, parts, letter)):
        return answer
    shares = _shares(body.text(), [part for part, view in views if view], setting)
    if (
        parts
        and shares["opt_out"] > (OPT_OUT_SHARE if found else OPT_OUT_GUESS)
        and not named
        and not any(o.intent in NO_OPT_OUT or o.why == KEEP for o in found)
    ):
        found = [*found, Opinion("opt_out", handoff=True, why=MAY_BE_AN_OPT_OUT)]
        questions.append(Question("opt_out"))
    told = all(p.sure and p.name and p.company for p in new.people)
    machine = shares["auto_reply"] > MOST_LIKELY / 2 and submits and not (named or told)
    if machine and not any(part.any("give") for part in parts):
        return Reading((Question("auto_reply"),), verdict="handoff", language=letter.language, why="machine?")
    verdict = policy.decide(
        found, shares, refs_settled=settled and not clash, gaps=gaps(views, submits=submits)
    )
    theirs = [part for part in parts if part.data and (part.named or not submits)]
    if any(o.intent == "withdraw_referral" for o in found) and theirs:
        verdict = "handoff"  # "not on that number but on this one"
    leaves = any(o.intent == "opt_out" for o in found)
    if submits and policy.doubts_the_lead(
        model().intents(body.text()), named=bool(new.firms()), leaves=leaves
    ):
        verdict = "handoff"
    if verdict == "act" and not submits and policy.for_a_person(found, model().intents(body.text())):
        verdict = "handoff"
    if verdict != "act" and _on_the_programme(found, letter, body.text()) and not new.people:
        return Reading((Question("program_question"),), language=letter.language)
    if verdict == "clarify" and any(of_others(part, view, letter.tokens) for part, view in views):
        verdict = "handoff"
    if verdict == "clarify" and not any(q.refs for q in questions) and _lost(parts, letter):
        verdict = "handoff"
    kept = tuple(q for q in questions if q.intent in {o.intent for o in found}) or (Question("unclear"),)
    sounds = policy.sounds_like(found, model().intents(body.text())) if not submits else ""
    if verdict == "handoff" and sounds:
        kept = (Question(sounds, tuple(sorted(letter.names.single()))),)
    why = next((o.why for o in found if o.handoff), "")
    asks_why = bool(found) and all(o.why == WHY and not o.handoff for o in found) and settled and not clash
    return Reading(kept, new.people if submits else (), verdict, letter.language, why, asks_why)


def _renamed(parts: Sequence[Clause], found: Sequence[Opinion]) -> bool:
    """`Ms Sommer is called Sommer-Haupt now`: the stranger's name is hers."""
    return any(part.any("renames") for part in parts) and {o.intent for o in found} == {"update_referral"}


def _on_the_programme(found: Sequence[Opinion], letter: _Letter, text: str) -> bool:
    """Asks what the settings answer for everybody: "which currency do you pay in?"."""
    if letter.names.mentions or any(o.handoff or o.weight == "hard" for o in found):
        return False
    topics = set(topics_in(letter.text))
    voice = model().intents(text)
    own = ONESELF.intersection(t.word for t in letter.tokens)
    general = voice["program_question"] > voice["payout_query"] or (topics & PLAIN_FACTS and not own)
    return bool(topics and general) and {o.intent for o in found} <= GENERAL


def _alone(sure: Opinion, parts: Sequence[Clause], letter: _Letter) -> Reading | None:
    """The classifier's own reading, where the referral it speaks of is beyond doubt."""
    if sure.intent not in NEEDS_REF:
        return Reading((Question(sure.intent),), language=letter.language)
    part = next((p for p in parts if p.named), parts[-1])
    refs, settled = _refs(part, sure, letter, (), ())
    return Reading((Question(sure.intent, refs),), language=letter.language) if settled and refs else None


def _lost(parts: Sequence[Clause], letter: _Letter) -> bool:
    """A longer message with strange words, none of them a name: there is nothing to ask back about."""
    strange = [letter.tokens[u.start] for part in parts for u in part.unknown]
    return sum(len(p.words) for p in parts) > MENTION and not any(
        t.capital or t.kind == "ref" for t in strange
    )


def _questions(views: list[View], letter: _Letter, new: Submission) -> tuple[list[Question], bool]:
    """Each opinion with the referrals it is about; False when a name fits several or nothing."""
    questions, settled = [], True
    before: tuple[str, ...] = ()
    for part, view in views:
        for opinion in view:
            refs: tuple[str, ...] = ()
            if opinion.intent in NEEDS_REF:
                refs, sure = _refs(part, opinion, letter, before, new.on_file)
                settled = settled and sure
                before = refs or before
            elif opinion.handoff and part.named:
                refs = tuple(ref for m in part.mentions for ref in sorted(m.refs))
            questions.append(Question(opinion.intent, refs))
    return questions, settled


def _refs(
    part: Clause, opinion: Opinion, letter: _Letter, before: tuple[str, ...], on_file: tuple[str, ...]
) -> tuple[tuple[str, ...], bool]:
    """The referrals a clause is about, and whether that is beyond doubt."""
    pays = opinion.intent.startswith("payout")
    strange = bool(part.unknown) and opinion.intent != "update_referral"
    others = strange and any(letter.tokens[u.start].capital for u in part.unknown)  # whose money is it?
    if pays and not part.named and part.any("total") and not part.any("anaphor") and not others:
        return (), True
    pool = meant(part, letter.tokens) or (() if strange else letter.names.mentions)
    if pool:
        refs = tuple(dict.fromkeys(ref for m in pool for ref in sorted(m.refs)))
        one = len(refs) == 1 or opinion.intent != "update_referral"  # data belong to one of them
        return refs, one and all(len(m.refs) == 1 for m in pool)
    if on_file:
        return tuple(dict.fromkeys(on_file)), len(set(on_file)) == 1
    if strange:
        return (), False
    if before:
        return before, True
    last = letter.setting.last
    if len(last) > 1 and (at := place(part)) is not None:
        return ((last[at],), True) if -1 <= at < len(last) else ((), False)
    if last:
        return last, len(last) == 1 or opinion.intent in {"referral_status", "payout_query"}
    return (), opinion.intent == "payout_query"


def _shares(whole: str, parts: list[Clause], setting: Setting) -> dict[str, float]:
    """The best share each intent gets, in the whole message or in one of its clauses."""
    best = dict(model().intents(whole))
    for part in parts[:6]:
        for intent, share in model().intents(part.text).items():
            best[intent] = max(best[intent], share)
    if not selection.offered(setting.awaiting):
        best["select_option"] = 0.0
    return best
