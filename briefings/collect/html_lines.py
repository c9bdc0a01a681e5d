"""Blocks that may hold several stories to lines: what each of them could be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.collect.html_blocks import Block
from briefings.collect.html_furniture import MORE, furniture_role
from briefings.collect.layout import is_date_line
from briefings.collect.marks import mark_of
from briefings.collect.sources import source_rest
from briefings.model.documents import Role

MAX_HEAD_CHARS = 200
_FIRST_PICTURE = "\U0001f000"
"""Pictures differ from heading to heading; other marks are the same in all."""
_SENTENCE_END = re.compile(r"(?:[.。]|다[.!?]|요[.!?])[\"'”’)\]]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A block, and what it could be among stories.

    `sort` is `head:…` for a line that could head a story, `more` for a link to the rest, `source`,
    `date`, `text`, or `furniture`; `rank` is low for headings that stand high, `words` are those
    behind the mark.
    """

    block: Block
    sort: str
    rank: int = 0
    words: str = ""
    number: int | None = None

    @property
    def is_head(self) -> bool:
        """Whether it could head a story."""
        return self.sort.startswith("head:")

    @property
    def closes(self) -> bool:
        """Whether stories end with such a line: a source, or a link to the rest."""
        return self.sort in {"source", "more"} or bool(self.block.more)

    @property
    def prose_chars(self) -> int:
        """How much it tells in its own words."""
        return len(self.block.text) if self.sort == "text" else 0


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """A line for every block, in order."""
    return [_line(block) for block in blocks]


def _line(block: Block) -> Line:
    text = block.text
    if source_rest(text) is not None:
        return Line(block=block, sort="source")
    if MORE.match(text):
        return Line(block=block, sort="more" if block.anchors else "furniture")
    role = furniture_role(text) if len(text) < MAX_HEAD_CHARS else None
    if block.zone or role in {Role.FURNITURE, Role.CAPTION}:
        return Line(block=block, sort="furniture")
    if role is Role.DATE or is_date_line(text):
        return Line(block=block, sort="date")
    return _head(block) or Line(block=block, sort="text")


def _head(block: Block) -> Line | None:
    """The line as a heading, with a rank: lower stands higher in the page."""
    text = block.text
    if not 2 <= len(text) <= MAX_HEAD_CHARS:
        return None
    mark = mark_of(text)
    number = mark.number
    if block.level:
        return Line(
            block=block,
            sort=f"head:h{block.level}",
            rank=block.level,
            words=mark.words,
            number=number,
        )
    if block.bullet and not block.strong:
        return None
    sentence = _SENTENCE_END.search(text) is not None
    linked = bool(block.anchors) and block.linked_chars * 10 >= len(text) * 8
    if linked and len({anchor.target or anchor.url for anchor in block.anchors}) > 1:
        return Line(block=block, sort="furniture")
    if linked and text.startswith(("http://", "https://", "www.")):
        return Line(block=block, sort="more")
    if linked and len(text) >= 8:
        return Line(block=block, sort="head:a", rank=9, words=mark.words, number=number)
    if sentence or len(text) > 120:
        return None
    if number is not None:
        return Line(
            block=block, sort=f"head:n{mark.style}", rank=7, words=mark.words, number=number
        )
    if mark.symbol and not mark.bullet and not (block.strong and mark.symbol >= _FIRST_PICTURE):
        return Line(block=block, sort=f"head:s{mark.symbol}", rank=7, words=mark.words)
    if block.strong:
        return Line(block=block, sort="head:b", rank=8, words=mark.words)
    return None
