"""Two partners, one prospect: the managers' card, its buttons and forms, through Slack's own protocol."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.slack.blocks import ReferralView
from bot.slack.leads.conflict_card import conflict_card
from storage.history import Entry, History
from storage.inbound import Inbound, NewMail
from storage.referrals import Referrals
from storage.views import TrackRecord
from tests.builders import (
    MARCO,
    MONDAY,
    held,
    introduction,
    other_partner,
    partner,
    program,
    prospect,
    referral,
)
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.commands import ClaimReferral, DecideConflict
from workflows.events import ReferralContested, ReferralRegistered
from workflows.model import Partner, Person, Referral, Share

SALES, MANAGERS = "sales-referrals", "partner-managers"
SAM, KATRIN = "sam@northwind.example", "k.vogel@vogel-partner.example"


def shown(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def contest(office: Office, clock: StillClock) -> tuple[str, str]:
    """Sam introduces Acme, Marco takes it, then Katrin introduces Acme as well."""
    outcome = await office.handle(introduction(), "mail:1")
    first = next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))
    clock.move(timedelta(minutes=20))
    await office.handle(ClaimReferral(first, MARCO), "claim")
    clock.move(timedelta(hours=2))
    katrin = other_partner()
    again = introduction(
        partner=katrin,
        contact=katrin.contacts[0],
        received_at=clock.now(),
        note="Jane asked me for a payroll.",
    )
    outcome = await office.handle(again, "mail:2")
    second = next(e.about for e in outcome.events if isinstance(e, ReferralContested))
    return first, second


async def get(office: Office, referral_id: str) -> Referral:
    found = await office.engine.ask(lambda session: Referrals(session).get(referral_id))
    assert found
    return found


def letters(office: Office, to: str) -> list[dict[str, Any]]:
    return [letter for letter in office.mailbag.letters if letter["to"] == to]


async def test_the_card_shows_both_time_lines_side_by_side(by_socket: Office, clock: StillClock) -> None:
    first, second = await contest(by_socket, clock)
    (card,) = by_socket.posts(MANAGERS)
    (sides,) = [block["fields"] for block in card.blocks if "fields" in block]
    left, right = (side["text"] for side in sides)
    assert left.startswith("*First: Northwind Advisory*")
    assert right.startswith("*Second: Vogel &amp; Partner*")
    assert f"`{first}`" in left
    assert "claimed by Marco Bianchi" in left
    assert "reached us" in left
    assert f"`{second}`" in right
    assert f"came second to {first}" in right
    assert "payroll" in shown(card.blocks)


def view(who: Partner, **changes: Any) -> ReferralView:
    more = {key: changes.pop(key) for key in ("named_at",) if key in changes}
    made = referral(f"R-{who.id}", **{"partner_id": who.id, "note": "Call her.", **changes})
    return ReferralView(made, who, TrackRecord(1, 0), program(), **more)


def words_of(first: ReferralView, second: ReferralView, *listed: Entry) -> str:
    return shown(conflict_card(second, first, (listed, ()))["blocks"])


LATER = MONDAY + timedelta(days=9)
HOLDER = view(partner(), received_at=MONDAY + timedelta(days=4))


@pytest.mark.parametrize(
    ("mail_id", "says"), [(7, "The second one's mail reached us *earlier*"), (None, "words stood in Slack")]
)
def test_words_that_are_older_than_the_holders_make_nobody_the_first(mail_id: int | None, says: str) -> None:
    older = view(other_partner(), registration="contested", mail_id=mail_id, registered_at=LATER)
    told = words_of(HOLDER, older)
    assert says in told
    assert "became a referral only on" in told
    assert "*Registered first: Northwind Advisory*" in told
    assert "First is whose" not in told


def test_a_lead_that_was_corrected_into_this_prospect_counts_from_the_correction() -> None:
    other_lead = view(other_partner(), registration="contested", named_at=LATER)
    told = words_of(HOLDER, other_lead)
    assert "this prospect named, in place of another" in told
    assert "*Vogel &amp; Partner wrote before the correction*" in told
    assert "First is whose words reached us first." in told
    assert "earlier" not in told


def test_what_an_imported_list_says_is_not_what_reached_us() -> None:
    line = Entry(HOLDER.referral.id, "ReferralImported", LATER, {})
    told = words_of(HOLDER, view(other_partner(), registration="contested", received_at=LATER), line)
    assert "by an imported list" in told
    assert told.count("reached us") == 2  # of the second, and what first means


async def test_both_partners_get_a_neutral_word_and_no_name(by_socket: Office, clock: StillClock) -> None:
    await contest(by_socket, clock)
    (theirs,) = letters(by_socket, KATRIN)
    assert "check how your introduction fits" in theirs["text"]
    assert "Northwind" not in theirs["text"]
    assert "Sam" not in theirs["text"]
    assert not any("Vogel" in letter["text"] for letter in letters(by_socket, SAM))


async def test_keep_first_takes_one_click_and_a_second_one_is_harmless(
    office: Office, clock: StillClock
) -> None:
    _, second = await contest(office, clock)
    (card,) = office.posts(MANAGERS)
    stale = card.blocks
    assert '"confirm"' in shown(card.blocks)
    assert (await office.slack.click("dana", MANAGERS, card.ts, "conflict:keep")).acked
    await office.deliver()
    assert (await get(office, second)).registration == "rejected"
    (card,) = office.posts(MANAGERS)
    assert "Dana Reyes kept it with the first partner" in shown(card.blocks)
    assert "conflict:keep" not in shown(card.blocks)
    told = len(office.mailbag.letters)
    card.blocks = stale
    await office.slack.click("dana", MANAGERS, card.ts, "conflict:keep", value=second)
    await office.deliver()
    assert len(office.mailbag.letters) == told
    assert "whoever reaches us first keeps the credit" in letters(office, KATRIN)[-1]["text"]


async def test_a_split_is_asked_for_in_percent_and_stored(by_socket: Office, clock: StillClock) -> None:
    first, second = await contest(by_socket, clock)
    (card,) = by_socket.posts(MANAGERS)
    await by_socket.slack.click("dana", MANAGERS, card.ts, "conflict:split")
    await by_socket.slack.until(lambda: by_socket.slack.workspace.top_view("dana"))
    wrong = await by_socket.slack.submit_view("dana", {"percent": "most"})
    assert "between 1 and 99" in shown(wrong.errors)
    await by_socket.slack.submit_view("dana", {"percent": "62.5", "why": "Both worked on it"})
    await by_socket.deliver()
    shares = (Share("P-1", 6_250), Share("P-2", 3_750))
    assert ((await get(by_socket, first)).shares, (await get(by_socket, second)).shares) == (shares, shares)
    assert "62.5 %" in letters(by_socket, SAM)[-1]["text"]
    assert "37.5 %" in letters(by_socket, KATRIN)[-1]["text"]
    assert "62.5" not in letters(by_socket, KATRIN)[-1]["text"]
    log = await by_socket.engine.ask(lambda session: History(session).of_kind(second, "ConflictDecided"))
    assert [(e.data["actor"], e.data["why"], e.at) for e in log] == [
        ("Dana Reyes", "Both worked on it", clock.now())
    ]


async def test_given_to_the_second_the_lead_changes_cards_and_keeps_its_rep(
    by_socket: Office, clock: StillClock
) -> None:
    first, second = await contest(by_socket, clock)
    (card,) = by_socket.posts(MANAGERS)
    await by_socket.slack.click("dana", MANAGERS, card.ts, "conflict:give")
    await by_socket.slack.until(lambda: by_socket.slack.workspace.top_view("dana"))
    await by_socket.slack.submit_view("dana", {"why": "They called us first"})
    await by_socket.deliver()
    before, after = await get(by_socket, first), await get(by_socket, second)
    assert (before.registration, before.same_as) == ("superseded", second)
    assert (after.registration, after.owner and after.owner.name) == ("registered", "Marco Bianchi")
    assert after.protected_until
    alerts = [post.text for post in by_socket.posts(SALES)]
    assert any("Superseded" in text for text in alerts)
    assert any(second in text and "Marco Bianchi has Acme Ltd" in text for text in alerts)
    assert "Marco from our sales team looks after it" in letters(by_socket, KATRIN)[-1]["text"]


async def test_who_decides_second_hears_that_it_is_decided(by_socket: Office, clock: StillClock) -> None:
    _, second = await contest(by_socket, clock)
    (card,) = by_socket.posts(MANAGERS)
    await by_socket.slack.click("dana", MANAGERS, card.ts, "conflict:give")
    await by_socket.slack.until(lambda: by_socket.slack.workspace.top_view("dana"))
    await by_socket.handle(DecideConflict(second, "keep", Person("Jonas Weber")), "decided:first")
    await by_socket.slack.submit_view("dana", {"why": "They called us first"})
    view = by_socket.slack.workspace.top_view("dana")
    assert view is not None
    assert "Somebody has decided this one already" in shown(view.blocks)
    assert (await get(by_socket, second)).registration == "rejected"


async def test_only_managers_decide(by_socket: Office, clock: StillClock) -> None:
    _, second = await contest(by_socket, clock)
    (card,) = by_socket.posts(MANAGERS)
    for button in ("conflict:keep", "conflict:split", "conflict:give"):
        await by_socket.slack.click("ines", MANAGERS, card.ts, button)
    await by_socket.slack.until(lambda: len(by_socket.whispers(MANAGERS, "ines")) == 3)
    assert (await get(by_socket, second)).registration == "contested"


async def test_a_similar_name_is_a_hint_on_the_card_and_decides_nothing(
    by_socket: Office, clock: StillClock
) -> None:
    like = prospect(company="ACME Limited", email="ann@acme-group.example")
    await by_socket.handle(introduction(like), "mail:0")
    await contest(by_socket, clock)
    (card,) = by_socket.posts(MANAGERS)
    assert "ACME Limited" in shown(card.blocks)
    assert "Only a hint" in shown(card.blocks)


@pytest.mark.parametrize("hostile", ["<!channel> *x* `y` & <script>" * 40])
async def test_hostile_words_stay_words_on_the_card(
    by_socket: Office, clock: StillClock, hostile: str
) -> None:
    await by_socket.handle(introduction(prospect(company=hostile, name=hostile), note=hostile), "mail:1")
    katrin = other_partner()
    theirs = introduction(
        prospect(company=hostile),
        partner=katrin,
        contact=katrin.contacts[0],
        received_at=clock.now(),
        note=hostile,
    )
    await by_socket.handle(theirs, "mail:2")
    (card,) = by_socket.posts(MANAGERS)
    mrkdwn = list(shown(card.blocks).split('"type": "mrkdwn"')[1:])
    assert mrkdwn
    assert not any("<!channel>" in text.split("}")[0] for text in mrkdwn)


async def test_a_stranger_can_be_declined_with_one_click(by_socket: Office) -> None:
    new = NewMail("desk", "INBOX", 1, 1, MONDAY, b"From: mirela@bureau.example\r\n\r\nhello")
    await by_socket.engine.unit(lambda session, now: Inbound(session).keep([new], now))
    await by_socket.handle(held(), "mail:held")
    (card,) = by_socket.posts(MANAGERS)
    await by_socket.slack.click("dana", MANAGERS, card.ts, "held:decline")
    await by_socket.deliver()
    assert "Dana Reyes declined mirela@bureau.example" in shown(by_socket.posts(MANAGERS)[0].blocks)
    assert "registered partners only" in by_socket.mailbag.letters[-1]["text"]
