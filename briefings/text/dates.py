"""Dates and times as Korean and English texts write them, never more exact than written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from briefings.model.times import Precision, Published

SEOUL = ZoneInfo("Asia/Seoul")
"""The zone of times that name none, as Korean sources mean them."""

EARLIEST_YEAR = 1980
"""Nothing that teams read was published before; earlier years are broken data."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "KST": 9,
    "JST": 9,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "PST": -8,
    "PDT": -7,
    "MST": -7,
    "MDT": -6,
    "CET": 1,
    "CEST": 2,
    "BST": 1,
}
_REGIONS = {
    "ET": ZoneInfo("America/New_York"),
    "CT": ZoneInfo("America/Chicago"),
    "MT": ZoneInfo("America/Denver"),
    "PT": ZoneInfo("America/Los_Angeles"),
}
"""Names of zones that leave open whether it is summer."""
_DAY_OF_WEEK = (
    r"(?:\s{0,2}[(\[（]\s{0,2}(?:[월화수목금토일](?:요일)?|[A-Za-z]{3,9}\.?|"
    r"[月火水木金土日])\s{0,2}[)\]）]|\s{1,2}[월화수목금토일]요일)?"
)
_TIME = (
    r"(?:[\s,T·|/]{0,3}(?:at\s{1,2}|[(\[]\s{0,2})?"
    r"(?P<half>오전|오후|[AaPp]\.?[Mm]\.?)?\s{0,2}"
    r"(?P<hour>\d{1,2})\s{0,2}(?::\s{0,1}(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"|시(?:\s{0,2}(?P<minute2>\d{1,2})\s{0,2}분(?:\s{0,2}\d{1,2}\s{0,2}초)?)?)"
    r"\s{0,2}(?P<half2>[AaPp]\.?[Mm]\b\.?)?"
    r"\s{0,2}(?P<zone>Z\b|[+-]\d{2}:?\d{2}\b|KST|UTC|GMT|JST|[ECMP][SD]T|[ECMP]T\b|CES?T|BST)?)?"
)
_FULL = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<y1>\d{4})\s{0,2}(?P<s1>[./-])\s{0,2}(?P<m1>\d{1,2})\s{0,2}(?P=s1)\s{0,2}(?P<d1>\d{1,2})"
    r"(?!\d)\.?"
    r"|(?P<y2>\d{4})\s{0,2}년\s{0,2}(?P<m2>\d{1,2})\s{0,2}월\s{0,2}(?P<d2>\d{1,2})\s{0,2}일"
    r"|(?P<y3>\d{4})年\s{0,2}(?P<m3>\d{1,2})月\s{0,2}(?P<d3>\d{1,2})日"
    r"|(?P<y4>['’‘]?\d{2})(?P<s4>[./-])\s{0,1}(?P<m4>\d{1,2})(?P=s4)\s{0,1}(?P<d4>\d{1,2})"
    r"(?!\d|\.\s?\d|%)\.?"
    r"|(?P<y5>['’‘]?\d{2})\s{0,2}년\s{0,2}(?P<m5>\d{1,2})\s{0,2}월\s{0,2}(?P<d5>\d{1,2})\s{0,2}일"
    r"|(?P<d6>\d{1,2})(?:st|nd|rd|th)?\s{1,2}(?:of\s{1,2})?(?P<n6>"
    + _MONTH
    + r"),?\s{1,2}(?P<y6>\d{4})(?!\d)"
    r"|(?P<y7>(?:19|20)\d{2})(?P<m7>[01]\d)(?P<d7>[0-3]\d)(?!\d)"
    r"|(?P<m8>\d{1,2})/(?P<d8>\d{1,2})/(?P<y8>\d{4})(?!\d)"
    r")" + _DAY_OF_WEEK + _TIME,
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![A-Za-z])(?P<n>"
    + _MONTH
    + r")\s{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:[.,]\s{0,2}|\s{1,2})(?P<y>\d{4})(?!\d)"
    + _TIME,
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    r"(?<![\d.])(?:(?P<y1>\d{4})\s{0,2}년\s{0,2}(?P<m1>\d{1,2})\s{0,2}월(?!\s{0,2}\d{1,2}\s{0,2}일)"
    r"|(?P<y2>(?:19|20)\d{2})\s{0,1}[./-]\s{0,1}(?P<m2>\d{1,2})(?![\d./~-]|\s{0,2}[./-]\s{0,2}\d)"
    r"|(?P<y3>\d{4})年\s{0,2}(?P<m3>\d{1,2})月(?!\s{0,2}\d)"
    r"|\b(?P<n4>" + _MONTH + r"),?\s{1,2}(?P<y4>\d{4})(?!\d))",
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    r"(?<![\d./년:-])(?:(?P<m1>\d{1,2})\s{0,2}월\s{0,2}(?P<d1>\d{1,2})\s{0,2}일"
    r"|(?P<m2>\d{1,2})\s{0,1}[./]\s{0,1}(?P<d2>\d{1,2})(?!\d|[%/]|\.\s?\d|"
    r"\s{0,2}[조억만천백배원달위명개년월건%])\.?"
    r"|(?P<m4>\d{1,2})-(?P<d4>\d{1,2})(?![\d-])"
    r"|\b(?P<n3>" + _MONTH + r")\s{1,2}(?P<d3>\d{1,2})(?:st|nd|rd|th)?(?!\d|,?\s\d{4})"
    r"|(?P<d5>\d{1,2})(?:st|nd|rd|th)?\s{1,2}(?P<n5>"
    + _MONTH
    + r")(?!,?\s\d{4}))"
    + _DAY_OF_WEEK
    + _TIME,
    re.IGNORECASE,
)
_HINT = re.compile(r"\d\d(?:\d\d|\s?[./년-])")
_LETTERS = re.compile(r"[A-Za-z]{3}")
_RANGE_TAIL = re.compile(
    r"\s{0,2}(?:[~∼〜～–—]|-(?=\s)|\s-|부터|to\b)\s{0,2}(?=(?:\d{1,4}\s{0,2}[./년월일-]|\d{1,2}\b|"
    r"[A-Z][a-z]{2}))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundDate:
    """A date at `start`..`end` of a text. `yearless`: the text names no year, `when` lends one."""

    when: Published
    start: int
    end: int
    yearless: bool = False
    range_end: bool = False


def _groups(found: re.Match[str], year: str, month: str, day: str) -> tuple[str, str, str] | None:
    values = found.groupdict()
    for index in "12345678":
        if values.get(f"{year}{index}") is not None:
            month_text = values.get(f"{month}{index}") or values.get(f"n{index}") or ""
            return values[f"{year}{index}"], month_text, values.get(f"{day}{index}") or "1"
    return None


def _year(text: str) -> int:
    digits = text.lstrip("'’‘")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower().rstrip(".")]


