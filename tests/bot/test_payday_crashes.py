"""The plug is pulled at every step of a payday, before its commit and after: everybody is paid once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot.money.exporting import Exporter
from bot.rules.payouts import PayoutsTable
from storage.ledger import Ledger
from storage.mail_tables import OutboxRow
from storage.payouts import Batches
from tests.builders import DANA
from tests.conftest import StillClock
from tests.rigs.earning import INES, PAYDAY, PREVIEW, earn, line, morning
from tests.rigs.ticking import Replica
from workflows.commission.ledger import balances
from workflows.commission.payout_messages import (
    ApproveBatch,
    CloseObjections,
    ConfirmPayout,
    ExportBatch,
    FailPayout,
    ObjectToLines,
    OpenObjections,
    RefreshBatch,
    SendStatement,
    SettleObjection,
)

FIRST, SECOND = f"payday:{PAYDAY}", f"payday:{PAYDAY}:2"
Step = Callable[[Replica], Awaitable[object]]


class Pulled(Exception):
    """The plug."""


class Plug:
    """Every commit dies twice: before it is made, then after it; the third time it goes through."""

    def __init__(self, *, is_pulled: bool) -> None:
        self.is_pulled = is_pulled
        self._commits = 0

    def before(self, _session: Session) -> None:
        if self.is_pulled:
            self._commits += 1
            if self._commits % 3 == 1:
                raise Pulled

    def after(self, _session: Session) -> None:
        if self.is_pulled and self._commits % 3 == 2:
            raise Pulled

    @contextmanager
    def unplugged(self) -> Iterator[None]:
        was, self.is_pulled = self.is_pulled, False
        yield
        self.is_pulled = was


@contextmanager
def pulled_plugs(*, is_pulled: bool) -> Iterator[Plug]:
    plug = Plug(is_pulled=is_pulled)
    event.listen(Session, "before_commit", plug.before)
    event.listen(Session, "after_commit", plug.after)
    yield plug
    event.remove(Session, "before_commit", plug.before)
    event.remove(Session, "after_commit", plug.after)


def steps() -> list[Step]:
    """Everything that happens to a payday, each under a key that a repetition keeps."""

    def handle(make: Callable[[], object], key: str) -> Step:
        return lambda replica: replica.engine.handle(make(), key)  # type: ignore[arg-type]

    def approve(batch_id: str, person: object) -> Step:
        async def work(replica: Replica) -> None:
            record = await replica.engine.ask(lambda session: Batches(session).header(batch_id))
            assert record
            await replica.engine.handle(ApproveBatch(batch_id, record.seal, person), f"{batch_id}:{person}")  # type: ignore[arg-type]

        return work

    async def upload(replica: Replica) -> None:
        await Exporter(replica.engine, replica.rules, PayoutsTable()).upload(FIRST, "csv", INES, "click")

    async def note(replica: Replica) -> None:
        exporter = Exporter(replica.engine, replica.rules, PayoutsTable())
        made, _document = await exporter.make(FIRST, "csv")
        await exporter.note(made, "csv", INES, "click")

    def pay(batch_id: str, partner: str) -> list[Step]:
        payout = f"{batch_id}:{partner}:GBP"
        return [
            handle(lambda: ConfirmPayout(payout, PAYDAY, INES), f"{way}:{payout}") for way in ("cli", "click")
        ]

    return [
        handle(lambda: RefreshBatch(PAYDAY, begins=True), "begin"),
        handle(lambda: OpenObjections(FIRST, PREVIEW + timedelta(days=5)), "open"),
        *(handle(lambda p=p: SendStatement(FIRST, p), f"statement:{p}") for p in ("P-1", "P-2")),  # type: ignore[misc]
        handle(
            lambda: ObjectToLines(f"statement:{FIRST}:P-1", "P-1", (2,), "sam@northwind.example", "?"), "mail"
        ),
        handle(lambda: SettleObjection("b", INES, "fine"), "settle"),
        handle(lambda: CloseObjections(FIRST), "close"),
        approve(FIRST, DANA),
        approve(FIRST, INES),
        handle(lambda: ExportBatch(FIRST, INES), "export"),
        upload,
        note,
        *pay(FIRST, "P-1"),
        handle(lambda: FailPayout(f"{FIRST}:P-2:GBP", "closed", "", INES), "fail"),
        handle(lambda: RefreshBatch(PAYDAY, begins=True), "again"),
        approve(SECOND, DANA),
        approve(SECOND, INES),
        handle(lambda: ExportBatch(SECOND, INES), "export 2"),
        *pay(SECOND, "P-2"),
    ]


@pytest.mark.parametrize("is_pulled", [False, True])
async def test_a_payday_that_dies_at_every_step_pays_everybody_once(
    database_url: str, clock: StillClock, is_pulled: bool
) -> None:
    replica = Replica(database_url, clock)
    await earn(replica.engine, line("a", "75"), line("b", "25.50"), line("d", "7", partner="P-2"))
    clock.move(morning(PREVIEW) - clock.now())
    deaths = 0
    with pulled_plugs(is_pulled=is_pulled) as plug:
        for step in steps():
            while True:
                try:
                    await step(replica)
                    break
                except Pulled:
                    deaths += 1
                    replica.kill()
                    with plug.unplugged():
                        replica = Replica(database_url, clock)
    entries = await replica.engine.ask(lambda session: Ledger(session).everything())
    rows = await replica.engine.ask(lambda session: session.execute(select(OutboxRow.key)).scalars().all())
    replica.kill()
    settled = Counter(key for entry in entries for key in entry.settles)
    assert settled == {"a": 1, "b": 1, "d": 1}
    assert all(money.minor == 0 for money in balances(entries).values())
    said = Counter(row.partition(":")[0] for row in rows)
    assert (said["statement"], said["paid"], said["returned"], said["export"]) == (2, 2, 1, 1)
    assert sorted(row for row in rows if row.startswith("paid:")) == [
        f"paid:{SECOND}:P-2:GBP",
        f"paid:{FIRST}:P-1:GBP",
    ]
    assert deaths == (2 * len(steps()) if is_pulled else 0)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_replicas_that_confirm_at_once_pay_once(database_url: str, clock: StillClock) -> None:
    replicas = [Replica(database_url, clock) for _ in range(2)]
    await earn(replicas[0].engine, line("a", "75"))
    for step in steps()[:1] + steps()[6:10]:
        await step(replicas[0])
    payout = f"{FIRST}:P-1:GBP"
    await asyncio.gather(
        *(r.engine.handle(ConfirmPayout(payout, PAYDAY, INES), f"{n}") for n, r in enumerate(replicas)),
        replicas[0].engine.handle(FailPayout(payout, "closed", "", INES), "fail"),
    )
    entries = await replicas[0].engine.ask(lambda session: Ledger(session).everything())
    record = await replicas[0].engine.ask(lambda session: Batches(session).get(FIRST))
    for one in replicas:
        one.kill()
    assert record
    (made,) = record.batch.payouts
    paid = [entry for entry in entries if entry.kind == "payout"]
    assert (made.status, len(paid)) in {("confirmed", 1), ("failed", 0)}
