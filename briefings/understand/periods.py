"""Reads which period, edition or day a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from briefings.text.korean import strip_particle
from briefings.understand.stopwords import ENGLISH

_COMPARED = r"(?!\s?(?:보다|대비|에 비해|와 비교|과 비교|까지|말까지))"
_QUARTER = re.compile(
    rf"(지난해|작년|전년)?\s?(?:(?<!\d)([1-4])\s?(?:/4)?\s?분기{_COMPARED}|\bq([1-4])\b"
    rf"|\b([1-4])q\b"
    r"|(first|second|third|fourth)[- ]quarter|第([一二三四1-4])(?:季度|四半期))"
)
_HALF = re.compile(rf"(상|하)반기{_COMPARED}|(first|second) half|\bh([12])\b|(上|下)半年")
_YEAR = re.compile(
    r"(?<![\d.,])((?:19|20)\d\d)(?:\s?(?:년|年)(?!\s?(?:까지|부터|말|초|대|안에|이후))"
    r"|(?![\d,.%년年]))"
)
_MONTH = re.compile(
    rf"(?<![\d.])(1[0-2]|[1-9])\s?(?:월|月)(?!\s?\d){_COMPARED}(?!\s?(?:부터|까지|말|초|안))"
)
_WEEK = re.compile(
    r"(?:(첫|둘|셋|넷|다섯)째? ?주|(?<!\d)([1-5])(?:째)? ?주차?)(?!\s?(?:간|동안|연속|만에|뒤|후"
    r"|전))"
    r"(?=[\s에의는까말도,.]|$)|(first|second|third|fourth|last) week of"
)
_DAY = re.compile(
    r"(?:(?<!\d)(1[0-2]|[1-9])\s?(?:월|月)\s?)?(?<![\d.,])(3[01]|[12]\d|[1-9])\s?(?:일"
    r"|日)(?!\s?(?:간|만|평균|안|내|이내|동안))"
    r"|\b(?:the )?(3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b"
)
_ENGLISH_DAY = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? (3[01]|[12]\d|[1-9])\b(?!,?\d)"
    r"|\b(3[01]|[12]\d|[1-9]) (jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_MONTH = re.compile(
    r"\b(?:in|for|of|during|since|last|this) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|t|ober|ember)?\b(?!\.? \d{1,2}\b(?!\d))"
)
_EDITION = re.compile(
    rf"제?\s?(?<![\d.,])(\d{{1,4}})\s?(호(?!선|실|텔)|차(?!전지|산업|원|량|례|선)|편|화(?!면)|탄"
    rf"|권|집|세대|기(?![가-힣]){_COMPARED})"
    rf"|제\s?(\d{{1,4}})\s?(회){_COMPARED}|(?:issue|vol\.?|no\.?|episode|part"
    rf"|season) ?(\d{{1,4}})|第\s?(\d{{1,4}})\s?(期|号|届|回)"
)
_SERIES = re.compile(r"(?:시리즈|series)\s?([a-h])\b")
_ANY_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d,.%])")
_ANY_MONTH = re.compile(r"(?<![\d.])(1[0-2]|[1-9])\s?(?:월|月)")
_VERSION = re.compile(
    r"([a-z][a-z]+|[가-힣]{2,})[ -]?(\d{1,4}(?:\.\d+)?)"
    r"(?=$|[\s)·'’\"]|,(?!\d)|\.(?:\s|$)|[을를의은는이가과와로](?:[\s,]|$))(?!\s?(?:조|억|만|천"
    r"|명|개"
    r"|곳|건|대|원|달러|million|billion|%))"
)
_MODEL = re.compile(r"([a-z]{2,}|[가-힣]{2,}) ([a-z]{1,2}\d{1,3})(?![a-z\d])")  # 갤럭시 S25
_WEEKS = {"첫": "1", "둘": "2", "셋": "3", "넷": "4", "다섯": "5"}
_HOUR = re.compile(
    r"(오전|오후|낮|밤|저녁|새벽|아침)\s?(1[0-2]|[1-9])시(?:\s?([1-5]?\d)분)?"
    r"|\b(1[0-2]|[1-9])(?:[:.]([0-5]\d))?\s?([ap])\.?m\b"
)
_NUMERALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}


def periods(text: str) -> Iterator[str]:
    """The quarters, halves, years, months and weeks that a text (lower case) reports on."""
    for quarter in _QUARTER.finditer(text):
        number = next(part for part in quarter.groups()[1:] if part)
        before = "-" if quarter.group(1) else ""
        yield f"quarter:{before}{_NUMERALS.get(number, number)}"
    for half in _HALF.finditer(text):
        part = next(part for part in half.groups() if part)
        yield f"half:{1 if part in {'상', 'first', '1', '上'} else 2}"
    for year in _YEAR.finditer(text):
        yield f"year:{year.group(1)}"
    for month in _MONTH.finditer(text):
        yield f"month:{month.group(1)}"
    for named in _ENGLISH_MONTH.finditer(text):
        yield f"month:{_MONTHS.index(named.group(1)) + 1}"
    for week in _WEEK.finditer(text):
        yield f"week:{_WEEKS.get(week.group(1), week.group(2) or week.group(3))}"


def editions(title: str, whole: str) -> Mapping[str, frozenset[str]]:
    """The numbers of issues, rounds, parts and versions, by what they number.

    Where the title numbers something, that number is the one.
    """
    found: dict[str, set[str]] = {}
    for text in (title, whole):
        for label, value in (*_numbered(text), *_versions(text)):
            if text is title or label not in _labels(title):
                found.setdefault(label, set()).add(value)
    return MappingProxyType({label: frozenset(values) for label, values in found.items()})


def _labels(title: str) -> frozenset[str]:
    return frozenset(label for label, _ in (*_numbered(title), *_versions(title)))


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    for found in _EDITION.finditer(text):
        parts = [part for part in found.groups() if part]
        yield (parts[1] if len(parts) > 1 else "issue", parts[0])
    for found in _SERIES.finditer(text):
        yield ("series", found.group(1))


def _versions(text: str) -> Iterator[tuple[str, str]]:
    for found in _VERSION.finditer(text):
        if found.group(1) not in ENGLISH:
            yield strip_particle(found.group(1)), found.group(2)
    for found in _MODEL.finditer(text):
        if found.group(1) not in ENGLISH:
            yield strip_particle(found.group(1)), found.group(2)


def days(text: str) -> Iterator[int]:
    """Days of the month that a text (lower case) names, with or without the month."""
    for found in _DAY.finditer(text):
        yield int(found.group(2) or found.group(3))
    for found in _ENGLISH_DAY.finditer(text):
        yield int(found.group(2) or found.group(3))


def dates(text: str) -> Iterator[tuple[int, int]]:
    """Months with days that a text (lower case) names."""
    for found in _DAY.finditer(text):
        if found.group(1):
            yield int(found.group(1)), int(found.group(2))
    for found in _ENGLISH_DAY.finditer(text):
        name = (found.group(1) or found.group(4))[:3]
        yield _MONTHS.index(name) + 1, int(found.group(2) or found.group(3))


def hours(text: str) -> Iterator[tuple[int, int]]:
    """Times of day that a text (lower case) names, as hour of twelve and minute."""
    for found in _HOUR.finditer(text):
        yield int(found.group(2) or found.group(4)), int(found.group(3) or found.group(5) or 0)


def months(text: str) -> Iterator[int]:
    """Months that a text names in any way."""
    return (int(found.group(1)) for found in _ANY_MONTH.finditer(text))


def years(text: str) -> Iterator[int]:
    """Years that a text names in any way, aims for later ones too."""
    return (int(found.group(1)) for found in _ANY_YEAR.finditer(text))
