"""Introduction: the owner writes to the prospect through the desk, with the partner in CC.

The mail is the owner's own: their name, and answers go to them. That it is out proves the first contact.
"""

from __future__ import annotations

from datetime import datetime

from workflows.base import Command, Decision, Event, PostNotice, SendEmail, Workflow
from workflows.commands import Introduce
from workflows.events import IntroductionWritten
from workflows.model import Referral
from workflows.pipeline import CONTACTED


def decide(state: Referral, message: Command | Event, now: datetime) -> Decision[Referral]:
    """Send it once, if it comes from whoever looks after the lead."""
    match message:
        case Introduce() if state.owner and (message.may_steer or state.owner.is_same(message.actor)):
            happened = IntroductionWritten(state.id, now, message.actor.name, message.to, message.cc)
            return Decision(state, (happened,), (*_letters(state, message), _note(state, message)))
    return Decision(state)


def _letters(state: Referral, message: Introduce) -> tuple[SendEmail, ...]:
    """One row per recipient, all of them the same mail with the same headers."""
    to = (state.prospect.name or "", message.to)
    cc = ((state.contact_name, message.cc),) if message.cc else ()
    return tuple(
        SendEmail(
            key=f"intro:{state.id}:{message.draft_id}:{address}",
            template="written",
            to=address,
            about=state.id,
            context={"referral": state, "subject": message.subject, "text": message.text},
            from_name=message.actor.name,
            reply_to=message.actor.email,
            shown_to=(to,),
            shown_cc=cc,
            mail_key=f"intro:{state.id}:{message.draft_id}",
            proves=CONTACTED if address == message.to else "",
        )
        for _, address in (to, *cc)
    )


def _note(state: Referral, message: Introduce) -> PostNotice:
    context = {"actor": message.actor, "to": message.to, "cc": message.cc, "subject": message.subject}
    key = f"introduced:{state.id}:{message.draft_id}"
    return PostNotice(key, "introduced", "sales", state.id, context, in_thread_of=f"alert:{state.id}")


WORKFLOW = Workflow("introduction", Referral, decide, accepts=(Introduce,))
