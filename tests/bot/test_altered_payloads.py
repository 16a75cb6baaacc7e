"""What somebody sends whose form names a lead that is not theirs (any more): nothing of it is shown."""

from __future__ import annotations

import json

import pytest

from bot.sandbox.slack_delivery import Dispatch
from bot.slack.leads.lead_forms import PICK
from tests.bot.acts import SALES, heard, introduce
from tests.bot.test_every_listener import payload_for, post
from tests.rigs.office import Office


@pytest.mark.parametrize("office", ["signed HTTP"], indirect=True)
@pytest.mark.parametrize("who", ["aisha", "jonas", "ines"])
async def test_the_stage_form_of_somebody_elses_lead_is_not_drawn(office: Office, who: str) -> None:
    lead = await introduce(office)
    (card,) = office.posts(SALES)
    await office.slack.click("marco", SALES, card.ts, "referral:claim")
    made: Dispatch = payload_for(office, "action", PICK, office.slack.workspace.user(who), card)
    made.payload["view"]["private_metadata"] = json.dumps({"about": lead, "channel": ""})
    made.payload["actions"][0]["selected_option"]["value"] = "contacted"
    assert await post(office, made) == 200
    await heard()
    assert office.slack.calls_of("views.update") == []
    assert "chat.postMessage" in {call.method for call in office.slack.calls}
