"""Who is what to us: lists, user groups, people of other workspaces."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.slack import LocalSlack
from bot.slack.partners.trust_card import MOST_KEPT
from bot.slack.people import Groups, People
from bot.slack.workspace.memory import Memory
from storage.database import Database
from tests.bot.acts import MANAGERS, SALES, SHARED, connect, known_workspace, say, top_view
from tests.builders import DANA, other_partner, partner, program
from tests.conftest import StillClock
from tests.rigs.office import RULES, Office, open_office
from workflows.commands import AddPartner
from workflows.model import Contact, Person


def people(office: Office, groups: Groups | None = None, **changes: object) -> People:
    return People(office.ours.client, office.engine, program(**changes), (), groups or Groups())


def user_id(office: Office, name: str) -> str:
    return office.slack.workspace.user(name).id


async def test_user_groups_make_managers_finance_and_reps(by_socket: Office) -> None:
    known = people(
        by_socket,
        Groups("@partner-team", "finance", "@sales"),
        managers=(Person("X", "x@y.example"),),
        reps=(),
    )
    roles = {
        name: (await known.find(user_id(by_socket, name))).role for name in ("dana", "ines", "marco", "jonas")
    }
    assert roles == {"dana": "manager", "ines": "finance", "marco": "rep", "jonas": "rep"}


async def test_lists_and_groups_add_up(by_socket: Office) -> None:
    known = people(by_socket, Groups(rep="@finance"))
    assert (await known.find(user_id(by_socket, "marco"))).role == "rep"
    assert (await known.find(user_id(by_socket, "ines"))).role == "rep"
    assert (await known.find(user_id(by_socket, "jonas"))).role == "stranger"


async def test_a_group_that_is_gone_has_no_members(by_socket: Office) -> None:
    known = people(by_socket, Groups(rep="@nobody-home"), reps=())
    assert (await known.find(user_id(by_socket, "jonas"))).role == "stranger"


async def test_with_nobody_named_every_colleague_may_take_a_lead(by_socket: Office) -> None:
    known = people(by_socket, reps=())
    assert (await known.find(user_id(by_socket, "jonas"))).role == "rep"


async def test_somebody_elses_workspace_never_makes_a_manager(by_socket: Office) -> None:
    place = by_socket.slack.workspace
    place.add_user("mallory", "Dana Reyes", email=DANA.email, team_id="T0EVIL0000")
    place.group("partner-team").users.append(place.user("mallory").id)
    known = people(by_socket, Groups("@partner-team"))
    assert (await known.find(user_id(by_socket, "mallory"))).role == "stranger"


async def test_a_partner_who_joins_later_is_known_at_once(by_socket: Office) -> None:
    place = by_socket.slack.workspace
    place.add_user("lea", "Lea Roth", email="lea@later.example", team_id="T0LATER000")
    known = people(by_socket)
    assert (await known.find(user_id(by_socket, "lea"))).role == "stranger"
    known_workspace(by_socket, "T0LATER000", "P-9")
    late = partner("P-9", company="Later", contacts=(), domains=("later.example",))
    await by_socket.handle(AddPartner(late, Person("a test")), "add:late")
    found = await known.find(user_id(by_socket, "lea"))
    assert (found.role, found.partner and found.partner.id) == ("partner", "P-9")


async def test_another_companys_workspace_does_not_say_who_is_a_partner(by_socket: Office) -> None:
    """The address in a profile is what that workspace's administrator writes there, also of the first."""
    place = by_socket.slack.workspace
    for one in (partner(), other_partner()):
        await by_socket.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
    team, katrin = "T0NORTHWND", "k.vogel@vogel-partner.example"
    place.add_user("sam", "Sam Ortega", email="sam@northwind.example", team_id=team)
    place.add_user("eve", "Katrin Vogel", email=katrin, team_id=team)
    place.add_user("katrin", "Katrin Vogel", email=katrin, team_id="T0VOGEL000")
    known_workspace(by_socket, team, "P-1")
    known, order = people(by_socket), ("sam", "eve", "katrin", "eve")
    roles = [(await known.find(user_id(by_socket, name))).role for name in order]
    assert roles == ["partner", "stranger", "stranger", "stranger"]
    await by_socket.slack.open_home("katrin")
    assert "asked our partner managers who you are" in json.dumps(await by_socket.home("katrin"))
    await by_socket.deliver()
    eves, hers = sorted(
        (m for m in by_socket.posts(MANAGERS) if "as somebody of" in m.text),
        key=lambda m: "T0VOGEL000" in m.text,
    )
    by_socket.slack.workspace.channel(MANAGERS).members.append(place.user("marco").id)
    await by_socket.slack.click("marco", MANAGERS, hers.ts, "workspace:theirs")
    assert (await known.find(user_id(by_socket, "katrin"))).role == "stranger"
    await by_socket.slack.click("dana", MANAGERS, eves.ts, "workspace:not_theirs")
    await by_socket.slack.click("dana", MANAGERS, hers.ts, "workspace:theirs")
    await by_socket.deliver()
    roles = [(await known.find(user_id(by_socket, name))).role for name in order]
    assert roles == ["partner", "stranger", "partner", "stranger"]
    said = {m.ts: m.text for m in by_socket.posts(MANAGERS)}
    assert "is not Vogel" in said[eves.ts]
    assert "I hear their people" in said[hers.ts]


