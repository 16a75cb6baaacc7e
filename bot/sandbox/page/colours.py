"""One of eight colours for everybody, always the same one."""

from __future__ import annotations

import hashlib


def hue(name: str) -> str:
    """The CSS class of this name's colour."""
    return f"hue-{hashlib.sha256(name.encode()).digest()[0] % 8}"
