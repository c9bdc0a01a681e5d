"""The lines that date the posts of a blog, and the titles that stand by them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from briefings.collect.buttons import is_button, is_counter
from briefings.collect.bylines import is_byline_time, is_signature
from briefings.collect.layout import (
    BLANK,
    DATE,
    FURNITURE,
    LONG,
    MARKED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.marks import plain
from briefings.collect.tails import bracket_line, split_tail
from briefings.model.times import Precision, Published
from briefings.text.dates import find_dates

MAX_HEADER_CHARS = 120
"""A post's header is shorter than this."""

MAX_TITLE_CHARS = 90
"""A post's title line is shorter than this."""

MAX_CATEGORY_CHARS = 14
"""The name of a category right above a title is not longer."""

MIN_LED = 3
"""Fewer lines that start with a day are chance."""

MIN_COMMON = 3
"""A line that comes so often is no post's title."""

MAX_FIELDS = 5
"""A title, a category, a writer and the like stand above a post's date, no more."""

MIN_TITLE_CHARS = 7
"""Words before a date that are shorter name a category."""

_DATE_LABEL = re.compile(
    r"(?:posted|published|date|on|at|by|날짜|작성일|등록일|게시일|일시)\W*", re.IGNORECASE
)


_POSTED_ON = re.compile(r"(?:posted|written|published) on\W{1,3}(?=\w)", re.IGNORECASE)
"""A signature names the writer first, a header the day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A post as lines: its header lines, its title line (if the structure gives one), its text."""

    header: tuple[int, ...]
    start: int
    end: int
    published: Published | None
    category: str | None = None
    title: int | None = None
    words: str | None = None


def header_lines(layout: Layout) -> list[int]:
    """Date lines of the look that most date lines with few words share."""
    shapes: dict[int, str] = {}
    for index in layout.filled():
        if layout.has(index, DATE) and not layout.has(index, MARKED | SOURCE):
            line = layout.words(index)
            if len(line) <= MAX_HEADER_CHARS and (
                not is_signature(line) or _POSTED_ON.match(line) is not None
            ):
                shape = _shape(line)
                if shape is not None:
                    shapes[index] = shape
    if not shapes:
        return []
    common, _ = Counter(shapes.values()).most_common(1)[0]
    return [index for index, shape in shapes.items() if shape == common]


def _shape(line: str) -> str | None:
    """The look of a date line: what stands before the date, how exact it is, what follows."""
    dates = find_dates(line)
    if not dates or dates[0].when.precision is Precision.MONTH:
        return None
    if bracket_line(line) is not None or split_tail(line).sources:
        return None
    first = dates[0]
    before = line[: first.start].strip()
    after = line[first.end :].strip()
    return f"{'x' if before else ''}{first.when.precision}{'x' if len(after) > 3 else ''}"


def header_date(layout: Layout, index: int) -> Published | None:
    """The first date of a header."""
    dates = find_dates(layout.words(index))
    return dates[0].when if dates else None


def _before_date(layout: Layout, index: int) -> str:
    line = layout.words(index)
    dates = find_dates(line)
    return plain(line[: dates[0].start]).strip(" |·/-–—:,[]()>") if dates else ""


def category(layout: Layout, index: int) -> str | None:
    """The words glued to the date, before it or behind it: the post's category."""
    line = layout.words(index)
    dates = find_dates(line)
    name = _before_date(layout, index) or _category_behind(line[dates[0].end :] if dates else "")
    if not name or len(name) > 40 or is_byline_time(line) or is_button(name):
        return None
    if not any(char.isalpha() for char in name) or _DATE_LABEL.fullmatch(name) is not None:
        return None
    return name


def _category_behind(rest: str) -> str:
    """The one name behind a header's date, writers and counters aside."""
    names = [plain(piece).strip(" []()<>:") for piece in re.split(r"[|·/•,–—]|\s{2,9}", rest)]
    kept = [
        name
        for name in names
        if name
        and not is_counter(name)
        and not re.match(r"(?i)by\s|.*기자$|작성자|글쓴이|조회|\d", name)
    ]
    return re.sub(r"(?i)^(?:in|category|카테고리)\W{0,3}", "", kept[0]) if len(kept) == 1 else ""


def titles_above(layout: Layout, headers: list[int]) -> dict[int, int]:
    """The title above each header, if nearly all headers have one set off from the text above."""
    found: dict[int, int] = {}
    floor = 0
    for header in headers:
        index = _filled_above(layout, header, floor)
        if (
            index is not None
            and layout.is_headlike(index, max_chars=MAX_TITLE_CHARS)
            and layout.gap_before(header) <= 1
        ):
            above = _filled_above(layout, index, floor)
            if (
                above is None
                or layout.gap_before(index) >= 1
                or _ends_post(layout, above)
                or is_category_line(layout, above)
            ):
                found[header] = index
        floor = header + 1
    if len(found) * 10 >= len(headers) * 7 and _are_unlike(layout, found):
        return found
    return _titles_over_fields(layout, headers)


