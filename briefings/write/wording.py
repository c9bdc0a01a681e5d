"""Messages in the reader's language: an English text and its values become what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefings.model.languages import Language
from briefings.model.times import Period, Precision, Published
from briefings.write.particles import PAIRS, with_particle

_WEEKDAYS = {
    Language.KOREAN: "월화수목금토일",
    Language.ENGLISH: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Value(str):
    """A value in a message; as a format it takes a Korean particle: `{word:을}`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return with_particle(str(self), spec) if spec in PAIRS else str(self)


@dataclass(frozen=True, slots=True)
class Wording:
    """Says things in one language. `texts` maps English texts to it; English needs none.

    `plurals` maps the English plural text to the translation of a counted message.
    """

    language: Language
    texts: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: str, **values: str | int) -> str:
        """The message in this language with its values put in, particles fitting."""
        return self._filled(self.texts.get(text) or text, values)

    def say_many(self, one: str, many: str, count: int, **values: str | int) -> str:
        """As `say`, for a counted thing: `one` where `count` is 1, else `many`; gives `{count}`."""
        english = one if count == 1 else many
        return self._filled(self.plurals.get(many) or english, {"count": f"{count:,}", **values})

    def day(self, day: date, *, today: date | None = None) -> str:
        """`1월 4일` or `Jan 4`; with its year where that is not today's (or no today is given)."""
        with_year = today is None or day.year != today.year
        if self.language is Language.KOREAN:
            return f"{day.year}년 {day.month}월 {day.day}일" if with_year else _korean(day)
        short = f"{_MONTHS[day.month - 1]} {day.day}"
        return f"{short}, {day.year}" if with_year else short

    def published(self, published: Published | None, zone: ZoneInfo, *, today: date) -> str:
        """The day or month of publication, or that there is none."""
        if published is None:
            return self.say("undated")
        if published.precision is Precision.MONTH:
            return self.month(published.day)
        return self.day(published.first_day(zone), today=today)

    def month(self, day: date) -> str:
        """`2021년 1월` or `Jan 2021`."""
        if self.language is Language.KOREAN:
            return f"{day.year}년 {day.month}월"
        return f"{_MONTHS[day.month - 1]} {day.year}"

    def period(self, period: Period, *, today: date) -> str:
        """`1월 4일–15일`, `2020년 12월 28일–2021년 1월 3일`, `Jan 4–15`; one day as that day."""
        since, until = period.since, period.until
        if since == until:
            return self.day(since, today=today)
        if (since.year, since.month) == (until.year, until.month):
            return self._within_month(period, today)
        if since.year == until.year:
            return self._within_year(period, today)
        return f"{self.day(since)}–{self.day(until)}"

    def moment(self, instant: datetime, zone: ZoneInfo) -> str:
        """`11월 23일(월) 09:00` or `Mon, Nov 23, 09:00`, in local time of `zone`."""
        local = instant.astimezone(zone)
        weekday = _WEEKDAYS[self.language][local.weekday()]
        if self.language is Language.KOREAN:
            return f"{_korean(local.date())}({weekday}) {local:%H:%M}"
        return f"{weekday}, {_MONTHS[local.month - 1]} {local.day}, {local:%H:%M}"

    def weekdays(self, days: tuple[int, ...]) -> str:
        """`월·목` or `Mon, Thu`; Monday is 0."""
        names = [_WEEKDAYS[self.language][day] for day in days]
        return ("·" if self.language is Language.KOREAN else ", ").join(names)

    def _within_month(self, period: Period, today: date) -> str:
        if self.language is Language.KOREAN:
            return f"{self.day(period.since, today=today)}–{period.until.day}일"
        year = f", {period.until.year}" if period.until.year != today.year else ""
        return f"{_MONTHS[period.since.month - 1]} {period.since.day}–{period.until.day}{year}"

    def _within_year(self, period: Period, today: date) -> str:
        if self.language is Language.KOREAN:
            return f"{self.day(period.since, today=today)}–{_korean(period.until)}"
        first = f"{_MONTHS[period.since.month - 1]} {period.since.day}"
        return f"{first} – {self.day(period.until, today=today)}"

    @staticmethod
    def _filled(template: str, values: Mapping[str, str | int]) -> str:
        if not values:
            return template
        return template.format(**{name: _Value(value) for name, value in values.items()})


def _korean(day: date) -> str:
    return f"{day.month}월 {day.day}일"
