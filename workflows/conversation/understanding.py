"""The one door: text in, intents, referrals and the decision out."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.conversation.reading import Reading, read


def understand(
    text: str, context: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> dict[str, object]:
    """What a partner's message asks, as plain data.

    `context`: this partner's referrals (ref, company, contact, stage), last_answered, last_intent, awaiting.
    Keys of the answer: intents, refs, new_referral, handoff, opt_out, auto_reply; clarify means ask back.
    """
    return _answer(read(text, context, headers))


def _answer(reading: Reading) -> dict[str, object]:
    intents = reading.intents
    return {
        "intents": intents,
        "refs": reading.refs,
        "new_referral": [p.fields() for p in reading.prospects] or None,
        "handoff": reading.verdict == "handoff",
        "clarify": reading.verdict == "clarify",
        "opt_out": "opt_out" in intents,
        "auto_reply": "auto_reply" in intents,
    }
