"""One click where a mail was not clear: which referral a correction means, which partner a mail is for."""

from __future__ import annotations

import json

from storage.inbound import Inbound, NewMail
from storage.referrals import Referrals
from tests.builders import DANA, MONDAY, held, introduction, partner, prospect
from tests.rigs.office import Office
from workflows.events import ReferralRegistered
from workflows.model import Prospect

MANAGERS = "partner-managers"


async def keep(office: Office) -> None:
    new = NewMail("desk", "INBOX", 1, 1, MONDAY, b"From: sam@northwind.example\r\n\r\nhello")
    await office.engine.unit(lambda session, now: Inbound(session).keep([new], now))


async def test_a_manager_says_which_referral_a_correction_means(by_socket: Office) -> None:
    borealis = prospect(name="Bob Stone", email="bob@borealis.example", company="Borealis Ltd")
    outcome = await by_socket.handle(introduction(prospect(), borealis), "mail:1")
    acme, other = (e.about for e in outcome.events if isinstance(e, ReferralRegistered))
    await keep(by_socket)
    doubted = held(
        cause="which_referral",
        sender="sam@northwind.example",
        partner=partner(),
        prospects=(Prospect(name="Jane Dough", found={"name": "reply"}),),
        choices=(f"{acme}  Acme Ltd", f"{other}  Borealis Ltd"),
    )
    await by_socket.handle(doubted, "mail:held")
    assert acme in by_socket.mailbag.letters[-1]["text"]
    (card,) = by_socket.posts(MANAGERS)
    await by_socket.slack.click("dana", MANAGERS, card.ts, f"held:correct:{acme}")
    await by_socket.deliver()
    found = await by_socket.engine.ask(lambda session: Referrals(session).get(acme))
    assert found
    assert found.prospect.name == "Jane Dough"
    assert "Name: Jane Doe -> Jane Dough" in by_socket.mailbag.letters[-1]["text"]
    (card,) = by_socket.posts(MANAGERS)
    assert f"Dana Reyes said that it is {acme}" in json.dumps(card.blocks)
    assert "held:correct" not in json.dumps(card.blocks)


async def test_the_form_for_a_colleagues_mail_offers_the_likeliest_partners(by_socket: Office) -> None:
    await keep(by_socket)
    unclear = held(cause="manager_for_partner", sender=DANA.email, guesses=("P-2", "P-1"), may_answer=False)
    await by_socket.handle(unclear, "mail:held")
    (card,) = by_socket.posts(MANAGERS)
    assert "Vogel & Partner, Northwind Advisory" in json.dumps(card.blocks)
    await by_socket.slack.click("dana", MANAGERS, card.ts, "held:register")
    await by_socket.slack.until(lambda: by_socket.slack.workspace.top_view("dana"))
    options = await by_socket.slack.load_options("dana", "partner_search", "")
    assert [option["value"] for option in options] == ["P-2", "P-1"]
    result = await by_socket.slack.submit_view("dana", {"email": "jane@acme.example"})
    assert result.acked, result
    await by_socket.deliver()
    letter = by_socket.mailbag.letters[-1]
    assert (letter["to"], letter["in_reply_to"]) == ("k.vogel@vogel-partner.example", "")
