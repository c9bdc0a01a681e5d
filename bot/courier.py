"""A courier: takes a platform's parts from the outbox and starts each at its instant.

Three loops share one event loop. The claimer keeps a short queue of parts whose instants the rate
gate reserved; the dispatcher starts each at its instant; the recorder writes down what came of it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.burst import Burst
from bot.logs import log
from bot.recorder import Office, Recorder, Tally
from briefings.deliver.health import Health, is_an_answer
from briefings.deliver.outcomes import Situation, said, verdict_on
from briefings.errors import NotSent, OutcomeUnknown, SendError, StoreError
from briefings.model.chats import ChatRef
from briefings.model.subscriptions import Banned, Delivered, Later, OutboxPart, PartId, Untried
from briefings.ports import Finder, Lively, Sender

AHEAD_SECONDS = 0.5
"""How far ahead parts are claimed: enough to keep an even pace over the time of a claim."""

CLAIM_PARTS = 16
"""A little more than fits into that time at the fastest pace of a bot."""

QUEUE_LOW = 5
MAX_IN_FLIGHT = 128
SEND_SECONDS = 25.0
"""Less than the lease: a part is never claimed again while its request may still arrive."""

IDLE_SECONDS = 1.0
LONGEST_SLEEP_SECONDS = 0.1
BURST_PARTS = 29
BURST_WINDOW = timedelta(seconds=1.005)
"""After a hiccup of our own no more than 29 go out in a second, whatever the gate reserved."""

TWO_CHATS_WINDOW = timedelta(seconds=1)
"""Limits met by two chats within a second are the bot's own."""

