"""How many briefings a second are made and put into the outbox, on a large store of items."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import perf_counter, process_time

from bot.app import Product, opened
from bot.garbage import rest_garbage_collector
from bot.holidays import is_korean_holiday
from bot.platforms.telegram.render import render
from briefings.model.briefings import Length
from briefings.model.chats import ChatRef
from briefings.model.items import Label
from briefings.model.languages import Language
from briefings.model.subscriptions import DeliveryPolicy, Schedule, SubscriptionWish
from briefings.model.times import Published
from briefings.steps.due import DueSteps
from briefings.steps.push import writer_of
from config.settings import load_settings
from storage.outbox import StoredOutbox
from tests.benchmarks.search import A_DOCUMENT, THEMES, WORDS, documents

Wish = tuple[SubscriptionWish, datetime]

ITEMS = int(os.environ.get("TB_BENCH_ITEMS", "100000"))
ALIKE = 200
KINDS = 4
DIFFERENT = 1000
COLD = 200
DUE = datetime(2026, 7, 2, tzinfo=UTC)
ZONES = ("Asia/Seoul", "Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata")
FIRST_WINDOW_SECONDS = 6 * 86_400


def main() -> None:
    """Print briefings a second: of chats that wish alike, and of chats of which none does."""
    rest_garbage_collector()
    print(
        f"briefings a second on {ITEMS:,} items (accept 60, stretch 300), CPU seconds in brackets:"
    )
    report(f"{ALIKE} chats, {KINDS} kinds of wish", alike(), [ALIKE + KINDS])
    report(
        f"{DIFFERENT} chats, none alike: first {COLD}, then the rest", different(), COLD_AND_WARM
    )


COLD_AND_WARM = [COLD, DIFFERENT - COLD]


def report(what: str, wishes: Sequence[Wish], counts: Sequence[int]) -> None:
    """The rates at which so many at a time are made, in a new database."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRENDBRIEF_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'items.db'}"
        with opened(load_settings()) as product:
            store_year(product)
            for wish, since in wishes:
                product.subscriptions.add(wish, next_due_at=DUE, now=since)
            steps = steps_of(product)
            steps.tick(DUE)
            told = ", ".join(rate(steps, count) for count in counts)
    print(f"  {what}: {told}")


def rate(steps: DueSteps, count: int) -> str:
    """So many briefings made or found empty, a second of the clock and of the processor."""
    wall, cpu = perf_counter(), process_time()
    done = steps.assemble(DUE, limit=count)
    made = done.made + done.empty
    return f"{made / (perf_counter() - wall):.1f} ({made / (process_time() - cpu):.1f})"


def alike() -> list[Wish]:
    """Each with one theme or two, all from the same instant on."""
    return [
        (a_wish(number, themes=tuple(THEMES[(number + n) % 4] for n in range(1 + number % 2))), DUE)
        for number in range(1, ALIKE + KINDS + 1)
    ]


def different() -> list[Wish]:
    """Each with its own themes, words, zone, length, language and window."""
    rng = random.Random(7)
    return [_own_wish(number, rng) for number in range(1, DIFFERENT + 1)]


def _own_wish(number: int, rng: random.Random) -> Wish:
    themes = tuple(rng.sample(THEMES, rng.randint(1, 3))) if rng.random() < 0.8 else ()
    has_words = not themes or rng.random() < 0.5
    wish = a_wish(
        number,
        themes=themes,
        words=(rng.choice(WORDS),) if has_words else (),
        without=(rng.choice(WORDS),) if rng.random() < 0.3 else (),
        zone=rng.choice(ZONES),
        language=rng.choice(tuple(Language)),
        length=rng.choice(tuple(Length)),
    )
    return wish, DUE - timedelta(seconds=rng.randint(0, FIRST_WINDOW_SECONDS))


def a_wish(number: int, **chosen: object) -> SubscriptionWish:
    """A daily subscription of a chat of its own."""
    plain = SubscriptionWish(
        chat=ChatRef(platform="telegram", address=str(number)),
        schedule=Schedule(days=(0, 1, 2, 3, 4, 5, 6), at=time(9)),
        zone="Asia/Seoul",
        language=Language.KOREAN,
    )
    return replace(plain, **chosen)  # type: ignore[arg-type]  # fields of the class


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
