"""`referral-desk asset`: the archive of what partners may hand on."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli.shell import database, out
from bot.clock import Clock
from storage.assets import Assets
from storage.files import Files
from workflows.assets import Asset
from workflows.errors import BadInput

assets = typer.Typer(
    help="What partners may hand on: sent when they ask for it (“send me the one-pager for dentists”).",
    no_args_is_help=True,
)


@assets.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False)],
    title: Annotated[str, typer.Option(help="What partners read; default: the file's name.")] = "",
    tag: Annotated[list[str] | None, typer.Option(help="What it is about; repeat for more.")] = None,
) -> None:
    """Put a file into the archive; the same title again replaces it."""
    named, now = (title or file.stem.replace("_", " ").replace("-", " ")).strip()[:120], Clock().now()
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    with database() as opened, opened.write() as session:
        ref = Files(session).keep(file.name, media_type, file.read_bytes(), now)
        Assets(session).add(Asset(named, ref, tuple(t.strip().lower() for t in tag or () if t.strip())), now)
    out.print(f"[green]{escape(named)}[/] is in the archive.", markup=True, highlight=False)


@assets.command("list")
def listed() -> None:
    """What is in the archive."""
    table = Table("Title", "File", "Tags")
    with database() as opened, opened.read() as session:
        for asset in Assets(session).all():
            table.add_row(asset.title, asset.file.name, ", ".join(asset.tags))
    out.print(table)


@assets.command("remove")
def remove(title: Annotated[str, typer.Argument(help="Its title.")]) -> None:
    """Take a file out of the archive."""
    with database() as opened, opened.write() as session:
        if not Assets(session).remove(title):
            raise BadInput(
                f'There is nothing called "{title}"; `referral-desk asset list` shows what there is.'
            )
    out.print(f"{title} is gone from the archive.", highlight=False)
