"""Environment and TOML become settings; every mistake is named at once."""

from __future__ import annotations

import re
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
    for expected in ("REFERRAL_DESK_HTTP", "[program] country", "[program] timezon", "[[managers]]"):
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


def test_what_the_starter_shows_as_a_default_is_one(tmp_path: Path) -> None:
    """Except for names and accounts, which are examples, and for a list whose order means nothing."""
    list(write_starter_files(tmp_path))
    lines = (tmp_path / "referral-desk.toml").read_text().splitlines()
    plain, table, differ = load_settings({}, tmp_path / "referral-desk.toml"), "", []
    for at, line in enumerate(lines):
        if heading := re.match(r"(#? ?)\[+(\w+)[\w.]*\]", line):
            table = "" if heading[1] else heading[2]
        elif table and (shown := re.match(r"# (\w+) = ", line)):
            changed = rules(tmp_path, "\n".join((*lines[:at], line[2:], *lines[at + 1 :])))
            differ += [f"{table}.{shown[1]}"] if load_settings({}, changed) != plain else []
    examples = "slack.workspaces sla.away engagement.layers payouts.name payouts.iban roles.manager_group"
    assert differ == [*examples.split(), "roles.finance_group", "roles.rep_group", "crm.vendor"]


def wrong(folder: Path, text: str = GOOD, **env: str) -> str:
    with pytest.raises(BadInput) as told:
        load_settings(env, rules(folder, text))
    return str(told.value)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('[program]\nnmae = "x"', '[program] nmae: not known; did you mean "name"?'),
        ("[progam]", '[progam]: not known; did you mean "program"?'),
        ('[program]\nprotection_days = "ninety"', "[program] protection_days: write a whole number"),
        ("[program]\nprotection_days = 0", "[program] protection_days: write 1 or more"),
        ('[program]\nweekend_cover = "maybe"', "[program] weekend_cover: write true or false"),
        ('[program]\nbusiness_days = ["Mon"]', "[program] business_days: write 'mon', 'tue'"),
        ("[program]\nbusiness_days = []", "[program]: business_days: name at least one day"),
        ('[program]\nopens = "nine"', '[program] opens: write a time such as "09:00"'),
        ('[program]\ntimezone = "Europe/Berln"', '[program] timezone: no time zone "Europe/Berln"; write'),
        ('[program]\ncurrency = "EURO"', "[program] currency: write an ISO 4217 code"),
        ('[program]\ncountry = "XX"', '[program]: country "XX", subdivision "": no such holiday calendar'),
        (
            '[[reps]]\nname = "Marco"\nemail = "m@x.example"\ntimezone = "Rome"',
            '[[reps]] "Marco" timezone: no',
        ),
        ('[[reps]]\nname = "Marco"', '[[reps]] "Marco" email: is missing'),
        (
            '[[groups]]\nname = "gold"\n[[groups.rules]]\nvalid_from = 1',
            "[[groups.rules]] 1 valid_from: write a",
        ),
        ('[payday]\ntz = "Mars"', 'payday.tz: no time zone "Mars"; write'),
    ],
)
def test_each_mistake_is_told_once_by_the_name_that_was_written(
    tmp_path: Path, written: str, sentence: str
) -> None:
    told = [line[4:] for line in wrong(tmp_path, f"{GOOD}\n{written}\n").splitlines()[1:]]
    assert [line[: len(sentence)] for line in told] == [sentence]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("REFERRAL_DESK_PUBLIC_URL", "desk.example", "write the whole address, such as https://"),
        ("REFERRAL_DESK_VERIFY_DKIM", "jein", "write true or false"),
        ("REFERRAL_DESK_HTTP", "8080", "write host and port"),
        ("REFERRAL_DESK_HTTP", "127.0.0.1:99999", "write host and port"),
        ("REFERRAL_DESK_MAIL_ADDRESS", "referrals", "write the bare address"),
        ("REFERRAL_DESK_MAIL_ADDRESS", "Desk <referrals@desk.example>", "write the bare address"),
        ("REFERRAL_DESK_DATABASE_URL", "mysql://u:geheim@h/d", "only SQLite and PostgreSQL are spoken here"),
        (
            "REFERRAL_DESK_DATABASE_URL",
            "postgers://u:geheim@h/d",
            "only SQLite and PostgreSQL are spoken here",
        ),
        ("REFERRAL_DESK_DATABASE_URL", "geheim", "that cannot be read; write sqlite:///"),
        (
            "REFERRAL_DESK_DATABASE_URL",
            "postgresql://u:geheim@h:port/d",
            "that cannot be read; write sqlite:///",
        ),
        ("REFERRAL_DESK_DATABASE_URL", "postgresql://u:ge@heim/x@h/d", "there is one @ too many"),
        ("REFERRAL_DESK_DATABASE_URL", "postgresql://u:ge@s?heim=x@h/d", "there is one @ too many"),
        (
            "REFERRAL_DESK_DATABASE_URL",
            "postgresql://u:geheim@h/d?sslmod=x",
            "nobody knows the option sslmod",
        ),
        ("REFERRAL_DESK_DATABASE_URL", "sqlite:///d.db?tiemout=1", "nobody knows the option tiemout"),
        ("REFERRAL_DESK_IMAP_URL", "imaps://u:ge#heim@h:993/INBOX", "user and password are percent-encoded"),
        ("REFERRAL_DESK_IMAP_URL", "imaps://u:geheim@/INBOX", "the mail URL names no host"),
        ("REFERRAL_DESK_SMTP_URL", "smtps://u:ge/heim@h", "user and password are percent-encoded"),
        ("SLACK_BOT_TOKEN", "xapp-1-geheim", "that is not such a token: one begins with xoxb-"),
        ("SLACK_APP_TOKEN", "xapp-1 geheim", "that is not such a token: one begins with xapp-"),
        (
            "SLACK_APP_TOKEN",
            "            # Socket Mode (scope …)",
            "a comment needs a line of",
        ),
        ("SLACK_APP_TOKEN", "xapp-geheim            # Socket Mode", "a comment needs a line of its own"),
        ("REFERRAL_DESK_AUTHSERVID", "geheim", "not known; did you mean REFERRAL_DESK_AUTHSERV_ID?"),
    ],
)
def test_a_variable_that_is_wrong_is_told_by_its_name_and_never_shown(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    told = wrong(tmp_path, **{name: value})
    assert told.splitlines()[1].startswith(f"  - {name}: {sentence}")
    assert len(told.splitlines()) == 2
    assert "heim" not in told


def test_all_that_is_wrong_and_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    path = rules(tmp_path, '[program]\nnmae = "x"\n[[commission]]\nname = "a"\n[[commission]]\nname = 1\n')
    env = {
        "REFERRAL_DESK_CONFIG": str(path),
        "REFERRAL_DESK_TRACES": "jein",
        "REFERRAL_DESK_HTTP": "8080",
    }
    with pytest.raises(BadInput) as told:
        load_settings(env, to_run=True)
    for each in (
        "REFERRAL_DESK_TRACES:", "REFERRAL_DESK_HTTP:", "[program] nmae:", "[[managers]]:",
        "commission[0].valid_from:", "commission[1].name:", "SLACK_BOT_TOKEN is not set",
    ):  # fmt: skip
        assert each in str(told.value)
    assert "no such file" not in str(told.value)


def test_what_kubernetes_adds_of_a_service_with_our_name_is_no_mistake(tmp_path: Path) -> None:
    env = {"REFERRAL_DESK_PORT": "tcp://10.0.0.1:80", "REFERRAL_DESK_SERVICE_HOST": "10.0.0.1"}
    load_settings(env, rules(tmp_path))


def test_a_settings_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot be read \(Is a directory\)"):
        load_settings({"REFERRAL_DESK_CONFIG": str(tmp_path)})


def test_no_value_of_the_starter_has_a_comment_behind_it(tmp_path: Path) -> None:
    list(write_starter_files(tmp_path))
    lines = (tmp_path / ".env").read_text().splitlines()
    assigned = [line.lstrip("# ") for line in lines if re.match(r"(# )?[A-Z_]+=", line)]
    assert len(assigned) > 20
    assert [line for line in assigned if "#" in line] == []
