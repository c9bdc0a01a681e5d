"""Where the last text of a document ends: above notes on the document itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from briefings.collect.layout import (
    BULLET,
    BYLINE,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    PAGE,
    RELATED,
    SENTENCE,
    SOURCE,
    Layout,
)

MAX_FOOT_LINES = 10
"""A foot is no longer than this."""

MAX_NOTE_CHARS = 160
"""A note on the document itself is shorter than this."""

MAX_NAMED_CHARS = 140
"""A line that starts with the document's name and tells of it is shorter than this."""

MAX_HEAD_CHARS = 20
"""A line that heads a note is shorter than this."""

MAX_SENTENCES = 60
"""So many sentences tell the style of a document."""

MIN_SENTENCES = 4
"""Fewer tell nothing."""

MASTHEAD_LINES = 3
"""The document's name stands within so many lines from the top."""

NAME_CHARS = range(4, 31)
"""So long are names of documents."""

_WRITER = re.compile(
    r"\W{0,3}(?:(?i:by|words|text|story|written by|글|필자|저자|작성자)\s{0,2}[:：]?\s)?"
    r"(?P<name>[A-Z][a-z'’-]{1,14}\s[A-Z][A-Za-z'’-]{1,18}|[가-힣]{2,4}(?=\s?\(|\s(?:기자|소장|교수|위원|대표|작가|박사|칼럼)))"
    r"(?=$|[\s,(|·—–-])"
)
"""A line that names who wrote."""

_NOTE = re.compile(
    r"(?:붙임|별첨|첨부)\s?(?:\d|자료|[:：]).{0,80}|"
    r"(?:편집|발행|제작|기획|글|사진|디자인|취재|정리)(?:\s?[·,/&]\s?(?:편집|발행|제작|기획|글|사진|디자인|취재|정리)){1,3}"
    r"\s.{2,40}|.{2,70}(?:하|주)시기\s바랍니다\.?|"
    r"(?:연?회비|구독료|후원\s?계좌|계좌\s?번호).{0,60}|.{0,40}(?:사무국|편집부|편집팀|담당자|홍보실|대변인실)(?:으?로|"
    r"에|의|에게)?\s.{0,24}(?:문의|연락|승인|보내|제출|신청).{0,20}|(?:외부|필자|기고자?).{0,24}(?:본지|편집\s?방향|"
    r"견해|의견|입장).{0,40}|(?=.*(?:니다|금지|세요|대외비))(?:본|이)\s?(?:자료|문서|보고서|칼럼|글|기사|콘텐츠|메일|레터|"
    r"소식지)[은는의를]?\s.{0,70}(?:금지|금합니다|승인|참고|작성되|작성하|작성한|생성되|요약한|제공|공식|견해|의견|책임|무관|다를\s?수|"
    r"목적|배포|한정).{0,40}|(?:사내|내부|회원|대외비|업무)\s?(?:한정|전용|용|참고).{0,40}|대외비\W*|.{0,20}(?:외부\s?(?:반출"
    r"|유출|공유)|무단\s?(?:배포|인용)).{0,40}|이상\s?\d{1,3}\s?[건개].{0,40}|(?:내일|다음\s?(?:호|주|회|"
    r"편)|차호|월요일)[은는에]?\s.{0,30}(?:휴간|쉽니다|발행|예고|계속|이어).{0,20}|.{0,24}(?:누리집|홈페이지|웹사이트|"
    r"앱|블로그|채널|지난\s?호).{0,24}(?:보실|확인하실|읽으실|받으실|만나실).{0,20}|.{0,40}(?:길이로|쉽게|매일|매주|한\s?줄로)"
    r"\s.{0,20}(?:씁니다|전합니다|보냅니다|만듭니다|엮습니다|골라\s?드립니다)\.?|(?:작성|편집|정리|취합|배포|제작|엮은이|만든\s?(?:이|"
    r"곳)|발행)\s{0,2}[:：].{1,50}|.{0,60}(?:licen[sc]ed|intended|approved|restricted|circulat\w+)"
    r"\s.{0,30}(?:internal|personal|staff|members?)\b.{0,40}|(?:for )?internal (?:use|"
    r"circulation)(?: only)?.{0,30}|not for (?:re)?distribution.{0,40}|do not (?:forward|"
    r"distribute|copy).{0,60}|.{0,50}\b(?:may|can) be (?:quoted|reproduced|shared|reprinted|"
    r"forwarded).{0,60}|to (?:stop|cancel|leave|unsubscribe|subscribe|join|advertise|"
    r"sponsor|contribute|pitch)\b.{0,90}|(?:additional |further )?(?:reporting|research|"
    r"editing|translation|graphics|writing)(?: was contributed)? by\s[A-Z].{0,60}|(?:compiled|"
    r"prepared|edited|curated|written|produced|published|sent|made|assembled|brought to you)"
    r"\s(?:with|by|from|in|every|each|for)\b.{0,70}|.{0,40}\b(?:trading name of|registered (?:"
    r"in|office)|published by|a publication of|is a production of)\b.{0,80}|get\s.{2,40}"
    r"\bin your (?:inbox|mailbox).{0,50}|(?:no spam|reply to this|hit reply|questions\?|"
    r"got a tip|tips\?|feedback\?|comments\?|corrections?:).{0,80}|(?:the )?views? (?:express"
    r"ed|of).{0,90}|(?:until|till) (?:next|then|tomorrow).{0,50}|that(?:'|’)s (?:all|"
    r"it)\b.{0,50}|(?:back|see you|more)\s(?:next|tomorrow|on|in)\s.{0,50}",
    re.IGNORECASE,
)


