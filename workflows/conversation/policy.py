"""When to act alone: both voters agree, the referral is beyond doubt; else ask back, else a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from workflows.conversation.opinion import Opinion
from workflows.conversation.rules import NEEDS_REF

Verdict = Literal["act", "clarify", "handoff"]

# What the classifier must at least grant the rules' intent, and what it may at most see of danger beside it.
SHARE = 0.22
FAINT = 0.1  # enough for a question about a named referral, unless the classifier hears one of FAR
SHARE_OF_TOP = 0.35
TALK_SHARE = 0.3  # thanks with something else in it is the classic wrong answer
DANGER_SHARE = 0.55
DANGER = frozenset({"complaint", "human_request", "unclear", "opt_out", "payout_dispute", "auto_reply"})
FAR = DANGER | {"payout_query", "program_question", "update_referral", "withdraw_referral", "submit_referral"}
PERSONS = ("unclear", "complaint", "human_request", "payout_dispute")
# How much of these there may be beside what the rules heard.
NEAR = {"payout_query": 0.15, "program_question": 0.15, "update_referral": 0.12, "smalltalk": 0.15}
NEAR_OTHERWISE = 0.25  # of what only a person may answer, beside what the rules heard
# The same where both voters are of one mind and the classifier is plainly so.
PLAIN = 0.5
PLAINLY_NEAR = {"payout_query": 0.2}
PLAINLY_NEAR_OTHERWISE = 0.33
TALK_ALONE = 0.5  # thanks with a "not now" or an "overview please" before it
MAY_BE_A_MACHINE = 0.2
RIVALS = ("update_referral", "human_request", "unclear", "complaint")  # of an introduction
RIVAL = 0.3
AN_OVERVIEW = 0.2  # "my contacts have long contracts" asks for no list
ANOTHER_END = 0.38  # of calls to a referral, or for a while, in words of leaving
LEAVES_ANGRY = 0.15
NAMED_BY_VOICE = 0.65  # what a person is handed
MAY_LEAVE = 0.2  # of an opt-out, beside an answer to a nudge
NUDGED = frozenset({"nudge_later", "nudge_decline", "nudge_accept", "smalltalk"})
ANSWERS_OF_MACHINES = NUDGED | {"update_referral", "opt_out"}
# Pairs the classifier mixes up and whose confusion the rules decide safely.
AKIN = frozenset(
    {
        ("referral_status", "status_overview"),
        ("select_option", "referral_status"),
        ("referral_status", "select_option"),
        ("smalltalk", "nudge_accept"),
        ("nudge_accept", "smalltalk"),
        ("update_referral", "submit_referral"),
    }
)


def agrees(intent: str, shares: Mapping[str, float], beside: Collection[str] = ()) -> bool:
    """Whether the classifier lets this reading pass; `beside` are the message's other intents."""
    top = max(
        (name for name in shares if name == intent or name not in beside), key=lambda name: shares[name]
    )
    if top == intent:
        return True
    if shares[top] > DANGER_SHARE and top in DANGER and (intent, top) not in AKIN:
        return False
    near = top not in FAR or top == "unclear"  # an unknown name is unclear to it; that was weighed above
    if (intent, top) in AKIN or (intent == "referral_status" and near and shares[intent] >= FAINT):
        return True
    least = TALK_SHARE if intent == "smalltalk" else SHARE
    return shares[intent] >= max(least, shares[top] * SHARE_OF_TOP)


def decide(
    found: Sequence[Opinion], shares: Mapping[str, float], *, refs_settled: bool, gaps: bool
) -> Verdict:
    """What to do with the rules' opinions.

    `refs_settled`: every referral meant is known, and only one fits each name. `gaps`: a part of the message
    asks something the rules did not understand.
    """
    if not found or any(o.handoff for o in found) or gaps:
        return "handoff"
    if any(o.unsure for o in found):
        return "handoff"
    intents = {o.intent for o in found}
    if not all(o.weight == "hard" or agrees(o.intent, shares, intents) for o in found):
        return "handoff"
    if not refs_settled and any(o.intent in NEEDS_REF for o in found):
        return "clarify"
    return "act" if _about_whose_money(intents, shares) else "handoff"


def _about_whose_money(intents: Collection[str], shares: Mapping[str, float]) -> bool:
    """My money and money in general sound alike: the classifier must be plainly on the rules' side."""
    mine, general = shares["payout_query"], shares["program_question"]
    if "payout_query" in intents and "program_question" not in intents:
        return mine > general
    if "program_question" in intents and "payout_query" not in intents:
        return general > mine
    return True


def danger(voice: Mapping[str, float]) -> float:
    """How much in it sounds like something that only a person may answer."""
    return sum(voice[intent] for intent in PERSONS)


def for_a_person(found: Sequence[Opinion], voice: Mapping[str, float]) -> bool:
    """Nobody said so in words we know, but it sounds like it: a person looks."""
    asked = {o.intent for o in found}
    if asked == {"opt_out"} and (_ends_something_else(voice) or voice["complaint"] > LEAVES_ANGRY):
        return True
    if all(o.weight == "hard" for o in found):
        return False
    leaves = voice["opt_out"] > MAY_LEAVE and asked <= NUDGED
    leaves = leaves or (asked == {"opt_out"} and voice["withdraw_referral"] > MAY_LEAVE)
    machine = voice["auto_reply"] > MAY_BE_A_MACHINE and asked <= ANSWERS_OF_MACHINES
    promises = asked == {"status_overview"} and voice["nudge_accept"] > MAY_LEAVE  # "my list", to be sent
    promises = promises or (
        "status_overview" in asked and voice["status_overview"] < AN_OVERVIEW / len(asked)
    )
    talks = asked == {"smalltalk"} and voice["smalltalk"] < TALK_ALONE
    return (
        leaves
        or machine
        or promises
        or talks
        or danger(voice) > min(_bearable(intent, voice, asked) for intent in asked)
    )


def sounds_like(found: Sequence[Opinion], voice: Mapping[str, float]) -> str:
    """What only a person may answer, where no rule knew the words of it; "" where that is not plain.

    It names what is handed over, and never decides that something is.
    """
    top = max(voice, key=lambda intent: voice[intent])
    if any(o.handoff or o.weight == "hard" or o.intent == "opt_out" for o in found):
        return ""
    return top if top in PERSONS and top != "unclear" and voice[top] >= NAMED_BY_VOICE else ""


def doubts_the_lead(voice: Mapping[str, float], *, named: bool, leaves: bool) -> bool:
    """New data, and the classifier hears no introduction: another number for somebody, "call me", a bank.

    `named`: they come with a company. `leaves`: beside words of leaving, perhaps somebody else's.
    """
    if leaves and voice["opt_out"] < MAY_LEAVE:
        return True
    rival = max(voice[intent] for intent in RIVALS)
    return not named and rival > RIVAL and rival > voice["submit_referral"]


def _ends_something_else(voice: Mapping[str, float]) -> bool:
    """`Take Ilse off the list`, `stop for now, in spring again`: words of leaving, for another end."""
    other = voice["withdraw_referral"] + voice["nudge_later"]
    return other > ANOTHER_END and other > voice["opt_out"]


def _bearable(intent: str, voice: Mapping[str, float], asked: Collection[str]) -> float:
    """How much danger there may be beside this reading."""
    near = NEAR.get(intent, NEAR_OTHERWISE)
    plain = voice[intent] if len(asked) == 1 else sum(voice[one] for one in asked) - (1 - PLAIN) / 2
    return max(near, PLAINLY_NEAR.get(intent, PLAINLY_NEAR_OTHERWISE)) if plain >= PLAIN else near
