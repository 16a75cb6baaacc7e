"""What SendGrid, Postmark, Amazon SES and Mandrill tell of our mail: one contract for all four."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.connectors.base import Forged, Hook
from bot.delivery import Delivery, MailSender
from bot.engine import Engine
from bot.environment import load_environment
from bot.http import serve, web_app
from bot.mail_services.base import MailService
from bot.mail_services.ear import bounce_routes
from bot.mail_services.names import as_we_know_them, is_renamed
from bot.mail_services.registry import SERVICES, carrier
from bot.mail_services.sendgrid import SendGrid
from bot.voice import Voice
from inbox.reading import Reading
from storage.consents import Consents
from storage.database import Database
from storage.mail_tables import OutboxRow
from storage.outbox import Outbox
from storage.reach import Reach
from storage.tables import EventRow
from tests.builders import DANA, introduction, partner, program
from tests.conftest import StillClock
from tests.mail_services.services import CONFIRMS, PUBLIC_URL, SIDES, MandrillSide, SesSide, Side
from workflows.commands import AddPartner
from workflows.errors import BadInput

SIGNATURE = "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0="
SAM, STRANGER, DOMAIN = "sam@northwind.example", "who@elsewhere.example", "vendor.example"


@dataclass
class Carrier:
    """Stands where the service's SMTP server would be: keeps what it is handed, and gives it a name."""

    side: Side
    mails: list[EmailMessage] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)

    async def send(self, message: EmailMessage, sender: str, recipient: str) -> str:
        self.mails.append(message)
        self.replies.append(self.side.reply(len(self.mails)))
        return self.replies[-1]


@dataclass
class Mailroom:
    """A desk whose mail a service carries, and that hears what becomes of it."""

    side: Side
    engine: Engine
    carrier: Carrier
    url: str

    async def call(self, headers: dict[str, str], body: bytes, method: str = "POST", name: str = "") -> int:
        address = f"{self.url}/bounces/{name or self.side.name}"
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, address, data=body, headers=headers) as answer,
        ):
            return answer.status

    async def hears(self, what: str, address: str = SAM, *, event: str = "EV1", is_ours: bool = True) -> int:
        """The service tells something of the confirmation that Sam got, or of somebody else's mail."""
        mail, given = (self.carrier.mails[0], self.carrier.replies[0][3:]) if is_ours else (None, "")
        return await self.call(*self.side.signed(self.side.event(what, event, mail, address, given)))

    @property
    def told(self) -> list[str]:
        """What the managers read of bounces and complaints."""
        keys = OutboxRow.key.like("bounce:%") | OutboxRow.key.like("complaint:%")
        query = select(OutboxRow.payload).where(keys, OutboxRow.payload["text"].as_string() != "")
        rows = self.engine._look(lambda session: session.scalars(query).all())
        return [str(payload["text"]) for payload in rows]

    def cards(self, name: str) -> list[str]:
        """How a card was drawn, one after the other."""
        query = select(OutboxRow.payload).where(OutboxRow.payload["card"].as_string() == name)
        rows = self.engine._look(lambda session: session.scalars(query.order_by(OutboxRow.id)).all())
        return [str(payload["text"]) for payload in rows]

    def takes_mail(self, address: str = SAM) -> bool:
        return not self.engine._look(lambda session: Reach(session).unreachable([address]))

    def takes_nudges(self, address: str = SAM) -> bool:
        return self.engine._look(lambda session: Consents(session).get(address).nudges)

    def happened(self, kind: str) -> list[str]:
        found = select(EventRow.about).where(EventRow.kind == kind)
        return self.engine._look(lambda session: list(session.scalars(found)))


