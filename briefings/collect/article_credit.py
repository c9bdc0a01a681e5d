"""The time of an article and its outlet, off by-lines, datelines and rights lines."""

from __future__ import annotations

import re

from briefings.collect.article_plan import Plan
from briefings.collect.chrome import is_copyright
from briefings.collect.layout import (
    BYLINE,
    DATE,
    FURNITURE,
    Layout,
)
from briefings.collect.outlets import looks_like_outlet, names_in
from briefings.model.times import Published
from briefings.text.dates import find_dates

_ENTERED = re.compile(
    r"(?:기사\s?)?(?:입력|승인|등록|작성|게재|발행|송고|published|posted|first published)",
    re.IGNORECASE,
)

_CHANGED = re.compile(r"최종\s?수정|수정|업데이트|updated|modified", re.IGNORECASE)

_RIGHTS_WORDS = re.compile(
    r"저작권자?|copyrights?|ⓒ|©|Ⓒ|\(c\)|[<>〈〉\[\]()【】]|\bby\b|(?:19|"
    r"20)\d\d(?:\s?[-–~]\s?(?:19|20)?\d\d)?|"
    r"무단.{0,80}|재배포.{0,40}|all rights.{0,60}|의\s저작권.{0,40}|에\s?있습니다.{0,20}|"
    r"(?<=\s)inc\.?$",
    re.IGNORECASE,
)

_DATELINE = re.compile(
    r"[A-Z][A-Z .,'-]{2,40}(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s{0,2}\((?P<en>[A-Z][\w "
    r".&-]{1,30})\)\s{0,2}[-–—]"
    r"|[(\[【](?:[가-힣·]{2,12})\s?=\s?(?P<ko>[가-힣A-Za-z0-9 ]{2,16})[)\]】]"
)


def article_date(layout: Layout, plan: Plan) -> Published | None:
    """The time of entry or approval; a time of change only where there is no other."""
    changed: Published | None = None
    plain_date: Published | None = None
    for index in layout.filled():
        if index == plan.repeated or not layout.has(index, DATE | BYLINE):
            continue
        inside = plan.start <= index < plan.end and not layout.has(index, BYLINE)
        if inside and index > plan.start + 3 and index < plan.end - 3:
            continue
        line = layout.words(index)
        dates = find_dates(line)
        for number, found in enumerate(dates):
            before = line[dates[number - 1].end if number else 0 : found.start]
            if _ENTERED.search(before) and not _CHANGED.search(before):
                return found.when
            if _CHANGED.search(before):
                changed = changed or found.when
            else:
                plain_date = plain_date or found.when
    return plain_date or changed


def dateline(layout: Layout, start: int) -> str | None:
    """The agency that the text's first words name (`CITY, May 2 (Agency) -`, `(서울=통신)`)."""
    found = _DATELINE.match(layout.words(start)[:160])
    return None if found is None else (found["en"] or found["ko"]).strip()


def rights_line(layout: Layout, start: int) -> int | None:
    """Give the first line below the start that says whose the rights are."""
    return next(
        (
            index
            for index in layout.filled(start)
            if layout.has(index, FURNITURE) and is_copyright(layout.words(index))
        ),
        None,
    )


def article_outlet(layout: Layout, plan: Plan) -> str | None:
    """The outlet that a source label, a rights line or a by-line names."""
    for index in layout.filled():
        if layout.has(index, FURNITURE) and not plan.start <= index < plan.end - 1:
            line = layout.words(index)
            if is_copyright(line):
                name = _holder(line)
                if name is not None:
                    return name
    agency = dateline(layout, plan.start)
    if agency is not None:
        return agency
    within = rights_line(layout, plan.start)
    if within is not None and within < plan.end and (name := _holder(layout.words(within))):
        return name
    if plan.byline is not None:
        for name in names_in(
            re.sub(r"[가-힣]{2,4}\s?(?:기자|특파원)", " , ", layout.words(plan.byline))
        ):
            if looks_like_outlet(name):
                return name
    return None


def _holder(line: str) -> str | None:
    """The holder of the rights that a rights line names."""
    for piece in re.split(r"[,|.·:/\n]|\s-\s|\s{2,9}", _RIGHTS_WORDS.sub("\n", line)):
        name = piece.strip(" \t-–—=~\"'“”‘’")
        if len(name) >= 2 and len(name) <= 30 and any(char.isalpha() for char in name):
            return None if re.search(r"금지|기사|콘텐츠|본지|본사", name) else name
    return None
