"""Public holidays of Korea, with their substitutes, from the `holidays` package."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from briefings.deliver.due import upcoming
from briefings.model.subscriptions import Schedule


def is_korean_holiday(day: date) -> bool:
    """Whether `day` is a public holiday in Korea, substitute holidays included."""
    return day in _of_year(day.year)


def upcoming_with_holidays(
    schedule: Schedule, zone: ZoneInfo, after: datetime, count: int
) -> Sequence[datetime]:
    """The next due instants (UTC) of a schedule that may leave Korean holidays out."""
    return upcoming(schedule, zone, after, count, is_korean_holiday)


@lru_cache(maxsize=32)
def _of_year(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - takes a third of a second, and few schedules ask

    return frozenset(holidays.country_holidays("KR", years=year))
