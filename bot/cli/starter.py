"""`referral-desk init`: the two files a programme starts from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from templates import starter_file

FILES = {"referral-desk.toml": "referral-desk.toml", ".env": "env"}  # the file, and its template


def write_starter_files(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Each path, and whether it was written; a file that exists is never touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, template in FILES.items():
        path = folder / name
        try:
            with path.open("x", encoding="utf-8") as file:
                path.chmod(0o600 if name == ".env" else 0o644)
                file.write(starter_file(template))
        except FileExistsError:
            yield path, False
        else:
            yield path, True
