"""The words of schedules: one typed word becomes the marks that it stands for, or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a mark says about a schedule."""

    DAYS = "days"  # `values` are weekdays, named as a set: every day, weekdays, weekend
    WORKDAYS = "workdays"  # weekdays without public holidays
    WEEKDAY = "weekday"  # `values` hold one weekday, Monday is 0
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    MONTH_DAY = "month day"
    HOLIDAY = "holiday"
    EXCEPT = "except"
    HALF_DAY = "half day"
    CLOCK = "clock"  # `values` are hour and minute, exact (18:30, noon)
    HOUR = "hour"
    MINUTE = "minute"
    NUMBER = "number"
    EVERY = "every"
    AT = "at"
    TO = "to"  # between the ends of a range of weekdays
    ORDINAL = "ordinal"  # the second (Monday): not offered
    INTERVAL = "interval"  # every hour: not offered
    UNIT = "unit"  # day, week, month: means something only after `every`
    FILLER = "filler"


class HalfDay(StrEnum):
    """The word that an hour of twelve is told with."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of a word says; `values` as its kind tells."""

    kind: Kind
    text: str
    values: tuple[int, ...] = ()
    half: HalfDay | None = None


EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
LAST_DAY = 31
"""A month day that a month lacks falls on its last one."""

_MAX_WORD_CHARS = 40

_ENGLISH: dict[str, tuple[Kind, tuple[int, ...]]] = {
    **dict.fromkeys(("daily", "everyday"), (Kind.DAYS, EVERY_DAY)),
    **dict.fromkeys(("weekday", "weekdays"), (Kind.DAYS, WORKDAYS)),
    **dict.fromkeys(("weekend", "weekends"), (Kind.DAYS, WEEKEND)),
    **dict.fromkeys(("workday", "workdays"), (Kind.WORKDAYS, WORKDAYS)),
    **dict.fromkeys(("mon", "monday", "mondays"), (Kind.WEEKDAY, (0,))),
    **dict.fromkeys(("tue", "tues", "tuesday", "tuesdays"), (Kind.WEEKDAY, (1,))),
    **dict.fromkeys(("wed", "weds", "wednesday", "wednesdays"), (Kind.WEEKDAY, (2,))),
    **dict.fromkeys(("thu", "thur", "thurs", "thursday", "thursdays"), (Kind.WEEKDAY, (3,))),
    **dict.fromkeys(("fri", "friday", "fridays"), (Kind.WEEKDAY, (4,))),
    **dict.fromkeys(("sat", "saturday", "saturdays"), (Kind.WEEKDAY, (5,))),
    **dict.fromkeys(("sun", "sunday", "sundays"), (Kind.WEEKDAY, (6,))),
    "weekly": (Kind.WEEKLY, ()),
    **dict.fromkeys(("biweekly", "fortnightly", "bi-weekly"), (Kind.BIWEEKLY, ())),
    "monthly": (Kind.MONTHLY, ()),
    **dict.fromkeys(("holiday", "holidays"), (Kind.HOLIDAY, ())),
    **dict.fromkeys(
        ("except", "excluding", "without", "but", "skip", "skipping", "no", "not"),
        (Kind.EXCEPT, ()),
    ),
    "noon": (Kind.CLOCK, (12, 0)),
    "midday": (Kind.CLOCK, (12, 0)),
    "midnight": (Kind.CLOCK, (0, 0)),
    **dict.fromkeys(("every", "each"), (Kind.EVERY, ())),
    **dict.fromkeys(("at", "@"), (Kind.AT, ())),
    **dict.fromkeys(("to", "through", "thru", "till", "until"), (Kind.TO, ())),
    **dict.fromkeys(
        ("second", "third", "fourth", "other", "last", "first", "two", "2"), (Kind.ORDINAL, ())
    ),
    **dict.fromkeys(("hourly", "hour", "hours", "minute", "minutes", "mins"), (Kind.INTERVAL, ())),
    **dict.fromkeys(
        ("day", "days", "week", "weeks", "month", "months", "business", "working", "public"),
        (Kind.UNIT, ()),
    ),
    **dict.fromkeys(("on", "and", "the", "of", "in", "o'clock", "oclock"), (Kind.FILLER, ())),
}
_HALF_DAYS = {
    **dict.fromkeys(("am", "a.m", "a.m.", "오전", "아침", "새벽", "morning"), HalfDay.MORNING),
    **dict.fromkeys(
        ("pm", "p.m", "p.m.", "오후", "저녁", "낮", "점심", "afternoon", "evening"),
        HalfDay.AFTERNOON,
    ),
    **dict.fromkeys(("밤", "night"), HalfDay.NIGHT),
}
_KOREAN_NUMBERS = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
}
_WEEKDAY_SYLLABLES = "월화수목금토일"

