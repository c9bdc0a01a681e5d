"""Ends a child process that was not needed for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Resting:
    """Calls `end` when nothing was `busy` for `seconds`. Safe to share between threads."""

    def __init__(self, end: Callable[[], None], *, seconds: float) -> None:
        self._end = end
        self._seconds = seconds
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Nothing is ended meanwhile; afterwards the time counts from the start."""
        self.stop()
        try:
            yield
        finally:
            self._start()

    def stop(self) -> None:
        """End nothing any more, until the next `busy`."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def _start(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._seconds, self._end)
            self._timer.daemon = True
            self._timer.start()
