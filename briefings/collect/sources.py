"""Source lines and the brackets behind titles become source names, links and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefings.collect.marks import plain
from briefings.model.items import SourceRef
from briefings.text.dates import FoundDate, find_dates
from briefings.text.links import Link, find_links

NOTE_SIGNS = "※☞*"
"""A line behind one of these is a note to what stands above it."""

MAX_NAME_CHARS = 40
"""Longer is not the name of an outlet but a sentence."""

_LABEL = re.compile(
    r"(?P<open>(?:[^\w\s\"'“”‘’]|\s){0,8})"
    r"(?P<label>(?:(?:내용|기사|원문|자료|뉴스|본문|관련|글|소식|정보|"
    r"참고)\s?){0,2}출처(?:\s?(?:url|링크|주소|표기|및\s?링크))?"
    r"|원문(?:\s?(?:보기|링크|기사|주소|url))?|원본(?:\s?링크)?|원본\s?기사(?:\s?보기)?|기사\s?(?:링크|원문|url|주소|"
    r"보기)|관련\s?(?:링크|자료)|관련\s?(?:기사|뉴스|보도)(?=\s{0,2}[:：]\s{0,3}https?://)|링크|url|"
    r"(?:(?:원문|기사|본문|전문|뉴스|내용|소식|링크|글)\s?)?(?:더\s?|자세히\s?|전체\s?)?"
    r"(?:보기|보러\s?가기|읽기|읽으러\s?가기|읽어\s?보기|확인하기|알아보기)|"
    r"참고(?:\s?(?:자료|링크|기사))?|자세히\s?보기|전문\s?보기|바로\s?가기|"
    r"(?:news\s|article\s|original\s)?sources?|via|link|read (?:more|on|the full story|"
    r"full story)|full (?:story|article)|original(?: article)?|more(?: at| info)?|from|reference|"
    r"ref|"
    r"出典|出处|出處|来源|來源|ソース|매체|언론사|보도|자료)"
    r"\s{0,2}(?P<mark>[:：=\])】>|–—-]|(?=https?://|\[|\())\s{0,4}(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_STRONG_LABELS = frozenset({"자료", "매체", "via", "出典", "来源", "來源", "出处"})
"""Labels that name a source without a link too."""

_VIA = re.compile(
    r"(?P<open>[(\[*_–—-]{0,3}\s?)(?P<label>via|h/t|hat tip)(?P<mark>\s)\s{0,3}"
    r"(?P<rest>[^\n]{2,60}?(?:[\s(<\[]{1,3}https?://\S{4,500})?)",
    re.IGNORECASE,
)
_TRAILING_LABEL = re.compile(
    r"\s*[\[(（【<]\s?(?:(?:내용|기사|자료|원문)\s?)?(?:출처|source|via|"
    r"참고)\s{0,2}[:：=]\s?(?P<rest>[^\[\]()（）【】<>]{1,200}(?:\([^()]{0,80}\))?)[\])"
    r"）】>]\s*\.?$",
    re.IGNORECASE,
)
_TAIL_GROUP = re.compile(
    r"[\s,]*[(\[（［〔<〈【](?P<inside>[^()\[\]（）［］〔〕<>〈〉【】]{1,80}(?:\([^()"
    r"]{1,30}\)[^()\[\]]{0,30})?)"
    r"[)\]）］〕>〉】]\s*$"
)
_MAY_END_SO = re.compile(r"[\d)\]）］〕>〉】]\W{0,3}$|제공$")
_MAY_BE_PARTED = re.compile(r"\s(?:[-–—―|/·]|::)")
"""No title without one of these at its end can have a source or date behind it."""
_CLOSERS = frozenset(")]）］〕>〉】")
_PROVIDED = re.compile(r"\s{1,4}[-–—―|/]{1,2}\s{1,4}(?P<name>[^-–—―|/]{1,40}?)\s{1,2}제공\s*$")
_DASH_TAIL = re.compile(r"\s{1,4}(?:[-–—―|/]{1,2}|::|·)\s{1,4}(?P<name>[^-–—―|]{1,40})\s*$")
_YEARLESS_TAIL = re.compile(
    r"[\s,(|/·]{1,4}(?P<day>\d{1,2}[./]\d{1,2}\.?|\d{1,2}월\s?\d{1,2}일|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2})\)?\s*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s{0,3}[,，;|·ㆍ/]\s{0,3}|\s{1,3}[-–—]\s{1,3}|\s{2,9}|\s{0,2}및\s{1,2}")
_OUTLET = re.compile(
    r"(?:일보|신문|뉴스\d?|경제|타임[스즈]|미디어|방송|닷컴|데일리|투데이|저널|포스트|위클리|"
    r"통신|매거진|리포트|헤럴드|비즈|이코노미|타임|리뷰|인사이트|"
    r"블로그|브리핑|웹진|"
    r"times|news|post|journal|daily|weekly|herald|tribune|wire|today|review|magazine|media|press|"
    r"insider|gazette|chronicle|observer|guardian|reuters|bloomberg|"
    r"crunch|blog|network|online|report|\.com|\.net|\.kr|\.org|\.io|\.cn|\.jp|\btv|kbs|mbc|sbs|"
    r"ytn|jtbc|cnn|bbc|cnbc|wsj|nyt|ft|로이터|블룸버그|연합|뉴시스|뉴스1|일간|경향|한겨레|"
    r"网|報|报|新聞|新闻|日报|通信社|社)\s?(?:\([^()]{1,20}\)|[A-Z]?\d{1,2}면|[A-Z]\d{1,2})?$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
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
_EVENT = re.compile(
    r"\d\s?(?:일|년|월)?\s?(?:\([^()]{1,6}\))?\s?(?:시행|개막|개최|예정|출시|오픈|개장|마감|"
    r"까지|부터|기준|현재|발효|접수|출범|개봉|"
    r"종료|시작|공개|발매|방영|이후|이전|당시|launch|opening|deadline)",
    re.IGNORECASE,
)
"""A date with such a word is the date of an event, never of the text."""
_NO_NAME = re.compile(
    r"(?:^|(?<=[\s,|]))\d{1,2}[./]\d{1,2}\.?(?=$|[\s,|)])|\d{1,2}월\s?\d{1,2}일|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?!\d)|"
    r"(?:출처|source|via)\s?[:：=]",
    re.IGNORECASE,
)
"""Days without a year and labels within a list of names."""
_NAME_NOISE = " \t,，.;:：|/·ㆍ-–—=~<>[]()（）「」『』\"'“”‘’*"
_VERBISH = re.compile(r"(?:다|요|까|죠|함|됨|임)[.!?]?$|[.!?]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tail:
    """A title without the source and date behind it, and these."""

    title: str
    sources: tuple[SourceRef, ...] = ()
    date_text: str = ""


def looks_like_outlet(name: str) -> bool:
    """Whether `name` ends as names of papers, stations and sites do."""
    return len(name) <= MAX_NAME_CHARS and _OUTLET.search(name) is not None


def source_rest(line: str) -> str | None:
    """What a source line says behind its label, or `None` where the line is no source line."""
    if len(line) > 2_500:
        return None
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


def label_name(label: str) -> str | None:
    """The outlet that a link's label names, or `None` for `원문 보기` and for titles."""
    label = plain(label).strip(_NAME_NOISE)
    if not label or _GENERIC.fullmatch(label) or len(label) > MAX_NAME_CHARS or "://" in label:
        return None
    names = names_in(label)
    return names[0] if len(names) == 1 and (len(label) <= 15 or looks_like_outlet(label)) else None


