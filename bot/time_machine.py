"""`referral-desk history`: what we knew about a referral at a moment, and what we had told by then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.slack.leads.lead_history import words_of
from storage.database import Database
from storage.history import Entry, History
from storage.queues import Said, SaidMessages
from storage.referrals import Referrals
from workflows import tracking
from workflows.errors import BadInput
from workflows.program import Program

_GONE = {"ReferralRejected": "turned down", "ReferralReopened": "registered"}


def read_moment(at: str, tz: str, now: datetime) -> datetime:
    """A day (its end) or a moment in the programme's zone; "" is now."""
    if not at:
        return now
    zone = ZoneInfo(tz)
    try:
        if len(at) == 10:
            day = date.fromisoformat(at) + timedelta(days=1)
            return datetime.combine(day, time(), tzinfo=zone) - timedelta(microseconds=1)
        moment = datetime.fromisoformat(at)
    except ValueError as wrong:
        raise BadInput(f'"{at}" is no day: write 2026-03-03, or 2026-03-03T14:30.') from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def history(database: Database, program: Program, referral_id: str, moment: datetime) -> str:
    """The answer, to read."""
    found = tracking.find(referral_id)
    wanted = found[0] if found else referral_id.upper()
    with database.read() as session:
        referral = Referrals(session).get(wanted)
        entries = [e for e in History(session).about(wanted, limit=10_000) if e.at <= moment]
        said = SaidMessages(session).told_until(wanted, moment)
    if referral is None:
        raise BadInput(f"There is no referral {wanted}.")
    if not entries:
        return f"{wanted} was not known by {_spoken(moment, program.tz)}."
    lines = [
        f"{referral.title} ({wanted}), as of {_spoken(moment, program.tz)}",
        "",
        _standing(entries, program),
    ]
    lines += ["", "What had happened:", *(_happened(entry, program) for entry in entries)]
    out = [one for one in said if one.sent_at and one.sent_at <= moment]
    lines += ["", "What we had told:", *(_told(one, program.tz) for one in out)]
    waiting = [one for one in said if not (one.sent_at and one.sent_at <= moment)]
    if waiting:
        lines += ["", "Decided by then, but not out:", *(_waited(one, program.tz) for one in waiting)]
    return "\n".join(lines)


def _standing(entries: Sequence[Entry], program: Program) -> str:
    """Stage, owner and state, from the log alone: the row only knows today."""
    stage, owner, state = "registered", "", "registered"
    for entry in entries:
        match entry.kind:
            case "StageMoved":
                stage = str(entry.data["stage"])
            case "ReferralClaimed" | "ReferralReassigned":
                owner = str(entry.data["owner"])
            case "ReferralReleased":
                owner = ""
            case "ReferralContested":
                state = f"contested ({entry.data['first']} was first)"
            case "ConflictDecided":
                state = f"decided: {entry.data['verdict']}"
            case kind if kind in _GONE:
                state = _GONE[kind]
    held = f"{owner} looked after it" if owner else "nobody had it"
    return f"It was {state}, at {program.pipeline.name(stage)}; {held}."


def _happened(entry: Entry, program: Program) -> str:
    words = words_of(entry, program.pipeline)
    if not words:
        shown = ", ".join(f"{name} {value}" for name, value in entry.data.items() if value not in ("", None))
        words = f"{entry.kind}{f': {shown}' if shown else ''}"
    return f"  {_spoken(entry.at, program.tz)}  {words}"


def _told(said: Said, tz: str) -> str:
    return (
        f"  {_spoken(said.sent_at or said.created_at, tz)}  {said.channel} to {said.to}: {said.words[:160]}"
    )


def _waited(said: Said, tz: str) -> str:
    became = {"superseded": "overtaken by a newer one", "dead": "given up", "dropped": "dropped by hand"}
    fate = became.get(said.status) or (f"sent {_spoken(said.sent_at, tz)}" if said.sent_at else "still waits")
    return f"  {_spoken(said.created_at, tz)}  {said.channel} to {said.to}: {said.words[:120]} ({fate})"


def _spoken(moment: datetime, tz: str) -> str:
    return moment.astimezone(ZoneInfo(tz)).strftime("%Y-%m-%d %H:%M")
