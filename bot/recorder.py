"""A recorder: outcomes of sending go into the database as soon as it takes them; none is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TypeVar

from bot.clock import Clock
from bot.logs import log
from briefings.deliver.outcomes import said
from briefings.errors import StoreError
from briefings.model.subscriptions import (
    Delivered,
    DeliveryPolicy,
    Ended,
    OutboxPart,
    Outcome,
    PartId,
    Verdict,
)
from briefings.ports import Outbox

STORE_RETRY_SECONDS = 0.5
STORE_RETRY_MAX_SECONDS = 5.0
TELLING_SECONDS = 1.0
"""At the end those who are told of ended slots get so long."""

_Result = TypeVar("_Result")

OnEnded = Callable[[Ended], Awaitable[None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """What every courier works with."""

    outbox: Outbox
    clock: Clock
    policy: DeliveryPolicy
    jitter: Callable[[], float]
    threads: Executor
    on_ended: OnEnded | None = None

    async def in_thread(self, work: Callable[[], _Result]) -> _Result:
        """Run database work off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)


@dataclass(slots=True)
class Tally:
    """What a courier did so far."""

    sent: int = 0
    ended: Counter[str] = field(default_factory=Counter)


class Recorder:
    """Writes down what came of a courier's parts; `on_recorded` is called after each writing."""

    def __init__(self, office: Office, on_recorded: Callable[[], None]) -> None:
        self.tally = Tally()
        self.store_is_well = True
        self._office = office
        self._on_recorded = on_recorded
        self._held: set[PartId] = set()
        self._outcomes: list[Outcome] = []
        self._noted = asyncio.Event()
        self._closing = False
        self._telling: set[asyncio.Task[None]] = set()

    @property
    def holds_any(self) -> bool:
        """Whether any claimed part has no recorded outcome yet."""
        return bool(self._held)

    @property
    def held(self) -> frozenset[PartId]:
        """The claimed parts whose outcomes are not recorded yet."""
        return frozenset(self._held)

    def hold(self, part: OutboxPart) -> None:
        """This part was claimed: its outcome will be noted."""
        self._held.add(part.id)

    def note(self, part: OutboxPart, verdict: Verdict) -> None:
        """What came of a part; it is written down soon."""
        self._outcomes.append(
            Outcome(part=part, verdict=verdict, tried_at=self._office.clock.steady())
        )
        self._noted.set()

    async def run(self) -> None:
        """Record until closed, and then what is left."""
        pause = STORE_RETRY_SECONDS
        while self._outcomes or not self._closing:
            await self._noted.wait()
            self._noted.clear()
            if await self._recorded_all():
                pause = STORE_RETRY_SECONDS
                continue
            await asyncio.sleep(pause)
            pause = min(pause * 2, STORE_RETRY_MAX_SECONDS)
            self._noted.set()
        if self._telling:
            await asyncio.wait(self._telling, timeout=TELLING_SECONDS)

    def close(self) -> None:
        """Nothing more will be noted."""
        self._closing = True
        self._noted.set()

    async def _recorded_all(self) -> bool:
        batch, self._outcomes = self._outcomes, []
        if not batch:
            return True
        try:
            await self._record(batch)
        except StoreError as error:
            self.store_is_well = False
            self._outcomes = batch + self._outcomes
            log.error("record_failed", extra={"parts": len(batch), "error": said(error)})
            return False
        self.store_is_well = True
        return True

    async def _record(self, batch: Sequence[Outcome]) -> None:
        now = self._office.clock.now()
        ended = await self._office.in_thread(lambda: self._office.outbox.record(batch, now=now))
        self._held -= {outcome.part.id for outcome in batch}
        self.tally.sent += sum(isinstance(outcome.verdict, Delivered) for outcome in batch)
        self._on_recorded()
        for each in ended:
            self._tell(each)

    def _tell(self, ended: Ended) -> None:
        self.tally.ended[ended.state.value] += 1
        keys = {
            "slot": ended.slot,
            "subscription": ended.subscription,
            "chat": ended.chat.key,
            "state": ended.state.value,
            "reason": ended.reason,
        }
        log.info("slot_ended" if ended.draft_of is None else "draft_ended", extra=keys)
        if self._office.on_ended is not None:
            task = asyncio.create_task(self._told(self._office.on_ended, ended))
            self._telling.add(task)  # recording goes on meanwhile
            task.add_done_callback(self._telling.discard)

    @staticmethod
    async def _told(on_ended: OnEnded, ended: Ended) -> None:
        try:
            await on_ended(ended)
        except Exception:  # noqa: BLE001 - the slot has ended; telling must not end delivery
            log.exception("telling_failed", extra={"slot": ended.slot})
