"""Letters taken from PDF: contents first, then numbered stories, pages and captions between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefings.collect import facts
from briefings.collect.about import about_document
from briefings.collect.build import parsed
from briefings.collect.contents import Contents, find_contents, may_be_heading
from briefings.collect.dating import Given
from briefings.collect.draft import Draft, Drafts
from briefings.collect.edges import take_shared_edges
from briefings.collect.head_words import is_other_news
from briefings.collect.heads import section_between
from briefings.collect.layout import (
    BLANK,
    BULLET,
    CAPTION,
    LONG,
    MARKED,
    PAGE,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.oneliners import one_line_drafts
from briefings.collect.pages import page_breaks, running_heads
from briefings.collect.report_ends import last_end
from briefings.collect.tails import bracket_line, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role

MIN_TAILED = 3
"""So many headings with source and day are a letter's, without signs of pages too."""

MAX_RUNNING_HEAD_CHARS = 60
"""A running head is shorter than this."""

_DIGITS = re.compile(r"\d+")
_SERIES_NUMBER = re.compile(r"[(\[（]\s?(?:제\s?)?\d{1,4}\s?(?:회|편|호)?\s?[)\]）]\s*$")
_DATED_END = re.compile(r"\s[|/–—]\s[^|]{2,40}\d\.?$")
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
        plan = layout.once(_plan)
        return _strength(plan) if plan is not None else 0.0

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split at the announced headings; furniture of pages is taken out before lines join."""
        taken = Taken(layout.lines)
        plan = layout.once(_plan)
        if plan is None:
            about = about_document(layout, taken, given, self.name, Drafts(), confidence=0.0)
            return parsed(layout, taken, given, about, ())
        for index in plan.furniture:
            taken.take(index, Role.FURNITURE)
        for index in plan.captions:
            taken.take(index, Role.CAPTION)
        drafts = Drafts(_drafts(layout, taken, plan))
        take_shared_edges(layout, taken, drafts)
        if plan.contents is not None:
            for index in layout.filled(plan.contents.start, plan.contents.end):
                taken.take(index, Role.CONTENTS)
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=_strength(plan),
            bridges_pages=True,
            masthead_end=plan.contents.start if plan.contents is not None else None,
        )
        return parsed(layout, taken, given, about, drafts)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    start: int
    contents: Contents | None
    headings: tuple[Heading, ...]
    furniture: frozenset[int]
    captions: frozenset[int]
    pages: int


def _strength(plan: _Plan) -> float:
    items = sum(1 for heading in plan.headings if not heading.is_section)
    if items < 2:
        return 0.0
    if plan.contents is None:
        return 0.86 + 0.02 * min(plan.pages, 5)
    found = plan.contents.matched / len(plan.contents.entries)
    return min(0.98, 0.45 + 0.03 * min(items, 5) + 0.4 * found + 0.05 * min(plan.pages, 3))


def _plan(layout: Layout) -> _Plan | None:
    matter = facts.front_matter(layout)
    start = matter.end if matter is not None else 0
    contents = find_contents(layout, start)
    pages = page_breaks(layout)
    tailed = _tailed_headings(layout, contents.end if contents is not None else start)
    if contents is None and len(tailed) < (2 if pages else MIN_TAILED):
        return None
    headings = _headings(layout, contents, tailed)
    furniture = frozenset(running_heads(layout, _own_lines(layout, headings, contents)))
    return _Plan(
        start=start,
        contents=contents,
        headings=tuple(headings),
        furniture=furniture,
        captions=frozenset(_asides(layout)),
        pages=pages,
    )


def _own_lines(
    layout: Layout, headings: list[Heading], contents: Contents | None
) -> frozenset[int]:
    """Lines that are known to be headings or entries."""
    own = {index for heading in headings for index in heading.lines}
    if contents is not None:
        own.update(layout.filled(contents.start, contents.end))
    return frozenset(own)


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
    if below is not None and _runs_on_alone(layout, index, below):
        return (index, below)
    if _stands_alone(layout, index):
        tail = split_tail(mark.words)
        if tail.date_text and tail.sources:
            return (index,)
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


def _stands_alone(layout: Layout, index: int) -> bool:
    """Whether a line without a mark has room above and below it, as titles have."""
    return (
        not layout.has(index, MARKED | SENTENCE)
        and layout.gap_before(index) >= 1
        and layout.gap_after(index) >= 1
        and layout.words(index)[-1:] in ")]）］"
    )


def _runs_on_alone(layout: Layout, index: int, below: int) -> bool:
    """Whether two lines without marks that stand apart from all others are one title."""
    if layout.has(index, MARKED | SENTENCE | LONG) or layout.gap_before(index) < 1:
        return False
    if layout.gap_after(below) < 1 or layout.words(below)[-1:] not in {")", "]", "）", "］"}:
        return False
    return _completes(layout, layout.words(index), below)


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
    closed = second.rstrip()[-1:] in ")]）>"
    return bool(tail.date_text and tail.sources) and (
        closed or _DATED_END.search(second) is not None
    )


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
        titles = {lines[-1] for lines in tailed}
        for entry in contents.entries:
            if entry.target is None or entry.target in wrapped or entry.target in by_line:
                continue
            if len(tailed) >= len(contents.entries) and _is_right_below(
                layout, entry.target, titles
            ):
                continue  # the first words of a story whose title says where it is from
            by_line[entry.target] = Heading(
                lines=(entry.target,),
                is_section=item_style is not None and entry.style != item_style,
            )
    ordered = [by_line[line] for line in sorted(by_line)]
    return [_told_apart(layout, ordered, number) for number in range(len(ordered))]


def _is_right_below(layout: Layout, index: int, titles: set[int]) -> bool:
    above = next(
        (one for one in range(index - 1, -1, -1) if not layout.has(one, BLANK | RULE)), None
    )
    return above in titles


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
    if headings:
        first = plan.contents.end if plan.contents is not None else plan.start
        section = _unmarked_section(layout, taken, plan, first, headings[0])[0]
    for position, heading in enumerate(headings):
        following = headings[position + 1] if position + 1 < len(headings) else None
        start = heading.lines[-1] + 1
        lines = [one.lines[-1] for one in headings] if following is None else []
        end = last_end(layout, lines, plan.furniture) if lines else 0
        next_section = None
        if following is not None:
            next_section, end = _unmarked_section(layout, taken, plan, start, following)
        other = _other_news(layout, start, end) if following is None else None
        words = layout.mark(heading.lines[0]).words
        if heading.is_section and not _has_story(layout, start, end):
            section = words
            taken.take(heading.lines[0], Role.SECTION)
        else:
            stop = end if other is None else other
            yield _draft(layout, taken, heading, start, stop, section, numbered=numbered)
        if other is not None:
            taken.take(other, Role.SECTION)
            yield from one_line_drafts(layout, other + 1, end, layout.mark(other).words)
        section = next_section or section


def _other_news(layout: Layout, start: int, end: int) -> int | None:
    """The line below the last story that heads short news."""
    for index in layout.filled(start, end):
        if layout.gap_before(index) < 1 or layout.has(index, SENTENCE | BULLET | LONG):
            continue
        if is_other_news(layout.mark(index).words):
            below = layout.next_filled(index, end)
            return index if below is not None and layout.has(below, MARKED) else None
    return None


def _draft(
    layout: Layout,
    taken: Taken,
    heading: Heading,
    start: int,
    end: int,
    section: str | None,
    *,
    numbered: bool,
) -> Draft:
    column = _column_title(layout, heading, start, end) if numbered else None
    if column is None:
        return Draft(title=heading.lines, start=start, end=end, section=section)
    taken.take(heading.lines[0], Role.SECTION)
    for index in layout.filled(start, column):
        taken.take(index, Role.INTRO)
    series = layout.mark(heading.lines[0]).words
    return Draft(title=(column,), start=column + 1, end=end, section=series)


def _unmarked_section(
    layout: Layout, taken: Taken, plan: _Plan, start: int, following: Heading
) -> tuple[str | None, int]:
    """The name of a section right above a heading, and where the text above it ends."""
    line = following.lines[0]
    number = layout.mark(line).number
    found, end = section_between(layout, start, line, number, plan.furniture)
    if found is None:
        return None, end
    taken.take(found, Role.SECTION)
    return layout.mark(found).words, end


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