def is_generic(words: str) -> bool:
    """Whether words only say that a link is one (`원문 보기`, `참고 링크`)."""
    return _GENERIC.fullmatch(words.strip(_NAME_NOISE)) is not None


def without_dates(text: str, dates: Sequence[FoundDate] | None = None) -> str:
    """`text` with the dates that name a year cut out."""
    for found in reversed(find_dates(text) if dates is None else dates):
        text = f"{text[: found.start]} , {text[found.end :]}"
    return text


def names_in(text: str) -> list[str]:
    """The source names of a list such as `한빛일보, 2021.01.04` or `가나경제 / 다라통신`."""
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
    return not writer and not name.endswith(("다.", "니다")) and _GENERIC.fullmatch(name) is None


def _unwrapped(piece: str) -> str:
    """A name without punctuation around it; brackets that belong to it stay."""
    name = piece.strip()
    for _ in range(4):
        before = name
        name = name.strip(" \t,，.;:：|/·ㆍ-–—=~*\"'“”‘’")
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


@lru_cache(maxsize=8192)
def split_tail(words: str, *, loose: bool = False) -> Tail:
    """Cut source, date and link from behind a title.

    Brackets count where they hold a date, a source label, a link or the name of an outlet;
    `loose` lets any short name count (where a document's titles all end so).
    """
    title = words.replace("\xa0", " ").rstrip()
    if not _may_have_tail(title):
        return Tail(title=title)
    sources: list[SourceRef] = []
    dates: list[str] = []
    for _ in range(4):
        cut = _cut_once(title, loose=loose)
        if cut is None or not cut.title.strip(_NAME_NOISE):
            break
        title = (
            cut.title.rstrip(" \t-–—|:·,/=>")
            if cut.title.rstrip()[-1:] in "-–—|:·,/=>"
            else cut.title.rstrip()
        )
        sources[:0] = cut.sources
        dates.insert(0, cut.date_text)
    return Tail(title=title, sources=tuple(_unique(sources)), date_text=" ".join(dates).strip())


