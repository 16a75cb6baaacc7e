"""Dividing one commission among the partners who are credited."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.commission.model import Credit, Step, percent
from workflows.errors import Dead
from workflows.money import BPS, Money


class ShareError(Dead):
    """The shares of a deal do not add up to 100 %."""


def divide(
    total: Money, credited: Sequence[Credit], *, dual_credit: bool = False, language: str = "en"
) -> tuple[Step, ...]:
    """What each credited partner gets, in order; the parts add up to the cent (largest remainder).

    With `dual_credit`, set on purpose, each share is taken of the whole: two partners may both get all of it.
    Raises ShareError when shares are not 100 % together and dual credit is not set.
    """
    shares = [credit.share_bps for credit in credited]
    if any(not 0 <= share <= BPS for share in shares) or len({c.partner for c in credited}) < len(credited):
        raise ShareError("each partner needs one share between 0 and 100 %")
    if dual_credit:
        amounts = tuple(total.apply_bps(share) for share in shares)
    elif sum(shares) == BPS:
        amounts = total.split(shares)
    else:
        raise ShareError(f"shares are {percent(sum(shares))} together, not 100 %; dual_credit is not set")
    return tuple(_step(total, share, amount, language) for share, amount in zip(shares, amounts, strict=True))


def _step(total: Money, share: int, amount: Money, language: str) -> Step:
    if share == BPS:
        return Step("all of it", amount)
    return Step(f"{percent(share)} share of {total.format(language)} = {amount.format(language)}", amount)
