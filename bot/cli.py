"""The command line: names and one-line helps here, each command's code loaded when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches

import click

from briefings.errors import ConfigurationError, TrendbriefError

COMMANDS = {
    "run": "Start the scheduler, delivery, every platform that has a token, and the web server.",
    "chat": "Ask and read in the terminal, with the same commands as in chats.",
    "ingest": "Store documents: files, folders or standard input.",
    "brief": "Print a briefing.",
    "search": "Search everything that is stored.",
    "trend": "Print counts per week and rising words; paint them.",
    "inspect": "Show how the program understands a text: themes, duplicates, summary.",
    "items": "Show an item and mend what was understood of it: relabel, hide, merge, split.",
    "subscriptions": "List, add, remove, import and rehearse subscriptions.",
    "sources": "List the sources that documents were stored under.",
    "doctor": "Check settings, database, tokens and clock; name the mend for each fault.",
    "database": "Upgrade, back up and restore the database.",
    "demo": "Store the bundled sample documents and print one briefing per theme.",
}
"""Every command with its line in `--help`; each lives in `bot/commands/<name>.py`."""


class _ReaderGoneError(Exception):
    """The reader of our output went away."""


class LazyGroup(click.Group):
    """Loads a command's module when it is called, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"bot.commands.{cmd_name}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"bot.commands.{cmd_name}.command is no click command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        """As click does, which would end a command with 1 where its reader has seen enough."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGoneError from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without loading any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest name where there is no such command."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: trendbrief ingest reports/ && trendbrief brief fintech --since 2021-01-04",
)
@click.version_option(None, "--version", package_name="trendbrief", prog_name="trendbrief")
def root() -> None:
    """Reads trend reports, newsletters and feeds; prints and pushes short briefings of them.

    Settings come from the environment or a file .env, prefix TRENDBRIEF_; see the README.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit status: 0 done, 1 failed, 2 wrong use, 3 partly done."""
    try:
        status = root.main(
            args=None if arguments is None else list(arguments),
            prog_name="trendbrief",
            standalone_mode=False,
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        return 130
    except (BrokenPipeError, _ReaderGoneError):
        return _closed_pipe()
    except TrendbriefError as error:
        click.echo(f"trendbrief: {error}", err=True)
        return 2 if isinstance(error, ConfigurationError) else 1
    return status if isinstance(status, int) else 0


def _closed_pipe() -> int:
    """The reader of our output went away (`| head`): no fault of anybody's."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    main()
