"""Logs: one event a line with its keys, on standard error; secrets and long texts never."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping

log = logging.getLogger("trendbrief")
"""Call with an event's name and its keys: `log.info("part_sent", extra={"part": 3})`."""

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
MAX_VALUE_CHARS = 300
_TALKATIVE = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "slack_bolt", "slack_sdk")
"""Libraries that log every request; httpx with the bot's token in the address."""


class EventFormatter(logging.Formatter):
    """`2021-01-04T09:00:00+0900 INFO part_sent part=3 chat=telegram:5`."""

    def format(self, record: logging.LogRecord) -> str:
        """The event and its keys in one line; a traceback below it where there is one."""
        line = super().format(record)
        keys = {key: value for key, value in vars(record).items() if key not in _OWN}
        if not keys:
            return line
        head, newline, trace = line.partition("\n")
        return f"{head} {_pairs(keys)}{newline}{trace}"


def _pairs(keys: Mapping[str, object]) -> str:
    return " ".join(f"{key}={_shown(value)}" for key, value in keys.items())


def _shown(value: object) -> str:
    text = str(value).replace("\n", " ")
    if len(text) > MAX_VALUE_CHARS:
        text = text[:MAX_VALUE_CHARS] + "…"
    return f'"{text}"' if " " in text else text


def start_logging(*, verbose: bool = False) -> None:
    """Log to standard error; libraries only warn, so that no address with a token is written."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        EventFormatter("%(asctime)s %(levelname)s %(message)s", datefmt="%Y-%m-%dT%H:%M:%S%z")
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    log.setLevel(logging.DEBUG if verbose else logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
