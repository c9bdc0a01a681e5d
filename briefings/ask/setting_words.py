"""The values of settings, in the words that people write for them."""

from __future__ import annotations

import re
from datetime import time

from briefings.ask.when import parse_when
from briefings.errors import NotUnderstood
from briefings.model.briefings import Length
from briefings.model.habits import NothingNew, QuietHours
from briefings.model.languages import Language

LANGUAGES = {
    "ko": Language.KOREAN,
    "korean": Language.KOREAN,
    "한국어": Language.KOREAN,
    "en": Language.ENGLISH,
    "english": Language.ENGLISH,
    "영어": Language.ENGLISH,
}
LENGTHS = {
    "short": Length.SHORT,
    "짧게": Length.SHORT,
    "long": Length.LONG,
    "길게": Length.LONG,
    "titles": Length.TITLES,
    "제목": Length.TITLES,
    "제목만": Length.TITLES,
}
NOTHING_NEW = {
    "say": NothingNew.SAY,
    "oneline": NothingNew.SAY,
    "알림": NothingNew.SAY,
    "한줄": NothingNew.SAY,
    "한줄로알림": NothingNew.SAY,
    "silent": NothingNew.SILENT,
    "silence": NothingNew.SILENT,
    "조용히": NothingNew.SILENT,
    "알리지않음": NothingNew.SILENT,
}
UNSURE = {
    "repeat": True,
    "once": True,
    "다시": True,
    "다시보냄": True,
    "한번더": True,
    "한번더보냄": True,
    "never": False,
    "안함": False,
    "안보냄": False,
    "보내지않음": False,
    "다시보내지않음": False,
}
OFF = frozenset(("off", "none", "끄기", "끔", "없음", "안함"))
CITIES = {
    "서울": "Asia/Seoul",
    "seoul": "Asia/Seoul",
    "한국": "Asia/Seoul",
    "도쿄": "Asia/Tokyo",
    "tokyo": "Asia/Tokyo",
}
_UNTIL = re.compile(r"\s*(?:[-~–]|부터|에서|\bto\b|\buntil\b)\s*")
_PLAIN_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")
_NO_QUIET = QuietHours(start=time(0), end=time(0))


def quiet_of(words: str) -> QuietHours:
    """`22:00-07:00`, `밤 11시~아침 7시` or `off` as quiet hours. Raises `NotUnderstood`."""
    if words.casefold() in OFF:
        return _NO_QUIET
    try:
        start, end = map(_clock_time, _UNTIL.split(words))
    except (ValueError, NotUnderstood):
        raise NotUnderstood(
            "{word} are no quiet hours: two times, or off.",
            example="/settings quiet 22:00-07:00",
            word=words[:40],
        ) from None
    return QuietHours(start=start, end=end)


def _clock_time(words: str) -> time:
    """`22`, `22:30`, `밤 11시`, `7am` as a time. Raises `ValueError`, `NotUnderstood`."""
    plain = _PLAIN_TIME.fullmatch(words.strip())
    if plain is not None:
        return time(int(plain[1]), int(plain[2] or 0))
    schedule, left = parse_when(words.split())
    if schedule is None or left or not re.search(r"\d", words):
        raise ValueError(words)
    return schedule.at