def foot_start(
    layout: Layout,
    start: int,
    end: int,
    furniture: Collection[int] = frozenset(),
    *,
    bare: bool = False,
) -> int:
    """The first line of the notes that end the lines from `start` to `end`, else `end`.

    The first line with words is left to the text, unless the text may be `bare` of words.
    """
    names = list(_names(layout, start))
    first = start - 1 if bare else next(layout.filled(start, end), end)
    plainly = _speaks_plainly(layout, end)
    found, noted = end, False
    for index in islice(_backwards(layout, first + 1, end), MAX_FOOT_LINES):
        if index in furniture or layout.has(index, FURNITURE | PAGE | RELATED):
            found = index
        elif _is_note(layout, index, names, plainly=plainly):
            found, noted = index, True
        elif noted and found != end and _heads_note(layout, index):
            return index
        else:
            break
    return found


def _is_polite(line: str) -> bool:
    return line.rstrip(".!~ ").endswith(("니다", "세요", "습니까", "어요", "아요", "예요", "지요"))


def _speaks_plainly(layout: Layout, end: int) -> bool:
    """Whether the sentences above are in the plain style, so that a polite one is the editors'."""
    lines = (index for index in layout.filled(0, end) if layout.has(index, SENTENCE))
    told = [layout.words(index)[-12:].rstrip("\"'”’)") for index in islice(lines, MAX_SENTENCES)]
    korean = [line for line in told if line.rstrip(".").endswith("다")]
    while korean and _is_polite(korean[-1]):
        korean.pop()  # the editors' own, if the others are plain
    return len(korean) >= MIN_SENTENCES and not any(map(_is_polite, korean))


def is_note(line: str) -> bool:
    """Whether a line tells of the document itself: how it is made, sent and may be used."""
    return len(line) <= MAX_NOTE_CHARS and _NOTE.fullmatch(line.strip("*_※☞•·- ")) is not None


def _is_note(layout: Layout, index: int, names: list[str], *, plainly: bool) -> bool:
    if layout.has(index, LONG | SOURCE | LINK_ONLY):
        return False
    line = layout.words(index)
    apart = layout.gap_before(index) >= 1
    if is_note(line):
        return apart or is_note(layout.words(index - 1)) or layout.has(index - 1, FURNITURE)
    if not apart or len(line) > MAX_NAMED_CHARS:
        return False
    folded = line.casefold()
    return (plainly and _is_polite(line)) or any(
        folded.lstrip("*_ ").startswith(name) for name in names
    )


def _heads_note(layout: Layout, index: int) -> bool:
    """Whether a short line that stands apart right above notes is their heading."""
    if layout.has(index, SENTENCE | LONG | BULLET | SOURCE | LINK_ONLY | DATE | BYLINE):
        return False
    return layout.lines.length(index) <= MAX_HEAD_CHARS and layout.gap_before(index) >= 1


def _names(layout: Layout, start: int) -> Iterator[str]:
    """What the document may be called, by the first lines above its first text."""
    for index in islice(layout.filled(0, start), MAX_FOOT_LINES):
        writer = _WRITER.match(layout.words(index)) if layout.lines.length(index) <= 60 else None
        if writer is not None:
            yield writer["name"].casefold()
    for index in islice(layout.filled(0, start), MASTHEAD_LINES):
        words = layout.mark(index).words.strip("[]<>〈〉《》「」『』“”\"' ").casefold()
        if len(words) in NAME_CHARS and not any(map(str.isdigit, words)):
            yield words


def _backwards(layout: Layout, start: int, end: int) -> Iterator[int]:
    for index in range(min(end, len(layout)) - 1, start - 1, -1):
        if any(True for _ in layout.filled(index, index + 1)):
            yield index
