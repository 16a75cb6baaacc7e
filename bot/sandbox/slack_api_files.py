"""Web API methods about files: the three steps of an upload."""

from __future__ import annotations

from bot.sandbox.slack_api import Api, Args, SlackError, method
from bot.sandbox.slack_shapes import file_json
from bot.sandbox.workspace import File, Json, Message


@method("files.getUploadURLExternal", "files:write")
def _get_upload_url(api: Api, args: Args) -> Json:
    name, length = args.need("filename"), args.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments")
    file = File(api.workspace.new_id("F"), name, api.app.bot_user_id, length)
    api.workspace.files[file.id] = file
    return {"upload_url": api.new_upload_url(file.id), "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def _complete_upload(api: Api, args: Args) -> Json:
    listed = args.data("files")
    if not isinstance(listed, list) or not listed:
        raise SlackError("invalid_arguments")
    files = []
    for one in listed:
        file = api.workspace.files.get(one.get("id", ""))
        if file is None or len(file.content) != file.length:
            raise SlackError("file_not_found")
        file.title = one.get("title") or file.name
        files.append(file)
    if args.text("channel_id"):
        _share(api, args, files)
    return {"files": [file_json(file, api.app) for file in files]}


def _share(api: Api, args: Args, files: list[File]) -> None:
    channel = api.channel(args.text("channel_id"))
    if api.app.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    for file in files:
        file.shared_in.append(channel.id)
    message = Message(
        channel=channel.id,
        ts=api.workspace.new_ts(),
        user=api.app.bot_user_id,
        text=args.text("initial_comment"),
        thread_ts=args.text("thread_ts") or None,
        bot_id=api.app.bot_id,
        files=[file.id for file in files],
    )
    api.workspace.post(message)
    api.announce.message_posted(message)
