"""Environment and TOML become settings; every mistake is named at once."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot.cli.starter import write_starter_files
from bot.settings import load_settings, needed_to_run
from workflows.errors import BadInput

GOOD = '[[managers]]\nname = "Dana Reyes"\nemail = "Dana.Reyes@vendor.example"\n'


def rules(tmp_path: Path, text: str = GOOD) -> Path:
    path = tmp_path / "referral-desk.toml"
    path.write_text(text)
    return path


def test_defaults_are_a_working_programme(tmp_path: Path) -> None:
    settings = load_settings({"REFERRAL_DESK_MAIL_ADDRESS": "Referrals@Vendor.example"}, rules(tmp_path))
    assert (settings.program.hours.opens, settings.program.promised_hours) == (time(9), 24)
    assert settings.desk.address == "referrals@vendor.example"
    assert settings.desk.message_id_domain == "vendor.example"
    assert settings.desk.staff == {"dana.reyes@vendor.example"}


def test_every_bad_key_is_named_at_once(tmp_path: Path) -> None:
    bad = rules(tmp_path, '[program]\ncountry = "xx1"\ntimezon = "UTC"\n')
    env = {"REFERRAL_DESK_HTTP": "nowhere", "REFERRAL_DESK_IMAP_URL": "imaps://host"}
    with pytest.raises(BadInput) as told:
        load_settings(env, bad)
    for expected in ("REFERRAL_DESK_HTTP", "program.country", "program.timezon", "managers"):
        assert expected in str(told.value)


def test_a_secret_never_stands_in_an_error(tmp_path: Path) -> None:
    env = {"REFERRAL_DESK_SMTP_URL": "ftp://user:hunter2@host", "SLACK_BOT_TOKEN": "xoxb-hunter2"}
    with pytest.raises(BadInput) as told:
        load_settings(env, rules(tmp_path))
    assert "hunter2" not in str(told.value)
    assert "REFERRAL_DESK_SMTP_URL" in str(told.value)


def test_a_secret_never_stands_in_what_settings_look_like(tmp_path: Path) -> None:
    env = {"REFERRAL_DESK_IMAP_URL": "imaps://user:hunter2@host/INBOX", "SLACK_APP_TOKEN": "xapp-hunter2"}
    settings = load_settings(env, rules(tmp_path))
    assert "hunter2" not in f"{settings!r} {settings} {settings.mailboxes!r}"


def test_several_mailboxes_stand_in_one_setting(tmp_path: Path) -> None:
    urls = "imaps://a:pw@one.example/INBOX  imaps://b:pw@two.example/Leads"
    settings = load_settings({"REFERRAL_DESK_IMAP_URL": urls}, rules(tmp_path))
    assert [(box.host, box.folder) for box in settings.mailboxes] == [
        ("one.example", "INBOX"),
        ("two.example", "Leads"),
    ]


def test_an_unknown_time_zone_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Europe/Berlin"):
        load_settings({}, rules(tmp_path, f'{GOOD}\n[program]\ntimezone = "Middle/Earth"\n'))


def test_what_is_missing_to_run_is_listed(tmp_path: Path) -> None:
    missing = needed_to_run(load_settings({}, rules(tmp_path)))
    assert [m.split()[0] for m in missing] == [
        "REFERRAL_DESK_IMAP_URL",
        "REFERRAL_DESK_SMTP_URL",
        "REFERRAL_DESK_MAIL_ADDRESS",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
    ]


def test_the_starter_files_are_a_valid_beginning_and_are_never_overwritten(tmp_path: Path) -> None:
    assert [new for _, new in write_starter_files(tmp_path)] == [True, True]
    assert load_settings({}, tmp_path / "referral-desk.toml").program.managers[0].name == "Dana Reyes"
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    (tmp_path / ".env").write_text("mine")
    assert [new for _, new in write_starter_files(tmp_path)] == [False, False]
    assert (tmp_path / ".env").read_text() == "mine"
