"""The metronome: APScheduler calls a step every so many seconds; it holds no truth of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from apscheduler.executors.asyncio import AsyncIOExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from bot.clock import Clock
from bot.delivery import Delivery
from bot.logs import log
from bot.passing import Passing
from briefings.deliver.outcomes import said
from briefings.errors import StoreError
from briefings.model.subscriptions import Silence
from briefings.ports import Outbox
from briefings.steps.due import ASSEMBLE_ROWS, Assembled, DueSteps, Ticked

WATCH_SECONDS = 60.0
CLEAN_UP_SECONDS = 3600.0
CLOCK_LOOK_SECONDS = 1.0
STRIKES = 3
_Result = TypeVar("_Result")

OnSilence = Callable[[Silence], Awaitable[None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """Something to do every so many seconds, first at once; it must not block the event loop."""

    name: str
    every_seconds: float
    run: Callable[[], Awaitable[None]]


class Metronome:
    """Calls tick and assemble, watches for silence, cleans up, and runs the beats it is given."""

    def __init__(
        self,
        steps: DueSteps,
        outbox: Outbox,
        delivery: Delivery,
        clock: Clock,
        *,
        tick_seconds: float,
        on_silence: OnSilence | None = None,
        beats: Sequence[Beat] = (),
    ) -> None:
        self._steps = steps
        self._outbox = outbox
        self._delivery = delivery
        self._clock = clock
        self._on_silence = on_silence
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="steps")
        self._passing = Passing(clock, kept=steps.policy.grace)
        self._stopping = False
        self._running: dict[str, asyncio.Task[None]] = {}
        self._asked_again: set[str] = set()
        self._clock_watch: asyncio.Task[None] | None = None
        self._beats = (
            Beat(name="tick", every_seconds=tick_seconds, run=self._tick),
            Beat(name="watch", every_seconds=WATCH_SECONDS, run=self._watch),
            Beat(name="clean_up", every_seconds=CLEAN_UP_SECONDS, run=self._clean_up),
            *beats,
        )
        # A strike only begins its beat; one that has just ended may still be on APScheduler's list.
        self._scheduler = AsyncIOScheduler(
            executors={"default": AsyncIOExecutor()},
            job_defaults={"coalesce": True, "max_instances": STRIKES, "misfire_grace_time": None},
            timezone="UTC",
        )

    def start(self) -> None:
        """Begin; every beat runs once at once. To be called inside the event loop."""
        now = self._clock.now()
        for beat in self._beats:
            self._scheduler.add_job(
                self._strike,
                "interval",
                args=[beat],
                seconds=beat.every_seconds,
                next_run_time=now,
                id=beat.name,
            )
        self._scheduler.start()
        self._clock_watch = asyncio.create_task(self._follow_clock(), name="clock watch")

    async def stop(self) -> None:
        """Call nothing more, and let what runs end; it is cut between two briefings."""
        self._stopping = True
        if self._clock_watch is not None:
            self._clock_watch.cancel()
        self._scheduler.remove_all_jobs()
        if self._running:
            await asyncio.wait(self._running.values(), timeout=8.0)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._threads.shutdown(wait=False)

    async def _follow_clock(self) -> None:
        """When the wall clock is set, every beat runs at once: APScheduler, which goes by the
        wall clock, would keep silent for as long as it was set back.
        """
        while True:
            await asyncio.sleep(CLOCK_LOOK_SECONDS)
            jump = self._passing.look()
            if jump is not None:
                log.warning("clock_was_set", extra={"by_seconds": round(jump.total_seconds())})
                self._begin_anew()

    def _begin_anew(self) -> None:
        """Every beat at once, and from now on at its pace by the clock as it is set."""
        now = self._clock.now()
        for beat in self._beats:
            self._begin(beat)
            following = now + timedelta(seconds=beat.every_seconds)
            self._scheduler.modify_job(beat.name, next_run_time=following)

    async def _strike(self, beat: Beat) -> None:
        self._begin(beat)

    def _begin(self, beat: Beat) -> None:
        """Begin the beat, or have it follow at once where it still runs: two never overlap, and
        APScheduler, which is answered at once, has none to skip.
        """
        if beat.name in self._running:
            self._asked_again.add(beat.name)
        elif not self._stopping:
            task = asyncio.create_task(self._one(beat), name=f"beat {beat.name}")
            self._running[beat.name] = task
            task.add_done_callback(lambda _: self._running.pop(beat.name, None))

    async def _one(self, beat: Beat) -> None:
        await self._guarded(beat)
        while beat.name in self._asked_again and not self._stopping:
            self._asked_again.discard(beat.name)
            await self._guarded(beat)

    async def _guarded(self, beat: Beat) -> None:
        """One fault, of the database or of ours, never ends the beat."""
        try:
            await beat.run()
        except StoreError as error:
            log.error("beat_failed", extra={"beat": beat.name, "error": said(error)})
        except Exception:  # noqa: BLE001 - logged, and tried again at the next beat
            log.exception("beat_broke", extra={"beat": beat.name})

    async def _tick(self) -> None:
        now = self._clock.now()
        aged = self._passing.aged()
        ticked = await self._in_thread(lambda: self._steps.tick(now, aged=aged))
        report_tick(ticked)
        assembled = Assembled(made=1)
        while (assembled.made or assembled.empty) and not self._stopping:
            assembled = await self._in_thread(
                lambda: self._steps.assemble(now, limit=ASSEMBLE_ROWS)
            )
            report_assembled(assembled)
            self._delivery.poke()

    async def _watch(self) -> None:
        clock, mine = self._clock, self._delivery.held
        await self._in_thread(
            lambda: self._outbox.reclaim(clock.steady(), now=clock.now(), mine=mine)
        )
        if self._passing.watched_for() < self._steps.policy.grace:
            return  # what was due while nobody looked is being sent now
        aged = self._passing.aged()
        for silence in await self._in_thread(lambda: self._outbox.silences(aged)):
            log.error("silence", extra=_keys_of(silence))
            if self._on_silence is not None:
                await self._on_silence(silence)

    async def _clean_up(self) -> None:
        clock = self._clock
        await self._in_thread(lambda: self._outbox.clean_up(clock.now(), steady=clock.steady()))

    async def _in_thread(self, work: Callable[[], _Result]) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def report_tick(ticked: Ticked) -> None:
    """Log what a tick did, where it did anything."""
    if ticked.due or ticked.woken or ticked.paused:
        log.info(
            "ticked",
            extra={"due": ticked.due, "woken": ticked.woken, "paused": ticked.paused},
        )
    if ticked.drafted:
        log.info("drafted", extra={"drafts": ticked.drafted})
    for undrafted in ticked.undrafted:
        keys = {
            "subscription": undrafted.subscription.id,
            "chat": undrafted.subscription.wish.chat.key,
            "due": undrafted.due_at.isoformat(),
            "error": undrafted.error,
        }
        log.error("draft_not_made", extra=keys)
    for ended in ticked.expired:
        log.error(
            "slot_expired",
            extra={"slot": ended.slot, "chat": ended.chat.key, "reason": ended.reason},
        )


def report_assembled(assembled: Assembled) -> None:
    """Log what an assembling did, where it did anything."""
    if assembled.made or assembled.empty or assembled.put_off:
        log.info(
            "assembled",
            extra={
                "made": assembled.made,
                "empty": assembled.empty,
                "put_off": assembled.put_off,
            },
        )
    for failed in assembled.failed:
        log.error(
            "briefing_not_made",
            extra={"slot": failed.slot, "given_up": failed.given_up, "error": failed.error},
        )


def _keys_of(silence: Silence) -> dict[str, object]:
    due: datetime = silence.due_at
    return {
        "slot": silence.slot,
        "subscription": silence.subscription,
        "chat": silence.chat.key,
        "due": due.isoformat(),
        "state": silence.state.value,
        "error": silence.error,
    }
