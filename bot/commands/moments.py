"""Instants and days as the command line takes them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from bot.clock import SystemClock


def instant_of(text: str | None, zone: ZoneInfo) -> datetime:
    """`--now` as an aware instant, local time of `zone` where it names none; else the clock's."""
    if text is None:
        return SystemClock().now()
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no instant; write 2021-01-15T09:00 or 2021-01-15T09:00:00+09:00.",
            param_hint="--now",
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def day_of(text: str | None, option: str) -> date | None:
    """A day as `--since` and `--until` take it."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no day; write 2021-01-04.", param_hint=option
        ) from None
