"""Who may speak, whom we answer and how often: raw mails through the real reader and engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.mail.reader import Reader
from inbox.compose import message_name
from inbox.reading import Desk
from storage.database import Database
from storage.held import HeldMails
from storage.partners import Partners
from storage.reach import Reach
from tests.builders import DANA, MONDAY, other_partner, partner, program
from tests.conftest import StillClock
from tests.rigs.desk import DESK, SAM
from tests.rigs.desk import forward as raw_forward
from tests.rigs.postroom import DOMAIN, Postroom, forward, open_postroom
from workflows.commands import (
    ApprovePartner,
    ClaimReferral,
    ClearAddress,
    DecideConflict,
    DeclineSender,
)
from workflows.model import Contact, HeldMail, Partner

KATRIN = "k.vogel@vogel-partner.example"
MIRELA = "mirela@bureau.example"
TWO_PEOPLE = partner(
    contacts=(Contact("Sam Ortega", (SAM,)), Contact("Lee Fox", ("lee@northwind.example",), "assistant"))
)


@pytest.fixture
async def room(sqlite: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Postroom]:
    partners = (TWO_PEOPLE, other_partner())
    async with open_postroom(sqlite, program(), clock, reader=reader, partners=partners) as opened:
        yield opened


async def held(room: Postroom) -> tuple[HeldMail, ...]:
    return await room.engine.ask(lambda session: HeldMails(session).open())


async def test_without_a_believed_mail_server_nothing_that_needs_trust_happens(
    sqlite: Database, clock: StillClock, reader: Reader
) -> None:
    """REFERRAL_DESK_AUTHSERV_ID is not set: a perfect forward waits for a person, who may register it."""
    desk = Desk(DESK, "", DOMAIN)
    async with open_postroom(sqlite, program(), clock, desk=desk, reader=reader) as room:
        await room.write(forward(), subject="Fwd: Payroll")
        (waiting,) = await held(room)
        assert (waiting.cause, waiting.may_answer) == ("not_authenticated", False)
        assert waiting.prospects[0].email == "jane@acme.example"
        assert (await room.referrals(), room.post.letters) == ([], [])


LISTED = b"Precedence: list\r\nList-Id: <partners.vendor.example>\r\n"
SPAM = b"X-Spam-Flag: YES\r\n"


@pytest.mark.parametrize(
    "lesser", [LISTED + raw_forward(1), SPAM + raw_forward(1, dmarc="fail"), raw_forward(1, dmarc="fail")]
)
@pytest.mark.parametrize("comes_first", [True, False])
async def test_a_copy_that_is_ignored_or_not_proven_never_swallows_the_mail_itself(
    room: Postroom, lesser: bytes, comes_first: bool
) -> None:
    for raw in (lesser, raw_forward(1), lesser) if comes_first else (raw_forward(1), lesser, raw_forward(1)):
        await room.receive(raw)
    assert len(await room.referrals()) == 1
    assert [letter["to"] for letter in room.post.letters] == [SAM]
    assert await held(room) == ()


async def test_an_approved_stranger_is_registered_with_the_time_their_mail_came(
    room: Postroom, clock: StillClock
) -> None:
    mail = await room.write(forward(), subject="Fwd: Payroll", sender=MIRELA, name="Mirela Pop")
    assert "I don't know this address yet" in room.post.letters[-1]["text"]
    clock.move(timedelta(days=2))
    # Somebody we know introduces the same company while the stranger's mail still waits.
    await room.write(forward(), subject="Fwd: Payroll")
    clock.move(timedelta(hours=1))
    bureau = Partner("P-9", "Bureau", (Contact("Mirela Pop", (MIRELA,)),), ("bureau.example",))
    await room.handle(ApprovePartner(mail, bureau, DANA), "approve")
    (theirs,) = await room.referrals("P-9")
    assert theirs.received_at == MONDAY
    assert theirs.registered_at == MONDAY + timedelta(days=2, hours=1)
    assert await held(room) == ()
    assert "Mirela" in room.post.to(MIRELA)[-1]["text"]


async def test_two_partners_with_one_prospect_hear_nothing_of_each_other(
    sqlite: Database, clock: StillClock, reader: Reader
) -> None:
    """Not in a confirmation, a notice or a verdict, whatever it is; each letter stays in its own thread."""
    async with open_postroom(sqlite, program(conflict_notice=True), clock, reader=reader) as room:
        await room.write(forward(), subject="Fwd: Payroll")
        clock.move(timedelta(hours=1))
        await room.write(forward(note="Jane again."), sender=KATRIN, name="Katrin Vogel", subject="Fwd: Jane")
        (second,) = await room.referrals("P-2")
        await room.handle(DecideConflict(second.id, "split", DANA, 6_000, "Both called"), "decide")
        to_sam = " ".join(f"{one['subject']} {one['text']} {one['html']}" for one in room.post.to(SAM))
        to_katrin = " ".join(f"{one['subject']} {one['text']} {one['html']}" for one in room.post.to(KATRIN))
        assert (len(room.post.to(SAM)), len(room.post.to(KATRIN))) == (3, 2)
        assert not any(word in to_sam for word in ("Vogel", "Katrin", second.id, "40 %", "Both called"))
        assert not any(word in to_katrin for word in ("Northwind", "Sam Ortega", "60 %", "Both called"))
        assert {one["in_reply_to"] for one in room.post.to(SAM)} == {"m1@northwind.example"}


@pytest.mark.parametrize(
    ("sender", "name", "said"),
    [
        ("sam@northwlnd.example", "Sam Ortega", "northwlnd.example is not northwind.example"),
        ("sam@xn--nrthwind-nbh.example", "Sam Ortega", "is not northwind.example, the domain of Northwind"),
        ("eve@evil.example", f'"{SAM}"', "the name they give is an address of Northwind Advisory"),
    ],
)
async def test_a_stranger_who_looks_like_a_partner_is_not_answered_and_the_card_says_so(
    room: Postroom, sender: str, name: str, said: str
) -> None:
    await room.write(forward(), subject="Fwd: Payroll", sender=sender, name=name)
    (waiting,) = await held(room)
    assert said in room.wall.shown(waiting.key)
    assert (waiting.cause, room.post.letters) == ("unknown_sender", [])


async def test_a_prospect_who_answers_all_hears_nothing_from_us_and_the_rep_and_managers_are_told(
    room: Postroom,
) -> None:
    cc = {"Cc": "Jane Doe <jane@acme.example>, lee@holding.example"}
    await room.write("Jane, meet Vendor. Vendor, Jane Doe runs Acme Ltd.\n\nSam", headers=cc)
    (lead,) = await room.referrals()
    told = len(room.post.letters)
    thread = {"In-Reply-To": "<m1@northwind.example>", "References": "<m1@northwind.example>"}
    for sender in ("jane@acme.example", "boss@acme.example", "lee@holding.example"):
        mail = await room.write(f"{sender}: Thursday at 3?", sender=sender, name="Somebody", headers=thread)
        assert "Thursday at 3?" in room.wall.shown(f"prospect:{mail}:{lead.id}")
    assert {one.cause for one in await held(room)} == {"prospect_wrote"}
    assert len(room.post.letters) == told


async def test_a_declined_stranger_gets_a_kind_answer_once(room: Postroom) -> None:
    mail = await room.write(forward(), subject="Fwd: Payroll", sender=MIRELA, name="Mirela Pop")
    await room.handle(DeclineSender(mail, DANA), "decline")
    await room.handle(DeclineSender(mail, DANA), "decline again")
    _, declined = room.post.to(MIRELA)
    assert "registered partners only" in declined["text"]
    assert (await room.referrals(), await held(room)) == ([], ())


async def test_a_declined_forger_hears_nothing(room: Postroom) -> None:
    mail = await room.write(forward(), sender=MIRELA, name="Mirela Pop", proof="fail")
    await room.handle(DeclineSender(mail, DANA), "decline")
    assert room.post.letters == []


async def test_a_manager_who_forwards_for_a_partner_is_not_the_one_who_is_answered(room: Postroom) -> None:
    words = (
        "For Northwind Advisory, please register.\n\n---------- Forwarded message ---------\n"
        f"From: Lee Fox <lee@northwind.example>\nDate: Mon, Mar 2, 2026 at 8:41 AM\nSubject: Intro\n"
        f"To: Dana Reyes <{DANA.email}>\n\n\nHi Dana,\n\n"
        "please meet Jane Doe of Acme Ltd, jane@acme.example. She is expecting a call.\n\nLee\n"
    )
    await room.write(words, subject="Fwd: Intro", sender=DANA.email, name="Dana Reyes")
    (referral,) = await room.referrals()
    assert referral.contact_email == "lee@northwind.example"
    (letter,) = room.post.letters
    assert (letter["to"], letter["in_reply_to"]) == ("lee@northwind.example", "")


async def test_a_manager_who_names_nobody_is_asked_with_the_likeliest_partners_first(room: Postroom) -> None:
    words = "Northwind Advisory or Vogel & Partner? Please meet Jane Doe of Acme Ltd, jane@acme.example."
    await room.write(words, subject="Intro", sender=DANA.email, name="Dana Reyes")
    (waiting,) = await held(room)
    assert (waiting.cause, set(waiting.guesses)) == ("manager_for_partner", {"P-1", "P-2"})
    assert "Perhaps for" in room.wall.shown(waiting.key)
    assert await room.referrals() == []


async def test_a_partner_who_introduces_themselves_waits_for_a_person(room: Postroom) -> None:
    """Not even through somebody else's desk: their own company is theirs already."""
    own = replace(TWO_PEOPLE, id="P-8", company="Acme Ltd", contacts=(Contact("Ann", ("ann@acme.example",)),))
    own = replace(own, domains=("acme.example",))
    await room.engine.unit(lambda session, now: Partners(session).add(own, now))
    await room.write(
        "Please register our own company: Acme Ltd, contact Jane Doe, jane@acme.example.",
        sender="ann@acme.example",
        name="Ann",
    )
    assert await room.referrals("P-8") == []