@asynccontextmanager
async def opened(
    side: Side, service: MailService, database: Database, clock: StillClock
) -> AsyncIterator[Mailroom]:
    engine = Engine(database, program(), Voice(program()), clock)
    smtp: Any = Carrier(side)
    sender = MailSender(smtp, engine, f"referrals@{DOMAIN}", DOMAIN, SERVICES[side.name])

    async def health() -> list[Any]:
        return []

    pages = bounce_routes(engine, {side.name: service}, clock, DOMAIN, PUBLIC_URL)
    runner = await serve(web_app(slack=None, health=health, pages=pages), "127.0.0.1", 0)
    await engine.handle(AddPartner(partner(), DANA), "add")
    await engine.handle(introduction(), "intro")
    await Delivery(engine, {"email": sender}, clock).run_once()
    yield Mailroom(side, engine, smtp, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await runner.cleanup()
    await service.close()
    engine.close()


@pytest.fixture(params=list(SIDES))
async def room(
    request: pytest.FixtureRequest, sqlite: Database, clock: StillClock
) -> AsyncIterator[Mailroom]:
    side = SIDES[request.param]()
    async with opened(side, side.opened(), sqlite, clock) as made:
        yield made


only_ses = pytest.mark.parametrize("room", ["ses"], indirect=True)
only_mandrill = pytest.mark.parametrize("room", ["mandrill"], indirect=True)


async def test_a_hard_bounce_marks_the_address_and_is_told_once(room: Mailroom) -> None:
    for _ in range(2):
        assert await room.hears("bounced") == 200
    assert not room.takes_mail()
    (said,) = room.told
    assert f"Mail does not reach {SAM}" in said
    assert "R-" in said
    assert len(room.happened("MailBounced")) == 1
    assert room.happened("PartnerReplied") == ["P-1"]


async def test_the_spam_button_ends_nudges_and_is_told_once(room: Mailroom) -> None:
    for _ in range(2):
        assert await room.hears("complained") == 200
    assert (room.takes_mail(), room.takes_nudges()) == (True, False)
    (said,) = room.told
    assert f"{SAM} marked a mail of ours as spam" in said
    assert room.happened("NudgesStopped") == ["P-1"]


async def test_what_is_only_late_is_nothing(room: Mailroom) -> None:
    assert await room.hears("late") == 200
    assert (room.told, room.takes_mail(), room.takes_nudges()) == ([], True, True)


async def test_what_was_given_up_for_now_is_on_one_card_a_day_and_the_address_stays(room: Mailroom) -> None:
    for event in ("EV1", "EV1", "EV2"):
        assert await room.hears("gave_up", event=event) == 200
    assert (room.told, room.takes_mail(), len(room.happened("DeliveryGivenUp"))) == ([], True, 2)
    cards = room.cards("given-up:2026-03-02")
    assert len(cards) == 2  # drawn again
    assert cards[-1].count(SAM) == 1
    assert "is not tried again" in cards[-1]
    assert f"{SAM}, about `R-" in cards[-1]


async def test_a_mail_that_was_refused_says_nothing_of_the_address(room: Mailroom) -> None:
    assert await room.hears("refused") == 200
    assert (len(room.told), room.takes_mail()) == (1, True)
    assert room.happened("PartnerReplied") == []


async def test_other_mail_of_the_same_account_is_nobodys_concern_here(room: Mailroom) -> None:
    for what in ("bounced", "complained", "refused"):
        assert await room.hears(what, STRANGER, event=what, is_ours=False) == 200
    assert (room.told, room.takes_mail(STRANGER), room.takes_nudges(STRANGER)) == ([], True, True)


async def test_a_partners_address_counts_whichever_mail_it_was(room: Mailroom) -> None:
    assert await room.hears("bounced", is_ours=False) == 200
    assert (len(room.told), room.takes_mail()) == (1, False)


async def test_somebody_who_got_our_mail_elsewhere_does_not_lose_the_partner_theirs(room: Mailroom) -> None:
    """The service names where Sam's mail is forwarded to; it is Sam whom our mail does not reach."""
    assert await room.hears("bounced", "sam.home@mail.example") == 200
    assert (room.takes_mail(), room.takes_mail("sam.home@mail.example")) == (False, True)


async def test_forged_and_torn_webhooks_change_nothing(room: Mailroom) -> None:
    headers, raw = room.side.signed(room.side.event("bounced", "EV1", room.carrier.mails[0], SAM))
    changed = {} if room.side.name == "postmark" else headers  # it signs nothing, it only knows a secret
    assert await room.call(changed, raw.replace(b"northwind", b"northwynd")) == 401
    assert (
        await room.call({"Content-Type": "application/json"}, raw.replace(b'"Signature"', b'"Sign"')) == 401
    )
    assert (room.told, room.takes_mail()) == ([], True)


async def test_what_cannot_be_read_is_refused_so_that_it_is_told_again(room: Mailroom) -> None:
    assert await room.call(*room.side.signed([3])) in (200, 422)  # SES: a message that is no event
    assert room.told == []


async def test_marks_do_not_break_a_mails_headers(room: Mailroom) -> None:
    raw = room.carrier.mails[0].as_bytes().decode()
    assert all(len(line) < 200 and "=?" not in line for line in raw.split("\r\n\r\n")[0].splitlines())


@only_ses
async def test_an_answer_to_the_name_that_ses_gave_is_an_answer_to_our_mail(room: Mailroom) -> None:
    ours = room.carrier.mails[0]["Message-ID"].strip("<>")
    named = f"{room.carrier.replies[0][3:]}@eu-west-1.amazonses.com"
    reading = Reading("handoff", references=("x@mail.example", named), bounced_message_id=named)
    assert is_renamed([reading])
    (known,) = room.engine._look(lambda session: as_we_know_them(session, [reading]))
    assert (known.references, known.bounced_message_id) == (("x@mail.example", ours), ours)
    assert room.engine._look(lambda session: Outbox(session).find_sent(ours))


@only_ses
async def test_both_ways_in_which_sns_signs_are_believed(room: Mailroom) -> None:
    side = SesSide()
    event = side.event("bounced", "EV1", None, SAM, room.carrier.replies[0][3:])
    body = {"Type": "Notification", "Message": json.dumps(event)}
    assert await room.call(*side.sent(body, version="1")) == 200
    assert not room.takes_mail()


@only_ses
async def test_a_subscription_is_confirmed_for_our_own_topic_only(room: Mailroom) -> None:
    side = room.side
    assert isinstance(side, SesSide)
    asks = {"Type": "SubscriptionConfirmation", "Message": "Confirm?", "Token": "t", "SubscribeURL": CONFIRMS}
    other = {"TopicArn": "arn:aws:sns:eu-west-1:666666666666:mine"}
    assert await room.call(*side.sent(asks | other)) == 401
    assert side.asked == []
    assert (
        await room.call(*side.sent(asks | {"SubscribeURL": "https://sns.eu-west-1.amazonaws.com.x/"})) == 401
    )
    assert await room.call(*side.sent(asks)) == 200
    assert side.asked[-1] == CONFIRMS


@only_ses
async def test_a_certificate_from_elsewhere_proves_nothing(room: Mailroom) -> None:
    side = room.side
    assert isinstance(side, SesSide)
    for url in (
        "http://sns.eu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com.mine.example/x.pem",
        "https://mine.example/sns.eu-west-1.amazonaws.com/x.pem",
        "https://user@sns.eu-west-1.amazonaws.com/x.pem",
        "https://bucket.s3.amazonaws.com/x.pem",
    ):
        body = {"Type": "Notification", "Message": "{}", "SigningCertURL": url}
        assert await room.call(*side.sent(body)) == 401
    assert side.asked == []


async def test_while_the_certificate_cannot_be_had_sns_is_asked_to_call_again(
    sqlite: Database, clock: StillClock
) -> None:
    side = SesSide()
    service = SERVICES["ses"]("arn:aws:sns:eu-west-1:123456789012:desk-mail")
    service._client = side.client(is_away=True)  # type: ignore[union-attr]
    async with opened(side, service, sqlite, clock) as room:
        assert await room.hears("bounced") == 503
        assert room.takes_mail()


@only_mandrill
async def test_an_address_is_confirmed_before_its_key_is_known(room: Mailroom) -> None:
    """Mandrill tries the address before it shows a key."""
    assert [await room.call({}, b"", "HEAD", name) for name in ("mandrill", "sendgrid")] == [200, 200]
    assert await room.call({}, b"", "HEAD", "nobody") == 404
    assert await room.call({}, b"", "POST", "sendgrid") == 404
    assert await room.call(*MandrillSide().signed([])) == 200


@pytest.mark.parametrize(
    ("host", "name", "found"),
    [
        ("smtp.sendgrid.net", "", "SendGrid"),
        ("smtp.postmarkapp.com", "", "Postmark"),
        ("smtp-broadcasts.postmarkapp.com", "", "Postmark"),
        ("email-smtp.eu-west-1.amazonaws.com", "", "Amazon SES"),
        ("smtp.mandrillapp.com", "", "Mandrill"),
        ("relay.vendor.example", "ses", "Amazon SES"),
        ("notsendgrid.net", "", ""),
        ("smtp.vendor.example", "", ""),
    ],
)
def test_the_service_is_known_by_its_server(host: str, name: str, found: str) -> None:
    service = carrier(host, name)
    assert (service.name if service else "") == found


def test_what_sendgrids_own_library_believes_is_believed(clock: StillClock) -> None:
    """The example in the tests of sendgrid-python and -nodejs."""
    key = (
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu"
        "/1FwCM/QmGUhA=="
    )
    headers = {
        "x-twilio-email-event-webhook-signature": SIGNATURE,
        "x-twilio-email-event-webhook-timestamp": "1588788367",
    }
    body = b'{"category":"example_payload","event":"test_event","message_id":"message_id"}'
    SendGrid(key)._prove(Hook("", headers, body, clock.now()))
    with pytest.raises(Forged):
        SendGrid(key)._prove(Hook("", headers, body + b" ", clock.now()))


def test_a_key_that_is_none_is_named_at_start() -> None:
    with pytest.raises(BadInput, match="Verification Key"):
        load_environment({"REFERRAL_DESK_SENDGRID_WEBHOOK_KEY": "hunter2"})
    known = load_environment({"REFERRAL_DESK_POSTMARK_WEBHOOK_SECRET": "a:b"})
    assert known.service_key("postmark") == "a:b"
