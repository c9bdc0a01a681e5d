"""Which of a document's marked lines head its items, and which head sections of items."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from briefings.collect.layout import (
    BLANK,
    BULLET,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    PAGE,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
    is_plain_point,
)
from briefings.collect.marks import bracketed, plain
from briefings.collect.sources import NOTE_SIGNS, split_tail
from briefings.text.dates import find_dates

MAX_HEAD_CHARS = 200
"""A heading is shorter than this, its source and date included."""

LEAD_TEXT_CHARS = 30
"""Behind a bold lead stands at least so much text; less makes the whole line a heading."""

_BOLD_LEAD = re.compile(
    r"(?:\*\*|__)(?P<lead>[^*_\n]{2,120}?)(?:\*\*|__)\s{0,3}(?:[:：–—|-]\s{0,3})?(?=\S)"
)

BARE = "bare"
"""The style of titles without a mark."""

POINT = "point"
"""The style of titles that are bullets."""

PICTOGRAPH = "☺"
"""The style of lines behind a pictograph."""

PICTOGRAPH_SECTION = "☺ section"
"""The style of lines behind a pictograph of their own, right above items behind another."""

LAST_LIST = "last list"
"""The style of a heading over short news at the end."""

MAX_BARE_CHARS = 60
"""A title without a mark is shorter than this."""

MIN_BARE_HEADS = 3
"""Fewer lines of the look of titles are subheadings of one text."""

MAX_SECTION_CHARS = 30
"""An unmarked line that names a section is shorter than this."""

DIRECT_SHARE = 0.4
"""From this share of headings with words of their own below them, a style heads items."""

OTHER_NEWS = re.compile(
    r"\W{0,6}(?:이번\s?주\s?|금주의?\s?|오늘의?\s?|주간\s?|the\s)?(?:기타|그\s?밖[의에]?|"
    r"그\s?외[의에]?|"
    r"이\s?밖[의에]?|이외[의에]?|다른|짧은|짧게|짤막(?:한)?|"
    r"간추린|간단|단신|한\s?줄|한줄|브리프|추가|놓치면\s?아쉬운|놓치기\s?아까운|함께\s?볼|"
    r"더\s?볼|더\s?읽을|"
    r"other|in brief|briefs?|quick|also|more|short|what else|elsewhere|in other|bits|nuggets|"
    r"odds|links?|one[- ]liners?|headlines|the rest)"
    r"(?:\s?(?:만한|거리|으로|로|보는|에|읽을|hits?|takes?|in the|of the|notes?|worth|stories|"
    r"reads?|bites?|"
    r"news|the))?\s?(?:주요\s?)?"
    r"(?:소식들?|뉴스들?|이슈들?|동향|단신|기사들?|브리핑|모음|토픽|헤드라인|정리|읽을거리|news|"
    r"stories|reads?|items?|notes?|week|"
    r"today|links|headlines|worth noting|ends)?(?:\s?(?:모음|정리|모아보기|들|한눈에|\d{1,2}선|"
    r"briefly))?\W{0,6}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\W{0,6}(?:마치며|마무리|맺음말|나가며|끝으로|에필로그|편집\s?후기|참고\s?(?:문헌|자료|"
    r"링크)?|출처|references?|sources?|"
    r"about(?: us)?|outro|closing(?: thoughts)?|구독|공지(?:사항)?|알림|feedback|피드백|"
    r"sponsor\w*|광고)\W{0,6}",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\W{0,6}(?:(?:이번\s?주\s?|오늘의?\s?)?(?:핵심|요점)(?:\s?요약|\s?정리)?|[세3]\s?줄\s?요약|"
    r"highlights?|at a glance|key (?:points|takeaways)|들어가며|들어가는\s?말|인사말?|머리말|"
    r"서문|intro(?:duction)?|hello|"
    r"안녕하세요.{0,30}|목차|차례|contents|"
    r"table of contents|in this (?:issue|edition).{0,10}|이번\s?(?:주|호)(?:의)?\s?(?:목차|차례|"
    r"순서)|"
    r"summary|요약|한눈에\s?보기|tl;?dr)\W{0,6}",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """A line that heads what follows, or whose first `lead_chars` do (a bold lead)."""

    line: int
    style: str
    words: str
    level: int = 0
    number: int | None = None
    indent: int = 0
    lead_chars: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The headings that count, in order, and which styles head items and sections."""

    heads: tuple[Head, ...]
    items: frozenset[str]
    sections: frozenset[str]

    def is_item(self, head: Head) -> bool:
        """Whether `head` heads an item."""
        return head.style in self.items

    def is_section(self, head: Head) -> bool:
        """Whether `head` heads a section."""
        return head.style in self.sections


