"""Where the classifier decides without the rules: it is plainly sure, and the message can bear it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.conversation.clauses import Clause
from workflows.conversation.opinion import Opinion, Setting
from workflows.conversation.policy import danger
from workflows.conversation.rules import DANGLING, WHY, of_somebody

# The lowest shares from which on it was right in 199 of 200 messages that it had not been trained on, nor on
# their neighbours, with all the checks below. What never got so far (a dispute, a complaint, a wish for a
# person) is not decided alone.
SURE = {
    "referral_status": 0.75,
    "status_overview": 0.75,
    "payout_query": 0.85,
    "program_question": 0.9,
    "withdraw_referral": 0.7,
    "update_referral": 0.7,
    "nudge_accept": 0.65,
    "nudge_later": 0.91,
    "nudge_decline": 0.65,
    "opt_out": 0.9,
    "smalltalk": 0.93,
}
DANGER = 0.08  # of what only a person may answer
UNFINISHED = tuple((word,) for word in DANGLING)  # "ok so"
MACHINE = 0.03  # "address taken off the list" is no opt-out
LEAVES = 0.04  # of an opt-out, beside any other answer to a nudge
OVERRULES = 0.8  # the rules heard something else, and were not sure of it
SILENT = 0.85  # the rules heard nothing at all, not even that something is asked
LESS = frozenset(  # fewer mails are not none
    """
    less fewer often weekly monthly digest weniger seltener oft wochentlich monatlich moins souvent
    hebdomadaire mensuel menos semanal mensual minder vaak wekelijks maandelijks frequencia mensal
    """.split()
)
ASKS_OR_MENDS = frozenset({"program_question", "update_referral"})  # what a detail may be there for
ENDS = ("optout", "halt", "neg", "exit", "drop")
CHANGES = frozenset({"withdraw_referral", "update_referral"})
ABOUT_SOMEBODY = frozenset({"referral_status", "payout_query", "withdraw_referral", "update_referral"})


def heard(
    parts: Sequence[Clause], found: Sequence[Opinion], voice: Mapping[str, float], setting: Setting
) -> Opinion | None:
    """What the message wants by the classifier alone; None when that is not sure enough."""
    top = max(voice, key=lambda intent: voice[intent])
    share = voice[top]
    if top not in SURE or share < SURE[top] or any(o.handoff or o.weight == "hard" for o in found):
        return None
    if danger(voice) > DANGER or (
        (top.startswith("nudge") or top == "smalltalk") and voice["opt_out"] > LEAVES
    ):
        return None
    if top == "opt_out" and (voice["auto_reply"] > MACHINE or not all(_leaves(part) for part in parts)):
        return None
    if top == "smalltalk" and any(part.question or part.words[-1:] in UNFINISHED for part in parts):
        return None
    if top == "status_overview" and any(part.any("money", "moneyask") for part in parts):
        return None
    others = {o.intent for o in found if o.intent not in {top, "smalltalk"}}
    firm = any(not o.unsure for o in found if o.intent in others)
    if (firm and top != "opt_out") or (others and share < OVERRULES):
        return None
    if any(o.why == WHY for o in found) or any(part.any("spare") for part in parts):
        return None
    if top == "referral_status" and share < SILENT and not found and not any(p.asks for p in parts):
        return None
    if any(part.any("fieldq", "supposing", "detail") for part in parts) and top not in ASKS_OR_MENDS:
        return None
    if any(part.data for part in parts) or sum(len(part.words) > 2 for part in parts) > 2:
        return None
    return Opinion(top) if _bears(top, parts, setting) else None


def _leaves(part: Clause) -> bool:
    """Less mail is not none, and `will I get more of these?` only asks."""
    return not LESS.intersection(part.words) and (not part.question or part.any(*ENDS))


def piece(
    part: Clause, view: Sequence[Opinion], voice: Mapping[str, float], setting: Setting
) -> Sequence[Opinion]:
    """The same for one piece of a message with several, where the rules are silent or unsure."""
    if (view and not all(o.unsure for o in view)) or not part.named or max(voice.values()) < OVERRULES:
        return view
    said = heard([part], view, voice, setting)
    return [said] if said and said.intent in ABOUT_SOMEBODY else view


def _bears(intent: str, parts: Sequence[Clause], setting: Setting) -> bool:
    """Whether what stands around the words fits: a nudge to answer, somebody to speak of."""
    named = any(part.named for part in parts)
    strange = any(part.unknown for part in parts)
    if intent.startswith("nudge"):
        return setting.nudged and not named
    if intent in ABOUT_SOMEBODY:
        return named if intent in CHANGES else not strange and (named or len(setting.last) == 1)
    if intent == "opt_out":  # "strike Ilse off the list" is about Ilse
        return not named and not any(of_somebody(part) for part in parts)
    return not named and not strange
