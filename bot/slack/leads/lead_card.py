"""What can be done with a lead, drawn from its row: buttons and the stage menu of its card, the playbook."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from blockkit import (
    Actions,
    Button,
    Context,
    Message,
    Option,
    RichText,
    RichTextEl,
    RichTextQuote,
    Section,
    StaticSelect,
)

from bot.slack.blocks import LONGEST_NOTE, ReferralView, cut, mrkdwn, plain
from templates import amount, escape_slack, mention_group, render_slack
from workflows.model import Contact, Referral
from workflows.pipeline import Pipeline
from workflows.routing import Route, route_of
from workflows.stages import is_protected

SPLIT = "|"  # between tracking ID and stage in a menu's value


def actions(view: ReferralView, now: datetime) -> list[Actions | Context]:
    """The rows under a card: whom it calls, and what can be done.

    Block IDs carry the row's version: Slack forgets what somebody had chosen in a menu only when they change.
    """
    referral, name = view.referral, f"{view.referral.id}:{view.referral.version}"
    match referral.registration, referral.owner:
        case (("rejected" | "expired"), _) if is_protected(referral, now):
            return [Actions([_button("Take it up after all", "reopen", referral)], block_id=f"lead:{name}")]
        case "registered", None if referral.is_free:
            claim = _button("Claim", "claim", referral).style("primary")
            buttons = [claim, _button("Assign…", "assign", referral), _button("Open", "open", referral)]
            buttons.append(_button("Not for us…", "reject", referral))
            return [*calls(view), Actions([*buttons], block_id=f"lead:{name}")]
        case "registered", None:
            buttons = [_button("Open", "open", referral), _button("Assign…", "assign", referral)]
            return [Actions([*buttons], block_id=f"lead:{name}")]
        case "registered", _:
            buttons = [_button("Open", "open", referral), _button("Hand over…", "assign", referral)]
            if not referral.is_closed:
                buttons.append(_button("Release", "release", referral))
            menu = stage_menu(referral, view.program.pipeline)
            return [Actions([*menu, *buttons], block_id=f"lead:{name}")]
    return [*open_only(view)]


def open_only(view: ReferralView) -> list[Actions]:
    """The way to the whole of a lead, for who can do nothing more with it."""
    referral = view.referral
    block_id = f"lead:{referral.id}:{referral.version}"
    return [Actions([_button("Open", "open", referral)], block_id=block_id)]


def route(view: ReferralView) -> Route:
    """Where the lead is announced, and whom it calls."""
    program = view.program
    return route_of(view.referral, view.partner, program.routes, currency=program.currency, default="sales")


def calls(view: ReferralView) -> list[Context]:
    """The user group whose lead this is, called while nobody has it."""
    called = mention_group(route(view).mention)
    return [Context([mrkdwn(f":loudspeaker: {called}")])] if called and view.referral.is_free else []


def menu_only(view: ReferralView) -> list[Actions]:
    """The stage menu alone, for the form that shows the whole of a lead."""
    referral = view.referral
    if referral.registration != "registered" or referral.owner is None:
        return []
    menu = stage_menu(referral, view.program.pipeline)
    return [Actions([*menu], block_id=f"lead:{referral.id}:{referral.version}")] if menu else []


def files_only(view: ReferralView) -> list[Actions]:
    """The way to the files that came along, for the form that shows the whole of a lead."""
    if not view.referral.enclosures:
        return []
    return [Actions([_button("Send me the files", "files", view.referral)])]


def stage_menu(referral: Referral, stages: Pipeline) -> list[StaticSelect]:
    """Every stage but the present one, which stands in the field itself."""
    options = [
        Option(plain(stage.name), value=f"{referral.id}{SPLIT}{stage.key}")
        for stage in stages.stages
        if stage.key != referral.stage or stage.asks
    ][:100]
    if not options:
        return []
    now_at = plain(f"{cut(stages.name(referral.stage), 50)}: move to…", 150)
    return [StaticSelect(options=options, action_id="referral:stage", placeholder=now_at)]


def playbook(view: ReferralView) -> dict[str, Any]:
    """The owner's first words, the partner's own, and what is still to be found out; in the card's thread."""
    referral, partner = view.referral, view.partner
    contact = Contact(referral.contact_name or referral.contact_email, (referral.contact_email,))
    line = render_slack("playbook", {"contact": contact, "partner": partner})
    message = Message(escape_slack(cut(f"How to begin with {referral.title}", 300)))
    message.add_block(Section(mrkdwn(f":speech_balloon: *How to begin*\n>{cut(line, 1000)}")))
    if referral.note:
        who = f"*What {escape_slack(cut(contact.first_name, 80))} wrote*"
        message.add_block(Section(mrkdwn(who)))
        message.add_block(RichText([RichTextQuote([RichTextEl(cut(referral.note.strip(), LONGEST_NOTE))])]))
    message.add_block(Section(plain(_still_open(referral), 900)))
    intro = _button("Three-way intro…", "intro", referral).style("primary")
    message.add_block(Actions([intro, _button("Value, close, next step…", "details", referral)]))
    built: dict[str, Any] = message.build()
    return {"text": built["text"], "blocks": built["blocks"]}


def _still_open(referral: Referral) -> str:
    prospect = referral.prospect
    facts = (
        ("Expected value", amount(prospect.value) if prospect.value else ""),
        ("Close", prospect.close_by or ""),
        ("Next step", referral.next_step),
    )
    return "\n".join(f"{label}: {cut(value, 250) if value else 'not known yet'}" for label, value in facts)


def _button(label: str, action: str, referral: Referral) -> Button:
    button = Button(plain(label), action_id=f"referral:{action}", value=referral.id)
    button.accessibility_label(cut(f"{label.rstrip('…')}: {referral.title}", 75))
    return button
