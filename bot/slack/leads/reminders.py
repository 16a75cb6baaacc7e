"""The clock's cards: unclaimed leads, promises that run out, leads that have gone quiet.

Drawn from the row and its dial like every card, so a settled matter shows as settled.
"""

from __future__ import annotations

from typing import Any

from blockkit import Actions, Button, Context, Header, Message, Section

from bot.slack.blocks import ReferralView, cut, fact_list, mrkdwn, plain
from bot.slack.leads.lead_card import route, stage_menu
from templates import escape_slack, mention, mention_group
from workflows.calendar import local_date, short_date, spoken
from workflows.punctuality import OVER, Card, Dial, hears_no_news

WORKING, HELP = "news:working", "news:help"
RELEASE, ASSIGN, CLAIM = "referral:release", "referral:assign", "referral:claim"  # listened to in actions.py
_ANSWERS = {
    "working": "Still being worked on.",
    "help": "Help is asked for in the managers' channel.",
    "none": "No answer so far, and {manager} knows.",
}
_TOLD = {
    "working": "{partner} has been told exactly that.",
    "help": "{partner} knows that there is nothing new yet.",
    "none": "{partner} was told that nothing has changed.",
}


def draw(card: Card, view: ReferralView, dial: Dial) -> dict[str, Any]:
    """The card of that kind, as things stand."""
    match card:
        case "nudge":
            return _nudge(view)
        case "unclaimed":
            return _unclaimed(view, dial)
        case "promise":
            return _promise(view, dial)
        case "news":
            return _news(view, dial)


def _nudge(view: ReferralView) -> dict[str, Any]:
    """In the lead's thread and in the channel: who takes it?"""
    if _is_settled(view):
        return _one_line(f":white_check_mark: {_state(view)}")
    sla = view.program.sla
    called, minutes = mention_group(route(view).mention or sla.mention), sla.remind_minutes
    text = (
        f":hourglass_flowing_sand: {called} *{_title(view)}* (`{view.referral.id}`) has been waiting for "
        f"{minutes} business minutes. Who takes it?"
    )
    return _one_line(" ".join(text.split()), _button("Claim", CLAIM, view, style="primary"))


def _unclaimed(view: ReferralView, dial: Dial) -> dict[str, Any]:
    """For the manager: nobody has taken it, and the rota did not help either."""
    if _is_settled(view):
        return _one_line(f":white_check_mark: {_state(view)}")
    headline = f":rotating_light: Nobody has taken {cut(view.referral.title, 90)} yet"
    waiting = spoken(dial.unclaimed_since, view.program.tz) if dial.unclaimed_since else ""
    called = mention(view.program.manager_of(view.partner))
    words = f"{called} it has been waiting for a colleague for {_minutes(view, dial)} business minutes."
    if dial.claim_said == "claim:assign":
        words = f"{called} I wanted to hand it to the next one in the rota, but nobody there is free."
    buttons = [_button("Assign…", ASSIGN, view, style="primary"), _button("I take it", CLAIM, view)]
    return _card(headline, words, [("Waiting since", waiting), *_facts(view)], "", buttons)


def _minutes(view: ReferralView, dial: Dial) -> int:
    sla = view.program.sla
    return sla.escalate_minutes if dial.claim_said == "claim:escalate" else sla.remind_minutes


def _promise(view: ReferralView, dial: Dial) -> dict[str, Any]:
    """For the manager: a first contact is nearly due, or overdue."""
    referral = view.referral
    if referral.registration != "registered":
        where = f" (see `{referral.same_as}`)" if referral.same_as else ""
        how = f"is {referral.registration}{where}; this promise is over"
        return _one_line(f":white_check_mark: *{_title(view)}* (`{referral.id}`) {how}.")
    if referral.stage != "registered":
        stage = _stage(view)
        return _one_line(f":white_check_mark: *{_title(view)}* (`{referral.id}`) is now at: {stage}.")
    called, partner = mention(view.program.manager_of(view.partner)), escape_slack(_contact(view))
    buttons = [_button("Assign…", ASSIGN, view, style="primary")]
    if dial.is_kept_so_far(referral.promised_at):
        headline = f":alarm_clock: The first contact with {cut(referral.title, 80)} is nearly due"
        words = f"{called} {partner} was promised it by {_moment(view, referral.promised_at)}."
        return _card(headline, words, _facts(view), "", buttons)
    headline = f":broken_heart: We missed the first contact with {cut(referral.title, 80)}"
    words = f"{called} {partner} had been promised it by {_moment(view, dial.broken)}."
    told = "I have told them so, with an apology and the new time."
    if dial.breaks > 1:
        told = "It is the second time. I do not write to them again: please call them yourself."
    return _card(headline, words, _facts(view), told, buttons)


