"""One round without a scheduler: tick, assemble, deliver what is due, and report (for cron)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.delivery import PATIENCE_SECONDS, Delivery, Drained
from bot.schedule import report_assembled, report_tick
from briefings.steps.due import Assembled, DueSteps, Ticked


@dataclass(frozen=True, kw_only=True, slots=True)
class OnceReport:
    """What a round did."""

    ticked: Ticked
    assembled: Assembled
    drained: Drained

    @property
    def is_whole(self) -> bool:
        """Whether nothing failed and nothing is left waiting."""
        failed = self.drained.ended.get("failed", 0) or self.ticked.expired
        return not (failed or self.assembled.failed or self.drained.waiting)


async def run_once(
    steps: DueSteps,
    delivery: Delivery,
    clock: Clock,
    *,
    patience_seconds: float = PATIENCE_SECONDS,
) -> OnceReport:
    """Make and send everything that is due at `clock.now()`; short limits are waited out.

    Raises `StoreError` where the database cannot be used; then what is due stays due.
    """
    await delivery.start()
    try:
        now = clock.now()
        ticked = await asyncio.to_thread(steps.tick, now)
        report_tick(ticked)
        assembled = await _assemble_all(steps, delivery, now)
        drained = await delivery.drain(patience_seconds=patience_seconds)
    finally:
        await delivery.stop()
    return OnceReport(ticked=ticked, assembled=assembled, drained=drained)


async def _assemble_all(steps: DueSteps, delivery: Delivery, now: datetime) -> Assembled:
    total, latest = Assembled(), Assembled(made=1)
    while latest.made or latest.empty:
        latest = await asyncio.to_thread(steps.assemble, now)
        report_assembled(latest)
        total += latest
        delivery.poke()
    return total
