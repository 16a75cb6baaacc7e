"""Block Kit pictures, always drawn from the stored row.

Text from outside goes into plain_text and rich_text, where nothing is markup; what stands in mrkdwn is
ours, or escaped. Lengths stay inside Slack's limits whatever a mail contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blockkit import (
    Actions,
    Button,
    Context,
    Divider,
    Header,
    Message,
    RichStyle,
    RichText,
    RichTextEl,
    RichTextQuote,
    RichTextSection,
    Section,
    Text,
)

from bot.slack.leads.enclosures import files
from storage.views import PartnerPicture, TrackRecord
from templates import amount, escape_slack
from workflows.calendar import local_date, short_date, spoken
from workflows.model import Partner, Person, Prospect, Referral
from workflows.pipeline import Pipeline
from workflows.program import Program
from workflows.reporting import Share

LONGEST_HEADER = 150
LONGEST_NOTE = 2500
LONGEST_VALUE = 2000  # of a button
LONGEST_FACT = 300


@dataclass(frozen=True, slots=True)
class ReferralView:
    """What a referral's card is drawn from."""

    referral: Referral
    partner: Partner
    record: TrackRecord
    program: Program
    named_at: datetime | None = None  # since when it is about this prospect, where a correction made it so


def referral_card(view: ReferralView, actions: Iterable[Actions | Context] = ()) -> dict[str, Any]:
    """The alert in the sales channel, before and after the claim, with what can be done there."""
    referral = view.referral
    headline = _headline(view)
    card = new_message(f"{headline} ({referral.id}), from {view.partner.company}")
    card.add_block(Header(plain(headline, LONGEST_HEADER)))
    card.add_block(_facts([*referral_facts(view), *_progress(view), *_beside(referral)]))
    if referral.note:
        card.add_block(quote(referral.note))
    card.add_block(Context([mrkdwn(_small_print(view))], block_id=f"small:{referral.id}"))
    for row in actions:
        card.add_block(row)
    return as_payload(card)


def referral_facts(view: ReferralView) -> list[tuple[str, str]]:
    """What a rep wants to know at first sight."""
    record = view.record
    times = "referral" if record.referrals == 1 else "referrals"
    contact = view.referral.contact_name or view.referral.contact_email
    return [
        *prospect_facts(view.referral.prospect),
        ("From", f"{contact}, {view.partner.company} ({record.referrals} {times}, {record.won} won)"),
    ]


def _progress(view: ReferralView) -> list[tuple[str, str]]:
    """Where it stands, once it has moved."""
    referral, stages = view.referral, view.program.pipeline
    facts = []
    if referral.stage != "registered":
        day = f", {short_date(referral.stage_on)}" if referral.stage_on else ""
        reason = stages.reason(referral.reason) if referral.is_closed else None
        why = f": {reason.name}" if reason else ""
        facts.append(("Stage", f"{stages.name(referral.stage)}{day}{why}"))
    if referral.deal:
        facts.append(("Deal", referral.deal.format()))
    if referral.next_step:
        facts.append(("Next step", referral.next_step))
    return facts


def _beside(referral: Referral) -> list[tuple[str, str]]:
    """What came along, and whether the credit is shared."""
    credit = "shared between two partners" if referral.shares else ""
    facts = [("Credit", credit), ("Files", files(referral.enclosures))]
    return [(label, value) for label, value in facts if value]


def prospect_facts(prospect: Prospect) -> list[tuple[str, str]]:
    """Each value that somebody gave; nothing is invented."""
    facts = [
        ("Name", prospect.name),
        ("Company", prospect.company),
        ("E-mail", prospect.email),
        ("Phone", prospect.phone),
        ("Value", amount(prospect.value) if prospect.value else None),
        ("Close", prospect.close_by),
        ("LinkedIn", prospect.linkedin),
    ]
    return [(label, value) for label, value in facts if value]


