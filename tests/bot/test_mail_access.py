"""A mailbox without a password: access tokens, against a real Dovecot and Postfix, and what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.engine import Engine
from bot.environment import Environment, load_environment
from bot.mail.mail_access import MailTokens
from bot.sandbox.slack import LocalSlack
from bot.settings import load_settings
from bot.upkeep.doctor import examine
from bot.voice import Voice
from inbox.imap import check
from inbox.smtp import Mailer
from inbox.wire.accounts import AccessRefused, MailboxProblem, parse_imap_url, parse_smtp_url, with_tokens
from storage.database import Database
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.mail import MailRig, sample_mail
from tests.rigs.office import settings_for
from tests.rigs.tokens import TokenServer, access_token
from workflows.errors import BadInput, Retry

DESK = "desk@vendor.example"
GIVEN = {
    "REFERRAL_DESK_MAIL_CLIENT_ID": "client",
    "REFERRAL_DESK_MAIL_CLIENT_SECRET": "client-secret",
    "REFERRAL_DESK_MAIL_REFRESH_TOKEN": "refresh-0",
}


def environment(oauth: str = "microsoft", **more: str) -> Environment:
    return load_environment({**GIVEN, "REFERRAL_DESK_MAIL_OAUTH": oauth, **more})


class OneToken:
    """Hands out what it was given."""

    def __init__(self, token: str) -> None:
        self.token, self.refusals = token, 0

    async def current(self) -> str:
        return self.token

    def refused(self, token: str) -> bool:
        self.refusals += 1
        return False


@pytest.fixture(scope="module")
def rig() -> Iterator[MailRig]:
    with MailRig() as running:
        yield running


@pytest.fixture
async def engine(sqlite: Database, clock: StillClock) -> AsyncIterator[Engine]:
    opened = Engine(sqlite, program(), Voice(program()), clock)
    yield opened
    opened.close()


async def test_mail_is_read_and_sent_with_an_access_token(rig: MailRig, tmp_path: Path) -> None:
    """As the doctor sees it, which opens both for real."""
    async with TokenServer(DESK).serving() as address, LocalSlack() as slack:
        found = {
            finding.part: finding
            for finding in await examine(
                settings_for(
                    slack,
                    tmp_path,
                    {
                        **GIVEN,
                        "REFERRAL_DESK_DATABASE_URL": f"sqlite:///{tmp_path / 'desk.db'}",
                        "REFERRAL_DESK_MAIL_OAUTH": address,
                        "REFERRAL_DESK_IMAP_URL": f"imap://{DESK}@127.0.0.1:{rig.imap}/INBOX?auth=xoauth2",
                        "REFERRAL_DESK_SMTP_URL": f"smtp://{DESK}@127.0.0.1:{rig.smtp}?auth=xoauth2",
                    },
                )
            )
        }
    for part in ("mail token", "imap", "smtp"):
        assert found[part].verdict == "ok", found[part]


@pytest.mark.parametrize("token", [access_token("somebody@else.example"), access_token(DESK, -60)])
async def test_a_token_that_is_not_this_mailboxs_is_refused_in_a_sentence(rig: MailRig, token: str) -> None:
    tokens = OneToken(token)
    box = with_tokens(parse_imap_url(f"imap://{DESK}@127.0.0.1:{rig.imap}/INBOX?auth=xoauth2"), tokens)
    post = with_tokens(parse_smtp_url(f"smtp://{DESK}@127.0.0.1:{rig.smtp}?auth=xoauth2"), tokens)
    with pytest.raises(AccessRefused, match=r"refused the access token of this user: .* Is it the token of"):
        await check(box)
    mailer = Mailer(post, local_hostname="desk.vendor.example")
    with pytest.raises(Retry, match="refused the access token: 535"):
        await mailer.send(sample_mail("no"), DESK, "bob@partner.example")
    assert (tokens.refusals, mailer.ok) == (2, False)


async def test_a_token_is_renewed_before_it_runs_out_and_fetched_once_for_all(clock: StillClock) -> None:
    server = TokenServer()
    tokens = MailTokens(environment("google"), clock, client=server.client())
    first = await asyncio.gather(*(tokens.current() for _ in range(5)))
    clock.move(timedelta(minutes=54))
    assert await tokens.current() == first[0]
    assert (len(server.asked), "scope" in server.asked[0]) == (1, False)
    clock.move(timedelta(minutes=2))
    await tokens.current()
    assert [asked["refresh_token"] for asked in server.asked] == ["refresh-0", "refresh-0"]
    await tokens.close()


async def test_a_changing_refresh_token_outlives_a_restart(engine: Engine, clock: StillClock) -> None:
    server = TokenServer(rotates=True)
    for _ in range(3):
        tokens = MailTokens(environment(), clock, engine, server.client())
        await tokens.current()
        await tokens.close()
        clock.move(timedelta(hours=2))
    assert [asked["refresh_token"] for asked in server.asked] == ["refresh-0", "refresh-1", "refresh-2"]
    server.good.add("by-hand")
    renewed = environment(REFERRAL_DESK_MAIL_REFRESH_TOKEN="by-hand")
    tokens = MailTokens(renewed, clock, engine, server.client())
    await tokens.current()
    assert server.asked[-1]["refresh_token"] == "by-hand"
    await tokens.close()


async def test_a_refused_token_is_replaced_by_a_new_one_and_not_by_the_kept_one(
    engine: Engine, clock: StillClock
) -> None:
    server = TokenServer()
    tokens = MailTokens(environment(), clock, engine, server.client())
    token = await tokens.current()
    assert not tokens.refused(token)  # a token so young is no better the second time
    clock.move(timedelta(minutes=10))
    token = await tokens.current()
    clock.move(timedelta(minutes=10))
    assert tokens.refused(token)
    await tokens.current()
    assert len(server.asked) == 3
    await tokens.close()


async def test_without_a_refresh_token_the_application_asks_for_itself(clock: StillClock) -> None:
    server = TokenServer()
    keys = environment(REFERRAL_DESK_MAIL_REFRESH_TOKEN="", REFERRAL_DESK_MAIL_TENANT="vendor.example")
    tokens = MailTokens(keys, clock, client=server.client())
    await tokens.current()
    (asked,) = server.asked
    assert asked["grant_type"] == "client_credentials"
    assert asked["scope"] == "https://outlook.office365.com/.default"
    assert keys.token_url == "https://login.microsoftonline.com/vendor.example/oauth2/v2.0/token"
    await tokens.close()


@pytest.mark.parametrize(
    ("change", "kind", "says"),
    [
        (
            {"good": set()},
            AccessRefused,
            r"invalid_grant \(Token has been expired or revoked\)\. It has ended",
        ),
        ({"status": 503}, MailboxProblem, "The token server of microsoft answers 503"),
        (
            {"status": 418},
            AccessRefused,
            "gives no access token: no reason given. Check REFERRAL_DESK_MAIL_OAUTH",
        ),
    ],
)
async def test_what_is_wrong_is_said_with_what_to_do(
    clock: StillClock, change: dict[str, Any], kind: type[MailboxProblem], says: str
) -> None:
    server = replace(TokenServer(), **change)
    tokens = MailTokens(environment(), clock, client=server.client())
    with pytest.raises(kind, match=says) as wrong:
        await tokens.current()
    assert type(wrong.value) is kind
    assert "secret" not in str(wrong.value)
    await tokens.close()


async def test_a_wrong_client_secret_is_named_not_shown(clock: StillClock) -> None:
    server = TokenServer()
    keys = environment(REFERRAL_DESK_MAIL_CLIENT_SECRET="hunter2")
    tokens = MailTokens(keys, clock, client=server.client())
    with pytest.raises(AccessRefused, match="_MAIL_CLIENT_SECRET") as wrong:
        await tokens.current()
    assert "hunter2" not in str(wrong.value)
    await tokens.close()


def test_settings_say_what_a_mailbox_without_a_password_needs(tmp_path: Path) -> None:
    url = "imaps://desk%40vendor.example@outlook.office365.com/INBOX"
    with pytest.raises(ValueError, match="user and password"):
        parse_imap_url(url)
    with pytest.raises(ValueError, match=r"\?auth=xoauth2 and no other"):
        parse_imap_url(f"{url}?auth=ntlm")
    assert parse_imap_url(f"{url}?auth=xoauth2").auth == "xoauth2"
    keys = load_environment({"REFERRAL_DESK_MAIL_OAUTH": "yahoo"})
    assert len(keys.mail_grant_problems()) == 3
    assert environment().mail_grant_problems() == []
    with pytest.raises(BadInput, match="REFERRAL_DESK_MAIL_CLIENT_ID"):
        load_settings({"REFERRAL_DESK_IMAP_URL": f"{url}?auth=xoauth2"}, tmp_path / "none.toml")
