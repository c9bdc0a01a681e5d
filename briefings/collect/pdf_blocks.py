"""Paragraphs of a PDF file to blocks as pages have them: large or bold ones are headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefings.collect.html_blocks import Anchor, Block
from briefings.collect.html_furniture import MORE
from briefings.collect.pdf_paragraphs import Paragraph

LARGER = 1.08
"""Letters so many times as large as those of the text are a heading's."""
SMALLER = 0.95
"""Bold letters below this are notes, not headings."""
MAX_LEVEL = 6
MAX_HEAD_CHARS = 160

_SENTENCE_END = re.compile(r"[.。][\"'”’)\]」』]*$")
"""Titles may end with a verb, but with no full stop."""
_Style = tuple[float, bool]


def blocks_by_size(paragraphs: Sequence[Paragraph]) -> tuple[Block, ...]:
    """A block a paragraph; headings of one size and weight have one level, the largest the
    first.
    """
    letters: Counter[_Style] = Counter()
    for paragraph in paragraphs:
        letters[_style(paragraph)] += len(paragraph.text)
    if not letters:
        return ()
    body = letters.most_common(1)[0][0]
    heads = sorted(
        {_style(one) for one in paragraphs if _may_head(one) and _stands_out(_style(one), body)},
        reverse=True,
    )
    levels = {style: min(level, MAX_LEVEL) for level, style in enumerate(heads, 1)}
    return tuple(_block(one, levels) for one in paragraphs)


def _style(paragraph: Paragraph) -> _Style:
    return round(paragraph.first.size * 2) / 2, paragraph.first.bold


def _stands_out(style: _Style, body: _Style) -> bool:
    size, bold = style
    return size >= body[0] * LARGER or (bold and not body[1] and size >= body[0] * SMALLER)


def _may_head(paragraph: Paragraph) -> bool:
    if paragraph.first.is_row:
        return False
    return len(paragraph.text) <= MAX_HEAD_CHARS and _SENTENCE_END.search(paragraph.text) is None


def _block(paragraph: Paragraph, levels: dict[_Style, int]) -> Block:
    text = paragraph.text
    links = tuple(Anchor(text=url, url=url) for url in paragraph.urls)
    if links and MORE.match(text):
        return Block(tag="p", text=text, anchors=(Anchor(text=text, url=links[0].url),))
    if paragraph.first.is_row:
        return Block(tag="row", text=text.strip("| "))
    level = levels.get(_style(paragraph), 0) if _may_head(paragraph) else 0
    return Block(tag=f"h{level}" if level else "p", text=text, level=level, more=links)
