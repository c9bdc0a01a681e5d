"""Letters taken from PDF: contents first, then numbered stories, pages and captions between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefings.collect import facts
from briefings.collect.build import Draft, Given, parsed
from briefings.collect.contents import Contents, find_contents, may_be_heading
from briefings.collect.layout import (
    BULLET,
    CAPTION,
    LONG,
    MARKED,
    PAGE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.report import about_document
from briefings.collect.sources import bracket_line, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role

MAX_RUNNING_HEAD_CHARS = 60
"""A running head is shorter than this."""

_DIGITS = re.compile(r"\d+")
_SERIES_NUMBER = re.compile(r"[(\[（]\s?(?:제\s?)?\d{1,4}\s?(?:회|편|호)?\s?[)\]）]\s*$")
_ASIDE = re.compile(r"[(（][^()（）]{4,120}[)）]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading of the body: of an item, or of a section where `is_section`."""

    lines: tuple[int, ...]
    is_section: bool
    words: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsletter:
    """Reads letters by their contents, or by numbered titles that end with source and date."""

    name: str = "newsletter"

    def score(self, layout: Layout, given: Given) -> float:
        """High for a list of contents that the body keeps, and for the furniture of pages."""
        plan = _plan(layout)
        if plan is None:
            return 0.0
        items = sum(1 for heading in plan.headings if not heading.is_section)
        if items < 2:
            return 0.0
        score = 0.45 + 0.03 * min(items, 5) + 0.15 * min(plan.pages, 3) / 3
        if plan.contents is not None:
            entries = plan.contents.entries
            score += 0.4 * plan.contents.matched / max(1, len(entries))
        else:
            score += 0.15 * (plan.pages > 0)
        return min(score, 0.98)

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split at the announced headings; furniture of pages is taken out before lines join."""
        taken = Taken(layout.lines)
        plan = _plan(layout)
        if plan is None:
            about = about_document(layout, taken, given, self.name, [], confidence=0.0)
            return parsed(layout, taken, given, about, ())
        for index in plan.furniture:
            taken.take(index, Role.FURNITURE)
        for index in plan.captions:
            taken.take(index, Role.CAPTION)
        drafts = list(_drafts(layout, taken, plan))
        if plan.contents is not None:
            for index in layout.filled(plan.contents.start, plan.contents.end):
                taken.take(index, Role.CONTENTS)
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=self.score(layout, given),
            bridges_pages=True,
            masthead_end=plan.contents.start if plan.contents is not None else None,
        )
        return parsed(layout, taken, given, about, drafts)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    contents: Contents | None
    headings: tuple[Heading, ...]
    furniture: frozenset[int]
    captions: frozenset[int]
    pages: int


def _plan(layout: Layout) -> _Plan | None:
    matter = facts.front_matter(layout)
    start = matter.end if matter is not None else 0
    contents = find_contents(layout, start)
    pages = _page_breaks(layout)
    tailed = _tailed_headings(layout, contents.end if contents is not None else start)
    if contents is None and (len(tailed) < 2 or not pages):
        return None
    headings = _headings(layout, contents, tailed)
    return _Plan(
        contents=contents,
        headings=tuple(headings),
        furniture=frozenset(_running_heads(layout, headings, contents)),
        captions=frozenset(_asides(layout)),
        pages=pages,
    )


def _page_breaks(layout: Layout) -> int:
    """How often a page ends: form feeds, else lines that are a page number."""
    feeds = layout.text.count("\f")
    numbers = sum(1 for index in layout.filled() if layout.has(index, PAGE))
    return max(feeds, numbers)


def _running_heads(
    layout: Layout, headings: list[Heading], contents: Contents | None
) -> Iterator[int]:
    """Short lines that come again and again at the edges of pages, their figures aside."""
    own = {index for heading in headings for index in heading.lines}
    shapes: dict[int, str] = {}
    for index in layout.filled():
        if index in own or layout.has(index, LONG | CAPTION | BULLET):
            continue
        words = layout.words(index)
        if len(words) <= MAX_RUNNING_HEAD_CHARS and not (
            contents is not None and contents.start <= index < contents.end
        ):
            shapes[index] = _DIGITS.sub("0", words)
    counts = Counter(shapes.values())
    edges = Counter(shape for index, shape in shapes.items() if _at_page_edge(layout, index))
    for index, shape in shapes.items():
        if (
            counts[shape] >= 2
            and edges[shape] * 2 >= counts[shape]
            and not layout.has(index, SENTENCE)
        ):
            yield index


def _at_page_edge(layout: Layout, index: int) -> bool:
    """Whether a form feed or a page number stands right beside the line."""
    before = layout.lines.start(index)
    if "\f" in layout.text[max(0, before - 6) : before]:
        return True
    after = layout.lines.end(index)
    if "\f" in layout.text[after : after + 6]:
        return True
    below = layout.next_filled(index, min(len(layout), index + 4))
    above = next(
        (one for one in range(index - 1, max(-1, index - 4), -1) if layout.has(one, PAGE)), None
    )
    return above is not None or (below is not None and layout.has(below, PAGE))


def _asides(layout: Layout) -> Iterator[int]:
    """Lines in brackets that stand alone where a picture stood, and credits inside of charts."""
    for index in layout.filled():
        if layout.has(index, LONG):
            continue
        words = layout.words(index)
        if (
            _ASIDE.fullmatch(words)
            and bracket_line(words) is None
            and layout.gap_before(index) >= 3
            and not layout.has(index, SENTENCE)
        ) or (
            layout.has(index, SOURCE)
            and "http" not in words
            and bracket_line(words) is None
            and _near_caption(layout, index)
        ):
            yield index


def _near_caption(layout: Layout, index: int) -> bool:
    below = islice(layout.filled(index + 1, min(len(layout), index + 10)), 2)
    return any(layout.has(one, CAPTION) for one in below)


def _tailed_headings(layout: Layout, start: int) -> list[tuple[int, ...]]:
    """Numbered lines that end with a source and date, and short lines above a bracket of these."""
    found: list[tuple[int, ...]] = []
    for index in layout.filled(start):
        if not may_be_heading(layout, index):
            continue
        lines = _tailed(layout, index)
        if lines is not None:
            found.append(lines)
    return found


def _tailed(layout: Layout, index: int) -> tuple[int, ...] | None:
    mark = layout.mark(index)
    below = index + 1 if index + 1 < len(layout) else None
    if mark.number is not None or mark.symbol or mark.level:
        tail = split_tail(mark.words)
        if tail.date_text and tail.sources:
            return (index,)
        if below is not None and _completes(layout, mark.words, below):
            return (index, below)
    following = layout.next_filled(index, min(len(layout), index + 4))
    if following is not None and not layout.has(index, SENTENCE | BULLET):
        bracket = bracket_line(layout.words(following))
        if (
            bracket is not None
            and bracket.date_text
            and bracket.sources
            and layout.gap_before(index) >= 1
        ):
            return (index,)
    return None


def _completes(layout: Layout, words: str, below: int) -> bool:
    """Whether a title runs on in the next line, which brings its source and date."""
    if layout.has(below, MARKED | LONG | CAPTION | PAGE) or not any(
        True for _ in layout.filled(below, below + 1)
    ):
        return False
    second = layout.words(below)
    if len(second) > 110 or len(words) < 12:
        return False
    tail = split_tail(f"{words} {second}")
    return bool(tail.date_text and tail.sources) and second.rstrip()[-1:] in ")]）>"


def _headings(
    layout: Layout, contents: Contents | None, tailed: list[tuple[int, ...]]
) -> list[Heading]:
    """Announced and tailed headings in order, sections told from items."""
    by_line: dict[int, Heading] = {
        lines[0]: Heading(lines=lines, is_section=False) for lines in tailed
    }
    wrapped = {line for lines in tailed for line in lines[1:]}
    if contents is not None:
        item_style = _item_style(contents)
        for entry in contents.entries:
            if entry.target is None or entry.target in wrapped or entry.target in by_line:
                continue
            by_line[entry.target] = Heading(
                lines=(entry.target,),
                is_section=item_style is not None and entry.style != item_style,
            )
    ordered = [by_line[line] for line in sorted(by_line)]
    return [_told_apart(layout, ordered, number) for number in range(len(ordered))]


def _item_style(contents: Contents) -> str | None:
    """The mark of entries that announce items: the commonest, if it is not everyone's."""
    styles = Counter(entry.style for entry in contents.entries)
    if len(styles) == 1:
        return None
    marked = Counter({style: count for style, count in styles.items() if style})
    return (marked or styles).most_common(1)[0][0]


