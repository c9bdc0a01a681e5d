"""The table of jobs: what the child process can be asked for, each with its limits."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from bot.worker.limits import PAINTING, READING, TOKENIZING, Limits
from bot.worker.wire import Message

Run = Callable[[Message], Message]
"""Takes the request, gives back the answer; raises what `__main__` turns into a refusal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One kind of work. `prepare` imports what it needs and is called once, at its first need,
    before the process is limited; it gives back what does the work.
    """

    name: str
    limits: Limits
    prepare: Callable[[], Run]


def _reading() -> Run:
    from bot.worker.read_job import run  # noqa: PLC0415 - heavy: only where it is needed

    return run


def _painting() -> Run:
    from bot.worker.chart_job import run  # noqa: PLC0415 - heavy: only where it is needed

    return run


def _tokenizing() -> Run:
    os.environ.update(_FRUGAL)
    from bot.worker.tokens_job import KiwiCutter  # noqa: PLC0415 - heavy: only where it is needed

    return KiwiCutter().run


_FRUGAL = {"MIMALLOC_ARENA_EAGER_COMMIT": "0"}
"""Kiwi's allocator otherwise claims a gigabyte at its start, which the memory limit refuses."""


JOBS: tuple[Job, ...] = (
    Job(name="read", limits=READING, prepare=_reading),
    Job(name="chart", limits=PAINTING, prepare=_painting),
    Job(name="tokens", limits=TOKENIZING, prepare=_tokenizing),
)


def job_named(name: str) -> Job:
    """The job of that name; `KeyError` where there is none."""
    return {job.name: job for job in JOBS}[name]
