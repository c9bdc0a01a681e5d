"""Period words, Korean and English, become local days; the rest of the words is given back."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from briefings.errors import NotUnderstood
from briefings.model.times import Period

MAX_DAYS = 3660
"""Ten years: a longer period is a slip of the hand."""

EXAMPLE = "/brief 30d"
_RANGE_EXAMPLE = "/brief 2021-01-04..2021-01-15"

_COUNTED = re.compile(
    r"(\d{1,5})(d|days?|일|w|weeks?|주|주일|m|months?|개월|달|y|years?|년)(?:간|동안)?"
)
_DAYS_PER_UNIT = {
    "d": 1,
    "일": 1,
    "w": 7,
    "주": 7,
    "m": 30,
    "개": 30,
    "달": 30,
    "y": 365,
    "년": 365,
}
_DAY = r"\d{4}[-./]\d{1,2}[-./]\d{1,2}\.?"
_RANGE = re.compile(rf"({_DAY})?(?:\.\.|~|–|—)({_DAY})?")
_ONE_DAY = re.compile(_DAY)
_MONTH = re.compile(r"(\d{4})(?:[-./](\d{1,2})|년(\d{1,2})월)")
_YEAR = re.compile(r"(\d{4})년?")
_NO_YEAR = re.compile(r"(\d{1,2})월(?:(\d{1,2})일)?")
_FULL_DAY = re.compile(r"(\d{4})년(\d{1,2})월(\d{1,2})일")
_LAST_WORDS = {"last", "past", "최근", "지난"}


def _week(today: date, back: int) -> Period:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return Period(since=monday, until=min(today, monday + timedelta(days=6)))


def _month(year: int, month: int) -> Period:
    last = calendar.monthrange(year, month)[1]
    return Period(since=date(year, month, 1), until=date(year, month, last))


def _last_month(today: date) -> Period:
    before = today.replace(day=1) - timedelta(days=1)
    return _month(before.year, before.month)


def _year(year: int) -> Period:
    return Period(since=date(year, 1, 1), until=date(year, 12, 31))


_NAMED: dict[str, Callable[[date], Period]] = {
    "오늘": lambda today: Period(since=today, until=today),
    "어제": lambda today: Period(since=today - timedelta(days=1), until=today - timedelta(days=1)),
    "이번주": lambda today: _week(today, 0),
    "지난주": lambda today: _week(today, 1),
    "이번달": lambda today: Period(since=today.replace(day=1), until=today),
    "지난달": _last_month,
    "올해": lambda today: Period(since=date(today.year, 1, 1), until=today),
    "작년": lambda today: _year(today.year - 1),
    "한주": lambda today: Period.last_days(7, today),
    "일주일": lambda today: Period.last_days(7, today),
    "한달": lambda today: Period.last_days(30, today),
}
_ALIASES = {
    "today": "오늘",
    "yesterday": "어제",
    "thisweek": "이번주",
    "금주": "이번주",
    "lastweek": "지난주",
    "전주": "지난주",
    "저번주": "지난주",
    "thismonth": "이번달",
    "이달": "이번달",
    "금월": "이번달",
    "lastmonth": "지난달",
    "저번달": "지난달",
    "전월": "지난달",
    "thisyear": "올해",
    "금년": "올해",
    "lastyear": "작년",
    "지난해": "작년",
    "aweek": "한주",
    "지난한주": "한주",
    "최근한주": "한주",
    "최근일주일": "한주",
    "amonth": "한달",
    "최근한달": "한달",
    "지난한달": "한달",
}


def take_period(
    words: Sequence[str], today: date, *, ahead: bool = False, example: str | None = None
) -> tuple[Period | None, tuple[str, ...]]:
    """The period that the words name, and the words that are left, in their order.

    Longest spellings first (`last 7 days`, `이번 주`). A month or day without its year is the
    newest one that has begun, or the next one where the words look `ahead`.

    Raises `NotUnderstood` for a second period and for one that cannot be: no such day, over ten
    years, ending before it starts. Its example is one of `/brief`, or the one that is given.
    """
    try:
        return _taken(words, today, ahead=ahead)
    except NotUnderstood as error:
        error.example = example or error.example
        raise


def _taken(
    words: Sequence[str], today: date, *, ahead: bool
) -> tuple[Period | None, tuple[str, ...]]:
    period: Period | None = None
    left: list[str] = []
    place = 0
    while place < len(words):
        found, length = _at(words[place : place + 3], today, ahead=ahead)
        if found is None:
            left.append(words[place])
            place += 1
            continue
        if period is not None:
            raise NotUnderstood("There are two periods; one is enough.", example=EXAMPLE)
        period, place = found, place + length
    return period, tuple(left)


def _at(words: Sequence[str], today: date, *, ahead: bool) -> tuple[Period | None, int]:
    for length in range(len(words), 0, -1):
        found = _spelled(words[:length], today, ahead=ahead)
        if found is not None:
            return found, length
    return None, 0


def _spelled(words: Sequence[str], today: date, *, ahead: bool) -> Period | None:
    joined = "".join(words).casefold().removesuffix("동안")
    name = _ALIASES.get(joined, joined)
    if name in _NAMED:
        return _NAMED[name](today)
    if len(words) > 1 and words[0].casefold() in _LAST_WORDS:
        joined = "".join(words[1:]).casefold()
    elif len(words) > 1 and not joined[0].isdigit():
        return None
    found = _counted(joined, today) or _dated(joined)
    return found or _without_year(joined, today, ahead=ahead)


def _counted(word: str, today: date) -> Period | None:
    match = _COUNTED.fullmatch(word)
    if match is None or (match[2] == "년" and len(match[1]) == 4):
        return None
    days = int(match[1]) * _DAYS_PER_UNIT[match[2][0]]
    if not 1 <= days <= MAX_DAYS:
        raise NotUnderstood(
            "A period has 1 to {most} days; {word} has {days}.",
            example=EXAMPLE,
            word=word,
            days=str(days),
            most=str(MAX_DAYS),
        )
    return Period.last_days(days, today)


def _dated(word: str) -> Period | None:
    if match := _RANGE.fullmatch(word):
        return _range(word, match[1], match[2])
    if _ONE_DAY.fullmatch(word):
        day = _day(word)
        return Period(since=day, until=day)
    if match := _FULL_DAY.fullmatch(word):
        day = _day("-".join(match.groups()))
        return Period(since=day, until=day)
    if match := _MONTH.fullmatch(word):
        return _checked_month(word, int(match[1]), int(match[2] or match[3]))
    if match := _YEAR.fullmatch(word):
        year = int(match[1])
        return _year(year) if 1990 <= year <= 2100 else None
    return None


def _without_year(word: str, today: date, *, ahead: bool) -> Period | None:
    """`11월` and `11월 17일`: the newest one that has begun, or the next one."""
    match = _NO_YEAR.fullmatch(word)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    month, day = int(match[1]), int(match[2] or 1)
    has_begun = (month, day) <= (today.month, today.day)
    year = today.year + (has_begun if ahead else has_begun - 1)
    if match[2] is None:
        return _month(year, month)
    named = _day(f"{year}-{month}-{day}")
    return Period(since=named, until=named)


def _range(word: str, first: str | None, last: str | None) -> Period | None:
    if first is None or last is None:
        if first is None and last is None:
            return None
        raise NotUnderstood(
            "A range of days has two ends: {word} has one.",
            example=_RANGE_EXAMPLE,
            word=word,
        )
    since, until = _day(first), _day(last)
    if until < since:
        raise NotUnderstood(
            "The period ends before it starts: {word}.",
            example=f"/brief {until.isoformat()}..{since.isoformat()}",
            word=word,
        )
    if (until - since).days >= MAX_DAYS:
        raise NotUnderstood(
            "A period has 1 to {most} days; {word} has {days}.",
            example=EXAMPLE,
            word=word,
            days=str((until - since).days + 1),
            most=str(MAX_DAYS),
        )
    return Period(since=since, until=until)


def _day(word: str) -> date:
    year, month, day = (int(part) for part in re.split(r"[-./]", word.rstrip(".")))
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(
            "There is no such day: {word}.", example=_RANGE_EXAMPLE, word=word
        ) from None


def _checked_month(word: str, year: int, month: int) -> Period:
    if not (1 <= month <= 12 and year >= 1):
        raise NotUnderstood("There is no such month: {word}.", example="/brief 2021-01", word=word)
    return _month(year, month)
