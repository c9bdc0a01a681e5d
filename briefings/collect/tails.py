"""The source and date that stand in brackets or behind a dash at the end of a title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from briefings.collect.outlets import (
    GENERIC,
    MAX_NAME_CHARS,
    NAME_NOISE,
    label_name,
    looks_like_outlet,
    names_in,
)
from briefings.collect.sources import references
from briefings.model.items import SourceRef
from briefings.text.dates import find_dates
from briefings.text.links import find_links

NOTE_SIGNS = "※☞*"
"""A line behind one of these is a note to what stands above it."""

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


_MAY_BE_PARTED = re.compile(r"\s(?:[-–—―|/·=…]|::)")
"""No title without one of these at its end can have a source or date behind it."""

_CLOSERS = frozenset(")]）］〕>〉】")


_PROVIDED = re.compile(r"\s{1,4}[-–—―|/]{1,2}\s{1,4}(?P<name>[^-–—―|/]{1,40}?)\s{1,2}제공\s*$")

_DASH_TAIL = re.compile(r"\s{1,4}(?:[-–—―|/=…]{1,2}|::|·)\s{1,4}(?P<name>[^-–—―|]{1,40})\s*$")


_BARRED_NAME = re.compile(r"\s{1,4}(?:[|/–—-]|::)\s{1,4}(?P<name>[^-–—|/\d]{2,30}?)\s*$")
"""An outlet between a bar and the day (`… | 가나신문 2021-01-04`)."""

_YEARLESS_TAIL = re.compile(
    r"[\s,(|/·]{1,4}(?P<day>\d{1,2}[./]\d{1,2}\.?|\d{1,2}월\s?\d{1,2}일|"
    r"\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2})\)?\s*$",
    re.IGNORECASE,
)

_EVENT = re.compile(
    r"\d\s?(?:일|년|월)?\s?(?:\([^()]{1,6}\))?\s?(?:시행|개막|개최|예정|출시|오픈|개장|마감|"
    r"까지|부터|기준|현재|발효|접수|출범|개봉|"
    r"종료|시작|공개|발매|방영|이후|이전|당시|launch|opening|deadline)",
    re.IGNORECASE,
)
"""A date with such a word is the date of an event, never of the text."""

_CLOCK = re.compile(r"\s?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s?[-–~]\s?(?:\d{1,2}:)?\d{1,2}:\d{2})?\s?")
"""Where in a recording a title comes."""

_VERBISH = re.compile(r"(?:다|요|까|죠|함|됨|임)[.!?]?$|[.!?]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tail:
    """A title without the source and date behind it, and these."""

    title: str
    sources: tuple[SourceRef, ...] = ()
    date_text: str = ""


@lru_cache(maxsize=2048)
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
        if cut is None or not cut.title.strip(NAME_NOISE):
            break
        title = (
            cut.title.rstrip(" \t-–—|:·,/=>")
            if cut.title.rstrip()[-1:] in "-–—|:·,/=>"
            else cut.title.rstrip()
        )
        sources[:0] = cut.sources
        loose = loose and not any(source.name for source in sources)
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


def ends_with_linked_word(words: str) -> bool:
    """Whether the link at the end of a title is on the title's own last word."""
    words = words.rstrip(" *_|.")
    link = next((one for one in reversed(list(find_links(words))) if one.end == len(words)), None)
    if link is None or link.label is None or link.picture:
        return False
    return _is_own_word(words[: link.start], link.label)


def _is_own_word(before: str, label: str) -> bool:
    """Whether a link's label is the last word of the title before it, and names no outlet."""
    label = label.strip(" *_")
    return (
        0 < len(label) <= MAX_WORD_CHARS
        and " " not in label
        and before[-1:] == " "
        and before.rstrip()[-1:] not in set("-–—|/·:,=>→([（<")
        and len(before) >= MIN_BEFORE_CHARS
        and (_TITLE_END.fullmatch(label) is not None or label.endswith(("다", "까", "나")))
        and not looks_like_outlet(label)
    )


_TITLE_END = re.compile(
    r"(?:유치|확정|등극|추진|인수|합병|출시|공개|발표|선정|체결|상장|도입|개최|진출|돌파|오픈|협력|강화|지원|개시|완료|성공|투자|"
    r"설립|출범|중단|연기|취소|확대|급증|감소|검토|제휴|수상|획득|개발|구축|운영|전환|폐지|인하|인상|시행|허용|금지|착수|참여|선임|"
    r"영입|매각|분사|가동|개편|통과|발의|합의|논란|전망|기록|달성|누적|모집|종료|시작|본격화|의무화|임박|예고|무산|철회|승인|"
    r"인증|공급|계약|맞손|[가-힣]{1,3}(?:화|전|액|식|률|↑|↓))[!?…]?"
)
"""Words that Korean titles end with; no outlet is called so."""

MAX_WORD_CHARS = 6
MIN_BEFORE_CHARS = 8
"""A title is at least so long without its last word."""


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
    if last.label is not None and _is_own_word(title[: last.start], last.label):
        return None
    if (
        last.label is not None
        and not GENERIC.fullmatch(last.label.strip(NAME_NOISE))
        and label is None
    ):
        return None
    return Tail(
        title=title[: last.start].rstrip(" \t([<（"),
        sources=(SourceRef(name=label, url=last.url),),
    )


def _cut_group(title: str, inside: str, *, loose: bool) -> Tail | None:
    if _CLOCK.fullmatch(inside) is not None:
        return Tail(title=title)
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
            re.fullmatch(
                r"[\d\s./년월일,:()월화수목금토일-]+|.*(?:\d|\))|\d{1,2}\s?[A-Za-z]{3,9}\.?",
                inside.strip(),
            )
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
        barred = _BARRED_NAME.search(before[-60:])
        if barred is not None and (loose or looks_like_outlet(barred["name"])):
            at = len(before) - min(60, len(before)) + barred.start()
            return Tail(
                title=before[:at],
                sources=(SourceRef(name=barred["name"]),),
                date_text=title[offset + dates[-1].start :],
            )
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

_FRONT_PARTED = re.compile(
    r"(?P<name>[^\s:：|\-–—,.?!\"'“”‘’][^:：|–—,.?!\"'“”‘’]{1,18}?)\s{0,2}(?:[:：|]|\s[-–—/·])\s{1,3}(?=\S)"
)
"""`Outlet: title`, `Outlet - title`, `Outlet | title`, where all titles start so."""

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


def _parted_front(words: str) -> re.Match[str] | None:
    """An outlet that a sign parts from the title behind it, which is the longer of the two."""
    found = _FRONT_PARTED.match(words)
    if found is None:
        return None
    title = split_tail(words[found.end() :], loose=True).title
    longer = len(title) >= max(MIN_FRONTED_CHARS, len(found["name"]) * 6 // 5)
    return found if longer else None


MIN_FRONTED_CHARS = 8
"""A title behind its outlet is at least so long."""


def front_source(words: str) -> tuple[str, str] | None:
    """The name in brackets in front of a title and the title, where the name can be an outlet's."""
    found = _FRONT.match(words) or _parted_front(words)
    if found is None or _KINDS_OF_TEXT.fullmatch(found["name"]) is not None:
        return None
    return found["name"].strip(), words[found.end() :]
