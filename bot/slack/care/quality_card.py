"""The list of what wants a look in the data: each line with the tap that mends it or leaves it alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blockkit import Actions, Button, Confirm, Context, Header, Message, Section

from bot.slack.answers import Block
from bot.slack.blocks import ask_button, cut, mrkdwn, plain
from templates import escape_slack
from workflows.quality_terms import NOBODY_HAS_IT, Finding, FindingKind

SHOWN = 12
LEAVE, ASK, JOIN, AGAIN = "quality:leave", "quality:ask", "quality:join", "quality:again"
GONE = "quality:gone"
SPLIT = "|"
NAMES: dict[FindingKind, str] = {
    "stale": ":hourglass: Resting too long",
    "unreachable": ":mobile_phone_off: No way to reach them",
    "no_value": ":heavy_dollar_sign: Won without a value",
    "no_contact": ":bust_in_silhouette: A partner without a contact",
    "bad_address": ":email: Not an address",
    "no_manager": ":compass: No manager",
    "bounced": ":mailbox_with_no_mail: Mail comes back",
    "departed": ":wave: No longer the right person",
    "double_partner": ":busts_in_silhouette: One partner or two?",
    "double_lead": ":twisted_rightwards_arrows: One lead or two?",
}


def card(findings: Sequence[Finding], total: int, key: str) -> dict[str, Any]:
    """The card in the managers' channel, as things stand."""
    title = f"Data that wants a look: {total}" if total else "The data is in good order"
    message = Message(title).add_block(Header(plain(f":broom: {title}", 150)))
    for block in rows(findings, key):
        message.add_block(block)
    if total > len(findings):
        message.add_block(Section(mrkdwn(f"…and {total - len(findings)} more: `/partner data` shows them.")))
    again = Button(plain("Look again"), action_id=AGAIN, value=key)
    message.add_block(Actions([again], block_id=f"again:{key}"))
    built: dict[str, Any] = message.build()
    return {"text": built["text"], "blocks": built["blocks"]}


def rows(findings: Sequence[Finding], key: str) -> list[Block]:
    """Two blocks for each; `key` names the card that is drawn again after a tap."""
    drawn: list[Block] = []
    for one in findings:
        title, says = escape_slack(cut(one.title, 120)), escape_slack(cut(one.says, 400))
        drawn.append(Section(mrkdwn(f"{NAMES[one.kind]}: *{title}* `{one.about}`\n{says}")))
        if one.status == "asked":
            drawn.append(Context([mrkdwn(f":speech_balloon: {escape_slack(one.decided_by)} has asked.")]))
        drawn.append(Actions([*_ways(one, key)], block_id=f"finding:{one.key}"[:255]))
    return drawn


def _ways(one: Finding, key: str) -> list[Button]:
    value = f"{key}{SPLIT}{one.key}"
    leave = _button("It is fine", LEAVE, value, one)
    match one.kind:
        case "stale":
            if one.says.endswith(NOBODY_HAS_IT):
                return [_lead("Open", one).style("primary"), leave]
            ask = [] if one.status == "asked" else [_button("Ask the owner", ASK, value, one)]
            return [*(each.style("primary") for each in ask), _lead("Open", one), leave]
        case "unreachable" | "no_value":
            return [_lead("Fill in…", one).style("primary"), leave]
        case "bounced":
            clear = Button(plain("It works again"), action_id="address:clear", value=one.other)
            return [_edit(one).style("primary"), _gone(one, value), clear, leave]
        case "departed":
            return [_gone(one, value).style("primary"), _edit(one), leave]
        case "double_lead":
            join = _button("The same lead", JOIN, value, one).style("primary").confirm(_sure(one))
            return [join, _lead("Open", one), _button("Two leads", LEAVE, value, one)]
        case "double_partner":
            show = ask_button("The other one", f"/partner status {one.other}", number=2)
            return [
                ask_button("Show", f"/partner status {one.about}"),
                show,
                _button("Two partners", LEAVE, value, one),
            ]
    return [_edit(one).style("primary"), leave]


def _gone(one: Finding, value: str) -> Button:
    """One tap: whoever has left is no longer written to, and who was named is."""
    address, _, successor = one.other.partition(" ")
    label = "Write to the successor" if successor else "They have left"
    then = f"{successor} takes their place." if successor else "The other contacts stay."
    sure = Confirm(
        title=plain("No longer there?"),
        text=plain(cut(f"{address} is no longer written to. {then}", 300)),
        confirm=plain("Yes"),
        deny=plain("No"),
    )
    return _button(label, GONE, value, one).confirm(sure)


def _edit(one: Finding) -> Button:
    return ask_button("Edit…", f"/partner edit {one.about}")


def _lead(label: str, one: Finding) -> Button:
    return Button(plain(label), action_id="referral:open", value=one.about)


def _button(label: str, action: str, value: str, one: Finding) -> Button:
    button = Button(plain(label), action_id=action, value=value)
    return button.accessibility_label(cut(f"{label}: {one.title}", 75))


def _sure(one: Finding) -> Confirm:
    return Confirm(
        title=plain("The same lead?"),
        text=plain(cut(f"{one.about} is closed as a duplicate; the work goes on under {one.other}.", 300)),
        confirm=plain("Yes, join them"),
        deny=plain("No"),
    )
