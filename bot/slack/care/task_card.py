"""Tasks as people see them: what to do and why, a draft to go over, and the buttons that settle it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from blockkit import Actions, Button, Context, Header, Message, Modal, Section
from sqlalchemy.orm import Session

from bot.slack import form
from bot.slack.blocks import cut, mrkdwn, plain
from storage.partners import Partners
from storage.tasks import Tasks
from storage.views import Views
from templates import escape_slack, mention, render_draft
from workflows.calendar import local_date, short_date, spoken
from workflows.model import Contact, Partner
from workflows.program import Program
from workflows.tasks import Task

EDIT, CALLED, DONE, SNOOZE = "task:edit", "task:called", "task:done", "task:snooze"
SEND_FORM = "task:send_form"
SHOWN_DRAFT = 1200
SETTLED = "This one is settled already; the card shows how."
HEADLINES = {
    "outreach": ":wave: {company} has been quiet for {days} days. Here is a draft from you",
    "flagged": ":telephone_receiver: {company} has been quiet for {days} days. Now it takes a person",
    "first_win": ":tada: {title} is {company}'s first win. A word from you?",
    "milestone": ":sparkles: {company}: {what}. A word from you?",
    "successor": ":bust_in_silhouette: Who looks after {company} now?",
    "complaint": ":rotating_light: {company} is unhappy. Please call them",
    "unsure": ":thinking_face: {company} wrote, and I am not sure what they mean",
    "remind": ":calendar: {company} asked to be asked again today",
    "monthly_call": ":telephone_receiver: This month's call with {company}",
    "checkin": ":star: {company} is one of your strongest partners. How are they?",
    "exclusive": ":hourglass: {company}: {what}",
    "announce": ":mega: {company} does not know yet what changes for them on {what}",
}
WHY = {
    "outreach": "{manager} send this in your own words, or call them.",
    "flagged": "{manager} a call says more than another mail. Afterwards, tap what is true.",
    "first_win": "{manager} the mail with the facts is out; the congratulation is yours.",
    "milestone": "{manager} praise from a person is worth more than one from me.",
    "successor": "{manager} {contact} is not, or no longer, the right person there. Nothing more goes out to "
    "them until you know who is. {named}",
    "unreachable": "{manager} I know no address there that takes mail. Nothing goes out to them until I do.",
    "complaint": "{manager} the most they hear from me is that you answer personally, and by when. "
    "All reminders have stopped.",
    "unsure": "{manager} my guess is that it is no referral and no question. Please read it.",
    "remind": "{manager} that was their wish. I have reminded them of nothing since.",
    "monthly_call": "{manager} here is what you may want to talk about.",
    "checkin": "{manager} no reason but a good one: those who send us most deserve a call now and then.",
    "exclusive": "{manager} please decide before it ends; nothing is renewed by itself.",
    "announce": "{manager} none of their addresses takes mail. Please call them before it begins, "
    "and ask what they think of it.",
}
PREPARED = frozenset({"outreach", "flagged", "monthly_call", "checkin", "remind", "complaint"})


def draw(session: Session, task_id: str, program: Program, now: datetime) -> dict[str, Any] | None:
    """The card from the row as it stands."""
    task = Tasks(session).get(task_id)
    partner = Partners(session).get(task.partner_id) if task else None
    if task is None or partner is None:
        return None
    said = {**_facts(task, partner), "manager": mention(program.manager_of(partner))}
    headline = HEADLINES.get(task.kind, ":memo: {company}").format_map(_Gentle(said))
    if not task.is_open:
        return _one_line(f":white_check_mark: {headline} · {_outcome(task, program)}")
    if task.status == "snoozed" and task.due_at:
        back = short_date(local_date(task.due_at, program.tz))
        return _one_line(f":zzz: {headline} · back on {back}")
    card = Message(cut(headline, 500)).add_block(Header(plain(_unescaped(headline), 150)))
    why = "unreachable" if task.context.get("why") == "bounce" else task.kind
    card.add_block(Section(mrkdwn(WHY.get(why, "{manager}").format_map(_Gentle(said)))))
    if task.kind in PREPARED:
        card.add_block(Section(mrkdwn(talking_points(session, partner, program, now))))
    if task.draft:
        subject, text = draft_of(session, task, partner, program, now)
        quoted = escape_slack(cut(text, SHOWN_DRAFT)).replace("\n", "\n>")
        card.add_block(Section(mrkdwn(f">*{escape_slack(subject)}*\n>\n>{quoted}")))
    card.add_block(Actions([*buttons(task)], block_id=f"task:{task.id}:{task.turn}"[:255]))
    card.add_block(Context([mrkdwn(_people(partner))]))
    built: dict[str, Any] = card.build()
    return {"text": built["text"], "blocks": built["blocks"]}


def buttons(task: Task) -> list[Button]:
    """What can be done about it."""
    value = task.id
    shown = []
    if task.draft:
        shown.append(Button(plain("Edit and send…"), action_id=EDIT, value=value).style("primary"))
    if task.kind not in ("successor", "exclusive"):
        shown.append(Button(plain("I called them"), action_id=CALLED, value=value))
    shown.append(Button(plain("Done"), action_id=DONE, value=value))
    shown.append(Button(plain("Snooze a week"), action_id=SNOOZE, value=value))
    return shown


def line(task: Task, partner: Partner, program: Program) -> str:
    """One task among others, in App Home."""
    said = _facts(task, partner)
    since = short_date(local_date(task.created_at, program.tz))
    return f"{HEADLINES.get(task.kind, ':memo: {company}').format_map(_Gentle(said))}\nsince {since}"


def draft_of(
    session: Session, task: Task, partner: Partner, program: Program, now: datetime
) -> tuple[str, str]:
    """Subject and text for the manager to go over."""
    won = next(
        (r for r in Views(session).referrals_of(partner.id, limit=100) if r.stage == "closed_won"), None
    )
    since, what = task.context.get("since"), str(task.context.get("what", ""))
    count, _, counted = what.partition(" ")
    began = local_date(datetime.fromisoformat(str(since)), program.tz) if since else None
    context = {
        "partner": partner,
        "contact": _first(partner),
        "manager": program.manager_of(partner),
        "program": program,
        "won_title": won.title if won else "",
        "title": task.context.get("title", ""),
        "what": what,
        "count": count,
        "counted": counted,
        "since": short_date(began, partner.speaks) if began else "",
        "language": partner.speaks,
        "now": now,
    }
    return render_draft(task.draft, context)


def send_view(task: Task, partner: Partner, subject: str, text: str) -> dict[str, Any]:
    """The letter, to edit and send."""
    view = form.modal("A letter from you", "Send", SEND_FORM, {"task": task.id})
    hint = "It goes out under your name, and answers come to your own mailbox."
    view.add_block(Section(plain(f"{cut(partner.company, 120)}. {hint}", 400)))
    addresses = [(a, f"{c.name} <{a}>") for c in partner.contacts for a in c.emails]
    view.add_block(form.choice("to", "To", addresses, addresses[0][0] if addresses else ""))
    view.add_block(form.line("subject", "Subject", subject))
    view.add_block(form.text("text", "Text", text, optional=False))
    return form.built(view)


def nobody_view(partner: Partner) -> dict[str, Any]:
    """Nobody to write to."""
    view = Modal(plain("A letter from you", 24), close=plain("Close", 24))
    return form.built(view.add_block(Section(plain(f"{partner.company} has no address to write to.", 300))))


def settled_view() -> dict[str, Any]:
    """Somebody was faster, or the reason is gone: the letter was not sent."""
    view = Modal(plain("A letter from you", 24), close=plain("Close", 24))
    return form.built(view.add_block(Section(plain(f"{SETTLED} Your letter was not sent.", 300))))


def talking_points(session: Session, partner: Partner, program: Program, now: datetime) -> str:
    """What to know before one calls: their numbers, what is open, what we owe them."""
    picture = Views(session).picture(partner.id, latest=5)
    last = short_date(local_date(picture.last_at, program.tz)) if picture.last_at else "never"
    sent = f"{picture.referrals} referral{'' if picture.referrals == 1 else 's'}"
    points = [f"{sent}, {picture.won} won, {picture.open} open; the last one: {last}"]
    for referral in picture.latest[:3]:
        stage = program.pipeline.standing(referral)
        owner = f" with {referral.owner.first_name}" if referral.owner else ""
        owner = ", nobody has claimed it" if referral.is_free else owner
        points.append(f"{cut(referral.title, 80)} (`{referral.id}`): {stage}{owner}")
    late = [r for r in picture.latest if r.stage == "registered" and r.promised_at and r.promised_at < now]
    for referral in late[:2]:
        promised = spoken(referral.promised_at, program.tz) if referral.promised_at else ""
        points.append(f"we still owe {cut(referral.title, 60)} a first contact, promised for {promised}")
    if picture.contested:
        points.append(f"{picture.contested} of their referrals are in dispute with another partner")
    return "*Before you talk*\n" + "\n".join(f"• {escape_slack(point)}" for point in points)


def _facts(task: Task, partner: Partner) -> dict[str, str]:
    since = task.context.get("since")
    days = (task.created_at - datetime.fromisoformat(str(since))).days if since else 0
    said = {
        "company": partner.company,
        "days": str(days),
        "contact": str(task.context.get("contact") or "The person we know"),
        "title": str(task.context.get("title", "")),
        "what": str(task.context.get("what", "")),
        "named": f"They name {task.context['successor']}." if task.context.get("successor") else "",
    }
    return {name: escape_slack(cut(value, 100)) for name, value in said.items()}


class _Gentle(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _outcome(task: Task, program: Program) -> str:
    if task.status == "dropped":
        return "no longer needed"
    day = short_date(local_date(task.closed_at, program.tz)) if task.closed_at else ""
    how = {"called": "called them", "wrote": "wrote to them", "done": "has done it"}.get(task.outcome, "")
    note = "" if how else f": {escape_slack(cut(task.outcome, 200))}"
    return f"{escape_slack(task.closed_by)} {how or 'has settled it'}, {day}{note}"


def _people(partner: Partner) -> str:
    people = ", ".join(f"{c.name} <{c.emails[0]}>" for c in partner.contacts[:4] if c.emails)
    return escape_slack(f"{partner.company}: {people or 'nobody to write to'}")


def _first(partner: Partner) -> Contact:
    return partner.contacts[0] if partner.contacts else Contact("", ("",))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _one_line(text: str) -> dict[str, Any]:
    built: dict[str, Any] = Message(cut(text, 500)).add_block(Section(mrkdwn(text))).build()
    return {"text": built["text"], "blocks": built["blocks"]}
