import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import SetClock, SystemClock
from bot.delivery import Delivery
from bot.holidays import is_korean_holiday
from bot.once import run_once
from bot.schedule import CLOCK_LOOK_SECONDS, Beat, Metronome
from briefings.deliver.due import no_holidays, upcoming
from briefings.model.subscriptions import (
    DeliveryPolicy,
    QuietHours,
    Schedule,
    Silence,
    SlotState,
)
from briefings.steps.rehearse import rehearse
from storage.database import Database
from tests.deliver.conftest import Post, a_wish, make_post
from tests.deliver.fakes import NINE, ScriptedSender, write_always

HOUR = timedelta(hours=1)
SEOUL = ZoneInfo("Asia/Seoul")


class WallClock(SystemClock):
    """A clock whose wall hands can be set."""

    offset = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.offset


def delivery_of(post: Post, sender: ScriptedSender, clock: SystemClock | SetClock) -> Delivery:
    return Delivery(post.outbox, {"telegram": sender}, clock, post.steps.policy)


async def until(done: list[object], count: int) -> None:
    async with asyncio.timeout(10):
        while len(done) < count:  # noqa: ASYNC110 - a test looks
            await asyncio.sleep(0.02)


async def test_what_is_due_is_sent_by_itself(post: Post):
    clock, sender = WallClock(), ScriptedSender()
    delivery = delivery_of(post, sender, clock)
    metronome = Metronome(post.steps, post.outbox, delivery, clock, tick_seconds=0.2)
    await delivery.start()
    metronome.start()
    post.subscribe(due=clock.now())
    await until(sender.sent, 1)
    await metronome.stop()
    await delivery.stop()
    assert sender.texts("1") == ["for 1"]


async def test_a_clock_that_is_set_back_stops_no_beat(post: Post):
    clock, sender = WallClock(), ScriptedSender()
    delivery = delivery_of(post, sender, clock)
    metronome = Metronome(post.steps, post.outbox, delivery, clock, tick_seconds=600)
    await delivery.start()
    metronome.start()
    await asyncio.sleep(0.3)
    post.subscribe(due=clock.now() - 2 * HOUR)
    clock.offset = -HOUR
    await until(sender.sent, 1)
    await metronome.stop()
    await delivery.stop()
    assert sender.texts("1") == ["for 1"]


async def test_a_beat_that_breaks_is_tried_again_and_stops_nothing(post: Post):
    clock, sender, beats = WallClock(), ScriptedSender(), []

    async def broken() -> None:
        beats.append(clock.now())
        raise RuntimeError("once more")

    delivery = delivery_of(post, sender, clock)
    metronome = Metronome(
        post.steps,
        post.outbox,
        delivery,
        clock,
        tick_seconds=60,
        beats=[Beat(name="broken", every_seconds=0.1, run=broken)],
    )
    await delivery.start()
    metronome.start()
    await until(beats, 3)
    await metronome.stop()
    await delivery.stop()


async def test_a_beat_that_takes_long_is_followed_by_the_next_and_never_overlaps(
    post: Post, caplog: pytest.LogCaptureFixture
):
    running, most, done = [], [], []

    async def slow() -> None:
        running.append(1)
        most.append(len(running))
        await asyncio.sleep(0.3)
        running.pop()
        done.append(1)

    clock = WallClock()
    delivery = delivery_of(post, ScriptedSender(), clock)
    beats = [Beat(name="slow", every_seconds=0.1, run=slow)]
    metronome = Metronome(post.steps, post.outbox, delivery, clock, tick_seconds=60, beats=beats)
    await delivery.start()
    metronome.start()
    await until(done, 3)
    await metronome.stop()
    await delivery.stop()
    assert set(most) == {1}
    assert "maximum number of running instances" not in caplog.text


