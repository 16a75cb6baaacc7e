"""`referral-desk doctor`: every connection, scope, channel and migration, and how to mend what is wrong."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator

import httpx
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.connectors.registry import open_crm
from bot.engine import Engine
from bot.logs import kind_of
from bot.mail.mail_access import MailTokens
from bot.mail.mailboxes import has_looked
from bot.mail_services.registry import SERVICES, carrier
from bot.payments.registry import SERVICES as PAYMENTS
from bot.settings import Settings, needed_to_run
from bot.slack.workspace.examination import workspace_findings
from bot.upkeep.findings import Finding
from bot.voice import Voice
from inbox.imap import ImapAccount
from inbox.imap import check as check_imap
from inbox.smtp import Mailer
from inbox.wire.accounts import MailboxProblem, with_tokens
from storage.crm import CrmLinks
from storage.database import Database
from storage.inbound import Inbound
from storage.installations import installations
from storage.outbox import Outbox
from storage.partners import Partners
from storage.trouble import trouble
from workflows.errors import Dead, Retry


async def examine(settings: Settings) -> list[Finding]:
    """Everything, in the order in which one would set it up. No finding contains a secret."""
    findings = [
        Finding("settings", "bad", missing, "Set it in .env or the environment.")
        for missing in needed_to_run(settings)
    ]
    findings += _database(settings)
    findings.append(await _http(settings))
    findings += [f async for f in _mail(settings)]
    findings += [f async for f in _slack(settings)]
    findings += await crm_findings(settings)
    findings += _webhooks(settings)
    findings += payment_findings(settings)
    return findings


def _database(settings: Settings) -> list[Finding]:
    database = Database(settings.environment.database_url.get_secret_value())
    try:
        current, head = database.revisions()
        newer = database.newer()
    except SQLAlchemyError as away:
        mend = "Check REFERRAL_DESK_DATABASE_URL."
        if says := trouble(away, database.url):
            return [Finding("database", "bad", says)]
        return [Finding("database", "bad", f"cannot be opened ({kind_of(away)})", mend)]
    kind = database.url.get_backend_name()
    if newer:
        database.close()
        return [Finding("database", "bad", newer)]
    if current is None:
        database.close()
        return [
            Finding(
                "database",
                "warn",
                f"{kind}, still empty",
                "`referral-desk run` or `migrate` creates the tables.",
            )
        ]
    if current != head:
        database.close()
        return [
            Finding(
                "database",
                "bad",
                f"{kind} stands at {current}, needed is {head}",
                "Run `referral-desk migrate`.",
            )
        ]
    with database.read() as session:
        waiting, dead = Inbound(session).waiting(Clock().now())[0], Outbox(session).count_dead()
        partners = Partners(session).count()
        left = Partners(session).managers() - {m.email.lower() for m in settings.program.managers}
    database.close()
    found = [
        Finding(
            "database", "ok", f"{kind} at {current}; {partners} partners, {waiting} mails wait to be read"
        )
    ]
    if not partners:
        found.append(
            Finding(
                "partners",
                "warn",
                "there is none yet",
                "`referral-desk partner add`, or approve one from a mail.",
            )
        )
    if left:
        says = f"{', '.join(sorted(left))}: partners have a manager who is none (any more)"
        mend = f"Give them another with `/partner edit`; until then {settings.program.managers[0].name} acts."
        found.append(Finding("partners", "warn", says, mend))
    if dead:
        found.append(
            Finding(
                "outbox",
                "warn",
                f"{dead} messages could not be delivered",
                "The managers' channel says which.",
            )
        )
    return found


async def _http(settings: Settings) -> Finding:
    """Whether our address is free, or the bot that runs has it."""
    host, port = settings.listen
    try:
        (await asyncio.start_server(lambda _reader, _writer: None, host, port)).close()
    except OSError as taken:
        if await _is_ours(host, port):
            return Finding("http", "ok", f"the bot that runs answers at {host}:{port}")
        mend = "End the program that has it, or write another address into REFERRAL_DESK_HTTP."
        return Finding("http", "bad", f"nothing can listen at {host}:{port} ({kind_of(taken)})", mend)
    return Finding("http", "ok", f"{host}:{port} is free")


async def _is_ours(host: str, port: int) -> bool:
    async with httpx.AsyncClient(timeout=5.0, trust_env=False) as client:
        try:
            return bool((await client.get(f"http://{host}:{port}/live")).json() == {"ok": True})
        except (httpx.HTTPError, ValueError):
            return False


async def _mail(settings: Settings) -> AsyncIterator[Finding]:
    environment = settings.environment
    database = Database(environment.database_url.get_secret_value())
    engine = Engine(database, settings.program, Voice(settings.program), Clock())
    tokens = MailTokens(environment, Clock(), engine)
    try:
        async for finding in _mail_servers(settings, engine, tokens):
            yield finding
    finally:
        await tokens.close()
        engine.close()


async def _mail_servers(settings: Settings, engine: Engine, tokens: MailTokens) -> AsyncIterator[Finding]:
    environment = settings.environment
    if environment.wants_tokens:
        try:
            await tokens.current()
        except MailboxProblem as problem:
            yield Finding("mail token", "bad", str(problem))
        else:
            yield Finding("mail token", "ok", f"{environment.mail_oauth} gives one")
    for mailbox in settings.mailboxes:
        async for finding in _mailbox(mailbox, engine, tokens):
            yield finding
    if environment.smtp_url.get_secret_value():
        try:
            await Mailer(with_tokens(settings.smtp, tokens), local_hostname=socket.getfqdn()).check()
        except MailboxProblem as problem:
            yield Finding("smtp", "bad", str(problem))
        else:
            yield Finding("smtp", "ok", settings.smtp.host)
    if environment.authserv_id:
        yield Finding("trust", "ok", f"Authentication-Results of {environment.authserv_id} are believed")
    elif environment.verify_dkim:
        yield Finding("trust", "ok", "DKIM signatures are checked here; what has none waits for a manager")
    else:
        yield Finding(
            "trust",
            "warn",
            "REFERRAL_DESK_AUTHSERV_ID is empty: nothing proves who wrote a mail; each waits for a manager",
            "Open a mail your server received and copy the first word of its Authentication-Results header.",
        )


async def _mailbox(mailbox: ImapAccount, engine: Engine, tokens: MailTokens) -> AsyncIterator[Finding]:
    try:
        lying = await check_imap(with_tokens(mailbox, tokens))
    except MailboxProblem as problem:
        yield Finding("imap", "bad", str(problem))
        return
    yield Finding("imap", "ok", f"{mailbox.host}, folder {mailbox.folder}")
    if lying and not await has_looked(engine, mailbox):
        yield Finding("first start", "warn", f"{lying:,} mails lie in {mailbox.folder} already", LYING)


LYING = (
    "When I first start, I keep what is older than a day, answer none of it and ask the managers what to do. "
    "If it is not for me, name a folder of my own in REFERRAL_DESK_IMAP_URL."
)


def _webhooks(settings: Settings) -> list[Finding]:
    """Who may tell us of bounces, and of payments."""
    environment, found = settings.environment, []
    heard = {name: f"/bounces/{name}" for name in SERVICES if environment.service_key(name)}
    heard |= {name: f"/payments/{name}" for name in PAYMENTS if environment.payment_key(name)}
    if heard and not environment.public_url:
        mend = "Set REFERRAL_DESK_PUBLIC_URL to the address under which they reach this server."
        found.append(Finding("webhooks", "warn", f"{', '.join(heard)}: no address from outside is set", mend))
    if environment.public_url.startswith("http://"):
        mend = "Only an https address goes into mails: the partner's own page and the one-click unsubscribe."
        found.append(Finding("webhooks", "warn", f"{environment.public_url} is not https", mend))
    bounces = {name: path for name, path in heard.items() if name in SERVICES}
    found += [Finding("webhooks", "ok", f"{name} is heard at {path}") for name, path in bounces.items()]
    if not environment.smtp_url.get_secret_value():
        return found
    account = settings.smtp
    carries = carrier(account.host, account.service)
    if carries and not any(SERVICES[name] is carries for name in heard if name in SERVICES):
        mend = "README, “Mail services”, says what to set; until then only bounces by mail are noticed."
        found.append(
            Finding("webhooks", "warn", f"{carries.name} tells us of no bounces or complaints", mend)
        )
    return found


async def crm_findings(settings: Settings) -> list[Finding]:
    """Whether the CRM lets us in, has what we need, and what its words are worth here."""
    table, rules = settings.rules.crm, settings.program.crm
    if rules is None:
        return []
    engine = Engine(
        Database(settings.environment.database_url.get_secret_value()),
        settings.program,
        Voice(settings.program),
        Clock(),
    )
    crm = open_crm(table, settings.crm_secrets, engine, settings.program, Clock())
    try:
        found = [Finding("crm", "ok", f"{rules.name}, {await crm.whose()}")]
        if unknown := await engine.ask(lambda session: CrmLinks(session).unknown()):
            says = f"{unknown} referrals are here that {rules.name} does not know"
            found.append(Finding("crm", "warn", says, "`referral-desk crm backfill` tells it of them."))
    except (Retry, Dead, SQLAlchemyError) as wrong:
        mend = "README, “Connect your CRM”, says what it needs."
        found = [Finding("crm", "bad", f"{rules.name}: {wrong}", mend)]
    finally:
        await crm.close()
        engine.close()
    if unsaid := [s.name for s in settings.program.pipeline.stages if not rules.word(s.key)]:
        mend = "Add them under [crm.stages]; until then they are told to nobody, and asked when it says them."
        found.append(Finding("crm", "warn", f"no word of {rules.name} for {', '.join(unsaid)}", mend))
    if not settings.crm_secrets.webhook_secret.get_secret_value():
        mend = "Set REFERRAL_DESK_CRM_WEBHOOK_SECRET, and let it call POST /crm."
        says = f"its webhooks are not taken; changes are asked for every {table.poll_minutes} minutes"
        found.append(Finding("crm", "warn", says, mend))
    return found


def payment_findings(settings: Settings) -> list[Finding]:
    """Which payment services are heard, and whether what stands there can be their secret."""
    environment = settings.environment
    heard = {name: key.split() for name in PAYMENTS if (key := environment.payment_key(name).strip())}
    if not heard:
        says = "neither Stripe nor PayPal is heard; what customers pay and get back is noted by hand"
        return [Finding("payments", "ok", says)]
    found = []
    for name, keys in heard.items():
        shape, looks = SECRETS[name]
        if all(shape.fullmatch(key) for key in keys):
            found.append(Finding("payments", "ok", f"{name} is heard at /payments/{name}"))
        else:
            says = f"what stands there for {name} is not {looks}"
            mend = f"Copy it from the webhook that you made at {name}; until then its calls are refused."
            found.append(Finding("payments", "bad", says, mend))
    if settings.rules.payments.test_mode:
        mend = "Take test_mode out of [payments] once you have tried it."
        found.append(Finding("payments", "warn", "test payments are booked as if they were real", mend))
    return found


SECRETS = {
    "stripe": (
        re.compile(r"whsec_\S{8,}"),
        "a signing secret, which begins with whsec_",
    ),
    "paypal": (re.compile(r"[0-9A-Z]{10,40}"), "the ID of a webhook, such as 0TP61235PE0123456"),
}


async def _slack(settings: Settings) -> AsyncIterator[Finding]:
    if not settings.workspaces:
        if token := settings.environment.slack_bot_token.get_secret_value():
            async for finding in workspace_findings(settings, token):
                yield finding
        return
    for team_id, token in (await asyncio.to_thread(_tokens, settings)).items():
        if not token:
            mend = "Open https://your-host/slack/install there."
            yield Finding("slack", "bad", f"nobody has installed me in {team_id} yet", mend)
            continue
        async for finding in workspace_findings(settings, token, is_home=team_id == settings.workspaces[0]):
            yield finding


def _tokens(settings: Settings) -> dict[str, str]:
    """Tokens of our workspaces, "" where there is none."""
    database = Database(settings.environment.database_url.get_secret_value())
    try:
        store = installations(database, settings.environment.slack_client_id)
        found = {team: store.find_bot(enterprise_id=None, team_id=team) for team in settings.workspaces}
    except SQLAlchemyError:  # the finding about the database says why
        return {}
    finally:
        database.close()
    return {team: str(bot.bot_token if bot else "") for team, bot in found.items()}