def partner_status(
    partner: Partner, record: TrackRecord, picture: PartnerPicture, program: Program
) -> list[dict[str, Any]]:
    """`/partner status`: the whole picture of one partner."""
    card = new_message(partner.company)
    card.add_block(Header(plain(f":handshake: {partner.company}", LONGEST_HEADER)))
    people = ", ".join(f"{c.name} ({c.emails[0]})" for c in partner.contacts[:5])
    facts = [
        ("Contacts", people or "none"),
        ("Manager", program.manager_of(partner).name),
        ("Referrals", f"{picture.referrals} ({picture.open} open, {record.won} won)"),
        ("Conversion", _share(record.won, picture.referrals)),
        ("First referral", _day(picture.first_at, program)),
        ("Last referral", _day(picture.last_at, program)),
    ]
    if picture.contested:
        facts.append(("Conflicts", str(picture.contested)))
    card.add_block(_facts(facts))
    if picture.latest:
        card.add_block(Divider())
    for referral in picture.latest:
        card.add_block(referral_line(referral, program))
    return _blocks(card)


def referral_status(view: ReferralView) -> list[dict[str, Any]]:
    """`/lead R-…`: one referral, for whoever may see it."""
    referral = view.referral
    card = new_message(referral.title)
    card.add_block(Header(plain(f":dart: {referral.title}", LONGEST_HEADER)))
    is_live = referral.registration == "registered"
    facts = [*referral_facts(view), *_progress(view), *_beside(referral)]
    if is_live and not any(label == "Stage" for label, _value in facts):
        facts.append(("Stage", view.program.pipeline.standing(referral)))
    if not is_live:
        facts.append(("Now", _outcome(referral, view.program.pipeline)))
    if is_live or referral.owner:
        facts.append(("Owner", referral.owner.name if referral.owner else "nobody yet"))
    if is_live and referral.protected_until:
        facts.append(("Protected until", _day(referral.protected_until, view.program)))
    card.add_block(_facts(facts))
    if referral.note:
        card.add_block(quote(referral.note))
    card.add_block(Context([mrkdwn(_small_print(view))]))
    return _blocks(card)


def lines(title: str, referrals: Iterable[Referral], program: Program, empty: str) -> list[dict[str, Any]]:
    """A titled list of referrals."""
    card = new_message(title)
    card.add_block(Header(plain(title, LONGEST_HEADER)))
    drawn = [referral_line(referral, program) for referral in referrals]
    for block in drawn:
        card.add_block(block)
    if not drawn:
        card.add_block(Section(plain(empty)))
    return _blocks(card)


def fact_list(facts: Iterable[tuple[str, str]]) -> RichText:
    """Label and value, a line each; text from outside stays text."""
    return _facts(facts)


def words(text: str) -> list[dict[str, Any]]:
    """One paragraph of our own mrkdwn."""
    return _blocks(new_message("…").add_block(Section(mrkdwn(text))))


def referral_line(referral: Referral, program: Program) -> Section:
    """One referral in a list, for our own people."""
    owner = referral.owner.first_name if referral.owner else "unclaimed"
    return _line(referral, owner, program)


def partner_line(referral: Referral, program: Program) -> Section:
    """One referral in a list, for the partner who sent it: no notes, no surnames of ours."""
    owner = f"{referral.owner.first_name} looks after it" if referral.owner else "being assigned"
    return _line(referral, owner, program)


def _line(referral: Referral, owner: str, program: Program) -> Section:
    """Who has it is worth saying while somebody may."""
    is_live = referral.registration == "registered" and (referral.owner or not referral.is_closed)
    parts = [
        program.pipeline.standing(referral),
        owner if is_live else "",
        _day(referral.registered_at, program),
    ]
    said = " · ".join(escape_slack(part) for part in parts if part)
    return Section(mrkdwn(f"*{escape_slack(cut(referral.title, 120))}* `{referral.id}`\n{said}"))


def plain(text: str, longest: int = 75) -> Text:
    """Text from anywhere, shown as it is."""
    return Text(cut(text, longest) or " ", emoji=True, type="plain_text")


def mrkdwn(text: str) -> Text:
    """Our own words with Slack's markup; what came from outside must be escaped already."""
    return Text(re.sub(r"(&[a-z]{0,3}|<[^<>]{0,200})$", "", text[:3000]) or " ", type="mrkdwn")


