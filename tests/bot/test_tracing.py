"""One id leads from a mail to what is said because of it, in the logs and as OpenTelemetry spans."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sqlalchemy import select
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot import tracing
from bot.mail.reader import Reader
from storage.database import Database
from storage.mail_tables import OutboxRow
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.postroom import Postroom, forward, open_postroom


@pytest.fixture
async def room(sqlite: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Postroom]:
    async with open_postroom(sqlite, program(), clock, reader=reader) as opened:
        yield opened


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """What OpenTelemetry was told."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.use(tracing.spans_of(provider))
    yield exporter
    tracing.use(None)
    provider.shutdown()


async def test_one_id_leads_from_the_mail_to_the_referral_and_the_message_in_slack(room: Postroom) -> None:
    with capture_logs(processors=[merge_contextvars]) as logged:
        number = await room.write(forward(), subject="Fwd: Payroll")
    (referral,) = await room.referrals()
    story = [line for line in logged if line.get("trace") == tracing.trace_of(f"mail:{number}")]
    done, *sent = story
    assert (done["event"], done["mail"], referral.id in done["about"]) == ("mail.done", number, True)
    assert {(line["event"], line["about"]) for line in sent} == {("outbox.sent", referral.id)}
    alert = next(line for line in sent if line["key"].startswith("alert:"))
    assert alert["at"].startswith("C1:")
    kept = await room.engine.ask(lambda session: session.scalars(select(OutboxRow.trace)).all())
    assert set(kept) == {tracing.trace_of(f"mail:{number}")}


async def test_intake_decision_and_delivery_are_spans_of_one_trace(
    room: Postroom, spans: InMemorySpanExporter
) -> None:
    number = await room.write(forward(), subject="Fwd: Payroll")
    ours = int(tracing.trace_of(f"mail:{number}"), 16)
    found = [span for span in spans.get_finished_spans() if span.context and span.context.trace_id == ours]
    names = [span.name for span in found]
    assert {"intake", "decision", "delivery"} == set(names)
    decision, intake = (found[names.index(name)] for name in ("decision", "intake"))
    assert decision.parent
    assert intake.context
    assert decision.parent.span_id == intake.context.span_id
    said = "".join(str(dict(span.attributes or {})) for span in found)
    assert [word for word in ("Jane", "@", "Acme") if word in said] == []
