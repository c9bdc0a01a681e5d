"""The child process as the program uses it: started at first need, kept, killed at its limits."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from bot.worker.jobs import job_named
from bot.worker.limits import MEGABYTE, Limits
from bot.worker.wire import Message, receive, send

_PROGRAM_FOLDER = str(Path(__file__).resolve().parents[2])


_CRASHES = frozenset({-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP, -signal.SIGILL})
"""How libraries die that cannot report that there is no memory."""

DYING_SECONDS = 1.0
"""A child whose pipe broke is given so long to be gone by itself."""


class WorkerFailed(Exception):  # noqa: N818
    """The child process gave no answer. The text says why in a few words."""


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    requests: BinaryIO
    answers: BinaryIO


class Worker:
    """One child process for one job of the table. Safe to share between threads: one input at a
    time. Used as a context manager, or closed by `close`.
    """

    def __init__(self, job: str, *, limits: Limits | None = None) -> None:
        self._job = job
        self._limits = job_named(job).limits if limits is None else limits
        self._lock = threading.Lock()
        self._child: _Child | None = None

    @property
    def limits(self) -> Limits:
        """What one input may use."""
        return self._limits

    @property
    def process_id(self) -> int | None:
        """The child's process id; `None` while there is no child."""
        return None if self._child is None else self._child.process.pid

    def ask(self, request: Message) -> Message:
        """Have one input done. Raises `WorkerFailed` when the time is over or the child died;
        the next call starts a new child.
        """
        with self._lock:
            child = self._child or self._start()
            late = threading.Event()
            watch = threading.Timer(self._limits.seconds, _end, (child.process, late))
            watch.start()
            try:
                answer = _exchange(child, request)
            finally:
                watch.cancel()
            if answer is not None:
                return answer
            raise WorkerFailed(self._bury(child, late=late.is_set()))

    def stop(self) -> None:
        """End the child at once, also in mid-input: who waits for it gets `WorkerFailed`."""
        child = self._child
        if child is not None:
            child.process.kill()

    def close(self) -> None:
        """End the child process, if there is one."""
        with self._lock:
            if self._child is not None:
                self._bury(self._child, late=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _start(self) -> _Child:
        limits = self._limits
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [
                *(sys.executable, "-P", "-m", "bot.worker", self._job),
                *(str(limits.seconds), str(limits.memory_bytes)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_bare_environment(),
            process_group=0,  # Ctrl-C in the terminal ends the program, which then ends the child
        )
        if process.stdin is None or process.stdout is None:
            raise WorkerFailed("it could not be started")
        self._child = _Child(process, process.stdin, process.stdout)  # type: ignore[arg-type]
        return self._child

    def _bury(self, child: _Child, *, late: bool) -> str:
        """End and forget the child; says how it died."""
        self._child = None
        for pipe in (child.requests, child.answers):
            _close_quietly(pipe)
        with contextlib.suppress(subprocess.TimeoutExpired):  # its own end tells more than ours
            child.process.wait(0 if late else DYING_SECONDS)
        child.process.kill()
        status = child.process.wait()
        if late or status == -signal.SIGALRM:
            return f"it took longer than {self._limits.seconds:g} seconds"
        if status in _CRASHES:
            most = self._limits.memory_bytes // MEGABYTE
            return (
                f"its reader broke off ({_how(status)}), most likely for want of memory "
                f"(at most {most} MB)"
            )
        return f"its reader ended ({_how(status)})"


def _exchange(child: _Child, request: Message) -> Message | None:
    try:
        send(child.requests, request)
        return receive(child.answers)
    except (BrokenPipeError, OSError):
        return None


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _close_quietly(pipe: BinaryIO) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _bare_environment() -> dict[str, str]:
    """No tokens and no settings: only what Python needs to find itself and this program."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"PYTHONPATH": _PROGRAM_FOLDER, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
