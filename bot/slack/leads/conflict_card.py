"""Two partners, one prospect: both time lines side by side for the managers, and what can be decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from blockkit import (
    Actions,
    Button,
    Confirm,
    Context,
    Header,
    Input,
    Message,
    Modal,
    PlainTextInput,
    Section,
)
from sqlalchemy.orm import Session

from bot.slack.blocks import ReferralView, cut, mrkdwn, plain
from storage.history import Entry, History
from storage.inbound import Inbound
from storage.partners import Partners
from storage.referrals import Referrals
from storage.views import Views
from templates import escape_slack
from workflows.calendar import spoken
from workflows.contest import holder_of, percent
from workflows.correction import named_at, past_from
from workflows.likeness import alike
from workflows.model import Referral
from workflows.program import Program

SPLIT, GIVE = "conflict:split_form", "conflict:give_form"
LONGEST_SIDE = 1900  # of the 2,000 characters Slack gives a field
LONGEST_LOG = 14
DECIDED = {
    "keep": "kept it with the first partner",
    "split": "split the credit",
    "give": "gave it to the second partner",
}


def draw(session: Session, second_id: str, program: Program) -> dict[str, Any] | None:
    """The card from the rows as they stand."""
    second, first = sides(session, second_id, program)
    if second is None:
        return None
    history = History(session)
    logs = history.about(first.referral.id) if first else (), history.about(second.referral.id)
    return conflict_card(second, first, logs, _alike(session, second, first))


def sides(
    session: Session, second_id: str, program: Program
) -> tuple[ReferralView | None, ReferralView | None]:
    """The referral that came second and the one that holds the protection, as cards need them."""
    second = Referrals(session).get(second_id)
    if second is None:
        return None, None
    first = Referrals(session).get(second.same_as) if second.same_as else None
    if first is None:
        first = holder_of(Views(session).of_account(second.account), second)
    if first is None and second.registration == "registered":  # it was given to the second
        given = Views(session).of_account(second.account)
        first = next((r for r in given if r.same_as == second.id), None)
    return _view(session, second, program), _view(session, first, program) if first else None


def _view(session: Session, referral: Referral, program: Program) -> ReferralView | None:
    partner = Partners(session).get(referral.partner_id)
    if partner is None:
        return None
    record = Views(session).track_record(partner.id)
    return ReferralView(referral, partner, record, program, _corrected(session, referral))


def _corrected(session: Session, referral: Referral) -> datetime | None:
    """When the words of a correction that made it this prospect reached us; None when the first words did."""
    past = past_from(referral.id, History(session).of_kind(referral.id, "ReferralCorrected"))
    inbound = Inbound(session)
    came = [(inbound.received_at(each.mail_id) if each.mail_id else None) or each.at for each in past]
    since = named_at(referral, (replace(each, at=at) for each, at in zip(past, came, strict=True)))
    return since if since != referral.received_at else None


def _alike(session: Session, second: ReferralView, first: ReferralView | None) -> tuple[str, ...]:
    """Lines about referrals of other accounts with a name like this one."""
    known = {i: (title, account) for i, title, _, account in Views(session).latest_titles()}
    shown = {second.referral.id, first.referral.id if first else ""}
    others = (
        (i, t) for i, (t, account) in known.items() if i not in shown and account != second.referral.account
    )
    found = alike(second.referral.title, others)
    return tuple(
        f"{known[i][0]} ({i}) has a similar name ({likeness} %). Only a hint." for i, likeness in found
    )


def conflict_card(
    second: ReferralView,
    first: ReferralView | None,
    logs: tuple[Sequence[Entry], Sequence[Entry]],
    similar: Iterable[str] = (),
) -> dict[str, Any]:
    """`logs` are the histories of first and second; `similar` are lines about names, a hint only."""
    headline = f":scales: Two partners introduced {cut(second.referral.title, 90)}"
    card = Message(cut(headline, 500)).add_block(Header(plain(headline, 150)))
    roles = ("Registered first", "Registered second") if _is_older(second, first) else ("First", "Second")
    sides = [_side(first, logs[0], roles[0])] if first else [mrkdwn("*First*\nNobody holds it any more.")]
    card.add_block(Section(fields=[*sides, _side(second, logs[1], roles[1])]))
    for side in (first, second):
        if side and side.referral.note:
            quoted = escape_slack(cut(" ".join(side.referral.note.split()), 600))
            wrote = "wrote before the correction" if side.named_at else "wrote"
            company = escape_slack(cut(side.partner.company, 80))
            card.add_block(Section(mrkdwn(f"*{company} {wrote}*\n>{quoted}")))
    for line in tuple(similar)[:3]:
        card.add_block(Context([mrkdwn(f":mag: {escape_slack(cut(line, 300))}")]))
    card.add_block(_end(second, first, logs[1]))
    if second.referral.registration == "contested":
        card.add_block(Actions([*_buttons(second, first)], block_id=f"conflict:{second.referral.id}"))
    built: dict[str, Any] = card.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def split_view(second: ReferralView, first: ReferralView) -> dict[str, Any]:
    """The form behind "Split…"."""
    view = Modal(plain("Split the credit", 24), submit=plain("Split it", 24), close=plain("Not now", 24))
    view.callback_id(SPLIT).private_metadata(json.dumps({"referral": second.referral.id}))
    names = cut(first.partner.company, 100), cut(second.partner.company, 100)
    view.add_block(
        Section(plain(f"{names[0]} holds it, {names[1]} introduced it too. Each learns their own part.", 400))
    )
    part = PlainTextInput(action_id="percent", initial_value="50", max_length=5)
    view.add_block(Input(plain(f"Percent for {names[0]}", 150), part, block_id="percent"))
    view.add_block(_why())
    return _built(view)


def give_view(second: ReferralView, first: ReferralView | None) -> dict[str, Any]:
    """The form behind "Give to second…"."""
    view = Modal(plain("Give it to the second", 24), submit=plain("Give it", 24), close=plain("Not now", 24))
    view.callback_id(GIVE).private_metadata(json.dumps({"referral": second.referral.id}))
    loses = f" {cut(first.partner.company, 100)} is told that theirs is closed." if first else ""
    gets = f"{cut(second.partner.company, 100)} gets {cut(second.referral.title, 100)}"
    words = f"{gets}, with the lead's card.{loses}"
    view.add_block(Section(plain(words, 500)))
    view.add_block(_why())
    return _built(view)


def _side(view: ReferralView, log: Sequence[Entry], role: str) -> Any:
    referral, program = view.referral, view.program
    lines = [
        f"*{role}: {escape_slack(cut(view.partner.company, 80))}*",
        escape_slack(cut(referral.title, 120)),
        f"`{referral.id}` {referral.registration}",
        *_came(view, log),
        *_told(log, program),
    ]
    if referral.promised_at and referral.stage == "registered" and referral.registration == "registered":
        lines.append(f"{_when(referral.promised_at, program)} contact promised by then")
    owner = referral.owner.name if referral.owner else "nobody"
    lines.append(
        f"With {escape_slack(cut(owner, 60))}, {escape_slack(program.pipeline.name(referral.stage))}"
    )
    return mrkdwn(cut("\n".join(lines), LONGEST_SIDE))


def _came(view: ReferralView, log: Sequence[Entry]) -> list[str]:
    """Since when we have it; what an imported list says of that, we do not know ourselves."""
    is_listed = any(entry.kind == "ReferralImported" for entry in log)
    how = "by an imported list" if is_listed else "reached us"
    lines = [f"{_when(view.referral.received_at, view.program)} {how}"]
    if view.named_at:
        lines.append(f"{_when(view.named_at, view.program)} this prospect named, in place of another")
    return lines


def _is_older(second: ReferralView, first: ReferralView | None) -> bool:
    """Whether the words of who was registered second reached us before those of who holds it."""
    sides = [side.named_at or side.referral.received_at for side in (second, first) if side]
    return len(sides) == 2 and sides[0] < sides[1]


def _told(log: Sequence[Entry], program: Program) -> list[str]:
    spoken_of = ((entry.at, _words(entry, program)) for entry in log[-LONGEST_LOG:])
    return [f"{_when(at, program)} {escape_slack(cut(words, 100))}" for at, words in spoken_of if words]


def _words(entry: Entry, program: Program) -> str:
    """One line of the log for a manager's eyes; "" for what says nothing here."""
    said = entry.data
    match entry.kind:
        case "ReferralRegistered":
            return "registered"
        case "ReferralContested":
            return f"came second to {said['first']}"
        case "ReferralMerged":
            return "introduced once more"
        case "ReferralClaimed":
            return f"claimed by {said['owner']}"
        case "ReferralReassigned":
            return f"handed to {said['owner']}"
        case "ReferralReleased":
            return f"released by {said['actor']}"
        case "ReferralRejected" | "ReferralReopened":
            return f"{entry.kind.removeprefix('Referral').lower()} by {said['actor']}"
        case "StageMoved":
            return f"moved to {program.pipeline.name(said['stage'])}"
        case "PromiseBroken":
            return "first contact was late"
        case "ReferralCorrected":
            return f"corrected: {', '.join(said['after'])}"
        case "IntroductionWritten":
            return "introduced by mail"
    return ""