def candidates(layout: Layout, start: int, end: int) -> list[Head]:
    """Every line that may head something, in order."""
    found = []
    for index in layout.filled(start, end):
        head = _candidate(layout, index)
        if head is not None:
            found.append(head)
    return found


def _candidate(layout: Layout, index: int) -> Head | None:
    flags = layout.flags[index]
    if flags & (CAPTION | FURNITURE | LINK_ONLY | PAGE | SOURCE):
        return None
    lead = _bold_lead(layout, index)
    if lead is not None:
        return lead
    if not flags & MARKED:
        return _unmarked(layout, index)
    if flags & BULLET and is_plain_point(layout.lines.head(index, 64).lstrip()):
        return None
    mark = layout.mark(index)
    if flags & BULLET and not mark.bold:
        return None
    if not mark.words or (len(mark.words) > MAX_HEAD_CHARS and not mark.level):
        return None
    if flags & SENTENCE and (len(mark.words) > 60 or not mark.level):
        return None
    line = layout.lines.head(index, 64)
    return Head(
        line=index,
        style=mark.style,
        words=mark.words,
        level=mark.level,
        number=mark.number,
        indent=len(line) - len(line.lstrip()),
    )


def _bold_lead(layout: Layout, index: int) -> Head | None:
    """A paragraph that starts with its title in bold (`**Title.** Text …`)."""
    if layout.lines.head(index, 8).lstrip()[:2] not in {"**", "__"}:
        return None
    line = layout.words(index)
    found = _BOLD_LEAD.match(line)
    if found is None or len(line) - found.end() < LEAD_TEXT_CHARS:
        return None
    words = plain(found["lead"]).strip(" :：")
    if not words or bracketed(words) is not None:
        return None
    return Head(line=index, style="**…", words=words, lead_chars=found.end())


def _unmarked(layout: Layout, index: int) -> Head | None:
    """Setext headings, and lines that stand in brackets as a whole."""
    if not layout.is_headlike(index):
        return None
    words = layout.words(index)
    below = index + 1
    if below < len(layout) and layout.has(below, RULE) and layout.gap_before(index) >= 1:
        sign = layout.words(below)[:1]
        if sign in "=-─━~" and len(layout.words(below)) >= 3:
            return Head(
                line=index, style=f"_{sign}", words=plain(words), level=1 if sign == "=" else 2
            )
    inside = bracketed(words)
    if inside is not None and len(inside) <= 40 and _stands_out(layout, index):
        return Head(line=index, style=words[0] + words[-1], words=inside)
    return None


def _stands_out(layout: Layout, index: int) -> bool:
    """Whether a line has room above it, or parts one marked line from another."""
    if layout.gap_before(index) >= 1:
        return True
    return index + 1 < len(layout) and layout.has(index + 1, MARKED)


def outline(layout: Layout, start: int, end: int) -> Outline | None:
    """The headings of the items between two lines, or `None` where no style stands out."""
    heads = _pictographs_apart(layout, _without_title(layout, candidates(layout, start, end)))
    groups: dict[str, list[int]] = defaultdict(list)
    for position, head in enumerate(heads):
        groups[head.style].append(position)
    direct = {
        style: _direct_share(layout, heads, positions, end) for style, positions in groups.items()
    }
    tailed = {
        style
        for style, positions in groups.items()
        if len(positions) > 1 and _tails([heads[position].words for position in positions]) > 0.5
    }
    items = {
        style
        for style, positions in groups.items()
        if _may_head_items(heads, positions) and (direct[style] >= DIRECT_SHARE or style in tailed)
    }
    if not items:
        return point_outline(layout, start, end) or bare_outline(layout, start, end)
    sections = set()
    for style in sorted(set(groups) - items):
        positions = groups[style]
        if direct[style] >= DIRECT_SHARE and not heads[positions[0]].level:
            continue
        inner = _others_below(heads, positions, items)
        if inner is None or style in NOTE_SIGNS:
            continue
        if len(positions) > 1 and not _is_section_of(layout, heads, positions, groups[inner]):
            items.add(style)
        elif len(positions) > 1 or _names_a_field(heads[positions[0]].words):
            sections.add(style)
    items, more_sections = _outermost(layout, heads, groups, items)
    sections |= more_sections
    heads = _with_last_list(layout, heads, items, end)
    kept = tuple(
        head
        for head in heads
        if head.style in items
        or head.style == LAST_LIST
        or head.style in sections
        or head.level
        or is_other_news(head.words)
        or is_closing(head.words)
    )
    return Outline(heads=kept, items=frozenset(items), sections=frozenset(sections))


