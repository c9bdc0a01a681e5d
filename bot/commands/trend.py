"""`trendbrief trend`: counts per week and rising words, as text, JSON or a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from bot.app import Product, opened
from bot.commands.moments import instant_of
from bot.commands.output import as_json
from bot.commands.wishes import period_of, understood
from bot.platforms.terminal.listen import CHAT
from bot.platforms.terminal.render import plain_text
from briefings.ask.questions import TrendQuestion
from briefings.errors import InputError
from briefings.model.charts import Chart
from briefings.model.chats import Answer, Ask, ChatKind
from briefings.model.languages import Language
from briefings.steps.answers.trend import answer_trend
from briefings.steps.newsroom import Asking, asking_of, reader_of
from briefings.steps.trend import DEFAULT_WEEKS, FoundTrend, trend_on_demand
from config.settings import load_settings


@click.command(
    name="trend", epilog="Example: trendbrief trend fintech 마이데이터 12w --png fintech.png"
)
@click.argument("words", nargs=-1)
@click.option("--since", metavar="DAY", help="First day, such as 2021-01-04.")
@click.option("--until", metavar="DAY", help="Last day; today by default.")
@click.option("--now", metavar="ISO", help="Write it as if it were this instant.")
@click.option("--language", type=click.Choice([language.value for language in Language]))
@click.option(
    "--png",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Paint it too, into FILE; an older FILE is replaced.",
)
@click.option("--dark", is_flag=True, help="Paint it on a dark ground.")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object in place of text.")
def command(
    words: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    now: str | None,
    language: str | None,
    png: Path | None,
    dark: bool,
    as_json_: bool,
) -> int:
    """Print how many items were published each week, and the words that rise.

    WORDS are what follows /trend in a chat: themes (joined by or), words (all of them), a period;
    the last 12 weeks without one.
    """
    if dark and png is None:
        raise click.UsageError("--dark is about the picture: give --png FILE too.")
    with opened(load_settings()) as product:
        at = instant_of(now, product.zone)
        today = at.astimezone(product.zone).date()
        asked = understood(words, today, product)
        period = period_of(since, until, today, days=7 * DEFAULT_WEEKS)
        question = TrendQuestion(wish=replace(asked, period=period or asked.period))
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
        answer = answer_trend(question, asking, product.newsroom)
        click.echo(_json(question, asking, product) if as_json_ else plain_text(answer.page))
    if png is not None:
        _paint(answer, png, is_dark=dark)
    return 0


def _json(question: TrendQuestion, asking: Asking, product: Product) -> str:
    reader = reader_of(asking, product.newsroom)
    return as_json(trend_json(trend_on_demand(question.wish, reader, product.items)))


def trend_json(found: FoundTrend) -> object:
    """The JSON object of a trend: the contract of `trend --json`."""
    trend = found.trend
    return {
        "themes": list(found.wish.themes),
        "words": list(found.wish.words),
        "since": trend.period.since.isoformat(),
        "until": trend.period.until.isoformat(),
        "items": trend.items,
        "estimated": found.is_sample,
        "enough": not trend.is_too_little,
        "weeks": [{"monday": week.monday.isoformat(), "count": week.count} for week in trend.weeks],
        "keywords": [
            {"word": word.word, "count": word.count, "rising": word.rising} for word in trend.words
        ],
    }


def _paint(answer: Answer, path: Path, *, is_dark: bool) -> None:
    if answer.chart is None:
        click.echo(f"{path}: not written, there is too little for a picture", err=True)
        return
    png = _painted(replace(answer.chart, is_dark=is_dark))
    try:
        path.write_bytes(png)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
    click.echo(f"wrote {path}", err=True)


def _painted(chart: Chart) -> bytes:
    from bot.worker.chart import WorkerPainter  # noqa: PLC0415 - only for a picture

    painter = WorkerPainter()
    try:
        return painter.paint(chart).png
    finally:
        painter.close()
