"""Work in, done in order within its lane, lanes side by side: a slow chat holds up no other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.logs import log

Work = Callable[[], Awaitable[None]]


class Lanes:
    """What is under way, by number. The loop's clock says since when."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[tuple[int, Work]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._since: dict[int, float] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    def __contains__(self, number: int) -> bool:
        return number in self._since

    def __len__(self) -> int:
        return len(self._since)

    def put(self, lane: str, number: int, work: Work) -> None:
        """Do `work` after all that was put into `lane` before; what it raises is logged."""
        self._since[number] = asyncio.get_running_loop().time()
        self._idle.clear()
        queue = self._waiting.get(lane)
        if queue is not None:
            queue.append((number, work))
            return
        self._waiting[lane] = deque([(number, work)])
        task = asyncio.create_task(self._run(lane), name=f"telegram lane {lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def oldest(self, *, within_seconds: float | None = None) -> int | None:
        """The lowest number not done; with a limit, of those that began within it."""
        after = -1.0
        if within_seconds is not None:
            after = asyncio.get_running_loop().time() - within_seconds
        return min(
            (number for number, since in self._since.items() if since >= after), default=None
        )

    async def idle(self, within_seconds: float) -> bool:
        """Wait until nothing is under way, at most so long; whether it came to that."""
        try:
            # Not `wait_for`: before Python 3.12 it can swallow a cancellation.
            async with asyncio.timeout(within_seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    async def cancel(self) -> None:
        """Break off what is left; its numbers stay under way."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        queue = self._waiting[lane]
        while queue:
            number, work = queue.popleft()
            try:
                await work()
            except Exception:  # noqa: BLE001 - one update's failure never stops the others
                log.exception("telegram_update_failed", extra={"lane": lane, "update": number})
            del self._since[number]
        del self._waiting[lane]
        if not self._since:
            self._idle.set()
