"""Charts as the child process takes them: JSON, checked against the chart's type."""

from __future__ import annotations

from bot.worker.wire import Codec
from briefings.model.charts import Chart

CHART = Codec(Chart)