async def test_what_somebody_writes_before_they_are_known_waits_under_the_question(by_socket: Office) -> None:
    """It is told to the managers alone, as data, up to a number; a click takes the referral in afterwards."""
    connect(by_socket)
    await by_socket.handle(AddPartner(other_partner(), Person("a test")), "add:P-2")
    place, katrin = by_socket.slack.workspace, "k.vogel@vogel-partner.example"
    place.add_user("katrin", "Katrin <!here> Vogel", email=katrin, team_id="T0VOGEL000")
    place.channel(SHARED).members.append(place.user("katrin").id)
    bot = f"<@{by_socket.slack.app.bot_user_id}>"
    wants = "Please call Jane Dough at Acme, jane@acme.example <!channel>"
    for words in (f"{bot} {wants}", *(f"{bot} still there? ({n})" for n in range(MOST_KEPT))):
        await say(by_socket, "katrin", SHARED, words)
    told = [m.text + str(m.blocks) for m in by_socket.whispers(SHARED, "katrin")]
    assert "They have your words in front of them" in told[0]
    assert "please write this again" in told[-1]
    assert len(told) == MOST_KEPT + 1
    (question,) = (m for m in by_socket.posts(MANAGERS) if "as somebody of Vogel" in m.text)
    notes = by_socket.thread(MANAGERS, question)
    assert len(notes) == MOST_KEPT
    drawn = str(notes[0].blocks)
    assert "Please call Jane Dough at Acme, jane@acme.example" in drawn
    assert "<!" not in drawn
    assert not [m for m in by_socket.posts(SALES) if "Jane Dough" in m.text]
    await by_socket.slack.click("dana", MANAGERS, question.ts, "workspace:theirs")
    await by_socket.slack.click("dana", MANAGERS, notes[0].ts, "ask:0")
    form = json.dumps((await top_view(by_socket, "dana")).blocks)
    assert "jane@acme.example" in form
    assert "P-2" in form


async def test_an_own_address_counts_before_the_domain_of_another_partner(by_socket: Office) -> None:
    kim = Contact("Kim Lee", ("kim@later.example",))
    zed = partner("P-8", company="Zed Solo", contacts=(kim,), domains=())
    wide = partner("P-9", company="Later", contacts=(), domains=("later.example",))
    await by_socket.handle(AddPartner(zed, Person("a test")), "add:zed")
    await by_socket.handle(AddPartner(wide, Person("a test")), "add:wide")
    by_socket.slack.workspace.add_user("kim", "Kim Lee", email="kim@later.example")
    found = await people(by_socket).find(user_id(by_socket, "kim"))
    assert found.partner
    assert found.partner.company == "Zed Solo"


async def test_where_domains_are_not_trusted_a_colleague_is_a_stranger_in_slack_too(
    by_socket: Office,
) -> None:
    await by_socket.handle(AddPartner(partner(), Person("a test")), "add")
    by_socket.slack.workspace.add_user("kim", "Kim Lee", email="kim@northwind.example")
    by_socket.slack.workspace.add_user("sam", "Sam Ortega", email="sam@northwind.example")
    known = people(by_socket, trust_partner_domains=False)
    assert (await known.find(user_id(by_socket, "kim"))).partner is None
    assert (await known.find(user_id(by_socket, "sam"))).role == "partner"


async def test_a_person_slack_does_not_show_is_a_stranger(by_socket: Office) -> None:
    assert (await people(by_socket).find("U0NOBODY00")).role == "stranger"


async def test_what_slack_told_us_is_asked_again_behind_the_scenes_and_then_openly() -> None:
    asked: list[int] = []

    async def look_up() -> int:
        asked.append(len(asked))
        return asked[-1]

    behind: Memory[int] = Memory(fresh_s=0.0, known_s=3600.0)
    assert [await behind.get("x", look_up), await behind.get("x", look_up)] == [0, 0]
    while len(asked) < 2:
        await asyncio.sleep(0)
    openly: Memory[int] = Memory(fresh_s=0.0, known_s=0.0)
    first, second = await openly.get("x", look_up), await openly.get("x", look_up)
    assert second > first


@pytest.fixture
async def grouped(sqlite: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Office]:
    """An office whose TOML file names a group."""
    (tmp_path / "referral-desk.toml").write_text(f'{RULES}\n[roles]\nmanager_group = "@finance"\n')
    async with open_office(sqlite, tmp_path, clock) as opened:
        yield opened
        opened.engine.close()


async def test_the_toml_file_names_the_groups(grouped: Office) -> None:
    result = await grouped.slack.slash("ines", "general", "/partner", "add Somebody")
    assert result.acked
    assert await grouped.slack.until(lambda: grouped.slack.workspace.top_view("ines"))


def test_the_local_slack_knows_the_groups_of_these_tests() -> None:
    assert {g.handle for g in LocalSlack().workspace.groups.values()} >= {"partner-team", "finance", "sales"}
