"""Words for the day on which something ends become that day: `2w`, `내일`, `until Friday`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from briefings.ask.periods import take_period
from briefings.errors import NotUnderstood
from briefings.model.times import Period

EXAMPLE = "/pause 1 2w"

_FILLERS = frozenset(("until", "till", "to", "까지", "동안", "for"))
_DAYS_AHEAD = {
    "내일": 1,
    "tomorrow": 1,
    "모레": 2,
    "내일모레": 2,
    "dayaftertomorrow": 2,
    "thedayaftertomorrow": 2,
    "글피": 3,
}
_NEXT_WEEK = ("다음주", "nextweek", "담주", "차주")
_NEXT_MONTH = ("다음달", "nextmonth", "담달", "내달", "익월")
_KOREAN_DAYS = "월화수목금토일"
_ENGLISH_DAYS = tuple(name.casefold() for name in calendar.day_name)
_WEEKDAY = re.compile(r"(다음주|담주|이번주|next|this)?(?:([월화수목금토일])요일|([a-z]{3,9}))")
_SHORTEST_NAME = 3
_MONTHS = tuple(name.casefold() for name in calendar.month_name)
_MONTH_DAY = re.compile(r"(?:([a-z]{3,9})\.?(\d{1,2})?|(\d{1,2})([a-z]{3,9}))(?:st|nd|rd|th)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")


def until_of(words: Sequence[str], today: date) -> date | None:
    """The day that the words name, after `today`; `None` for no words.

    A length (`2w`, `일주일`) counts from today; a day without its week, month or year is the next
    one of that name. Raises `NotUnderstood` for anything else, and for a day that is past.
    """
    kept = [bare for bare in map(_bare, words) if bare not in _FILLERS]
    if not kept:
        return None
    day = _named("".join(kept), today) or _of_period(kept, today)
    if day <= today:
        raise NotUnderstood("{day} is past.", example=EXAMPLE, day=day.isoformat())
    return day


def _bare(word: str) -> str:
    bare = word.strip("\"'“”‘’ ,，?!").casefold()
    return bare.removesuffix("까지") or bare


def _named(word: str, today: date) -> date | None:
    if word in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[word])
    if word in _NEXT_WEEK:
        return _monday(today) + timedelta(days=7)
    if word in _NEXT_MONTH:
        return (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return _weekday(word, today) or _month_day(word, today)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday(word: str, today: date) -> date | None:
    match = _WEEKDAY.fullmatch(word)
    weekday = None if match is None else _number_of_day(match[2], match[3])
    if match is None or weekday is None:
        return None
    if match[1] in ("다음주", "담주"):
        return _monday(today) + timedelta(days=7 + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _number_of_day(korean: str | None, english: str | None) -> int | None:
    if korean is not None:
        return _KOREAN_DAYS.index(korean)
    return _abbreviated(english or "", _ENGLISH_DAYS)


def _abbreviated(word: str, names: Sequence[str]) -> int | None:
    if len(word) < _SHORTEST_NAME:
        return None
    return next((at for at, name in enumerate(names) if name.startswith(word)), None)


def _month_day(word: str, today: date) -> date | None:
    """`dec 1`, `1 december`, `12/1`: the next one."""
    if slashed := _SLASHED.fullmatch(word):
        return _next(int(slashed[1]), int(slashed[2]), today)
    match = _MONTH_DAY.fullmatch(word)
    month = None if match is None else _abbreviated(match[1] or match[4], _MONTHS)
    if match is None or month is None:
        return None
    return _next(month, int(match[2] or match[3] or 1), today)


def _next(month: int, day: int, today: date) -> date:
    year = today.year + ((month, day) <= (today.month, today.day))
    try:
        return date(year, month, day)
    except ValueError:
        word = f"{month}/{day}"
        raise NotUnderstood("There is no such day: {word}.", example=EXAMPLE, word=word) from None


def _of_period(words: Sequence[str], today: date) -> date:
    period, left = take_period(words, today, ahead=True, example=EXAMPLE)
    if period is None or left:
        word = (left or words)[0][:40]
        raise NotUnderstood("{word} is not a day.", example=EXAMPLE, word=word)
    return _end_of(period, today)


def _end_of(period: Period, today: date) -> date:
    """A named day, or so many days from today."""
    return period.until if period.until != today else today + timedelta(days=period.days)