def _zone(text: str | None) -> tzinfo:
    if text is None:
        return SEOUL
    region = _REGIONS.get(text.upper())
    if region is not None:
        return region
    hours = _ZONES.get(text.upper())
    if hours is not None:
        return SEOUL if hours == 9 else timezone(timedelta(hours=hours))
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return SEOUL if offset * sign == timedelta(hours=9) else timezone(sign * offset)


def _timed(day: date, found: re.Match[str]) -> Published:
    """`day` with the time of day that stands behind it, if there is one that can be."""
    parts = found.groupdict()
    if parts.get("hour") is None:
        return Published.on(day)
    half = (parts["half"] or parts["half2"] or "").lower().replace(".", "")
    hour = int(parts["hour"])
    if half in {"오후", "pm"} and hour < 12:
        hour += 12
    elif half in {"오전", "am"} and hour == 12:
        hour = 0
    minute = int(parts["minute"] or parts["minute2"] or 0)
    second = int(parts["second"] or 0)
    try:
        instant = datetime(
            day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(parts["zone"])
        )
    except ValueError:
        return Published.on(day)
    return Published.at(instant)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(_year(year), _month(month), int(day))
    except (ValueError, KeyError):
        return None
    return found


@lru_cache(maxsize=1024)
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date of `text` that names its year, in order; days before months where they overlap."""
    found: list[FoundDate] = []
    if _HINT.search(text) is None:
        return ()
    for match in _FULL.finditer(text):
        groups = _groups(match, "y", "m", "d")
        day = _day(*groups) if groups is not None else None
        if day is None and match["y8"] is not None:  # 31/01/2021 is day first
            day = _day(match["y8"], match["d8"], match["m8"])
        if day is not None:
            found.append(_found(text, match, _timed(day, match)))
    for match in _NAMED.finditer(text) if _LETTERS.search(text) else ():
        day = _day(match["y"], match["n"], match["d"])
        if day is not None:
            found.append(_found(text, match, _timed(day, match)))
    for match in _MONTH_ONLY.finditer(text):
        groups = _groups(match, "y", "m", "d")
        day = _day(groups[0], groups[1], "1") if groups is not None else None
        if day is not None and not any(one.start <= match.start() < one.end for one in found):
            found.append(_found(text, match, Published.in_month(day.year, day.month)))
    return tuple(sorted(found, key=lambda one: one.start))


def _found(text: str, match: re.Match[str], when: Published) -> FoundDate:
    before = text[max(0, match.start() - 3) : match.start()].rstrip()
    return FoundDate(
        when=when,
        start=match.start(),
        end=match.end(),
        range_end=before[-1:] in {"~", "∼", "〜", "～", "–", "—"},
    )


def starts_range(text: str, found: FoundDate) -> bool:
    """Whether `found` is the first day of a span of days (`1.4 ~ 1.8`), not a day by itself."""
    return _RANGE_TAIL.match(text, found.end) is not None


def find_yearless(text: str, around: date) -> list[FoundDate]:
    """Dates of `text` without a year (`1월 4일`, `1/4`, `Jan 4`), read as the last such day not
    more than a month after `around`, which comes from the document.
    """
    found = []
    for match in _YEARLESS.finditer(text):
        parts = match.groupdict()
        month = next(value for key in ("m1", "m2", "n3", "m4", "n5") if (value := parts[key]))
        day_text = next(value for key in ("d1", "d2", "d3", "d4", "d5") if (value := parts[key]))
        day = _day(str(around.year), month, day_text)
        if day is None:
            continue
        if day > around + timedelta(days=31):
            try:
                day = day.replace(year=day.year - 1)
            except ValueError:
                continue
        one = _found(text, match, _timed(day, match))
        found.append(replace(one, yearless=True))
    return found


def parse_date(text: str) -> Published | None:
    """The one date that `text` consists of, surrounding space and words of the field aside."""
    dates = find_dates(text[:120])
    return dates[0].when if dates else None


def is_plausible(when: Published, today: date | None) -> bool:
    """Whether `when` can be a publication date: not absurdly old, not after `today` (a day of
    slack for zones); without `today`, only years that no one writes yet are refused.
    """
    if when.day.year < EARLIEST_YEAR:
        return False
    if today is None:
        return when.day.year < 2100
    if when.precision is Precision.MONTH:
        return (when.day.year, when.day.month) <= (today.year, today.month)
    return when.day <= today + timedelta(days=1)
