"""Public holidays of Korea, with their substitutes, from the `holidays` package."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def is_korean_holiday(day: date) -> bool:
    """Whether `day` is a public holiday in Korea, substitute holidays included."""
    return day in _of_year(day.year)


@lru_cache(maxsize=32)
def _of_year(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - takes a third of a second, and few schedules ask

    return frozenset(holidays.country_holidays("KR", years=year))
