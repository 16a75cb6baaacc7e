"""Partners ask in their own words: the right answer, in their thread and language, or a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.conversation.promised_answers import PromisedAnswers
from storage.deals import Deals
from storage.hand_overs import HandOvers
from storage.held import HeldMails
from storage.ledger import Ledger
from storage.plans import Plans
from storage.referrals import Referrals
from storage.views import Views
from tests.bot.post import PLAN, SAM, Post
from tests.builders import DANA, MARCO, introduction, program, prospect
from workflows import tracking
from workflows.commands import ClaimReferral
from workflows.commission.ledger import LedgerEntry
from workflows.commission.model import Credit, Deal
from workflows.commission.record import DealRecord
from workflows.conversation_messages import ReplyToPartner
from workflows.model import Referral
from workflows.money import Money


async def acme(post: Post) -> Referral:
    return next(r for r in await mine(post) if r.title == "Acme Ltd")


async def mine(post: Post) -> tuple[Referral, ...]:
    return await post.engine.ask(lambda session: Views(session).referrals_of("P-1"))


async def introduce(post: Post, *companies: str) -> None:
    for company in companies:
        domain = company.split()[-1].lower()
        new = introduction(prospect(name="Max Power", email=f"max@{domain}.example", company=company))
        await post.engine.handle(new, company)
    await post.deliver()
    post.mailbag.letters.clear()


async def earn(post: Post, referral: Referral, *, payable: date = date(2026, 4, 15)) -> None:
    """Acme has signed for £30,000, and the commission is in the ledger."""

    def book(session: Session) -> None:
        now = post.clock.now()
        Plans(session).keep(PLAN, now)
        deal = Deal(referral.id, Money.of(30000, "GBP"), date(2026, 3, 2))
        Deals(session).save(DealRecord(deal, "P-1", PLAN.version, (Credit("P-1"),)))
        entry = LedgerEntry(
            key=f"close:{referral.id}",
            kind="accrual",
            partner="P-1",
            amount=Money.of(4500, "GBP"),
            booked_on=date(2026, 3, 2),
            payable_on=payable,
            deal=referral.id,
            line="1",
            version=PLAN.version,
            why=("15 % of £30,000.00 = £4,500.00",),
        )
        Ledger(session).add([entry], now)

    await post.engine.unit(lambda session, _now: book(session))


async def test_several_questions_get_one_answer_with_the_arithmetic(post: Post) -> None:
    referral = await acme(post)
    await post.engine.handle(ClaimReferral(referral.id, MARCO), "claim")
    await earn(post, referral)
    await post.deliver()
    post.mailbag.letters.clear()
    await post.write("Acme", "Any news on Acme? And when do I get paid for it?")
    (letter,) = post.mailbag.letters
    assert "Marco has looked after it since Mon 2 March." in letter["text"]
    assert "Acme Ltd: £4,500.00, to be paid on Wed 15 April" in letter["text"]
    assert "15 % of £30,000.00 = £4,500.00" in letter["text"]


async def test_why_an_amount_is_what_it_is_is_answered_with_its_working(post: Post) -> None:
    await earn(post, await acme(post))
    await post.write("Acme", "Why did I get 4500 for Acme?")
    assert "15 % of £30,000.00 = £4,500.00" in post.mailbag.letters[0]["text"]


async def test_what_if_is_arithmetic_and_says_so(post: Post) -> None:
    await post.write("Acme", "What if Acme closes at 50k?")
    (letter,) = post.mailbag.letters
    assert "If Acme Ltd closed at £50,000.00 today, you would earn £7,500.00:" in letter["text"]
    assert "15 % of £50,000.00 = £7,500.00" in letter["text"]
    assert "What counts in the end is the signed contract." in letter["text"]


async def test_all_that_is_open_is_added_up(post: Post) -> None:
    await earn(post, await acme(post), payable=date(2026, 2, 13))
    await post.write("Money", "How much commission do I have outstanding in total?")
    assert "Open for you at the moment: £4,500.00." in post.mailbag.letters[0]["text"]
    assert "due; it goes out on" in post.mailbag.letters[0]["text"]


async def test_who_has_nothing_coming_hears_the_next_payday_all_the_same(post: Post) -> None:
    await post.write("Payday", "When is the next payday?")
    (letter,) = post.mailbag.letters
    assert "Nothing is open for you at the moment" in letter["text"]
    assert "The next payday is " in letter["text"]


async def test_a_tie_is_asked_back_and_answered_by_a_number(post: Post) -> None:
    await introduce(post, "Globex Foods", "Globex Tools")
    await post.write("Globex", "Any news on Globex?")
    (asked,) = post.mailbag.letters
    assert "1. Globex" in asked["text"]
    assert "2. Globex" in asked["text"]
    first = asked["text"].split("1. ")[1].split(",")[0]
    post.mailbag.letters.clear()
    await post.write("Re: Globex", "1")
    (letter,) = post.mailbag.letters
    assert f"{first} (R-" in letter["text"]
    assert letter["text"].count("(R-") == 1


async def test_a_follow_up_is_about_what_was_answered_last_and_it_fades(post: Post) -> None:
    await introduce(post, "Globex Foods")
    await post.write("Acme", "Any news on Acme?")
    post.mailbag.letters.clear()
    await post.write("More", "And what about the payout?")
    assert "Nothing is owed for Acme Ltd yet" in post.mailbag.letters[0]["text"]
    post.clock.move(timedelta(days=20))
    post.mailbag.letters.clear()
    await post.write("More", "And has she answered?")
    assert [found for letter in post.mailbag.letters for found in tracking.find(letter["text"])] == []


async def test_an_unknown_name_never_falls_back_to_the_last_one(post: Post) -> None:
    await post.write("Acme", "Any news on Acme?")
    post.mailbag.letters.clear()
    await post.write("Initech", "And what about Initech?")
    assert not any("Registered since" in letter["text"] for letter in post.mailbag.letters)


async def test_a_question_in_german_is_answered_in_german(post: Post) -> None:
    await post.write("Acme", "Guten Tag, wie steht es mit Acme? Gibt es Neuigkeiten?")
    (letter,) = post.mailbag.letters
    assert "Registriert seit" in letter["text"]
    assert "Registered" not in letter["text"]


async def test_a_withdrawal_is_confirmed_and_undone_for_a_day(post: Post) -> None:
    referral = await acme(post)
    await post.write("Acme", "Please withdraw Acme, they are no longer interested.")
    assert (await acme(post)).registration == "withdrawn"
    assert "Taken back" not in post.mailbag.letters[0]["subject"]  # it stays in their thread
    assert 'Reply "undo" within 24 hours' in post.mailbag.letters[0]["text"]
    assert any(key.startswith("withdrawn:") for key in post.cards.shown)
    await post.write("Re: Acme", "undo", answers=f"withdrawn:{referral.id}:mail:1@vendor.example")
    assert (await acme(post)).registration == "registered"
    assert "registered again" in post.mailbag.letters[-1]["text"]


async def test_after_a_day_a_withdrawal_is_for_a_person(post: Post) -> None:
    referral = await acme(post)
    await post.write("Acme", "Please withdraw Acme, they are no longer interested.")
    post.clock.move(timedelta(hours=25))
    await post.write("Re: Acme", "undo", answers=f"withdrawn:{referral.id}:mail:1@vendor.example")
    assert (await acme(post)).registration == "withdrawn"
    assert await post.engine.ask(lambda session: HeldMails(session).count_open()) == 1


async def test_a_preference_is_kept_and_confirmed(post: Post) -> None:
    await post.write("Mails", "Please send me one mail a day only.")
    assert "one mail a day" in post.mailbag.letters[0]["text"]
    assert [e.data["fields"] for e in await post.events("P-1", "PartnerEdited")] == [["news"]]


async def test_the_language_they_ask_for_is_kept_and_everything_comes_in_it(post: Post) -> None:
    await post.write("Mails", "Please write to me in German.")
    assert "Ab jetzt schreibe ich Ihnen auf Deutsch." in post.mailbag.letters[0]["text"]
    assert [e.data["fields"] for e in await post.events("P-1", "PartnerEdited")] == [["writes_in"]]
    await post.write("Acme", "Any news on Acme at all, please?")
    assert "Registriert seit" in post.mailbag.letters[-1]["text"]
    await post.engine.handle(ClaimReferral((await acme(post)).id, MARCO), "claim")
    await post.deliver()
    # The mail that introduced Acme was English.
    assert any("Marco aus unserem Vertrieb" in letter["text"] for letter in post.mailbag.letters)


async def test_not_now_until_a_day_pauses_the_reminders(post: Post) -> None:
    await post.write("Re: hello", "Not now please, ask me again in September.")
    assert "until Tue 1 September" in post.mailbag.letters[0]["text"]
    assert [e.data["until"] for e in await post.events("P-1", "PartnerPaused")] == ["2026-09-01"]


async def test_a_complaint_gets_no_words_of_ours_but_who_answers_and_by_when(post: Post) -> None:
    await post.write("Hello", "This is outrageous. Nobody ever calls back and I am really angry with you.")
    (letter,) = post.mailbag.letters
    said = "Dana will answer you personally by Tuesday 3 Mar, 05:00 your time."
    assert letter["text"].splitlines() == [
        "Hi Sam,", "", said, "", "Dana Reyes", "Vendor Partner Programme",
    ]  # fmt: skip


async def test_a_promised_answer_is_called_for_before_its_hour_and_once_it_has_passed(post: Post) -> None:
    watch = PromisedAnswers(post.engine, program(), post.clock)

    async def told() -> list[str]:
        post.clock.move(timedelta(minutes=2))
        await watch.run_once()
        await post.deliver()
        return [key for key in post.cards.shown if key.startswith("answer-")]

    await post.write("Hello", "This is outrageous. Nobody ever calls back and I am really angry with you.")
    assert await told() == []
    kept = await post.engine.ask(lambda session: HandOvers(session).get("mail:1"))
    assert kept
    assert kept.due_at
    post.clock.move(kept.due_at - post.clock.now() - timedelta(hours=1))
    assert await told() == ["answer-due:mail:1"]
    assert await told() == ["answer-due:mail:1"]
    post.clock.move(timedelta(hours=1))
    assert await told() == ["answer-due:mail:1", "answer-overdue:mail:1"]
    assert "still waits" in str(post.cards.shown["answer-overdue:mail:1"]["text"])


async def test_an_answered_question_is_not_called_for(post: Post) -> None:
    watch = PromisedAnswers(post.engine, program(), post.clock)
    await post.write("A favour", "I would like to talk to a human about my contract, please.")
    await post.engine.handle(ReplyToPartner("mail:1", "Let us talk.", DANA, "human_request", 1), "reply")
    post.clock.move(timedelta(days=5))
    await watch.run_once()
    await post.deliver()
    assert [key for key in post.cards.shown if key.startswith("answer-")] == []


async def test_a_person_takes_over_and_their_words_go_out_in_the_thread(post: Post) -> None:
    await post.write("A favour", "I would like to talk to a human about my contract, please.")
    card = str(post.cards.shown["held:1"]["blocks"])
    assert "they want to talk to a person." in card
    assert card.count("'Why") == 1
    assert "Acme Ltd" in str(post.cards.shown["history:mail:1"]["text"])
    post.mailbag.letters.clear()
    reply = ReplyToPartner("mail:1", "Hi Sam, let us talk at three.", DANA, "human_request", 1)
    await post.engine.handle(reply, "reply")
    await post.deliver()
    (letter,) = post.mailbag.letters
    assert (letter["to"], letter["from_name"], letter["in_reply_to"]) == (
        SAM,
        "Dana Reyes",
        "q1@northwind.example",
    )
    assert letter["text"] == "Hi Sam, let us talk at three.\n"
    assert "reply_sent:mail:1:1" in post.cards.shown
    kept = await post.engine.ask(lambda session: HandOvers(session).get("mail:1"))
    assert kept is not None
    assert (kept.status, kept.label, kept.guess, kept.answers) == (
        "answered",
        "human_request",
        ("human_request",),
        ("Hi Sam, let us talk at three.",),
    )
    held = await post.engine.ask(lambda session: HeldMails(session).get(1))
    assert held is not None
    assert held.status == "answered"


@pytest.mark.parametrize("words", ["Any news on Initech?", "How did the lost deal of the other partner go?"])
async def test_nothing_of_another_partner_is_ever_said(post: Post, words: str) -> None:
    theirs = await post.engine.ask(lambda session: Views(session).referrals_of("P-2"))
    assert theirs
    await post.write("Question", words)
    assert [one for one in post.mailbag.letters for r in theirs if r.id in one["text"]] == []
    assert await post.engine.ask(lambda s: Referrals(s).get(theirs[0].id)) is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_few_words_are_not_answered_in_a_language_that_the_partner_does_not_speak(post: Post) -> None:
    await post.engine.handle(
        introduction(prospect(email="a@luna.example", company="Luna"), language="it"), "l"
    )
    await post.write("Q", "Sono in ferie dal 9 al 20 marzo.")
    assert "I leave you in peace until Fri 20 March" in post.mailbag.letters[-1]["text"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_how_long_a_company_is_theirs_is_answered_with_the_days(post: Post) -> None:
    await post.write("Q", "How long is Acme mine?")
    assert "is yours for 90 days" in post.mailbag.letters[-1]["text"]


async def test_who_takes_one_back_and_asks_of_another_is_answered_by_a_person(post: Post) -> None:
    await introduce(post, "Globex Foods")
    post.mailbag.letters.clear()
    await post.write("Two things", "Please drop Acme. Any news on Globex Foods?")
    assert await post.engine.ask(lambda session: HeldMails(session).count_open()) == 1
