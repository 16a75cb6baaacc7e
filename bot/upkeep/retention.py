"""`[retention]` of referral-desk.toml, kept by the clock: once a night, in small transactions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from bot.almanac import Kind
from bot.engine import Engine
from storage.history import History
from storage.retention import Due, Periods, Retention
from workflows.almanac import Run
from workflows.calendar import local_date
from workflows.operations import WordsForgotten

NAME = "retention"
AT = time(3, 10)  # nobody works
BATCH = 200

log = structlog.get_logger()


class RetentionTable(BaseModel):
    """Days; 0 is for ever."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mails_days: int = Field(0, ge=0)
    questions_days: int = Field(0, ge=0)
    messages_days: int = Field(0, ge=0)

    @property
    def periods(self) -> Periods:
        """As the store knows them."""
        return Periods(_days(self.mails_days), _days(self.questions_days), _days(self.messages_days))


def retention_kind(engine: Engine, periods: Periods, tz: str) -> Kind:
    """Forget every night what has become too old; after days away, once."""

    async def forget(run: Run) -> None:
        total = await forget_old(engine, periods)
        log.info("retention.done", run=run.key, mails=total[0], questions=total[1], messages=total[2])

    return Kind(NAME, lambda since, now: tuple(_nights(since, now, tz)), forget)


async def forget_old(engine: Engine, periods: Periods) -> tuple[int, int, int]:
    """Until nothing is due; gives how many mails, questions and messages that were."""
    mails = questions = messages = 0
    now = await engine.unit(lambda _session, at: at)
    while due := await engine.ask(lambda session: Retention(session).due(now, periods, limit=BATCH)):
        await engine.unit(partial(_forget, due))
        mails, questions = mails + len(due.mails), questions + len(due.questions)
        messages += len(due.messages)
    if mails or questions or messages:
        await engine.unit(lambda session, at: _log(session, at, mails, questions, messages))
    return mails, questions, messages


def _forget(due: Due, session: Session, _now: datetime) -> None:
    Retention(session).forget(due)


def _log(session: Session, now: datetime, mails: int, questions: int, messages: int) -> None:
    done = WordsForgotten(NAME, now, mails, questions, messages)
    History(session).append([done], key=f"{NAME}:{now.isoformat()}")


def _nights(since: datetime, now: datetime, tz: str) -> Iterator[Run]:
    """The newest night's run alone: what was missed is as old now."""
    day = local_date(now, tz)
    for each in (day, day - timedelta(days=1)):
        at = datetime.combine(each, AT, ZoneInfo(tz))
        if at <= now:
            if at > since:
                yield Run(NAME, f"{NAME}:{each}", at)
            return


def _days(count: int) -> timedelta | None:
    return timedelta(days=count) if count else None
