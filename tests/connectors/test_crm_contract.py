"""What every CRM connector keeps, before a local server that speaks as its vendor does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.connectors.base import Forged, Hook
from storage.crm import CrmHints, backfill
from storage.outbox import Outbox
from storage.secrets import kept
from tests.builders import DANA, MARCO
from tests.connectors.conftest import Connected
from tests.connectors.vendors.base import DOWN
from workflows.commands import ClaimReferral, MoveStage
from workflows.crm_messages import DecideOpenDeal
from workflows.errors import Retry
from workflows.money import Money

JUNE_1 = date(2026, 6, 1)


async def known(connected: Connected, *, claimed: bool = True) -> tuple[str, str]:
    """A referral that the CRM knows: tracking ID and deal."""
    about = await connected.introduce()
    await connected.deliver()
    if claimed:
        await connected.do(ClaimReferral(about, MARCO), "claim")
    return about, connected.vendor.only.id


async def test_a_lead_becomes_company_contact_and_deal_once(connected: Connected) -> None:
    about = await connected.introduce()
    await connected.deliver()
    deal = connected.vendor.only
    assert (deal.tracking_id, deal.partner, deal.stage) == (about, "Northwind Advisory", "s-new")
    assert deal.company in connected.vendor.companies
    assert deal.contact in connected.vendor.contacts
    link = await connected.link(about)
    assert (link.deal, link.company, link.contact) == (deal.id, deal.company, deal.contact)
    await connected.engine.unit(lambda s, now: backfill(s, after="", limit=10, key="again", now=now))
    await connected.deliver()
    assert (len(connected.vendor.companies), len(connected.vendor.contacts)) == (1, 1)
    assert connected.vendor.only.id == deal.id


async def test_what_the_crm_has_already_is_found_not_doubled(connected: Connected) -> None:
    company = connected.vendor.has_company("ACME Ltd", "acme.example")
    about = await connected.introduce()
    await connected.deliver()
    assert list(connected.vendor.companies) == [company]
    assert connected.vendor.only.company == company
    second = await connected.introduce("mail:2", name="Joe", email="joe@beta.example", company="Beta")
    await connected.deliver()
    assert (await connected.link(second)).company != (await connected.link(about)).company


async def test_a_company_is_found_by_its_name_where_no_domain_tells(connected: Connected) -> None:
    company = connected.vendor.has_company("Acme Ltd", "")
    await connected.introduce(email="jane.acme@gmail.com")
    await connected.deliver()
    assert list(connected.vendor.companies) == [company]


async def test_an_open_opportunity_is_shown_to_a_manager_and_nothing_is_made(connected: Connected) -> None:
    company = connected.vendor.has_company("Acme Ltd", "acme.example")
    theirs = connected.vendor.has_deal(title="Acme renewal", stage="s-fit", company=company, owner="501")
    about = await connected.introduce()
    await connected.deliver()
    assert list(connected.vendor.deals) == [theirs.id]
    assert "AlreadyInPipeline" in await connected.happened(about)
    assert any("is in" in card and "already" in card for card in connected.cards())
    await connected.do(DecideOpenDeal(about, "follow", DANA), "same")
    await connected.listen()
    assert connected.vendor.only.tracking_id == about
    referral = await connected.referral(about)
    assert (referral.stage, referral.owner) == ("qualified", MARCO)
    assert connected.vendor.only.stage == "s-fit"


async def test_a_manager_may_say_that_it_is_another_deal(connected: Connected) -> None:
    company = connected.vendor.has_company("Acme Ltd", "acme.example")
    connected.vendor.has_deal(title="Acme renewal", stage="s-fit", company=company)
    about = await connected.introduce()
    await connected.deliver()
    await connected.do(DecideOpenDeal(about, "new", DANA), "new")
    assert [d.tracking_id for d in connected.vendor.deals.values()] == ["", about]


async def test_who_claims_and_where_it_stands_is_told(connected: Connected) -> None:
    about, _ = await known(connected)
    await connected.do(MoveStage(about, "contacted", MARCO), "move")
    assert (connected.vendor.only.owner, connected.vendor.only.stage) == ("501", "s-talk")
    won = MoveStage(about, "closed_won", MARCO, on=JUNE_1, deal=Money(1_250_050, "GBP"), is_confirmed=True)
    await connected.do(won, "won")
    deal = connected.vendor.only
    assert (deal.stage, float(deal.amount), deal.closed_on) == ("s-won", 12500.5, JUNE_1)


async def test_its_own_echo_changes_nothing(connected: Connected) -> None:
    about, deal = await known(connected)
    await connected.do(MoveStage(about, "contacted", MARCO), "move")
    writes = len(connected.vendor.asked)
    assert await connected.call(deal) == 200
    await connected.listen()
    assert (await connected.referral(about)).stage == "contacted"
    assert not [path for method, path in connected.vendor.asked[writes:] if method in ("PATCH", "PUT")]


async def test_a_stage_that_means_the_same_stays_as_it_is(connected: Connected) -> None:
    about, deal = await known(connected)
    connected.vendor.edit(deal, stage="s-talk-2")
    await connected.call(deal)
    await connected.listen()
    assert (await connected.referral(about)).stage == "contacted"
    assert connected.vendor.only.stage == "s-talk-2"


async def test_closed_won_comes_with_amount_currency_day_and_owner(connected: Connected) -> None:
    about, deal = await known(connected, claimed=False)
    connected.vendor.edit(deal, stage="s-won", amount="30000", currency="EUR", closed_on=JUNE_1, owner="502")
    assert await connected.call(deal) == 200
    await connected.listen()
    referral = await connected.referral(about)
    assert referral.stage == "closed_won"
    assert (referral.deal, referral.stage_on) == (Money(3_000_000, "EUR"), JUNE_1)
    assert referral.owner
    assert referral.owner.email == "aisha.khan@vendor.example"


async def test_an_amount_put_right_later_is_a_correction(connected: Connected) -> None:
    about, deal = await known(connected)
    connected.vendor.edit(deal, stage="s-won", amount="30000", closed_on=JUNE_1)
    await connected.call(deal)
    await connected.listen()
    connected.vendor.edit(deal, amount="28000.50")
    await connected.call(deal)
    await connected.listen()
    assert (await connected.referral(about)).deal == Money(2_800_050, "GBP")


async def test_won_without_an_amount_is_asked_not_guessed(connected: Connected) -> None:
    about, deal = await known(connected)
    connected.vendor.edit(deal, stage="s-won", closed_on=JUNE_1)
    await connected.call(deal)
    await connected.listen()
    assert (await connected.referral(about)).stage == "registered"
    assert any("without an amount" in card for card in connected.cards())
    connected.vendor.edit(deal, amount="100")
    await connected.call(deal)
    await connected.listen()
    assert (await connected.referral(about)).stage == "closed_won"


async def test_an_unmapped_stage_raises_one_card_and_moves_nothing(connected: Connected) -> None:
    about, deal = await known(connected)
    connected.vendor.edit(deal, stage="s-odd")
    for _ in range(2):
        await connected.call(deal)
        await connected.listen()
    assert (await connected.referral(about)).stage == "registered"
    assert sum(connected.vendor.word("s-odd") in card for card in connected.cards()) == 1
    assert (await connected.link(about)).waits == "stage"


async def test_a_move_that_nobody_owns_waits_for_the_claim(connected: Connected) -> None:
    about, deal = await known(connected, claimed=False)
    connected.vendor.edit(deal, stage="s-fit")
    await connected.call(deal)
    await connected.listen()
    assert (await connected.referral(about)).stage == "registered"
    await connected.do(ClaimReferral(about, MARCO), "claim")
    assert (await connected.referral(about)).stage == "qualified"


async def test_what_was_told_here_is_not_taken_back_by_what_stood_there(connected: Connected) -> None:
    about, deal = await known(connected)
    await connected.engine.handle(MoveStage(about, "qualified", MARCO), "move")
    connected.vendor.edit(deal, amount="500")  # before our own move reached the CRM
    await connected.call(deal)
    while await connected.ear.run_once():
        pass
    assert (await connected.referral(about)).stage == "qualified"
    await connected.deliver()
    assert connected.vendor.only.stage == "s-fit"


async def test_a_lost_deal_has_a_reason(connected: Connected) -> None:
    about, deal = await known(connected)
    connected.vendor.edit(deal, stage="s-lost", lost_reason="they went quiet")
    await connected.call(deal)
    await connected.listen()
    referral = await connected.referral(about)
    assert (referral.stage, referral.reason) == ("closed_lost", "own_reasons")


async def test_webhooks_are_told_twice_and_read_once(connected: Connected) -> None:
    about, deal = await known(connected)
    connected.vendor.edit(deal, stage="s-fit")
    assert [await connected.call(deal) for _ in range(5)] == [200] * 5
    assert await connected.engine.ask(lambda session: CrmHints(session).waiting()[0]) == 1
    await connected.listen()
    assert (await connected.happened(about)).count("StageMoved") == 1


async def test_a_forged_webhook_is_refused(connected: Connected) -> None:
    _, deal = await known(connected)
    headers, body, url = connected.vendor.webhook(deal, url=f"{connected.url}/crm")
    now = connected.vendor.now
    lower = {name.lower(): value for name, value in headers.items()}
    assert connected.crm.hear(Hook(url, lower, body, now)).deals == (deal,)
    forged = [Hook(url.partition("?")[0], {}, body, now)]
    for name in lower:
        forged += [Hook(url.partition("?")[0], {**lower, name: "bm9uc2Vuc2U="}, body, now)]
    for each in forged:
        with pytest.raises(Forged):
            connected.crm.hear(each)
    assert await connected.call(deal, url=f"{connected.url}/crm", headers=dict.fromkeys(headers, "x")) == 401


async def test_polling_finds_what_no_webhook_told(connected: Connected) -> None:
    about, deal = await known(connected)
    await connected.poll()
    connected.vendor.edit(deal, stage="s-offer")
    connected.go(timedelta(minutes=2))
    await connected.poll()
    assert (await connected.referral(about)).stage == "registered"
    connected.go(timedelta(minutes=4))
    await connected.poll()
    assert (await connected.referral(about)).stage == "proposal_sent"


async def test_a_deal_that_is_gone_there_stops_nobody(connected: Connected) -> None:
    about, deal = await known(connected)
    second = connected.vendor.has_deal(tracking_id="", stage="s-fit")
    connected.vendor.edit(deal, stage="s-fit")
    await connected.call(deal)
    await connected.call(second.id)
    del connected.vendor.deals[second.id]
    await connected.listen()
    assert (await connected.referral(about)).stage == "qualified"
    assert await connected.engine.ask(lambda session: CrmHints(session).waiting()[0]) == 0


async def test_too_fast_comes_again_when_the_crm_wishes(connected: Connected) -> None:
    about = await connected.introduce()
    connected.vendor.fails("", 429, Retry_After="30")
    await connected.deliver()
    assert not connected.vendor.deals
    connected.go(timedelta(seconds=29))
    await connected.deliver()
    assert not connected.vendor.deals
    connected.go(timedelta(seconds=20))
    await connected.deliver()
    assert connected.vendor.only.tracking_id == about


async def test_whatever_breaks_half_way_ends_in_one_of_each(connected: Connected) -> None:
    ids = []
    for number in range(1, 9):  # the first call breaks, then, for another lead, the second, …
        who = {"name": f"Jo {number}", "email": f"jo@co{number}.example", "company": f"Co {number}"}
        ids.append(await connected.introduce(f"mail:{number}", **who))
        connected.vendor.breaks(number, is_done=True)  # done, but the answer is lost
        await connected.deliver()
        connected.go(timedelta(minutes=20))
        await connected.deliver()
    vendor = connected.vendor
    assert (len(vendor.companies), len(vendor.contacts)) == (8, 8)
    assert sorted(deal.tracking_id for deal in vendor.deals.values()) == sorted(ids)


async def test_what_the_crm_will_never_take_is_told_to_a_person(connected: Connected) -> None:
    about = await connected.introduce()
    await connected.crm.whose()
    connected.vendor.fails("", 422)
    await connected.deliver()
    assert any(about in card and "does not take" in card for card in connected.cards())


async def test_a_token_that_ran_out_is_renewed_and_kept_sealed(connected: Connected) -> None:
    about, deal = await known(connected)
    connected.vendor.tokens = {"another"}
    connected.vendor.edit(deal, stage="s-fit")
    await connected.call(deal)
    await connected.listen()
    if connected.vendor.refreshes:
        assert (await connected.referral(about)).stage == "qualified"
        name = f"crm:{connected.vendor.vendor}"
        sealed = await connected.engine.ask(lambda session: kept(session, name))
        assert sealed
        assert b"fetched" not in sealed
    else:  # a fixed token: nothing is given up, a person has to mend it
        with pytest.raises(Retry, match="does not let us in"):
            await connected.crm.read([deal])
        connected.vendor.tokens = {"first"}
        connected.go(timedelta(minutes=20))
        await connected.listen()
        assert (await connected.referral(about)).stage == "qualified"


async def test_a_day_without_the_crm_loses_nothing(connected: Connected) -> None:
    first, deal = await known(connected)
    await connected.poll()
    connected.vendor.fails("", *[DOWN] * 3000)
    second = await connected.introduce("mail:2", name="Joe", email="joe@beta.example", company="Beta")
    await connected.engine.handle(MoveStage(first, "contacted", MARCO), "move")
    for _ in range(5):
        connected.go(timedelta(hours=5))
        await connected.poll()
    connected.vendor.faults.clear()
    connected.vendor.edit(deal, owner="502")
    connected.go(timedelta(minutes=20))
    await connected.poll()
    connected.go(timedelta(minutes=20))
    await connected.poll()
    assert {d.tracking_id for d in connected.vendor.deals.values()} == {first, second}
    assert connected.vendor.deals[deal].stage == "s-talk"
    owner = (await connected.referral(first)).owner
    assert owner
    assert owner.email == "aisha.khan@vendor.example"
    assert await connected.engine.ask(lambda session: Outbox(session).count_dead()) == 0


async def test_who_we_are_connected_to_can_be_told(connected: Connected) -> None:
    assert await connected.crm.whose()
