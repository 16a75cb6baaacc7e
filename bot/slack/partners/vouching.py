"""Who took a partner in: what they had looked at, and why they said yes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.slack.blocks import cut
from bot.slack.modals import SCREENING
from storage.history import Entry, History
from templates import escape_slack
from workflows.calendar import local_date, short_date
from workflows.model import Partner
from workflows.program import Program

LONGEST_WHY = 300


def vouched(session: Session, partner: Partner, program: Program) -> str:
    """One line of mrkdwn for our own people; "who" is unknown of partners from before there was a history."""
    history = History(session)
    if screened := history.of_kind(partner.id, "PartnerScreened"):
        return _screened(screened[-1], program)
    if joined := history.of_kind(partner.id, "PartnerJoined"):
        by = escape_slack(cut(str(joined[0].data.get("actor") or "an import"), 60))
        return f"Taken in by {by} on {_day(joined[0], program)}, without the checklist"
    return "Nobody noted who took them in"


def _screened(entry: Entry, program: Program) -> str:
    checked, words = entry.data.get("checks") or (), dict(SCREENING)
    by = escape_slack(cut(str(entry.data["actor"]), 60))
    seen = [words.get(check, str(check)) for check in checked]
    left = [name for check, name in SCREENING if check not in checked]
    said = [f"Approved by *{by}* on {_day(entry, program)}"]
    if why := entry.data.get("why"):
        said.append(f"because “{escape_slack(cut(str(why), LONGEST_WHY))}”")
    marks = [f":white_check_mark: {one}" for one in seen] + [f":white_large_square: {one}" for one in left]
    return f"{', '.join(said)}\n{escape_slack('  '.join(marks))}"


def _day(entry: Entry, program: Program) -> str:
    return short_date(local_date(entry.at, program.tz))
