"""One mail system for all tests of this folder that do not break it."""

from collections.abc import Iterator

import pytest

from tests.rigs.mail import MailRig


@pytest.fixture(scope="session")
def rig() -> Iterator[MailRig]:
    """A running Dovecot and Postfix; each test takes a user of its own."""
    with MailRig() as running:
        yield running