def _end(second: ReferralView, first: ReferralView | None, log: Sequence[Entry]) -> Context:
    decided = next((e for e in reversed(log) if e.kind == "ConflictDecided"), None)
    if decided is None:
        won = " It is won, so its credit is locked." if first and first.referral.stage == "closed_won" else ""
        who = "First is whose words reached us first."
        if _is_older(second, first):
            what = "mail reached us" if second.referral.mail_id else "words stood in Slack"
            late = next((e.at for e in log if e.kind == "ReferralContested"), second.referral.registered_at)
            who = (
                f":exclamation: The second one's {what} *earlier*, but became a referral only on "
                f"{_when(late, second.program)}. Which of the two counts is yours to say."
            )
        return Context([mrkdwn(f"{who} Neither partner knows who the other is.{won}")])
    said = decided.data
    parts = ""
    if said["verdict"] == "split":
        parts = f" ({percent(said['first_bps'])} and {percent(10_000 - said['first_bps'])})"
    why = f": {said['why']}" if said["why"] else ""
    words = f"{said['actor']} {DECIDED[said['verdict']]}{parts}, {_when(decided.at, second.program)}{why}"
    return Context([mrkdwn(f":white_check_mark: {escape_slack(cut(words, 500))}")])


def _buttons(second: ReferralView, first: ReferralView | None) -> Iterable[Button]:
    referral = second.referral
    if first:
        keep = Button(plain("Keep first"), action_id="conflict:keep", value=referral.id, style="primary")
        words = f"{cut(second.partner.company, 100)} gets a kind answer that names nobody."
        keep.confirm(
            Confirm(
                title=plain("Keep it with the first?"),
                text=plain(words, 250),
                confirm=plain("Keep it"),
                deny=plain("Not yet"),
            )
        )
        yield keep
        if first.referral.stage != "closed_won":
            yield Button(plain("Split…"), action_id="conflict:split", value=referral.id)
    if first is None or first.referral.stage != "closed_won":
        yield Button(plain("Give to second…"), action_id="conflict:give", value=referral.id)


def _why() -> Input:
    words = PlainTextInput(action_id="why", max_length=300)
    return Input(plain("Why (only we see this)"), words, block_id="why", optional=True)


def _when(moment: Any, program: Program) -> str:
    return escape_slack(spoken(moment, program.tz))


def _built(view: Modal) -> dict[str, Any]:
    built: dict[str, Any] = view.build()
    return built
