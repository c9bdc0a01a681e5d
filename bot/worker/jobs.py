"""The table of jobs: what the child process can be asked for, each with its limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.worker.limits import PAINTING, READING, Limits
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


JOBS: tuple[Job, ...] = (
    Job(name="read", limits=READING, prepare=_reading),
    Job(name="chart", limits=PAINTING, prepare=_painting),
)


def job_named(name: str) -> Job:
    """The job of that name; `KeyError` where there is none."""
    return {job.name: job for job in JOBS}[name]
