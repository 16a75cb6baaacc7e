"""App Home and the forms about held mails with the worst that people write: within limits, and text."""

from __future__ import annotations

import pytest

from storage.inbound import Inbound, NewMail
from tests.bot.acts import MANAGERS, SALES, connect, shown, top_view
from tests.builders import MARCO, MONDAY, held, introduction, other_partner, partner, prospect
from tests.rigs.office import Office
from workflows.base import Command
from workflows.commands import ClaimReferral, EditPartner
from workflows.events import ReferralRegistered
from workflows.model import Person

NASTY = ("<!channel> *bold* & مرحبا بالعالم \u202e 👩‍👩‍👧‍👦 `code` {{7*7}} " * 150)[:5000]


async def decide(office: Office, command: Command, key: str) -> str:
    outcome = await office.engine.handle(command, key)
    return next((e.about for e in outcome.events if isinstance(e, ReferralRegistered)), "")


async def fill(office: Office) -> None:
    """A renamed partner; leads unclaimed, claimed and contested; a mail that waits."""
    await decide(office, EditPartner(partner(company=NASTY[:290]), Person("a test")), "rename")
    for number in range(30):
        who = prospect(email=f"jane@firm{number}.example", company=f"{NASTY[:200]} {number}", name=NASTY)
        about = await decide(office, introduction(who, note=NASTY), f"lead:{number}")
        if number % 3 == 0:
            await decide(
                office, ClaimReferral(about, Person(NASTY, MARCO.email, "U0MARCO0000")), f"claim:{number}"
            )
    katrin = other_partner()
    other = introduction(who, note=NASTY, partner=katrin, contact=katrin.contacts[0])
    await decide(office, other, "conflict")
    mail = NewMail("desk", "INBOX", 1, 1, MONDAY, b"From: a@b.example\r\n\r\nhello")
    await office.engine.unit(lambda session, now: Inbound(session).keep([mail], now))
    whoever = prospect(name=NASTY, company=NASTY)
    waits = held(sender_name=NASTY, note=NASTY, reasons=(NASTY,) * 20, prospects=(whoever,) * 5)
    await decide(office, waits, "held")
    await office.deliver()


def is_text(blocks: object) -> bool:
    """Nothing of it calls anybody."""
    return '"mrkdwn", "text": "<!channel>' not in shown(blocks) and "*<!channel>" not in shown(blocks)


async def test_every_home_is_drawn_whatever_people_wrote(by_socket: Office) -> None:
    connect(by_socket)
    await fill(by_socket)
    for who in ("dana", "marco", "ines", "sam", "jonas"):
        assert (await by_socket.slack.open_home(who)).acked
        home = await by_socket.home(who)
        assert is_text(home), who
        assert len(home) <= 100, who
    assert "مرحبا" in shown(await by_socket.home("dana"))


@pytest.mark.parametrize("action", ["held:approve", "held:register"])
async def test_forms_about_a_mail_take_whatever_it_says(by_socket: Office, action: str) -> None:
    await fill(by_socket)
    card = next(m for m in by_socket.posts(MANAGERS) if action in shown(m.blocks))
    assert is_text(card.blocks)
    assert (await by_socket.slack.click("dana", MANAGERS, card.ts, action)).acked
    assert is_text((await top_view(by_socket, "dana")).blocks)


async def test_conflict_forms_take_whatever_both_partners_wrote(by_socket: Office) -> None:
    await fill(by_socket)
    card = next(m for m in by_socket.posts(MANAGERS) if "conflict:split" in shown(m.blocks))
    for action in ("conflict:split", "conflict:give"):
        assert (await by_socket.slack.click("dana", MANAGERS, card.ts, action)).acked
        assert is_text((await top_view(by_socket, "dana")).blocks)
        await by_socket.slack.close_view("dana")
    assert len(by_socket.posts(SALES)) >= 30
