"""How a peak of due subscriptions is taken: rows written against APScheduler's own way, the loop.

Peers run in turn in one run, so that the ratios hold on a busy machine.
"""

from __future__ import annotations

import asyncio
import gc
import os
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from briefings.deliver.due import next_due, no_holidays
from briefings.model.chats import ChatRef
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.subscriptions import DeliveryPolicy, Schedule, SubscriptionWish
from briefings.steps.due import DueSteps
from storage.database import Database, open_database
from storage.outbox import StoredOutbox
from storage.subscriptions import StoredSubscriptions

PEAK = int(os.environ.get("TB_BENCH_PEAK", "10000"))
MANY = 10 * PEAK
ROUNDS = 3
NINE = datetime(2026, 11, 23, tzinfo=UTC)
DAILY = Schedule(days=(0, 1, 2, 3, 4, 5, 6), at=time(9))
HEARTBEAT_SECONDS = 0.002


def main() -> None:
    """Print the ratios."""
    theirs = [asyncio.run(apscheduler_peak()) for _ in range(ROUNDS)]
    ours = [asyncio.run(our_peak()) for _ in range(ROUNDS)]
    their_seconds = statistics.median(seconds for seconds, _, _ in theirs)
    our_seconds = statistics.median(seconds for seconds, _, _ in ours)
    blocked = statistics.median(gap for _, gap, _ in ours)
    print(f"{PEAK:,} due in one instant")
    print(f"  APScheduler, a job each: {their_seconds:.2f} s until all had run,", end=" ")
    print(f"loop blocked {1000 * statistics.median(gap for _, gap, _ in theirs):.0f} ms")
    print(f"  ours: {our_seconds:.2f} s until all slots are written, missed {ours[0][2]}")
    print(f"  ratio {our_seconds / their_seconds:.2f} (accept 0.25, stretch 0.125)")
    print(f"  loop blocked {1000 * blocked:.0f} ms (accept 100, stretch 30)")
    print(f"{MANY:,} subscriptions: {memory_added():.0f} MB resident added", end=" ")
    print("by storing them and taking a peak (accept 30, stretch 15)")
    print(f"next_due: {1e6 * seconds_of_next_due():.1f} us a call")


async def apscheduler_peak() -> tuple[float, float, int]:
    """Seconds until all jobs had run, the longest gap of the loop, missed ones."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": 3600})
    due = (datetime.now(UTC) + timedelta(seconds=2 + PEAK / 2000)).replace(microsecond=0)
    ran: list[float] = []

    async def job() -> None:
        ran.append(perf_counter())

    daily = {"hour": due.hour, "minute": due.minute, "second": due.second}
    for _ in range(PEAK):
        scheduler.add_job(job, "cron", **daily)

    async def until_all() -> None:
        while len(ran) < PEAK:  # noqa: ASYNC110 - looking costs the peer nothing
            await asyncio.sleep(0.01)

    scheduler.start()
    await asyncio.sleep(max((due - datetime.now(UTC)).total_seconds() - 0.05, 0))
    start = perf_counter() + max((due - datetime.now(UTC)).total_seconds(), 0)
    gap = await longest_gap(until_all)
    scheduler.shutdown()
    return max(ran) - start, gap, PEAK - len(ran)


async def our_peak() -> tuple[float, float, int]:
    """Seconds until all slots are written, the longest gap of the loop, missed ones."""
    with tempfile.TemporaryDirectory() as folder:
        database = filled(Path(folder) / "peak.db", PEAK)
        steps = steps_on(database)
        threads = ThreadPoolExecutor(1)
        took: list[float] = []

        async def tick() -> None:
            start = perf_counter()
            loop = asyncio.get_running_loop()
            taken = await loop.run_in_executor(threads, steps.tick, NINE)
            took.extend((perf_counter() - start, PEAK - taken.due))

        gap = await longest_gap(tick)
        threads.shutdown()
        database.close()
    return took[0], gap, int(took[1])


async def longest_gap(work: Callable[[], Awaitable[None]]) -> float:
    """The longest time that the event loop did not come round while `work` ran."""
    gc.collect()
    task = asyncio.ensure_future(work())
    longest, last = 0.0, perf_counter()
    while not task.done():
        await asyncio.sleep(HEARTBEAT_SECONDS)
        now = perf_counter()
        longest, last = max(longest, now - last - HEARTBEAT_SECONDS), now
    await task
    return longest


def memory_added() -> float:
    """Megabytes that this process grows by with many subscriptions and a peak of them due."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.db"
        filled(path, 10).close()
        gc.collect()
        before = resident_mb()
        database = filled(path, MANY, due=NINE + timedelta(days=1))
        add(database, PEAK, NINE)
        steps_on(database).tick(NINE)
        gc.collect()
        after = resident_mb()
        database.close()
    return max(after - before, 0.0)


def seconds_of_next_due() -> float:
    """One call, median over zones."""
    zones = [ZoneInfo(name) for name in ("Asia/Seoul", "America/New_York", "Europe/Berlin")]
    start = perf_counter()
    for number in range(3000):
        next_due(DAILY, zones[number % 3], NINE + timedelta(hours=number))
    return (perf_counter() - start) / 3000


def filled(path: Path, count: int, *, due: datetime = NINE) -> Database:
    """A database with so many subscriptions."""
    database = open_database(f"sqlite:///{path}")
    add(database, count, due)
    return database


def add(database: Database, count: int, due: datetime) -> None:
    """Subscriptions of as many chats, a thousand in a transaction."""
    store = StoredSubscriptions(database)
    for first in range(0, count, 1000):
        wishes = [(wish(number), due) for number in range(first, min(first + 1000, count))]
        store.add_many(wishes, now=due)


def wish(number: int) -> SubscriptionWish:
    """A daily subscription of a chat of its own."""
    return SubscriptionWish(
        chat=ChatRef(platform="telegram", address=str(number + 1)),
        themes=(ThemeId("fintech"),),
        schedule=DAILY,
        zone="Asia/Seoul",
        language=Language.KOREAN,
    )


def steps_on(database: Database) -> DueSteps:
    """Ticking alone: nothing is written or drawn."""
    policy = DeliveryPolicy()
    return DueSteps(
        subscriptions=StoredSubscriptions(database),
        outbox=StoredOutbox(database, policy),
        write=lambda *_: None,
        renderers={},
        close_window=lambda _until: None,
        policy=policy,
        is_holiday=no_holidays,
    )


def resident_mb() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
