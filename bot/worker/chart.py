"""A chart in, its picture out: painted in the child process, which is ended when idle."""

from __future__ import annotations

from bot.worker.chart_wire import CHART
from bot.worker.client import Worker, WorkerFailed
from bot.worker.resting import Resting
from bot.worker.wire import Message
from briefings.errors import NotPainted
from briefings.model.charts import Chart, Picture

IDLE_SECONDS = 60.0
"""The child with its font and libraries holds about 100 MB; it is not kept for the next day."""


class WorkerPainter:
    """Fills the `ChartPainter` port. Safe to share between threads; close it at the end."""

    def __init__(self, worker: Worker | None = None, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._worker = worker or Worker("chart")
        self._resting = Resting(self._worker.close, seconds=idle_seconds)

    def paint(self, chart: Chart) -> Picture:
        """The chart as a picture for a phone. Raises `NotPainted`."""
        try:
            with self._resting.busy():
                answer = self._worker.ask(Message(kind="chart", head=CHART.write(chart)))
        except WorkerFailed as error:
            raise NotPainted(f"no picture: {error}") from error
        if answer.kind != "done":
            raise NotPainted(f"no picture: {answer.head.decode() or answer.kind}")
        return Picture(png=answer.payload, alt=chart.alt)

    def close(self) -> None:
        """End the child process, if there is one, also in the middle of a picture."""
        self._resting.stop()
        self._worker.stop()
        self._worker.close()
