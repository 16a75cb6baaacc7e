"""Canary: once a week the desk refers somebody to itself, and says whether the whole way works.

The mail is real: out by SMTP, in by IMAP, read like any other. What it asks for is decided and rendered in a
transaction that is taken back, so it is never a lead, never counted, and nothing of it stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from workflows.base import Command, Decision, Event, PostNotice, SendEmail, Workflow
from workflows.canary_messages import CanaryCameHome, CanarySent, NoteCanary, SendCanary
from workflows.model import Contact, Partner, Prospect

TEST_PROSPECT = Prospect(name="Jane Canary", email="jane@canary-test.example", company="Canary Test Ltd")
PARTNER_ID = "P-CANARY"


@dataclass(frozen=True, slots=True)
class Canary:
    """One week's. `token` makes its Message-ID one that nobody can guess."""

    key: str = ""
    token: str = ""
    status: Literal["", "sent", "home", "lame"] = ""
    sent_at: datetime | None = None
    home_at: datetime | None = None
    why: str = ""  # what did not work

    @property
    def mail_key(self) -> str:
        """The outbox key of its mail."""
        return f"{self.key}:{self.token}"


def partner_of(address: str) -> Partner:
    """The partner that the desk plays: ourselves."""
    return Partner(PARTNER_ID, "Canary", (Contact("The desk", (address,)),))


def decide(state: Canary, message: Command | Event, now: datetime) -> Decision[Canary]:
    """Send it once; say once that it is back."""
    match message, state.status:
        case SendCanary(key=key, token=token, to=to), "":
            sent = Canary(key, token, "sent", now)
            return Decision(sent, (CanarySent(key, now),), (_mail(sent, to),))
        case NoteCanary(why=""), "sent" | "lame":
            home = replace(state, status="home", home_at=now, why="")
            return Decision(home, (CanaryCameHome(state.key, now),), (_said(home),))
        case NoteCanary(why=why), "sent":
            return Decision(replace(state, status="lame", home_at=now, why=why))
    return Decision(state)


def _mail(canary: Canary, to: str) -> SendEmail:
    return SendEmail(
        key=canary.mail_key,
        template="canary",
        to=to,
        about=canary.key,
        context={"prospect": TEST_PROSPECT, "contact": Contact("The desk", (to,)), "partner": None},
        from_name="The desk",  # as a person's, since we read no machine's mail
    )


def _said(canary: Canary) -> PostNotice:
    passed = (canary.home_at - canary.sent_at).total_seconds() if canary.home_at and canary.sent_at else 0
    took = f"{passed:.0f} s" if passed < 120 else f"{passed / 60:.0f} minutes"
    return PostNotice(canary.key, "canary", "managers", canary.key, {"took": took})


WORKFLOW = Workflow("canary", Canary, decide, accepts=(SendCanary, NoteCanary))
