"""Weeklies without marked headings: each story is closed by a line that names its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from briefings.collect import facts
from briefings.collect.about import about_document
from briefings.collect.build import parsed
from briefings.collect.dating import Given
from briefings.collect.draft import Draft, Drafts
from briefings.collect.edges import take_shared_edges
from briefings.collect.layout import (
    BLANK,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK,
    LINK_ONLY,
    LONG,
    MARKED,
    RELATED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.outlets import looks_like_outlet
from briefings.collect.tails import front_source, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role

MIN_LEADING = 3
"""Fewer sources above texts are chance."""

MAX_SAMPLE = 30
"""So many stories tell whether stories hold subheadings."""

_SERIES = re.compile(
    r"[\])】>]\s?\d{1,4}\b|(?:제\s?)?\d{1,4}\s?(?:편|호|회|화|주차|권|부|탄)(?=$|\W)|#\s?\d{1,4}|"
    r"\b(?:vol|ep|issue|no|part|week)\.?\s?(?:of\s)?#?\d|(?:첫|둘|셋|넷|다섯)째\s?주|[첫둘셋넷]\s?번째",
    re.IGNORECASE,
)

_GREETING = re.compile(
    r"\W{0,3}(?:안녕|반갑|여러분|독자|구독자|hello|hi\b|hey\b|dear\b|welcome|"
    r"good (?:morning|day|evening)|"
    r"こんにちは|大家好)",
    re.IGNORECASE,
)
"""The editors greet their readers before the first story."""

MAX_LONE_TITLE_CHARS = 60
"""A title that ends as a sentence is shorter than this."""

PROSE_CHARS = 60
"""A line at least so long, or one that ends as a sentence, is prose."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sourced:
    """Reads documents in which source lines, not headings, part the stories."""

    name: str = "sourced"

    def score(self, layout: Layout, given: Given) -> float:
        """High where several source lines each close a title and some prose."""
        drafts = Drafts(_drafts(layout, Taken(layout.lines)))
        closed = sum(1 for draft in drafts if _is_closed(layout, draft))
        titled = sum(1 for draft in drafts if draft.title and _is_told(layout, draft))
        parted = 0.15 if titled == 0 and _parted(layout, _top(layout)) else 0.0
        if closed < 2 and not parted:
            return 0.0
        marked = sum(1 for draft in drafts if draft.title and layout.has(draft.title[0], MARKED))
        if marked * 2 > len(drafts):
            return 0.4
        told = max(0.3 * titled / len(drafts), 0.15 * closed / len(drafts), parted)
        return 0.35 + min(closed, 5) * 0.04 + told

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split behind each source line; the page around the stories is furniture."""
        taken = Taken(layout.lines)
        drafts = Drafts(_loosened(layout, list(_drafts(layout, taken))))
        take_shared_edges(layout, taken, drafts)
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=self.score(layout, given),
            masthead_end=next((draft.start for draft in drafts), None),
        )
        return parsed(layout, taken, given, about, drafts)


def _loosened(layout: Layout, drafts: list[Draft]) -> Iterator[Draft]:
    """The drafts, any short bracket behind a title a source where most titles have one."""
    titled = [draft for draft in drafts[:MAX_SAMPLE] if draft.title]
    cut = sum(
        bool(split_tail(layout.mark(draft.title[0]).words, loose=True).sources) for draft in titled
    )
    loose = len(titled) >= MIN_LEADING and cut * 10 >= len(titled) * 6
    names = [
        found[0]
        for draft in titled
        if (found := front_source(layout.mark(draft.title[0]).words)) is not None
    ]
    front = len(names) * 10 >= len(titled) * 8 and len(set(names)) >= MIN_LEADING
    front = front and sum(map(looks_like_outlet, names)) * 2 >= len(names)
    return (
        (replace(draft, loose=loose, front=front) for draft in drafts)
        if loose or front
        else iter(drafts)
    )


def _is_closed(layout: Layout, draft: Draft) -> bool:
    return any(
        layout.has(index, SOURCE | LINK_ONLY) for index in layout.filled(draft.start, draft.end)
    )


def _is_told(layout: Layout, draft: Draft) -> bool:
    return any(is_prose(layout, index) for index in layout.filled(draft.start, draft.end))


def is_prose(layout: Layout, index: int) -> bool:
    """Whether a line tells something rather than naming it."""
    if layout.has(index, LONG):
        return True
    if layout.has(index, FURNITURE | CAPTION | SOURCE | LINK_ONLY | RELATED):
        return False
    words = layout.words(index)
    return len(words) >= PROSE_CHARS or (layout.has(index, SENTENCE) and len(words) >= 15)


def _source_ends(layout: Layout, start: int) -> list[int]:
    """The last line of each run of source lines (links right below one belong to it)."""
    ends: list[int] = []
    previous = -2
    for index in layout.filled(start):
        if layout.has(index, SOURCE) or (
            layout.has(index, LINK_ONLY) and not layout.has(index, CAPTION)
        ):
            if ends and previous == ends[-1]:
                ends[-1] = index
            else:
                ends.append(index)
        previous = index
    return ends


def _top(layout: Layout) -> int:
    matter = facts.front_matter(layout)
    return matter.end if matter is not None else 0


def _drafts(layout: Layout, taken: Taken) -> Iterator[Draft]:
    start = _top(layout)
    parted = _parted(layout, start)
    if parted:
        yield from parted
        return
    ends = _source_ends(layout, start)
    if _lead(layout, start, ends):
        yield from _led(layout, ends)
        return
    headed = _headed(layout, start, ends)
    if headed:
        yield from headed
        return
    for number, end in enumerate(ends):
        if number == 0:
            plain = not any(
                list(_titles_within(layout, one + 1, other, gap=1))[1:]
                for one, other in pairwise(ends[:MAX_SAMPLE])
            )
            first = list(_first(layout, start, end + 1, plain=plain))
            yield from first if _any_titled(layout, ends) else map(_untitled, first)
        else:
            draft = _story(layout, ends[number - 1] + 1, end + 1)
            if draft is not None:
                yield draft
    if ends:
        _close(layout, taken, ends[-1] + 1)


def _lead(layout: Layout, start: int, ends: list[int]) -> bool:
    """Whether sources stand above their stories: the first above all, none below the last."""
    if len(ends) < MIN_LEADING or holds_prose(layout, start, ends[0]):
        return False
    leading = (
        one + 1 < len(layout)
        and not layout.has(one + 1, BLANK | RULE)
        and layout.gap_before(one) >= 1
        for one in ends[:MAX_SAMPLE]
    )
    return all(leading) and holds_prose(layout, ends[-1] + 1, len(layout))


def _headed(layout: Layout, start: int, ends: list[int]) -> list[Draft]:
    """Stories whose sources stand right below their titles; none where any source closes one."""
    if len(ends) < MIN_LEADING or not holds_prose(layout, ends[-1] + 1, len(layout)):
        return []
    tops = []
    for end in ends:
        title = end - 1
        while title > start and layout.has(title, SOURCE | LINK_ONLY):
            title -= 1
        if layout.has(title, BLANK | RULE) or not layout.is_headlike(title):
            return []
        tops.append(title)
    if any(not holds_prose(layout, one + 1, two) for one, two in pairwise(tops)):
        return []
    bounds = pairwise([*tops, len(layout)])
    return [Draft(title=(top,), start=top + 1, end=stop) for top, stop in bounds]


def _led(layout: Layout, ends: list[int]) -> Iterator[Draft]:
    """Stories below their sources."""
    for one, stop in pairwise([*ends, len(layout)]):
        story = _story(layout, one + 1, stop)
        if story is not None:
            yield replace(story, start=one)


def _parted(layout: Layout, start: int) -> list[Draft]:
    """Stories that dividers, or else gaps of several lines, part from each other; none where
    they do not hold the sources.
    """
    for cuts in (_dividers(layout, start), _gaps(layout, start)):
        bounds = [start, *cuts, len(layout)]
        parts = [(one, other) for one, other in pairwise(bounds) if holds_prose(layout, one, other)]
        sourced = sum(_holds_source(layout, one, other) for one, other in parts)
        if len(parts) >= 3 and sourced * 10 >= len(parts) * 6 and not _titled(layout, parts):
            drafts = [_story(layout, one, other) for one, other in _without_greeting(layout, parts)]
            return [draft for draft in drafts if draft is not None]
    return []


def _dividers(layout: Layout, start: int) -> list[int]:
    return [index for index in range(start, len(layout)) if layout.has(index, RULE)]


def _gaps(layout: Layout, start: int) -> list[int]:
    """The first lines below gaps of two lines and more."""
    return [index for index in layout.filled(start) if layout.gap_before(index) >= 2]


def holds_prose(layout: Layout, start: int, end: int) -> bool:
    """Whether any line from `start` to `end` tells something."""
    return any(is_prose(layout, index) for index in layout.filled(start, end))


def _holds_source(layout: Layout, start: int, end: int) -> bool:
    return any(layout.has(index, SOURCE | LINK) for index in layout.filled(start, end))


def _titled(layout: Layout, parts: list[tuple[int, int]]) -> bool:
    """Whether stories start with titles: then the titles part them."""
    tops = [next(layout.filled(start, end)) for start, end in parts]
    return sum(not is_prose(layout, index) for index in tops) * 2 > len(parts)


def _without_greeting(layout: Layout, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts, what stands above a wide gap in the first one left out: words of the editors."""
    start, end = parts[0]
    lines = list(layout.filled(start, end))
    below = next((index for index in lines[1:] if layout.gap_before(index) >= 2), None)
    if not _holds_source(layout, start, end):
        return parts[1:]
    return parts if below is None else [(below, end), *parts[1:]]


