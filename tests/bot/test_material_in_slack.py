"""Partners ask in Slack for something to hand on, and get the right file, alone; or a person who looks."""

from __future__ import annotations

import pytest

from storage.assets import Assets
from storage.files import Files
from tests.bot.acts import MANAGERS, SHARED, connect, introduce, say, shown
from tests.rigs.office import Office
from workflows.assets import Asset

WISH = "could you send me the one-pager for dentists?"
SAM = "sam@northwind.example"


async def keep(office: Office, *subjects: str) -> None:
    def put(session: object, now: object) -> None:
        for subject in subjects:
            name = f"{subject}.pdf"
            file = Files(session).keep(name, "application/pdf", subject.encode(), now)  # type: ignore[arg-type]
            asset = Asset(f"One-pager for {subject}", file, (subject,))
            Assets(session).add(asset, now)  # type: ignore[arg-type]

    await office.engine.unit(put)


def mailed(office: Office) -> list[tuple[str, str]]:
    return [(m["to"], m["subject"]) for m in office.mailbag.letters if "One-pager" in m["subject"]]


async def test_in_a_direct_conversation_the_file_is_shown_there(by_socket: Office) -> None:
    connect(by_socket)
    await introduce(by_socket)
    await keep(by_socket, "dentists", "bakers")
    space = by_socket.slack.workspace
    direct = space.direct("sam", by_socket.slack.app.bot_user_id)
    await say(by_socket, "sam", direct.id, WISH)
    await by_socket.deliver()
    said = space.messages[direct.id]
    assert any("Here you are: *One-pager for dentists*." in shown(m.blocks) for m in said)
    assert [space.files[file].name for m in said for file in m.files] == ["dentists.pdf"]
    assert mailed(by_socket) == []


async def test_in_a_shared_channel_it_goes_to_their_own_address_and_nobody_else_sees_it(
    by_socket: Office,
) -> None:
    connect(by_socket)
    await introduce(by_socket)
    await keep(by_socket, "dentists", "bakers")
    await say(by_socket, "sam", SHARED, f"<@{by_socket.slack.app.bot_user_id}> {WISH}")
    await by_socket.deliver()
    assert f"I have sent *One-pager for dentists* to {SAM}." in shown(
        by_socket.whispers(SHARED, "sam")[-1].blocks
    )
    assert mailed(by_socket) == [(SAM, "One-pager for dentists")]
    assert not any(m.files for m in by_socket.posts(SHARED))


async def test_a_command_of_a_guest_of_ours_sends_it_by_mail(by_socket: Office) -> None:
    by_socket.slack.workspace.add_user("sam", "Sam Ortega", email=SAM)
    by_socket.slack.workspace.add_channel(SHARED, members=("sam", "dana", "referral-desk"))
    await introduce(by_socket)
    await keep(by_socket, "dentists")
    result = await by_socket.slack.slash("sam", SHARED, "/partner", WISH.removeprefix("could you "))
    assert "I have sent *One-pager for dentists* to" in str(result)
    await by_socket.deliver()
    assert mailed(by_socket) == [(SAM, "One-pager for dentists")]


@pytest.mark.parametrize("kept", [(), ("plumbers", "bakers")])
async def test_what_we_do_not_have_is_looked_for_by_a_person(
    by_socket: Office, kept: tuple[str, ...]
) -> None:
    connect(by_socket)
    await introduce(by_socket)
    await keep(by_socket, *kept)
    await say(by_socket, "sam", SHARED, f"<@{by_socket.slack.app.bot_user_id}> {WISH}")
    await by_socket.deliver()
    assert "will answer you personally by" in shown(by_socket.whispers(SHARED, "sam")[-1].blocks)
    assert any("A question from" in m.text for m in by_socket.posts(MANAGERS))
    assert mailed(by_socket) == []