async def test_a_clock_set_forward_makes_no_silence_and_nothing_too_old(database: Database):
    clock, told, sender = WallClock(), [], ScriptedSender(seconds=0.4)

    async def tell(silence: Silence) -> None:
        told.append(silence)

    post = make_post(database, DeliveryPolicy(grace=timedelta(minutes=15)))
    days_ahead = Schedule(days=((clock.now().weekday() + 4) % 7,), at=time(9))
    subscription = post.subscribe(a_wish(schedule=days_ahead), due=clock.now())
    delivery = delivery_of(post, sender, clock)
    metronome = Metronome(
        post.steps, post.outbox, delivery, clock, tick_seconds=60, on_silence=tell
    )
    post.steps.tick(clock.now())
    clock_watch_needs = CLOCK_LOOK_SECONDS + 0.5
    await delivery.start()
    metronome.start()
    clock.offset = 25 * HOUR
    await until(sender.sent, 1)
    await asyncio.sleep(clock_watch_needs)
    await metronome.stop()
    await delivery.stop()
    assert told == []
    assert post.ends(subscription)[0][0] in (SlotState.EMPTY, SlotState.LATE)


async def test_the_operator_is_told_of_a_silence(database: Database):
    clock, told = WallClock(), []
    post = make_post(database, DeliveryPolicy(grace=timedelta(0)))

    async def tell(silence: Silence) -> None:
        told.append(silence)

    subscription = post.subscribe(due=clock.now() - HOUR)
    delivery = delivery_of(post, ScriptedSender(platform="slack"), clock)
    metronome = Metronome(
        post.steps, post.outbox, delivery, clock, tick_seconds=60, on_silence=tell
    )
    post.steps.tick(clock.now())
    await delivery.start()
    metronome.start()
    await until(told, 1)
    await metronome.stop()
    await delivery.stop()
    assert [silence.subscription for silence in told] == [subscription.id]


async def test_one_round_sends_what_is_due_at_the_clock_it_is_given(post: Post):
    sender = ScriptedSender()
    subscription = post.subscribe()
    clock = SetClock(NINE + HOUR)
    report = await run_once(post.steps, delivery_of(post, sender, clock), clock)
    assert (report.ticked.due, report.assembled.made, report.drained.sent) == (1, 1, 1)
    assert report.is_whole
    assert sender.texts("1") == ["for 1"]
    assert post.ends(subscription)[0][0] is SlotState.EMPTY


async def test_one_round_with_nothing_due_sends_nothing(post: Post):
    sender, clock = ScriptedSender(), SetClock(NINE - HOUR)
    post.subscribe()
    report = await run_once(post.steps, delivery_of(post, sender, clock), clock)
    assert (report.ticked.due, report.drained.sent, report.is_whole) == (0, 0, True)


def test_a_rehearsal_shows_the_coming_days_and_stores_nothing(post: Post):
    quiet = QuietHours(start=time(8), end=time(10))
    first = post.subscribe()
    second = post.subscribe(a_wish("2", quiet=quiet, schedule=Schedule(days=(0,), at=time(9))))
    post.subscriptions.pause(post.subscribe(a_wish("3")).id, reason=None)
    slots = rehearse(
        post.subscriptions.all(), write_always, NINE - HOUR, days=2, is_holiday=no_holidays
    )
    assert [(slot.subscription.id, slot.send_at) for slot in slots] == [
        (first.id, NINE),
        (second.id, NINE + HOUR),
        (first.id, NINE + 24 * HOUR),
    ]
    assert post.ends(first) == []


def test_korean_substitute_holidays_are_holidays():
    days = [date(2026, 3, 2), date(2026, 8, 17), date(2026, 9, 25), date(2026, 11, 23)]
    assert [is_korean_holiday(day) for day in days] == [True, True, True, False]


def test_a_weekday_schedule_without_holidays_leaves_substitutes_out():
    workdays = Schedule(days=(0, 1, 2, 3, 4), at=time(9), skips_holidays=True)
    friday = datetime(2026, 2, 27, 3, 0, tzinfo=UTC)
    [due] = upcoming(workdays, SEOUL, friday, 1, is_korean_holiday)
    assert due.astimezone(SEOUL).date() == date(2026, 3, 3)  # Monday stands in for Sunday
