"""Who somebody in Slack is to us, and which channel a name means."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack.partners import trust_card
from bot.slack.partners.trust_card import Claim
from bot.slack.workspace.checkup import all_channels, channel_trouble
from bot.slack.workspace.memory import Memory
from inbox.formats.charsets import clean_line
from storage.partners import Partners
from storage.teams import SlackTeams
from workflows.errors import Retry
from workflows.model import Partner, Person, signed_as
from workflows.program import Program

Role = Literal["manager", "finance", "rep", "partner", "stranger"]
MAY_CLAIM = frozenset({"manager", "rep"})
MAY_SEE_PARTNERS = frozenset({"manager", "finance", "rep"})
MAY_SEE_MONEY = frozenset({"manager", "finance"})
FOR_MONEY = ":raised_hand: Money is for partner managers, finance and the partner themselves."
CHANGE_MONEY = "Only managers and finance change anything about money."
ASKED_ABOUT = (
    "I have heard nobody from your Slack workspace before, so I have asked our partner managers who you are."
)
UNKNOWN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A person in Slack with the role they play here."""

    id: str
    person: Person
    role: Role
    partner: Partner | None = None
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """User groups of the workspace (`[roles]` of the TOML file) whose members play a role; "" is none."""

    manager: str = ""
    finance: str = ""
    rep: str = ""


class People:
    """Roles by the lists of the TOML file (Slack ID or e-mail) and by user groups."""

    def __init__(
        self,
        client: AsyncWebClient,
        engine: Engine,
        program: Program,
        finance: tuple[Person, ...],
        groups: Groups = Groups(),
        ours: Collection[str] = (),
    ) -> None:
        self._client = client
        self._engine = engine
        self._program = program
        self._finance = finance
        self._groups = groups
        self._ours = frozenset(ours)  # our workspaces; asked of Slack with the first person
        self._profiles: Memory[dict[str, Any]] = Memory()
        self._members: Memory[frozenset[str]] = Memory()

    async def find(self, user_id: str) -> SlackUser:
        """The person behind a Slack user ID; somebody Slack does not tell us about is a stranger."""
        user = await self._profiles.get(user_id, lambda: self._look_up(user_id))
        profile = user.get("profile") or {}
        email = str(profile.get("email") or "").lower()
        name = profile.get("real_name") or user.get("real_name") or user.get("name") or user_id
        person = Person(clean_line(str(name)), email, user_id)
        if role := await self._role(person, user):
            signs = signed_as(person, (*self._program.managers, *self._finance))
            return SlackUser(user_id, signs if role in MAY_SEE_MONEY else person, role)
        partner = await self._partner(email)
        if partner and (claim := await self._claimed(person, user, partner)):
            return SlackUser(user_id, person, "stranger", claim=claim)
        return SlackUser(user_id, person, "partner" if partner else self._anybody(user), partner)

    def forget(self, user_id: str) -> None:
        """Ask Slack again next time: their name or address changed."""
        self._profiles.forget(user_id)

    def is_ours(self, user: Mapping[str, Any]) -> bool:
        """Whether a user object is of our own workspace; Slack Connect brings in people of others."""
        teams = {user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())}
        return bool(self._ours & teams) and not user.get("is_stranger")

    async def is_outsider(self, user_id: str) -> bool:
        """Whether somebody is of another workspace, or a partner's person who is a member of ours.

        A bot reads for the company that brought it.
        """
        user = await self._profiles.get(user_id, lambda: self._look_up(user_id))
        if user.get("is_bot"):
            return False
        return not self.is_ours(user) or (await self.find(user_id)).role == "partner"

    async def _look_up(self, user_id: str) -> dict[str, Any]:
        if not self._ours:
            self._ours = frozenset([str((await self._client.auth_test())["team_id"])])
        try:
            return (await self._client.users_info(user=user_id)).get("user") or {}
        except SlackApiError as refused:
            if refused.response.get("error") in UNKNOWN:
                return {}
            raise

    async def _partner(self, email: str) -> Partner | None:
        if not email:
            return None
        trust = self._program.trust_partner_domains
        return await self._engine.ask(lambda s: Partners(s).speaker(email, trust_domains=trust))

    async def _claimed(self, person: Person, user: Mapping[str, Any], partner: Partner) -> Claim | None:
        """What an address says that another workspace gives them, until a manager has confirmed it.

        Its administrator writes there whose address they like, so each workspace is asked about once.
        """
        if self.is_ours(user):
            return None
        team = str((user.get("enterprise_user") or {}).get("enterprise_id") or user.get("team_id") or "")
        if await self._engine.ask(lambda session: SlackTeams(session).speaks_for(team, partner.id)):
            return None
        asked = trust_card.workspace_question(person, team, partner)
        await self._engine.say(asked.key, lambda _session, _now: (asked,))
        return Claim(team, partner)

    async def _role(self, person: Person, user: Mapping[str, Any]) -> Role | None:
        """What the programme made of them. Nobody outside our workspace is ours, whatever their address."""
        if not self.is_ours(user) or user.get("is_bot"):
            return None
        ways: tuple[tuple[Role, tuple[Person, ...], str], ...] = (
            ("manager", self._program.managers, self._groups.manager),
            ("finance", self._finance, self._groups.finance),
            ("rep", self._program.reps, self._groups.rep),
        )
        for role, listed, group in ways:
            if _listed(person, listed) or (group and person.slack_id in await self._in_group(group)):
                return role
        return None

    async def _in_group(self, name: str) -> frozenset[str]:
        return await self._members.get(name, lambda: self._look_up_group(name))

    async def _look_up_group(self, name: str) -> frozenset[str]:
        """Who is in it now. A group that is gone is empty; doctor says so."""
        handle = name.removeprefix("@")
        groups: Any = await self._client.usergroups_list()
        known = {g["handle"]: g["id"] for g in groups["usergroups"]} | {
            g["id"]: g["id"] for g in groups["usergroups"]
        }
        if handle not in known:
            log.warning("slack.no_such_group", group=name)
            return frozenset()
        return frozenset((await self._client.usergroups_users_list(usergroup=known[handle]))["users"])

    def _anybody(self, user: Mapping[str, Any]) -> Role:
        """With nobody named as a rep, every full member of our own workspace may take a lead."""
        is_guest = user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_bot")
        is_open = not (self._program.reps or self._groups.rep)
        return "rep" if is_open and self.is_ours(user) and not is_guest else "stranger"


