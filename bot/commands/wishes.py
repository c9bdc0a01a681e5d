"""Words and days of the command line become what a briefing or a trend is to be about."""

from __future__ import annotations

from datetime import date, timedelta

import click

from bot.app import Product
from bot.commands.moments import day_of
from briefings.errors import NotUnderstood
from briefings.model.briefings import BriefingWish
from briefings.model.times import Period


def understood(words: tuple[str, ...], today: date, product: Product) -> BriefingWish:
    """Words as a chat would read them; wrong ones are wrong use, said with an example."""
    try:
        return product.newsroom.grammar.wish(_quoted(words), today)
    except NotUnderstood as error:
        raise click.UsageError(f"{error} For example: trendbrief {error.example[1:]}") from error


def _quoted(words: tuple[str, ...]) -> tuple[str, ...]:
    """An argument with blanks in it is one phrase, as in a chat one in quotes is."""
    return tuple(f'"{word}"' if " " in word.strip() else word for word in words if word.strip())


def period_of(since: str | None, until: str | None, today: date, *, days: int) -> Period | None:
    """The period of `--since` and `--until`; `days` long where only its end is given."""
    first, last = day_of(since, "--since"), day_of(until, "--until")
    if first is None and last is None:
        return None
    last = last or max(today, first or today)
    first = first or last - timedelta(days=days - 1)
    if last < first:
        raise click.BadParameter(f"{first}..{last} ends before it starts.", param_hint="--until")
    return Period(since=first, until=last)