async def test_the_same_message_id_with_other_words_is_kept_and_flagged(room: Postroom) -> None:
    same = {"Message-ID": "<one@northwind.example>"}
    await room.write("Thanks, that was quick!", subject="Thanks", headers=same)
    await room.write("Could you call me about my contract?", subject="A question", headers=same)
    (waiting,) = await held(room)
    assert "Mail 1 came under the same Message-ID" in " ".join(waiting.reasons)


async def test_the_same_words_under_another_message_id_are_one_referral(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write(forward(), subject="Fwd: Payroll")
    assert (len(await room.referrals()), len(room.post.letters)) == (1, 1)


async def test_files_are_listed_with_name_and_size(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll", files=(("offer.pdf", b"x" * 120_000),))
    (referral,) = await room.referrals()
    assert "offer.pdf (PDF, 12" in room.wall.shown(f"alert:{referral.id}")
    await room.write("See the file.", subject="Hm", files=(("card.pdf", b"x" * 900),))
    (waiting,) = await held(room)
    assert "card.pdf (PDF, 9" in room.wall.shown(waiting.key)


async def test_two_machines_facing_each_other_fall_silent(room: Postroom) -> None:
    """The other one answers each of our letters; ours stop after five, and a person is told."""
    await room.write("What about the thing we said?", subject="That thing")
    for number in range(12):
        await room.write(f"What about thing number {number}?", reply_to=room.post.letters[-1])
    assert len(room.post.letters) == 5
    (quiet,) = room.wall.keys("quiet:")
    assert "I stopped answering" in room.wall.shown(quiet)


async def test_a_machine_that_begins_a_new_thread_each_time_falls_silent_too(room: Postroom) -> None:
    for number in range(9):
        await room.write(f"What about thing number {number}?", subject=f"Thing {number}")
    assert len(room.post.letters) == 5


async def test_a_machine_with_an_address_for_each_ticket_falls_silent_too(room: Postroom) -> None:
    for number in range(9):
        sender = SAM.replace("@", f"+{number}@")
        await room.write(f"What about thing number {number}?", subject=f"Thing {number}", sender=sender)
    assert len(room.post.letters) == 5


async def test_a_busy_partner_has_every_introduction_confirmed(room: Postroom, clock: StillClock) -> None:
    for number in range(7):
        words = forward(f"Jane Doe <jane@acme{number}.example>", f"Acme {number} Ltd")
        await room.write(words, subject=f"Fwd: Payroll {number}")
    assert len(room.post.letters) == 7


async def test_the_next_day_machines_and_people_are_answered_again(room: Postroom, clock: StillClock) -> None:
    for number in range(6):
        await room.write(f"What about thing number {number}?", subject=f"Thing {number}")
    clock.move(timedelta(days=1, minutes=1))
    await room.write("What about the last thing?", subject="The last thing")
    assert len(room.post.letters) == 6


async def test_an_introduction_nobody_would_hear_back_about_is_registered_and_the_manager_told(
    room: Postroom,
) -> None:
    await room.write(forward(), subject="Fwd: Payroll", headers={"Return-Path": "<>"})
    assert [r.registration for r in await room.referrals()] == ["registered"]
    assert room.post.letters == []
    (notice,) = room.wall.keys("unconfirmed:")
    assert "Acme Ltd" in room.wall.shown(notice)


async def test_a_made_up_bounce_cuts_nobody_off(room: Postroom) -> None:
    await bounce(room, {"to": SAM, "message_id": "never.sent@vendor.example"})
    mail = await room.write(forward(), subject="Fwd: Payroll")
    guess = message_name(f"confirmation:{mail}")  # the rows are numbered, and anybody can read how we count
    await bounce(room, {"to": SAM, "message_id": f"{guess}@vendor.example"})
    await room.write(forward("Bob Stone <bob@borealis.example>", "Borealis Ltd"), subject="Fwd: Another")
    assert [letter["to"] for letter in room.post.letters] == [SAM, SAM]


async def bounce(room: Postroom, letter: dict[str, str]) -> None:
    report = (
        f"Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mx.vendor.example>\r\nTo: {DESK}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <b1@mx.vendor.example>\r\n"
        "Date: Mon, 02 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.vendor.example\r\n\r\n"
        f"Final-Recipient: rfc822; {letter['to']}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{letter['message_id']}>\r\n"
        f"From: {DESK}\r\nTo: {letter['to']}\r\nSubject: x\r\n\r\n--B--\r\n"
    )
    await room.receive(report.encode())


async def test_after_a_hard_bounce_the_other_contact_is_written_to_until_somebody_clears_it(
    room: Postroom, clock: StillClock
) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (referral,) = await room.referrals()
    await bounce(room, room.post.letters[0])
    assert "no more" in room.wall.shown(f"address:{SAM}")
    await room.handle(ClaimReferral(referral.id, DANA), "claim")
    assert room.post.letters[-1]["to"] == "lee@northwind.example"
    assert "Hi Lee," in room.post.letters[-1]["text"]
    assert room.wall.keys("redirected:") != []
    await room.handle(ClearAddress(SAM, DANA), "clear")
    assert "again" in room.wall.shown(f"address:{SAM}")
    await room.write(forward("Bob Stone <bob@borealis.example>", "Borealis Ltd"), subject="Fwd: Another")
    assert room.post.letters[-1]["to"] == SAM


async def test_where_no_other_address_is_left_nothing_is_sent_and_the_manager_is_told(room: Postroom) -> None:
    await room.engine.unit(lambda session, now: Reach(session).mark(KATRIN, now, "550"))
    await room.write(forward(), subject="Fwd: Payroll", sender=KATRIN, name="Katrin Vogel")
    assert [r.registration for r in await room.referrals("P-2")] == ["registered"]
    assert room.post.letters == []
    (notice,) = room.wall.keys("redirected:")
    assert "was not sent" in room.wall.shown(notice)
