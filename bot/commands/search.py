"""`trendbrief search`: what is stored, best or newest first."""

from __future__ import annotations

import click

from bot.app import Product, opened
from bot.clock import SystemClock
from bot.commands.output import found_json
from briefings.model.briefings import Found
from briefings.text.sources import source_of
from config.settings import load_settings


@click.command(
    name="search", epilog="Example: trendbrief search 양자암호 --order newest --limit 5 --json"
)
@click.argument("words", nargs=-1, required=True)
@click.option("--order", type=click.Choice(["best", "newest"]), default="best", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a result.")
def command(words: tuple[str, ...], *, order: str, limit: int, as_json: bool) -> int:
    """Search everything that is stored for all of WORDS; particles and spacing do not matter."""
    with opened(load_settings()) as product:
        found = product.items.search(words, newest=order == "newest", limit=limit, forgiving=True)
        for result in found:
            click.echo(found_json(result) if as_json else _line(result, product))
        if not found:
            click.echo(f"nothing is stored about {' '.join(words)}", err=True)
    return 0


def _line(found: Found, product: Product) -> str:
    room = product.newsroom
    voice = room.voice(room.language, room.zone, SystemClock().now())
    item = found.item
    return f"{item.id:>6}  {voice.date_of(item)}  {item.headline}  ({source_of(item)})"