def _may_have_tail(title: str) -> bool:
    """A cheap first look at the end of a title."""
    end = title[-64:]
    return (
        _MAY_END_SO.search(title[-4:]) is not None
        or "://" in title
        or "www." in end
        or _MAY_BE_PARTED.search(end) is not None
    )


def _unique(sources: list[SourceRef]) -> list[SourceRef]:
    found: list[SourceRef] = []
    for source in sources:
        if source not in found:
            found.append(source)
    return found


def _cut_once(title: str, *, loose: bool) -> Tail | None:
    end = title.rstrip()
    closed = end[-1:] in _CLOSERS
    labelled = _TRAILING_LABEL.search(title[-300:]) if closed or end[-1:] == "." else None
    if labelled is not None:
        at = len(title) - min(300, len(title)) + labelled.start()
        refs, date_text = references(labelled["rest"])
        return Tail(title=title[:at], sources=refs, date_text=date_text)
    provided = _PROVIDED.search(title[-60:]) if end.endswith("제공") else None
    if provided is not None:
        at = len(title) - min(60, len(title)) + provided.start()
        return Tail(title=title[:at], sources=(SourceRef(name=provided["name"].strip()),))
    linked = _cut_link(title)
    if linked is not None:
        return linked
    if title.endswith(")") and any(link.end == len(title) for link in find_links(title)):
        return None
    group = _TAIL_GROUP.search(title[-140:]) if closed else None
    if group is not None:
        at = len(title) - min(140, len(title)) + group.start()
        return _cut_group(title[:at], group["inside"], loose=loose)
    return _cut_dash(title, loose=loose)


def _cut_link(title: str) -> Tail | None:
    """A bare link, or one in brackets, at the very end."""
    links = list(find_links(title)) if "http" in title or "www." in title else []
    if not links or links[-1].picture:
        return None
    last = links[-1]
    behind = title[last.end :].strip(" )]>.）")
    if behind or last.start == 0:
        return None
    label = label_name(last.label) if last.label is not None else None
    if (
        last.label is not None
        and not _GENERIC.fullmatch(last.label.strip(_NAME_NOISE))
        and label is None
    ):
        return None
    return Tail(
        title=title[: last.start].rstrip(" \t([<（"),
        sources=(SourceRef(name=label, url=last.url),),
    )


def _cut_group(title: str, inside: str, *, loose: bool) -> Tail | None:
    if _EVENT.search(inside):
        return None
    dates = find_dates(inside)
    names = names_in(inside)
    yearless = _YEARLESS_TAIL.search(f" {inside}") is not None
    if dates or yearless:
        words = " ".join(names)
        if len(words) > 2 * MAX_NAME_CHARS:
            return None
        if not names and not (
            re.fullmatch(r"[\d\s./년월일,:()월화수목금토일-]+|.*(?:\d|\))", inside.strip())
            and len(inside) <= 30
        ):
            return None
        return Tail(
            title=title, sources=tuple(SourceRef(name=name) for name in names), date_text=inside
        )
    if (
        len(names) >= 1
        and len(inside) <= MAX_NAME_CHARS
        and (loose or all(map(looks_like_outlet, names)))
    ):
        return Tail(title=title, sources=tuple(SourceRef(name=name) for name in names))
    return None


