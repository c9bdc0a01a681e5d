"""`trendbrief database`: bring the schema up to date."""

from __future__ import annotations

import click

from config.settings import load_settings
from storage.database import upgrade


@click.group(name="database", epilog="Example: trendbrief database upgrade")
def command() -> None:
    """Look after the database."""


@command.command(name="upgrade", epilog="Example: trendbrief database upgrade")
def upgrade_command() -> int:
    """Bring the database's schema up to this program's; nothing that is stored is lost."""
    url = load_settings().database_url
    upgrade(url)
    click.echo(f"{url} is up to date", err=True)
    return 0
