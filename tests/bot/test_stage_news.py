"""News of a lead on its way: routes, digests, corrections, commands, and one mail for two."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.delivery import MailSender
from inbox.smtp import Mailer
from storage.claims import Lease, release_leases
from storage.database import Database
from storage.outbox import Due
from storage.partners import Partners
from storage.referrals import Referrals
from templates import render_email
from tests.bot.test_leads import (
    SALES,
    card,
    claimed,
    introduce,
    move,
    settle,
    shown,
    subjects,
    submit,
    user_id,
)
from tests.builders import DANA, MARCO, MONDAY, partner, program, prospect, referral
from tests.conftest import StillClock
from tests.rigs.office import RULES, Office, open_office
from workflows.commands import AddPartner, MoveStage, SendDigest
from workflows.model import ExpectedValue, News, Person
from workflows.money import Money
from workflows.pipeline import STAGES

ROUTES = """
[[routes]]
channel = "#partner-managers"
mention = "here"
product = "warehouse"
"""


OWN_STAGES = """
[[stages]]
key = "registered"
[[stages]]
key = "contacted"
[[stages]]
key = "trial"
name = "Free Trial"
asks = "date"
[[stages]]
key = "closed_won"
[[stages]]
key = "closed_lost"
[[stages]]
key = "disqualified"
"""


async def prefers(office: Office, news: News) -> None:
    def keep(session: Session, _now: datetime) -> None:
        partner = Partners(session).get("P-1")
        assert partner
        Partners(session).save(replace(partner, news=news))

    await office.engine.unit(keep)


async def test_a_digest_tells_the_days_news_in_one_mail_and_then_nothing(
    office: Office, clock: StillClock
) -> None:
    tracking_id = await claimed(office)
    await prefers(office, "digest")
    await move(office, tracking_id, "contacted")
    await move(office, tracking_id, "qualified")
    assert any("today's digest" in m.text for m in office.thread(SALES, card(office)))
    await settle(office, clock)
    assert office.mailbag.letters == []
    for day in ("2026-03-02", "2026-03-03"):
        await office.handle(SendDigest("sam@northwind.example"), f"digest:{day}")
    (letter,) = office.mailbag.letters
    assert letter["subject"] == "Your referrals today: Acme Ltd"
    assert f"Acme Ltd ({tracking_id}): Qualified" in letter["text"]


async def test_news_that_still_settles_waits_for_the_next_digest(office: Office) -> None:
    tracking_id = await claimed(office)
    await prefers(office, "digest")
    await move(office, tracking_id, "contacted")
    await office.handle(SendDigest("sam@northwind.example"), "digest:1")
    assert office.mailbag.letters == []


async def test_who_wants_milestones_hears_the_end_only(office: Office, clock: StillClock) -> None:
    tracking_id = await claimed(office)
    await prefers(office, "milestones")
    await move(office, tracking_id, "qualified")
    await settle(office, clock)
    await move(office, tracking_id, "closed_lost")
    await submit(office, "marco", {"reason": "timing"})
    await settle(office, clock)
    assert subjects(office) == ["Your referral for Acme Ltd moved to Closed Lost"]


async def test_a_correction_and_a_second_chance_are_told_as_such(office: Office, clock: StillClock) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "proposal_sent")
    await settle(office, clock)
    await move(office, tracking_id, "contacted")
    await settle(office, clock)
    await move(office, tracking_id, "closed_lost")
    await submit(office, "marco", {"reason": "timing"})
    await settle(office, clock)
    await move(office, tracking_id, "qualified")
    await settle(office, clock)
    assert subjects(office) == [
        "Your referral for Acme Ltd moved to Proposal Sent",
        "Correction: your referral for Acme Ltd is at Contacted",
        "Your referral for Acme Ltd moved to Closed Lost",
        "Your referral for Acme Ltd is open again",
    ]


async def test_a_move_that_comes_too_late_for_the_rules_is_refused_where_it_was_made(
    office: Office, clock: StillClock
) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "closed_lost")
    await submit(office, "marco", {"reason": "timing"})
    clock.move(timedelta(days=91))
    await move(office, tracking_id, "qualified")
    (whisper,) = office.whispers(SALES, "marco")
    assert "The protection of Acme Ltd is over" in whisper.text


async def test_a_stage_is_moved_by_command_at_once_or_with_its_form(office: Office) -> None:
    tracking_id = await claimed(office)
    at_once = await office.slack.slash("marco", SALES, "/lead", f"{tracking_id} stage qualified")
    assert "Acme Ltd moves to Qualified" in shown(at_once.response)
    await office.deliver()
    assert "Qualified: move to…" in shown(card(office).blocks)
    await office.slack.slash("marco", SALES, "/lead", f"{tracking_id} lost")
    assert (await submit(office, "marco", {"reason": "timing"})).outcome == "closed"
    assert "Closed Lost" in shown(card(office).blocks)
    not_hers = await office.slack.slash("aisha", SALES, "/lead", f"{tracking_id} contacted")
    assert "Marco Bianchi looks after" in shown(not_hers.response)


async def test_a_stage_behind_an_id_is_never_read_as_more_of_the_id(by_socket: Office) -> None:
    mine = referral("R-R5Z8-CT", owner=MARCO)  # with "LOST" as four more symbols it is sound as well
    await by_socket.engine.unit(lambda session, now: Referrals(session).of_accounts([mine.account], now))
    await by_socket.engine.unit(lambda session, now: Referrals(session).add(mine))
    said = await by_socket.slack.slash("dana", SALES, "/lead", "R-R5Z8-CT stage qualified")
    assert "moves to Qualified" in shown(said.response)
    await by_socket.slack.slash("dana", SALES, "/lead", "R-R5Z8-CT lost")
    assert (await submit(by_socket, "dana", {"reason": "timing"})).outcome == "closed"


async def test_a_refusal_in_app_home_comes_as_a_direct_message(office: Office) -> None:
    tracking_id = await claimed(office)
    aisha = user_id(office, "aisha")
    late = MoveStage(tracking_id, "qualified", Person("Aisha Khan", slack_id=aisha), channel=aisha)
    await office.handle(late, "home:1")
    direct = office.slack.workspace.direct("aisha", office.slack.app.bot_user_id)
    (message,) = office.slack.workspace.messages[direct.id]
    assert "Marco Bianchi looks after Acme Ltd" in message.text


async def test_a_route_says_where_a_lead_is_announced_and_whom_it_calls(
    sqlite: Database, tmp_path: Path, clock: StillClock
) -> None:
    (tmp_path / "referral-desk.toml").write_text(RULES + ROUTES)
    async with open_office(sqlite, tmp_path, clock) as office:
        await office.handle(AddPartner(partner(), DANA), "add")
        await introduce(office, note="They need a warehouse.")
        await introduce(office, "mail:2", prospects=(prospect(email="jo@other.example"),), note="Hello.")
        (big,), (other,) = office.posts("partner-managers"), office.posts(SALES)
        assert "<!here>" in shown(big.blocks)
        assert "<!here>" not in shown(other.blocks)
        office.engine.close()


async def test_a_restart_while_a_mail_settles_neither_loses_nor_hurries_it(
    sqlite: Database, tmp_path: Path, clock: StillClock
) -> None:
    url = sqlite.url.render_as_string(hide_password=False)
    async with open_office(sqlite, tmp_path, clock) as office:
        await office.handle(AddPartner(partner(), DANA), "add")
        await move(office, await claimed(office), "qualified")
        office.engine.close()
    clock.move(timedelta(minutes=1))
    async with open_office(Database(url), tmp_path, clock) as again:
        await again.engine.unit(lambda session, now: release_leases(session, now))  # as `run` does at start
        await again.deliver()
        assert subjects(again) == []
        clock.move(timedelta(minutes=2))
        await again.deliver()
        assert subjects(again) == ["Your referral for Acme Ltd moved to Qualified"]
        again.engine.close()


async def test_a_stage_of_the_programmes_own_asks_for_its_day_and_is_told_by_its_name(
    sqlite: Database, tmp_path: Path, clock: StillClock
) -> None:
    (tmp_path / "referral-desk.toml").write_text(RULES + OWN_STAGES)
    async with open_office(sqlite, tmp_path, clock) as office:
        await office.handle(AddPartner(partner(), DANA), "add")
        await move(office, await claimed(office), "trial")
        assert (await submit(office, "marco", {"on": "2026-03-12"})).outcome == "closed"
        await settle(office, clock)
        assert subjects(office) == ["Your referral for Acme Ltd moved to Free Trial: Thu 12 March"]
        office.engine.close()


class Post(Mailer):
    """Stands where the connection to the mail server would be."""

    def __init__(self) -> None:
        self.sent: list[tuple[EmailMessage, str]] = []

    async def send(self, message: EmailMessage | bytes, sender: str, recipient: str) -> str:
        assert isinstance(message, EmailMessage)
        self.sent.append((message, recipient))
        return "250 ok"


async def test_two_rows_of_one_mail_show_the_same_headers_and_the_same_message_id(
    by_socket: Office,
) -> None:
    post = Post()
    sender = MailSender(post, by_socket.engine, "referrals@vendor.example", "vendor.example")
    said = {
        "from_name": "Marco Bianchi",
        "subject": "Hello",
        "text": "Hi Jane",
        "html": "",
        "in_reply_to": "",
        "references": [],
        "is_reply": False,
        "reply_to": "marco.bianchi@vendor.example",
        "shown_to": [["Jane Doe", "jane@acme.example"]],
        "shown_cc": [["Sam Ortega", "sam@northwind.example"]],
        "mail_key": "intro:R-1:V1",
        "by_hand": True,
    }
    ids = {
        await sender.send(Due(Lease(n, 1), f"k{n}", "email", "t", "R-1", {**said, "to": to}, MONDAY))
        for n, to in enumerate(("jane@acme.example", "sam@northwind.example"))
    }
    (jane, _), (sam, _) = post.sent
    assert [to for _, to in post.sent] == ["jane@acme.example", "sam@northwind.example"]
    assert jane.as_bytes() == sam.as_bytes()
    assert ids == {str(jane["Message-ID"]).strip("<>")}
    assert (jane["To"], jane["Cc"]) == (
        "Jane Doe <jane@acme.example>",
        "Sam Ortega <sam@northwind.example>",
    )
    assert jane["From"] == "Marco Bianchi <referrals@vendor.example>"
    assert jane["Reply-To"] == "Marco Bianchi <marco.bianchi@vendor.example>"
    assert jane["Auto-Submitted"] is None  # a person wrote it


TOLD = [*(stage.template for stage in STAGES), "stage_correction", "stage_reopened"]


@pytest.mark.parametrize("template", TOLD)
@pytest.mark.parametrize("is_change", [False, True])
def test_every_stage_has_words_that_are_whole_and_harmless(template: str, is_change: bool) -> None:
    stage = next((s for s in STAGES if s.template == template), STAGES[2])
    nasty = referral(
        prospect=prospect(company="<b>Acme</b> & Söhne"),
        stage=stage.key,
        stage_on=MONDAY.date(),
        deal=Money(100, "GBP"),
    )
    context = {
        "referral": nasty,
        "owner": MARCO,
        "stage": stage,
        "was": STAGES[4],
        "is_change": is_change,
        "deal": ExpectedValue(Money(100, "GBP").major, "GBP"),
        "public_reason": "the timing did not work out",
        "program": program(),
        "manager": DANA,
        "contact": partner().contacts[0],
        "partner": partner(),
        "tz": "Europe/London",
        "language": "en",
        "now": MONDAY,
    }
    words = render_email(template, context)
    assert "<b>Acme</b> & Söhne" in words.text
    assert "&lt;b&gt;Acme&lt;/b&gt; &amp; Söhne" in words.html
    assert words.text.startswith("Hi Sam,\n")
    assert nasty.id in words.text
    assert "Dana Reyes" in words.html
    assert words.subject