def _story(layout: Layout, start: int, end: int) -> Draft | None:
    """One story: a title if the first words look like one, then its text."""
    usable = [
        index
        for index in layout.filled(start, end)
        if not layout.has(index, FURNITURE | CAPTION | RELATED)
    ]
    if not usable or layout.has(usable[0], SOURCE | LINK_ONLY):
        return None
    first = usable[0]
    if layout.is_headlike(first) and len(usable) > 1:
        return Draft(title=(first,), start=first + 1, end=end)
    return Draft(start=first, end=end)


def _any_titled(layout: Layout, ends: list[int]) -> bool:
    """Whether stories below the first have titles, or there are too few to tell."""
    stories = [_story(layout, one + 1, other + 1) for one, other in pairwise(ends[:MAX_SAMPLE])]
    told = [story for story in stories if story is not None]
    return len(told) < 2 or any(story.title for story in told)


def _untitled(draft: Draft) -> Draft:
    """A draft whose title is the document's."""
    return replace(draft, title=())


def _first(layout: Layout, start: int, end: int, *, plain: bool) -> Iterator[Draft]:
    """Above the first source line stand the page's head, perhaps a lead story, and a story.

    `plain`: the stories below hold no subheadings, so that a line alone here is a title too.
    """
    prose = [index for index in layout.filled(start, end) if is_prose(layout, index)]
    if not prose:
        return
    titles = list(_titles_within(layout, prose[0], end, gap=2))
    if not titles and plain:
        titles = list(_titles_within(layout, prose[0], end, gap=1))[-1:]
    if not titles and _GREETING.match(layout.words(prose[0])) is not None:
        below = layout.filled(prose[0] + 1, end)
        titles = [index for index in below if _may_be_lone_title(layout, index)][-1:]
    bounds = [*titles, end]
    if not titles or _GREETING.match(layout.words(prose[0])) is None:
        yield Draft(title=_title_above(layout, start, prose[0]), start=prose[0], end=bounds[0])
    for title, stop in pairwise(bounds):
        yield Draft(title=(title,), start=title + 1, end=stop)


