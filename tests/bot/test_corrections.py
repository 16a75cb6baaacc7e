"""A partner puts a referral right by mail, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.mail.reader import Reader
from storage.database import Database
from storage.held import HeldMails
from storage.history import History
from tests.builders import MARCO, program
from tests.conftest import StillClock
from tests.rigs.desk import SAM
from tests.rigs.postroom import Postroom, forward, open_postroom
from workflows.commands import ClaimReferral

KATRIN = "k.vogel@vogel-partner.example"


@pytest.fixture
async def room(database: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Postroom]:
    async with open_postroom(database, program(), clock, reader=reader) as opened:
        yield opened


async def open_cards(room: Postroom) -> int:
    return await room.engine.ask(lambda session: HeldMails(session).count_open())


async def test_a_reply_corrects_is_confirmed_with_old_and_new_and_can_be_undone(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (confirmation,) = room.post.letters
    fix = "Nearly: it's Jane Dough, and her mail is jane.dough@acme.example."
    await room.write(fix, reply_to=confirmation)
    (referral,) = await room.referrals()
    assert (referral.prospect.name, referral.prospect.email) == ("Jane Dough", "jane.dough@acme.example")
    corrected = room.post.letters[-1]
    assert "Name: Jane Doe -> Jane Dough" in corrected["text"]
    assert "E-mail: jane@acme.example -> jane.dough@acme.example" in corrected["text"]
    assert "Jane Dough" in room.wall.shown(f"alert:{referral.id}")
    await room.write("undo", reply_to=corrected)
    (referral,) = await room.referrals()
    assert (referral.prospect.name, referral.prospect.email) == ("Jane Doe", "jane@acme.example")
    assert "took the change back" in room.post.letters[-1]["text"]
    log = await room.engine.ask(lambda session: History(session).of_kind(referral.id, "ReferralCorrected"))
    assert [entry.data["before"]["name"] for entry in log] == ["Jane Doe", "Jane Dough"]
    assert await open_cards(room) == 0


@pytest.mark.parametrize(
    "words",
    [
        "Rückgängig bitte",
        "annuler svp",
        "deshacer, por favor",
        "Ongedaan maken",
        "Annulla, grazie",
        "Cofnij, proszę",
    ],
)
async def test_undo_is_understood_in_other_languages(room: Postroom, words: str) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write("Her name is Jane Dough, sorry.", reply_to=room.post.letters[-1])
    await room.write(words, reply_to=room.post.letters[-1])
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Doe"]


async def test_undo_after_a_day_goes_to_a_person(room: Postroom, clock: StillClock) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write("Her name is Jane Dough, sorry.", reply_to=room.post.letters[-1])
    clock.move(timedelta(hours=25))
    await room.write("undo", reply_to=room.post.letters[-1])
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Dough"]
    assert await open_cards(room) == 1
    assert "Nothing has been changed yet" in room.post.letters[-1]["text"]


async def test_undo_of_a_registration_goes_to_a_person(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write("undo", reply_to=room.post.letters[-1])
    assert [r.registration for r in await room.referrals()] == ["registered"]
    assert await open_cards(room) == 1


async def test_undo_may_answer_the_first_confirmation_or_name_the_referral(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (confirmation,) = room.post.letters
    (referral,) = await room.referrals()
    await room.write("Her name is Jane Dough, sorry.", reply_to=confirmation)
    await room.write("Undo please", reply_to=confirmation)
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Doe"]
    assert "took the change back" in room.post.letters[-1]["text"]
    await room.write("It's Jane Dow, I looked it up.", reply_to=confirmation)
    await room.write(f"undo {referral.id}", subject="Sorry")
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Doe"]
    assert await open_cards(room) == 0


async def test_undo_twice_goes_to_a_person(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (confirmation,) = room.post.letters
    await room.write("Her name is Jane Dough, sorry.", reply_to=confirmation)
    await room.write("undo", reply_to=confirmation)
    await room.write("Undo that, please", reply_to=confirmation)
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Doe"]
    assert await open_cards(room) == 1


async def test_please_drop_this_one_takes_it_back_and_can_be_undone(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write("please drop this one", reply_to=room.post.letters[-1])
    assert [r.registration for r in await room.referrals()] == ["withdrawn"]
    assert "within 24 hours" in room.post.letters[-1]["text"]
    await room.write("undo", reply_to=room.post.letters[-1])
    assert [r.registration for r in await room.referrals()] == ["registered"]


async def test_without_a_thread_the_tracking_id_names_the_referral(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (referral,) = await room.referrals()
    words = f"A correction for {referral.id}: her mail is jane.dough@acme.example."
    await room.write(words, subject="Correction")
    (referral,) = await room.referrals()
    assert referral.prospect.email == "jane.dough@acme.example"


async def test_nobody_corrects_somebody_elses_referral(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (confirmation,) = room.post.letters
    (referral,) = await room.referrals()
    words = f"A correction for {referral.id}: her mail is jane@vogel-friends.example."
    await room.write(words, subject="Correction", sender=KATRIN, name="Katrin Vogel")
    await room.write(words, reply_to=confirmation, sender=KATRIN, name="Katrin Vogel")
    assert await room.referrals() == [referral]
    assert "Acme" not in "".join(letter["text"] for letter in room.post.to(KATRIN))


async def test_a_correction_that_nothing_proves_changes_nothing(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (confirmation,) = room.post.letters
    await room.write("It's Jane Dough.", reply_to=confirmation, proof="fail")
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Doe"]
    assert (await open_cards(room), len(room.post.letters)) == (1, 1)


async def test_where_it_is_not_sure_which_one_is_meant_the_partner_is_asked(room: Postroom) -> None:
    two = (
        "Two for you:\n\n1. Jane Doe, Acme Ltd, jane@acme.example\n"
        "2. Bob Stone, Borealis Ltd, bob@borealis.example\n\nSam"
    )
    await room.write(two, subject="Two introductions")
    found = await room.referrals()
    assert len(found) == 2
    await room.write("Sorry, her name is spelled Jane Dough.", reply_to=room.post.letters[-1])
    assert {r.prospect.name for r in await room.referrals()} == {"Jane Doe", "Bob Stone"}
    asked = room.post.letters[-1]["text"]
    assert all(referral.id in asked for referral in found)
    assert await open_cards(room) == 1


async def test_a_correction_onto_another_partners_prospect_becomes_a_conflict(room: Postroom) -> None:
    borealis = forward("Bob Stone <bob@borealis.example>", "Borealis Ltd")
    await room.write(borealis, subject="Fwd: Payroll", sender=KATRIN, name="Katrin Vogel")
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write("Sorry, her mail is jane@borealis.example.", reply_to=room.post.to(SAM)[-1])
    (referral,) = await room.referrals()
    assert (referral.registration, referral.account) == ("contested", "domain:borealis.example")
    assert "Vogel &amp; Partner" in room.wall.shown(f"conflict:{referral.id}")
    assert "Vogel" not in room.post.to(SAM)[-1]["text"]


@pytest.mark.parametrize("words", ["Her name is Jane Dow, not Jane Doe.", "Sorry, her name is Jane Dow."])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_correction_may_answer_any_newer_mail_about_that_lead(room: Postroom, words: str) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    (referral,) = await room.referrals()
    await room.handle(ClaimReferral(referral.id, MARCO), "claim")
    assert "Marco" in room.post.letters[-1]["text"]
    await room.write(words, reply_to=room.post.letters[-1])
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Dow"]
    assert "Name: Jane Doe -> Jane Dow" in room.post.letters[-1]["text"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sorry, her name is Jane Doe-Martin and her mail is jane@elsewhere.example.", "Jane Doe-Martin"),
        ("Pardon, elle s'appelle Jane Doe-Martin, son adresse est jane@elsewhere.example", "Jane Doe-Martin"),
        ("Her name is Jayne Doe and her mail is jayne@elsewhere.example", "Jayne Doe"),
    ],
)
async def test_a_correction_without_its_quote_makes_no_second_lead(
    room: Postroom, words: str, name: str
) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write(words, reply_to=room.post.letters[-1], quotes=False)
    assert [r.prospect.name for r in await room.referrals()] == [name]
    assert await open_cards(room) == 0


@pytest.mark.parametrize("quotes", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "Sorry for the delay! Please call Karl Meier at Meier Bau, karl@meier.example, he wants a demo.",
        "Thanks. Actually, could you also ring Karl Meier at Meier Bau, karl@meier.example?",
        "Danke! Sorry, dass es gedauert hat. Ruft bitte Karl Meier an, karl@meier.example, er sucht etwas.",
        "Merci ! Pas de souci. Karl Meier cherche un logiciel, appelez-le : karl@meier.example",
        "Great. It's busy here: Karl Doe of Doe Bau wants a demo, karl@doe-bau.example",
    ],
)
async def test_one_more_in_an_answer_never_takes_the_first_ones_place(
    room: Postroom, words: str, quotes: bool
) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write(words, reply_to=room.post.letters[-1], quotes=quotes)
    people = [r.prospect.name for r in await room.referrals()]
    assert people[0] == "Jane Doe"
    assert len(people) == 2
    assert people[1] in ("Karl Meier", "Karl Doe")


@pytest.mark.parametrize("quotes", [True, False])
async def test_who_may_be_instead_or_one_more_is_asked_about(room: Postroom, quotes: bool) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    await room.write(
        "Oops, it's Joanna Marks, joanna@marks.example", reply_to=room.post.letters[-1], quotes=quotes
    )
    assert [r.prospect.name for r in await room.referrals()] == ["Jane Doe"]
    assert await open_cards(room) == 1
