"""What stands in deploy/ fits the program it deploys."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.environment import Environment

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
KNOWN = {f.validation_alias or f"REFERRAL_DESK_{n.upper()}" for n, f in Environment.model_fields.items()}


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", lock.read_text(), re.MULTILINE))


def test_production_gets_the_very_versions_that_were_tested() -> None:
    production, tested = pins(DEPLOY / "requirements.lock"), pins(ROOT / "requirements.lock")
    assert production
    assert {name: tested.get(name) for name in production} == production


def test_production_gets_nothing_that_only_the_demo_and_the_tests_need() -> None:
    assert {"pytest", "pymap", "aiosmtpd", "mypy"} & set(pins(DEPLOY / "requirements.lock")) == set()


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "kubernetes.yaml", "referral-desk.service"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"\b(?:REFERRAL_DESK|SLACK)_[A-Z_]+\b", (DEPLOY / name).read_text()))
    assert named <= KNOWN


def test_the_image_holds_every_room_of_the_house_and_no_tests() -> None:
    copied = re.findall(r"^COPY (\S+) \1$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert copied == ["bot", "inbox", "storage", "templates", "workflows"]


def test_the_pieces_agree_on_port_and_user() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    documents: list[Any] = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
    pod = documents[0]["spec"]["template"]["spec"]
    container = pod["containers"][0]
    assert compose["services"]["desk"]["deploy"]["replicas"] == documents[0]["spec"]["replicas"] == 2
    assert container["ports"][0]["containerPort"] == 8080
    assert compose["services"]["desk"]["environment"]["REFERRAL_DESK_HTTP"] == "0.0.0.0:8080"
    assert pod["securityContext"]["runAsNonRoot"]
    assert container["livenessProbe"]["httpGet"]["path"] == "/live"
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"


def test_the_service_keeps_what_it_writes_from_everybody_else() -> None:
    assert "\nUMask=0077\n" in (DEPLOY / "referral-desk.service").read_text()


def test_production_gets_everything_that_the_program_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {re.match(r"[\w.-]+", each)[0] for each in project["dependencies"]}  # type: ignore[index]
    assert needed <= set(pins(DEPLOY / "requirements.lock"))


def test_the_newest_change_the_package_and_the_image_have_one_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## Changes\n\n### ([\d.]+)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    documents: list[Any] = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
    image = documents[0]["spec"]["template"]["spec"]["containers"][0]["image"]
    assert newest
    assert (image, version) == (f"referral-desk:{newest[1]}", f"{newest[1]}.0")