def _cut_dash(title: str, *, loose: bool) -> Tail | None:
    dates = find_dates(title[-60:])
    offset = len(title) - min(60, len(title))
    if dates and not title[offset + dates[-1].end :].strip(" .)]") and dates[-1].start + offset > 8:
        before = title[: offset + dates[-1].start].rstrip()
        if before[-1:] in {"-", "–", "—", "|", "/", ",", "·", "("}:
            cut = before.rstrip(" -–—|/,·(")
            named = _DASH_TAIL.search(cut[-60:]) or re.search(
                r"\s{0,3}[,(|]\s{0,3}(?P<name>[^,(|]{1,30})$", cut[-60:]
            )
            if named is not None and (loose or looks_like_outlet(named["name"].strip())):
                at = len(cut) - min(60, len(cut)) + named.start()
                name = named["name"].strip()
                return Tail(
                    title=cut[:at],
                    sources=(SourceRef(name=name),),
                    date_text=title[offset + dates[-1].start :],
                )
            return Tail(title=cut, date_text=title[offset + dates[-1].start :])
    last = title.rstrip()[-1:]
    may_be_day = last.isdigit() or last in {".", "일", ")"}
    yearless = _YEARLESS_TAIL.search(title[-30:]) if may_be_day else None
    if yearless is not None:
        before = title[: len(title) - min(30, len(title)) + yearless.start()]
        named_before = _cut_dash(before, loose=loose)
        if named_before is not None and named_before.sources:
            return replace(named_before, date_text=yearless["day"])
    named = _DASH_TAIL.search(title[-60:])
    if named is None:
        return None
    name = named["name"].strip(" ()[]")
    if (
        not name
        or _VERBISH.search(name)
        or not (looks_like_outlet(name) or (loose and len(name) <= 20))
    ):
        return None
    at = len(title) - min(60, len(title)) + named.start()
    return Tail(title=title[:at], sources=(SourceRef(name=name),))


def bracket_line(line: str) -> Tail | None:
    """The source and date that a line in brackets gives (`(한빛일보, 2021.01.04)`)."""
    if len(line) > 100:
        return None
    if line[:1] in NOTE_SIGNS:
        return _noted_source(line[1:].strip())
    if line[:1] not in "([（［<〈【":
        return None
    group = _TAIL_GROUP.fullmatch(line)
    if group is None:
        return None
    return _cut_group("", group["inside"], loose=False)


def _noted_source(words: str) -> Tail | None:
    """An outlet and a day alone behind a note's sign (`※ 한빛일보 1/4`)."""
    found = _NOTED.fullmatch(words)
    if found is None or _EVENT_NAME.search(found["name"]) is not None:
        return None
    if " " in found["name"] and not looks_like_outlet(found["name"]):
        return None
    return _cut_group("", words, loose=False)


_NOTED = re.compile(
    r"(?P<name>[^\W\d]\S{1,11}(?:\s\S{1,8})?)[\s,|/·(]{1,4}"
    r"(?:\d{2,4}\s?[./년-]\s?)?\d{1,2}\s?[./월-]\s?\d{1,2}(?:[.일])?\)?"
)
_EVENT_NAME = re.compile(
    r"(?:마감|시행|개최|예정|접수|발효|출시|기준|현재|까지|부터|공개|발표|일정)$"
)
_FRONT = re.compile(
    r"[\[【<〈(（]\s?(?P<name>[^\[\]【】<>〈〉()（）]{2,16})\s?[\]】>〉)）]\s{0,3}(?=\S)"
)
_KINDS_OF_TEXT = re.compile(
    r"(?:단독|속보|종합\d?|인터뷰|기획|르포|칼럼|사설|기고|분석|이슈|포토|영상|특집|리뷰|"
    r"팩트\s?체크|오늘의?.{0,6}|주간.{0,6}|"
    r"[가-힣]{1,3}(?:구|시|도)|\d.*|exclusive|breaking|update|opinion|review|interview|video|"
    r"analysis)",
    re.IGNORECASE,
)


def front_source(words: str) -> tuple[str, str] | None:
    """The name in brackets in front of a title and the title, where the name can be an outlet's."""
    found = _FRONT.match(words)
    if found is None or _KINDS_OF_TEXT.fullmatch(found["name"]) is not None:
        return None
    return found["name"].strip(), words[found.end() :]
