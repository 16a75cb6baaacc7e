"""Every payment service that we hear. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.payments.base import PaymentService
from bot.payments.paypal import PayPal
from bot.payments.settings import PaymentKeys, PaymentsTable
from bot.payments.stripe import Stripe
from workflows.calendar import local_date

SERVICES: Mapping[str, Callable[..., PaymentService]] = {"stripe": Stripe, "paypal": PayPal}


def open_services(table: PaymentsTable, keys: PaymentKeys, tz: str) -> dict[str, PaymentService]:
    """Those that have a secret, by the name in their address."""

    def local_day(moment: datetime) -> date:
        return local_date(moment, tz)

    return {
        name: opened(keys.payment_key(name), local_day, test_mode=table.test_mode)
        for name, opened in SERVICES.items()
        if keys.payment_key(name)
    }
