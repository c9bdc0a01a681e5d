"""`trendbrief sources`: where the stored items come from."""

from __future__ import annotations

import click

from bot.app import opened
from config.settings import load_settings


@click.group(name="sources", epilog="Example: trendbrief sources list")
def command() -> None:
    """The sources that documents were stored under."""


@command.command(name="list", epilog="Example: trendbrief sources list")
def list_command() -> int:
    """List the sources with the counts of their documents and items, and when the last came."""
    with opened(load_settings()) as product:
        sources = product.items.sources()
        for source in sources:
            last = source.last_stored_at.astimezone(product.zone) if source.last_stored_at else None
            stored = f"{last:%Y-%m-%d %H:%M}" if last else "never"
            click.echo(f"{source.name}\t{source.documents}\t{source.items}\t{stored}")
        if not sources:
            click.echo("no document was stored under a source yet", err=True)
    return 0
