"""A partner asks in Slack for something to hand on: the file where it is sure which one, else a person.

In a direct conversation it is shown there. Anywhere else it goes by mail to an address we know of theirs, so
that no channel with others in it gets a file that one person asked for.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.conversation.talking import Asked, Desk, Turn
from bot.slack.answers import REFUSAL, Answer, Ask, Do, say
from storage.assets import Assets
from templates import escape_slack
from workflows.assets import WHICH_FILE, Asset, asks_for_material, meant
from workflows.care_messages import SendMaterial
from workflows.commands import Thread
from workflows.conversation_messages import AskPerson
from workflows.model import Contact

OTHERWISE_UNDERSTOOD = frozenset({"answer", "withdraw"})


def wants_material(asked: Asked, turn: Turn, desk: Desk) -> bool:
    """Whether they ask for a file, and the words mean nothing else that comes first."""
    is_other = turn.kind in OTHERWISE_UNDERSTOOD or bool({*turn.understood.intents} - {"unclear"})
    return desk.program.engagement.has("assets") and not is_other and asks_for_material(asked.words)


def found_for(session: Session, asked: Asked) -> tuple[Asset, ...]:
    """The files they surely mean."""
    return meant(asked.words, Assets(session).all())


def sending(
    asked: Asked, assets: tuple[Asset, ...], language: str, key: str, conversation: str
) -> SendMaterial | None:
    """The command; None where there is no way to them that is theirs alone."""
    known = asked.partner.contact(asked.address)
    if not conversation and known is None:
        return None
    return SendMaterial(
        about=asked.partner.id,
        mail_id=None,
        contact=known or asked.contact,
        titles=tuple(asset.title for asset in assets),
        files=tuple(asset.file for asset in assets),
        thread=Thread("", (), ""),
        language=language,
        asked=key[-80:],
        conversation=conversation,
    )


def for_a_person(asked: Asked, language: str, key: str, knew: dict[str, object]) -> AskPerson:
    """Nothing fits, or several do: somebody of ours looks."""
    return AskPerson(
        key=key[-100:],
        partner=asked.partner,
        contact=asked.contact,
        question=asked.words,
        guess=("material",),
        refs=(),
        why=WHICH_FILE,
        knew=knew,
        language=language,
    )


def partner_material(ask: Ask) -> Answer:
    """`/partner send me the one-pager for dentists`: by mail, for no answer to a command has files."""
    partner, person = ask.user.partner, ask.user.person
    if partner is None or ask.user.role != "partner":
        return say(REFUSAL)
    contact = partner.contact(person.email)
    asked = Asked(partner, contact or Contact(person.name, (person.email,)), ask.words, ask.now)
    key = f"slack:send:{person.slack_id}:{ask.now.isoformat()}"
    found = found_for(ask.session, asked) if ask.program.engagement.has("assets") else ()
    by_person = "I have passed it on: your partner manager will answer you by mail."
    if send := sending(asked, found, partner.language, key, "") if found else None:
        titles = escape_slack(", ".join(send.titles))
        return Do(send, f":paperclip: I have sent *{titles}* to {escape_slack(asked.address)}.", by_person)
    return Do(for_a_person(asked, partner.language, key, {}), by_person, by_person)
