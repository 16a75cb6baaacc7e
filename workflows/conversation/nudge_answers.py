"""Answers to a nudge: yes, later, nobody."""

from __future__ import annotations

from dataclasses import replace

from workflows.conversation.clauses import Clause
from workflows.conversation.opinion import SHORT, Opinion, Setting


def nudge_answer(part: Clause, setting: Setting) -> Opinion | None:
    """What a clause answers to our asking for names; unsure where we did not ask."""
    if part.named or (not setting.nudged and part.any("thanks", "ack") and len(part.words) <= SHORT):
        return None
    for rule in (_later, _decline, _accept):
        opinion = rule(part, setting)
        if opinion:
            return opinion if setting.nudged else replace(opinion, unsure=True)
    return None


def _later(part: Clause, setting: Setting) -> Opinion | None:
    meets = part.any("meet", "yes", "names") and part.any("day", "names")
    if part.any("busy") and not (meets and not part.any("later")):
        return Opinion("nudge_later", unsure=part.any("names"))
    if part.any("later") and not meets:
        return Opinion("nudge_later")
    if part.any("notnow") and not part.any("nobody", "yes", "names"):
        return Opinion("nudge_later")
    return None


def _decline(part: Clause, setting: Setting) -> Opinion | None:
    if part.any("nobody"):
        return Opinion("nudge_decline", unsure=part.any("names", "meet") and len(part.words) > SHORT)
    return None


def _accept(part: Clause, setting: Setting) -> Opinion | None:
    if (
        part.any("names")
        or (part.any("meet", "yes") and part.any("day"))
        or (part.any("meet") and part.any("yes"))
    ):
        return Opinion("nudge_accept")
    if part.any("yes") and setting.nudged and len(part.words) <= SHORT:
        return Opinion("nudge_accept", unsure=part.any("thanks"))
    if part.any("meet", "day") and setting.nudged:
        return Opinion("nudge_accept", unsure=not (part.any("day") and part.any("meet", "yes", "ack")))
    return None