def _may_be_lone_title(layout: Layout, index: int) -> bool:
    """Whether a line alone, without a full stop, can be a title though it ends as a sentence."""
    return (
        layout.lines.length(index) <= MAX_LONE_TITLE_CHARS
        and layout.words(index)[-1:].isalnum()
        and layout.gap_before(index) >= 1
        and not layout.has(index, SOURCE | LINK_ONLY | FURNITURE | CAPTION)
    )


def _titles_within(layout: Layout, start: int, end: int, *, gap: int) -> Iterator[int]:
    """Lines that stand alone as the titles of the stories do, with prose right below."""
    for index in layout.filled(start + 1, end):
        if not layout.is_headlike(index, max_chars=70) or layout.gap_before(index) < gap:
            continue
        below = layout.next_filled(index, end)
        alone = gap > 1 or layout.gap_after(index) >= 1
        if alone and below is not None and is_prose(layout, below):
            yield index


def _title_above(layout: Layout, start: int, prose: int) -> tuple[int, ...]:
    """The document's own title: of the lines right above the first prose, the upper of two."""
    heads = _lines_above(layout, start, prose)
    if not heads:
        return ()
    if len(heads) >= 2 and _is_series(layout, heads[0]):
        return (heads[1],)
    return (heads[0],)


def _is_series(layout: Layout, index: int) -> bool:
    """Whether a line names a series and its number rather than a story."""
    return _SERIES.search(layout.words(index)) is not None


def _lines_above(layout: Layout, start: int, prose: int) -> list[int]:
    """Heading-like lines above the first prose, nearest first, at most three."""
    found: list[int] = []
    for index in range(prose - 1, start - 1, -1):
        if len(found) >= 3:
            break
        if layout.has(index, DATE | BYLINE | CAPTION) or not any(
            True for _ in layout.filled(index, index + 1)
        ):
            continue
        if not layout.is_headlike(index):
            break
        found.append(index)
    return found


def _close(layout: Layout, taken: Taken, start: int) -> None:
    """What follows the last source line is the page's foot, unless it is prose."""
    for index in layout.filled(start):
        if not is_prose(layout, index):
            taken.take(index, Role.FURNITURE)
