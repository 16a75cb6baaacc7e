"""Forms about one lead: hand it over, turn it down, move it, note what is known, introduce somebody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from blockkit import (
    Checkboxes,
    Context,
    DatePicker,
    EmailInput,
    Input,
    Modal,
    Option,
    PlainTextInput,
    Section,
    StaticSelect,
    UsersSelect,
)

from bot.slack import blocks
from bot.slack.blocks import cut, plain
from bot.slack.leads import lead_card
from bot.slack.leads.lead_history import told
from storage.history import Entry
from templates import amount, render_draft
from workflows.model import Contact, Person, Referral
from workflows.pipeline import REJECTED, Pipeline, Stage
from workflows.program import Program

ASSIGN, REJECT, STAGE = "lead:assign_form", "lead:reject_form", "lead:stage_form"
DETAILS, INTRO = "lead:details_form", "lead:intro_form"
PICK = "lead:stage_pick"
CURRENCIES = "EUR USD GBP CHF SEK NOK DKK PLN CZK CAD AUD NZD JPY SGD INR BRL".split()
LONGEST_TEXT = 3000


@dataclass(frozen=True, slots=True)
class About:
    """What a form is about, and where its outcome is whispered."""

    referral: Referral
    channel: str


def assign_view(about: About) -> dict[str, Any]:
    """Who is to have it."""
    view = _form(about, "Hand over" if about.referral.owner else "Assign a lead", ASSIGN, "Hand over")
    owner = about.referral.owner
    view.private_metadata(json.dumps({**_metadata(about), "owner": owner.name if owner else ""}))
    who = f"{owner.name} has it." if owner else "Nobody has it yet."
    view.add_block(Section(plain(f"{about.referral.title} ({about.referral.id}). {who}", 400)))
    view.add_block(Input(plain("Colleague"), UsersSelect(action_id="user"), block_id="user"))
    view.add_block(
        Context([plain("They get a message from me, and the partner hears their first name.", 200)])
    )
    return _built(view)


def reject_view(about: About, stages: Pipeline) -> dict[str, Any]:
    """Not for us, and why."""
    view = _form(about, "Not for us", REJECT, "Turn it down")
    view.add_block(Section(plain(f"{about.referral.title} ({about.referral.id})", 400)))
    view.add_block(_reasons(stages, REJECTED))
    view.add_block(_partner_reads(about.referral, "reads the sentence under the reason, today."))
    return _built(view)


def stage_view(about: About, program: Program, stage: Stage, today: date) -> dict[str, Any]:
    """Move a lead, with what its stage asks for. For won and lost, sending the form is the confirmation."""
    referral, stages = about.referral, program.pipeline
    view = _form(about, cut(stage.name, 24), STAGE, "Close it" if stage.is_final else "Move it")
    head = f"{referral.title} ({referral.id}) is at {stages.name(referral.stage)}."
    view.add_block(Section(plain(head, 400)))
    options = [Option(plain(one.name), value=one.key) for one in stages.stages[:100]]
    chosen = next(option for option, one in zip(options, stages.stages, strict=False) if one.key == stage.key)
    menu = StaticSelect(options=options, initial_option=chosen, action_id=PICK)
    view.add_block(Input(plain("Stage"), menu, block_id="stage", dispatch_action=True))
    match stage.asks:
        case "date":
            view.add_block(_day("On which day?", referral.stage_on))
        case "value":
            for field in _value(referral, program):
                view.add_block(field)
            view.add_block(_day("Day of the close", today))
        case "reason":
            view.add_block(_reasons(stages, stage.key))
    view.add_block(_partner_reads(referral, _told(stage)))
    return _built(view)


def details_view(about: About) -> dict[str, Any]:
    """Three things worth knowing, none of which anybody must fill in."""
    prospect = about.referral.prospect
    view = _form(about, "What do you know?", DETAILS, "Note it")
    value = amount(prospect.value) if prospect.value else ""
    view.add_block(_line("value", "Expected value", value, "For example £18,000 or 18k EUR"))
    view.add_block(_line("close_by", "Close date", prospect.close_by or "", "For example end of June"))
    view.add_block(_line("next_step", "Next step", about.referral.next_step, "For example call on Friday"))
    view.add_block(Context([plain("For us only: the partner does not see it.", 100)]))
    return _built(view)


def intro_view(
    about: About, partner_company: str, owner: Person, draft: tuple[str, str], before: Sequence[Entry] = ()
) -> dict[str, Any]:
    """The draft of a three-way introduction, to go over before it is sent; `before` are those written."""
    referral = about.referral
    view = _form(about, "Three-way intro", INTRO, "Send it again" if before else "Send it")
    if before:
        last = before[-1].data
        again = f"{last['actor']} has written to {last['to']} already. This goes out as a second mail."
        view.add_block(Section(plain(f":warning: {again}", 400)))
    to = EmailInput(action_id="to")
    if referral.prospect.email:
        to.initial_value(referral.prospect.email)
    view.add_block(Input(plain("To"), to, block_id="to"))
    name = referral.contact_name or partner_company
    copy = Option(plain(cut(f"{name} <{referral.contact_email}>", 75)), value="cc")
    box = Checkboxes(options=[copy], initial_options=[copy], action_id="cc")
    view.add_block(Input(plain("In copy"), box, block_id="cc", optional=True))
    subject, text = draft
    line = PlainTextInput(action_id="subject", max_length=250, initial_value=cut(subject, 250))
    view.add_block(Input(plain("Subject"), line, block_id="subject"))
    body = PlainTextInput(action_id="text", multiline=True, max_length=LONGEST_TEXT)
    body.initial_value(cut(text, LONGEST_TEXT))
    view.add_block(Input(plain("Text"), body, block_id="text"))
    hint = f"It goes out as {owner.name}, answers go to {owner.email or 'you'}. Then the lead is Contacted."
    view.add_block(Context([plain(hint, 400)]))
    return _built(view)


def intro_draft(referral: Referral, company: str, owner: Person) -> tuple[str, str]:
    """Subject and text to start from."""
    contact = Contact(referral.contact_name, (referral.contact_email,))
    names = (referral.prospect.name or "").split()
    context = {
        "contact": contact,
        "partner": {"company": company},
        "prospect_name": names[0] if names else "",
        "owner": owner,
    }
    return render_draft("three_way_intro", context)


def whole_view(view: blocks.ReferralView, history: Sequence[Entry], *, can_move: bool) -> dict[str, Any]:
    """Everything about one lead: what is known, what was said, what happened, and the stage menu."""
    modal = Modal(plain(view.referral.id, 24), close=plain("Close", 24))
    modal.private_metadata(json.dumps({"about": view.referral.id, "channel": ""}))
    lines = [line for entry in history if (line := told(entry, view.program))]
    modal.add_block(Section(plain("\n".join(lines[-20:]) or "Nothing has happened yet.", 2900)))
    for row in (*(lead_card.menu_only(view) if can_move else ()), *lead_card.files_only(view)):
        modal.add_block(row)
    built = _built(modal)
    return {**built, "blocks": [*blocks.referral_status(view), *built["blocks"]]}


def refusal_view(why: str) -> dict[str, Any]:
    """What somebody sees in place of a form that they may not send."""
    view = Modal(plain("Not this time", 24), close=plain("Close", 24))
    view.add_block(Section(plain(f":raised_hand: {why}", 1000)))
    return _built(view)


def _form(about: About, title: str, callback: str, submit: str) -> Modal:
    view = Modal(plain(title, 24), submit=plain(submit, 24), close=plain("Not now", 24))
    return view.callback_id(callback).private_metadata(json.dumps(_metadata(about)))


def _metadata(about: About) -> dict[str, str]:
    return {"about": about.referral.id, "channel": about.channel}


def _reasons(stages: Pipeline, about: str) -> Input:
    options = [
        Option(plain(r.name), value=r.key, description=plain(r.public or " "))
        for r in stages.reasons_for(about)[:100]
    ]
    return Input(plain("Why?"), StaticSelect(options=options, action_id="reason"), block_id="reason")


def _day(label: str, known: date | None) -> Input:
    picker = (
        DatePicker(action_id="on", initial_date=known.isoformat()) if known else DatePicker(action_id="on")
    )
    return Input(plain(label), picker, block_id="on")


def _value(referral: Referral, program: Program) -> tuple[Input, Input]:
    expected, currency = referral.prospect.value, program.currency
    typed = PlainTextInput(action_id="value", max_length=40, placeholder=plain("For example 30,000"))
    if expected:
        typed.initial_value(cut(f"{expected.amount:,f}", 40))
        currency = expected.currency or currency
    known = list(dict.fromkeys([currency, program.currency, *CURRENCIES]))
    options = [Option(plain(code), value=code) for code in known]
    menu = StaticSelect(options=options, initial_option=options[0], action_id="currency")
    return (
        Input(plain("Value of the deal"), typed, block_id="value"),
        Input(plain("Currency"), menu, block_id="currency"),
    )


def _line(field: str, label: str, value: str, example: str) -> Input:
    element = PlainTextInput(action_id=field, max_length=300, placeholder=plain(example, 150))
    if value:
        element.initial_value(cut(value, 300))
    return Input(plain(label), element, block_id=field, optional=True)


def _told(stage: Stage) -> str:
    if stage.notify == "none":
        return "does not hear of this stage."
    if stage.asks == "reason":
        return "reads the sentence under the reason, in three minutes."
    return "hears of it in three minutes, unless it is moved again before then."


def _partner_reads(referral: Referral, what: str) -> Context:
    return Context([plain(f"{cut(referral.contact_name or referral.contact_email, 80)} {what}", 300)])


def _built(view: Modal) -> dict[str, Any]:
    built: dict[str, Any] = view.build()
    return built