FLAKY_WINDOW = timedelta(seconds=60)
FLAKY_KEPT = 16
ANSWERS_WINDOW = timedelta(seconds=20)
"""A platform that answered anything so lately breaks connections at random; else it is down."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Courier:
    """Delivers one platform's parts. Start it with `run`, end it with `stop`."""

    def __init__(self, sender: Sender, office: Office) -> None:
        self._sender = sender
        self._office = office
        self._recorder = Recorder(office, self.poke)
        self._health = Health()
        self._queue: asyncio.Queue[OutboxPart] = asyncio.Queue()
        self._in_flight: dict[PartId, asyncio.Task[None]] = {}
        self._answered: list[tuple[ChatRef, datetime]] = []
        self._burst = Burst(most=BURST_PARTS, window=BURST_WINDOW)
        self._last_limit: tuple[datetime, str] | None = None
        self._unsure: deque[tuple[datetime, PartId]] = deque(maxlen=FLAKY_KEPT)
        self._bot_free_at = _LONG_AGO
        self._answered_at = _LONG_AGO
        self._stopping = False
        self._is_claiming = False
        self._poked = asyncio.Event()
        self._room = asyncio.Event()

    @property
    def tally(self) -> Tally:
        """What was sent and ended so far."""
        return self._recorder.tally

    @property
    def held(self) -> frozenset[PartId]:
        """The parts that this courier has claimed and not written down yet."""
        return self._recorder.held

    @property
    def is_up(self) -> bool:
        """Whether the platform answered lately."""
        return self._health.is_up

    def poke(self) -> None:
        """There may be something new to send."""
        self._poked.set()

    def answered(self, chat: ChatRef) -> None:
        """A message went out beside the outbox: it counts against the chat's and the bot's pace."""
        self._answered.append((chat, self._office.clock.steady()))

    async def run(self) -> None:
        """Deliver until stopped; then everything that was begun has its outcome written down."""
        async with asyncio.TaskGroup() as loops:
            loops.create_task(self._recorder.run())
            dispatcher = loops.create_task(self._dispatch_loop())
            await self._claim_loop()
            await self._queue.join()
            dispatcher.cancel()
            if self._in_flight:
                await asyncio.wait(self._in_flight.values())
            self._recorder.close()

    async def stop(self, *, within_seconds: float) -> None:
        """Claim nothing more and give back what is not begun; requests under way may end.

        What has not ended in time is cut off, and written down as unsure.
        """
        self._stopping = True
        self._poked.set()
        self._room.set()
        if self._in_flight:
            _done, late = await asyncio.wait(self._in_flight.values(), timeout=within_seconds)
            for task in late:
                task.cancel()

    async def is_idle(self, patience_seconds: float) -> bool:
        """Whether nothing is under way, and nothing can be sent within that time.

        A platform that does not answer is not waited for.
        """
        if self._is_busy():
            return False
        if not self._health.is_up:
            return True
        platform = self._sender.platform
        ready = await self._office.in_thread(lambda: self._office.outbox.next_ready(platform))
        horizon = self._office.clock.steady() + timedelta(seconds=patience_seconds)
        return (ready is None or ready > horizon) and not self._is_busy()

    def _is_busy(self) -> bool:
        return self._recorder.holds_any or self._is_claiming

    async def _claim_loop(self) -> None:
        while not self._stopping:
            await self._until_room()
            parts = await self._claim()
            for part in parts:
                self._recorder.hold(part)
                self._queue.put_nowait(part)
            if not parts and not self._stopping:
                await self._rest()

    async def _until_room(self) -> None:
        """Wait until the queue runs low and requests under way leave room for more."""
        while not self._stopping and (
            self._queue.qsize() >= QUEUE_LOW or len(self._in_flight) >= MAX_IN_FLIGHT
        ):
            self._room.clear()
            await self._room.wait()

    async def _claim(self) -> Sequence[OutboxPart]:
        steady = self._office.clock.steady()
        if self._stopping or not self._recorder.store_is_well or steady < self._bot_free_at:
            return ()
        if not self._health.is_up and (
            self._recorder.holds_any or not self._health.may_try(steady)
        ):
            return ()
        limit = CLAIM_PARTS if self._health.is_up else 1
        answered, self._answered = self._answered, []
        self._is_claiming = True
        try:
            return await self._office.in_thread(
                lambda: self._office.outbox.claim(
                    self._sender.platform,
                    self._office.clock.steady(),
                    ahead_seconds=AHEAD_SECONDS,
                    limit=limit,
                    answered=answered,
                )
            )
        except StoreError as error:
            self._answered = answered + self._answered
            keys = {"platform": self._sender.platform, "error": said(error)}
            log.warning("claim_failed", extra=keys)
            return ()
        finally:
            self._is_claiming = False

    async def _rest(self) -> None:
        """Wait for something to send: until poked, or until the next part may be ready."""
        self._poked.clear()
        seconds = IDLE_SECONDS
        if self._recorder.store_is_well and self._health.is_up:
            seconds = await self._seconds_to_next()
        try:
            await asyncio.wait_for(self._poked.wait(), seconds)
        except TimeoutError:
            return

    async def _seconds_to_next(self) -> float:
        platform = self._sender.platform
        try:
            ready = await self._office.in_thread(lambda: self._office.outbox.next_ready(platform))
        except StoreError:
            return IDLE_SECONDS
        if ready is None:
            return IDLE_SECONDS
        wait = (ready - self._office.clock.steady()).total_seconds() - AHEAD_SECONDS
        return min(max(wait, 0.02), IDLE_SECONDS)

    async def _dispatch_loop(self) -> None:
        while True:
            part = await self._queue.get()
            try:
                if await self._turn_came(part):
                    self._burst.started(part.id, self._office.clock.steady())
                    task = asyncio.create_task(self._deliver(part))
                    self._in_flight[part.id] = task
                else:
                    self._recorder.note(part, Untried())
            finally:
                self._queue.task_done()
                self._room.set()

    async def _turn_came(self, part: OutboxPart) -> bool:
        """Wait for the part's instant; whether it may still be sent then."""
        while not self._stopping:
            now = self._office.clock.steady()
            if now < self._bot_free_at:
                return False
            wait = max(part.send_at, self._burst.free_at(now)) - now
            if wait <= timedelta(0):
                return True
            await asyncio.sleep(min(wait.total_seconds(), LONGEST_SLEEP_SECONDS))
        return False

    async def _deliver(self, part: OutboxPart) -> None:
        try:
            delivered = await asyncio.wait_for(self._sent(part), SEND_SECONDS)
        except asyncio.CancelledError:
            self._failed(part, OutcomeUnknown("cut off when the program ended"))
        except TimeoutError:
            self._failed(part, OutcomeUnknown(f"no answer within {SEND_SECONDS:.0f} seconds"))
        except SendError as error:
            self._failed(part, error)
        except Exception as error:  # noqa: BLE001 - a fault in one message stays its own
            log.exception("sending_broke", extra={"key": part.delivery_key})
            self._failed(part, error)
        else:
            self._answers()
            self._recorder.note(part, delivered)
        finally:
            self._burst.ended(part.id, self._office.clock.steady())
            self._in_flight.pop(part.id, None)
            self._room.set()

    async def _sent(self, part: OutboxPart) -> Delivered:
        if part.unsure_since is not None:
            found = await self._arrived(part)
            if found is not None:
                return Delivered(message_id=found, at=self._office.clock.now(), found=True)
        send = self._sender.send_plain if part.plain else self._sender.send
        message_id = await send(part.target, part.message, delivery_key=part.delivery_key)
        return Delivered(message_id=message_id, at=self._office.clock.now())

    async def _arrived(self, part: OutboxPart) -> str | None:
        """Whether an unsure part is there already; `None` where it is not, or may be repeated."""
        if isinstance(self._sender, Finder):
            try:
                return await self._sender.find_delivery(
                    part.target, part.delivery_key, self._first_tried(part)
                )
            except OutcomeUnknown:
                if not part.repeats_unsure:
                    raise
        if self._health.failures and isinstance(self._sender, Lively):
            alive = await self._sender.is_alive()
            if not alive:
                raise NotSent("the platform does not answer")
        return None

    def _first_tried(self, part: OutboxPart) -> datetime:
        """When an unsure part was first tried, on the wall clock that the platform knows."""
        now, steady = self._office.clock.now(), self._office.clock.steady()
        return now - (steady - (part.unsure_since or steady)) - timedelta(minutes=1)

    def _failed(self, part: OutboxPart, error: BaseException) -> None:
        now = self._office.clock.steady()
        if is_an_answer(error):
            self._answers()
        else:
            self._health = self._health.after_failure(now, self._office.jitter())
        situation = Situation(
            now=now,
            max_attempts=self._office.policy.max_attempts,
            platform_up=self._health.is_up,
            jitter=self._office.jitter(),
            can_look=isinstance(self._sender, Finder),
            is_flaky=self._others_unsure(part, now) and now - self._answered_at < ANSWERS_WINDOW,
        )
        verdict = verdict_on(part, error, situation)
        if isinstance(error, OutcomeUnknown):
            self._unsure.append((now, part.id))
        if isinstance(verdict, Later) and verdict.ban is not None:
            verdict = self._limited(part, verdict, verdict.ban, now)
        keys = {"key": part.delivery_key, "then": type(verdict).__name__, "error": said(error)}
        log.info("not_delivered", extra=keys)
        self._recorder.note(part, verdict)

    def _answers(self) -> None:
        self._health = self._health.after_answer()
        self._answered_at = self._office.clock.steady()

    def _others_unsure(self, part: OutboxPart, now: datetime) -> bool:
        return any(other != part.id and now - at < FLAKY_WINDOW for at, other in self._unsure)

    def _limited(self, part: OutboxPart, verdict: Later, ban: Banned, now: datetime) -> Later:
        """A limit of one chat is the bot's where another chat met one within the same second."""
        last, self._last_limit = self._last_limit, (now, part.target.key)
        of_two = last is not None and last[1] != part.target.key
        soon = last is not None and now - last[0] <= TWO_CHATS_WINDOW
        if ban.whole_bot or (of_two and soon):
            self._bot_free_at = max(ban.until, self._bot_free_at)
            ban = Banned(until=ban.until, whole_bot=True)
        return replace(verdict, ban=ban)
