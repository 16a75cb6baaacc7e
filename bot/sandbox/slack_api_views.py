"""Web API methods about modals and App Home: views.*."""

from __future__ import annotations

import json

from bot.sandbox.elements import initial_state, with_ids
from bot.sandbox.slack_api import Api, Args, SlackError, method
from bot.sandbox.slack_shapes import view_json
from bot.sandbox.workspace import Json, View

DEEPEST_STACK = 3
LARGEST_VIEW = 250_000


@method("views.open")
def _open(api: Api, args: Args) -> Json:
    spec = _spec(api, args.data("view"), "modal")
    user_id = api.triggers.use(args.text("trigger_id"))
    view = new_view(api, user_id, spec)
    api.workspace.modals[user_id] = [view]
    api.workspace.view_changed("view_opened", view)
    return {"view": view_json(view, api.app)}


@method("views.push")
def _push(api: Api, args: Args) -> Json:
    spec = _spec(api, args.data("view"), "modal")
    user_id = api.triggers.use(args.text("trigger_id"))
    return {"view": view_json(push_view(api, user_id, spec), api.app)}


@method("views.update")
def _update(api: Api, args: Args) -> Json:
    spec = _spec(api, args.data("view"), "modal", "home")
    view = _addressed(api, args)
    if args.text("hash") and args.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    if view.spec["type"] != spec["type"]:
        raise SlackError("invalid_arguments")
    replace_view(api, view, spec)
    return {"view": view_json(view, api.app)}


@method("views.publish")
def _publish(api: Api, args: Args) -> Json:
    user = api.user(args.need("user_id"))
    spec = _spec(api, args.data("view"), "home")
    before = api.workspace.homes.get(user.id)
    if before and args.text("hash") and args.text("hash") != before.hash:
        raise SlackError("hash_conflict")
    if before:
        replace_view(api, before, spec)
        home = before
    else:
        home = api.workspace.homes[user.id] = new_view(api, user.id, spec)
    api.workspace.view_changed("home_published", home)
    return {"view": view_json(home, api.app)}


def new_view(api: Api, user_id: str, spec: Json) -> View:
    """A view that has not been shown yet."""
    stored = _stored(api, spec)
    view_id = api.workspace.new_id("V")
    return View(view_id, user_id, stored, _new_hash(api), view_id, state=initial_state(stored["blocks"]))


def push_view(api: Api, user_id: str, spec: Json) -> View:
    """Lay a view over the one this person looks at."""
    stack = api.workspace.modals.setdefault(user_id, [])
    if len(stack) >= DEEPEST_STACK:
        raise SlackError("push_limit_reached")
    view = new_view(api, user_id, spec)
    if stack:
        view.root_id, view.previous_id = stack[0].id, stack[-1].id
    stack.append(view)
    api.workspace.view_changed("view_opened", view)
    return view


def replace_view(api: Api, view: View, spec: Json) -> None:
    """Show something else in the same view; what was entered into the same fields stays."""
    view.spec = _stored(api, spec)
    view.state = initial_state(view.blocks, view.state)
    view.hash = _new_hash(api)
    view.errors = {}
    api.workspace.view_changed("view_changed", view)


def checked_view(api: Api, view: object) -> Json:
    """A modal which came as the answer to a submission."""
    return _spec(api, view, "modal")


def _addressed(api: Api, args: Args) -> View:
    if args.text("view_id"):
        return api.view(args.text("view_id"))
    external = args.need("external_id")
    for stack in [*api.workspace.modals.values(), list(api.workspace.homes.values())]:
        for view in stack:
            if view.spec.get("external_id") == external:
                return view
    raise SlackError("not_found")


def _spec(api: Api, view: object, *kinds: str) -> Json:
    if not isinstance(view, dict) or view.get("type") not in kinds:
        told = {"messages": [f"[ERROR] must be one of {kinds} [json-pointer:/view/type]"]}
        raise SlackError("invalid_arguments", response_metadata=told)
    if len(json.dumps(view)) > LARGEST_VIEW:
        raise SlackError("view_too_large")
    api.check(view, "invalid_arguments")
    return view


def _stored(api: Api, spec: Json) -> Json:
    return spec | {"blocks": with_ids(spec.get("blocks", []), lambda: api.workspace.new_id("b"))}


def _new_hash(api: Api) -> str:
    return f"{api.workspace.new_ts()}.{api.workspace.new_id('h')}"
