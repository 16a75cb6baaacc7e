"""What a clause means by the concepts it names; hard rules first, they win over everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from workflows.conversation.clauses import Clause
from workflows.conversation.nudge_answers import nudge_answer
from workflows.conversation.opinion import SHORT, Opinion, Setting

NEEDS_REF = frozenset(
    {"referral_status", "update_referral", "withdraw_referral", "payout_query", "payout_dispute"}
)
FEW = 9  # words of "same question for Acme please"
DANGLING = frozenset("so and but und aber oder et mais y pero en maar e mas also because".split())
KEEP = "wants to keep our mail"
WHY = "asks why"
REDIRECTS = "somebody else is the right one"
# Mails to somebody else may be stopped without leaving the list oneself.
THIRD = frozenset("him her them ihn ihm lui eux hem ela ele eles elas".split())
CLIENTS = frozenset(
    """client clients customer customers kunde kunden kundin mandant mandanten mandantin cliente clientes
    klant klanten""".split()
)
SENDS = frozenset("sending send receiving receive getting get".split())
AFTER_MAILS = frozenset("please now thanks thank you anymore any more ok okay altogether".split())
UNTIL = frozenset("until till bis jusqu jusque hasta ate tot".split())
ENTRY = frozenset(  # "drop that contact": one that was named before it
    """contact contacto contato kontakt lead referral introduction empfehlung recommandation dossier
    recomendacion referido recomendacao indicacao aanbeveling contactpersoon fiche""".split()
)
ASKING = frozenset({"payout_query", "status_overview", "referral_status"})
INVERTED = frozenset({"has", "did"})  # "has she moved on" only asks
PAY_ME = frozenset({("pay", "me"), ("zahlt", "mir"), ("payez", "moi"), ("betaal", "me"), ("paguem", "me")})
SPEAKERS = frozenset("i im id ill ive we ich wir je j nous yo ik wij eu nos".split())
WITH_ME = frozenset("conmigo comigo".split())
ONESELF = frozenset("me us my mir mich uns moi m nous mij ons mi nos".split())


def opinions(part: Clause, setting: Setting) -> list[Opinion]:
    """What this clause asks or tells; empty when the rules do not know."""
    hard = _hard(part, setting)
    if hard:
        return hard
    for rule in RULES:
        opinion = rule(part, setting)
        if opinion:
            spared = part.any("spare") and not part.question and opinion.intent in ASKING
            return [replace(opinion, unsure=True) if spared else opinion]
    return []


def _hard(part: Clause, setting: Setting) -> list[Opinion]:
    found = []
    if (part.any("optout") or _refuses_mail(part)) and not part.any("keepmail") and not _of_a_referral(part):
        asked = (part.question and part.any("past")) or part.any("supposing")  # "am I removed?" is no order
        others = part.named or _of_third(part) or of_somebody(part)
        asked = asked or (others and not ONESELF.intersection(part.words))
        asked = asked or part.named or bool((CLIENTS | UNTIL).intersection(part.words))  # "she wants out"
        found.append(Opinion("opt_out", handoff=asked, weight="hard" if part.any("optout") else "plain"))
    if found and part.any("robot") and not part.any("post"):  # had enough of a machine, perhaps not of us
        found = [replace(found[0], handoff=True, why="wants no machine")]
        found.append(Opinion("human_request", handoff=True, why="wants no machine", weight="hard"))
    if _bargains(part):
        found.append(Opinion("unclear", handoff=True, why="wants other terms", weight="hard"))
    kept = part.any("keepref") and (part.named or part.any("drop"))
    if kept or (part.any("keepref") and setting.elsewhere and part.any("anaphor")):  # "no wait, keep her"
        found.append(Opinion("unclear", handoff=True, why="wants it kept", weight="hard"))
    if part.any("redirect") and not part.named and not (part.data and setting.last):
        found.append(Opinion("unclear", handoff=True, why=REDIRECTS, weight="hard"))
    if part.any("keepmail"):
        found.append(Opinion("unclear", handoff=True, why=KEEP, weight="hard"))
    if part.any("anger"):
        found.append(Opinion("complaint", handoff=True, why="complaint", weight="hard"))
    if part.any("risky", "off", "lost") and not (
        found and found[0].intent == "opt_out" and not part.any("risky")
    ):
        found.append(Opinion("unclear", handoff=True, why="risky", weight="hard"))
    if (
        part.any("contest")
        and (part.any("money", "moneyask") or setting.last_intent in {"payout_query", "payout_dispute"})
        and not part.data
    ):
        found.append(Opinion("payout_dispute", handoff=True, why="contested", weight="hard"))
    if (
        part.any("human")
        and not (part.any("optout") and found)
        and not (setting.nudged and part.any("day", "yes") and not part.any("status", "money"))
    ):
        found.append(Opinion("human_request", handoff=True, why="person", weight="hard"))
    if part.any("everyone") and part.any("drop"):
        found.append(Opinion("unclear", handoff=True, why="everything at once", weight="hard"))
    return found


def _of_third(part: Clause) -> bool:
    """Speaks of somebody else; in `please stop sending them`, said of oneself, those are the mails."""
    third = [at for at, word in enumerate(part.words) if word in THIRD]
    mails = [at for at in third if part.words[at] == "them" and part.words[at - 1] in SENDS]
    whole = len(mails) == len(third) and all(set(part.words[at + 1 :]) <= AFTER_MAILS for at in mails)
    return bool(third) and not (whole and SPEAKERS.intersection(part.words))


def of_somebody(part: Clause) -> bool:
    """Names somebody we do not know, and the writer nowhere: `strike Ilse off the list`."""
    return "px" in part.words and not (ONESELF | SPEAKERS).intersection(part.words)


def _bargains(part: Clause) -> bool:
    """A percentage that is not asked about, or a wish for a bigger one."""
    rate = "pct" in part.words or part.any("rate")
    asks = part.question or part.any("program", "whatrate", "why", "contest")
    named_rate = "pct" in part.words and not asks
    return named_rate or (rate and part.any("wish", "self") and part.any("bigger"))


def _refuses_mail(part: Clause) -> bool:
    """No more of these mails, or out of that list, in whatever words."""
    if part.named or part.data or part.any("names"):
        return False
    if part.any("post") and not THIRD.intersection(part.words):
        return (part.any("neg") and part.any("more")) or (part.any("halt") and not part.any("give"))
    return part.any("exit") and part.any("roll") and part.any("drop")


def _of_a_referral(part: Clause) -> bool:
    """`Take Acme off the list` is about Acme."""
    return part.named and part.any("drop", "event")


def _about(part: Clause, setting: Setting) -> bool:
    """Names a referral, or may mean the one we talked about."""
    return part.named or bool(setting.last) or bool(part.unknown)


def _withdraw(part: Clause, setting: Setting) -> Opinion | None:
    told = part.any("past") and (part.question or not part.any("bids"))  # "don't call, they have closed"
    why = told or part.any("supposing") or (part.question and part.any("why"))
    if setting.nudged and not part.named:  # "clôture" is a time of year
        return None
    if (
        part.any("drop")
        and (_about(part, setting) or (setting.elsewhere and bool(ENTRY.intersection(part.words))))
        and not why
        and not part.data
        and not (part.any("status") and part.question)
    ):
        doubt = part.any("later", "day", "busy", "detail", "moneyask") or not PAY_ME.isdisjoint(
            pairwise(part.words)
        )
        which = setting.elsewhere and not (part.named or setting.lone)  # "that contact", of two
        unsure = doubt or not (part.named or part.any("anaphor"))
        return Opinion("withdraw_referral", which, "one of several" if which else "", unsure=unsure)
    if part.any("nointerest") and part.named and not part.asks:
        return Opinion("withdraw_referral", unsure=True)
    return None


def _defer(part: Clause, setting: Setting) -> Opinion | None:
    """`Don't ring her before March`: a note about somebody, not the end."""
    told = part.named and part.any("defer") and not (part.question or part.any("money", "moneyask"))
    asks_us = bool((ONESELF | WITH_ME).intersection(part.words))  # "before you have spoken to me"
    return Opinion("update_referral", unsure=asks_us) if told else None


def _update(part: Clause, setting: Setting) -> Opinion | None:
    if (part.any("typing") or part.words[0] in INVERTED) and not part.data:
        return None
    told = _about(part, setting) or (setting.told and part.any("anaphor"))
    if not (part.any("change", "typo") or part.data) or not told or part.any("money", "moneyask"):
        return None
    if not part.data and (
        part.question or (part.any("ask") and part.any("status", "event") and not part.any("drop"))
    ):
        return None
    if "px" in part.words and not part.named and part.any("give") and not part.any("anaphor"):
        return None
    inexact = bool(part.unknown) or any(not m.exact for m in part.mentions)
    mends = part.any("typo") and part.any("neg") and part.named and inexact  # "a typo: it's A, not B"
    here = part.named or bool(setting.last) or setting.told
    return Opinion("update_referral", weight="hard" if mends else "plain", unsure=not here)


def _dispute(part: Clause, setting: Setting) -> Opinion | None:
    paid = (
        part.any("money", "moneyask")
        or setting.last_intent in {"payout_query", "payout_dispute"}
        or "num" in part.words
    )
    if (
        part.any("why")
        and paid
        and not part.any("generic", "program")
        and (part.asks or len(part.words) <= SHORT or "num" in part.words)
    ):
        return Opinion("payout_dispute", unsure=True, why=WHY)
    return None


def _program_money(part: Clause, setting: Setting) -> Opinion | None:
    own = part.any("mine", "total") or part.named or (setting.last and part.any("anaphor"))
    if (part.any("whatrate") or (part.any("money", "moneyask") and part.any("generic"))) and not own:
        return Opinion("program_question")
    return None


def _overview_plain(part: Clause, setting: Setting) -> Opinion | None:
    """A list of my referrals, with no word of money."""
    if part.any("add") or _no_list(part, setting):
        return None
    if part.any("mine") and part.any("list", "status") and not part.named and not part.any("money", "neg"):
        return Opinion("status_overview")
    return None


def _no_list(part: Clause, setting: Setting) -> bool:
    """`We'll go through my list`, `must I ask my contacts first?`: mine, and no list is wanted."""
    if part.any("status"):
        return False
    return part.any("program", "generic") or (setting.nudged and not part.asks)


def _payout(part: Clause, setting: Setting) -> Opinion | None:
    goes_on = setting.last_intent == "payout_query" and bool(setting.last)
    if goes_on and part.any("when") and part.asks and not part.named and not part.any("event"):
        return Opinion("payout_query")
    if not part.any("money", "moneyask") or (part.any("add", "halt") and not part.asks):
        return None
    if part.any("program") and not part.named and not part.any("mine", "total", "moneyask"):
        return Opinion("program_question", unsure=True)
    plain = part.asks or len(part.words) <= SHORT or (part.any("when") and part.named)
    if not (plain or part.any("moneyask", "total")):
        return None
    aimless = not (part.named or setting.last or setting.elsewhere or part.unknown)
    vague = aimless and not part.any("total", "when", "mine")
    vague = vague and (setting.nudged or part.any("forit") or not part.any("moneyask", "self"))
    return Opinion("payout_query", unsure=vague or (part.any("event") and part.any("nobody")))


def _overview(part: Clause, setting: Setting) -> Opinion | None:
    if len(setting.last) > 1 and part.any("first", "second", "third", "last"):
        return None
    if (
        part.any("trivia", "add")
        or (part.any("change", "nowonder") and not part.any("list", "status"))
        or part.named
        or _no_list(part, setting)
        or (part.any("give") and {"px", "ex", "nx"} & set(part.words))
    ):
        return None
    if part.any("mine") and (part.asks or part.any("status", "list") or len(part.words) <= SHORT):
        return Opinion("status_overview")
    if (
        part.any("list")
        and (part.any("status") or (part.asks and not part.any("program", "nobody", "later", "yes", "greet")))
        and not part.unknown
    ):
        return Opinion("status_overview", unsure=bool(setting.last) and not part.any("status"))
    return None


def _status(part: Clause, setting: Setting) -> Opinion | None:
    if part.bare and not part.any("money", "moneyask", "drop"):
        inherited = (
            setting.last_intent
            if setting.last_intent in {"referral_status", "payout_query"}
            else "referral_status"
        )
        unsure = setting.last_intent == "payout_dispute"
        return Opinion(inherited or "referral_status", weight="hard", unsure=unsure)
    if part.named and (part.any("status") or part.asks):
        mends = part.any("change") and not part.any("status") and "email" in part.words  # "it bounced?"
        return Opinion("referral_status", unsure=mends or _only_says(part))
    if part.named and part.any("event") and len(part.words) <= 4:
        return Opinion("referral_status", unsure=True)
    if part.unknown and part.asks and part.any("status", "event") and not part.any("program", "mine", "meet"):
        return Opinion("referral_status")
    if (
        (setting.last or setting.elsewhere)
        and (part.asks or part.any("status"))
        and part.any("status", "event")
        and not part.any("program")
    ):
        return Opinion("referral_status")
    return None


def _only_says(part: Clause) -> bool:
    """A report or a request to do something, with a word of state in it."""
    errand = part.any("request") and not part.any("status", "tell", "past")
    report = not part.asks and (part.any("event", "mood") or len(part.words) > SHORT + 1)
    vague = not part.any("status", "event") and len(part.words) > SHORT // 2
    return errand or report or vague or part.any("trivia")


def _program(part: Clause, setting: Setting) -> Opinion | None:
    if part.any("program", "whichway") and (part.asks or len(part.words) <= 3) and not part.named:
        return Opinion("program_question")
    return None


def _smalltalk(part: Clause, setting: Setting) -> Opinion | None:
    if part.any("thanks", "greet", "ack") and len(part.words) <= 14 and not part.named:
        return Opinion(
            "smalltalk",
            unsure=(part.any("neg") and not part.any("thanks"))
            or (part.words[-1] in DANGLING and not part.any("thanks"))
            or (len(part.words) > 8 and not part.any("thanks", "greet")),
        )
    return None


def _other_one(part: Clause, setting: Setting) -> Opinion | None:
    """`no, I meant the other one`: the same question about another referral."""
    goes_on = setting.last_intent in {"referral_status", "payout_query"}
    if part.named and part.any("rather") and goes_on and not part.data and not part.any("money", "drop"):
        return Opinion(setting.last_intent or "referral_status", weight="hard")
    return None


def _likewise(part: Clause, setting: Setting) -> Opinion | None:
    """`same for Castle Peak`: what was asked last, about another one."""
    goes_on = setting.last_intent in {"referral_status", "payout_query"} and not part.unknown
    plain = len(part.words) <= FEW and not (part.data or part.any("drop", "change", "money", "neg", "event"))
    if part.named and part.any("likewise") and goes_on and plain:
        return Opinion(setting.last_intent or "referral_status", weight="hard")
    return None


RULES = (
    _other_one,
    _likewise,
    _defer,
    _withdraw,
    _update,
    _dispute,
    _overview_plain,
    _program_money,
    _payout,
    _overview,
    _status,
    _program,
    nudge_answer,
    _smalltalk,
)  # the first that knows is heard
