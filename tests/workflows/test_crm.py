"""Following a CRM: what its words mean, in whatever order they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.builders import AISHA, DANA, MARCO, MONDAY, referral
from tests.rigs.crm import RULES, last, shuffled, story
from workflows import crm, ownership, stages
from workflows.base import Command, Effect, Event, PostNotice
from workflows.commands import MoveStage
from workflows.crm import Following
from workflows.crm_messages import (
    CrmChange,
    DecideOpenDeal,
    HearCrm,
    Link,
    NoteOpenDeal,
    NoteRecords,
    OpenDeal,
    RefundReported,
    StageReported,
    TryCrmAgain,
)
from workflows.events import ReferralClaimed
from workflows.model import Referral
from workflows.money import Money
from workflows.pipeline import Pipeline
from workflows.stages import Progress

PIPELINE = Pipeline()
CRM = crm.deciding(RULES, PIPELINE, "Europe/London")
STAGES = stages.deciding(PIPELINE)
JUNE_1 = date(2026, 6, 1)
OWNED = referral(owner=MARCO, protected_until=MONDAY + timedelta(days=90))
WON = CrmChange("7", 10, "s-won", Money(3_000_000, "GBP"), JUNE_1)
PEOPLE = {one.email: one for one in (MARCO, AISHA)}


class World:
    """One referral between three workflows, as the engine shows them every message."""

    def __init__(self, start: Referral = OWNED, link: Link | None = None) -> None:
        self.referral, self.link = start, link or Link()
        self.events: list[Event] = []
        self.effects: list[Effect] = []

    def tell(self, *messages: Command | Event) -> World:
        todo: deque[Command | Event] = deque(messages)
        while todo:
            message = todo.popleft()
            before = len(self.events)
            if isinstance(message, CRM.accepts):
                followed = CRM.decide(Following(self.referral, self.link), message, MONDAY)
                self.link = followed.state.link
                self._take(followed)
            if isinstance(message, STAGES.accepts):
                moved = STAGES.decide(Progress(self.referral), message, MONDAY)
                self.referral = moved.state.referral
                self._take(moved)
            if isinstance(message, ownership.WORKFLOW.accepts):
                owned = ownership.WORKFLOW.decide(self.referral, message, MONDAY)
                self.referral = owned.state
                self._take(owned)
            todo.extend(self.events[before:])
        return self

    def hear(self, changes: Iterable[CrmChange]) -> World:
        for change in changes:
            self.tell(HearCrm(self.referral.id, change, PEOPLE.get(change.owner_email)))
        return self

    def _take(self, decision: Any) -> None:
        self.events += decision.events
        self.effects += decision.effects

    @property
    def asks(self) -> list[str]:
        return [e.template for e in self.effects if isinstance(e, PostNotice) and e.template[:4] == "crm_"]

    @property
    def stands(self) -> tuple[object, ...]:
        r = self.referral
        return r.stage, r.deal, r.stage_on, r.reason, r.owner, self.link


def by_deal(told: Iterable[CrmChange]) -> dict[str, list[CrmChange]]:
    found: dict[str, list[CrmChange]] = {}
    for each in told:
        found.setdefault(each.deal_id, []).append(each)
    return found


def test_ten_thousand_changes_in_any_order_end_where_they_end_in_order() -> None:
    deals = [str(number) for number in range(100)]
    told = story(deals, versions=100, seed=1)
    assert len(told) == 10_000
    ends, mixed, ordered = last(told), by_deal(shuffled(told, seed=2)), by_deal(told)
    for deal in deals:
        in_order, in_any = World().hear(ordered[deal]), World().hear(mixed[deal])
        assert in_any.link.heard == ends[deal]
        if in_order.link.waits:  # it said something we cannot follow: both wait, and both ask
            assert (in_any.link.waits, in_any.asks[-1:]) == (in_order.link.waits, ["crm_asks"])
        else:
            assert in_any.stands == in_order.stands


def test_what_waits_is_followed_when_it_can_be() -> None:
    world = World(replace(OWNED, owner=None)).hear([replace(WON, owner_email="")])
    assert (world.referral.stage, world.link.waits, world.asks) == ("registered", "owner", ["crm_asks"])
    world.referral = replace(world.referral, owner=DANA)
    world.tell(ReferralClaimed(OWNED.id, MONDAY, DANA.name, DANA.slack_id))
    assert (world.referral.stage, world.link.waits) == ("closed_won", "")


def test_a_stage_that_was_explained_meanwhile_is_followed() -> None:
    world = World().hear([CrmChange("7", 3, "s-odd")])
    explained = replace(RULES, stages={**RULES.stages, "qualified": ("s-fit", "s-odd")})
    after = crm.deciding(explained, PIPELINE, "Europe/London").decide(
        Following(world.referral, world.link), TryCrmAgain(OWNED.id), MONDAY
    )
    assert [getattr(each, "stage", "") for each in after.events] == ["qualified"]


def test_refunds_are_told_as_a_sum_and_booked_as_what_came_since() -> None:
    sums = [Money(100_00, "GBP"), Money(250_00, "GBP"), Money(250_00, "GBP")]
    world = World().hear(replace(WON, version=v, refunded=each) for v, each in enumerate(sums, 10))
    booked = [each.minor for each in world.events if isinstance(each, RefundReported)]
    assert booked == [100_00, 150_00]
    assert World().hear([replace(WON, refunded=sums[1])]).link.refunded == sums[1]


def test_a_sum_that_shrinks_is_for_finance_to_look_at() -> None:
    world = World().hear([replace(WON, refunded=Money(500, "GBP"))])
    world.hear([replace(WON, version=11, refunded=Money(300, "GBP"))])
    assert world.asks == ["crm_refund_less"]
    assert world.link.refunded == Money(500, "GBP")


def test_an_amount_that_the_crm_puts_right_is_followed_and_shown_to_finance() -> None:
    world = World().hear([WON, replace(WON, version=11, amount=Money(2_800_000, "GBP"))])
    assert (world.referral.deal, world.asks) == (Money(2_800_000, "GBP"), ["crm_corrected"])


def test_another_amount_than_somebody_here_said_is_asked_once_and_changes_nothing() -> None:
    ours = Money(3_100_000, "GBP")
    world = World(replace(OWNED, stage="closed_won", deal=ours, stage_on=JUNE_1))
    world.hear([WON, replace(WON, version=11, owner_email=AISHA.email)])
    assert (world.referral.deal, world.link.waits, world.asks) == (ours, "amount", ["crm_asks"])
    assert not [each for each in world.events if isinstance(each, StageReported)]
    in_dollars = World(world.referral).hear([replace(WON, amount=Money(3_100_000, "USD"))])
    assert (in_dollars.referral.deal, in_dollars.link.waits) == (ours, "amount")


def test_it_is_settled_by_whoever_gives_way() -> None:
    ours = Money(3_100_000, "GBP")
    world = World(replace(OWNED, stage="closed_won", deal=ours, stage_on=JUNE_1)).hear([WON])
    there = World(world.referral, world.link).hear([replace(WON, version=12, amount=ours)])
    assert (there.link.waits, there.link.agreed, there.referral.deal) == ("", ours, ours)
    here = World(world.referral, world.link).tell(
        MoveStage(OWNED.id, "closed_won", DANA, on=JUNE_1, deal=WON.amount, is_confirmed=True, may_steer=True)
    )
    assert (here.link.waits, here.link.agreed, here.referral.deal) == ("", WON.amount, WON.amount)
    here.hear([replace(WON, version=12, amount=ours)])  # from now on they agree, so this is a correction
    assert (here.referral.deal, here.asks) == (ours, ["crm_corrected"])


def test_a_refusal_of_the_stages_is_told_to_the_managers() -> None:
    world = World(replace(OWNED, registration="contested")).hear([WON])
    assert (world.referral.stage, world.asks) == ("registered", ["crm_unfollowed"])


def test_at_first_hearing_nobody_is_taken_back() -> None:
    ahead = replace(OWNED, stage="proposal_sent")
    world = World(ahead).hear([CrmChange("7", 5, "s-talk")])
    assert world.referral.stage == "proposal_sent"
    assert [type(each).__name__ for each in world.events] == ["CrmBehind"]


def test_what_we_wrote_ourselves_is_no_news() -> None:
    world = World(replace(OWNED, stage="qualified"))
    world.tell(NoteRecords(OWNED.id, "1", "2", "7", "x", CrmChange("7", -1, "s-fit")))
    world.hear([CrmChange("7", 5, "s-fit")])
    assert [type(each).__name__ for each in world.events] == ["LoggedInCrm"]


def test_an_open_deal_is_decided_once() -> None:
    rival = OpenDeal("9", "Acme renewal")
    world = World().tell(NoteOpenDeal(OWNED.id, rival), NoteOpenDeal(OWNED.id, rival))
    world.tell(DecideOpenDeal(OWNED.id, "follow", DANA), DecideOpenDeal(OWNED.id, "new", DANA))
    assert (world.link.deal, world.link.verdict) == ("9", "follow")
    assert [type(each).__name__ for each in world.events] == ["AlreadyInPipeline", "OpenDealDecided"]


def test_a_stranger_who_owns_the_deal_changes_no_owner() -> None:
    world = World().tell(HearCrm(OWNED.id, CrmChange("7", 5, "s-fit", owner_email="x@y.example"), None))
    assert (world.referral.owner, world.referral.stage) == (MARCO, "qualified")


def test_of_several_words_the_one_that_stands_there_stays() -> None:
    assert (RULES.word("contacted"), RULES.word("contacted", "s-talk-2")) == ("s-talk", "s-talk-2")
    assert (RULES.meaning("s-talk-2"), RULES.meaning("?"), RULES.word("demo_scheduled")) == (
        "contacted",
        "",
        "",
    )
