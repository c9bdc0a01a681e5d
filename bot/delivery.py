"""Delivery: a courier for each platform that is connected, started and stopped together."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.clock import Clock
from bot.courier import Courier
from bot.logs import log
from bot.recorder import Office, OnEnded
from briefings.model.chats import ChatRef
from briefings.model.subscriptions import DeliveryPolicy, PartId
from briefings.ports import Outbox, Sender

STOP_SECONDS = 8.0
"""Requests under way get so long to end; the program itself has ten seconds."""

THREADS = 2
IDLE_LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 65.0
"""Longest limit that `drain` waits out: a group's 20 messages in 61 seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drained:
    """What a draining left: messages sent, slots ended by state, parts that still wait."""

    sent: int
    ended: Mapping[str, int]
    waiting: int


class Delivery:
    """Sends what the outbox holds, on every platform that has a sender.

    `on_ended` is awaited for each slot that ends, after it was written down; a subscription that
    was paused because its chat is gone says so there.
    """

    def __init__(
        self,
        outbox: Outbox,
        senders: Mapping[str, Sender],
        clock: Clock,
        policy: DeliveryPolicy,
        *,
        on_ended: OnEnded | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="delivery")
        self._office = Office(
            outbox=outbox,
            clock=clock,
            policy=policy,
            jitter=jitter,
            threads=self._threads,
            on_ended=on_ended,
        )
        self._couriers = {name: Courier(sender, self._office) for name, sender in senders.items()}
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up what an earlier process left under way, then deliver in the background.

        Raises `StoreError` where the database cannot be used.
        """
        left = await self._office.in_thread(self._recover)
        if left:
            log.warning("found_under_way", extra={"parts": left})
        self._tasks = [
            asyncio.create_task(courier.run(), name=f"delivery {name}")
            for name, courier in self._couriers.items()
        ]

    async def stop(self) -> None:
        """Begin nothing more; requests under way end and are written down. Within 10 seconds."""
        couriers = self._couriers.values()
        await asyncio.gather(*(each.stop(within_seconds=STOP_SECONDS) for each in couriers))
        if self._tasks:
            _done, late = await asyncio.wait(self._tasks, timeout=1.5)
            for task in late:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        self._threads.shutdown(wait=False)

    def poke(self) -> None:
        """There is something new to send."""
        for courier in self._couriers.values():
            courier.poke()

    def answered(self, chat: ChatRef) -> None:
        """A message went out beside the outbox (an answer): it counts against the pace."""
        courier = self._couriers.get(chat.platform)
        if courier is not None:
            courier.answered(chat)

    @property
    def held(self) -> frozenset[PartId]:
        """The parts that this process has claimed and not written down yet."""
        return frozenset(part for each in self._couriers.values() for part in each.held)

    def health(self) -> Mapping[str, bool]:
        """Whether each platform answered lately."""
        return {name: courier.is_up for name, courier in self._couriers.items()}

    async def drain(self, *, patience_seconds: float = PATIENCE_SECONDS) -> Drained:
        """Wait until everything is sent that can be within so long; to be called once started.

        A platform that does not answer is not waited for.
        """
        for _ in itertools.count():
            if await self._is_idle(patience_seconds):
                break
            await asyncio.sleep(IDLE_LOOK_SECONDS)
        waiting = await self._office.in_thread(self._office.outbox.waiting)
        tallies = [courier.tally for courier in self._couriers.values()]
        return Drained(
            sent=sum(tally.sent for tally in tallies),
            ended={
                state: sum(tally.ended[state] for tally in tallies)
                for state in sorted({state for tally in tallies for state in tally.ended})
            },
            waiting=waiting,
        )

    async def _is_idle(self, patience_seconds: float) -> bool:
        for courier in self._couriers.values():
            if not await courier.is_idle(patience_seconds):
                return False
        return True

    def _recover(self) -> int:
        outbox, clock = self._office.outbox, self._office.clock
        left = outbox.recover(clock.steady(), now=clock.now())
        outbox.expire(clock.now())
        outbox.take_back_stale(clock.now())
        return left
