"""What was understood, said to our own people as a person would say it."""

from __future__ import annotations

from collections.abc import Iterable

NOTHING = "nothing surely"
UNDERSTOOD = "I understood: "
_SAID = {
    "referral_status": "how a lead stands",
    "status_overview": "how all their leads stand",
    "payout_query": "a question about money",
    "payout_dispute": "an amount looks wrong to them",
    "submit_referral": "an introduction",
    "update_referral": "something on file is to be put right",
    "withdraw_referral": "an introduction is to be taken back",
    "nudge_accept": "yes to our reminder",
    "nudge_later": "not now",
    "nudge_decline": "no to our reminder",
    "opt_out": "no more reminders",
    "program_question": "a question about the programme",
    "complaint": "a complaint",
    "human_request": "they want to talk to a person",
    "auto_reply": "a machine's answer",
    "smalltalk": "a friendly word",
    "select_option": "an answer to our question",
}


def in_plain_words(intents: Iterable[str]) -> str:
    """What they may mean; whatever is not sure is left out."""
    return ", ".join(_SAID[intent] for intent in intents if intent in _SAID) or NOTHING