def _pictographs_apart(layout: Layout, heads: list[Head]) -> list[Head]:
    """Where items share one pictograph, a line with another one right above them is a section."""
    counts: dict[str, int] = defaultdict(int)
    for head in heads:
        if head.style == PICTOGRAPH:
            counts[layout.mark(head.line).symbol] += 1
    common = max(counts.values(), default=0)
    if common < 2 or len(counts) < 2:
        return heads
    following = {head.line: after for head, after in pairwise(heads)}
    return [
        replace(head, style=PICTOGRAPH_SECTION)
        if head.style == PICTOGRAPH
        and counts[layout.mark(head.line).symbol] < common
        and head.line in following
        and _is_right_above(layout, head, following[head.line])
        else head
        for head in heads
    ]


def _is_right_above(layout: Layout, head: Head, below: Head) -> bool:
    same = layout.mark(head.line).symbol == layout.mark(below.line).symbol
    return below.style == PICTOGRAPH and not same and layout.next_filled(head.line) == below.line


def _with_last_list(layout: Layout, heads: list[Head], items: set[str], end: int) -> list[Head]:
    """Behind numbered items, a heading without number over bullets alone heads short news."""
    last = max((at for at, head in enumerate(heads) if head.style in items), default=-1)
    if last < 0 or heads[last].number is None or len(heads) != last + 2:
        return heads
    tail = heads[last + 1]
    below = [
        index for index in layout.filled(tail.line + 1, end) if not layout.has(index, FURNITURE)
    ]
    bullets = sum(
        1 for index in below if layout.has(index, BULLET) and not layout.has(index, LINK_ONLY)
    )
    if tail.number is not None or layout.gap_before(tail.line) < 2 or bullets < 2:
        return heads
    if bullets < len(below) - 1:
        return heads
    return [*heads[:-1], replace(tail, style=LAST_LIST)]


def point_outline(layout: Layout, start: int, end: int) -> Outline | None:
    """Titles that are bullets, each above an indented text of its own; bare sections between."""
    heads: list[Head] = []
    for index in layout.filled(start, end):
        if layout.has(index, BULLET) and _has_text_inside(layout, index):
            heads.append(Head(line=index, style=POINT, words=layout.mark(index).words))
        elif _is_bare_section(layout, index, end):
            heads.append(Head(line=index, style=BARE, words=layout.mark(index).words))
    points = sum(1 for head in heads if head.style == POINT)
    if points < 2:
        return None
    return Outline(heads=tuple(heads), items=frozenset({POINT}), sections=frozenset({BARE}))


def _has_text_inside(layout: Layout, index: int) -> bool:
    """Whether an unmarked, deeper line right below tells what the bullet names."""
    below = index + 1
    if below >= len(layout) or layout.has(below, BLANK | RULE | MARKED | LINK_ONLY | SOURCE):
        return False
    line, under = layout.lines.head(index, 200), layout.lines.head(below, 200)
    deeper = len(under) - len(under.lstrip()) >= len(line) - len(line.lstrip()) + 2
    return deeper and len(line) <= MAX_HEAD_CHARS // 2 and not layout.has(index, SENTENCE)


def _is_bare_section(layout: Layout, index: int, end: int) -> bool:
    """Whether a short line without a mark stands apart right above bullets."""
    if layout.has(index, MARKED) or layout.gap_before(index) < 1:
        return False
    below = layout.next_filled(index, end)
    return (
        below is not None
        and layout.has(below, BULLET)
        and layout.is_headlike(index, max_chars=MAX_SECTION_CHARS)
    )


