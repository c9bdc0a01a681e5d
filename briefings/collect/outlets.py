"""Names of outlets in running words: lists of names, labels of links, and what is no name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefings.collect.marks import plain
from briefings.text.dates import FoundDate, find_dates

MAX_NAME_CHARS = 40
"""Longer is not the name of an outlet but a sentence."""

MAX_KEPT_CHARS = 200
"""The names in longer texts are looked for anew each time."""

_SPLIT = re.compile(r"\s{0,3}[,，;|·ㆍ/]\s{0,3}|\s{1,3}[-–—]\s{1,3}|\s{2,9}|\s{0,2}및\s{1,2}")


_OUTLET = re.compile(
    r"(?:일보|신문|뉴스\d?|경제|타임[스즈]|미디어|방송|닷컴|데일리|투데이|저널|포스트|위클리|"
    r"통신|매거진|리포트|헤럴드|비즈|이코노미|타임|리뷰|인사이트|인사이드|"
    r"블로그|브리핑|웹진|"
    r"times|news|post|journal|daily|weekly|herald|tribune|wire|today|review|magazine|media|press|"
    r"insider|gazette|chronicle|observer|guardian|reuters|bloomberg|"
    r"crunch|blog|network|online|report|\.com|\.net|\.kr|\.org|\.io|\.cn|\.jp|\btv|kbs|mbc|sbs|"
    r"ytn|jtbc|cnn|bbc|cnbc|wsj|nyt|ft|로이터|블룸버그|연합|뉴시스|뉴스1|일간|경향|한겨레|"
    r"网|報|报|新聞|新闻|日报|通信社|社)\s?(?:\([^()]{1,20}\)|[A-Z]?\d{1,2}면|[A-Z]\d{1,2})?$",
    re.IGNORECASE,
)

GENERIC = re.compile(
    r"(?:기사\s?)?(?:원문|링크|보기|바로\s?가기|기사|출처|자세히(?:\s?보기)?|더\s?보기|"
    r"(?:관련\s?|원본\s?|참고\s?)?(?:보도\s?자료|자료|문서|보고서|뉴스|링크|기사|영상)|참고|원본|본문|공지|발표문|"
    r"(?:(?:원문|기사|본문|전문|뉴스|내용|소식|링크|글)\s?)?(?:더\s?|자세히\s?|전체\s?)?"
    r"(?:보기|보러\s?가기|읽기|읽으러\s?가기|읽어\s?보기|확인하기|알아보기)|"
    r"press release|learn more|(?:official )?announcement|"
    r"전문(?:\s?보기)?|원문\s?(?:보기|링크|기사)|"
    r"기사\s?(?:보기|링크|원문)|관련\s?기사|여기|클릭|link|here|source|read(?: more| on)?|more|"
    r"original|"
    r"full (?:story|article)|article|story|via|website|homepage|url|\W*)",
    re.IGNORECASE,
)

_NO_NAME = re.compile(
    r"(?:^|(?<=[\s,|]))\d{1,2}[./]\d{1,2}\.?(?=$|[\s,|)])|"
    r"[(（]\s?\d{1,2}[./]\d{1,2}\.?\s?[)）]|\d{1,2}월\s?\d{1,2}일|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?!\d)|"
    r"\b\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b\.?|"
    r"(?:출처|source|via)\s?[:：=]",
    re.IGNORECASE,
)
"""Days without a year and labels within a list of names."""

NAME_NOISE = " \t,，.;:：|/·ㆍ-–—=~<>[]()（）「」『』\"'“”‘’*"


def looks_like_outlet(name: str) -> bool:
    """Whether `name` ends as names of papers, stations and sites do."""
    return len(name) <= MAX_NAME_CHARS and _OUTLET.search(name) is not None


@lru_cache(maxsize=512)
def label_name(label: str) -> str | None:
    """The outlet that a link's label names, or `None` for `원문 보기` and for titles."""
    label = plain(label).strip(NAME_NOISE)
    if not label or GENERIC.fullmatch(label) or len(label) > MAX_NAME_CHARS or "://" in label:
        return None
    names = names_in(label)
    return names[0] if len(names) == 1 and (len(label) <= 15 or looks_like_outlet(label)) else None


def is_generic(words: str) -> bool:
    """Whether words only say that a link is one (`원문 보기`, `참고 링크`)."""
    return GENERIC.fullmatch(words.strip(NAME_NOISE)) is not None


def without_dates(text: str, dates: Sequence[FoundDate] | None = None) -> str:
    """`text` with the dates that name a year cut out."""
    for found in reversed(find_dates(text) if dates is None else dates):
        text = f"{text[: found.start]} , {text[found.end :]}"
    return text


def names_in(text: str) -> list[str]:
    """The source names of a list such as `한빛일보, 2021.01.04` or `가나경제 / 다라통신`."""
    return list(_names_kept(text)) if len(text) <= MAX_KEPT_CHARS else _names(text)


@lru_cache(maxsize=512)
def _names_kept(text: str) -> tuple[str, ...]:
    """The same outlets are named again and again."""
    return tuple(_names(text))


def _names(text: str) -> list[str]:
    names: list[str] = []
    for piece in _SPLIT.split(_NO_NAME.sub(" , ", plain(without_dates(text)))):
        name = _unwrapped(piece)
        if name and name not in names and _is_name(name):
            names.append(name)
    return names


def _is_name(name: str) -> bool:
    if len(name) > MAX_NAME_CHARS or not any(char.isalpha() for char in name) or "@" in name:
        return False
    writer = name.endswith("기자") and len(name) <= 8
    return not writer and not name.endswith(("다.", "니다")) and GENERIC.fullmatch(name) is None


def _unwrapped(piece: str) -> str:
    """A name without punctuation around it; brackets that belong to it stay."""
    name = piece.strip()
    for _ in range(4):
        before = name
        name = name.strip(" \t,，.;:：|/·ㆍ-–—=~*\"'“”‘’→↳»›☞")
        if name[:1] in "([（<" and (
            name[-1:] in ")]）>"
            or name.count(name[0])
            != name.count({"(": ")", "[": "]", "（": "）", "<": ">"}[name[0]])
        ):
            name = name[1:-1] if name[-1:] in ")]）>" else name[1:]
        for opener, closer in (("(", ")"), ("[", "]"), ("<", ">")):
            if name.endswith(opener):
                name = name[:-1]
            if name.endswith(closer) and name.count(closer) > name.count(opener):
                name = name[:-1]
        if name == before:
            break
    name = re.sub(r"\s?(?:[A-Z]?\d{1,2}면|(?<=\s)[A-Z]\d{1,2})$", "", name)
    return re.sub(r"\s{1,9}(?:제공|보도|기사|인용|발췌|참고)$", "", name)
