"""From SMTP's "250 OK" to the alert accepted by Slack: the running bot, real Postfix and Dovecot."""

from __future__ import annotations

import asyncio
import time
from statistics import quantiles

from bot.sandbox.slack import LocalSlack
from bot.sandbox.workspace import Change
from tests.bench.desk import running_desk
from tests.rigs.desk import Desk, forward

MAILS = 60
GAP_S = 1.2  # Slack wants about one message per second and channel, and the desk keeps to it


async def measure() -> list[tuple[str, str, str]]:
    """One row: p50 and p99 in seconds. Dovecot itself waits half a second before it tells."""
    async with running_desk() as (desk, slack):
        took = await _run(desk, slack)
    percentiles = quantiles(took, n=100)
    measured = f"p50 {percentiles[49]:.2f} s, p99 {percentiles[98]:.2f} s ({len(took)} mails)"
    return [('SMTP "250 OK" to the alert accepted by Slack', measured, "p99 < 1.5 s")]


async def _run(desk: Desk, slack: LocalSlack) -> list[float]:
    sent: dict[int, float] = {}
    took: list[float] = []
    sales = slack.workspace.channel("sales-referrals").id

    def posted(change: Change) -> None:
        if change.kind == "message_posted" and change.channel == sales:
            text = slack.workspace.message(sales, change.ts).text
            number = int(text.partition("Company ")[2].split()[0])
            took.append(time.perf_counter() - sent[number])

    slack.subscribe(posted)
    for number in range(MAILS):
        await desk.send(forward(number))
        sent[number] = time.perf_counter()
        await asyncio.sleep(GAP_S)
    async with asyncio.timeout(60):
        while len(took) < MAILS:
            await asyncio.sleep(0.05)
    return took
