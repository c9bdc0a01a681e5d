"""How many briefings a second are made and put into the outbox, on a large store of items."""

from __future__ import annotations

import os
import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

from bot.app import Product, opened
from bot.holidays import is_korean_holiday
from bot.platforms.telegram.render import render
from briefings.model.chats import ChatRef
from briefings.model.items import Label
from briefings.model.languages import Language
from briefings.model.subscriptions import DeliveryPolicy, Schedule, SubscriptionWish
from briefings.model.times import Published
from briefings.steps.due import DueSteps
from briefings.steps.push import writer_of
from config.settings import load_settings
from storage.outbox import StoredOutbox
from tests.benchmarks.search import A_DOCUMENT, THEMES, documents

ITEMS = int(os.environ.get("TB_BENCH_ITEMS", "100000"))
BRIEFINGS = 200
KINDS = 4
DUE = datetime(2026, 7, 2, tzinfo=UTC)


def main() -> None:
    """Print briefings a second."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRENDBRIEF_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'items.db'}"
        with opened(load_settings()) as product:
            store_year(product)
            subscribe(product)
            steps = steps_of(product)
            steps.tick(DUE)
            different = rate(steps, KINDS)
            alike = rate(steps, BRIEFINGS)
    print(f"{alike:.0f} briefings a second on {ITEMS:,} items (accept 60, stretch 300),", end=" ")
    print(f"{KINDS} kinds of subscription in {BRIEFINGS} chats;")
    print(f"  where none is like another: {different:.1f} a second")


def rate(steps: DueSteps, count: int) -> float:
    """So many briefings made, a second."""
    start = perf_counter()
    made = steps.assemble(DUE, limit=count).made
    return made / (perf_counter() - start)


def store_year(product: Product) -> None:
    """Items as they come in over a year: stored on the day that they are published."""
    rng = random.Random(2)
    count = ITEMS // A_DOCUMENT
    for number, document in enumerate(documents(ITEMS, seed=2)):
        stored = DUE - timedelta(days=365) * (count - number) / count
        items = tuple(
            replace(item, published=Published.on(stored.date())) for item in document.items
        )
        labels = tuple(
            (Label(theme=rng.choice(THEMES), score=rng.random()),) if rng.random() < 0.3 else ()
            for _ in items
        )
        product.items.put_document(
            replace(document, items=items), labels, source="bench", now=stored
        )


def subscribe(product: Product) -> None:
    """As many chats as briefings, each with one theme or two."""
    wishes = [
        SubscriptionWish(
            chat=ChatRef(platform="telegram", address=str(number)),
            themes=tuple(THEMES[(number + n) % 4] for n in range(1 + number % 2)),
            schedule=Schedule(days=(0, 1, 2, 3, 4, 5, 6), at=time(9)),
            zone="Asia/Seoul",
            language=Language.KOREAN,
        )
        for number in range(1, BRIEFINGS + KINDS + 1)
    ]
    product.subscriptions.add_many([(wish, DUE) for wish in wishes], now=DUE)


def steps_of(product: Product) -> DueSteps:
    """The steps as the running program has them."""
    policy = DeliveryPolicy()
    return DueSteps(
        subscriptions=product.subscriptions,
        outbox=StoredOutbox(product.database, policy),
        write=writer_of(product.newsroom),
        renderers={"telegram": render},
        close_window=product.items.close_window,
        policy=policy,
        is_holiday=is_korean_holiday,
    )


if __name__ == "__main__":
    main()
