"""The house keeps its shape."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "inbox", "storage", "templates", "workflows")
TOP = {
    ".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "bot", "deploy", "inbox", "manifest.yml",
    "pyproject.toml", "requirements.lock", "storage", "templates", "tests", "workflows",
}  # fmt: skip


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.fail("the tests of the house run in a git checkout")
    return [ROOT / line for line in listed.stdout.splitlines()]


def test_the_top_level_is_what_the_design_says() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP


def test_no_installed_distribution_brings_a_package_of_the_same_name() -> None:
    found = packages_distributions()  # an editable install lists none of its own
    assert {name for room in ROOMS for name in found.get(room, [])} <= {"referral-desk"}


@pytest.mark.parametrize("words", ["index-url", "find-links", "/simple/"])
def test_no_address_of_a_package_registry_is_in_the_lock(words: str) -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if words in line and not line.startswith("#")] == []


def test_every_locked_package_has_a_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    pins = re.findall(r"^[\w.-]+==[^\n]*\n((?:\s+--hash=\S+[^\n]*\n)*)", lock, re.MULTILINE)
    assert pins
    assert all("--hash=sha256:" in hashes for hashes in pins)


def test_what_the_doctor_asks_for_is_what_the_manifest_grants() -> None:
    from bot.slack.workspace.scopes import SCOPES

    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())
    assert set(SCOPES) <= set(manifest["oauth_config"]["scopes"]["bot"])


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    from typer.main import get_command

    from bot.cli.main import cli

    known = set(get_command(cli).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"referral-desk ([a-z][a-z-]+)", (ROOT / "README.md").read_text()))
    assert named - {"runs"} <= known


def test_every_threat_in_the_readme_names_proofs_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    section = readme.partition("## Who might do harm")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and "`tests/" in line]
    assert len(rows) >= 9
    for row in rows:
        proofs = row.rpartition("|")[0].rpartition("|")[2]
        for name in re.findall(r"`((?:tests/|test_)[^`]*)`", proofs):
            found = (ROOT / name).exists() if "/" in name else any(ROOT.glob(f"tests/*/{name}"))
            assert found, f"{name} in: {row}"
