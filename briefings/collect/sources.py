"""Source lines become source names and links."""

from __future__ import annotations

import re
from datetime import date

from briefings.collect.outlets import MAX_NAME_CHARS, label_name, looks_like_outlet, names_in
from briefings.model.items import SourceRef
from briefings.text.dates import find_dates, find_yearless
from briefings.text.links import Link, find_links

_LABEL = re.compile(
    r"(?P<open>(?:[^\w\s\"'“”‘’]|\s){0,8})"
    r"(?=[내기원자뉴본관글소정참출링전더보읽확알바매언unaosvlrfm"  # how labels start
    r"出来來ソ詳続全参原阅閱查链鏈連記リ元])"
    r"(?P<label>(?:(?:내용|기사|원문|자료|뉴스|본문|관련|글|소식|정보|"
    r"참고)\s?){0,2}출처(?:\s?(?:url|링크|주소|표기|및\s?링크))?"
    r"|(?:원문|논문|보고서|발표문|보도자료)(?:\s?(?:보기|링크|기사|주소|url))?|원본(?:\s?링크)?|원본\s?기사(?:\s?보기)?|기사\s?(?:링크|원문|url|주소|"
    r"보기)|관련\s?(?:링크|자료)|관련\s?(?:기사|뉴스|보도)(?=\s{0,2}[:：]\s{0,3}https?://)|링크|url|"
    r"(?:(?:원문|기사|본문|전문|뉴스|내용|소식|링크|글|논문|보고서)\s?){0,2}(?:더\s?|자세히\s?|전체\s?)?"
    r"(?:보기|보러\s?가기|읽기|읽으러\s?가기|읽어\s?보기|확인하기|알아보기)|"
    r"참고(?:\s?(?:자료|링크|기사))?|자세히\s?보기|전문\s?보기|바로\s?가기|"
    r"(?:news\s|article\s|original\s)?sources?|via|link|read (?:more|on|the full story|"
    r"full story)|full (?:story|article)|original(?: article)?|more(?: at| info)?|from|reference|"
    r"ref|"
    r"出典|出处|出處|来源|來源|ソース|詳細(?:は(?:こちら)?)?|詳しくは(?:こちら)?|続きを読む|続きはこちら|全文(?:を読む)?|参考|参照|"
    r"原文(?:链接|鏈接|連結)?|阅读(?:全文|原文)|閱讀(?:全文|原文)|查看(?:全文|原文|详情)|链接|鏈接|連結|記事(?:全文|元)?|リンク|元記事|매체|언론사|보도|자료)"
    r"\s{0,2}(?P<mark>[:：=\])】>|▷▶►→☞»›–—-]|(?=https?://|\[|\(|[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}"
    r"\.[a-z]{2,6}\s*$))\s{0,4}(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_STRONG_LABELS = frozenset({"자료", "매체", "via", "出典", "来源", "來源", "出处"})
"""Labels that name a source without a link too."""

_VIA = re.compile(
    r"(?P<open>[(\[*_–—-]{0,3}\s?)(?P<label>via|h/t|hat tip)(?P<mark>\s)\s{0,3}"
    r"(?P<rest>[^\n]{2,60}?(?:[\s(<\[]{1,3}https?://\S{4,500})?)",
    re.IGNORECASE,
)


_READ_AT = re.compile(
    r"\W{0,4}(?:read (?:more|on|it|the (?:full )?(?:story|article|piece))|continue(?: reading)?|"
    r"full (?:story|text|article)|more|original|story|found|seen|first (?:seen|published))"
    r"\s(?:at|on|via|in|from|by)\s(?P<name>.{2,40}?)[\s→»›>:|–—-]{1,6}(?P<link><?https?://\S{4,2000})",
    re.IGNORECASE,
)
"""`Read more at Paper → https://…`"""

_LEADS = "↳→➜➔➤⇒▷▶☞└┗ㄴ🔗📎📰"
"""Signs that lead from a text to its source."""

MAX_LED_CHARS = 30
"""Outlet and day behind such a sign are shorter than this."""

_NUMBERED = re.compile(r"[\s*_#]{0,4}(?:\||\d{1,3}[.)\s]|[①-⓿])")
_NAMED_LINK = re.compile(
    r"(?:[A-Z][\w.'’]{0,18}(?:\s(?:&|of|the|and|[A-Z][\w.'’]{0,18})){0,4}|[가-힣A-Za-z0-9]{2,12})"
    r"\s{0,2}(?:[-–—|:·,]\s{0,2}|\s)<?https?://\S{4,400}"
)
"""A name of few words, each with a capital, or a single Korean one, right before its link."""

MAX_CREDIT_LINE_CHARS = 600
"""Outlet, day and the longest of links are shorter than this."""

_ANY_DAY = date(2000, 6, 15)
_BARRED = re.compile(r"\w\s{0,3}[|·/]\s{0,3}\w")


def source_rest(line: str) -> str | None:
    """What a source line says behind its label, or `None` where the line is no source line."""
    if len(line) > 2_500:
        return None
    read_at = _READ_AT.fullmatch(line) if "http" in line else None
    if read_at is not None:
        return f"{read_at['name']} {read_at['link']}"
    found = _LABEL.match(line) or _VIA.fullmatch(line)
    if found is None:
        return None
    label, rest = found["label"].lower(), found["rest"]
    strong = (
        "출처" in label
        or label.startswith("원본 기사")
        or "source" in label
        or label in _STRONG_LABELS
    )
    has_link = "http" in rest[:600] or "www." in rest[:600] or "](" in rest
    if not strong and not has_link:
        return None
    if found["mark"] in {"-", "–", "—", ">", "|"} and not has_link and "출처" not in label:
        return None
    if strong and not has_link and (len(rest) > 90 or not rest.strip() or rest.endswith("다.")):
        return None
    if label in {"from", "more"} and len(rest) > 300:
        return None
    return rest.strip()


def is_credit_line(line: str) -> bool:
    """Whether a line is outlet and day beside a link and nothing else (`가나일보 | 1.4 | https://…`)."""
    if len(line) > MAX_CREDIT_LINE_CHARS or _NUMBERED.match(line) is not None:
        return False
    if _NAMED_LINK.fullmatch(line) is not None:
        return True
    links = [link for link in find_links(line) if not link.picture]
    if not links or any(
        link.label is not None and label_name(link.label) is None for link in links
    ):
        return False
    led = line[:1] in _LEADS
    rest = line.lstrip(f"{_LEADS}\ufe0f ") if led else line
    if led:
        links = [link for link in find_links(rest) if not link.picture]
    for link in reversed(links):
        rest = f"{rest[: link.start]} | {rest[link.end :]}"
    names = names_in(rest)
    if not names or len(" ".join(names)) > MAX_NAME_CHARS:
        return False
    dated = bool(find_dates(rest) or find_yearless(rest, _ANY_DAY))
    if all(map(looks_like_outlet, names)) or (dated and _BARRED.search(rest) is not None):
        return True
    alone = len(names) == 1 and len(names[0]) <= MAX_LED_CHARS and names[0].count(" ") <= 2
    return alone and (led or (dated and "," in rest))


def references(rest: str) -> tuple[tuple[SourceRef, ...], str]:
    """The sources that `rest` of a source line names, and the part of it that may hold a date."""
    links = [link for link in find_links(rest) if not link.picture]
    if not links:
        names = names_in(rest)
        return tuple(SourceRef(name=name) for name in names), rest
    refs: list[SourceRef] = []
    position = 0
    dates = ""
    for link in links:
        before = rest[position : link.start]
        dates += " " + before
        refs.extend(_named_link(link, before, refs))
        position = link.end
    after = rest[position:]
    dates += " " + after
    trailing = names_in(after)
    if trailing and len(refs) == 1 and refs[0].name is None:
        refs[0] = SourceRef(name=trailing[0], url=refs[0].url)
        trailing = trailing[1:]
    refs.extend(SourceRef(name=name) for name in trailing)
    return tuple(refs), dates


def _named_link(link: Link, before: str, refs: list[SourceRef]) -> list[SourceRef]:
    """A link with the last name in front of it (or its own label); earlier names stand alone."""
    names = names_in(before)
    if link.label is not None and not names:
        return [SourceRef(name=label_name(link.label), url=link.url)]
    if not names:
        return [SourceRef(url=link.url)]
    if link.label is not None and label_name(link.label) is not None:
        return [
            *(SourceRef(name=name) for name in names),
            SourceRef(name=label_name(link.label), url=link.url),
        ]
    return [*(SourceRef(name=name) for name in names[:-1]), SourceRef(name=names[-1], url=link.url)]
