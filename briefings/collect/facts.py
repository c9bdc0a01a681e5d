"""What a document says of itself: front matter, masthead date, title, the credit it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from briefings.collect.layout import BLANK, BYLINE, DATE, FURNITURE, LONG, RULE, SENTENCE, Layout
from briefings.collect.marks import plain
from briefings.collect.outlets import without_dates
from briefings.model.times import Precision, Published
from briefings.text.dates import FoundDate, find_dates, starts_range

MASTHEAD_LINES = 40
"""A masthead is over after so many lines with words."""

FOOT_LINES = 4
"""Of the last lines so many may say when the document was written."""

FRONT_MATTER_LINES = 120
"""Longer blocks between two `---` are text, not front matter."""

_FENCE = re.compile(r"(?:---|\+\+\+)\s*")
_FIELD = re.compile(r"\s{0,4}([A-Za-z_가-힣][\w가-힣 -]{0,30}?)\s{0,3}[:=]\s?(.{0,500})")
_OPEN_KEYS = frozenset({"title", "date"})
_FILE_DATE = re.compile(
    r"(?:^|[/\\_\s.-])(?P<y>(?:19|20)\d{2})(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|"
    r"[12]\d|3[01])(?![0-9a-zA-Z가-힣])"
)
_CREDIT = re.compile(
    r"출처(?:를|만|은|는|와)?\s?(?:[^.!?\n]{0,30})(?:밝|표기|명시|남겨|적어|기재)|(?:인용|"
    r"재배포|공유|전재|활용|복제|이용)(?:시|하실|"
    r"할)\s?.{0,20}출처|"
    r"(?:please|must|kindly|should)\s(?:\w+\s){0,3}(?:credit|attribute|cite|mention|acknowledge)|"
    r"(?:with|requires?|give|giving) (?:proper |appropriate )?(?:credit|attribution)|"
    r"\bcredit(?:ing)? (?:to|the|us|“|\"|')|\bCC[ -]BY\b|creative commons attribution|"
    r"저작자\s?표시",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[‘'“\"「『<《〈]([^‘’'“”\"「」『』<>《》〈〉\n]{2,40})[’'”\"」』>》〉]")
_CREDIT_NAME = re.compile(
    r"(?:credit|cite|attribute(?: it)? to|attribution to|mention|"
    r"acknowledge)\s(?:to\s)?(?:the\s)?(?P<en>[A-Z][\w&.'’ -]{1,40}?)(?=\s(?:when|if|as|and|with|"
    r"for|in|on|by)\b|[,.;:(]|$)"
    r"|출처\s?[(:：=]\s?(?P<ko>[^)\n.,]{2,40})|(?P<owner>[\w가-힣 ]{2,30}?)(?:의|에)\s?저작권|"
    r"저작권은\s(?P<holder>[\w가-힣 ]{2,30}?)(?:에|이|에게)\s"
)
_WEEK_OF = re.compile(
    r"week\s(?:of|from|ending|beginning|commencing|"
    r"starting)\W{0,3}(?:the\s)?(?:[a-z]{3,9}day,?\s)?$",
    re.IGNORECASE,
)
_DATED_NOTE = re.compile(r"[^.!?|·]{6,30}(?=\s[|·]\s)")
"""What stands before a bar in a line that goes on as a sentence."""

_WORDS = re.compile(r"[\W\d_]+")
_PARTING = ("|", "·", "•", "∙", "│", "ㅣ", "/")
_WEEK_RANGE = re.compile(r"\d{4}\s?년\s?\d{1,2}\s?월\s?(?:\d|첫|둘|셋|넷|다섯|마지막)")


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """The fields that readers use, and the first line behind the block."""

    title: str | None
    published: Published | None
    credit: str | None
    end: int


def front_matter(layout: Layout) -> FrontMatter | None:
    """The block between two fences at the very top, if its lines are fields."""
    start = next(
        (index for index in range(min(5, len(layout))) if not layout.has(index, BLANK)), None
    )
    if start is None:
        return None
    if _FENCE.fullmatch(layout.words(start)) is None:
        return _open_matter(layout, start)
    fence = layout.words(start)
    fields: dict[str, str] = {}
    for index in range(start + 1, min(start + FRONT_MATTER_LINES, len(layout))):
        line = layout.words(index)
        if line in (fence, "..."):
            return _front_matter(fields, index + 1) if fields else None
        found = _FIELD.fullmatch(line)
        if found is not None:
            fields[found[1].strip().lower()] = found[2].strip().strip("\"'")
        elif line and not line.startswith(("-", "#", "]", "[", '"', "'")) and index == start + 1:
            return None
    return None


def _open_matter(layout: Layout, start: int) -> FrontMatter | None:
    """Fields at the very top without fences, down to the first blank line."""
    fields: dict[str, str] = {}
    for index in range(start, min(start + FRONT_MATTER_LINES, len(layout))):
        if layout.has(index, BLANK):
            return _front_matter(fields, index + 1) if fields.keys() >= _OPEN_KEYS else None
        found = None if layout.has(index, LONG) else _FIELD.fullmatch(layout.words(index))
        if found is None:
            return None
        fields[found[1].strip().lower()] = found[2].strip().strip("\"'")
    return None


def _front_matter(fields: dict[str, str], end: int) -> FrontMatter:
    day_text = next(
        (
            fields[key]
            for key in ("date", "published", "published_at", "pubdate", "날짜", "발행일", "작성일")
            if fields.get(key)
        ),
        "",
    )
    dates = find_dates(day_text)
    title = fields.get("title") or fields.get("제목")
    return FrontMatter(
        title=plain(title) if title else None,
        published=dates[0].when if dates else None,
        credit=fields.get("credit") or fields.get("attribution"),
        end=end,
    )


def file_date(name: str) -> Published | None:
    """The day in a file name such as `2021-01-15-weekly.md`."""
    found = _FILE_DATE.search(name.rsplit("/", 1)[-1])
    if found is None:
        return None
    dates = find_dates(f"{found['y']}-{found['m']}-{found['d']}")
    return dates[0].when if dates else None


def masthead_date(layout: Layout, end: int, start: int = 0) -> Published | None:
    """The date of the document from the lines above its first item, days before months.

    The first and last day of a week give its month only, for which day it was published on
    the text does not say.
    """
    month: Published | None = None
    for count, index in enumerate(layout.filled(start, end)):
        if count >= MASTHEAD_LINES:
            break
        if layout.has(index, LONG) or layout.lines.length(index) > 160:
            continue
        line = plain(layout.words(index))
        if layout.has(index, SENTENCE) and not layout.has(index, DATE):
            note = _DATED_NOTE.match(line)
            line = "" if note is None else note[0]
        if layout.mark(index).level > 1 and any(
            starts_range(line, one) for one in find_dates(line)
        ):
            continue  # the days that a section tells of
        found = _masthead_day(line, layout.has(index, DATE))
        if found is not None and found.precision is not Precision.MONTH:
            return found
        month = month or found
    return month


def foot_date(layout: Layout, start: int) -> Published | None:
    """The date that a single line near the end says the document was written on (`작성일: …`)."""
    lines = [index for index in layout.filled(start) if layout.has(index, BYLINE)]
    dated = [index for index in lines if layout.has(index, DATE)]
    if (
        len(dated) != 1
        or sum(1 for _ in islice(layout.filled(dated[0]), FOOT_LINES + 1)) > FOOT_LINES
    ):
        return None
    dates = find_dates(layout.words(dated[0]))
    return dates[0].when if dates else None


def _masthead_day(line: str, is_date_line: bool) -> Published | None:
    dates = find_dates(line)
    if not dates:
        return None
    first = next((one for one in dates if _is_fuller(one, dates[0])), dates[0])
    if starts_range(line, first) or _WEEK_OF.search(line[: first.start]) is not None:
        return _month_of_range(line, dates)
    rest = without_dates(line, [first]).strip(" ,.()[]|-·:/")
    around = line[max(0, first.start - 2) : first.start] + line[first.end : first.end + 2]
    if is_date_line or first.start == 0 or (len(rest) <= 45 and re.search(r"[(\[|·/,)\]]", around)):
        return first.when
    if _stands_apart(line, first):
        return first.when
    if first.when.precision is Precision.MONTH and len(line) <= 60:
        return first.when
    if _WEEK_RANGE.search(line):
        return Published.in_month(first.when.day.year, first.when.day.month)
    return first.when if line[first.end :].strip(" .)]") == "" and len(line) <= 60 else None


def _stands_apart(line: str, found: FoundDate) -> bool:
    """Whether bars or dots part the date from the rest of its line."""
    before, after = line[: found.start].rstrip(" (["), line[found.end :].lstrip(" .)]")
    return before.endswith(_PARTING) and (not after or after.startswith(_PARTING))


def _is_fuller(found: FoundDate, first: FoundDate) -> bool:
    """Whether a day is told beside the month by which an issue is called (`3월호 | 3월 2일`)."""
    return (
        first.when.precision is Precision.MONTH
        and found.when.precision is not Precision.MONTH
        and (found.when.day.year, found.when.day.month)
        == (first.when.day.year, first.when.day.month)
    )


def _month_of_range(line: str, dates: Sequence[FoundDate]) -> Published | None:
    first, last = dates[0], dates[-1]
    if first.when.precision is Precision.MONTH:
        return first.when
    if len(dates) == 1:
        tail = re.match(r"\D{1,4}(?:(\d{1,2})\s?[./월-]\s?)?(\d{1,2})", line[first.end :])
        if tail is not None and tail[1] is not None and int(tail[1]) != first.when.day.month:
            return None
    elif (first.when.day.year, first.when.day.month) != (last.when.day.year, last.when.day.month):
        return None
    return Published.in_month(first.when.day.year, first.when.day.month)


def masthead_title(layout: Layout, start: int, end: int) -> str | None:
    """The first line with words above the first item that can be a title."""
    for count, index in enumerate(layout.filled(start, end)):
        if count >= 12:
            return None
        if layout.has(index, FURNITURE | RULE | LONG) or layout.lines.head(index, 1) == "|":
            continue
        if layout.has(index, DATE) and len(_WORDS.sub("", without_dates(layout.words(index)))) < 9:
            continue
        words = plain(layout.mark(index).words)
        if words and len(words) <= 100 and not layout.has(index, SENTENCE):
            return words
        return None
    return None


def asked_credit(layout: Layout, spans: Iterable[tuple[int, int]]) -> str | None:
    """The name that the document wants to be named by, from lines outside `spans` (its items)."""
    inside = bytearray(len(layout))
    for start, end in spans:
        inside[start:end] = b"\x01" * (min(end, len(layout)) - start)
    for index in layout.filled():
        if inside[index] or layout.has(index, LONG):
            continue
        line = layout.words(index)
        if _CREDIT.search(line) is not None:
            return _credit_name(plain(line))
    return None


def _credit_name(line: str) -> str:
    names = list(dict.fromkeys(name.strip() for name in _QUOTED.findall(line)))
    if names:
        return " · ".join(names[:2])
    found = _CREDIT_NAME.search(line)
    if found is not None:
        name = next(value for value in found.groups() if value)
        return name.strip()
    return line


def title_date(title: str) -> Published | None:
    """The day or month that a document's title names (`2021년 1월 2주차` is a month)."""
    return _masthead_day(title, False)
