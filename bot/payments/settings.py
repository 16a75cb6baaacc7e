"""`[payments]` of the TOML file, and the secrets that prove a payment service's webhooks."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, SecretStr
from pydantic_settings import BaseSettings


class PaymentsTable(BaseModel):
    """How amounts at the payment services are meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    with_tax: bool = False  # True: finance is asked for the net amount each time
    test_mode: bool = False  # True: test payments are taken as well; never in production


class PaymentKeys(BaseSettings):
    """A part of the environment; "" is a service that we do not hear."""

    stripe_webhook_secret: SecretStr = SecretStr("")  # whsec_…; several with blanks between them
    paypal_webhook_id: SecretStr = SecretStr("")

    def payment_key(self, service: str) -> str:
        """That of a service, by the name in its address."""
        keys = {"stripe": self.stripe_webhook_secret, "paypal": self.paypal_webhook_id}
        return keys[service].get_secret_value()
