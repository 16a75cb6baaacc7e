"""What proves the webhooks of mail services, a part of the environment; "" is one that we do not hear."""

from __future__ import annotations

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings

from bot.mail_services.sendgrid import public_key


class MailServiceKeys(BaseSettings):
    """See `.env` of the starter for what each of them is."""

    sendgrid_webhook_key: SecretStr = SecretStr("")
    postmark_webhook_secret: SecretStr = SecretStr("")
    ses_topic_arn: SecretStr = SecretStr("")  # several with blanks between them
    mandrill_webhook_key: SecretStr = SecretStr("")  # several with blanks between them

    @field_validator("sendgrid_webhook_key")
    @classmethod
    def _is_a_key(cls, given: SecretStr) -> SecretStr:
        if given.get_secret_value():
            public_key(given.get_secret_value())
        return given

    def service_key(self, service: str) -> str:
        """That of a service, by the name in its address."""
        keys = {
            "sendgrid": self.sendgrid_webhook_key,
            "postmark": self.postmark_webhook_secret,
            "ses": self.ses_topic_arn,
            "mandrill": self.mandrill_webhook_key,
        }
        return keys[service].get_secret_value()