def _listed(person: Person, people: tuple[Person, ...]) -> bool:
    return any(
        (p.slack_id and p.slack_id == person.slack_id) or (p.email and p.email == person.email)
        for p in people
    )


class NoChannel(Retry):
    """A channel of the TOML file is not there for us; a person has to mend it."""

    def __init__(self, name: str, error: str) -> None:
        super().__init__(channel_trouble(name, error)[0], after_s=60)
        self.name, self.error = name, error


class Channels:
    """Channel names of the TOML file to Slack's IDs."""

    def __init__(self, client: AsyncWebClient, names: dict[str, str]) -> None:
        self._client = client
        self._names = names  # "sales" -> "#sales-referrals"
        self._ids: dict[str, str] = {}

    async def id_of(self, role: str) -> str:
        """The ID of our "sales" or "managers" channel; NoChannel while the bot cannot see it."""
        name = self.name_of(role)
        if not name.startswith("#"):
            return name
        if name not in self._ids:
            found = await all_channels(self._client)
            self._ids |= {each: c["id"] for each, c in found.items() if not c.get("is_archived")}
            if name not in self._ids:
                raise NoChannel(name, "is_archived" if name in found else "channel_not_found")
        return self._ids[name]

    def name_of(self, role: str) -> str:
        """What people call it."""
        return self._names.get(role, role)

    def forget(self, role: str) -> None:
        """Ask Slack again next time: the channel is gone, or another one has its name."""
        self._ids.pop(self.name_of(role), None)
