"""A PDF file that is no plain kind but an article to its stories, where its letters tell them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from briefings.collect.dating import Given
from briefings.collect.html_blocks import Block
from briefings.collect.html_main import is_prose, squeezed
from briefings.collect.html_stories import (
    FEWEST_STORIES,
    MIN_STORIES,
    Told,
    calls_itself_digest,
    read_stories,
)
from briefings.model.documents import ParsedDocument
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.times import Published
from briefings.text.dates import find_dates

TOP_BLOCKS = 4
"""A newsletter says at its top that it is one."""
SURE = 0.8
"""A plain reader that is so sure has missed nothing."""
HEADED_CONFIDENCE = 0.6
"""An article whose headings could head stories is that, so surely."""


def read_by_size(blocks: Sequence[Block], given: Given, article: ParsedDocument) -> ParsedDocument:
    """The stories below the headings; `article`, with a doubt where it has several headings, if
    the file does not say that it tells many.
    """
    title = _masthead(blocks)
    top = [block.text for block in blocks[:TOP_BLOCKS]]
    told = Told(
        format="stories",
        title=title,
        published=article.published or _dated(top),
    )
    digest = calls_itself_digest(*top)
    found = read_stories(blocks, told, given, digest=digest)
    if found is not None:
        return found
    headed = read_stories(blocks, told, given, digest=True)
    if headed is None or not article.items:
        return article
    doubt = f"{len(headed.items)} headings in the text may head stories of their own"
    return replace(
        article,
        confidence=min(article.confidence, HEADED_CONFIDENCE),
        doubts=(*article.doubts, doubt),
    )


def with_missed(blocks: Sequence[Block], given: Given, plain: ParsedDocument) -> ParsedDocument:
    """The stories below the headings where they are all that a plain reader found and more, or
    where it found none of their titles: what looks like a title is one.
    """
    known = {squeezed(item.title or "") for item in plain.items}
    if plain.confidence >= SURE or not plain.items:
        return plain
    told = Told(format="stories", title=plain.title, published=plain.published, doubts=plain.doubts)
    sized = read_stories(blocks, told, given, digest=True)
    if sized is None or len(sized.items) < MIN_STORIES:
        return plain
    if not all(item.title for item in plain.items):
        return sized if all(item.title and item.body for item in sized.items) else plain
    if len(known) < FEWEST_STORIES or len(sized.items) <= len(known):
        return plain
    titles = {squeezed(item.title or "") for item in sized.items}
    missed = [item for item in sized.items if squeezed(item.title or "") not in known]
    alike = all(_is_like(item, plain.items, known) for item in missed)
    return sized if known <= titles and alike else plain


def _is_like(item: ParsedItem, others: Sequence[ParsedItem], titles: Collection[str]) -> bool:
    """Whether an item could be one of the others: told, sourced if all of them are, and no list
    of their titles.
    """
    body = squeezed(item.body)
    sourced = bool(item.sources) or not all(other.sources for other in others)
    return bool(body) and sourced and not any(title in body for title in titles)


def from_address(item: ParsedItem, address: str) -> ParsedItem:
    """The item with the address that its file was printed from."""
    if address in item.urls:
        return item
    return replace(
        item,
        sources=(*item.sources, SourceRef(url=address)),
        urls=(address, *item.urls),
    )


def _masthead(blocks: Sequence[Block]) -> str | None:
    """The largest heading above the text, if it is above several others."""
    above: list[Block] = []
    for block in blocks:
        if is_prose(block):
            break
        above.append(block)
    heads = [block for block in above if block.level]
    largest = min(heads, key=lambda block: block.level, default=None)
    many = sum(1 for block in blocks if block.level) > MIN_STORIES
    return largest.text if largest is not None and many else None


def _dated(lines: Sequence[str]) -> Published | None:
    found = (one for line in lines for one in find_dates(line))
    return next((one.when for one in found), None)
