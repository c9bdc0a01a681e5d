"""`trendbrief brief`: one briefing on standard output, in any format."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import click

from bot.app import Product, opened
from bot.commands.moments import instant_of
from bot.commands.output import as_json, briefing_json
from bot.commands.wishes import period_of, understood
from bot.platforms.terminal.listen import CHAT
from bot.platforms.terminal.render import markdown, plain_text
from briefings.ask.questions import BriefQuestion
from briefings.model.briefings import BriefingWish, Length
from briefings.model.chats import Ask, ChatKind
from briefings.model.languages import Language
from briefings.model.pages import MessagePart, Page
from briefings.steps.answers.brief import answer_brief
from briefings.steps.brief import DEFAULT_DAYS
from briefings.steps.newsroom import Asking, asking_of
from config.settings import load_settings

FORMATS = ("text", "telegram", "slack", "markdown", "json")


@click.command(
    name="brief",
    epilog="Example: trendbrief brief fintech 마이데이터 --since 2021-01-04 --until 2021-01-15",
)
@click.argument("words", nargs=-1)
@click.option("--since", metavar="DAY", help="First day, such as 2021-01-04.")
@click.option("--until", metavar="DAY", help="Last day; today by default.")
@click.option("--now", metavar="ISO", help="Write it as if it were this instant.")
@click.option("--length", type=click.Choice([length.value for length in Length]))
@click.option("--language", type=click.Choice([language.value for language in Language]))
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="text")
def command(
    words: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    now: str | None,
    length: str | None,
    language: str | None,
    format_name: str,
) -> int:
    """Print a briefing about themes or words; about everything without any.

    WORDS are what follows /brief in a chat: themes, words, a period, a length. `telegram` and
    `slack` print the exact send parameters of each message as a JSON array.
    """
    with opened(load_settings()) as product:
        at = instant_of(now, product.zone)
        today = at.astimezone(product.zone).date()
        asked = understood(words, today, product)
        wish = _wish(asked, since, until, length, today)
        ask = Ask(
            chat=CHAT,
            kind=ChatKind.PRIVATE,
            person=None,
            text="",
            now=at,
            language=product.newsroom.language,
        )
        spoken = Language(language) if language else None
        asking = asking_of(ask, product.newsroom, spoken=spoken)
        click.echo(_shown(asking, BriefQuestion(wish=wish), product, format_name), nl=False)
    return 0


def _wish(
    asked: BriefingWish, since: str | None, until: str | None, length: str | None, today: date
) -> BriefingWish:
    """What the words ask for, with the options in place of what they say."""
    period = period_of(since, until, today, days=DEFAULT_DAYS)
    wish = replace(asked, period=period) if period else asked
    return replace(wish, length=Length(length)) if length else wish


def _shown(asking: Asking, question: BriefQuestion, product: Product, format_name: str) -> str:
    """The briefing in the format, with a line break at its end."""
    if format_name == "json":
        return as_json(briefing_json(question.wish, asking, product.newsroom)) + "\n"
    page = answer_brief(question, asking, product.newsroom).page
    return _PRINTERS[format_name](page)


def _messages(parts: Sequence[MessagePart]) -> str:
    return as_json([json.loads(part.payload) for part in parts]) + "\n"


def _telegram(page: Page) -> str:
    from bot.platforms.telegram.render import render  # noqa: PLC0415 - only for this format

    return _messages(render(page))


def _slack(page: Page) -> str:
    from bot.platforms.slack.render import render  # noqa: PLC0415 - only for this format

    return _messages(render(page))


_PRINTERS: dict[str, Callable[[Page], str]] = {
    "text": plain_text,
    "markdown": markdown,
    "telegram": _telegram,
    "slack": _slack,
}