_PIECES = re.compile(
    r"(?P<english_time>\d{1,3}(?::\d{2})?[ap]\.?m\.?(?![a-z]))"
    r"|(?P<clock>\d{1,3}:\d{2})"
    r"|(?P<interval>매시간|매시|시간마다|\d+\s*(?:시간|분)\s*마다)"
    r"|(?P<hour>\d{1,3}시|(?:열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉)시)"
    r"|(?P<minute>\d{1,3}분)"
    r"|(?P<half_past>반(?=에|마다|$))"
    r"|(?P<biweekly>격주|[2이]주(?:에한번|마다|일마다))"
    r"|(?P<month_day>\d{1,3}일|말일|마지막날|월말|말(?=$|에))"
    r"|(?P<ordinal_day>\d{1,3}(?:st|nd|rd|th))"
    r"|(?P<workdays>영업일|근무일)"
    r"|(?P<days>매일|날마다|평일|주중|주말)"
    r"|(?P<weekly>매주|주마다)"
    r"|(?P<monthly>매월|매달|달마다|월마다)"
    r"|(?P<holiday>법정공휴일|공휴일|휴일|빨간날)"
    r"|(?P<except>제외하고|제외|빼고|말고|쉬고)"
    r"|(?P<weekday>[월화수목금토일](?:요일|욜))"
    r"|(?P<half_day>오전|오후|아침|새벽|저녁|점심|밤|낮)"
    r"|(?P<noon>정오)|(?P<midnight>자정)"
    r"|(?P<every>매)(?=평일|월요일|화요일|수요일|목요일|금요일|토요일|일요일)"
    r"|(?P<to>부터|~|–|-)"
    r"|(?P<ordinal>첫째|둘째|셋째|넷째|다섯째|마지막)"
    r"|(?P<syllables>[월화수목금토일]+(?=$|마다|에|[~–-]))"
    r"|(?P<number>\d{1,3}(?!\d))"
    r"|(?P<filler>까지|마다|에는|에|은|는|만|과|와|주(?=$)|날(?=$))"
)
_SEPARATORS = re.compile(r"[·・,，、/&+()\[\]]+")
_KOREAN_SETS = {
    "매일": EVERY_DAY,
    "날마다": EVERY_DAY,
    "평일": WORKDAYS,
    "주중": WORKDAYS,
    "주말": WEEKEND,
}
_CONSTANT = {
    "interval": Kind.INTERVAL,
    "biweekly": Kind.BIWEEKLY,
    "weekly": Kind.WEEKLY,
    "monthly": Kind.MONTHLY,
    "holiday": Kind.HOLIDAY,
    "except": Kind.EXCEPT,
    "every": Kind.EVERY,
    "to": Kind.TO,
    "ordinal": Kind.ORDINAL,
    "filler": Kind.FILLER,
}


def marks_of(word: str) -> tuple[Mark, ...]:
    """What `word` says about a schedule; empty where any piece of it says something else."""
    if len(word) > _MAX_WORD_CHARS or word.startswith("-"):
        return ()
    plain = unicodedata.normalize("NFKC", word).casefold().strip(".,;!?")
    marks: list[Mark] = []
    for piece in filter(None, _SEPARATORS.split(plain)):
        found = _of_piece(piece)
        if not found:
            return ()
        marks += found
    return tuple(marks)


def _of_piece(piece: str) -> Sequence[Mark]:
    if piece in _HALF_DAYS:
        return [Mark(Kind.HALF_DAY, piece, half=_HALF_DAYS[piece])]
    known = _ENGLISH.get(piece)
    if known is not None and not piece.isdecimal():
        return [Mark(known[0], piece, known[1])]
    if "-" in piece.strip("-") or "–" in piece or "~" in piece:
        return _of_range(piece)
    return _scanned(piece)


def _of_range(piece: str) -> Sequence[Mark]:
    first, _, last = re.sub(r"[–~]", "-", piece).partition("-")
    ends = [_of_piece(first), _of_piece(last)] if first and last else []
    if len(ends) != 2 or any(len(end) != 1 or end[0].kind is not Kind.WEEKDAY for end in ends):
        return []
    return [ends[0][0], Mark(Kind.TO, "-"), ends[1][0]]


def _scanned(piece: str) -> Sequence[Mark]:
    marks: list[Mark] = []
    place = 0
    while place < len(piece):
        match = _PIECES.match(piece, place)
        if match is None:
            return []
        marks += _of_match(match)
        place = match.end()
    return marks


def _of_match(match: re.Match[str]) -> Sequence[Mark]:
    name, text = match.lastgroup or "", match.group()
    if name in _CONSTANT:
        return [Mark(_CONSTANT[name], text)]
    if name == "syllables":
        return [Mark(Kind.WEEKDAY, day, (_WEEKDAY_SYLLABLES.index(day),)) for day in text]
    if name == "half_day":
        return [Mark(Kind.HALF_DAY, text, half=_HALF_DAYS[text])]
    if name == "english_time":
        return _english_time(text)
    return [_counted(name, text)]


def _counted(name: str, text: str) -> Mark:
    digits = tuple(int(number) for number in re.findall(r"\d+", text))
    match name:
        case "clock":
            return Mark(Kind.CLOCK, text, digits[:2])
        case "hour":
            return Mark(Kind.HOUR, text, digits or (_KOREAN_NUMBERS[text[:-1]],))
        case "minute" | "half_past":
            return Mark(Kind.MINUTE, text, digits or (30,))
        case "month_day" | "ordinal_day":
            return Mark(Kind.MONTH_DAY, text, digits or (LAST_DAY,))
        case "workdays":
            return Mark(Kind.WORKDAYS, text, WORKDAYS)
        case "days":
            return Mark(Kind.DAYS, text, _KOREAN_SETS[text])
        case "weekday":
            return Mark(Kind.WEEKDAY, text, (_WEEKDAY_SYLLABLES.index(text[0]),))
        case "noon":
            return Mark(Kind.CLOCK, text, (12, 0))
        case "midnight":
            return Mark(Kind.CLOCK, text, (0, 0))
        case _:
            return Mark(Kind.NUMBER, text, digits)


def _english_time(text: str) -> Sequence[Mark]:
    hour, *minute = (int(number) for number in re.findall(r"\d+", text))
    half = HalfDay.MORNING if "a" in text else HalfDay.AFTERNOON
    time = [Mark(Kind.HOUR, text, (hour,)), *(Mark(Kind.MINUTE, text, (m,)) for m in minute)]
    return [Mark(Kind.HALF_DAY, text, half=half), *time]
