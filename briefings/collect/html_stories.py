"""Blocks that hold several stories to items: which lines head a story, and what belongs to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefings.collect.build import parsed
from briefings.collect.bylines import is_byline
from briefings.collect.dating import Given
from briefings.collect.draft import About, Draft
from briefings.collect.html_alike import alike, listed_below
from briefings.collect.html_blocks import Block
from briefings.collect.html_lines import Line, lines_of
from briefings.collect.html_main import is_prose
from briefings.collect.html_markdown import with_links
from briefings.collect.layout import Layout
from briefings.collect.outlets import names_in, without_dates
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import SourceRef
from briefings.model.times import Published
from briefings.text.dates import find_dates

MIN_STORIES = 3
_LOWEST_RANK = 9
MAX_NAME_CHARS = 30
MAX_NAME_WORDS = 4
FEWEST_STORIES = 2
"""So few are stories too where every one of them names where it comes from."""
STORY_CHARS = 25
"""So much of its own text makes a heading with what follows a story."""

_WRITER = re.compile(r"^(?:by|posted|written)\b|(?:기자|특파원|위원|記者|记者)$", re.IGNORECASE)
_DIGEST = re.compile(
    r"주간|주차|위클리|데일리|뉴스\s?레터|브리핑|다이제스트|동향|클리핑|스크랩|모음|모아|"
    r"트렌드\s?(?:리포트|레터)|소식지|이번\s?주|지난\s?주|오늘의|"
    r"한\s?주|월간|제?\s?\d{1,4}\s?호|"
    r"weekly|daily|monthly|newsletter|digest|round-?up|briefing|this week|links? of|top stories|"
    r"headlines|in brief|issue\s?#?\d|vol\.?\s?\d|#\d{1,4}\b|roundup|wrap(?:-| )up|recap",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What is known of the whole page or mail."""

    title: str | None = None
    published: Published | None = None
    format: str
    doubts: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    """Where stories come from that name no source."""


def calls_itself_digest(*titles: str | None) -> bool:
    """Whether a title says that many stories follow."""
    return any(title and _DIGEST.search(title) for title in titles)


def read_stories(
    blocks: Sequence[Block], told: Told, given: Given, *, digest: bool
) -> ParsedDocument | None:
    """The stories of a page or mail as items, or `None` where its headings do not head stories.

    `digest`: the title says that there are many; otherwise numbers on the headings or links out of
    most of the parts must show it, for an article has headings too.
    """
    lines = lines_of(blocks)
    heads = _story_heads(lines, digest=digest)
    if not heads:
        return None
    return _document(lines, heads, told, given)


def _story_heads(lines: Sequence[Line], *, digest: bool) -> list[int]:
    """The lines that head stories: of one sort, the coarsest that is not only sections."""
    ends, sums = _ends(lines), _sums(lines)
    for sort in _sorts(lines):
        heads = [index for index, line in enumerate(lines) if line.sort == sort]
        enough = _enough(lines, heads, ends)
        if len(heads) < enough or _are_sections(lines, heads):
            continue
        own = {index: sums[ends[index]] - sums[index] for index in heads}
        told = [index for index in heads if own[index] >= STORY_CHARS]
        if len(told) < enough or len(told) * 2 < len(heads):
            continue
        if sum(own.values()) * 2 < sums[-1]:
            continue
        return heads if digest or _shows_stories(lines, heads, ends) else []
    return []


def _enough(lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]) -> int:
    """How many stories there must be to be believed."""
    sourced = all(
        sum(line.sort == "source" for line in lines[index + 1 : ends[index]]) == 1
        for index in heads
    )
    return FEWEST_STORIES if sourced else MIN_STORIES


def _sorts(lines: Sequence[Line]) -> list[str]:
    ranked = {line.sort: line.rank for line in lines if line.is_head}
    return sorted(ranked, key=lambda sort: ranked[sort])


def _ends(lines: Sequence[Line]) -> list[int]:
    """For every line where its part ends: at the next heading of its sort or of a higher rank."""
    ends = [len(lines)] * len(lines)
    last_of_sort: dict[str, int] = {}
    first_of_rank = [len(lines)] * (_LOWEST_RANK + 1)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if not line.is_head:
            continue
        higher = min(first_of_rank[: line.rank], default=len(lines))
        ends[index] = min(higher, last_of_sort.get(line.sort, len(lines)))
        last_of_sort[line.sort] = index
        first_of_rank[line.rank] = index
    return ends


def _sums(lines: Sequence[Line]) -> list[int]:
    """Prose characters in front of every line."""
    return [0, *accumulate(line.prose_chars for line in lines)]


