"""A chart in, its picture out: painted in the child process, which is ended when idle."""

from __future__ import annotations

import threading

from bot.worker.chart_wire import CHART
from bot.worker.client import Worker, WorkerFailed
from bot.worker.wire import Message
from briefings.errors import NotPainted
from briefings.model.charts import Chart, Picture

IDLE_SECONDS = 60.0
"""The child with its font and libraries holds about 100 MB; it is not kept for the next day."""


class WorkerPainter:
    """Fills the `ChartPainter` port. Safe to share between threads; close it at the end."""

    def __init__(self, worker: Worker | None = None, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._worker = worker or Worker("chart")
        self._idle_seconds = idle_seconds
        self._idle: threading.Timer | None = None
        self._lock = threading.Lock()

    def paint(self, chart: Chart) -> Picture:
        """The chart as a picture for a phone. Raises `NotPainted`."""
        self._rest(None)
        try:
            answer = self._worker.ask(Message(kind="chart", head=CHART.write(chart)))
        except WorkerFailed as error:
            raise NotPainted(f"no picture: {error}") from error
        finally:
            self._rest(self._idle_seconds)
        if answer.kind != "done":
            raise NotPainted(f"no picture: {answer.head.decode() or answer.kind}")
        return Picture(png=answer.payload, alt=chart.alt)

    def close(self) -> None:
        """End the child process, if there is one, also in the middle of a picture."""
        self._rest(None)
        self._worker.stop()
        self._worker.close()

    def _rest(self, seconds: float | None) -> None:
        """End the child when nothing was painted for so long; with `None` let it live."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
                self._idle = None
            if seconds is not None:
                self._idle = threading.Timer(seconds, self._worker.close)
                self._idle.daemon = True
                self._idle.start()