def _told_apart(layout: Layout, headings: list[Heading], number: int) -> Heading:
    """A heading right above another heading, with no text between, is a section."""
    heading = headings[number]
    following = headings[number + 1] if number + 1 < len(headings) else None
    if heading.is_section or following is None:
        return heading
    below = next(layout.filled(heading.lines[-1] + 1), None)
    return Heading(lines=heading.lines, is_section=below == following.lines[0])


def _drafts(layout: Layout, taken: Taken, plan: _Plan) -> Iterator[Draft]:
    section: str | None = None
    headings = plan.headings
    numbered = _mostly_numbered(layout, plan)
    for position, heading in enumerate(headings):
        end = headings[position + 1].lines[0] if position + 1 < len(headings) else len(layout)
        start = heading.lines[-1] + 1
        words = layout.mark(heading.lines[0]).words
        if heading.is_section and not _has_story(layout, start, end):
            section = words
            taken.take(heading.lines[0], Role.SECTION)
            continue
        column = _column_title(layout, heading, start, end) if numbered else None
        if column is not None:
            taken.take(heading.lines[0], Role.SECTION)
            for index in layout.filled(start, column):
                taken.take(index, Role.INTRO)
            yield Draft(title=(column,), start=column + 1, end=end, section=words)
        else:
            yield Draft(title=heading.lines, start=start, end=end, section=section)


def _mostly_numbered(layout: Layout, plan: _Plan) -> bool:
    items = [heading for heading in plan.headings if not heading.is_section]
    numbers = sum(1 for heading in items if layout.mark(heading.lines[0]).number is not None)
    return numbers * 2 >= len(items)


def _has_story(layout: Layout, start: int, end: int) -> bool:
    return any(
        layout.has(index, LONG) or layout.lines.length(index) > 60
        for index in layout.filled(start, end)
    )


def _column_title(layout: Layout, heading: Heading, start: int, end: int) -> int | None:
    """Under the name of a series with its number stands the story's own title."""
    mark = layout.mark(heading.lines[0])
    if mark.number is not None or _SERIES_NUMBER.search(mark.words) is None:
        return None
    for count, index in enumerate(layout.filled(start, end)):
        if count >= 3:
            return None
        if layout.is_headlike(index, max_chars=70) and index not in _asides_set(layout, start, end):
            return index
    return None


def _asides_set(layout: Layout, start: int, end: int) -> frozenset[int]:
    return frozenset(
        index for index in layout.filled(start, end) if _ASIDE.fullmatch(layout.words(index)[:200])
    )
