"""The short form of the simulated year; `make chaos` lives the long one."""

from __future__ import annotations

from tests.simulated_year import simulate


async def test_after_weeks_of_cuts_every_cent_fits_and_nobody_was_paid_twice_or_late(
    database_url: str,
) -> None:
    replicas = 2 if database_url.startswith("postgresql") else 1
    urls = (database_url,) * replicas
    deals, cut_rate = (20, 0.004) if replicas == 2 else (8, 0.008)  # alone there is less to get wrong
    seen = await simulate(urls, partners=6, deals=deals, seed=3, cut_rate=cut_rate, days=40)
    assert seen["cuts"] > 5
    assert seen["payouts"] > 5
