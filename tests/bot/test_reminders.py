"""The clock's cards and buttons in Slack, and the mails it writes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.workspace import Message
from bot.slack.blocks import ReferralView
from bot.slack.leads.reminders import draw
from bot.slack.leads.rota import Rota
from bot.timers import Timers
from storage.database import Database
from storage.views import TrackRecord
from tests.builders import introduction, partner, program, prospect, referral
from tests.conftest import StillClock
from tests.rigs.office import Office, open_office, settings_for
from workflows.commands import AddPartner, ClaimReferral, RegisterReferrals
from workflows.events import ReferralRegistered
from workflows.model import Person
from workflows.punctuality import Dial

SALES, MANAGERS = "sales-referrals", "partner-managers"
MINUTE = timedelta(minutes=1)


class Clockwork:
    """An office whose clock ticks by hand."""

    def __init__(self, office: Office, timers: Timers, clock: StillClock) -> None:
        self.office, self._timers, self._clock = office, timers, clock

    async def pass_(self, time: timedelta) -> None:
        """Let time pass; strike and deliver what is due then."""
        self._clock.move(time)
        while await self._timers.run_once():
            pass
        await self.office.deliver()

    async def introduce(self, key: str = "mail:1", **changes: object) -> str:
        outcome = await self.office.handle(introduction(**changes), key)
        return next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))

    async def claim(self, about: str, who: str = "marco") -> None:
        user = self.office.slack.workspace.user(who)
        person = Person(user.real_name, f"{who}@vendor.example", user.id)
        await self.office.handle(ClaimReferral(about, person), f"claim:{about}")


@pytest.fixture
async def ticking(sqlite: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Clockwork]:
    async with open_office(sqlite, tmp_path, clock) as office:
        await office.handle(AddPartner(partner(), Person("a test")), "add:P-1")
        program = settings_for(office.slack, tmp_path).program
        timers = Timers(office.engine, Rota(office.ours.client, program).free, clock)
        yield Clockwork(office, timers, clock)
        office.engine.close()


def shown(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def test_after_ten_minutes_the_channel_is_reminded_in_the_leads_thread(ticking: Clockwork) -> None:
    about = await ticking.introduce()
    await ticking.pass_(10 * MINUTE)
    (alert,) = ticking.office.posts(SALES)
    (nudge,) = ticking.office.thread(SALES, alert)
    assert nudge.broadcast
    assert f"<!here> *Acme Ltd* (`{about}`) has been waiting for 10 business minutes" in nudge.text
    await ticking.office.slack.click("aisha", SALES, nudge.ts, "referral:claim")
    await ticking.office.deliver()
    (nudge, *_) = ticking.office.thread(SALES, alert)
    assert "Aisha Khan has *Acme Ltd*" in shown(nudge.blocks)
    assert "referral:claim" not in shown(nudge.blocks)


async def test_after_fifteen_minutes_the_manager_is_called_by_name_and_sees_when_it_is_settled(
    ticking: Clockwork,
) -> None:
    about = await ticking.introduce()
    await ticking.pass_(15 * MINUTE)
    (card,) = ticking.office.posts(MANAGERS)
    dana = ticking.office.slack.workspace.user("dana").id
    assert f"<@{dana}>" in shown(card.blocks)  # known by address only, resolved when it was sent
    for expected in ("Nobody has taken Acme Ltd yet", about, "Monday 2 Mar, 10:00", "referral:assign"):
        assert expected in shown(card.blocks)
    await ticking.claim(about)
    assert "Marco Bianchi has *Acme Ltd*" in shown(ticking.office.posts(MANAGERS)[0].blocks)


async def test_after_an_hour_the_next_of_the_rota_has_it_and_the_partner_knows(ticking: Clockwork) -> None:
    about = await ticking.introduce()
    for step in (10, 5, 45):
        await ticking.pass_(step * MINUTE)
    assert "Marco Bianchi has Acme Ltd" in shown(ticking.office.posts(SALES)[0].blocks)
    given = ticking.office.slack.workspace.direct("marco", ticking.office.slack.app.bot_user_id)
    (note,) = ticking.office.slack.workspace.messages[given.id]
    assert about in note.text
    assert ticking.office.mailbag.letters[-1]["subject"] == "Re: Fwd: payroll"
    assert "Marco from our sales team" in ticking.office.mailbag.letters[-1]["text"]


async def test_the_rota_skips_who_left_slack(ticking: Clockwork) -> None:
    ticking.office.slack.workspace.user("marco").deleted = True
    await ticking.introduce()
    await ticking.pass_(timedelta(hours=1))
    assert "Aisha Khan has Acme Ltd" in shown(ticking.office.posts(SALES)[0].blocks)


async def test_with_nobody_left_in_the_rota_the_manager_is_told(ticking: Clockwork) -> None:
    for name in ("marco", "aisha"):
        ticking.office.slack.workspace.user(name).deleted = True
    await ticking.introduce()
    await ticking.pass_(timedelta(hours=1))
    assert "nobody there is free" in shown(ticking.office.posts(MANAGERS)[-1].blocks)


async def test_a_promise_in_danger_calls_manager_and_owner(ticking: Clockwork) -> None:
    about = await ticking.introduce()
    await ticking.claim(about)
    await ticking.pass_(timedelta(hours=7))
    (card,) = ticking.office.posts(MANAGERS)
    assert "The first contact with Acme Ltd is nearly due" in shown(card.blocks)
    marco = ticking.office.slack.workspace.user("marco").id
    reminder = ticking.office.thread(SALES, ticking.office.posts(SALES)[0])[-1]
    assert f"<@{marco}> Sam Ortega was promised a first contact" in reminder.text


async def test_a_broken_promise_is_admitted_with_the_new_time_in_the_partners_zone(
    ticking: Clockwork,
) -> None:
    about = await ticking.introduce()
    await ticking.claim(about)
    await ticking.pass_(timedelta(days=1))
    mail = ticking.office.mailbag.letters[-1]
    assert "by Tuesday 3 Mar, 05:00 your time. As far as I can see, that has not happened" in mail["text"]
    assert "The new time is Wednesday 4 Mar, 05:00 your time" in mail["text"]
    assert "together with Marco" in mail["text"]
    card = ticking.office.posts(MANAGERS)[-1]
    assert "We missed the first contact with Acme Ltd" in shown(card.blocks)
    letters = len(ticking.office.mailbag.letters)
    await ticking.pass_(timedelta(days=1))
    assert "It is the second time" in shown(ticking.office.posts(MANAGERS)[-1].blocks)
    assert len(ticking.office.mailbag.letters) == letters


async def test_one_tap_answers_the_question_about_a_quiet_lead(ticking: Clockwork) -> None:
    question = await ask(ticking)
    marco = ticking.office.slack.workspace.user("marco").id
    assert f"<@{marco}> *Acme Ltd* has been at *Registered* since 2 Mar 2026" in question.text
    for button in ("news:working", "referral:stage", "news:help", "referral:release"):
        assert button in shown(question.blocks)
    await ticking.office.slack.click("marco", SALES, question.ts, "news:working")
    await ticking.office.deliver()
    mail = ticking.office.mailbag.letters[-1]
    assert "there is nothing new since Monday 2 Mar, 05:00 your time" in mail["text"]
    assert "I asked Marco today: they are still working on it." in mail["text"]
    question = ticking.office.thread(SALES, ticking.office.posts(SALES)[0])[-1]
    assert "news:working" not in shown(question.blocks)
    assert "Sam Ortega has been told exactly that" in shown(question.blocks)


async def test_a_lead_released_from_the_question_waits_for_somebody_again(ticking: Clockwork) -> None:
    question = await ask(ticking)
    await ticking.office.slack.click("marco", SALES, question.ts, "referral:release")
    await ticking.pass_(10 * MINUTE)
    (alert,) = ticking.office.posts(SALES)
    thread = ticking.office.thread(SALES, alert)
    assert "Who takes it?" in thread[-1].text
    settled = next(m for m in thread if m.ts == question.ts)
    assert "referral:release" not in shown(settled.blocks)


async def test_a_stage_chosen_in_the_question_settles_it_without_a_note(ticking: Clockwork) -> None:
    question = await ask(ticking)
    (menu,) = [
        e for b in question.blocks for e in b.get("elements", ()) if e.get("action_id") == "referral:stage"
    ]
    qualified = next(o["value"] for o in menu["options"] if o["value"].endswith("|qualified"))
    await ticking.office.slack.click("marco", SALES, question.ts, "referral:stage", selected=qualified)
    await ticking.office.deliver()
    (alert,) = ticking.office.posts(SALES)
    settled = next(m for m in ticking.office.thread(SALES, alert) if m.ts == question.ts)
    assert ("news:working" in shown(settled.blocks), "Qualified" in shown(settled.blocks)) == (False, True)
    assert not any("nothing new" in letter["text"] for letter in ticking.office.mailbag.letters)


async def test_help_is_called_in_the_managers_channel(ticking: Clockwork) -> None:
    question = await ask(ticking)
    await ticking.office.slack.click("marco", SALES, question.ts, "news:help")
    await ticking.office.deliver()
    assert "Marco Bianchi asks for help with *Acme Ltd*" in ticking.office.posts(MANAGERS)[-1].text
    assert "they have asked Dana Reyes to help" in ticking.office.mailbag.letters[-1]["text"]


async def test_only_the_owner_or_a_manager_answers(ticking: Clockwork) -> None:
    question = await ask(ticking)
    letters = len(ticking.office.mailbag.letters)
    await ticking.office.slack.click("aisha", SALES, question.ts, "news:working")
    (whisper,) = await ticking.office.slack.until(lambda: ticking.office.whispers(SALES, "aisha"))
    await ticking.office.deliver()
    assert "the lead's owner or a partner manager" in whisper.text
    assert len(ticking.office.mailbag.letters) == letters


async def ask(ticking: Clockwork) -> Message:
    """Marco's lead, quiet for five business days; gives the question."""
    about = await ticking.introduce()
    await ticking.claim(about)
    await ticking.pass_(timedelta(days=7))
    question = ticking.office.thread(SALES, ticking.office.posts(SALES)[0])[-1]
    assert "How is it going?" in question.text
    return question


