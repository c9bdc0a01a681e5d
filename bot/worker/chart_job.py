"""The child's painting job: a chart to PNG bytes."""

from __future__ import annotations

from bot.worker.chart_paint import painted
from bot.worker.chart_wire import CHART
from bot.worker.wire import Message

DONE = "done"


def run(message: Message) -> Message:
    """Paint one chart."""
    return Message(kind=DONE, payload=painted(CHART.read(message.head)))
