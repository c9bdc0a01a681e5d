"""`trendbrief demo`: the bundled sample documents, one briefing per theme, then a chat."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files

import click

from bot.app import Product, opened
from bot.clock import SystemClock
from bot.commands.chat import converse
from bot.commands.ingest import Intake, Tally, Wanted
from bot.platforms.terminal.listen import CHAT
from bot.platforms.terminal.render import plain_text
from bot.understanding import tokenizing
from bot.worker.reading import Reading
from briefings.ask.questions import BriefQuestion
from briefings.errors import StoreError
from briefings.model.briefings import BriefingWish
from briefings.model.chats import Ask, ChatKind
from briefings.model.items import ThemeId
from briefings.model.times import Period
from briefings.steps.answers.brief import answer_brief
from briefings.steps.collect import join_stories
from briefings.steps.newsroom import asking_of
from config.settings import load_settings

SAMPLE_SOURCE = "sample documents"
SHOWN_DAYS = 30


@click.command(name="demo", epilog="Example: trendbrief demo")
def command() -> int:
    """Store the bundled sample documents and print one briefing per theme.

    Goes on as a chat where there is a terminal. A database that holds documents of your own is
    left as it is.
    """
    with opened(load_settings()) as product:
        _store_samples(product)
        for theme in product.newsroom.theme_names:
            click.echo(_briefing(theme, product))
        if sys.stdin.isatty():
            click.echo("Ask for more: /brief, /search 양자, /detail 1, /help; /quit leaves.\n")
            converse(product)
    return 0


def _store_samples(product: Product) -> None:
    own = [source.name for source in product.items.sources() if source.name != SAMPLE_SOURCE]
    if own or (product.items.item_count() and not product.items.sources()):
        click.echo("This database holds documents of your own; no samples are added.", err=True)
        return
    wanted = Wanted(
        format=None,
        published=None,
        source=SAMPLE_SOURCE,
        dry_run=False,
        as_json=False,
        explain=False,
    )
    clock = SystemClock()
    tally = Tally()
    with (
        Reading() as reading,
        tokenizing(product.settings) as tokenizer,
        as_file(files("config") / "samples") as folder,
    ):
        intake = Intake(
            wanted=wanted,
            reading=reading,
            labeller=product.labeller,
            today=clock.now().astimezone(product.zone).date(),
            tally=tally,
            tokenizer=tokenizer,
        )
        intake.take((str(folder),), product)
    join_stories(product.items)
    product.items.tidy()
    if tally.status():
        raise StoreError("not every sample document could be stored; see above")


def _briefing(theme: ThemeId, product: Product) -> str:
    now = SystemClock().now()
    ask = Ask(chat=CHAT, kind=ChatKind.PRIVATE, person=None, text="", now=now)
    period = Period.last_days(SHOWN_DAYS, now.astimezone(product.zone).date())
    question = BriefQuestion(wish=BriefingWish(themes=(theme,), period=period))
    answer = answer_brief(question, asking_of(ask, product.newsroom), product.newsroom)
    return plain_text(answer.page)