def _titles_over_fields(layout: Layout, headers: list[int]) -> dict[int, int]:
    """Titles above short lines that come again (category, writer) right above most headers."""
    found: dict[int, int] = {}
    for number, header in enumerate(headers):
        floor = headers[number - 1] + 1 if number else 0
        top = header
        while top > floor and header - top < MAX_FIELDS and not layout.has(top - 1, BLANK | RULE):
            top -= 1
        if header - top >= 2 and layout.is_headlike(top, max_chars=MAX_TITLE_CHARS):
            found[header] = top
    fields = Counter(
        layout.words(index) for header, top in found.items() for index in range(top + 1, header)
    )
    known = {words for words, count in fields.items() if count > 1}
    told = {
        header: top
        for header, top in found.items()
        if any(
            layout.words(index) in known or layout.lines.length(index) <= MAX_CATEGORY_CHARS
            for index in range(top + 1, header)
        )
    }
    return told if len(told) * 10 >= len(headers) * 7 and _are_unlike(layout, told) else {}


def _common_lines(layout: Layout) -> frozenset[str]:
    """Short lines that come again and again: signatures and buttons, never titles."""
    lines = (index for index in layout.filled() if layout.lines.length(index) <= MAX_TITLE_CHARS)
    counts = Counter(layout.words(index) for index in lines)
    return frozenset(line for line, count in counts.items() if count >= MIN_COMMON)


def _are_unlike(layout: Layout, titles: dict[int, int]) -> bool:
    """Whether lines can be titles: signatures and buttons are the same for most posts."""
    return len({layout.words(index) for index in titles.values()}) * 10 >= len(titles) * 7


def is_category_line(layout: Layout, index: int) -> bool:
    """Whether a line that stands apart is so short that it can only name a post's category."""
    return layout.gap_before(index) >= 1 and layout.is_headlike(index, max_chars=MAX_CATEGORY_CHARS)


def _filled_above(layout: Layout, index: int, floor: int) -> int | None:
    for above in range(index - 1, floor - 1, -1):
        if not layout.has(above, BLANK | RULE):
            return above
    return None


def _ends_post(layout: Layout, index: int) -> bool:
    return layout.has(index, FURNITURE) or is_signature(layout.words(index))


def titles_within(layout: Layout, headers: list[int]) -> dict[int, str]:
    """The words before the dates, if each header has its own: then they are titles."""
    words = {header: name for header in headers if (name := _before_date(layout, header))}
    if len(words) < 2 or len(words) * 10 < len(headers) * 8:
        return {}
    unlike = len(set(words.values())) * 10 >= len(words) * 9
    chars = sum(map(len, words.values())) / len(words)
    return words if unlike and chars >= MIN_TITLE_CHARS else {}


def led_titles(layout: Layout) -> dict[int, str]:
    """By line the titles behind the days that posts start with, each over a text of its own."""
    found: dict[int, str] = {}
    for index in layout.filled():
        if layout.lines.length(index) > MAX_HEADER_CHARS or layout.has(index, SENTENCE | LONG):
            continue
        head = layout.lines.head(index, 12).lstrip("[(# ")
        if head[:2] not in {"19", "20"} or layout.gap_before(index) < 1:
            continue
        words = layout.mark(index).words
        first = next(iter(find_dates(words)), None)
        if first is None or first.start > 1 or first.when.precision is Precision.MONTH:
            continue
        title = words[first.end :].strip(" |·:,–—-])")
        below = layout.next_filled(index)
        told = below is not None and layout.has(below, SENTENCE | LONG)
        if len(title) >= MIN_TITLE_CHARS and told:
            found[index] = title
    return found if len(found) >= MIN_LED else {}


def titles_below(layout: Layout, headers: list[int]) -> dict[int, int]:
    """The title below each header, if most posts have a short line set off from their text."""
    found: dict[int, int] = {}
    common = _common_lines(layout)
    written = 0
    for number, header in enumerate(headers):
        end = headers[number + 1] if number + 1 < len(headers) else len(layout)
        index = layout.next_filled(header, end)
        if index is None or layout.has(index, FURNITURE) or layout.words(index) in common:
            continue
        written += 1
        following = layout.next_filled(index, end)
        if (
            not layout.is_headlike(index, max_chars=MAX_TITLE_CHARS)
            or layout.mark(index).number is not None
        ):
            continue
        if (
            following is None
            or layout.gap_after(index) >= 1
            or layout.has(following, SENTENCE | LONG)
        ):
            found[header] = index
    alike = not _are_unlike(layout, found)
    return {} if alike or not found or len(found) * 10 < written * 7 else found
