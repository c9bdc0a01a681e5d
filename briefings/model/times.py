"""When something was published, and spans of days: what a text says, never more."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Self


class Precision(StrEnum):
    """How exactly a text dates itself."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """An instant with zone, a day, or only a month (then `day` is its first)."""

    precision: Precision
    day: date
    instant: datetime | None = None

    @classmethod
    def on(cls, day: date) -> Self:
        """The whole of `day`, as the text named it."""
        return cls(precision=Precision.DAY, day=day)

    @classmethod
    def in_month(cls, year: int, month: int) -> Self:
        """Some day of that month; which one, the text does not say."""
        return cls(precision=Precision.MONTH, day=date(year, month, 1))

    @classmethod
    def at(cls, instant: datetime) -> Self:
        """Exactly `instant`, which must carry a zone; `day` is the day in that zone."""
        if instant.tzinfo is None:
            raise ValueError(f"a publication instant needs a zone: {instant!r}")
        return cls(precision=Precision.INSTANT, day=instant.date(), instant=instant)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read back what `isoformat` wrote: `2021-01`, `2021-01-04` or an instant with zone."""
        if len(text) == 7:
            return cls.in_month(int(text[:4]), int(text[5:]))
        if len(text) == 10:
            return cls.on(date.fromisoformat(text))
        return cls.at(datetime.fromisoformat(text))

    def isoformat(self) -> str:
        """`2021-01`, `2021-01-04` or `2021-01-04T09:00:00+09:00`."""
        if self.precision is Precision.MONTH:
            return f"{self.day:%Y-%m}"
        return self.day.isoformat() if self.instant is None else self.instant.isoformat()

    def first_day(self, zone: tzinfo) -> date:
        """The first local day that this time can mean in `zone`."""
        return self.day if self.instant is None else self.instant.astimezone(zone).date()

    def last_day(self, zone: tzinfo) -> date:
        """The last local day that this time can mean in `zone`: a month counts as all its days."""
        if self.precision is not Precision.MONTH:
            return self.first_day(zone)
        return self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1])


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Local days from `since` to `until`, both inclusive."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"a period ends before it starts: {self.since}..{self.until}")

    @classmethod
    def last_days(cls, days: int, today: date) -> Self:
        """The `days` local days that end with `today`."""
        return cls(since=today - timedelta(days=days - 1), until=today)

    @property
    def days(self) -> int:
        """How many local days the period holds, at least one."""
        return (self.until - self.since).days + 1

    def touches(self, first: date, last: date) -> bool:
        """Whether any day of `first`..`last` lies in the period."""
        return first <= self.until and last >= self.since