def cut(text: str, longest: int) -> str:
    """The text, with an ellipsis where it had to be cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _headline(view: ReferralView) -> str:
    referral, stages = view.referral, view.program.pipeline
    title = cut(referral.title, 90)
    match referral.stage, referral.registration, referral.owner:
        case _, "rejected", _:
            reason = stages.reason(referral.reason)
            return f":no_entry_sign: Not for us: {title}" + (f" ({reason.name})" if reason else "")
        case _, ("superseded" | "duplicate" | "shared" | "withdrawn" | "expired") as how, _:
            where = f" (see {referral.same_as})" if referral.same_as else ""
            return f":leftwards_arrow_with_hook: {how.capitalize()}: {title}{where}"
        case _, "contested", _:
            return f":scales: Two partners introduced {title}; a manager decides"
        case "closed_won", _, Person() as owner:
            return f":trophy: {cut(owner.name, 40)} won {title}"
        case "closed_won", _, None:
            return f":trophy: Won: {title}"
        case ("closed_lost" | "disqualified") as stage, _, owner:
            return f":black_circle: {stages.name(stage)}: {title}" + (
                f" ({cut(owner.name, 40)})" if owner else ""
            )
        case "registered", _, None:
            return f":rotating_light: New lead: {title}"
        case stage, _, None:
            return f":recycle: Free again, {stages.name(stage)}: {title}"
        case _, _, owner:
            return f":white_check_mark: {cut(owner.name, 40)} has {title}"


def _outcome(referral: Referral, stages: Pipeline) -> str:
    """What has become of a referral that is none any more."""
    reason = stages.reason(referral.reason)
    where = f" (see {referral.same_as})" if referral.same_as else ""
    return stages.standing(referral) + (f": {reason.name}" if reason else "") + where


def _small_print(view: ReferralView) -> str:
    referral = view.referral
    parts = [f"`{referral.id}`", f"reached us {_slack_time(referral.received_at, view.program)}"]
    if referral.claimed_at:
        parts.append(f"claimed {_slack_time(referral.claimed_at, view.program)}")
    elif referral.promised_at and referral.stage == "registered":
        promised = _slack_time(referral.promised_at, view.program)
        parts.append(f":alarm_clock: the partner was promised contact by {promised}")
    return " · ".join(parts)


def _facts(facts: Iterable[tuple[str, str]]) -> RichText:
    elements: list[RichTextEl] = []
    for label, value in facts:
        if elements:
            elements.append(RichTextEl("\n"))
        elements.append(RichTextEl(f"{label}  ", RichStyle(bold=True)))
        elements.append(RichTextEl(cut(value, LONGEST_FACT) or " "))
    return RichText([RichTextSection([*elements])])


def ask_button(label: str, line: str, *, number: int = 0) -> Button:
    """A button that asks the next question; `line` is what one would type."""
    return Button(plain(label), action_id=f"ask:{number}", value=line[:LONGEST_VALUE])


def quote(text: str) -> RichText:
    """Words of somebody, as they are."""
    return RichText([RichTextQuote([RichTextEl(cut(text.strip(), LONGEST_NOTE))])])


def _slack_time(moment: datetime, program: Program) -> str:
    """In the reader's own zone; the fallback names ours."""
    fallback = escape_slack(_clock(moment, program))
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def _clock(moment: datetime, program: Program) -> str:
    return spoken(moment, program.tz)


def _day(moment: datetime | None, program: Program) -> str:
    return short_date(local_date(moment, program.tz)) if moment else "never"


def _share(part: int, whole: int) -> str:
    return Share(part, whole).says if whole else "no referral yet"


def new_message(fallback: str) -> Message:
    """A message with the words that stand in for its blocks."""
    return Message(cut(fallback, 500))


def as_payload(card: Message) -> dict[str, Any]:
    """What Slack is sent."""
    built: dict[str, Any] = card.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def _blocks(card: Message) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = card.build()["blocks"]
    return blocks
