"""Money in Slack: who sees what, the forms of finance, and the way from a won modal to the partner's mail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.workspace import Message
from storage.database import Database
from storage.history import History
from storage.ledger import Ledger
from tests.bot.acts import (
    SHARED,
    buttons,
    connect,
    heard,
    introduce,
    introduce_many,
    known_workspace,
    say,
    shown,
)
from tests.bot.test_leads import SALES, claimed, move, settle, submit
from tests.builders import DANA, MARCO, other_partner, partner
from tests.conftest import StillClock
from tests.rigs.books import PLAN
from tests.rigs.office import RULES, Office, open_office
from workflows.commands import AddPartner, ClaimReferral, MoveStage
from workflows.commission.ledger import LedgerEntry
from workflows.model import Person
from workflows.money import Money

FINANCE = "partner-managers"
PAYDAY = '\n[payday]\ncalendar = "US"\ntz = "America/New_York"\n'


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 1, 31, 15, 0, tzinfo=UTC))


@pytest.fixture
async def office(sqlite: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Office]:
    (tmp_path / "referral-desk.toml").write_text(RULES.replace('"GBP"', '"EUR"') + PLAN + PAYDAY)
    async with open_office(sqlite, tmp_path, clock) as opened:
        for one in (partner(), other_partner()):
            await opened.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
        yield opened
        opened.engine.close()


async def won(office: Office, key: str = "won", value: str = "30000", about: str = "") -> str:
    about = about or await claimed(office)
    deal, on = Money.of(value, "EUR"), date(2026, 1, 31)
    wish = MoveStage(about, "closed_won", DANA, on=on, deal=deal, is_confirmed=True, may_steer=True)
    await office.handle(wish, key)
    return about


async def typed(office: Office, who: str, text: str, command: str = "/partner", at: str = FINANCE) -> str:
    return shown((await office.slack.slash(who, at, command, text)).response)


def booked(office: Office) -> list[Money]:
    return [e.amount for e in office.engine._look(lambda session: Ledger(session).everything())]


async def test_who_asks_for_money_stands_in_the_log_also_when_they_are_refused(office: Office) -> None:
    await typed(office, "dana", "payouts Northwind")
    await typed(office, "marco", "payouts Northwind", at=SALES)
    await typed(office, "dana", "status Northwind")
    seen = office.engine._look(lambda session: History(session).of_kind("money", "MoneySeen"))
    ours = [office.slack.workspace.user(who).id for who in ("dana", "marco")]
    assert [(e.data["by"], e.data["what"]) for e in seen] == [(u, "/partner payouts Northwind") for u in ours]


async def test_the_won_form_ends_in_the_mail_that_the_partner_was_waiting_for(
    office: Office, clock: StillClock
) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "closed_won")
    values = {"value": "30,000", "currency": "EUR", "on": "2026-01-31"}
    assert (await submit(office, "marco", values)).outcome == "closed"
    await settle(office, clock)
    (letter,) = office.mailbag.letters
    assert (
        "Deal closed! Commission: €4,500.00 (15 % of €30,000.00). Payment date: Friday 13 February 2026."
        in letter["text"]
    )
    assert "Deal closed! Commission: €4,500.00 (15 % of €30,000.00)." in letter["html"]


async def test_finance_and_managers_see_a_partners_payouts_with_every_step(office: Office) -> None:
    await won(office)
    for who in ("dana", "ines"):
        seen = await typed(office, who, "payouts Northwind")
        assert "*€4,500.00* to come, €4,500.00 of it on 13 Feb 2026" in seen
        assert "1. *Acme Ltd* · *€4,500.00* · due 13 Feb 2026" in seen
        assert "commission · closed 31 Jan 2026 · 15 %" in seen
        assert "15 % of €30,000.00 = €4,500.00" in seen


@pytest.mark.parametrize(
    ("command", "text"),
    [("/partner", "payouts Northwind"), ("/partner", "bonus Northwind"), ("/lead", "{} why")],
)
async def test_money_is_not_for_reps(office: Office, command: str, text: str) -> None:
    about = await won(office)
    seen = await typed(office, "marco", text.format(about), command, at=SALES)
    assert "Money is for partner managers, finance and the partner themselves" in seen
    assert "4,500" not in seen


async def asked(office: Office, who: str, text: str) -> str:
    """What somebody hears, alone, who asks the bot by name in the shared channel."""
    before = len(office.whispers(SHARED, who))
    await say(office, who, SHARED, f"<@{office.slack.app.bot_user_id}> {text}")
    (whisper,) = office.whispers(SHARED, who)[before:]
    return shown(whisper.blocks)


async def test_a_partner_sees_their_own_money_and_nobody_elses(office: Office) -> None:
    about = await won(office)
    connect(office)
    place = office.slack.workspace
    place.add_user("katrin", "Katrin Vogel", email="k.vogel@vogel-partner.example", team_id="T0VOGEL")
    known_workspace(office, "T0VOGEL", "P-2")
    place.channel(SHARED).members.append(place.user("katrin").id)
    mine = await asked(office, "sam", "payouts Vogel")
    assert "Your payouts" in mine
    assert "*€4,500.00* to come" in mine
    assert "A bonus" not in mine
    why = await asked(office, "sam", f"why {about}?")
    assert "*Acme Ltd: €4,500.00*" in why
    assert "15 % of €30,000.00 = €4,500.00" in why
    assert "Payment date: Friday 13 February 2026" in why
    whatif = await asked(office, "sam", f"what if {about} closes at 50k?")
    assert "*Acme Ltd: €7,500.00, if it closes at €50,000.00 on Saturday 31 January 2026*" in whatif
    assert "It would be paid on Friday 13 February 2026." in whatif
    for text in (f"why {about}", f"{about} whatif 50k", f"{about} refund"):
        assert f"I know no referral `{about}` of yours." in await asked(office, "katrin", text)
    assert "Nothing is waiting to be paid" in await asked(office, "katrin", "payouts")
    assert not any("4,500" in shown(m.blocks) for m in office.posts(SHARED))


async def test_before_the_close_why_names_the_promise(office: Office) -> None:
    about = await introduce(office)
    seen = await typed(office, "dana", f"why {about}", "/lead")
    assert "has earned nothing yet. Promised if it closes: 15 % of the contract value." in seen
    assert "What would it close at?" in await typed(office, "dana", f"{about} whatif soon", "/lead")


async def test_a_refund_is_noted_in_a_form_that_says_what_cannot_be(office: Office) -> None:
    about = await won(office)
    await office.slack.slash("ines", FINANCE, "/lead", f"{about} refund")
    wrong = await submit(office, "ines", {"amount": "40000", "number": "RF-1"})
    assert wrong.errors == {"amount": "Only €30,000.00 of this deal can still go back."}
    right = await submit(office, "ines", {"amount": "8000", "number": "RF-1"})
    assert right.view
    assert "Booked for Northwind Advisory: -€1,200.00" in shown(right.view.blocks)
    assert booked(office) == [Money(450_000, "EUR"), Money(-120_000, "EUR")]
    await office.slack.close_view("ines")
    await office.slack.slash("ines", FINANCE, "/lead", f"{about} refund")
    again = await submit(office, "ines", {"amount": "8000", "number": "RF-1"})
    assert again.errors == {"amount": "RF-1 is noted already. Nothing is counted twice."}


async def test_a_bonus_and_a_write_off_go_through_forms_and_two_people(
    office: Office, clock: StillClock
) -> None:
    about = await won(office)
    clock.move(timedelta(days=14))
    pays(office, clock)
    await office.slack.slash("ines", FINANCE, "/lead", f"{about} refund")
    await submit(office, "ines", {"amount": "8000", "number": "RF-1"})
    seen = await office.slack.slash("dana", FINANCE, "/partner", "payouts Northwind")
    assert "*€1,200.00* will be taken off the next payouts" in shown(seen.response)
    assert "Write off…" in buttons(seen.response)
    await office.slack.slash("dana", FINANCE, "/partner", "waive Northwind")
    await submit(office, "dana", {"amount": "1200", "reason": "goodwill"})
    card = waiver_card(office)
    assert (await office.slack.click("dana", FINANCE, card.ts, "waiver:agree")).acked
    await office.deliver()
    assert "you asked for this one" in office.whispers(FINANCE, "dana")[-1].text
    assert (await office.slack.click("ines", FINANCE, card.ts, "waiver:agree")).acked
    await office.deliver()
    assert "Agreed by Ines Duarte" in shown(waiver_card(office).blocks)
    await office.slack.close_view("ines")
    await office.slack.slash("ines", FINANCE, "/partner", "bonus Northwind")
    await submit(office, "ines", {"amount": "250", "reason": "your talk at the fair"})
    assert sum(amount.minor for amount in booked(office)) == 25_000


async def test_a_long_list_of_lines_turns_pages(office: Office) -> None:
    for n, about in enumerate(await introduce_many(office, 12)):
        await office.engine.handle(claim(about), f"claim:{n}")
        await won(office, f"won:{n}", about=about)
    first = await office.slack.slash("ines", FINANCE, "/partner", "payouts Northwind")
    assert "1 to 10 of 12" in shown(first.response)
    second = await typed(office, "ines", buttons(first.response)["More"].removeprefix("/partner "))
    assert "11 to 12 of 12" in second
    assert "11. *Acme 0" in second


async def test_a_partners_home_shows_what_is_coming(office: Office) -> None:
    await won(office)
    connect(office)
    await office.slack.open_home("sam")
    await heard()
    home = shown(await office.home("sam"))
    assert "*Your payouts*" in home
    assert "*€4,500.00* to come, €4,500.00 of it on 13 Feb 2026" in home
    seen = await office.engine.ask(lambda session: History(session).of_kind("money", "MoneySeen"))
    sam = office.slack.workspace.user("sam").id
    assert [(e.data["by"], e.data["what"]) for e in seen] == [(sam, "payouts in App Home")]


def claim(about: str) -> ClaimReferral:
    return ClaimReferral(about, MARCO)


def pays(office: Office, clock: StillClock) -> None:
    with office.engine._database.write() as session:
        ledger = Ledger(session)
        keys = tuple(line.key for line in ledger.open_of("P-1"))
        on = date(2026, 2, 13)
        made = LedgerEntry("payout:1", "payout", "P-1", Money(-450_000, "EUR"), on, on, settles=keys)
        ledger.add([made], clock.now())


def waiver_card(office: Office) -> Message:
    return next(m for m in office.posts(FINANCE) if "Write off" in m.text)