async def test_hostile_text_calls_nobody_and_stays_inside_slacks_limits(ticking: Clockwork) -> None:
    nasty = "<!channel> <@dana.reyes@vendor.example|x> & *bold* مرحبا 👩‍👩‍👧 " * 100
    whoever = prospect(name=nasty, company=nasty)
    message: RegisterReferrals = introduction(whoever, note=nasty)
    await ticking.office.handle(message, "mail:nasty")
    await ticking.pass_(10 * MINUTE)
    await ticking.pass_(5 * MINUTE)
    await ticking.pass_(timedelta(days=1))
    (alert,) = ticking.office.posts(SALES)
    said = [alert, *ticking.office.thread(SALES, alert), *ticking.office.posts(MANAGERS)]
    assert len(said) > 3
    assert all("<!channel>" not in message.text for message in said)
    assert '"type": "mrkdwn", "text": "<!channel>' not in shown([message.blocks for message in said])
    looked_up = ticking.office.slack.calls_of("users.lookupByEmail")
    assert {call["email"] for call in looked_up} <= {
        "dana.reyes@vendor.example",
        "marco.bianchi@vendor.example",
        "aisha.khan@vendor.example",
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"stage": "qualified"}, "is now at: Qualified."),
        ({"registration": "shared", "same_as": "R-7K3M-9Q"}, "is shared (see `R-7K3M-9Q`); this promise"),
        ({"registration": "withdrawn"}, "is withdrawn; this promise is over."),
    ],
)
def test_a_promise_that_is_over_says_truly_how(changes: dict[str, Any], said: str) -> None:
    view = ReferralView(referral(**changes), partner(), TrackRecord(1, 0), program())
    assert said in str(draw("promise", view, Dial()))
