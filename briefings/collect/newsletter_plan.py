"""Which lines of a letter are contents, headings, captions and furniture of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefings.collect import facts
from briefings.collect.contents import Contents, find_contents, may_be_heading
from briefings.collect.layout import (
    BLANK,
    CAPTION,
    LONG,
    MARKED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.newsletter_tails import tailed_headings
from briefings.collect.pages import page_breaks, running_heads
from briefings.collect.tails import bracket_line

MIN_TAILED = 3
"""So many headings with source and day are a letter's, without signs of pages too."""

IN_BRACKETS = re.compile(r"[(（][^()（）]{4,120}[)）]")
"""A line that is one aside in brackets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading of the body: of an item, or of a section where `is_section`."""

    lines: tuple[int, ...]
    is_section: bool
    words: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The parts of a letter, as lines, and the number of its page breaks."""

    start: int
    contents: Contents | None
    headings: tuple[Heading, ...]
    furniture: frozenset[int]
    captions: frozenset[int]
    pages: int


def strength(plan: Plan) -> float:
    """Say how surely this is a letter, 0.0 to 1.0: by contents that the body keeps, and pages."""
    items = sum(1 for heading in plan.headings if not heading.is_section)
    if items < 2:
        return 0.0
    if plan.contents is None:
        return 0.86 + 0.02 * min(plan.pages, 5)
    found = plan.contents.matched / len(plan.contents.entries)
    return min(0.98, 0.45 + 0.03 * min(items, 5) + 0.4 * found + 0.05 * min(plan.pages, 3))


def find_plan(layout: Layout) -> Plan | None:
    """Give the parts of the letter; none without contents or enough dated headings."""
    matter = facts.front_matter(layout)
    start = matter.end if matter is not None else 0
    contents = find_contents(layout, start)
    pages = page_breaks(layout)
    tailed = tailed_headings(layout, contents.end if contents is not None else start)
    if contents is None and len(tailed) < (2 if pages else MIN_TAILED):
        return None
    headings = _headings(layout, contents, tailed)
    furniture = frozenset(running_heads(layout, _own_lines(layout, headings, contents)))
    return Plan(
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
            IN_BRACKETS.fullmatch(words)
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
        by_line = _by_common_numbers(layout, contents, by_line)
    ordered = [by_line[line] for line in sorted(by_line)]
    return [_told_apart(layout, ordered, number) for number in range(len(ordered))]


def _by_common_numbers(
    layout: Layout, contents: Contents, found: dict[int, Heading]
) -> dict[int, Heading]:
    """Where most announced headings are numbered alike, in one row from 1 on, all lines of that
    row are headings, and announced items without a number are none.
    """
    items = [line for line, heading in found.items() if not heading.is_section]
    styles = Counter(
        layout.mark(line).style for line in items if layout.mark(line).number is not None
    )
    style, count = styles.most_common(1)[0] if styles else ("", 0)
    if count < 2 or count * 10 < len(items) * 6:
        return found
    numbered = {
        index: Heading(lines=(index,), is_section=False)
        for index in layout.filled(contents.end)
        if layout.has(index, MARKED)
        and may_be_heading(layout, index)
        and layout.gap_before(index) >= 1
        and layout.mark(index).style == style
    }
    kept = {
        line: heading
        for line, heading in found.items()
        if heading.is_section or layout.mark(line).style == style or len(heading.lines) > 1
    }
    counted = [layout.mark(line).number for line in numbered]
    return numbered | kept if counted == list(range(1, len(counted) + 1)) else found


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
