"""What the partner's words say against calling somebody who seems to be referred: a sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence

from inbox.referring.opinion import surely_refers
from inbox.said import (
    favours,
    grievances,
    hold_words,
    intents,
    kept,
    known_words,
    new_lead_words,
    put_right,
    refusals,
    suppliers,
    wishes,
)
from inbox.who import helpers, stand_ins
from inbox.who.names import fold


def why_held(cover: str, subject: str) -> str:
    """Why whoever is named must be asked about first; "" when nothing speaks against them.

    `subject` where it is the partner's own: "Do NOT call Kilmore yet".
    """
    if hold_words.asks_to_wait(fold(f"{subject}.\n{cover}")):
        return "The partner asks not to contact somebody."
    if refusals.says_no(cover):
        return "The partner says that this is no referral, or not yet one."
    said = " ".join(fold(cover).split())
    if put_right.puts_right(said):
        return "The partner seems to put right what an earlier mail said."
    if known_words.is_customer_already(said):
        return "The partner says that they are a customer already."
    if suppliers.offers_a_supplier(said):
        return "Somebody is recommended whom we might hire ourselves."
    if known_words.is_under_way(said):
        return "The partner seems to tell news of a lead that we have."
    if known_words.is_to_family(cover):
        return "The words seem to be meant for somebody at home."
    if kept.keeps_customer(cover):
        return "The partner wants the answer, and keeps the customer."
    if favours.asks_a_favour(cover):
        return "The partner asks something of us for themselves."
    if intents.says_lost(cover) and not surely_refers(cover):
        return "The partner says that there is nothing to do here."
    return ""


def why_no_prospects(addresses: Sequence[str], cover: str, subject: str) -> str:
    """Why those whose addresses the partner wrote down are no prospects; "" when they may be."""
    folded = " ".join(fold(cover).split())
    if stand_ins.is_one_of(addresses, cover):
        return "Somebody is named who may be asked while the partner is away."
    if wishes.others_want(folded) or new_lead_words.SURELY_NEW.search(folded):
        return ""
    if all(helpers.is_helper(folded[: folded.find(one)]) for one in addresses):
        return "Somebody is named who works for the partner."
    if grievances.needs_service(f"{fold(subject)} {folded}") and not grievances.of_others(folded):
        return "Something does not work, and our service is wanted."
    return "" if grievances.of_others(folded) else grievances.grief(folded, folded)
