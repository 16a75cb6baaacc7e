"""The short form of the fuzz test; `python -m tests.fuzz_mail` is the long one."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings

from tests.fuzz_mail import check, good_mails, mutate, structures


@settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(structures)
def test_any_mime_structure_is_read(raw: bytes) -> None:
    check(raw)


def test_any_mutated_mail_is_read() -> None:
    dice, mails = random.Random(7), good_mails()
    for _ in range(600):
        check(mutate(dice.choice(mails), dice))
