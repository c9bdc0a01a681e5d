"""`trendbrief database`: bring the schema up to date, back up, restore."""

from __future__ import annotations

from pathlib import Path

import click

from bot.clock import SystemClock
from config.settings import load_settings
from storage.backup import back_up, restore
from storage.database import database_path, upgrade
from storage.holder import holding


@click.group(name="database", epilog="Example: trendbrief database backup before-upgrade.db")
def command() -> None:
    """Look after the database."""


@command.command(name="upgrade", epilog="Example: trendbrief database upgrade")
def upgrade_command() -> int:
    """Bring the database's schema up to this program's; nothing that is stored is lost."""
    url = load_settings().database_url
    upgrade(url)
    click.echo(f"{url} is up to date", err=True)
    return 0


@command.command(name="backup", epilog="Example: trendbrief database backup monday.db")
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> int:
    """Write a whole copy of the database to FILE; the program may be running.

    FILE must not exist yet, its folder must.
    """
    back_up(database_path(load_settings().database_url), file)
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB", err=True)
    return 0


@command.command(name="restore", epilog="Example: trendbrief database restore monday.db")
@click.argument("file", type=click.Path(path_type=Path))
def restore_command(file: Path) -> int:
    """Put the backup FILE in the place of the database, which is kept beside it.

    Refused while the program runs on the database.
    """
    target = database_path(load_settings().database_url)
    target.parent.mkdir(parents=True, exist_ok=True)
    with holding(target, purpose="restore", now=SystemClock().now()):
        kept = restore(file, target)
    click.echo(f"{target} is restored from {file}", err=True)
    if kept is not None:
        click.echo(f"what it was before is in {kept}", err=True)
    return 0
