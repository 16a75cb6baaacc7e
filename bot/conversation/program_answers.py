"""General questions about the programme, answered from its own settings where these know it for certain."""

from __future__ import annotations

from datetime import date

from workflows.answer_parts import Part
from workflows.commission.payday import next_payday
from workflows.commission.rules import in_words
from workflows.commission.terms import Terms
from workflows.conversation.topics import Topic, topics_in
from workflows.model import Partner


def about_program(words: str, partner: Partner, terms: Terms, today: date) -> tuple[Part, ...] | None:
    """A fact for each thing asked; None when one of them is for a person."""
    found = [_fact(topic, partner, terms, today) for topic in topics_in(words)]
    parts = tuple(part for part in found if part is not None)
    return parts if parts and len(parts) == len(found) else None


def _fact(topic: Topic, partner: Partner, terms: Terms, today: date) -> Part | None:
    plan = terms.book.current(partner, today)
    match topic:
        case "protection" | "refer" | "counts":
            return Part("fact", said=topic)
        case _ if plan is None:  # nothing is known of money here
            return None
        case "works":
            return Part("program")
        case "rate":
            return Part("fact", said=topic, facts=in_words(plan))
        case "payday":
            day = next_payday(today, terms.payday)
            return Part("fact", said=topic, on=day, more=plan.hold_days)
        case "minimum":
            return Part("fact", said=topic, totals=tuple(terms.payday.minimum.values()))
        case "currency":
            return Part("fact", said=topic, facts=(plan.currency,) if plan.currency else ())