def _news(view: ReferralView, dial: Dial) -> dict[str, Any]:
    """For the owner, one tap: how is it going?"""
    if dial.asked_at is None or not _is_running(view) or view.referral.owner is None:
        return _one_line(f":white_check_mark: {_answer(view, dial)}")
    since = view.referral.stage_at or view.referral.registered_at
    day = short_date(local_date(since, view.program.tz))
    words = (
        f":speech_balloon: {mention(view.referral.owner)} *{_title(view)}* has been at "
        f"*{_stage(view)}* since {day}. How is it going?"
    )
    hint = f"{escape_slack(_contact(view))} gets a short note that says no more than what you tap."
    if not hears_no_news(view.partner):
        hint = f"{escape_slack(_contact(view))} wants to hear of milestones only, so this stays between us."
    buttons: list[Any] = [
        _button("Still working on it", WORKING, view, style="primary"),
        *stage_menu(view.referral, view.program.pipeline),
        _button("I need help", HELP, view),
        _button("Release it", RELEASE, view),
    ]
    card = Message(words).add_block(Section(mrkdwn(words)))
    card.add_block(Actions(buttons, block_id=f"news:{view.referral.id}:{view.referral.version}"))
    return _built(card.add_block(Context([mrkdwn(hint)])))


def _answer(view: ReferralView, dial: Dial) -> str:
    manager = escape_slack(view.program.manager_of(view.partner).name)
    if dial.answer in _ANSWERS:
        told = _TOLD[dial.answer] if hears_no_news(view.partner) else ""
        known = f"{_ANSWERS[dial.answer]} {told}".strip()
        return known.format(partner=escape_slack(_contact(view)), manager=manager)
    return f"*{_title(view)}*: {_stage(view)}."


def _facts(view: ReferralView) -> list[tuple[str, str]]:
    referral = view.referral
    promised = _spoken(view, referral.promised_at) if referral.stage == "registered" else ""
    facts = [
        ("Partner", f"{_contact(view)}, {view.partner.company}"),
        ("Owner", referral.owner.name if referral.owner else "nobody yet"),
        ("Promised contact", promised),
        ("Tracking ID", referral.id),
    ]
    return [(label, value) for label, value in facts if value]


def _contact(view: ReferralView) -> str:
    return cut(view.referral.contact_name or view.referral.contact_email, 100)


def _title(view: ReferralView) -> str:
    return escape_slack(cut(view.referral.title, 100))


def _stage(view: ReferralView) -> str:
    return escape_slack(view.program.pipeline.name(view.referral.stage))


def _is_running(view: ReferralView) -> bool:
    return view.referral.registration == "registered" and view.referral.stage not in OVER


def _is_settled(view: ReferralView) -> bool:
    return view.referral.owner is not None or not _is_running(view)


def _state(view: ReferralView) -> str:
    referral = view.referral
    if referral.owner:
        return f"{escape_slack(referral.owner.name)} has *{_title(view)}* (`{referral.id}`)."
    return f"*{_title(view)}* (`{referral.id}`) is {escape_slack(referral.registration)}."


def _spoken(view: ReferralView, moment: Any) -> str:
    return spoken(moment, view.program.tz) if moment else ""


def _moment(view: ReferralView, moment: Any) -> str:
    """In the reader's own zone; the fallback names ours."""
    if moment is None:
        return "now"
    stamp = int(moment.timestamp())
    return f"<!date^{stamp}^{{date_short_pretty}} at {{time}}|{escape_slack(_spoken(view, moment))}>"


def _button(label: str, action: str, view: ReferralView, *, style: str = "") -> Button:
    button = Button(plain(label), action_id=action, value=view.referral.id)
    if style == "primary":
        button.style("primary")
    return button.accessibility_label(cut(f"{label.rstrip('…')}: {view.referral.title}", 75))


def _one_line(words: str, *buttons: Button) -> dict[str, Any]:
    card = Message(words).add_block(Section(mrkdwn(words)))
    return _built(card.add_block(Actions([*buttons])) if buttons else card)


def _card(
    headline: str, words: str, facts: list[tuple[str, str]], small: str, buttons: list[Button]
) -> dict[str, Any]:
    card = Message(f"{escape_slack(headline)}. {words}")
    card.add_block(Header(plain(headline, 150))).add_block(Section(mrkdwn(words)))
    card.add_block(fact_list(facts))
    if small:
        card.add_block(Context([mrkdwn(small)]))
    return _built(card.add_block(Actions([*buttons])))


def _built(card: Message) -> dict[str, Any]:
    """Our words are escaped already where they come from outside; markup in them is ours."""
    built: dict[str, Any] = card.build()
    return {"text": built["text"], "blocks": built["blocks"]}
