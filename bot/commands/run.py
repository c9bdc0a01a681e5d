"""`trendbrief run`: the whole program, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AbstractContextManager
from datetime import datetime

import click

from bot.app import Product, opened
from bot.clock import Clock, SetClock, SystemClock
from bot.commands.moments import instant_of
from bot.garbage import rest_garbage_collector
from bot.logs import log, start_logging
from bot.program import Program
from config.settings import load_settings
from storage.holder import holding


@click.command(name="run", epilog="Example: TRENDBRIEF_TELEGRAM__TOKEN=123:abc trendbrief run")
@click.option("--once", is_flag=True, help="Make and send what is due, then exit (for cron).")
@click.option("--now", metavar="ISO", help="With --once: as if it were this instant.")
@click.option("--verbose", is_flag=True, help="Log more.")
def command(*, once: bool, now: str | None, verbose: bool) -> int:
    """Start the scheduler, delivery, every platform that has a token, and the web server.

    Prints one line when all is up. SIGTERM or Ctrl-C ends it within 10 seconds.
    """
    if now is not None and not once:
        raise click.UsageError("--now goes with --once.")
    start_logging(verbose=verbose)
    settings = load_settings()
    with opened(settings) as product, _held(product, "run --once" if once else "run"):
        rest_garbage_collector()
        clock: Clock = SystemClock()
        if now is not None:
            clock = SetClock(instant_of(now, product.zone))
        return asyncio.run(_once(product, clock) if once else _until_told(product, clock))


def _held(product: Product, purpose: str) -> AbstractContextManager[None]:
    """Be the only process that delivers from this database. Raises `StoreBusy` with the holder."""
    return holding(product.database.path, purpose=purpose, now=SystemClock().now())


async def _once(product: Product, clock: Clock) -> int:
    """0 when all that was due went out, 3 when something failed or still waits."""
    report = await Program(product, clock).once()
    log.info(
        "round_done",
        extra={
            "due": report.ticked.due,
            "made": report.assembled.made,
            "empty": report.assembled.empty,
            "sent": report.drained.sent,
            "waiting": report.drained.waiting,
        },
    )
    return 0 if report.is_whole else 3


async def _until_told(product: Product, clock: Clock) -> int:
    program = Program(product, clock)
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    click.echo(await program.start())
    started: datetime = clock.now()
    await told.wait()
    log.info("stopping", extra={"up_seconds": round((clock.now() - started).total_seconds())})
    await program.stop()
    return 0
