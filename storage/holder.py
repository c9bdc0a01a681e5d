"""One process delivers from one database: the holder, named in a locked file beside it."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from briefings.errors import StoreBusy, StoreError


@contextmanager
def holding(database: Path, *, purpose: str, now: datetime) -> Iterator[None]:
    """Be the only process that delivers from `database` while the context lasts.

    The lock is the operating system's: it ends with the process, however that ends. Raises
    `StoreBusy` naming the holder where there is one, `StoreError` where no file can be made.
    """
    path = database.with_name(f"{database.name}.holder")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"the file {path} cannot be made: {error.strerror}") from error
    try:
        _lock(handle, database)
        who = f"process {os.getpid()} on {socket.gethostname()} ({purpose})"
        _write(handle, f"{who} since {now:%Y-%m-%d %H:%M:%S} UTC")
        yield
        os.truncate(handle, 0)
    finally:
        os.close(handle)


def _lock(handle: int, database: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(handle, 500, 0).decode(errors="replace").strip()
        raise StoreBusy(
            f"{database} is held by {holder or 'another process'}: "
            "stop it first, or point TRENDBRIEF_DATABASE_URL at another file"
        ) from error


def _write(handle: int, text: str) -> None:
    os.truncate(handle, 0)
    os.pwrite(handle, text.encode(), 0)
