"""May we tell this? One click of a manager after a win, and with names only after they have asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from blockkit import Actions, Button, Confirm, Message, Section
from sqlalchemy.orm import Session

from bot.slack import form
from bot.slack.blocks import cut, mrkdwn, plain
from storage.partners import Partners
from storage.referrals import Referrals
from storage.stories import Stories
from templates import escape_slack, mention
from workflows.model import Partner, Referral
from workflows.pipeline import WON
from workflows.program import Program
from workflows.stories import Story

ANONYMOUS, NAMED, REFUSE = "story:anonymous", "story:named", "story:refuse"
NAMED_FORM = "story:named_form"


def draw(session: Session, referral_id: str, program: Program, _now: datetime) -> dict[str, Any] | None:
    """The card from the row as it stands."""
    story, referral = Stories(session).get(referral_id), Referrals(session).get(referral_id)
    partner = Partners(session).get(referral.partner_id) if referral else None
    if story is None or referral is None or partner is None:
        return None
    if story.permission != "asked":
        return _settled(story, referral)
    if referral.stage != WON:
        return _one_line(f":zzz: *{_title(referral)}* is no longer won, so there is nothing to tell of it.")
    return _question(story, referral, partner, program)


def named_view(story: Story, referral: Referral, partner: Partner) -> dict[str, Any]:
    """With names: what it is about, and the manager's word that both agreed."""
    view = form.modal("Tell it with names", "Tell it", NAMED_FORM, {"referral": referral.id})
    words = (
        f"Other partners will read that {cut(partner.company, 80)} introduced {cut(referral.title, 80)}. "
        "Sending this says that you have asked both, and both agreed."
    )
    view.add_block(Section(plain(words, 500)))
    hint = "A word or two, such as: dentists, payroll. It finds the partners whose clients are alike."
    view.add_block(form.line("tags", "What is it about?", ", ".join(story.tags), optional=True, hint=hint))
    return form.built(view)


def _question(story: Story, referral: Referral, partner: Partner, program: Program) -> dict[str, Any]:
    title, company = _title(referral), escape_slack(cut(partner.company, 100))
    when = {0: "the same day", 1: "one day after"}.get(story.days, f"{story.days} days after")
    words = (
        f":speaking_head_in_silhouette: {mention(program.manager_of(partner))} *{title}* was won {when} "
        f"*{company}* introduced it. May other partners hear of it? Without names they read only "
        "the country and how long it took."
    )
    card = Message(f"May we tell of {cut(referral.title, 100)}?").add_block(Section(mrkdwn(words)))
    refuse = Button(plain("No"), action_id=REFUSE, value=referral.id)
    refuse.confirm(
        Confirm(
            title=plain("Tell nobody?"),
            text=plain("I will not ask about this deal again."),
            confirm=plain("Tell nobody"),
            deny=plain("Wait"),
        )
    )
    anonymous = Button(plain("Yes, without names"), action_id=ANONYMOUS, value=referral.id).style("primary")
    named = Button(plain("Yes, with names…"), action_id=NAMED, value=referral.id)
    card.add_block(Actions([anonymous, named, refuse], block_id=f"story:{referral.id}"))
    built: dict[str, Any] = card.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def _settled(story: Story, referral: Referral) -> dict[str, Any]:
    how = {
        "named": "may be told, with names",
        "anonymous": "may be told, without names",
        "refused": "is not told to anybody",
    }[story.permission]
    return _one_line(f":white_check_mark: *{_title(referral)}* {how} ({escape_slack(story.decided_by)}).")


def _title(referral: Referral) -> str:
    return escape_slack(cut(referral.title, 100))


def _one_line(words: str) -> dict[str, Any]:
    built: dict[str, Any] = Message(cut(words, 500)).add_block(Section(mrkdwn(words))).build()
    return {"text": built["text"], "blocks": built["blocks"]}
