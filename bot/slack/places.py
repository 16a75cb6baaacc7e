"""Where something is said: the sales or managers' channel, another of ours, one shared with a partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.people import Channels, People
from bot.slack.workspace.memory import Memory
from workflows.errors import Retry
from workflows.model import Partner

Kind = Literal["sales", "managers", "internal", "shared", "direct", "unknown"]
TRUSTED_S = 60.0  # who sits in a channel may change; nobody may see for long what is not for them
MOST_MEMBERS = 1000  # in a larger shared channel nobody knows who reads
MOST_COLLEAGUES = 200  # nor in a larger one of ours: a partner may be a member of our workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation. `partner` is the one company that a shared channel is shared with."""

    id: str
    kind: Kind
    partner: Partner | None = None

    @property
    def is_ours(self) -> bool:
        """Whether only our own workspace reads here."""
        return self.kind in ("sales", "managers", "internal")


class Places:
    """Asked of Slack, and of the partners we know."""

    def __init__(self, client: AsyncWebClient, channels: Channels, people: People) -> None:
        self._client = client
        self._channels = channels
        self._people = people
        self._places: Memory[Place] = Memory(fresh_s=TRUSTED_S, known_s=TRUSTED_S)

    async def find(self, channel: str) -> Place:
        """What kind of place this is; unknown where Slack does not say, and then we say nothing."""
        if channel.startswith("D"):
            return Place(channel, "direct")
        return await self._places.get(channel, lambda: self._look_up(channel))

    async def _look_up(self, channel: str) -> Place:
        try:
            info: dict[str, Any] = (await self._client.conversations_info(channel=channel))["channel"]
            if any(info.get(sign) for sign in ("is_ext_shared", "is_pending_ext_shared")):
                return Place(channel, "shared", await self._company(channel))
            role = await self._role(channel)
            return Place(channel, role) if role != "internal" else await self._internal(channel)
        except SlackApiError:
            return Place(channel, "unknown")

    async def _role(self, channel: str) -> Kind:
        roles: tuple[Kind, ...] = ("sales", "managers")
        for role in roles:
            try:
                if await self._channels.id_of(role) == channel:
                    return role
            except (Retry, SlackApiError):
                continue
        return "internal"

    async def _company(self, channel: str) -> Partner | None:
        """The partner whose people alone sit here beside ours; None when anybody else does."""
        members = await self._members(channel, MOST_MEMBERS)
        return _only(await self._outside(members)) if len(members) < MOST_MEMBERS else None

    async def _internal(self, channel: str) -> Place:
        """A channel of ours, unless a partner sits in it."""
        members = await self._members(channel, MOST_COLLEAGUES)
        if len(members) >= MOST_COLLEAGUES:
            return Place(channel, "unknown")
        outside = await self._outside(members)
        return Place(channel, "shared", _only(outside)) if outside else Place(channel, "internal")

    async def _outside(self, members: list[str]) -> list[Partner | None]:
        """For whom those who are not our colleagues read; None for one whom we do not know."""
        outside = [who for who in members if await self._people.is_outsider(who)]
        return [(await self._people.find(who)).partner for who in outside]

    async def _members(self, channel: str, most: int) -> list[str]:
        members: list[str] = []
        cursor = ""
        while len(members) < most:
            page: Any = await self._client.conversations_members(channel=channel, limit=200, cursor=cursor)
            members += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                break
        return members


def _only(outside: list[Partner | None]) -> Partner | None:
    """The one partner they all are; None when anybody else reads, too."""
    partners = {one.id: one for one in outside if one}
    return next(iter(partners.values())) if None not in outside and len(partners) == 1 else None
