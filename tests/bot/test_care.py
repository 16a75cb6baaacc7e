"""Care through real parts: drafts and tasks in Slack, stories, newcomers, material, opinions, new terms."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.care.nudges import Nudges
from bot.care.runs import Almoner
from bot.conversation.hearing import Heard, beside, for_a_person, meaning_of
from bot.conversation.talking import Turn
from bot.slack.care import task_card
from inbox.reading import Mailbox, Reading
from storage.assets import Assets
from storage.database import Database
from storage.enrollments import Enrollments
from storage.files import Files
from storage.history import History
from storage.partners import Partners
from storage.stories import Stories
from storage.tasks import Tasks
from templates import render_slack
from tests.builders import DANA, MARCO, introduction, partner, program, prospect, referral
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.almanac import Run
from workflows.assets import WHICH_FILE, Asset, asks_for_material, meant
from workflows.base import FileRef
from workflows.care_messages import SendMaterial, WantTask
from workflows.commands import ClaimReferral, HoldMail, MoveStage, Thread
from workflows.commission.rules import parse_book
from workflows.conversation.reading import Question
from workflows.conversation.reading import Reading as Understood
from workflows.conversation_messages import NotePartnerReply, StopNudges
from workflows.engagement_messages import TaskDropped, TaskWanted
from workflows.events import ReferralRegistered
from workflows.groups import Group, GroupRules
from workflows.model import Person
from workflows.money import Money
from workflows.pipeline import SETTLE
from workflows.stewardship import Stewardship, decide
from workflows.strain import Load, StrainRules, strain
from workflows.tasks import Task
from workflows.territories import Territory, ending, holder

MANAGERS, SAM = "partner-managers", "sam@northwind.example"


def shown(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def tick(office: Office, clock: StillClock) -> None:
    """Let all that is due happen, and deliver it."""
    nudges = Nudges(office.engine, clock, every_s=0)
    while await nudges.run_once():
        pass
    await office.deliver()


async def quiet_for(office: Office, clock: StillClock, days: int) -> None:
    """Sam has sent somebody, who was looked after, and then nothing for so long."""
    outcome = await office.handle(introduction(), "mail:1")
    lead = next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))
    await office.handle(ClaimReferral(lead, MARCO), "claim")
    await office.handle(MoveStage(lead, "contacted", MARCO), "contacted")
    begun = clock.now()
    while (left := begun + timedelta(days=days) - clock.now()) > timedelta():
        clock.move(min(left, timedelta(hours=5)))
        await tick(office, clock)


def card(office: Office, words: str) -> Any:
    return next(post for post in reversed(office.posts(MANAGERS)) if words in shown(post.blocks))


async def test_a_quiet_partner_gets_two_mails_and_the_manager_a_draft_to_send(
    by_socket: Office, clock: StillClock
) -> None:
    await quiet_for(by_socket, clock, 102)
    nudges = [m for m in by_socket.mailbag.letters if m["to"] == SAM and "stop" in m["text"]]
    assert [m["subject"] for m in nudges] == [
        "Hello from Vendor Partner Programme",
        "A tip: Ask how it is going",
    ]
    assert all("haven't heard" not in m["text"] for m in by_socket.mailbag.letters)
    post = card(by_socket, "has been quiet")
    await by_socket.slack.click("dana", MANAGERS, post.ts, "task:edit")
    await by_socket.slack.until(lambda: by_socket.slack.workspace.top_view("dana") is not None)
    await by_socket.slack.submit_view("dana", {"text": "Sam, shall we talk?", "subject": "A word"})
    await by_socket.deliver()
    letter = by_socket.mailbag.letters[-1]
    assert (letter["from_name"], letter["reply_to"], letter["to"]) == ("Dana Reyes", DANA.email, SAM)
    assert (letter["subject"], letter["text"].strip()) == ("A word", "Sam, shall we talk?")
    enrollment = await by_socket.engine.ask(lambda s: Enrollments(s).get("P-1"))
    assert enrollment is not None
    assert (enrollment.ended, enrollment.cycle) == ("contact", 2)
    assert "wrote to them" in shown(card(by_socket, "wrote to them").blocks)


async def test_i_called_them_is_enough(by_socket: Office, clock: StillClock) -> None:
    await quiet_for(by_socket, clock, 102)
    post = card(by_socket, "has been quiet")
    await by_socket.slack.click("dana", MANAGERS, post.ts, "task:called")
    await by_socket.deliver()
    assert "called them" in shown(card(by_socket, "called them").blocks)


async def test_a_reply_is_seen_in_slack_with_what_was_understood(
    by_socket: Office, clock: StillClock
) -> None:
    await quiet_for(by_socket, clock, 92)
    await by_socket.handle(NotePartnerReply("P-1", SAM, "not_now", "2026-10-01", 7), "reply")
    assert "says “not now” until Thu 1 October" in shown(card(by_socket, "not now").blocks)


async def test_a_win_asks_whether_it_may_be_told_and_congratulating_is_for_a_person(
    by_socket: Office, clock: StillClock
) -> None:
    outcome = await by_socket.handle(introduction(), "mail:1")
    lead = next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))
    await by_socket.handle(ClaimReferral(lead, MARCO), "claim")
    won = MoveStage(
        lead, "closed_won", MARCO, on=date(2026, 3, 2), deal=Money(100_00, "GBP"), is_confirmed=True
    )
    await by_socket.handle(won, "won")
    clock.move(SETTLE)  # the partner has the facts first
    await tick(by_socket, clock)
    assert "first win" in shown(card(by_socket, "first win").blocks)
    post = card(by_socket, "May other partners hear of it?")
    await by_socket.slack.click("dana", MANAGERS, post.ts, "story:anonymous")
    story = await by_socket.engine.ask(lambda s: Stories(s).get(lead))
    assert story is not None
    assert (story.permission, story.partner, story.decided_by) == ("anonymous", "", "Dana Reyes")


async def test_app_home_lists_drafts_tasks_and_partners_to_call(by_socket: Office, clock: StillClock) -> None:
    await quiet_for(by_socket, clock, 109)
    await by_socket.slack.open_home("dana")
    home = shown(await by_socket.home("dana"))
    assert "needs a call · last referral 2 Mar 2026" in home
    assert "For you to do" in home
    assert "Northwind Advisory* has been quiet" in home or "Northwind Advisory has been quiet" in home
    assert "Partners to call" in home


async def test_what_a_partner_asks_for_is_sent_from_the_archive(by_socket: Office, clock: StillClock) -> None:
    def fill(session: Any, now: datetime) -> FileRef:
        ref = Files(session).keep("dentists.pdf", "application/pdf", b"%PDF", now)
        Assets(session).add(Asset("One-pager for dentists", ref, ("dentists",)), now)
        return ref

    ref = await by_socket.engine.unit(fill)
    wish = SendMaterial("P-1", 1, partner().contacts[0], ("One-pager for dentists",), (ref,), Thread("a@b"))
    await by_socket.handle(wish, "wish")
    letter = by_socket.mailbag.letters[-1]
    assert "One-pager for dentists" in letter["text"]
    assert letter["files"][0]["name"] == "dentists.pdf"
    sent = await by_socket.engine.ask(lambda s: History(s).of_kind("P-1", "MaterialSent"))
    assert [entry.data["titles"] for entry in sent] == [["One-pager for dentists"]]
    assert clock.now()


DENTISTS = Asset("One-pager for dentists", FileRef("a", "a.pdf", "application/pdf"), ("dentists",))
BAKERS = Asset("One-pager for bakeries", FileRef("b", "b.pdf", "application/pdf"), ("bakeries", "bakers"))


def test_only_a_request_that_is_sure_is_met() -> None:
    assert asks_for_material("Could you send me the one-pager for dentists?")
    assert not asks_for_material("Any news on Acme?")
    for words in (
        "Schicken Sie mir bitte die Broschüre für Zahnärzte",
        "Envoyez-moi la plaquette",
        "Envíeme el folleto",
        "Stuur me de brochure",
        "Envie-me a brochura",
    ):
        assert asks_for_material(words)
    assert meant("send me the one-pager for dentists", (DENTISTS, BAKERS)) == (DENTISTS,)
    assert meant("send me the one-pager", (DENTISTS, BAKERS)) == ()
    assert meant("send me the one-pager", (DENTISTS,)) == (DENTISTS,)
    assert meant("send me the brochure for plumbers", (DENTISTS, BAKERS)) == ()


def test_a_call_that_nobody_made_gives_way_to_the_next_one() -> None:
    now, wish = datetime(2026, 3, 2, tzinfo=UTC), WantTask("P-1", "call:P-1:2026-02", "monthly_call")
    decision = decide(Stewardship(program(), partner()), wish, now)
    assert decision.events == (
        TaskDropped("P-1", now, "monthly_call"),
        TaskWanted("P-1", now, "call:P-1:2026-02", "monthly_call", {}),
    )


def test_what_only_sounds_like_an_introduction_and_is_held_ends_the_sequence_all_the_same() -> None:
    held = HoldMail(7, "unsure", SAM, "Sam Ortega", datetime(2026, 3, 2, tzinfo=UTC))
    reading = Reading("handoff", partner=partner(), sender=Mailbox("Sam Ortega", SAM), note="Talk to Petra.")
    (noted, *_) = beside(held, reading, Heard("referral"), 7)
    assert isinstance(noted, NotePartnerReply)
    assert noted.meaning == "other"


def test_who_reads_a_held_wish_for_a_file_is_told_that_no_file_was_sure() -> None:
    held = HoldMail(7, "question", SAM, "Sam", datetime(2026, 3, 2, tzinfo=UTC), note="Send me the brochure.")
    heard = Heard("other", turn=Turn("nothing", Understood(())))
    assert for_a_person(held, heard, lambda at: at).reasons == (WHICH_FILE,)
    assert for_a_person(replace(held, note="Hm?"), heard, lambda at: at).reasons == (
        "I understood: nothing surely.",
    )
    told = for_a_person(
        replace(held, note="Hm?", reasons=("The partner takes a referral back.",)), heard, lambda at: at
    )
    assert told.reasons == ("The partner takes a referral back.",)


def test_who_takes_back_what_is_won_already_is_not_asked_whom_to_call() -> None:
    at, lead = datetime(2026, 3, 2, tzinfo=UTC), "R-0000-00"
    held = HoldMail(7, "no_prospect", SAM, "Sam", at, note="Please withdraw Stone Ltd.")
    taken_back = Understood((Question("withdraw_referral", (lead,)),))
    heard = Heard("other", turn=Turn("person", taken_back))
    done = for_a_person(held, heard, lambda at: at)
    assert done.cause == "correction"
    assert done.reasons == (f"I understood: an introduction is to be taken back ({lead}).",)


def test_of_a_partner_without_an_address_nobody_is_called_the_wrong_person(sqlite: Database) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with sqlite.write() as session:
        Partners(session).add(partner(contacts=(), domains=()), now)
        Tasks(session).save(Task("t", "successor", "P-1", now, context={"why": "bounce"}))
        said = shown(task_card.draw(session, "t", program(), now))
    assert "I know no address there that takes mail" in said
    assert "right person" not in said
    assert "nobody to write to" in said


def test_a_lead_that_was_let_go_is_said_in_one_breath() -> None:
    def said(actor: Person) -> str:
        return render_slack("handed_over", {"actor": actor, "before": MARCO, "to": None})

    assert said(MARCO) == "Marco Bianchi no longer has it: anybody can claim it now."
    assert said(DANA).startswith("Dana Reyes released it: Marco Bianchi had it")


def test_who_no_longer_looks_after_it_is_the_wrong_person() -> None:
    words = "I no longer look after this. Please talk to my colleague Petra Lang from now on."
    assert meaning_of(Understood(()), words) == "wrong_person"


TERRITORY = Territory("Vogel & Partner", date(2026, 3, 31), ("DE",))


def test_a_lead_in_somebody_elses_territory_is_shown_to_the_managers_and_still_registered() -> None:

    here = referral(prospect=prospect(email="jane@acme.de"))
    assert holder((TERRITORY,), partner(), here, date(2026, 3, 31)) == TERRITORY
    assert holder((TERRITORY,), partner(), here, date(2026, 4, 1)) is None
    assert holder((TERRITORY,), partner(company="Vogel & Partner"), here, date(2026, 3, 2)) is None
    state = Stewardship(program(territories=(TERRITORY,)), partner(), referral=here)
    now = datetime(2026, 3, 2, tzinfo=UTC)
    decision = decide(state, ReferralRegistered("R-1", now, "P-1"), now)
    assert [effect.template for effect in decision.effects] == ["territory"]  # type: ignore[attr-defined]


def test_an_exclusivity_is_warned_of_thirty_and_seven_days_before_it_ends() -> None:
    assert ending((TERRITORY,), date(2026, 2, 28)) == ()
    assert ending((TERRITORY,), date(2026, 3, 1)) == ((TERRITORY, 30),)
    assert ending((TERRITORY,), date(2026, 3, 24)) == ((TERRITORY, 7),)
    assert ending((TERRITORY,), date(2026, 4, 1)) == ()


def test_strain_is_said_before_it_hurts_and_never_from_too_few() -> None:
    rules = StrainRules()
    assert strain(Load({"Marco": 25}, 10, 1, (4.0,) * 3, (1.0,) * 9), rules) == ()
    said = strain(Load({"Marco": 26}, 10, 2, (6.0,) * 5, (4.0,) * 5), rules)
    assert said == (
        "Marco has 26 open leads; 25 is what you set as the most.",
        "2 of 10 leads that wait for a first contact are at risk.",
        "The first contact takes 6 h now (median of 5); in the four weeks before it took 4 h (5).",
    )


def almoner(office: Office, clock: StillClock, **changes: Any) -> Almoner:
    return Almoner(office.engine, program(**changes), clock)


async def test_the_strongest_are_called_and_asked_and_a_repeated_run_says_nothing_twice(
    by_socket: Office, clock: StillClock
) -> None:
    await by_socket.handle(introduction(), "mail:1")
    care = almoner(by_socket, clock)
    for _ in range(2):
        await care.calls(Run("calls", "calls:2026-02", clock.now()))
        await care.calls(Run("calls", "calls:2026-03", clock.now()))  # the quarter's check-ins say it
        await care.ask_for_views(Run("feedback", "feedback:2026-Q1", clock.now()))
        await by_socket.deliver()
    assert shown([p.blocks for p in by_socket.posts(MANAGERS)]).count("This month's call") == 1
    asked = [m for m in by_socket.mailbag.letters if m["subject"] == "One question, once a quarter"]
    assert asked == []  # it is five in the morning in New York
    clock.move(timedelta(hours=5))
    await by_socket.deliver()
    assert "Before you talk" in shown(card(by_socket, "This month").blocks)
    asked = [m for m in by_socket.mailbag.letters if m["subject"] == "One question, once a quarter"]
    assert [m["to"] for m in asked] == [SAM]


async def test_new_terms_are_announced_to_those_they_concern_before_they_begin(
    by_socket: Office, clock: StillClock
) -> None:
    rules = {"kind": "percent", "rate": "10 %"}
    tables = [
        {"name": "standard", "valid_from": date(2026, 1, 1), "currency": "GBP", "rules": [rules]},
        {
            "name": "standard",
            "valid_from": date(2026, 4, 1),
            "currency": "GBP",
            "rules": [{**rules, "rate": "15 %"}],
        },
        {
            "name": "vogel",
            "valid_from": date(2026, 1, 1),
            "currency": "GBP",
            "partners": ["P-2"],
            "rules": [rules],
        },
    ]
    from workflows.commission.payday import parse_payday
    from workflows.commission.terms import Terms

    terms = Terms(parse_book(tables), parse_payday({}, "Europe/London"))
    care = almoner(by_socket, clock, terms=terms)
    for _ in range(2):
        await care.look_ahead(Run("care", "care:2026-03-02", clock.now()))
        await by_socket.deliver()
    told = [m for m in by_socket.mailbag.letters if "What you earn changes" in m["subject"]]
    assert [m["to"] for m in told] == [SAM]
    assert "10 %" in told[0]["text"]
    assert "15 %" in told[0]["text"]
    assert "What do you think of it?" in told[0]["text"]


async def test_new_rules_of_a_group_are_announced_to_its_partners_alone(
    by_socket: Office, clock: StillClock
) -> None:
    gold = Group("gold", ("Northwind Advisory",), rules=(GroupRules(date(2026, 4, 1), 120, 48),))
    care = almoner(by_socket, clock, groups=(gold,))
    for _ in range(2):
        await care.look_ahead(Run("care", "care:2026-03-02", clock.now()))
        await by_socket.deliver()
    told = [m for m in by_socket.mailbag.letters if "What we promise you changes" in m["subject"]]
    assert [m["to"] for m in told] == [SAM]
    assert "An introduction is yours for: 120 days (Today: 90 days)" in told[0]["text"]
    assert "within: 48 hours on working days (Today: 24" in told[0]["text"]


async def test_a_new_partner_is_welcomed_and_shown_how(by_socket: Office, clock: StillClock) -> None:
    clock.move(timedelta(hours=5))  # ten in the morning in New York
    await tick(by_socket, clock)
    clock.move(timedelta(days=3))
    await tick(by_socket, clock)
    subjects = [m["subject"] for m in by_socket.mailbag.letters if m["to"] == SAM]
    assert subjects == ["Welcome to Vendor Partner Programme", "Three steps to introduce somebody"]


async def test_a_nudge_yields_to_the_weeks_other_mails_and_is_not_sent_after_a_stop(
    by_socket: Office, clock: StillClock
) -> None:
    clock.move(timedelta(hours=6))
    for number in range(3):  # three confirmations are three automatic mails
        someone = prospect(email=f"jane@firm{number}.example", company=f"Firm {number}")
        await by_socket.handle(introduction(someone), f"mail:{number}")
    care = almoner(by_socket, clock)
    await care.ask_for_views(Run("feedback", "feedback:2026-Q1", clock.now()))
    clock.move(timedelta(days=6))
    await by_socket.deliver()
    assert "One question" not in str([m["subject"] for m in by_socket.mailbag.letters])
    await by_socket.handle(StopNudges(SAM, partner()), "stop")
    clock.move(timedelta(days=6))
    await by_socket.deliver()
    assert "One question" not in str([m["subject"] for m in by_socket.mailbag.letters])
