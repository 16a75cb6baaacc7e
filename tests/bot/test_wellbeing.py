"""Health, readiness and their numbers, as this process and the database have them."""

from __future__ import annotations

from prometheus_client import generate_latest

from bot.mail.mailboxes import Watch
from bot.upkeep.room import Landlord
from bot.upkeep.wellbeing import Wellbeing
from inbox.wire.accounts import SmtpAccount
from inbox.wire.mailers import Mailers
from storage.database import Database
from storage.inbound import Inbound, NewMail
from tests.bot.test_mailboxes import watch
from tests.builders import MONDAY
from tests.conftest import StillClock
from tests.rigs.office import Office


def look_at(office: Office, clock: StillClock, *watches: Watch) -> Wellbeing:
    slack = office.ours
    landlord = Landlord(office.engine, slack.client, slack.channels, clock)
    mailer = Mailers(SmtpAccount("127.0.0.1", 1), local_hostname="desk.example", timeout_s=1)
    return Wellbeing(office.engine, landlord, watches, mailer, slack, clock)


def numbers() -> dict[str, str]:
    lines = generate_latest().decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if line.startswith("referral_desk_"))


async def test_what_works_and_what_waits_is_told_in_numbers_as_well(
    by_socket: Office, clock: StillClock
) -> None:
    mail = NewMail("desk", "INBOX", 1, 1, MONDAY, b"x")
    await by_socket.engine.unit(lambda session, now: Inbound(session).keep([mail], now))
    await by_socket.alarms.start("slack:#sales", "I cannot find #sales.", "")
    parts = await look_at(by_socket, clock, watch(by_socket, clock)).parts()
    assert {part.part for part in parts if not part.ok} >= {"imap", "alarm"}
    told = numbers()
    assert told['referral_desk_up{part="imap"}'] == "0.0"
    assert told['referral_desk_up{part="database"}'] == "1.0"
    assert (told["referral_desk_alarms"], told['referral_desk_queue{queue="inbox"}']) == ("1.0", "1.0")


async def test_without_the_database_health_says_so_and_traffic_goes_elsewhere(
    by_socket: Office, clock: StillClock
) -> None:
    well, there = look_at(by_socket, clock), by_socket.engine._database
    assert (await well.ready()).ok
    by_socket.engine._database = Database("sqlite:////nowhere/at/all.db")
    found = await well.parts()
    assert (found[0].part, found[0].ok) == ("database", False)
    assert not (await well.ready()).ok
    assert 'referral_desk_queue{queue="inbox"}' not in numbers()
    by_socket.engine._database = there
