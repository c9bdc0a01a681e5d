"""Dates as feeds and mails write them, to what they say and no more."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from briefings.model.times import Published

SEOUL = ZoneInfo("Asia/Seoul")
FIRST_YEAR = 1990
"""Older dates in feeds and mails are clocks that were never set."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "kst": 540, "jst": 540, "cst+8": 480, "hkt": 480,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "cet": 60, "cest": 120, "bst": 60, "ist": 330, "msk": 180, "sgt": 480,
}  # fmt: skip
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
_ZONE = (
    r"\s*(?P<zone>[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d)|Z\b|"
    r"(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{1,5}(?![\w/]))?"
)
_HALF = r"(?:\s*(?P<half>오전|오후|AM|PM|a\.m\.|p\.m\.))?"
_AFTER = r"(?:\s*(?P<after>AM|PM|a\.m\.|p\.m\.))?"
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?|(?P<tight>\d{4}))"
    rf"(?:[T\s]+{_CLOCK}{_ZONE})?\s*$",
    re.IGNORECASE,
)
_WESTERN = re.compile(
    r"(?:[A-Za-z]+,?\s+|[월화수목금토일],?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|"
    r"th)?[\s-]+(?P<name>[A-Za-z]{3,9}|\d{1,2}월)\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
    rf"(?:,?\s+{_CLOCK}{_AFTER}{_ZONE})?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"(?:[A-Za-z]+,?\s+)?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
    rf"(?:(?P<year>\d{{4}})(?:,?\s+(?:at\s+)?{_CLOCK}{_AFTER}{_ZONE})?)",
    re.IGNORECASE,
)
_UNIX = re.compile(
    rf"[A-Za-z]{{3}}\s+(?P<name>[A-Za-z]{{3}})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?P<year>\d{4})\s*(?:년|[./])\s*(?P<month>\d{1,2})\s*(?:월|"
    r"[./])\s*(?P<day>\d{1,2})\s*(?:일|\.)?"
    rf"(?:\s*\(?[월화수목금토일](?:요일)?\)?)?(?:,?{_HALF}\s*{_CLOCK}{_AFTER}{_ZONE})?",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) "
    r"(?:([+-])(\d\d):?(\d\d)|GMT|UTC|Z)"
)
_FORMS = (_ISO, _WESTERN, _KOREAN, _UNIX, _AMERICAN)


def read_date(text: str, *, korean: bool = True) -> Published | None:
    """What a date says: an instant where it has a clock time, else a day or a month.

    A time without a zone is Seoul's in a `korean` source; elsewhere only its day is known.
    """
    text = text.strip()[:80]
    if (quick := _quickly(text)) is not None:
        return quick
    for form in _FORMS:
        found = form.match(text)
        if found is not None:
            try:
                return _published(found.groupdict(), korean=korean)
            except (ValueError, OverflowError):
                return None
    return None


def _quickly(text: str) -> Published | None:
    """The two ways in which most feeds write an instant."""
    try:
        if text[10:11] == "T":
            moment = datetime.fromisoformat(text)
            return Published.at(moment) if moment.tzinfo else None
        found = _USUAL.fullmatch(text)
        if found is None:
            return None
        day, name, year, hour, minute, second, sign, hours, minutes = found.groups()
        offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        zone = timezone(-offset if sign == "-" else offset)
        month = _MONTHS[name.lower()]
        clock = int(hour), int(minute), int(second)
        return Published.at(datetime(int(year), month, int(day), *clock, tzinfo=zone))
    except (ValueError, KeyError, OverflowError):
        return None


def plausible(published: Published, today: date | None) -> bool:
    """Whether the date can be true: not before feeds existed, not after tomorrow (zones)."""
    if published.day.year < FIRST_YEAR:
        return False
    return today is None or published.day <= today + timedelta(days=1)


def _published(parts: dict[str, str | None], *, korean: bool) -> Published | None:
    year, month, day = _day_parts(parts)
    if month == 0:
        return None
    if day == 0:
        return Published.in_month(year, month)
    hour = parts.get("hour")
    if hour is None:
        return Published.on(date(year, month, day))
    zone = _zone(parts.get("zone")) or (SEOUL if korean else None)
    if zone is None:
        return Published.on(date(year, month, day))
    clock = (
        _hour(int(hour), parts),
        int(parts["minute"] or 0),
        min(int(parts.get("second") or 0), 59),
    )
    moment = datetime(year, month, day, 0, *clock[1:], tzinfo=zone)
    return Published.at(moment + timedelta(hours=clock[0]))  # 24:00 is the next day's midnight


def _day_parts(parts: dict[str, str | None]) -> tuple[int, int, int]:
    year = int(parts["year"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    if tight := parts.get("tight"):
        return year, int(tight[:2]), int(tight[2:])
    name = parts.get("name")
    if name is None:
        return year, int(parts["month"] or 0), int(parts.get("day") or 0)
    month = int(name[:-1]) if name.endswith("월") else _MONTHS.get(name[:3].lower(), 0)
    return year, month, int(parts["day"] or 0)


def _hour(hour: int, parts: dict[str, str | None]) -> int:
    half = (parts.get("half") or parts.get("after") or "").lower().replace(".", "")
    if hour > 24:
        raise ValueError(f"no hour of a day: {hour}")
    if half in {"오후", "pm"} and hour < 12:
        return hour + 12
    return 0 if half in {"오전", "am"} and hour == 12 else hour


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if name.lower() in _ZONES:
        return timezone(timedelta(minutes=_ZONES[name.lower()]))
    digits = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", name, re.IGNORECASE)
    if digits is None:
        return None
    minutes = int(digits[2]) * 60 + int(digits[3] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if digits[1] == "-" else minutes))