def _are_sections(lines: Sequence[Line], heads: Sequence[int]) -> bool:
    """Whether most of these headings are followed at once by a finer heading."""
    finer = 0
    for index in heads:
        behind = next(
            (line for line in lines[index + 1 : index + 9] if line.sort != "furniture"), None
        )
        finer += behind is not None and behind.is_head and behind.rank > lines[index].rank
    return finer * 10 >= len(heads) * 6


def _shows_stories(lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]) -> bool:
    numbers = [lines[index].number for index in heads]
    if numbers[:3] == [1, 2, 3]:
        return True
    linked = sum(1 for index in heads if _links_out(lines[index : ends[index]]))
    return linked * 10 >= len(heads) * 6


def _links_out(segment: Sequence[Line]) -> bool:
    """Whether a story names where it comes from: by its heading, a source line or a last link."""
    head, rest = segment[0], segment[1:]
    if head.block.anchors or any(line.closes for line in rest):
        return True
    shown = [line for line in rest if line.sort != "furniture"]
    if shown and _is_card(shown[-1]) and any(anchor.url for anchor in shown[-1].block.anchors):
        return True
    filled = [line for line in rest if line.sort == "text"]
    return bool(filled) and _ends_with_link(filled[-1].block)


def _ends_with_link(block: Block) -> bool:
    """A link in the middle of a sentence leads to what the sentence speaks of."""
    if block.is_mostly_links:
        return any(anchor.url for anchor in block.anchors)
    return any(
        anchor.url and block.text.rstrip(".)]） ").endswith(anchor.text) for anchor in block.anchors
    )


def _document(
    lines: Sequence[Line], heads: Sequence[int], told: Told, given: Given
) -> ParsedDocument:
    """Written as Markdown, a block a line, and built by the rules of all documents."""
    lines = _named_cards(lines, heads)
    written = [_markdown(line) for line in lines]
    layout = Layout("\n\n".join(written))
    taken = Taken(layout.lines)
    at = list(_line_numbers(written))
    for index, line in enumerate(lines):
        if line.sort == "furniture":
            taken.take(at[index], Role.FURNITURE)
    all_ends = _ends(lines)
    listed = listed_below(lines, heads, all_ends)
    rank = lines[heads[0]].rank
    heads = alike(lines, [index for index in heads if index not in listed], all_ends)
    ends = _without_kickers(lines, heads, _without_outro(lines, heads, all_ends))
    sections = _sections(lines, heads)
    outlets = _outlets(lines, heads, ends)
    for index in outlets.values():
        if lines[index].sort == "text":
            taken.take(at[index], Role.SOURCE)
    drafts = [
        Draft(
            title=(at[index],),
            start=at[index] + 1,
            end=at[ends[index]] if ends[index] < len(at) else at[-1] + 1,
            section=section,
            sources=_outlet(lines, outlets.get(index)),
        )
        for index, section in zip(heads, sections, strict=True)
    ]
    drafts += _listed_drafts(lines, listed, at)
    kickers = {ends[index] for index in heads}.difference(heads).union(listed)
    for index, line in enumerate(lines):
        if line.is_head and (line.rank < rank or index in kickers):
            taken.take(at[index], Role.SECTION if line.block.level != 1 else Role.METADATA)
    about = About(
        format=told.format,
        title=told.title,
        published=told.published,
        sources=told.sources,
        doubts=told.doubts,
        confidence=0.9,
    )
    return parsed(layout, taken, given, about, sorted(drafts, key=lambda draft: draft.start))


def _listed_drafts(
    lines: Sequence[Line], listed: Mapping[int, Sequence[int]], at: Sequence[int]
) -> list[Draft]:
    """Stories that are told by their linked titles alone, below the heading of their section."""
    return [
        Draft(
            title=(at[index],),
            start=at[index] + 1,
            end=at[index] + 1,
            section=lines[head].words,
            sources=(SourceRef(url=lines[index].block.anchors[0].url),),
        )
        for head, entries in listed.items()
        for index in entries
    ]


def _without_outro(
    lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]
) -> Sequence[int]:
    """Where most stories end with their source or link, so does the last one: what the page says
    behind it belongs to no story.
    """
    if not heads:
        return ends
    last = heads[-1]
    end = _last_close(lines, heads, ends)
    return ends if end is None else [*ends[:last], end + 1, *ends[last + 1 :]]


def _last_close(lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]) -> int | None:
    """The line that closes the last story as such lines close most others."""
    last = heads[-1]
    final = [lines[ends[index] - 1] for index in heads[:-1]]
    inside = range(last + 1, ends[last])
    if sum(line.closes for line in final) * 3 >= len(final) * 2:
        return next((index for index in reversed(inside) if lines[index].closes), None)
    if sum(map(_is_card, final)) * 3 >= len(final) * 2:
        return next((index for index in inside if _is_card(lines[index])), None)
    return None


