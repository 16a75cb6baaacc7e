"""What a partner has brought in a calendar year: where cumulative tiers count on from."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.commission.calculate import convert
from workflows.commission.model import Deal
from workflows.money import Money


def year_before(deal: Deal, others: Iterable[Deal], currency: str) -> Money:
    """Net volume of the deals won earlier in the calendar year of `deal`, in the plan's currency.

    Compute it once, at close, and keep it as `Deal.year_before`: a later refund of another deal must not
    change what was already promised for this one. Deals of one day count in the order of their ids.
    """
    if deal.closed_on is None:
        return Money.zero(currency)
    earlier = (other for other in others if _is_earlier(other, deal))
    return Money.total((_net(other, currency) for other in earlier), currency)


def _is_earlier(other: Deal, deal: Deal) -> bool:
    if other.closed_on is None or deal.closed_on is None or other.closed_on.year != deal.closed_on.year:
        return False
    return (other.closed_on, other.id) < (deal.closed_on, deal.id)


def _net(deal: Deal, currency: str) -> Money:
    taken = (*(each.amount for each in deal.deductions), *(each.amount for each in deal.refunds))
    zero = Money.zero(deal.value.currency)
    net = max(deal.value - Money.total(taken, zero.currency), zero)
    return net if net.currency == currency else convert(net, currency, deal).amount
