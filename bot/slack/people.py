"""Who somebody in Slack is to us, and which channel a name means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from storage.partners import Partners
from workflows.errors import Retry
from workflows.model import Partner, Person
from workflows.program import Program

Role = Literal["manager", "finance", "rep", "partner", "stranger"]
MAY_CLAIM = frozenset({"manager", "rep"})
MAY_SEE_PARTNERS = frozenset({"manager", "finance", "rep"})


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A person in Slack with the role they play here."""

    id: str
    person: Person
    role: Role
    partner: Partner | None = None


class People:
    """Roles by the lists in the TOML file (Slack ID or e-mail); asked of Slack once per person."""

    def __init__(
        self,
        client: AsyncWebClient,
        engine: Engine,
        program: Program,
        finance: tuple[Person, ...],
    ) -> None:
        self._client = client
        self._engine = engine
        self._program = program
        self._finance = finance
        self._home_team = ""  # asked of Slack with the first person
        self._known: dict[str, SlackUser] = {}

    async def find(self, user_id: str) -> SlackUser:
        """The person behind a Slack user ID; somebody Slack does not tell us about is a stranger."""
        if user_id not in self._known:
            self._known[user_id] = await self._look_up(user_id)
        return self._known[user_id]

    def forget(self, user_id: str) -> None:
        """Ask Slack again next time: their name or address changed."""
        self._known.pop(user_id, None)

    async def _look_up(self, user_id: str) -> SlackUser:
        if not self._home_team:
            self._home_team = str((await self._client.auth_test())["team_id"])
        user: dict[str, Any] = (await self._client.users_info(user=user_id)).get("user") or {}
        profile = user.get("profile", {})
        email = str(profile.get("email", "")).lower()
        name = profile.get("real_name") or user.get("real_name") or user.get("name") or user_id
        person = Person(str(name), email, user_id)
        partner = await self._partner(email) if email else None
        return SlackUser(user_id, person, self._role(person, user, partner), partner)

    async def _partner(self, email: str) -> Partner | None:
        found = await self._engine.ask(lambda session: Partners(session).named_in([email]))
        return found[0] if found else None

    def _role(self, person: Person, user: dict[str, object], partner: Partner | None) -> Role:
        if _listed(person, self._program.managers):
            return "manager"
        if _listed(person, self._finance):
            return "finance"
        if _listed(person, self._program.reps):
            return "rep"
        if partner:
            return "partner"
        is_guest = user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_bot")
        is_ours = user.get("team_id") == self._home_team and not is_guest
        # With no reps listed, every full member of our own workspace may take a lead.
        return "rep" if is_ours and not self._program.reps else "stranger"


def _listed(person: Person, people: tuple[Person, ...]) -> bool:
    return any(
        (p.slack_id and p.slack_id == person.slack_id) or (p.email and p.email == person.email)
        for p in people
    )


class Channels:
    """Channel names of the TOML file to Slack's IDs."""

    def __init__(self, client: AsyncWebClient, names: dict[str, str]) -> None:
        self._client = client
        self._names = names  # "sales" -> "#sales-referrals"
        self._ids: dict[str, str] = {}

    async def id_of(self, role: str) -> str:
        """The ID of our "sales" or "managers" channel; `Retry` while the bot cannot see it."""
        name = self._names.get(role, role)
        if not name.startswith("#"):
            return name
        if name not in self._ids:
            await self._refresh()
        if name not in self._ids:
            raise Retry(f"{name} does not exist or I am not a member; invite me with /invite", after_s=60)
        return self._ids[name]

    async def _refresh(self) -> None:
        cursor = ""
        while True:
            page: Any = await self._client.conversations_list(
                types="public_channel,private_channel", exclude_archived=True, limit=200, cursor=cursor
            )
            self._ids |= {f"#{c['name']}": c["id"] for c in page["channels"]}
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return
