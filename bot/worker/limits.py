"""What a job in the child process may use: memory, time, no network, no file of others."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import TZPATH

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The most that one input may use; `memory_bytes` is the child's memory as a whole."""

    seconds: float
    memory_bytes: int


READING = Limits(seconds=20, memory_bytes=300 * MEGABYTE)
"""Pages, PDF files, mails and broken feeds."""

PAINTING = Limits(seconds=20, memory_bytes=300 * MEGABYTE)
"""One picture, the start of the child included."""

TOKENIZING = Limits(seconds=30, memory_bytes=500 * MEGABYTE)
"""A batch of texts, loading the model included. Kiwi's allocator asks for some 80 MB that it never
touches: of its resident memory this allows about 420 MB (measured: 350)."""

SHARED_BYTES = 48 * MEGABYTE
"""What program files mapped into memory take of a child's resident memory (measured: 35-45 MB);
the kernel's data limit does not count them, so it is set lower by as much."""

GRACE_SECONDS = 2.0
"""How much later than its parent the child ends itself, in case the parent is gone."""

_FORBIDDEN_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "urllib.Request",
    "ftplib.",
    "http.client.",
    "smtplib.",
)


def apply(limits: Limits) -> None:
    """Set the memory limit for good and start this input's clock."""
    memory = max(limits.memory_bytes - SHARED_BYTES, MEGABYTE)
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    with contextlib.suppress(ValueError, OSError):  # a system that cannot lower it
        resource.setrlimit(resource.RLIMIT_DATA, (memory, most))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + GRACE_SECONDS)


def lift() -> None:
    """Stop the clock of the input that is done."""
    signal.setitimer(signal.ITIMER_REAL, 0)


def seal() -> None:
    """From now on this process reaches no network, starts no program and opens no file but
    those that Python and its packages are made of, read only. It cannot be undone.
    """
    homes = _program_folders()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, flags = arguments[0], arguments[2]
            if not (isinstance(path, int) or (_read_only(flags) and _inside(path, homes))):
                raise PermissionError(f"the child process opens no files: {path!r}")
        elif event.startswith(_FORBIDDEN_EVENTS):
            raise PermissionError(f"the child process does no {event}")

    sys.addaudithook(watch)


def _program_folders() -> tuple[str, ...]:
    paths = sysconfig.get_paths()
    libraries = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    ours = Path(__file__).resolve().parents[2]
    packages = {str(ours / name) for name in ("bot", "briefings")}
    return tuple(os.path.realpath(path) for path in libraries | packages | set(TZPATH))


def _inside(path: object, homes: tuple[str, ...]) -> bool:
    return os.path.realpath(os.fsdecode(str(path))).startswith(homes)


def _read_only(flags: object) -> bool:
    return isinstance(flags, int) and not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
