"""Acting as a person in the workspace: commands, clicks, modals, messages, App Home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox import elements, slack_payloads
from bot.sandbox.elements import BadEntry
from bot.sandbox.installation import Installation
from bot.sandbox.slack_api import Api, SlackError
from bot.sandbox.slack_api_chat import post_as_app
from bot.sandbox.slack_api_views import checked_view, push_view, replace_view
from bot.sandbox.slack_delivery import Ack, Dispatch, Kind
from bot.sandbox.slack_events import Events
from bot.sandbox.slack_response_urls import ResponseUrls
from bot.sandbox.slack_results import Outcome, SayResult, SlashResult, ViewResult
from bot.sandbox.workspace import Channel, Json, Message, NoSuchThing, User, View, Workspace

SLACKBOT = "USLACKBOT"
RECORDED = Ack(acked=True)  # entered on the screen; Slack sends nothing until the form is submitted


class Acting:
    """What people do. Users and channels go by id, handle or #name; `@referral-desk` is the DM."""

    workspace: Workspace
    app: Installation
    _api: Api
    _events: Events
    _urls: ResponseUrls

    async def _send(self, dispatch: Dispatch) -> Ack:
        raise NotImplementedError

    async def slash(self, user: str, channel: str, command: str, text: str = "") -> SlashResult:
        """Type a slash command; the answer in the ack is posted as Slack would.

        People of other workspaces (Slack Connect) have neither commands nor shortcuts, only buttons.
        """
        who, where = self.workspace.user(user), self._where(channel, user)
        if command not in self.app.commands or self._guest(who):
            return SlashResult(acked=False, response=None, elapsed_s=0.0, error="invalid_command")
        escaped = slack_payloads.typed_text(text.strip(), self.workspace, labels=True)
        payload = slack_payloads.slash_command(
            self.app,
            who,
            where,
            command,
            escaped,
            trigger_id=self._trigger(who),
            response_url=self._urls.issue(where, who),
        )
        ack = await self._deliver("slash_commands", payload)
        shown = self._show_answer(where, who, command, ack)
        return SlashResult(ack.acked, ack.response, ack.elapsed_s, ack.error, shown)

    async def click(
        self,
        user: str,
        channel: str,
        ts: str,
        action_id: str,
        value: str | None = None,
        selected: Any = None,
        *,
        block_id: str | None = None,
    ) -> Ack:
        """Press a button, or choose `selected` in a menu or field, of a message.

        A button's `value` (or `block_id`) tells equal action ids apart. Options are chosen by their value.
        """
        who = self.workspace.user(user)
        message = self.workspace.message(self._where(channel, user).id, ts)
        if message.ephemeral_to not in (None, who.id):
            raise NoSuchThing(f"{user} does not see message {ts}")
        state = message.states.setdefault(who.id, elements.initial_state(message.blocks))
        block, element = elements.find(message.blocks, action_id, block_id=block_id, value=value)
        made = self._act(block, element, selected, state, f"{message.channel}:{ts}")
        if made is None:
            return RECORDED
        url = self._urls.issue(self.workspace.channels[message.channel], who, message)
        payload = slack_payloads.block_actions_in_message(
            self.app, self.workspace, who, message, [made], trigger_id=self._trigger(who), response_url=url
        )
        return await self._deliver("interactive", payload)

    async def click_home(
        self,
        user: str,
        action_id: str,
        value: str | None = None,
        selected: Any = None,
        *,
        block_id: str | None = None,
    ) -> Ack:
        """The same as `click`, in this person's App Home."""
        home = self.workspace.homes.get(self.workspace.user(user).id)
        if home is None:
            raise NoSuchThing(f"{user} has no App Home yet")
        return await self._click_view(home, action_id, value, selected, block_id)

    async def click_in_view(
        self,
        user: str,
        action_id: str,
        value: str | None = None,
        selected: Any = None,
        *,
        block_id: str | None = None,
    ) -> Ack:
        """The same as `click`, in the modal this person looks at."""
        return await self._click_view(self._top(user), action_id, value, selected, block_id)

    async def submit_view(self, user: str, values: Mapping[str, Any] | None = None) -> ViewResult:
        """Fill fields (by action id or block id) of the modal on top and press its submit button."""
        who, view = self.workspace.user(user), self._top(user)
        for name, value in (values or {}).items():
            self._enter(view, name, value)
        view.errors = _complaints(view)
        if view.errors:
            self.workspace.view_changed("view_changed", view)
            return ViewResult("incomplete", acked=False, errors=view.errors, view=view)
        payload = slack_payloads.view_submission(
            self.app,
            who,
            view,
            trigger_id=self._trigger(who),
            response_urls=self._response_urls(view, who),
        )
        ack = await self._deliver("interactive", payload)
        if not ack.acked:
            return ViewResult("failed", acked=False, view=view, elapsed_s=ack.elapsed_s, error=ack.error)
        try:
            outcome = self._follow(view, ack.response or {})
        except SlackError as refusal:
            return ViewResult("failed", acked=True, view=view, elapsed_s=ack.elapsed_s, error=refusal.error)
        top = self.workspace.top_view(user)
        return ViewResult(outcome, acked=True, errors=view.errors, view=top, elapsed_s=ack.elapsed_s)

    async def close_view(self, user: str, *, everything: bool = False) -> Ack:
        """Press the close button of the modal on top, or close the whole stack."""
        who, top = self.workspace.user(user), self._top(user)
        cleared = everything or bool(top.spec.get("clear_on_close"))
        gone = list(reversed(self.workspace.modals[who.id])) if cleared else [top]
        for view in gone:
            self._close(view)
        ack = RECORDED
        for view in gone:
            if view.spec.get("notify_on_close"):
                payload = slack_payloads.view_closed(self.app, who, view, cleared=cleared)
                ack = await self._deliver("interactive", payload)
        return ack

    async def open_home(self, user: str, tab: str = "home") -> Ack:
        """Open the app's Home (or `messages`) tab."""
        who = self.workspace.user(user)
        direct = self.workspace.direct(who.id, self.app.bot_user_id)
        if not self._events.wants("app_home_opened"):
            return RECORDED
        home, now = self.workspace.homes.get(who.id), self.workspace.new_ts()
        return await self._events.send(
            slack_payloads.home_opened_event(self.app, who, direct, home, now, tab)
        )

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> SayResult:
        """Write a message; @names and #channels in it become mentions."""
        who, where = self.workspace.user(user), self._where(channel, user)
        if where.archived:
            raise BadEntry(f"{channel} is archived")
        written = slack_payloads.typed_text(text, self.workspace)
        message = Message(where.id, self.workspace.new_ts(), who.id, written, thread_ts=thread_ts)
        message.blocks = slack_payloads.typed_blocks(written, self.workspace.new_id("b"))
        message.broadcast = broadcast
        if thread_ts:
            parent = self.workspace.message(where.id, thread_ts)
            parent.thread_ts = parent.ts
        self.workspace.post(message)
        return SayResult(message, tuple(await self._events.tell(message)))

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Ack:
        """Choose a message shortcut (with channel and ts) or a global one."""
        who, now = self.workspace.user(user), self.workspace.new_ts()
        if self._guest(who):
            return Ack(acked=False, error="not_available")
        trigger = self._trigger(who)
        if channel is None or ts is None:
            payload = slack_payloads.global_shortcut(
                self.app, who, callback_id, action_ts=now, trigger_id=trigger
            )
            return await self._deliver("interactive", payload)
        message = self.workspace.message(self._where(channel, user).id, ts)
        url = self._urls.issue(self.workspace.channels[message.channel], who)
        payload = slack_payloads.message_shortcut(
            self.app,
            self.workspace,
            who,
            message,
            callback_id,
            action_ts=now,
            trigger_id=trigger,
            response_url=url,
        )
        return await self._deliver("interactive", payload)

    async def load_options(
        self,
        user: str,
        action_id: str,
        typed: str = "",
        *,
        channel: str | None = None,
        ts: str | None = None,
        home: bool = False,
    ) -> list[Json]:
        """Type into an external select of the modal on top (or a message, or the home): its options."""
        who = self.workspace.user(user)
        where: Message | View
        if channel and ts:
            where = self.workspace.message(self._where(channel, user).id, ts)
            place = f"{where.channel}:{ts}"
        else:
            where = self.workspace.homes[who.id] if home else self._top(user)
            place = where.id
        block, element = elements.find(where.blocks, action_id)
        payload = slack_payloads.block_suggestion(
            self.app,
            self.workspace,
            who,
            where,
            block_id=block["block_id"],
            action_id=element["action_id"],
            typed=typed,
        )
        answer = (await self._deliver("interactive", payload)).response or {}
        options = [
            *answer.get("options", ()),
            *(o for g in answer.get("option_groups", ()) for o in g["options"]),
        ]
        self._loaded[place, action_id] = options
        return options

    def enter(self, user: str, action_id: str, value: Any) -> None:
        """Fill a field (by action id or block id) of the modal on top without submitting."""
        self._enter(self._top(user), action_id, value)

    @property
    def _loaded(self) -> dict[tuple[str, str], list[Json]]:
        raise NotImplementedError

    async def _deliver(self, kind: Kind, payload: Json) -> Ack:
        return await self._send(Dispatch(kind, payload))

    async def _click_view(
        self, view: View, action_id: str, value: str | None, selected: Any, block_id: str | None
    ) -> Ack:
        who = self.workspace.users[view.user]
        block, element = elements.find(view.blocks, action_id, block_id=block_id, value=value)
        made = self._act(block, element, selected, view.state, view.id)
        if made is None:
            return RECORDED
        payload = slack_payloads.block_actions_in_view(
            self.app, who, view, [made], trigger_id=self._trigger(who)
        )
        return await self._deliver("interactive", payload)

    def _act(self, block: Json, element: Json, selected: Any, state: Any, place: str) -> Json | None:
        entry = None
        if element["type"] not in ("button", "workflow_button", "icon_button", "feedback_buttons"):
            loaded = self._loaded.get((place, element["action_id"]), ())
            entry = elements.entered(element, selected, loaded=loaded)
            if element["type"] != "overflow":
                state.setdefault(block["block_id"], {})[element["action_id"]] = entry
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        return elements.action(block, element, entry, self.workspace.new_ts())

    def _enter(self, view: View, name: str, value: Any) -> None:
        pairs = [(b, e) for b, e in elements.acting(view.blocks) if name in (e["action_id"], b["block_id"])]
        if not pairs:
            elements.find(view.blocks, name)
        block, element = pairs[0]
        loaded = self._loaded.get((view.id, element["action_id"]), ())
        entry = elements.entered(element, value, loaded=loaded)
        view.state.setdefault(block["block_id"], {})[element["action_id"]] = entry

    def _follow(self, view: View, response: Json) -> Outcome:
        match response.get("response_action"):
            case "errors":
                known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                view.errors = dict(response.get("errors") or {})
                if not view.errors or not view.errors.keys() <= known:
                    raise SlackError("invalid_errors")
                self.workspace.view_changed("view_changed", view)
                return "errors"
            case "update":
                replace_view(self._api, view, checked_view(self._api, response.get("view")))
                return "updated"
            case "push":
                push_view(self._api, view.user, checked_view(self._api, response.get("view")))
                return "pushed"
            case "clear":
                for one in reversed(self.workspace.modals.get(view.user, []).copy()):
                    self._close(one)
                return "cleared"
        self._close(view)
        return "closed"

    def _close(self, view: View) -> None:
        stack = self.workspace.modals.get(view.user, [])
        if view in stack:
            stack.remove(view)
            self.workspace.view_changed("view_closed", view)

    def _top(self, user: str) -> View:
        view = self.workspace.top_view(user)
        if view is None:
            raise BadEntry(f"{user} has no modal open")
        return view

    def _where(self, channel: str, user: str) -> Channel:
        if channel in (f"@{self.app.bot_name}", self.app.bot_user_id):
            return self.workspace.direct(user, self.app.bot_user_id)
        found, who = self.workspace.channel(channel), self.workspace.user(user)
        if found.kind != "public" and who.id not in found.members:
            raise NoSuchThing(f"{user} is not in {channel}")
        return found

    def _guest(self, who: User) -> bool:
        return who.team_id not in ("", self.app.team_id)

    def _trigger(self, who: User) -> str:
        return self._api.triggers.issue(who, f"{self.workspace.new_id('')}.{self.workspace.new_ts()}.local")

    def _show_answer(self, where: Channel, who: User, command: str, ack: Ack) -> Message | None:
        if not ack.acked:
            told = f"{command} failed with the error \u201c{ack.error}\u201d"
            failed = Message(where.id, self.workspace.new_ts(), SLACKBOT, told, ephemeral_to=who.id)
            return self.workspace.post(failed)
        if not ack.response or not any(ack.response.get(key) for key in ("text", "blocks", "attachments")):
            return None
        everyone = ack.response.get("response_type") == "in_channel"
        return post_as_app(self._api, where, ack.response, ephemeral_to=None if everyone else who.id)

    def _response_urls(self, view: View, who: User) -> Sequence[Json]:
        made = []
        for block, element in elements.acting(view.blocks):
            if not element.get("response_url_enabled"):
                continue
            entry = view.state[block["block_id"]][element["action_id"]]
            chosen = entry.get("selected_conversation") or entry.get("selected_channel")
            if chosen:
                url = self._urls.issue(self.workspace.channels[chosen], who)
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                made.append(ids | {"channel_id": chosen, "response_url": url})
        return made


def _complaints(view: View) -> dict[str, str]:
    inputs = [block for block in view.blocks if block["type"] == "input"]
    told = {
        block["block_id"]: elements.complaint(
            block, view.state[block["block_id"]][block["element"]["action_id"]]
        )
        for block in inputs
    }
    return {block_id: text for block_id, text in told.items() if text}