def _is_card(line: Line) -> bool:
    """A line that is a link as a whole: the card of the story that is told."""
    return bool(line.block.anchors) and line.block.is_mostly_links


def _without_kickers(
    lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]
) -> Sequence[int]:
    """Headings right in front of the next story are about that one; behind the last story nothing
    follows that they could head. Where stories end with sentences, so does the last one.
    """
    shorter = list(ends)
    for index in heads:
        while shorter[index] - 1 > index and _is_kicker(lines[shorter[index] - 1]):
            shorter[index] -= 1
    last = heads[-1] if heads else -1
    if heads and all(is_prose(lines[shorter[index] - 1].block) for index in heads[:-1]):
        while shorter[last] - 1 > last and not is_prose(lines[shorter[last] - 1].block):
            shorter[last] -= 1
    return shorter


def _is_kicker(line: Line) -> bool:
    return line.is_head and not line.block.anchors


def _outlets(lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]) -> dict[int, int]:
    """Where nearly every story has a few words without an end right below its heading, or several
    have the same, those are the outlet's name: for each story the line that holds it.
    """
    found = {
        index: index + 1
        for index in heads
        if index + 2 < ends[index] and _is_name(lines[index + 1]) and not _is_name(lines[index + 2])
    }
    if len(found) * 5 >= len(heads) * 4:
        return found
    dated = {
        index: at
        for index in heads
        for at in range(index + 1, ends[index])
        if lines[at].sort == "date" and _name_beside_date(lines[at])
    }
    if len(dated) * 5 >= len(heads) * 4:
        return dated
    counts = Counter(lines[index].block.text for index in found.values())
    return {
        head: index
        for head, index in found.items()
        if counts[lines[index].block.text] > 1 and is_prose(lines[index + 1].block)
    }


def _is_name(line: Line) -> bool:
    text = line.block.text
    return (
        line.sort == "text"
        and len(text) <= MAX_NAME_CHARS
        and len(text.split()) <= MAX_NAME_WORDS
        and not line.block.bullet
        and not line.block.anchors
        and not find_dates(text)
        and not is_prose(line.block)
    )


def _outlet(lines: Sequence[Line], index: int | None) -> tuple[SourceRef, ...]:
    if index is None:
        return ()
    line = lines[index]
    return (SourceRef(name=_name_beside_date(line) or line.block.text),)


def _name_beside_date(line: Line) -> str | None:
    """The outlet that stands beside a story's day, and nothing else."""
    if line.sort != "date" or not find_dates(line.block.text) or is_byline(line.block.text):
        return None
    names = names_in(without_dates(line.block.text))
    if len(names) != 1 or not 1 < len(names[0]) <= MAX_NAME_CHARS or _WRITER.search(names[0]):
        return None
    return names[0] if len(names[0].split()) <= MAX_NAME_WORDS else None


def _named_cards(lines: Sequence[Line], heads: Sequence[int]) -> Sequence[Line]:
    """The lines, cards that repeat their story's title with what they say beside it alone."""
    told = list(lines)
    title = ""
    wanted = frozenset(heads)
    for index, line in enumerate(lines):
        if index in wanted:
            title = line.words or line.block.text
        elif title and _is_card(line) and line.block.text.startswith(title):
            rest = line.block.text.removeprefix(title).strip(" |·-–—")
            if rest:
                anchor = replace(line.block.anchors[0], text=rest)
                told[index] = replace(line, block=replace(line.block, text=rest, anchors=(anchor,)))
    return told


def _line_numbers(written: Sequence[str]) -> Iterator[int]:
    number = 0
    for text in written:
        yield number
        number += text.count("\n") + 2


def _markdown(line: Line) -> str:
    text = with_links(line.block)
    if line.block.level:
        text = f"{'#' * line.block.level} {text}"
    elif line.block.bullet:
        text = f"- {text}"
    more = [f"[{anchor.text}]({anchor.url})" for anchor in line.block.more if anchor.url]
    return "\n\n".join((text, *more))


def _sections(lines: Sequence[Line], heads: Sequence[int]) -> list[str | None]:
    """For every story the last coarser heading before it; the page's own title is none."""
    rank = lines[heads[0]].rank if heads else 0
    wanted = set(heads)
    found: list[str | None] = []
    section: str | None = None
    for index, line in enumerate(lines):
        if index in wanted:
            found.append(section)
        elif line.is_head and (line.rank < rank or (index + 1 in wanted and _is_kicker(line))):
            section = line.words if line.block.level != 1 else None
    return found
