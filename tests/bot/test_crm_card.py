"""A prospect that somebody works on in the CRM already: the card and its buttons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.crm import CrmLinks
from storage.database import Database
from tests.bot.acts import MANAGERS, buttons, introduce, shown
from tests.builders import partner
from tests.conftest import StillClock
from tests.rigs.office import RULES, Office, open_office
from workflows.commands import AddPartner
from workflows.crm_messages import NoteOpenDeal, OpenDeal
from workflows.model import Person

CRM = '\n[crm]\nvendor = "hubspot"\n[crm.stages]\ncontacted = "talk"\n'
RIVAL = OpenDeal("9", "Acme <renewal>", "talk", "aisha.khan@vendor.example", "https://app.hubspot.com/9")


@pytest.fixture
async def beside_a_crm(sqlite: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Office]:
    (tmp_path / "referral-desk.toml").write_text(RULES + CRM)
    async with open_office(sqlite, tmp_path, clock) as opened:
        await opened.handle(AddPartner(partner(), Person("a test")), "add")
        yield opened
        opened.engine.close()


async def test_a_manager_says_that_it_is_the_same_deal(beside_a_crm: Office) -> None:
    about = await introduce(beside_a_crm)
    await beside_a_crm.handle(NoteOpenDeal(about, RIVAL), "rival")
    (card,) = [post for post in beside_a_crm.posts(MANAGERS) if "already" in post.text]
    assert "Acme &lt;renewal&gt;" in shown(card.blocks)
    assert set(buttons(card.blocks)) == {"The same deal", "A new deal"}
    await beside_a_crm.slack.click("dana", MANAGERS, card.ts, "crm:follow")
    await beside_a_crm.deliver()  # waits for what a click began
    assert await verdict(beside_a_crm, about) == "follow"
    (after,) = [post for post in beside_a_crm.posts(MANAGERS) if "already" in post.text]
    assert not buttons(after.blocks)


async def verdict(office: Office, about: str) -> str:
    link = await office.engine.ask(lambda session: CrmLinks(session).get(about))
    return link.verdict if link else ""