def bare_outline(layout: Layout, start: int, end: int) -> Outline | None:
    """Titles without any mark: short lines that stand apart, each above text of its own."""
    heads = []
    for index in layout.filled(start, end):
        if layout.has(index, MARKED) or layout.gap_before(index) < 1:
            continue
        if not layout.is_headlike(index, max_chars=MAX_BARE_CHARS) or layout.gap_after(index) < 1:
            continue
        below = layout.next_filled(index, end)
        if below is not None and _tells(layout, below):
            heads.append(Head(line=index, style=BARE, words=layout.mark(index).words))
    if len(heads) < MIN_BARE_HEADS:
        return None
    return Outline(heads=tuple(heads), items=frozenset({BARE}), sections=frozenset())


def _tells(layout: Layout, index: int) -> bool:
    long = layout.lines.length(index) >= LEAD_TEXT_CHARS
    return layout.has(index, LONG) or (layout.has(index, SENTENCE) and long)


def _without_title(layout: Layout, heads: list[Head]) -> list[Head]:
    """Without the document's own title: a first heading of a kind and level of its own, or one
    that its date stands right below or in.
    """
    if not heads:
        return heads
    first = heads[0]
    above = any(True for _ in layout.filled(0, first.line))
    if not first.level and first.number is None and not above:
        below = layout.next_filled(first.line)
        dated = below is not None and layout.has(below, DATE) and not layout.has(below, SOURCE)
        dated = dated or bool(find_dates(first.words))
        return heads[1:] if dated and len(heads) > 2 else heads
    if not first.level:
        return heads
    alike = sum(1 for head in heads if head.style == first.style)
    deeper = any(head.level > first.level for head in heads[1:])
    if alike == 1 and (deeper or len(heads) > 2) and not (above and not deeper):
        return heads[1:]
    return heads


def _may_head_items(heads: Sequence[Head], positions: list[int]) -> bool:
    if len(positions) >= 2:
        return True
    head = heads[positions[0]]
    return head.number == 1 and head.level > 0


def _direct_share(layout: Layout, heads: list[Head], positions: list[int], end: int) -> float:
    """How many of these headings are followed by words that are no heading."""
    direct = 0
    for position in positions:
        below = layout.next_filled(heads[position].line, end)
        following = heads[position + 1].line if position + 1 < len(heads) else None
        if heads[position].lead_chars or (below is not None and below != following):
            direct += 1
    return direct / len(positions)


def _names_a_field(words: str) -> bool:
    """Whether the words of a heading that stands alone can name a section."""
    return len(words) <= 40 and ":" not in words and "：" not in words


def _others_below(heads: list[Head], positions: list[int], items: set[str]) -> str | None:
    """The style of item headings that stand right below most of these headings, if one does."""
    below = [heads[position + 1].style for position in positions if position + 1 < len(heads)]
    alike = [style for style in below if style in items]
    if not alike or len(alike) * 2 < len(positions):
        return None
    return max(set(alike), key=alike.count)


def _outermost(
    layout: Layout, heads: list[Head], groups: dict[str, list[int]], items: set[str]
) -> tuple[set[str], set[str]]:
    """Of styles inside each other keep the one that heads items; the outer may be sections."""
    sections: set[str] = set()
    order = sorted(items, key=lambda style: (_depth(heads[groups[style][0]]), groups[style][0]))
    for outer in order:
        for inner in order:
            if inner == outer or outer not in items or inner not in items:
                continue
            if not _contains(heads, groups[outer], groups[inner]):
                continue
            if _is_section_of(layout, heads, groups[outer], groups[inner]):
                items.discard(outer)
                sections.add(outer)
            else:
                items.discard(inner)
    return items, sections


def _depth(head: Head) -> int:
    return head.level or 7 + (1 if head.style.startswith("-") else 0) + min(head.indent, 8)


def _contains(heads: list[Head], outer: list[int], inner: list[int]) -> bool:
    """Whether the inner headings stand below outer ones, in more than one place or in numbers."""
    if inner[0] < outer[0]:
        return False
    first, second = heads[outer[0]], heads[inner[0]]
    if first.level and second.level and first.level >= second.level:
        return False
    owners = {bisect_left(outer, position) for position in inner} - {0}
    if first.level and not second.level:
        return True
    return len(owners) * 2 >= len(outer) or len(inner) < len(outer)


