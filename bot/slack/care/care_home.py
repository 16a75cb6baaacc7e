"""What a manager's App Home says about keeping partners: what is to be done, and who has gone quiet."""

from __future__ import annotations

from collections.abc import Iterator

from blockkit import Actions, Section

from bot.slack.answers import Ask, Block
from bot.slack.blocks import ask_button, cut, mrkdwn
from bot.slack.care.task_card import buttons, line
from storage.enrollments import Enrollments
from storage.partners import Partners
from storage.tasks import Tasks
from storage.views import Views
from templates import escape_slack
from workflows.calendar import local_date, short_date
from workflows.engagement_rounds import Enrollment
from workflows.model import Partner

SHOWN = 5
QUIET = ("at_risk", "nudged", "drafted", "flagged", "complained", "departed")
STANDS = {
    "at_risk": "quiet for a while",
    "nudged": "I have written to them",
    "drafted": "a draft waits for you",
    "flagged": "needs a call",
    "complained": "unhappy: nothing goes out",
    "departed": "nobody to write to",
}


def to_do(ask: Ask) -> tuple[list[Block], int]:
    """Drafts to send, calls and other tasks, with their buttons; and how many more there are."""
    tasks, total = Tasks(ask.session).open(limit=SHOWN)
    drawn: list[Block] = []
    for task in tasks:
        if partner := Partners(ask.session).get(task.partner_id):
            drawn.append(Section(mrkdwn(line(task, partner, ask.program))))
            drawn.append(Actions([*buttons(task)], block_id=f"todo:{task.id}:{task.turn}"[:255]))
    return drawn, total - len(tasks)


def gone_quiet(ask: Ask) -> tuple[list[Block], int]:
    """Partners to call, the longest quiet first."""
    found, total = Enrollments(ask.session).standing(*QUIET, limit=SHOWN)
    return list(_quiet(ask, found)), total - len(found)


def _quiet(ask: Ask, found: tuple[Enrollment, ...]) -> Iterator[Block]:
    for enrollment in found:
        if partner := Partners(ask.session).get(enrollment.partner_id):
            yield _line(ask, partner, enrollment)


def _line(ask: Ask, partner: Partner, enrollment: Enrollment) -> Section:
    last = Views(ask.session).picture(partner.id, latest=1).last_at
    what = f"last referral {short_date(local_date(last, ask.program.tz))}" if last else "no referral yet"
    held = f" · waits: {enrollment.waits_for}" if enrollment.waits_for else ""
    company, stands = escape_slack(cut(partner.company, 100)), STANDS.get(enrollment.status, "")
    words = f"*{company}*\n{stands} · {what}{held}"
    return Section(mrkdwn(words)).accessory(ask_button("Status", f"/partner status {partner.id}"))
