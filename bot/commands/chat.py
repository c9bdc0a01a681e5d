"""`trendbrief chat`: the chat commands in the terminal or from a pipe."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.app import Product, opened
from bot.clock import SystemClock
from bot.platforms.terminal.listen import Conversation, typed_lines
from briefings.ask.commands import COMMANDS
from briefings.steps.answer import answer
from config.settings import load_settings

HISTORY = Path.home() / ".local" / "state" / "trendbrief" / "history"


@click.command(
    name="chat", epilog="Example: trendbrief chat, then /brief fintech, /detail 1, /help, /quit"
)
def command() -> int:
    """Ask and read in the terminal; lines from a pipe work too.

    Type /help for the commands. Ctrl-D or /quit leaves.
    """
    with opened(load_settings()) as product:
        converse(product)
    return 0


def converse(product: Product) -> None:
    """Answer lines typed at a prompt, or piped in, until they end."""
    talk = Conversation(
        reply=lambda ask: answer(ask, product.newsroom), now=SystemClock().now, out=sys.stdout
    )
    if sys.stdin.isatty():
        talk.hold(typed_lines(_words(product), HISTORY))
    else:
        talk.hold(sys.stdin)


def _words(product: Product) -> tuple[str, ...]:
    """What the prompt completes: commands and themes."""
    commands = [f"/{command.name}" for command in COMMANDS]
    room = product.newsroom
    names = [names.in_language(room.language) for names in room.theme_names.values()]
    return (*commands, "/quit", *room.theme_names, *names)