def _is_section_of(layout: Layout, heads: list[Head], outer: list[int], inner: list[int]) -> bool:
    """Whether the outer headings name fields and the inner ones tell news, not the reverse."""
    outer_words = [heads[position].words for position in outer]
    inner_words = [heads[position].words for position in inner]
    children = len(inner) / max(1, len({bisect_left(outer, position) for position in inner}))
    outer_chars = sum(map(len, outer_words)) / len(outer_words)
    inner_chars = sum(map(len, inner_words)) / len(inner_words)
    weight = 0.0
    weight += (
        1.0 if outer_chars * 1.5 < inner_chars else -1.0 if inner_chars * 1.5 < outer_chars else 0.0
    )
    weight += 1.0 if outer_chars <= 10 else 0.0
    weight -= 4.0 if len(set(inner_words)) * 10 <= len(inner_words) * 6 else 0.0
    weight -= 1.0 if inner_chars <= 7 else 0.0
    weight += 1.5 if _tails(inner_words) > 0.4 else 0.0
    weight -= 1.5 if heads[inner[0]].indent > heads[outer[0]].indent else 0.0
    weight -= 2.5 if _tails(outer_words) > 0.4 else 0.0
    weight -= 0.5 if heads[outer[0]].number is not None and heads[inner[0]].number is None else 0.0
    weight += 0.5 if heads[outer[0]].number is None and heads[inner[0]].number is not None else 0.0
    weight += 0.5 if children >= 2 else -0.5
    weight += (
        1.0 if heads[outer[0]].style.endswith("Ⅰ") and heads[inner[0]].number is not None else 0.0
    )
    weight += 1.0 if _intro_share(layout, heads, outer, inner) < 0.15 else -1.0
    return weight > 0


def _intro_share(layout: Layout, heads: list[Head], outer: list[int], inner: list[int]) -> float:
    """The share of lines between an outer heading and its first inner one."""
    inner_set = set(inner)
    above = below = 0
    for number, position in enumerate(outer):
        stop = outer[number + 1] if number + 1 < len(outer) else len(heads)
        last_line = heads[stop].line if stop < len(heads) else min(len(layout), heads[-1].line + 12)
        first_inner = next((one for one in range(position + 1, stop) if one in inner_set), None)
        edge = heads[first_inner].line if first_inner is not None else last_line
        above += sum(1 for _ in layout.filled(heads[position].line + 1, edge))
        below += sum(1 for _ in layout.filled(edge, last_line))
    return above / max(1, above + below)


def _tails(words: list[str]) -> float:
    """The share of headings with a source, date or link behind them."""
    sample = words[:40]
    found = sum(1 for one in sample if split_tail(one).title != one.rstrip())
    return found / len(sample)


def is_other_news(words: str) -> bool:
    """Whether a heading announces short news, one a line."""
    return len(words) <= 40 and OTHER_NEWS.fullmatch(words) is not None


def is_opening(words: str) -> bool:
    """Whether a heading stands over a greeting, a summary or a list of contents."""
    return len(words) <= 50 and _OPENING.fullmatch(words) is not None


def is_closing(words: str) -> bool:
    """Whether a heading stands over a closing remark, an imprint or notices."""
    return len(words) <= 40 and _CLOSING.fullmatch(words) is not None


def closing_line(layout: Layout, start: int) -> int:
    """The line that stands apart over closing remarks (`편집후기`) behind some text, or the end."""
    for index in islice(layout.filled(start), 1, None):
        if (
            layout.lines.length(index) <= MAX_SECTION_CHARS
            and layout.gap_before(index) >= 1
            and is_closing(layout.mark(index).words)
            and not layout.has(index, BULLET | SOURCE)
        ):
            return index
    return len(layout)


def section_between(
    layout: Layout,
    start: int,
    heading: int,
    number: int | None,
    furniture: Collection[int] = frozenset(),
) -> tuple[int | None, int]:
    """The unmarked line above a heading that names its section, and where the text above ends.

    It stands apart from the text, is short, and the numbers below it start anew.
    """
    above = None
    for index in range(heading - 1, start - 1, -1):
        if not layout.has(index, BLANK | RULE | PAGE) and index not in furniture:
            above = index
            break
    if above is None or number != 1 or layout.has(above, BULLET):
        return None, heading
    if layout.mark(above).style == layout.mark(heading).style:
        return None, heading
    if not layout.is_headlike(above, max_chars=MAX_SECTION_CHARS) or layout.gap_before(above) < 1:
        return None, heading
    return above, above
